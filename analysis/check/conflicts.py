"""The readings that lie far apart, as a person reads them: what is stated, on what basis, and by whom."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import IO

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .. import tables

WIDE = 1000  # a log is searched line by line: no row is broken there


def show(distance: Decimal = tables.DISTANCE, data: str | None = None, stream: IO[str] | None = None) -> None:
    """Print every subject and measure whose readings conflict: how many, least, most, and who says what."""
    readings = tables.load("readings", data=data)
    found = tables.conflicts(readings, distance)
    console = Console(file=stream or sys.stdout, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = WIDE
    if found.empty:
        console.print(f"No readings lie further apart than {distance} times.")
        return
    sources = tables.load("sources", data=data)
    titles = dict(zip(sources["source_id"], sources["title"], strict=True))
    console.print(f"Readings further apart than {distance} times, which is no fault: {len(found)}.")
    for conflict in found.to_dict("records"):
        console.print(Text(f"\n{heading(conflict)}", "bold"))
        console.print(sayings(readings.set_index("reading_id").loc[conflict["reading_ids"]], titles))


def heading(conflict: dict[str, object]) -> str:
    """Who and what, how many readings, and how far they lie apart."""
    period = f" {conflict['period']}" if isinstance(conflict["period"], str) else ""
    return (
        f"{conflict['subject']}, {conflict['measure']}{period}: {conflict['count']} readings, "
        f"{conflict['least']:,f} to {conflict['most']:,f} {conflict['unit']}, {conflict['ratio']:.2f} times"
    )


def sayings(readings: pd.DataFrame, titles: dict[str, str]) -> Table:
    """One line for each reading: its figure, its basis, its source."""
    lines = Table.grid(padding=(0, 2))
    lines.add_column(justify="right")
    for row in readings.to_dict("records"):
        hedge = row["hedge"].replace("_", " ") if isinstance(row["hedge"], str) else ""
        lines.add_row(*(Text(cell) for cell in (figure(row["low"], row["high"]), hedge, row["basis"], titles[row["source"]])))
    return lines


def figure(low: Decimal | None, high: Decimal | None) -> str:
    """What a reading states, exactly."""
    return " to ".join(f"{end:,f}" for end in dict.fromkeys((low, high)) if end is not None)
