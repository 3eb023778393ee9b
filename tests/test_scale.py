"""A company before and after a stake in it was bought, on toy tables; expected values worked out by hand."""

from decimal import Decimal

import pandas as pd
import pytest

from analysis import provenance, scale, tables
from tests.test_talent import table

D, DEAL, SCALE = Decimal, "meta-scale-ai-2025", "scale-ai"
WHO = {"company": SCALE}
COMPANIES = "company_row_id company measure period value unit counterparty source confidence read"


def stated(*rows):
    """Rows of companies, of Scale AI in dollars where nothing else is said: (measure, period, value, and what differs)."""
    found = []
    for place, (measure, period, value, *more) in enumerate(rows):
        usual = {"company": SCALE, "unit": "USD", "counterparty": None, "source": f"s{place}", "confidence": "reported",
                 "read": "direct"} | (more[0] if more else {})  # fmt: skip
        found.append((f"r{place}", usual["company"], measure, period, D(value), usual["unit"], usual["counterparty"],
                      usual["source"], usual["confidence"], usual["read"]))  # fmt: skip
    return table(COMPANIES, *found)


@pytest.fixture
def terms():
    return table(
        "term_id group name name_ar", ("scale-ai", "company", "Scale AI", "Scale AI"), ("meta", "company", "Meta", "ميتا"),
        ("surge-ai", "company", "Surge AI", "Surge AI"), ("google", "company", "Google", "جوجل"),
    )  # fmt: skip


@pytest.fixture
def deals():
    return table("deal_id target target_ar announced source", (DEAL, "Scale AI", "Scale AI", "2025-06-12", "d"))


@pytest.fixture
def outcomes():
    return table(
        "outcome_id deal measure date value unit source confidence read",
        ("o1", DEAL, "target_new_bookings", "2025-12-31", D("1e9"), "usd_per_year", "o", "estimated", "direct"),
        ("o2", DEAL, "carrying_value_booked", "2025-06-30", D("13.79e9"), "USD", "q", "filed", "direct"),
    )  # fmt: skip


def chosen(value, least, most, unit):
    return table(
        "subject reading_id value least most unit source confidence read",
        (DEAL, f"chosen-{unit}", D(value), D(least), D(most), unit, "p", "reported", "direct"),
    )


@pytest.fixture
def paid(deals, terms):
    """14.3 billion for 49 percent, read as anything from 13.79 to 15 billion for anything from 48 to 50."""
    price, stake = chosen("14.3e9", "13.79e9", "15e9", "USD"), chosen(49, 48, 50, "percent")
    return scale.bought(deals, terms, price, stake, deal=DEAL, company=SCALE)


@pytest.fixture
def toy():
    """The newest year booked, a run rate within it, both kinds of target, a customer, marks and staff."""
    people = {"unit": "people"}
    return stated(
        ("revenue", "2024", "900e6", {"confidence": "estimated", "source": "blog"}), ("revenue", "2024", "870e6"),
        ("revenue", "2024Q4", "300e6"), ("revenue_run_rate", "2024-12", "1500e6", {"confidence": "estimated"}),
        ("revenue_target", "2024-12", "1400e6"), ("revenue_target", "2025", "2000e6"),
        ("customer_spend", "2024", "150e6", {"counterparty": "Google"}),
        ("customer_spend_planned", "2025", "200e6", {"counterparty": "Google"}),
        ("revenue", "2024", "1e9", {"company": "surge-ai", "confidence": "estimated"}),
        ("valuation", "2024-05", "14e9"), ("valuation_discussed", "2025-04", "25e9"),
        ("valuation", "2025-06-12", "29e9", {"counterparty": "Meta"}),
        ("valuation_secondary_low", "2025", "9e9", {"confidence": "estimated"}),
        ("valuation_secondary_high", "2025", "15e9", {"confidence": "estimated"}),
        ("headcount", "2022-02", 450, people), ("headcount", "2024", 600, people), ("headcount", "2025-06", 1500, people),
        ("headcount", "2025-07-15", 1400, people), ("layoffs", "2025-07-16", 200, people),
        ("layoffs_pct", "2025-07-16", 14, {"unit": "percent"}), ("contractors_cut", "2025-07-16", 500, people),
    )  # fmt: skip


def near(found, expected):
    return float(found) == pytest.approx(expected, rel=1e-4)


class TestEarned:
    def test_only_booked_revenue_is_booked(self, toy, outcomes):
        found = scale.earned(toy, outcomes, deal=DEAL, **WHO)
        assert dict(zip(found["row"], found["kind"], strict=True)) == {
            "revenue": "booked", "run_rate": "other", "forecast": "other", "target": "other", "bookings": "other",
        }  # fmt: skip
        assert list(found["look"]) == ["dot", "diamond", "diamond", "diamond", "diamond"]

    def test_what_was_expected_for_a_month_is_a_rate_and_for_a_year_its_revenue(self, toy, outcomes):
        found = scale.tells(toy, outcomes, deal=DEAL, **WHO)
        assert (found["forecast"], found["forecast_when"], found["target"], found["target_when"]) == (
            D("1400e6"), "2024-12", D("2000e6"), "2025",
        )  # fmt: skip

    def test_the_best_graded_page_is_taken_and_the_spread_kept(self, toy, outcomes):
        row = scale.earned(toy, outcomes, deal=DEAL, **WHO).iloc[0]
        assert (row["value"], row["low"], row["high"], row["readings"]) == (D("870e6"), D("870e6"), D("900e6"), 2)

    def test_a_run_rate_is_set_against_the_revenue_of_its_own_year_alone(self, toy, outcomes):
        assert near(scale.tells(toy, outcomes, deal=DEAL, **WHO)["above_pct"], 72.4138)  # 630 of 870
        other = toy.assign(period=toy["period"].replace("2024-12", "2023-12"))
        assert scale.tells(other, outcomes, deal=DEAL, **WHO)["above_pct"] is None

    def test_a_target_is_open_until_its_year_is_booked(self, toy, outcomes):
        assert scale.tells(toy, outcomes, deal=DEAL, **WHO)["open_target"] == D("2000e6")
        later = pd.concat([toy, stated(("revenue", "2025", "1e9"))])
        assert scale.tells(later, outcomes, deal=DEAL, **WHO)["open_target"] is None

    def test_figures_read_second_hand_can_be_left_out(self, toy, outcomes):
        relayed = toy.assign(read=["second_hand" if one == "revenue_run_rate" else "direct" for one in toy["measure"]])
        assert scale.tells(relayed, outcomes, deal=DEAL, **WHO, second_hand=False)["run_rate"] is None


class TestPrice:
    def test_the_price_over_the_stake_is_the_whole_company(self, paid):
        assert near(paid.whole.value, 29.1837e9)  # 14.3 ÷ 0.49
        assert near(paid.whole.low, 27.58e9) and near(paid.whole.high, 31.25e9)  # 13.79 ÷ 0.50, 15 ÷ 0.48

    def test_a_deal_for_another_company_says_nothing(self, deals, terms):
        price, stake = chosen("14.3e9", "14.3e9", "14.3e9", "USD"), chosen(49, 49, 49, "percent")
        assert scale.bought(deals, terms, price, stake, deal=DEAL, company="meta") is None
        assert scale.bought(deals, terms, price, stake.iloc[:0], deal=DEAL, company=SCALE) is None

    def test_three_definitions_give_three_multiples(self, toy, outcomes, paid):
        found = scale.multiples(toy, outcomes, paid, name=DEAL, company=SCALE)
        values = dict(zip(found["row"], found["value"], strict=True))
        expected = {"revenue": 33.5445, "run_rate": 19.4558, "target": 14.5918, "round": 16.0920}
        assert set(values) == set(expected) and all(near(values[name], expected[name]) for name in expected)
        assert list(found["look"]) == ["dot", "diamond", "diamond", "dot"]

    def test_a_multiple_is_no_better_known_than_what_it_is_divided_by(self, toy, outcomes, paid):
        found = scale.worth(scale.multiples(toy, outcomes, paid, name=DEAL, company=SCALE), paid)
        assert (found["revenue_confidence"], found["run_rate_confidence"]) == ("reported", "estimated")


class TestMarks:
    def test_each_mark_is_as_sure_as_the_data_say(self, toy, paid):
        found = scale.valuations(toy, paid, **WHO)
        assert list(zip(found["kind"], found["look"], strict=True)) == [
            ("round", "dot"), ("talked", "ring"), ("deal", "dot"), ("secondary", "box"),
        ]  # fmt: skip

    def test_a_round_stays_one_when_nobody_yet_knew_what_was_raised(self, toy):
        assert list(scale.valuations(toy, None, **WHO)["kind"]) == ["round", "talked", "deal", "secondary"]

    def test_the_price_replaces_what_pages_make_of_it(self, toy, paid):
        found = scale.valuations(toy, paid, **WHO).set_index("kind")
        assert near(found.loc["deal", "value"], 29.1837e9)

    def test_secondary_trades_lie_between_the_deal_and_the_end_of_their_year(self, toy, paid):
        row = scale.valuations(toy, paid, **WHO).iloc[-1]
        assert (str(row["from_when"])[:10], str(row["to_when"])[:10]) == ("2025-06-12", "2025-12-31")
        assert (row["low"], row["high"]) == (D("9e9"), D("15e9"))

    def test_how_far_the_highest_trade_lies_below_the_deal(self, toy, paid):
        found = scale.told(scale.valuations(toy, paid, **WHO))
        assert near(found["below_pct"], 48.6014)  # 1 − 15 × 0.49 ÷ 14.3
        dear = toy.assign(value=[D("40e9") if one.endswith("_high") else value
                                 for one, value in zip(toy["measure"], toy["value"], strict=True)])  # fmt: skip
        assert scale.told(scale.valuations(dear, paid, **WHO))["below_pct"] is None


class TestStaff:
    def test_layoffs_are_taken_from_the_count_before_them(self, toy):
        found = scale.cuts(toy, **WHO)
        assert (found["before"], found["laid_off"], found["left"], found["contractors"]) == (1400, 200, 1200, 500)
        assert near(found["cut_pct"], 14.2857) and found["said_pct"] == 14
        assert (found["at_deal"], found["first"], found["undated"]) == (1500, 450, 600)

    def test_a_count_without_a_day_is_a_ring_and_enters_no_calculation(self, toy):
        row = scale.headcount(toy, **WHO).set_index("kind").loc["undated"]
        assert (row["look"], str(row["from_when"])[:10], str(row["to_when"])[:10]) == ("ring", "2024-01-01", "2024-12-31")
        only = toy[~toy["period"].isin(["2025-06", "2025-07-15"])]
        assert scale.cuts(only, **WHO)["left"] is None

    def test_an_old_count_is_none_to_take_layoffs_from(self, toy):
        late = toy.assign(period=toy["period"].replace("2025-07-16", "2025-09-16"))
        assert scale.cuts(late, **WHO)["left"] is None
        assert "left" not in set(scale.headcount(late, **WHO)["kind"])


class TestCustomers:
    def at(self, toy, terms, leaving=30, in_house=10, rival="surge-ai"):
        return scale.at_risk(toy, terms, **WHO, leaving=leaving, in_house=in_house, rival=rival)

    def test_the_named_customer_goes_first_then_the_assumed_shares_of_the_rest(self, toy, terms):
        found = self.at(toy, terms).set_index("row")
        assert found.loc["without", "value"] == D("720e6")  # 870 − 150
        assert found.loc["leaving", "low"] == D("504e6")  # 720 × 0.7
        assert found.loc["in_house", "low"] == D("453.6e6")  # 504 × 0.9
        assert set(found.loc[["leaving", "in_house"], "high"]) == {D("720e6")}

    def test_only_what_rests_on_an_assumption_is_called_one(self, toy, terms):
        found = self.at(toy, terms)
        assert list(found["look"]) == ["dot", "ring", "assumed", "assumed", "dot"]

    def test_nobody_or_everybody_leaves(self, toy, terms):
        assert set(self.at(toy, terms, 0, 0)["low"][1:4]) == {D("720e6")}
        assert self.at(toy, terms, 100, 0)["low"][3] == 0

    def test_shares_and_the_rival_are_of_one_year(self, toy, terms):
        found = scale.exposed(toy, terms, self.at(toy, terms), **WHO, rival="surge-ai")
        expected = {"spent_pct": 17.2414, "planned_pct": 22.9885, "rival_pct": 114.9425}
        assert all(near(found[name], value) for name, value in expected.items())
        assert (found["customer"], found["customer_ar"]) == ("Google", "جوجل")
        other = toy.assign(period=[
            "2023" if one == "surge-ai" else period for one, period in zip(toy["company"], toy["period"], strict=True)
        ])  # fmt: skip
        assert "rival" not in set(self.at(other, terms)["row"])

    def test_a_customer_of_another_year_takes_nothing_off(self, toy, terms):
        other = toy.assign(period=[
            "2023" if one == "customer_spend" else period for one, period in zip(toy["measure"], toy["period"], strict=True)
        ])  # fmt: skip
        assert list(self.at(other, terms)["row"]) == ["revenue", "rival"]

    def test_a_company_is_no_rival_of_its_own(self, toy, terms):
        assert "rival" not in set(self.at(toy, terms, rival=SCALE)["row"])


class TestBreakEven:
    def test_the_price_grows_by_the_return_asked_for(self):
        assert scale.compounded(D("14.3e9"), 10, 5) == D("23030293000")  # 14.3 × 1.61051
        assert scale.compounded(D("14.3e9"), 10, 0) == D("14.3e9")

    def test_two_thresholds_or_one(self, paid):
        even, hurdled = scale.thresholds(paid, hurdle=10, horizon=5)
        assert near(even["value"], 29.1837e9) and near(hurdled["value"], 47.0006e9)  # 23.030293 ÷ 0.49
        assert len(scale.thresholds(paid, hurdle=0, horizon=5)) == len(scale.thresholds(paid, hurdle=10, horizon=0)) == 1
        assert scale.thresholds(None, hurdle=10, horizon=5) == []

    def test_what_the_stake_loses_at_each_mark(self, toy, paid):
        found = scale.stake_at(scale.valuations(toy, paid, **WHO), paid).set_index("kind")
        assert (found.loc["secondary", "gain_low"], found.loc["secondary", "gain_high"]) == (D("-9.89e9"), D("-6.95e9"))
        assert found.loc["talked", "gain_low"] == D("-2.05e9")  # 25 × 0.49 − 14.3
        assert "deal" not in found.index

    def test_losses_and_gains_are_told_by_size(self, toy, paid):
        values, lines = scale.valuations(toy, paid, **WHO), scale.thresholds(paid, hurdle=10, horizon=5)
        found = scale.resale(scale.stake_at(values, paid), lines, paid)
        assert (found["fetch_low"], found["fetch_high"]) == (D("4.41e9"), D("7.35e9"))
        assert (found["least_loss"], found["most_loss"], found["least_gain"]) == (D("6.95e9"), D("9.89e9"), None)
        assert near(found["need_times"], 1.9456)  # 29.1837 ÷ 15
        cheap = paid._replace(price=D("2e9"))
        gained = scale.resale(scale.stake_at(values, cheap), lines, cheap)
        assert (gained["least_gain"], gained["most_gain"], gained["least_loss"]) == (D("2.41e9"), D("5.35e9"), None)
        mixed = paid._replace(price=D("5e9"))
        between = scale.resale(scale.stake_at(values, mixed), lines, mixed)
        assert between["least_gain"] is None and between["least_loss"] is None

    def test_the_books_tell_what_they_carried_and_when(self, outcomes):
        found = scale.books(outcomes, DEAL)
        assert (found["carrying"], found["carrying_when"], found["payout"]) == (D("13.79e9"), "2025-06-30", None)


def test_what_nobody_knows_is_none_and_draws_nothing(toy, outcomes, terms):
    """Empty tables give frames without rows and numbers that are None, never zero."""
    none, nothing = toy.iloc[:0], outcomes.iloc[:0]
    frames = [
        scale.earned(none, nothing, deal=DEAL, **WHO), scale.multiples(none, nothing, None, name=DEAL, company=SCALE),
        scale.valuations(none, None, **WHO), scale.headcount(none, **WHO), scale.stake_at(none.assign(kind=""), None),
        scale.at_risk(none, terms, **WHO, leaving=30, in_house=10, rival="surge-ai"),
    ]  # fmt: skip
    told = [
        scale.tells(none, nothing, deal=DEAL, **WHO), scale.worth(frames[1], None), scale.told(frames[2]),
        scale.cuts(none, **WHO), scale.exposed(none, terms, frames[5], **WHO, rival="surge-ai"),
        scale.resale(frames[4], [], None), scale.books(nothing, DEAL),
    ]  # fmt: skip
    assert [len(frame) for frame in frames] == [0] * 6
    assert {value for one in told for value in one.values()} <= {None, False}


def test_every_figure_of_the_data_leads_back_to_its_rows(outcomes, terms, deals):
    """On the real tables each value that sentences print has an origin, parameters among them."""
    companies = provenance.traced(tables.load("companies"), "companies")
    readings = provenance.traced(tables.load("readings"), "readings")
    price, stake = tables.choose(readings, "price"), tables.choose(readings, "stake")
    paid = scale.bought(tables.load("deals"), tables.load("terms"), price, stake, deal=DEAL, company=SCALE)
    asked = {name: provenance.asked(name, value) for name, value in {"hurdle": 10, "horizon": 5}.items()}
    shares = {name: provenance.asked(name, value) for name, value in {"leaving": 30, "in_house": 10}.items()}
    lines = scale.thresholds(paid, **asked)
    risk = scale.at_risk(companies, tables.load("terms"), **WHO, rival="surge-ai", **shares)
    grown = scale.compounded(paid.price, asked["hurdle"], asked["horizon"])
    values = [lines[1]["value"], grown, *risk["low"], scale.cuts(companies, **WHO)["left"], paid.whole.value]
    assert all(provenance.origin_of(value) for value in values)
    assert near(lines[1]["value"], 47.0006e9) and near(paid.whole.value / D("870e6"), 33.5445)
