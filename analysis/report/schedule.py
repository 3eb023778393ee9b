"""Scheduled reports: which (report, period) is owed at a moment, and doing each once.

Any scheduler may poke this as often as it likes: what is owed follows from the schedule, the ledger and the moment.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, takewhile
from pathlib import Path
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from . import ledger
from .plans import Plan, ScheduleFault, load

__all__ = ["Owed", "Plan", "ScheduleFault", "do", "load", "owed", "upcoming"]

MINUTE = timedelta(minutes=1)


class Published(Protocol):
    """What a run of one report in one language answers, as far as the schedule cares."""

    @property
    def code(self) -> int: ...
    @property
    def path(self) -> Path | None: ...


Answer = TypeVar("Answer", bound=Published)


@dataclass(frozen=True)
class Owed:
    """One period of one report: the day on which it ends, and the moment (UTC) from which it is due."""

    plan: Plan
    end: date
    due: datetime

    @property
    def parameters(self) -> dict[str, str]:
        """The report's parameters, with the period's end as the day up to which data is seen."""
        return {**self.plan.parameters, "as_of": self.end.isoformat()}

    @property
    def local(self) -> str:
        """When it is due, by the clocks of the report's zone."""
        return self.due.astimezone(ZoneInfo(self.plan.zone)).isoformat(timespec="minutes")


def owed(plans: Iterable[Plan], done: ledger.Done, now: datetime) -> list[Owed]:
    """Every period that is due at `now` and not done, oldest first; reports due together in the schedule's order."""
    missing = [
        period
        for plan in plans
        for period in takewhile(lambda period: period.due <= now, periods(plan))
        if period.end.isoformat() not in done.get(plan.name, {})
    ]
    return sorted(missing, key=lambda period: period.due)


def upcoming(plan: Plan, now: datetime) -> Owed:
    """The first period that is not due yet."""
    return next(period for period in periods(plan) if period.due > now)


def periods(plan: Plan) -> Iterator[Owed]:
    """The periods of a report from its start on, without end."""
    for number in count(1):
        end = period_end(plan, number)
        yield Owed(plan, end, moment(end, plan.at, ZoneInfo(plan.zone)))


def period_end(plan: Plan, number: int) -> date:
    """The day on which the given period ends and the next begins; the first is number 1.

    Always counted from the start: a month of 30 days does not move a report that starts on the 31st for good.
    """
    if plan.every == "monthly":
        return months_after(plan.start, number)
    return plan.start + timedelta(days=number * {"daily": 1, "weekly": 7}[plan.every])


def months_after(start: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment (UTC) at which clocks of a zone show a time: the first such moment where they show it twice.

    Where a clock change skips the time, the next that exists: midnight in Cairo on 2026-04-24 is 01:00.
    """
    wall = datetime.combine(day, at)
    while True:
        found = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
        if found.astimezone(zone).replace(tzinfo=None) == wall:
            return found
        wall += MINUTE


def do(
    due: Iterable[Owed], run: Callable[[str, dict[str, str], str, Path], Answer], ledger_path: Path, out: Path
) -> list[tuple[Owed, list[Answer]]]:
    """Run each owed period in each of its languages, in the order given, and return what each run answered.

    One process at a time: the ledger is read again under its lock, so what another has done meanwhile is not done
    twice. A period enters the ledger once all its languages are published; one that fails stays owed, the later
    ones still run.
    """
    answers = []
    with ledger.held(ledger_path.with_suffix(".lock")):
        done = ledger.read(ledger_path)
        for period in due:
            if period.end.isoformat() in done.get(period.plan.name, {}):
                continue
            given = [run(period.plan.notebook, period.parameters, each, out) for each in period.plan.languages]
            answers.append((period, given))
            if all(answer.code == 0 for answer in given):
                pages = [page_name(answer.path, out) for answer in given if answer.path]
                done.setdefault(period.plan.name, {})[period.end.isoformat()] = pages
                ledger.write(ledger_path, done)
    return answers


def page_name(path: Path, out: Path) -> str:
    """A page as the ledger names it: relative to the shelf, with forward slashes on every system."""
    return (path.relative_to(out) if path.is_absolute() else path).as_posix()
