"""What pages state of one company: one figure per measure and period, with all who state it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from .provenance import Count, counted
from .rows import GRADES, as_frame, each, known, unique, weakest

AMOUNTS = [
    "row", "label", "label_ar", "period", "kind", "kind_label", "kind_label_ar", "look", "value", "low", "high",
    "readings", "ids", "sources", "confidence", "second_hand", "tone",
]  # fmt: skip
MARKS = [*AMOUNTS, "when", "from_when", "to_when"]


class Stated(NamedTuple):
    """A figure of a company: the value taken, the least and the most that pages state, and who they are."""

    period: str
    value: Any
    low: Any
    high: Any
    readings: Count
    ids: list[str]
    sources: list[str]
    confidence: str
    second_hand: bool
    counterparty: str | None


def stated(
    companies: pd.DataFrame, company: str, measure: str, *, unit: str = "USD", second_hand: bool = True
) -> list[Stated]:
    """Return what is stated of a company by one measure in one unit, a figure per period, oldest first.

    Of several pages the best graded is taken, then one that was read directly, then the first by id; none is averaged.
    A quarter is no year and no day, and is left out.
    """
    rows = [
        row for row in each(companies)
        if row.company == company and row.measure == measure and row.unit == unit and known(row.value)
        and (second_hand or row.read == "direct") and "Q" not in str(row.period)
    ]  # fmt: skip
    periods: dict[str, list[Any]] = {}
    for row in sorted(rows, key=lambda row: (str(row.period), GRADES.index(row.confidence), row.read != "direct", row[0])):
        periods.setdefault(str(row.period), []).append(row)
    return [together(period, group, [row.counterparty for row in group]) for period, group in periods.items()]


def booked(outcomes: pd.DataFrame, deal: str, measure: str, *, second_hand: bool = True) -> list[Stated]:
    """Return what became of a deal by one measure, a figure per date, oldest first."""
    rows = [
        row for row in each(outcomes)
        if row.deal == deal and row.measure == measure and known(row.value) and (second_hand or row.read == "direct")
    ]  # fmt: skip
    return [together(str(row.date), [row], [None]) for row in sorted(rows, key=lambda row: str(row.date))]


def together(period: str, rows: Sequence[Any], others: Sequence[Any]) -> Stated:
    """Return rows of one period as one figure, that of the first."""
    values = [row.value for row in rows]
    return Stated(
        period, values[0], min(values), max(values), counted(values), [row[0] for row in rows],
        unique(row.source for row in rows), rows[0].confidence, rows[0].read == "second_hand",
        others[0] if known(others[0]) else None,
    )  # fmt: skip


def latest(found: Sequence[Stated]) -> Stated | None:
    """Return the newest of some figures, None of none."""
    return found[-1] if found else None


def trust(parts: Iterable[Any]) -> dict[str, Any]:
    """Return readings, ids, sources and the weakest grade of the figures behind a row; an unknown one is left out."""
    given = [part for part in parts if part is not None]
    return {
        "readings": given[0].readings if len(given) == 1 else counted(part.value for part in given),
        "ids": [name for part in given for name in part.ids],
        "sources": unique(source for part in given for source in part.sources),
        "confidence": weakest(part.confidence for part in given) if given else None,
        "second_hand": any(part.second_hand for part in given),
    }  # fmt: skip


def amounts(rows: Sequence[dict[str, Any]], columns: Sequence[str] = AMOUNTS) -> pd.DataFrame:
    """Return rows as a frame; one without a range of its own has low and high at its value."""
    whole = [{"low": row.get("value"), "high": row.get("value"), "tone": "peer"} | row for row in rows]
    return as_frame(whole, columns)


def named(terms: pd.DataFrame, code: str) -> tuple[str, str]:
    """Return the name of a term in English and in Arabic; a code without one is its own name."""
    found = next((row for row in each(terms) if row[0] == code), None)
    return (found.name, found.name_ar) if found else (code, code)


def in_arabic(terms: pd.DataFrame, name: str) -> str:
    """Return the Arabic of an English name of the terms, the name itself where none is known."""
    return next((row.name_ar for row in each(terms) if row.name == name), name)


def percent(part: Any, whole: Any) -> Any:
    """Return a share in percent, exact; None where either is unknown or the whole is nothing."""
    return part * Decimal(100) / whole if part is not None and whole else None
