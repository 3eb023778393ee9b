"""What a person sees while reports are made: which report, which language, what it is at, how long, how long still."""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import IO

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

SILENCE = 2.0  # seconds between two plain lines about the same stage
MANY = 20  # reports from which on a log gets no line for each
PAUSE = 10.0  # seconds between two plain lines about many reports


@dataclass
class Line:
    """How far one report in one language is."""

    stage: str
    seconds: float
    heard: float
    ended: bool = False


class Progress:
    """A table that keeps itself up to date on a terminal; elsewhere plain lines, few enough for a log.

    Called with (name, language, stage, seconds) whenever a run has something to tell; `end` says how it ended. Where the
    number of reports is known beforehand, it says how many are done and about how long the others will take.
    """

    def __init__(self, stream: IO[str] | None = None, total: int = 0) -> None:
        self.console = Console(file=stream or sys.stderr, highlight=False, markup=False, emoji=False, soft_wrap=True)
        self.lines: dict[tuple[str, str], Line] = {}
        self.live: Live | None = None
        self.total, self.done, self.failed = total, 0, 0
        self.begun = self.said = time.monotonic()
        self.lock = threading.RLock()

    def __enter__(self) -> Progress:
        if self.console.is_terminal:
            self.live = Live(get_renderable=self.table, console=self.console, refresh_per_second=4)
            self.live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.live:
            self.live.stop()

    def __call__(self, name: str, language: str, stage: str, seconds: float) -> None:
        """Take note of where a run is."""
        with self.lock:
            before = self.lines.get((name, language))
            if before and before.stage.split()[:1] == stage.split()[:1] and seconds - before.seconds < SILENCE:
                if self.live:
                    before.stage = stage
                return
            self.note(name, language, Line(stage, seconds, time.monotonic()), quiet=self.total > MANY)

    def end(self, name: str, language: str, status: str, seconds: float, *, failed: bool = False) -> None:
        """Take note of how a run ended."""
        with self.lock:
            self.done, self.failed = self.done + 1, self.failed + failed
            self.note(name, language, Line(status, seconds, time.monotonic(), ended=True),
                      quiet=self.total > MANY and not failed)
            if self.total > MANY:
                del self.lines[name, language]
                self.count()

    def note(self, name: str, language: str, line: Line, *, quiet: bool = False) -> None:
        """Keep a line, and print it where there is no table."""
        self.lines[name, language] = line
        if not self.live and not quiet:
            self.console.print(f"{name} {language}: {line.stage}, {line.seconds:.1f} s")

    def count(self) -> None:
        """Print how far all of it is, now and then, where there is no table."""
        now = time.monotonic()
        if not self.live and (now - self.said >= PAUSE or self.done == self.total):
            self.said = now
            self.console.print(self.standing())

    def standing(self) -> str:
        """How many reports are done and about how long the others will take."""
        told = f"{self.done} of {self.total} done" + (f", {self.failed} failed" if self.failed else "")
        left = remaining(self.done, self.total, time.monotonic() - self.begun)
        return f"{told}, about {left} left" if left else told

    def table(self) -> Group | Table:
        """The table as it stands; the seconds of what still runs go on while nothing is heard."""
        table = Table.grid(padding=(0, 2))
        with self.lock:
            for (name, language), line in self.lines.items():
                seconds = line.seconds if line.ended else line.seconds + time.monotonic() - line.heard
                style = "" if line.ended else "bold"
                table.add_row(*(Text(cell, style) for cell in (name, language, line.stage)), Text(f"{seconds:.1f} s"))
            return Group(table, Text(self.standing())) if self.total > 1 else table


def remaining(done: int, total: int, seconds: float) -> str:
    """About how long what is left will take, by the pace so far; nothing while that is unknown, or nothing is left."""
    if not done or done >= total:
        return ""
    left = seconds / done * (total - done)
    if left < 90:
        return f"{max(1, round(left))} s"
    return f"{round(left / 60)} min" if left < 5400 else f"{left / 3600:.1f} h"
