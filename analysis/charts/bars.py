"""Sizes as bars, with a tick for every published reading of each."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from .. import language as wording
from ..provenance import counted
from ..style import LABEL, LIGHT, NARROW, SMALL
from .chart import Chart, finish
from .panel import Panel
from .rows import LISTED, foremost, own, records, some_of, those, tones
from .sheet import Sheet, money_ticks
from .timeline import powers, unit_line

MOST = 24  # rows drawn: bars that one screen holds
COLUMNS = ("deals.deal", "deals.buyer", "deals.year", "deals.kind", "deals.nominal", "charts.bars.shown", "deals.range",
           "deals.readings", "confidence.title")  # fmt: skip
EXACT = ["deal_id", "target", "acquirer", "announced", "price_usd", "value", "currency", "price_year", "readings", "bases",
         "basis", "confidence", "sources"]  # fmt: skip


def bars(
    frame: pd.DataFrame, *, name: str, title: str, money: str = "USD", scale: str = "linear",
    left_out: pd.DataFrame | None = None, language: str = "ar", digits: str = "latn",
) -> Chart:  # fmt: skip
    """A chart of a frame of `deals.by_size`, largest first; bars grow from where reading begins.

    `scale` is "linear" or "log"; a bar of a logarithmic scale begins at its lowest line, which its unit line says. The
    24 largest are drawn, the deal in question always among them; the table lists LISTED.
    """
    if scale not in ("log", "linear"):
        raise ValueError(f'bars, scale: found "{scale}", expected log or linear. Write one of the two.')
    kept = foremost(those(frame, frame["value"] > 0), MOST)
    table = foremost(frame, LISTED)
    every, first = records(table), records(kept)
    return finish(
        frame, name=name, title=title, unit=unit_line(frame, money, scale, language, digits),
        alt=in_words(kept, title, money, language, digits), language=language, digits=digits,
        draw=lambda width: drawn(first, width, money, scale, language, digits),
        columns=[wording.words(column, language) for column in COLUMNS],
        rows=[shown(row, money, language, digits) for row in every],
        exact=[EXACT, *([row.get(column) for column in EXACT] for row in every)],
        numeric=(2, 4, 5, 6, 7), left_out=left_out, empty=kept.empty,
        key=[*tones(kept, "bar", language), ("rug", "ink", wording.words("charts.ranges.reading", language))],
        note=some_of(frame, kept, table, "value", language, digits, money), listed=table,
    )  # fmt: skip


def ends(row: Any) -> tuple[Decimal, Decimal]:
    """The lowest and the highest published reading."""
    readings = list(row["readings"]) or [row["value"]]
    return min(readings), max(readings)


def shown(row: Any, money: str, language: str, digits: str) -> list[str]:
    """One deal as the table below the chart says it."""
    return [
        own(row, "target", language), own(row, "acquirer_name", language),
        wording.number(int(row["year"]), "year", language, digits), own(row, "kind_name", language),
        wording.number(row["price_usd"], "USD:2", language, digits),
        wording.number(row["value"], f"{money}:2", language, digits),
        wording.span(*ends(row), money, language, digits),
        wording.number(counted(row["readings"], len(set(row["reading_ids"]))), None, language, digits),
        wording.words(f"confidence.{row['confidence']}", language),
    ]  # fmt: skip


def in_words(frame: pd.DataFrame, title: str, money: str, language: str, digits: str) -> str:
    """The drawing for those who do not see it."""
    if frame.empty:
        return title
    most, least = frame.iloc[0], frame.iloc[-1]
    template = wording.words("charts.bars.alt", language).replace(":money", f":{money}")
    return wording.format(template, {
        "count": counted(frame["value"]), "title": title.rstrip("."),
        "largest": own(most, "target", language), "most": most["value"],
        "smallest": own(least, "target", language), "least": least["value"],
    }, language, digits)  # fmt: skip


def drawn(rows: list[dict[str, Any]], width: int, money: str, scale: str, language: str, digits: str) -> Figure:
    """The drawing at a width."""
    narrow, log = width <= NARROW, scale == "log"
    sheet = Sheet(language, digits, width, (58 if narrow else 36) * len(rows) + 30)
    divisor = Decimal(1) if log else wording.scale_of([row["value"] for row in rows], money, language)[0]
    values = [float(row["value"] / divisor) for row in rows]
    spans = [tuple(float(end / divisor) for end in ends(row)) for row in rows]
    texts = [
        sheet.number(row["value"], f"{money}:bare") if log else bare(sheet, row["value"] / divisor)
        for row in rows
    ]
    room = max(sheet.measure(text, bold=True) for text in texts) + 14
    several = len({row["acquirer"] for row in rows}) > 1
    names = 2 if narrow else max(name_width(sheet, row, several) for row in rows) + 14
    ax = sheet.axes(start=names, end=room, top=26, bottom=4)
    sheet.rows(ax, len(rows))
    base = axis(sheet, ax, values, spans, money, log)
    lift, thick = (0.14, 0.28) if narrow else (-0.07, 0.46)
    for place, (row, value) in enumerate(zip(rows, values, strict=True)):
        ax.block(base, place + lift, value - base, thick, facecolor=LIGHT[row["tone"]], linewidth=0)
    for place, (row, value, span, text) in enumerate(zip(rows, values, spans, texts, strict=True)):
        ink, y = "dealtext" if row["tone"] == "deal" else "ink", place + lift
        ticks_under(ax, row, span, divisor, y + thick / 2 + 0.1)
        sheet.text(ax, max(value, span[1]), y, text, "start", LABEL, ink, True, dx=7, halo=True)
        label = sheet.row_label(ax, place - (0.25 if narrow else 0.07), own(row, "target", language), colour=ink, bold=True)
        sheet.beside(ax, label, detail(sheet, row, several))
    return sheet.figure


def bare(sheet: Sheet, value: Decimal) -> str:
    """An amount in the unit of the chart; below one the second decimal decides."""
    return sheet.number(value, decimals=2 if value < 1 else None)


def detail(sheet: Sheet, row: Any, several: bool) -> str:
    """The kind and the year of a deal; where there are several buyers its buyer in place of the kind."""
    told = own(row, "acquirer_name" if several else "kind_name", sheet.language)
    if several and wording.direction(sheet.language) == "rtl":
        told = wording.isolate(told, sheet.language)
    return wording.words("charts.pause", sheet.language).join([told, sheet.number(int(row["year"]), "year")])


def name_width(sheet: Sheet, row: Any, several: bool) -> float:
    """How much room a deal's name and detail take."""
    name = sheet.measure(own(row, "target", sheet.language), bold=True)
    return name + 8 + sheet.measure(detail(sheet, row, several), SMALL)


def axis(sheet: Sheet, ax: Panel, values: list[float], spans: list[tuple[float, ...]], money: str, log: bool) -> float:
    """Set the scale of the bars and draw its lines; what is returned is where bars begin."""
    most = max(max(values), max(span[-1] for span in spans))
    least = min(min(values), min(span[0] for span in spans))
    ticks = [tick for tick in powers(least / 2, most) if float(tick) <= most] if log else money_ticks(Decimal(str(most)))
    base = 0.0 if not log else float(ticks[0]) if ticks and float(ticks[0]) < least else least / 1.7
    if log:
        ax.set_xscale("log")
        ax.xaxis.set_minor_locator(NullLocator())
    ax.set(xticks=[])
    ax.set_xlim((most, base) if sheet.rtl else (base, most))
    edge = None
    for tick in ticks:
        ax.upright(float(tick), color=LIGHT["ink2" if float(tick) == base else "grid"], linewidth=1, zorder=0)
        text = sheet.number(tick, f"{money}:bare" if log else None)
        written = sheet.of_scale(sheet.text(ax, float(tick), -0.5, text, "middle", SMALL, "ink2", va="bottom", dy=-5))
        if edge is not None and not sheet.free(written, [edge], 6):
            written.remove()
            continue
        edge = sheet.box(written)
        if edge.x0 < 0 or edge.x1 > sheet.width:
            written.remove()
    return base


def ticks_under(ax: Panel, row: Any, span: tuple[float, ...], divisor: Decimal, below: float) -> None:
    """Draw every published reading under a bar that has more than one."""
    seen = sorted({float(value / divisor) for value in row["readings"]})
    if len(seen) > 1:
        ax.line([span[0], span[1]], [below, below], color=LIGHT["ink"], linewidth=1.2, solid_capstyle="butt")
        ticks = [((at, below - 0.09), (at, below + 0.09)) for at in seen]
        ax.add_collection(LineCollection(ticks, colors=LIGHT["ink"], linewidths=1.5), autolim=False)
