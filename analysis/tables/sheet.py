"""A table's file as columns of text, when its structure is plainly sound: the quick way of reading.

Nothing is decided here against a file: where anything is unusual the answer is None, and `reading.rows` looks at it line by
line and says what is wrong, or takes it after all.
"""

from __future__ import annotations

import csv

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from . import store
from .contract import Table
from .faults import DataFault
from .files import Files
from .parquet import columns as parquet_columns
from .parquet import is_parquet
from .reading import LONGEST, Rows, rows

TEXT = pa.large_string()
COMMA, QUOTE, LINE_END = b',"\n'
# Arrow's reader of CSV keeps a thread, which a process that others are forked from should not have: it reads what is large.
SMALL = 1 << 20  # bytes
BLOCK = 1 << 24  # bytes; a row that is longer is looked at line by line


def sheet(files: Files, table: Table) -> pa.Table | None:
    """The cells of a table as text, null where empty; None when the file is not plainly sound in its structure."""
    key = "cells", table, files.digest(table.path)
    cells = store.recall(key)
    if cells is None:
        cells = _read(files, table)
        if cells is not None:
            store.keep(key, cells, cells.nbytes)
    return cells


def _read(files: Files, table: Table) -> pa.Table | None:
    data = files.content(table.path)
    try:
        if is_parquet(table.path):
            cells = parquet_columns(data, f"{files.called}/{table.path}", table)
        else:
            cells = _csv(data, table) if len(data) >= SMALL else _by_line(rows(files, table))
    except DataFault:
        return None
    return None if cells is None or _has_long_cell(cells) else cells


def _by_line(read: Rows) -> pa.Table | None:
    if read.faults:
        return None
    return pa.table({name: pa.array([cell or None for cell in read.column(name)], TEXT) for name in read.table.header})


def _csv(data: bytes, table: Table) -> pa.Table | None:
    """The cells of a CSV file; quotes stand only where RFC 4180 has them, and no field or row is left empty or broken."""
    start = data.find(b"\n") + 1 or len(data) + 1
    broken = not table.header or any(mark in data for mark in (b"\0", b"\r", b"\n\n"))
    if broken or not _is_header(data[: start - 1], table):
        return None
    if start >= len(data):
        return pa.table({name: pa.array([], TEXT) for name in table.header})
    body = pa.py_buffer(data).slice(start)
    if not _quotes_sound(np.frombuffer(body, np.uint8)):
        return None
    try:
        found = arrow_csv.read_csv(pa.BufferReader(body), *_options(table))
    except pa.ArrowInvalid:
        return None
    columns = []
    for _ in table.header:  # one by one, so that no two copies of a large table are held
        columns.append(found.column(0).combine_chunks())
        found = found.remove_column(0)
    return pa.table(columns, table.header)


def _is_header(line: bytes, table: Table) -> bool:
    try:
        return next(csv.reader([line.decode("utf-8")], strict=True), None) == table.header
    except (UnicodeDecodeError, csv.Error):
        return False


def _quotes_sound(body: np.ndarray) -> bool:
    """Whether each quoted field begins after a comma or line end, ends before one, and holds no line end or lone quote.

    A doubled quote ends a stretch and begins the next, so the stretches alone need to be looked at.
    """
    quotes = np.flatnonzero(body == QUOTE)
    if len(quotes) % 2:
        return False
    before, after = np.maximum(quotes[::2] - 1, 0), np.minimum(quotes[1::2] + 1, len(body) - 1)
    if not np.isin(body[np.concatenate((before, after))], (COMMA, LINE_END, QUOTE)).all():
        return False
    return len(quotes) == 0 or not (np.searchsorted(quotes, np.flatnonzero(body == LINE_END)) % 2).any()


def _options(table: Table) -> tuple[arrow_csv.ReadOptions, arrow_csv.ParseOptions, arrow_csv.ConvertOptions]:
    """Every field as text, nothing skipped."""
    return (
        arrow_csv.ReadOptions(column_names=table.header, use_threads=False, block_size=BLOCK),
        arrow_csv.ParseOptions(ignore_empty_lines=False, newlines_in_values=False),
        arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(table.header, TEXT), null_values=[""], strings_can_be_null=True
        ),
    )


def _has_long_cell(found: pa.Table) -> bool:
    return any((pc.max(pc.binary_length(column)).as_py() or 0) > LONGEST for column in found.columns)
