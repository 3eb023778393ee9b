"""One reading per subject by a fixed rule, with the disagreement between readings kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from ..traces import picked, plain
from .faults import listed, refusal, shown

BASES = ("announced", "closed", "reported", "estimated")
CONFIDENCE = ("filed", "reported", "estimated")
READ = ("direct", "second_hand")
CHOSEN = ["subject", "low", "high", "value", "unit", "basis", "reading_id", "source", "confidence", "read"]

SAID = [
    "subject", "reading_id", "low", "high", "unit", "hedge", "basis", "period", "source", "confidence", "read", "known_from",
]  # fmt: skip


def choose(
    readings: pd.DataFrame, measure: str = "price", basis: str = "announced", of: Iterable[str] | None = None
) -> pd.DataFrame:
    """One row per subject that has a reading of the measure, in the order of subjects.

    The rule, in this order: readings of other pages before those of a seed; with a low figure before "less than";
    the wanted basis, else announced, closed, reported, estimated; filed, reported, estimated; read directly before
    second hand; dated sources before undated, the latest first; lowest reading_id. `value` is the low figure: of an
    "up to" price the money paid at once. `least` and `most` span all readings in the chosen one's unit, the seed's
    too, and `readings` counts them. `fallback` says that the wanted basis was missing. `of` names
    the subjects to look at, all when it is not given.
    """
    wanted = _ordered(readings if of is None else readings[readings["subject"].isin(list(of))], measure, basis)
    alike = _by_subject(wanted)
    best = wanted.iloc[[places[0] for places in alike]].reset_index(drop=True)
    spans = _spans(wanted, alike)
    return best.assign(value=best["low"])[CHOSEN].assign(**spans, fallback=(best["basis"] != basis).astype(bool))


def readings_of(readings: pd.DataFrame, measure: str = "price", basis: str = "announced") -> pd.DataFrame:
    """Every reading of the measure, subject after subject, each subject's in the order of the rule of `choose`.

    `place` counts from 1 and `chosen` is true of the first; `count`, `least` and `most` say of the subject how many
    readings it has and what they span, in the chosen one's unit. Who says what: low, high, unit, basis, period, source.
    """
    ordered = _ordered(readings, measure, basis).sort_values("subject", kind="stable", ignore_index=True)[SAID]
    place = ordered.groupby("subject").cumcount() + 1
    spans = choose(readings, measure, basis)[["subject", "readings", "least", "most"]].rename(columns={"readings": "count"})
    return ordered.assign(place=place, chosen=place == 1).merge(spans, on="subject", validate="many_to_one")


def _ordered(readings: pd.DataFrame, measure: str, basis: str) -> pd.DataFrame:
    """The readings of a measure, best first."""
    if basis not in BASES:
        raise refusal("basis", shown(basis), f"one of {listed(BASES)}", "Write one of these.")
    wanted = readings[readings["measure"] == measure]
    keys = _keys(wanted, basis)
    return wanted.iloc[sorted(range(len(wanted)), key=keys.__getitem__)]


def _keys(readings: pd.DataFrame, basis: str) -> list[tuple[Any, ...]]:
    """The place of each reading by every criterion of the rule, the best least; plain Python, for they are few."""
    places = (
        readings["start"].notna(),
        readings["low"].isna(),
        _places(readings["basis"], [basis, *(one for one in BASES if one != basis)]),
        _places(readings["confidence"], CONFIDENCE),
        _places(readings["read"], READ),
        readings["known_from"].isna(),
        [-day.value for day in readings["known_from"]],  # of an unknown day it is no matter: the one before decides
        readings["reading_id"],
    )
    return list(zip(*places, strict=True))


def _places(values: pd.Series, order: Sequence[str]) -> list[int]:
    found = {one: place for place, one in enumerate(order)}
    return [found.get(value, len(order)) for value in values]


def _by_subject(ordered: pd.DataFrame) -> list[list[int]]:
    """The places of each subject's readings, in the order of subjects."""
    found: dict[str, list[int]] = {}
    for place, subject in enumerate(ordered["subject"]):
        found.setdefault(subject, []).append(place)
    return [found[subject] for subject in sorted(found)]


def _spans(ordered: pd.DataFrame, alike: Sequence[Sequence[int]]) -> dict[str, pd.Series]:
    """Per subject the count of readings in the unit of its first, and the least and most that they state."""
    unit, sides = list(ordered["unit"]), (ordered["low"], ordered["high"])
    figures = list(map(plain, sides))
    comparable = [[place for place in places if unit[place] == unit[places[0]]] for places in alike]
    ends = [[(side, place) for side in (0, 1) for place in places if figures[side][place] is not None]
            for places in comparable]  # fmt: skip

    def figure(end: tuple[int, int]) -> Any:
        return figures[end[0]][end[1]]

    return {
        "readings": pd.Series(list(map(len, comparable)), dtype="int64"),
        "least": picked(sides, [min(stated, key=figure, default=None) for stated in ends]),
        "most": picked(sides, [max(stated, key=figure, default=None) for stated in ends]),
    }
