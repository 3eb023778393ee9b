"""What is said beside events above and below a zero line, each label where there is room for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from ..style import SMALL
from .placement import LEAD, Box, Found, Line, Places, Spot, quiet
from .sheet import Sheet

RADIUS = 4.5  # of dots and rings, in pixels
TRIES = 8  # orders in which labels are placed
LINES = {True: 2, False: 4}  # of what happened, on a phone and on a page


@dataclass(frozen=True)
class Mark:
    """One event where it is drawn: day and heights in the units of the axes.

    `way` is 1 above zero and -1 below; low and high are the ends of a range; `number` is None where nobody counted.
    """

    way: int
    day: float
    height: float
    low: float
    high: float
    tone: str
    number: str | None
    said: str


def labels(sheet: Sheet, ax: Axes, marks: Sequence[Mark]) -> None:
    """Say beside each event how many and what happened.

    What found no place goes earlier in the next try, by how much was lost of it so far; the try that leaves the least
    unsaid is drawn.
    """
    ground = taken(sheet, ax, marks)
    said = [spoken(sheet, mark) for mark in marks]
    sizes = [ground.measure(lines) for lines in said]
    order, tried, blame = list(range(len(marks))), [], [0] * len(marks)
    for _ in range(TRIES):
        found = fitted(ground.copy(), marks, sizes, order)
        lost = [weight(mark, lines, place) for mark, lines, place in zip(marks, said, found, strict=True)]
        tried.append((sum(lost), found))
        blame = [before + now for before, now in zip(blame, lost, strict=True)]
        order = sorted(order, key=lambda i: -blame[i])
        if not any(lost):
            break
    for lines, place in zip(said, min(tried, key=lambda one: one[0])[1], strict=True):
        if place:
            ground.write(place, lines[: len(place.boxes)])


def spoken(sheet: Sheet, mark: Mark) -> list[Line]:
    """The label of an event: the number if there is one, then what happened."""
    number = [Line(mark.number, "ink", True)] if mark.number else []
    lines = wrapped(sheet, mark.said, 112 if sheet.narrow else 168)
    # A phone has no room for whole sentences beside every mark: the key explains the rings, the table tells the rest.
    fit = len(lines) <= (0 if sheet.narrow and not mark.number else LINES[sheet.narrow])
    return [*number, *(map(quiet, lines) if fit else [])]


def fitted(
    places: Places, marks: Sequence[Mark], sizes: Sequence[Sequence[Box]], order: Sequence[int]
) -> list[Found | None]:
    """Where each label fits when they are placed in an order: whole, or else the number alone, or not at all."""
    found: dict[int, Found | None] = {}
    for place in order:
        mark, lines = marks[place], sizes[place]
        lengths = [len(lines), 1] if mark.number and len(lines) > 1 else [len(lines)] if lines else []
        tries = (places.find(mark.day, mark.height, lines[:n], outward(mark.way, n), RADIUS) for n in lengths)
        found[place] = next(filter(None, tries), None)
    return [found[place] for place in range(len(marks))]


def weight(mark: Mark, lines: Sequence[Line], place: Found | None) -> int:
    """How much of a label is lost: a number weighs more than words."""
    if place is None:
        return 11 if mark.number else len(lines) and 1
    return int(len(place.boxes) < len(lines))


def taken(sheet: Sheet, ax: Axes, marks: Sequence[Mark]) -> Places:
    """What labels must keep clear of: the zero line, stems, dots and rings."""
    area = ax.get_window_extent()
    places = Places(sheet, ax, Box(area.x0 - 4, 26, sheet.width - 2, sheet.height - 2))
    begin, end = ax.get_xlim()
    places.take_line((begin, 0), (end, 0), 2)
    for mark in marks:
        places.take(mark.day, mark.height, RADIUS)
        if mark.number:
            places.take_line((mark.day, 0), (mark.day, max(mark.high, mark.height, key=abs)), 3)
    return places


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
