"""What a shell is told when reports have been made: how each ended, how many so, and the code of the first failure."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from ..report import Outcome
from .faults import complain

MANY = 20  # pages from which on only the number of those that went well is told


def finish(outcomes: Iterable[Outcome], *, counts: bool = False) -> None:
    """Print the summary, faults on stderr, and leave with the code of the first failure, if there is one.

    With `counts` the number of each kind of end comes last, and of many pages only those that failed have a line.
    """
    outcomes = list(outcomes)
    for outcome in outcomes:
        what = " ".join(filter(None, (outcome.name, outcome.language, outcome.variant)))
        if outcome.code or len(outcomes) <= MANY or not counts:
            where = "" if outcome.code or not outcome.path else f"  {shown(outcome.path)}"
            print(f"{outcome.status:<12}{what}{where}  {outcome.seconds:.1f} s")
        for sentence in [*outcome.warnings, *outcome.message.splitlines()]:
            complain(f"{what}: {sentence}")
    if counts and len(outcomes) > 1:
        print(", ".join(f"{count} {status}" for status, count in Counter(one.status for one in outcomes).items()))
    if code := next((outcome.code for outcome in outcomes if outcome.code), 0):
        sys.exit(code)


def shown(path: Path) -> str:
    """A path as seen from where the user stands."""
    here = Path.cwd()
    return str(path.relative_to(here)) if isinstance(path, Path) and path.is_relative_to(here) else str(path)
