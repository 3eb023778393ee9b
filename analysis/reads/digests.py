"""Digests of what a page read, from the files as they are: column by column, so that one can say what changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .files import Broken, Plain, contract, digest, folder, newest, path_of, table

SHORT = 16  # hexadecimal digits of a digest that only has to tell one column from what it was
MOVING = ("hash", "bytes")  # of a table's file: they change with cells that nobody read
GONE = "cannot be read"


def prints(home: Path, reads: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Per table (and for the "package") what was read of it, in words, and its digest; stays silent on what is broken."""
    found = {"package": {"datapackage.json": package(home)}}
    if reads["newest"]:
        found["package"]["newest day"] = last_day(home)
    return found | {name: dict(of_table(home, name, read)) for name, read in reads["tables"].items()}


def package(home: Path) -> str:
    """The digest of what a package says of itself, its tables aside."""
    try:
        return short({key: value for key, value in contract(home).items() if key != "resources"})
    except Broken:
        return GONE


def last_day(home: Path) -> str:
    """The newest day of a package, itself and not its digest; where a table is no CSV, the digest of all its files."""
    try:
        return newest(home)
    except Broken:
        return attempted(folder, home)


def of_table(home: Path, name: str, read: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """What was read of one table, each with its digest."""
    yield "datapackage.json", declared(home, name)
    try:
        plain = table(home, name)
    except Broken:  # no CSV, and so no columns to tell apart without what holds a table to its contract
        yield "file", attempted(lambda place: digest(path_of(place, name)), home)
        return
    yield from ((f"column {column}", of_column(plain, column)) for column in read["columns"])
    for rows in read["rows"]:
        yield f"rows shown, {' '.join(rows['columns'])}", of_rows(plain, rows["columns"], rows["of"])
    for rows in read["named_by"]:
        yield f"rows of {' '.join(rows['of'])}, {' '.join(rows['columns'])}", of_rows(
            plain, rows["columns"], sorted(set(ids(home, rows["of"]))))  # fmt: skip


def declared(home: Path, name: str) -> str:
    """The digest of what a package declares of a table."""
    try:
        return short({key: value for key, value in contract(home)["resources"][name].items() if key not in MOVING})
    except (Broken, KeyError):
        return GONE


def of_column(plain: Plain, name: str) -> str:
    """The digest of a column's cells in their order."""
    try:
        return short(plain.column(name))
    except Broken:
        return GONE


def of_rows(plain: Plain, columns: Sequence[str], names: Iterable[str]) -> str:
    """The digest of some columns of the rows of some ids; an id without a row counts as such."""
    try:
        places = [plain.header.index(column) for column in columns]
        found = ((name, plain.by_id.get(name)) for name in names)
        return short([[name, *(row[place] for place in places)] if row else [name] for name, row in found])
    except (ValueError, IndexError):
        return GONE


def attempted(make: Callable[[Path], str], home: Path) -> str:
    """A digest, or that there is none."""
    try:
        return make(home)[:SHORT]
    except Broken:
        return GONE


def ids(home: Path, keys: Iterable[str]) -> Iterable[str]:
    """The ids that some columns hold, each given as "readings.source"."""
    for key in keys:
        name, _, column = key.partition(".")
        try:
            yield from table(home, name).column(column)
        except Broken:
            yield attempted(lambda place: digest(path_of(place, name)), home)  # noqa: B023  called at once


def short(value: Any) -> str:
    """A short digest of plain data."""
    told = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:SHORT]
