"""Deals: sizes, shares, implied values, rivals and disagreement, on toy tables worked out by hand."""

from decimal import Decimal

import pandas as pd
import pytest

from analysis import deals

D = Decimal


def table(columns, *rows):
    """A frame as tables.load returns it: text, Decimal objects with None, Int64."""
    frame = pd.DataFrame([dict(zip(columns.split(), row, strict=True)) for row in rows], columns=columns.split())
    for name in frame:
        kinds = {type(value) for value in frame[name]} - {type(None)}
        frame[name] = frame[name].astype("Int64" if kinds == {int} else object if kinds == {Decimal} else "str")
    return frame


@pytest.fixture
def toy_deals():
    return table(
        "deal_id acquirer target target_ar announced kind sector scope status",
        ("big-2014", "meta", "Big", "كبير", "2014-02-19", "acquisition", "messaging", "single", "done"),
        ("ours-2025", "meta", "Ours", "صفقتنا", "2025-06-12", "minority_stake", "data_labelling", "single", "done"),
        ("small-2012", "meta", "Small", "صغير", "2012-04", "acquisition", "social", "single", "done"),
        ("rival-2024", "google", "Rival", "منافس", "2024", "license_and_hire", "ai_lab", "single", "done"),
        ("later-2026", "google", "Later", "لاحق", "2026-04-24", "investment", "ai_lab", "single", "done"),
        ("sum-2023", "google", "Sum", "مجموع", "2023", "investment", "ai_lab", "cumulative", "done"),
        ("fell-2025", "google", "Fell", "انهارت", "2025-05", "acquisition", "ai_lab", "single", "collapsed"),
    )


@pytest.fixture
def toy_readings():
    return table(
        "reading_id subject measure low high unit basis source confidence read",
        ("big-1", "big-2014", "price", D(19), D(19), "USD", "announced", "press", "reported", "direct"),
        ("big-2", "big-2014", "price", D(22), D(22), "USD", "closed", "press", "reported", "direct"),
        ("ours-1", "ours-2025", "price", D("14.3"), D("14.3"), "USD", "announced", "press", "reported", "direct"),
        ("ours-2", "ours-2025", "price", D(15), None, "USD", "reported", "seed", "estimated", "direct"),
        ("small-1", "small-2012", "price", D(1), D(2), "USD", "announced", "blog", "estimated", "second_hand"),
        ("rival-1", "rival-2024", "price", D("2.7"), D("2.7"), "USD", "reported", "press", "reported", "direct"),
        ("later-1", "later-2026", "price", D(30), D(30), "USD", "announced", "press", "reported", "direct"),
        ("sum-1", "sum-2023", "price", D(13), D(13), "USD", "reported", "press", "reported", "direct"),
        ("fell-1", "fell-2025", "price", D(3), D(3), "USD", "reported", "press", "reported", "direct"),
        ("ours-s", "ours-2025", "stake", D(49), D(49), "percent", "announced", "press", "reported", "direct"),
    )


@pytest.fixture
def toy_terms():
    return table(
        "term_id group name name_ar",
        ("meta", "company", "Meta", "ميتا"),
        ("google", "company", "Google", "جوجل"),
        ("acquisition", "kind", "acquisition", "استحواذ"),
    )


@pytest.fixture
def toy_fx():
    return table(
        "fx_id currency period measure per_usd source confidence read",
        ("sar", "SAR", None, "peg", D("3.75"), "bank", "reported", "direct"),
        ("egp-1", "EGP", "2014-01-01", "survey_day_rate", D("6.9"), "survey", "reported", "direct"),
        ("egp-2", "EGP", "2014-07-01", "survey_day_rate", D("7.1"), "survey", "estimated", "direct"),
        ("eur-1", "EUR", "2012", "annual_average", D("0.8"), "bank", "filed", "direct"),
        ("eur-2", "EUR", "2012-04-15", "survey_day_rate", D("0.7"), "survey", "filed", "direct"),
        ("eur-3", "EUR", "2025", "annual_average", D("0.9"), "bank", "filed", "direct"),
    )


@pytest.fixture
def toy_cpi():
    return table(
        "price_id year month index_value source confidence read",
        ("c12", 2012, "annual", D(200), "bls", "filed", "direct"),
        ("c14", 2014, "annual", D(250), "bls", "filed", "direct"),
        ("c25", 2025, "annual", D(300), "bls", "filed", "direct"),
        ("c24", 2024, "annual", D(290), "bls", "filed", "direct"),
        ("c25-5", 2025, "5", D(999), "bls", "filed", "direct"),
    )


def chosen(readings, measure="price"):
    """The first reading of each subject, in the shape that tables.choose gives."""
    rows = readings[readings["measure"] == measure].drop_duplicates("subject")
    most = rows["high"].where(rows["high"].notna(), rows["low"])
    found = rows.assign(value=rows["low"], readings=1, fallback=False, least=rows["low"], most=most)
    return found.drop(columns="measure")


@pytest.fixture
def priced(toy_deals, toy_readings, toy_terms):
    return deals.priced(toy_deals, toy_readings, chosen(toy_readings), toy_terms, deal="ours-2025")


@pytest.fixture
def money(toy_fx, toy_cpi):
    return {"fx": toy_fx, "cpi": toy_cpi}


@pytest.fixture
def sized(priced, money):
    return deals.by_size(deals.select(priced, acquirer="meta"), **money)


def cell(frame, deal_id, column):
    return frame.set_index("deal_id").at[deal_id, column]


class TestPriced:
    """One row per deal with a price."""

    def test_tone_tells_the_deal_its_acquirers_others_and_the_rest(self, priced):
        """The deal in question, its acquirer's other deals and everyone else's have three tones."""
        tones = dict(zip(priced["deal_id"], priced["tone"], strict=True))

        assert tones["ours-2025"] == "deal" and tones["big-2014"] == "peer" and tones["rival-2024"] == "field"

    def test_tone_falls_back_on_a_named_acquirer(self, toy_deals, toy_readings, toy_terms):
        """When the deal in question is not in the table, a named acquirer still marks its own."""
        frame = deals.priced(toy_deals, toy_readings, chosen(toy_readings), toy_terms, deal="gone", acquirer="google")

        assert set(frame.loc[frame["acquirer"] == "google", "tone"]) == {"peer"}
        assert set(frame.loc[frame["acquirer"] == "meta", "tone"]) == {"field"}

    def test_every_published_price_is_kept_beside_the_chosen_one(self, priced):
        """All readings of a price stand in parallel lists, smallest first, and an unknown end is no reading."""
        assert cell(priced, "big-2014", "readings_usd") == [D(19), D(22)]
        assert cell(priced, "big-2014", "bases") == ["announced", "closed"]
        assert cell(priced, "ours-2025", "readings_usd") == [D("14.3"), D(15)]
        assert cell(priced, "small-2012", "readings_usd") == [D(1), D(2)]

    def test_names_come_in_both_languages(self, priced):
        """Acquirers are named in Arabic and English, and a code without a term stands for itself."""
        assert cell(priced, "big-2014", "acquirer_name_ar") == "ميتا"
        assert cell(priced, "big-2014", "kind_name") == "acquisition"
        assert cell(priced, "big-2014", "sector_name") == "messaging"

    def test_deal_without_a_price_is_absent(self, toy_deals, toy_readings, toy_terms):
        """A deal for which nothing was chosen does not appear, least of all as zero."""
        some = chosen(toy_readings).query("subject != 'big-2014'")

        assert "big-2014" not in set(deals.priced(toy_deals, toy_readings, some, toy_terms, deal="x")["deal_id"])

    def test_second_hand_and_sources_follow_the_chosen_reading(self, priced):
        """A price read in another text is marked, and the row cites the page of the price."""
        assert cell(priced, "small-2012", "second_hand") and not cell(priced, "big-2014", "second_hand")
        assert cell(priced, "small-2012", "sources") == ["blog"]

    def test_price_in_another_unit_is_refused(self, toy_deals, toy_readings, toy_terms):
        """A price in euro is refused with a sentence, as no measure may rank it with dollars."""
        euro = chosen(toy_readings).assign(unit="EUR")

        with pytest.raises(deals.MixedUnits, match=r'reading big-1: found the unit "EUR", expected USD'):
            deals.priced(toy_deals, toy_readings, euro, toy_terms, deal="x")

    def test_two_choices_for_one_deal_are_refused(self, toy_deals, toy_readings, toy_terms):
        """A choice that names a deal twice cannot double its money."""
        twice = pd.concat([chosen(toy_readings)] * 2)

        with pytest.raises(pd.errors.MergeError):
            deals.priced(toy_deals, toy_readings, twice, toy_terms, deal="x")


class TestSelect:
    """Which deals are looked at."""

    def test_conditions_narrow_and_empty_ones_do_not(self, priced):
        """Acquirer, kinds, sectors, size and years narrow the frame; empty ones leave it whole."""
        assert len(deals.select(priced)) == len(priced) == 7
        assert set(deals.select(priced, kinds=("investment",))["deal_id"]) == {"later-2026", "sum-2023"}
        assert set(deals.select(priced, sectors=("social",))["deal_id"]) == {"small-2012"}
        assert set(deals.select(priced, smallest=D("14.3"))["deal_id"]) == {"big-2014", "ours-2025", "later-2026"}
        assert set(deals.select(priced, first=2024, last=2025)["deal_id"]) == {"ours-2025", "rival-2024", "fell-2025"}


class TestMoney:
    """Nominal and real money in any currency."""

    def test_nominal_dollars_are_the_price_itself(self, sized):
        """Without conversion the value is the price, unknown price year and all."""
        assert cell(sized.kept, "ours-2025", "value") == D("14.3")
        assert sized.kept["price_year"].isna().all() and set(sized.kept["currency"]) == {"USD"}

    def test_peg_holds_for_every_year(self, priced, money):
        """A pegged currency converts deals of all years."""
        kept, lost = deals.in_money(priced, **money, currency="SAR")

        assert lost.empty and cell(kept, "ours-2025", "value") == D("14.3") * D("3.75") == D("53.625")
        assert set(kept["rate_kind"]) == {"peg"}

    def test_deal_without_a_rate_of_its_year_is_left_out_by_name(self, priced, money):
        """A rate is never carried over from another year: deals without one are returned by name."""
        kept, lost = deals.in_money(priced, **money, currency="EGP")

        assert list(kept["deal_id"]) == ["big-2014"] and set(lost["reason"]) == {"no_rate"}
        assert deals.names(lost, "ar")[:2] == ["صفقتنا", "صغير"] and deals.names(lost, "en")[0] == "Ours"

    def test_rate_dated_nearest_to_the_deal_is_taken(self, priced, money):
        """Of two day rates of the year the nearer to the announcement converts: January for 19 February."""
        kept, _ = deals.in_money(priced, **money, currency="EGP")

        assert cell(kept, "big-2014", "value") == D(19) * D("6.9")

    def test_average_of_the_year_goes_before_a_days_rate(self, priced, money):
        """A yearly average converts even where a day's rate is dated nearer."""
        kept, _ = deals.in_money(priced, **money, currency="EUR")

        assert cell(kept, "small-2012", "value") == D("0.8") and cell(kept, "small-2012", "high") == D("1.6")

    def test_currency_with_no_rate_at_all_is_refused(self, priced, money):
        """When no deal remains, a sentence says what was looked for and what to do."""
        with pytest.raises(deals.NothingLeft, match=r"nominal KWD: found no rate of its year for any of the 7 .*Big"):
            deals.in_money(priced, **money, currency="KWD")

    def test_real_money_takes_inflation_out_with_whole_years(self, priced, money):
        """A price of 2014 in prices of 2025 is multiplied by the ratio of the two annual indices."""
        kept, _ = deals.in_money(priced, **money, money="real")

        assert cell(kept, "big-2014", "value") == D(19) * 300 / 250 == D("22.8")
        assert cell(kept, "big-2014", "readings") == [D("22.8"), D("26.4")]
        assert cell(kept, "big-2014", "sources") == ["press", "bls"] and set(kept["price_year"]) == {2025}

    def test_real_money_is_converted_at_the_price_years_rate(self, priced, money):
        """Real money is deflated in dollars first and then converted at the rate of the price year."""
        kept, _ = deals.in_money(priced, **money, money="real", currency="EUR")

        assert cell(kept, "small-2012", "value") == D(1) * 300 / 200 * D("0.9") == D("1.35")

    def test_money_of_its_own_year_rests_on_no_index(self, priced, money):
        """A price that is already in the price year's money cites no consumer prices."""
        kept, _ = deals.in_money(priced, **money, money="real")

        assert cell(kept, "ours-2025", "value") == D("14.3") and cell(kept, "ours-2025", "sources") == ["press"]

    def test_deal_of_an_unfinished_year_counts_as_of_the_last_whole_one(self, priced, money):
        """A deal newer than the last whole year of prices is shown as it is, and marked."""
        kept, lost = deals.in_money(priced, **money, money="real")

        assert cell(kept, "later-2026", "value") == D(30)
        assert list(deals.not_deflated(kept)["deal_id"]) == ["later-2026"]
        assert list(lost["deal_id"]) == ["sum-2023"] and list(lost["reason"]) == ["no_index"]

    def test_price_year_not_yet_known_gives_way_to_the_last_known(self, priced, money):
        """Prices of a year that is not over are asked in vain: the last whole year known serves, and is named."""
        kept, _ = deals.in_money(priced, **money, money="real", year=2030)

        assert set(kept["price_year"]) == {2025}

    def test_confidence_is_the_weakest_input(self, priced, money):
        """A filed rate leaves a reported price reported; an estimated rate makes it estimated."""
        kept, _ = deals.in_money(priced, **money, currency="SAR")
        weak = money["fx"].assign(confidence="estimated")
        weakened, _ = deals.in_money(priced, fx=weak, cpi=money["cpi"], currency="SAR")

        assert cell(kept, "ours-2025", "confidence") == "reported"
        assert cell(weakened, "ours-2025", "confidence") == "estimated"

    def test_other_money_is_refused(self, priced, money):
        """Money that is neither nominal nor real is refused."""
        with pytest.raises(ValueError, match='found "old", expected nominal or real'):
            deals.in_money(priced, **money, money="old")


class TestBySize:
    """Deals by size and the deal's standing."""

    def test_largest_comes_first_with_its_rank(self, sized):
        """The frame is in the order of size, ranked from one."""
        assert list(sized.kept["deal_id"]) == ["big-2014", "ours-2025", "small-2012"]
        assert list(sized.kept["rank"]) == [1, 2, 3]

    def test_sums_and_collapsed_deals_are_left_out_by_name(self, priced, money):
        """What is no transaction of its own is not counted but named."""
        kept, lost = deals.by_size(priced, **money)
        reasons = dict(zip(lost["deal_id"], lost["reason"], strict=True))

        assert reasons == {"sum-2023": "cumulative", "fell-2025": "collapsed"}
        assert not {"sum-2023", "fell-2025"} & set(kept["deal_id"])

    def test_price_known_only_as_a_ceiling_is_left_out_with_its_reason(self, toy_deals, toy_readings, toy_terms, money):
        """"Less than 3" is no amount to rank or to add: the deal is named with its reason, wherever a smallest is asked."""
        wanted = toy_readings["reading_id"] != "rival-1"
        ceiling = toy_readings[~wanted].assign(low=None)
        readings = pd.concat([toy_readings[wanted], ceiling], ignore_index=True)
        chosen = readings[readings["reading_id"].isin(["rival-1", "later-1"])].assign(fallback=False)
        chosen = chosen.assign(value=chosen["low"])
        every = deals.priced(toy_deals, readings, chosen, toy_terms, deal="ours-2025")
        kept, lost = deals.rivals(every, **money)

        assert dict(zip(lost["deal_id"], lost["reason"], strict=True)) == {"rival-2024": "at_most"}
        assert deals.among(kept)["field_total"] == D(30)
        assert list(deals.select(every, smallest=1)["deal_id"]) == ["later-2026"]

    def test_equal_sizes_share_a_rank(self, priced, money):
        """Two deals of one price share the better place, and the next takes the one after both."""
        same = priced.assign(price_usd=[D(5), D(5), D(1), D(9), D(1), D(1), D(1)]).iloc[:4]

        assert list(deals.by_size(same, **money).kept["rank"]) == [1, 2, 2, 4]

    def test_standing_names_the_deal_the_largest_and_the_total(self, sized):
        """The deal's rank, share of the total, ratio to the largest and multiple of the median follow by hand."""
        found = deals.standing(sized.kept)

        assert (found["name"], found["rank"], found["count"]) == ("Ours", 2, 3)
        assert found["total"] == D("34.3") and found["largest_name_ar"] == "كبير"
        assert found["ratio_to_largest_pct"] == D("14.3") * 100 / 19
        assert found["share_of_total_pct"] == D("14.3") * 100 / D("34.3")
        assert found["others_median"] == D(10) and found["times_median"] == D("1.43")

    def test_standing_without_the_deal_says_so_with_none(self, priced, money):
        """A selection without the deal still has a total and a largest, but no place for the deal."""
        found = deals.standing(deals.by_size(deals.select(priced, kinds=("acquisition",)), **money).kept)

        assert found["rank"] is found["name"] is found["ratio_to_largest_pct"] is found["times_median"] is None
        assert found["total"] == D(20) and found["largest_name"] == "Big"

    def test_nothing_selected_gives_an_empty_frame(self, priced, money, toy_readings):
        """With no deal in the selection every function returns emptiness instead of an error."""
        none = deals.select(priced, smallest=10**15)
        kept, lost = deals.by_size(none, **money, currency="SAR", money="real")

        assert kept.empty and lost.empty and {"value", "rank", "readings", "unadjusted"} <= set(kept)
        assert deals.names(deals.not_deflated(kept)) == deals.names(deals.rivals(none, **money).left_out) == []
        assert deals.standing(kept)["total"] is None and deals.among(kept)["count"] == 0
        assert deals.disputed(kept)["deals"] == 0 and deals.disputed(kept)["count"] is None
        worth = deals.implied(kept, **inputs(toy_readings))
        assert worth.kept.empty and deals.multiples(worth.kept)["whole_company_count"] == 0


@pytest.fixture
def toy_companies():
    return table(
        "company_row_id company measure period value unit source confidence read",
        ("r13", "meta", "revenue", "2013", D(10), "USD", "10-K", "filed", "direct"),
        ("r13b", "meta", "revenue", "2013", D(11), "USD", "blog", "estimated", "direct"),
        ("r24", "meta", "revenue", "2024", D(143), "USD", "10-K", "filed", "direct"),
        ("r24q", "meta", "revenue", "2024Q4", D(40), "USD", "10-K", "filed", "direct"),
        ("rg", "google", "revenue", "2011", D(1), "USD", "10-K", "filed", "direct"),
        ("m1", "meta", "market_value", "2013-12-31", D(190), "USD", "quotes", "reported", "direct"),
        ("m2", "meta", "market_value", "2014-12-31", D(500), "USD", "quotes", "reported", "direct"),
        ("m3", "meta", "market_value", "2024-11-01", D(999), "USD", "quotes", "reported", "direct"),
        ("m4", "meta", "market_value", "2025-05-22", D(700), "GBP", "quotes", "reported", "direct"),
    )


class TestAgainstSize:
    """A price beside the size of the company that paid it."""

    def test_share_is_of_the_revenue_of_the_year_before(self, sized, toy_companies):
        """A deal of 2014 is divided by the filed revenue of 2013, one of 2025 by that of 2024."""
        kept, _ = deals.against_size(sized.kept, toy_companies)

        assert cell(kept, "big-2014", "revenue_share_pct") == D(190)
        assert cell(kept, "big-2014", "revenue_year") == "2013"
        assert cell(kept, "ours-2025", "revenue_share_pct") == D(10)

    def test_deal_without_revenue_is_left_out_by_name(self, sized, toy_companies):
        """No revenue for the year before is no share, and another company's revenue does not serve."""
        _, lost = deals.against_size(sized.kept, toy_companies)

        assert list(lost["deal_id"]) == ["small-2012"] and list(lost["reason"]) == ["no_revenue"]

    def test_market_value_is_the_last_before_and_near(self, sized, toy_companies):
        """The value fifty days before serves; one of 223 days before, of after or in pounds does not."""
        kept, _ = deals.against_size(sized.kept, toy_companies)

        assert cell(kept, "big-2014", "market_share_pct") == D(10)
        assert cell(kept, "big-2014", "market_value_date") == "2013-12-31"
        assert cell(kept, "ours-2025", "market_share_pct") is None
        nearer, _ = deals.against_size(sized.kept, toy_companies, near=223)
        assert cell(nearer, "ours-2025", "market_value_usd") == D(999)

    def test_month_takes_no_value_from_within_it(self, toy_companies, priced, money):
        """A deal dated to a month takes a value from before the month began."""
        monthly = deals.in_money(priced.assign(announced="2014-12"), **money).kept
        kept, _ = deals.against_size(monthly, toy_companies)

        assert set(kept["market_value_date"]) == {None}

    def test_ranks_count_the_same_deals(self, sized, toy_companies):
        """Ranks by price and by share both leave out the deal without a share."""
        richer = toy_companies.assign(value=[D(1000), *toy_companies["value"].iloc[1:]])
        kept, _ = deals.against_size(sized.kept, richer)

        assert list(kept["deal_id"]) == ["ours-2025", "big-2014"]
        assert list(kept["rank_price"]) == [2, 1] and list(kept["places"]) == [1, -1]

    def test_provenance_takes_in_the_companys_figures(self, sized, toy_companies):
        """The row cites price, revenue and market value, and is as sure as the weakest of them."""
        kept, _ = deals.against_size(sized.kept, toy_companies)

        assert cell(kept, "big-2014", "sources") == ["press", "10-K", "quotes"]
        assert cell(kept, "big-2014", "confidence") == "reported"

    def test_by_market_ranks_only_where_it_is_known(self, sized, toy_companies):
        """Ranking by market value leaves out deals without one near."""
        kept, lost = deals.against_size(sized.kept, toy_companies, by="market")

        assert list(kept["share_pct"]) == [D(10)] and set(lost["reason"]) == {"no_market_value"}
        with pytest.raises(ValueError, match='found "profit", expected revenue or market'):
            deals.against_size(sized.kept, toy_companies, by="profit")

    def test_turnover_tells_how_far_the_deal_moves(self, sized, toy_companies):
        """The places the deal moves, and the first by share, are named."""
        found = deals.turnover(deals.against_size(sized.kept, toy_companies).kept)

        assert (found["rank_price"], found["rank_share"], found["places"], found["moved"]) == (2, 2, 0, 0)
        assert found["top_name"] == "Big" and found["times"] == D(19) and found["revenue_year"] == "2024"

    def test_turnover_of_nothing_is_none(self, sized, toy_companies):
        """Without any deal there is no place and no first."""
        found = deals.turnover(deals.against_size(sized.kept.iloc[:0], toy_companies).kept)

        assert found["count"] == 0 and found["moved"] is found["places"] is found["top_name"] is None


def inputs(readings, **more):
    """Chosen readings for implied(); a measure not given has none."""
    tail = ("announced", "page", "estimated", "direct")
    rows = [(f"{deal}-{m}", deal, m, D(n), D(n), unit, *tail) for m, (deal, n, unit) in more.items()]
    frame = pd.concat([readings, table(" ".join(readings.columns), *rows)]) if rows else readings
    return {measure: chosen(frame, measure) for measure in ("stake", "staff", "users", "revenue")}


class TestImplied:
    """What a price says of the whole company."""

    def test_whole_company_is_price_over_stake(self, sized, toy_readings):
        """14.3 for 49 percent values the whole at 14.3 ÷ 0.49, up to 15 ÷ 0.49 over all readings."""
        kept, _ = deals.implied(sized.kept, **inputs(toy_readings))
        row = kept[kept["deal_id"] == "ours-2025"].iloc[0]

        assert row["value"] == D("14.3") / D("0.49") and row["high"] == D(15) / D("0.49")
        assert row["inputs"] == ["ours-1", "ours-s"] and row["stake_pct"] == D(49)

    def test_acquisition_bought_the_whole(self, sized, toy_readings):
        """An acquisition without a stated stake is worth its price."""
        kept, _ = deals.implied(sized.kept, **inputs(toy_readings))

        assert cell(kept, "big-2014", "value") == D(19) and cell(kept, "big-2014", "stake_pct") is None

    def test_part_of_unknown_size_implies_nothing(self, priced, money, toy_readings):
        """An investment without a stake and a licence with hiring are left out by name."""
        kept, lost = deals.implied(deals.by_size(priced, **money).kept, **inputs(toy_readings))

        assert set(lost["deal_id"]) == {"rival-2024", "later-2026"} and set(lost["reason"]) == {"no_stake"}
        assert not set(lost["deal_id"]) & set(kept["deal_id"])

    def test_measure_stands_only_where_its_input_is_known(self, sized, toy_readings):
        """Per employee appears for the one deal with a published headcount, and per user for none."""
        kept, _ = deals.implied(sized.kept, **inputs(toy_readings, staff=("big-2014", 38, "people")))
        row = kept[kept["measure"] == "per_employee"].iloc[0]

        assert row["deal_id"] == "big-2014" and row["value"] == D("0.5") and row["confidence"] == "estimated"
        assert row["sources"] == ["press", "page"] and "per_user" not in set(kept["measure"])

    def test_range_spans_the_readings_of_price_and_input(self, sized, toy_readings):
        """The least is the lowest price over the largest headcount, the most the highest over the smallest."""
        given = inputs(toy_readings, staff=("big-2014", 38, "people"))
        given["staff"] = given["staff"].assign(least=[D(20)], most=[D(50)])
        row = deals.implied(sized.kept, **given).kept.set_index("measure").loc["per_employee"]

        assert (row["low"], row["value"], row["high"]) == (D(19) / 50, D("0.5"), D(22) / 20)

    def test_revenue_multiple_is_in_dollars_of_the_day(self, priced, money, toy_readings):
        """Deflation and conversion leave the multiple of revenue alone, while the value moves with the money."""
        real = deals.by_size(priced, **money, money="real", currency="SAR").kept
        kept, _ = deals.implied(real, **inputs(toy_readings, revenue=("big-2014", 10, "USD")))
        by_measure = kept[kept["deal_id"] == "big-2014"].set_index("measure")

        assert by_measure.at["revenue_multiple", "value"] == D("1.9")
        assert by_measure.at["revenue_multiple", "high"] == D("2.2")
        assert by_measure.at["revenue_multiple", "unit"] == "times"
        assert by_measure.at["whole_company", "value"] == D("22.8") * D("3.75")

    def test_multiples_place_the_deal(self, sized, toy_readings):
        """The deal's value, rank, count and the top one are given per measure, None where it has none."""
        kept, _ = deals.implied(sized.kept, **inputs(toy_readings, users=("small-2012", 4, "people")))
        found = deals.multiples(kept)

        assert found["whole_company_rank"] == 1 and found["whole_company_count"] == 3
        assert found["per_user"] is None and found["per_user_top"] == D("0.25")
        assert found["per_user_top_name_ar"] == "صغير"
        assert found["revenue_multiple_count"] == 0 and found["revenue_multiple_top"] is None


class TestRivals:
    """AI deals over time."""

    def test_deals_of_the_sectors_stand_in_the_order_of_time(self, priced, money):
        """Deals of AI sectors, whoever bought, stand oldest first; others do not."""
        kept, lost = deals.rivals(priced, **money)

        assert list(kept["deal_id"]) == ["rival-2024", "ours-2025", "later-2026"]
        assert set(lost["reason"]) == {"cumulative", "collapsed"}
        assert kept["date"].iloc[0] == pd.Timestamp("2024-07-01") and kept["announced"].iloc[0] == "2024"

    def test_sectors_are_a_parameter(self, priced, money):
        """Another list of sectors gives other deals, an empty one all."""
        assert list(deals.rivals(priced, **money, sectors=("social",)).kept["deal_id"]) == ["small-2012"]
        assert len(deals.rivals(priced, **money, sectors=()).kept) == 5

    def test_among_tells_what_was_larger_before_and_after(self, priced, money):
        """One larger deal came after, none before."""
        found = deals.among(deals.rivals(priced, **money).kept)

        assert (found["rank"], found["count"], found["rivals"], found["acquirers"]) == (2, 3, 2, 2)
        assert (found["larger_before"], found["larger_after"]) == (0, 1)
        assert found["field_total"] == D("32.7") and found["acquirer_total"] == D("14.3")
        assert found["times"] == D(30) / D("14.3") and found["largest_acquirer_ar"] == "جوجل"



class TestDisagreement:
    """How far readings lie apart."""

    def test_widest_comes_first_and_agreement_is_absent(self, priced, money):
        """Spreads are most over least, the widest first; one reading, even a range, disagrees with nothing."""
        found = deals.disagreement(deals.by_size(priced, **money).kept)

        assert list(found["deal_id"]) == ["big-2014", "ours-2025"]
        assert found["spread"].iloc[0] == D(22) / 19 and found["least_ratio"].iloc[0] == 1
        assert found["ticks"].iloc[1] == [(D("14.3"), "announced"), (D(15), "reported")]
        assert found["sources"].iloc[1] == ["press", "seed"] and list(found["count"]) == [2, 2]

    def test_two_pages_with_one_range_agree(self, toy_deals, toy_readings, toy_terms, money):
        """Two readings of the same range agree; a figure inside the range does not."""
        small = toy_readings[toy_readings["reading_id"] == "small-1"]
        again = pd.concat([toy_readings, small.assign(reading_id="small-2")])
        inside = pd.concat([toy_readings, small.assign(reading_id="small-2", high=[D(1)])])
        frames = [deals.priced(toy_deals, r, chosen(r), toy_terms, deal="x") for r in (again, inside)]
        found = [set(deals.disagreement(deals.by_size(frame, **money).kept)["deal_id"]) for frame in frames]

        assert "small-2012" not in found[0] and "small-2012" in found[1]

    def test_spread_does_not_depend_on_the_money_shown(self, priced, money):
        """In real riyals the ratio of the readings is what it is in dollars."""
        shown = deals.disagreement(deals.by_size(priced, **money, money="real", currency="SAR").kept)

        assert shown.set_index("deal_id").at["big-2014", "spread"] == D("26.4") / D("22.8")

    def test_disputed_counts_and_names(self, sized):
        """The count of disputed deals, the widest and the deal's own readings are given."""
        found = deals.disputed(sized.kept)

        assert (found["deals"], found["count"], found["widest_name"]) == (3, 2, "Big")
        assert found["least"] == found["chosen"] == D("14.3") and found["most"] == D(15) and found["readings"] == 2
