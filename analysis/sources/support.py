"""How many pages stand behind each figure, and how old the pages are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..provenance import Cell, counted
from ..rows import GRADES, each, known
from .cells import made_up, names, share, tallied, text
from .listing import SERIES

# What makes two rows state one figure; what changes with time is one figure only within its own time.
FACTS = {
    "readings": ("subject", "measure"), "companies": ("company", "measure", "period", "counterparty"),
    "outcomes": ("deal", "measure", "date"), "talent": ("lab", "measure", "period"),
    "flows": ("from_lab", "to_lab", "measure", "period"),
}  # fmt: skip
LOOKS = {"support_more": "full", "support_two": "half", "support_one": "empty"}
END = {4: "-12-31", 7: "-31"}  # a partial date counts at the end of its period


def supported(tables: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """Return every figure of the tables of FACTS: table, cell (of its first row), pages (distinct sources), confidence.

    Series from one page by their nature (prices, exchange rates), and events and models with a row each, are no part of
    it. confidence is the best grade of any of its rows; second_hand that all were read in another text.
    """
    found: dict[tuple[Any, ...], list[Any]] = {}
    for name, columns in FACTS.items():
        for row in each(tables[name]):
            found.setdefault((name, *(text(getattr(row, column)) for column in columns)), []).append(row)
    return [
        {"table": key[0], "cell": Cell(key[0], rows[0][0], "source"), "pages": len({row.source for row in rows}),
         "confidence": min((row.confidence for row in rows), key=GRADES.index),
         "second_hand": all(row.read == "second_hand" for row in rows)}
        for key, rows in found.items()
    ]  # fmt: skip


def by_support(facts: list[dict[str, Any]], terms: pd.DataFrame) -> pd.DataFrame:
    """Return how many figures of each table one page states, two, or more, the largest table first; see `charts.parts`."""
    counts = tallied([(one["table"], part(one["pages"])) for one in facts], [one["cell"] for one in facts])
    sizes = {name: sum(one["table"] == name for one in facts) for name in FACTS}
    order = sorted((name for name in FACTS if sizes[name]), key=lambda name: (-sizes[name], name))
    told = names(terms)
    told |= {name: told[f"table_{name}"] for name in order if f"table_{name}" in told}
    return made_up([(name, one, look) for name in order for one, look in LOOKS.items()], counts, told)


def part(pages: int) -> str:
    """Return the part of a bar that a figure with so many pages belongs to."""
    return {1: "support_one", 2: "support_two"}.get(pages, "support_more")


def alone(facts: list[dict[str, Any]], terms: pd.DataFrame) -> dict[str, Any]:
    """Return how many figures rest on one page; what cannot be said is None.

    figures, single and single_pct; weak and weak_pct: those single ones whose page is an estimate or a relay; relayed: those
    read second hand; most_name, most_name_ar, most_pct: the table whose figures stand alone most often.
    """
    every = [one["cell"] for one in facts]
    single = [one for one in facts if one["pages"] == 1]
    if not facts:
        return dict.fromkeys(("figures", "single", "single_pct", "weak", "weak_pct", "relayed", "most_name", "most_name_ar",
                              "most_pct"))  # fmt: skip
    lone = counted((one["cell"] for one in single), of=every)
    weak = counted((one["cell"] for one in single if one["confidence"] == GRADES[-1]), of=[one["cell"] for one in single])
    told, shares = names(terms), {}
    for name in FACTS:
        own = [one["cell"] for one in facts if one["table"] == name]
        if own:
            shares[name] = share(counted([one["cell"] for one in single if one["table"] == name], of=own), counted(own))
    most = max(shares, key=lambda name: (shares[name], name))
    english, arabic = told.get(f"table_{most}", (most, most))
    return {
        "figures": counted(every), "single": lone, "single_pct": share(lone, counted(every)), "weak": weak,
        "weak_pct": share(weak, lone), "most_name": english, "most_name_ar": arabic, "most_pct": shares[most],
        "relayed": counted((one["cell"] for one in single if one["second_hand"]), of=[one["cell"] for one in single]),
    }  # fmt: skip


def ages(listed: pd.DataFrame) -> dict[str, Any]:
    """Return the oldest and the newest day of publication of a frame of `by_source`, and the middle one; all None of none.

    A page that carries nothing but a series is left out: it is published anew, while its rows count from their own days.
    `middle` is the day of the source that stands halfway in the order of days: half of those dated are no older.
    """
    stated = (text(row.published) for row in each(listed) if known(row.published) and not set(row.tables) <= set(SERIES))
    days = sorted(stated, key=lambda day: (last_day(day), day))
    if not days:
        return dict.fromkeys(("oldest", "newest", "middle"))
    return {"oldest": days[0], "newest": days[-1], "middle": days[len(days) // 2]}


def last_day(day: str) -> str:
    """Return the last day of the period that a partial date names, as text that sorts."""
    return day + END.get(len(day), "")
