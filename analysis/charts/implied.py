"""What a price says of the whole company: one small panel of dots for each measure, on a scale of multiples."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from .. import language as wording
from ..style import LABEL, LIGHT, NARROW, SMALL
from .chart import Chart, finish
from .panel import Panel
from .rows import LISTED, foremost, known, own, records, some_of, those
from .sheet import Sheet
from .timeline import powers

MOST = 6  # deals in a panel: four panels are read together
ALONE = 10  # deals in each of two panels
HEAD, FOOT = 34, 26  # pixels above a panel's rows for its name, and below them for its scale
COLUMNS = ("deals.measure", "deals.deal", "deals.year", "deals.value", "deals.range", "charts.implied.definition",
           "confidence.title")  # fmt: skip
EXACT = ["deal_id", "target", "measure", "value", "low", "high", "bound", "unit", "stake_pct", "input", "input_unit",
         "inputs", "definition", "confidence", "sources"]  # fmt: skip


def implied(
    frame: pd.DataFrame, *, name: str, title: str, money: str = "USD", left_out: pd.DataFrame | None = None,
    of: str = "company", language: str = "ar", digits: str = "latn",
) -> Chart:  # fmt: skip
    """A chart of a frame of `deals.implied`, `against_capex` or `per_head`: a panel per measure, its highest deals.

    The deal in question is always among them. `of` names what is measured: "company", "capex" or "person". Each panel has
    a logarithmic axis of its own, left to right in both languages; no two share a unit or a definition. A row without a
    value is hatched; `bound` says that a value is the least or the most that it can be.
    """
    measures = [rows for _, rows in frame.groupby("measure", sort=False)]
    shown_of = MOST if len(measures) > 2 else ALONE
    kept, table = (pd.concat([frame.iloc[:0], *(foremost(rows, most) for rows in measures)]) for most in (shown_of, LISTED))
    panels, every = [records(rows) for _, rows in kept.groupby("measure", sort=False)], records(table)
    return finish(
        frame, name=name, title=title, unit=wording.words(f"charts.implied.of.{of}.unit", language),
        alt=in_words(frame, title, of, language, digits), language=language, digits=digits,
        draw=lambda width: drawn(panels, width, language, digits),
        columns=[wording.words(column, language) for column in COLUMNS],
        rows=[shown(row, language, digits) for row in every],
        exact=[EXACT, *([row.get(column) for column in EXACT] for row in every)], numeric=(2, 3, 4),
        key=signs(frame, of, language), left_out=left_out, empty=not any(map(known, frame["value"])),
        note=some_of(frame, kept, table, "value", language, digits), listed=table,
    )  # fmt: skip


def shown(row: Any, language: str, digits: str) -> list[str]:
    """One value as the table below the chart says it."""
    return [
        own(row, "measure_name", language), own(row, "target", language),
        wording.number(int(row["year"]), "year", language, digits),
        *figures(row, language, digits), own(row, "definition", language),
        wording.words(f"confidence.{row['confidence']}", language),
    ]  # fmt: skip


def figures(row: Any, language: str, digits: str) -> list[str]:
    """The value of a row and the range around it; a bound has no range."""
    empty = wording.words("value.empty_cell", language)
    if not known(row["value"]):
        return [empty, empty]
    value, ends = wording.number(row["value"], row["unit"], language, digits), (row["low"], row["high"])
    if known(row.get("bound")):
        return [bounded(row, value, language), empty]
    return [value, wording.span(*ends, row["unit"], language, digits)]


def bounded(row: Any, value: str, language: str) -> str:
    """A value, with the word that it is only the least or the most where it is."""
    word = wording.words(f"charts.implied.{row['bound']}", language) if known(row.get("bound")) else ""
    return wording.strung(" ", [word, value]) if word else value


def in_words(frame: pd.DataFrame, title: str, of: str, language: str, digits: str) -> str:
    """The drawing for those who do not see it."""
    ours = those(frame, (row["tone"] == "deal" and known(row["value"]) for row in records(frame)))
    values = [own(row, "measure_name", language) + ": " + figures(row, language, digits)[0] for row in records(ours)]
    template = wording.words(f"charts.implied.of.{of}.alt", language)
    said = wording.format(template, {"title": title.rstrip(".")}, language, digits)
    return wording.strung(" ", [said, *(value + "." for value in values)])


def signs(frame: pd.DataFrame, of: str, language: str) -> list[tuple[str, str, str]]:
    """The key: whose dot is whose, what a thick end is, and the hatch where something is unknown."""
    ours = frame[frame["tone"] == "deal"]
    found = [("dot", "deal", own(ours.iloc[0], "target", language))] if len(ours) else []
    found += [("dot", "peer", wording.words(f"charts.implied.of.{of}.others", language)),
              ("pill", "field", wording.words("charts.implied.range", language))]  # fmt: skip
    unknown = [("hatch", "rule", wording.words("charts.heat.unknown", language))]
    return found + (unknown if not all(map(known, frame["value"])) else [])


def drawn(panels: list[list[dict[str, Any]]], width: int, language: str, digits: str) -> Figure:
    """The drawing at a width: the panels under one another."""
    row_height = 48 if width <= NARROW else 30
    heights = [HEAD + row_height * len(panel) + FOOT for panel in panels]
    sheet = Sheet(language, digits, width, sum(heights) + 4)
    names = (
        8
        if sheet.narrow
        else max(sheet.measure(own(row, "target", language), bold=True) for panel in panels for row in panel)
        + 18
    )
    room = 14 + max(sheet.measure(text_of(sheet, row), bold=True) for panel in panels for row in panel)
    start, end = (names + room, 30) if sheet.rtl else (names, room)
    top = 0
    for panel, height in zip(panels, heights, strict=True):
        ax = sheet.axes(start=start, end=end, top=top + HEAD, bottom=sheet.height - top - height + FOOT)
        sheet.rows(ax, len(panel))
        draw_panel(sheet, ax, panel, names)
        top += height
    return sheet.figure


def text_of(sheet: Sheet, row: Any) -> str:
    """The value beside a dot; the unit of money stands in the panel's name."""
    if not known(row["value"]):
        return wording.words("value.unknown_mark", sheet.language)
    return bounded(row, sheet.number(row["value"], bare(row["unit"])), sheet.language)


def bare(unit: str) -> str | None:
    """The unit that a label carries: multiples are bare numbers, money is bare of its currency."""
    return {"times": None, "percent": "percent"}.get(unit, f"{unit}:bare")


def draw_panel(sheet: Sheet, ax: Panel, panel: list[dict[str, Any]], names: float) -> None:
    """One measure: its name, its scale, its rows."""
    unit = panel[0]["unit"]
    currency = [] if unit in ("times", "percent") else [wording.scale_of([], unit, sheet.language)[1]]
    heading = wording.words("charts.pause", sheet.language).join(
        [own(panel[0], "measure_name", sheet.language), *currency]
    )
    sheet.row_label(ax, -0.5 - 18 / row_pixels(ax), heading, colour="ink", bold=True, size=SMALL)
    told = [row for row in panel if known(row["value"])]
    lows, highs = float(min(row["low"] for row in told)), float(max(row["high"] for row in told))
    ax.set_xscale("log")
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set(xticks=[])
    ticks = powers(lows, highs)
    ax.set_xlim(min([lows / 1.5, *map(float, ticks)]), max([highs * 1.3, *map(float, ticks)]))
    scale(sheet, ax, ticks, unit, len(panel))
    for place, row in enumerate(panel):
        tone, ink = ("deal", "dealtext") if row["tone"] == "deal" else ("peer", "ink")
        y = place + (0.2 if sheet.narrow else 0)
        sheet.row_label(ax, place - (0.22 if sheet.narrow else 0), own(row, "target", sheet.language), colour=ink, bold=True)
        if not known(row["value"]):
            unknown(sheet, ax, y)
            continue
        if row["low"] < row["high"] and not known(row.get("bound")):
            ax.line([float(row["low"]), float(row["high"])], [y, y], color=LIGHT["field"], linewidth=7, zorder=2)
        ax.mark(float(row["value"]), y, "o", color=LIGHT[tone], markersize=13, markeredgecolor=LIGHT["paper"],
                markeredgewidth=1.5, zorder=3)
        far = row["value"] if known(row.get("bound")) else max(row["high"], row["value"])
        sheet.note(ax, float(far), y, text_of(sheet, row), 12, 0, "left", LABEL, ink, True)


def unknown(sheet: Sheet, ax: Panel, y: float) -> None:
    """Hatch a row of which nothing was published, across the scale: it may lie anywhere."""
    low, high = (float(end) for end in ax.get_xlim())
    look = {"facecolor": LIGHT["paper"], "edgecolor": LIGHT["rule"], "hatch": "////", "linewidth": 0, "zorder": 1}
    ax.block(low, y, high - low, 0.44, **look)
    sign = wording.words("value.unknown_mark", sheet.language)
    sheet.text(ax, (low * high) ** 0.5, y, sign, "middle", LABEL, "ink3", True)


def row_pixels(ax: Panel) -> float:
    """The height of one row of a panel, in pixels."""
    low, high = ax.get_ylim()
    return float(ax.get_window_extent().height / abs(high - low))


def scale(sheet: Sheet, ax: Panel, ticks: list[Decimal], unit: str, count: int) -> None:
    """The lines of a panel and their amounts below it, as many as there is room for."""
    last = None
    for tick in ticks:
        ax.upright(float(tick), color=LIGHT["grid"], linewidth=1, zorder=0)
        text = sheet.number(tick, bare(unit))
        written = sheet.of_scale(sheet.text(ax, float(tick), count - 0.5, text, "middle", SMALL, "ink2", va="top", dy=4))
        if not sheet.free(written, [last] if last else [], 8):
            written.remove()
            continue
        last = sheet.box(written)
