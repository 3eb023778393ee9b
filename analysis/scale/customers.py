"""How much of what a company earned is at risk when customers leave: what is known of one, and a scenario for the rest."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from ..rows import each
from ..stated import Stated, amounts, in_arabic, latest, named, percent, stated, trust

HUNDRED = Decimal(100)
KINDS = {
    "booked": ("Booked revenue", "إيرادات مقيدة", "dot"),
    "rival": ("A rival's revenue, as reported", "إيرادات منافس كما ذُكرت", "dot"),
    "without": ("If the named customer leaves", "لو غادر العميل المسمّى", "ring"),
    "assumed": ("Assumption, not a forecast", "افتراض لا توقع", "assumed"),
}


class Facts(NamedTuple):
    """What is known: the newest booked revenue, what the largest named customer spent in that year, and its last plan."""

    revenue: Stated | None
    spent: Stated | None
    planned: Stated | None


def facts(companies: pd.DataFrame, company: str, second_hand: bool) -> Facts:
    """Return the same of a company; each is None where nobody states it."""
    revenue = latest(stated(companies, company, "revenue", second_hand=second_hand))
    spent = [one for one in stated(companies, company, "customer_spend", second_hand=second_hand)
             if revenue and one.period == revenue.period]  # fmt: skip
    planned = latest(stated(companies, company, "customer_spend_planned", second_hand=second_hand))
    return Facts(revenue, latest(spent), planned)


def at_risk(
    companies: pd.DataFrame, terms: pd.DataFrame, *, company: str, leaving: int, in_house: int, rival: str,
    second_hand: bool = True,
) -> pd.DataFrame:  # fmt: skip
    """Return a company's booked revenue, what is left of it in three steps, and a rival's in the same year: AMOUNTS.

    "without" takes off what the named customer spent. "leaving" takes off up to `leaving` percent of the rest, for other
    customers who want a neutral supplier; "in_house" up to `in_house` percent of what then remains, for labs that make
    their data themselves. Both percentages are assumptions of the page: their rows are ranges from nobody to all of it.
    """
    known, (name, name_ar) = facts(companies, company, second_hand), named(terms, company)
    rows = []
    if known.revenue:
        rows.append(line("revenue", name, name_ar, "booked", [known.revenue], known.revenue.value) | {"tone": "deal"})
    if known.revenue and known.spent:
        rest = known.revenue.value - known.spent.value
        fewer = rest * (100 - leaving) / HUNDRED
        least = fewer * (100 - in_house) / HUNDRED
        both, other = [known.revenue, known.spent], known.spent.counterparty or ""
        without = f"Without {other}", f"من دون {in_arabic(terms, other)}"
        rows.append(line("without", *without, "without", both, rest))
        rows.append(line("leaving", "Others leave too", "ويغادر غيرها أيضًا", "assumed", both, rest, fewer))
        rows.append(line("in_house", "And labs make their own", "وتصنع المختبرات بياناتها", "assumed", both, rest, least))
    same = [one for one in stated(companies, rival, "revenue", second_hand=second_hand)
            if known.revenue and one.period == known.revenue.period and rival != company]  # fmt: skip
    rows += [line("rival", *named(terms, rival), "rival", [one], one.value) for one in same[-1:]]
    return amounts(rows)


def line(
    row: str, label: str, label_ar: str, kind: str, behind: list[Stated], value: Any, low: Any = None
) -> dict[str, Any]:
    """Return one amount as a row; of a range the value is its upper end."""
    said, said_ar, look = KINDS[kind]
    return {
        "row": row, "label": label, "label_ar": label_ar, "period": None if kind == "assumed" else behind[0].period,
        "kind": kind, "kind_label": said, "kind_label_ar": said_ar, "look": look, "value": value,
        "low": value if low is None else low, "high": value,
        **trust(behind),
    }  # fmt: skip


def exposed(
    companies: pd.DataFrame, terms: pd.DataFrame, frame: pd.DataFrame, *, company: str, rival: str, second_hand: bool = True
) -> dict[str, Any]:
    """Return the numbers that sentences need of customers who leave; what cannot be said is None.

    customer (with _ar), revenue, revenue_when, spent, spent_pct (of that revenue), planned, planned_when, planned_pct (of
    the same revenue, which is another year's); left: what remains without the customer; after_leaving, after_in_house:
    the least of each assumption, least_pct: the last in percent of the revenue; rival_name (with _ar), rival_revenue,
    rival_pct (of the company's); ceiling and first_ceiling, each with _when: the newest and the oldest ceiling of a
    government contract, None where there are not two; confidence, second_hand: of the share.
    """
    found, rows = facts(companies, company, second_hand), {row.row: row for row in each(frame)}
    used = trust([found.revenue, found.spent]) if found.revenue and found.spent else {}
    revenue = found.revenue.value if found.revenue else None
    other = next((one.counterparty for one in (found.spent, found.planned) if one and one.counterparty), None)
    rival_row, planned, spent = rows.get("rival"), found.planned, found.spent
    ceilings = stated(companies, company, "government_contract_ceiling", second_hand=second_hand)
    ends = {"first_ceiling": ceilings[0], "ceiling": ceilings[-1]} if len(ceilings) > 1 else {}
    return {
        "customer": other, "customer_ar": in_arabic(terms, other) if other else None, "revenue": revenue,
        "revenue_when": found.revenue.period if found.revenue else None,
        "spent": spent.value if spent else None, "spent_pct": percent(spent.value if spent else None, revenue),
        "planned": planned.value if planned else None, "planned_when": planned.period if planned else None,
        "planned_pct": percent(planned.value if planned else None, revenue),
        "left": rows["without"].value if "without" in rows else None,
        "after_leaving": rows["leaving"].low if "leaving" in rows else None,
        "after_in_house": rows["in_house"].low if "in_house" in rows else None,
        "least_pct": percent(rows["in_house"].low if "in_house" in rows else None, revenue),
        "rival_name": named(terms, rival)[0] if rival_row else None,
        "rival_name_ar": named(terms, rival)[1] if rival_row else None,
        "rival_revenue": rival_row.value if rival_row else None,
        "rival_pct": percent(rival_row.value if rival_row else None, revenue),
        "rival_confidence": rival_row.confidence if rival_row else None,
        **{name: ends[name].value if ends else None for name in ("first_ceiling", "ceiling")},
        **{f"{name}_when": ends[name].period if ends else None for name in ("first_ceiling", "ceiling")},
        "confidence": used.get("confidence"), "second_hand": bool(used.get("second_hand")),
    }  # fmt: skip
