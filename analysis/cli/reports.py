"""The command `mizan report`: one page, or as many as lists of parameters and a grid come to."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import report as rooms
from ..report import Fault
from . import places
from .faults import code_of, complain
from .summary import finish, shown

if TYPE_CHECKING:
    from ..report.worklist import Worklist

LANGUAGES = ("ar", "en")
PARAMETER = "A parameter. Given several values, each makes reports; two such parameters, every pair."
GRID = "Many reports: CSV, a row each under parameters' names; or YAML, a list of reports, or lists to be multiplied out."
FILE = click.Path(path_type=Path)
ALLOCATED = 20_000  # objects between two collections: a notebook is some hundred thousand that all live until it is a page


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("-p", "pairs", nargs=2, multiple=True, metavar="NAME VALUE", help=PARAMETER)
@click.option("-f", "file", type=FILE, metavar="FILE", help="Parameters in TOML or YAML.")
@click.option("--grid", type=FILE, metavar="FILE", help=GRID)
@click.option("--language", "languages", multiple=True, type=click.Choice(LANGUAGES), help="Default: both.")
@click.option("--out", metavar="DIR", help="A folder, or an address such as s3://bucket/folder. Default: reports/site.")
@click.option("-j", "--jobs", type=click.IntRange(1, 1000), metavar="N", help="Pages made at a time. Default: a core each.")
@click.option("--dask", metavar="ADDRESS", help="Make the pages on a Dask cluster; `local` starts one for this command.")
@click.option("--tls-ca", type=FILE, metavar="FILE", help="Who vouches for the cluster.")
@click.option("--tls-cert", type=FILE, metavar="FILE", help="What this side shows the cluster.")
@click.option("--tls-key", type=FILE, metavar="FILE", help="The key of what it shows.")
@click.option("--insecure-cluster", is_flag=True, help="Take a cluster beyond this machine without TLS.")
@click.option("--force", is_flag=True, help="Make pages again that are current.")
@click.option("-n", "--dry-run", is_flag=True, help="Only show what would be made, and why.")
@click.option("--why", is_flag=True, help="Only say what changed since each page was made.")
@click.option("-v", "--verbose", is_flag=True, help="Name every page of the plan, however many.")
def report(
    names: tuple[str, ...], pairs: tuple[tuple[str, str], ...], file: Path | None, grid: Path | None,
    languages: tuple[str, ...], out: str | None, jobs: int | None, dask: str | None, force: bool, dry_run: bool,
    why: bool, verbose: bool, **tls: Any,
) -> None:  # fmt: skip
    """Make the named reports, or all of them, in every combination asked for."""
    from ..report import remote

    shelf = remote.opened(out) if out else places.SITE.absolute()
    worklist = planned(names, pairs, file, grid, languages, shelf, force)
    if why:
        return explained(worklist, shelf)
    for line in worklist.lines(verbose):
        print(line, file=sys.stdout if dry_run else sys.stderr)
    if not dry_run:
        make(worklist, shelf, force, jobs, dask, tls)


def planned(
    names: tuple[str, ...], pairs: tuple[tuple[str, str], ...], file: Path | None, grid: Path | None,
    languages: tuple[str, ...], shelf: Path, force: bool,
) -> Worklist:  # fmt: skip
    """What a command line comes to, refused with all that is wrong with it before anything is made."""
    from ..report import given, grids, worklist

    there = rooms.names()
    rows = grids.read(grid) if grid else [grids.Wish("", {})]
    asked = worklist.wishes(
        rows, given.known(names, there), given.gather(pairs), given.read(file) if file else {},
        tuple(dict.fromkeys(languages)), there,
    )  # fmt: skip
    try:
        return worklist.draw_up(asked, shelf, choices, force=force)
    except Fault:  # what was read plainly may be what is wrong: the contract has the last word
        return worklist.draw_up(asked, shelf, refused, force=force)


def explained(worklist: Worklist, shelf: Path) -> None:
    """Print a line for each thing that changed since a page was made."""
    from ..report.publish import reasons

    for task in worklist.tasks:
        for reason in reasons(task.request, shelf) if task.request else str(task.fault).splitlines():
            print(f"{task.label}: {reason}")


def choices(package: str | None) -> Mapping[str, Any]:
    """The values that parameters may take from a data package. Raises Fault 3 for one that cannot be read."""
    from .. import reads

    try:
        return reads.choices(places.ROOT / (package or "data"))
    except reads.Broken:
        return refused(package)


def refused(package: str | None) -> Mapping[str, Any]:
    """What is wrong with a package that could not be read plainly, in the words of its contract. Raises Fault 3."""
    from ..edition import choices as held

    try:
        return held(package)
    except Exception as fault:
        code = code_of(fault)
        if code is None:
            raise
        raise Fault(code, str(fault)) from None


def make(
    worklist: Worklist, shelf: Path, force: bool, jobs: int | None, dask: str | None, tls: Mapping[str, Any]
) -> None:
    """Make what a plan holds, with progress on stderr and the summary on stdout; leave with the first failure's code."""
    from ..report import batch, forked, workers
    from ..report.progress import Progress

    todo = [task for task in worklist.tasks if task.reasons or task.fault]
    gc.freeze()
    gc.set_threshold(ALLOCATED)
    if dask is not None:
        from ..report import cluster

        chosen: Any = cluster.opened(dask, jobs or min(workers.usable(), len(todo)), **tls)
    else:
        if todo:
            forked.stand_by()
        chosen = workers.Threads(max(1, min(jobs or workers.usable(), len(todo))))
    with chosen as held, Progress(total=len(todo)) as progress:
        run = batch.Batch(
            shelf, held, force=force, hear=progress,
            ended=lambda one: progress.end(
                f"{one.name} {one.variant}".strip(), one.language, one.status, one.seconds, failed=bool(one.code)
            ),
        )
        outcomes = run.run(worklist.tasks)
    try:
        finish(outcomes, counts=True)
    finally:
        if run.signal:
            interrupted(len(worklist.tasks) - len(outcomes), run.signal)
    print(f"Open {shown(shelf / 'index.html')}")


def interrupted(left: int, number: int) -> None:
    """Say what remains after a signal, and leave as a shell expects of one."""
    from ..report.worklist import counted

    were, them = ("was", "it") if left == 1 else ("were", "them")
    rest = f"{counted(left, 'page')} {were} not made. Run the same command again for {them}."
    complain(f"stopped by {signal.Signals(number).name}: {rest if left else 'every page was made.'}")
    sys.exit(128 + number)
