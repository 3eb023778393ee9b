"""What every form reads of a frame of measures, and says of the rows that it draws."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from .. import language as wording
from ..provenance import counted, total
from ..traces import plain

GRADES = ("filed", "reported", "estimated")  # strongest first
LISTED = 100  # rows of a chart's table and of the data attached: as many as one still reads; the package holds all


def known(value: Any) -> bool:
    """Whether there is a value: None, NaN and the missing values of pandas are none."""
    return not (value is None or value is pd.NA or value != value)


def own(row: Any, column: str, language: str) -> str:
    """A text of a row in the chart's language; empty where there is none."""
    text = row[f"{column}_ar" if language == "ar" else column]
    return str(text) if known(text) else ""


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame, each by its columns: pandas makes a whole series for a row it iterates over."""
    columns = zip(*(column for _, column in frame.items()), strict=True)
    return [dict(zip(frame.columns, values, strict=True)) for values in columns]


def those(frame: pd.DataFrame, flags: Iterable[bool]) -> pd.DataFrame:
    """The rows whose flag is set; an empty frame keeps its columns, which a plain list would not leave it."""
    return frame[pd.Series(list(flags), index=frame.index, dtype=bool)]


def foremost(frame: pd.DataFrame, most: int) -> pd.DataFrame:
    """The first rows, in their order; the deal in question takes the place of the last where it is not among them."""
    ours = frame["tone"] == "deal"
    rest = frame.index[~ours][: max(0, most - int(ours.sum()))]
    return frame[ours | frame.index.isin(rest)]


def largest(frame: pd.DataFrame, by: str, most: int) -> pd.DataFrame:
    """The rows with the largest figures of a column, in the frame's order; the deal in question always among them."""
    if len(frame) <= most:
        return frame
    figures = plain(frame[by])
    order = sorted(range(len(frame)), key=lambda place: -figures[place])
    return frame[frame.index.isin(foremost(frame[["tone"]].iloc[order], most).index)]


def some_of(
    frame: pd.DataFrame, drawn: pd.DataFrame, table: pd.DataFrame, by: str, language: str, digits: str, money: str = ""
) -> str:
    """That not all rows are drawn, and that the table and the data attached end too where they do; else empty.

    With `money` the rows that are not drawn are said to come to a sum, that of the column `by`.
    """
    if len(drawn) == len(frame):
        return ""
    values: dict[str, Any] = {"shown": counted(drawn[by]), "count": counted(frame[by])}
    if len(table) >= len(frame):
        return wording.format(wording.words("charts.first_only", language), values, language, digits)
    rest = frame[~frame.index.isin(drawn.index)][by]
    values |= {"listed": counted(table[by]), "more": counted(rest), "total": total(rest) if money else None}
    template = wording.words("charts.most_sum" if money else "charts.most_only", language)
    return wording.format(template.replace(":money", f":{money}"), values, language, digits)


def unique(lists: Iterable[Iterable[str]]) -> list[str]:
    """The members of some lists, each once, in order of appearance."""
    return list(dict.fromkeys(member for members in lists for member in members))


def weakest(grades: Iterable[Any]) -> str:
    """The weakest of some grades of confidence, the last of all when there is none."""
    return max((grade for grade in grades if grade in GRADES), key=GRADES.index, default=GRADES[-1])


def tones(frame: pd.DataFrame, shape: str, language: str) -> list[tuple[str, str, str]]:
    """The key of the three colours: whose each is, as far as it occurs."""
    return [
        (shape, tone, whose(tone, rows.iloc[0], language))
        for tone in ("deal", "peer", "field") if len(rows := frame[frame["tone"] == tone])
    ]  # fmt: skip


def whose(tone: str, row: Any, language: str) -> str:
    """Whose deals have a colour: the one in question, its buyer's others, other companies'."""
    if tone == "field":
        return wording.words("charts.field", language)
    if tone == "deal":
        return own(row, "target", language)
    buyer = own(row, "acquirer_name", language)
    return wording.format(wording.words("charts.others_of", language), {"name": buyer}, language)
