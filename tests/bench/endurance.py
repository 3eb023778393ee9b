"""Five hundred reports in a row: what the parent holds, and how many processes and open files there are, all along.

    python -m tests.bench.endurance [REPORTS]      draws reports/gallery/endurance.png
"""

import gc
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from analysis import report, style
from analysis.report import forked
from tests.bench import grid
from tests.bench.measure import ROOT, Row, Spent

REPORTS = 500
EVERY = 10  # reports between two looks
AT_ONCE = 2


def rows() -> list[Callable[[], Row]]:
    """The row that this module measures."""
    return [flat]


def children(pid: int) -> Iterator[int]:
    """The processes that descend from one."""
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            parents[int(name)] = int(Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    yield from found - {pid}


def held(pid: int) -> float:
    """Megabytes that a process holds for itself."""
    kept = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return sum(int(line.split()[1]) for line in kept if line.startswith("Private_")) / 1024


def look(made: int) -> dict[str, float]:
    """The state of things after so many reports."""
    gc.collect()
    zygotes = [zygote.process.pid for zygote in forked.zygotes.values()]
    return {
        "reports": made, "parent_mb": held(os.getpid()), "zygote_mb": sum(map(held, zygotes)),
        "processes": len(list(children(os.getpid()))), "files": len(os.listdir("/proc/self/fd")),
        "scratch": len([name for name in os.listdir(tempfile.gettempdir()) if name.startswith("mizan-")]),
        "threads": threading.active_count(),
    }


def endure(count: int) -> pd.DataFrame:
    """A row for every ten reports, taken while none is being made."""
    asked = [report.ask(one["report"], grid.values(one, language)) for one in grid.SETS for language in ("ar", "en")]
    endless, seen = cycle(asked), []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for made in range(0, count + 1, EVERY):
            time.sleep(0.3)  # for spares to be forked again
            seen.append(look(made))
            if made < count:
                list(pool.map(report.make, islice(endless, EVERY)))
    forked.close()
    return pd.DataFrame(seen)


def draw(seen: pd.DataFrame) -> Path:
    """The picture of it."""
    with style.context():
        figure = Figure(figsize=(7.36, 4), layout="constrained")
        above, below = figure.subplots(2, sharex=True)
        for column, name in (("parent_mb", "parent"), ("zygote_mb", "preloaded process")):
            above.plot(seen["reports"], seen[column], label=name)
        above.set(ylabel="private memory, MB", ylim=(0, None))
        for column in ("processes", "files", "threads"):
            below.plot(seen["reports"], seen[column], label=column)
        below.set(xlabel="reports made", ylim=(0, None))
        for axes in (above, below):
            axes.legend(frameon=False)
        path = ROOT / "reports" / "gallery" / "endurance.png"
        figure.savefig(path, metadata={"Software": None})
    return path


def flat(count: int = REPORTS) -> Row:
    """What the parent holds in the last fifth of the reports, against the second fifth."""
    seen = endure(count)
    draw(seen)
    fifth = len(seen) // 5
    early, late = seen[fifth : 2 * fifth], seen[-fifth:]
    for column, slack in (("processes", 1), ("files", 1), ("scratch", 1), ("threads", 1), ("zygote_mb", 1.05)):
        if late[column].max() > early[column].max() * slack:
            raise RuntimeError(f"{column} grew: {early[column].max()} to {late[column].max()}")
    name = f"{count} reports in a row: memory of the parent, second fifth against last"
    return Row(name, Spent(late["parent_mb"].median(), 0), Spent(early["parent_mb"].median(), 0), goal="0.95", rounds=1)


if __name__ == "__main__":
    print(flat(int(sys.argv[1]) if sys.argv[1:] else REPORTS).ratio)
