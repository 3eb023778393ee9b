"""Rows of a frame as plain Python hold what the frame holds."""

from decimal import Decimal

import pandas as pd

from analysis.rows import each, records

FRAME = pd.DataFrame(
    {
        "id": pd.Series(["a", None], dtype="str"),
        "value": pd.Series([Decimal("1.0"), None], dtype=object),
        "year": pd.Series([2024, None], dtype="Int64"),
        "day": pd.to_datetime(["2024-01-02", None]),
        "flag": [True, False],
        "list": pd.Series([["x"], []], dtype=object),
    }
)


class TestRows:
    def test_rows_hold_the_cells_of_the_frame(self):
        """Numbers, days and lists are the frame's own, in its order; what is missing stays missing."""
        first, second = each(FRAME)
        assert first[0] == "a" and type(first.id) is str and first.value is FRAME["value"][0] and first.year == 2024
        assert first.day == pd.Timestamp("2024-01-02") and first.flag is True and first.list is FRAME["list"][0]
        assert second.value is None and second.year is pd.NA and second.day is pd.NaT and second.id != second.id

    def test_records_are_the_same_by_name(self):
        """A record has every column, under its name."""
        assert [list(row) for row in records(FRAME)] == [list(FRAME.columns)] * 2
        assert records(FRAME)[0] == each(FRAME)[0]._asdict()

    def test_no_rows_are_none(self):
        """A frame without rows, or without columns, gives none."""
        assert each(FRAME.iloc[:0]) == [] and records(FRAME.iloc[:0]) == [] and each(pd.DataFrame()) == []
