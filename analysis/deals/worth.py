"""What a price says of the whole company: its value, and that value per employee, per user and per dollar earned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from ..provenance import counted
from ..rows import each, known, weakest
from .prices import Measured, left_out, listed, ranks

HUNDRED = Decimal(100)
MEASURES = {
    "whole_company": ("Whole company", "الشركة كلها"),
    "per_employee": ("Per employee", "لكل موظف"),
    "per_user": ("Per user", "لكل مستخدم"),
    "revenue_multiple": ("Times yearly revenue", "ضعف الإيرادات السنوية"),
}
DEFINITIONS = {
    "whole_company": ("Price ÷ share bought", "السعر ÷ الحصة المشتراة"),
    "per_employee": ("Price ÷ share bought ÷ employees", "السعر ÷ الحصة المشتراة ÷ عدد الموظفين"),
    "per_user": ("Price ÷ share bought ÷ users", "السعر ÷ الحصة المشتراة ÷ عدد المستخدمين"),
    "revenue_multiple": ("Price ÷ share bought ÷ yearly revenue", "السعر ÷ الحصة المشتراة ÷ الإيرادات السنوية"),
}
DEAL = [
    "deal_id", "target", "target_ar", "acquirer", "acquirer_name", "acquirer_name_ar", "kind", "year", "tone",
]  # fmt: skip
COLUMNS = [
    *DEAL, "measure", "measure_name", "measure_name_ar", "value", "low", "high", "bound", "unit", "stake_pct", "input",
    "input_unit", "inputs", "definition", "definition_ar", "sources", "confidence", "second_hand", "rank",
]  # fmt: skip


class Span(NamedTuple):
    """A value with the least and the most that all readings allow."""

    value: Decimal
    low: Decimal
    high: Decimal

    def over(self, least: Decimal, chosen: Decimal, most: Decimal) -> Span:
        """Return the span divided by a chosen reading, its ends by the readings that stretch it furthest."""
        return Span(self.value / chosen, self.low / most, self.high / least)


class Whole(NamedTuple):
    """A whole company's value in the money shown and in dollars of the day, with the reading of the share bought."""

    shown: Span
    usd: Span
    stake: Mapping[str, Any] | None


def implied(
    frame: pd.DataFrame, *, stake: pd.DataFrame, staff: pd.DataFrame, users: pd.DataFrame, revenue: pd.DataFrame
) -> Measured:
    """Return one row per deal and measure (the keys of MEASURES) whose inputs are all known: COLUMNS.

    Takes a frame of `by_size` and, for each input, one chosen reading per subject (`tables.choose`). The whole company
    is worth price × 100 ÷ stake in percent; an acquisition without a stated stake bought all of it; other kinds without
    one are left out ("no_stake"), as is a licence with hiring, which buys no share. The rest divide that value by
    employees, users, or a year's revenue (dollars of the day on both sides, so deflation leaves it alone). low and high
    span all readings of the price and of the inputs. `bound` is "most" where the number divided by is only known to be at
    least so many, "least" where the price is, None where neither or both are. `unit` is the frame's currency, or "times";
    `inputs` lists the ids of the readings used; `rank` counts within a measure, largest first.
    """
    stakes = by_subject(stake)
    bought = each(frame)
    wholes = [worth(row, stakes.get(row.deal_id)) for row in bought]
    dividers = {
        "per_employee": by_subject(staff), "per_user": by_subject(users), "revenue_multiple": by_subject(revenue),
    }  # fmt: skip
    rows = []
    for row, whole in zip(bought, wholes, strict=True):
        if whole is not None:
            rows.append(line(row, "whole_company", whole, whole.shown, None))
            rows.extend(
                divided(row, measure, whole, chosen[row.deal_id])
                for measure, chosen in dividers.items()
                if row.deal_id in chosen
            )
    return Measured(in_order(rows), left_out(frame, [None if whole else "no_stake" for whole in wholes]))


def multiples(frame: pd.DataFrame) -> dict[str, Any]:
    """Return for each measure of a frame of `implied` the deal in question's place among the others.

    Keys per measure m: m (None where it is only a bound), m_at_most, m_at_least, m_low, m_high, m_rank, m_count, m_top,
    m_top_name, m_top_name_ar, m_confidence, m_second_hand;
    None where the deal has no such value, m_count 0 where no deal has.
    """
    found: dict[str, Any] = {}
    for measure in MEASURES:
        rows = frame[frame["measure"] == measure].sort_values(["rank", "deal_id"])
        ours = rows[rows["tone"] == "deal"]
        mine, top = first(ours), first(rows)
        value, bound = mine.get("value"), mine.get("bound")
        found |= {
            measure: None if bound else value, f"{measure}_at_most": value if bound == "most" else None,
            f"{measure}_at_least": value if bound == "least" else None,
            f"{measure}_low": mine.get("low"), f"{measure}_high": mine.get("high"),
            f"{measure}_rank": mine.get("rank"), f"{measure}_count": counted(rows["value"]),
            f"{measure}_top": top.get("value"), f"{measure}_top_name": top.get("target"),
            f"{measure}_top_name_ar": top.get("target_ar"), f"{measure}_confidence": mine.get("confidence"),
            f"{measure}_second_hand": mine.get("second_hand"),
        }  # fmt: skip
    return found


def first(rows: pd.DataFrame) -> dict[str, Any]:
    """Return the first row as a dictionary, empty when there is none."""
    return {str(name): value for name, value in rows.iloc[0].items()} if len(rows) else {}


def by_subject(chosen: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the chosen reading of each subject, unless it is unknown or nothing can be divided by it."""
    rows = {row.subject: row._asdict() for row in each(chosen)}
    return {subject: row for subject, row in rows.items() if known(row["value"]) and row["least"] > 0}


def worth(row: Any, stake: Mapping[str, Any] | None) -> Whole | None:
    """Return the whole company's value, or None when the share bought is unknown."""
    if row.kind == "license_and_hire" or (stake is None and row.kind != "acquisition"):
        return None
    shown = Span(row.value, *ends(row.readings, row.value))
    usd = Span(row.price_usd, *ends(row.readings_usd, row.price_usd))
    if stake is None:
        return Whole(shown, usd, None)
    parts = stake["least"], stake["value"], stake["most"]
    both = [Span._make(end * HUNDRED for end in span).over(*parts) for span in (shown, usd)]
    return Whole(both[0], both[1], stake)


def ends(readings: Sequence[Decimal], value: Decimal) -> tuple[Decimal, Decimal]:
    """Return the least and the most of some readings and the chosen one."""
    return min([*readings, value]), max([*readings, value])


def bound(priced: Any, by: Any | None) -> str | None:
    """Return whether a price over a number is only the least or the most that it can be; None where both ends are open.

    `priced` has high_usd and `by` is a chosen reading with its own low and high: an end that is unknown is open.
    """
    low, high = (by["low"], by["high"]) if by is not None else (0, 0)
    least = not known(priced.high_usd) or not known(low)
    most = not known(high)
    return None if least == most else "least" if least else "most"


def divided(row: Any, measure: str, whole: Whole, by: Mapping[str, Any]) -> dict[str, Any]:
    """Return one row of `implied` for a measure that divides the whole company's value."""
    span = whole.usd if measure == "revenue_multiple" else whole.shown
    return line(row, measure, whole, span.over(by["least"], by["value"], by["most"]), by)


def line(row: Any, measure: str, whole: Whole, span: Span, by: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return one row of `implied`."""
    used = [reading for reading in (whole.stake, by) if reading]
    name, name_ar = MEASURES[measure]
    definition, definition_ar = DEFINITIONS[measure]
    return {
        **{column: getattr(row, column) for column in DEAL},
        "measure": measure, "measure_name": name, "measure_name_ar": name_ar, **span._asdict(),
        "bound": bound(row, by), "unit": "times" if measure == "revenue_multiple" else row.currency,
        "stake_pct": whole.stake["value"] if whole.stake else None,
        "input": by["value"] if by else None, "input_unit": by["unit"] if by else None,
        "inputs": [row.reading_id, *(reading["reading_id"] for reading in used)],
        "definition": definition, "definition_ar": definition_ar,
        "sources": list(dict.fromkeys([*row.sources, *(reading["source"] for reading in used)])),
        "confidence": weakest([row.confidence, *(reading["confidence"] for reading in used)]),
        "second_hand": bool(row.second_hand) or any(reading["read"] == "second_hand" for reading in used),
    }  # fmt: skip


def in_order(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the rows as a frame, measure by measure, ranked within each."""
    frame = pd.DataFrame(rows, columns=COLUMNS)
    for name in ("value", "low", "high", "bound", "input", "stake_pct", "inputs", "sources"):
        frame[name] = listed([row[name] for row in rows], frame.index)
    places = {m: iter(ranks([row["value"] for row in rows if row["measure"] == m])) for m in MEASURES}
    frame["rank"] = listed([next(places[row["measure"]]) for row in rows], frame.index)
    frame["order"] = frame["measure"].map({measure: place for place, measure in enumerate(MEASURES)})
    return frame.sort_values(["order", "rank", "deal_id"]).drop(columns="order").reset_index(drop=True)
