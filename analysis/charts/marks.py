"""Values of one thing over time, the look of each by how sure it is: settled, only talked of, of an unknown day."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from .. import language as wording
from ..provenance import counted
from ..style import LIGHT, NARROW, SMALL
from .chart import Chart, finish
from .panel import Panel
from .placement import Box, Line, Places, Spot, afar, around, quiet
from .rows import known, own, records
from .sheet import Sheet, money_ticks
from .timeline import powers, years_below

COLUMNS = ("deals.date", "charts.amounts.kind", "deals.value", "deals.readings", "confidence.title")
EXACT = ["row", "period", "kind", "value", "low", "high", "ids", "confidence", "sources"]
SHAPES = {"dot": "dot", "ring": "ring", "diamond": "diamond", "box": "cell"}  # of a look in the key
DASHES = (0, (4, 3))


def marks(
    frame: pd.DataFrame, *, name: str, title: str, unit: str, money: str | None = "USD", scale: str = "linear",
    since: str | None = None, language: str = "ar", digits: str = "latn",
) -> Chart:  # fmt: skip
    """A chart of a frame of `scale.valuations` or `scale.headcount`: time across, the value up.

    `look` is "dot" (settled), "ring" (only talked of, or of an unknown day), "diamond" (worked out) or "box" (a range of
    values within a range of days). A thick line spans low and high, a dashed one the days between which an undated
    figure lies. `since` is the day of the deal. `scale` is "linear" or "log"; time runs left to right in both languages.
    """
    if scale not in ("log", "linear"):
        raise ValueError(f'marks, scale: found "{scale}", expected log or linear. Write one of the two.')
    every = records(frame)
    if scale == "log":
        unit = wording.words("charts.pause", language).join([unit, wording.words("charts.log", language)])
    return finish(
        frame, name=name, title=title, unit=unit, alt=in_words(every, title, money, language, digits), language=language,
        digits=digits, draw=lambda width: drawn(every, since, width, money, scale, language, digits),
        columns=[wording.words(column, language) for column in COLUMNS],
        rows=[shown(row, money, language, digits) for row in every],
        exact=[EXACT, *([row.get(column) for column in EXACT] for row in every)],
        numeric=(2, 3), key=signs(every, since, language),
    )  # fmt: skip


def shown(row: dict[str, Any], money: str | None, language: str, digits: str) -> list[str]:
    """One mark as the table below the chart says it."""
    return [
        wording.date(row["period"], language, digits), own(row, "kind_label", language),
        written(row, money, language, digits), wording.number(row["readings"], None, language, digits),
        wording.words(f"confidence.{row['confidence']}", language),
    ]  # fmt: skip


def written(row: dict[str, Any], unit: str | None, language: str, digits: str) -> str:
    """The value of a mark; a range of values by its ends."""
    ends = (row["low"], row["high"]) if row["look"] == "box" else (row["value"], row["value"])
    return wording.span(*ends, unit, language, digits)


def in_words(rows: list[dict[str, Any]], title: str, money: str | None, language: str, digits: str) -> str:
    """The drawing for those who do not see it: the first mark and the last two."""
    if not rows:
        return title
    said = wording.format(wording.words("charts.marks.alt", language), {
        "count": counted(row["value"] for row in rows), "title": title.rstrip("."),
    }, language, digits)  # fmt: skip
    told = [*rows[:1], *rows[1:][-2:]]
    return wording.strung(" ", [said, *(wording.strung("", [
        own(row, "kind_label", language), wording.words("charts.pause", language),
        wording.date(row["period"], language, digits), ": ", written(row, money, language, digits), ".",
    ]) for row in told)])  # fmt: skip


def signs(rows: list[dict[str, Any]], since: str | None, language: str) -> list[tuple[str, str, str]]:
    """The key: only what occurs."""
    found: dict[str, tuple[str, str, str]] = {}
    for row in rows:
        colour = "fieldtint" if row["look"] == "box" else row["tone"]
        found.setdefault(row["kind"], (SHAPES[row["look"]], colour, own(row, "kind_label", language)))
    return [*found.values(), *([("dashline", "ink2", wording.words("charts.lanes.deal", language))] if since else [])]


def drawn(
    rows: list[dict[str, Any]], since: str | None, width: int, money: str | None, scale: str, language: str, digits: str
) -> Figure:
    """The drawing at a width."""
    sheet = Sheet(language, digits, width, 330 if width <= NARROW else 400)
    least, most = min(row["low"] for row in rows), max(row["high"] for row in rows)
    ticks = powers(float(least), float(most)) if scale == "log" else money_ticks(Decimal(most))
    texts = [sheet.number(tick, f"{money}:bare" if money and tick else None) for tick in ticks]
    left = max(sheet.measure(text, SMALL) for text in texts) + 12
    start, end = (18, left) if sheet.rtl else (left, 18)
    ax = sheet.axes(start, end, top=20, bottom=32)
    days = [at(row["when"]) for row in rows]
    ends = [*days, *(at(row[name]) for row in rows for name in ("from_when", "to_when") if known(row[name]))]
    ends += [at(pd.Timestamp(since))] if since else []
    pad = max(45.0, (max(ends) - min(ends)) * 0.05)  # the newest marks lie close together, their labels to the right
    ax.set_xlim(min(ends) - pad, max(ends) + pad * (3 if sheet.narrow else 2.5))
    if scale == "log":
        ax.set_yscale("log")
        ax.yaxis.set_major_locator(NullLocator())
        ax.yaxis.set_minor_locator(NullLocator())
        ax.set_ylim(float(least) / 1.7, float(most) * 1.7)
    else:
        ax.set_ylim(0, float(most) * 1.1)
    sheet.scale(ax, ticks, texts)
    years_below(sheet, ax, mdates.num2date(max(ends)).year)
    if since:
        ax.upright(at(pd.Timestamp(since)), color=LIGHT["ink2"], linewidth=1, linestyle=DASHES, zorder=0.8)
    for row, day in zip(rows, days, strict=True):
        mark(ax, row, day)
    labels(sheet, ax, rows, days, money, since)
    return sheet.figure


def at(day: Any) -> float:
    """A day as the axis counts it."""
    return float(mdates.date2num(day))


def mark(ax: Panel, row: dict[str, Any], day: float) -> None:
    """Draw one mark with what is not settled of it."""
    tone, look = LIGHT[row["tone"]], row["look"]
    low, value, high = (float(row[name]) for name in ("low", "value", "high"))
    undated = known(row["from_when"])
    if look == "box":
        start, end = at(row["from_when"]), at(row["to_when"])
        ax.line([start, end, end, start, start], [low, low, high, high, low], color=tone, linewidth=1.25, linestyle=DASHES,
                zorder=1.6, solid_capstyle="butt")
        ax.block(start, (low + high) / 2, end - start, high - low, color=LIGHT["fieldtint"], linewidth=0, zorder=0.7)
        ax.line([day, day], [low, high], color=tone, linewidth=9, zorder=2)
        return
    if undated:
        ax.line([at(row["from_when"]), at(row["to_when"])], [value, value], color=tone, linewidth=1.25, linestyle=DASHES,
                zorder=1.6)
    if low < high:
        ax.line([day, day], [low, high], color=LIGHT["dealtint" if row["tone"] == "deal" else "fieldtint"], linewidth=11,
                zorder=1.8)
    hollow = {"markerfacecolor": LIGHT["paper"], "markeredgecolor": tone, "markeredgewidth": 1.8}
    filled = {"color": tone, "markeredgecolor": LIGHT["paper"], "markeredgewidth": 1.2}
    ax.mark(day, value, "D" if look == "diamond" else "o", markersize=9 if look == "diamond" else 12, zorder=3,
            **(filled if look == "dot" else hollow))


def labels(
    sheet: Sheet, ax: Panel, rows: list[dict[str, Any]], days: list[float], money: str | None, since: str | None
) -> None:
    """Write each value with what it is, that of the deal first, then the newest."""
    area = ax.get_window_extent()
    places = Places(sheet, ax, Box(area.x0 + 2, area.y0 + 2, sheet.width - 2, sheet.height - 2))
    for row, day in zip(rows, days, strict=True):
        if row["look"] == "box":
            places.taken.append(framed(places, row))
        else:
            places.take(day, float(row["value"]), 7)
        if row["look"] != "box" and known(row["from_when"]):
            places.take_line((at(row["from_when"]), float(row["value"])), (at(row["to_when"]), float(row["value"])))
    if since:
        places.take_line((at(pd.Timestamp(since)), ax.get_ylim()[0]), (at(pd.Timestamp(since)), ax.get_ylim()[1]))
    unit = f"{money}:bare" if money else None
    order = sorted(zip(rows, days, strict=True), key=lambda pair: (pair[0]["tone"] != "deal", -pair[1]))
    for row, day in order:
        ink = "dealtext" if row["tone"] == "deal" else "ink"
        said = own(row, "label", sheet.language)
        lines = [Line(written(row, unit, sheet.language, sheet.digits), ink, True), *([quiet(said)] if said else [])]
        height, spots = float(row["value"]), around(8, len(lines))
        if row["look"] == "box":  # below its frame, beginning where the frame begins
            frame = framed(places, row)
            day, height, spots = at(row["from_when"]), float(row["low"]), below((frame.x1 - frame.x0) / 2)
        if not places.put(day, height, lines, spots):
            places.put(day, height, lines, afar(150, 124), 8, crossing=True)


def framed(places: Places, row: dict[str, Any]) -> Box:
    """The place of the days and values between which an undated range lies."""
    return Box(*places.at(at(row["from_when"]), float(row["low"])), *places.at(at(row["to_when"]), float(row["high"])))


def below(half: float) -> list[Spot]:
    """The spots under a frame so many pixels wide from its middle, counted from its lower left corner."""
    return [Spot(5, -25, "left"), Spot(half, -25, "center"), Spot(2 * half, -25, "right"), Spot(-8, 20, "right")]
