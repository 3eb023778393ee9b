"""What a notebook reads, kept while it runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

MANY = 300  # rows named one by one; where more are shown, their columns count as read whole


class Reads:
    """Everything that a page may depend on in its data: too much only costs time, too little would be a wrong page."""

    def __init__(self) -> None:
        self.columns: dict[str, set[str]] = {}
        self.rows: dict[str, dict[str, set[str]]] = {}
        self.named_by: dict[str, dict[str, set[str]]] = {}
        self.seeds: set[str] = set()
        self.newest = False

    def whole(self, table: str, columns: Iterable[str]) -> None:
        """Columns were read in every row."""
        self.columns.setdefault(table, set()).update(columns)

    def some(self, table: str, ids: Iterable[str], columns: Iterable[str]) -> None:
        """Columns were read in the rows of some ids; that there is no row of an id counts as well."""
        told = list(ids)
        for column in columns:
            self.rows.setdefault(table, {}).setdefault(column, set()).update(told)

    def behind(self, table: str, columns: Iterable[str], key: str) -> None:
        """Columns were read in the rows that a column of another table names, given as "readings.source"."""
        for column in columns:
            self.named_by.setdefault(table, {}).setdefault(column, set()).add(key)

    def sealed(self) -> dict[str, Any]:
        """What was read as plain data, the same in whatever order it was read."""
        tables = sorted({*self.columns, *self.rows, *self.named_by})
        return {"tables": {name: self.of(name) for name in tables}, "seeds": sorted(self.seeds), "newest": self.newest}

    def of(self, table: str) -> dict[str, Any]:
        """What was read of one table; a column read whole is not named again for some of its rows."""
        rows, named = self.rows.get(table, {}), self.named_by.get(table, {})
        whole = self.columns.get(table, set()) | {column for column, ids in rows.items() if len(ids) > MANY}
        return {"columns": sorted(whole), "rows": grouped(rows, whole), "named_by": grouped(named, whole)}


def grouped(found: Mapping[str, set[str]], whole: set[str]) -> list[dict[str, list[str]]]:
    """Columns that were read in the same rows together, with what names these rows."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for column, keys in sorted(found.items()):
        if column not in whole:
            groups.setdefault(tuple(sorted(keys)), []).append(column)
    return [{"columns": columns, "of": list(keys)} for keys, columns in groups.items()]
