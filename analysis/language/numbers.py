"""Numbers in words: money, shares, counts and ranges, exact and in either language."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from .figures import EXACT, decimal, figures, known, rounded, scaled
from .marks import ALM, MINUS, NBSP, check
from .vocabulary import nearest, nouns, plural, words

CURRENCIES = {"USD": "$", "EUR": "€", "GBP": "£", "SAR": "SAR", "AED": "AED", "EGP": "EGP"}
PLAIN = ("percent", "times", "year")
MONEY_SCALES = ((0, ""), (3, "thousand"), (6, "million"), (9, "billion"), (12, "trillion"))
COUNT_SCALES = ((0, ""), (6, "million"), (9, "billion"), (12, "trillion"))
SUFFIX = {"": "", "million": "m", "billion": "bn", "trillion": "tn"}


class Spec(NamedTuple):
    """A unit and how it is to be written, read from "USD:oblique"."""

    unit: str = ""
    oblique: bool = False
    of: bool = False
    bare: bool = False
    decimals: int | None = None
    spelled: bool = True  # one and two in words, where the language has them


def number(
    value: Any, unit: str | None = None, language: str = "ar", digits: str = "latn", decimals: int | None = None
) -> str:
    """Return a number with its unit, or the word for unknown when there is none.

    `value` is a Decimal, an int or a float, in plain units: 14300000000 dollars, never 14.3; a percent as written, 4.3.
    Money and large counts are compacted. One decimal under 100, none when whole, half rounded up; `decimals` overrides.
    `unit` is None or one of `units()`, after which may follow, each behind a colon: "oblique" (ملياري دولار، after a
    preposition or as an object), "of" (33 ضعف, completed by the next noun), "bare" (29 مليارًا, no currency), or a
    count of decimals. English keeps Western digits. Between a number and its unit the space does not break.
    """
    check(language)
    spec = read(unit)
    if not known(value):
        return words("value.unknown", language)
    return written(decimal(value), spec if decimals is None else spec._replace(decimals=decimals), language, digits)


def span(low: Any, high: Any, unit: str | None = None, language: str = "ar", digits: str = "latn") -> str:
    """Return a range in words, «9 إلى 15 مليار دولار»; equal ends are one number.

    An end that is not known leaves "more than" the low one or "less than" the high one.
    """
    if not known(low) and not known(high):
        return number(None, unit, language, digits)
    if not known(low) or not known(high):
        key, end = ("value.less_than", high) if known(high) else ("value.more_than", low)
        return words(key, language).format(number(end, oblique(unit), language, digits))
    if decimal(low) > decimal(high):
        raise ValueError(f"range: found {low} before {high}, expected the lower end first. Swap them.")
    if number(low, unit, language, digits) == number(high, unit, language, digits):
        return number(high, unit, language, digits)
    return both_ends(decimal(low), decimal(high), read(unit), language, digits)


def scale_of(values: Iterable[Any], currency: str = "USD", language: str = "ar") -> tuple[Decimal, str]:
    """Return what an axis of money is counted in: the divisor, and its words («مليار دولار», "USD bn")."""
    sizes = [abs(decimal(v)) for v in values if known(v)]
    _, power, name = scaled(max(sizes, default=Decimal(0)), MONEY_SCALES, None)
    if check(language) == "en":
        return Decimal(10) ** power, f"{currency}{NBSP}{SUFFIX.get(name, name)}" if name else currency
    return Decimal(10) ** power, NBSP.join(filter(None, (name and plural(100, name), unbroken(plural(100, currency)))))


def units() -> tuple[str, ...]:
    """Return every unit that `number` writes."""
    scales = {name for _, name in MONEY_SCALES}
    return tuple(sorted({*PLAIN, *CURRENCIES, *nouns("ar")} - scales))


def unit_of(spec: str | None) -> str | None:
    """Return the unit alone of a spec such as "USD:oblique"; None when it names none."""
    return read(spec).unit or None


def read(spec: str | None) -> Spec:
    """Return a unit and its manners; the error names the nearest that exists."""
    unit, *manners = (spec or "").split(":")
    if unit and unit not in units():
        raise ValueError(f'unit: found "{unit}", expected {nearest(unit, units())}.')
    unread = [m for m in manners if m not in ("oblique", "of", "bare") and not (m.isascii() and m.isdigit())]
    if unread:
        raise ValueError(f'unit "{spec}": found "{unread[0]}", expected oblique, of, bare or a count of decimals.')
    places = [int(m) for m in manners if m.isdigit()]
    return Spec(unit, "oblique" in manners, "of" in manners, "bare" in manners, places[0] if places else None)


def oblique(spec: str | None) -> str | None:
    """Return the spec with its dual in the oblique case."""
    return f"{spec}:oblique" if spec else spec


def written(value: Decimal, spec: Spec, language: str, digits: str) -> str:
    """Return a known number in the manner of its unit."""
    if spec.unit in CURRENCIES:
        return money(value, spec, language, digits)
    if spec.unit in nouns(language) and spec.unit != "times":
        return counted(value, spec, language, digits)
    shown = rounded(value, spec.decimals)
    text = figures(shown, language, digits, separated=spec.unit != "year")
    if spec.unit == "percent":
        return f"{ALM}{text}٪" if language == "ar" else f"{text}%"
    if spec.unit == "times":
        return with_noun(shown, text, "times", spec, language) if language == "ar" else f"{text}×"
    return text


def counted(value: Decimal, spec: Spec, language: str, digits: str) -> str:
    """Return a count and its noun; from a million on the count is compacted."""
    shown, _, scale = scaled(value, COUNT_SCALES, spec.decimals)
    text = figures(shown, language, digits)
    if scale and language == "en":
        return f"{text}{SUFFIX[scale]}{NBSP}{unbroken(plural(value, spec.unit, language))}"
    return of_scale(shown, text, scale, spec) if scale else with_noun(shown, text, spec.unit, spec, language)


def money(value: Decimal, spec: Spec, language: str, digits: str) -> str:
    """Return an amount of money: «مليارا دولار», "$2bn"; below one unit with two decimals."""
    cents = spec.decimals is None and Decimal("0.005") <= abs(value) < 1
    shown, power, scale = scaled(value, MONEY_SCALES, 2 if cents else spec.decimals)
    if language == "en":
        return english_money(shown, power, scale, spec.unit)
    text = figures(shown, language, digits)
    if scale and not spec.bare:
        return of_scale(shown, text, scale, spec)
    return with_noun(shown, text, scale or spec.unit, spec, language)


def english_money(shown: Decimal, power: int, scale: str, currency: str) -> str:
    """Return an amount as English papers print it; thousands are written out."""
    if scale == "thousand":
        shown, scale = shown.scaleb(power, context=EXACT).quantize(Decimal(1)), ""
    sign = CURRENCIES[currency]
    amount = f"{sign}{NBSP if sign.isalpha() else ''}{figures(abs(shown), 'en', 'latn')}{SUFFIX[scale]}"
    return MINUS + amount if shown < 0 else amount


def of_scale(shown: Decimal, text: str, scale: str, spec: Spec) -> str:
    """Return an Arabic number of thousands, millions and so on, completed by what is counted."""
    return with_noun(shown, text, scale, spec._replace(of=True), "ar") + NBSP + unbroken(plural(100, spec.unit))


def with_noun(shown: Decimal, text: str, noun: str, spec: Spec, language: str) -> str:
    """Return digits and noun, or in Arabic the noun alone when its form says one or two.

    Where the digits of one or two stay (below zero, in a range, with decimals) the noun is that of a fraction.
    """
    if language == "en":
        return f"{text}{NBSP}{unbroken(plural(shown, noun, language))}"
    whole = shown.as_tuple().exponent == 0
    alone = spec.spelled and whole and shown in (1, 2)
    count = shown if alone or (whole and abs(shown) > 2) else Decimal("0.5")
    form = unbroken(plural(count, noun, oblique=spec.oblique, of=spec.of))
    return form if alone else f"{text}{NBSP}{form}"


def unbroken(text: str) -> str:
    """Return the text without a space at which a line may break."""
    return text.replace(" ", NBSP)


def both_ends(low: Decimal, high: Decimal, spec: Spec, language: str, digits: str) -> str:
    """Return two different ends as one range, the unit once where both are counted in the same scale."""
    scales = MONEY_SCALES if spec.unit in CURRENCIES else COUNT_SCALES if spec.unit in nouns(language) else ((0, ""),)
    power = scaled(high, scales, spec.decimals)[1]
    shared = not low or scaled(low, scales, spec.decimals)[1] == power
    if language == "en":
        first, last = written(low, spec, language, digits), written(high, spec, language, digits)
        return english_range(first, last, spec.unit, shared)
    if not shared:
        first, last = written(low, spec, language, digits), written(high, spec._replace(oblique=True), language, digits)
        return words("value.range", language).format(first, last)
    last = written(high, spec._replace(spelled=False), language, digits)
    start = rounded(low.scaleb(-power, context=EXACT), spec.decimals)
    first = figures(start, language, digits, separated=spec.unit != "year")
    if spec.unit == "percent":
        first, last = f"{ALM}{first}٪", last.removeprefix(ALM)
    return words("value.range", language).format(first, last)


def english_range(first: str, last: str, unit: str, shared: bool) -> str:
    """Return two ends joined by a dash: "$9bn–15bn", "7–10 people"."""
    sign = CURRENCIES.get(unit, "")
    if MINUS in first + last:
        return words("value.range", "en").format(first, last)
    if sign:
        return f"{first}–{last.removeprefix(sign).removeprefix(NBSP)}" if shared else f"{first}–{last}"
    cut = first.partition(NBSP)[0] if shared else first
    return f"{cut.rstrip('%×')}–{last}"
