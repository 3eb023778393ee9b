"""The command `mizan`: reports, the suite's own check, the quantities of a text, what is scheduled, and JupyterLab."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

# The rest is imported where it is used: `mizan due` is poked every quarter of an hour and mostly has nothing to do.
from . import parameters
from . import report as reports
from .report import Fault, Outcome

if TYPE_CHECKING:
    from .report.progress import Progress
    from .report.schedule import Owed

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "reports" / "site"
SCHEDULE = ROOT / "reports" / "schedule.toml"
LEDGER = ROOT / "reports" / "ledger.json"
LANGUAGES = ("ar", "en")


class Suite(click.Group):
    """The commands, with every fault that the suite knows told as sentences on stderr and given its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as fault:
            code = code_of(fault)
            if code is None:
                raise
            complain(str(fault))
            ctx.exit(code)


class Moment(click.ParamType):
    """A time with its offset."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f'found "{value}", expected a time with its offset such as 2026-04-24T07:00+02:00.', param, ctx)
        if found.tzinfo is None:
            self.fail(f'found "{value}" without an offset. Write {found.isoformat()}+00:00 for UTC.', param, ctx)
        if not 2000 <= found.year <= 2100:
            self.fail(f'found "{value}", expected a year between 2000 and 2100.', param, ctx)
        return found.astimezone(UTC)


class Distance(click.ParamType):
    """How many times the least the most may be: a plain number of at least 1."""

    name = "times"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", str(value)) or Decimal(value) < 1:
            self.fail(f'found "{value}", expected most divided by least, 1 or more, such as 1.05.', param, ctx)
        return Decimal(value)


def main() -> None:
    """Run the command; whatever happens, the user reads a sentence and the shell gets a code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="mizan")
    except Exception as fault:
        if sys.flags.dev_mode:
            raise
        told = f"{type(fault).__name__}: {' '.join(str(fault).split())}"
        complain(f"stopped by something unforeseen ({told}). `python -X dev -m analysis` shows where.")
        sys.exit(1)


def code_of(fault: Exception) -> int | None:
    """The exit code of a fault that the suite knows, or None."""
    if isinstance(fault, Fault):
        return fault.code
    if isinstance(fault, parameters.BadParameter):
        return 2
    if isinstance(fault, (click.ClickException, click.exceptions.Exit, click.Abort)):
        return None
    from . import seeds, tables

    return 3 if isinstance(fault, (tables.DataFault, seeds.SeedFault)) else None


def complain(message: str) -> None:
    """Print each sentence to stderr. Not through click, which writes UTF-8 to a terminal of ASCII."""
    for sentence in message.splitlines():
        print(f"mizan: {sentence}", file=sys.stderr)


@click.group(cls=Suite, context_settings={"help_option_names": ["-h", "--help"]})
def app() -> None:
    """Research notebooks that become pages in Arabic and in English."""


@app.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("-p", "pairs", nargs=2, multiple=True, metavar="NAME VALUE", help="A parameter; may be repeated.")
@click.option("-f", "file", type=click.Path(path_type=Path), metavar="FILE", help="Parameters in TOML or YAML.")
@click.option("--language", "languages", multiple=True, type=click.Choice(LANGUAGES), help="Default: both.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Default: reports/site.")
@click.option("--force", is_flag=True, help="Make pages again that are current.")
@click.option("--why", is_flag=True, help="Only say what changed since each page was made.")
def report(
    names: tuple[str, ...], pairs: tuple[tuple[str, str], ...], file: Path | None, languages: tuple[str, ...],
    out: Path | None, force: bool, why: bool,
) -> None:
    """Make the named reports, or all of them."""
    from .report import given
    from .report.progress import Progress
    from .report.why import explain

    wanted = given.known(names, reports.names()) or reports.names()
    values = given.gather(pairs, file)
    if "language" in values and languages:
        raise Fault(2, "parameter language: found it beside --language, expected one of the two. Leave one out.")
    hold((name, name, values) for name in wanted)
    languages = tuple(filter(None, [values.pop("language", "")])) or tuple(dict.fromkeys(languages)) or LANGUAGES
    shelf = (out or SITE).absolute()
    if why:
        return explain(wanted, values, languages, shelf)
    with Progress() as progress:
        make = partial(attempt, progress=progress, force=force)
        outcomes = [make(name, values, language, shelf) for name in wanted for language in languages]
    finish(outcomes)
    print(f"Open {shown(shelf / 'index.html')}")


@app.command()
@click.option("--accept", is_flag=True, help="Where all else is right, vouch for the tables as they now are.")
@click.option("--distance", type=Distance(), help="List readings whose most is more than this many times their least.")
def check(accept: bool, distance: Decimal | None) -> None:
    """Hold seeds, data, provenance and notebooks to their rules; list the readings that lie far apart."""
    from . import check as rules
    from . import tables
    from .check import conflicts

    faults, accepted = rules.accept() if accept else (rules.run(), [])
    if faults:
        raise Fault(3, "\n".join([*faults, f"{len(faults)} found."]))
    if accept:
        named = f"Accepted: {', '.join(accepted)}. Commit data/datapackage.json with this."
        print(named if accepted else "Nothing to accept: every table is as datapackage.json says.")
    print("Seeds, data, provenance and notebooks keep their rules.")
    conflicts.show(distance or tables.DISTANCE)


@app.command()
@click.argument("file", metavar="FILE|-")
@click.option("--json", "wanted", is_flag=True, help="A list of objects, for a program.")
def quantities(file: str, wanted: bool) -> None:
    """Show the quantities that a text states; - reads standard input."""
    from rich.console import Console

    from .quantities import find, listing

    found = find(text_of(file))
    if wanted or not found:
        print(listing.as_json(found) if wanted else "No quantity found.")
        return
    wide = None if sys.stdout.isatty() else 200  # a pipe has no width of its own
    Console(file=sys.stdout, highlight=False, emoji=False, width=wide).print(listing.table(found))


@app.command()
@click.option("--at", "now", type=Moment(), help="Do what is due at this time, given with its offset; default: now.")
@click.option("--list", "listing", is_flag=True, help="Only show what is owed and what comes next.")
def due(now: datetime | None, listing: bool) -> None:
    """Make every scheduled report that is owed, oldest first."""
    from .report import ledger, schedule
    from .report.progress import Progress

    now, broken = now or datetime.now(UTC), 0
    try:
        plans = schedule.load(SCHEDULE)
    except schedule.ScheduleFault as fault:  # an entry that cannot be read stops no other
        plans, broken = fault.plans, fault.code
        complain(str(fault))
    waiting = schedule.owed(plans, ledger.read(LEDGER), now)
    if listing or (not waiting and sys.stdout.isatty()):  # silent in a log: cron mails every word
        listed("owed", waiting)
        listed("next", (schedule.upcoming(plan, now) for plan in plans))
    if waiting and not listing:
        with Progress() as progress:
            make = partial(attempt, progress=progress, force=False, asked_in=SCHEDULE.name)
            answers = schedule.do(waiting, make, LEDGER, SITE)
        for period, outcomes in answers:
            verdict = "still owed" if any(outcome.code for outcome in outcomes) else "done"
            print(f"{verdict}: {period.plan.name} {period.end}")
        finish(replace(outcome, name=period.plan.name) for period, outcomes in answers for outcome in outcomes)
    sys.exit(broken)


@app.command()
@click.option("--at", "now", type=Moment(), help="Judge as at this time, given with its offset; default: now.")
def fresh(now: datetime | None) -> None:
    """Exit with 1 when a scheduled report is missing, stale or altered."""
    from .report import freshness, ledger, schedule

    plans = schedule.load(SCHEDULE)
    faults = list(freshness.faults(plans, ledger.read(LEDGER), now or datetime.now(UTC), SITE))
    if faults:
        raise Fault(1, "\n".join(faults))
    print("Every scheduled report is there, current and as it was published.")


@app.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def lab(arguments: tuple[str, ...]) -> None:
    """Open JupyterLab on the notebooks, with any further arguments."""
    first = "/lab/tree/notebooks/1_deals.ipynb"
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}", f"--LabApp.default_url={first}"]
    become([*command, *arguments])


def text_of(file: str) -> str:
    """The text of a file, or of standard input for -, its line ends as they are. Raises Fault 2 when it cannot be read."""
    where = "standard input" if file == "-" else file
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        expected = "expected UTF-8. Save it as UTF-8; it may have been saved as Windows-1256 or UTF-16."
        raise Fault(2, f"{where}, byte {error.start}: found {content[error.start]:#04x}, {expected}") from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        told = f"{where}: found no file that can be read ({reason}), expected a text in UTF-8."
        raise Fault(2, f"{told} Give the path of a text file, or - for standard input.") from None


def become(command: list[str]) -> None:
    """Give this process over to a program, so that its signals are its own; on Windows wait for it."""
    os.chdir(ROOT)
    if sys.platform == "win32":
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


def hold(requests: Iterable[tuple[str, str, Mapping[str, str]]]) -> None:
    """Refuse requests (where each stands, notebook, parameters) that a notebook does not take, all at once.

    A notebook that cannot be read is let pass: its run says so, and the others still run.
    """
    faults = []
    for where, name, values in requests:
        try:
            declared = parameters.contract(reports.opened(reports.find(name))[1])
            package = parameters.check(declared, values).get("data")
            parameters.check(declared, values, choices(package))
        except (parameters.BadParameter, Fault) as fault:
            faults += [f"{where}: {sentence}" for sentence in str(fault).splitlines()] if code_of(fault) == 2 else []
    if faults:
        raise Fault(2, "\n".join(faults))


def choices(package: str | None) -> Mapping[str, Any]:
    """The values that parameters drawn from a package may take; DataFault where the package is broken."""
    from . import reads

    try:
        return reads.choices(ROOT / (package or "data"))
    except reads.Broken:
        from .edition import choices as held

        return held(package)


def attempt(
    name: str, values: Mapping[str, str], language: str, out: Path, *, progress: Progress, force: bool,
    asked_in: str = "",
) -> Outcome:  # fmt: skip
    """Make one page with its progress shown; a fault that the suite knows is an outcome, so that the rest still run.

    A request that a file makes is held to its notebook and the data here, so that a bad one stops no other.
    """
    try:
        if asked_in:
            hold([(asked_in, name, values)])
        outcome = reports.run(name, values, language, out, progress=progress, force=force)
    except Exception as fault:
        code = code_of(fault)
        if code is None:
            raise
        outcome = Outcome(name, language, reports.STATUS.get(code, "failed"), code, None, 0.0, str(fault))
    progress.end(name, language, outcome.status, outcome.seconds)
    return outcome


def finish(outcomes: Iterable[Outcome]) -> None:
    """Print the summary, faults on stderr, and leave with the code of the first failure, if there is one."""
    failed = []
    for outcome in outcomes:
        where = "" if outcome.code or not outcome.path else f"  {shown(outcome.path)}"
        print(f"{outcome.status:<12}{outcome.name} {outcome.language}{where}  {outcome.seconds:.1f} s")
        for sentence in [*outcome.warnings, *outcome.message.splitlines()]:
            complain(f"{outcome.name} {outcome.language}: {sentence}")
        failed += [outcome.code] if outcome.code else []
    if failed:
        sys.exit(failed[0])


def listed(word: str, periods: Iterable[Owed]) -> None:
    """Print what is owed, or what comes next."""
    for period in periods:
        print(f"{word}  {period.plan.name}  {period.end}  due {period.local}")


def shown(path: Path) -> str:
    """A path as seen from where the user stands."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
