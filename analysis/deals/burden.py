"""A deal's price beside what its buyer laid out on property and equipment, by each definition of that apart."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from ..provenance import counted, ranks
from ..rows import as_frame, each, known, records, unique, weakest
from .prices import Measured, left_out, listed
from .share import preference
from .worth import DEAL, bound, ends

HUNDRED = Decimal(100)
DEFINITIONS = {
    "capex": ("With principal paid on finance leases", "مع ما سُدد من أصل عقود الإيجار التمويلي"),
    "capex_purchases": ("Purchases alone, without finance leases", "المشتريات وحدها، من غير الإيجار التمويلي"),
}
HOW = ("Price ÷ capital expenditure of the year before", "الثمن ÷ الإنفاق الرأسمالي في السنة السابقة")
COLUMNS = [
    *DEAL, "measure", "measure_name", "measure_name_ar", "value", "low", "high", "bound", "unit", "input", "input_unit",
    "inputs", "spent_in", "same_year_pct", "definition", "definition_ar", "sources", "confidence", "second_hand", "rank",
]  # fmt: skip


def against_capex(frame: pd.DataFrame, companies: pd.DataFrame, *, company: str = "meta") -> Measured:
    """Return priced deals with their price in percent of the acquirer's capital expenditure of the year before: COLUMNS.

    Takes priced deals, in nominal dollars on both sides whatever money they are shown in. One row per deal and definition
    (the keys of DEFINITIONS) of which that year has a figure: a year's figure with leases and one without are never put
    together. low and high span the readings of the price; `bound` is "least" where the
    price is only known to be at least so much; `input` is the expenditure and `spent_in` its year;
    same_year_pct is the share of the deal's own year, which was known only after it, None where unknown. `rank` counts
    within a definition, largest share first. Left out: deals of whose year before neither is known ("no_capex").
    """
    rows, without = [], []
    sums = {measure: spending(companies, company, measure) for measure in DEFINITIONS}
    for deal in each(frame):
        year = deal.year if known(deal.year) else None
        used = {measure: known_in[f"{year - 1}"] for measure, known_in in sums.items()
                if year is not None and f"{year - 1}" in known_in}  # fmt: skip
        rows += [share_of(deal, measure, row, sums[measure].get(f"{year}")) for measure, row in used.items()]
        without.append(None if used else "no_capex")
    return Measured(in_order(rows), left_out(frame, without))


def burden(frame: pd.DataFrame) -> dict[str, Any]:
    """Return how the deal in question weighs in a frame of `against_capex`; what cannot be said is None.

    name, name_ar; per definition d of "with" and "without": d_pct, d_year, d_spent, d_same_year_pct, d_rank, d_count,
    d_top_name, d_top_name_ar, d_top_pct, d_top_year (the first of the other deals), d_times (its share ÷ the deal's) and
    d_grown (how many times its year's spending the deal's is), both None where the other's share is the smaller;
    d_confidence, d_second_hand.
    """
    found: dict[str, Any] = {"name": None, "name_ar": None}
    for key, measure in zip(("with", "without"), DEFINITIONS, strict=True):
        rows = sorted(records(frame[frame["measure"] == measure]), key=lambda row: (row["rank"], row["deal_id"]))
        ours = next((row for row in rows if row["tone"] == "deal"), None)
        top = next((row for row in rows if row["tone"] != "deal"), None)
        more = ours is not None and top is not None and top["value"] > ours["value"]
        names = {"pct": "value", "year": "spent_in", "spent": "input", "same_year_pct": "same_year_pct", "rank": "rank",
                 "confidence": "confidence", "second_hand": "second_hand"}  # fmt: skip
        tops = {"name": "target", "name_ar": "target_ar", "pct": "value", "year": "year"}
        found |= {f"{key}_{name}": cell(ours, column) for name, column in names.items()}
        found |= {f"{key}_top_{name}": cell(top, column) for name, column in tops.items()}
        found |= {
            f"{key}_count": counted(row["value"] for row in rows) if rows else None,
            f"{key}_times": top["value"] / ours["value"] if ours and top and more else None,
            f"{key}_grown": ours["input"] / top["input"] if ours and top and more else None,
        }
        if ours is not None:
            found |= {"name": ours["target"], "name_ar": ours["target_ar"]}
    return found


def spending(companies: pd.DataFrame, company: str, measure: str) -> dict[str, dict[str, Any]]:
    """Return one row of data per year for a definition: the best grade, read directly before second hand, then by id."""
    own = companies[
        (companies["company"] == company) & (companies["measure"] == measure) & (companies["unit"] == "USD")
    ]
    found: dict[str, dict[str, Any]] = {}
    for row in sorted(records(own), key=preference):
        if known(row["value"]) and row["value"] > 0:
            found.setdefault(str(row["period"]), row)
    return found


def share_of(deal: Any, measure: str, spent: Mapping[str, Any], same: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return one row of `against_capex`."""
    name, name_ar = DEFINITIONS[measure]
    low, high = ends(deal.readings_usd, deal.price_usd)
    prices = {"value": deal.price_usd, "low": low, "high": high}
    return {
        **{column: getattr(deal, column) for column in DEAL},
        "measure": measure, "measure_name": name, "measure_name_ar": name_ar,
        **{key: price * HUNDRED / spent["value"] for key, price in prices.items()},
        "bound": bound(deal, None), "unit": "percent", "input": spent["value"], "input_unit": "USD",
        "inputs": [deal.reading_id, spent["company_row_id"]], "spent_in": str(spent["period"]),
        "same_year_pct": deal.price_usd * HUNDRED / same["value"] if same else None,
        "definition": HOW[0], "definition_ar": HOW[1], "sources": unique([*deal.sources, spent["source"]]),
        "confidence": weakest([deal.confidence, spent["confidence"]]),
        "second_hand": bool(deal.second_hand) or spent["read"] == "second_hand",
    }  # fmt: skip


def in_order(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the rows as a frame, definition by definition, ranked within each."""
    kept = []
    for measure in DEFINITIONS:
        own = sorted((row for row in rows if row["measure"] == measure), key=lambda row: (-row["value"], row["deal_id"]))
        places = ranks([row["value"] for row in own])
        kept += [row | {"rank": place} for row, place in zip(own, places, strict=True)]
    frame = as_frame(kept, COLUMNS)
    return frame.assign(rank=listed([row["rank"] for row in kept], frame.index))


def cell(row: Mapping[str, Any] | None, column: str) -> Any:
    """Return a cell of a row that may be absent; a year as a plain number."""
    value = None if row is None or not known(row[column]) else row[column]
    return int(value) if column == "year" and value is not None else value
