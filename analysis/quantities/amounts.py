"""The value of a figure: digits or words, their scales, what «و» adds; without its unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from . import lexicon, numerals, words
from .lexicon import stem
from .tokens import Tokens

ONE, TWO = Decimal(1), Decimal(2)
LONGEST = 8  # groups of three digits
LARGEST = Decimal(10) ** 18  # a thousand times a thousand billion is said; what goes on is no number


@dataclass(frozen=True)
class Amount:
    """A value between two places. style: digits, words, fraction, or scale (a scale word that stands for one or two).

    scale: the last scale, one when there is none. chained: whether parts were added. rests_on: see numerals.Numeral.
    exact: False when a fraction in it has no decimal (a third of a million), so that it must be left.
    """

    value: Decimal
    first: int
    end: int
    style: str
    scale: Decimal = ONE
    chained: bool = False
    rests_on: str = "sure"
    exact: bool = True


def at(tokens: Tokens, place: int, compound: bool = True) -> Amount | None:
    """The amount whose words begin at a place, or None."""
    amount = part(tokens, place, compound)
    if not amount:
        return None
    amount = and_fraction(tokens, amount)
    while compound:
        more = added(tokens, amount)
        if not more:
            return amount
        amount = and_fraction(tokens, more)
    return amount


def part(tokens: Tokens, place: int, compound: bool) -> Amount | None:
    """One part: a coefficient with its scales, or a scale alone."""
    token = tokens[place]
    if token.kind == "number":
        numeral = numerals.read(token.raw)
        return scaled(tokens, digits(tokens, place, numeral)) if numeral else None
    if token.kind != "word":
        return None
    return arabic_part(tokens, place, compound) if token.arabic else english_part(tokens, place)


def digits(tokens: Tokens, place: int, numeral: numerals.Numeral) -> Amount:
    """A numeral, with a second one after an ordinary space when the two can only be groups of one (1 234)."""
    value, end, rests_on = numeral.value, place + 1, numeral.rests_on
    if tokens[place].raw.isdigit() and len(tokens[place].raw) <= 3 and value:
        while group(tokens, end) and end - place < LONGEST:
            value, end = value * 1000 + Decimal(tokens[end].raw), end + 1
    return Amount(value, place, end, "digits", rests_on=rests_on)


def group(tokens: Tokens, place: int) -> bool:
    """Whether a numeral is three digits after a single ordinary space."""
    token, before = tokens[place], tokens[place - 1]
    single = token.gap and token.start - before.end == 1 and tokens.letters.text[before.end] == " "
    return token.kind == "number" and single and len(token.raw) == 3 and token.raw.isdigit()


def scaled(tokens: Tokens, amount: Amount) -> Amount:
    """An amount with the scale words after it."""
    place = amount.end
    while True:
        scale, end = scale_at(tokens, place, amount)
        if not scale or (amount.scale != ONE and scale < amount.scale) or amount.scale * scale > LARGEST:
            return amount
        amount = replace(amount, value=amount.value * scale, scale=amount.scale * scale, end=end)
        place = end


def scale_at(tokens: Tokens, place: int, amount: Amount) -> tuple[Decimal | None, int]:
    """The scale word at a place after a coefficient, and the place after it."""
    token = tokens[place]
    if token.kind == "glued":
        return (lexicon.GLUED.get(token.text), place + 1) if amount.scale == ONE else (None, place)
    if token.raw in "-‑" and not token.gap and not tokens[place + 1].gap:
        place, token = place + 1, tokens[place + 1]
    if token.arabic and not token.text.startswith("الم"):
        return lexicon.AFTER_NUMERAL.get(token.text), place + 1
    return lexicon.ENGLISH_AFTER.get(token.text) if token.latin else None, place + 1


def arabic_part(tokens: Tokens, place: int, compound: bool) -> Amount | None:
    """A part that begins with an Arabic word."""
    fraction = words.arabic_fraction(tokens, place)
    if fraction:
        return scaled(tokens, Amount(fraction[0], place, fraction[1], "fraction"))
    number = words.arabic(tokens, place, compound)
    if number:
        coefficient = Amount(number[0], place, number[1], "words")
        half = fraction_joined(tokens, number[1]) if compound else None
        if half and half[0] is not None and scale_at(tokens, half[1], coefficient)[0]:
            coefficient = replace(coefficient, value=number[0] + half[0], end=half[1])
        return scaled(tokens, coefficient)
    return scale_alone(tokens, place)


def scale_alone(tokens: Tokens, place: int) -> Amount | None:
    """مليار for one, ملياران for two; مليارا for two before what it counts, for one in the accusative."""
    word = stem(tokens[place].text, lexicon.DUALS)
    if word and not (word[1] in lexicon.ACCUSATIVE and accusative(tokens, place)):
        scale = lexicon.DUALS[word[1]]
        return Amount(scale * TWO, place, place + 1, "scale", scale)
    word = word or stem(tokens[place].text, lexicon.ARABIC_SCALES)
    if not word:
        return None
    scale = lexicon.AFTER_NUMERAL[word[1]]
    return scaled(tokens, Amount(scale, place, place + 1, "scale", scale))


def accusative(tokens: Tokens, place: int) -> bool:
    """Whether مليونا is one million in the accusative: written with its tanween, or counting nothing beside it."""
    following = tokens[place + 1]
    apart = following.text.startswith(("و", "ال", "ف", "من", "علي", "عن"))
    counts = following.arabic and len(following.text) > 2 and not apart
    return "\u064b" in tokens.written(place) or not counts


def english_part(tokens: Tokens, place: int) -> Amount | None:
    """A part that begins with an English word."""
    fraction = words.english_fraction(tokens, place)
    if fraction:
        return scaled(tokens, Amount(fraction[0], place, fraction[1], "fraction"))
    number = words.english(tokens, place)
    if number:
        coefficient = Amount(number[0], place, number[1], "words")
        half = and_a_half(tokens, number[1])
        return scaled(tokens, replace(coefficient, value=number[0] + half[0], end=half[1]) if half else coefficient)
    following = tokens[place + 1].text
    if tokens[place].text == "a" and following in lexicon.ENGLISH_SCALES:
        scale = lexicon.ENGLISH_SCALES[following]
        return scaled(tokens, Amount(scale, place, place + 2, "scale", scale))
    return None


def and_a_half(tokens: Tokens, place: int) -> words.Reading | None:
    """«and a half», «and three-quarters»: what it adds and where it ends."""
    if tokens[place].text != "and":
        return None
    fraction = words.english_fraction(tokens, place + 1)
    return fraction if fraction and tokens[place + 1].text in ("a", "three") else None


def fraction_joined(tokens: Tokens, place: int) -> tuple[Decimal | None, int] | None:
    """«ونصف», «وربع», «وثلاثة أرباع»: what it adds and where it ends; None is added by one that has no decimal."""
    following = words.joined(tokens, place)
    if following is None:
        return None
    bare = tokens[following].text.removeprefix("و")
    if bare in lexicon.INEXACT and bare not in lexicon.ARABIC_UNITS:
        return None, following + 1
    if bare in lexicon.FRACTIONS or (bare in ("ثلاثه", "ثلاث") and tokens[following + 1].text in lexicon.QUARTERS):
        return words.arabic_fraction(tokens, following)
    return None


def half(tokens: Tokens, place: int) -> tuple[Decimal | None, int] | None:
    """The half, or other part, that either language joins to what stands before."""
    return fraction_joined(tokens, place) or and_a_half(tokens, place)


def and_fraction(tokens: Tokens, amount: Amount) -> Amount:
    """An amount with the half that follows: of its scale, or of the scale that is named after it."""
    joined = half(tokens, amount.end) if amount.scale != ONE else None
    if not joined:
        return amount
    fraction, end = joined
    if fraction is None:
        return replace(amount, exact=False, end=end)
    named = lexicon.AFTER_NUMERAL.get(tokens[end].text.removeprefix("ال")) if tokens[end].arabic else None
    named = named or lexicon.AFTER_NUMERAL.get(tokens[end].text)
    if named and named > amount.scale:
        return amount
    scale = named or amount.scale
    return replace(amount, value=amount.value + fraction * scale, end=end + bool(named), scale=scale, chained=True)


def added(tokens: Tokens, amount: Amount) -> Amount | None:
    """An amount with the next smaller part: «مليار و200 مليون», "two million three hundred thousand"."""
    if amount.scale == ONE or not amount.exact:
        return None
    place = joined_part(tokens, amount)
    more = part(tokens, place, True) if place is not None else None
    if not more or more.style == "fraction" or more.value >= amount.scale or more.rests_on != "sure":
        return None
    if more.scale == ONE and not fits(tokens, amount, more):
        return None
    return replace(amount, value=amount.value + more.value, end=more.end, scale=more.scale, chained=True)


def joined_part(tokens: Tokens, amount: Amount) -> int | None:
    """Where a further part would begin: after «و», or at once in English words."""
    place, token = amount.end, tokens[amount.end]
    if tokens[place - 1].arabic:
        if token.text == "و" and (tokens[place + 1].kind == "number" or tokens[place + 1].arabic):
            return place + 1
        return place if token.arabic and token.text[0] == "و" and len(token.text) > 2 else None
    if token.text == "and" and amount.style == "words" and tokens[place + 1].kind == "word":
        return place + 1
    return place if token.gap and token.kind in ("word", "number") and tokens[place - 1].kind == "word" else None


def fits(tokens: Tokens, amount: Amount, more: Amount) -> bool:
    """Whether a last part without a scale belongs to the number: not an English article, nor digits after digits' scale."""
    first = tokens[more.first]
    if first.latin:
        return amount.style != "digits" and first.text != "a"
    return more.first != amount.end or more.style == "words"
