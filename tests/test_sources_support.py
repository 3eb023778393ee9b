"""How many pages stand behind each figure, and how old they are, on toy tables counted by hand."""

from decimal import Decimal

import pandas as pd
import pytest

from analysis import sources
from tests.test_sources import frame

TERMS = frame(
    "term_id group name name_ar", ("support_one", "support", "one", "واحدة"), ("support_two", "support", "two", "اثنتان"),
    ("support_more", "support", "more", "أكثر"), ("table_readings", "table", "Readings", "قراءات"),
    ("table_companies", "table", "Companies", "شركات"),
)  # fmt: skip
NONE = {
    "outcomes": frame("outcome_id deal measure date source confidence read"),
    "talent": frame("talent_id lab measure period source confidence read"),
    "flows": frame("flow_id from_lab to_lab measure period source confidence read"),
}


@pytest.fixture
def facts():
    """Four figures: a price on three pages, users on two rows of one page, revenue of two years on one page each."""
    readings = frame(
        "reading_id subject measure source confidence read",
        ("1", "a", "price", "p", "filed", "direct"), ("2", "a", "price", "q", "reported", "direct"),
        ("3", "a", "price", "r", "estimated", "second_hand"),
        ("4", "a", "users", "p", "estimated", "direct"), ("5", "a", "users", "p", "estimated", "second_hand"),
    )  # fmt: skip
    companies = frame(
        "company_row_id company measure period counterparty source confidence read",
        ("6", "c", "revenue", "2024", None, "p", "filed", "direct"),
        ("7", "c", "revenue", "2025", None, "q", "estimated", "second_hand"),
    )
    return sources.supported({"readings": readings, "companies": companies, **NONE})


class TestSupport:
    def test_pages_not_rows_are_counted(self, facts):
        """Two rows of one page are one page; years of one company are figures of their own."""
        assert [one["pages"] for one in facts] == [3, 1, 1, 1]
        assert [one["confidence"] for one in facts] == ["filed", "estimated", "filed", "estimated"]
        assert [one["second_hand"] for one in facts] == [False, False, False, True]

    def test_alone(self, facts):
        """Three of four stand alone, two of these on estimates, one was relayed; the companies' always do."""
        found = sources.alone(facts, TERMS)
        assert (found["figures"], found["single"], found["single_pct"]) == (4, 3, 75)
        assert (found["weak"], found["weak_pct"], found["relayed"]) == (2, Decimal("66.7"), 1)
        assert (found["most_name"], found["most_name_ar"], found["most_pct"]) == ("Companies", "شركات", 100)

    def test_parts(self, facts):
        """Each table's figures add up over the parts of its bar."""
        drawn = sources.by_support(facts, TERMS)
        counts = {(row, part): count for row, part, count in zip(drawn["row"], drawn["part"], drawn["count"], strict=True)}
        assert counts["companies", "support_one"] == 2 and counts["readings", "support_more"] == 1
        assert sum(counts.values()) == 4 and set(drawn["row"]) == {"readings", "companies"}

    def test_nothing(self):
        """Of no figures nothing is said, and nothing is drawn."""
        none = dict.fromkeys(("readings", "companies"), NONE["outcomes"].iloc[:0])
        facts = sources.supported({**none, **NONE})
        assert facts == [] and set(sources.alone(facts, TERMS).values()) == {None}
        assert len(sources.by_support(facts, TERMS)) == 0


def dated(*days):
    """Sources that carry readings, with their days of publication."""
    return pd.DataFrame({"published": days, "tables": [["readings"]] * len(days)})


class TestAges:
    def test_partial_days_stand_at_the_end_of_their_period(self):
        """2014 is later than June 2014; the middle of three is the second."""
        listed = dated("2014", None, "2014-06", "2025-06-12")
        assert sources.ages(listed) == {"oldest": "2014-06", "middle": "2014", "newest": "2025-06-12"}

    def test_no_days(self):
        """Sources without a day have no age."""
        assert set(sources.ages(dated(None)).values()) == {None}

    def test_a_series_is_published_anew(self):
        """The day of a page of prices says nothing of its figures' age; a page that carries more than a series counts."""
        listed = dated("2014", "2026-07-01", "2025").assign(tables=[["readings"], ["prices"], ["fx", "companies"]])
        assert sources.ages(listed) == {"oldest": "2014", "middle": "2025", "newest": "2025"}


class TestSeries:
    def test_a_series_of_prices_is_no_heap_of_disclosures(self):
        """Six of eight rows are filed, but five of them are months of one page: of the three others one is."""
        columns = "id source confidence read"
        months = frame(columns, *((f"m{n}", "bureau", "filed", "direct") for n in range(5)))
        grades = (("1", "p", "filed"), ("2", "q", "reported"), ("3", "q", "estimated"))
        others = frame(columns, *((*row, "direct") for row in grades))
        cited = sources.rows({"prices": months, "readings": others})
        pages = frame("source_id title url published seed", ("bureau", "B", None, None, None), ("p", "P", None, None, None),
                      ("q", "Q", None, None, None))  # fmt: skip
        found = sources.summary(cited, sources.by_source(cited, pages))
        assert (found["rows"], found["filed_pct"], found["own"], found["own_filed_pct"]) == (8, 75, 3, Decimal("33.3"))
