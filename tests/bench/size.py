"""A million deals and a million readings, read and held to their contract, against pandas reading them; and a page.

    python -m tests.bench.size KIND FOLDER OUT      writes what one kind of reading costs in a process of its own
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import large
from tests.bench.measure import ROOT, Row, Spent, compare, python

MOST = 2000  # megabytes
MOST_OF_A_PAGE = 2200


def rows() -> list[Callable[[], Row]]:
    """The rows that this module measures."""
    return [lambda: million("strings", "3 or less", parquet=False), lambda: million("bare", "", parquet=False),
            lambda: million("strings", "3 or less", parquet=True), lambda: million("parquet", "", parquet=True),
            page_of_a_million]  # fmt: skip


def ours(folder: Path) -> None:
    from analysis import tables

    assert len(tables.load("deals", data=folder.relative_to(ROOT).as_posix())) == large.MANY


def both(folder: Path) -> None:
    from analysis import tables

    data = folder.relative_to(ROOT).as_posix()
    day = tables.newest(data)
    assert all(len(tables.load(name, data, day)) > large.MANY for name in ("deals", "readings"))


def page(folder: Path) -> None:
    from analysis.report import ask
    from tests.bench import cells

    cells.run("deals", {**ask("deals", {"language": "ar"}).values, "data": folder.relative_to(ROOT).as_posix()})


def strings(folder: Path) -> None:
    import pandas as pd

    pd.read_csv(folder / "deals.csv", dtype=str, keep_default_na=False)


def parquet(folder: Path) -> None:
    import pandas as pd

    pd.read_parquet(folder / "deals.parquet")


def bare(folder: Path) -> None:
    import pandas as pd

    pd.read_csv(folder / "deals.csv")


def spent(kind: str, folder: Path) -> Spent:
    """What one way costs in a fresh process, imports apart."""
    with tempfile.TemporaryDirectory() as scratch:
        told = Path(scratch) / "told.json"
        python("-m", "tests.bench.size", kind, folder, told)
        return Spent(**json.loads(told.read_text()))


def within_the_project() -> tempfile.TemporaryDirectory[str]:
    """A folder for packages that is gone afterwards; a package lies inside the project or is refused."""
    (ROOT / "reports" / "packages").mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryDirectory(dir=ROOT / "reports" / "packages", prefix="bench-")


def million(kind: str, goal: str, *, parquet: bool) -> Row:
    """How long pandas takes, as a share of what loading and checking takes; the goal is of its inverse."""
    with within_the_project() as scratch:
        plain = large.package(Path(scratch) / "plain", readings=1000)
        folder = large.package(Path(scratch) / "parquet", readings=1000, parquet=True) if parquet else plain
        name = f"1,000,000 deals in {'Parquet' if parquet else 'CSV'}, loaded and checked; the other is "
        name += {"strings": "read_csv(dtype=str)", "bare": "read_csv()", "parquet": "read_parquet()"}[kind]
        other = folder if kind == "parquet" else plain
        row = compare(name, lambda: spent("ours", folder), lambda: spent(kind, other), goal="0.33" if goal else "")
    if row.ours.peak > MOST:
        raise RuntimeError(f"{row.name}: {row.ours.peak:.0f} MB, expected less than {MOST}")
    return row


def page_of_a_million() -> Row:
    """What the cells of a page cost over a million deals and readings besides our own, beside loading and checking both."""
    with within_the_project() as scratch:
        folder = large.among_ours(Path(scratch) / "large", large.MANY)
        name = "a page over 1,000,000 deals and readings; the other only loads and checks both"
        row = compare(name, lambda: spent("page", folder), lambda: spent("both", folder), by="cpu", goal="0.2", rounds=1)
    if row.ours.peak > MOST_OF_A_PAGE:
        raise RuntimeError(f"{row.name}: {row.ours.peak:.0f} MB, expected less than {MOST_OF_A_PAGE}")
    return row


if __name__ == "__main__":
    import pandas as pd  # noqa: F401  imports are not what is measured

    from analysis import tables  # noqa: F401

    kinds = {"ours": ours, "strings": strings, "bare": bare, "both": both, "page": page, "parquet": parquet}
    work, place = kinds[sys.argv[1]], Path(sys.argv[2])
    started, cpu = time.perf_counter(), time.process_time()
    work(place)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    passed = {"wall": time.perf_counter() - started, "cpu": time.process_time() - cpu, "peak": peak}
    Path(sys.argv[3]).write_text(json.dumps(passed))
