"""The tables of a data package, held to their contract, and one reading chosen per deal.

`load` reads a table and refuses it with every fault at once; `choose` picks one reading per subject by a fixed rule,
`readings_of` shows it among all the others, and `conflicts` lists those that lie far apart;
`newest` is the day up to which the data goes; `digest` proves which bytes were read; `preload` reads all that a package has.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pandas as pd

from .. import seeds
from . import days
from .choice import choose, readings_of
from .contract import described, package
from .days import period_end, period_start
from .disagreement import DISTANCE, conflicts
from .faults import DataFault
from .files import Files
from .folder import ROOT
from .known import known, newest, written_from
from .seeing import seeing

__all__ = [
    "DISTANCE", "ROOT", "DataFault", "choose", "conflicts", "described", "digest", "document", "load", "names", "newest",
    "package_name", "period_end", "period_start", "preload", "readings_of", "seeing", "subject",
]  # fmt: skip


def load(name: str, data: str | None = None, as_of: str | date | None = None) -> pd.DataFrame:
    """A table as its contract declares it, in the order of its file; DataFault with every fault when it is broken.

    Text is `str` (missing where empty), numbers are Decimal objects (None where empty), whole numbers Int64. A table
    that cites sources gets `known_from`, the day from which each row counts, and `undated`, whether its source states
    no day of publication, so that it counts from its own date; with `as_of` only rows known by that day remain, those
    without any date among them. Unknown is never zero. A file is read again only when it changed; the frame is the
    caller's own.
    """
    return known(name, data, days.as_day(as_of) if as_of else None)


def preload(data: str | None = None) -> None:
    """Every table of a package read and checked once, so that processes forked from this one find them read.

    A table with faults is passed over: whoever loads it is told them.
    """
    days_seen: list[str | None] = [None]
    with suppress(DataFault):
        days_seen.append(newest(data))
    for name in names(data):
        for as_of in days_seen:
            with suppress(DataFault):
                load(name, data, as_of)


def document(seed: str, data: str | None = None, as_of: str | date | None = None) -> str:
    """The text of a seed; nothing when one of the figures that it states counts from a day after `as_of` only."""
    return "" if as_of and written_from(seed, data) > days.as_day(as_of) else seeds.text(seed)


def names(data: str | None = None) -> tuple[str, ...]:
    """The tables of a package in the order of its contract."""
    return tuple(package(data).tables)


def package_name(data: str | None = None) -> str:
    """The name that a package gives itself, which pages print instead of its path."""
    return package(data).name


def subject(data: str | None = None) -> tuple[str, str]:
    """What a package is about, in English and in Arabic; empty where it does not say."""
    return package(data).subject


def digest(name: str, data: str | None = None) -> str:
    """The SHA-256 of a table's file, in hexadecimal."""
    opened = package(data)
    return Files(opened.folder, opened.called).digest(opened.table(name).path)
