"""Cells of frames: what is known, what a code is called, and frames of Python objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from ..provenance import Cell, Count, Figure, Worked, counted, origin_of
from ..rows import GRADES, as_frame, each, known

Names = Mapping[str, tuple[str, str]]  # a code -> its name in English and in Arabic


def text(value: Any) -> str:
    """Return a text, empty where there is none."""
    return str(value) if known(value) else ""


def names(terms: pd.DataFrame, deals: pd.DataFrame | None = None) -> dict[str, tuple[str, str]]:
    """Return the name of every term and, where deals are given, of every deal's target."""
    told = {row.term_id: (row.name, row.name_ar) for row in each(terms)}
    return told | ({} if deals is None else {row.deal_id: (row.target, row.target_ar) for row in each(deals)})


def called(code: Any, told: Names) -> tuple[str, str]:
    """Return the name of a code; one without a term is its own name."""
    return told.get(text(code), (text(code), text(code)))


def grade(confidence: str, read: str) -> tuple[int, bool]:
    """Return the order in which rows are preferred: the best grade, then what was read directly."""
    return GRADES.index(confidence), read == "second_hand"


def share(part: int, whole: int) -> Decimal | None:
    """Return a part in percent of the whole, to a tenth; None of nothing."""
    if not whole:
        return None
    exact: Decimal = Figure(int(part), origin_of(part)) * 100 / whole
    return Figure(exact.quantize(Decimal("0.1"), ROUND_HALF_UP), origin_of(exact))


def cells(rows: pd.DataFrame) -> list[Cell]:
    """Return the cell of the source of each of some rows of data, which stands for the row."""
    return [Cell(table, name, "source") for table, name in zip(rows["table"], rows["row_id"], strict=True)]


def tallied(keys: Iterable[Any], members: Iterable[Cell]) -> dict[Any, Count]:
    """Return how many members have each key, counts that know their members."""
    found: dict[Any, list[Cell]] = {}
    for key, member in zip(keys, members, strict=True):
        found.setdefault(key, []).append(member)
    return {key: counted(own) for key, own in found.items()}


def members(count: int) -> tuple[Any, ...]:
    """Return what a count counted, nothing of a plain number."""
    origin = origin_of(count)
    return origin.parts[0].members if isinstance(origin, Worked) else ()


def made_up(parts: Sequence[tuple[str, str, str]], counts: Mapping[tuple[str, str], int], told: Names) -> pd.DataFrame:
    """Return counts as `charts.parts` draws them: one row per (row, part), with the part's look and both names."""
    none = counted([], of=[one for count in counts.values() for one in members(count)])
    found = [
        {"row": row, "part": part, "look": look, "count": counts.get((row, part), none),
         "label": called(row, told)[0], "label_ar": called(row, told)[1],
         "part_label": called(part, told)[0], "part_label_ar": called(part, told)[1]}
        for row, part, look in parts
    ]  # fmt: skip
    return as_frame(found, ["row", "label", "label_ar", "part", "part_label", "part_label_ar", "look", "count"])
