"""What a row of data states, whichever table it is of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from ..provenance import Cell, Count
from ..rows import each, known
from .cells import Names, called, names, text

Statement = dict[str, Any]


def statements(tables: Mapping[str, pd.DataFrame], terms: pd.DataFrame, deals: pd.DataFrame) -> dict[str, Statement]:
    """Return what every row of some tables states, under its id; the earlier table keeps an id that two have.

    A statement has kind (event, amount, flag, move, model), table, date, source, confidence, second_hand and, in both
    languages where they are names, what its kind needs: text; subject, measure, low, high, unit; from_name, to_name.
    """
    told = names(terms, deals)
    found: dict[str, Statement] = {}
    for name, frame in tables.items():
        for row in each(frame) if name in KINDS else ():
            stated = KINDS[name](row, told)
            found.setdefault(row[0], {"table": name, **stated, **cited(row), **behind(stated)})
    return found


def cited(row: Any) -> Statement:
    """Return where a row has its figure from."""
    return {"source": row.source, "confidence": row.confidence, "second_hand": row.read == "second_hand"}


def behind(stated: Statement) -> Statement:
    """Return the page that a part of a row is from, where it has one of its own."""
    return {"source": stated["page"]} if stated.get("page") else {}


def pair(name: str, both: tuple[str, str]) -> Statement:
    """Return a name in English and in Arabic."""
    return {name: both[0], f"{name}_ar": both[1]}


def event(row: Any, told: Names) -> Statement:
    return {"kind": "event", "text": row.event, "text_ar": row.event_ar, "date": text(row.date)}


def amount(subject: str, value: str, date: str) -> Callable[[Any, Names], Statement]:
    """Return the reader of a table whose rows hold one value of one measure."""

    def read(row: Any, told: Names) -> Statement:
        figure = getattr(row, value)
        unit = "percent" if value.endswith("_pct") else text(getattr(row, "unit", ""))
        kind = "flag" if unit == "flag" else "amount"
        return {"kind": kind, **pair("subject", called(getattr(row, subject), told)),
                **pair("measure", whose(row, called(row.measure, told), told)), "low": figure, "high": figure,
                "unit": plain(unit), "date": text(getattr(row, date))}  # fmt: skip

    return read


def whose(row: Any, measure: tuple[str, str], told: Names) -> tuple[str, str]:
    """Return the name of a measure with the other party that a row names, such as the customer who spends."""
    other = text(getattr(row, "counterparty", ""))
    if not other or other == called(getattr(row, "company", ""), told)[0]:
        return measure
    party = next((both for both in told.values() if both[0] == other), (other, other))
    return f"{measure[0]} ({party[0]})", f"{measure[1]} ({party[1]})"


def reading(row: Any, told: Names) -> Statement:
    """Return a reading, whose ends may differ or be unknown."""
    return {**amount("subject", "low", "period")(row, told), "low": row.low, "high": row.high}


def move(row: Any, told: Names) -> Statement:
    """Return a move; what is no employer stands for itself, since no preposition fits all names of groups."""
    unit = {"people": "people", "ratio": "ratio"}.get(row.measure, "percent")
    kind = "members" if row.to_lab.startswith(("left-", "still-")) else "move"
    return {"kind": kind, **pair("from_name", called(row.from_lab, told)), **pair("to_name", called(row.to_lab, told)),
            "low": row.value, "high": row.value, "unit": unit, "date": text(row.date) or text(row.period)}  # fmt: skip


def model(row: Any, told: Names) -> Statement:
    """Return a model; of its rank the board's page is the source, which the table grades no apart from the row."""
    cell = Cell("models", row.model_id, "arena_rank")
    rank = Count(int(row.arena_rank), cell) if known(row.arena_rank) else None
    return {"kind": "model", **pair("subject", (row.model, row.model)), "date": text(row.released), "rank": rank,
            "page": text(row.arena_source) if rank is not None else "", "arena_date": text(row.arena_date)}  # fmt: skip


def plain(unit: str) -> str | None:
    """Return the unit in which an amount is written: money per year is money; what has no noun stays bare."""
    return "USD" if unit.startswith("usd_per") else {"": None, "flag": None}.get(unit, unit)


KINDS: dict[str, Callable[[Any, Names], Statement]] = {
    "events": event, "readings": reading, "flows": move, "models": model,
    "outcomes": amount("deal", "value", "date"), "companies": amount("company", "value", "period"),
    "talent": amount("lab", "value_pct", "period"),
}  # fmt: skip
