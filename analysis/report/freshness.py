"""Whether the scheduled reports are there, current and as they were published."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from . import ledger, publish
from .schedule import Plan, owed


def faults(plans: Iterable[Plan], done: ledger.Done, now: datetime, shelf: Path) -> Iterator[str]:
    """A sentence for each period that is owed, then for each page of the ledger that is missing or altered."""
    plans = list(plans)
    for period in owed(plans, done, now):
        yield f"{period.plan.name} {period.end}: stale, due since {period.local}. Run `mizan due`."
    for plan in plans:
        for end, pages in done.get(plan.name, {}).items():
            yield from (spoilt(plan, end, shelf / page) for page in pages if state(shelf / page))


def state(page: Path) -> str:
    """What is wrong with a page: "missing", "altered", or nothing."""
    if not page.is_file():
        return "missing"
    return "" if publish.companion(page) else "altered"


def spoilt(plan: Plan, end: str, page: Path) -> str:
    """The sentence for a page that is not as it was published, with the command that makes it again."""
    values = {**plan.parameters, "as_of": end}
    words = ["mizan", "report", plan.notebook, *(word for pair in values.items() for word in ("-p", *pair))]
    return f"{plan.name} {end}: {page.name} is {state(page)}. Make it again: {shlex.join([*words, '--force'])}"
