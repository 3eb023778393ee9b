"""Scores by day of release: the best so far on either side, one in question and all others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure

from .. import language as wording
from ..provenance import counted
from ..style import LIGHT, NARROW, SMALL
from .chart import Chart, finish
from .panel import Panel
from .placement import Box, Line, Places, afar, around, quiet
from .rows import own, records
from .sheet import Sheet
from .timeline import years_below

COLUMNS = ("charts.lanes.model", "talent.lab", "charts.lanes.released", "charts.race.score", "confidence.title")
EXACT = ["model", "lab", "released", "value", "leads", "day", "confidence", "sources"]
SIDES = (("field", "peer"), ("deal", "deal"))  # tone of a row, colour of its line; the later lies over the earlier
NAMED = {True: 4, False: 14}  # labels tried on a phone and on a page


def race(
    frame: pd.DataFrame, *, name: str, title: str, since: str | None = None, language: str = "ar", digits: str = "latn"
) -> Chart:
    """A chart of a frame of `models.race`: a dot per model, and a stepped line for the best so far on each side.

    All scores are of one board, named in the unit line. `since` is the day of the deal, a dashed line. Time runs left to
    right in both languages; the scale does not begin at zero, since a score has no zero.
    """
    every = records(frame)
    day = frame["day"].iloc[0] if len(frame) else None
    unit = wording.format(wording.words("charts.race.unit", language), {"day": day}, language, digits) if day else ""
    return finish(
        frame, name=name, title=title, unit=unit, alt=in_words(frame, title, language, digits), language=language,
        digits=digits, draw=lambda width: drawn(every, since, width, language, digits),
        columns=[wording.words(column, language) for column in COLUMNS],
        rows=[shown(row, language, digits) for row in every],
        exact=[EXACT, *([row.get(column) for column in EXACT] for row in every)],
        numeric=(3,), key=signs(every, since, language),
    )  # fmt: skip


def shown(row: Any, language: str, digits: str) -> list[str]:
    """One model as the table below the chart says it."""
    return [
        str(row["model"]), own(row, "name", language), told(row, language, digits),
        wording.number(row["value"], None, language, digits), wording.words(f"confidence.{row['confidence']}", language),
    ]  # fmt: skip


def told(row: Any, language: str, digits: str) -> str:
    """The day of release, or that it is unknown."""
    released = row["released"]
    return wording.date(released, language, digits) if released else wording.words("value.unknown", language)


def in_words(frame: pd.DataFrame, title: str, language: str, digits: str) -> str:
    """The drawing for those who do not see it."""
    if frame.empty:
        return title
    dated = [day for day in frame["released"] if day] or [frame["day"].iloc[0]]
    best = max(records(frame), key=lambda row: (row["value"], row["model"]))
    return wording.format(wording.words("charts.race.alt", language), {
        "count": counted(frame["value"]), "title": title.rstrip("."), "first": dated[0], "last": dated[-1],
        "best": best["model"], "most": best["value"],
    }, language, digits)  # fmt: skip


def signs(rows: list[dict[str, Any]], since: str | None, language: str) -> list[tuple[str, str, str]]:
    """The key: whose line is whose."""
    ours = next((row for row in rows if row["tone"] == "deal"), None)
    found = [("line", "deal", own(ours, "name", language))] if ours else []
    if any(row["tone"] != "deal" for row in rows):
        found.append(("line", "peer", wording.words("charts.race.others", language)))
    if any(not row["released"] for row in rows):
        found.append(("ring", "peer", wording.words("charts.race.undated", language)))
    return [*found, *([("dashline", "ink2", wording.words("charts.lanes.deal", language))] if since else [])]


def drawn(rows: list[dict[str, Any]], since: str | None, width: int, language: str, digits: str) -> Figure:
    """The drawing at a width."""
    sheet = Sheet(language, digits, width, 340 if width <= NARROW else 460)
    scores = [row["value"] for row in rows]
    ticks = hundreds(min(scores), max(scores))
    texts = [sheet.number(tick) for tick in ticks]
    left = max(sheet.measure(text, SMALL) for text in texts) + 12
    start, end = (20, left) if sheet.rtl else (left, 20)
    ax = sheet.axes(start, end, top=22, bottom=32)
    days = [float(mdates.date2num(row["when"])) for row in rows]
    ends = [*days, *([float(mdates.date2num(pd.Timestamp(since)))] if since else [])]
    pad = max(30.0, (max(ends) - min(ends)) * 0.04)
    first, last = min(ends) - pad, max(ends) + pad
    ax.set_xlim(first, last)
    ax.set_ylim(float(min(scores)) - 25, float(max(scores)) + 30)
    sheet.scale(ax, ticks, texts, zero=False)
    years_below(sheet, ax)
    if since:
        ax.upright(float(mdates.date2num(pd.Timestamp(since))), color=LIGHT["ink2"], linewidth=1, linestyle=(0, (4, 3)),
                   zorder=0.8)
    for tone, colour in SIDES:
        stairs(ax, [(day, row) for day, row in zip(days, rows, strict=True) if row["tone"] == tone], colour, max(days))
    labels(sheet, ax, rows, days)
    return sheet.figure


def hundreds(least: Decimal, most: Decimal) -> list[Decimal]:
    """Whole hundreds between two scores."""
    return [Decimal(100 * n) for n in range(-(-int(least) // 100), int(most) // 100 + 1)]


def stairs(ax: Panel, points: list[tuple[float, dict[str, Any]]], colour: str, end: float) -> None:
    """Draw one side: its models, and the best so far as a line of steps up to the newest day."""
    dated = [(day, row) for day, row in points if row["released"]]
    inks = [LIGHT[colour if row["leads"] else "field"] for _, row in dated]
    ax.dots([(day, float(row["value"])) for day, row in dated], color=inks, size=9, edgecolor=LIGHT["paper"], linewidth=1,
            zorder=3)
    for day, row in points:
        if not row["released"]:
            ax.mark(day, float(row["value"]), "o", markersize=8, markerfacecolor=LIGHT["paper"],
                    markeredgecolor=LIGHT[colour if row["leads"] else "field"], markeredgewidth=1.8, zorder=3)
    leads = [(day, float(row["value"])) for day, row in points if row["leads"]]
    if not leads:
        return
    across, up = [leads[0][0]], [leads[0][1]]
    for day, score in leads[1:]:
        across += [day, day]
        up += [up[-1], score]
    ax.line([*across, end], [*up, up[-1]], color=LIGHT[colour], linewidth=2.25, zorder=2)


def labels(sheet: Sheet, ax: Panel, rows: list[dict[str, Any]], days: list[float]) -> None:
    """Name the models that led, the newest first, those of the side in question before the others."""
    area = ax.get_window_extent()
    places = Places(sheet, ax, Box(area.x0 + 2, area.y0 + 2, sheet.width - 2, sheet.height - 2))
    for day, row in zip(days, rows, strict=True):
        places.take(day, float(row["value"]), 5)
    for tone, _ in SIDES:
        side = [(day, row) for day, row in zip(days, rows, strict=True) if row["tone"] == tone and row["leads"]]
        led = [(day, float(row["value"])) for day, row in side]
        for (day, score), (after, _) in zip(led, [*led[1:], (max(days), 0.0)], strict=True):
            places.take_line((day, score), (after, score))
    order = sorted(zip(days, rows, strict=True), key=lambda pair: (pair[1]["tone"] != "deal", -pair[0]))
    for day, row in [pair for pair in order if pair[1]["leads"]][: NAMED[sheet.narrow]]:
        ours = row["tone"] == "deal"
        lines = [Line(str(row["model"]), "dealtext" if ours else "ink", ours, SMALL)]
        lines += [] if ours or sheet.narrow else [quiet(own(row, "name", sheet.language))]
        if not places.put(day, float(row["value"]), lines, around(5, len(lines))):
            places.put(day, float(row["value"]), lines, afar(90, 96), 5)
