"""What a figure and a row of the data are called in the page's language."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Any

import pandas as pd

from .. import language as wording
from ..provenance import GIVEN, OWN, Among, Cell
from ..reads import Reads
from .origins import unit
from .record import Rows

SAID = {  # the columns that say what a row of data states
    "readings": ("measure", "subject", "period", "basis"), "talent": ("measure", "lab", "period"),
    "flows": ("measure", "from_lab", "to_lab", "date"), "companies": ("measure", "company", "period"),
    "fx": ("currency", "measure", "period"), "prices": ("year", "month"), "outcomes": ("measure", "deal", "date"),
    "models": ("model", "lab", "released"), "deals": ("deal_id", "acquirer", "announced"), "sources": ("title",),
}  # fmt: skip
FIGURES = {  # the columns that hold the figure of a row, or both ends of its range
    "readings": ("low", "high"), "talent": ("value_pct", "value_pct"), "flows": ("value", "value"),
    "companies": ("value", "value"), "fx": ("per_usd", "per_usd"), "prices": ("index_value", "index_value"),
    "outcomes": ("value", "value"), "models": ("none", "none"), "claims": ("none", "none"),
    "deals": ("none", "none"), "events": ("none", "none"), "sources": ("none", "none"),
}  # fmt: skip
DATES = ("date", "announced", "published", "released")
UNITS = {"value_pct": "percent"}  # of columns that name their unit


class Spoken:
    """Names and numbers of one data package in one language."""

    def __init__(self, language: str, digits: str, data: str | None, reads: Reads) -> None:
        self.language, self.digits, self.data, self.reads = language, digits, data, reads
        self.names: dict[Any, str] = {}
        self.subjects: dict[tuple[str, str], str] = {}

    @cached_property
    def rows(self) -> Rows:
        """The rows of the data by table and id; a table is read when it is first asked for."""
        return Rows(self.data, self.reads)

    def said(self, cell: Cell) -> str:
        """What a row of data is about, in words."""
        if cell.table == GIVEN:
            return wording.words("evidence.parameter", self.language)
        if (cell.table, cell.row) not in self.subjects:
            self.subjects[cell.table, cell.row] = self.subject(cell)
        return self.subjects[cell.table, cell.row]

    def subject(self, cell: Cell) -> str:
        """The same, worked out from the row."""
        row = self.rows[cell.table][cell.row]
        told = {"events": "event", "claims": "claim"}.get(cell.table)
        if told:
            return str(row[f"{told}_ar" if self.language == "ar" else told])
        texts = [self.name(row[column]) for column in SAID.get(cell.table, ()) if present(row.get(column))]
        return wording.words("charts.pause", self.language).join(wording.isolate(text, self.language) for text in texts)

    def name(self, code: Any) -> str:
        """A code of the data as readers meet it: a term, a deal, a date, or itself."""
        if code not in self.names:
            self.names[code] = self.looked_up(code)
        return self.names[code]

    def looked_up(self, code: Any) -> str:
        """The same, looked up in the data."""
        own = "_ar" if self.language == "ar" else ""
        if code in self.rows["terms"]:
            return str(self.rows["terms"][code][f"name{own}"])
        if code in self.rows["deals"]:
            return str(self.rows["deals"][code][f"target{own}"])
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", str(code)):
            return wording.date(str(code), self.language, self.digits)
        return str(code)

    def number(self, value: Any) -> str:
        """A figure in words with its unit; a list by how many it holds; a row by its date."""
        if isinstance(value, Among):
            return wording.number(len(value.members), "figures", self.language, self.digits)
        if isinstance(value, Cell) and value.column == "claim":  # in this language; its status depends on the day
            return self.said(value)
        if isinstance(value, Cell):
            return self.value(value)
        return self.exact(value, value, unit(value, self.unit_of))

    def value(self, cell: Cell) -> str:
        """What a row of data states in words: its figure or range, or where it has none its date or its id."""
        if cell.column in OWN:
            stated = self.rows[cell.table][cell.row][cell.column]
            return self.exact(int(stated) if cell.column == "arena_rank" else stated, stated, None)
        row, (low, high) = self.rows[cell.table][cell.row], FIGURES.get(cell.table, (cell.column, cell.column))
        if cell.column in DATES or not (present(row.get(low)) or present(row.get(high))):
            return self.name(row[cell.column]) if cell.column in DATES and present(row[cell.column]) else cell.row
        return self.exact(row.get(low), row.get(high), self.unit_of(replace(cell, column=low)))

    def exact(self, low: Any, high: Any, of: str | None) -> str:
        """A figure or a range with as many decimals as it has, up to three."""
        low, high = (Decimal(str(end)) if present(end) else None for end in (low, high))
        unit = of if of in wording.units() else None
        ends = [end for end in (low, high) if end is not None]
        places = max((decimals(end) for end in ends), default=0)
        return wording.span(low, high, f"{unit or ''}:{places}" if places else unit, self.language, self.digits)

    def unit_of(self, cell: Cell) -> str | None:
        """The unit of a figure of the data."""
        if cell.table == GIVEN:
            return None
        row = self.rows[cell.table][cell.row]
        if cell.table == "flows":
            return str(row["measure"])
        if cell.table == "fx":
            return f"{row['currency']}/USD"
        return UNITS.get(cell.column) or (str(row["unit"]) if present(row.get("unit")) else None)


def decimals(value: Decimal) -> int:
    """How many decimals a figure needs to be read exactly, once in millions or billions; at most three digits of it."""
    size, plain = value.adjusted(), value.normalize()
    power = 3 * (size // 3) if size >= 6 else 0
    return min(max(3, 2 - size), max(0, power - int(plain.as_tuple().exponent)))


def present(value: Any) -> bool:
    """Whether a cell of the data holds something."""
    return not pd.isna(value) and value != ""
