"""Lists and whole sentences with their values filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from string import Formatter
from typing import Any

from .dates import date, period
from .figures import known, localized
from .marks import ALM, NBSP, check, has_arabic, isolate, last_strong, settled
from .numbers import number
from .ranges import span
from .stated import Placed, kept, moved, placed_in, stated, stating, strung
from .units import oblique
from .vocabulary import governing, nearest, words

NUMBERED = re.compile(r"(?<=[A-Za-z]) (?=\d)")  # within a name such as Claude Fable 5
PREFIXES = ("و", "ف", "ب", "ل")


def join(items: Iterable[str], language: str = "ar") -> str:
    """Return a list as it is read out: «أ وب وج», "a, b and c"."""
    listed = list(items)
    if check(language) == "ar":
        return strung(" و", listed)
    return strung(" and ", filter(None, (strung(", ", listed[:-1]), *listed[-1:])))


def format(
    template: str, values: Mapping[str, Any], language: str = "ar", digits: str = "latn", months: str | None = None
) -> str:
    """Return a sentence with its values filled in: «بلغت {price:USD} أي {share:percent}».

    After the colon stands a unit of `number` with its manners, or "text", "date" or "list"; nothing is a plain number
    or a text. A pair of numbers is written as a range, a pair of dates as a period; `months` is as in `date`. What is
    not known is called so. In Arabic a dual after a preposition is oblique without being asked, and Latin names are
    isolated.
    """
    check(language)
    written, placed = "", list[Placed]()
    for literal, name, spec, conversion in fields(template):
        written += literal
        if name is None:
            continue
        if name not in values:
            raise KeyError(f'sentence "{template}": found no value for "{name}", expected {nearest(name, values)}.')
        if conversion:
            raise ValueError(f'sentence "{template}": found "!{conversion}", expected a unit after a colon. Remove it.')
        text = filled(values[name], spec or "", language, digits, months, written)
        written = attached(written, text)
        placed += moved(placed_in(text), text, str(text), len(written) - len(text))
    written = written.replace("Scale AI", f"Scale{NBSP}AI")
    return stated(settled(written) if language == "ar" else written, placed, written)


@lru_cache(1024)
def fields(template: str) -> tuple[tuple[str, str | None, str | None, str | None], ...]:
    """Return the parts of a template: the words before a value, its name, its unit after a colon, and what follows "!"."""
    return tuple(Formatter().parse(template))


def filled(given: Any, spec: str, language: str, digits: str, months: str | None, before: str) -> str:
    """Return one value as its place in a sentence calls for."""
    if spec == "list":
        return join((kept(named(localized(str(item), language, digits), language), item) for item in given), language)
    if isinstance(given, Sequence) and not isinstance(given, str):
        low, high = given
        if spec == "date":
            return numeric(period(low, high, language, digits, months), language, before)
        return kept(numeric(text := span(low, high, governed(spec, before), language, digits), language, before), text)
    if not known(given):
        return words("value.unknown", language)
    if spec == "date":
        return kept(numeric(text := stating(date(given, language, digits, months), given), language, before), text)
    if spec == "text" or (isinstance(given, str) and not spec):
        return kept(named(localized(NUMBERED.sub(NBSP, str(given)), language, digits), language), given)
    return kept(numeric(text := number(given, governed(spec, before), language, digits), language, before), text)


def named(text: str, language: str) -> str:
    """Return a name that neither breaks nor disturbs its neighbours when it is of the other script."""
    foreign = has_arabic(text) == (language == "en")
    short = foreign and len(text.split()) <= 3
    return isolate(text.replace(" ", NBSP) if short else text, language)


def governed(spec: str, before: str) -> str:
    """Return the spec, oblique when the word in front of it governs the genitive."""
    last = before.rstrip().rpartition(" ")[2].lstrip("(«")
    words_of_case = governing()
    governs = last.endswith("ـ") or last in words_of_case or (last[:1] in PREFIXES and last[1:] in words_of_case)
    return oblique(spec) or "" if governs else spec


def attached(before: str, text: str) -> str:
    """Return what stands before a value and the value. «بـ» loses its stroke before a word: بملياري, but بـ3."""
    if not (before.endswith("ـ") and text[:1].isalpha() and has_arabic(text[:1])):
        return before + text
    return before[:-1] + (text.removeprefix("ا") if before.endswith("لـ") and text.startswith("ال") else text)


def numeric(text: str, language: str, before: str) -> str:
    """Return a number that stays apart from a Latin word in front of it."""
    return ALM + text if language == "ar" and text[:1].isdigit() and last_strong(before) == "L" else text
