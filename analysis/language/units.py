"""Units and the manners in which a number with its unit may be written, read from a spec such as "USD:oblique"."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .vocabulary import nearest, nouns

CURRENCIES = {"USD": "$", "EUR": "€", "GBP": "£", "SAR": "SAR", "AED": "AED", "EGP": "EGP"}
PLAIN = ("percent", "rank", "ratio", "times", "year")
# What is measured, not counted: nothing of it is «صفر», never «لا».
MEASURES = (
    *CURRENCIES, "age", "days", "minutes", "months", "percentage_points", "points", "quarters", "times", "weeks", "years",
)
MONEY_SCALES = ((0, ""), (3, "thousand"), (6, "million"), (9, "billion"), (12, "trillion"))
COUNT_SCALES = ((0, ""), (6, "million"), (9, "billion"), (12, "trillion"))
MANNERS = ("oblique", "of", "bare", "words", "between", "feminine", "indefinite", "figures")


class Spec(NamedTuple):
    """A unit and how it is to be written, read from "USD:oblique"."""

    unit: str = ""
    decimals: int | None = None
    oblique: bool = False
    of: bool = False
    bare: bool = False
    words: bool = False
    between: bool = False
    feminine: bool = False
    indefinite: bool = False
    figures: bool = False
    alone: bool = True  # in Arabic the noun's own form may say one or two


@cache
def units() -> tuple[str, ...]:
    """Return every unit that `number` writes."""
    scales = {name for _, name in MONEY_SCALES}
    return tuple(sorted({*PLAIN, *CURRENCIES, *nouns("ar")} - scales))


def unit_of(spec: str | None) -> str | None:
    """Return the unit alone of a spec such as "USD:oblique"; None when it names none."""
    return read(spec).unit or None


@cache
def read(spec: str | None) -> Spec:
    """Return a unit and its manners; the error names the nearest that exists."""
    unit, *manners = (spec or "").split(":")
    if unit and unit not in units():
        raise ValueError(f'unit: found "{unit}", expected {nearest(unit, units())}.')
    unread = [m for m in manners if m not in MANNERS and not (m.isascii() and m.isdigit())]
    if unread:
        raise ValueError(f'unit "{spec}": found "{unread[0]}", expected {", ".join(MANNERS)} or a count of decimals.')
    places = [int(m) for m in manners if m.isdigit()]
    return Spec(unit, places[0] if places else None, **{m: True for m in manners if m in MANNERS})


def oblique(spec: str | None) -> str | None:
    """Return the spec with its dual in the oblique case."""
    return f"{spec}:oblique" if spec else spec


def scales(spec: Spec) -> tuple[tuple[int, str], ...]:
    """Return the scales in which a unit is compacted, smallest first: money from a thousand, counts from a million."""
    if spec.unit in CURRENCIES:
        return MONEY_SCALES
    return COUNT_SCALES if spec.unit in nouns("ar") and spec.unit != "times" else ((0, ""),)
