"""Amounts in rows, a mark for each kind of figure, against values that would have to be reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .. import language as wording
from ..provenance import counted
from ..style import LABEL, LIGHT, NARROW, SMALL
from .chart import Chart, finish
from .panel import Panel
from .rows import known, own, records
from .sheet import Sheet, money_ticks

COLUMNS = ("charts.amounts.what", "charts.amounts.kind", "deals.value", "deals.readings", "confidence.title")
EXACT = ["row", "kind", "period", "value", "low", "high", "gain_low", "gain_high", "ids", "confidence", "sources"]
SHAPES = {"dot": "dot", "diamond": "diamond", "ring": "ring", "range": "pill", "assumed": "cell"}  # of a look in the key
TINTS = {"diamond": "ink2", "assumed": "peertint"}  # looks that are not in the colour of their row
SPANS = ("range", "assumed")
Lines = Sequence[Mapping[str, Any]]


def amounts(
    frame: pd.DataFrame, *, name: str, title: str, unit: str, money: str = "USD", lines: Lines = (), language: str = "ar",
    digits: str = "latn",
) -> Chart:  # fmt: skip
    """A chart of rows with label, value, low, high, tone, kind_label and the look of their kind, in the frame's order.

    `look` is "dot" (it happened), "diamond" (another definition), "ring" (it did not happen or was not closed), "range"
    (only its two ends mean something) or "assumed" (a range that rests on an assumption, in a dashed frame). `period`,
    where a row has one, stands with its label. `lines` are the values of `scale.thresholds`, drawn from top to bottom.
    `money` is the unit of all values, "times" and "percent" among them. Amounts run left to right from zero in both
    languages.
    """
    every = records(frame)
    return finish(
        frame, name=name, title=title, unit=unit, alt=in_words(every, lines, title, money, language, digits),
        language=language, digits=digits, draw=lambda width: drawn(every, lines, width, money, language, digits),
        columns=heads(every, language), rows=[shown(row, gains(every), money, language, digits) for row in every],
        exact=[EXACT, *([row.get(column) for column in EXACT] for row in every)],
        numeric=(2, 3, 4) if gains(every) else (2, 3), key=signs(every, lines, language),
    )  # fmt: skip


def gains(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether rows say what is gained or lost at them."""
    return any(known(row.get("gain_low")) for row in rows)


def heads(rows: Sequence[Mapping[str, Any]], language: str) -> list[str]:
    """The headings of the table below the chart."""
    keys = [*COLUMNS[:3], *(["charts.amounts.outcome"] if gains(rows) else []), *COLUMNS[3:]]
    return [wording.words(key, language) for key in keys]


def shown(row: Mapping[str, Any], gain: bool, money: str, language: str, digits: str) -> list[str]:
    """One row as the table says it."""
    return [
        called(row, language, digits), own(row, "kind_label", language), written(row, money, language, digits),
        *([outcome(row, money, language, digits)] if gain else []),
        wording.number(row["readings"], None, language, digits), wording.words(f"confidence.{row['confidence']}", language),
    ]  # fmt: skip


def called(row: Mapping[str, Any], language: str, digits: str) -> str:
    """The name of a row with its date."""
    name, date = own(row, "label", language), row.get("period")
    if not known(date):
        return name
    return wording.words("charts.pause", language).join([name, wording.date(date, language, digits)])


def written(row: Mapping[str, Any], money: str, language: str, digits: str) -> str:
    """The value of a row; a range by its ends."""
    unit = None if money == "times" else money
    ends = (row["low"], row["high"]) if row["look"] in SPANS else (row["value"], row["value"])
    return wording.span(*ends, unit, language, digits)


def outcome(row: Mapping[str, Any], money: str, language: str, digits: str) -> str:
    """What is gained or lost at a row; from a loss to a gain both are named."""
    low, high = row["gain_low"], row["gain_high"]
    if not known(low):
        return wording.words("value.empty_cell", language)
    if low < 0 < high:
        both = {"loss": -low, "gain": high}
        return wording.format(wording.words("charts.amounts.either", language).replace(":money", f":{money}"), both,
                              language, digits)  # fmt: skip
    key, ends = ("loss", (-high, -low)) if high <= 0 else ("gain", (low, high))
    template = wording.words(f"charts.amounts.{key}", language).replace(":money", f":{money}")
    return wording.format(template, {"range": ends if ends[0] != ends[1] else ends[0]}, language, digits)


def in_words(rows: list[dict[str, Any]], lines: Lines, title: str, money: str, language: str, digits: str) -> str:
    """The drawing for those who do not see it: the first rows and the last, and what they are held against."""
    if not rows:
        return title
    said = wording.format(wording.words("charts.amounts.alt", language), {
        "count": counted(row["value"] for row in rows), "title": title.rstrip("."),
    }, language, digits)  # fmt: skip
    told = [(called(row, language, digits), written(row, money, language, digits)) for row in rows[:3]]
    told += [(own(line, "label", language), wording.number(line["value"], money, language, digits)) for line in lines]
    return wording.strung(" ", [said, *(wording.strung("", [name, ": ", value, "."]) for name, value in told)])


def signs(rows: list[dict[str, Any]], lines: Lines, language: str) -> list[tuple[str, str, str]]:
    """The key: what each mark is, in the colour of its first row."""
    found: dict[str, tuple[str, str, str]] = {}
    for row in rows:
        colour = TINTS.get(row["look"], row["tone"])
        found.setdefault(row["kind"], (SHAPES[row["look"]], colour, own(row, "kind_label", language)))
    return [*found.values(), *((str(line["look"]), "ink2", own(line, "label", language)) for line in lines)]


def drawn(rows: list[dict[str, Any]], lines: Lines, width: int, money: str, language: str, digits: str) -> Figure:
    """The drawing at a width; on a phone the names stand above the marks."""
    narrow = width <= NARROW
    head, foot = 14 + 20 * len(lines), 34
    second = 18 if gains(rows) and narrow else 0
    sheet = Sheet(language, digits, width, (54 + second if narrow else 44) * len(rows) + head + foot)
    names = [called(row, language, digits) for row in rows]
    room = 16 if narrow else max(sheet.measure(name, bold=row["tone"] == "deal")
                                 for name, row in zip(names, rows, strict=True)) + 24
    most = max([row["high"] for row in rows] + [line["value"] for line in lines])
    start, end = (16, room) if sheet.rtl else (room, 16)
    ax = sheet.axes(start=end, end=start, top=head, bottom=foot) if sheet.rtl else sheet.axes(
        start=start, end=end, top=head, bottom=foot)
    sheet.rows(ax, len(rows))
    space = max(sheet.measure(label(sheet, row, money), bold=True) for row in rows) + 22
    inner = ax.get_window_extent().width
    furthest = max(float(row["high"]) for row in rows)
    ax.set_xlim(0, max(float(most) * 1.03, furthest * inner / max(inner - space, 60)))
    axis(sheet, ax, money_ticks(most), money, len(rows))
    named = 0.26 if not second else 0.3
    heights = [place + (0.16 if narrow and not second else 0) for place in range(len(rows))]
    reached(sheet, ax, lines, money, head, heights if second else [])
    for place, (name, row) in enumerate(zip(names, rows, strict=True)):
        mark(ax, row, heights[place])
        ours = row["tone"] == "deal"
        sheet.row_label(ax, place - (named if narrow else 0), name, colour="dealtext" if ours else "ink", bold=ours,
                        halo=narrow)
        if second:
            under(sheet, ax, row, place + 0.28, money)
        else:
            beside(sheet, ax, row, heights[place], money, [float(line["value"]) for line in lines])
    return sheet.figure


def label(sheet: Sheet, row: Mapping[str, Any], money: str) -> str:
    """The value beside a mark; the unit stands above the drawing."""
    return written(row, bare(money), sheet.language, sheet.digits)


def bare(money: str) -> str:
    """The unit of a label: an amount of money is bare of its currency, which stands above the drawing."""
    return money if money in ("times", "percent") else f"{money}:bare"


def axis(sheet: Sheet, ax: Panel, ticks: list[Decimal], money: str, count: int) -> None:
    """The lines of the scale and their amounts below it, as many as there is room for."""
    last = None
    for tick in ticks:
        ax.upright(float(tick), color=LIGHT["ink2" if tick == 0 else "grid"], linewidth=1, zorder=0)
        text = sheet.number(tick, None if money == "times" or tick == 0 else bare(money))
        below = sheet.of_scale(sheet.text(ax, float(tick), count - 0.5, text, "middle", SMALL, "ink2", va="top", dy=8))
        if not sheet.free(below, [last] if last else [], 8):
            below.remove()
            continue
        last = sheet.box(below)


def reached(sheet: Sheet, ax: Panel, lines: Lines, money: str, head: float, heights: Sequence[float]) -> None:
    """Draw the values that would have to be reached, each with its name and amount above the rows.

    With heights the lines are drawn at those rows only, so that they cross no text between them.
    """
    left, right = ax.get_xlim()
    for place, line in enumerate(lines):
        at = float(line["value"])
        high = 1 + (head - 16 - 20 * place) / (ax.get_window_extent().height)
        dashed = {"linestyle": (0, (4, 3))} if line["look"] == "dashline" else {}
        if not heights:
            ax.upright(at, color=LIGHT["ink2"], linewidth=1.4, zorder=0.8, **dashed)
        for y in heights:
            ax.line([at, at], [y - 0.15, y + 0.15], color=LIGHT["ink2"], linewidth=1.4, zorder=0.8, **dashed)
        side = "right" if at > (left + right) / 2 else "left"
        said = wording.strung(": ", [own(line, "label", sheet.language), sheet.number(line["value"], f"{money}:bare")])
        sheet.note(ax, at, high, said, -4 if side == "right" else 4, 0, side, SMALL, "ink", halo=False,
                   coords=("data", "axes fraction"))


def mark(ax: Panel, row: Mapping[str, Any], y: float) -> None:
    """Draw one row: its guide, its range, its mark."""
    tone, look = LIGHT[row["tone"]], row["look"]
    ax.level(y, color=LIGHT["grid"], linewidth=1, zorder=0)
    low, high = float(row["low"]), float(row["high"])
    if look == "assumed":
        ax.block(low, y, high - low, 0.34, facecolor=LIGHT["peertint"], edgecolor=LIGHT["peer"], linewidth=1.2,
                 linestyle=(0, (4, 3)), zorder=1)
    elif low < high:
        colour = tone if look == "range" else LIGHT["fieldtint"]
        ax.line([low, high], [y, y], color=colour, linewidth=11 if look == "range" else 7, zorder=1)
    at = float(row["value"])
    if look == "dot":
        ax.line([0, at], [y, y], color=tone, linewidth=2, zorder=1.2)
        ax.mark(at, y, "o", markersize=13, color=tone, markeredgecolor=LIGHT["paper"], markeredgewidth=1.2, zorder=3)
    elif look == "diamond":
        ax.mark(at, y, "D", markersize=9, markerfacecolor=LIGHT["paper"], markeredgecolor=LIGHT["ink2"],
                markeredgewidth=1.6, zorder=3)
    elif look == "ring":
        ax.mark(at, y, "o", markersize=11, markerfacecolor=LIGHT["paper"], markeredgecolor=tone, markeredgewidth=1.8,
                zorder=3)


def inked(row: Mapping[str, Any]) -> str:
    """The colour of a row's value."""
    return "dealtext" if row["tone"] == "deal" else "ink" if row["look"] == "dot" else "ink2"


def under(sheet: Sheet, ax: Panel, row: Mapping[str, Any], place: float, money: str) -> None:
    """Write the value below a mark where reading begins, and on the same line what is gained or lost there."""
    value = sheet.row_label(ax, place, label(sheet, row, money), colour=inked(row), bold=True, halo=True)
    sheet.beside(ax, value, outcome(row, f"{money}:bare", sheet.language, sheet.digits))


def beside(sheet: Sheet, ax: Panel, row: Mapping[str, Any], y: float, money: str, lines: Sequence[float]) -> None:
    """Write the value to the right of a mark, with what is gained or lost; to the left where only there is no line."""
    said = outcome(row, f"{money}:bare", sheet.language, sheet.digits) if known(row.get("gain_low")) else ""
    value = label(sheet, row, money)
    wide = max(sheet.measure(value, bold=True), sheet.measure(said, SMALL) if said else 0)
    first, last, *at = (float(x) for x, _ in ax.transData.transform([(x, y) for x in (row["low"], row["high"], *lines)]))
    crossed = any(last < line < last + wide + 17 for line in at) and first - wide - 17 > ax.get_window_extent().x0
    end, away, ha = (float(row["low"]), -13, "right") if crossed else (float(row["high"]), 13, "left")
    sheet.note(ax, end, y, value, away, 9 if said else 0, ha, LABEL, inked(row), True)
    if said:
        sheet.note(ax, end, y, said, away, -9, ha, SMALL, "ink2")
