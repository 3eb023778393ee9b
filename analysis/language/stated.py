"""Texts that know which figures they state, and where, so that a page can lead from a number back to its source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from .marks import ISOLATES, MARKS, PDI

UNSEEN = MARKS | ISOLATES | {PDI}


class Placed(NamedTuple):
    """Figures stated by the characters from start up to end of a text."""

    start: int
    end: int
    figures: tuple[Any, ...]


class Stated(str):
    """A text with the places of its figures. Adding to it keeps them; other operations give plain text."""

    placed: tuple[Placed, ...] = ()

    def __add__(self, other: str) -> str:
        return strung("", [self, other])

    def __radd__(self, other: str) -> str:
        return strung("", [other, self])

    def rstrip(self, characters: str | None = None) -> str:
        """The text without such characters at its end."""
        return stated(cut := str.rstrip(self, characters), [one for one in self.placed if one.end <= len(cut)])


def stated(text: str, placed: Iterable[Placed], was: str | None = None) -> str:
    """Return a text with its figures; places that were counted in another wording of it are moved to this one."""
    found = tuple(placed) if was is None or was == text else moved(tuple(placed), was, text, 0)
    if not found:
        return text
    made = Stated(text)
    made.placed = found
    return made


def stating(text: str, *values: Any) -> str:
    """Return a text that states the values among these that know their origin."""
    figures = tuple(value for value in values if getattr(value, "origin", None) is not None)
    return stated(text, [Placed(0, len(text), figures)] if figures else [])


def placed_in(text: str) -> tuple[Placed, ...]:
    """Return the figures of a text with their places, none of a plain one."""
    return getattr(text, "placed", ())


def kept(text: str, of: str) -> str:
    """Return a text that words another one anew (marks of direction, other digits), with the other's figures."""
    return stated(text, placed_in(of), str(of))


def strung(between: str, texts: Iterable[str]) -> str:
    """Return texts joined, with the figures of each."""
    whole, placed = "", list[Placed]()
    for place, text in enumerate(texts):
        whole = whole + str(between) if place else whole
        placed += moved(placed_in(text), text, text, len(whole))
        whole += str(text)
    return stated(whole, placed)


def moved(placed: Iterable[Placed], was: str, now: str, by: int) -> tuple[Placed, ...]:
    """Return places counted in one wording of a text as places of another, and so many characters further on.

    The wordings differ in marks that are not seen and in digits; where they differ in more, no place is known.
    """
    if str(was) == str(now):
        return tuple(Placed(start + by, end + by, figures) for start, end, figures in placed)
    seen = [place for place, character in enumerate(now) if character not in UNSEEN]
    before = [sum(character not in UNSEEN for character in was[:place]) for place in range(len(was) + 1)]
    if before[-1] != len(seen):
        return ()
    return tuple(
        Placed(seen[before[start]] + by, seen[before[end] - 1] + 1 + by, figures)
        for start, end, figures in placed if before[end] > before[start]
    )  # fmt: skip
