"""Labels: what it costs to prepare and to draw Arabic."""

from collections.abc import Callable
from itertools import count

import arabic_reshaper
from bidi import get_display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis import charts, language
from analysis.charts import door
from tests.bench.measure import Row, compare, here

LABELS = [f"النمو −{n}.5% في Scale AI" for n in range(2000)]


def rows() -> list[Callable[[], Row]]:
    """The rows that this module measures."""
    return [numbers, usual, past]


def recipe(text: str) -> str:
    """A label as most programs prepare it."""
    return str(get_display(arabic_reshaper.reshape(text)))


def draw(labels: list[str]) -> None:
    """A figure with a text for each label."""
    figure = Figure(figsize=(10, 20))
    canvas = FigureCanvasAgg(figure)
    for place, text in enumerate(labels):
        figure.text(0.1 + 0.4 * (place % 2), place / len(labels), text)
    canvas.draw()


def past_the_door(labels: list[str]) -> None:
    """The same by Matplotlib alone."""
    hooked = Text._get_layout
    Text._get_layout = door.PLAIN["_get_layout"]
    try:
        draw(labels)
    finally:
        Text._get_layout = hooked


def labelled() -> list[str]:
    charts.adopt("ar")
    return [language.label(text) for text in LABELS]


def numbers() -> Row:
    """Labels against numbers in words, others in each round: those that were written are kept."""
    rounds = count()

    def written() -> None:
        first = 10_000_000 * next(rounds)
        for n in range(2000):
            language.number(first + n * 1000, "USD")

    return compare("2,000 labels, against 2,000 numbers in words", lambda: here(labelled), lambda: here(written))


def usual() -> Row:
    """Labels against what most programs do to them."""
    return compare("2,000 labels, against the usual recipe (reshape, get_display) on them", lambda: here(labelled),
                   lambda: here(lambda: [recipe(text) for text in LABELS]))  # fmt: skip


def past() -> Row:
    """A figure through the door, against the same past it."""
    charts.adopt("ar")
    return compare("a figure of 200 labels, against the same past the door", lambda: here(lambda: draw(LABELS[:200])),
                   lambda: here(lambda: past_the_door(LABELS[:200])))  # fmt: skip
