"""Ranks in words and in figures: «الحادية عشرة», «أول», "eleventh", "11th"."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .cardinals import GENDERS, arabic, declined, english
from .figures import figures
from .marks import check
from .vocabulary import book

LAST = 999  # «التاسع والتسعون بعد التسعمئة»; above it nobody writes a rank in words


def rank(
    n: int,
    gender: str = "masculine",
    language: str = "ar",
    *,
    definite: bool = True,
    oblique: bool = False,
    digits: str | None = None,
) -> str:
    """Return a rank from 1 to 999 in words: «الثانية والعشرون», or «ثانية وعشرون» where not definite; "twenty-second".

    `gender` is that of the noun ranked («المرتبة الأولى»، «المركز الأول»). `oblique` is the genitive, and the accusative
    where the two are written alike: «العشرين». With `digits`, "latn" or "arab", it is in figures: "22nd", «22».
    """
    check(language)
    if gender not in GENDERS:
        raise ValueError(f'gender: found "{gender}", expected masculine or feminine. Write that of the noun ranked.')
    if not ranked(n):
        raise ValueError(f"rank: found {n!r}, expected a whole number from 1 to {LAST}. Use number for others.")
    if digits is not None:
        return figures(Decimal(n), language, digits) + (ending(n) if language == "en" else "")
    return in_arabic(n, gender, definite, oblique) if language == "ar" else in_english(n)


def ranked(n: Any) -> bool:
    """Return whether something is a rank that has words: a whole number from 1 to 999."""
    return not isinstance(n, bool) and isinstance(n, int) and 1 <= n <= LAST


def in_arabic(n: int, gender: str, definite: bool, oblique: bool) -> str:
    """Return an Arabic rank; behind a hundred it is counted after it: «الثالثة بعد المئة»."""
    hundreds, rest = divmod(n, 100)
    article = "ال" if definite else ""
    if not rest:
        return article + arabic(n, gender, oblique, False)
    below = below_hundred(rest, gender, article, oblique)
    return f"{below} بعد ال{arabic(hundreds * 100, gender, True, False)}" if hundreds else below


def below_hundred(n: int, gender: str, article: str, oblique: bool) -> str:
    """Return an Arabic rank from 1 to 99: alone, with ten, or with the tens behind it."""
    table = book("ar")["ranks"]
    alone, compound = table[gender], [table[f"{gender}_first"][0], *table[gender][1:]]
    if n <= 10:
        return article + nunated(alone[n - 1], article)
    if n < 20:
        return f"{article}{compound[n - 11]} {table[f'{gender}_ten'][0]}"
    tens, ones = divmod(n, 10)
    last = article + declined(book("ar")["cardinals"]["tens"][tens - 2], oblique)
    return f"{article}{nunated(compound[ones - 1], article)} و{last}" if ones else last


def nunated(word: str, article: str) -> str:
    """Return a rank as its article leaves it: «الثاني», but «ثانٍ» without."""
    return word if article or not word.endswith("ي") else word.removesuffix("ي") + "ٍ"


def in_english(n: int) -> str:
    """Return an English rank: the last word of the number takes its ending."""
    irregular: dict[str, str] = dict(book("en")["ranks"]["irregular"])
    cut = max(english(n).rfind(" "), english(n).rfind("-")) + 1
    front, last = english(n)[:cut], english(n)[cut:]
    return front + irregular.get(last, f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")


def ending(n: int) -> str:
    """Return what follows the figures of an English rank: 1st, 2nd, 3rd, 11th."""
    return "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
