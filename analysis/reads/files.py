"""A data package as plain cells, each file read once as long as it stays the same."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import stat
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, TypeVar

CONTRACT = "datapackage.json"
SETTLED = 2_000_000_000  # nanoseconds, the coarsest clock of a file system in use
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Made = TypeVar("Made")


class Broken(Exception):
    """A package that cannot be read; `tables` says what is wrong with it."""


@dataclass(frozen=True)
class Plain:
    """The cells of a table's file as they are written."""

    header: list[str]
    rows: list[list[str]]

    def column(self, name: str) -> list[str]:
        """The cells of a column. Raises Broken when there is none, or a row is too short."""
        try:
            place = self.header.index(name)
            return [row[place] for row in self.rows]
        except (ValueError, IndexError):
            raise Broken(name) from None

    @cached_property
    def by_id(self) -> dict[str, list[str]]:
        """The rows by their first cell."""
        return {row[0]: row for row in self.rows if row}


def while_same(make: Callable[[Path], Made]) -> Callable[[Path], Made]:
    """The function of a file, its result kept as long as the file's size, times and place on the disk stay the same.

    What was written less than two seconds before it was read is not kept: the next write might leave the same times.
    """
    kept: dict[Path, tuple[tuple[int, ...], Made]] = {}

    @wraps(make)
    def made(path: Path) -> Made:
        try:
            state = os.stat(path)
        except OSError:
            raise Broken(path.name) from None
        mark = state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino
        held = kept.get(path)
        if held is None or held[0] != mark:
            settled = time.time_ns() - max(state.st_mtime_ns, state.st_ctime_ns) > SETTLED
            held = mark, make(path)
            if settled:
                kept[path] = held
        return held[1]

    return made


@while_same
def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal. Raises Broken when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise Broken(path.name) from None


@while_same
def cells(path: Path) -> Plain:
    """The cells of a CSV or Parquet file. Raises Broken when it is none."""
    if path.suffix == ".parquet":
        return parquet_cells(path)
    try:
        with open(path, encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file, strict=True)) or [[]]
    except (OSError, ValueError, csv.Error):
        raise Broken(path.name) from None
    return Plain(header, rows)


def parquet_cells(path: Path) -> Plain:
    """The cells of a Parquet file as a CSV file would have them. Raises Broken when it is none."""
    from pyarrow import ArrowException, parquet  # a slow import that packages in CSV never need

    try:
        found = parquet.ParquetFile(path).read(use_threads=False)
    except (ArrowException, OSError):
        raise Broken(path.name) from None
    columns = ([written(cell) for cell in column.to_pylist()] for column in found.columns)
    return Plain(found.column_names, [list(row) for row in zip(*columns, strict=True)])


def written(cell: Any) -> str:
    """A cell of Parquet as it is written in CSV."""
    return "" if cell is None else format(cell, "f") if isinstance(cell, Decimal) else str(cell)


@while_same
def declared(path: Path) -> dict[str, Any]:
    """A package's datapackage.json. Raises Broken when it is none."""
    try:
        held = json.loads(path.read_bytes())
        return {**held, "resources": {one["name"]: one for one in held["resources"]}}
    except (OSError, ValueError, TypeError, KeyError):
        raise Broken(path.name) from None


def folder(home: Path) -> str:
    """One digest of every file of a folder, names included."""
    names = sorted(path.relative_to(home).as_posix() for path in home.rglob("*")
                   if path.is_file() and not path.name.startswith("."))  # fmt: skip
    return hashlib.sha256("".join(f"{digest(home / name)} {name}\n" for name in names).encode()).hexdigest()


def contract(home: Path) -> dict[str, Any]:
    """What a package declares, its resources by name. Raises Broken."""
    return declared(home / CONTRACT)


def table(home: Path, name: str) -> Plain:
    """The cells of one table of a package. Raises Broken for one that cannot be read."""
    return cells(path_of(home, name))


def path_of(home: Path, name: str) -> Path:
    """The file of one table of a package. Raises Broken when none is declared, or none that lies in its folder."""
    try:
        path = home / str(contract(home)["resources"][name]["path"])
        if path.resolve().is_relative_to(home.resolve()) and stat.S_ISREG(os.stat(path).st_mode):
            return path
    except (KeyError, TypeError, OSError, ValueError):
        pass
    raise Broken(name)


def newest(home: Path) -> str:
    """The newest day written in full in any date column of a package, "" when there is none; see `tables.newest`."""
    days = (cell for name, column in dated(contract(home)) for cell in table(home, name).column(column))
    return max(filter(is_day, set(days)), default="")


def dated(package: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """The table and the name of each column of partial dates."""
    for name, resource in package["resources"].items():
        for field in resource.get("schema", {}).get("fields", ()):
            if field.get("mizan:type") == "partial-date":
                yield name, field["name"]


def is_day(cell: str) -> bool:
    """Whether a cell holds a day of the calendar."""
    try:
        return bool(DAY.fullmatch(cell)) and bool(date.fromisoformat(cell))
    except ValueError:
        return False


def choices(home: Path, held: Callable[[str, str], list[str]] | None = None) -> dict[str, tuple[str, ...]]:
    """The values that parameters drawn from the data may take, per group of terms; none of a table that a package lacks.

    `held` gives the cells of a column to whoever has read the tables already. Raises Broken.
    """
    there = contract(home)["resources"]

    def column(name: str, of: str) -> list[str]:
        return (held(name, of) if held else table(home, name).column(of)) if name in there else []

    groups: dict[str, tuple[str, ...]] = {}
    for group, term in zip(column("terms", "group"), column("terms", "term_id"), strict=True):
        groups[group] = (*groups.get(group, ()), term)
    groups["lab"] = several(column("talent", "lab"), column("flows", "from_lab"), column("flows", "to_lab"))
    groups["measure"] = several(name for name in column("talent", "measure") if not name.endswith(("_low", "_high")))
    groups["deal"], buyers = tuple(column("deals", "deal_id")), tuple(column("deals", "acquirer"))
    groups["acquirer"], groups["acquirer of a deal"] = several(buyers), buyers  # the latter in the order of the deals
    groups["company"] = several(column("companies", "company"))
    groups["seed"] = tuple(filter(None, column("sources", "seed")))
    return groups


def several(*columns: Iterable[str]) -> tuple[str, ...]:
    """The different values of some columns, in order."""
    return tuple(sorted({cell for column in columns for cell in column}))
