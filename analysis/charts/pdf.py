"""A way round a fault of Matplotlib 3.11's PDF, where letters move apart: take it out when the referee is content without.

A text that changes from one subset of its font to another is placed anew at that letter, whose place has the space before
it counted in; the same space is then written once more. Here the new place is the one before that space.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from matplotlib import _text_helpers
from matplotlib.backends import backend_pdf

THEIRS: Any = _text_helpers
BACKEND: Any = backend_pdf
RENDERER: Any = backend_pdf.RendererPdf
PLACED = RENDERER._setup_textpos
NOWHERE = {"x": math.nan, "space": 0.0, "moved": 0.0}
LAST = dict(NOWHERE)  # the letter under way, the space before it, and by how much the part before was moved


def letters(*args: Any, **how: Any) -> Iterator[Any]:
    """Matplotlib's own layout, letter by letter, each noted as it is taken."""
    LAST.update(NOWHERE)
    for item in THEIRS.layout(*args, **how):
        LAST.update(x=item.x, space=item.prev_kern or 0.0)
        yield item
    LAST.update(NOWHERE)


def placed(renderer: Any, x: float, y: float, angle: float, oldx: float = 0, oldy: float = 0, oldangle: float = 0) -> None:
    """Place a text, or a part of one where the space before it begins."""
    before, LAST["moved"] = LAST["moved"], LAST["space"] if x == LAST["x"] else 0.0
    PLACED(renderer, x - LAST["moved"], y, angle, oldx - before, oldy, oldangle)


def mend() -> None:
    """Put both in the place of Matplotlib's own."""
    BACKEND._text_helpers = SimpleNamespace(layout=letters)
    RENDERER._setup_textpos = placed
