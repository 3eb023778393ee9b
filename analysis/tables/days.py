"""Partial dates as days, and from which day a row counts as known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import numpy as np
import pandas as pd
from pandas.api.typing import NaTType

from .faults import DataFault, refusal, shown
from .figures import date_fault

MOMENT = "datetime64[us]"
# The column that holds a row's own date. For models and deals a second date may lie later than the row itself:
# what depends on it is unknown until then.
OWN_DATE = {
    "deals": "announced",
    "readings": "period",
    "talent": "period",
    "companies": "period",
    "fx": "period",
    "prices": "year",
    "models": "released",
}
LATER: Mapping[str, Mapping[str, Iterable[str]]] = {
    "deals": {"closed": ("closed", "status")},
    "models": {"arena_date": ("arena_date", "arena_score", "arena_rank")},
}
QUARTER = re.compile(r"([0-9]{4})-?Q([1-4])")
SPAN = re.compile(r"[0-9]{4}(?:-[0-9]{2})?(?:/| to |-)([0-9]{4}(?:-[0-9]{2})?)")


def period_start(values: pd.Series) -> pd.Series:
    """The first day of each partial ISO date, NaT where nothing is written."""
    return _moments(values, _strict, end=False)


def period_end(values: pd.Series) -> pd.Series:
    """The last day of each partial ISO date, NaT where nothing is written."""
    return _moments(values, _strict, end=True)


def _moments(values: pd.Series, reading: Callable[[str], str | None], *, end: bool) -> pd.Series:
    def moment(value: object) -> pd.Timestamp | NaTType:
        written = reading(str(value))
        return pd.NaT if written is None else _day(written, end=end)

    return each_once(values, moment)


def each_once(values: pd.Series, moment: Callable[[object], pd.Timestamp | NaTType]) -> pd.Series:
    """The moment of each value, worked out once for all rows that share it; NaT where nothing is written."""
    places, written = pd.factorize(values)
    moments = pd.Series([*map(moment, written), pd.NaT], dtype=MOMENT).to_numpy()
    return pd.Series(moments[places], values.index, dtype=MOMENT, name=values.name)


def _strict(value: str) -> str:
    fault = date_fault(value)
    if fault:
        raise DataFault([f"a period: {fault}"])
    return value


def _loose(value: str) -> str | None:
    """The partial date at which a period ends, None for one that has no place in the calendar, such as "2y"."""
    quarter, span = QUARTER.fullmatch(value), SPAN.fullmatch(value)
    if quarter:
        return f"{quarter[1]}-{int(quarter[2]) * 3:02}"
    closing = span[1] if span else value
    return None if date_fault(closing) else closing


def _day(value: str, *, end: bool) -> pd.Timestamp:
    parts = [int(part) for part in value.split("-")]
    first = pd.Timestamp(date(*[*parts, 1, 1][:3]))
    if not end or len(parts) == 3:
        return first
    return first + (pd.offsets.MonthEnd(0) if len(parts) == 2 else pd.offsets.YearEnd(0))


def as_day(value: str | date) -> pd.Timestamp:
    """The day up to which data is seen."""
    written = value.isoformat()[:10] if isinstance(value, date) else str(value)
    if len(written) != 10 or date_fault(written):
        raise refusal("as_of", shown(written), "a day such as 2026-09-02", "Write year, month and day.")
    return pd.Timestamp(written)


def known_from(name: str, frame: pd.DataFrame, published: pd.Series) -> pd.Series:
    """The day from which each row counts: the later of its source's date and its own, NaT when neither is known.

    A partial date counts at the end of its period. Of consumer prices a year counts when it is over, whatever the
    day of the compilation that it was copied from.
    """
    column = OWN_DATE.get(name, "date")
    empty = pd.Series(pd.NaT, frame.index, dtype=MOMENT)
    own = _moments(frame[column].astype("string"), _loose, end=True) if column in frame else empty
    if name == "prices":
        return own
    return pd.Series(np.fmax(own.to_numpy(), published.to_numpy()), frame.index, dtype=MOMENT)  # of NaT and a day the day


def written_together(frame: pd.DataFrame) -> pd.Series:
    """The days from which rows count when those that quote one document count from the latest of them: it is one text."""
    quoting = frame["start"].notna()
    return frame["known_from"].mask(quoting, frame[quoting].groupby("source")["known_from"].transform("max"))


def seen(name: str, frame: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The rows known by a day, with what lay later blanked out. Rows without any date stay."""
    known = frame["known_from"].isna() | (frame["known_from"] <= day)
    kept = frame.copy(deep=False) if known.all() else frame[known].reset_index(drop=True)
    for column, dependent in LATER.get(name, {}).items():
        if column in kept:
            later = period_end(kept[column]) > day
            for one in dependent:
                if one in kept:
                    kept[one] = kept[one].mask(later, None)
    return kept
