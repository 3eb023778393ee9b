"""All labels by the Matplotlib of the running environment: `python -m tests.referee.draw FOLDER`.

One label a row, plain logical text given to Matplotlib, laid out through the door that every drawing of the house goes
through; then the twins of `FOLDER/twins.json`, past the door. Both environments run it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis.charts import door
from analysis.charts.svg import markup

from .labels import LABELS

ROW, WIDTH, SIZE, EDGE = 112, 2400, 24, 20  # pixels at 72 dots per inch
ROWS = 100  # of a sheet: no format takes a sheet of all labels
LANGUAGES = ("ar", "en")  # in the order of LABELS


def draw(folder: Path) -> None:
    """The labels as PNG, SVG and PDF, and the twins as PNG."""
    for language in LANGUAGES:
        with matplotlib.rc_context():
            door.adopt(language)
            for place, figure in enumerate(sheets([one.text for one in LABELS if one.language == language])):
                name = f"labels-{LANGUAGES.index(language)}-{place}"
                figure.savefig(folder / f"{name}.png", dpi=72, facecolor="white")
                figure.savefig(folder / f"{name}.pdf")
                (folder / f"{name}.svg").write_text(markup(figure, name), "utf-8")
    (folder / "version").write_text(matplotlib.__version__)
    twins = [text for _, _, text in json.loads((folder / "twins.json").read_text("utf-8"))]
    with matplotlib.rc_context():
        door.adopt("ar")
        Text._get_layout = door.PLAIN["_get_layout"]  # past the door
        for place, figure in enumerate(sheets(twins)):
            figure.savefig(folder / f"twins-0-{place}.png", dpi=72, facecolor="white")


def sheets(lines: Sequence[str]) -> Iterable[Figure]:
    """Figures with one text a row at their left edge, as many as the lines need."""
    for start in range(0, len(lines), ROWS):
        part = lines[start : start + ROWS]
        high = ROW * len(part)
        figure = Figure(figsize=(WIDTH / 72, high / 72), dpi=72)
        for place, text in enumerate(part):
            y = 1 - (place + 0.5) * ROW / high
            figure.text(EDGE / WIDTH, y, text, size=SIZE, va="center", ha="left", multialignment="left")
        yield figure


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
