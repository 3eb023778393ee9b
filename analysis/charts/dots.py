"""Rates as dots, against a norm where there is one; another definition as an empty diamond."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .. import language as wording
from ..provenance import counted
from ..style import LABEL, LIGHT, NARROW, SMALL
from .chart import Chart, finish
from .panel import Panel
from .rows import known, records, those, unique, weakest
from .sheet import Sheet, money_ticks

EXACT = ["measure", "period", "value", "low", "high", "other", "readings", "sample", "definition", "confidence", "sources"]


def dots(
    frame: pd.DataFrame, *, name: str, title: str, unit: str = "percent", band: Mapping[str, Any] | None = None,
    zero: bool = False, spread: str = "", language: str = "ar", digits: str = "latn",
) -> Chart:  # fmt: skip
    """A chart of one measure for several labs or pairs: frames of `talent.rates`, `talent.beside`, the flow ratios, or of
    `models.pauses` and `models.standing`.

    `band` is the norm of `talent.band`, drawn as a tinted strip. `zero` begins the axis at nothing. `spread` says what
    low and high are where they are no readings of one figure: "spread" of many values, "interval" of a share. The axis
    has no midpoint to keep, but rates read as continuous amounts, so it runs left to right in both languages.
    """
    rows = plainly(frame, language)
    every = records(rows)
    told = [row | {"said": "value"} for row in every] if spread else every
    norm = band if band and band.get("low") is not None else None
    chart = finish(
        rows, name=name, title=title, unit=unit_line(frame, unit, language),
        alt=in_words(rows, title, unit, norm, language, digits), language=language, digits=digits,
        draw=lambda width: drawn(told, width, unit, norm, zero, language, digits), columns=columns(rows, language),
        rows=[shown(row, unit, "other" in rows, language, digits) for row in told],
        exact=[["label", *EXACT], *([row["label"], *(row.get(c) for c in EXACT)] for row in every)],
        numeric=(1, 2, 3) if "other" in rows else (1, 2), key=signs(rows, norm, spread, language, digits),
        note=definitions(frame, language), empty=not any(map(known, [*rows["value"], *rows.get("other", [])])),
    )  # fmt: skip
    return chart if norm is None else with_norm(chart, norm)


def with_norm(chart: Chart, norm: Mapping[str, Any]) -> Chart:
    """The chart citing the norm's pages too, graded no better than the norm."""
    return replace(
        chart, sources=unique([chart.sources, norm["sources"]]),
        confidence=weakest([chart.confidence, norm["confidence"]]),
        second_hand=chart.second_hand or bool(norm["second_hand"]),
    )  # fmt: skip


def plainly(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """The frame with the names that every form of it shares: label, value, low, high and, where it has one, other."""
    suffix = "_ar" if language == "ar" else ""
    label = frame[f"label{suffix}"] if "label" in frame else frame[f"name{suffix}"]
    pairs = {"value_pct": "value", "low_pct": "low", "high_pct": "high", "other_pct": "other"}
    return frame.rename(columns=pairs).assign(label=list(label)).reset_index(drop=True)


def unit_line(frame: pd.DataFrame, unit: str, language: str) -> str:
    """What the dots measure, by the measure's own name."""
    stated = [known(value) for value in frame.get("value_pct", frame.get("value", []))]
    measures = sorted(set(frame["measure"][stated])) if any(stated) else []
    key = measures[0] if len(measures) == 1 else "other"
    named = ("attrition_rate", "retention_rate", "visible_retention_rate", "ratio", "pause", "points_behind",
             "required_profit", "share_that_paid", "share_of_all")  # fmt: skip
    return wording.words(f"charts.dots.{key if key in named else 'other'}", language)


def definitions(frame: pd.DataFrame, language: str) -> str:
    """The definition as the source words it, and that no sample size was published where none was."""
    texts = list(dict.fromkeys(frame.get("definition_ar" if language == "ar" else "definition", [])))[:1]
    said = [f"{wording.words('charts.dots.definition', language)} {texts[0]}."] if texts and texts[0] else []
    if "sample" in frame and len(frame) and not any(map(known, frame["sample"])):
        said.append(wording.words("charts.dots.no_sample", language))
    return " ".join(said)


def columns(rows: pd.DataFrame, language: str) -> list[str]:
    """The headings of the table below the chart."""
    keys = ["charts.dots.who", "deals.value", "charts.dots.readings"]
    keys += ["charts.dots.other_column"] if "other" in rows else []
    return [wording.words(key, language) for key in [*keys, "confidence.title"]]


def shown(row: Any, unit: str, other: bool, language: str, digits: str) -> list[str]:
    """One row as the table says it."""
    empty = wording.words("value.empty_cell", language)
    value = written(row, unit, language, digits) if known(row["value"]) else empty
    cells = [str(row["label"]), value, wording.number(row["readings"], None, language, digits)]
    if other:
        cells.append(wording.number(row["other"], unit, language, digits) if known(row["other"]) else empty)
    return [*cells, wording.words(f"confidence.{row['confidence']}", language)]


def written(row: Any, unit: str, language: str, digits: str) -> str:
    """The value of a row, as a range where its sources round it differently."""
    if "said" in row:
        return wording.number(row["value"], unit_of_label(unit), language, digits)
    low, high = row["low"], row["high"]
    return wording.span(low, high, unit_of_label(unit), language, digits)


def unit_of_label(unit: str) -> str | None:
    """The unit that a label carries; a ratio is a bare number under its unit line."""
    return "percent" if unit == "percent" else None


def in_words(rows: pd.DataFrame, title: str, unit: str, norm: Mapping[str, Any] | None, language: str, digits: str) -> str:
    """The drawing for those who do not see it."""
    values = those(rows, map(known, rows["value"]))
    if values.empty:
        return title
    ordered = sorted(range(len(values)), key=lambda i: values["value"].iloc[i])
    least, most = values.iloc[ordered[0]], values.iloc[ordered[-1]]
    key = "charts.dots.alt" if len(values) > 1 else "charts.dots.alt_one"
    said = wording.format(wording.words(key, language), {
        "count": counted(values["value"]), "title": title.rstrip("."),
        "highest": str(most["label"]), "lowest": str(least["label"]),
        "high": wording.number(most["value"], unit_of_label(unit), language, digits),
        "low": wording.number(least["value"], unit_of_label(unit), language, digits),
    }, language, digits)  # fmt: skip
    usual = band_words(norm, language, digits) if norm else ""
    return wording.strung("", [said, " ", wording.kept(usual[0].upper() + str(usual)[1:], usual), "."]) if usual else said


def band_words(norm: Mapping[str, Any], language: str, digits: str) -> str:
    """The norm in words."""
    usual = {"range": (norm["low"], norm["high"])}
    return wording.format(wording.words("charts.dots.band", language), usual, language, digits)


def signs(
    rows: pd.DataFrame, norm: Mapping[str, Any] | None, spread: str, language: str, digits: str
) -> list[tuple[str, str, str]]:
    """The key: only what occurs."""
    found = []
    ours = rows[rows["tone"] == "deal"]
    if len(ours) and "from_lab" not in rows:
        found.append(("dot", "deal", str(ours["label"].iloc[0])))
        others = {"required_profit": "other_deals", "share_that_paid": "other_rules"}.get(ours["measure"].iloc[0], "others")
        found.append(("dot", "peer", wording.words(f"charts.dots.{others}", language)))
    if "other" in rows and any(map(known, rows["other"])):
        found.append(("diamond", "ink2", wording.words("charts.dots.other", language)))
    if spread:
        found.append(("pill", "peer", wording.words(f"charts.dots.{spread}", language)))
    if norm:
        found.append(("band", "fieldtint", band_words(norm, language, digits)))
    return found


def drawn(
    rows: list[dict[str, Any]], width: int, unit: str, norm: Mapping[str, Any] | None, zero: bool, language: str, digits: str
) -> Figure:
    """The drawing at a width."""
    narrow = width <= NARROW
    head = 40 if norm else 12
    sheet = Sheet(language, digits, width, (58 if narrow else 46) * len(rows) + head + 34)
    names = 14 if narrow else max(sheet.measure(str(text), bold=True) for text in (row["label"] for row in rows)) + 26
    room = 26 + max((sheet.measure(text, bold=True) for text in texts(rows, unit, language, digits)), default=0)
    if narrow:  # the names stand above the dots
        start, end = (room, names) if sheet.rtl else (names, room)
    else:
        start, end = (names + room, 14) if sheet.rtl else (names, room)
    ax = sheet.axes(start=start, end=end, top=head, bottom=34)
    sheet.rows(ax, len(rows))
    low, high = axis(sheet, ax, rows, unit, norm, zero)
    for place, row in enumerate(rows):
        one(sheet, ax, row, place, unit, (low, high), norm)
    drawable = [(place, row) for place, row in enumerate(rows) if known(row["value"])]
    points = [(float(row["value"]), place + (0.2 if narrow else 0)) for place, row in drawable]
    colours = [LIGHT["deal" if row["tone"] == "deal" else "peer"] for _, row in drawable]
    ax.dots(points, color=colours, size=15, edgecolor=LIGHT["paper"], linewidth=0, zorder=3)
    return sheet.figure


def texts(rows: list[dict[str, Any]], unit: str, language: str, digits: str) -> list[str]:
    """The labels of the values, which stand to the right of their dots."""
    values = [written(row, unit, language, digits) for row in rows if known(row["value"])]
    others = [row["other"] for row in rows if known(row.get("other"))]
    return values + [wording.number(value, unit_of_label(unit), language, digits) for value in others]


def axis(
    sheet: Sheet, ax: Panel, rows: list[dict[str, Any]], unit: str, norm: Mapping[str, Any] | None, zero: bool
) -> tuple[float, float]:
    """Set the scale across, draw its lines and the norm; its two ends are returned."""
    values = [row[name] for row in rows for name in ("value", "low", "high", "other") if known(row.get(name))]
    values += [norm["low"], norm["high"]] if norm else []
    most = Decimal(max(values))
    ticks = money_ticks(most) if zero or unit != "percent" else tens(min(values), most)
    pad = float(most) * 0.06
    low, high = float(ticks[0]) - (0 if ticks[0] == 0 else 5), max(float(most) + pad, float(ticks[-1]))
    ax.set_xlim(low, high)
    if norm:
        ax.axvspan(float(norm["low"]), float(norm["high"]), color=LIGHT["fieldtint"], linewidth=0, zorder=0)
        middle = float(norm["low"] + norm["high"]) / 2
        named = wording.words("charts.dots.norm", sheet.language)
        sheet.text(ax, middle, -0.5, named, "middle", SMALL, "ink2", va="bottom", dy=-6)
    for tick in ticks:
        ax.upright(float(tick), color=LIGHT["ink2" if tick == 0 else "grid"], linewidth=1, zorder=0)
        below = sheet.text(ax, float(tick), len(rows) - 0.5, sheet.number(tick), "middle", SMALL, "ink2", va="top", dy=8)
        sheet.of_scale(below)
    return low, high


def tens(least: Decimal, most: Decimal) -> list[Decimal]:
    """Whole tens around some percentages."""
    first, last = int(least // 10), int(-(-most // 10))
    return [Decimal(10 * n) for n in range(first, last + 1)]


def one(
    sheet: Sheet, ax: Panel, row: Any, place: int, unit: str, ends: tuple[float, float], norm: Mapping[str, Any] | None
) -> None:
    """Draw one row: its guide, its stem, its range, its labels."""
    ours = row["tone"] == "deal"
    tone, ink = ("deal", "dealtext") if ours else ("peer", "ink")
    y = place + (0.2 if sheet.narrow else 0)
    ax.line(list(ends), [y, y], color=LIGHT["grid"], linewidth=1, zorder=0)
    clear = sheet.narrow and norm is None  # an outline would show on the norm's tint
    sheet.row_label(ax, place - 0.2 if sheet.narrow else place, str(row["label"]), colour=ink, bold=True, halo=clear)
    other = row.get("other")
    if known(row["value"]):
        stem = float(norm["high"]) if norm else max(ends[0], 0.0)
        ax.line([stem, float(row["value"])], [y, y], color=LIGHT[tone], linewidth=2, zorder=1)
        if row["low"] < row["high"]:
            ax.line([float(row["low"]), float(row["high"])], [y, y], color=LIGHT[tone], linewidth=9, zorder=2)
        text, far = written(row, unit, sheet.language, sheet.digits), float(max(row["high"], row["value"]))
        below = known(other) and float(other) > far and pixels(ax, far, float(other)) < sheet.measure(text, bold=True) + 24
        beside(sheet, ax, far, y, text, 13, below, ink, True)
    if known(other):
        ax.mark(float(other), y, "D", markersize=9, markerfacecolor=LIGHT["paper"], markeredgecolor=LIGHT["ink2"],
                markeredgewidth=1.6, zorder=3)
        below = known(row["value"]) and other <= row["high"]
        beside(sheet, ax, float(other), y, sheet.number(other, unit_of_label(unit)), 12, below, "ink2", False)


def beside(sheet: Sheet, ax: Panel, x: float, y: float, text: str, away: float, below: bool, ink: str, bold: bool) -> None:
    """Write a value to the right of its mark, or below it where something else of the row lies there."""
    if below:
        over = sheet.measure(text, bold=bold) / 2 + 2 - float(ax.transData.transform((x, y))[0])
        sheet.note(ax, x, y, text, max(over, 0), -17, "center", LABEL, ink, bold)
    else:
        sheet.note(ax, x, y, text, away, 0, "left", LABEL, ink, bold)


def pixels(ax: Panel, first: float, last: float) -> float:
    """How far two amounts lie apart in the drawing."""
    ends = ax.transData.transform([(first, 0), (last, 0)])
    return float(abs(ends[1][0] - ends[0][0]))
