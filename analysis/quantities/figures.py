"""From tokens to figures: an amount with its sign, its currency and its unit; then ranges, what is no figure, and hedges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from . import amounts, currencies, exclusions, hedges, lexicon, ranges, support, units
from .item import Item
from .lexicon import stem
from .tokens import Tokens

NUMBER_WORDS = frozenset(
    {*lexicon.ARABIC_UNITS, *lexicon.ARABIC_TENS, *lexicon.ARABIC_HUNDREDS, *lexicon.AFTER_NUMERAL, *lexicon.DUALS}
    | {*lexicon.FRACTIONS, *units.DURATION_DUALS, *currencies.DUALS, *units.SINGULAR}
)
DUALS = frozenset({*units.DURATION_DUALS, *currencies.DUALS})
MINUS = ("minus", "negative", "ناقص", "سالب")


@dataclass(frozen=True)
class Figure:
    """A figure as Quantity has it, its place still in plain letters."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    approximate: bool


def read(tokens: Tokens) -> list[Figure]:
    """The figures that the tokens state, in order."""
    named = currencies.named(tokens)
    items = exclusions.kept(tokens, list(ranges.merged(tokens, list(scan(tokens)))))
    return [finished(tokens, item, named) for item in items]


def scan(tokens: Tokens) -> Iterator[Item]:
    """Every amount with its unit, whether or not it turns out to be a figure."""
    place = 0
    while place < len(tokens):
        item = stated(tokens, place)
        if item:
            yield item
        place = max(item.end, place + 1) if item else place + 1


def stated(tokens: Tokens, place: int) -> Item | None:
    """The item that begins at a place: «-$5m», «15 مليار دولار», «عامين»."""
    if tokens[place].kind in ("opaque", "break", "glued"):
        return None
    start, negative = signed(tokens, place)
    prefix = prefixed(tokens, start)
    begin = start + bool(prefix)
    if prefix and not negative and tokens[begin].raw in "-−" and not tokens[begin + 1].gap:
        begin, negative = begin + 1, True
    amount = ranges.amount(tokens, begin)
    if not amount:
        return None if begin > place else counted_noun(tokens, place)
    item = Item.of(amount, place, negative, prefix)
    item = with_unit(tokens, item)
    if negative and parenthetical(tokens, item, place):
        return replace(item, first=start, low=-item.low, high=-item.high)
    return item


def signed(tokens: Tokens, place: int) -> tuple[int, bool]:
    """Where the figure begins after its sign, and whether that is a minus."""
    token, before, following = tokens[place], tokens[place - 1], tokens[place + 1]
    numeric = following.kind in ("number", "symbol")
    if token.text in MINUS and following.gap and numeric:
        return place + 1, True
    if token.raw not in "-−–+" or following.gap or not numeric:
        return place, False
    free = token.gap or before.kind == "break" or before.raw in "([«“\"'" or before.text in ("و", "ب", "ل", "وب")
    if not free or before.kind == "number" or before.raw in "%٪":
        return place, False
    return place + 1, token.raw != "+"


def parenthetical(tokens: Tokens, item: Item, place: int) -> bool:
    """Whether the minus is the first of two dashes round the figure."""
    closing = tokens[item.end]
    return tokens[place].raw in "-–" and closing.raw == tokens[place].raw and not closing.gap and tokens[item.end + 1].gap


def prefixed(tokens: Tokens, place: int) -> units.Unit | None:
    """The currency whose sign or code stands before a numeral."""
    token, following = tokens[place], tokens[place + 1]
    after = tokens[place + 2] if following.raw in "-−." else following
    if token.kind == "symbol" and after.kind == "number":
        family = {"$": "dollar"}.get(token.raw)
        country = currencies.country_before(tokens, place, family) if family else None
        code = country or currencies.code_of(tokens, place - 1) or currencies.SIGNS.get(token.text)
        return units.Unit(code, "currency", place + 1, None if code else "yen")
    coded = token.raw in currencies.CODES or token.raw in currencies.OTHER_CODES
    if token.kind == "word" and after.kind in ("number", "word") and coded:
        return units.Unit(currencies.code_of(tokens, place), "currency", place + 1)
    return None


def with_unit(tokens: Tokens, item: Item) -> Item:
    """An item with the unit after it, and with the half that stands before or after that."""
    item = half_before_unit(tokens, item)
    plus = tokens[item.end].raw == "+" and not tokens[item.end].gap
    unit = units.after(tokens, item.end + plus)
    if plus and unit and not item.prefix:
        return replace(item, unit=unit, end=unit.end, more=True)
    if item.prefix:
        told = unit and unit.kind == "currency" and (unit.code or unit.family)
        country = currencies.country_after(tokens, item.end, "dollar") if item.prefix.code == "USD" else None
        if country and not told:
            return replace(item, unit=units.Unit(country[0], "currency", item.end + 1), end=item.end + country[1])
        if not told or (unit and unit.code != item.prefix.code and not same_sign(item.prefix, unit)):
            return replace(item, unit=item.prefix)
    if not unit:
        return item
    return half_after_unit(tokens, replace(item, unit=unit, end=unit.end))


def same_sign(prefix: units.Unit, unit: units.Unit) -> bool:
    """Whether a code after the figure says whose the sign before it is ($5m CAD)."""
    families = currencies.families()
    return prefix.code in ("USD", "GBP") and families.get(unit.code or "") == families.get(prefix.code or "")


def half_before_unit(tokens: Tokens, item: Item) -> Item:
    """«خمسة ونصف في المئة»: the half between a number and its unit."""
    joined = amounts.fraction_joined(tokens, item.end) if item.scale == 1 and item.style in ("digits", "words") else None
    if not joined or not units.after(tokens, joined[1]):
        return item
    if joined[0] is None:
        return replace(item, exact=False)
    return item.plus(joined[0], joined[1])


def half_after_unit(tokens: Tokens, item: Item) -> Item:
    """«ثلاث سنوات ونصف», «5 دولارات ونصف», "a year and a half": half of what was counted last."""
    joined = amounts.half(tokens, item.end)
    if not joined:
        return item
    fraction, end = joined
    following = tokens[end]
    again = following.text.removeprefix("ال")
    named = lexicon.AFTER_NUMERAL.get(again)
    if named and (named != item.scale or support.countable(tokens[end + 1])):
        return item  # «نصف مليار دولار وربع مليون مشترك» are two figures
    repeated = named is not None or (following.text.startswith("ال") and again in units.SINGULAR)
    if following.arabic and not repeated and not support.stops(following):
        return item
    if fraction is None or item.unit is None or item.unit.kind not in ("currency", "duration"):
        return replace(item, exact=fraction is not None)
    return item.plus(fraction * item.scale, end + repeated)


def counted_noun(tokens: Tokens, place: int) -> Item | None:
    """A noun that states its own number: «عامين», «دولارين», «عام ونصف», "a year and a half"."""
    token = tokens[place]
    if not token.arabic:
        article = token.text in ("a", "an") and tokens[place + 1].text in units.SINGULAR
        half = amounts.and_a_half(tokens, place + 2) if article else None
        if not half:
            return None
        return Item(place, half[1], half[0] + 1, half[0] + 1, "words", unit=units.time(tokens, place + 1))
    two = stem(token.text, DUALS)
    if two:
        timed = units.DURATION_DUALS.get(two[1])
        unit = units.Unit(timed, "duration", place + 1)
        unit = unit if timed else units.whose(tokens, place + 1, currencies.DUALS[two[1]])
        return half_after_unit(tokens, Item(place, unit.end, Decimal(2), Decimal(2), "words", unit=unit))
    one = stem(token.text, units.SINGULAR)
    joined = amounts.fraction_joined(tokens, place + 1) if one and "ال" not in one[0] else None
    if not one or not joined or joined[0] is None:
        return None
    unit = units.Unit(units.DURATIONS[one[1]], "duration", place + 1)
    return half_after_unit(tokens, Item(place, place + 1, Decimal(1), Decimal(1), "words", unit=unit))


def finished(tokens: Tokens, item: Item, named: dict[str, set[str]]) -> Figure:
    """An item with its hedges and its currency settled."""
    bounds = hedges.around(tokens, item)
    code = item.unit.code if item.unit else None
    if item.unit and item.unit.family and not code:
        said = named.get(item.unit.family, set())
        code = next(iter(said)) if len(said) == 1 else None
    low = None if bounds.high_only else item.low
    high = None if bounds.low_only else item.high
    start, end = tokens[item.first].start, tokens[item.end - 1].end
    return Figure(start + prefix(tokens, item), end, settled(low), settled(high), code, bounds.approximate)


def prefix(tokens: Tokens, item: Item) -> int:
    """How many letters «و», «ب» and the like take before a number word; an article stays with its word."""
    if not tokens[item.first].arabic:
        return 0
    word = stem(tokens[item.first].text, NUMBER_WORDS)
    if tokens[item.first].text.startswith("واح") and tokens[item.first + 1].text in lexicon.TEN:
        return 1  # وأحد عشر, folded like واحد
    return len(word[0].removesuffix("ال")) if word and not (word[0].endswith("لال") or word[1].startswith("ال")) else 0


def settled(value: Decimal | None) -> Decimal | None:
    """A value without exponent or idle zeros."""
    if value is None:
        return None
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()
