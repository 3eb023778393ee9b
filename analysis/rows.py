"""The rows of a frame as plain Python: pandas makes far more of a row, of a column and of a cell of text than its value."""

from __future__ import annotations

from collections import namedtuple
from functools import lru_cache
from typing import Any

import pandas as pd


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
