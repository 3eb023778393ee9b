"""Releases over time, one lane for each lab: how often, how open, and the longest pause."""

from __future__ import annotations

from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure

from .. import language as wording
from ..provenance import Cell, counted
from ..style import LIGHT, NARROW, SMALL
from .chart import Chart, finish
from .panel import Label, Panel
from .placement import Box, Line, Places, Spot
from .rows import known, own, records
from .sheet import Sheet
from .timeline import years_below

COLUMNS = ("talent.lab", "charts.lanes.model", "charts.lanes.released", "charts.lanes.weights", "confidence.title")
EXACT = ["lab", "model", "released", "open", "after", "ids", "confidence", "sources"]
DEEP = 62  # pixels of a lane, in which a name may stand above the marks and one below
SIZE = {"deal": 12, "field": 9}  # pixels across a mark


def lanes(
    frame: pd.DataFrame, *, name: str, title: str, pauses: pd.DataFrame, since: str | None = None, language: str = "ar",
    digits: str = "latn",
) -> Chart:  # fmt: skip
    """A chart of a frame of `models.releases`: a mark per release, the lab in question in the first lane.

    A square gave its weights away, a dot did not. `pauses` (`models.pauses`) gives the longest pause of the first lane,
    drawn with its days; `since` is the day of the deal, a dashed line. Time runs left to right in both languages.
    """
    every = records(frame)
    order = ordered(every)
    breaks = {row["lab"]: row for row in records(pauses)}
    return finish(
        frame, name=name, title=title, unit=wording.words("charts.lanes.unit", language),
        alt=in_words(frame, title, language, digits), language=language, digits=digits,
        draw=lambda width: drawn(every, order, breaks, since, width, language, digits),
        columns=[wording.words(column, language) for column in COLUMNS],
        rows=[shown(row, language, digits) for row in every],
        exact=[EXACT, *([row.get(column) for column in EXACT] for row in every)],
        key=signs(every, since, language),
    )  # fmt: skip


def ordered(rows: list[dict[str, Any]]) -> list[str]:
    """The labs from the first lane down: the one in question, then those with the most releases."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["lab"]] = counts.get(row["lab"], 0) + 1
    ours = {row["lab"] for row in rows if row["tone"] == "deal"}
    return sorted(counts, key=lambda lab: (lab not in ours, -counts[lab], lab))


def shown(row: Any, language: str, digits: str) -> list[str]:
    """One release as the table below the chart says it."""
    return [
        own(row, "name", language), str(row["model"]), wording.date(row["released"], language, digits),
        wording.words(f"charts.lanes.{'open' if row['open'] else 'closed'}", language),
        wording.words(f"confidence.{row['confidence']}", language),
    ]  # fmt: skip


def in_words(frame: pd.DataFrame, title: str, language: str, digits: str) -> str:
    """The drawing for those who do not see it."""
    if frame.empty:
        return title
    days = [Cell("models", ids[0], "released") for ids in frame["ids"]]
    first = [Cell("models", ids[0], "released") for ids in frame.drop_duplicates("lab")["ids"]]
    return wording.format(wording.words("charts.lanes.alt", language), {
        "count": counted(days), "labs": counted(first), "title": title.rstrip("."),
        "first": frame["released"].iloc[0], "last": frame["released"].iloc[-1],
    }, language, digits)  # fmt: skip


def signs(rows: list[dict[str, Any]], since: str | None, language: str) -> list[tuple[str, str, str]]:
    """The key: only what occurs."""
    found = []
    if any(not row["open"] for row in rows):
        found.append(("dot", "peer", wording.words("charts.lanes.closed", language)))
    if any(row["open"] for row in rows):
        found.append(("square", "peer", wording.words("charts.lanes.open", language)))
    if since:
        found.append(("dashline", "ink2", wording.words("charts.lanes.deal", language)))
    return found


def drawn(
    rows: list[dict[str, Any]], order: list[str], breaks: dict[str, Any], since: str | None, width: int, language: str,
    digits: str,
) -> Figure:  # fmt: skip
    """The drawing at a width; on a phone the lab's name stands above its lane."""
    narrow = width <= NARROW
    deep = DEEP + (14 if narrow else 0)
    sheet = Sheet(language, digits, width, deep * len(order) + 22 + 34)
    names = {row["lab"]: own(row, "name", language) for row in rows}
    room = 10 if narrow else max(sheet.measure(text, bold=True) for text in names.values()) + 22
    ax = sheet.axes(start=room, end=14, top=22, bottom=34)
    sheet.rows(ax, len(order))
    days = [float(mdates.date2num(row["when"])) for row in rows]
    ends = [*days, *([float(mdates.date2num(pd.Timestamp(since)))] if since else [])]
    pad = max(40.0, (max(ends) - min(ends)) * 0.04)
    ax.set_xlim(min(ends) - pad, max(ends) + pad)
    years_below(sheet, ax)
    heads: list[Label] = []
    for place, lab in enumerate(order):
        own_days = [day for day, row in zip(days, rows, strict=True) if row["lab"] == lab]
        tone = "deal" if any(row["lab"] == lab and row["tone"] == "deal" for row in rows) else "field"
        heads.append(sheet.row_label(ax, place - 0.36 if narrow else place, names[lab], bold=True,
                                     colour="dealtext" if tone == "deal" else "ink"))
        ax.line([min(own_days), max(own_days)], [place, place], color=LIGHT["rule"], linewidth=1, zorder=0.6)
    if since:
        day = float(mdates.date2num(pd.Timestamp(since)))
        ax.upright(day, color=LIGHT["ink2"], linewidth=1, linestyle=(0, (4, 3)), zorder=0.5)
    for day, row in zip(days, rows, strict=True):
        tone = "deal" if row["tone"] == "deal" else "peer"
        ax.mark(day, order.index(row["lab"]), "s" if row["open"] else "o", markersize=SIZE[row["tone"]] - row["open"],
                color=LIGHT[tone], markeredgecolor=LIGHT["paper"], markeredgewidth=1, zorder=3)
    written(sheet, ax, rows, days, order, breaks, [Box(*sheet.box(head).extents) for head in heads])
    return sheet.figure


def written(
    sheet: Sheet, ax: Panel, rows: list[dict[str, Any]], days: list[float], order: list[str], breaks: dict[str, Any],
    heads: list[Box],
) -> None:  # fmt: skip
    """Write the longest pause of the first lane, the models at its ends, and the newest model of every lane."""
    area = ax.get_window_extent()
    places = Places(sheet, ax, Box(area.x0 - 6, area.y0 - 2, sheet.width - 2, sheet.height - 2))
    places.taken += heads
    for day, row in zip(days, rows, strict=True):
        places.take(day, order.index(row["lab"]), SIZE[row["tone"]] / 2)
    pause = breaks.get(order[0]) if any(row["tone"] == "deal" for row in rows) else None
    if pause is not None and known(pause["high"]):
        start, end = (float(mdates.date2num(pause[name])) for name in ("from_when", "to_when"))
        ax.line([start, end], [0, 0], color=LIGHT["deal"], linewidth=2.25, zorder=1)
        text = sheet.number(pause["high"], "days")
        places.put((start + end) / 2, 0, [Line(text, "dealtext", True)], above(14))
    for day, row in sorted(zip(days, rows, strict=True), key=lambda pair: -pair[0]):
        lab = row["lab"]
        ends = {pause["from_model"], pause["to_model"]} if pause is not None and lab == order[0] else set()
        newest = max(one["when"] for one in rows if one["lab"] == lab) == row["when"]
        if newest or row["model"] in ends:
            ink = "dealtext" if row["tone"] == "deal" else "ink2"
            places.put(day, order.index(lab), [Line(str(row["model"]), ink, False, SMALL)], above(17))


def above(up: float) -> list[Spot]:
    """The spots over a mark and under it."""
    spots = [Spot(0, up, "center"), Spot(0, -up, "center")]
    aside = [Spot(dx, dy, ha) for dy in (-up, up) for dx, ha in ((-6, "right"), (6, "left"), (14, "right"), (-14, "left"))]
    return [*spots, *aside]
