"""Amounts over time: one dot per deal, the deal in question and the largest by name."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from .. import language as wording
from ..provenance import counted
from ..style import LIGHT, NARROW, SMALL
from ..traces import plain
from .chart import Chart, finish
from .panel import Panel
from .placement import Box, Line, Places, afar, around, quiet
from .rows import LISTED, known, largest, own, records, some_of, those, tones
from .sheet import Sheet, money_ticks

INK = {"deal": "dealtext", "peer": "peer", "field": "ink"}
ORDER = {"field": 2, "peer": 3, "deal": 4}
MOST = 80  # dots drawn: of more one hides another
NAMED = {True: 5, False: 40}  # labels tried on a phone and on a page
WITH_AMOUNT = 5  # of these, how many say the amount and may stand away from their dot
COLUMNS = ("deals.deal", "deals.buyer", "deals.date", "deals.kind", "deals.price", "charts.ceiling", "confidence.title")
EXACT = [
    "deal_id", "target", "acquirer", "announced", "value", "high", "currency", "price_year", "confidence", "sources",
]  # fmt: skip


def timeline(
    frame: pd.DataFrame, *, name: str, title: str, money: str = "USD", scale: str = "log",
    left_out: pd.DataFrame | None = None, language: str = "ar", digits: str = "latn",
) -> Chart:  # fmt: skip
    """A chart of the deals of a frame of `deals.rivals` by day and amount.

    Time runs left to right in both languages. `scale` is "log" or "linear". A dot stands at the amount counted; a line
    above it ends at the ceiling of a deal announced as "up to"; where only the year is known, a dashed line spans it.
    The 80 largest are drawn, the deal in question always among them, and the table lists LISTED.
    """
    if scale not in ("log", "linear"):
        raise ValueError(f'timeline, scale: found "{scale}", expected log or linear. Write one of the two.')
    # Without a day or with nothing to pay there is no place to draw; the table keeps such a deal.
    drawable = those(frame, frame["date"].notna() & ((frame["value"] > 0) | (scale == "linear")))
    kept, table = largest(drawable, "value", MOST), largest(frame, "value", LISTED)
    return finish(
        frame, name=name, title=title, unit=unit_line(frame, money, scale, language, digits),
        alt=in_words(kept, title, money, language, digits),
        language=language, digits=digits, draw=lambda width: drawn(kept, width, money, scale, language, digits),
        columns=[wording.words(column, language) for column in COLUMNS],
        rows=[shown(row, money, language, digits) for row in records(table)],
        exact=[EXACT, *([row.get(column) for column in EXACT] for row in records(table))],
        numeric=(4, 5), key=signs(kept, language), left_out=left_out, empty=drawable.empty,
        note=some_of(frame if len(table) < len(frame) else drawable, kept, table, "value", language, digits, money),
        listed=table,
    )  # fmt: skip


def ceiling(row: Any) -> Decimal | None:
    """The most that a deal may come to, where that is more than what is counted."""
    high = row.get("high")
    return high if known(high) and high > row["value"] else None


def shown(row: Any, money: str, language: str, digits: str) -> list[str]:
    """One deal as the table below the chart says it."""
    most = ceiling(row)
    return [
        own(row, "target", language), own(row, "acquirer_name", language),
        wording.date(row["announced"], language, digits), own(row, "kind_name", language),
        wording.number(row["value"], money, language, digits),
        wording.number(most, money, language, digits) if most else wording.words("value.empty_cell", language),
        wording.words(f"confidence.{row['confidence']}", language),
    ]  # fmt: skip


def unit_line(frame: pd.DataFrame, money: str, scale: str, language: str, digits: str) -> str:
    """What is counted, in which money and of which year, on which scale; rows alone tell the year, so none tell none."""
    counted = wording.scale_of(list(frame["value"]) if scale == "linear" else [], money, language)[1]
    years = [year for year in frame.get("price_year", []) if known(year)]
    parts = [wording.words("charts.timeline.measure", language), counted]
    if years:
        parts.append(wording.format(wording.words("charts.prices_of", language), {"year": int(years[0])}, language, digits))
    elif len(frame):
        parts.append(wording.words("charts.nominal", language))
    if scale == "log":
        parts.append(wording.words("charts.log", language))
    return wording.words("charts.pause", language).join(parts)


def in_words(frame: pd.DataFrame, title: str, money: str, language: str, digits: str) -> str:
    """The drawing for those who do not see it."""
    if frame.empty:
        return title
    sizes = pd.Series([float(value) for value in plain(frame["value"])]).sort_values(kind="stable").index
    least, most = frame.iloc[sizes[0]], frame.iloc[sizes[-1]]
    template = wording.words("charts.timeline.alt", language).replace(":money", f":{money}")
    return wording.format(template, {
        "count": counted(frame["value"]), "first": int(frame["date"].min().year), "last": int(frame["date"].max().year),
        "title": title.rstrip("."), "largest": own(most, "target", language), "most": most["value"],
        "buyer": own(most, "acquirer_name", language), "smallest": own(least, "target", language),
        "least": least["value"],
    }, language, digits)  # fmt: skip


def signs(frame: pd.DataFrame, language: str) -> list[tuple[str, str, str]]:
    """The key: only what occurs."""
    found = tones(frame, "dot", language)
    if any(ceiling(row) for row in records(frame)):
        found.append(("line", "field", wording.words("charts.timeline.up_to", language)))
    if any(len(str(day)) == 4 for day in frame["announced"]):
        found.append(("dashline", "field", wording.words("charts.timeline.year_only", language)))
    return found


def drawn(frame: pd.DataFrame, width: int, money: str, scale: str, language: str, digits: str) -> Figure:
    """The drawing at a width."""
    sheet = Sheet(language, digits, width, 400 if width <= NARROW else 440)
    divisor = Decimal(1) if scale == "log" else wording.scale_of(list(frame["value"]), money, language)[0]
    rows = records(frame)
    heights = [float(row["value"] / divisor) for row in rows]
    tops = [float((ceiling(row) or row["value"]) / divisor) for row in rows]
    days = [float(day) for day in mdates.date2num(frame["date"])]
    ticks = powers(min(heights), max(tops)) if scale == "log" else money_ticks(Decimal(str(max(tops))))
    texts = [sheet.number(tick, f"{money}:bare" if scale == "log" else None) for tick in ticks]
    left = max(sheet.measure(text, SMALL) for text in texts) + 12
    start, end = (16, left) if sheet.rtl else (left, 16)
    ax = sheet.axes(start, end, top=16, bottom=30)
    span(sheet, ax, frame, scale, min(heights), max(tops))
    sheet.scale(ax, ticks, texts)
    years_below(sheet, ax)
    for row, day, height, top in zip(rows, days, heights, tops, strict=True):
        doubts(ax, row, day, height, top)
    for tone in ORDER:
        if points := [(day, height) for row, day, height in zip(rows, days, heights, strict=True) if row["tone"] == tone]:
            ax.dots(points, color=LIGHT[tone], size=2 * radius(tone), edgecolor=LIGHT["paper"], linewidth=1.2,
                    zorder=ORDER[tone])
    labels(sheet, ax, rows, days, heights, tops, money)
    return sheet.figure


def powers(least: float, most: float) -> list[Decimal]:
    """Powers of ten over a range, with one step between where they would be fewer than three."""
    first, last = math.floor(math.log10(least)), math.ceil(math.log10(most))
    steps = (1,) if last - first > 2 else (1, 3) if last - first > 1 else (1, 2, 5)
    whole = [Decimal(step).scaleb(power) for power in range(first, last + 1) for step in steps]
    return [tick for tick in whole if least * 0.6 <= float(tick) <= most * 1.7]


def span(sheet: Sheet, ax: Panel, frame: pd.DataFrame, scale: str, least: float, most: float) -> None:
    """Set the ends of both axes: whole years across, and room above the largest."""
    first, last = (float(mdates.date2num(day)) for day in (frame["date"].min(), frame["date"].max()))
    room = max(60.0, (last - first) * 0.03)
    ax.set_xlim(first - room, last + room)
    if scale == "log":
        ax.set_yscale("log")
        ax.yaxis.set_major_locator(NullLocator())
        ax.yaxis.set_minor_locator(NullLocator())
        ax.set_ylim(least / 1.7, most * 1.9)
    else:
        ax.set_ylim(0, most * 1.08)


def years_below(sheet: Sheet, ax: Panel, last: int | None = None) -> None:
    """Name years in the middle of what the axis shows of them, as many as there is room for, none after the last."""
    begin, end = (mdates.num2date(edge).replace(tzinfo=None) for edge in ax.get_xlim())
    pixels = ax.get_window_extent().width / max(1.0, (end - begin).days / 365.25)
    step = max(1, math.ceil(44 / pixels))
    for year in range(min(end.year, last or end.year), begin.year - 1, -step):
        low = max(pd.Timestamp(year, 1, 1), pd.Timestamp(begin))
        high = min(pd.Timestamp(year, 12, 31), pd.Timestamp(end))
        if (high - low).days * pixels / 365.25 >= 30 or step > 1:
            middle = float(mdates.date2num(low + (high - low) / 2))
            text = wording.date(f"{year}", sheet.language, sheet.digits)
            across, half = float(ax.transData.transform((middle, 0))[0]), sheet.measure(text, SMALL) / 2 + 1
            if not half <= across <= sheet.width - half:  # a year of which the axis shows its last or first days only
                continue
            sheet.of_scale(sheet.note(ax, middle, 0, text, dy=-8, ha="center", size=SMALL, colour="ink2", halo=False,
                                      va="top", coords=("data", "axes fraction")))


def doubts(ax: Panel, row: Any, day: float, height: float, top: float) -> None:
    """Draw what is not settled of a deal: its ceiling and its day."""
    tone = LIGHT[row["tone"]]
    if top > height:
        ax.line([day, day], [height, top], color=tone, linewidth=1.5, solid_capstyle="butt", zorder=1.6)
        ax.line([day], [top], marker="_", color=tone, markersize=8, markeredgewidth=1.5, zorder=1.6)
    if len(str(row["announced"])) == 4:
        ax.line([day - 181, day + 183], [height, height], color=tone, linewidth=1.25, linestyle=(0, (4, 3)), zorder=1.6)


def radius(tone: Any) -> float:
    """Half the width of a dot, in pixels."""
    return 6.5 if tone == "deal" else 4.5


def labels(
    sheet: Sheet, ax: Panel, rows: list[dict[str, Any]], days: list[float], heights: list[float], tops: list[float],
    money: str,
) -> None:  # fmt: skip
    """Name the deal in question, then the others from the largest down, where there is room."""
    area = ax.get_window_extent()
    places = Places(sheet, ax, Box(area.x0 + 2, area.y0 + 2, sheet.width - 2, sheet.height - 2))
    for row, day, height, top in zip(rows, days, heights, tops, strict=True):
        places.take(day, height, radius(row["tone"]))
        if top > height:
            places.take_line((day, height), (day, top), 6)
        if len(str(row["announced"])) == 4:
            places.take_line((day - 181, height), (day + 183, height))
    order = sorted(range(len(rows)), key=lambda i: (rows[i]["tone"] != "deal", -heights[i], days[i]))
    spots = [(str(row["target"]), day, height) for row, day, height in zip(rows, days, heights, strict=True)]
    said: set[tuple[str, float, float]] = set()
    for place, i in enumerate(order[: NAMED[sheet.narrow]]):
        row, spot = rows[i], spots[i]
        if spot in said:  # one dot over another: the first label names all buyers
            continue
        said.add(spot)
        same = [one for one, other in zip(rows, spots, strict=True) if other == spot]
        buyers = wording.join([own(one, "acquirer_name", sheet.language) for one in same], sheet.language)
        amount = wording.words("charts.pause", sheet.language) + sheet.number(row["value"], f"{money}:bare")
        name = Line(own(row, "target", sheet.language), INK[row["tone"]], True)
        lines, gap = [name, quiet(buyers + (amount if place < WITH_AMOUNT else ""))], radius(row["tone"])
        put = places.put(days[i], heights[i], lines, around(gap, 2))
        if not put and place < WITH_AMOUNT:
            put = places.put(days[i], heights[i], lines, afar(160, 130), gap)
        if not put and row["tone"] == "deal":
            places.put(days[i], heights[i], lines, afar(200, 190), gap, crossing=True)
