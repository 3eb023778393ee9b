"""The rows of a frame as plain Python: pandas makes far more of a row, and of a cell of Arrow's text, than its value."""

from __future__ import annotations

from collections import namedtuple
from functools import lru_cache
from typing import Any

import pandas as pd


def each(frame: pd.DataFrame) -> list[Any]:
    """Return the rows, whose cells are attributes."""
    row = shape(tuple(map(str, frame.columns)))
    return [row(*values) for values in zip(*map(cells, columns(frame)), strict=True)]


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows, each by its columns."""
    names = list(map(str, frame.columns))
    return [dict(zip(names, values, strict=True)) for values in zip(*map(cells, columns(frame)), strict=True)]


def cells(column: pd.Series) -> list[Any]:
    """Return the cells of a column, those of pandas' text as Python's."""
    return list(column.to_numpy(dtype=object) if column.dtype == "str" else column)


def columns(frame: pd.DataFrame) -> list[pd.Series]:
    """Return the columns in their order."""
    return [column for _, column in frame.items()]


@lru_cache(64)
def shape(names: tuple[str, ...]) -> type[Any]:
    """Return the class of rows with these columns; making one costs more than all rows of a short frame."""
    return namedtuple("Row", names, rename=True)
