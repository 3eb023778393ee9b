"""How likely each outcome is if the assumptions hold: gains on one side of nothing, losses on the other."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .. import language as wording
from ..style import LIGHT, NARROW, SMALL
from .chart import Chart, finish
from .panel import Panel
from .rows import records
from .sheet import Sheet, money_ticks

SIDES = (("loss", "field"), ("gain", "peer"))  # side of nothing, colour
QUANTILES = {"q5": 5, "q25": 25, "q50": 50, "q75": 75, "q95": 95}  # percent of the draws that lie below

APART = 8  # pixels between the names of two sums below


def belief(
    frame: pd.DataFrame, *, name: str, title: str, unit: str, told: Mapping[str, Any], money: str = "USD",
    language: str = "ar", digits: str = "latn",
) -> Chart:  # fmt: skip
    """A chart of a frame of `outlook.belief`: a bar per range of values, as high as the share of draws in it.

    `told` are the numbers of `outlook.sums`, whose mean is a dashed line and whose quantiles are the table. Values run
    left to right in both languages.
    """
    bars = records(frame)
    quantiles = {key: below for key, below in QUANTILES.items() if bars and told[key] is not None}
    return finish(
        frame, name=name, title=title, unit=unit, alt=in_words(bars, told, title, money, language, digits),
        language=language, digits=digits, draw=lambda width: drawn(bars, told, width, money, language, digits),
        columns=[wording.words(f"charts.belief.{key}", language) for key in ("quantile", "value")],
        rows=[[wording.words(f"charts.belief.{key}", language), signed(told[key], money, language, digits)]
              for key in quantiles],
        exact=[["below_pct", "value"], *([below, told[key]] for key, below in quantiles.items())],
        numeric=(1,), key=signs(bars, told, language),
    )  # fmt: skip


def signed(value: Any, money: str, language: str, digits: str) -> str:
    """A sum as a gain or a loss in words: a sign is easily lost."""
    key = "charts.belief.loss_of" if value < 0 else "charts.belief.gain_of"
    return wording.format(wording.words(key, language), {"sum": wording.number(abs(value), money, language, digits)},
                          language, digits)  # fmt: skip


def in_words(bars: list[dict[str, Any]], told: Mapping[str, Any], title: str, money: str, language: str, digits: str) -> str:
    """The drawing for those who do not see it."""
    if not bars:
        return title
    return wording.format(wording.words("charts.belief.alt", language), {
        "title": title.rstrip("."), "low": signed(told["q5"], money, language, digits),
        "high": signed(told["q95"], money, language, digits), "gain": told["gain_pct"],
    }, language, digits)  # fmt: skip


def signs(bars: list[dict[str, Any]], told: Mapping[str, Any], language: str) -> list[tuple[str, str, str]]:
    """The key: only what occurs."""
    found = [("bar", colour, wording.words(f"charts.belief.{side}", language)) for side, colour in SIDES
             if any(row["side"] == side and row["share_pct"] for row in bars)]  # fmt: skip
    return [*found, ("dashline", "ink", wording.words("charts.belief.mean", language))] if bars else []


def drawn(
    bars: list[dict[str, Any]], told: Mapping[str, Any], width: int, money: str, language: str, digits: str
) -> Figure:
    """The drawing at a width."""
    sheet = Sheet(language, digits, width, 280 if width <= NARROW else 360)
    most = max(row["share_pct"] for row in bars)
    ticks = money_ticks(most)
    texts = [sheet.number(tick) for tick in ticks]
    left = max(sheet.measure(text, SMALL) for text in texts) + 12
    start, end = (16, left) if sheet.rtl else (left, 16)
    ax = sheet.axes(start, end, top=16, bottom=34)
    low, high = min(bars[0]["low"], Decimal(0)), max(bars[-1]["high"], Decimal(0))
    ax.set_xlim(float(low), float(high))
    ax.set_ylim(0, float(most) * 1.08)
    sheet.scale(ax, ticks, texts)
    colours = dict(SIDES)
    for row in bars:
        wide, tall = float(row["high"] - row["low"]), float(row["share_pct"])
        ax.block(float(row["low"]) + wide * 0.06, tall / 2, wide * 0.88, tall, color=LIGHT[colours[row["side"]]],
                 linewidth=0, zorder=2)
    below(sheet, ax, low, high, money)
    ax.upright(0.0, color=LIGHT["ink"], linewidth=1.5, zorder=3)
    ax.upright(float(told["mean"]), color=LIGHT["ink"], linewidth=1.5, linestyle=(0, (4, 3)), zorder=3)
    return sheet.figure


def below(sheet: Sheet, ax: Panel, low: Decimal, high: Decimal, money: str) -> None:
    """Name round sums below, on both sides of nothing, as many as stand clear of one another and of the edges."""
    step = int(money_ticks(high - low)[1])
    found = [n * step for n in range(-(-int(low) // step), int(high) // step + 1)]
    texts = {value: sheet.number(Decimal(value), f"{money}:bare" if value else None) for value in found}
    ends = {value: (at - half, at + half) for value, text in texts.items()
            for at, half in [(sheet.at(ax, float(value), 0)[0], sheet.measure(text, SMALL) / 2)]}  # fmt: skip
    inside = [value for value in sorted(found, key=abs) if ends[value][0] >= 0 and ends[value][1] <= sheet.width]
    placed: list[int] = []
    for value in inside:
        if all(ends[value][0] > ends[other][1] + APART or ends[value][1] < ends[other][0] - APART for other in placed):
            placed.append(value)
    for value in sorted(placed):
        sheet.of_scale(sheet.note(ax, float(value), 0, texts[value], dy=-8, ha="center", size=SMALL, colour="ink2",
                                  halo=False, va="top", coords=("data", "axes fraction")))  # fmt: skip
