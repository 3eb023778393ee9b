"""How far the published readings of each price lie apart, measured by the chosen one."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from .. import language as wording
from ..provenance import counted
from ..style import LIGHT, NARROW, SMALL
from .chart import Chart, finish
from .panel import Panel
from .rows import LISTED, foremost, known, own, records, some_of
from .sheet import Sheet

MOST = 20  # rows drawn: as many as one screen holds
WIDE_APART = 4  # highest to lowest reading from which equal steps on the axis are multiples
CLOSE = Decimal("1.95")  # highest to lowest reading up to which the second decimal decides
COLUMNS = (
    "deals.deal", "deals.year", "charts.ranges.chosen", "deals.basis", "deals.least", "deals.most",
    "charts.ranges.spread", "deals.readings", "confidence.title",
)  # fmt: skip
EXACT = [
    "deal_id", "target", "announced", "chosen", "basis", "least", "most", "spread", "ticks", "count", "currency",
    "price_year", "confidence", "sources",
]  # fmt: skip


def ranges(
    frame: pd.DataFrame, *, name: str, title: str, money: str = "USD", left_out: pd.DataFrame | None = None,
    language: str = "ar", digits: str = "latn",
) -> Chart:  # fmt: skip
    """A chart of a frame of `deals.disagreement`, widest apart first: one row per deal, its chosen reading at 100%.

    A frame of `sources.conflicts` has a unit of its own in each row, and measures other than prices.

    A line runs from the lowest reading to the highest with a tick at each. Percentages have a midpoint, so they run
    left to right in both languages; from a spread of four the axis is logarithmic. The first twenty rows are drawn,
    the deal in question always among them.
    """
    kept = foremost(frame, MOST)
    table = foremost(frame, LISTED)
    every, first = records(table), records(kept)
    return finish(
        frame, name=name, title=title, unit=unit_line(frame, kept, money, language, digits),
        alt=in_words(frame, title, language, digits), language=language, digits=digits,
        draw=lambda width: drawn(first, logarithmic(kept), width, money, language, digits),
        columns=[wording.words(column, language) for column in COLUMNS],
        rows=[shown(row, money, language, digits) for row in every],
        exact=[EXACT, *(exact(row) for row in every)], numeric=(2, 4, 5, 6, 7), key=signs(kept, language),
        note=some_of(frame, kept, table, "chosen", language, digits, "" if "unit" in frame else money), left_out=left_out,
        listed=table,
    )  # fmt: skip


def logarithmic(frame: pd.DataFrame) -> bool:
    """Whether the readings of a deal lie so far apart that the axis counts multiples."""
    return any(spread > WIDE_APART for spread in frame["spread"])


def unit_line(frame: pd.DataFrame, kept: pd.DataFrame, money: str, language: str, digits: str) -> str:
    """What the axis counts, on which scale, and the money of the amounts."""
    if "unit" in frame:
        kinds = [wording.words("charts.ranges.unit_any", language)]
        kinds += [wording.words("charts.log", language)] if logarithmic(kept) else []
        return wording.words("charts.pause", language).join(kinds)
    currency = wording.scale_of([], money, language)[1]
    years = [year for year in frame.get("price_year", []) if known(year)]
    amounts = [wording.format(wording.words("charts.ranges.amounts", language), {"currency": currency}, language)]
    if years:
        real = wording.words("charts.prices_of", language)
        amounts.append(wording.format(real, {"year": int(years[0])}, language, digits))
    parts = [wording.words("charts.ranges.unit", language)]
    if logarithmic(kept):
        parts.append(wording.words("charts.log", language))
    return wording.words("charts.pause", language).join(parts + amounts)


def shown(row: Any, money: str, language: str, digits: str) -> list[str]:
    """One deal as the table below the chart says it."""
    unit = row.get("unit") or money
    least, most, chosen = (wording.number(row[name], unit, language, digits) for name in ("least", "most", "chosen"))
    return [
        own(row, "target", language), wording.date(str(row["year"]), language, digits), chosen,
        wording.words(f"basis.{row['basis']}", language), least, most,
        wording.number(row["spread"], "times", language, digits, decimals=2 if row["spread"] < CLOSE else None),
        wording.number(row["count"], None, language, digits),
        wording.words(f"confidence.{row['confidence']}", language),
    ]  # fmt: skip


def exact(row: Any) -> list[Any]:
    """One deal as plain values; each reading is followed by its basis."""
    return [[part for tick in row[name] for part in tick] if name == "ticks" else row.get(name) for name in EXACT]


def in_words(frame: pd.DataFrame, title: str, language: str, digits: str) -> str:
    """The drawing for those who do not see it."""
    if frame.empty:
        return title
    widest, narrowest = frame.iloc[0], frame.iloc[-1]
    key = "charts.ranges.alt_any" if "unit" in frame else "charts.ranges.alt"
    return wording.format(wording.words(key, language), {
        "count": counted(frame["chosen"]), "title": title.rstrip("."), "spread": widest["spread"],
        "widest": own(widest, "target", language), "narrowest": own(narrowest, "target", language),
    }, language, digits)  # fmt: skip


def signs(frame: pd.DataFrame, language: str) -> list[tuple[str, str, str]]:
    """The key: what each mark is, and whose colour is whose."""
    if frame.empty:
        return []
    others = "field" if "field" in set(frame["tone"]) else "peer"
    found = [("dot", others, wording.words("charts.ranges.chosen", language)),
             ("rug", "ink", wording.words("charts.ranges.reading", language))]  # fmt: skip
    ours = frame[frame["tone"] == "deal"]
    return [("dot", "deal", own(ours.iloc[0], "target", language)), *found] if len(ours) else found


def drawn(rows: list[dict[str, Any]], log: bool, width: int, money: str, language: str, digits: str) -> Figure:
    """The drawing at a width."""
    narrow = width <= NARROW
    sheet = Sheet(language, digits, width, 36 + (50 if narrow else 34) * len(rows) + 4)
    units = [f"{row.get('unit') or money}:bare" for row in rows]
    chosen, lows, highs = (
        [sheet.number(row[name], unit) for row, unit in zip(rows, units, strict=True)]
        for name in ("chosen", "least", "most")
    )
    called = [sheet.measure(own(row, "target", language), bold=True) for row in rows]
    amounts = [sheet.measure(text, SMALL) for text in chosen]
    names = 0 if narrow else max(map(sum, zip(called, amounts, strict=True))) + 26
    left, right = (max(sheet.measure(text, SMALL) for text in texts) + 14 for texts in (lows, highs))
    start, end = (right, left) if sheet.rtl else (left, right)
    ax = sheet.axes(start=start + names, end=end, top=36, bottom=4)
    sheet.rows(ax, len(rows))
    axis(sheet, ax, rows, log)
    for place, (row, low, high) in enumerate(zip(rows, lows, highs, strict=True)):
        y = place + (0.2 if narrow else 0)
        marks(ax, row, y)
        ours = row["tone"] == "deal"
        for at, text, side in ((row["least_ratio"], low, -1), (row["most_ratio"], high, 1)):
            gap = 12 if abs(at - 1) < Decimal("0.02") else 8
            sheet.note(ax, float(at) * 100, y, text, side * gap, 0, "left" if side > 0 else "right", SMALL,
                       "dealtext" if ours else "ink2")
        label = sheet.row_label(ax, place - (0.24 if narrow else 0), own(row, "target", language), bold=True,
                                colour="dealtext" if ours else "ink", halo=narrow)
        sheet.beside(ax, label, chosen[place])
    return sheet.figure


def axis(sheet: Sheet, ax: Panel, rows: list[dict[str, Any]], log: bool) -> None:
    """Set the scale across and draw its lines: percent of the chosen reading, which stands out."""
    low = min(float(row["least_ratio"]) * 100 for row in rows)
    high = max(float(row["most_ratio"]) * 100 for row in rows)
    if log:
        ax.set_xscale("log")
        ax.xaxis.set_minor_locator(NullLocator())
    ax.set(xticks=[])
    ax.set_xlim(min(low, 98.0), max(high, 102.0))
    for value in ticks(low, high, log, ax.get_window_extent().width):
        middle = value == 100
        ax.upright(value, color=LIGHT["ink2" if middle else "grid"], linewidth=1.25 if middle else 1, zorder=0)
        sheet.of_scale(sheet.text(ax, value, -0.5, sheet.number(value, "percent"), "middle", SMALL,
                                  "ink" if middle else "ink2", middle, va="bottom", dy=-6))


def ticks(low: float, high: float, log: bool, pixels: float) -> list[int]:
    """Round percentages between two ends, 100 always among them, no closer than their texts."""
    if not log:
        fits = (step for step in (5, 10, 20, 25, 50, 100, 200) if pixels * step / max(high - low, 1e-9) >= 46)
        step = next(fits, 200)
        first = 100 - step * math.floor((100 - low) / step + 1e-9)
        return sorted({100, *range(max(first, 0), math.floor(high) + 1, step)})
    decades = math.log10(high / low)
    kept = [100]
    for value in (1, 2, 5, 10, 20, 50, 200, 500, 1000, 2000, 5000, 10000):
        away = min(abs(math.log10(value / other)) for other in kept) * pixels / decades
        if low * 0.999 <= value <= high * 1.001 and away >= (46 if value < 1000 else 66):  # four digits and more are wider
            kept.append(value)
    return sorted(kept)


def marks(ax: Panel, row: Any, y: float) -> None:
    """Draw one deal: its range, every reading, the chosen one."""
    tone = LIGHT[row["tone"]]
    ax.line([float(row["least_ratio"]) * 100, float(row["most_ratio"]) * 100], [y, y], color=tone, linewidth=2,
            solid_capstyle="butt", zorder=2, clip_on=False)
    readings = sorted({float(ratio) * 100 for ratio in row["tick_ratios"]})
    ax.line(readings, [y] * len(readings), linestyle="none", marker="|", markersize=15, markeredgewidth=1.5,
            color=LIGHT["ink"], zorder=3, clip_on=False)
    ax.line([100], [y], marker="o", markersize=11, color=tone, markeredgecolor=LIGHT["paper"], markeredgewidth=1.2,
            zorder=4, clip_on=False)
