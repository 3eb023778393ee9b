"""The quantities that an Arabic or English text states: figures with their unit, and whether they are bounds or about.

What is not sure is left out, or has no unit: a date, a version, a name with a number, a page, a telephone number is no
quantity; a riyal whose country the text does not name has no ISO code. README and tests/quantities/ show the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from . import figures
from .letters import letters
from .tokens import Tokens

__all__ = ["Quantity", "find"]


@dataclass(frozen=True)
class Quantity:
    """One figure: where the text states it (code points), its value in plain units, its unit.

    low equals high for one figure; high is None for "more than", low for "less than". Percentages as written. unit: ISO 4217
    code, "percent", "points" (percentage points), "basis points", "people", "years", "months" and other durations, or None.
    """

    text: str
    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    approximate: bool


def find(text: str) -> list[Quantity]:
    """The quantities of a text, in order, none overlapping. Takes time in proportion to the text; never raises."""
    plain = letters(text)
    found: list[Quantity] = []
    with localcontext(Context(prec=80)):
        for figure in figures.read(Tokens(plain)):
            start, end = plain.span(figure.start, figure.end)
            if not found or start >= found[-1].end:
                stated = (figure.low, figure.high, figure.unit, figure.approximate)
                found.append(Quantity(text[start:end], start, end, *stated))
    return found
