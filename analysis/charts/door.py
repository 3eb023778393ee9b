"""The one door of text into a drawing: whoever calls Matplotlib, what is read is laid out as its reader reads.

Matplotlib lays out every text in one place. There, and nowhere else, logical text becomes what the installed version
draws right; `get_text` keeps returning what was written. The same hook turns a legend and horizontal bars to the side
where an Arabic reader begins.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

import matplotlib
from matplotlib.axes import Axes
from matplotlib.axis import YAxis
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text

from .. import language as wording
from .. import style

HOOKED = "mizan_hooked"


class Reader(NamedTuple):
    """For whom a figure is drawn; `placed` when the drawing mirrors its own parts."""

    language: str = "en"
    digits: str = "latn"
    placed: bool = False


USUAL = {"reader": Reader()}  # of figures that say nothing of themselves


def adopt(language: str, digits: str = "latn") -> None:
    """Speak a language in every figure made by hand from now on, in the house's letters and colours.

    What `sns.set_theme` changes afterwards stays changed; call this again to return to the house style.
    """
    wording.direction(language)  # refuses a language that is none of ours
    style.register()
    matplotlib.rcParams.update(style.RULES | style.sides(language))
    USUAL["reader"] = Reader(language, digits)


def speak(figure: Figure, language: str, digits: str = "latn", *, placed: bool = False) -> None:
    """Say for whom one figure is drawn, whatever the others speak."""
    figure.mizan_reader = Reader(language, digits, placed)  # type: ignore[attr-defined]


def reader(artist: Any) -> Reader:
    """For whom the figure of an artist is drawn."""
    figure = artist.get_figure(root=True)
    return getattr(figure, "mizan_reader", USUAL["reader"])


def drawn(text: Any, shaping: bool | None = None) -> str:
    """What Matplotlib is given to lay out for a text."""
    return spoken(text._get_wrapped_text(), reader(text), shaping)


def spoken(said: str, to: Reader, shaping: bool | None = None) -> str:
    """Logical text as the installed Matplotlib draws it right; a number alone in the reader's digits."""
    if to.language == "en" and said.isascii():
        return said
    return wording.label(wording.localized(said, to.language, to.digits), to.language, shaping=shaping)


def laid_out(text: Any, renderer: Any) -> Any:
    """The layout of a text. An SVG that keeps its text needs it in logical order, since a browser shapes by itself.

    What was written stands aside for as long as the layout takes: Matplotlib 3.10 sets the text anew while it draws, so
    nothing that it reads elsewhere may be laid out already.
    """
    written, wraps_itself, mine, logical = text._text, text._wrap, drawn(text), drawn(text, shaping=True)
    try:
        text._text, text._wrap = mine, False
        box, lines, descent = PLAIN["_get_layout"](text, renderer)
    finally:
        text._text, text._wrap = written, wraps_itself
    if keeps_text(renderer):
        lines = [(line, *rest) for line, (_, *rest) in zip(logical.split("\n"), lines, strict=True)]
    return box, lines, descent


def keeps_text(renderer: Any) -> bool:
    """Whether a renderer writes text as text."""
    inner = getattr(renderer, "_renderer", renderer)
    return type(inner).__name__ == "RendererSVG" and matplotlib.rcParams["svg.fonttype"] == "none"


def listed(legend: Legend, parent: Any, *args: Any, **how: Any) -> None:
    """A legend whose signs stand where its reader begins."""
    figure = parent if isinstance(parent, Figure) else parent.get_figure(root=True)
    if wording.direction(getattr(figure, "mizan_reader", USUAL["reader"]).language) == "rtl":
        how = {"markerfirst": False, "alignment": "right"} | how
    PLAIN["__init__"](legend, parent, *args, **how)


def cleared(axis: YAxis) -> None:
    """A vertical axis whose name stands beside its scale, on the side where its reader begins."""
    PLAIN["clear"](axis)
    if wording.direction(reader(axis).language) == "rtl" and not reader(axis).placed:
        axis.set_label_position("right")


def barred(ax: Axes, *args: Any, **how: Any) -> Any:
    """Horizontal bars that grow from where their reader begins."""
    bars = PLAIN["barh"](ax, *args, **how)
    to = reader(ax)
    if wording.direction(to.language) == "rtl" and not to.placed:
        ax.xaxis.set_inverted(True)
    return bars


PLAIN: dict[str, Callable[..., Any]] = {}


def hook(kind: type, name: str, mine: Callable[..., Any]) -> None:
    """Put a function of ours in the place of Matplotlib's own, once in a process."""
    theirs = getattr(kind, name)
    PLAIN[name] = getattr(theirs, HOOKED, theirs)
    replaced = wraps(PLAIN[name])(mine)
    setattr(replaced, HOOKED, PLAIN[name])
    setattr(kind, name, replaced)


hook(Text, "_get_layout", laid_out)
hook(Legend, "__init__", listed)
hook(YAxis, "clear", cleared)
hook(Axes, "barh", barred)
