"""Numbers below a thousand written in words, in either language: where they end and what they state."""

from __future__ import annotations

from decimal import Decimal

from . import lexicon
from .lexicon import ARABIC_HUNDREDS, ARABIC_TENS, ARABIC_UNITS, ENGLISH_SMALL, ENGLISH_TENS, HUNDRED, TEN, stem
from .tokens import Tokens

Reading = tuple[Decimal, int]  # value, place after its last word


def arabic(tokens: Tokens, place: int, compound: bool = True) -> Reading | None:
    """An Arabic number below a thousand; without `compound` no «و» is followed (between five and twenty)."""
    if not tokens[place].arabic:
        return None
    word = stem(tokens[place].text, ARABIC_HUNDREDS)
    if word:
        return and_rest(tokens, place + 1, ARABIC_HUNDREDS[word[1]], compound)
    unit = stem(tokens[place].text, ARABIC_UNITS)
    if unit and 3 <= ARABIC_UNITS[unit[1]] <= 9 and tokens[place + 1].text in HUNDRED:
        return and_rest(tokens, place + 2, ARABIC_UNITS[unit[1]] * 100, compound)
    return below_hundred(tokens, place, compound)


def and_rest(tokens: Tokens, place: int, hundreds: Decimal, compound: bool) -> Reading:
    """Hundreds with what «و» adds to them, if anything."""
    following = joined(tokens, place) if compound else None
    rest = below_hundred(tokens, following, True) if following is not None else None
    return (hundreds + rest[0], rest[1]) if rest else (hundreds, place)


def joined(tokens: Tokens, place: int) -> int | None:
    """The place of the token that «و» joins to what stands before: itself, or the next when «و» stands alone."""
    token = tokens[place]
    if not token.arabic:
        return None
    if token.text == "و":
        return place + 1
    return place if token.text[0] == "و" and len(token.text) > 2 else None


def below_hundred(tokens: Tokens, place: int, compound: bool = True) -> Reading | None:
    """One to ninety-nine."""
    if not tokens[place].arabic:
        return None
    tens = stem(tokens[place].text, ARABIC_TENS)
    if tens:
        return ARABIC_TENS[tens[1]], place + 1
    unit = stem(tokens[place].text, ARABIC_UNITS)
    if not unit:
        return None
    value = ARABIC_UNITS[unit[1]]
    if value < 10 and tokens[place + 1].text in TEN:
        return value + 10, place + 2
    following = joined(tokens, place + 1) if compound and value < 10 else None
    word = stem(tokens[following].text.removeprefix("و"), ARABIC_TENS) if following is not None else None
    if following is not None and word and not word[0]:
        return value + ARABIC_TENS[word[1]], following + 1
    return value, place + 1


def english(tokens: Tokens, place: int) -> Reading | None:
    """An English number below a thousand, hyphens and «and» included; a or an may stand for one before hundred."""
    start = small(tokens, place)
    if not start and tokens[place].text == "a" and tokens[place + 1].text == "hundred":
        start = Decimal(1), place + 1
    if not start:
        return None
    value, after = start
    if tokens[after].text == "hundred" and value < 100:
        value, after = value * 100, after + 1
        more = small(tokens, after + 1) if tokens[after].text == "and" else small(tokens, after)
        if more and tokens[after].kind == "word":
            value, after = value + more[0], more[1]
    return value, after


def small(tokens: Tokens, place: int) -> Reading | None:
    """One to ninety-nine."""
    text = tokens[place].text
    if text in ENGLISH_SMALL:
        return ENGLISH_SMALL[text], place + 1
    if text not in ENGLISH_TENS:
        return None
    following = place + 2 if tokens[place + 1].raw in "-‑" else place + 1
    unit = ENGLISH_SMALL.get(tokens[following].text)
    if unit and unit < 10:
        return ENGLISH_TENS[text] + unit, following + 1
    return ENGLISH_TENS[text], place + 1


def arabic_fraction(tokens: Tokens, place: int) -> Reading | None:
    """Half, a quarter or three quarters. A third has no exact decimal: its value is not a number here."""
    if not tokens[place].arabic:
        return None
    word = stem(tokens[place].text, lexicon.FRACTIONS)
    if word:
        return lexicon.FRACTIONS[word[1]], place + 1
    three = stem(tokens[place].text, frozenset(("ثلاثه", "ثلاث")))
    if three and tokens[place + 1].text in lexicon.QUARTERS:
        return Decimal("0.75"), place + 2
    return None


def english_fraction(tokens: Tokens, place: int) -> Reading | None:
    """Half a, a quarter of a, three-quarters of a: what stands before a scale or a unit, article included."""
    text = tokens[place].text
    value = lexicon.ENGLISH_FRACTIONS.get(text)
    after = place + 1
    if text == "a" and tokens[place + 1].text in lexicon.ENGLISH_FRACTIONS:
        value, after = lexicon.ENGLISH_FRACTIONS[tokens[place + 1].text], place + 2
    elif text == "three":
        after = place + 2 if tokens[place + 1].raw == "-" else place + 1
        if tokens[after].text not in ("quarters", "quarter"):
            return None
        value, after = Decimal("0.75"), after + 1
    if value is None:
        return None
    if tokens[after].text == "of":
        after += 1
    if tokens[after].text in ("a", "an", "one") or tokens[after].raw == "-":
        after += 1
    return value, after
