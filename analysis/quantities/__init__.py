"""The quantities that an Arabic or English text states: figures with their unit, and whether they are bounds or about.

What is not sure is left out, or has no unit: a date, a version, a name with a number, a page, a telephone number is no
quantity. What a reader might question; tests/quantities/ shows each by sentences:

- A span begins at the sign, currency or number and ends with the unit; hedges, "between" and prefixes (و، بـ) are outside.
- A bare dollar or $ is USD, £ is GBP. A bare riyal, dirham, dinar, pound, lira, rupee, franc or ¥ has the currency of its
  kind that the same text names, when it names exactly one (by its country, its code or its sign), and none otherwise.
- "," before three digits parts thousands, before other digits decimals when a scale, a unit of money or time or a percent
  sign follows; "1.234" is a decimal in English, counts people as 1234, and is left in Arabic. «،» before three digits and a
  scale is left.
- "from 10 to 12" is a range, but after a verb of change (rose, ارتفع) two figures, of which the first takes the unit.
- Number words below twenty need what they count beside them; one of, half of and a third of are none. «مليونا» is two
  million before its noun and one million otherwise, or with its tanween.
- A lone 5m, 4K or 3T without currency or unit is left: it may be metres, a screen, a name.
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
