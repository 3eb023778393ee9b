"""The rows of a table's file, read strictly: nothing is guessed, renamed, shifted or dropped."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from .contract import Table
from .faults import DataFault, Fault, refusal, sentence
from .files import Files
from .header import header_faults
from .parquet import columns, is_parquet

MARKS = {
    b"\xff\xfe": "the mark of UTF-16",
    b"\xfe\xff": "the mark of UTF-16",
    b"\xef\xbb\xbf": "a byte order mark (U+FEFF)",
}
LONGEST = 100_000  # characters in a field
TOO_LONG = f"found a field of more than {LONGEST} characters, expected less. Shorten it."


@dataclass(frozen=True)
class Rows:
    """The rows of a file that have the header's width, with the line on which each begins, and faults of the others.

    The rows of a Parquet file are counted from 1 and called rows.
    """

    table: Table
    file: str
    lines: list[int]
    cells: list[list[str]]
    faults: list[Fault]
    counted: str = "line"

    def column(self, name: str) -> list[str]:
        place = self.table.header.index(name)
        return [row[place] for row in self.cells]

    def cell(self, row: int, column: str) -> str:
        return self.cells[row][self.table.header.index(column)]

    def where(self, row: int, column: str) -> str:
        return f"{self.file}, {self.place(row)}, {column}"

    def place(self, row: int) -> str:
        return f"{self.counted} {self.lines[row]}"


def rows(files: Files, table: Table) -> Rows:
    """The rows of one table; DataFault when the file as a whole cannot be trusted."""
    file, data = f"{files.called}/{table.path}", files.content(table.path)
    if is_parquet(table.path):
        return _of_parquet(table, file, data)
    numbered = _numbered(_text(data, file), file)
    header = next(numbered, (1, []))[1]
    wrong = list(header_faults(header, table))
    if wrong:
        raise DataFault(f"{file}, line 1: {sentence}" for sentence in wrong)
    return _of_width(table, file, numbered, header)


def _of_parquet(table: Table, file: str, data: bytes) -> Rows:
    found = columns(data, file, table)
    cells = [["" if cell is None else cell for cell in column.to_pylist()] for column in found.columns]
    taken = [list(row) for row in zip(*cells, strict=True)]
    for line, row in enumerate(taken, 1):
        if len(max(row, key=len)) > LONGEST:
            raise DataFault([f"{file}, row {line}: {TOO_LONG}"])
    return Rows(table, file, list(range(1, len(taken) + 1)), taken, [], "row")


def _text(data: bytes, file: str) -> str:
    if not data.strip():
        raise refusal(file, "an empty file", "a row of column names", "Write the header at least.")
    for mark, name in MARKS.items():
        if data.startswith(mark):
            raise refusal(f"{file}, line 1", name, "UTF-8 without a mark", "Save it as plain UTF-8.")
    faults = []
    if b"\x00" in data:
        where = f"{file}, line {_line(data, data.index(0))}"
        faults.append(sentence(where, "NUL (U+0000)", "text", "Save it as UTF-8; it may have been saved as UTF-16."))
    if b"\r" in data:
        ends = "CRLF (U+000D U+000A)" if b"\r\n" in data else "a carriage return (U+000D)"
        where = f"{file}, line {_line(data, data.index(13))}"
        faults.append(sentence(where, ends, "lines that end in LF (U+000A)", "Save it with Unix line ends."))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        where, byte = f"{file}, line {_line(data, error.start)}", f"byte 0x{data[error.start]:02X}"
        faults.append(sentence(where, byte, "UTF-8", "Save it as UTF-8; it may have been saved as Windows-1256."))
    if faults:
        raise DataFault(faults)
    return text


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _numbered(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            if len(max(row, key=len, default="")) > LONGEST:  # csv's own bound is the process's, which others move
                raise DataFault([f"{file}, line {line}: {TOO_LONG}"])
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise DataFault([f"{file}, line {line}: {_csv_sentence(str(error))}"]) from None


def _csv_sentence(said: str) -> str:
    if "unexpected end" in said:
        return 'found a quote that is never closed, expected " at the end of the field. Close it, or double it: "".'
    if "field limit" in said:
        return TOO_LONG
    return 'found text after a closing quote, expected a comma. Double each quote inside a field: "".'


def _of_width(table: Table, file: str, numbered: Iterator[tuple[int, list[str]]], header: list[str]) -> Rows:
    kept = Rows(table, file, [], [], [])
    for line, row in numbered:
        if len(row) == len(header):
            kept.lines.append(line)
            kept.cells.append(row)
        else:
            kept.faults.append(Fault(line, -1, f"{file}, line {line}: {_width_sentence(row, len(header))}"))
    return kept


def _width_sentence(row: list[str], width: int) -> str:
    if not row:
        return f"found an empty line, expected {width} fields. Remove the line."
    if len(row) > width:
        return f"found {len(row)} fields, expected {width}. Put quotes around a field that holds a comma."
    return f"found {len(row)} fields, expected {width}. Write a comma for each field that is unknown."
