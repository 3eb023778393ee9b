"""Columns of exact numbers that get their origin when they are taken, so that a million of them cost no more than numbers.

A cell that is taken is a figure that knows where it comes from; whatever looks at all of a column (a rank, a sum, a median)
reckons with `plain` numbers. A frame of these is used like any other. Nothing of ours is imported.
"""

from __future__ import annotations

import hashlib
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray, ExtensionDtype, register_extension_dtype, take

AT_ONCE = 10_000  # rows up to which figures are made at once: as objects they are used often, and cost little
Rows = list[tuple[str, np.ndarray]]  # table, and the ids of its rows


@register_extension_dtype
class TraceType(ExtensionDtype):
    """The type of such columns."""

    name = "traced"
    type = object
    kind = "O"
    na_value = None

    @classmethod
    def construct_array_type(cls) -> Any:
        """The class of its arrays."""
        return Traces


class Traces(ExtensionArray):
    """Numbers, and what makes the figure of a place; `behind` tells the rows of data that figures of places come from."""

    def __init__(
        self, numbers: np.ndarray, make: Callable[[int], Any], behind: Callable[[np.ndarray], Rows],
        at: np.ndarray | None = None,
    ) -> None:  # fmt: skip
        self.numbers, self.make, self.behind = numbers, make, behind
        self.at = np.arange(len(numbers)) if at is None else at

    @classmethod
    def _from_sequence(cls, scalars: Any, *, dtype: Any = None, copy: bool = False) -> Traces:
        held = scalars if isinstance(scalars, Traces) else listed(list(scalars))
        return held if isinstance(held, Traces) else cls(held, held.__getitem__, lambda at: [])

    @classmethod
    def _from_factorized(cls, values: Any, original: Any) -> Traces:
        return cls._from_sequence(values)

    @classmethod
    def _concat_same_type(cls, to_concat: Sequence[Traces]) -> Traces:
        ends = np.cumsum([0, *map(len, to_concat)])

        def make(place: int) -> Any:
            part = int(np.searchsorted(ends, place, "right")) - 1
            return to_concat[part][place - int(ends[part])]

        def behind(at: np.ndarray) -> Rows:
            cut = [at[(at >= low) & (at < high)] - low for low, high in pairwise(ends)]
            return [row for part, places in zip(to_concat, cut, strict=True) for row in part.behind(part.at[places])]

        return cls(np.concatenate([one.numbers for one in to_concat]), make, behind)

    @property
    def dtype(self) -> TraceType:
        """The type of the column."""
        return TraceType()

    @property
    def nbytes(self) -> int:
        """About how many bytes it takes."""
        return int(self.numbers.nbytes + self.at.nbytes)

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, item: Any) -> Any:
        if isinstance(item, (int, np.integer)):
            return None if self.numbers[item] is None else self.make(int(self.at[item]))
        item = pd.api.indexers.check_array_indexer(self, item)
        return Traces(self.numbers[item], self.make, self.behind, self.at[item])

    def __iter__(self) -> Iterator[Any]:
        return (self[place] for place in range(len(self)))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        return listed(list(self))

    def to_numpy(self, dtype: Any = None, copy: bool = False, na_value: Any = None) -> np.ndarray:
        """The figures, made at once."""
        return listed(list(self))

    def isna(self) -> np.ndarray:
        """Which are unknown."""
        return np.fromiter((number is None for number in self.numbers), bool, len(self))

    def take(self, indices: Any, *, allow_fill: bool = False, fill_value: Any = None) -> Traces:
        """Those of some places, None where none is given and that is allowed."""
        places: np.ndarray = np.asarray(indices, int)
        numbers: Any = take(self.numbers, places, allow_fill=allow_fill, fill_value=None)
        return Traces(numbers, self.make, self.behind, self.at[places] if len(self.at) else places)

    def copy(self) -> Traces:
        """The same: it never changes."""
        return Traces(self.numbers, self.make, self.behind, self.at)

    def _formatter(self, boxed: bool = False) -> Callable[[Any], str]:
        return str

    def _values_for_argsort(self) -> np.ndarray:
        return self.numbers

    def _values_for_factorize(self) -> tuple[np.ndarray, Any]:
        return self.numbers, None

    def rows(self) -> Rows:
        """The rows of data behind them, by table."""
        return self.behind(self.at)

    def digest(self) -> str:
        """What tells these figures from others: the numbers and the rows behind them."""
        told = hashlib.sha256("|".join(map(str, self.numbers)).encode())
        for table, ids in self.rows():
            told.update(f"{table}:{'|'.join(map(str, ids))}".encode())
        return told.hexdigest()

    def _compared(self, other: Any, how: Callable[[Any, Any], bool]) -> np.ndarray:
        others = plain(other) if np.ndim(other) or isinstance(other, Traces) else [other] * len(self)
        pairs = zip(self.numbers, others, strict=True)
        return np.fromiter((one is not None and two is not None and how(one, two) for one, two in pairs), bool, len(self))

    def __eq__(self, other: Any) -> Any:
        return self._compared(other, operator.eq)

    def __ne__(self, other: Any) -> Any:
        return ~self._compared(other, operator.eq)

    def __lt__(self, other: Any) -> Any:
        return self._compared(other, operator.lt)

    def __le__(self, other: Any) -> Any:
        return self._compared(other, operator.le)

    def __gt__(self, other: Any) -> Any:
        return self._compared(other, operator.gt)

    def __ge__(self, other: Any) -> Any:
        return self._compared(other, operator.ge)

    def __sub__(self, other: Any) -> Any:
        return worked(operator.sub, pd.Series(self), pd.Series(other)).array


def of_cells(numbers: np.ndarray, ids: pd.Series, table: str, make: Callable[[Any, str], Any]) -> Traces:
    """A column of a table: `make` is given a number and the id of its row."""
    return Traces(
        numbers,
        lambda place: make(numbers[place], str(ids.iloc[place])),
        lambda at: [(table, ids.iloc[at].to_numpy(dtype=object))],
    )


def plain(column: Any) -> Any:
    """The numbers of a column without their origin where they have none yet, to reckon with many."""
    array = getattr(column, "array", column)
    return array.numbers if isinstance(array, Traces) else np.asarray(array, dtype=object)


def lazy(*columns: Any) -> bool:
    """Whether any of some columns makes its figures when they are taken."""
    return any(isinstance(getattr(column, "array", column), Traces) for column in columns)


def worked(
    function: Callable[..., Any], *columns: pd.Series, of_plain: Callable[..., Any] | None = None,
    also: Callable[[np.ndarray], Rows] | None = None,
) -> pd.Series:  # fmt: skip
    """The function's result for each row: at once, or of plain numbers with the origin when one is taken.

    `of_plain` does the same where numbers have no origin; `also` tells the rows of data behind whatever else it takes.
    """
    index, arrays = columns[0].index, [column.array for column in columns]
    if not lazy(*columns):
        return pd.Series(listed([function(*row) for row in zip(*arrays, strict=True)]), index=index, dtype=object)
    numbers = listed([(of_plain or function)(*row) for row in zip(*map(plain, columns), strict=True)])

    def behind(at: np.ndarray) -> Rows:
        found = [row for one in arrays if isinstance(one, Traces) for row in one.behind(one.at[at])]
        return found + (also(at) if also else [])

    return pd.Series(Traces(numbers, lambda place: function(*(one[place] for one in arrays)), behind), index=index)


def picked(columns: Sequence[pd.Series], places: Sequence[tuple[int, int] | None]) -> pd.Series:
    """Cells of some columns as one: (which column, which row) of each, None where there is none."""
    arrays = [column.array for column in columns]
    if not lazy(*columns):
        return pd.Series(listed([place and arrays[place[0]][place[1]] for place in places]), dtype=object)
    held = list(map(plain, columns))

    def behind(at: np.ndarray) -> Rows:
        wanted = [np.array([p[1] for i in at if (p := places[i]) and p[0] == side], int) for side in range(len(arrays))]
        return [row for one, rows in zip(arrays, wanted, strict=True) if isinstance(one, Traces)
                for row in one.behind(one.at[rows])]  # fmt: skip

    numbers = listed([place and held[place[0]][place[1]] for place in places])
    return pd.Series(Traces(numbers, lambda i: arrays[places[i][0]][places[i][1]], behind))  # type: ignore[index]


def several(columns: Sequence[pd.Series], places: Sequence[Sequence[tuple[int, int]]], index: pd.Index) -> pd.Series:
    """Lists of cells of some columns, one list for each row."""
    arrays = [column.array for column in columns]

    def made(row: int) -> list[Any]:
        return [arrays[side][place] for side, place in places[row]]

    if not lazy(*columns):
        return pd.Series(listed([made(row) for row in range(len(places))]), index=index, dtype=object)
    held = list(map(plain, columns))
    numbers = listed([[held[side][place] for side, place in row] for row in places])
    return pd.Series(Traces(numbers, made, lambda at: []), index=index)


def settled(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its figures made, when it is short."""
    if len(frame) > AT_ONCE:
        return frame
    made = {str(name): pd.Series(listed(list(column.array)), index=frame.index, dtype=object)
            for name, column in frame.items() if lazy(column)}  # fmt: skip
    return frame.assign(**made) if made else frame


def listed(values: Iterable[Any]) -> np.ndarray:
    """Python objects as an array that neither converts nor unpacks them."""
    held = list(values)
    made = np.empty(len(held), object)
    for place, value in enumerate(held):
        made[place] = value
    return made
