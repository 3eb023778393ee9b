"""What is said of events above and below a zero line: beside each where there is room, or else in a list under a letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import tee

from .. import language as wording
from ..style import SMALL
from .panel import Panel
from .placement import LEAD, Box, Found, Line, Places, Spot, quiet
from .sheet import Sheet

RADIUS = 4.5  # of dots and rings, in pixels
TRIED = 160  # labels placed while an order is sought that leaves few out
LINES, ACROSS = 4, 168  # of what happened beside an event, and the pixels that each may take
BETWEEN = 6  # pixels between two events of the list


@dataclass(frozen=True)
class Mark:
    """One event where it is drawn: day and heights in the units of the axes.

    `way` is 1 above zero and -1 below; low and high are the ends of a range; `number` is empty where nobody counted.
    An event with a `letter` is told in the list below, and beside its dot by letter and number only.
    """

    way: int
    day: float
    height: float
    low: float
    high: float
    tone: str
    number: str
    said: str
    letter: str = ""


def labels(sheet: Sheet, ax: Panel, marks: Sequence[Mark]) -> list[int]:
    """Say beside each event how many and what happened, or return the places of those whose story finds no room.

    What found no place goes earlier in the next try, by how much was lost of it so far; the try that leaves the least
    unsaid is drawn.
    """
    ground = taken(sheet, ax, marks)
    said = [spoken(sheet, mark) for mark in marks]
    room = [offers(ground, mark, ground.measure(lines)) for mark, lines in zip(marks, said, strict=True)]
    order, tried, blame = list(range(len(marks))), [], [0] * len(marks)
    for _ in range(-(-TRIED // max(len(marks), 1))):
        found = fitted(Places(sheet, ax, ground.inside), room, order)
        lost = [weight(mark, lines, place) for mark, lines, place in zip(marks, said, found, strict=True)]
        tried.append((sum(lost), found))
        blame = [before + now for before, now in zip(blame, lost, strict=True)]
        order = sorted(order, key=lambda i: -blame[i])
        if not any(lost):
            break
    best = min(tried, key=lambda one: one[0])[1]
    written = [lines[: len(place.boxes)] if place else [] for lines, place in zip(said, best, strict=True)]
    untold = [
        i for i, (mark, lines) in enumerate(zip(marks, written, strict=True))
        if mark.said and not mark.letter and len(lines) <= bool(mark.number)
    ]  # fmt: skip
    if not untold:  # the drawing is made anew otherwise
        for place, lines in zip(best, written, strict=True):
            if place:
                ground.write(place, lines)
    return untold


def spoken(sheet: Sheet, mark: Mark) -> list[Line]:
    """The label of an event: the number if there is one, then what happened or where the list tells it."""
    if mark.letter:
        return [Line(wording.strung(": ", filter(None, (mark.letter, mark.number))), "ink", True)]
    number = [Line(mark.number, "ink", True)] if mark.number else []
    lines = wrapped(sheet, mark.said, ACROSS)
    return [*number, *(map(quiet, lines) if len(lines) <= LINES else [])]


def offers(ground: Places, mark: Mark, lines: Sequence[Box]) -> list[Iterator[Found]]:
    """Where the label of an event may stand for all that is drawn, other labels left aside: whole, then its number alone."""
    lengths = [len(lines), 1] if mark.number and len(lines) > 1 else [len(lines)] if lines else []
    return [ground.fits(mark.day, mark.height, lines[:n], outward(mark.way, n), RADIUS) for n in lengths]


def fitted(places: Places, room: Sequence[list[Iterator[Found]]], order: Sequence[int]) -> list[Found | None]:
    """Where each label fits when they are placed in an order: whole, or else the number alone, or not at all.

    What is looked for once is remembered in `room` for the next order.
    """
    found: list[Found | None] = [None] * len(order)
    for place in order:
        for length, offered in enumerate(room[place]):
            room[place][length], again = tee(offered)
            if first := next(filter(places.admits, again), None):
                places.keep(first)
                found[place] = first
                break
    return found


def weight(mark: Mark, lines: Sequence[Line], place: Found | None) -> int:
    """How much of a label is lost: a number weighs more than words."""
    if place is None:
        return 11 if mark.number else len(lines) and 1
    return int(len(place.boxes) < len(lines))


def taken(sheet: Sheet, ax: Panel, marks: Sequence[Mark]) -> Places:
    """What labels must keep clear of: the zero line, stems, dots and rings."""
    area = ax.get_window_extent()
    places = Places(sheet, ax, Box(area.x0 - 4, sheet.foot + 26, sheet.width - 2, sheet.height - 2))
    begin, end = ax.get_xlim()
    places.take_line((begin, 0), (end, 0), 2)
    for mark in marks:
        places.take(mark.day, mark.height, RADIUS)
        if mark.number:
            places.take_line((mark.day, 0), (mark.day, max(mark.high, mark.height, key=abs)), 3)
    return places


@cache
def outward(way: int, lines: int) -> list[Spot]:
    """The spots away from the zero line, nearest first."""
    half = LEAD * lines / 2
    spots = [
        Spot(side * dx, way * (half + dy), "center" if not dx else "left" if side > 0 else "right")
        for dy in range(8, 180, 9) for dx in (0, 8, 24, 44, 70, 100) for side in ((1, -1) if dx else (1,))
    ]  # fmt: skip
    level = [Spot(side * 11, way * lift, "left" if side > 0 else "right") for lift in (0, 6, 14) for side in (1, -1)]
    return level + sorted(spots, key=lambda spot: abs(spot.dy) + abs(spot.dx) * 0.7)


def wrapped(sheet: Sheet, text: str, width: float) -> list[str]:
    """A text in lines no wider than so many pixels, broken between words."""
    lines: list[str] = []
    for word in text.rstrip(".").replace("Scale AI", "Scale\u00a0AI").split(" "):
        if lines and sheet.measure(f"{lines[-1]} {word}", SMALL) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def broken(sheet: Sheet, told: Mapping[str, str]) -> dict[str, list[str]]:
    """The list below a drawing: the lines of each text under its letter, as wide as the sheet."""
    return {letter: wrapped(sheet, text, sheet.width - indent(sheet, told) - 4) for letter, text in told.items()}


def indent(sheet: Sheet, letters: Iterable[str]) -> float:
    """How far the texts of the list stand in from its letters."""
    return max((sheet.measure(letter, SMALL, True) for letter in letters), default=0.0) + 8


def height(told: Mapping[str, Sequence[str]]) -> int:
    """How many pixels the list takes."""
    return sum(LEAD * len(lines) + BETWEEN for lines in told.values()) + BETWEEN * bool(told)


def listed(sheet: Sheet, ax: Panel, told: Mapping[str, Sequence[str]]) -> None:
    """Write the list at the foot of the sheet."""
    x, inward, y = float(sheet.rtl), 2 + indent(sheet, told), sheet.foot - BETWEEN - LEAD / 2
    for letter, lines in told.items():
        sheet.text(ax, x, y / sheet.height, letter, "start", SMALL, "ink", True, dx=2, coords="figure fraction")
        for line in lines:
            sheet.text(ax, x, y / sheet.height, line, "start", SMALL, "ink2", dx=inward, coords="figure fraction")
            y -= LEAD
        y -= BETWEEN
