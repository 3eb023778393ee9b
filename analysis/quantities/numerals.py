"""What a numeral states: digits with separators, read by the grammar of Arabic and English numerals (CLDR)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

LONGEST = 28  # characters; beyond that it is no quantity of this world
SPACES = "\u00a0\u202f\u2009"
VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
GROUPED = re.compile(rf"[1-9]\d{{0,2}}(?:([,٬'’.،{SPACES}])\d{{3}})(?:\1\d{{3}})*")
INDIAN = re.compile(r"[1-9]\d?(?:,\d\d)+,\d{3}")


@dataclass(frozen=True)
class Numeral:
    """A value, and which reading of its separator it rests on.

    sure: the only one. decimal: «14,3», which asks for a scale, a currency or a percent sign after it. either: «1.234», a
    decimal unless it counts people, who are whole. thousands: «1،234», groups unless a scale follows, when it is left alone.
    """

    value: Decimal
    rests_on: str = "sure"


def read(text: str) -> Numeral | None:
    """What a numeral states, or None when its separators fit no grammar (a version, an address, a list, a code)."""
    extra = VULGAR.get(text[-1], Decimal(0))
    text = text.rstrip("½¼¾")
    if not text:
        return Numeral(extra)
    if len(text) > LONGEST or (extra and not text.isdigit()):
        return None
    found = whole(text) or parted(text)
    return Numeral(found.value + extra, found.rests_on) if found else None


def whole(text: str) -> Numeral | None:
    """A numeral without a decimal part."""
    if text.isdigit():
        return None if text[0] == "0" and len(text) > 1 else Numeral(Decimal(text))
    if INDIAN.fullmatch(text):
        return Numeral(Decimal(text.replace(",", "")))
    match = GROUPED.fullmatch(text)
    if not match:
        return None
    digits = Decimal(re.sub(r"\D", "", text))
    once = text.count(match[1]) == 1
    if match[1] == "." and once:
        return Numeral(Decimal(text), "either")
    return Numeral(digits, "thousands" if match[1] == "،" and once else "sure")


def parted(text: str) -> Numeral | None:
    """A numeral with a decimal part: after the last separator, which stands once and unlike those of the groups."""
    match = re.fullmatch(r"(.*?)([.,٫،])(\d+)", text)
    if not match:
        return None
    before, mark, decimals = match[1] or "0", match[2], match[3]
    if before.isdigit():
        if before[0] == "0" and len(before) > 1:
            return None
        return Numeral(Decimal(f"{before}.{decimals}"), "sure" if mark in ".٫" or before == "0" else "decimal")
    group = GROUPED.fullmatch(before) or INDIAN.fullmatch(before)
    if not group or mark in before or (mark == "،" and len(decimals) == 3):
        return None
    return Numeral(Decimal(f"{re.sub(r'[^0-9]', '', before)}.{decimals}"))
