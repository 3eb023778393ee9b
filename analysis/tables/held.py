"""A table held to its contract: the quick way when it is plainly sound, the slow one that words every fault when not."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .. import seeds
from . import store
from .breaches import Keys, breaches
from .contract import Package, Table
from .faults import DataFault
from .files import Files
from .reading import Rows, rows
from .sheet import sheet
from .sound import sound
from .typed import typed

TEXT = pa.large_string()


def held(opened: Package, files: Files, table: Table) -> pd.DataFrame:
    """The typed rows of a table that keeps its contract; DataFault with every fault of one that does not."""
    cells = sheet(files, table)
    known = None if cells is None else _known(opened, files, table, cells)
    frame = None if cells is None or known is None else sound(table, cells, known)
    return _worded(opened, files, table) if frame is None else frame


def _worded(opened: Package, files: Files, table: Table) -> pd.DataFrame:
    read = rows(files, table)
    frame, spoilt, faults = typed(read)
    faults += [*read.faults, *breaches(read, frame, spoilt, _keys(opened, files, read))]
    if faults:
        raise DataFault(fault.sentence for fault in sorted(faults))
    return frame


def _known(opened: Package, files: Files, table: Table, cells: pa.Table) -> dict[str, pa.Array] | None:
    """The ids that each referring column may name, None when a file referred to asks for a second look."""
    found: dict[str, list[pa.Array]] = {}
    for reference in table.references:
        for target, field in reference.targets:
            if target in opened.tables:
                own = cells if target == table.name else None
                ids = _ids_quickly(opened, files, opened.table(target), field, reference.groups, own)
                if ids is None:
                    return None
                found.setdefault(reference.field, []).append(ids)
    if "seed" in table.header and cells["seed"].null_count < len(cells):
        try:
            found["seed"] = [pa.array([card.id for card in seeds.cards()], TEXT)]
        except seeds.SeedFault:
            return None
    return {name: pa.concat_arrays(arrays) for name, arrays in found.items()}


def _ids_quickly(
    opened: Package, files: Files, table: Table, field: str, groups: tuple[str, ...], cells: pa.Table | None
) -> pa.Array | None:
    """The ids that a table holds, of some groups alone when it tells its rows apart by group."""
    key = "ids", opened.digest, files.digest(table.path), table.name, field, groups
    ids = store.recall(key)
    if ids is None:
        cells = sheet(files, table) if cells is None else cells
        if cells is None:
            return None
        ids = cells[field]
        if groups and "group" in table.header:
            ids = ids.filter(pc.is_in(cells["group"], pa.array(groups, TEXT)))
        ids = pc.unique(ids.combine_chunks()).drop_null()
        store.keep(key, ids, ids.nbytes)
    return ids


def _keys(opened: Package, files: Files, read: Rows) -> Keys:
    """The ids that each referring column may name; the file of every table referred to must be sound."""
    found: dict[str, set[str]] = {}
    for reference in read.table.references:
        for target, field in reference.targets:
            if target in opened.tables:
                other = read if target == read.table.name else rows(files, opened.table(target))
                if other is not read and other.faults:
                    raise DataFault(fault.sentence for fault in other.faults)
                found.setdefault(reference.field, set()).update(_ids(other, field, reference.groups))
    if "seed" in read.table.header and any(read.column("seed")):
        try:
            found["seed"] = {card.id for card in seeds.cards()}
        except seeds.SeedFault as fault:
            raise DataFault([str(fault)]) from None
    return found


def _ids(other: Rows, field: str, groups: tuple[str, ...]) -> set[str]:
    """The ids that a table holds, of some groups alone when it tells its rows apart by group."""
    ids = other.column(field)
    if groups and "group" in other.table.header:
        ids = [one for one, group in zip(ids, other.column("group"), strict=True) if group in groups]
    return set(filter(None, ids))
