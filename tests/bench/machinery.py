"""Kernels and workers: how soon a kernel answers, and what a second worker brings."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from analysis.report import forked, kernels
from analysis.report.environment import environment
from tests.bench import grid
from tests.bench.measure import ROOT, Row, Spent, compare
from tests.bench.pages import by_suite

IMPORTS = "from analysis import Edition, charts, deals, sources, talent; import matplotlib.pyplot, pandas, seaborn"


def rows() -> list[Callable[[], Row]]:
    """The rows that this module measures."""
    return [ready, workers]


async def answered(folder: Path) -> float:
    """Seconds from asking for a kernel until it has the imports of a notebook."""
    (folder / "ipython").mkdir()
    manager = kernels.manager(folder)
    started = time.perf_counter()
    await manager.start_kernel(env=environment(folder), cwd=str(folder))
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(timeout=60)
    await client._async_execute_interactive(IMPORTS, output_hook=lambda message: None)
    passed = time.perf_counter() - started
    client.stop_channels()
    await manager.shutdown_kernel(now=True)
    return passed


def kernel(kind: str) -> Spent:
    """A kernel that is ready to work; a forked one after its spares had time to stand by."""
    os.environ["MIZAN_KERNELS"] = kind
    try:
        with tempfile.TemporaryDirectory() as folder:
            if kind == "warm" and not forked.zygotes:
                (Path(folder) / "first").mkdir()
                asyncio.run(answered(Path(folder) / "first"))
            time.sleep(1)
            (Path(folder) / "timed").mkdir()
            return Spent(asyncio.run(answered(Path(folder) / "timed")), 0)
    finally:
        del os.environ["MIZAN_KERNELS"]


def ready() -> Row:
    """A kernel forked ahead, against a cold one with the same imports."""
    return compare("kernel ready, forked ahead, against a cold one with the imports", lambda: kernel("warm"),
                   lambda: kernel("cold"), goal="20")  # fmt: skip


@contextmanager
def cluster(workers: int):
    """The address of a Dask scheduler on loopback with so many workers of one thread each."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scheduler.json"
        quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL,
                 "env": {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}}  # fmt: skip
        bound = ("--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file))
        commands = [("dask", "scheduler", *bound)] + [
            ("dask", "worker", *bound, "--nthreads", "1", "--nworkers", "1", "--local-directory", folder)
        ] * workers
        running = [subprocess.Popen([sys.executable, "-m", *words], **quiet) for words in commands[:1]]
        try:
            while not file.exists():
                time.sleep(0.1)
            running += [subprocess.Popen([sys.executable, "-m", *words], **quiet) for words in commands[1:]]
            import json

            yield json.loads(file.read_text())["address"]
        finally:
            for process in reversed(running):
                process.terminate()
            for process in running:
                process.wait(20)


def workers() -> Row:
    """A hundred reports by two Dask workers, against one."""

    def by(count: int) -> Spent:
        with cluster(count) as address:
            by_suite(grid.SETS[:1], "--dask", address)  # the workers' first pages get them warm
            spent = by_suite(grid.SETS, "--dask", address)
            return Spent(spent.wall, 0, spent.peak)  # the workers' CPU is not this command's to count

    return compare("two Dask workers, against one: 100 reports", lambda: by(2), lambda: by(1), goal="1.7")
