"""What a document states: its sentences, and in them the words that hold a figure or a claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from ..provenance import Cell, counted
from ..rows import as_frame, each
from .cells import called, names, text
from .claims import section

# A full stop inside a number or a name has no space behind it; closing quotation marks belong to what they close.
END = re.compile(r"[.!?؟…]+[”»\"')\]]*(?=\s|$)|\n+")
COLUMNS = ["start", "end", "text", "segments", "marks"]


class Mark(NamedTuple):
    """Words of a document that state something: where, whether a figure or a claim, what, and where it is used."""

    start: int
    end: int
    kind: str
    what: dict[str, Any]
    sections: list[dict[str, Any]]


def sentences(document: str) -> list[tuple[int, int]]:
    """Return the span of every sentence of an Arabic or English text, without the space around it; a line ends one."""
    found, start = [], 0
    for stop in [*(hit.end() for hit in END.finditer(document)), len(document)]:
        words = document[start:stop]
        first = start + len(words) - len(words.lstrip())
        last = first + len(words.strip())
        if last > first:
            found.append((first, last))
        start = stop
    return found


def figures(
    readings: pd.DataFrame, sources: pd.DataFrame, sections: pd.DataFrame, terms: pd.DataFrame, deals: pd.DataFrame,
    seed: str,
) -> list[Mark]:  # fmt: skip
    """Return the figures that a document states, each with the sections that draw its measure."""
    own = set(sources.loc[sources["seed"] == seed, "source_id"])
    told = names(terms, deals)
    rows = each(readings[readings["source"].isin(own) & readings["start"].notna()])
    return [Mark(int(row.start), int(row.end), "figure", figure(row, told), drawing(row.measure, sections)) for row in rows]


def figure(row: Any, told: Any) -> dict[str, Any]:
    """Return what a reading states."""
    subject, measure = called(row.subject, told), called(row.measure, told)
    return {"subject": subject[0], "subject_ar": subject[1], "measure": measure[0], "measure_ar": measure[1],
            "low": row.low, "high": row.high, "unit": row.unit, "hedge": text(row.hedge)}  # fmt: skip


def drawing(measure: str, sections: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the sections of reports that draw the readings of a measure."""
    return [section(row) for row in each(sections) if measure in text(row.measures).split()]


def claimed(claims: pd.DataFrame) -> list[Mark]:
    """Return the claims of a frame of `examined` as marks."""
    keys = ("claim_id", "claim", "claim_ar", "status", "status_name", "status_name_ar")
    return [
        Mark(row.start, row.end, "claim", {key: getattr(row, key) for key in keys}, row.sections) for row in each(claims)
    ]


def marked(document: str, span: tuple[int, int], marks: Sequence[Mark]) -> list[tuple[str, list[int]]]:
    """Return a span of a document in pieces, each with the places in `marks` of those that cover it.

    Marks may overlap. The pieces put together are the words of the span, unaltered.
    """
    start, end = span
    edges = {edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end}
    points = sorted({start, end, *edges})
    return [
        (document[a:b], [place for place, mark in enumerate(marks) if mark.start < b and mark.end > a])
        for a, b in pairwise(points)
    ]


def passages(
    document: str, readings: pd.DataFrame, claims: pd.DataFrame, sources: pd.DataFrame, sections: pd.DataFrame,
    terms: pd.DataFrame, deals: pd.DataFrame, *, seed: str, full_text: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Return COLUMNS of the sentences of a document that state a figure or a claim; of all when `full_text`.

    `claims` is a frame of `examined`. `segments` are the pieces of `marked` with numbers counted through the document
    from 1; `marks` are those that begin in the sentence, as (number, Mark). An empty document has no sentences.
    """
    if not document:
        return as_frame([], COLUMNS)
    marks = [*figures(readings, sources, sections, terms, deals, seed), *claimed(claims)]
    marks.sort(key=lambda mark: (mark.start, mark.end, mark.kind))
    found = []
    for start, end in sentences(document):
        pieces = marked(document, (start, end), marks)
        begun = [(place + 1, mark) for place, mark in enumerate(marks) if start <= mark.start < end]
        if full_text or any(places for _, places in pieces):
            segments = [(words, [place + 1 for place in places]) for words, places in pieces]
            found.append({"start": start, "end": end, "text": document[start:end], "segments": segments, "marks": begun})
    return as_frame(found, COLUMNS)


def stands(mark: Mark) -> Any:
    """Return the cell of the data that stands for a mark: the figure of a reading, or the claim."""
    return mark.what["low"] if mark.kind == "figure" else Cell("claims", mark.what["claim_id"], "claim")


def used(frame: pd.DataFrame, document: str) -> dict[str, Any]:
    """Return how many sentences of how many are shown, the figures and claims they hold, and how many a report uses.

    unused counts the others; all None where there are no sentences.
    """
    marks = [mark for row in frame["marks"] for _, mark in row]
    if not len(frame):
        return dict.fromkeys(("sentences", "total", "figures", "claims", "marks", "used", "unused"))
    return {
        "sentences": counted(map(stands, marks), len(frame)),
        "total": counted(map(stands, marks), len(sentences(document))),
        "figures": counted(stands(mark) for mark in marks if mark.kind == "figure"),
        "claims": counted(stands(mark) for mark in marks if mark.kind == "claim"),
        "marks": counted(map(stands, marks)), "used": counted(stands(mark) for mark in marks if mark.sections),
        "unused": counted(stands(mark) for mark in marks if not mark.sections),
    }  # fmt: skip
