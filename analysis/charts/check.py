"""What is wrong with a drawing: looked for in the drawn figure, not in the code that drew it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import cache, lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.text import Text

from .. import language as wording
from .. import style
from .door import drawn

ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
JOINED = re.compile("[\ufb50-\ufdff\ufe70-\ufefe]")
RAW = re.compile(r"\$\\[a-z]|\\[a-z]+\{")  # a formula that is drawn as its source
MARKS = ("\u200f", "\u061c", "\u2067")
SLACK = 1.0  # pixels by which two labels may touch


def check(figure: Figure, language: str) -> list[str]:
    """One sentence for each fault of a figure; empty when it may be published.

    Looked for: joined letter forms where Matplotlib joins by itself, mathtext, characters our fonts lack, a foreign face,
    Arabic without its direction, text outside the figure or over other text.
    """
    with style.context(), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a missing glyph is found below, with the label that holds it
        figure.draw_without_rendering()
        return faults(figure, language)


def faults(figure: Figure, language: str) -> list[str]:
    """One sentence for each fault of a figure that was just drawn, in whatever format, within the house style."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a missing glyph is found below, with the label that holds it
        parts = figure.findobj()
        unseen = {id(label) for ax in parts if isinstance(ax, Axes) for label in labels_off_scale(ax)}
        texts = [
            text for text in parts
            if isinstance(text, Text) and on_view(text) and text.get_text().strip() and id(text) not in unseen
        ]  # fmt: skip
        return [fault for text in texts for fault in of_text(text, language)] + [*of_places(figure, texts)]


def labels_off_scale(ax: Axes) -> Iterator[Text]:
    """The labels of ticks beyond the ends of their axis, which Matplotlib keeps and does not draw."""
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
            if not on_show(axis) or not low <= tick.get_loc() <= high:
                yield from (tick.label1, tick.label2)


def on_view(text: Text) -> bool:
    """Whether a text is drawn: neither it nor its axes is hidden."""
    return bool(text.get_visible() and (text.axes is None or text.axes.get_visible()))


def on_show(axis: Axis) -> bool:
    """Whether an axis is drawn at all."""
    return bool(axis.get_visible() and axis.axes.axison)


def of_text(text: Text, language: str) -> tuple[str, ...]:
    """The faults of one label by itself."""
    face = text.get_fontproperties()
    name, weight, math = face.get_name(), str(face.get_weight()), bool(text.get_parse_math())
    return of_label(drawn(text), drawn(text, shaping=True), name, weight, math, language)


@lru_cache(8192)
def of_label(said: str, shaped: str, family: str, weight: str, math: bool, language: str) -> tuple[str, ...]:
    """The faults of a label as it is drawn, which holds for every label that says the same."""
    return tuple(wrong(said, shaped, family, weight, math, language))


def wrong(said: str, shaped: str, family: str, weight: str, math: bool, language: str) -> Iterator[str]:
    if JOINED.search(said) and wording.shapes(version()):
        yield f'label "{said}": found joined letter forms, expected plain letters. Give logical text to language.label.'
    if (math and said.count("$") >= 2) or RAW.search(said):
        yield f'label "{said}": found two dollar signs that start a formula, expected words. Write the unit as a word.'
    has = glyphs(family, weight)
    if not has:
        yield f'label "{said}": found the face {family}, expected {style.SANS}. Set the house style after other themes.'
    elif lacking := sorted(set(said) - has - {"\n"}):
        codes = " ".join(f"U+{ord(character):04X}" for character in lacking)
        yield f'label "{said}": the font lacks {codes}. Use characters that Mizan Sans has.'
    elif unjoined := sorted(wording.joined(said) - has):
        codes = " ".join(f"U+{ord(form):04X}" for form in unjoined)
        yield f'label "{said}": the font lacks the joined forms {codes}. Use letters that Mizan Sans joins.'
    if language == "ar" and ARABIC.search(said) and not shaped.lstrip().startswith(MARKS):
        yield f'label "{said}": found Arabic without its direction, expected U+200F in front. Use language.label.'


def of_places(figure: Figure, texts: list[Text]) -> Iterator[str]:
    """Labels outside the figure, or over one another."""
    boxes = np.array([text.get_window_extent().extents for text in texts]).reshape(-1, 2, 2)
    low, high = boxes[:, 0], boxes[:, 1]
    outside = (low < -SLACK).any(axis=1) | (high > np.asarray(figure.bbox.max) + SLACK).any(axis=1)
    for place in np.flatnonzero(outside):
        yield f'label "{texts[place].get_text()}": lies outside the figure. Give it room or leave it out.'
    shared = np.minimum(high[:, None], high) - np.maximum(low[:, None], low)
    tall = (high - low)[:, 1]
    over = (shared[..., 0] > SLACK) & (shared[..., 1] > 0.35 * np.minimum(tall[:, None], tall))
    for one, other in np.argwhere(np.triu(over, 1)):
        pair = f'labels "{texts[one].get_text()}" and "{texts[other].get_text()}"'
        yield f"{pair}: lie over one another. Move one of them."


@cache
def glyphs(family: str, weight: str) -> frozenset[str]:
    """The characters of the face that draws a label; none when the face is not ours."""
    if family not in (style.SANS, style.DISPLAY):
        return frozenset()
    path = findfont(FontProperties(family=family, weight=int(weight) if weight.isdigit() else weight))
    return frozenset(chr(code) for code in get_font(path).get_charmap()) if "Mizan" in path else frozenset()


@cache
def version() -> str:
    import matplotlib

    return matplotlib.__version__
