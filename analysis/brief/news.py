"""What became known between two editions: rows that count from a day after the earlier one, and what they state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from .. import sources
from ..provenance import Cell, asked
from ..provenance import counted as number_of
from .columns import NEWS

MONTHS = 3  # between two editions when no day is asked for: the quarter in which companies report


def earlier(day: str, since: date | None, months: int = MONTHS) -> Any:
    """Return the day of the edition before: the one asked for, or so many months earlier, the month's last day at most.

    ValueError when the day asked for is not before the other.
    """
    if since and str(since) >= day:
        raise ValueError(f"since: found {since}, expected a day before {day}, as of which this edition stands. Name one.")
    if since:
        return asked("since", str(since))
    year, month, number = map(int, day.split("-"))
    year, month = divmod(year * 12 + month - 1 - months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date(year, month + 1, 1)).days
    return asked("since", f"{year}-{month + 1:02}-{min(number, last):02}")


def news(tables: Mapping[str, pd.DataFrame], since: str) -> dict[str, list[dict[str, Any]]]:
    """Return what rows that count from after a day state, by table in the order of NEWS, the newest first.

    Each is a statement of `sources.statements` with its id. A table without any is left out.
    """
    after = pd.Timestamp(since)
    late = {name: tables[name][tables[name]["known_from"] > after] for name in NEWS}
    told = sources.statements(late, tables["terms"], tables["deals"])
    found: dict[str, list[dict[str, Any]]] = {}
    for row, one in told.items():
        found.setdefault(one["table"], []).append({"id": row, **one})
    return {name: sorted(rows, key=lambda one: (one["date"], one["id"]), reverse=True) for name, rows in found.items()}


def counted(found: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
    """Return how many rows became known: `rows` in all, and one number per table; None where there are none."""
    rows = {name: [Cell(name, one["id"], "source") for one in found.get(name, ())] for name in NEWS}
    groups = {"rows": [cell for cells in rows.values() for cell in cells], **rows}
    return {name: number_of(cells) if cells else None for name, cells in groups.items()}
