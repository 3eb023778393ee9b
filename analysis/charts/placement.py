"""Labels set down one after another, each where nothing lies yet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..style import LABEL, LIGHT, SMALL
from .panel import Panel
from .sheet import Sheet

Point = tuple[float, float]
LEAD = 18  # pixels from one line of a label to the next
ACROSS, UP = 2, 3  # pixels kept free around each line of a label


class Line(NamedTuple):
    """One line of a label."""

    text: str
    colour: str = "ink"
    bold: bool = False
    size: float = LABEL


class Spot(NamedTuple):
    """Where a label may stand: pixels to the right of its point and above it, and the side that is aligned there."""

    dx: float
    dy: float
    ha: str


class Box(NamedTuple):
    """A place on a sheet, in pixels from its lower left corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    def touches(self, others: Iterable[Box], across: float = 0, up: float = 0) -> bool:
        """Whether a place meets one of others, or lies closer to it than so many pixels."""
        left, low, right, high = self.x0 - across, self.y0 - up, self.x1 + across, self.y1 + up
        for x0, y0, x1, y1 in others:  # noqa: SIM110  asked hundreds of thousands of times; any() takes twice as long
            if left <= x1 and x0 <= right and low <= y1 and y0 <= high:
                return True
        return False

    def cut_by(self, start: Point, end: Point) -> bool:
        """Whether a straight line passes through (the clipping of Liang and Barsky)."""
        (across, up), (right, top) = start, end
        left, low, far, high = self
        if (across < left and right < left) or (across > far and right > far):
            return False
        if (up < low and top < low) or (up > high and top > high):
            return False
        first, last = 0.0, 1.0
        for near, away, at, along in ((left, far, across, right - across), (low, high, up, top - up)):
            if along:
                enter, leave = (near - at) / along, (away - at) / along
                first, last = max(first, min(enter, leave)), min(last, max(enter, leave))
        return first <= last


class Found(NamedTuple):
    """Where a label fits: its point, in the axes' units and on the sheet, its spot, its lines' places, its leader's ends."""

    x: float
    y: float
    own: Point
    spot: Spot
    boxes: list[Box]
    leader: tuple[Point, Point] | None


def quiet(text: str) -> Line:
    """A line in the second voice."""
    return Line(text, "ink2", False, SMALL)


def around(gap: float, lines: int = 1) -> list[Spot]:
    """The spots next to a dot whose edge is `gap` away, best first."""
    up = gap + 6 + LEAD * lines / 2
    near, slant = gap + 4, gap * 0.6 + 4
    return [
        Spot(near, 0, "left"), Spot(-near, 0, "right"), Spot(0, up, "center"), Spot(0, -up, "center"),
        Spot(slant, up * 0.8, "left"), Spot(-slant, up * 0.8, "right"), Spot(slant, -up * 0.8, "left"),
        Spot(-slant, -up * 0.8, "right"),
    ]  # fmt: skip


def afar(reach: float = 130, tall: float = 110) -> list[Spot]:
    """The spots from which a leader must point at the dot, nearest first."""
    across = [step for step in (20, 34, 50, 70, 95, 125, 160, 200) if step <= reach]
    up = [step for step in (0, 18, 34, 52, 72, 96, 124, 156, 190) if step <= tall]
    spots = [
        Spot(side * dx, way * dy, "left" if side > 0 else "right") for dx in across for dy in up for side in (-1, 1)
        for way in ((1, -1) if dy else (1,))
    ]  # fmt: skip
    return sorted(spots, key=lambda spot: math.hypot(spot.dx, spot.dy))


class Places:
    """What is taken on a sheet; `inside` is the part of it meant for labels."""

    def __init__(self, sheet: Sheet, ax: Panel, inside: Box) -> None:
        self.sheet, self.ax, self.inside = sheet, ax, inside
        self.taken: list[Box] = []
        self.dots: list[Box] = []
        self.leaders: list[tuple[Point, Point]] = []

    def at(self, x: float, y: float) -> Point:
        """A point of the axes in pixels."""
        across, up = self.ax.transData.transform((x, y))
        return float(across), float(up)

    def take(self, x: float, y: float, radius: float) -> None:
        """Keep labels off a dot, given in the units of the axes."""
        across, up = self.at(x, y)
        self.dots.append(Box(across - radius, up - radius, across + radius, up + radius))

    def take_line(self, start: Point, end: Point, half: float = 1.5) -> None:
        """Keep labels off a level or upright line, given in the units of the axes."""
        (x0, y0), (x1, y1) = self.at(*start), self.at(*end)
        self.taken.append(Box(min(x0, x1) - half, min(y0, y1) - half, max(x0, x1) + half, max(y0, y1) + half))

    def measure(self, lines: Sequence[Line]) -> list[Box]:
        """The size of each line as the renderer draws it, to the right of its point and in the middle of it."""
        found = []
        for line in lines:
            trial = self.sheet.note(self.ax, 0, 0, line.text, size=line.size, bold=line.bold, coords="figure pixels",
                                    halo=False)
            found.append(Box(*self.sheet.box(trial).extents))
            trial.remove()
        return found

    def fits(
        self, x: float, y: float, sizes: Sequence[Box], spots: Iterable[Spot], leader: float = 0, crossing: bool = False
    ) -> Iterator[Found]:
        """Every free spot for lines so large, in the order of the spots.

        `leader` is the radius of the dot at which a thin line points from the label, 0 for no line; with `crossing` it
        may run through what is taken, for a label that must not be missing.
        """
        own = self.at(x, y)
        lines = list(zip(sizes, rises(len(sizes)), strict=True))
        for spot in spots:
            boxes = [moved(size, own, spot, rise) for size, rise in lines]
            if not all(map(self.free, boxes)):
                continue
            ends = leads(own, boxes, leader) if leader else None
            if ends is None or crossing or self.clear(*ends, own):
                yield Found(x, y, own, spot, boxes, ends)

    def admits(self, found: Found) -> bool:
        """Whether a label that fitted elsewhere fits here too."""
        return all(map(self.free, found.boxes)) and (not found.leader or self.clear(*found.leader, found.own))

    def keep(self, found: Found) -> None:
        """Keep other labels off one that was found to fit."""
        self.taken += found.boxes
        self.leaders += [found.leader] if found.leader else []

    def find(
        self, x: float, y: float, sizes: Sequence[Box], spots: Iterable[Spot], leader: float = 0, crossing: bool = False
    ) -> Found | None:
        """The first of the spots that `fits`, now taken; None when none is free."""
        found = next(self.fits(x, y, sizes, spots, leader, crossing), None)
        if found:
            self.keep(found)
        return found

    def put(
        self, x: float, y: float, lines: Sequence[Line], spots: Iterable[Spot], leader: float = 0,
        crossing: bool = False,
    ) -> bool:  # fmt: skip
        """Write a label at the first free spot; write nothing and return False when none is free."""
        found = self.find(x, y, self.measure(lines), spots, leader, crossing)
        if found:
            self.write(found, lines)
        return found is not None

    def write(self, found: Found, lines: Sequence[Line]) -> None:
        """Write a label where it was found to fit."""
        for line, rise in zip(lines, rises(len(lines)), strict=True):
            self.sheet.note(self.ax, found.x, found.y, line.text, found.spot.dx, found.spot.dy + rise, found.spot.ha,
                            line.size, line.colour, line.bold)
        if found.leader:
            across, up = zip(*found.leader, strict=True)
            wide, high = self.sheet.width, self.sheet.height
            self.ax.line([x / wide for x in across], [y / high for y in up], color=LIGHT["field"], linewidth=0.8,
                         transform=self.sheet.figure.transFigure, zorder=1.4, clip_on=False)

    def free(self, box: Box) -> bool:
        """Whether a line of a label lies in the part of the sheet meant for labels and clear of all that is taken."""
        room = self.inside
        if box.x0 < room.x0 or box.y0 < room.y0 or box.x1 > room.x1 or box.y1 > room.y1:
            return False
        if box.touches(self.taken, ACROSS, UP) or box.touches(self.dots, ACROSS, UP):
            return False
        return not any(box.cut_by(*leader) for leader in self.leaders)

    def clear(self, start: Point, end: Point, own: Point) -> bool:
        """Whether a leader crosses nothing that is taken; its own dot does not count."""
        across, up = own
        for dot in self.dots:
            if dot.cut_by(start, end) and math.hypot((dot.x0 + dot.x1) / 2 - across, (dot.y0 + dot.y1) / 2 - up) > 1:
                return False
        for box in self.taken:
            if box.cut_by(start, end) and not (box.x0 <= across <= box.x1 and box.y0 <= up <= box.y1):
                return False
        return not any(crossed(start, end, *leader) for leader in self.leaders)


def rises(lines: int) -> list[float]:
    """How far each line of a label stands above its middle."""
    return [LEAD * ((lines - 1) / 2 - place) for place in range(lines)]


def moved(box: Box, point: Point, spot: Spot, rise: float) -> Box:
    """Where a measured line lies when its label stands at a spot of a point."""
    x0, y0, x1, y1 = box
    width = x1 - x0
    dx = point[0] + spot.dx - (0.0 if spot.ha == "left" else width if spot.ha == "right" else width / 2)
    dy = point[1] + spot.dy + rise
    return Box(x0 + dx, y0 + dy, x1 + dx, y1 + dy)


def leads(own: Point, boxes: Sequence[Box], radius: float) -> tuple[Point, Point]:
    """The ends of a line from the edge of a dot to the nearest side of a label."""
    left, right = min(box.x0 for box in boxes) - 3, max(box.x1 for box in boxes) + 3
    bottom, top = min(box.y0 for box in boxes), max(box.y1 for box in boxes)
    end = min(max(own[0], left), right), min(max(own[1], bottom), top)
    if end[0] in (left, right):
        end = end[0], (bottom + top) / 2
    away = math.hypot(end[0] - own[0], end[1] - own[1]) or 1.0
    step = min(1.0, (radius + 2) / away)
    return (own[0] + (end[0] - own[0]) * step, own[1] + (end[1] - own[1]) * step), end


def crossed(start: Point, end: Point, first: Point, last: Point) -> bool:
    """Whether two straight lines cross."""

    def turn(one: Point, other: Point, third: Point) -> float:
        return (other[0] - one[0]) * (third[1] - one[1]) - (other[1] - one[1]) * (third[0] - one[0])

    apart = turn(start, end, first) * turn(start, end, last), turn(first, last, start) * turn(first, last, end)
    return apart[0] < 0 and apart[1] < 0
