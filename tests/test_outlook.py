"""What one would have to believe: sums worked out by hand, rules of success on toy deals, intervals against an integral."""

import math
from decimal import Decimal

import pandas as pd
import pytest

from analysis import outlook, provenance
from analysis.outlook import beta
from tests.test_talent import table

D = Decimal
BILLION = D(1_000_000_000)


def priced(*rows):
    """A frame as `deals.priced` gives it, as far as these measures read it."""
    names = ("deal_id", "target", "target_ar", "acquirer", "year", "price_usd", "readings_usd")
    frame = pd.DataFrame([dict(zip(names, row, strict=True)) for row in rows])
    return frame.assign(
        announced=[f"{year}-06-12" for year in frame["year"]], scope="single", status="done", reading_id="r",
        sources=[["page"] for _ in rows], confidence="reported", second_hand=False,
    )  # fmt: skip


@pytest.fixture
def every():
    return priced(
        ("ours", "Ours", "صفقتنا", "meta", 2025, D("14.3") * BILLION, [D("13.79") * BILLION, D(15) * BILLION]),
        ("chat", "Chat", "دردشة", "meta", 2014, D(19) * BILLION, [D(16) * BILLION, D("21.8") * BILLION]),
        ("photo", "Photo", "صور", "meta", 2012, D(1) * BILLION, [D(1) * BILLION]),
        ("lost", "Lost", "بلا مشترٍ معروف", "nobody", 2011, D(2) * BILLION, [D(2) * BILLION]),
    )  # fmt: skip


@pytest.fixture
def companies():
    return table(
        "company_row_id company measure period value unit counterparty source confidence read",
        ("a", "meta", "revenue", "2024", D("164.501") * BILLION, "USD", None, "p1", "filed", "direct"),
        ("b", "meta", "net_income", "2024", D("62.36") * BILLION, "USD", None, "p1", "filed", "direct"),
        ("c", "meta", "revenue", "2013", D("7.872") * BILLION, "USD", None, "p2", "filed", "direct"),
        ("d", "meta", "net_income", "2013", D(-1) * BILLION, "USD", None, "p2", "filed", "direct"),
        ("e", "meta", "revenue", "2011", D("3.71") * BILLION, "USD", None, "p3", "estimated", "direct"),
        ("f", "meta", "revenue", "2025Q1", D(42) * BILLION, "USD", None, "p4", "filed", "direct"),
    )  # fmt: skip


def outcomes(*rows):
    return table(
        "outcome_id deal measure date value unit source confidence read",
        *((f"o{i}", *row, "page", "reported", "direct") for i, row in enumerate(rows)),
    )


class TestRepaying:
    def test_a_price_is_repaid_by_equal_sums(self):
        """1,000 at 10 % over two years: 576.19 a year, since 576.19 ÷ 1.1 + 576.19 ÷ 1.21 = 1,000."""
        paid = outlook.annuity(D(1000), 10, 2)
        assert round(paid, 2) == D("576.19") and round(paid / D("1.1") + paid / D("1.21"), 12) == 1000

    def test_without_a_return_the_price_is_parted_evenly(self):
        assert outlook.annuity(D(1000), 0, 4) == 250

    def test_no_years_repay_nothing(self):
        with pytest.raises(ValueError, match=r"^horizon: found 0 years, expected at least one: in none nothing is repaid"):
            outlook.annuity(D(1000), 10, 0)

    def test_the_price_is_held_against_the_buyer_in_the_year_before(self, every, companies):
        """14.3 billion over ten years at 10 %: 2.327 billion a year, 1.4148 % of 164.501 and 3.7320 % of 62.36 billion."""
        found = outlook.required(every, companies, deals=("ours", "chat", "photo"), hurdle=10, horizon=10)
        ours = found.iloc[0]
        factor = 0.1 / (1 - 1.1**-10)
        assert float(ours["profit"]) == pytest.approx(14.3e9 * factor, rel=1e-12)
        assert float(ours["value_pct"]) == pytest.approx(100 * 14.3 * factor / 164.501, rel=1e-12)
        assert float(ours["income_pct"]) == pytest.approx(100 * 14.3 * factor / 62.36, rel=1e-12)
        assert (round(ours["value_pct"], 2), round(ours["low_pct"], 2), round(ours["high_pct"], 2)) == (
            D("1.41"), D("1.36"), D("1.48"))  # fmt: skip
        assert list(found["revenue_year"]) == ["2024", "2013", "2011"] and list(found["tone"]) == ["deal", "field", "field"]

    def test_a_loss_of_the_buyer_gives_no_share(self, every, companies):
        found = outlook.required(every, companies, deals=("chat",), hurdle=10, horizon=10)
        assert found["income_pct"].iloc[0] is None

    def test_a_deal_whose_buyer_or_price_is_unknown_is_absent(self, every, companies):
        found = outlook.required(every, companies, deals=("ours", "lost", "none"), hurdle=10, horizon=10)
        assert list(found["deal_id"]) == ["ours"]

    def test_the_heaviest_of_the_earlier_ones(self, every, companies):
        found = outlook.burden(outlook.required(every, companies, deals=("ours", "photo", "chat"), hurdle=10, horizon=10))
        assert (found["name"], found["top_name"]) == ("Ours", "Chat")
        assert float(found["times"]) == pytest.approx((19 / 7.872) / (14.3 / 164.501), rel=1e-9)

    def test_of_none_nothing_is_said(self, every, companies):
        found = outlook.burden(outlook.required(every, companies, deals=(), hurdle=10, horizon=10))
        assert {found[name] for name in ("name", "profit", "share_pct", "times", "confidence")} == {None}

    def test_a_sum_knows_what_it_was_worked_out_of(self, every, companies):
        price = provenance.Figure(14, provenance.Cell("readings", "r", "low"))
        assert provenance.origin_of(outlook.annuity(price, 10, 10)).parts == (price, 10, 10)


class TestBecame:
    def test_profit_beside_the_newest_revenue_since(self, every, companies):
        needed = outlook.required(every, companies, deals=("ours", "photo", "chat"), hurdle=10, horizon=10)
        told = outcomes(
            ("photo", "ad_revenue", "2020-12-31", D(22) * BILLION, "usd_per_year"),
            ("photo", "ad_revenue", "2021-12-31", D("32.4") * BILLION, "usd_per_year"),
            ("chat", "revenue", "2013-12-31", D("0.0102") * BILLION, "usd_per_year"),
            ("chat", "revenue_estimate", "2022-12-31", D("0.906") * BILLION, "usd_per_year"),
        )  # fmt: skip
        frame = outlook.became(needed, told)
        assert list(zip(frame["deal_id"], frame["kind"], frame["period"], strict=True)) == [
            ("ours", "needed", None), ("photo", "needed", None), ("photo", "stated", "2021"), ("chat", "needed", None),
            ("chat", "guessed", "2022"),
        ]  # fmt: skip
        found = outlook.margins(frame)
        assert (found["light_name"], found["heavy_name"], found["known"], found["count"]) == ("Photo", "Chat", 2, 3)
        assert float(found["light_pct"]) == pytest.approx(100 * 0.1 / (1 - 1.1**-10) / 32.4, rel=1e-9)

    def test_without_any_revenue_nothing_is_said(self, every, companies):
        needed = outlook.required(every, companies, deals=("ours",), hurdle=10, horizon=10)
        found = outlook.margins(outlook.became(needed, outcomes()))
        assert found["light_name"] is None and found["heavy_pct"] is None and found["known"] == 0


RULED = [  # what is known of a deal that cost 10, and how it ended by value, revenue, and being alive
    ([], ("silent", "silent", "silent")),
    ([("monthly_active_users", "2020", 5, "people")], ("open", "open", "paid")),
    ([("resale_value", "2019", 3, "USD")], ("failed", "failed", "failed")),
    ([("resale_value", "2019", 12, "USD")], ("paid", "open", "failed")),
    ([("write_down", "2015", 4, "USD")], ("failed", "failed", "paid")),
    ([("write_down", "2007", 4, "USD"), ("resale_implied_value", "2009", 11, "USD")], ("paid", "failed", "failed")),
    ([("service_shutdown", "2017", 1, "flag")], ("failed", "failed", "failed")),
    ([("revenue", "2020", 11, "usd_per_year")], ("paid", "paid", "paid")),
    ([("revenue", "2020", 9, "usd_per_year")], ("open", "open", "paid")),
    ([("revenue_quarter", "2020", 11, "usd_per_quarter")], ("open", "open", "paid")),
    ([("stake_value", "2020", 10, "USD")], ("paid", "open", "paid")),
]


class TestRecord:
    @pytest.mark.parametrize(("known", "ends"), RULED)
    def test_each_rule(self, known, ends):
        every = priced(("old", "Old", "قديمة", "meta", 2012, D(10), [D(10)]))
        told = outcomes(*(("old", measure, date, D(value), unit) for measure, date, value, unit in known))
        found = outlook.record(every, told, deal="ours", until=2023)
        assert tuple(found["end"]) == ends and list(found["rule"]) == ["value", "revenue", "alive"]

    def test_who_is_left_out(self, every):
        """The deal in question, deals too young to have paid, too small ones, collapsed ones and sums that overlap."""
        assert set(outlook.record(every, outcomes(), deal="ours", until=2013)["deal_id"]) == {"photo", "lost"}
        assert set(outlook.record(every, outcomes(), deal="photo", until=2030, smallest=int(3 * BILLION))["deal_id"]) == {
            "ours", "chat"}  # fmt: skip
        assert len(outlook.record(every.assign(status="collapsed"), outcomes(), deal="x", until=2030)) == 0
        assert len(outlook.record(every.assign(scope="cumulative"), outcomes(), deal="x", until=2030)) == 0

    def test_counts_and_shares(self):
        every = priced(*((f"d{i}", f"D{i}", f"ص{i}", "meta", 2010, D(10), [D(10)]) for i in range(11)))
        told = outcomes(*((f"d{i}", *row[:2], D(row[2]), row[3]) for i, (known, _) in enumerate(RULED) for row in known))
        found = outlook.record(every, told, deal="x", until=2023)
        counts = {(row["row"], row["part"]): row["count"] for row in outlook.tallied(found).to_dict("records")}
        assert [counts["value", end] for end in ("paid", "failed", "open", "silent")] == [4, 3, 3, 1]
        shares = outlook.chances(found, rule="value")
        assert list(zip(shares["row"], shares["value_pct"], strict=True)) == [
            ("value", D("57.1")), ("revenue", D("20.0")), ("alive", D("60.0"))]  # fmt: skip
        told = outlook.odds(found, shares, rule="value")
        assert (told["paid"], told["settled"], told["every"], told["unknown"]) == (4, 7, 11, 4)
        assert told["unknown_pct"] == D("36.4")
        assert (told["least_pct"], told["most_pct"]) == (D("20.0"), D("60.0"))
        swing = outlook.swing(outlook.biased(found, rule="value"))
        assert (swing["none_pct"], swing["all_pct"]) == (D("72.7"), D("36.4"))  # 8 and 4 of 11

    def test_of_no_deals_nothing_is_said(self, every):
        found = outlook.record(every.iloc[:0], outcomes(), deal="x", until=2023)
        shares = outlook.chances(found, rule="value")
        told = outlook.odds(found, shares, rule="value")
        assert len(shares) == 0 and {told[name] for name in ("paid", "share_pct", "every", "least_pct")} == {None}
        assert set(outlook.swing(outlook.biased(found, rule="value")).values()) == {None}


def integral(x: float, a: float, b: float, steps: int = 200_000) -> float:
    """The probability below x by Simpson's rule over the density, of which t² in place of x takes the pole at zero away."""
    density = [2 * t ** (2 * a - 1) * (1 - t * t) ** (b - 1) for t in (math.sqrt(x) * n / steps for n in range(steps + 1))]
    total = density[0] + density[-1] + 4 * sum(density[1:-1:2]) + 2 * sum(density[2:-1:2])
    return total * math.sqrt(x) / steps / 3 * math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b))


class TestJeffreys:
    @pytest.mark.parametrize(("paid", "settled"), [(1, 3), (3, 20), (5, 20), (10, 21), (2, 20), (19, 20)])
    def test_the_ends_leave_a_fortieth_on_either_side(self, paid, settled):
        """Held against an integral of the density, which shares no line with the quantiles."""
        low, high = (float(end) / 100 for end in outlook.jeffreys(paid, settled))
        a, b = paid + 0.5, settled - paid + 0.5
        within = 0.0005 * max(integral(high + 0.0005, a, b) - integral(high - 0.0005, a, b), 1e-3) / 0.001 + 0.004
        assert integral(low, a, b) == pytest.approx(0.025, abs=within)
        assert integral(high, a, b) == pytest.approx(0.975, abs=within)

    @pytest.mark.parametrize(("paid", "settled", "ends"), [
        (0, 20, ("0.0", "11.7")), (20, 20, ("88.3", "100.0")), (5, 20, ("10.2", "46.4")), (2, 10, ("4.4", "50.3")),
    ])  # fmt: skip
    def test_published_values(self, paid, settled, ends):
        """The table of Brown, Cai and DasGupta, and the symmetry of the interval."""
        assert tuple(map(str, outlook.jeffreys(paid, settled))) == ends

    def test_quantiles_of_curves_that_have_a_formula(self):
        """Beta(1, 1) is even, Beta(2, 1) has the distribution x², Beta(½, ½) the arc sine."""
        assert beta.quantile(0.3, 1, 1) == pytest.approx(0.3, abs=1e-12)
        assert beta.quantile(0.49, 2, 1) == pytest.approx(0.7, abs=1e-12)
        assert beta.quantile(0.25, 0.5, 0.5) == pytest.approx(math.sin(math.pi / 8) ** 2, abs=1e-12)
        assert (beta.below(0, 2, 3), beta.below(1, 2, 3)) == (0, 1)

    @pytest.mark.parametrize(("paid", "settled"), [(0, 0), (3, 2), (-1, 2)])
    def test_of_none_there_is_no_interval(self, paid, settled):
        with pytest.raises(ValueError, match=r"^jeffreys: found -?\d of \d, expected a part of at least one\.$"):
            outlook.jeffreys(paid, settled)


CHANCE = {"paid": 3, "settled": 20, "low_pct": D("4.4"), "high_pct": D("34.9"), "confidence": "reported",
          "second_hand": False, "sources": ["page"]}  # fmt: skip
ASKED = {"profit_low": D(0), "profit_mid": 3 * BILLION, "profit_high": 12 * BILLION, "resale_low": 0, "resale_high": 60,
         "hurdle": 10, "delay": 3, "horizon": 10}  # fmt: skip
PRICE = D("14.3") * BILLION


def assumed(**other):
    return outlook.priors(PRICE, CHANCE, {**ASKED, **other})


class TestWorth:
    def test_the_mean_by_hand(self):
        """Chance 3.5 ÷ 21; profit 5 bn; ten years' annuity 6.14457, brought back three: 4.61651; resale 30 % of 14.3."""
        annuity, today = (1 - 1.1**-10) / 0.1, 1.1**-3
        by_hand = 3.5 / 21 * 5e9 * annuity * today + 17.5 / 21 * 0.3 * 14.3e9 * today - 14.3e9
        assert float(outlook.expected(assumed())) == pytest.approx(by_hand, rel=1e-12)

    def test_without_a_return_and_a_wait(self):
        """A bet that surely pays 2 a year for ten years, less 14.3: 5.7 billion."""
        sure = assumed(profit_low=2 * BILLION, profit_mid=2 * BILLION, profit_high=2 * BILLION, hurdle=0, delay=0)
        assert outlook.expected(sure, chance=1) == D("5.7") * BILLION
        assert outlook.expected(sure, chance=0) == -D("0.7") * PRICE

    @pytest.mark.parametrize("seed", range(5))
    def test_draws_agree_with_the_formula_within_their_error(self, seed):
        found = outlook.sums(assumed(), draws=40_000, seed=seed)
        assert abs(found["mean"] - found["formula"]) < 4 * found["error"]
        assert 0 < found["error"] < D("0.01") * PRICE

    def test_equal_seeds_give_equal_draws_and_others_do_not(self):
        first, again, other = (outlook.sums(assumed(), draws=2000, seed=seed) for seed in (1, 1, 2))
        assert first == again and first != other
        bins = [outlook.belief(assumed(), CHANCE, draws=2000, seed=1) for _ in range(2)]
        assert bins[0].equals(bins[1])

    def test_the_share_above_nothing(self):
        """A sure profit above the price with the chance of one in two after none of none: about half of the draws gain."""
        even = outlook.priors(PRICE, {**CHANCE, "paid": 0, "settled": 0}, {
            **ASKED, "profit_low": 9 * BILLION, "profit_mid": 9 * BILLION, "profit_high": 9 * BILLION})  # fmt: skip
        assert float(outlook.sums(even, draws=40_000, seed=3)["gain_pct"]) == pytest.approx(50, abs=1.5)

    def test_bins_meet_at_nothing_and_hold_every_draw(self):
        found = outlook.belief(assumed(), CHANCE, draws=5000, seed=1)
        assert all(row.high <= 0 if row.side == "loss" else row.low >= 0 for row in found.itertuples())
        assert float(sum(found["share_pct"])) == pytest.approx(100, abs=0.05 * len(found))
        assert all(low == high for low, high in zip(found["low"][1:], found["high"][:-1], strict=True))

    def test_losses_and_gains_are_told_without_sign(self):
        lost = outlook.sums(assumed(), draws=2000, seed=1)
        won = outlook.sums(assumed(profit_high=90 * BILLION), draws=2000, seed=1)
        assert lost["mean_loss"] == -lost["mean"] and lost["mean_gain"] is None
        assert won["mean_gain"] == won["mean"] and won["mean_loss"] is None

    def test_what_moves_the_mean_most_comes_first(self):
        """The chance alone from 0 to 1 moves it by the worth of the profit less that of the resale."""
        found = outlook.tornado(assumed(), {"delay": (3, 3), "chance": (D(0), D(100)), "resale": (0, 60)}, CHANCE)
        assert list(found["row"]) == ["chance", "resale", "delay"]
        annuity, today = (1 - 1.1**-10) / 0.1, 1.1**-3
        assert float(found["high"][0] - found["low"][0]) == pytest.approx(today * (5e9 * annuity - 0.3 * 14.3e9), abs=2e7)
        assert found["low"][2] == found["high"][2] == found["base"][2]
        told = outlook.strongest(found)
        assert (told["first"], told["second"], told["last"]) == (
            "Chance that it pays", "Resale, if it does not, of the price", "Years of waiting")  # fmt: skip

    def test_every_drawn_figure_knows_its_assumptions(self):
        price = provenance.Figure(PRICE, provenance.Cell("readings", "r", "low"))
        found = outlook.sums(outlook.priors(price, CHANCE, ASKED), draws=500, seed=1)
        names = [provenance.origin_of(found[name]).id for name in ("gain_pct", "mean", "error", "formula", "q5", "q95")]
        assert len(set(names)) == 6
        assert all(price in provenance.origin_of(found[name]).parts for name in ("mean", "formula", "q50"))

    def test_without_a_price_or_a_record_nothing_is_said(self):
        assert outlook.priors(None, CHANCE, ASKED) is None
        assert outlook.priors(PRICE, {**CHANCE, "settled": None}, ASKED) is None
        assert set(outlook.sums(None, draws=10, seed=1).values()) == {None}
        assert len(outlook.belief(None, CHANCE, draws=10, seed=1)) == len(outlook.tornado(None, {}, CHANCE)) == 0
        assert set(outlook.strongest(outlook.tornado(None, {}, CHANCE)).values()) == {None}

    @pytest.mark.parametrize(("other", "told"), [
        ({"profit_mid": 20 * BILLION}, "profit: found 0, 20000000000 and 12000000000, expected the least, the likeliest"),
        ({"resale_low": 70}, "resale: found 70 to 60 percent, expected the least first."),
    ])  # fmt: skip
    def test_assumptions_out_of_order(self, other, told):
        with pytest.raises(ValueError, match=told):
            assumed(**other)


YEARLY, TODAY = (1 - 1.1**-10) / 0.1 * 1.1**-3, 1.1**-3  # a dollar a year for ten years after three; a dollar after three
RESOLD = 0.3 * 14.3e9 * TODAY


class TestWhatWouldHaveToHold:
    def test_each_alone_by_hand(self):
        """Chance: (14.3 − 3.223) ÷ (23.083 − 3.223); profit: (14.3 − ⅚ × 3.223) ÷ (⅙ × 4.617); sure: 14.3 ÷ 4.617 bn."""
        found = outlook.needed(assumed())
        assert found["chance_pct"] == D("55.8") == round(D(100 * (14.3e9 - RESOLD) / (5e9 * YEARLY - RESOLD)), 1)
        assert float(found["profit"]) == pytest.approx((14.3e9 - 5 / 6 * RESOLD) * 6 / YEARLY, abs=5e6)
        assert float(found["sure"]) == pytest.approx(14.3e9 / YEARLY, abs=5e6)
        assert (found["now_pct"], found["mean_profit"], found["wait"], found["years"]) == (D("16.7"), 5 * BILLION, 3, 10)

    def test_with_it_the_mean_is_the_price(self):
        """What is needed, put back into the mean by formula, leaves nothing but the rounding."""
        found = outlook.needed(assumed())
        even = [outlook.expected(assumed(), chance=found["chance_pct"] / 100), outlook.expected(
            assumed(), profit_low=found["profit"], profit_mid=found["profit"], profit_high=found["profit"])]  # fmt: skip
        assert all(abs(one) < D("0.001") * PRICE for one in even)

    def test_what_cannot_be_is_not_said(self):
        """A profit below the resale: no chance suffices. A resale at the price at once: none is needed, and no wait told."""
        poor = outlook.needed(assumed(profit_mid=0, profit_high=0))
        assert poor["chance_pct"] is None and poor["profit"] > 0
        safe = outlook.needed(assumed(resale_low=100, resale_high=100, delay=0))
        assert safe["chance_pct"] == 0 and safe["wait"] is None
        assert set(outlook.needed(None).values()) == {None}

    def test_silence_moves_the_chance_and_the_mean(self):
        """Four of eleven deals paid and four are unknown: 8½ ÷ 12 if those paid, 4½ ÷ 12 if they failed."""
        every = priced(*((f"d{i}", f"D{i}", f"ص{i}", "meta", 2010, D(10), [D(10)]) for i in range(11)))
        told = outcomes(*((f"d{i}", *row[:2], D(row[2]), row[3]) for i, (known, _) in enumerate(RULED) for row in known))
        hidden = outlook.biased(outlook.record(every, told, deal="x", until=2023), rule="value")
        found = outlook.silence(assumed(), hidden)
        assert (found["none_pct"], found["all_pct"]) == (D("70.8"), D("37.5"))
        means = [chance * 5e9 * YEARLY + (1 - chance) * RESOLD - 14.3e9 for chance in (8.5 / 12, 4.5 / 12)]
        assert means[0] > 0 > means[1] and found["none_loss"] is None and found["all_gain"] is None
        assert float(found["none_gain"]) == pytest.approx(means[0], abs=5e6)
        assert float(found["all_loss"]) == pytest.approx(-means[1], abs=5e6)
        assert set(outlook.silence(assumed(), hidden.iloc[:0]).values()) == {None}


ENDS = {"profit": (D(0), 12 * BILLION), "chance": (D("4.4"), D("34.9")), "delay": (3, 3)}


class TestSurface:
    def test_the_two_strongest_by_hand(self):
        """Five steps of each, the ends as given; in a cell the profit is sure if it pays."""
        found = outlook.surface(assumed(), outlook.tornado(assumed(), ENDS, CHANCE))
        assert set(found["first"]) == {"profit"} and set(found["second"]) == {"chance"} and len(found) == 25
        assert list(dict.fromkeys(found["at_first"])) == [0, 3 * BILLION, 6 * BILLION, 9 * BILLION, 12 * BILLION]
        assert list(dict.fromkeys(found["at_second"])) == [D("4.4"), D("12.0"), D("19.7"), D("27.3"), D("34.9")]
        for row in found.itertuples():
            chance = float(row.at_second) / 100
            by_hand = chance * float(row.at_first) * YEARLY + (1 - chance) * RESOLD - 14.3e9
            assert float(row.value) == pytest.approx(by_hand, abs=5e6)

    def test_whole_years_and_each_value_once(self):
        ends = {"horizon": (1, 3), "delay": (2, 2)}
        found = outlook.surface(assumed(), outlook.tornado(assumed(), ends, CHANCE))
        assert list(dict.fromkeys(found["at_first"])) == [1, 2, 3] and set(found["at_second"]) == {2}

    def test_every_cell_knows_its_assumptions(self):
        price = provenance.Figure(PRICE, provenance.Cell("readings", "r", "low"))
        one = outlook.priors(price, CHANCE, ASKED)
        ends = {"profit": (provenance.asked("profit_low", D(0)), provenance.asked("profit_high", 12 * BILLION)),
                "chance": ENDS["chance"]}  # fmt: skip
        found = outlook.surface(one, outlook.tornado(one, ends, CHANCE))
        assert all(price in provenance.origin_of(value).parts for value in found["value"])
        assert all(provenance.origin_of(value) for value in found["at_first"])

    def test_without_two_assumptions_there_is_none(self):
        assert len(outlook.surface(None, outlook.tornado(None, {}, CHANCE))) == 0
        assert len(outlook.surface(assumed(), outlook.tornado(assumed(), {"delay": (1, 6)}, CHANCE))) == 0


def test_columns_of_two_rooms_are_joined():
    found = outlook.with_claims({"deals": ("kind", "extra"), "claims": ("claim",)})
    assert found["deals"] == (*outlook.COLUMNS["deals"], "extra") and found["claims"] == ("claim",)
    assert found["outcomes"] == outlook.COLUMNS["outcomes"]
