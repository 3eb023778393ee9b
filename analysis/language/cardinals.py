"""Whole numbers in words: «ثلاثة مليارات», «إحدى عشرة صفقة», "twenty-one"."""

from __future__ import annotations

from .marks import check
from .vocabulary import book, gender_of, invariable, plural, single

LIMIT = 10**15  # what the scales name; above it a number stays in digits
SCALES = ((12, "trillion"), (9, "billion"), (6, "million"), (3, "thousand"))
GENDERS = ("masculine", "feminine")
Table = dict[str, list[str]]


def cardinal(
    n: int, gender: str = "masculine", language: str = "ar", oblique: bool = False, *, of: bool = False
) -> str:
    """Return a whole number from 0 to 999,999,999,999,999 in words: «واحد وعشرون», "twenty-one".

    `gender` is that of the noun counted: «ثلاثة» with a masculine, «ثلاث» with a feminine one; English has none.
    `oblique` is the genitive, and the accusative where the two are written alike (عشرين، مئتين); «ثمانٍ» stands for the
    nominative and the genitive. `of` is the form that the noun counted completes: «مئتا»، «أحد عشر ألف»، «ثماني».
    """
    check(language)
    if gender not in GENDERS:
        raise ValueError(f'gender: found "{gender}", expected masculine or feminine. Write that of the noun counted.')
    if isinstance(n, bool) or not isinstance(n, int) or not 0 <= n < LIMIT:
        raise ValueError(f"cardinal: found {n!r}, expected a whole number from 0 to {LIMIT - 1}. Use number for others.")
    return arabic(n, gender, oblique, of) if language == "ar" else english(n)


def told(n: int, noun: str, language: str = "ar", *, oblique: bool = False, of: bool = False) -> str:
    """Return a count and its noun in words: «ثلاث صفقات», «مئة صفقة وصفقتان», "three deals"; n is at least 1.

    In Arabic the noun itself says one and two, also behind hundreds; an invariable noun is followed by the number.
    """
    if language == "en":
        return f"{english(n)} {plural(n, noun, 'en')}"
    if n == 2 and invariable(noun):
        return f"{single(noun)} {arabic(2, gender_of(noun), oblique, False)}"
    if n in (1, 2):
        return plural(n, noun, oblique=oblique, of=of)
    rest = n % 100
    if rest not in (1, 2) or invariable(noun):
        return f"{arabic(n, gender_of(noun), oblique, True)} {plural(n, noun, of=of)}"
    hundreds = f"{arabic(n - rest, gender_of(noun), oblique, True)} {single(noun)}"
    return f"{hundreds} و{single(noun) if rest == 1 else plural(2, noun, oblique=oblique, of=of)}"


def arabic(n: int, gender: str, oblique: bool, of: bool) -> str:
    """Return an Arabic number in words: from the largest scale down, joined by «و»."""
    parts, left = [], n
    for power, scale in SCALES:
        count, left = divmod(left, 10**power)
        if count:
            parts.append(told(count, scale, oblique=oblique, of=of and not left))
    if left or not parts:
        parts += below_thousand(left, gender, oblique, of)
    return " و".join(parts)


def below_thousand(n: int, gender: str, oblique: bool, of: bool) -> list[str]:
    """Return the parts of an Arabic number below a thousand: hundreds, units, tens."""
    table: Table = book("ar")["cardinals"]
    hundreds, rest = divmod(n, 100)
    parts = [declined(table["hundreds"][hundreds - 1], oblique)] if hundreds else []
    if parts and of and not rest:
        return [parts[0].removesuffix("ن")]
    if 10 < rest < 20:
        parts.append(declined(table[f"{gender}_teens"][rest - 11], oblique))
    elif rest <= 10 and (rest or not parts):
        parts.append(unit(table, rest, gender, oblique, of))
    elif rest:
        tens, ones = divmod(rest, 10)
        first = [table[f"{gender}_before_tens"][0] if ones == 1 else unit(table, ones, gender, oblique, False)]
        parts += [*(first if ones else []), declined(table["tens"][tens - 2], oblique)]
    return parts


def unit(table: Table, n: int, gender: str, oblique: bool, of: bool) -> str:
    """Return an Arabic number from 0 to 10; a feminine eight with nothing to complete it is «ثمانٍ»."""
    word = table[gender][n]
    return word.removesuffix("ي") + "ٍ" if word.endswith("ي") and not of else declined(word, oblique)


def declined(word: str, oblique: bool) -> str:
    """Return an Arabic numeral in its case: اثنان and اثنين, اثنا عشر and اثني عشر, عشرون and عشرين."""
    if not oblique:
        return word
    first, space, ten = word.partition(" ")
    if first.endswith(("ان", "ون")):
        return first[:-2] + "ين" + space + ten
    return (first[:-1] + "ي" if first.endswith("ا") else first) + space + ten


def english(n: int) -> str:
    """Return an English number in words, as in "one thousand two hundred and thirty-four"."""
    words: Table = book("en")["cardinals"]
    parts, left = [], n
    for power, scale in SCALES:
        count, left = divmod(left, 10**power)
        if count:
            parts.append(f"{english(count)} {scale}")
    hundreds, rest = divmod(left, 100)
    if hundreds:
        parts.append(f"{words['units'][hundreds]} {words['hundred'][0]}")
    if rest or not parts:
        tens, ones = divmod(rest, 10)
        last = words["units"][rest] if rest < 20 else words["tens"][tens - 2] + (f"-{words['units'][ones]}" if ones else "")
        parts.append(f"and {last}" if parts else last)
    return " ".join(parts)
