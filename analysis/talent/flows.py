"""Who moves where: ratios between two labs, and people named or counted in print."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from ..provenance import counted
from ..rows import as_frame, each, unique
from .rows import META, cell, cited, firms, grade, named, usable

FLOWS = [
    "from_lab", "from_name", "from_name_ar", "to_lab", "to_name", "to_name_ar", "label", "label_ar", "measure", "value",
    "low", "high", "periods", "readings", "flow_ids", "sources", "confidence", "second_hand", "tone",
]  # fmt: skip
ENDS = {"from_lab": "from_", "to_lab": "to_"}


def flow_ratios(
    flows: pd.DataFrame, terms: pd.DataFrame, *, labs: Collection[str] = (), ours: Collection[str] = META,
    second_hand: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Return how many leave one lab for another per one who goes the other way, the most lopsided first: FLOWS.

    Pages that round one figure differently are one row: `value` is the best graded and, of equals, the one with the
    most decimals; low and high span them all. Only pairs of employers.
    """
    known_firms = firms(terms)
    rows = flows[flows["from_lab"].isin(known_firms) & flows["to_lab"].isin(known_firms)]
    return largest_first(pairs(rows, terms, "ratio", ours, labs, second_hand, most_precise))


def flow_people(
    flows: pd.DataFrame, terms: pd.DataFrame, *, smallest: int = 1, labs: Collection[str] = (),
    ours: Collection[str] = META, second_hand: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Return how many people moved between two employers as print has it, the most first: FLOWS, one row per pair.

    low and high are the smallest and largest count published for the pair over all periods, `value` the high one. The
    counts are never added: pages overlap in ways that they do not state. `smallest` drops pairs whose high is below it.
    Cohorts such as "left" are no destination and not here; an absent pair is unknown, not zero.
    """
    known_firms = firms(terms)
    rows = flows[flows["from_lab"].isin(known_firms) & flows["to_lab"].isin(known_firms)]
    found = largest_first(pairs(rows, terms, "people", ours, labs, second_hand, most_people))
    return found[pd.Series([value >= smallest for value in found["high"]], dtype=bool)].reset_index(drop=True)


def lopsided(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the most lopsided pair of a frame of FLOWS and how often the lab in question appears.

    count; from_name, to_name (each with _ar), value, low, high, readings, confidence: of the first row, None when there
    is none; ours: the number of pairs with one of our units; ours_most: the highest value among them, or None.
    """
    columns = ("from_name", "from_name_ar", "to_name", "to_name_ar", "value", "low", "high", "readings", "confidence")
    first = next(iter(each(frame)), None)
    ours = list(frame.loc[frame["tone"] == "deal", "value"])
    return {
        "count": counted(frame["value"]), **{name: cell(first, name) for name in columns},
        "ours": counted(ours, of=frame["value"]), "ours_most": max(ours, default=None),
    }  # fmt: skip


def pairs(
    flows: pd.DataFrame, terms: pd.DataFrame, measure: str, ours: Collection[str], labs: Collection[str],
    second_hand: bool, order: Callable[[Any], Any],
) -> pd.DataFrame:  # fmt: skip
    """Return one row per pair of ends for a measure; `order` says which reading is taken."""
    rows = flows[(flows["measure"] == measure) & usable(flows, "value", second_hand)]
    if labs:
        rows = rows[rows["from_lab"].isin(list(labs)) | rows["to_lab"].isin(list(labs))]
    groups = rows.groupby(["from_lab", "to_lab"], dropna=False, sort=True)
    found = [one_pair(sorted(each(group), key=order), ours) for _, group in groups]
    told = [labelled(row) for row in named(found, terms, ENDS)]
    return as_frame(told, FLOWS)


def one_pair(rows: Sequence[Any], ours: Collection[str]) -> dict[str, Any]:
    """Return one row for all readings of a pair, the preferred first."""
    first, values = rows[0], [row.value for row in rows]
    return {
        "from_lab": first.from_lab, "to_lab": first.to_lab, "measure": first.measure, "value": first.value,
        "low": min(values), "high": max(values), "periods": unique(str(row.period) for row in rows),
        "readings": counted(values), "flow_ids": [row.flow_id for row in rows], **cited(rows),
        "tone": "deal" if first.from_lab in ours or first.to_lab in ours else "field",
    }  # fmt: skip


def labelled(row: dict[str, Any]) -> dict[str, Any]:
    """Return the row with the pair in words, where an arrow would turn round with the script."""
    return {
        **row,
        "label": f"{row['from_name']} to {row['to_name']}",
        "label_ar": f"من {row['from_name_ar']} إلى {row['to_name_ar']}",
    }


def most_precise(row: Any) -> tuple[Any, ...]:
    """Return the order in which readings of a ratio are preferred."""
    return *grade(row), decimals(row.value), row.flow_id


def most_people(row: Any) -> tuple[Any, ...]:
    """Return the order in which counts of people are preferred: each counts some, the largest counts most."""
    return -row.value, *grade(row), row.flow_id


def decimals(value: Decimal) -> int:
    """Return the exponent of a number's last digit: the lower, the more precise."""
    return int(value.as_tuple().exponent)


def largest_first(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows by value, the largest first."""
    keys = list(zip([-value for value in frame["value"]], frame["from_lab"], frame["to_lab"], strict=True))
    return frame.iloc[sorted(range(len(frame)), key=keys.__getitem__)].reset_index(drop=True)
