"""The referee's verdict: every label, in every output, by every Matplotlib that is there, and every twin."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from analysis.language import shapes

from .draw import ROW, WIDTH
from .engines import Line, by_chromium, by_pillow, page_of, picture
from .ink import difference, residue, rows_of
from .labels import LABELS, Label
from .twins import slips, twins

ROOT = Path(__file__).parents[2]
OTHER = ROOT / ".venv-3.10" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
# Measured: right labels differ by 0.18 at most, through either door and in every output; spoilt ones by 0.22 at least.
TOLERANCE = 0.2
RESIDUE = 2.3  # measured: 1.84 at most for right labels, 2.68 at least for one digit or dot that is off
FINER = 3
Image.MAX_IMAGE_PIXELS = None  # our own sheets are large


class Verdict(NamedTuple):
    """How far one drawing of a label lies from what an independent engine draws."""

    label: int
    matplotlib: str
    output: str
    referee: str
    difference: float

    @property
    def right(self) -> bool:
        return self.difference <= TOLERANCE


class Drawn(NamedTuple):
    """A folder of sheets by one Matplotlib, with the twins on them."""

    folder: Path
    matplotlib: str
    twins: list[tuple[int, str, str]]


def environments() -> dict[str, Path]:
    """The interpreters that there are, by the version of their Matplotlib."""
    found = {version("matplotlib"): Path(sys.executable)}
    if OTHER.is_file():
        asked = [str(OTHER), "-c", "import matplotlib; print(matplotlib.__version__)"]
        found[subprocess.run(asked, capture_output=True, text=True, check=True, timeout=120).stdout.strip()] = OTHER
    return found


def drawn(python: Path, matplotlib: str, folder: Path) -> Drawn:
    """The sheets of one environment."""
    folder.mkdir(parents=True, exist_ok=True)
    spoilt = [(place, kind, text) for place, one in enumerate(LABELS) for kind, text in twins(one, matplotlib)]
    (folder / "twins.json").write_text(json.dumps(spoilt), "utf-8")
    subprocess.run([str(python), "-m", "tests.referee.draw", str(folder)], cwd=ROOT, check=True, timeout=300)
    assert (folder / "version").read_text() == matplotlib
    return Drawn(folder, matplotlib, spoilt)


def expected(matplotlib: str) -> list[list[Line]]:
    """What Pillow draws for each label, with as much shaping as a version of Matplotlib has."""
    return [by_pillow(label, shapes(matplotlib)) for label in LABELS]


def of_png(made: Drawn) -> Iterator[Verdict]:
    """Agg's drawing against Pillow's."""
    pictures = [opened(path) for path in sheets(made, "labels", "png")]
    yield from judged(made, "png", "pillow", pictures, expected(made.matplotlib))


def of_pdf(made: Drawn) -> Iterator[Verdict]:
    """The PDF as poppler draws it against Pillow's drawing."""
    pictures = []
    for path in sheets(made, "labels", "pdf"):
        fine = str(72 * FINER)  # thin strokes fade at the size of a screen
        command = ["pdftoppm", "-q", "-r", fine, "-gray", "-singlefile", str(path), str(path)]
        subprocess.run(command, check=True, timeout=120)
        pictures.append(opened(path.with_name(f"{path.name}.pgm")).reduce(FINER))
    yield from judged(made, "pdf", "pillow", pictures, expected(made.matplotlib))


def of_svg(made: Drawn, browser: Any) -> Iterator[Verdict]:
    """The SVG of a page as Chromium shows it, against Chromium's own layout of the text and against Pillow's."""
    pictures = []
    for path in sheets(made, "labels", "svg"):
        high = opened(path.with_suffix(".png")).height
        pictures.append(picture(browser, page_of(path.read_text("utf-8")), WIDTH, high))
    yield from judged(made, "svg", "chromium", pictures, by_chromium(browser, LABELS))
    # A browser shapes whatever Matplotlib could not.
    yield from judged(made, "svg", "pillow", pictures, [by_pillow(label) for label in LABELS])


def of_twins(made: Drawn) -> Iterator[tuple[int, str, float]]:
    """The label that each twin spoils, how, and how far its drawing lies from the right one."""
    right = expected(made.matplotlib)
    rows = rows_of((opened(path) for path in sheets(made, "twins", "png")), ROW)
    for row, (place, kind, _) in zip(rows, made.twins, strict=True):
        yield place, kind, difference(row, right[place])


def residues(made: Drawn) -> list[float]:
    """For each label of Agg's drawing the ink that no engine's drawing has near it."""
    rows = rows_of((opened(path) for path in sheets(made, "labels", "png")), ROW)
    return [residue(row, lines) for row, lines in zip(rows, expected(made.matplotlib), strict=True)]


def of_slips(made: Drawn) -> Iterator[tuple[str, float]]:
    """Each slip and the ink by which the right label differs from what an engine draws of it.

    Where Matplotlib does not place vowel marks, those of neighbours lie over one another, and none is missed.
    """
    rows = list(rows_of((opened(path) for path in sheets(made, "labels", "png")), ROW))
    for row, one in zip(rows, LABELS, strict=True):
        if not one.shown:
            for slip in slips(one, marks=shapes(made.matplotlib)):
                yield slip, residue(row, by_pillow(Label(slip, one.language), shapes(made.matplotlib)))


def judged(
    made: Drawn, output: str, referee: str, pictures: Sequence[Image.Image], lines: Sequence[list[Line]]
) -> Iterator[Verdict]:
    """A verdict for each row of some sheets."""
    for place, (row, wanted) in enumerate(zip(rows_of(pictures, ROW), lines, strict=True)):
        yield Verdict(place, made.matplotlib, output, referee, difference(row, wanted))


def sheets(made: Drawn, name: str, kind: str) -> list[Path]:
    """The sheets of one kind in the order of their rows."""
    return sorted(made.folder.glob(f"{name}-*.{kind}"), key=lambda path: [*map(int, path.stem.split("-")[1:])])


def opened(path: Path) -> Image.Image:
    """A picture in grey, its file closed."""
    with Image.open(path) as picture:
        return picture.convert("L")


def has_poppler() -> bool:
    """Whether poppler is there to draw a PDF."""
    return shutil.which("pdftoppm") is not None

