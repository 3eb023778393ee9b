"""`make bench`: each row a ratio against something else measured side by side in this run.

Absolute times say nothing on shared machines, so none is printed. Each pair is run alternately, and the medians compared.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import arabic_reshaper
from bidi import get_display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from rich.console import Console
from rich.table import Table

from analysis import charts, language, report, tables
from analysis.charts import door

ROOT = Path(__file__).parents[2]
ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def ratio(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = ROUNDS) -> float:
    """How many times longer the other takes, by the medians of alternate runs."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    return other / mine


def page(folder: Path) -> None:
    outcome = report.run("talent", {}, "ar", folder, force=True)
    assert outcome.code == 0, outcome.message


def unchanged(folder: Path) -> None:
    assert report.run("talent", {}, "ar", folder).status == "unchanged"


def commands(folder: Path) -> None:
    """The same notebook through the two commands that others use."""
    out = folder / "out.ipynb"
    tools = (
        ("papermill", "notebooks/2_talent.ipynb", str(out), "-p", "language", "ar", "--no-progress-bar"),
        ("nbconvert", "--to", "html", str(out)),
    )
    for tool in tools:
        subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, check=True, capture_output=True)


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


def main() -> None:
    charts.adopt("ar")
    labels = [f"النمو −{n}.5% في Scale AI" for n in range(2000)]
    path = ROOT / "data" / "readings.csv"
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        page(folder)
        rows = {
            "one page, against `papermill` and `jupyter nbconvert`": ratio(lambda: page(folder), lambda: commands(folder)),
            "nothing changed, against making the page": ratio(lambda: unchanged(folder), lambda: page(folder)),
            "load and check readings.csv, against reading its bytes 1,000 times": ratio(
                lambda: tables.load("readings"), lambda: [path.read_bytes() for _ in range(1000)]),
            "2,000 labels, against 2,000 numbers in words": ratio(
                lambda: [language.label(text) for text in labels],
                lambda: [language.number(n * 1_000_000, "USD") for n in range(2000)]),
            "2,000 labels, against the usual recipe (reshape, get_display) on them": ratio(
                lambda: [language.label(text) for text in labels], lambda: [recipe(text) for text in labels]),
            "a figure of 200 labels, against the same past the door": ratio(
                lambda: draw(labels[:200]), lambda: past_the_door(labels[:200])),
        }
    table = Table("measure", "times", title=f"Ratios of medians of {ROUNDS}, both sides measured in this run")
    for name, value in rows.items():
        table.add_row(name, f"{value:.2f}")
    Console(width=110).print(table)
    (ROOT / "reports" / "bench.json").write_text(json.dumps({k: round(v, 2) for k, v in rows.items()}, indent=1) + "\n")


if __name__ == "__main__":
    main()
