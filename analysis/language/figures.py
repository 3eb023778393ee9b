"""Exact values and their digits: what is known, rounded half up, in Western or Arabic-Indic digits."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import Any

from .marks import ALM, LRI, MINUS, PDI, has_arabic
from .stated import kept

EXACT = Context(prec=200, rounding=ROUND_HALF_UP)
NUMERAL = re.compile(rf"(?P<sign>[-+{MINUS}]?)(?P<body>[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?)(?P<percent>%?)")
# A number within a sentence: no letter, dash or address holds on to it, nor does a Latin word stand before it.
WITHIN = re.compile(
    r"(?<![A-Za-z\d.,:/_@#-])(?<![A-Za-z][ \u00a0])(?>\d+(?:[.,]\d+)*)(?:%|(?![A-Za-z\d]|[-:/_@][A-Za-z\d]))"
)
DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
ARABIC_INDIC = str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")


def known(value: Any) -> bool:
    """Return whether there is a value: None, NaN and the missing values of pandas are none."""
    try:
        return value is not None and bool(value == value)
    except (TypeError, InvalidOperation):  # pandas.NA has no truth, a signalling NaN no comparison
        return False


def decimal(value: Any) -> Decimal:
    """Return the value as an exact Decimal; a float counts as the shortest decimal that stands for it."""
    try:
        exact = Decimal(value) if isinstance(value, Decimal) else Decimal(str(value))  # plain, whatever the value remembers
    except InvalidOperation:
        exact = None
    if exact is None or isinstance(value, str | bool) or not exact.is_finite():
        raise ValueError(f"number: found {value!r}, expected a finite Decimal, int or float. Convert it first.")
    return exact


def rounded(value: Decimal, decimals: int | None) -> Decimal:
    """Return the value as shown. What is not zero is never shown as zero unless `decimals` is given."""
    places = (1 if abs(value) < 100 else 0) if decimals is None else decimals
    shown = value.quantize(Decimal(1).scaleb(-places), context=EXACT)
    if decimals is not None:
        return shown
    if value and not shown:
        shown = value.quantize(Decimal(1).scaleb(value.adjusted()), context=EXACT)
    return shown.to_integral_value() if shown == shown.to_integral_value() else shown


def scaled(
    value: Decimal, scales: tuple[tuple[int, str], ...], decimals: int | None
) -> tuple[Decimal, int, str]:
    """Return the value counted in the scale where it is short once rounded: 999.96 million is a billion."""
    tops = [power for power, _ in scales[1:]]
    for (power, name), top in zip(scales, tops, strict=False):
        shown = rounded(value.scaleb(-power, context=EXACT), decimals)
        if abs(shown) < Decimal(10) ** (top - power):
            return shown, power, name
    power, name = scales[-1]
    return rounded(value.scaleb(-power, context=EXACT), decimals), power, name


def figures(shown: Decimal, language: str, digits: str, *, separated: bool = True) -> str:
    """Return the digits of a rounded number, its sign included and, in Arabic, isolated with it."""
    if digits not in ("latn", "arab"):
        raise ValueError(f'digits: found "{digits}", expected latn or arab. Write one of the two.')
    text = f"{abs(shown):,f}" if separated else f"{abs(shown):f}"
    if language == "ar" and digits == "arab":
        text = text.translate(ARABIC_INDIC)
    if shown >= 0:
        return text
    return MINUS + text if language == "en" else f"{LRI}{MINUS}{text}{PDI}"


def numeral(text: str, language: str, digits: str) -> str:
    """Return a text that is nothing but a Western number, such as a tick label, as the language writes it.

    «20%» is «20٪» in Arabic, and «٢٠٪» in Arabic-Indic digits; every other text is returned as it is.
    """
    found = NUMERAL.fullmatch(text)
    if language != "ar" or not found:
        return text
    body = found["body"].translate(ARABIC_INDIC) if digits == "arab" else found["body"]
    sign = MINUS if found["sign"] in ("-", MINUS) else found["sign"]
    body = f"{LRI}{sign}{body}{PDI}" if sign else body
    return f"{ALM}{body}٪" if found["percent"] else body


def localized(text: str, language: str, digits: str) -> str:
    """Return a text with the Western numbers of its Arabic sentences in the digits asked for.

    A number alone becomes a `numeral`. Numbers that belong to a name (Llama 4, GPT-5), a date of dashes or an address
    stay, as does a text without Arabic letters.
    """
    if language != "ar" or NUMERAL.fullmatch(text):
        return kept(numeral(text, language, digits), text)
    if digits != "arab" or not has_arabic(text):
        return text
    return kept(WITHIN.sub(lambda hit: indic(hit[0]).replace("%", "٪"), text), text)


def indic(number: str) -> str:
    """Return a number in Arabic-Indic digits; what only looks like one, a date of points or a list, keeps its separators."""
    return number.translate(ARABIC_INDIC if NUMERAL.fullmatch(number) else DIGITS)
