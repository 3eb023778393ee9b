"""What holds a number and states no quantity: dates, years, names, versions, pages, telephones, ratios."""

from __future__ import annotations

from dataclasses import replace

from . import hedges, lexicon, ranges
from .item import Item
from .lexicon import readings
from .support import surely, unsupported
from .surroundings import (
    AGES,
    CLOCK,
    COUNTED,
    ERAS,
    LABELS,
    MONTHS,
    NAMES,
    NOT_NAMES,
    PREFIXES,
    QUANTIFIERS,
    RATIOS,
    TEMPORAL,
    YEARS,
)
from .tokens import Token, Tokens
from .units import Unit

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def kept(tokens: Tokens, items: list[Item]) -> list[Item]:
    """The items that state a quantity."""
    found: list[Item] = []
    named_end = -1
    for place, item in enumerate(items):
        name = (named_end == item.first or named(tokens, item)) and plain(item)
        named_end = item.end if name else -1
        item = settled(tokens, aged(tokens, item))
        following = items[place + 1] if place + 1 < len(items) else None
        if not name and not refused(tokens, item) and not shares_scale(tokens, item, following):
            found.append(item)
    return found


def refused(tokens: Tokens, item: Item) -> bool:
    """Whether an item is no quantity."""
    checks = (inexact, glued, labelled, dated, clock, listed, crowded, ratio, unsupported)
    return any(check(tokens, item) for check in checks)


def plain(item: Item) -> bool:
    """Whether an item may be part of a name: no currency, no share, no scale but a letter."""
    unit = item.unit.kind if item.unit else ""
    return unit not in ("currency", "percent", "points", "basis points") and item.style == "digits"


def named(tokens: Tokens, item: Item) -> bool:
    """Whether a name stands right before a numeral: Llama 4, iPhone 15, آيفون 15; a scale in words is no part of one."""
    before = tokens[item.first - 1]
    if before.kind == "opaque" and item.bare and before.raw[0].isalpha():
        return True
    if not tokens[item.first].gap or before.kind != "word" or before.text.endswith(("'s", "’s")):
        return False
    if item.scale != 1 and tokens[item.number + 1].kind != "glued":
        return False
    if before.text in NAMES:
        return True
    counted = tokens[item.end - 1].arabic if item.unit else tokens[item.end].arabic and surely(tokens[item.end])
    if counted:
        return False  # «وظفت OpenAI 50 باحثًا»
    capital = not before.arabic and any(letter.isupper() for letter in before.raw)
    return capital and before.text not in NOT_NAMES and before.text not in AGES and before.text not in MONTHS


def aged(tokens: Tokens, item: Item) -> Item:
    """An item that an age's word introduces: aged 28, عمره 28."""
    before = tokens[item.first - 1]
    introduced = before.text in AGES or (before.text == "of" and tokens[item.first - 2].text == "age")
    if item.bare and introduced and 0 < item.low <= 130 and item.style in ("digits", "words"):
        return replace(item, unit=Unit("years", "duration", item.end))
    return item


def settled(tokens: Tokens, item: Item) -> Item:
    """An item whose separator is read by what it counts; one that stays open is marked as not exact."""
    unit = item.unit.kind if item.unit else ""
    part = item.scale != 1 or unit in ("percent", "points", "basis points")
    if item.rests_on == "decimal":
        return replace(item, exact=item.exact and (part or unit in ("currency", "duration")))
    if item.rests_on == "thousands":
        return replace(item, exact=item.exact and not part)
    if item.rests_on == "either" and not part:
        if unit == "people":
            return replace(item, low=item.low * 1000, high=item.high * 1000)
        return replace(item, exact=item.exact and not arabic_around(tokens, item))
    return item


def arabic_around(tokens: Tokens, item: Item) -> bool:
    """Whether the words beside an item are Arabic."""
    return any(token.arabic for token in (tokens[item.first - 1], tokens[item.end - 1], tokens[item.end]))


def inexact(tokens: Tokens, item: Item) -> bool:
    """A value that cannot be stated, or a scale whose number was not read (1/2 مليار, ثلث مليار, خمس مليار)."""
    before = tokens[item.first - 1]
    uncounted = before.kind in ("number", "opaque") or before.text in lexicon.INEXACT or before.text in QUANTIFIERS
    minus = tokens[item.end].text == "الا" and tokens[item.end + 1].text in (lexicon.INEXACT | set(lexicon.FRACTIONS))
    if not item.exact or (minus and item.scale != 1) or (item.style == "scale" and uncounted):
        return True
    fifth = any(stem in lexicon.INEXACT for _, stem in readings(tokens[item.number].text))
    return fifth and item.style == "words" and tokens[item.number + 1].text in lexicon.ARABIC_SCALES


def glued(tokens: Tokens, item: Item) -> bool:
    """Joined by no space to what is no unit of it: كوفيد-19, 5-star, 10², ميتا3, [3], (3)."""
    before, after = tokens[item.first - 1], tokens[item.end]
    if item.style in ("digits", "words") and not tokens[item.first].gap:
        if before.kind in ("opaque", "number", "glued") or before.raw in "_/\\#№^":
            return True
        if before.kind == "word" and before.text not in PREFIXES:
            return True
        if before.raw in "-–‑" and not before.gap and tokens[item.first - 2].kind in ("word", "number", "opaque", "glued"):
            counts = item.unit is None or item.unit.kind in ("people", "duration")
            return counts or tokens[item.first - 2].kind == "number"
    if (before.raw == "[" and after.raw == "]") or (before.raw == "(" and after.raw == ")" and item.bare):
        return True
    if after.gap or not item.bare or after.kind == "break":
        return False
    joined = after.raw in "-‑_/" and not tokens[item.end + 1].gap
    return joined or after.raw in SUPERSCRIPTS or after.kind == "opaque" or after.latin


def labelled(tokens: Tokens, item: Item) -> bool:
    """A number that names a thing: page 12, رقم 5, عام 2024, القرن الـ21."""
    place = item.first - 1
    if tokens[place].text in PREFIXES and not tokens[item.first].gap:
        place -= 1
    marked = tokens[place].raw in ".:#" and tokens[place - 1].text in ("no", "nos", "رقم", "هاتف", "tel", "phone")
    before = tokens[place - 1] if marked else tokens[place]
    if before.kind != "word":
        return False
    stems = {before.text, *(stem for _, stem in readings(before.text))}
    unit = item.unit.kind if item.unit else ""
    if stems & YEARS and unit in ("", "people", "duration") and (item.bare or item.style != "digits"):
        return True
    return bool(stems & LABELS) and item.bare


def yearlike(tokens: Tokens, item: Item) -> bool:
    """Whether it is written as a calendar year is."""
    return item.scale == 1 and not item.prefix and ranges.year(tokens, item)


def dated(tokens: Tokens, item: Item) -> bool:
    """A day or a year: beside a month, an era, after a word of time, or four digits that count nothing known."""
    before, after = tokens[item.first - 1], tokens[item.end]
    unit = item.unit.kind if item.unit else ""
    if unit not in ("", "people", "duration") or item.scale != 1 or item.style == "scale":
        return False
    if item.bare and (month(after) or (after.text in ("من", "of") and month(tokens[item.end + 1]))):
        return True
    if item.bare and after.text in ERAS:
        return True
    if month(before) and item.style == "digits" and (yearlike(tokens, item) or (item.high <= 31 and not before.arabic)):
        return True
    if not yearlike(tokens, item):
        return False
    if unit:
        return before.text in TEMPORAL or before.raw == "/"
    counts = hedges.LOW in hedges.before(tokens, item) or after.text in COUNTED
    return not counts or before.text in TEMPORAL


def month(token: Token) -> bool:
    """Whether a token names a month; may and march only with a capital."""
    return token.kind == "word" and token.text in MONTHS and (token.arabic or token.raw[0].isupper())


def clock(tokens: Tokens, item: Item) -> bool:
    """A time of day."""
    return item.bare and tokens[item.end].text in CLOCK


def listed(tokens: Tokens, item: Item) -> bool:
    """A number that opens a line as a list's or a heading's does."""
    first, after = tokens[item.first], tokens[item.end]
    return item.bare and item.style == "digits" and first.fresh and after.raw in ".)-–:" and not after.gap


def crowded(tokens: Tokens, item: Item) -> bool:
    """Beside another number without a word between, or too long to be counted: telephones, codes, years in words."""
    before, after = tokens[item.first - 1], tokens[item.end]
    raw = tokens[item.number].raw
    if item.bare and item.style == "digits" and raw.isdigit() and len(raw) >= 7:
        return True
    joined = after.raw in "(-–" and tokens[item.end + 1].kind == "number" and item.style == "digits"
    if item.bare and (after.kind == "number" or joined):
        return True
    if item.bare and item.style == "words" and (after.text in lexicon.ENGLISH_TENS or after.text in lexicon.ENGLISH_SMALL):
        return True
    if item.style == "words" and (before.text in lexicon.ENGLISH_SMALL or before.text in lexicon.ENGLISH_TENS):
        return item.bare
    if before.kind == "number" and item.style == "digits":
        return item.bare or not (len(before.raw) == 4 and before.raw.isdigit())
    return False


def ratio(tokens: Tokens, item: Item) -> bool:
    """8 من كل 10, one in five, 3 out of 4."""
    if item.scale != 1:
        return False
    ahead = item.bare and tokens.words(item.end, 2) in RATIOS
    behind = tokens.words(item.first - 2, 2) in RATIOS or tokens.words(item.first - 2, 2) in ("one in", "1 in")
    one_in = item.bare and item.low == 1 and tokens[item.end].text == "in" and number_word(tokens[item.end + 1])
    return ahead or behind or one_in


def number_word(token: Token) -> bool:
    """Whether a token is a numeral or an English number word."""
    return token.kind == "number" or token.text in lexicon.ENGLISH_SMALL or token.text in lexicon.ENGLISH_TENS


def shares_scale(tokens: Tokens, item: Item, following: Item | None) -> bool:
    """«10 و12 مليارًا», "10, 12 and 15 million": whether the first has the second's scale is not said, so it is left."""
    if not following or not item.bare or (following.bare and item.style != "digits"):
        return False
    between = [tokens[place].text for place in range(item.end, following.first)]
    linked = between in ([","], ["،"], ["و"], ["and"], ["or"], ["او"], [",", "and"]) and len(between) < 3
    return linked and (following.scale != 1 or following.unit is not None)
