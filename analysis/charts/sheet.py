"""A blank drawing that knows its size in pixels and the way its reader reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D, Bbox

from .. import language as wording
from .. import style
from ..style import LABEL, LIGHT, NARROW, SMALL
from . import door
from .panel import Label, Panel, Point

RISE = 0.35  # of the size of a text: half the height of its digits

@dataclass
class Sheet:
    """A figure measured in CSS pixels. "Start" is the side where reading begins: right in Arabic, left in English.

    Make and fill it within `style.context()`; `drawn` does so for a whole chart.
    """

    language: str
    digits: str
    width: int
    height: int
    marks: int = field(default=0, init=False)
    foot: int = 0  # pixels at the bottom that belong to no axes

    def __post_init__(self) -> None:
        style.register()
        self.rtl = wording.direction(self.language) == "rtl"
        self.narrow = self.width <= NARROW
        self.figure = Figure(figsize=(self.width / 72, self.height / 72), dpi=72)
        FigureCanvasAgg(self.figure)
        self.pixels = Affine2D().scale(1 / 72) + self.figure.dpi_scale_trans  # larger in a picture of more dots
        door.speak(self.figure, self.language, self.digits, placed=True)
        self.top = self.bottom = 0.0
        self.count = 1

    def axes(self, start: float = 0, end: float = 0, top: float = 0, bottom: float = 0) -> Panel:
        """Axes set in from the edges by so many pixels, without ticks."""
        self.top, self.bottom = top, bottom
        left, right = (end, start) if self.rtl else (start, end)
        sides = (left / self.width, bottom / self.height, 1 - (left + right) / self.width, 1 - (top + bottom) / self.height)
        ax = Panel(self.figure, sides)
        self.figure.add_axes(ax)
        ax.set(xticks=[], yticks=[])
        return ax

    def canvas(self) -> Panel:
        """Axes whose units are the pixels of the whole sheet, counted from the top."""
        ax = self.axes()
        ax.set(xlim=(0, self.width), ylim=(self.height, 0))
        ax.axis("off")
        return ax

    def number(self, value: Any, unit: str | None = None, **how: Any) -> str:
        """A number in the sheet's language and digits."""
        return wording.number(value, unit, self.language, self.digits, **how)

    def side(self, anchor: str) -> str:
        """The physical alignment of text that starts, ends or is centred ("middle") at a point."""
        return "center" if anchor == "middle" else "right" if (anchor == "start") == self.rtl else "left"

    def text(
        self, ax: Panel, x: Any, y: Any, text: Any, anchor: str = "start", size: float = LABEL, colour: str = "ink",
        bold: bool = False, va: str = "center", dx: float = 0, dy: float = 0, halo: bool = False, coords: Any = "data",
    ) -> Label:  # fmt: skip
        """Write a label; dx moves it along the reading direction and dy downwards, both in pixels."""
        return self._write(
            ax, x, y, text, (-dx if self.rtl else dx, -dy), self.side(anchor), va, size, colour, bold, halo, coords
        )

    def note(
        self, ax: Panel, x: Any, y: Any, text: Any, dx: float = 0, dy: float = 0, ha: str = "left", size: float = LABEL,
        colour: str = "ink", bold: bool = False, halo: bool = True, coords: Any = "data", va: str = "center",
    ) -> Label:  # fmt: skip
        """Write beside a point of a left-to-right axis; here left and right are physical, and dy goes up."""
        return self._write(ax, x, y, text, (dx, dy), ha, va, size, colour, bold, halo, coords)

    def _write(
        self, ax: Panel, x: Any, y: Any, text: Any, shift: Point, ha: Any, va: Any, size: float, colour: str, bold: bool,
        halo: bool, coords: Any,
    ) -> Label:  # fmt: skip
        if va == "center":  # of the letters, not of what hangs below some of them: words of one row share a line
            va, shift = "baseline", (shift[0], shift[1] - RISE * size)
        across, up = point = self.at(ax, x, y, coords)
        label = Label(
            across + shift[0], up + shift[1], str(text), horizontalalignment=ha, verticalalignment=va, color=LIGHT[colour],
            fontproperties=door.face(size, bold), zorder=6, transform=self.pixels,
        )  # fmt: skip
        label.xy = point
        ax.add_artist(label)
        figures = [figure for one in wording.placed_in(text) for figure in one.figures]
        return self.marked(label, figures, halo) if halo or figures else label

    def at(self, ax: Panel, x: Any, y: Any, coords: Any = "data") -> Point:
        """A point in pixels, given in the units of the axes, in fractions of them or of the figure, or in pixels."""
        if isinstance(coords, tuple):
            return self.at(ax, x, y, coords[0])[0], self.at(ax, x, y, coords[1])[1]
        if coords == "figure pixels":
            return float(x), float(y)
        if coords == "figure fraction":
            return float(x) * self.width, float(y) * self.height
        across, up = (ax.transData if coords == "data" else ax.transAxes).transform((x, y))
        return float(across), float(up)

    def marked(self, label: Label, figures: Sequence[Any], halo: bool = False) -> Label:
        """Name a label after the figures that it states; "halo" outlines it in the colour of the paper on a page."""
        self.marks += 1
        names = "".join(f"-{figure.origin.id}" for figure in figures)
        label.set_gid(f"{'halo' if halo else ''}{'stated' if figures else ''}{self.marks}{names}")
        self.figure.mizan_figures = [*getattr(self.figure, "mizan_figures", ()), *figures]  # type: ignore[attr-defined]
        return label

    def of_scale(self, label: Label) -> Label:
        """Name a label as one of a scale: a round number of the drawing, no figure of the data."""
        self.marks += 1
        label.set_gid(f"scale{self.marks}")
        return label

    def rows(self, ax: Panel, count: int) -> None:
        """Number rows from the top, one unit each."""
        self.count = count
        ax.set_ylim(count - 0.5, -0.5)

    def row_label(self, ax: Panel, row: float, text: str, **how: Any) -> Label:
        """Name a row at the very start of the sheet, outside the axes."""
        inside = self.height - self.top - self.bottom
        y = 1 - (self.top + (row + 0.5) * inside / self.count) / self.height
        return self.text(ax, 1 - 2 / self.width if self.rtl else 2 / self.width, y, text, coords="figure fraction", **how)

    def beside(self, ax: Panel, written: Label, text: str, space: float = 8) -> Label:
        """Continue a bold label on its own line in a quieter voice."""
        box = self.box(written)
        edge = box.x0 - space if self.rtl else box.x1 + space
        return self.text(ax, edge, written.xy[1], text, "start", SMALL, "ink2", coords="figure pixels", halo=True)

    def box(self, written: Label) -> Bbox:
        """The place of a label on the sheet, in pixels from its lower left corner."""
        return written.get_window_extent(door.ruler())

    def measure(self, text: str, size: float = LABEL, bold: bool = False) -> float:
        """How wide a label would be, in pixels."""
        said = door.spoken(str(text), door.reader(self.figure))
        return door.width(said, size, bold)

    def free(self, written: Label, others: Iterable[Bbox], gap: float = 2) -> bool:
        """Whether a label lies on the sheet and clear of other places."""
        box = self.box(written)
        inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= self.width and box.y1 <= self.height
        grown = Bbox.from_extents(box.x0 - gap, box.y0 - gap, box.x1 + gap, box.y1 + gap)
        return inside and not any(grown.overlaps(other) for other in others)

    def scale(self, ax: Panel, values: Iterable[Any], shown: Iterable[str] | None = None, zero: bool = True) -> None:
        """A vertical scale of left-to-right charts: quiet lines, numbers at the left."""
        values = list(values)
        for value, text in zip(values, shown or [self.number(v) for v in values], strict=True):
            base = zero and value == 0
            ax.level(float(value), color=LIGHT["ink2" if base else "grid"], linewidth=1, zorder=1.5 if base else 0.5)
            self.of_scale(self.note(ax, 0, float(value), text, dx=-8, ha="right", size=SMALL, colour="ink2", halo=False,
                                    coords=("axes fraction", "data")))  # fmt: skip


def money_ticks(most: Decimal) -> list[Decimal]:
    """Three to six round amounts from zero up to a largest one."""
    step = Decimal(1).scaleb((most or Decimal(1)).adjusted())
    for factor in (Decimal("0.2"), Decimal("0.5"), Decimal(1), Decimal(2), Decimal(5)):
        if most / (step * factor) <= 5:
            step *= factor
            break
    return [step * n for n in range(int(most / step) + 1)]
