"""The same labels spoilt as they are spoilt in the wild; a referee that lets one through is no referee."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from analysis.language import label, shapes

from .labels import Label

ZWNJ = "\u200c"
SLIPS = {
    "ج": "ح", "خ": "ح", "ش": "س", "ض": "ص", "ة": "ه", "ي": "ى", "\u0651": "", "\u064b": "", "5": "6", "4": "9", "1": "7",
}  # fmt: skip


def twins(one: Label, matplotlib: str) -> Iterator[tuple[str, str]]:
    """How a label is spoilt, and the string that a given Matplotlib is then handed past the door.

    reversed: prepared for a Matplotlib of the other kind, as old recipes do on a new one and plain text on an old one.
    unjoined: every letter alone. reordered: its words the other way round.
    """
    shaping = shapes(matplotlib)
    if joins(one.text):
        yield "reversed", label(one.text, one.language, shaping=not shaping) if shaping else one.text
        yield "unjoined", label(apart(one.text), one.language, shaping=shaping)
    if reordered(one.text) != one.text:
        yield "reordered", label(reordered(one.text), one.language, shaping=shaping)


def slips(one: Label, marks: bool) -> Iterator[str]:
    """A label with one dot, bar or (if asked) vowel mark lost or one digit changed, wherever that can be."""
    for right, wrong in SLIPS.items():
        if right in one.text and (wrong or marks):
            yield one.text.replace(right, wrong, 1)


def joins(text: str) -> bool:
    """Whether two neighbours of a text join: only then do order and joining of letters show."""
    return any(
        unicodedata.bidirectional(a) == "AL" == unicodedata.bidirectional(b) and a not in "ءاأإآدذرزوؤةىژ" and b != "ء"
        for a, b in pairwise(text)
    )


def apart(text: str) -> str:
    """The text with its letters kept from joining."""
    return "".join(c + ZWNJ if unicodedata.bidirectional(c) == "AL" else c for c in text)


def reordered(text: str) -> str:
    """The words of each line in the opposite order."""
    return "\n".join(" ".join(reversed(line.split(" "))) for line in text.split("\n"))
