"""What is behind a figure: the rows of data that it rests on, how it was worked out, and in which unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..provenance import Among, Cell, Worked, many, origin_of
from ..traces import Traces


def leads(value: Any) -> bool:
    """Whether there is anything behind a value: a plain number has no origin, an empty list no members."""
    origin = origin_of(value)
    return len(origin.members) > 0 if isinstance(origin, Among) else origin is not None



def cells(value: Any) -> list[Cell]:
    """All rows of data behind a figure, each once."""
    found: dict[tuple[str, str], Cell] = {}
    for cell in behind(value):
        found.setdefault((cell.table, cell.row), cell)
    return list(found.values())



def behind(value: Any) -> Iterator[Cell]:
    """The cells behind a figure, first those that it was worked out of first."""
    for one in origins(value):
        if isinstance(one, Cell):
            yield one
        else:
            for part in one:
                yield from behind(part)



def origins(value: Any) -> Iterator[Cell | Traces]:
    """The same; of figures so many that none is made the column that holds them."""
    waiting, seen = [origin_of(value)], dict[int, Any]()  # what was seen is held, for another may take a freed one's id
    while waiting:
        origin = waiting.pop()
        if origin is None or id(origin) in seen:
            continue
        seen[id(origin)] = origin
        if isinstance(origin, Cell):
            yield origin
            continue
        parts: Any = origin.members if isinstance(origin, Among) else origin.inputs
        if many(parts):
            yield parts
        else:
            waiting += [origin_of(part) for part in reversed(list(parts))]



def unit(value: Any, of_cell: Any) -> str | None:
    """The unit of a figure, from those of its parts: money over money is none, money per person counts as money.

    A percentage of something is of that thing's unit.
    """
    above, below = dimension(value, of_cell)
    kept = above - below
    return next((one for one in kept if one != "percent"), next(iter(kept), None))



def dimension(value: Any, of_cell: Any) -> tuple[Counter[str], Counter[str]]:
    """The units above and below the line of a figure; a percentage has none."""
    origin = origin_of(value)
    if isinstance(origin, Cell):
        above, _, below = (of_cell(origin) or "").partition("/")
        return Counter(filter(None, [above])), Counter(filter(None, [below]))
    if not isinstance(origin, Worked) or origin.how in ("rank", "count", "simulated_share", "chance", "needed_chance"):
        return Counter(), Counter()
    if origin.how in ("product", "ratio"):
        parts = [dimension(part, of_cell) for part in origin.inputs]
        parts = [parts[0], parts[1][::-1]] if origin.how == "ratio" else parts
        return sum((up for up, _ in parts), Counter()), sum((down for _, down in parts), Counter())
    # What is added or compared is of one unit: the first that has one tells it, a plain number has none.
    alike = origin.parts[0].members if origin.how == "median" else origin.inputs
    return next((found for one in alike if any(found := dimension(one, of_cell))), (Counter(), Counter()))



def how_of(value: Any) -> str | None:
    """How a value was worked out, None where it was not."""
    origin = origin_of(value)
    return origin.how if isinstance(origin, Worked) else None
