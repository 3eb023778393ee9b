"""A chart's data as a file to keep: CSV that spreadsheets open as text and numbers, never as formulas."""

from __future__ import annotations

import base64
import csv
import io
import re
from collections.abc import Iterable, Sequence

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
MARKS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")) | {0xA0: " "}
LEAD = re.compile("[\\s\u00a0\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\\-@\t\r]")


def safe(value: object) -> str:
    """A cell that no spreadsheet runs: text that begins like a formula gets an apostrophe, a number stays one."""
    text = "" if value is None else str(value)
    return f"'{text}" if LEAD.match(text) and not NUMBER.fullmatch(text) else text


def bare(text: object) -> str:
    """A text to be used elsewhere: without the marks of direction and the fixed spaces that a page needs."""
    return "" if text is None else " ".join(str(text).translate(MARKS).split())


def original(text: str) -> str:
    """The text that `safe` was given."""
    return text[1:] if text.startswith("'") and LEAD.match(text[1:]) else text


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV."""
    kept = io.StringIO()
    csv.writer(kept).writerows([safe(value) for value in row] for row in rows)
    return kept.getvalue()


def data_url(rows: Iterable[Sequence[object]]) -> str:
    """The CSV inside a link, in UTF-8 with the mark by which spreadsheets know it."""
    packed = base64.b64encode(("\ufeff" + csv_text(rows)).encode()).decode()
    return f"data:text/csv;charset=utf-8;base64,{packed}"
