"""Talent: rates that may be compared, flows and a laboratory's comings and goings, on toy tables."""

from decimal import Decimal

import pandas as pd
import pytest

from analysis import talent

D = Decimal


def table(columns, *rows):
    """A frame as tables.load returns it: text, and Decimal objects with None."""
    frame = pd.DataFrame([dict(zip(columns.split(), row, strict=True)) for row in rows], columns=columns.split())
    for name in frame:
        numbers = any(isinstance(value, Decimal) for value in frame[name])
        frame[name] = frame[name].astype(object if numbers else "str")
    return frame


@pytest.fixture
def toy_terms():
    return table(
        "term_id group name name_ar",
        ("meta", "company", "Meta", "ميتا"),
        ("msl", "lab", "Meta Superintelligence Labs", "مختبرات ميتا للذكاء الخارق"),
        ("openai", "lab", "OpenAI", "OpenAI"),
        ("anthropic", "lab", "Anthropic", "Anthropic"),
        ("industry", "cohort", "Tech industry", "قطاع التقنية"),
        ("left", "cohort", "Left", "غادروا"),
        ("laid-off", "cohort", "Laid off", "سُرّحوا"),
        ("anyone", "cohort", "All employers", "كل جهات العمل"),
    )


@pytest.fixture
def toy_talent():
    return table(
        "talent_id lab measure period value_pct sample_size definition definition_ar source confidence read",
        ("t1", "meta", "attrition_rate", "2024", D("4.3"), None, "rivals", "منافسون", "a", "reported", "direct"),
        ("t2", "openai", "attrition_rate", "2024", D("5.4"), None, "rivals", "منافسون", "a", "reported", "direct"),
        ("t3", "meta", "retention_rate", "2y", D(64), None, "within", "خلال", "blog", "estimated", "direct"),
        ("t4", "meta", "retention_rate", "2y", D(65), None, "ago", "قبل", "press", "reported", "direct"),
        ("t5", "anthropic", "retention_rate", "2y", D(80), "1,000", "within", "خلال", "press", "reported", "direct"),
        ("t6", "openai", "retention_rate", "2y", D(67), None, "within", "خلال", "far", "estimated", "second_hand"),
        ("t7", "openai", "visible_retention_rate", "2026", D("73.6"), None, "v", "ظ", "x", "estimated", "second_hand"),
        ("t8", "industry", "retention_rate_band_low", "2y", D(40), None, "n", "م", "press", "reported", "direct"),
        ("t9", "industry", "retention_rate_band_high", "2y", D(50), None, "n", "م", "press", "reported", "direct"),
        ("t0", "openai", "retention_rate", "1y", D(90), None, "one year", "سنة", "press", "reported", "direct"),
    )  # fmt: skip


@pytest.fixture
def toy_flows():
    return table(
        "flow_id from_lab to_lab period date measure value source confidence read",
        ("f1", "openai", "anthropic", "2024-2025", "2025", "ratio", D(8), "fortune", "reported", "direct"),
        ("f2", "openai", "anthropic", "2024-2025", "2025", "ratio", D("8.2"), "toms", "reported", "direct"),
        ("f3", "anyone", "meta", "2025", "2025", "ratio", D(3), "zeki", "estimated", "second_hand"),
        ("f4", "openai", "msl", "2025-06", "2025-06", "people", D(7), "memo", "reported", "direct"),
        ("f5", "anyone", "msl", "2025-06-30", "2025-06-30", "people", D(11), "outlook", "reported", "direct"),
        ("f6", "openai", "msl", "2025", None, "people", D(10), "verge", "estimated", "direct"),
        ("f7", "msl", "left", "2025-08", "2025-08", "people", D(3), "bytes", "reported", "direct"),
        ("f8", "msl", "openai", "2025-08", "2025-08", "people", D(2), "bytes", "reported", "direct"),
        ("f9", "meta", "left", "2025-08", "2025-08", "people", D(8), "gadgets", "reported", "direct"),
        ("g1", "msl", "laid-off", "2025-10", "2025-10", "people", D(600), "bytes", "reported", "direct"),
        ("g2", "meta", "anthropic", "2023", "2023", "people", D(1), "old", "reported", "direct"),
        ("g3", "openai", "msl", "2025-07", "2025-07", "people", D(6), "hyper", "estimated", "direct"),
        ("g4", "anthropic", "msl", "2025-07", "2025-07", "people", D(4), "hyper", "estimated", "direct"),
        ("g5", "openai", "anthropic", "2025", "2025", "share_pct", D(40), "roster", "estimated", "direct"),
    )


@pytest.fixture
def toy_events():
    return table(
        "event_id date actor event event_ar kind source confidence read",
        ("e1", "2025-06-12", "Scale AI", "Wang goes to Meta.", "وانج.", "hire", "hngn", "reported", "direct"),
        ("e2", "2025-06-30", "Meta", "Eleven hires.", "أحد عشر تعيينًا.", "hire", "wired", "estimated", "direct"),
        ("e3", "2025-10-22", "Meta", "Meta cuts jobs.", "ميتا تسرّح.", "departure", "bytes", "reported", "direct"),
        ("e4", "2025-07-16", "Scale AI", "Scale lays off staff.", "تسريح.", "departure", "upi", "reported", "direct"),
        ("e5", "2025-06-20", "Meta", "Meta talks.", "ميتا تتحدث.", "market", "x", "reported", "direct"),
        ("e6", "2024-06-20", "Meta", "Meta hires.", "ميتا تعيّن.", "hire", "x", "reported", "direct"),
        ("e7", "2025-09", "Metaphor", "Metaphor hires.", "ميتافور.", "hire", "x", "reported", "direct"),
    )


class TestRates:
    """One row per lab, one measure at a time."""

    def test_attrition_is_what_was_printed_without_sample(self, toy_talent, toy_terms):
        """The two rates stand as printed, highest first, and the absent sample size is unknown."""
        found = talent.attrition(toy_talent, toy_terms)

        assert list(found["value_pct"]) == [D("5.4"), D("4.3")] and list(found["sample"]) == [None, None]
        assert list(found["tone"]) == ["field", "deal"] and found["name_ar"].iloc[1] == "ميتا"

    def test_pages_that_repeat_a_lab_are_one_row(self, toy_talent, toy_terms):
        """Readings of a lab collapse to the best graded one with the range and count of all."""
        meta = talent.retention(toy_talent, toy_terms).set_index("lab").loc["meta"]

        assert (meta["value_pct"], meta["low_pct"], meta["high_pct"]) == (D(65), D(64), D(65))
        assert (meta["readings"], meta["definitions"]) == (2, 2) and meta["sources"] == ["press", "blog"]
        assert meta["confidence"] == "reported" and meta["sample"] is None

    def test_published_sample_is_kept(self, toy_talent, toy_terms):
        """A sample size that was published stands on the row."""
        assert talent.retention(toy_talent, toy_terms)["sample"].iloc[0] == "1,000"

    def test_second_hand_counts_only_when_asked_for(self, toy_talent, toy_terms):
        """A figure read in another text enters only on demand, and is marked."""
        without, with_it = (talent.retention(toy_talent, toy_terms, second_hand=s) for s in (False, True))

        assert set(without["lab"]) == {"meta", "anthropic"}
        assert with_it.set_index("lab").at["openai", "second_hand"]

    def test_labs_narrow_the_rows(self, toy_talent, toy_terms):
        """Naming labs keeps those only, and ranks them among themselves."""
        found = talent.retention(toy_talent, toy_terms, labs=("meta",))

        assert list(found["lab"]) == ["meta"] and list(found["rank"]) == [1]

    def test_two_periods_are_refused(self, toy_talent, toy_terms):
        """One-year and two-year retention are not ranked with each other."""
        with pytest.raises(talent.MixedMeasures, match=r"found retention_rate of 1y, retention_rate of 2y in one comp"):
            talent.rates(toy_talent, toy_terms, "retention_rate")

    def test_two_measures_are_refused(self, toy_talent, toy_terms):
        """Attrition and retention cannot be put into one comparison."""
        both = pd.concat([talent.attrition(toy_talent, toy_terms), talent.retention(toy_talent, toy_terms)])

        with pytest.raises(talent.MixedMeasures, match="expected one measure of one period"):
            talent.comparable(both)

    def test_nothing_known_gives_an_empty_frame(self, toy_talent, toy_terms):
        """A measure without rows is an empty frame with its columns, and its numbers are None."""
        found = talent.visible_retention(toy_talent, toy_terms)

        assert found.empty and "value_pct" in found and talent.gap(found)["value"] is None

    def test_second_definition_stands_beside_and_never_inside(self, toy_talent, toy_terms):
        """Another definition has a column of its own; a lab only it knows has no two-year value."""
        kept = talent.retention(toy_talent, toy_terms)
        found = talent.beside(kept, talent.visible_retention(toy_talent, toy_terms, second_hand=True))

        assert list(found["lab"]) == ["anthropic", "meta", "openai"]
        assert list(found["value_pct"]) == [D(80), D(65), None] and list(found["other_pct"]) == [None, None, D("73.6")]
        assert found["rank"].isna().iloc[2]

    def test_beside_joins_both_readings_of_a_lab(self, toy_talent, toy_terms):
        """A lab that both know keeps its own value and cites both pages, as sure as the weaker."""
        kept = talent.retention(toy_talent, toy_terms, second_hand=True)
        found = talent.beside(kept, talent.visible_retention(toy_talent, toy_terms, second_hand=True)).set_index("lab")

        assert found.at["openai", "value_pct"] == D(67) and found.at["openai", "other_pct"] == D("73.6")
        assert found.at["openai", "sources"] == ["far", "x"]

    def test_band_needs_both_ends(self, toy_talent, toy_terms):
        """The norm has a lower and an upper end, or is unknown."""
        whole, half = talent.band(toy_talent, toy_terms), talent.band(toy_talent.query("talent_id != 't9'"), toy_terms)

        assert (whole["low"], whole["high"], whole["name_ar"]) == (D(40), D(50), "قطاع التقنية")
        assert half["low"] is half["high"] is None and half["sources"] == []

    def test_gap_is_in_points_below_the_highest(self, toy_talent, toy_terms):
        """The lab lies fifteen points below the highest and fifteen above the norm."""
        found = talent.gap(talent.retention(toy_talent, toy_terms), talent.band(toy_talent, toy_terms))

        assert (found["value"], found["rank"], found["count"]) == (D(65), 2, 2)
        assert found["points"] == D(15) and found["above_norm"] == D(15) and found["highest_name"] == "Anthropic"
        assert (found["behind"], found["ahead"], found["below_norm"]) == (D(15), None, None)

    def test_gap_names_the_side_on_which_the_lab_lies(self, toy_talent, toy_terms):
        """Seen from the highest lab the other lies below; under a norm of ninety it is the lab that lies below."""
        kept = talent.retention(toy_talent, toy_terms, lab="anthropic")
        found = talent.gap(kept, talent.band(toy_talent, toy_terms) | {"high": D(90)})

        assert (found["ahead"], found["behind"], found["below_norm"]) == (D(15), None, D(10))

    def test_attrition_is_ranked_but_not_subtracted(self, toy_talent, toy_terms):
        """No denominator was published, so no difference of attrition rates is given."""
        found = talent.gap(talent.attrition(toy_talent, toy_terms))

        assert found["rank"] == 2 and found["highest"] == D("5.4") and found["points"] is None


class TestFlows:
    """Ratios and people, never added."""

    def test_ratio_takes_the_more_precise_and_keeps_the_range(self, toy_flows, toy_terms):
        """Of 8 and 8.2 for one pair the more precise is taken, and both ends are kept."""
        found = talent.flow_ratios(toy_flows, toy_terms).iloc[0]

        assert (found["value"], found["low"], found["high"], found["readings"]) == (D("8.2"), D(8), D("8.2"), 2)
        assert found["label_ar"] == "من OpenAI إلى Anthropic" and found["sources"] == ["toms", "fortune"]

    def test_people_keep_smallest_and_largest_count(self, toy_flows, toy_terms):
        """Counts of a pair span from the smallest to the largest, and are not added up."""
        found = talent.flow_people(toy_flows, toy_terms).set_index(["from_lab", "to_lab"])

        assert found.loc[("openai", "msl"), ["low", "high", "readings"]].tolist() == [D(6), D(10), 3]

    def test_people_leave_out_cohorts_shares_and_small_flows(self, toy_flows, toy_terms):
        """Neither "left" nor shares of a roster are people between employers, and small flows can be left out."""
        found = talent.flow_people(toy_flows, toy_terms, smallest=2)

        assert not {"left", "laid-off", "anyone"} & {*found["from_lab"], *found["to_lab"]}
        assert set(found["measure"]) == {"people"} and min(found["high"]) == D(2)
        assert talent.flow_people(toy_flows, toy_terms, smallest=99).empty

    def test_lopsided_names_the_first_pair(self, toy_flows, toy_terms):
        """The first pair is named with its range, and the lab's own pairs are counted."""
        people = talent.flow_people(toy_flows, toy_terms, ours=("msl",))
        found = talent.lopsided(people)

        assert found["from_name"] == "OpenAI" and found["to_name_ar"] == "مختبرات ميتا للذكاء الخارق"
        assert found["value"] == D(10)
        assert found["ours"] == 3 and found["ours_most"] == D(10)
        assert talent.lopsided(people.iloc[:0])["value"] is None


class TestMovements:
    """Comings and goings of one laboratory."""

    @pytest.fixture
    def found(self, toy_flows, toy_events, toy_terms):
        return talent.movements(toy_flows, toy_events, toy_terms, labs=("msl", "meta"))

    def test_people_have_a_sign(self, found):
        """Arrivals are above zero and departures below, oldest first."""
        assert list(found["date"]) == ["2025-06-12", "2025-06-30", "2025-07", "2025-08", "2025-10-22"]
        assert found["change"].tolist()[1:] == [11, 10, -3, -600]
        assert list(found["kind"]) == ["arrival", "arrival", "arrival", "departure", "layoff"]

    def test_part_of_a_count_is_not_added_to_it(self, found):
        """Seven of eleven hires from one employer are among the eleven; two employers without a total add up."""
        assert found["change"].iloc[1] == 11 and found["change"].iloc[2] == 6 + 4

    def test_other_units_make_the_range(self, found):
        """Three left the laboratory and eight the company's division: three is taken, eight is the most."""
        august = found[found["date"] == "2025-08"].iloc[0]

        assert (august["change"], august["least"], august["most"]) == (-3, 3, 8)

    def test_event_of_the_same_page_or_day_lends_its_words(self, found):
        """A count takes the words of the event told on its page or of its day, with the more precise date."""
        assert found["text"].iloc[1] == "Eleven hires." and found["text_ar"].iloc[4] == "ميتا تسرّح."
        assert found["sources"].iloc[1] == ["outlook", "memo", "wired"] and found["confidence"].iloc[1] == "estimated"

    def test_event_without_a_count_has_none(self, found):
        """An arrival that nobody counted is neither zero nor one."""
        assert found["change"].isna().tolist() == [True, False, False, False, False]
        assert found["text"].iloc[0] == "Wang goes to Meta."

    def test_only_events_that_name_the_employer_count(self, found):
        """Another company's layoffs, talk, older hires and a name that merely begins alike stay out."""
        assert not {"e4", "e5", "e6", "e7"} & {name for ids in found["ids"] for name in ids}

    def test_layoffs_can_be_left_out(self, toy_flows, toy_events, toy_terms):
        """Without layoffs the rest stays as it is."""
        kept = talent.movements(toy_flows, toy_events, toy_terms, labs=("msl", "meta"), layoffs=False)

        assert set(kept["kind"]) == {"arrival", "departure"}

    def test_moved_adds_up_what_was_counted(self, found):
        """Counted arrivals, departures and layoffs add up apart, and uncounted rows are counted as rows."""
        told = talent.moved(found)

        assert (told["arrivals"], told["departures"], told["layoffs"]) == (21, 3, 600)
        assert (told["events"], told["uncounted"], told["first"], told["last"]) == (5, 1, "2025-06-12", "2025-10-22")
        assert (told["arrivals_span"], told["departures_span"]) == ((21, 21), (3, 8))
        assert told["largest"] == 11 and told["largest_text_ar"] == "أحد عشر تعيينًا."

    def test_nothing_since_then_is_an_empty_frame(self, toy_flows, toy_events, toy_terms):
        """After the last dated row the frame is empty and its sums unknown, not zero."""
        later = talent.movements(toy_flows, toy_events, toy_terms, labs=("msl", "meta"), since="2030-01")

        assert later.empty
        assert talent.moved(later)["arrivals"] is None and talent.moved(later)["departures_span"] is None
