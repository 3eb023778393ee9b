"""The suite's fixed words, read from analysis/words, and the counted forms of nouns."""

from __future__ import annotations

import difflib
import tomllib
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale

from .marks import check

FOLDER = Path(__file__).parents[1] / "words"
# Where each plural category of CLDR stands in a noun's list of forms. Of the Arabic six, zero is written as "other" is;
# the second form of two follows a preposition.
ARABIC_FORMS = {"one": 0, "two": 1, "few": 3, "many": 4, "other": 5, "zero": 5}
ENGLISH_FORMS = {"one": 0, "other": 1}


def words(key: str, language: str = "ar") -> str:
    """Return the fixed words of a dotted key, such as "page.source"."""
    known = flat(check(language))
    if key not in known:
        raise KeyError(f'analysis/words/{language}.toml: found no "{key}", expected {nearest(key, known)}.')
    return known[key]


def keys(language: str) -> tuple[str, ...]:
    """Return every key that `words` knows, in the order of the file."""
    return tuple(flat(check(language)))


def plural(count: Decimal | int, noun: str, language: str = "ar", *, oblique: bool = False, of: bool = False) -> str:
    """Return the form of a noun that stands with a count: صفقات with 3, deal with 1.

    In Arabic the forms of 1 and 2 say the number themselves (صفقتان). `oblique` is the dual after a preposition or as
    an object (صفقتين); `of` is the form that a following noun completes (ضعفا الإيرادات، 33 ضعف الإيرادات).
    """
    forms = nouns(check(language)).get(noun)
    if forms is None:
        raise KeyError(f'noun: found "{noun}", expected {nearest(noun, nouns(language))}.')
    whole = isinstance(count, int) or "." not in f"{count:f}"
    category = category_of(str(abs(int(count))) if whole else f"{abs(count):f}", language)
    if language == "en":
        return forms[ENGLISH_FORMS[category]]
    if not of or category not in ("one", "two", "many"):
        return forms[ARABIC_FORMS[category] + (oblique and category == "two")]
    if category == "two":
        return forms[1 + oblique].removesuffix("ن")
    return forms[0].split()[0] if category == "one" else forms[5]


@lru_cache(4096)
def category_of(count: str, language: str) -> str:
    """Return the plural category of a count as it is written, since 1.0 is not counted as 1 is."""
    return str(Locale(language).plural_form(int(count) if count.isdigit() else Decimal(count)))


def single(noun: str) -> str:
    """Return an Arabic noun by itself, as it stands with hundreds and fractions: صفقة."""
    return nouns("ar")[noun][ARABIC_FORMS["other"]]


def invariable(noun: str) -> bool:
    """Return whether an Arabic noun has one form for every count, so that a dual of it says no number: يورو."""
    return nouns("ar")[noun][ARABIC_FORMS["two"]] == single(noun)


@cache
def gender_of(noun: str) -> str:
    """Return the gender of an Arabic noun, which shows in its form of one: «صفقة واحدة»."""
    return "feminine" if plural(1, noun).endswith("واحدة") else "masculine"


def nearest(name: str, known: Any) -> str:
    """Return the known names closest to a mistaken one, as the end of an error's sentence."""
    close = difflib.get_close_matches(name, list(known), n=3, cutoff=0.4)
    return " or ".join(close) if close else "one of " + ", ".join(sorted(known))


@cache
def nouns(language: str) -> dict[str, list[str]]:
    """Return the counted nouns of a language with their forms."""
    return dict(book(language)["nouns"])


@cache
def governing() -> frozenset[str]:
    """Return the Arabic words after which a dual is always oblique: بعد عامين، نحو ملياري دولار."""
    return frozenset(book("ar")["grammar"]["governing"])


@cache
def flat(language: str) -> dict[str, str]:
    """Return every text of a language under its dotted key."""
    found: dict[str, str] = {}

    def gather(table: dict[str, Any], path: str) -> None:
        for name, value in table.items():
            if isinstance(value, dict):
                gather(value, f"{path}{name}.")
            elif isinstance(value, str):
                found[path + name] = value

    gather(book(language), "")
    return found


@cache
def book(language: str) -> dict[str, Any]:
    """Return one language's file of words."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
