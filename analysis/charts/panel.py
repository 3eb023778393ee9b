"""Axes that hold a drawing and nothing of their own: no ticks, no frame, and lines and labels that cost little to add."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.axis import XAxis, YAxis
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox, IdentityTransform, TransformedBbox

Point = tuple[float, float]


class Across(XAxis):
    """A horizontal axis that makes no tick before one is asked for: Matplotlib makes two of each and styles them."""

    def reset_ticks(self) -> None:
        self.majorTicks, self.minorTicks = [], []


class Up(YAxis):
    """A vertical axis that makes no tick before one is asked for."""

    def reset_ticks(self) -> None:
        self.majorTicks, self.minorTicks = [], []


class Clipped:
    """What clips a part of a panel by the one box of all its parts rather than by one of its own."""

    def set_clip_path(self: Any, path: Any, transform: Any = None) -> None:
        self.set_clip_box(self.axes.frame)


class Stroke(Clipped, Line2D):
    """A line of a panel."""


class Block(Clipped, Rectangle):
    """A bar or a cell of a panel."""


class Label(Text):
    """A text of a sheet; `xy` is the point beside which it stands, in pixels from the lower left corner."""

    xy: Point

    def set_clip_path(self, path: Any, transform: Any = None) -> None:
        """Labels are whole: they stand outside the axes too."""


class Panel(Axes):
    """Axes of a sheet. Set the limits before drawing: what is added here leaves them alone."""

    def _init_axis(self) -> None:  # where Matplotlib's own projections too say which axes they have
        self.xaxis, self.yaxis = Across(self, clear=False), Up(self, clear=False)

    def clear(self) -> None:
        super().clear()
        self.frame = TransformedBbox(Bbox.unit(), self.patch.get_transform())

    def line(self, across: Iterable[float], up: Iterable[float], **look: Any) -> None:
        """Draw a line or dots; Axes.plot gives the same, and looks at units, colours and limits for each."""
        self.add_artist(Stroke(list(across), list(up), **look))

    def mark(self, across: float, up: float, marker: str, **look: Any) -> None:
        """Draw one mark of Matplotlib's: "o" a dot, "D" a diamond."""
        self.line((across,), (up,), linestyle="none", marker=marker, **look)

    def block(self, left: float, middle: float, wide: float, high: float, **look: Any) -> None:
        """Draw a bar or a cell, as Axes.barh does; `middle` is its height on the vertical axis."""
        self.add_artist(Block((left, middle - high / 2), wide, high, **look))

    def dots(self, points: Sequence[Point], color: str | Sequence[str], size: float, **look: Any) -> None:
        """Draw round dots of so many pixels, as Axes.scatter does."""
        circle = MarkerStyle("o")
        path = circle.get_path().transformed(circle.get_transform())
        look |= {"facecolors": color, "offsets": points, "offset_transform": self.transData}
        found = PathCollection((path,), (size**2,), **look)
        found.set_transform(IdentityTransform())  # of the circle; a collection would take that of the axes
        self.add_collection(found, autolim=False)

    def upright(self, at: float, **look: Any) -> None:
        """Draw a line from the bottom to the top."""
        self.line((at, at), (0, 1), transform=self.get_xaxis_transform(), **look)

    def level(self, at: float, **look: Any) -> None:
        """Draw a line from the left to the right."""
        self.line((0, 1), (at, at), transform=self.get_yaxis_transform(), **look)
