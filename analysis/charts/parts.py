"""Counts as bars, each made up of kinds that a fill, an outline and a hatch tell apart without colour."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pandas as pd
from matplotlib.figure import Figure

from .. import language as wording
from ..provenance import counted
from ..style import LABEL, LIGHT, NARROW, SMALL
from .chart import Chart, finish
from .panel import Panel
from .rows import own, records
from .sheet import Sheet, money_ticks

# How a part is filled: the face, the edge, the ink of its number; the shape and colour by which the key shows it.
LOOKS = {
    "full": ("peer", "peer", "paper", ("bar", "peer")),
    "half": ("step2", "peer", "ink", ("cell", "step2")),
    "against": ("deal", "deal", "ink", ("bar", "deal")),
    "empty": ("paper", "ink2", "ink", ("box", "ink2")),
    "hatch": ("paper", "field", "ink", ("hatch", "field")),
}


def parts(
    frame: pd.DataFrame, *, name: str, title: str, unit: str, language: str = "ar", digits: str = "latn"
) -> Chart:  # fmt: skip
    """A chart of counts: one bar per `row` in the order of the frame, its pieces the `part`s with their `look`s.

    Each row of the frame has row, part, look (full, half, against, empty, hatch), count, label and part_label in both
    languages. Bars grow from where reading begins. Rows are whole numbers; one without any count has no bar.
    """
    lines, kinds = list(dict.fromkeys(frame["row"])), kinds_of(frame, language)
    one_each = all(len(frame[frame["row"] == line]) == 1 for line in lines)
    chart = finish(
        frame, name=name, title=title, unit=unit, alt=in_words(frame, title, language, digits), language=language,
        digits=digits, draw=lambda width: drawn(frame, width, language, digits),
        columns=[wording.words("charts.parts.what", language), *heads(kinds, one_each, language)],
        rows=[shown(frame[frame["row"] == line], kinds, one_each, language, digits) for line in lines],
        exact=[["row", *(part for part, *_ in kinds)],
               *([line, *counts_of(frame[frame["row"] == line], kinds)] for line in lines)],
        numeric=tuple(range(1, 2 if one_each else len(kinds) + 2)), empty=not sum(frame["count"]),
        key=[] if one_each else [(*LOOKS[look][3], text) for _, look, text in kinds],
    )  # fmt: skip
    return chart if "confidence" in frame else replace(chart, confidence="")  # a count of rows of ours has no grade


def kinds_of(frame: pd.DataFrame, language: str) -> list[tuple[str, str, str]]:
    """The parts in their order: id, look, name."""
    first = frame.drop_duplicates("part")
    return [(row["part"], row["look"], own(row, "part_label", language)) for row in records(first)]


def counts_of(rows: pd.DataFrame, kinds: list[tuple[str, str, str]]) -> list[int]:
    """The count of each kind in one bar, zero where it has none."""
    counts = {row["part"]: row["count"] for row in records(rows)}
    return [counts.get(part, 0) for part, *_ in kinds]


def heads(kinds: list[tuple[str, str, str]], one_each: bool, language: str) -> list[str]:
    """The headings of the columns of numbers."""
    total = wording.words("value.total", language)
    return [wording.words("charts.parts.count", language)] if one_each else [*(text for *_, text in kinds), total]


def shown(rows: pd.DataFrame, kinds: list[tuple[str, str, str]], one_each: bool, language: str, digits: str) -> list[str]:
    """One bar as the table below the chart says it."""
    counts = counts_of(rows, kinds)
    numbers = [sum(counts)] if one_each else [*counts, sum(counts)]
    return [own(rows.iloc[0], "label", language), *(wording.number(number, None, language, digits) for number in numbers)]


def in_words(frame: pd.DataFrame, title: str, language: str, digits: str) -> str:
    """The drawing for those who do not see it: the first bars by name, the rest in the table."""
    lines = list(dict.fromkeys(frame["row"]))[:4]
    totals = []
    for line in lines:
        rows = frame[frame["row"] == line]
        number = wording.number(sum(rows["count"]), None, language, digits)
        totals.append(wording.strung("", [own(rows.iloc[0], "label", language), " (", number, ")"]))
    values = {"count": counted(frame["count"], frame["row"].nunique()), "title": title.rstrip("."), "list": totals}
    return wording.format(wording.words("charts.parts.alt", language), values, language, digits)


def drawn(frame: pd.DataFrame, width: int, language: str, digits: str) -> Figure:
    """The drawing at a width."""
    narrow, lines = width <= NARROW, list(dict.fromkeys(frame["row"]))
    sheet = Sheet(language, digits, width, (56 if narrow else 38) * len(lines) + 30)
    groups = [frame[frame["row"] == line] for line in lines]
    labels = [own(rows.iloc[0], "label", language) for rows in groups]
    totals = [sum(rows["count"]) for rows in groups]
    names = 8 if narrow else max(sheet.measure(label, bold=True) for label in labels) + 16
    room = max(sheet.measure(sheet.number(total), bold=True) for total in totals) + 14
    ax = sheet.axes(start=names, end=room, top=26, bottom=4)
    sheet.rows(ax, len(lines))
    axis(sheet, ax, max(totals))
    for place, (rows, label, total) in enumerate(zip(groups, labels, totals, strict=True)):
        y = place + (0.16 if narrow else 0)
        bar(sheet, ax, rows, y, 0.4 if narrow else 0.56)
        sheet.text(ax, total, y, sheet.number(total), "start", LABEL, "ink", True, dx=7)
        sheet.row_label(ax, place - (0.27 if narrow else 0), label, bold=True)
    return sheet.figure


def axis(sheet: Sheet, ax: Panel, most: int) -> None:
    """Set the scale across, from nothing, and draw its lines at whole numbers."""
    ax.set(xticks=[])
    ax.set_xlim((most, 0) if sheet.rtl else (0, most))
    for tick in money_ticks(Decimal(most)):
        if tick == tick.to_integral_value():
            ax.upright(float(tick), color=LIGHT["grid" if tick else "ink2"], linewidth=1, zorder=0)
            label = sheet.text(ax, float(tick), -0.5, sheet.number(tick), "middle", SMALL, "ink2", va="bottom", dy=-5)
            sheet.of_scale(label)


def bar(sheet: Sheet, ax: Panel, rows: pd.DataFrame, y: float, thick: float) -> None:
    """Draw the pieces of one bar, each with its number where it has room for it."""
    left, several = 0, len(rows) > 1
    for row in records(rows):
        count, (face, edge, ink, _) = row["count"], LOOKS[row["look"]]
        if not count:
            continue
        hatch = "////" if row["look"] == "hatch" else None
        ax.barh(y, count, left=left, height=thick, facecolor=LIGHT[face], edgecolor=LIGHT[edge], linewidth=1, hatch=hatch)
        text = sheet.number(count)
        if several and wide(ax, count) > sheet.measure(text, SMALL, True) + 8:
            sheet.text(ax, left + count / 2, y, text, "middle", SMALL, ink, True, halo=hatch is not None)
        left += count


def wide(ax: Panel, count: int) -> float:
    """How many pixels a count takes."""
    ends = ax.transData.transform([(0, 0), (count, 0)])
    return float(abs(ends[1][0] - ends[0][0]))
