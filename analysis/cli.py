"""The command `mizan`: reports, the suite's own check, what is scheduled, and JupyterLab."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

# The rest is imported where it is used: `mizan due` is poked every quarter of an hour and mostly has nothing to do.
from . import parameters
from .report.fault import Fault

if TYPE_CHECKING:
    from .report import Outcome
    from .report.progress import Progress
    from .report.schedule import Owed

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
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
    """A time with its offset, such as 2026-04-24T07:00+02:00."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f'found "{value}", expected a time such as 2026-04-24T07:00+02:00', param, ctx)
        if found.tzinfo is None:
            self.fail(f'found "{value}" without an offset. Write it as {value}+00:00 for UTC', param, ctx)
        if not 2000 <= found.year <= 2100:
            self.fail(f'found "{value}", expected a time between the years 2000 and 2100', param, ctx)
        return found.astimezone(UTC)


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
    """Print each sentence to stderr."""
    for sentence in message.splitlines():
        click.echo(f"mizan: {sentence}", err=True)


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
def report(
    names: tuple[str, ...], pairs: tuple[tuple[str, str], ...], file: Path | None, languages: tuple[str, ...],
    out: Path | None, force: bool,
) -> None:
    """Make the named reports, or all of them."""
    from .report import given
    from .report.progress import Progress

    wanted = known(names) or list(notebooks())
    values = given.gather(pairs, file)
    if "language" in values and languages:
        raise Fault(2, "parameter language: found both -p language and --language, expected one. Leave one out.")
    languages = tuple(dict.fromkeys(languages)) or LANGUAGES
    if "language" in values:
        languages = (values["language"],)
    hold((name, name, values) for name in wanted)
    shelf = (out or SITE).absolute()
    with Progress() as progress:
        make = partial(attempt, progress=progress, force=force)
        values.pop("language", None)
        outcomes = [make(name, values, language, shelf) for name in wanted for language in languages]
    for outcome in outcomes:
        tell(outcome)
    finish(outcomes, f"Open {shown(shelf / 'index.html')}")


@app.command()
def check() -> None:
    """Hold seeds, data, provenance and notebooks to their rules."""
    from . import check as rules

    if faults := rules.run():
        raise Fault(3, "\n".join([*faults, f"{len(faults)} found."]))
    click.echo("Seeds, data, provenance and notebooks keep their rules.")


@app.command()
@click.option("--at", "now", type=Moment(), help="Do what is due at this time, given with its offset; default: now.")
@click.option("--list", "listing", is_flag=True, help="Only show what is owed and what comes next.")
def due(now: datetime | None, listing: bool) -> None:
    """Make every scheduled report that is owed, oldest first."""
    from .report import ledger, schedule
    from .report.progress import Progress

    now = now or datetime.now(UTC)
    plans = schedule.load(SCHEDULE, notebooks())
    waiting = schedule.owed(plans, ledger.read(LEDGER), now)
    if listing or (not waiting and sys.stdout.isatty()):  # silent in a log: cron mails every word
        listed(waiting, [schedule.upcoming(plan, now) for plan in plans])
    if listing or not waiting:
        return
    hold((f"reports/schedule.toml, {each.name}", each.notebook, each.parameters) for each in plans)
    with Progress() as progress:
        answers = schedule.do(waiting, partial(attempt, progress=progress, force=False), LEDGER, SITE)
    for period, outcomes in answers:
        verdict = "still owed" if any(outcome.code for outcome in outcomes) else "done"
        click.echo(f"{verdict}: {period.plan.name} {period.end}")
        for outcome in outcomes:
            tell(outcome)
    finish([outcome for _, outcomes in answers for outcome in outcomes])


@app.command()
@click.option("--at", "now", type=Moment(), help="Judge as at this time, given with its offset; default: now.")
def fresh(now: datetime | None) -> None:
    """Exit with 1 when a scheduled report is missing, stale or altered."""
    from .report import freshness, ledger, schedule

    plans = schedule.load(SCHEDULE, notebooks())
    faults = list(freshness.faults(plans, ledger.read(LEDGER), now or datetime.now(UTC), SITE))
    if faults:
        raise Fault(1, "\n".join(faults))
    click.echo("Every scheduled report is there, current and as it was published.")


@app.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def lab(arguments: tuple[str, ...]) -> None:
    """Open JupyterLab on the notebooks; further arguments go to JupyterLab."""
    first = "/lab/tree/notebooks/1_deals.ipynb"
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}", f"--LabApp.default_url={first}"]
    become([*command, *arguments])


def become(command: list[str]) -> None:
    """Give this process over to a program, so that its signals are its own; on Windows wait for it."""
    os.chdir(ROOT)
    if sys.platform == "win32":
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


def notebooks() -> dict[str, Path]:
    """The notebooks by name: their file's stem without its number, in the order of the numbers."""
    return {re.sub(r"^[0-9]+_", "", path.stem): path for path in sorted(NOTEBOOKS.glob("*.ipynb"))}


def known(names: Iterable[str]) -> list[str]:
    """The names asked for, each once; a name that no notebook has is refused with the nearest."""
    there = notebooks()
    strangers = [name for name in names if name not in there]
    if strangers:
        raise Fault(2, "\n".join(
            f"notebook {parameters.shown(name)}: there is none of that name{parameters.nearest(name, there)}. "
            f"Name one of {', '.join(there)}."
            for name in strangers
        ))
    return list(dict.fromkeys(names))


def hold(requests: Iterable[tuple[str, str, Mapping[str, str]]]) -> None:
    """Refuse every request (where it stands, notebook, parameters) whose parameters the notebook does not take."""
    from .edition import choices

    faults = []
    for where, name, values in requests:
        try:
            declared = parameters.contract(json.loads(notebooks()[name].read_text("utf-8")))
            package = parameters.check(declared, values).get("data")
            parameters.check(declared, values, choices(package))
        except parameters.BadParameter as fault:
            faults += [f"{where}: {sentence}" for sentence in fault.faults]
    if faults:
        raise Fault(2, "\n".join(faults))


def attempt(
    name: str, values: Mapping[str, str], language: str, out: Path, *, progress: Progress, force: bool
) -> Outcome:
    """Make one page, with its progress shown."""
    from . import report as reports

    outcome = reports.run(name, values, language, out, progress=progress, force=force)
    progress.end(name, language, outcome.status, outcome.seconds)
    return outcome


def tell(outcome: Outcome) -> None:
    """Print one line of the summary; a failure goes to stderr with its sentence."""
    where = f"  {shown(Path(outcome.path))}" if outcome.path else ""
    click.echo(f"{outcome.status:<10} {outcome.name} {outcome.language}{where}  {outcome.seconds:.1f} s")
    if outcome.code:
        complain(f"{outcome.name} {outcome.language}: {outcome.message}")


def finish(outcomes: Iterable[Outcome], word: str = "") -> None:
    """End with the code of the first failure, or say the word."""
    code = next((outcome.code for outcome in outcomes if outcome.code), 0)
    if code:
        sys.exit(code)
    if word:
        click.echo(word)


def listed(waiting: Iterable[Owed], coming: Iterable[Owed]) -> None:
    """Print what is owed and what comes next."""
    for word, periods in (("owed", waiting), ("next", coming)):
        for period in periods:
            click.echo(f"{word}  {period.plan.name}  {period.end}  due {period.local}")


def shown(path: Path) -> str:
    """A path as seen from where the user stands."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
