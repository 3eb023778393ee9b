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
    chosen = {id for measure in set(found["measure"]) for id in tables.choose(readings, measure)["reading_id"]}
    by_id = readings.set_index("reading_id")
    console.print(f"Readings further apart than {distance} times, which is no fault: {len(found)}.")
    for place, ids in enumerate(found["reading_ids"]):
        console.print(Text(f"\n{heading(found.iloc[place])}", "bold"))
        console.print(sayings(by_id.loc[ids], titles, chosen))


def heading(conflict: pd.Series) -> str:
    """Who and what, how many readings, and how far they lie apart."""
    period = f" {conflict['period']}" if isinstance(conflict["period"], str) else ""
    return (
        f"{conflict['subject']}, {conflict['measure']}{period}: {conflict['count']} readings, "
        f"{conflict['least']:,f} to {conflict['most']:,f} {conflict['unit']}, {conflict['ratio']:.2f} times"
    )


def sayings(readings: pd.DataFrame, titles: dict[str, str], chosen: set[str]) -> Table:
    """One line for each reading: its figure, its basis, its source, and whether the rule chooses it."""
    lines = Table.grid(padding=(0, 2))
    lines.add_column(justify="right")
    for id, row in readings.iterrows():
        said, by = figure(row["low"], row["high"], row["hedge"]), titles[row["source"]]
        lines.add_row(*(Text(cell) for cell in (said, row["basis"], "chosen" if id in chosen else "", by)))
    return lines


def figure(low: Decimal | None, high: Decimal | None, hedge: object) -> str:
    """What a reading states, exactly: "nearly 15,000,000,000"."""
    ends = " to ".join(f"{end:,f}" for end in dict.fromkeys((low, high)) if end is not None)
    return f"{hedge.replace('_', ' ')} {ends}" if isinstance(hedge, str) else ends
