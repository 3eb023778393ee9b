"""The commands of the schedule: making what is owed, and telling whether all of it is there."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import parameters
from .. import report as reports
from ..report import Fault, Outcome
from . import places
from .faults import code_of, complain
from .summary import finish

if TYPE_CHECKING:
    from ..report.progress import Progress
    from ..report.schedule import Owed


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


@click.command()
@click.option("--at", "now", type=Moment(), help="Do what is due at this time, given with its offset; default: now.")
@click.option("--list", "listing", is_flag=True, help="Only show what is owed and what comes next.")
def due(now: datetime | None, listing: bool) -> None:
    """Make every scheduled report that is owed, oldest first."""
    from ..report import ledger, schedule
    from ..report.progress import Progress

    now, broken = now or datetime.now(UTC), 0
    try:
        plans = schedule.load(places.SCHEDULE)
    except schedule.ScheduleFault as fault:  # an entry that cannot be read stops no other
        plans, broken = fault.plans, fault.code
        complain(str(fault))
    waiting = schedule.owed(plans, ledger.read(places.LEDGER), now)
    if listing or (not waiting and sys.stdout.isatty()):  # silent in a log: cron mails every word
        listed("owed", waiting)
        listed("next", (schedule.upcoming(plan, now) for plan in plans))
    if waiting and not listing:
        with Progress() as progress:
            make = partial(attempt, progress=progress)
            answers = schedule.do(waiting, make, places.LEDGER, places.SITE)
        for period, outcomes in answers:
            verdict = "still owed" if any(outcome.code for outcome in outcomes) else "done"
            print(f"{verdict}: {period.plan.name} {period.end}")
        finish(replace(outcome, name=period.plan.name) for period, outcomes in answers for outcome in outcomes)
    sys.exit(broken)


@click.command()
@click.option("--at", "now", type=Moment(), help="Judge as at this time, given with its offset; default: now.")
def fresh(now: datetime | None) -> None:
    """Exit with 1 when a scheduled report is missing, stale or altered."""
    from ..report import freshness, ledger, schedule

    plans = schedule.load(places.SCHEDULE)
    faults = list(freshness.faults(plans, ledger.read(places.LEDGER), now or datetime.now(UTC), places.SITE))
    if faults:
        raise Fault(1, "\n".join(faults))
    print("Every scheduled report is there, current and as it was published.")


def attempt(
    name: str, values: Mapping[str, str], language: str, out: Path, *, progress: Progress
) -> Outcome:  # fmt: skip
    """Make one page with its progress shown; a fault that the suite knows is an outcome, so that the rest still run."""
    try:
        hold(name, values)
        outcome = reports.run(name, values, language, out, progress=progress, force=False)
    except Exception as fault:
        code = code_of(fault)
        if code is None:
            raise
        outcome = Outcome(name, language, reports.STATUS.get(code, "failed"), code, None, 0.0, str(fault))
    progress.end(name, language, outcome.status, outcome.seconds)
    return outcome


def hold(name: str, values: Mapping[str, str]) -> None:
    """Refuse parameters that a notebook does not take, as the schedule's fault."""
    from ..report import packages
    from .reports import choices

    try:
        declared = parameters.contract(reports.opened(reports.find(name))[1])
        package = packages.local(parameters.check(declared, values).get("data"))
        parameters.check(declared, values, choices(package))
    except (parameters.BadParameter, Fault) as fault:
        if code_of(fault) == 2:
            raise Fault(2, "\n".join(f"{places.SCHEDULE.name}: {said}" for said in str(fault).splitlines())) from None


def listed(word: str, periods: Iterable[Owed]) -> None:
    """Print what is owed, or what comes next."""
    for period in periods:
        print(f"{word}  {period.plan.name}  {period.end}  due {period.local}")
