"""What the cells of one row owe each other, in every table that has these columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

CURRENCY = "[A-Z]{3}"
POSITIVE = "a price above zero. Leave the field empty when the price is unknown; correct it when the sign is wrong."
SHARE = "a stake of at most 100 percent. Correct the figure."


@dataclass(frozen=True)
class RowRule:
    """A relation between columns: whose cell is blamed, which rows break it, and what is expected there."""

    columns: tuple[str, ...]
    blamed: str
    broken: Callable[[pd.DataFrame], pd.Series]
    expected: str


def _above(frame: pd.DataFrame, lower: str, upper: str, *, equal: bool = False) -> pd.Series:
    """Whether the lower end lies above the upper one; an end that is unknown never does."""
    ends = frame.loc[frame[lower].notna() & frame[upper].notna(), [lower, upper]].astype(object)
    return _among(frame, ends[lower] >= ends[upper] if equal else ends[lower] > ends[upper])


def _among(frame: pd.DataFrame, answers: pd.Series) -> pd.Series:
    """Answers for some rows as answers for all: of the others nothing is wrong."""
    return answers.astype(bool).reindex(frame.index, fill_value=False)


def _measured(frame: pd.DataFrame, measure: str) -> pd.Series:
    return frame["measure"].eq(measure).fillna(False).astype(bool)


def _not_positive(frame: pd.DataFrame, side: str) -> pd.Series:
    return _among(frame, frame.loc[_measured(frame, "price") & frame[side].notna(), side].astype(object) <= 0)


def _over_whole(frame: pd.DataFrame, side: str) -> pd.Series:
    return _among(frame, frame.loc[_measured(frame, "stake") & frame[side].notna(), side].astype(object) > 100)


def _no_currency(frame: pd.DataFrame) -> pd.Series:
    return _measured(frame, "price") & ~frame["unit"].str.fullmatch(CURRENCY).fillna(False).astype(bool)


def _half_a_span(frame: pd.DataFrame) -> pd.Series:
    return _above(frame, "start", "end", equal=True) | (frame["start"].isna() ^ frame["end"].isna())


def _closed_early(frame: pd.DataFrame) -> pd.Series:
    """Whether a closing date lies before the announcement, as far as the shorter of the two tells."""
    both = frame.loc[frame["announced"].notna() & frame["closed"].notna(), ["announced", "closed"]]
    pairs = zip(both["announced"].tolist(), both["closed"].tolist(), strict=True)
    return _among(frame, pd.Series([b[: len(a)] < a[: len(b)] for a, b in pairs], both.index, dtype=bool))


ROW_RULES = (
    RowRule(
        ("low", "high"),
        "low",
        lambda frame: _above(frame, "low", "high"),
        "a low figure that is not above the high one. Exchange the two or correct one.",
    ),
    RowRule(
        ("low", "high"),
        "low",
        lambda frame: frame["low"].isna() & frame["high"].isna(),
        "a figure in low, in high or in both. Write what the source states, or remove the row.",
    ),
    RowRule(("measure", "low"), "low", lambda frame: _not_positive(frame, "low"), POSITIVE),
    RowRule(("measure", "high"), "high", lambda frame: _not_positive(frame, "high"), POSITIVE),
    RowRule(("measure", "low"), "low", lambda frame: _over_whole(frame, "low"), SHARE),
    RowRule(("measure", "high"), "high", lambda frame: _over_whole(frame, "high"), SHARE),
    RowRule(
        ("measure", "low", "unit"),
        "unit",
        _no_currency,
        "the code of a currency, since this is a price. Write its three letters, such as USD.",
    ),
    RowRule(
        ("start", "end"),
        "start",
        _half_a_span,
        "a start below the end, or both empty. Point start and end at the words of the seed.",
    ),
    RowRule(
        ("announced", "closed"),
        "closed",
        _closed_early,
        "a closing date that is not before the announcement. Correct one of the two.",
    ),
)
