"""Labels set down one after another, each where nothing lies yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from ..style import LABEL, SMALL
from .sheet import Sheet

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
    up = gap + LEAD * lines / 2
    near, slant = gap + 2, gap * 0.6 + 2
    return [
        Spot(near, 0, "left"), Spot(-near, 0, "right"), Spot(0, up, "center"), Spot(0, -up, "center"),
        Spot(slant, up * 0.8, "left"), Spot(-slant, up * 0.8, "right"), Spot(slant, -up * 0.8, "left"),
        Spot(-slant, -up * 0.8, "right"),
    ]  # fmt: skip


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

    def put(self, x: float, y: float, lines: Sequence[Line], spots: Iterable[Spot]) -> Spot | None:
        """Write a label at the first spot that is free and return it; write nothing and return None when none is."""
        written = [
            self.sheet.note(self.ax, x, y, line.text, size=line.size, colour=line.colour, bold=line.bold) for line in lines
        ]
        for spot in spots:
            self.move(written, spot)
            boxes = [self.sheet.box(label) for label in written]
            if all(self.holds(box) for box in boxes) and all(self.sheet.free(label, self.taken) for label in written):
                self.taken.extend(boxes)
                return spot
        for label in written:
            label.remove()
        return None

    def move(self, written: Sequence[Annotation], spot: Spot) -> None:
        """Bring the lines of a label to a spot."""
        top = spot.dy + LEAD * (len(written) - 1) / 2
        for place, label in enumerate(written):
            label.set_ha(spot.ha)
            label.xyann = (spot.dx, top - LEAD * place)

    def holds(self, box: Bbox) -> bool:
        """Whether a box lies in the part of the sheet meant for labels."""
        room = self.inside
        return bool(box.x0 >= room.x0 and box.y0 >= room.y0 and box.x1 <= room.x1 and box.y1 <= room.y1)
