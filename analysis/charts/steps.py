"""People arriving above a zero line and leaving below it, over time."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from decimal import Decimal
from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.transforms import blended_transform_factory

from .. import language as wording
from ..provenance import of_rows
from ..style import LIGHT, NARROW, SMALL
from .callouts import RADIUS, Mark, broken, height, labels, listed
from .chart import Chart, finish
from .panel import Panel
from .rows import known, own, records
from .sheet import Sheet, money_ticks

FAR_APART = 40  # largest to smallest count from which equal steps on the axis are multiples
COLUMNS = (
    "charts.steps.when", "charts.steps.kind", "charts.steps.people", "charts.steps.what", "charts.steps.who",
    "confidence.title",
)  # fmt: skip
EXACT = ["date", "kind", "change", "least", "most", "label", "text", "readings", "ids", "confidence", "sources"]


def steps(frame: pd.DataFrame, *, name: str, title: str, language: str = "ar", digits: str = "latn") -> Chart:
    """A chart of a frame of `talent.movements`: a stem per event, as high as the people who were counted.

    Time runs left to right in both languages. A thick end spans what different sources count, a ring beside the zero
    line is an event whose people nobody counted. Where counts lie far apart, the axis counts multiples.
    """
    dated = frame[frame["when"].notna()].sort_values("when", kind="stable")
    every, events = records(frame), records(dated)
    unit = wording.words("charts.steps.unit", language)
    if logarithmic(events):
        unit = wording.words("charts.pause", language).join([unit, wording.words("charts.log", language)])
    return finish(
        frame, name=name, title=title, unit=unit, alt=in_words(frame, title, language, digits),
        language=language, digits=digits, draw=lambda width: drawn(events, width, language, digits),
        columns=[wording.words(column, language) for column in COLUMNS],
        rows=[shown(row, language, digits) for row in every],
        exact=[EXACT, *([row.get(column) for column in EXACT] for row in every)],
        numeric=(2,), key=signs(dated, language), empty=dated.empty,
    )  # fmt: skip


def people(row: Any, unit: str | None, language: str, digits: str) -> str:
    """How many people an event counts, as one number or as the range of its sources; empty where nobody counted."""
    if not known(row["change"]):
        return ""
    least, most = (row[name] if known(row[name]) else abs(row["change"]) for name in ("least", "most"))
    return wording.span(least, most, unit, language, digits)


def shown(row: Any, language: str, digits: str) -> list[str]:
    """One event as the table below the chart says it."""
    gap = wording.words("value.empty_cell", language)
    text, label = own(row, "text", language), own(row, "label", language)
    return [
        wording.date(row["date"], language, digits), wording.words(f"charts.steps.{row['kind']}", language),
        people(row, "people", language, digits) or gap, text or gap,
        label if label and label != text else gap, wording.words(f"confidence.{row['confidence']}", language),
    ]  # fmt: skip


def in_words(frame: pd.DataFrame, title: str, language: str, digits: str) -> str:
    """The drawing for those who do not see it."""
    if frame.empty:
        return title
    numbered = frame[frame["change"].notna()]
    changes = list(numbered["change"])
    found = {
        "count": of_rows(frame), "first": frame["date"].iloc[0], "last": frame["date"].iloc[-1], "title": title.rstrip("."),
        "arrivals": sum(change for change in changes if change > 0),
        "departures": -sum(change for change in changes if change < 0), "uncounted": of_rows(frame[frame["change"].isna()]),
    }  # fmt: skip
    keys = ["alt", *(f"alt_{part}" for part in ("arrivals", "departures", "uncounted") if found[part])]
    said = (wording.format(wording.words(f"charts.steps.{key}", language), found, language, digits) for key in keys)
    return wording.strung(" ", said)


def signs(frame: pd.DataFrame, language: str) -> list[tuple[str, str, str]]:
    """The key: only what occurs."""
    kinds = set(frame["kind"])
    leaving = [kind for kind in ("departure", "layoff") if kind in kinds]
    found = [("dot", "peer", wording.words("charts.steps.arrival", language))] if "arrival" in kinds else []
    if leaving:
        key = leaving[0] if len(leaving) == 1 else "leaving"
        found.append(("dot", "field", wording.words(f"charts.steps.{key}", language)))
    if frame["change"].isna().any():
        found.append(("ring", "ink2", wording.words("charts.steps.uncounted", language)))
    if (frame["least"].notna() & (frame["least"] != frame["most"])).fillna(False).any():
        found.append(("pill", "field", wording.words("charts.steps.range", language)))
    return found


def logarithmic(rows: list[dict[str, Any]]) -> bool:
    """Whether counts lie so far apart that equal steps on the axis must be multiples."""
    counts = [abs(int(row["change"])) for row in rows if known(row["change"]) and row["change"]]
    return bool(counts) and max(counts) / min(counts) >= FAR_APART


def drawn(
    rows: list[dict[str, Any]], width: int, language: str, digits: str, apart: Collection[int] = ()
) -> Figure:
    """The drawing at a width; on a phone all events are told in a list below it, on a page those `apart`."""
    narrow, log = width <= NARROW, logarithmic(rows)
    letters = lettered(rows, range(len(rows)) if narrow else apart, language)
    below = broken(Sheet(language, digits, width, 1), stories(rows, letters, language, digits))
    sheet = Sheet(language, digits, width, (310 if narrow else 540) + height(below), height(below))
    tops = {way: largest(rows, way) for way in (1, -1)}
    ticks = [0, *counts_shown(tops[1], log), *(-count for count in counts_shown(tops[-1], log))]
    texts = [sheet.number(abs(tick)) for tick in ticks]
    left = max(sheet.measure(text, SMALL) for text in texts) + 14
    coming, leaving = any(row["kind"] == "arrival" for row in rows), any(row["kind"] != "arrival" for row in rows)
    above, under = (36 if narrow else 160) * coming + 12, (16 if narrow else 64) * leaving + 12
    start, end = (14, left) if sheet.rtl else (left, 14)
    ax = sheet.axes(start, end, above, sheet.foot + under + 30)
    low, high = (way * scaled(max(tops[way], 1), log) for way in (-1, 1))
    ax.set_ylim(low * 1.04, high * 1.04)
    first, last = (float(mdates.date2num(day)) for day in (rows[0]["when"], rows[-1]["when"]))
    room = max(12.0, (last - first) * 0.04)
    ax.set_xlim(first - room, last + room)
    sheet.scale(ax, [math.copysign(scaled(abs(tick), log), tick) if tick else 0 for tick in ticks], texts)
    months_below(sheet, ax)
    marks = placed(sheet, ax, rows, letters, log)
    for mark in marks:
        stem(ax, mark)
    if untold := labels(sheet, ax, marks):
        return drawn(rows, width, language, digits, {*apart, *untold})
    listed(sheet, ax, below)
    return sheet.figure


def lettered(rows: list[dict[str, Any]], apart: Collection[int], language: str) -> dict[int, str]:
    """The letters of the events that are told in the list, in the order of time."""
    told = [i for i in sorted(apart) if story(rows[i], language)]
    letters = wording.words("charts.steps.letters", language).split()
    doubles = [*letters, *(first + second for first in letters for second in letters)]
    return dict(zip(told, doubles, strict=False))


def stories(rows: list[dict[str, Any]], letters: dict[int, str], language: str, digits: str) -> dict[str, str]:
    """Under each letter when its event was and what happened."""
    told = [(letter, rows[i]) for i, letter in letters.items()]
    return {letter: f"{wording.date(row['date'], language, digits)}: {story(row, language)}" for letter, row in told}


def story(row: Any, language: str) -> str:
    """What happened, or from where or to where people went; no name of a place is broken."""
    names = own(row, "label", language).replace(" ", "\u00a0")
    return own(row, "text", language) or re.sub("([،,])\u00a0", r"\1 ", names)


def largest(rows: list[dict[str, Any]], way: int) -> int:
    """The most people counted on one side of zero, 0 when none."""
    sides = [row for row in rows if (row["kind"] == "arrival") == (way > 0) and known(row["change"])]
    return max((int(abs(row[name])) for row in sides for name in ("most", "change") if known(row[name])), default=0)


def scaled(count: float, log: bool) -> float:
    """Where a count stands above zero; on the axis of multiples, log10(1 + count), which still has a zero."""
    return math.log10(1 + count) if log else float(count)


def counts_shown(most: int, log: bool) -> list[int]:
    """Round counts up to a largest one, zero left out."""
    if log:
        return [10**power for power in range(0, 7) if 10**power <= most * 1.01]
    return [int(tick) for tick in money_ticks(Decimal(most)) if tick and tick == int(tick)] if most else []


def months_below(sheet: Sheet, ax: Panel) -> None:
    """Name months below, in the middle of each, as many as there is room for."""
    begin, end = (pd.Timestamp(mdates.num2date(edge).replace(tzinfo=None)) for edge in ax.get_xlim())
    months = pd.period_range(begin, end, freq="M")
    pixels = ax.get_window_extent().width / max(1, len(months))
    texts = [wording.date(str(month), sheet.language, sheet.digits) for month in months]
    step = max(1, math.ceil((max(sheet.measure(text, SMALL) for text in texts) + 18) / pixels))
    for month, text in list(zip(months, texts, strict=True))[::step]:
        day = float(mdates.date2num(month.start_time + pd.Timedelta(days=14)))
        half = sheet.measure(text, SMALL) / 2
        across = float(ax.transData.transform((day, 0))[0])
        if half <= across <= sheet.width - half:
            low, foot = ((sheet.foot + up) / sheet.height for up in (12, 24))
            sheet.of_scale(sheet.note(ax, day, low, text, ha="center", size=SMALL, colour="ink2", halo=False,
                                      coords=("data", "figure fraction")))
            ax.line([day, day], [foot, 1], color=LIGHT["grid"], linewidth=1, zorder=0.4, clip_on=False,
                    transform=blended_transform_factory(ax.transData, sheet.figure.transFigure))


def placed(sheet: Sheet, ax: Panel, rows: list[dict[str, Any]], letters: dict[int, str], log: bool) -> list[Mark]:
    """The events where they are drawn; those of one day and side stand apart by a dot's width."""
    (bottom, top), (begin, end), area = ax.get_ylim(), ax.get_xlim(), ax.get_window_extent()
    beside, across = 13 * (top - bottom) / area.height, (2 * RADIUS + 3) * (end - begin) / area.width
    marks: list[Mark] = []
    for i, row in enumerate(rows):
        counted, way = known(row["change"]), 1 if row["kind"] == "arrival" else -1
        day = float(mdates.date2num(row["when"]))
        while any(mark.way == way and abs(mark.day - day) < across * 0.99 for mark in marks):
            day += across
        ends = [row[name] if known(row[name]) else row["change"] for name in ("change", "least", "most")]
        height, low, high = (way * scaled(abs(int(end)), log) if counted else way * beside for end in ends)
        number = people(row, None if i in letters else "people", sheet.language, sheet.digits)
        said = story(row, sheet.language)
        marks.append(Mark(way, day, height, low, high, str(row["tone"]), number, said, letters.get(i, "")))
    return marks


def stem(ax: Panel, mark: Mark) -> None:
    """Draw one event: stem and dot, the range of its sources, or a ring."""
    tone = LIGHT[mark.tone]
    if not mark.number:
        ax.mark(mark.day, mark.height, "o", markersize=2 * RADIUS, markerfacecolor=LIGHT["paper"],
                markeredgecolor=LIGHT["ink2"], markeredgewidth=1.8, zorder=3, clip_on=False)
        return
    ax.line([mark.day, mark.day], [0, mark.height], color=tone, linewidth=2, solid_capstyle="butt", zorder=2)
    if mark.low != mark.high:
        ax.line([mark.day, mark.day], [mark.low, mark.high], color=tone, linewidth=7, solid_capstyle="round", zorder=2)
    ax.mark(mark.day, mark.height, "o", markersize=2 * RADIUS + 2, color=tone, markeredgecolor=LIGHT["paper"],
            markeredgewidth=1.2, zorder=3, clip_on=False)
