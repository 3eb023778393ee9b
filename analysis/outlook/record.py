"""How large platform deals ended, by three rules of success that anybody can apply to the tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ..provenance import Cell, counted
from ..rows import as_frame, each, known, unique, weakest

ENDED = ("service_shutdown", "ad_server_shutdown", "divested", "maintenance_mode", "regulator_unwind_order",
         "operational_separation")  # fmt: skip
SOLD = ("resale_value", "resale_implied_value", "spin_off_market_value", "merger_equity_value")
HELD = ("estimated_standalone_value", "stake_value")
REVENUE = ("revenue", "ad_revenue")
RULES = {
    "value": ("Worth its price later", "ساوت ثمنها أو فاقته لاحقًا"),
    "revenue": ("A year's revenue reached its price", "بلغت إيراداتها في عام واحد ثمنها"),
    "alive": ("Still run by its buyer", "ما زال المشتري يشغّلها"),
}
ENDS = {
    "paid": ("Yes", "نعم", "full"), "failed": ("No", "لا", "against"),
    "open": ("Not to be told from what is published", "لا يُعرف مما نُشر", "half"),
    "silent": ("Nothing published", "لم يُنشر شيء", "hatch"),
}  # fmt: skip
RECORD = ["deal_id", "target", "target_ar", "year", "rule", "end", "ids", "sources", "confidence", "second_hand"]
TALLIED = [
    "row", "label", "label_ar", "part", "part_label", "part_label_ar", "look", "count", "sources", "confidence",
    "second_hand",
]  # fmt: skip


def record(
    priced: pd.DataFrame, outcomes: pd.DataFrame, *, deal: str, until: int, smallest: int = 0, second_hand: bool = True
) -> pd.DataFrame:
    """Return how each deal ended by each of RULES: RECORD, a row per deal and rule, oldest first.

    `priced` is a frame of `deals.priced`. The deal in question is left out, since its end is what is asked, as are sums
    that overlap others, deals that collapsed, deals announced after the year `until`, which had no time to pay, and those
    below `smallest` dollars. `end` is "paid", "failed", "open" (something is known that does not decide) or "silent".

    By "value" the newest price or valuation of what was bought decides, compared with the price; without one a write-down
    or its end is a failure, and a year's revenue as large as the price a success. By "revenue" only such a year is a
    success; a value below the price, a write-down or its end is a failure. By "alive" what was shut down, given up or sold
    failed, and anything else that is known of is alive.
    """
    known_of: dict[str, list[Any]] = {}
    for row in sorted(each(outcomes), key=lambda row: (str(row.date), row.outcome_id)):
        if second_hand or row.read == "direct":
            known_of.setdefault(row.deal, []).append(row)
    found = []
    for row in sorted(each(priced), key=lambda row: (str(row.announced), row.deal_id)):
        if not counts(row, deal, until, smallest):
            continue
        told = known_of.get(row.deal_id, [])
        for rule in RULES:
            end, behind = ended(rule, row.price_usd, told)
            found.append({
                "deal_id": row.deal_id, "target": row.target, "target_ar": row.target_ar, "year": int(row.year),
                "rule": rule, "end": end, "ids": [one.outcome_id for one in behind],
                "sources": unique([*row.sources, *(one.source for one in behind)]),
                "confidence": weakest([row.confidence, *(one.confidence for one in behind)]),
                "second_hand": bool(row.second_hand) or any(one.read == "second_hand" for one in behind),
            })  # fmt: skip
    return as_frame(found, RECORD)


def counts(row: Any, deal: str, until: int, smallest: int) -> bool:
    """Return whether a deal belongs to the record."""
    settled = row.scope == "single" and row.status != "collapsed" and known(row.year) and int(row.year) <= until
    return row.deal_id != deal and settled and row.price_usd >= smallest


def ended(rule: str, price: Any, told: Sequence[Any]) -> tuple[str, list[Any]]:
    """Return how a deal ended by a rule, and the rows that say so: those that decide, else all that are known."""
    over = [row for row in told if row.measure in ENDED]
    down = [row for row in told if row.measure == "write_down"]
    sold = [row for row in told if row.measure in SOLD and row.unit == "USD"]
    worth = [row for row in told if row.measure in (*SOLD, *HELD) and row.unit == "USD"]
    large = [row for row in told if row.measure in REVENUE and row.unit == "usd_per_year" and row.value >= price]
    if not told:
        return "silent", []
    if rule == "alive":
        return ("failed", [*over, *sold]) if over or sold else ("paid", list(told))
    if rule == "value" and worth:
        return ("paid" if worth[-1].value >= price else "failed"), worth[-1:]
    below = [row for row in worth if row.value < price]
    if rule == "revenue" and large:
        return "paid", large[-1:]
    if over or down or below:
        return "failed", [*over, *down, *below]
    return ("paid", large[-1:]) if large else ("open", list(told))


def tallied(frame: pd.DataFrame) -> pd.DataFrame:
    """Return how many deals of a frame of `record` ended how, by each rule: TALLIED."""
    found = []
    for rule, (label, label_ar) in RULES.items():
        for end, (said, said_ar, look) in ENDS.items():
            rows = [row for row in each(frame) if row.rule == rule and row.end == end]
            found.append({
                "row": rule, "label": label, "label_ar": label_ar, "part": end, "part_label": said, "part_label_ar": said_ar,
                "look": look, "count": counted(map(cell, rows)), "sources": unique(s for row in rows for s in row.sources),
                "confidence": weakest(row.confidence for row in rows) if rows else "filed",
                "second_hand": any(row.second_hand for row in rows),
            })  # fmt: skip
    return as_frame(found, TALLIED)


def cell(row: Any) -> Cell:
    """Return the row of the data that stands for a deal in a count: what became of it, else the deal itself."""
    return Cell("outcomes", row.ids[-1], "value") if row.ids else Cell("deals", row.deal_id, "announced")
