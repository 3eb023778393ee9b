"""Figures that know where they come from: cells of the data, and whatever is worked out of them.

A `Figure` is an exact Decimal and a `Count` a whole number; both calculate as those do, and what comes out remembers the
calculation. So the formula that a reader is shown cannot differ from the one that was computed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
from statistics import median as middle
from typing import Any

import pandas as pd

from . import traces
from .traces import Traces, plain

GIVEN = "parameter"  # stands for a table where a number was asked for by whoever made the page
OPERATIONS = {"add": "sum", "sub": "difference", "mul": "product", "truediv": "ratio", "floordiv": "ratio"}
OWN = ("arena_score", "arena_rank")  # columns whose figure is another page's than the rest of the row


@dataclass(frozen=True)
class Cell:
    """A figure that the data states: the table, the row's id and the column."""

    table: str
    row: str
    column: str

    @cached_property
    def id(self) -> str:
        """The name of the row's note on a page; a figure that is not the row's own has one to itself."""
        return named("cell", self.table, self.row, *([self.column] if self.column in OWN else []))


@dataclass(frozen=True)
class Worked:
    """A figure that was worked out: how, and of what, figures and plain numbers in the order of the calculation."""

    how: str
    parts: Sequence[Any]

    @cached_property
    def id(self) -> str:
        """The name of the calculation's note on a page: equal calculations have one."""
        return named(self.how, *ids(self.inputs))

    @cached_property
    def inputs(self) -> Sequence[Any]:
        """The parts, with sums of sums as one sum and without zeros that were added."""
        if many(self.parts):
            return self.parts
        return tuple(summands(self)) if self.how == "sum" else self.parts


@dataclass(frozen=True, eq=False)
class Among:
    """All the figures that a rank, a median or a count looks at, one object for all of them; many are made when taken."""

    members: Sequence[Any]

    @cached_property
    def id(self) -> str:
        """The name of the list's note on a page."""
        return named("among", *ids(self.members))


Origin = Cell | Worked | Among


class Day(str):
    """A date that was asked for, with its origin; one of the data is the data's own and needs none."""

    origin: Origin | None = None


class Figure(Decimal):
    """An exact number with its origin; rounded it is the same figure, stated less finely."""

    origin: Origin | None

    def __new__(cls, value: Any = 0, origin: Origin | None = None) -> Figure:
        made = super().__new__(cls, value)
        made.origin = origin
        return made

    def __neg__(self) -> Any:
        return negated(self)

    def __abs__(self) -> Any:
        return -self if self < 0 else self

    def __reduce__(self) -> Any:
        return Figure, (str(self), self.origin)


class Count(int):
    """A whole number with its origin."""

    origin: Origin | None

    def __new__(cls, value: Any = 0, origin: Origin | None = None) -> Count:
        made = super().__new__(cls, value)
        made.origin = origin
        return made

    def __neg__(self) -> Any:
        return negated(self)

    def __abs__(self) -> Any:
        return -self if self < 0 else self


def origin_of(value: Any) -> Origin | None:
    """Where a value comes from, None of a plain one."""
    return value if isinstance(value, (Cell, Worked, Among)) else getattr(value, "origin", None)


def ids(parts: Any) -> list[str]:
    """What tells each of some parts from others; many are told apart together."""
    if many(parts):
        return [parts.digest()]
    return [origin.id if (origin := origin_of(part)) else str(part) for part in parts]


def many(parts: Any) -> bool:
    """Whether figures are so many that none is made but those that are looked at."""
    return isinstance(parts, Traces) and len(parts) > traces.AT_ONCE


def named(*parts: str) -> str:
    """A short name that equal parts share."""
    return f"n{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:10]}"


def summands(sum_: Worked) -> Iterator[Any]:
    """What a sum of sums adds up, in order; a long one is no recursion."""
    waiting: list[Any] = list(reversed(sum_.parts))
    while waiting:
        part = waiting.pop()
        origin = getattr(part, "origin", None)
        if isinstance(origin, Worked) and origin.how == "sum":
            waiting.extend(reversed(origin.parts))
        elif origin or part:
            yield part


def result(value: Any, how: str, *parts: Any) -> Any:
    """A number that was worked out of parts; with a neutral part it keeps the origin of the other.

    Neutral is a plain one only: a stated figure that happens to be one is a part like any other.
    """
    if how == "product" and any(part == 1 and origin_of(part) is None for part in parts):
        rest = next(part for part in parts if origin_of(part) is not None)
        return as_figure(value, origin_of(rest))
    if how == "product" and any(part == -1 and origin_of(part) is None for part in parts):
        return -next(part for part in parts if origin_of(part) is not None)
    return as_figure(value, Worked(how, parts))


def as_figure(value: Any, origin: Origin | None) -> Any:
    """A number of its own kind with an origin."""
    return Figure(value, origin) if isinstance(value, Decimal) else Count(value, origin)


def operation(kind: type, name: str, how: str, *, reflected: bool) -> Callable[[Any, Any], Any]:
    """One arithmetic operation of a kind of number that remembers its parts; whole numbers divide exactly."""
    plain = getattr(kind, f"__{'r' if reflected else ''}{name}__")

    def operate(self: Any, other: Any) -> Any:
        exact = kind is int and name == "truediv" and isinstance(other, int) and (self if reflected else other)
        value = getattr(Decimal(self), plain.__name__)(Decimal(other)) if exact else plain(self, other)
        if not isinstance(value, (Decimal, int)):
            return value
        return result(value, how, *((other, self) if reflected else (self, other)))

    return operate


def negated(self: Any) -> Any:
    """The number with the other sign; twice negated it is the first again."""
    origin = self.origin
    value = Decimal.__neg__(self) if isinstance(self, Decimal) else int.__neg__(self)
    if isinstance(origin, Worked) and origin.how == "negated":
        return as_figure(value, origin_of(origin.parts[0]))
    return as_figure(value, Worked("negated", (self,)))


for _kind, _plain in ((Figure, Decimal), (Count, int)):
    for _name, _how in OPERATIONS.items():
        for _reflected in (False, True):
            setattr(_kind, f"__{'r' if _reflected else ''}{_name}__", operation(_plain, _name, _how, reflected=_reflected))


def rounding(kind: type, name: str) -> Callable[..., Any]:
    """One way of rounding a kind of number that leaves it the figure it was."""
    plain = getattr(kind, name)

    def round_(self: Any, *how: Any, **more: Any) -> Any:
        value = plain(self, *how, **more)
        return as_figure(value, self.origin) if isinstance(value, (Decimal, int)) else value

    return round_


for _kind, _plain, _names in (
    (Figure, Decimal, ("quantize", "normalize", "to_integral_value", "to_integral", "to_integral_exact")),
    (Figure, Decimal, ("__round__", "__floor__", "__ceil__", "__pos__")),
    (Count, int, ("__round__", "__floor__", "__ceil__", "__pos__")),
):  # fmt: skip
    for _name in _names:
        setattr(_kind, _name, rounding(_plain, _name))


def traced(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return a table of the data whose exact numbers know their cell; its first column is the id."""
    columns = {
        str(name): traces.of_cells(frame[name].to_numpy(), frame.iloc[:, 0], table, partial(stated, table, str(name)))
        for name in frame.columns if frame[name].dtype == object
    }  # fmt: skip
    return traces.settled(frame.assign(**columns))


def stated(table: str, column: str, cell: Any, row: str) -> Any:
    """Return a cell of the data as a figure when it is a number."""
    return Figure(cell, Cell(table, row, column)) if isinstance(cell, Decimal) else cell


def asked(name: str, value: Any) -> Any:
    """Return a number that a parameter asks for, whole or exact, or a date."""
    if isinstance(value, str):
        day = Day(value)
        day.origin = Cell(GIVEN, name, name)
        return day
    return as_figure(value, Cell(GIVEN, name, name))


def whole(value: Any) -> int:
    """Return a number as an int that keeps its origin."""
    return Count(int(value), origin_of(value)) if origin_of(value) else int(value)


def median(values: Iterable[Any]) -> Any:
    """Return the median of some figures."""
    return as_figure(middle(plain(values)), Worked("median", (Among(members(values)),)))


def total(values: Iterable[Any]) -> Any:
    """Return the sum of some figures."""
    held = members(values)
    return as_figure(sum(map(Decimal, plain(values)), Decimal(0)), Worked("sum", held)) if len(held) else Decimal(0)


def members(values: Iterable[Any]) -> Any:
    """Return figures as they are kept: made when they are taken where they are many."""
    array = getattr(values, "array", values)
    return array if isinstance(array, Traces) else tuple(values)


def counted(values: Iterable[Any], number: int | None = None, *, of: Iterable[Any] | None = None) -> Count:
    """Return how many there are, of the figures or cells that stand for what is counted.

    `number` is how many where several of them are one; `of` are all those among which these were found.
    """
    held = members(values)
    sets = (Among(held), Among(members(of))) if of is not None else (Among(held),)
    return Count(len(held) if number is None else number, Worked("count", sets))


def ranks(values: Sequence[Any]) -> list[Count]:
    """Return the place of each figure among all, the largest first; equal ones share the better place."""
    return list(ranked(pd.Series(traces.listed(values), dtype=object)))


def ranked(values: pd.Series) -> pd.Series:
    """Return the same of a column, as one."""
    among, order = Among(members(values)), sorted(plain(values), reverse=True)
    first: dict[Any, int] = {}
    for place, value in enumerate(order, 1):
        first.setdefault(value, place)
    return traces.worked(lambda one: Count(first[one], Worked("rank", (one, among))), values, of_plain=first.__getitem__)


def of_rows(frame: pd.DataFrame) -> Count:
    """Return how many movements of people there are, with the row of the data that stands first behind each."""
    rows = zip(frame["readings"], frame["ids"], strict=True)
    return counted(Cell("flows" if readings else "events", ids[0], "date") for readings, ids in rows)
