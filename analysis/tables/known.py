"""Tables with the day from which each row counts, kept by the digests of every file that they depend on."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

import pandas as pd
import pyarrow.compute as pc

from .. import seeds
from . import days, store
from .contract import Package, Table, package
from .faults import DataFault, refusal
from .figures import date_fault
from .files import Changed, Files, restless
from .held import held
from .reading import rows
from .sheet import sheet

Answer = TypeVar("Answer")
ATTEMPTS = 3


def known(name: str, data: str | None, day: pd.Timestamp | None) -> pd.DataFrame:
    """A frame of its own for the caller: the rows of a table, or those known by a day; see `load`."""
    return _settled(data, lambda opened, files: _known(opened, files, opened.table(name), day)).copy(deep=False)


def newest(data: str | None = None) -> str:
    """The newest day written in full in any date column of the package: the default of `as_of`."""
    return _settled(data, _newest)


def written_from(seed: str, data: str | None) -> pd.Timestamp:
    """The day by which a seed was written, as far as it tells: none of its figures counts from a later one."""
    return _settled(data, lambda opened, files: _written_from(opened, files, seed))


def _settled(data: str | None, answer: Callable[[Package, Files], Answer]) -> Answer:
    """An answer given from one state of the files: anew when one of them is written meanwhile."""
    for attempt in range(ATTEMPTS):
        opened = package(data)
        try:
            return answer(opened, Files(opened.folder, opened.called))
        except Changed as change:
            if attempt == ATTEMPTS - 1:
                raise restless(change) from None
    raise AssertionError


def _known(opened: Package, files: Files, table: Table, day: pd.Timestamp | None = None) -> pd.DataFrame:
    """The rows of a table as they are kept: never to be handed out without a copy."""
    key = _key(opened, files, table, day)
    frame = None if key is None else store.recall(key)
    if frame is None:
        frame = _seen(opened, files, table, day) if day is not None else _dated(opened, files, table)
        if key is not None:
            store.keep(key, frame, _weight(frame, frame if day is None else _known(opened, files, table)))
    return frame


def _weight(frame: pd.DataFrame, every: pd.DataFrame) -> int:
    """How much a frame takes beside what is kept already: the cells that its texts lie in, all rows of which it is some."""
    if frame is every:
        return store.weight(frame.select_dtypes(exclude="str"))
    return 0 if len(frame) == len(every) else store.weight(frame)


def _key(opened: Package, files: Files, table: Table, day: pd.Timestamp | None) -> Hashable:
    """All that the rows of a table follow from; None when a file that they need cannot be read."""
    behind = [opened.table(one) for one in _behind(opened, table)]
    try:
        digests = tuple(files.digest(one.path) for one in behind)
        ids = tuple(card.id for card in seeds.cards()) if any("seed" in one.header for one in behind) else ()
    except (DataFault, seeds.SeedFault):
        return None
    return "rows", opened.digest, table.name, day, digests, ids


def _behind(opened: Package, table: Table) -> list[str]:
    """The table and all that it refers to, directly or through others."""
    found = [table.name]
    for name in found:
        targets = [target for one in opened.table(name).references for target, _ in one.targets]
        targets += ["readings", "sources"] if name == "claims" else []
        found += [one for one in dict.fromkeys(targets) if one in opened.tables and one not in found]
    return found


def _seen(opened: Package, files: Files, table: Table, day: pd.Timestamp) -> pd.DataFrame:
    frame = _known(opened, files, table)
    return days.seen(table.name, frame, day) if "known_from" in frame else frame


def _dated(opened: Package, files: Files, table: Table) -> pd.DataFrame:
    """The rows of a table that keeps its contract, with the day from which each counts where that can be told."""
    frame = held(opened, files, table)
    if table.name == "claims" and "seed" in frame and {"readings", "sources"} <= set(opened.tables):
        frame["known_from"] = days.each_once(frame["seed"], lambda seed: _written_from(opened, files, str(seed)))
    elif "source" in frame or table.name == "prices":
        published = _published(opened, files, table, frame)
        frame["known_from"], frame["undated"] = days.known_from(table.name, frame, published), published.isna()
        if "start" in frame:
            frame["known_from"] = days.written_together(frame)
    return frame


def _written_from(opened: Package, files: Files, seed: str) -> pd.Timestamp:
    sources, readings = (_known(opened, files, opened.table(name)) for name in ("sources", "readings"))
    own = sources.loc[sources["seed"] == seed, "source_id"]
    return readings.loc[readings["source"].isin(own), "known_from"].max()


def _published(opened: Package, files: Files, table: Table, frame: pd.DataFrame) -> pd.Series:
    """The last day of the period in which each row's source was published, NaT where that is unknown."""
    citing = [target for one in table.references if one.field == "source" for target, _ in one.targets]
    if not citing or "published" not in opened.table(citing[0]).header:
        return pd.Series(pd.NaT, frame.index, dtype=days.MOMENT)
    cited = opened.table(citing[0])
    sources = held(opened, files, cited) if "source" in cited.header else _known(opened, files, cited)
    ends = dict(zip(sources[cited.primary_key[0]], days.period_end(sources["published"]), strict=True))
    return days.each_once(frame["source"], lambda one: ends.get(one, pd.NaT)).rename(None)


def _newest(opened: Package, files: Files) -> str:
    dated = [table for table in opened.tables.values() if any(field.partial_date for field in table.fields)]
    try:
        key: Hashable = "newest", opened.digest, tuple(files.digest(table.path) for table in dated)
    except DataFault:  # of several files that cannot be read the first in the contract is named, below
        key = None
    found = store.recall(key)
    if found is None:
        written = {cell for table in dated for cell in _dates(files, table)}
        found = max((cell for cell in written if len(cell) == 10 and not date_fault(cell)), default="")
        store.keep(key, found, len(found))
    if not found:
        raise refusal(opened.called, "no day written in full", "one", "Write one, or give as_of.")
    return found


def _dates(files: Files, table: Table) -> set[str]:
    names, cells = [field.name for field in table.fields if field.partial_date], sheet(files, table)
    if cells is None:
        read = rows(files, table)
        return {cell for name in names for cell in read.column(name)}
    return {cell for name in names for cell in pc.unique(cells[name]).drop_null().to_pylist()}
