"""What two-year retention means a year, beside moves to rivals: two definitions that no function puts together."""

from decimal import Decimal

import pytest

from analysis import charts, talent
from analysis.provenance import Cell, Figure, origin_of
from tests.test_talent import table

D = Decimal
TERMS = table(
    "term_id group name name_ar", ("meta", "company", "Meta", "ميتا"), ("anthropic", "lab", "Anthropic", "Anthropic"),
    ("google", "company", "Google", "جوجل"),
)  # fmt: skip
PEOPLE = table(
    "talent_id lab measure period value_pct sample_size definition definition_ar source confidence read",
    ("m2", "meta", "retention_rate", "2y", D(64), None, "d", "ت", "press", "reported", "direct"),
    ("m2b", "meta", "retention_rate", "2y", D(81), None, "d", "ت", "blog", "estimated", "direct"),
    ("a2", "anthropic", "retention_rate", "2y", D("90.25"), None, "d", "ت", "press", "reported", "direct"),
    ("m1", "meta", "attrition_rate", "2024", D(10), None, "r", "م", "press", "reported", "second_hand"),
    ("g1", "google", "attrition_rate", "2024", D(20), None, "r", "م", "press", "reported", "second_hand"),
)


@pytest.fixture
def pace():
    return talent.yearly(talent.retention(PEOPLE, TERMS), talent.attrition(PEOPLE, TERMS, second_hand=True))


class TestYearly:
    def test_loss_a_year(self, pace):
        """Of a hundred 64 are 0.8 × 0.8, a fifth lost each year; 90.25 are 0.95 twice; 81 would be a tenth."""
        lost = pace[pace["kind"] == "every_reason"].set_index("lab")
        assert list(lost.index) == ["meta", "anthropic"] and list(lost["value"]) == [20, 5]
        assert (lost.at["meta", "low"], lost.at["meta", "high"]) == (10, 20)

    def test_two_definitions_stay_in_rows_of_their_own(self, pace):
        """No row has both, the moves stand as they were printed, and the looks differ."""
        assert list(zip(pace["lab"], pace["kind"], pace["look"], strict=True)) == [
            ("meta", "every_reason", "dot"), ("anthropic", "every_reason", "dot"),
            ("google", "to_rivals", "diamond"), ("meta", "to_rivals", "diamond"),
        ]  # fmt: skip
        moved = pace[pace["kind"] == "to_rivals"]
        assert list(moved["value"]) == [20, 10] and not any(moved["kept_pct"])
        assert list(pace["label"]) == [
            "Meta, every reason", "Anthropic, every reason", "Google, to rivals", "Meta, to rivals",
        ]  # fmt: skip

    def test_the_loss_remembers_its_retention(self):
        """The loss is worked out of the retention alone."""
        kept = Figure(64, Cell("talent", "m2", "value_pct"))
        loss = talent.yearly(talent.retention(PEOPLE.assign(value_pct=[kept, *PEOPLE["value_pct"][1:]]), TERMS),
                             talent.attrition(PEOPLE, TERMS)).iloc[0]["value"]  # fmt: skip
        assert origin_of(loss).how == "yearly_loss" and list(origin_of(loss).parts) == [kept]

    def test_sentences(self, pace):
        """Two years of a fifth take 36 and not 40; a tenth alone to rivals would leave 81, where 64 are said to be left."""
        found = talent.compounded(pace)
        assert (found["name"], found["kept"], found["loss"], found["both"], found["twice"]) == ("Meta", 64, 20, 36, 40)
        assert (found["least_name"], found["least_loss"]) == ("Anthropic", 5)
        assert (found["rivals"], found["would_stay"]) == (10, 81)

    def test_what_is_not_known_is_not_said(self):
        """Without retention nothing is said; without moves only they are left out."""
        none = PEOPLE[PEOPLE["measure"] == "none"]
        moved = talent.attrition(PEOPLE, TERMS, second_hand=True)
        empty = talent.compounded(talent.yearly(talent.retention(none, TERMS), moved))
        assert set(empty.values()) == {None}
        half = talent.compounded(talent.yearly(talent.retention(PEOPLE, TERMS), talent.attrition(none, TERMS)))
        assert (half["loss"], half["rivals"], half["would_stay"]) == (20, None, None)

    def test_agreement_is_no_contradiction(self, pace):
        """Where both definitions would leave the same share, no sentence says that they cannot be one."""
        same = pace.assign(value=[20, 5, 20, 20])
        assert talent.compounded(same)["would_stay"] is None

    def test_drawn_in_percent(self, pace):
        """The labels and the table are percentages, in both languages."""
        for language, value in (("en", "20%"), ("ar", "20٪")):
            chart = charts.amounts(pace, name="y", title="T", unit="u", money="percent", language=language)
            assert value in chart.rows[0][2]
            assert chart.published()[1] == []
