"""What is wrong with data, said so that the reader can find it and mend it."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Collection, Iterable
from typing import NamedTuple

LONGEST_SHOWN = 60
MOST_COMPARED = 5000
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class DataFault(Exception):
    """Every fault found in the data, one sentence each: where, found, expected, remedy."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = list(dict.fromkeys(faults))
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join([*self.faults, "Nothing was published."])


class Fault(NamedTuple):
    """One fault at its place in a file; sorts in the order in which a reader of the file meets it."""

    line: int
    column: int
    sentence: str


def sentence(where: str, found: str, expected: str, remedy: str) -> str:
    """One fault as every part of the suite words it."""
    return f"{where}: found {found}, expected {expected}. {remedy}"


def refusal(where: str, found: str, expected: str, remedy: str) -> DataFault:
    """A DataFault of one sentence."""
    return DataFault([sentence(where, found, expected, remedy)])


def shown(value: str) -> str:
    """A value in quotes, cut when long; characters that cannot be seen stand as code points."""
    cut = value[:LONGEST_SHOWN]
    start, stop = len(cut) - len(cut.lstrip()), len(cut.rstrip())
    marks = [_seen(char, inside=start <= place < stop) for place, char in enumerate(cut)]
    more = "" if cut == value else f"… ({len(value)} characters)"
    return f'"{"".join(marks)}"{more}'


def _seen(char: str, *, inside: bool) -> str:
    unseen = unicodedata.category(char) in UNSEEN or (char.isspace() and not (inside and char == " "))
    return f"⟨U+{ord(char):04X}⟩" if unseen else char


def code_points(chars: Iterable[str]) -> str:
    """Characters by code point, each once, at most four: "U+0661, U+066B"."""
    points = [f"U+{ord(char):04X}" for char in dict.fromkeys(chars)]
    return ", ".join(points[:4]) + (", …" if len(points) > 4 else "")


def listed(values: Collection[object], limit: int = 12) -> str:
    """Values after one another, cut with a count when there are many."""
    some = [str(value) for value in list(values)[:limit]]
    return ", ".join(some) + (f" and {len(values) - limit} more" if len(values) > limit else "")


def nearest(value: str, known: Collection[str]) -> str:
    """A known value that was probably meant, as a question with a space before it; empty when none comes near."""
    if len(known) > MOST_COMPARED:
        return ""
    close = difflib.get_close_matches(value, known, n=1, cutoff=0.75)
    return f' Did you mean "{close[0]}"?' if close else ""
