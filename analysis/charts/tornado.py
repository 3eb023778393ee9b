"""What each assumption does to the answer: one bar from its low end to its high end, the one that moves most on top."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .. import language as wording
from ..style import LIGHT, NARROW, SMALL
from .belief import below, signed
from .chart import Chart, finish
from .rows import own, records
from .sheet import Sheet

ENDS = (("low", "field"), ("high", "peer"))  # end of the assumption, colour of its half
EXACT = ["row", "at_low", "low", "at_high", "high", "base"]


def tornado(
    frame: pd.DataFrame, *, name: str, title: str, unit: str, money: str = "USD", language: str = "ar", digits: str = "latn"
) -> Chart:
    """A chart of a frame of `outlook.tornado`: the answer with one assumption at either end and the others as given.

    Values run left to right in both languages; the names of the assumptions stand where reading begins.
    """
    rows = records(frame)
    return finish(
        frame, name=name, title=title, unit=unit, alt=in_words(rows, title, language, digits), language=language,
        digits=digits, draw=lambda width: drawn(rows, width, money, language, digits),
        columns=[wording.words(f"charts.tornado.{key}", language) for key in ("what", "low", "at_low", "high", "at_high")],
        rows=[shown(row, money, language, digits) for row in rows],
        exact=[EXACT, *([row.get(column) for column in EXACT] for row in rows)], numeric=(1, 2, 3, 4),
        key=[("bar", colour, wording.words(f"charts.tornado.{end}_end", language)) for end, colour in ENDS] if rows else [],
    )  # fmt: skip


def shown(row: Any, money: str, language: str, digits: str) -> list[str]:
    """One assumption as the table below the chart says it."""
    ends = [wording.number(row[f"at_{end}"], row["unit"], language, digits) for end, _ in ENDS]
    values = [signed(row[end], money, language, digits) for end, _ in ENDS]
    return [own(row, "label", language), ends[0], values[0], ends[1], values[1]]


def in_words(rows: list[dict[str, Any]], title: str, language: str, digits: str) -> str:
    """The drawing for those who do not see it."""
    if not rows:
        return title
    return wording.format(wording.words("charts.tornado.alt", language), {
        "title": title.rstrip("."), "first": own(rows[0], "label", language), "last": own(rows[-1], "label", language),
    }, language, digits)  # fmt: skip


def drawn(rows: list[dict[str, Any]], width: int, money: str, language: str, digits: str) -> Figure:
    """The drawing at a width; on a phone the names stand above their bars."""
    narrow = width <= NARROW
    sheet = Sheet(language, digits, width, (60 if narrow else 46) * len(rows) + 12 + 34)
    names = [own(row, "label", language) for row in rows]
    ends = {(n, end): sheet.number(row[f"at_{end}"], row["unit"]) for n, row in enumerate(rows) for end, _ in ENDS}
    room = max(sheet.measure(text, SMALL) for text in ends.values()) + 16
    start = room + (0 if narrow else max(sheet.measure(text, bold=True) for text in names) + 14)
    ax = sheet.axes(start=start, end=room, top=12, bottom=34)
    sheet.rows(ax, len(rows))
    values = [row[end] for row in rows for end in ("low", "high", "base")]
    low, high = min([*values, 0]), max([*values, 0])
    pad = (high - low) / 50 or 1
    ax.set_xlim(float(low - pad), float(high + pad))
    below(sheet, ax, low, high, money)
    for place, row in enumerate(rows):
        y = place + (0.2 if narrow else 0)
        sheet.row_label(ax, place - 0.22 if narrow else place, names[place], bold=True, halo=True)
        base = float(row["base"])
        for end, colour in ENDS:
            value = float(row[end])
            ax.block(min(base, value), y, abs(value - base), 0.46, color=LIGHT[colour], linewidth=0, zorder=2)
            beyond = value >= base if row["low"] != row["high"] else end == "high"
            sheet.note(ax, value, y, ends[place, end], 6 if beyond else -6, 0, "left" if beyond else "right", SMALL, "ink2")
    ax.upright(float(rows[0]["base"]), color=LIGHT["ink"], linewidth=1.5, linestyle=(0, (4, 3)), zorder=3)
    ax.upright(0.0, color=LIGHT["ink2"], linewidth=1, zorder=1)
    return sheet.figure
