"""Days, months and years, and the periods between two of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

from babel.dates import get_month_names

from .figures import ARABIC_INDIC, known
from .marks import NBSP, check
from .vocabulary import nearest, words

PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
# Whose habit the Arabic months follow, and where CLDR keeps it; "both" names a month twice, as pan-Arab papers do.
Day = tuple[str | None, str | None, str | None]  # year, month and day, as far as they are said
HABITS = {
    "egypt": ("ar",),
    "levant": ("ar_LB",),
    "both": ("ar", "ar_LB"),
    "algeria": ("ar_DZ",),
    "morocco": ("ar_MA",),
}
USUAL = {"months": "egypt"}


def date(iso: Any, language: str = "ar", digits: str = "latn", months: str | None = None) -> str:
    """Return a day, a month or a year, as precisely as it is given: "2025-06" is يونيو 2025.

    `months` chooses the Arabic names, by default those of `habit`: "egypt" (يونيو, the Gulf's too), "levant" (حزيران,
    Iraq's too), "both" (يونيو/حزيران), "algeria" (جوان, Tunisia's too) or "morocco" (يونيو but غشت). English has one set.
    """
    if not known(iso):
        return words("value.unknown", language)
    return written(read(iso), language, digits, months)


def period(first: Any, last: Any, language: str = "ar", digits: str = "latn", months: str | None = None) -> str:
    """Return the time from one date to another: «من 12 إلى 15 يونيو 2025», "12–15 June 2025"; equal ends are one date.

    A month or year that both ends share is said once. An end that is not known leaves "since" or "until" the other.
    """
    if not known(first) and not known(last):
        return words("value.unknown", language)
    if not known(first) or not known(last):
        key, end = ("value.since", first) if known(first) else ("value.until", last)
        return words(key, language).format(date(end, language, digits, months))
    start, end = read(first), read(last)
    if [*filter(None, start)] > [*filter(None, end), "99"]:
        raise ValueError(f"period: found {first} before {last}, expected the earlier end first. Swap them.")
    if start == end:
        return date(last, language, digits, months)
    ends = written(less_shared(start, end), language, digits, months), written(end, language, digits, months)
    dash = language == "en" and ends[0].isdigit()
    return "–".join(ends) if dash else words("value.period", language).format(*ends)


def read(iso: Any) -> Day:
    """Return the year, month and day of a date, as far as it is given."""
    return parsed(str(iso) if isinstance(iso, str) else str(iso.isoformat())[:10])


@lru_cache(4096)
def parsed(text: str) -> Day:
    """Return the parts of a date that is written in full or in part."""
    found = PARTIAL.fullmatch(text)
    if not found or not exists(text):
        raise ValueError(f'date: found "{text}", expected a day, a month or a year: 2025-06-12, 2025-06 or 2025.')
    return found[1], found[2], found[3]


def exists(iso: str) -> bool:
    """Return whether a date of the right form is one of the calendar's."""
    try:
        datetime.date.fromisoformat((iso + "-01-01")[:10])
    except ValueError:
        return False
    return True


def less_shared(start: Day, end: Day) -> Day:
    """Return the start of a period without the year, or month and year, that its end will say for both."""
    alike = sum(part is not None for part in start) == sum(part is not None for part in end)
    if not alike or start[0] != end[0]:
        return start
    return (None, None, start[2]) if start[1] == end[1] else (None, start[1], start[2])


@contextmanager
def habit(months: str) -> Iterator[None]:
    """Name the Arabic months after one habit for as long as a page is written."""
    earlier = USUAL["months"]
    adopt(months)
    try:
        yield
    finally:
        USUAL["months"] = earlier


def adopt(months: str) -> None:
    """Name the Arabic months after one habit from now on, wherever none is asked for."""
    month(1, "ar", months)  # refuses a habit that is none
    USUAL["months"] = months


def written(day: Day, language: str, digits: str, months: str | None) -> str:
    """Return the parts of a date that are given, in their order in a sentence."""
    name = month(int(day[1]), check(language), months or USUAL["months"]) if day[1] else None
    text = NBSP.join(part for part in (day[2] and str(int(day[2])), name, day[0]) if part)
    return text.translate(ARABIC_INDIC) if language == "ar" and digits == "arab" else text


@cache
def month(number: int, language: str, months: str) -> str:
    """Return the name of a month from 1 to 12; the habit asked for decides in Arabic."""
    if months not in HABITS:
        raise ValueError(f'months: found "{months}", expected {nearest(months, HABITS)}. Write one of them.')
    locales = HABITS[months] if language == "ar" else ("en",)
    names = dict.fromkeys(str(get_month_names("wide", locale=locale)[number]) for locale in locales)
    return "/".join(names).replace(" ", NBSP)
