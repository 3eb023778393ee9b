"""All readings of a subject beside the chosen one, and those that lie further apart than a set distance."""

import csv
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from analysis import tables

DATA = Path(__file__).parents[1] / "data"


def reading(name, low, high=..., **other):
    """One reading of the price of `deal` in a day of 2025."""
    low, high = (end if end is None else Decimal(str(end)) for end in (low, low if high is ... else high))
    return {
        "reading_id": name, "subject": "deal", "measure": "price", "period": "2025-06-12", "low": low, "high": high,
        "unit": "USD", "basis": "reported", "source": f"page-{name}", "confidence": "reported", "read": "direct",
        "hedge": None, "start": None, "end": None, "known_from": pd.Timestamp("2025-06-13"),
    } | other  # fmt: skip


def found(*rows, distance=tables.DISTANCE):
    """Conflicts as plain rows, the same in whatever order the readings come."""
    both = [tables.conflicts(pd.DataFrame(order), distance) for order in (list(rows), list(reversed(rows)))]
    pd.testing.assert_frame_equal(*both)
    return both[0].to_dict("records")


class TestConflicts:
    """Readings conflict when most is more than the set number of times least."""

    def test_what_is_told(self):
        """Who and what, how many, least, most, how far apart, and the readings in the order of what they state."""
        (row,) = found(reading("b", 15), reading("a", 12), reading("c", 13, 14))

        assert pd.isna(row.pop("period"))
        assert row == {
            "subject": "deal", "measure": "price", "unit": "USD", "count": 3, "least": 12, "most": 15,
            "ratio": Decimal("1.25"), "reading_ids": ["a", "c", "b"],
        }  # fmt: skip

    def test_the_distance_itself_is_no_conflict(self):
        """Only what lies further apart than the distance is told."""
        assert found(reading("a", 100), reading("b", 105)) == []
        assert len(found(reading("a", 100), reading("b", "105.01"))) == 1
        assert found(reading("a", 100), reading("b", 110), distance=Decimal("1.10")) == []
        assert len(found(reading("a", 100), reading("b", "100.01"), distance=Decimal(1))) == 1

    def test_one_voice(self):
        """One reading, and readings that all give the same range, disagree with nobody."""
        assert found(reading("a", 1, 9)) == []
        assert found(reading("a", 400, 500), reading("b", 400, 500)) == []

    def test_subjects_measures_and_units_apart(self):
        """Figures are held only against their like."""
        first = reading("a", 1)
        for other in ({"subject": "other"}, {"measure": "revenue"}, {"unit": "SAR"}):
            assert found(first, reading("b", 9, **other)) == []

    def test_prices_of_any_day(self):
        """A price is the deal's, at the announcement or at the close."""
        assert len(found(reading("a", 16), reading("b", 22, period="2025-10-06"))) == 1

    @pytest.mark.parametrize(("one", "other", "period"), [
        ("2014", "2014", "2014"), ("2014", "2014-02-19", "2014"), ("2014-02", "2014-02-19", "2014-02"),
        ("2014", "2015", None), ("2014-02", "2014-10", None), (None, None, None), ("2014", None, None),
    ])  # fmt: skip
    def test_periods(self, one, other, period):
        """Other measures change with time: they are compared where one period holds the other."""
        rows = [reading(str(n), n, measure="users", unit="people", period=when) for n, when in ((1, one), (2, other))]
        assert [row["period"] for row in found(*rows)] == ([period] if period else [])

    def test_floors_and_ceilings(self):
        """A floor contradicts only what lies below it, a ceiling only what lies above."""
        assert found(reading("a", 400, None), reading("b", 1000)) == []
        assert found(reading("a", 400, None), reading("b", 900, None)) == []
        assert [(row["least"], row["most"]) for row in found(reading("a", 400, None), reading("b", 300))] == [(300, 400)]
        assert found(reading("a", None, 400), reading("b", 300)) == []
        assert [(row["least"], row["most"]) for row in found(reading("a", None, 400), reading("b", 600))] == [(400, 600)]

    def test_nothing_and_something(self):
        """From zero everything is infinitely far."""
        (row,) = found(reading("a", 0), reading("b", 3))
        assert row["ratio"] == Decimal("Infinity")

    def test_widest_first(self):
        """The list begins with the widest."""
        rows = [reading(f"{name}{n}", n, subject=name) for name, n in (("x", 1), ("x", 2), ("y", 1), ("y", 3))]
        assert [row["subject"] for row in found(*rows)] == ["y", "x"]

    def test_distance_below_one(self):
        """No reading is nearer than equal."""
        with pytest.raises(tables.DataFault, match=r"distance: found 0\.9, expected 1 or more, as 1\.05"):
            tables.conflicts(pd.DataFrame([reading("a", 1)]), Decimal("0.9"))

    def test_none_at_all(self):
        """Without readings there are no conflicts, and the columns stand."""
        empty = tables.conflicts(tables.load("readings").head(0))
        assert empty.empty and "reading_ids" in empty

    @pytest.mark.parametrize("subject", ["facebook-whatsapp-2014", "meta-scale-ai-2025"])
    def test_own_data(self, subject):
        """WhatsApp's and Scale AI's prices are among them, with the ends that plain csv finds in the file."""
        with (DATA / "readings.csv").open(encoding="utf-8", newline="") as file:
            prices = [row for row in csv.DictReader(file) if (row["subject"], row["measure"]) == (subject, "price")]
        ends = [int(row[side]) for row in prices for side in ("low", "high")]

        all_found = tables.conflicts(tables.load("readings"))
        (row,) = all_found[(all_found["subject"] == subject) & (all_found["measure"] == "price")].to_dict("records")

        assert (row["count"], row["least"], row["most"]) == (len(prices), min(ends), max(ends))
        assert sorted(row["reading_ids"]) == sorted(one["reading_id"] for one in prices)


class TestReadingsOf:
    """Every reading stays visible beside the chosen one."""

    def test_the_chosen_first(self):
        """All readings of the measure, best first, the chosen one marked; count and range are the subject's."""
        rows = [
            reading("a", 15, start=1, end=2), reading("b", 14, basis="closed"), reading("c", 13, basis="announced"),
            reading("d", 5, subject="other"), reading("e", 49, measure="stake"),
        ]  # fmt: skip
        frame = tables.readings_of(pd.DataFrame(rows))

        assert frame["reading_id"].tolist() == ["c", "b", "a", "d"]
        assert frame["place"].tolist() == [1, 2, 3, 1]
        assert frame["chosen"].tolist() == [True, False, False, True]
        assert frame[["count", "least", "most"]].values.tolist() == [[3, 13, 15]] * 3 + [[1, 5, 5]]
        assert frame["source"].tolist() == ["page-c", "page-b", "page-a", "page-d"]

    def test_another_basis(self):
        """With another basis another reading is chosen, and the same ones are seen."""
        rows = pd.DataFrame([reading("b", 14, basis="closed"), reading("c", 13, basis="announced")])
        frames = [tables.readings_of(rows, basis=basis) for basis in ("announced", "closed")]

        assert [frame.loc[frame["chosen"], "reading_id"].item() for frame in frames] == ["c", "b"]
        assert [sorted(frame["reading_id"]) for frame in frames] == [["b", "c"]] * 2

    @pytest.mark.parametrize("measure", ["price", "users", "staff"])
    def test_own_data(self, measure):
        """No reading is lost, and the chosen ones are those of `choose`."""
        readings = tables.load("readings")
        frame = tables.readings_of(readings, measure)

        assert sorted(frame["reading_id"]) == sorted(readings.loc[readings["measure"] == measure, "reading_id"])
        assert frame.loc[frame["chosen"], "reading_id"].tolist() == tables.choose(readings, measure)["reading_id"].tolist()
