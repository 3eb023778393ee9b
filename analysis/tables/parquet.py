"""The cells of a Parquet file as text, taken exactly: text, whole numbers, decimals and days, and nothing binary."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from .contract import Table
from .faults import DataFault, refusal, sentence
from .header import header_faults

SUFFIX = ".parquet"
TEXT = pa.large_string()
EXPECTED = "text, whole numbers, decimals or days"


def is_parquet(path: str) -> bool:
    """Whether a table lies in a Parquet file."""
    return path.endswith(SUFFIX)


def columns(data: bytes, file: str, table: Table) -> pa.Table:
    """The cells as text, null where empty; DataFault when the file or its columns cannot be taken."""
    from pyarrow import parquet  # a slow import that tables in CSV never need

    try:
        found = parquet.ParquetFile(pa.BufferReader(data)).read(use_threads=False)
    except (pa.ArrowException, OSError):
        raise refusal(file, "no Parquet", "a whole Parquet file", "Write it again.") from None
    wrong = [f"{file}: {one}" for one in header_faults(found.column_names, table)]
    if not wrong:
        wrong = list(_type_faults(found, file))
    if wrong:
        raise DataFault(wrong)
    try:
        cells = pa.table({name: _text(found[name]) for name in table.header}).combine_chunks()
        cells.validate(full=True)
    except pa.ArrowInvalid:
        raise refusal(file, "bytes that are no UTF-8", "text in UTF-8", "Write it again.") from None
    return cells


def _type_faults(found: pa.Table, file: str) -> Iterator[str]:
    for column in found.schema:
        if not _is_exact(column.type):
            binary = pa.types.is_floating(column.type)
            remedy = "Store figures as decimals: binary fractions are not exact." if binary else "Store it as text."
            yield sentence(f"{file}, {column.name}", f"a column of {column.type}", EXPECTED, remedy)


def _is_exact(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    tests = (pa.types.is_string, pa.types.is_large_string, pa.types.is_integer, pa.types.is_decimal, pa.types.is_date32)
    return pa.types.is_null(kind) or any(test(kind) for test in tests)


def _text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_decimal(column.type):
        column = pa.chunked_array([[None if one is None else format(one, "f") for one in column.to_pylist()]], TEXT)
    written = column.cast(TEXT)
    return pc.if_else(pc.equal(written, ""), pa.scalar(None, TEXT), written)
