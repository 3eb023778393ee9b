"""Numbers and partial dates as a file may write them: exactly one way each, and what to write instead of any other."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from .faults import code_points, shown

NUMBER = re.compile(r"(?!-0(?:\.0+)?\Z)-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
INTEGER = re.compile(r"(?!-0\Z)-?(?:0|[1-9][0-9]*)")
PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
# Sums of that many digits stay exact within decimal's 28, and within Int64.
MOST_DIGITS = {"number": 22, "integer": 18}
EXPECTED = {"number": "a plain number such as 14300000000 or 4.3", "integer": "a whole number such as 2025"}
NOTHING = {"nan", "na", "n/a", "#n/a", "none", "null", "nil", "-", "–", "—", "?", "unknown", "غير معروف", "لا يوجد"}
ENDLESS = {"inf", "infinity", "∞"}
SEPARATORS = str.maketrans({"٫": ".", "٬": ",", "−": "-", "‐": "-", "–": "-", "_": ""})
YEARS = range(1900, 2101)
HIJRI = range(1300, 1500)


def number_fault(value: str, kind: str) -> str | None:
    """What was found, expected and is to be written where a value is not an exact number; None when it is one."""
    form = INTEGER if kind == "integer" else NUMBER
    if form.fullmatch(value):
        digits = len(value.lstrip("-").replace(".", ""))
        if digits <= MOST_DIGITS[kind]:
            return None
        return f"found {digits} digits, expected at most {MOST_DIGITS[kind]}. Write the figure as its source prints it."
    other = code_points(char for char in value if ord(char) > 126)
    return f"found {shown(value)}{f' ({other})' if other else ''}, expected {EXPECTED[kind]}. {_remedy(value, form)}"


def _remedy(value: str, form: re.Pattern[str]) -> str:
    bare = value.strip().casefold()
    if bare in NOTHING:
        return "Leave the field empty when the value is unknown."
    if bare.lstrip("+-") in ENDLESS:
        return "Leave the field empty: infinity is no figure."
    if re.fullmatch(r"\d{1,3},\d{1,3}", plain := _plain(value)):
        return f"Write {plain.replace(',', '.')} or {plain.replace(',', '')}, whichever is meant."
    meant = _meant(plain)
    if meant and form.fullmatch(meant) and len(_scripts(value)) == 1:
        return f"Write {meant}."
    return "Write digits 0 to 9 alone, with a point before decimals; the unit has a column of its own."


def _plain(value: str) -> str:
    """The value in ASCII digits and marks, spaces at its ends gone."""
    ascii_digits = (str(unicodedata.decimal(char)) if char.isdecimal() else char for char in value.strip())
    return "".join(ascii_digits).translate(SEPARATORS)


def _meant(plain: str) -> str | None:
    """The one number that a foreign notation can mean; None when it can mean several or none."""
    if re.fullmatch(r"\(.+\)", plain):
        plain = f"-{plain[1:-1]}"
    elif re.fullmatch(r"[^-]+-", plain):
        plain = f"-{plain[:-1]}"
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+,\d+", plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    if not re.fullmatch(r"[+-]?\d*\.?\d*(e[+-]?\d{1,2})?", plain, re.IGNORECASE | re.ASCII):
        return None
    try:
        return format(Decimal(plain), "f")
    except InvalidOperation:
        return None


def _scripts(value: str) -> set[int]:
    """The sets of digits that a value draws on, by the code point of their zero."""
    return {ord(char) - unicodedata.decimal(char) for char in value if char.isdecimal()}


def date_fault(value: str) -> str | None:
    """What was found, expected and is to be written where a value is no partial ISO date; None when it is one."""
    expected = "a year, month or day of the calendar such as 2025, 2025-06 or 2025-06-12"
    found = PARTIAL_DATE.fullmatch(value)
    if not found:
        return f"found {shown(value)}, expected {expected}. Write year first, digits 0 to 9, as precise as is known."
    year, month, day = (int(part) if part else 1 for part in found.groups())
    if year not in YEARS:
        hijri = "Convert the Hijri date." if year in HIJRI else "Correct the year."
        return f"found {shown(value)}, expected {expected} between {YEARS.start} and {YEARS.stop - 1}. {hijri}"
    try:
        date(year, month, day)
    except ValueError as error:
        return f"found {shown(value)} ({error}), expected {expected}. Correct it, or write only the part that is known."
    return None
