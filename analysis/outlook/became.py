"""What earlier deals became: the revenue that they reached beside the profit that their price asked for."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..provenance import counted
from ..rows import as_frame, each, weakest
from ..stated import AMOUNTS, Stated, booked, latest, percent

# Yearly figures of what was bought, best first: what was stated as its revenue, then its advertising, then estimates.
REVENUE = (("revenue", True), ("ad_revenue", True), ("revenue_estimate", False), ("paid_messaging_revenue", False))
KINDS = {
    "needed": ("Profit that its price asks for, a year", "ربح سنوي يطلبه ثمنها", "dot"),
    "stated": ("Revenue reached, as stated", "إيرادات بلغتها كما ذُكرت", "diamond"),
    "guessed": ("Revenue reached, by an outside estimate", "إيرادات بلغتها بتقدير خارجي", "ring"),
}
BECAME = [*AMOUNTS, "deal_id", "target", "target_ar", "margin_pct"]


def reached(outcomes: pd.DataFrame, deal: str, after: int, second_hand: bool) -> tuple[Stated | None, bool]:
    """Return the newest yearly revenue of what was bought, of a year after its deal, and whether it was stated."""
    for measure, told in REVENUE:
        found = [one for one in booked(outcomes, deal, measure, second_hand=second_hand) if int(one.period[:4]) > after]
        if one := latest(found):
            return one, told
    return None, False


def became(needed: pd.DataFrame, outcomes: pd.DataFrame, *, second_hand: bool = True) -> pd.DataFrame:
    """Return two rows for each deal of a frame of `required`, its yearly profit and the revenue that it reached: BECAME.

    margin_pct is the profit in percent of that revenue: the margin after tax at which the price would be repaid by this
    year's business alone. Revenue is no profit, so the two are marks of different kinds. A deal without any yearly
    revenue since has the first row only.
    """
    found = []
    for row in each(needed):
        one, told = reached(outcomes, row.deal_id, row.year, second_hand)
        own = {"deal_id": row.deal_id, "target": row.target, "target_ar": row.target_ar, "tone": row.tone,
               "margin_pct": percent(row.profit, one.value) if one else None}  # fmt: skip
        found.append(mark("needed", row.profit, None, own) | {
            "readings": row.readings, "ids": row.ids, "sources": row.sources, "confidence": row.confidence,
            "second_hand": row.second_hand,
        })  # fmt: skip
        if one is not None:
            found.append(mark("stated" if told else "guessed", one.value, one.period[:4], own) | {
                "readings": counted([one.value]), "ids": one.ids, "sources": one.sources, "confidence": one.confidence,
                "second_hand": one.second_hand,
            })  # fmt: skip
    return as_frame(found, BECAME)


def mark(kind: str, value: Any, period: str | None, own: dict[str, Any]) -> dict[str, Any]:
    """Return one row without its sources."""
    said, said_ar, look = KINDS[kind]
    return {
        **own, "row": kind, "kind": kind, "kind_label": said, "kind_label_ar": said_ar, "look": look,
        "label": own["target"], "label_ar": own["target_ar"], "period": period, "value": value, "low": value, "high": value,
    }  # fmt: skip


def margins(frame: pd.DataFrame) -> dict[str, Any]:
    """Return what sentences need of a frame of `became`; what cannot be said is None.

    Of the deal whose revenue covers its profit best (lightest) and worst (heaviest): light_name, light_pct, light_profit,
    light_revenue, light_year and the same with heavy (names with _ar); known: how many have a revenue, count: how many
    deals; confidence, second_hand: the weakest of the two revenues.
    """
    rows = [row for row in each(frame) if row.kind != "needed"]
    rows.sort(key=lambda row: (row.margin_pct, row.deal_id))
    needed = {row.deal_id: row for row in each(frame) if row.kind == "needed"}
    found: dict[str, Any] = {
        "known": counted(row.value for row in rows) if needed else None,
        "count": counted(row.value for row in needed.values()),
        "confidence": weakest(row.confidence for row in (rows[0], rows[-1])) if rows else None,
        "second_hand": any(row.second_hand for row in rows),
    }  # fmt: skip
    for name, row in (("light", rows[0] if rows else None), ("heavy", rows[-1] if len(rows) > 1 else None)):
        found |= {
            f"{name}_name": row.target if row else None, f"{name}_name_ar": row.target_ar if row else None,
            f"{name}_pct": row.margin_pct if row else None, f"{name}_revenue": row.value if row else None,
            f"{name}_year": row.period if row else None, f"{name}_profit": needed[row.deal_id].value if row else None,
        }  # fmt: skip
    return found
