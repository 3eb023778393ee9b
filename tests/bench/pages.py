"""Pages by the suite against the same pages by the two commands that others use, and against making them again."""

import json
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.bench import grid
from tests.bench.measure import ROOT, ROUNDS, Row, Spent, compare, medians, python, side_by_side

LANGUAGES = ("ar", "en")
STEMS = {path.stem.partition("_")[2]: path for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
REPORT = ("-m", "analysis", "report")


def rows() -> list[Callable[[], Row | Iterator[Row]]]:
    """The rows that this module measures."""
    return [hundred, cold_start, unchanged]


def both_commands(name: str, values: dict[str, str], folder: Path) -> Spent:
    """One page through papermill and nbconvert."""
    out = Path(tempfile.mkdtemp(dir=folder)) / "out.ipynb"
    given = [word for pair in values.items() for word in ("-p", *pair)]
    run = python("-m", "papermill", STEMS[name], out, "-k", "python3", "--no-progress-bar", *given)
    convert = python("-m", "jupyter", "nbconvert", "--to", "html", out)
    return Spent(run.wall + convert.wall, run.cpu + convert.cpu, max(run.peak, convert.peak))


def by_commands(sets: list[dict[str, str]]) -> Spent:
    """Pages through the two commands, two at a time."""
    with tempfile.TemporaryDirectory() as folder:
        works = [partial(both_commands, one["report"], grid.values(one, language), Path(folder))
                 for one in sets for language in LANGUAGES]  # fmt: skip
        return side_by_side(works)


def by_suite(sets: list[dict[str, str]], *more: str, **env: str) -> Spent:
    """Pages of a grid by `mizan report`, into an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        file = grid.write(Path(folder) / "grid.csv", sets)
        return python(*REPORT, "--grid", file, "--jobs", "2", "--out", Path(folder) / "site", *more, **env)


def hundred() -> Iterator[Row]:
    """A hundred pages, against twelve of them by commands, evenly chosen, and against all their cells in a warm process.

    All sides are divided by their pages.
    """
    few = grid.spread(6)
    rounds = [(by_suite(grid.SETS) / 100, by_commands(few) / 12, cells(), crowded()) for _ in range(ROUNDS)]
    ours, theirs, alone, two = (medians(spent) for spent in zip(*rounds, strict=True))
    yield Row("100 reports: one of them, against `papermill` and `jupyter nbconvert` two at a time (12 of the 100)",
              ours, theirs, goal="10")  # fmt: skip
    yield Row("CPU of one of 100 reports: its cells alone in one warm process, as a share of it", ours, alone, by="cpu",
              goal="0.67")  # fmt: skip
    yield Row("the same, beside a second such process that keeps the other core as busy as the suite does", ours, two,
              by="cpu")  # fmt: skip


def cells() -> Spent:
    """What a page's cells cost in one warm process that saves each drawing once."""
    with tempfile.TemporaryDirectory() as folder:
        file, told = grid.write(Path(folder) / "grid.csv", grid.SETS), Path(folder) / "told.json"
        python("-m", "tests.bench.cells", file, told)
        return Spent(**json.loads(told.read_text()))


def crowded() -> Spent:
    """The same while another such process runs: two busy cores are each slower than one."""
    with ThreadPoolExecutor(2) as pool:
        one, other = [done.result() for done in [pool.submit(cells) for _ in range(2)]]
    return Spent((one.wall + other.wall) / 2, (one.cpu + other.cpu) / 2, max(one.peak, other.peak))


def cold_start() -> Row:
    """All pages that exist, environment there, no site and no cache, against the same by commands two at a time."""
    every = [{"report": name} for name in STEMS]

    def ours() -> Spent:
        with tempfile.TemporaryDirectory() as folder:
            return python(*REPORT, "--out", Path(folder) / "site")

    name = "all pages from nothing, against the two commands two at a time"
    return compare(name, ours, lambda: by_commands(every), goal="5")


def unchanged() -> Row:
    """`mizan report` with nothing changed, against making all pages."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        python(*REPORT, "--out", site)
        return compare(
            "nothing changed, against all pages by force", lambda: python(*REPORT, "--out", site),
            lambda: python(*REPORT, "--out", site, "--force"), goal="20",
        )  # fmt: skip
