"""Whether a number with no unit is a figure: what stands beside it must show that it counts something."""

from __future__ import annotations

from decimal import Decimal

from . import hedges, lexicon
from .item import Item
from .lexicon import UNSURE, readings
from .surroundings import ARABIC_STOPS, COUNTED, ENGLISH_STOPS, EVIDENCE, FRACTION_NOUNS, NOT_NAMES, ORDINALS, PREFIXES
from .tokens import Token, Tokens

NUMBERS = frozenset({*lexicon.ARABIC_UNITS, *lexicon.ARABIC_TENS, *lexicon.ARABIC_HUNDREDS})
QUARTERS = ("first", "second", "third", "fourth", "last", "this", "next", "the", "per", "-")


def stops(token: Token) -> bool:
    """Whether a token is no noun that could be counted: a particle, a sign, the end."""
    particle = token.text in ARABIC_STOPS or token.text in ENGLISH_STOPS
    return token.kind != "word" or particle or (token.arabic and token.text[0] == "و")


def countable(token: Token) -> bool:
    """Whether a token may be what a number counts: an indefinite noun in Arabic, a word without a capital in English."""
    if token.kind != "word" or token.text in ARABIC_STOPS or token.text in ENGLISH_STOPS:
        return False
    if token.arabic:
        return len(token.text) > 2 and not token.text.startswith("ال")
    return token.raw[0].islower() and len(token.text) > 1


def surely(token: Token) -> bool:
    """Whether a token is counted for sure: a known noun, or an Arabic plural in -ات."""
    sound = token.arabic and token.text.endswith("ات") and len(token.text) > 4 and not token.text.startswith("ال")
    return token.text in COUNTED or sound


def unsupported(tokens: Tokens, item: Item) -> bool:
    """A number that nothing beside it shows to be a figure."""
    if item.style == "fraction":
        return fraction_alone(tokens, item)
    if item.unit is not None:
        return single_word(tokens, item) and ordinal_before(tokens, item)
    if item.style == "scale":
        return scale_unsupported(tokens, item)
    if tokens[item.end - 1].kind == "glued" and tokens[item.end - 1].raw in "kKmtTb" and not item.range:
        return tokens[item.end].text not in COUNTED  # a 5m wall, a 4K screen
    if item.scale != 1 or (item.range and item.style == "digits"):
        return False
    return digits_unsupported(tokens, item) if item.style == "digits" else words_unsupported(tokens, item)


def single_word(tokens: Tokens, item: Item) -> bool:
    """Whether an item's number is one Arabic word."""
    return item.style == "words" and tokens[item.number].arabic


def ordinal_before(tokens: Tokens, item: Item) -> bool:
    """الخامس عشر, الخامس والعشرون: a rank, no number."""
    before = tokens[item.first - 1]
    return before.arabic and any(stem in ORDINALS for _, stem in readings(before.text))


def fraction_alone(tokens: Tokens, item: Item) -> bool:
    """A fraction of no scale and no unit; the half-year and the last quarter are times."""
    before = tokens[item.first - 1].text
    unit = item.unit.kind if item.unit else ""
    quarter = item.low == Decimal("0.25") and unit == "duration"  # إيرادات ربع سنة names a period
    if quarter or (tokens[item.number + 1].raw == "-" and unit == "duration"):
        return True
    if tokens[item.number].text == "quarter" and before in QUARTERS:
        return True
    return item.scale == 1 and unit not in ("percent", "points", "currency", "duration")


def scale_unsupported(tokens: Tokens, item: Item) -> bool:
    """A scale alone that counts nothing: «ألف» may be wrote, a thousand thanks are no thousand."""
    token, after = tokens[item.first], tokens[item.end]
    if not token.arabic:
        return not countable(after) or tokens[item.first - 1].text == "in"
    stem = readings(token.text)[0][1] if item.chained else token.text
    definite = any(prefix.endswith("ال") and rest in lexicon.AFTER_NUMERAL for prefix, rest in readings(token.text))
    if definite:
        return True
    if item.chained:
        return False
    small = item.scale == lexicon.THOUSAND
    construct = any(rest in lexicon.CONSTRUCT for _, rest in readings(stem)) and item.low == 2 * item.scale
    if construct or (small and item.low == 2 * item.scale):
        return not countable(after)
    return small and not surely(after)


def digits_unsupported(tokens: Tokens, item: Item) -> bool:
    """A numeral with no unit: a noun after it, or a word before it, must show that it counts something."""
    before, after = tokens[item.first - 1], tokens[item.end]
    if not tokens[item.first].gap and before.text in PREFIXES:
        return before.text.endswith("ال") and not countable(after)
    return not supported(tokens, item)


def supported(tokens: Tokens, item: Item) -> bool:
    """Whether what stands before a numeral, or a hedge, shows that it is a figure."""
    before, after = tokens[item.first - 1], tokens[item.end]
    if hedges.before(tokens, item) or hedges.after(tokens, item) or countable(after):
        return True
    if before.arabic:
        return any(stem in EVIDENCE for _, stem in readings(before.text))
    if before.kind == "word":
        return before.raw.islower() or before.text in NOT_NAMES
    return before.raw == ":" or (before.raw == "," and after.raw == "," and tokens[item.first - 2].kind == "word")


def words_unsupported(tokens: Tokens, item: Item) -> bool:
    """A number word with no unit: small ones, and those that mean other things too, need what they count beside them."""
    token, before, after = tokens[item.number], tokens[item.first - 1], tokens[item.end]
    if not token.arabic:
        title = token.raw[0].isupper() and before.kind == "word" and before.raw[0].isupper()
        joined = (before.raw == "-" and not token.gap) or (after.raw in "-‑" and not after.gap)
        if title or joined or item.low == 1 or after.text in FRACTION_NOUNS or before.text == "big":
            return True
        return item.low < 20 and not countable(after) and not hedges.before(tokens, item)
    prefix, stem = lexicon.stem(token.text, NUMBERS) or ("", "")
    if item.low <= 2 or "ال" in prefix or prefix == "لل" or ordinal_before(tokens, item):
        return True
    if item.end - item.number == 1 and stem in UNSURE:
        return not surely(after)
    return item.low <= 10 and not countable(after) and after.text != "من"
