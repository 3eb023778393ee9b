"""Labels set down one after another, each where nothing lies yet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.path import Path
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from ..style import LABEL, LIGHT, SMALL
from .sheet import Sheet

Point = tuple[float, float]
LEAD = 18  # pixels from one line of a label to the next


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


def quiet(text: str) -> Line:
    """A line in the second voice."""
    return Line(text, "ink2", False, SMALL)


def around(gap: float, lines: int = 1) -> list[Spot]:
    """The spots next to a dot whose edge is `gap` away, best first."""
    up = gap + 4 + LEAD * lines / 2
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
    """What is taken on a sheet, in pixels from its lower left corner; labels are measured by the renderer."""

    def __init__(self, sheet: Sheet, ax: Axes, inside: Bbox | None = None) -> None:
        self.sheet, self.ax = sheet, ax
        self.inside = inside or Bbox.from_extents(0, 0, sheet.width, sheet.height)
        self.taken: list[Bbox] = []

    def take(self, x: float, y: float, radius: float) -> None:
        """Keep labels off a dot, given in the units of the axes."""
        across, up = self.ax.transData.transform((x, y))
        self.taken.append(Bbox.from_extents(across - radius, up - radius, across + radius, up + radius))

    def take_line(self, start: tuple[float, float], end: tuple[float, float], half: float = 1.5) -> None:
        """Keep labels off a level or upright line, given in the units of the axes."""
        (x0, y0), (x1, y1) = self.ax.transData.transform([start, end])
        self.taken.append(Bbox.from_extents(min(x0, x1) - half, min(y0, y1) - half, max(x0, x1) + half, max(y0, y1) + half))

    def put(self, x: float, y: float, lines: Sequence[Line], spots: Iterable[Spot], leader: float = 0) -> bool:
        """Write a label at the first free spot; write nothing and return False when none is free.

        `leader` is the radius of the dot at which a thin line points from the label, 0 for no line.
        """
        written = [
            self.sheet.note(self.ax, x, y, line.text, size=line.size, colour=line.colour, bold=line.bold) for line in lines
        ]
        for spot in spots:
            self.move(written, spot)
            boxes = [self.sheet.box(label) for label in written]
            ends = self.leads(x, y, Bbox.union(boxes), leader) if leader else None
            if all(map(self.free, boxes)) and (ends is None or self.clear(*ends, radius=leader)):
                self.taken.extend(boxes)
                if ends:
                    self.point(*ends)
                return True
        for label in written:
            label.remove()
        return False

    def free(self, box: Bbox, across: float = 2, up: float = 3) -> bool:
        """Whether a box lies in the part of the sheet meant for labels and clear of all that is taken."""
        room = self.inside
        held = box.x0 >= room.x0 and box.y0 >= room.y0 and box.x1 <= room.x1 and box.y1 <= room.y1
        grown = Bbox.from_extents(box.x0 - across, box.y0 - up, box.x1 + across, box.y1 + up)
        return held and not any(grown.overlaps(other) for other in self.taken)

    def leads(self, x: float, y: float, box: Bbox, radius: float) -> tuple[Point, Point]:
        """The ends of a line from the edge of a dot to the nearest point of a label, in pixels."""
        across, up = (float(part) for part in self.ax.transData.transform((x, y)))
        end = min(max(across, box.x0 - 3), box.x1 + 3), min(max(up, box.y0), box.y1)
        if end[0] in (box.x0 - 3, box.x1 + 3):
            end = end[0], (box.y0 + box.y1) / 2
        away = math.hypot(end[0] - across, end[1] - up) or 1.0
        step = (radius + 2) / away
        return (across + (end[0] - across) * step, up + (end[1] - up) * step), end

    def clear(self, start: Point, end: Point, radius: float) -> bool:
        """Whether a leader crosses nothing that is taken; it begins beside its own dot."""
        line = Path([start, end])
        return not any(line.intersects_bbox(other, filled=True) for other in self.taken if other.width != 2 * radius
                       or math.hypot(other.x0 + radius - start[0], other.y0 + radius - start[1]) > radius + 3)

    def point(self, start: Point, end: Point) -> None:
        """Draw a leader, and keep later labels off it."""
        (x0, y0), (x1, y1) = start, end
        self.ax.plot([x0, x1], [y0, y1], color=LIGHT["field"], linewidth=0.8, transform=None, zorder=1.4, clip_on=False)
        steps = max(1, round(math.hypot(x1 - x0, y1 - y0) / 6))
        for step in range(steps + 1):
            x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
            self.taken.append(Bbox.from_extents(x - 1, y - 1, x + 1, y + 1))

    def move(self, written: Sequence[Annotation], spot: Spot) -> None:
        """Bring the lines of a label to a spot."""
        top = spot.dy + LEAD * (len(written) - 1) / 2
        for place, label in enumerate(written):
            label.set_ha(spot.ha)
            label.xyann = (spot.dx, top - LEAD * place)
