"""What was not published: figures that deals lack, and what was looked for in vain."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from ..provenance import Cell, Count, counted
from ..rows import as_frame, each, known
from .cells import made_up, names, share, text

OF_PART = ("minority_stake", "investment")  # whoever takes over the whole buys no share to be stated
MEASURES = ("price", "stake", "revenue", "staff", "users")


def missing(
    deals: pd.DataFrame, readings: pd.DataFrame, companies: pd.DataFrame, outcomes: pd.DataFrame, terms: pd.DataFrame
) -> pd.DataFrame:
    """Return for each measure how many deals have it published and how many lack it; see `charts.parts`.

    A stake is expected only of deals for a part of a company. Of the acquirer the revenue of the year before counts,
    of what came later any outcome at all. A deal without a row is one whose figure is unknown, never zero.
    """
    part = set(deals.loc[deals["kind"].isin(OF_PART), "deal_id"])
    every = list(deals["deal_id"])
    expected = {name: [deal for deal in every if name != "stake" or deal in part] for name in MEASURES}
    stated = {name: set(readings.loc[readings["measure"] == name, "subject"]) for name in MEASURES}
    expected |= {"acquirer_revenue": every, "outcome": every}
    stated |= {"acquirer_revenue": with_revenue(deals, companies), "outcome": set(outcomes["deal"])}
    order = sorted(expected, key=lambda name: (-lacking(expected[name], stated[name]), name))
    counts: dict[tuple[str, str], Count] = {}
    for name in order:
        for look, there in (("stated", True), ("unstated", False)):
            own = [Cell("deals", deal, "announced") for deal in expected[name] if (deal in stated[name]) == there]
            counts[name, look] = counted(own)
    told = names(terms)
    told |= {name: told[f"gap_{name}"] for name in (*order, "stated", "unstated") if f"gap_{name}" in told}
    looks = (("stated", "full"), ("unstated", "hatch"))
    return made_up([(name, part, look) for name in order for part, look in looks], counts, told)


def lacking(expected: Sequence[str], stated: set[str]) -> int:
    """Return how many deals lack a figure."""
    return sum(deal not in stated for deal in expected)


def with_revenue(deals: pd.DataFrame, companies: pd.DataFrame) -> set[str]:
    """Return the deals whose acquirer's revenue of the year before is known."""
    booked = companies[(companies["measure"] == "revenue") & companies["value"].notna()]
    years = {(row.company, text(row.period)[:4]) for row in each(booked)}
    return {
        row.deal_id for row in each(deals)
        if known(row.announced) and (row.acquirer, str(int(text(row.announced)[:4]) - 1)) in years
    }  # fmt: skip


def holes(frame: pd.DataFrame, deals: pd.DataFrame) -> dict[str, Any]:
    """Return of a frame of `missing` how many deals lack each measure, what is lacked most often, and the cells in all.

    Names are `<measure>_unknown`; share_pct is the part of all expected figures that is unknown.
    """
    unknown = frame[frame["part"] == "unstated"]
    total = sum(frame["count"])
    expected = {row.row: sum(frame.loc[frame["row"] == row.row, "count"]) for row in each(unknown)}
    most = max(each(unknown), key=lambda row: (Decimal(row.count) / expected[row.row] if expected[row.row] else 0, row.row))
    empty = not len(deals)
    return {
        "deals": counted(Cell("deals", name, "announced") for name in deals["deal_id"]) or None,
        "share_pct": share(sum(unknown["count"]), total),
        **{f"{row.row}_unknown": None if empty else row.count for row in each(unknown)},
        "unknown": None if empty else sum(unknown["count"]), "expected": total or None,
        "most_name": None if empty else most.label, "most_name_ar": None if empty else most.label_ar,
        "most_pct": share(most.count, expected[most.row]),
    }  # fmt: skip


def known_by(gaps: pd.DataFrame, as_of: str) -> pd.DataFrame:
    """Return the gaps that could be looked for by a day; a partial date counts when its period is over."""
    kept = [row._asdict() for row in each(gaps) if last_day(text(row.date)) <= as_of]
    return as_frame(kept, list(gaps.columns))


def last_day(date: str) -> str:
    """Return a partial ISO date as one that sorts behind every day of its period."""
    return date + "-99-99"[len(date) - 4 :]
