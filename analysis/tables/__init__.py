"""The tables of a data package, held to their contract, and one reading chosen per deal.

`load` reads a table and refuses it with every fault at once; `choose` picks one reading per subject by a fixed rule,
`readings_of` shows it among all the others, and `conflicts` lists those that lie far apart;
`newest` is the day up to which the data goes; `digest` proves which bytes were read.
"""

from __future__ import annotations

import hashlib
from datetime import date

import pandas as pd

from .. import seeds
from . import days
from .breaches import Keys, breaches
from .choice import choose, readings_of
from .contract import Package, Table, package
from .days import period_end, period_start
from .disagreement import DISTANCE, conflicts
from .faults import DataFault, refusal
from .figures import date_fault
from .folder import ROOT, file_bytes
from .reading import Rows, rows
from .seeing import seeing
from .typed import typed

__all__ = [
    "DISTANCE", "ROOT", "DataFault", "choose", "conflicts", "digest", "document", "load", "names", "newest", "package_name",
    "period_end", "period_start", "readings_of", "seeing",
]  # fmt: skip


def load(name: str, data: str | None = None, as_of: str | date | None = None) -> pd.DataFrame:
    """A table as its contract declares it, in the order of its file; DataFault with every fault when it is broken.

    Text is `str` (missing where empty), numbers are Decimal objects (None where empty), whole numbers Int64. A table
    that cites sources gets `known_from`, the day from which each row counts, and `undated`, whether its source states
    no day of publication, so that it counts from its own date; with `as_of` only rows known by that day remain, those
    without any date among them. Unknown is never zero.
    """
    day = days.as_day(as_of) if as_of else None
    opened = package(data)
    table = opened.table(name)
    frame = _held(opened, table)
    if name == "claims" and "seed" in frame and {"readings", "sources"} <= set(opened.tables):
        frame["known_from"] = [_written_from(seed, data) for seed in frame["seed"]]
        return frame if day is None else days.seen(name, frame, day)
    if "source" not in frame and name != "prices":
        return frame
    published = _published(opened, table, frame)
    frame["known_from"], frame["undated"] = days.known_from(name, frame, published), published.isna()
    if "start" in frame:
        frame["known_from"] = days.written_together(frame)
    return frame if day is None else days.seen(name, frame, day)


def document(seed: str, data: str | None = None, as_of: str | date | None = None) -> str:
    """The text of a seed; nothing when one of the figures that it states counts from a day after `as_of` only."""
    return "" if as_of and _written_from(seed, data) > days.as_day(as_of) else seeds.text(seed)


def names(data: str | None = None) -> tuple[str, ...]:
    """The tables of a package in the order of its contract."""
    return tuple(package(data).tables)


def package_name(data: str | None = None) -> str:
    """The name that a package gives itself, which pages print instead of its path."""
    return package(data).name


def digest(name: str, data: str | None = None) -> str:
    """The SHA-256 of a table's file, in hexadecimal."""
    opened = package(data)
    return hashlib.sha256(file_bytes(opened.folder, opened.table(name).path, opened.called)).hexdigest()


def newest(data: str | None = None) -> str:
    """The newest day written in full in any date column of the package: the default of `as_of`."""
    opened = package(data)
    written = {
        cell
        for table in opened.tables.values()
        if any(field.partial_date for field in table.fields)
        for cell in _dates(rows(opened, table))
    }
    whole = [cell for cell in written if len(cell) == 10 and not date_fault(cell)]
    if not whole:
        raise refusal(opened.called, "no day written in full", "one", "Write one, or give as_of.")
    return max(whole)


def _written_from(seed: str, data: str | None) -> pd.Timestamp:
    """The day by which a seed was written, as far as it tells: none of its figures counts from a later one."""
    sources, readings = load("sources", data), load("readings", data)
    own = sources.loc[sources["seed"] == seed, "source_id"]
    return readings.loc[readings["source"].isin(own), "known_from"].max()


def _dates(read: Rows) -> set[str]:
    return {cell for field in read.table.fields if field.partial_date for cell in read.column(field.name)}


def _held(opened: Package, table: Table) -> pd.DataFrame:
    """The typed rows of a table that keeps its contract."""
    read = rows(opened, table)
    frame, spoilt, faults = typed(read)
    faults += [*read.faults, *breaches(read, frame, spoilt, _keys(opened, read))]
    if faults:
        raise DataFault(fault.sentence for fault in sorted(faults))
    return frame


def _keys(opened: Package, read: Rows) -> Keys:
    """The ids that each referring column may name; the file of every table referred to must be sound."""
    found: dict[str, set[str]] = {}
    for reference in read.table.references:
        for target, field in reference.targets:
            if target in opened.tables:
                other = read if target == read.table.name else rows(opened, opened.table(target))
                if other is not read and other.faults:
                    raise DataFault(fault.sentence for fault in other.faults)
                found.setdefault(reference.field, set()).update(_ids(other, field, reference.groups))
    if "seed" in read.table.header and any(read.column("seed")):
        try:
            found["seed"] = {card.id for card in seeds.cards()}
        except seeds.SeedFault as fault:
            raise DataFault([str(fault)]) from None
    return found


def _ids(read: Rows, field: str, groups: tuple[str, ...]) -> set[str]:
    """The ids that a table holds, of some groups alone when it tells its rows apart by group."""
    ids = read.column(field)
    if groups and "group" in read.table.header:
        ids = [one for one, group in zip(ids, read.column("group"), strict=True) if group in groups]
    return set(filter(None, ids))


def _published(opened: Package, table: Table, frame: pd.DataFrame) -> pd.Series:
    """The last day of the period in which each row's source was published, NaT where that is unknown."""
    citing = [target for one in table.references if one.field == "source" for target, _ in one.targets]
    if not citing or "published" not in opened.table(citing[0]).header:
        return pd.Series(pd.NaT, frame.index, dtype=days.MOMENT)
    sources = _held(opened, opened.table(citing[0]))
    ends = dict(zip(sources[opened.table(citing[0]).primary_key[0]], period_end(sources["published"]), strict=True))
    return pd.Series([ends.get(one, pd.NaT) for one in frame["source"]], frame.index, dtype=days.MOMENT)
