"""When each lab released, and how many days lie between one release and the next."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise, takewhile
from statistics import median_low
from typing import Any

import pandas as pd

from ..provenance import Cell, Count, Worked, counted
from ..rows import as_frame, each, known, middle, unique, weakest

RELEASES = [
    "lab", "name", "name_ar", "released", "when", "model", "open", "after", "ids", "sources",
    "confidence", "second_hand", "tone",
]  # fmt: skip
PAUSES = [
    "lab", "name", "name_ar", "label", "label_ar", "measure", "value", "low", "high", "readings", "from_model",
    "from_when", "to_model", "to_when", "sources", "confidence", "second_hand", "tone",
]  # fmt: skip
UNITS = ("meta-superintelligence-labs", "meta-tbd-lab", "meta-ai-division")  # of a lab that has rows; no labs of their own


def releases(
    models: pd.DataFrame, terms: pd.DataFrame, *, lab: str = "meta", labs: Collection[str] = (), since: str | None = None,
    second_hand: bool = True,
) -> pd.DataFrame:  # fmt: skip
    """Return one row per lab and day on which it released, oldest first: RELEASES.

    Sizes, builds and first rankings of one day are one release: `model` is what their names share and `ids` lists all;
    `open` tells whether the weights of any were given away. A model without a date is no release yet. `released` keeps
    its precision and `when` is the middle of its period. `after` tells whether it came after `since`, None where its
    period holds that day. `tone` is "deal" for the lab in question, "field" for the others.
    """
    dated = [row for row in usable(models, labs, second_hand) if known(row.released)]
    told = {row.term_id: (row.name, row.name_ar) for row in each(terms)}
    days: dict[tuple[str, str], list[Any]] = {}
    for row in sorted(dated, key=lambda row: (str(row.released), row.lab, row.model_id)):
        days.setdefault((row.lab, str(row.released)), []).append(row)
    found = [one_day(rows, told.get(code, (code, code)), lab, since) for (code, _), rows in days.items()]
    found.sort(key=lambda row: (row["when"], row["lab"]))
    frame = as_frame(found, RELEASES)
    return frame.assign(when=pd.to_datetime(frame["when"]))


def usable(models: pd.DataFrame, labs: Collection[str], second_hand: bool) -> list[Any]:
    """Return the rows of the labs asked for, all when none is; those read second hand only when asked for."""
    return [row for row in each(models) if (not labs or row.lab in labs) and (second_hand or row.read == "direct")]


def one_day(rows: Sequence[Any], named: tuple[str, str], lab: str, since: str | None) -> dict[str, Any]:
    """Return one row of `releases` for all models of one lab and day."""
    first = rows[0]
    return {
        "lab": first.lab, "name": named[0], "name_ar": named[1], "released": str(first.released),
        "when": middle(first.released), "model": shared([plain(row.model) for row in rows]),
        "open": any(row.open_weights == "yes" for row in rows),
        "after": later(str(first.released), since), "ids": [row.model_id for row in rows],
        "sources": unique(row.source for row in rows), "confidence": weakest(row.confidence for row in rows),
        "second_hand": any(row.read == "second_hand" for row in rows), "tone": "deal" if first.lab == lab else "field",
    }  # fmt: skip


def plain(model: Any) -> str:
    """Return a model's name without what a bracket adds: a build, a size, a ranking."""
    return str(model).partition(" (")[0]


def shared(names: Sequence[str]) -> str:
    """Return the words with which all names begin, the first name where they share none."""
    parted = zip(*(re.split(r"([ -])", name) for name in names), strict=False)
    return "".join(parts[0] for parts in takewhile(lambda parts: len(set(parts)) == 1, parted)).rstrip(" -") or names[0]


def later(released: str, since: str | None) -> bool | None:
    """Return whether a partial date lies after a day, None where nobody can say or no day is given."""
    if not since or since.startswith(released):
        return None if since != released else False
    return released > since


def pauses(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one row per lab of a frame of `releases` with at least two of them, the longest median pause first: PAUSES.

    `value` is the median number of days from one release to the next (of an even number the lower middle one, so that it
    is a pause that happened), low and high the shortest and the longest; `from_model` and `to_model` lie at the ends of
    the longest, `from_when` and `to_when` are their days. A release known by its month or year counts in the middle of
    it. `readings` counts the pauses.
    """
    found = []
    for _, group in frame.groupby("lab", sort=True):
        rows, spans = each(group), following(group)
        if not spans:
            continue
        lengths = [between(*span) for span in spans]
        place = lengths.index(max(lengths))
        found.append({
            **{name: getattr(rows[0], name) for name in ("lab", "name", "name_ar", "tone")},
            "label": rows[0].name, "label_ar": rows[0].name_ar, "measure": "pause", "value": median_low(lengths),
            "low": min(lengths), "high": max(lengths), "readings": counted(lengths),
            "from_model": spans[place][0].model, "from_when": spans[place][0].when,
            "to_model": spans[place][1].model, "to_when": spans[place][1].when,
            "sources": unique(source for row in rows for source in row.sources),
            "confidence": weakest(row.confidence for row in rows), "second_hand": any(row.second_hand for row in rows),
        })  # fmt: skip
    found.sort(key=lambda row: (-row["value"], row["lab"]))
    return as_frame(found, PAUSES)


def following(releases_of_one: pd.DataFrame) -> list[tuple[Any, Any]]:
    """Return each release of a lab with the one that came after it."""
    return list(pairwise(each(releases_of_one.sort_values("when", kind="stable"))))


def between(earlier: Any, later: Any) -> Count:
    """Return the days from one release to the next."""
    ends = tuple(Cell("models", row.ids[0], "released") for row in (later, earlier))
    return Count((later.when - earlier.when).days, Worked("days", ends))


def tempo(frame: pd.DataFrame, lab: str = "meta") -> dict[str, Any]:
    """Return how often the lab in question released, of a frame of `releases`; what cannot be said is None.

    name (and name_ar); count, labs (how many labs); before, after: its releases on either side of the day that the frame
    was told; first, last: partial dates; longest (days), longest_from, longest_to: its longest pause; usual: its median
    pause; others_usual: the median of the other labs' pauses; confidence, second_hand: the weakest of its releases.
    """
    ours, rest = frame[frame["lab"] == lab], frame[frame["lab"] != lab]
    mine = next(iter(each(pauses(ours))), None)
    others = [between(*span) for _, group in rest.groupby("lab", sort=True) for span in following(group)]
    first = next(iter(each(ours)), None)
    return {
        "name": first.name if first else None, "name_ar": first.name_ar if first else None, "count": shown(ours),
        "labs": counted(shown_of_each_lab(frame)), "before": shown(ours[ours["after"] == False]),  # noqa: E712  a column
        "after": shown(ours[ours["after"] == True]),  # noqa: E712
        "first": first.released if first else None, "last": ours["released"].iloc[-1] if len(ours) else None,
        "longest": mine.high if mine else None, "longest_from": mine.from_model if mine else None,
        "longest_to": mine.to_model if mine else None, "usual": mine.value if mine else None,
        "others_usual": median_low(others) if others else None,
        "confidence": weakest(ours["confidence"]) if len(ours) else None, "second_hand": bool(ours["second_hand"].any()),
    }  # fmt: skip


def shown(frame: pd.DataFrame) -> Count:
    """Return how many releases there are."""
    return counted(Cell("models", ids[0], "released") for ids in frame["ids"])


def shown_of_each_lab(frame: pd.DataFrame) -> list[Cell]:
    """Return the first release of each lab, which stands for it in a count."""
    return [Cell("models", ids[0], "released") for ids in frame.drop_duplicates("lab")["ids"]]


def day_of(deals: pd.DataFrame, deal: str) -> str | None:
    """Return the day on which a deal was announced, as precisely as it is known; None when it is not in the table."""
    return next((str(row.announced) for row in each(deals) if row.deal_id == deal and known(row.announced)), None)


def missing(models: pd.DataFrame, terms: pd.DataFrame, language: str = "ar", units: Collection[str] = ()) -> list[str]:
    """Return the names of labs in the vocabulary that have no row in the table; `units` are parts of one that has."""
    told = set(models["lab"]) | set(units)
    return [
        str(row.name_ar if language == "ar" else row.name)
        for row in each(terms) if row.group == "lab" and row.term_id not in told
    ]  # fmt: skip
