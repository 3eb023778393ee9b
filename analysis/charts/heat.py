"""Counts from one to another as a matrix; what was not published is hatched, never blank and never zero."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from .. import language as wording
from .. import style
from ..provenance import counted
from ..style import LABEL, LIGHT, NARROW, SMALL
from .chart import Chart, finish
from .panel import Panel
from .rows import own, records
from .sheet import Sheet

LEVELS = ((1, "step1"), (3, "step2"), (6, "step3"), (10, "step4"))
SMALLEST = 12  # pixels of a name on a phone
ROWS, ACROSS = 7, {True: 4, False: 7}  # places drawn; the table holds all
COLUMNS = ("talent.from", "talent.to", "charts.heat.people", "charts.heat.readings", "confidence.title")
EXACT = ["from_lab", "to_lab", "low", "high", "periods", "flow_ids", "confidence", "sources"]


def heat(frame: pd.DataFrame, *, name: str, title: str, language: str = "ar", digits: str = "latn") -> Chart:
    """A chart of a frame of `talent.flow_people`: rows are where people left, columns where they went.

    Both follow the direction of reading. The places with the most counted moves are drawn, no more than a phone can
    hold; all pairs stand in the table.
    """
    every = records(frame)
    return finish(
        frame, name=name, title=title, unit=wording.words("charts.heat.unit", language),
        alt=in_words(frame, title, language, digits), language=language, digits=digits,
        draw=lambda width: drawn(frame, every, width, language, digits),
        columns=[wording.words(column, language) for column in COLUMNS],
        rows=[shown(row, language, digits) for row in every],
        exact=[EXACT, *([row.get(column) for column in EXACT] for row in every)], numeric=(2, 3),
        key=signs(language, digits), note=left_out(frame, language, digits),
    )  # fmt: skip


def shown(row: Any, language: str, digits: str) -> list[str]:
    """One pair as the table below the chart says it."""
    return [
        own(row, "from_name", language), own(row, "to_name", language),
        wording.span(row["low"], row["high"], None, language, digits),
        wording.number(row["readings"], None, language, digits),
        wording.words(f"confidence.{row['confidence']}", language),
    ]  # fmt: skip


def places(frame: pd.DataFrame, side: str, most: int) -> list[str]:
    """The ends with the most counted moves, in that order."""
    totals: dict[str, Decimal] = {}
    for lab, high in zip(frame[side], frame["high"], strict=True):
        totals[lab] = totals.get(lab, Decimal(0)) + high
    return sorted(totals, key=lambda lab: (-totals[lab], lab))[:most]


def left_out(frame: pd.DataFrame, language: str, digits: str) -> str:
    """How many pairs each drawing leaves to the table, and what the initials on a phone stand for."""
    rows, names = places(frame, "from_lab", ROWS), names_of(records(frame), language)
    wide, phone = (
        counted(frame.loc[frame["from_lab"].isin(rows) & frame["to_lab"].isin(places(frame, "to_lab", across)), "high"])
        for across in (ACROSS[False], ACROSS[True])
    )
    key = "charts.first_only" if phone == wide else "charts.heat.some"
    values = {"shown": wide, "phone": phone, "count": counted(frame["high"])}
    said = wording.format(wording.words(key, language), values, language, digits)
    short = [names[lab] for lab, lines in narrow_heads(frame, language, digits).items() if lines == [initials(names[lab])]]
    notes = [f"{initials(name)}: {name}." for name in short] + ([said] if phone < len(frame) else [])
    return wording.strung(" ", notes)


def names_of(rows: list[dict[str, Any]], language: str) -> dict[str, str]:
    """The name of each place."""
    return {row[f"{end}_lab"]: own(row, f"{end}_name", language) for row in rows for end in ("from", "to")}


def narrow_heads(frame: pd.DataFrame, language: str, digits: str) -> dict[str, list[str]]:
    """The headings of the columns on a phone, whose initials the note below the chart explains."""
    with style.context():
        sheet, names = Sheet(language, digits, NARROW, 1), names_of(records(frame), language)
        across = places(frame, "to_lab", ACROSS[True])
        start = names_room(sheet, [names[lab] for lab in places(frame, "from_lab", ROWS)], SMALLEST)
        return {lab: fitted(sheet, names[lab], (NARROW - start) / len(across) - 6, SMALLEST) for lab in across}


def names_room(sheet: Sheet, names: list[str], size: float) -> float:
    """How much room the names of the rows take."""
    return max((sheet.measure(line, size, True) for name in names for line in broken(name)), default=0.0) + 14


def in_words(frame: pd.DataFrame, title: str, language: str, digits: str) -> str:
    """The drawing for those who do not see it."""
    if frame.empty:
        return title
    first = frame.iloc[0]
    return wording.format(wording.words("charts.heat.alt", language), {
        "count": counted(frame["high"]), "title": title.rstrip("."), "from_name": own(first, "from_name", language),
        "to_name": own(first, "to_name", language), "most": first["high"],
    }, language, digits)  # fmt: skip


def signs(language: str, digits: str) -> list[tuple[str, str, str]]:
    """The key: the steps of colour, and the hatch."""
    texts, low = [], 1
    for high, step in LEVELS:
        texts.append(("cell", step, wording.span(low, high, None, language, digits)))
        low = high + 1
    more = wording.words("value.more_than", language).format(wording.number(LEVELS[-1][0], None, language, digits))
    return [*texts, ("cell", "step5", more), ("hatch", "rule", wording.words("charts.heat.unknown", language))]


def level(high: Any) -> int:
    """The step of colour of a count, from 0 to 4."""
    return next((place for place, (limit, _) in enumerate(LEVELS) if high <= limit), len(LEVELS))


def drawn(frame: pd.DataFrame, every: list[dict[str, Any]], width: int, language: str, digits: str) -> Figure:
    """The drawing at a width."""
    narrow = width <= NARROW
    rows, across = places(frame, "from_lab", ROWS), places(frame, "to_lab", ACROSS[narrow])
    counts = {(row["from_lab"], row["to_lab"]): row for row in every}
    names = names_of(every, language)
    size = SMALLEST if narrow else LABEL
    sheet = Sheet(language, digits, width, 1)
    start = names_room(sheet, [names[lab] for lab in rows], size)
    heads = {lab: fitted(sheet, names[lab], (width - start) / len(across) - 6, size) for lab in across}
    top = 16 * max(map(len, heads.values())) + 16
    sheet = Sheet(language, digits, width, (48 if narrow else 56) * len(rows) + top + 6)
    ax = sheet.axes(start=start, end=2, top=top, bottom=6)
    steps = [[level(counts[pair]["high"]) if (pair := (one, other)) in counts else None for other in across] for one in rows]
    colours = ListedColormap([LIGHT[f"step{n}"] for n in range(1, 6)])
    sns.heatmap(
        pd.DataFrame(steps, dtype=float),
        ax=ax,
        cmap=colours,
        vmin=-0.5,
        vmax=4.5,
        cbar=False,
        linewidths=3,
        linecolor=LIGHT["paper"],
        xticklabels=False,
        yticklabels=False,
        rasterized=False,
    )
    ax.set(xlim=(len(across), 0) if sheet.rtl else (0, len(across)), ylim=(len(rows), 0), xlabel="", ylabel="")
    ax.set(xticks=[], yticks=[])
    for r, one in enumerate(rows):
        tone = "dealtext" if one == "meta" else "ink"
        stack(sheet, ax, 0, r + 0.5, broken(names[one]), size, tone, "end", -8, 0)
        for c, other in enumerate(across):
            cell(sheet, ax, r, c, counts.get((one, other)), one == other)
    for c, other in enumerate(across):
        tone = "dealtext" if other == "meta" else "ink"
        stack(sheet, ax, c + 0.5, 0, heads[other], size, tone, "middle", 0, -8 - 8 * len(heads[other]))
    return sheet.figure


def broken(name: str) -> list[str]:
    """A name over two lines where it is long."""
    words = name.split()
    if len(name) <= 10 or len(words) < 2:
        return [name]
    half = (len(words) + 1) // 2
    return [" ".join(words[:half]), " ".join(words[half:])]


def fitted(sheet: Sheet, name: str, room: float, size: float) -> list[str]:
    """A name over as few lines as fit a column; initials where one of its words does not."""
    lines: list[str] = []
    for word in name.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and sheet.measure(longer, size, True) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines if all(sheet.measure(line, size, True) <= room for line in lines) else [initials(name)]


def initials(name: str) -> str:
    """The first letters of a name's words, or of one word its first seven letters."""
    words = name.split()
    return "".join(word[0] for word in words) if len(words) > 1 else f"{name[:6]}."


def stack(
    sheet: Sheet, ax: Panel, x: float, y: float, lines: list[str], size: float, tone: str, anchor: str, dx: float, dy: float
) -> None:
    """Write a name of one or two lines."""
    for place, line in enumerate(lines):
        down = dy + 16 * (place - (len(lines) - 1) / 2)
        sheet.text(ax, x, y, line, anchor, size, tone, True, dx=dx, dy=down)


def cell(sheet: Sheet, ax: Panel, r: int, c: int, row: Any, same: bool) -> None:
    """The count of one cell, or the sign that none was published."""
    if same:
        ax.block(c + 0.03, r + 0.5, 0.94, 0.94, facecolor=LIGHT["panel"], linewidth=0)
    elif row is None:
        look = {"facecolor": LIGHT["paper"], "edgecolor": LIGHT["rule"], "hatch": "////", "linewidth": 0}
        ax.block(c + 0.03, r + 0.5, 0.94, 0.94, **look)
        sheet.text(
            ax, c + 0.5, r + 0.5, wording.words("value.unknown_mark", sheet.language), "middle", SMALL, "ink3", halo=True
        )
    else:
        text = wording.span(row["low"], row["high"], None, sheet.language, sheet.digits)
        size = 17 if not sheet.narrow else LABEL if len(text) < 3 else 11.5
        colour = "onstep" if level(row["high"]) >= 3 else "ink"
        sheet.text(ax, c + 0.5, r + 0.5, text, "middle", size, colour, True)
