"""Numbers with their units: money, shares, counts, ratios and ranks, exact and in either language."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from .cardinals import LIMIT, cardinal, told
from .figures import EXACT, decimal, figures, known, rounded, scaled
from .marks import ALM, MINUS, NBSP, check
from .ranks import rank, ranked
from .stated import stating
from .units import CURRENCIES, MEASURES, MONEY_SCALES, Spec, read, scales
from .vocabulary import gender_of, invariable, nouns, plural, words

SUFFIX = {"": "", "million": "m", "billion": "bn", "trillion": "tn"}


def number(
    value: Any, unit: str | None = None, language: str = "ar", digits: str = "latn", decimals: int | None = None
) -> str:
    """Return a number with its unit, or the word for unknown when there is none.

    `value` is a Decimal, an int or a float, in plain units: 14300000000 dollars, never 14.3; a percent as written, 4.3.
    Money and large counts are compacted. One decimal under 100, none when whole, half rounded up; `decimals` overrides.
    `unit` is None or one of `units()`, after which may follow, each behind a colon: "oblique" (ملياري دولار، after a
    preposition or as an object), "of" (33 ضعف, completed by the next noun), "bare" (29 مليارًا, no currency), "words"
    (ثلاثة مليارات دولار, but fractions and years stay in digits), or a count of decimals. A rank is in words by itself;
    it takes "feminine", "indefinite" and "figures" (1st). A ratio is to one. English keeps Western digits. Between
    digits and their unit the space does not break.
    """
    check(language)
    spec = read(unit)
    if not known(value):
        return words("value.unknown", language)
    text = worded(str(decimal(value)), spec if decimals is None else spec._replace(decimals=decimals), language, digits)
    return stating(text, value)


@lru_cache(4096)
def worded(value: str, spec: Spec, language: str, digits: str) -> str:
    """Return a known number in the manner of its unit: a page states the same ones again and again, in notes and tables.

    Its digits are the key, not its value: 1.0 and 1 are equal, and are not written alike.
    """
    return written(Decimal(value), spec, language, digits)


def ratio(first: Any, second: Any = 1, language: str = "ar", digits: str = "latn", manner: str = "") -> str:
    """Return how many there are of one for how many of another: «8 إلى 1», "8 to 1"; unknown when either is.

    `manner` is "words" («ثمانية إلى واحد») or a count of decimals.
    """
    check(language)
    if not known(first) or not known(second):
        return words("value.unknown", language)
    return compared(decimal(first), decimal(second), read(f"ratio:{manner}" if manner else "ratio"), language, digits)


def scale_of(values: Iterable[Any], currency: str = "USD", language: str = "ar") -> tuple[Decimal, str]:
    """Return what an axis of money is counted in: the divisor, and its words («مليار دولار», "USD bn")."""
    sizes = [abs(decimal(v)) for v in values if known(v)]
    _, power, name = scaled(max(sizes, default=Decimal(0)), MONEY_SCALES, None)
    if check(language) == "en":
        return Decimal(10) ** power, f"{currency}{NBSP}{SUFFIX.get(name, name)}" if name else currency
    return Decimal(10) ** power, NBSP.join(filter(None, (name and plural(100, name), unbroken(plural(100, currency)))))


def written(value: Decimal, spec: Spec, language: str, digits: str) -> str:
    """Return a known number in the manner of its unit."""
    if spec.unit == "ratio":
        return compared(value, Decimal(1), spec, language, digits)
    if spec.unit == "rank" and value == value.to_integral_value() and ranked(int(value)):
        figure = digits if spec.figures else None
        return rank(int(value), gender(spec), language, definite=not spec.indefinite, oblique=spec.oblique, digits=figure)
    said = spelled(value, spec, language)
    if said is not None:
        return said
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


def compared(first: Decimal, second: Decimal, spec: Spec, language: str, digits: str) -> str:
    """Return the two numbers of a ratio, both in words or both in digits; the second is governed by «إلى»."""
    plain = spec._replace(unit="")
    if None in (spelled(first, plain, language), spelled(second, plain, language)):
        plain = plain._replace(words=False)
    ends = written(first, plain, language, digits), written(second, plain._replace(oblique=True), language, digits)
    return words("value.ratio", language).format(*ends)


def spelled(value: Decimal, spec: Spec, language: str) -> str | None:
    """Return a number and its unit in words; None where words are not asked for, or it has none.

    It is the same rounded value that digits would show. A fraction has no words here, nor a year, which is a name.
    """
    if not spec.words or spec.unit in ("year", "rank"):
        return None
    shown, power, _ = compacted(value, spec)
    n = abs(int(shown.scaleb(power, context=EXACT)))
    if shown.as_tuple().exponent != 0 or n >= LIMIT:
        return None
    if not n:
        return nothing(spec, language)
    bare = spec.bare and power > 0 and spec.unit in CURRENCIES
    text = in_words(n, spec._replace(oblique=spec.oblique or value < 0), language, bare=bare)
    return words("value.minus", language).format(text) if value < 0 else text


def in_words(n: int, spec: Spec, language: str, *, bare: bool) -> str:
    """Return a whole number above zero in words with what it counts, unless that is left out."""
    if spec.unit in nouns(language) and not bare:
        return told(n, spec.unit, language, oblique=spec.oblique, of=spec.of)
    text = cardinal(n, gender(spec), language, spec.oblique)
    return words("value.percent", language).format(text) if spec.unit == "percent" else text


def nothing(spec: Spec, language: str) -> str:
    """Return zero in words: «لا أحد», «لا صفقات», but «صفر دولار» of what is measured and wherever case is governed."""
    if spec.unit not in nouns(language):
        zero = cardinal(0, language=language)
        return words("value.percent", language).format(zero) if spec.unit == "percent" else zero
    if spec.unit in MEASURES or (spec.oblique and language == "ar"):
        return words("value.zero", language).format(plural(0, spec.unit, language))
    if spec.unit == "people":
        return words("value.nobody", language)
    return words("value.none", language).format(plural(3, spec.unit, language))


def gender(spec: Spec) -> str:
    """Return the gender in which a number agrees: that of its noun, or the one asked for."""
    if spec.unit in nouns("ar"):
        return gender_of(spec.unit)
    return "feminine" if spec.feminine else "masculine"


def compacted(value: Decimal, spec: Spec) -> tuple[Decimal, int, str]:
    """Return a value as shown, the power of ten it is counted in and that scale's name; cents below one of a currency."""
    cents = spec.unit in CURRENCIES and spec.decimals is None and Decimal("0.005") <= abs(value) < 1
    return scaled(value, scales(spec), 2 if cents else spec.decimals)


def counted(value: Decimal, spec: Spec, language: str, digits: str) -> str:
    """Return a count and its noun; from a million on the count is compacted."""
    shown, _, scale = compacted(value, spec)
    text = figures(shown, language, digits)
    if scale and language == "en":
        return f"{text}{SUFFIX[scale]}{NBSP}{unbroken(plural(value, spec.unit, language))}"
    return of_scale(shown, text, scale, spec) if scale else with_noun(shown, text, spec.unit, spec, language)


def money(value: Decimal, spec: Spec, language: str, digits: str) -> str:
    """Return an amount of money: «مليارا دولار», "$2bn"; below one unit with two decimals."""
    shown, power, scale = compacted(value, spec)
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
    alone = spec.alone and whole and (shown == 1 or (shown == 2 and not invariable(noun)))
    count = shown if alone or (whole and abs(shown) > 2) else Decimal("0.5")
    form = unbroken(plural(count, noun, oblique=spec.oblique, of=spec.of))
    return form if alone else f"{text}{NBSP}{form}"


def unbroken(text: str) -> str:
    """Return the text without a space at which a line may break."""
    return text.replace(" ", NBSP)
