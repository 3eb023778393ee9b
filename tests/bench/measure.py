"""What work costs: wall time, CPU of a process and of all that it waited for, and the most memory that one of them held."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUNDS = 5


@dataclass(frozen=True)
class Spent:
    """Seconds of wall time and CPU, and megabytes of the largest process; per unit when divided."""

    wall: float
    cpu: float
    peak: float = 0.0

    def __truediv__(self, units: float) -> "Spent":
        return Spent(self.wall / units, self.cpu / units, self.peak)


@dataclass(frozen=True)
class Row:
    """One line of the table: how many times what the other spends, by wall time or by CPU, and the goal."""

    name: str
    ours: Spent
    theirs: Spent
    by: str = "wall"
    goal: str = ""
    rounds: int = ROUNDS

    @property
    def ratio(self) -> float:
        return getattr(self.theirs, self.by) / getattr(self.ours, self.by)

    @property
    def cpu(self) -> float | None:
        return self.theirs.cpu / self.ours.cpu if self.ours.cpu else None


def command(*words: str | Path, cwd: Path = ROOT, **env: str) -> Spent:
    """What a command costs with everything that it started and waited for. Raises when it fails."""
    started = time.perf_counter()
    with subprocess.Popen([str(word) for word in words], cwd=cwd, env={**os.environ, **env}, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE) as process:  # fmt: skip
        told = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{words}: {told.decode()[-2000:]}")
    return Spent(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def python(*words: str | Path, **env: str) -> Spent:
    """What this Python costs with some arguments."""
    return command(sys.executable, *words, **env)


def side_by_side(works: Sequence[Callable[[], Spent]], workers: int = 2) -> Spent:
    """What several commands cost when so many of them run at a time."""
    started = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        spent = [done.result() for done in [pool.submit(work) for work in works]]
    return Spent(time.perf_counter() - started, sum(one.cpu for one in spent), max(one.peak for one in spent))


def here(work: Callable[[], object]) -> Spent:
    """What work in this process costs."""
    started, cpu = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - started, time.process_time() - cpu)


def medians(spent: Sequence[Spent]) -> Spent:
    """The medians of several measurements, each by itself."""
    return Spent(*(statistics.median(getattr(one, name) for one in spent) for name in ("wall", "cpu", "peak")))


def compare(
    name: str, ours: Callable[[], Spent], theirs: Callable[[], Spent], *, by: str = "wall", goal: str = "",
    rounds: int = ROUNDS,
) -> Row:  # fmt: skip
    """Both measured in turn, so that whatever else the machine does meets both."""
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    mine, other = zip(*pairs, strict=True)
    return Row(name, medians(mine), medians(other), by, goal, rounds)
