"""What a deal cost for each person who moved with it, and for each who worked there: arithmetic, never anybody's pay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..provenance import Cell, counted, ranks
from ..rows import as_frame, each, known, records, unique, weakest
from .prices import listed, with_names, years
from .worth import DEAL, bound, ends

KIND = "license_and_hire"
MEASURES = {
    "per_mover": ("Per person who moved", "لكل شخص انتقل"),
    "per_staff": ("Per person who worked there", "لكل من كان يعمل فيها"),
}
DEFINITIONS = {
    "per_mover": ("Price ÷ people who moved to the buyer", "الثمن ÷ المنتقلين إلى المشتري"),
    "per_staff": ("Price ÷ all people on the staff", "الثمن ÷ كل العاملين في الشركة"),
}
COLUMNS = [
    *DEAL, "measure", "measure_name", "measure_name_ar", "value", "low", "high", "bound", "unit", "price", "input",
    "input_unit", "inputs", "definition", "definition_ar", "sources", "confidence", "second_hand", "rank",
]  # fmt: skip


def per_head(
    frame: pd.DataFrame, deals: pd.DataFrame, terms: pd.DataFrame, *, hired: pd.DataFrame, staff: pd.DataFrame
) -> pd.DataFrame:
    """Return licences with hiring, and the deal in question, with their price per person: COLUMNS.

    Takes a frame of `by_size`, the deals that it was made of, and one chosen reading per subject of the people who moved
    and of all on the staff. A row per deal and measure (the keys of MEASURES): the price in the frame's money over the
    number. A number that is only a ceiling makes the value a floor (`bound` "least"), one that is only a floor makes it a
    ceiling ("most"); see `worth.bound`. low and high span the readings of price and number. Of a licence whose price or
    number was not published the value is None and the row is kept, last: it is unknown, not nothing; those without a
    price only where the frame has licences at all. The deal in question has a row only where its number is known, since
    it bought a stake. `rank` counts the known values of a measure, largest first.
    """
    bought = [row for row in each(frame) if row.kind == KIND or row.tone == "deal"]
    licences = any(row.kind == KIND for row in bought)
    rows = []
    for measure, people in zip(MEASURES, (by_subject(hired), by_subject(staff)), strict=True):
        rows += [line(row, measure, people.get(row.deal_id)) for row in bought
                 if row.tone != "deal" or row.deal_id in people]  # fmt: skip
        rows += [line(row, measure, None) for row in unpriced(deals, terms, set(frame["deal_id"]))] if licences else []
    return in_order(rows)


def costliest(frame: pd.DataFrame) -> dict[str, Any]:
    """Return what a frame of `per_head` says; what cannot be said is None.

    Of the licences with hiring: deals, counted (those whose price and number of movers are known), unknown (the others).
    Prefixed each with name, name_ar, people, ends (low and high over the readings), or at_least or at_most where the value
    is only such a bound: top, the largest per mover; floor, the first of which only a
    floor is known; ours, the deal in question per head of its staff; peer, the licence largest by that. confidence,
    second_hand: of the top.
    """
    moved = [row for row in records(frame) if row["measure"] == "per_mover" and row["kind"] == KIND]
    worked = [row for row in records(frame) if row["measure"] == "per_staff" and known(row["value"])]
    told = [row for row in moved if known(row["value"])]
    top = next((row for row in told if row["bound"] is None), None)
    cells = [Cell("deals", row["deal_id"], "kind") for row in moved]
    known_ones = [one for one, row in zip(cells, moved, strict=True) if known(row["value"])]
    return {
        "deals": counted(cells) or None, "counted": counted(known_ones, of=cells) if cells else None,
        "unknown": counted([one for one in cells if one not in known_ones], of=cells) if cells else None,
        **of("top", top), **of("floor", next((row for row in told if row["bound"] == "least"), None)),
        **of("ours", next((row for row in worked if row["tone"] == "deal"), None)),
        **of("peer", next((row for row in worked if row["tone"] != "deal"), None)),
        "confidence": top["confidence"] if top else None, "second_hand": top["second_hand"] if top else None,
    }  # fmt: skip


def of(prefix: str, row: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return name, number of people and ends or bound of a row that may be absent, each under a prefix."""
    bound, columns = row["bound"] if row else None, ("target", "target_ar", "input")
    name, name_ar, people = (row[column] if row else None for column in columns)
    value = row["value"] if row else None
    found = {
        "name": name, "name_ar": name_ar, "people": people,
        "at_least": value if bound == "least" else None, "at_most": value if bound == "most" else None,
        "ends": (row["low"], row["high"]) if row and not bound else None,
    }  # fmt: skip
    return {f"{prefix}_{key}": one for key, one in found.items()}


def unpriced(deals: pd.DataFrame, terms: pd.DataFrame, priced: set[str]) -> list[Any]:
    """Return the licences with hiring that have no price, as rows of a frame that has."""
    lost = deals[(deals["kind"] == KIND) & ~deals["deal_id"].isin(list(priced))]
    return each(with_names(lost, terms, ("acquirer",)).assign(year=years(lost["announced"]), tone="field"))


def by_subject(chosen: pd.DataFrame) -> dict[str, Any]:
    """Return the chosen reading of each subject whose number is known at one end at least."""
    return {row.subject: row for row in each(chosen) if known(row.least) and row.least > 0}


def line(row: Any, measure: str, people: Any | None) -> dict[str, Any]:
    """Return one row of `per_head`; without a price or a number its value is unknown."""
    name, name_ar = MEASURES[measure]
    definition, definition_ar = DEFINITIONS[measure]
    price = getattr(row, "value", None)
    told = {
        **{column: getattr(row, column) for column in DEAL}, "measure": measure, "measure_name": name,
        "measure_name_ar": name_ar, "definition": definition, "definition_ar": definition_ar,
        "unit": getattr(row, "currency", None), "price": price, "sources": list(getattr(row, "sources", [])),
        "confidence": getattr(row, "confidence", "estimated"), "second_hand": bool(getattr(row, "second_hand", False)),
    }  # fmt: skip
    if people is None or not known(price):
        return told
    number = people.value if known(people.value) else people.most
    low, high = ends(row.readings, row.value)
    return told | {
        "value": price / number, "low": low / people.most, "high": high / people.least,
        "bound": bound(row, people._asdict()),
        "input": number, "input_unit": "people", "inputs": [row.reading_id, people.reading_id],
        "sources": unique([*row.sources, people.source]), "confidence": weakest([row.confidence, people.confidence]),
        "second_hand": bool(row.second_hand) or people.read == "second_hand",
    }  # fmt: skip


def in_order(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the rows as a frame, measure by measure: the known values ranked, then those unknown, by id."""
    unit = next((row["unit"] for row in rows if row["unit"]), "USD")
    kept = []
    for measure in MEASURES:
        own = [row | {"unit": unit} for row in rows if row["measure"] == measure]
        told = sorted((row for row in own if known(row.get("value"))), key=lambda row: (-row["value"], row["deal_id"]))
        places = ranks([row["value"] for row in told])
        kept += [row | {"rank": place} for row, place in zip(told, places, strict=True)]
        kept += sorted((row for row in own if not known(row.get("value"))), key=lambda row: str(row["deal_id"]))
    frame = as_frame(kept, COLUMNS)
    return frame.assign(rank=listed([row.get("rank") for row in kept], frame.index))
