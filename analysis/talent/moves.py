"""Arrivals at one laboratory and departures from it, dated as print dates them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from decimal import Decimal
from typing import Any

import pandas as pd

from .. import provenance
from ..provenance import of_rows
from ..rows import as_frame, each, known, middle, unique, weakest
from .rows import META, cited, firms, grade, named, usable

LAID_OFF = "laid-off"
MOVES = [
    "date", "when", "kind", "change", "least", "most", "label", "label_ar", "text", "text_ar", "readings", "ids",
    "sources", "confidence", "second_hand", "tone",
]  # fmt: skip
SIGN = {"arrival": 1, "departure": -1, "layoff": -1}


def movements(
    flows: pd.DataFrame, events: pd.DataFrame, terms: pd.DataFrame, *, labs: Sequence[str] = META,
    since: str = "2025-06", second_hand: bool = False, layoffs: bool = True,
) -> pd.DataFrame:  # fmt: skip
    """Return dated arrivals and departures since a month, oldest first: MOVES.

    kind is arrival, departure or layoff. One row per month and kind for what `flows` counts: `change` is people with
    its sign, least and most (without sign) span the counts of the employer's several units. Within a unit the people of
    different employers add up, unless one count covers them all; `labs` names the units, and the first that was counted
    is the one taken. Counts dated to no month are absent, since they overlap dated ones. An event that shares the page
    or the day of a count gives it its words and, when it is the more precise, its date; any other event that names the
    employer stands alone with `change` unknown: its people were not counted. `date` keeps its precision, `when` is the
    middle of its period. `tone` is "peer" for arrivals, "field" for departures.
    """
    rows = grouped(flows, terms, labs, since, second_hand)
    names = set(terms.loc[terms["term_id"].isin(list(labs)), "name"])
    told = [row for row in each(events[usable(events, "event", second_hand)]) if about(row, names, since)]
    rows = [with_words(row, told) for row in rows]
    used = {name for row in rows for name in row["ids"]}
    rows += [alone(row) for row in told if row.event_id not in used]
    kept = [row for row in rows if layoffs or row["kind"] != "layoff"]
    kept.sort(key=lambda row: (row["when"], row["kind"], row["ids"]))
    frame = as_frame(kept, MOVES)
    return frame.assign(when=pd.to_datetime(frame["when"]))


def moved(frame: pd.DataFrame) -> dict[str, Any]:
    """Return what a frame of `movements` adds up to; counts are people that print counted, no census.

    arrivals, departures and layoffs (people; None when no row of the kind is counted), arrivals_span and departures_span
    (the least and the most that the pages add up to), each with _confidence and _second_hand (the weakest of its counts),
    events (rows), uncounted (rows without a number), first and last
    (partial dates), largest (people), largest_text and largest_text_ar of the largest arrival.
    """
    people = {
        kind: [abs(row.change) for row in each(frame) if row.kind == kind and known(row.change)]
        for kind in SIGN
    }  # fmt: skip
    totals = {f"{kind}s": sum(counts) if counts else None for kind, counts in people.items()}
    spans = {
        f"{kind}s_span": (sum(counted["least"]), sum(counted["most"])) if len(counted) else None
        for kind in ("arrival", "departure")
        for counted in [frame[(frame["kind"] == kind) & frame["change"].notna()]]
    }
    grades = {
        f"{kind}s_{name}": worst(rows[name]) if len(rows) else None
        for kind in ("arrival", "departure")
        for name, worst in (("confidence", weakest), ("second_hand", any))
        for rows in [frame[(frame["kind"] == kind) & frame["change"].notna()]]
    }
    arrivals = [row for row in each(frame) if row.kind == "arrival" and known(row.change)]
    largest = max(arrivals, key=lambda row: row.change, default=None)
    return {
        **totals, **spans, **grades, "events": of_rows(frame), "uncounted": of_rows(frame[frame["change"].isna()]),
        "first": frame["date"].iloc[0] if len(frame) else None, "last": frame["date"].iloc[-1] if len(frame) else None,
        "largest": largest.change if largest else None,
        "largest_text": largest.text if largest else None, "largest_text_ar": largest.text_ar if largest else None,
    }  # fmt: skip


def grouped(
    flows: pd.DataFrame, terms: pd.DataFrame, labs: Sequence[str], since: str, second_hand: bool
) -> list[dict[str, Any]]:
    """Return one row per month and kind for the people that flows count."""
    rows = flows[(flows["measure"] == "people") & usable(flows, "value", second_hand)]
    groups: dict[tuple[str, str], list[Any]] = {}
    for row in each(rows):
        kind = kind_of(row, labs)
        if kind and month(row.date) and month(row.date) >= since[:7]:
            groups.setdefault((month(row.date), kind), []).append(row)
    return [counted(kind, group, terms, labs) for (_, kind), group in sorted(groups.items())]


def kind_of(row: Any, labs: Sequence[str]) -> str | None:
    """Return what a flow is to the employer, or None when it does not cross its door."""
    if (row.from_lab in labs) == (row.to_lab in labs):
        return None
    return "arrival" if row.to_lab in labs else "layoff" if row.to_lab == LAID_OFF else "departure"


def counted(kind: str, rows: list[Any], terms: pd.DataFrame, labs: Sequence[str]) -> dict[str, Any]:
    """Return one row for the counts of one month and kind."""
    inside, outside = ("to_lab", "from_lab") if kind == "arrival" else ("from_lab", "to_lab")
    units: dict[str, list[Any]] = {}
    for row in sorted(rows, key=lambda row: (labs.index(getattr(row, inside)), *grade(row), -row.value, row.flow_id)):
        units.setdefault(getattr(row, inside), []).append(row)
    known_firms = firms(terms)
    totals = [unit_total(unit, outside, known_firms) for unit in units.values()]
    taken = next(iter(units.values()))
    ends = named([{"end": getattr(row, outside)} for row in taken], terms, {"end": ""})
    date = max((str(row.date) for row in taken), key=len)
    return {
        "date": date, "when": middle(date), "kind": kind, "change": SIGN[kind] * totals[0], "least": min(totals),
        "most": max(totals), "label": ", ".join(unique(end["name"] for end in ends)),
        "label_ar": "، ".join(unique(end["name_ar"] for end in ends)), "text": None, "text_ar": None,
        "readings": provenance.counted(row.value for row in rows), "ids": [row.flow_id for row in rows],
        **cited([*taken, *rows]),
        "tone": "peer" if kind == "arrival" else "field",
    }  # fmt: skip


def unit_total(rows: Sequence[Any], outside: str, known_firms: set[str]) -> int:
    """Return the people of one unit: the largest count over all employers, or the sum over employers where larger."""
    most: dict[str, Decimal] = {}
    for row in rows:
        end = getattr(row, outside)
        most[end] = max(row.value, most.get(end, row.value))
    parts = sum((value for end, value in most.items() if end in known_firms), Decimal(0))
    return provenance.whole(max([parts, *(value for end, value in most.items() if end not in known_firms)]))


def about(event: Any, names: Set[str], since: str) -> bool:
    """Return whether an event since a month is an arrival or departure that names the employer by one of its names."""
    words = "|".join(re.escape(name) for name in sorted(names))
    named_in = event.actor in names or bool(words and re.search(rf"\b(?:{words})\b", event.event))
    return event.kind in ("hire", "departure") and str(event.date)[:7] >= since[:7] and named_in


def with_words(row: dict[str, Any], events: Sequence[Any]) -> dict[str, Any]:
    """Return a counted row with the words of the event on the same page or of the same day, if there is one."""
    sort = "hire" if row["kind"] == "arrival" else "departure"
    fits = [
        event for event in events
        if event.kind == sort and month(event.date) == month(row["date"])
        and (event.source in row["sources"] or (event.date == row["date"] and len(event.date) == 10))
    ]  # fmt: skip
    if not fits:
        return row
    event = fits[0]
    date = max(row["date"], str(event.date), key=len)
    return row | {
        "date": date, "when": middle(date), "text": event.event, "text_ar": event.event_ar,
        "ids": [*row["ids"], event.event_id], "sources": unique([*row["sources"], event.source]),
        "confidence": weakest([row["confidence"], event.confidence]),
        "second_hand": row["second_hand"] or event.read == "second_hand",
    }  # fmt: skip


def alone(event: Any) -> dict[str, Any]:
    """Return the row of an event whose people were not counted."""
    kind = "arrival" if event.kind == "hire" else "departure"
    return {
        "date": str(event.date), "when": middle(event.date), "kind": kind, "change": None, "least": None, "most": None,
        "label": event.event, "label_ar": event.event_ar, "text": event.event, "text_ar": event.event_ar,
        "readings": 0, "ids": [event.event_id], **cited([event]), "tone": "peer" if kind == "arrival" else "field",
    }  # fmt: skip


def month(partial: Any) -> str:
    """Return the year and month of a partial ISO date, empty when it has no month."""
    text = str(partial) if known(partial) else ""
    return text[:7] if len(text) >= 7 else ""
