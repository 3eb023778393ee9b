"""Ranges of numbers: the unit once where both ends share it, the right word between them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .cardinals import cardinal
from .figures import EXACT, decimal, figures, known, rounded
from .marks import ALM, MINUS, NBSP
from .numbers import compacted, gender, number, spelled, written
from .stated import stating
from .units import CURRENCIES, Spec, oblique, read
from .vocabulary import nouns, words


def span(low: Any, high: Any, unit: str | None = None, language: str = "ar", digits: str = "latn") -> str:
    """Return a range in words, «9 إلى 15 مليار دولار»; equal ends are one number.

    `unit` is as in `number`; behind it "between" gives «بين 9 و15 مليار دولار», "between $9bn and $15bn". An end that is
    not known leaves "more than" the low one or "less than" the high one.
    """
    if not known(low) and not known(high):
        return number(None, unit, language, digits)
    if not known(low) or not known(high):
        key, end = ("value.less_than", high) if known(high) else ("value.more_than", low)
        return stating(words(key, language).format(number(end, oblique(unit), language, digits)), end)
    if decimal(low) > decimal(high):
        raise ValueError(f"range: found {low} before {high}, expected the lower end first. Swap them.")
    if number(low, unit, language, digits) == number(high, unit, language, digits):
        return number(high, unit, language, digits)
    return stating(both_ends(decimal(low), decimal(high), read(unit), language, digits), low, high)


def both_ends(low: Decimal, high: Decimal, spec: Spec, language: str, digits: str) -> str:
    """Return two different ends as one range."""
    if spec.words and None in (spelled(low, spec, language), spelled(high, spec, language)):
        spec = spec._replace(words=False)
    if spec.unit == "ratio":
        return ratios(low, high, spec, language, digits)
    in_digits = not spec.words and (spec.unit != "rank" or spec.figures)
    if language == "en" and in_digits:
        ends = written(low, spec, language, digits), written(high, spec, language, digits)
        return english_range(*ends, spec, shared=counted_alike(low, high, spec))
    key = "value.between" if spec.between else "value.range"
    first, last = spec._replace(oblique=spec.oblique or spec.between), spec._replace(oblique=True)
    if not unit_once(low, high, spec, language):
        return words(key, language).format(written(low, first, language, digits), written(high, last, language, digits))
    end = written(high, last._replace(alone=spec.words), language, digits)
    return words(key, language).format(start(low, high, first, language, digits), end.removeprefix(ALM))


def counted_alike(low: Decimal, high: Decimal, spec: Spec) -> bool:
    """Return whether both ends are counted in the same scale; nothing is so in every scale."""
    return not low or compacted(low, spec)[1] == compacted(high, spec)[1]


def unit_once(low: Decimal, high: Decimal, spec: Spec, language: str) -> bool:
    """Return whether the unit behind the upper end serves the lower one too.

    In words it does not below zero, nor in Arabic behind one and two, which the noun itself says: «صفقتان إلى ثلاث صفقات».
    """
    said_by_noun = spec.words and language == "ar" and spec.unit in nouns("ar") and compacted(low, spec)[0] in (1, 2)
    below = spec.words and low < 0
    return spec.unit != "rank" and not said_by_noun and not below and counted_alike(low, high, spec)


def start(low: Decimal, high: Decimal, spec: Spec, language: str, digits: str) -> str:
    """Return the lower end of a range without its unit, counted in the scale of the upper one."""
    power = compacted(high, spec)[1]
    shown = rounded(low.scaleb(-power, context=EXACT), spec.decimals)
    if spec.words:
        return cardinal(int(shown), "masculine" if power else gender(spec), language, spec.oblique)
    text = figures(shown, language, digits, separated=spec.unit != "year")
    return f"{ALM}{text}٪" if spec.unit == "percent" else text


def english_range(first: str, last: str, spec: Spec, *, shared: bool) -> str:
    """Return two ends in digits joined by a dash: "$9bn–15bn", "7–10 people"; in words where a sign would meet it."""
    sign = CURRENCIES.get(spec.unit, "")
    if not sign:
        first = first.partition(NBSP)[0]
    if spec.between or MINUS in first + last:
        return words("value.between" if spec.between else "value.range", "en").format(first, last)
    if sign:
        return f"{first}–{last.removeprefix(sign).removeprefix(NBSP)}" if shared else f"{first}–{last}"
    return f"{first.rstrip('%×')}–{last}"


def ratios(low: Decimal, high: Decimal, spec: Spec, language: str, digits: str) -> str:
    """Return a range of ratios to one: «بين 8 و11 إلى 1», since a second «إلى» would not be understood; "8–11 to 1"."""
    plain = spec._replace(unit="", between=spec.between or language == "ar")
    one = written(Decimal(1), plain, language, digits)
    return words("value.ratio", language).format(both_ends(low, high, plain, language, digits), one)
