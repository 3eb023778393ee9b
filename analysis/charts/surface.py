"""The answer over two assumptions at once: gains on one side of a line, losses on the other."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .. import language as wording
from ..style import LABEL, LIGHT, NARROW, SMALL
from .belief import signed
from .chart import Chart, finish
from .panel import Panel
from .rows import own, records
from .sheet import Sheet

EXACT = ["first", "at_first", "second", "at_second", "value"]
SIDES = (("loss", "fieldtint"), ("gain", "peertint"))  # side of nothing, colour
TALL = {True: 44, False: 50}  # pixels of a row of cells, on a phone and wide
HEAD = 46  # pixels above the cells: the name of what runs across, and its values


def surface(
    frame: pd.DataFrame, *, name: str, title: str, money: str = "USD", language: str = "ar", digits: str = "latn"
) -> Chart:
    """A chart of a frame of `outlook.surface`: a cell for each pair of values, the first assumption from row to row.

    Values run left to right and upwards in both languages, the least at the lower left; a line parts gains from losses.
    """
    rows = records(frame)
    heads = [own(rows[0], f"{axis}_label", language) for axis in ("first", "second")] if rows else ["", ""]
    return finish(
        frame, name=name, title=title, unit=counted_in(rows, money, language, digits),
        alt=in_words(rows, heads, title, money, language, digits), language=language, digits=digits,
        draw=lambda width: drawn(rows, heads, width, money, language, digits),
        columns=[*heads, wording.words("charts.surface.value", language)],
        rows=[[wording.number(row["at_first"], row["first_unit"], language, digits),
               wording.number(row["at_second"], row["second_unit"], language, digits),
               signed(row["value"], money, language, digits)] for row in rows],
        exact=[EXACT, *([row[column] for column in EXACT] for row in rows)], numeric=(0, 1, 2), key=signs(rows, language),
    )  # fmt: skip


def counted_in(rows: list[dict[str, Any]], money: str, language: str, digits: str) -> str:
    """What the cells hold, and in which unit."""
    scale = wording.scale_of([row["value"] for row in rows], money, language)[1]
    return wording.format(wording.words("charts.surface.unit", language), {"scale": scale}, language, digits)


def side(row: Any) -> str:
    """On which side of nothing a mean lies."""
    return "gain" if row["value"] >= 0 else "loss"


def signs(rows: list[dict[str, Any]], language: str) -> list[tuple[str, str, str]]:
    """The key: only what occurs."""
    return [("cell", colour, wording.words(f"charts.surface.{name}", language)) for name, colour in SIDES
            if any(side(row) == name for row in rows)]  # fmt: skip


def in_words(
    rows: list[dict[str, Any]], heads: list[str], title: str, money: str, language: str, digits: str
) -> str:
    """The drawing for those who do not see it."""
    if not rows:
        return title
    ordered = sorted(rows, key=lambda row: row["value"])
    least, most = ordered[0], ordered[-1]
    return wording.format(wording.words("charts.surface.alt", language), {
        "title": title.rstrip("."), "first": heads[0], "second": heads[1],
        "least": signed(least["value"], money, language, digits), "most": signed(most["value"], money, language, digits),
    }, language, digits)  # fmt: skip


def drawn(rows: list[dict[str, Any]], heads: list[str], width: int, money: str, language: str, digits: str) -> Figure:
    """The drawing at a width."""
    narrow = width <= NARROW
    ups, across = (list(dict.fromkeys(row[f"at_{axis}"] for row in rows)) for axis in ("first", "second"))
    sheet = Sheet(language, digits, width, HEAD + TALL[narrow] * len(ups) + 30)
    divisor = wording.scale_of([row["value"] for row in rows], money, language)[0]
    names, below = ([sheet.number(value, bare(value, rows[0][f"{axis}_unit"], money)) for value in values]
                    for axis, values in (("first", ups), ("second", across)))  # fmt: skip
    left = max(sheet.measure(text, SMALL) for text in names) + 10
    start, end = (2, left) if sheet.rtl else (left, 2)
    ax = sheet.axes(start=start, end=end, top=24, bottom=HEAD)
    ax.set_xlim(0, len(across))
    ax.set_ylim(0, len(ups))
    size = SMALL if narrow else LABEL
    colours, placed = dict(SIDES), {(row["at_first"], row["at_second"]): row for row in rows}
    for up, value in enumerate(ups):
        sheet.note(ax, 0, up + 0.5, names[up], dx=-8, ha="right", size=SMALL, colour="ink2", halo=False)
        for right, other in enumerate(across):
            row = placed[value, other]
            ax.block(right + 0.02, up + 0.5, 0.96, 0.94, color=LIGHT[colours[side(row)]], linewidth=0, zorder=2)
            sheet.note(ax, right + 0.5, up + 0.5, sheet.number(rounded(row["value"] / divisor)), ha="center", size=size,
                       bold=side(row) == "gain", halo=False)
    for right, text in enumerate(below):
        sheet.note(ax, right + 0.5, 0, text, dy=-8, ha="center", va="top", size=SMALL, colour="ink2", halo=False)
    borders(ax, [[side(placed[value, other]) for other in across] for value in ups])
    sheet.note(ax, 0, len(ups), heads[0], dy=12, size=SMALL, bold=True, halo=False)
    sheet.note(ax, len(across) / 2, 0, heads[1], dy=-28, ha="center", va="top", size=SMALL, bold=True, halo=False)
    return sheet.figure


def bare(value: Any, unit: str, money: str) -> str | None:
    """The unit of a value of an axis, a currency unsaid: the line under the title names it."""
    return unit if unit != money else f"{money}:bare" if value else None


def rounded(value: Any) -> Any:
    """An amount in the unit of the chart, to a tenth."""
    return value.quantize(Decimal("0.1"))


def borders(ax: Panel, sides: list[list[str]]) -> None:
    """Draw a line wherever a gain lies beside a loss."""
    look = {"color": LIGHT["ink"], "linewidth": 2, "zorder": 4, "solid_capstyle": "projecting"}
    for up, row in enumerate(sides):
        for right, here in enumerate(row):
            if right and row[right - 1] != here:
                ax.line((right, right), (up, up + 1), **look)
            if up and sides[up - 1][right] != here:
                ax.line((right, right + 1), (up, up), **look)
