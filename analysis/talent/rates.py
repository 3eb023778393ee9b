"""Rates of staying and leaving, one row per lab."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from ..provenance import counted, ranks
from ..rows import as_frame, each, known, unique, weakest
from .rows import cell, cited, column, comparable, grade, named, usable

ATTRITION, RETENTION, VISIBLE = "attrition_rate", "retention_rate", "visible_retention_rate"
BAND = ("retention_rate_band_low", "retention_rate_band_high")
TWO_YEARS = "2y"
RATES = [
    "lab", "name", "name_ar", "measure", "period", "value_pct", "low_pct", "high_pct", "readings", "sample",
    "definition", "definition_ar", "definitions", "talent_ids", "sources", "confidence", "second_hand", "tone", "rank",
]  # fmt: skip


def attrition(
    talent: pd.DataFrame, terms: pd.DataFrame, *, period: str = "2024", lab: str = "meta",
    labs: Collection[str] = (), second_hand: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Return the share of AI staff who moved to rivals in a year, the highest first: RATES; see `rates`."""
    return rates(talent, terms, ATTRITION, period=period, lab=lab, labs=labs, second_hand=second_hand)


def retention(
    talent: pd.DataFrame, terms: pd.DataFrame, *, period: str = TWO_YEARS, lab: str = "meta",
    labs: Collection[str] = (), second_hand: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Return the share of staff kept for two years, the highest first: RATES; see `rates`."""
    return rates(talent, terms, RETENTION, period=period, lab=lab, labs=labs, second_hand=second_hand)


def visible_retention(
    talent: pd.DataFrame, terms: pd.DataFrame, *, lab: str = "meta", labs: Collection[str] = (),
    second_hand: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Return the share of staff whose profiles still show the lab, another definition than `retention`: RATES."""
    return rates(talent, terms, VISIBLE, lab=lab, labs=labs, second_hand=second_hand)


def rates(
    talent: pd.DataFrame, terms: pd.DataFrame, measure: str, *, period: str | None = None, lab: str = "meta",
    labs: Collection[str] = (), second_hand: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Return one row per lab for a measure, the highest first: RATES.

    Pages that repeat a lab's figure are one row: value_pct is the best graded, read directly before second hand, the
    first by id; low_pct and high_pct span them all, `readings` counts them, `definitions` counts their wordings.
    confidence and second_hand are those of the figure taken. `sample` is None where no size was published. `tone` is
    "deal" for the lab in question, "field" for the others. Without a period all rows must share one. `labs` keeps some
    labs, all when empty; second-hand readings count only when asked for.
    """
    rows = talent[(talent["measure"] == measure) & usable(talent, "value_pct", second_hand)]
    rows = rows[rows["period"] == period] if period is not None else rows
    rows = comparable(rows[rows["lab"].isin(list(labs))] if labs else rows)
    found = [one_rate(group, lab) for _, group in rows.groupby("lab", dropna=False, sort=True)]
    found.sort(key=lambda row: (-row["value_pct"], row["lab"]))
    frame = as_frame(named(found, terms, {"lab": ""}), RATES)
    values = list(frame["value_pct"])
    return frame.assign(rank=column(ranks(values), frame.index))


def one_rate(group: pd.DataFrame, lab: str) -> dict[str, Any]:
    """Return one row of `rates` for all readings of a lab."""
    rows = sorted(each(group), key=lambda row: (*grade(row), row.talent_id))
    first, values = rows[0], [row.value_pct for row in rows]
    return {
        "lab": first.lab, "measure": first.measure, "period": first.period, "value_pct": first.value_pct,
        "low_pct": min(values), "high_pct": max(values), "readings": counted(values),
        "sample": next((row.sample_size for row in rows if known(row.sample_size)), None),
        "definition": first.definition, "definition_ar": first.definition_ar,
        "definitions": len({row.definition for row in rows}), "talent_ids": [row.talent_id for row in rows],
        **cited(rows), "tone": "deal" if first.lab == lab else "field",
    }  # fmt: skip


def beside(frame: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Return the labs of two frames of `rates` with the second one's value as `other_pct`, a mark of its own.

    A lab that only the second has keeps value_pct None and stands last; no number combines the two columns. Sources are
    those of both, confidence the weaker.
    """
    rows = {row.lab: row._asdict() | {"other_pct": None} for row in each(frame)}
    empty = {"value_pct": None, "low_pct": None, "high_pct": None, "rank": None}
    for row in each(other):
        mine = rows.get(row.lab)
        rows[row.lab] = (mine or row._asdict() | empty) | {"other_pct": row.value_pct}
        if mine:
            rows[row.lab] |= {
                "sources": unique([*mine["sources"], *row.sources]),
                "confidence": weakest([mine["confidence"], row.confidence]),
                "second_hand": mine["second_hand"] or row.second_hand,
            }
    joined = as_frame(list(rows.values()), [*RATES, "other_pct"])
    return joined


def band(talent: pd.DataFrame, terms: pd.DataFrame, *, period: str = TWO_YEARS) -> dict[str, Any]:
    """Return the norm that retention is drawn against; all None, and no sources, unless both its ends are known.

    low, high, name, name_ar, sources, confidence, second_hand.
    """
    ends = [talent[(talent["measure"] == end) & (talent["period"] == period)] for end in BAND]
    if any(end.empty for end in ends):
        return dict.fromkeys(("low", "high", "name", "name_ar", "confidence", "second_hand")) | {"sources": []}
    low, high = (min(each(end), key=lambda row: (*grade(row), row.talent_id)) for end in ends)
    told = named([{"lab": low.lab}], terms, {"lab": ""})[0]
    return {
        "low": low.value_pct, "high": high.value_pct, "name": told["name"], "name_ar": told["name_ar"],
        "sources": unique([low.source, high.source]), "confidence": weakest([low.confidence, high.confidence]),
        "second_hand": "second_hand" in (low.read, high.read),
    }  # fmt: skip


def gap(frame: pd.DataFrame, norm: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return where the lab in question stands in a frame of `rates`; what cannot be said is None.

    name, name_ar, value, rank, readings, confidence, second_hand; count; highest and lowest with _name and _name_ar: of
    the other labs; points: how far it lies from the highest of them, below or above as the one that is not
    None of behind and ahead; above_norm or below_norm: how far from the upper end of a `band`. All these are None for
    attrition, whose denominator was not published: its figures may be quoted
    and ranked, not subtracted.
    """
    rows = sorted((row for row in each(frame) if known(row.value_pct)), key=lambda row: (-row.value_pct, row.lab))
    ours = next((row for row in rows if row.tone == "deal"), None)
    subtract = ours is not None and ours.measure != ATTRITION
    ceiling = norm.get("high") if norm else None
    others = [row for row in rows if row is not ours]
    found: dict[str, Any] = {"count": counted(row.value_pct for row in rows)}
    for key, row in (("highest", others[0] if others else None), ("lowest", others[-1] if others else None)):
        found |= {key: cell(row, "value_pct"), f"{key}_name": cell(row, "name"), f"{key}_name_ar": cell(row, "name_ar")}
    lead = ours.value_pct - found["highest"] if ours and subtract and others else None
    over = ours.value_pct - ceiling if ours and subtract and ceiling is not None else None
    return found | {
        "name": cell(ours, "name"), "name_ar": cell(ours, "name_ar"), "value": cell(ours, "value_pct"),
        **{key: cell(ours, key) for key in ("rank", "readings", "confidence", "second_hand")},
        "points": abs(lead) if lead is not None else None, **apart(lead, "ahead", "behind"),
        **apart(over, "above_norm", "below_norm"),
    }  # fmt: skip


def apart(difference: Decimal | None, above: str, below: str) -> dict[str, Decimal | None]:
    """Return a difference as the one of two names that fits its sign, the other None; none is above by zero."""
    if difference is None:
        return {above: None, below: None}
    return {above: difference, below: None} if difference >= 0 else {above: None, below: -difference}
