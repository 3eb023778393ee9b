"""The one door of text into a drawing: whoever calls Matplotlib, what is read is laid out as its reader reads.

Matplotlib lays out every text in one place. There, and nowhere else, logical text becomes what the installed version
draws right; `get_text` keeps returning what was written. The same hook turns a legend and horizontal bars to the side
where an Arabic reader begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from decimal import Decimal
from functools import cache, lru_cache, wraps
from typing import Any, NamedTuple

import matplotlib
from matplotlib.axes import Axes
from matplotlib.axis import YAxis
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.legend import Legend
from matplotlib.text import Text

from .. import language as wording
from .. import style

DPI = 72  # of the house's figures, whose points are pixels
HOOKED = "mizan_hooked"
RLM, RLI, PDI = "\u200f", "\u2067", "\u2069"
FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
TEX = re.compile(r"\$\\mathdefault\{(?:([\d.]+)\\times ?)?10\^\{(-?\d+)\}\}\$")


class Reader(NamedTuple):
    """For whom a figure is drawn; `placed` when the drawing mirrors its own parts."""

    language: str = "en"
    digits: str = "latn"
    placed: bool = False


MOST = 8192  # layouts and measures kept
LAID: dict[Any, Any] = {}  # layouts of the house's labels: plain numbers, which outlive a fork
USUAL = {"reader": Reader()}  # of figures that say nothing of themselves


def adopt(language: str, digits: str = "latn") -> None:
    """Speak a language in every figure made by hand from now on, in the house's letters and colours.

    What `sns.set_theme` changes afterwards stays changed; call this again to return to the house style.
    """
    wording.number(1, None, language, digits)  # refuses a language or digits that are none of ours
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
    return spelt(str(said), to, wording.shapes(matplotlib.__version__) if shaping is None else shaping)


@lru_cache(MOST)
def spelt(said: str, to: Reader, shaping: bool) -> str:
    said = TEX.sub(untexed, said)
    if (to.language == "en" and said.isascii()) or (FORMS.search(said) and not wording.shapes(matplotlib.__version__)):
        return said  # the second: laid out already, by language.label on a Matplotlib that does not shape
    return wording.label(wording.localized(said, to.language, to.digits), to.language, shaping=shaping)


def untexed(found: re.Match[str]) -> str:
    """A power that Matplotlib's scales write as a formula, as the number that it is."""
    value = Decimal(found[1] or 1).scaleb(int(found[2]))
    return f"{value.normalize():,f}"


def laid_out(text: Any, renderer: Any) -> Any:
    """The layout of a text. An SVG that keeps its text needs it in logical order, since a browser shapes by itself.

    A copy is laid out: Matplotlib 3.10 sets a text anew while it draws, and threads may share one, so the text itself
    keeps what was written.
    """
    measure = measure_of(text, renderer)
    box, lines, descent = of_house(text, measure) if measure else plainly(text, renderer)
    if keeps_text(renderer) and not text.get_path_effects():
        logical = map(enclosed, drawn(text, shaping=True).split("\n"))
        lines = [(line, *rest) for line, (_, *rest) in zip(logical, lines, strict=True)]
    return box, lines, descent


def plainly(text: Any, renderer: Any) -> Any:
    """Matplotlib's own layout of what is drawn for a text."""
    twin = copy(text)
    twin._text, twin._wrap = drawn(text), False
    return PLAIN["_get_layout"](twin, renderer)


def of_house(text: Any, measure: Any) -> Any:
    """The layout of a label of a house's sheet, made once for all that say the same in the same letters.

    It is asked for when the label is placed, drawn and checked, at both widths.
    """
    manner = (
        drawn(text), text.get_ha(), text.get_va(), text.get_rotation(), text.get_rotation_mode(), text._linespacing,
        text._multialignment, text.get_usetex(), text.get_parse_math(), matplotlib.rcParams["text.hinting"],
        isinstance(measure, Ruler),
    )  # fmt: skip
    found = LAID.get((manner, text.get_fontproperties()))
    if found is None:
        if len(LAID) >= MOST:
            LAID.clear()
        found = LAID[manner, text.get_fontproperties().copy()] = plainly(text, measure)
    box, *rest = found
    return box.frozen(), *rest


class Ruler(RendererAgg):
    """A renderer that only measures, and keeps what it measured as plain numbers, which outlive a fork."""

    def __init__(self) -> None:
        super().__init__(1, 1, DPI)
        self.kept = lru_cache(MOST)(super().get_text_width_height_descent)

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        """The size of a line in pixels; `prop` must not change afterwards, as Matplotlib's own cache demands too."""
        return self.kept(s, prop, ismath)


def ruler() -> Ruler:
    """What measures the house's labels in every figure of the process, hinted or not as Matplotlib is told."""
    return ruler_for(matplotlib.rcParams["text.hinting"])


@cache
def ruler_for(hinting: Any) -> Ruler:
    return Ruler()


def width(said: str, size: float, bold: bool) -> float:
    """How many pixels a label of the house takes, given as it is drawn."""
    return max(ruler().get_text_width_height_descent(line, face(size, bold), False)[0] if line else 0.0
               for line in said.split("\n"))


@cache
def face(size: float, bold: bool) -> FontProperties:
    """The letters of the house's labels; a text that is given them keeps a copy."""
    return FontProperties(family=style.SANS, size=size, weight=600 if bold else 400)


def measure_of(text: Any, renderer: Any) -> Any:
    """What measures a label of a house's sheet at its size in pixels: the ruler, or an SVG itself; None for other texts.

    A browser places a text by its line, where the height of its letters does not matter; other labels are set down by
    the SVG's own measures, which differ from the ruler's by a hundredth of a pixel.
    """
    if not reader(text).placed or text.get_figure(root=True).dpi != DPI:
        return None
    if isinstance(renderer, RendererAgg):
        return ruler() if renderer.dpi == DPI else None
    if not keeps_text(renderer):
        return None
    return ruler() if text.get_va() == "baseline" else renderer


def enclosed(line: str) -> str:
    """A line as any browser takes it: in a bare SVG no mark in front turns a line, an isolate does."""
    return f"{RLI}{line[1:]}{PDI}" if line.startswith(RLM) else line


def keeps_text(renderer: Any) -> bool:
    """Whether a renderer writes text as text."""
    inner = getattr(renderer, "_renderer", renderer)
    return type(inner).__name__ == "RendererSVG" and matplotlib.rcParams["svg.fonttype"] == "none"


def listed(legend: Legend, parent: Any, *args: Any, **how: Any) -> None:
    """A legend whose signs stand where its reader begins."""
    figure = parent if isinstance(parent, Figure) else parent.get_figure(root=True)
    if wording.direction(getattr(figure, "mizan_reader", USUAL["reader"]).language) == "rtl":
        how = {"markerfirst": False, "alignment": "right"} | how
    PLAIN["Legend"](legend, parent, *args, **how)


def cleared(axis: YAxis) -> None:
    """A vertical axis whose name stands beside its scale, on the side where its reader begins."""
    PLAIN["clear"](axis)
    if wording.direction(reader(axis).language) == "rtl" and not reader(axis).placed:
        axis.set_label_position("right")


def barred(ax: Axes, *args: Any, **how: Any) -> Any:
    """Horizontal bars that grow from where their reader begins."""
    bars = PLAIN["barh"](ax, *args, **how)
    to = reader(ax)
    of_time = "date" in type(ax.xaxis.get_converter()).__name__.lower()
    if wording.direction(to.language) == "rtl" and not to.placed and not of_time:
        ax.xaxis.set_inverted(True)
    return bars


def born(figure: Figure, *args: Any, **how: Any) -> None:
    """A figure that keeps the reader for whom it was begun, whoever reads the next."""
    PLAIN["Figure"](figure, *args, **how)
    figure.mizan_reader = USUAL["reader"]  # type: ignore[attr-defined]


def twinned(ax: Axes, *args: Any, **how: Any) -> Axes:
    """A second scale at the right, the name of the first beside its own at the left, where Matplotlib moves its numbers."""
    other: Axes = PLAIN["twinx"](ax, *args, **how)
    ax.yaxis.set_label_position("left")
    return other


PLAIN: dict[str, Callable[..., Any]] = {}


def hook(kind: type, name: str, mine: Callable[..., Any]) -> None:
    """Put a function of ours in the place of Matplotlib's own, once in a process."""
    theirs, key = getattr(kind, name), name if name != "__init__" else kind.__name__
    PLAIN[key] = getattr(theirs, HOOKED, theirs)
    replaced = wraps(PLAIN[key])(mine)
    setattr(replaced, HOOKED, PLAIN[key])
    setattr(kind, name, replaced)


hook(Text, "_get_layout", laid_out)
hook(Legend, "__init__", listed)
hook(YAxis, "clear", cleared)
hook(Axes, "barh", barred)
hook(Axes, "twinx", twinned)
hook(Figure, "__init__", born)
