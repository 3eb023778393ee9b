"""Rows of talent data: which may stand side by side, which is preferred, and what they cite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..rows import GRADES, each, known, unique

# One employer's units, the one in question first: its counts are taken where those of others differ.
META = ("meta-superintelligence-labs", "meta-tbd-lab", "meta", "meta-ai-division")
FIRMS = ("company", "lab")  # groups of terms that name an employer; anything else names a cohort


class MixedMeasures(ValueError):
    """Figures of different measures or periods put side by side."""


def comparable(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame unchanged when its rows state one measure of one period; MixedMeasures otherwise."""
    kinds = sorted({f"{measure} of {period}" for measure, period in zip(frame["measure"], frame["period"], strict=True)})
    if len(kinds) > 1:
        raise MixedMeasures(
            f"talent: found {', '.join(kinds)} in one comparison, expected one measure of one period. "
            "Show them apart: none can be subtracted from or ranked with another."
        )
    return frame


def usable(frame: pd.DataFrame, value: str, second_hand: bool) -> pd.Series:
    """Return which rows state a value and may count: those read second hand only when asked for."""
    stated = pd.Series([known(each) for each in frame[value]], index=frame.index, dtype=bool)
    return stated & ((frame["read"] == "direct") | second_hand)


def grade(row: Any) -> tuple[int, bool]:
    """Return the order in which rows are preferred: the best grade, then what was read directly."""
    return GRADES.index(row.confidence), row.read == "second_hand"


def cited(rows: Sequence[Any]) -> dict[str, Any]:
    """Return the sources of all rows, and the confidence and second_hand of the first, whose figure is taken."""
    return {
        "sources": unique(row.source for row in rows),
        "confidence": rows[0].confidence,
        "second_hand": rows[0].read == "second_hand",
    }


def named(rows: Sequence[Mapping[str, Any]], terms: pd.DataFrame, columns: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the rows with `<prefix>name` and `<prefix>name_ar` for each column; a code without a term is its name."""
    told = {row.term_id: (row.name, row.name_ar) for row in each(terms[["term_id", "name", "name_ar"]])}
    found = []
    for row in rows:
        texts = {prefix: told.get(row[column], (row[column], row[column])) for column, prefix in columns.items()}
        named = {prefix + key: text[i] for prefix, text in texts.items() for i, key in enumerate(("name", "name_ar"))}
        found.append({**row, **named})
    return found


def firms(terms: pd.DataFrame) -> set[str]:
    """Return the terms that name an employer."""
    return set(terms.loc[terms["group"].isin(FIRMS), "term_id"])


def column(values: Iterable[Any], index: pd.Index) -> pd.Series:
    """Return a column of Python objects: whole numbers keep their origin, unknown ones are None."""
    return pd.Series([value if known(value) else None for value in values], index=index, dtype=object)


def cell(row: Any, column: str) -> Any:
    """Return a cell of a row that may be absent; an unknown one is None."""
    value = getattr(row, column, None)
    return None if not known(value) else value.item() if isinstance(value, np.integer) else value
