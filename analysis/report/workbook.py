"""Tables as one Excel workbook: text stays text, numbers are numbers, and the same tables give the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Context
from typing import Any

import xlsxwriter

from .extract import LEAD
from .fault import Fault

MEDIATYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")  # 007 is a name
DIGITS = 15  # that a spreadsheet keeps of a number
LONGEST = 32_767  # characters that a cell of a spreadsheet takes
TITLE = 31  # characters of a sheet's name
NARROW, WIDE = 8, 48  # of columns, in characters
RESERVED = ("", "history")


class Text(str):
    """A text that stays one, though it reads as a number."""


@dataclass(frozen=True)
class Sheet:
    """One table. `money` are the columns of sums, shown with thousands apart; without a header none is frozen."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[object]]
    money: Sequence[int] = ()


def packed(sheets: Sequence[Sheet], *, rtl: bool, title: str, author: str, day: str) -> bytes:
    """A workbook of these sheets, in their order. `day` is the ISO date that the file bears, never the clock's.

    Raises Fault 9 for a text that no cell holds.
    """
    kept = io.BytesIO()
    plain = dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls", "nan_inf_to_errors"), False)
    book = xlsxwriter.Workbook(kept, {"in_memory": True, **plain})
    born = datetime.fromisoformat(day).replace(tzinfo=UTC)
    book.set_properties({"title": title, "author": author, "created": born})
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"valign": "top"}), "money": book.add_format({"num_format": "#,##0", "valign": "top"}),
        # So that a text like a formula stays one even after a reader has edited its cell.
        "quoted": book.add_format({"quote_prefix": True, "valign": "top"}),
    }  # fmt: skip
    for sheet, name in zip(sheets, titles(sheet.name for sheet in sheets), strict=True):
        fill(book.add_worksheet(name), sheet, looks, rtl)
    book.close()
    return kept.getvalue()


def fill(page: Any, sheet: Sheet, looks: dict[str, Any], rtl: bool) -> None:
    """Write a table into a worksheet, its header in a row that stays in sight."""
    if rtl:
        page.right_to_left()
    for place, name in enumerate(sheet.header):
        page.write_string(0, place, name, looks["head"])
    if sheet.header:
        page.freeze_panes(1, 0)
    for number, row in enumerate(sheet.rows, start=1 if sheet.header else 0):
        for place, value in enumerate(row):
            write(page, number, place, shown(value), looks, place in sheet.money)
    for place, column in enumerate(columns(sheet)):
        page.set_column(place, place, min(WIDE, max(NARROW, *map(len, column))) + 1)


def write(page: Any, row: int, column: int, text: str, looks: dict[str, Any], money: bool) -> None:
    """Write one cell: a number as such, anything else as text; what is unknown stays empty."""
    value = None if isinstance(text, Text) else number(text)
    if len(text) > LONGEST:
        raise Fault(9, f"workbook, sheet {page.get_name()}, row {row + 1}: found a text of {len(text)} characters, expected "
                       f"at most {LONGEST}. Shorten it in the data.")  # fmt: skip
    if value is not None:
        page.write_number(row, column, value, looks["money" if money else "text"])
    elif text:
        page.write_string(row, column, text, looks["quoted" if LEAD.match(text) else "text"])


def shown(value: object) -> str:
    """A value as the text that stands for it."""
    return value if isinstance(value, str) else "" if value is None else str(value)


def columns(sheet: Sheet) -> list[list[str]]:
    """The texts of each column, which give it its width."""
    rows = [list(sheet.header), *([shown(value) for value in row] for row in sheet.rows)]
    return [[row[place] for row in rows if place < len(row)] for place in range(max(map(len, rows), default=0))]


def number(text: str) -> float | None:
    """The number that a cell holds, or None for a text. Of a fraction the digits that a spreadsheet keeps; a longer whole
    number is rather a name, and stays text."""
    if not is_number(text) or ("." not in text and long(text)):
        return None
    return float(Context(prec=DIGITS).create_decimal(text))


def is_number(value: object) -> bool:
    """Whether a value reads as a plain decimal number."""
    return bool(NUMBER.fullmatch(shown(value)))


def shortened(value: object) -> bool:
    """Whether a cell holds fewer digits of a number than it has."""
    return is_number(value) and "." in (text := shown(value)) and long(text)


def long(text: str) -> bool:
    """Whether a number has more significant digits than a spreadsheet keeps."""
    return len(text.lstrip("-0.").replace(".", "").rstrip("0") if "." in text else text.strip("-0")) > DIGITS


def titles(wanted: Iterable[str]) -> list[str]:
    """Names that a workbook takes for its sheets: short, of allowed characters, none twice."""
    taken: list[str] = []
    for name in wanted:
        clean = re.sub(r"[\[\]:*?/\\\x00-\x1f]+", " ", name).strip().strip("'")[:TITLE].strip().strip("'")
        clean = f"{clean}_" if clean.lower() in RESERVED else clean
        ends = ["", *(f" {n}" for n in range(2, len(taken) + 3))]
        known = {one.lower() for one in taken}
        taken.append(next(c for end in ends if (c := clean[: TITLE - len(end)] + end).lower() not in known))
    return taken
