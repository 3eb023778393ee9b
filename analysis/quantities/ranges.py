"""Two items that are one range: between, from … to, a dash, or. The scale and the unit pass to the end that has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from . import amounts
from .amounts import ONE, Amount
from .item import Item
from .lexicon import readings, words
from .tokens import Tokens

DASHES = "-–—‑−~"
BETWEEN = ("between", "بين", "وبين")
FROM = ("from", "من", "ومن")
TO = ("to", "الي", "حتي", "until")
OR = ("or", "او")
ABOUT = words("about around roughly nearly approximately almost perhaps an estimated some", "نحو حوالي قرابه")
CHANGES = words(
    "rise rises rose risen rising fall falls fell fallen falling grow grows grew grown growing jump jumped drop "
    "dropped decline declined "
        "increase increased increasing decrease decreased cut slashed raised lowered climbed soared plunged "
        "surged went slid shrank "
        "expanded trimmed reduced up down moved swelled tripled doubled gone "
        "ارتفع ارتفعت ارتفاع يرتفع ترتفع انخفض انخفضت انخفاض ينخفض تنخفض تراجع تراجعت يتراجع هبط هبطت هبوط زاد "
        "زادت زياده يزيد نما نمت نمو "
        "قفز قفزت قفزه صعد صعدت صعود خفض خفضت رفع رفعت تقلص تقلصت تضاعف تضاعفت انتقل انتقلت تحول وارتفع وارتفعت "
        "وانخفض وانخفضت وتراجع "
        "وتراجعت لترتفع لتنخفض ليرتفع لينخفض تقليص بتخفيض خفضها رفعها"
    )


def amount(tokens: Tokens, place: int) -> Amount | None:
    """The amount at a place; after «بين» its «و» may begin the other end, unless a further one does (between 5 and 20)."""
    found = amounts.at(tokens, place)
    if not found or tokens[found.end - 1] is tokens[place] or not opened(tokens, place, BETWEEN):
        return found
    following = tokens[found.end]
    if following.text == "و" or (following.text.startswith("و") and amounts.at(tokens, found.end)):
        return found
    shorter = amounts.at(tokens, place, compound=False)
    if not shorter or shorter.end >= found.end:
        return found
    rest = amounts.at(tokens, shorter.end + (tokens[shorter.end].text == "و"))
    return shorter if rest and rest.end >= found.end else found


def opened(tokens: Tokens, place: int, openers: tuple[str, ...]) -> bool:
    """Whether one of the openers stands before a place, with at most two words of a hedge between."""
    for back in (1, 2, 3):
        if tokens[place - back].text in openers:
            return True
        if tokens[place - back].text not in ABOUT:
            return False
    return False


def merged(tokens: Tokens, items: list[Item]) -> Iterator[Item]:
    """The items, each pair that is a range as one."""
    place = 0
    while place < len(items):
        pair = items[place : place + 2]
        both = joined(tokens, *pair) if len(pair) == 2 else None
        yield from both or pair[:1]
        place += 2 if both else 1


def joined(tokens: Tokens, low: Item, high: Item) -> tuple[Item, ...] | None:
    """Two items as one range, or as two figures of which the first takes the second's unit, or None: not related."""
    kind, about = link(tokens, low, high)
    if not kind or not low.exact or not high.exact:
        return None
    if low.unit and high.unit and low.unit.what != high.unit.what:
        return None
    if high.bare and year(tokens, high) and not year(tokens, low):
        return None  # «40 مليار دولار حتى 2030»
    if kind in ("dash", "or") and low.bare and high.bare and not countable(tokens, high):
        return None
    unit = high.unit or low.unit
    start = low
    own = low.unit is not None and low.prefix is None and low.unit.kind == "currency"
    if low.scale == ONE and high.scale != ONE and not high.chained and not own and low.high * high.scale <= high.low:
        start = replace(low, low=low.low * high.scale, high=low.high * high.scale, scale=high.scale)
    if low.scale == ONE and high.scale != ONE and start is low and not own:
        return None
    start, end = replace(start, unit=unit), replace(high, unit=unit)
    if (kind == "or" and about) or (kind == "to" and (start.high > end.low or changed(tokens, low))):
        return start, end
    if start.high > end.low and kind == "or":
        return None
    values = sorted((start.low, end.high))
    rests = high.rests_on if low.rests_on == "sure" else low.rests_on
    whole = replace(start, end=high.end, low=values[0], high=values[1], scale=max(start.scale, high.scale))
    return (replace(whole, chained=True, rests_on=rests, range=True, about=about),)


def link(tokens: Tokens, low: Item, high: Item) -> tuple[str, bool]:
    """What joins two items: "and" (after between), "to", "dash", "or" or "", and whether the second is hedged."""
    if high.first - low.end > 3:
        return "", False
    between = [tokens[place].text for place in range(low.end, high.first)]
    about = False
    while between and between[-1] in ABOUT:
        between.pop()
        about = True
    opened_between = opened(tokens, low.first, BETWEEN)
    if not between:
        attached = tokens[high.first].arabic and tokens[high.first].text.startswith("و")
        return ("and" if attached and opened_between and not about else ""), about
    if between == ["-", "to"]:  # 18- to 24-year-olds
        return "to", about
    if len(between) != 1:
        return "", False
    word = between[0]
    if opened_between and (word in ("and", "و", "وبين", "to", "الي") or word in DASHES):
        return "and", about
    if word in TO:
        return "to", about
    if word in OR:
        return "or", about
    return ("dash" if word in DASHES and not negative(tokens, low, high) else ""), about


def negative(tokens: Tokens, low: Item, high: Item) -> bool:
    """Whether a dash between two items is a break in the sentence: spaced, after a unit of its own."""
    spaced = tokens[low.end].gap and tokens[high.first].gap
    return spaced and low.unit is not None and high.unit is None


def countable(tokens: Tokens, item: Item) -> bool:
    """Whether a word that can be counted follows."""
    following = tokens[item.end]
    return following.gap and following.kind == "word" and len(following.text) > 3 and not following.raw[0].isupper()


def year(tokens: Tokens, item: Item) -> bool:
    """Whether an item is four digits that may be a calendar year."""
    raw = tokens[item.number].raw
    return item.style == "digits" and len(raw) == 4 and raw.isdigit() and 1800 <= int(raw) <= 2100


def changed(tokens: Tokens, item: Item) -> bool:
    """Whether a verb of change stands before «from»: then the two figures are before and after, no range."""
    if not opened(tokens, item.first, FROM):
        return False
    for place in range(item.first - 1, item.first - 9, -1):
        if tokens[place].kind == "break" or tokens[place].raw in ".؛;!؟?":
            return False
        if any(stem in CHANGES for _, stem in readings(tokens[place].text)):
            return True
    return False
