"""Two orders of the same deals, joined by lines: what turns over when the yardstick changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .. import language as wording
from ..provenance import counted
from ..style import LABEL, LIGHT, NARROW, SMALL
from .chart import Chart, finish
from .panel import Panel
from .rows import LISTED, foremost, known, largest, own, records, some_of, tones
from .sheet import Sheet

MOST = 20  # rows drawn: lines that cross can still be followed
OUT, BETWEEN = 34, 8  # pixels from a line's end to its words, and from one of them to the next
LINES = 80  # pixels that the lines need between them; on a phone with long names the prices give way, the table has them
COLUMNS = (
    "deals.deal", "deals.year", "charts.ranks.rank_price", "deals.price", "charts.ranks.rank_share",
    "charts.ranks.share_revenue", "charts.ranks.share_market", "confidence.title",
)  # fmt: skip
EXACT = [
    "deal_id", "target", "announced", "rank_price", "price_usd", "rank_share", "revenue_usd", "revenue_year",
    "revenue_share_pct", "market_value_usd", "market_value_date", "market_share_pct", "confidence", "sources",
]  # fmt: skip


def ranks(
    frame: pd.DataFrame, *, name: str, title: str, left_out: pd.DataFrame | None = None, language: str = "ar",
    digits: str = "latn",
) -> Chart:  # fmt: skip
    """A chart of the two ranks in a frame of `deals.against_size`: by price where reading starts, by share at the end.

    Money is dollars of the day. The drawing holds the first twenty by price, the deal in question always among them;
    equal ranks stand one under the other.
    """
    table = largest(frame, "price_usd", LISTED)
    by, every = yardstick(frame), records(table)
    kept = foremost(table.sort_values(["rank_price", "deal_id"], kind="stable"), MOST)
    first = records(kept.assign(left=range(len(kept)), right=order(kept, ["rank_share", "deal_id"])))
    return finish(
        frame, name=name, title=title, unit=wording.words(f"charts.ranks.unit_{by}", language),
        alt=in_words(frame, title, language, digits), language=language, digits=digits,
        draw=lambda width: drawn(first, width, by, language, digits),
        columns=[wording.words(column, language) for column in COLUMNS],
        rows=[shown(row, language, digits) for row in every],
        exact=[EXACT, *([row.get(column) for column in EXACT] for row in every)],
        numeric=(2, 3, 4, 5, 6), key=tones(kept, "line", language), left_out=left_out,
        note=some_of(frame, kept, table, "price_usd" if len(frame) > LISTED else "share_pct", language, digits, "USD"),
        listed=table,
    )  # fmt: skip


def order(frame: pd.DataFrame, by: list[str]) -> pd.Series[int]:
    """The place of each row when all are sorted."""
    return pd.Series(range(len(frame)), index=frame.sort_values(by, kind="stable").index)


def yardstick(frame: pd.DataFrame) -> str:
    """Which size of the buyer ranks in a frame: "revenue" or "market"."""
    ranking = list(frame["share_pct"])
    return "market" if ranking and ranking == list(frame["market_share_pct"]) else "revenue"


def percent(value: Any, language: str, digits: str) -> str:
    """A share, or the sign for none."""
    if not known(value):
        return wording.words("value.empty_cell", language)
    return wording.number(value, "percent", language, digits, decimals=2 if 0 < value < 1 else None)


def shown(row: Any, language: str, digits: str) -> list[str]:
    """One deal as the table below the chart says it."""
    return [
        own(row, "target", language), wording.date(str(row["year"]), language, digits),
        wording.number(row["rank_price"], None, language, digits),
        wording.number(row["price_usd"], "USD", language, digits),
        wording.number(row["rank_share"], None, language, digits),
        percent(row["revenue_share_pct"], language, digits), percent(row["market_share_pct"], language, digits),
        wording.words(f"confidence.{row['confidence']}", language),
    ]  # fmt: skip


def in_words(frame: pd.DataFrame, title: str, language: str, digits: str) -> str:
    """The drawing for those who do not see it."""
    if frame.empty:
        return title
    dear, heavy = (frame.sort_values([by, "deal_id"]).iloc[0] for by in ("rank_price", "rank_share"))
    return wording.format(wording.words("charts.ranks.alt", language), {
        "count": counted(frame["share_pct"]), "title": title.rstrip("."), "by_price": own(dear, "target", language),
        "by_share": own(heavy, "target", language), "share": heavy["share_pct"],
        "moved": counted(frame.loc[frame["rank_price"] != frame["rank_share"], "share_pct"], of=frame["share_pct"]),
    }, language, digits)  # fmt: skip


def drawn(rows: list[dict[str, Any]], width: int, by: str, language: str, digits: str) -> Figure:
    """The drawing at a width."""
    narrow = width <= NARROW
    head = 30
    sheet = Sheet(language, digits, width, head + 8 + (26 if narrow else 27) * len(rows))
    starts = [[sheet.number(row["rank_price"]), own(row, "target", language), price(sheet, row)] for row in rows]
    ends = [
        [sheet.number(row["rank_share"]), percent(row["share_pct"], language, digits),
         "" if narrow else own(row, "target", language)] for row in rows
    ]  # fmt: skip
    if narrow and width - room(sheet, starts) - room(sheet, ends) - 2 * OUT < LINES:
        starts = [texts[:2] for texts in starts]
    ax = sheet.axes(start=room(sheet, starts) + OUT, end=room(sheet, ends) + OUT, top=head, bottom=8)
    sheet.rows(ax, len(rows))
    ax.set_xlim((1, 0) if sheet.rtl else (0, 1))
    headings(sheet, ax, by)
    for row, start, end in zip(rows, starts, ends, strict=True):
        line(ax, row)
        side(sheet, ax, 0, row["left"], start, row["tone"])
        side(sheet, ax, 1, row["right"], end, row["tone"])
    return sheet.figure


def price(sheet: Sheet, row: Any) -> str:
    """The price of a deal, without its currency in Arabic: the unit line names it."""
    return sheet.number(row["price_usd"], "USD:bare")


def room(sheet: Sheet, parts: Sequence[Sequence[str]]) -> float:
    """How much of the sheet one side's labels need, rank apart."""
    sizes = [
        [sheet.measure(text, *((SMALL, False) if place else (LABEL, True))) for place, text in enumerate(texts) if text]
        for _, *texts in parts
    ]
    return 4 + max(sum(row) + BETWEEN * (len(row) - 1) for row in sizes)


def headings(sheet: Sheet, ax: Panel, by: str) -> None:
    """Say above each side what orders it."""
    for key, at, anchor in (("price", 0, "start"), (by, 1, "end")):
        edge = 2 / sheet.width if (anchor == "start") != sheet.rtl else 1 - 2 / sheet.width
        text = wording.words(f"charts.ranks.{key}{'_short' if sheet.narrow else ''}", sheet.language)
        sheet.text(ax, edge, 1 - 12 / sheet.height, text, "start" if at == 0 else "end", SMALL, "ink2",
                   coords="figure fraction")


def line(ax: Panel, row: Any) -> None:
    """Join a deal's two places."""
    ours = row["tone"] == "deal"
    ax.line([0, 1], [row["left"], row["right"]], color=LIGHT[row["tone"]], linewidth=3 if ours else 1.5, marker="o",
            markersize=9 if ours else 6, markeredgewidth=0, zorder=3 if ours else 2, clip_on=False)


def side(sheet: Sheet, ax: Panel, at: int, row: float, texts: Sequence[str], tone: str) -> None:
    """Write a rank beside one end of a line and the rest outwards: the first of it aloud, the second quietly.

    At the start of reading the first stands farthest out, so that a name begins its line.
    """
    ours, outward = tone == "deal", 1 if at else -1
    count, *rest = texts
    sheet.text(ax, at, row, count, "middle", SMALL, "dealtext" if ours else "ink2", dx=outward * 19)
    shift = float(OUT)
    parts = [(text, place == 0) for place, text in enumerate(rest) if text]
    for text, aloud in parts if at else parts[::-1]:
        size = LABEL if aloud else SMALL
        colour = "dealtext" if ours else "ink" if aloud else "ink2"
        sheet.text(ax, at, row, text, "start" if at else "end", size, colour, aloud, dx=outward * shift)
        shift += sheet.measure(text, size, aloud) + BETWEEN
