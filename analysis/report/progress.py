"""What a person sees while reports are made: which report, which language, what it is at, how long."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from types import TracebackType
from typing import IO

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

SILENCE = 2.0  # seconds between two plain lines about the same stage


@dataclass
class Line:
    """How far one report in one language is."""

    stage: str
    seconds: float
    heard: float
    ended: bool = False


class Progress:
    """A table that keeps itself up to date on a terminal; elsewhere plain lines, few enough for a log.

    Called with (name, language, stage, seconds) whenever a run has something to tell; `end` says how it ended.
    """

    def __init__(self, stream: IO[str] | None = None) -> None:
        self.console = Console(file=stream or sys.stderr, highlight=False, markup=False, emoji=False, soft_wrap=True)
        self.lines: dict[tuple[str, str], Line] = {}
        self.live: Live | None = None

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
        before = self.lines.get((name, language))
        if before and before.stage.split()[:1] == stage.split()[:1] and seconds - before.seconds < SILENCE:
            if self.live:
                before.stage = stage
            return
        self.note(name, language, Line(stage, seconds, time.monotonic()))

    def end(self, name: str, language: str, status: str, seconds: float) -> None:
        """Take note of how a run ended."""
        self.note(name, language, Line(status, seconds, time.monotonic(), ended=True))

    def note(self, name: str, language: str, line: Line) -> None:
        """Keep a line, and print it where there is no table."""
        self.lines[name, language] = line
        if not self.live:
            self.console.print(f"{name} {language}: {line.stage}, {line.seconds:.1f} s")

    def table(self) -> Table:
        """The table as it stands; the seconds of what still runs go on while nothing is heard."""
        table = Table.grid(padding=(0, 2))
        for (name, language), line in self.lines.items():
            seconds = line.seconds if line.ended else line.seconds + time.monotonic() - line.heard
            style = "" if line.ended else "bold"
            table.add_row(*(Text(cell, style) for cell in (name, language, line.stage)), Text(f"{seconds:.1f} s"))
        return table
