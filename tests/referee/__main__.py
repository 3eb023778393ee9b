"""The table of the referee, `python -m tests.referee [FILE]`: labels × outputs × versions, and their nearest twins."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from . import proof
from .labels import LABELS

USUAL = proof.ROOT / "reports" / "gallery" / "referee.md"


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser, or None where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as machine:
        yield machine.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])


def measured(folder: Path, browser: Any) -> tuple[dict[str, dict[int, float]], dict[int, tuple[float, str]]]:
    """Differences per column and label, and for each label the twin that came nearest to passing."""
    columns: dict[str, dict[int, float]] = {}
    nearest: dict[int, tuple[float, str]] = {}
    for version, python in proof.environments().items():
        made = proof.drawn(python, version, folder / version)
        verdicts = [*proof.of_png(made), *(proof.of_pdf(made) if proof.has_poppler() else ())]
        verdicts += proof.of_svg(made, browser) if browser else []
        for one in verdicts:
            columns.setdefault(f"{one.output} {one.matplotlib}, {one.referee}", {})[one.label] = one.difference
        for place, kind, far in proof.of_twins(made):
            nearest[place] = min(nearest.get(place, (9.0, "")), (far, f"{kind}, {version}"))
    return columns, nearest


def table(columns: dict[str, dict[int, float]], nearest: dict[int, tuple[float, str]]) -> Iterator[str]:
    """The lines of the table."""
    worst = max(max(column.values()) for column in columns.values())
    yield "# The referee's table"
    yield ""
    yield (
        f"How far each of {len(LABELS)} labels, as drawn, lies from what independent engines draw: 0 is the same ink, 1 is "
        f"none shared, or another width. Up to {proof.TOLERANCE} counts as right; the worst is {worst:.2f}. The last two "
        "columns are the spoilt twin that came nearest to passing. `make gallery` measures anew."
    )
    yield ""
    yield "| label | " + " | ".join(columns) + " | nearest twin | spoilt how |"
    yield "|---|" + "---|" * (len(columns) + 2)
    for place, label in enumerate(LABELS):
        text = label.text.replace("\n", " ⏎ ").replace("|", "\\|")
        far, how = nearest.get(place, (None, "no letter joins, one word"))
        cells = [f"{column[place]:.2f}" for column in columns.values()] + [f"{far:.2f}" if far is not None else "—", how]
        yield f"| <bdi>{text}</bdi> | " + " | ".join(cells) + " |"


def main(path: Path) -> None:
    """Measure and write the table."""
    with tempfile.TemporaryDirectory(prefix="referee-") as folder, chromium() as browser:
        columns, nearest = measured(Path(folder), browser)
    path.write_text("\n".join(table(columns, nearest)) + "\n", "utf-8")
    print(f"{len(LABELS)} labels in {len(columns)} columns: {path}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else USUAL)
