"""Cells as their column declares them: each taken exactly or refused, never bent."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from .contract import Field, Table
from .faults import Fault
from .figures import date_fault, number_fault
from .reading import Rows
from .wording import id_fault, text_fault

Spoilt = set[tuple[int, str]]


def typed(rows: Rows) -> tuple[pd.DataFrame, Spoilt, list[Fault]]:
    """The rows as a frame, the cells that could not be taken (row, column), and why.

    Text is pandas' string type, missing where empty; numbers are Decimal objects, None where empty; whole numbers
    are Int64.
    """
    columns, spoilt, faults = {}, set(), []
    for place, field in enumerate(rows.table.fields):
        cells = rows.column(field.name)
        wrong = {cell: fault for cell in set(cells) if cell and (fault := _cell_fault(field, rows.table, cell))}
        for row in [row for row, cell in enumerate(cells) if cell in wrong] if wrong else []:
            spoilt.add((row, field.name))
            faults.append(Fault(rows.lines[row], place, f"{rows.where(row, field.name)}: {wrong[cells[row]]}"))
        columns[field.name] = _column(field, [None if not cell or cell in wrong else cell for cell in cells])
    return pd.DataFrame(columns), spoilt, faults


def _cell_fault(field: Field, table: Table, cell: str) -> str | None:
    if field.type != "string":
        return number_fault(cell, field.type)
    if field.partial_date:
        return date_fault(cell)
    return id_fault(cell) if field.name in table.primary_key else text_fault(cell)


def _column(field: Field, cells: list[str | None]) -> pd.Series:
    if field.type == "number":
        return pd.Series([None if cell is None else Decimal(cell) for cell in cells], dtype=object)
    if field.type == "integer":
        return pd.Series([None if cell is None else int(cell) for cell in cells], dtype="Int64")
    return pd.Series(cells, dtype="str")
