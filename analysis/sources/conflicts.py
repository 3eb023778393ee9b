"""Readings of one thing that lie further apart than a distance."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations
from typing import Any

import pandas as pd

from ..provenance import counted
from ..rows import as_frame, each, known
from .cells import Names, called, grade, names, text

ONCE = ("price", "stake")  # a deal has one of each, whenever a page states it; other measures change with time
BASES = ("announced", "closed", "reported", "estimated")
COLUMNS = [
    "subject_id", "measure", "target", "target_ar", "year", "announced", "unit", "chosen", "basis", "least", "most",
    "spread", "least_ratio", "most_ratio", "ticks", "tick_ratios", "count", "said", "tone", "sources", "confidence",
    "second_hand",
]  # fmt: skip


def conflicts(
    readings: pd.DataFrame, terms: pd.DataFrame, deals: pd.DataFrame, *, distance: Decimal | int = 10, ours: str = ""
) -> pd.DataFrame:
    """Return the subjects and measures on which two readings lie more than `distance` percent apart, widest first.

    Two readings are apart by the upper end of the lower one and the lower end of the upper one: a range that holds the
    other's figure does not contradict it, nor does a floor below it. Price and stake are compared whatever day they
    were stated on; everything else only where periods overlap, since growth is no disagreement. The frame is as
    `charts.ranges` takes it, in each row's own unit: `least` and `most` are the ends of all readings, `chosen` is the
    best sourced (pages before a document of ours, announced before closed), `said` who says what.
    """
    told, dated = names(terms, deals), {row.deal_id: text(row.announced) for row in each(deals)}
    found = [
        one(group, told, dated, ours) for group in groups(each(readings))
        if apart(group) > 1 + Decimal(distance) / 100
    ]  # fmt: skip
    return as_frame(sorted(found, key=lambda row: (-row["spread"], row["subject_id"], row["measure"])), COLUMNS)


def groups(rows: Iterable[Any]) -> list[list[Any]]:
    """Return readings that state the same thing: subject, measure and unit, and for what changes a common time."""
    same: dict[tuple[str, ...], list[list[Any]]] = {}
    for row in rows:
        if not any(known(end) and end > 0 for end in (row.low, row.high)):
            continue
        kept = same.setdefault((row.subject, row.measure, row.unit), [])
        fit = next((group for group in kept if row.measure in ONCE or overlap(row, group)), None)
        kept.append([row]) if fit is None else fit.append(row)
    return [group for kept in same.values() for group in kept]


def overlap(row: Any, group: list[Any]) -> bool:
    """Return whether a reading's time, as far as it is written, is that of every reading of a group."""
    times = [text(other.period) for other in group]
    return all(time.startswith(text(row.period)) or text(row.period).startswith(time) for time in times)


def apart(group: list[Any]) -> Decimal:
    """Return the greatest ratio between the ends of two readings that face each other; 1 when all could be true."""
    ratios = [
        upper.low / lower.high
        for pair in combinations(group, 2) for lower, upper in (pair, pair[::-1])
        if known(lower.high) and known(upper.low) and lower.high > 0
    ]  # fmt: skip
    return max([Decimal(1), *ratios])


def one(group: list[Any], told: Names, dated: dict[str, str], ours: str) -> dict[str, Any]:
    """Return one disagreement as a row."""
    first = group[0]
    best = min(group, key=place)
    chosen = stands(best)
    ticks = sorted((end, row.basis) for row in group for end in dict.fromkeys((row.low, row.high)) if known(end))
    least, most = ticks[0][0], ticks[-1][0]
    subject, measure = called(first.subject, told), called(first.measure, told)
    labels = [
        f"{name}, {what}" if mark == "," else f"{name}، {what}"
        for name, what, mark in ((subject[0], measure[0].lower(), ","), (subject[1], measure[1], "،"))
    ]
    plain = first.measure == "price"
    day = dated.get(first.subject, text(first.period)) if first.measure in ONCE else text(first.period)
    return {
        "subject_id": first.subject, "measure": first.measure, "unit": first.unit, "announced": day,
        "target": subject[0] if plain else labels[0], "target_ar": subject[1] if plain else labels[1],
        "year": int(day[:4]) if day[:4].isdigit() else None, "chosen": chosen, "basis": best.basis, "least": least,
        "most": most, "spread": most / least, "least_ratio": least / chosen, "most_ratio": most / chosen, "ticks": ticks,
        "tick_ratios": [tick / chosen for tick, _ in ticks], "count": counted(map(stands, group)),
        "said": [told_by(row) for row in sorted(group, key=size)],
        "tone": "deal" if first.subject == ours else "peer", "sources": list(dict.fromkeys(row.source for row in group)),
        "confidence": best.confidence, "second_hand": best.read == "second_hand",
    }  # fmt: skip


def stands(row: Any) -> Any:
    """Return the figure that stands for a reading."""
    return row.low if known(row.low) else row.high


def told_by(row: Any) -> dict[str, Any]:
    """Return what one reading says, and where."""
    return {
        "source": row.source, "low": row.low, "high": row.high, "basis": row.basis, "confidence": row.confidence,
        "second_hand": row.read == "second_hand",
    }  # fmt: skip


def size(row: Any) -> tuple[Any, str]:
    """Return the order in which readings are told: by their lower end."""
    return stands(row), row.reading_id


def place(row: Any) -> tuple[Any, ...]:
    """Return the place of a reading in the order of preference, best first."""
    return known(row.start), not known(row.low), BASES.index(row.basis), grade(row.confidence, row.read), row.reading_id


def widest(frame: pd.DataFrame, readings: pd.DataFrame) -> dict[str, Any]:
    """Return how many things are disputed out of how many with two readings or more, and the widest dispute."""
    several = [group for group in groups(each(readings)) if len(group) > 1]
    top = frame.iloc[0] if len(frame) else None
    return {
        "count": counted(frame["chosen"]) if several else None,
        "compared": counted(stands(min(group, key=place)) for group in several) if several else None,
        "prices": counted(frame.loc[frame["measure"] == "price", "chosen"]) if len(frame) else None,
        "name": None if top is None else top["target"], "name_ar": None if top is None else top["target_ar"],
        "spread": None if top is None else top["spread"], "confidence": None if top is None else top["confidence"],
        "second_hand": False if top is None else top["second_hand"],
    }  # fmt: skip
