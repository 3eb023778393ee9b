"""What a two-year retention means a year, beside the yearly moves to rivals: two definitions, never one sum.

A rate r lost every year of those still there leaves (1 − r)² after two years, so a share R kept for two years is a loss of
1 − √R a year, if both years lost the same share.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from ..provenance import Figure, Worked, origin_of
from ..rows import as_frame, each, known

HUNDRED = Decimal(100)
PLACES = Decimal("0.0001")
KINDS = {
    "every_reason": (
        "Loss a year that two-year retention implies, every reason", "خسارة السنة التي يعنيها البقاء عامين، لكل الأسباب",
    ),
    "to_rivals": (
        "Moves to rivals in a year, as one outlet prints them", "المنتقلون إلى منافسين في سنة، كما نقلهم ناشر واحد",
    ),
}  # fmt: skip
SUFFIX = {"every_reason": ("every reason", "كل الأسباب"), "to_rivals": ("to rivals", "إلى منافسين")}
YEARLY = [
    "row", "lab", "name", "name_ar", "label", "label_ar", "kind", "kind_label", "kind_label_ar", "look", "period", "value",
    "low", "high", "kept_pct", "readings", "ids", "sources", "confidence", "second_hand", "tone",
]  # fmt: skip


def yearly(kept: pd.DataFrame, left: pd.DataFrame) -> pd.DataFrame:
    """Return what each lab loses a year by two definitions, those of one below those of the other: YEARLY.

    `kept` and `left` are frames of `retention` and `attrition`. First each lab's loss a year as its two-year retention
    implies it, the largest first (look "dot"); low and high are those of the readings of retention. Then the moves to
    rivals as they were printed, the largest first (look "diamond"): nothing is worked out of them. No row has both, and
    no column may be subtracted between kinds.
    """
    lost = [line(row, "every_reason", yearly_loss(row.value_pct), yearly_loss(row.high_pct), yearly_loss(row.low_pct))
            for row in each(kept) if known(row.value_pct)]  # fmt: skip
    moved = [line(row, "to_rivals", row.value_pct, row.low_pct, row.high_pct) for row in each(left) if known(row.value_pct)]
    ordered = (sorted(rows, key=lambda row: (-row["value"], row["lab"])) for rows in (lost, moved))
    return as_frame([row for rows in ordered for row in rows], YEARLY)


def yearly_loss(retention: Any) -> Any:
    """Return the percent lost in each of two years that lose the same share, from the percent kept after both."""
    value = (HUNDRED - (Decimal(retention) * HUNDRED).sqrt()).quantize(PLACES)
    return Figure(value, Worked("yearly_loss", (retention,))) if origin_of(retention) else value


def compounded(frame: pd.DataFrame) -> dict[str, Any]:
    """Return what sentences need of a frame of `yearly`, of the lab in question; what cannot be said is None.

    name, name_ar, kept (two-year retention), loss (implied, a year), both (what two such years take), twice (the loss
    doubled, which overstates it), least_name, least_name_ar, least_loss: the lab that loses least of the others;
    rivals: the share that moved to rivals, would_stay: what two years of it alone would leave of the same people, only
    where that is another share than `kept`; confidence, second_hand.
    """
    rows = each(frame)
    lost = [row for row in rows if row.kind == "every_reason"]
    ours = next((row for row in lost if row.tone == "deal"), None)
    moved = next((row for row in rows if row.kind == "to_rivals" and row.tone == "deal"), None)
    least = next((row for row in reversed(lost) if row is not ours), None)
    found: dict[str, Any] = dict.fromkeys(
        ("name", "name_ar", "kept", "loss", "both", "twice", "least_name", "least_name_ar", "least_loss", "rivals",
         "would_stay", "confidence", "second_hand")
    )  # fmt: skip
    if ours is not None:
        found |= {"name": ours.name, "name_ar": ours.name_ar, "kept": ours.kept_pct, "loss": ours.value,
                  "both": HUNDRED - ours.kept_pct, "twice": ours.value * 2, "confidence": ours.confidence,
                  "second_hand": ours.second_hand}  # fmt: skip
    if ours is not None and least is not None:
        found |= {"least_name": least.name, "least_name_ar": least.name_ar, "least_loss": least.value}
    if ours is not None and moved is not None:
        stay = (HUNDRED - moved.value) * (HUNDRED - moved.value) / HUNDRED
        found |= {"rivals": moved.value, "would_stay": stay if stay != ours.kept_pct else None}
    return found


def line(row: Any, kind: str, value: Any, low: Any, high: Any) -> Mapping[str, Any]:
    """Return one row of `yearly`."""
    (said, said_ar), (suffix, suffix_ar) = KINDS[kind], SUFFIX[kind]
    implied = kind == "every_reason"
    return {
        "row": f"{row.lab} {kind}", "lab": row.lab, "name": row.name, "name_ar": row.name_ar,
        "label": f"{row.name}, {suffix}", "label_ar": f"{row.name_ar}، {suffix_ar}",
        "kind": kind, "kind_label": said, "kind_label_ar": said_ar, "look": "dot" if implied else "diamond",
        "value": value, "low": low, "high": high, "kept_pct": row.value_pct if implied else None,
        "readings": row.readings, "ids": row.talent_ids, "sources": row.sources, "confidence": row.confidence,
        "second_hand": row.second_hand, "tone": "deal" if row.tone == "deal" else "peer",
    }  # fmt: skip
