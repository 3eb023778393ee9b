"""The rows of a frame as plain Python: pandas makes far more of a row, of a column and of a cell of text than its value.

Here too is what measures ask of cells: which are known, which grade is weakest, where in the calendar a partial date lies.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd
from pandas.api.typing import NaTType

GRADES = ("filed", "reported", "estimated")  # of confidence, strongest first


def each(frame: pd.DataFrame) -> list[Any]:
    """Return the rows, whose cells are attributes."""
    row = shape(tuple(map(str, frame.columns)))
    return list(map(row._make, values(frame)))


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows, each by its columns."""
    names = list(map(str, frame.columns))
    return [dict(zip(names, row, strict=True)) for row in values(frame)]


def values(frame: pd.DataFrame) -> list[list[Any]]:
    """Return the cells row by row; a frame without columns has none."""
    return list(frame.to_numpy(dtype=object).tolist()) if len(frame.columns) else []


def cells(column: pd.Series) -> list[Any]:
    """Return the cells of a column, those of pandas' text as Python's."""
    return list(column.to_numpy(dtype=object) if column.dtype == "str" else column)


@lru_cache(64)
def shape(names: tuple[str, ...]) -> type[Any]:
    """Return the class of rows with these columns; making one costs more than all rows of a short frame."""
    return namedtuple("Row", names, rename=True)


def as_frame(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows as a frame of Python objects, so that Decimals, lists and None stay what they are."""
    data = {name: pd.Series([row.get(name) for row in rows], dtype=object) for name in columns}
    return pd.DataFrame(data, columns=list(columns))


def known(value: Any) -> bool:
    """Return whether a cell holds something; None, NA, NaT and NaN do not."""
    return value is not None and value is not pd.NA and bool(value == value)


def unique(values: Iterable[str]) -> list[str]:
    """Return the values once each, in their order."""
    return list(dict.fromkeys(values))


def weakest(grades: Iterable[str]) -> str:
    """Return the weakest of some grades of confidence, the last of all of none."""
    return max(grades, key=GRADES.index, default=GRADES[-1])


def middle(partial: Any) -> pd.Timestamp | NaTType:
    """Return the middle of the year or month that a partial ISO date names, or the day; NaT when it is none."""
    return halfway(str(partial) if known(partial) else "")


@lru_cache(1024)
def halfway(text: str) -> pd.Timestamp | NaTType:
    """Return the same of a text; pandas takes long over each, and a page asks for the same few again and again."""
    filled = {4: f"{text}-07-01", 7: f"{text}-15", 10: text}.get(len(text), "")
    return pd.to_datetime(filled, errors="coerce", format="%Y-%m-%d")
