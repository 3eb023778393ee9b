"""A price against the buyer's capital expenditure, each definition apart, and per person who moved, worked out by hand."""

from decimal import Decimal

import pandas as pd
import pytest

from analysis import charts, deals, tables
from tests.test_deals import chosen, table

D = Decimal
COMPANIES = "company_row_id company measure period value unit source confidence read"


@pytest.fixture
def toy_deals():
    return table(
        "deal_id acquirer target target_ar announced kind sector scope status",
        ("ours-2025", "meta", "Ours", "صفقتنا", "2025-06-12", "minority_stake", "data_labelling", "single", "done"),
        ("big-2014", "meta", "Big", "كبير", "2014-02-19", "acquisition", "messaging", "single", "done"),
        ("stake-2020", "meta", "Stake", "حصة", "2020-04", "minority_stake", "telecom", "single", "done"),
        ("old-2009", "meta", "Old", "قديم", "2009", "acquisition", "social", "single", "done"),
        ("crew-2024", "google", "Crew", "طاقم", "2024-08", "license_and_hire", "ai_lab", "single", "done"),
        ("most-2024", "microsoft", "Most", "معظم", "2024-03", "license_and_hire", "ai_lab", "single", "done"),
        ("mute-2025", "nvidia", "Mute", "صامت", "2025-12", "license_and_hire", "chips", "single", "done"),
        ("free-2024", "amazon", "Free", "بلا ثمن", "2024-06", "license_and_hire", "ai_agents", "single", "done"),
    )


@pytest.fixture
def toy_readings():
    return table(
        "reading_id subject measure low high unit basis source confidence read",
        ("ours-1", "ours-2025", "price", D(143), D(143), "USD", "announced", "press", "reported", "direct"),
        ("ours-2", "ours-2025", "price", D(150), D(150), "USD", "reported", "press", "reported", "direct"),
        ("big-1", "big-2014", "price", D(190), D(190), "USD", "announced", "press", "reported", "direct"),
        ("stake-1", "stake-2020", "price", D(57), D(57), "USD", "announced", "press", "reported", "direct"),
        ("old-1", "old-2009", "price", D(5), D(5), "USD", "reported", "press", "reported", "direct"),
        ("crew-1", "crew-2024", "price", D(270), D(270), "USD", "reported", "press", "reported", "direct"),
        ("most-1", "most-2024", "price", D(70), D(70), "USD", "reported", "press", "reported", "direct"),
        ("mute-1", "mute-2025", "price", D(200), D(200), "USD", "reported", "press", "reported", "direct"),
        ("crew-h", "crew-2024", "hired", D(30), D(36), "people", "reported", "blog", "estimated", "second_hand"),
        ("most-h", "most-2024", "hired", None, D(7), "people", "reported", "press", "reported", "direct"),
        ("ours-s", "ours-2025", "staff", D(15), None, "people", "reported", "press", "reported", "direct"),
        ("most-s", "most-2024", "staff", D(10), D(10), "people", "reported", "press", "reported", "direct"),
    )


@pytest.fixture
def toy_terms():
    columns = "term_id group name name_ar"
    return table(columns, ("meta", "company", "Meta", "ميتا"), ("amazon", "company", "Amazon", "أمازون"))


@pytest.fixture
def toy_companies():
    return table(
        COMPANIES,
        ("m24", "meta", "capex", "2024", D(400), "USD", "release", "filed", "direct"),
        ("m24p", "meta", "capex_purchases", "2024", D(380), "USD", "blog", "estimated", "second_hand"),
        ("m25", "meta", "capex", "2025", D(715), "USD", "release", "filed", "direct"),
        ("m19", "meta", "capex", "2019", D(150), "USD", "release", "filed", "direct"),
        ("m13", "meta", "capex_purchases", "2013", D(10), "USD", "press", "reported", "direct"),
        ("m13b", "meta", "capex_purchases", "2013", D(11), "USD", "blog", "estimated", "direct"),
        ("g23", "google", "capex", "2023", D(1), "USD", "release", "filed", "direct"),
    )


@pytest.fixture
def priced(toy_deals, toy_readings, toy_terms):
    return deals.priced(toy_deals, toy_readings, chosen(toy_readings), toy_terms, deal="ours-2025")


@pytest.fixture
def sized(priced):
    none = table("fx_id currency period measure per_usd source confidence read")
    return deals.by_size(priced, fx=none, cpi=none.rename(columns={"currency": "month"})).kept


def counts(readings):
    """The chosen numbers of people, in the shape that tables.choose gives: of one stated end both are that end."""
    found = {name: chosen(readings, name) for name in ("hired", "staff")}
    ends = {name: one["low"].where(one["low"].notna(), one["high"]) for name, one in found.items()}
    return {name: one.assign(least=ends[name]) for name, one in found.items()}


def row(frame, deal_id, measure):
    found = frame[(frame["deal_id"] == deal_id) & (frame["measure"] == measure)]
    assert len(found) == 1
    return found.iloc[0]


class TestAgainstCapex:
    @pytest.fixture
    def weighed(self, priced, toy_companies):
        return deals.against_capex(deals.select(priced, acquirer="meta"), toy_companies)

    def test_share_of_the_year_before(self, weighed):
        """143 of 400 is 35.75 %; readings of up to 150 stretch it to 37.5 %; the deal's own year, 715, makes it 20 %."""
        ours = row(weighed.kept, "ours-2025", "capex")
        assert (ours["value"], ours["low"], ours["high"]) == (D("35.75"), D("35.75"), D("37.5"))
        assert (ours["input"], ours["spent_in"], ours["same_year_pct"], ours["unit"]) == (400, "2024", 20, "percent")
        assert ours["inputs"] == ["ours-1", "m24"] and ours["sources"] == ["press", "release"]

    def test_definitions_are_never_put_together(self, weighed):
        """Each definition has rows and ranks of its own; a year known by one only is not filled from the other."""
        kept = weighed.kept
        by = {name: list(kept.loc[kept["measure"] == name, "deal_id"]) for name in ("capex", "capex_purchases")}
        assert by == {"capex": ["stake-2020", "ours-2025"], "capex_purchases": ["big-2014", "ours-2025"]}
        assert list(kept["rank"]) == [1, 2, 1, 2]
        assert row(kept, "ours-2025", "capex_purchases")["value"] == D(143) * 100 / 380

    def test_weakest_grade_and_second_hand(self, weighed):
        """The share is no better sourced than its divisor."""
        ours = row(weighed.kept, "ours-2025", "capex_purchases")
        assert (ours["confidence"], bool(ours["second_hand"])) == ("estimated", True)

    def test_best_graded_page_of_a_year(self, weighed):
        """Of two pages on one year the better graded is taken: 190 of 10, not of 11."""
        assert row(weighed.kept, "big-2014", "capex_purchases")["value"] == 1900

    def test_years_without_a_figure_are_named(self, weighed, priced, toy_companies):
        """A deal whose year before has no figure is left out with the reason; so is every deal of another buyer's."""
        assert list(weighed.left_out["deal_id"]) == ["old-2009"] and set(weighed.left_out["reason"]) == {"no_capex"}
        none = deals.against_capex(deals.select(priced, acquirer="meta"), toy_companies, company="nobody")
        assert len(none.kept) == 0 and len(none.left_out) == 4
        assert deals.burden(none.kept)["with_pct"] is None

    def test_burden(self, weighed):
        """The largest other by purchases is Big at 1,900 %: 1900 ÷ (14300 ÷ 380) times; spending grew from 10 to 380."""
        found = deals.burden(weighed.kept)
        assert (found["name"], found["with_pct"], found["with_year"], found["with_rank"]) == ("Ours", D("35.75"), "2024", 2)
        assert (found["with_top_name"], found["with_top_pct"]) == ("Stake", 38)
        assert (found["without_top_name"], found["without_top_name_ar"], found["without_top_year"]) == ("Big", "كبير", 2014)
        assert found["without_times"] == D(1900) / (D(14300) / 380) and found["without_grown"] == 38
        assert found["with_same_year_pct"] == 20

    def test_no_multiple_of_a_smaller_one(self, weighed):
        """Where the deal in question is the largest, no other is said to be times as much."""
        alone = weighed.kept[weighed.kept["deal_id"] == "ours-2025"]
        found = deals.burden(alone)
        assert found["without_times"] is None and found["without_grown"] is None and found["with_top_name"] is None


class TestPerHead:
    @pytest.fixture
    def heads(self, sized, toy_deals, toy_readings, toy_terms):
        people = counts(toy_readings)
        return deals.per_head(sized, toy_deals, toy_terms, **people)

    def test_price_over_those_who_moved(self, heads):
        """270 over 30 to 36 people is 7.5 to 9 each; the blog's count makes it an estimate read second hand."""
        crew = row(heads, "crew-2024", "per_mover")
        assert (crew["value"], crew["low"], crew["high"], crew["bound"]) == (9, D("7.5"), 9, None)
        assert (crew["confidence"], crew["second_hand"], crew["inputs"]) == ("estimated", True, ["crew-1", "crew-h"])

    def test_bounds(self, heads):
        """A ceiling of seven people is a floor of ten each; a floor of fifteen on the staff is a ceiling for the price."""
        most, ours = row(heads, "most-2024", "per_mover"), row(heads, "ours-2025", "per_staff")
        assert (most["value"], most["bound"]) == (10, "least")
        assert (ours["value"], ours["bound"]) == (D(143) / 15, "most")
        assert row(heads, "most-2024", "per_staff")["bound"] is None

    def test_unknown_is_kept_and_is_not_zero(self, heads):
        """A licence without a number, or without a price, stands last without a value or a rank."""
        movers = heads[heads["measure"] == "per_mover"]
        assert list(movers["deal_id"]) == ["most-2024", "crew-2024", "free-2024", "mute-2025"]
        assert list(movers["value"]) == [10, 9, None, None] and list(movers["rank"]) == [1, 2, None, None]
        assert row(heads, "free-2024", "per_mover")["acquirer_name_ar"] == "أمازون"

    def test_other_kinds_are_absent(self, heads):
        """Only licences with hiring are here; the deal in question has no row for people who moved, none being known."""
        assert set(heads["deal_id"]) == {"most-2024", "crew-2024", "free-2024", "mute-2025", "ours-2025"}
        assert "ours-2025" not in set(heads.loc[heads["measure"] == "per_mover", "deal_id"])

    def test_sentences(self, heads):
        """The largest that is no bound leads; the floor, the ceiling and the licence by staff stand apart."""
        found = deals.costliest(heads)
        assert (found["deals"], found["counted"], found["unknown"]) == (4, 2, 2)
        assert (found["top_name"], found["top_ends"], found["top_people"]) == ("Crew", (D("7.5"), 9), 30)
        assert (found["floor_name"], found["floor_at_least"], found["floor_ends"]) == ("Most", 10, None)
        assert (found["ours_name"], found["ours_at_most"], found["ours_ends"]) == ("Ours", D(143) / 15, None)
        assert (found["peer_name"], found["peer_ends"]) == ("Most", (7, 7))

    def test_nothing_known(self, heads):
        """Without any licence no sentence has anything to say."""
        found = deals.costliest(heads.iloc[:0])
        assert set(found.values()) == {None}

    def test_no_licences_asked_for(self, sized, toy_deals, toy_readings, toy_terms):
        """Where licences were not asked for, those without a price do not come in by the back door."""
        people = counts(toy_readings)
        kept = sized[sized["kind"] != "license_and_hire"]
        assert set(deals.per_head(kept, toy_deals, toy_terms, **people)["deal_id"]) == {"ours-2025"}


class TestBounds:
    def test_staff_known_to_be_at_least(self, sized, toy_readings):
        """A floor under the staff makes the value per employee a ceiling, which is never given as the value itself."""
        people = counts(toy_readings)["staff"]
        stake = people.iloc[:1].assign(subject="ours-2025", reading_id="s", value=D(50), low=D(50), high=D(50), least=D(50),
                                       most=D(50))  # fmt: skip
        none = people.iloc[:0]
        kept = deals.implied(sized, stake=stake, staff=people, users=none, revenue=none).kept
        ours = row(kept, "ours-2025", "per_employee")
        assert (ours["value"], ours["bound"]) == (D(286) / 15, "most")
        assert row(kept, "ours-2025", "whole_company")["bound"] is None
        found = deals.multiples(kept)
        assert (found["per_employee"], found["per_employee_at_most"]) == (None, D(286) / 15)
        assert (found["whole_company"], found["whole_company_at_most"]) == (286, None)

    def test_price_known_to_be_at_least(self, toy_deals, toy_readings, toy_terms, toy_companies):
        """A price that is only a floor makes its share of the spending a floor."""
        open_end = toy_readings.assign(high=[None, *toy_readings["high"][1:]])
        priced = deals.priced(toy_deals, open_end, chosen(open_end), toy_terms, deal="ours-2025")
        weighed = deals.against_capex(deals.select(priced, acquirer="meta"), toy_companies).kept
        assert row(weighed, "ours-2025", "capex")["bound"] == "least"
        assert row(weighed, "stake-2020", "capex")["bound"] is None


class TestRealTables:
    def test_scale_against_2024(self):
        """14.3bn of 39.23bn with leases and of 37.26bn without; 19bn for WhatsApp of 1.36bn in 2013."""
        readings = tables.load("readings")
        every = deals.priced(tables.load("deals"), readings, tables.choose(readings), tables.load("terms"),
                             deal="meta-scale-ai-2025")  # fmt: skip
        kept = deals.against_capex(deals.select(every, acquirer="meta"), tables.load("companies")).kept
        pairs = {
            ("meta-scale-ai-2025", "capex"): "36.45", ("meta-scale-ai-2025", "capex_purchases"): "38.38",
            ("facebook-whatsapp-2014", "capex_purchases"): "1397.06", ("facebook-jio-2020", "capex"): "36.42",
        }  # fmt: skip
        found = {pair: row(kept, *pair)["value"] for pair in pairs}
        assert {pair: f"{value:.2f}" for pair, value in found.items()} == pairs


class TestChart:
    def test_unknown_is_hatched_and_a_bound_is_said(self, sized, toy_deals, toy_readings, toy_terms):
        """The table under the chart has no number for what is unknown, no range for a bound, and says which bound it is."""
        people = counts(toy_readings)
        heads = deals.per_head(sized, toy_deals, toy_terms, **people)
        for language, least, empty in (("en", "at least", "—"), ("ar", "لا يقل عن", "—")):
            chart = charts.implied(heads, name="h", title="T", of="person", language=language)
            told = {cells[1]: cells for cells in chart.rows if cells[0] == chart.rows[0][0]}
            most, free = ("معظم", "بلا ثمن") if language == "ar" else ("Most", "Free")
            assert told[most][3].startswith(least) and told[most][4] == empty
            assert told[free][3:5] == [empty, empty]
            assert ("hatch", "rule") in [sign[:2] for sign in chart.key]

    def test_nothing_known_draws_nothing(self, sized, toy_deals, toy_terms):
        """Rows without any value are no drawing of hatches alone."""
        columns = ["subject", "low", "high", "value", "least", "most", "reading_id", "source", "confidence", "read"]
        none = pd.DataFrame(columns=columns)
        heads = deals.per_head(sized, toy_deals, toy_terms, hired=none, staff=none)
        chart = charts.implied(heads, name="h", title="T", of="person", language="en")
        assert chart.empty and chart.svg() == {}
