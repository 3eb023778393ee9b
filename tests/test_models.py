"""Models released: days, pauses, one board, the race and open weights, on toy tables worked out by hand."""

import math
from decimal import Decimal

import pandas as pd
import pytest

from analysis import models, provenance
from tests.test_talent import table

D, DAY = Decimal, "2026-08-22"


@pytest.fixture
def terms():
    return table(
        "term_id group name name_ar",
        ("meta", "company", "Meta", "ميتا"), ("openai", "lab", "OpenAI", "OpenAI"), ("xai", "lab", "xAI", "xAI"),
        ("meta-tbd-lab", "lab", "Meta TBD Lab", "مختبر TBD في ميتا"), ("deepseek", "lab", "DeepSeek", "DeepSeek"),
    )  # fmt: skip


@pytest.fixture
def toy():
    """Meta on three days, one of them with three rows; OpenAI on three; DeepSeek without a day; two boards."""
    return table(
        "model_id model lab released open_weights arena_score arena_rank arena_date arena_source source confidence read",
        ("llama-3", "Llama 3 70B", "meta", "2024-04-18", "yes", D(1276), D(9), DAY, "board", "a", "reported", "direct"),
        ("llama-4-b", "Llama 4 Behemoth", "meta", "2025-04-05", "no", None, None, None, None, "b", "reported", "direct"),
        ("llama-4-m", "Llama 4 Maverick (public weights)", "meta", "2025-04-05", "yes", D(1327), D(8), DAY, "board",
         "b", "estimated", "direct"),
        ("llama-4-x", "Llama 4 Maverick (chat build)", "meta", "2025-04-05", "no", D(1417), D(2), "2025-04-08", "old", "b",
         "estimated", "direct"),
        ("spark", "Muse Spark", "meta", "2026-04-08", "no", D(1488), D(3), DAY, "board", "c", "estimated", "second_hand"),
        ("gpt-4o", "GPT-4o", "openai", "2024-05-13", "no", D(1346), D(7), DAY, "board", "a", "reported", "direct"),
        ("oss-120", "gpt-oss-120b", "openai", "2025-08-05", "yes", D(1352), D(6), DAY, "board", "d", "reported", "direct"),
        ("oss-20", "gpt-oss-20b", "openai", "2025-08-05", "yes", D(1318), D(8), DAY, "board", "d", "reported", "direct"),
        ("gpt-5", "GPT-5", "openai", "2025-08", "no", D(1434), D(5), DAY, "board", "d", "estimated", "direct"),
        ("r9", "DeepSeek-R9", "deepseek", None, "yes", D(1508), D(1), DAY, "board", "e", "estimated", "direct"),
    )  # fmt: skip


def traced(frame):
    return provenance.traced(frame, "models")


class TestReleases:
    def test_models_of_one_day_are_one_release_named_by_what_they_share(self, toy, terms):
        found = models.releases(toy, terms)
        assert list(zip(found["released"], found["model"], strict=True)) == [
            ("2024-04-18", "Llama 3 70B"), ("2024-05-13", "GPT-4o"), ("2025-04-05", "Llama 4"), ("2025-08-05", "gpt-oss"),
            ("2025-08", "GPT-5"), ("2026-04-08", "Muse Spark"),
        ]  # fmt: skip
        assert found["ids"][2] == ["llama-4-b", "llama-4-m", "llama-4-x"]
        assert list(found["tone"]) == ["deal", "field", "deal", "field", "field", "deal"]

    def test_a_day_with_any_open_weights_is_open(self, toy, terms):
        found = models.releases(toy, terms)
        assert list(found["open"]) == [True, False, True, True, False, False]

    def test_nobody_can_say_whether_a_month_lies_after_a_day_in_it(self, toy, terms):
        found = models.releases(toy, terms, since="2025-08-05")
        assert list(found["after"]) == [False, False, False, False, None, True]

    def test_second_hand_rows_and_other_labs_can_be_left_out(self, toy, terms):
        assert "Muse Spark" not in set(models.releases(toy, terms, second_hand=False)["model"])
        assert set(models.releases(toy, terms, labs=("meta",))["lab"]) == {"meta"}

    def test_a_release_is_no_better_known_than_its_weakest_row(self, toy, terms):
        assert list(models.releases(toy, terms)["confidence"])[2] == "estimated"

    def test_none_at_all(self, toy, terms):
        empty = models.releases(toy.iloc[:0], terms)
        assert len(empty) == 0 and models.tempo(empty)["longest"] is None and len(models.pauses(empty)) == 0


class TestPauses:
    def test_days_between_releases(self, toy, terms):
        """18 April 2024 to 5 April 2025 are 352 days; to 8 April 2026, 368; OpenAI's months count from their middle."""
        found = {row["lab"]: row for row in models.pauses(models.releases(toy, terms)).to_dict("records")}
        assert (found["meta"]["low"], found["meta"]["value"], found["meta"]["high"]) == (352, 352, 368)
        assert (found["meta"]["from_model"], found["meta"]["to_model"]) == ("Llama 4", "Muse Spark")
        assert (found["openai"]["low"], found["openai"]["high"]) == (10, 449)
        assert "deepseek" not in found

    def test_a_pause_knows_the_two_days_that_it_lies_between(self, toy, terms):
        pause = models.pauses(models.releases(traced(toy), terms))["high"].iloc[0]
        assert provenance.origin_of(pause).how == "days"
        assert {cell.row for cell in provenance.origin_of(pause).parts} <= {"gpt-4o", "oss-120", "llama-4-b", "spark"}

    def test_tempo(self, toy, terms):
        found = models.tempo(models.releases(toy, terms, since="2025-06-12"))
        assert (found["count"], found["before"], found["after"], found["labs"]) == (3, 2, 1, 2)
        assert (found["longest"], found["longest_from"], found["longest_to"]) == (368, "Llama 4", "Muse Spark")
        assert (found["first"], found["last"], found["others_usual"]) == ("2024-04-18", "2026-04-08", 10)
        assert (found["confidence"], found["second_hand"]) == ("estimated", True)


class TestBoard:
    def test_each_lab_by_its_best_model_of_the_newest_board(self, toy, terms):
        found = models.standing(toy, terms)
        assert list(zip(found["lab"], found["model"], found["score"], found["value"], found["rank"], strict=True)) == [
            ("deepseek", "DeepSeek-R9", 1508, 0, 1), ("meta", "Muse Spark", 1488, 20, 2), ("openai", "GPT-5", 1434, 74, 3),
        ]  # fmt: skip
        assert set(found["day"]) == {"2026-08-22"} and list(found["board_rank"]) == [1, 3, 5]

    def test_scores_of_another_day_are_never_compared(self, toy, terms):
        assert 1417 not in set(models.race(toy, terms)["value"])
        assert len(models.standing(toy[toy["lab"] == "meta"], terms)) == 0

    def test_the_race_rises_only_when_a_model_passes_all_before_it_on_its_side(self, toy, terms):
        found = models.race(toy, terms)
        leads = {row["model"]: row["leads"] for row in found.to_dict("records")}
        assert leads == {"Llama 3 70B": True, "GPT-4o": True, "Llama 4 Maverick": True, "gpt-oss-120b": True,
                         "gpt-oss-20b": False, "GPT-5": True, "Muse Spark": True, "DeepSeek-R9": True}  # fmt: skip

    def test_a_model_without_a_day_stands_on_the_day_of_the_board(self, toy, terms):
        last = models.race(toy, terms).iloc[-1]
        assert last["released"] is None and last["when"] == pd.Timestamp("2026-08-22")

    def test_the_gap_then_and_now(self, toy, terms):
        """On 12 June 2025 Llama 4 Maverick had 1327 and GPT-4o 1346; on the board Muse Spark lies 20 behind the first."""
        found = models.gap(models.standing(toy, terms), models.race(toy, terms), "2025-06-12")
        assert (found["points"], found["ahead"], found["leader_model"], found["rank"]) == (20, None, "DeepSeek-R9", 2)
        assert (found["then_points"], found["then_model"], found["then_leader"]) == (19, "Llama 4 Maverick", "GPT-4o")
        assert (found["models"], found["count"], found["confidence"], found["second_hand"]) == (8, 3, "estimated", True)

    def test_the_lab_in_question_may_have_led_then(self, toy, terms):
        """Of OpenAI's GPT-4o, which had 1346 when Llama 4 Maverick had 1327."""
        ours = {"lab": "openai"}
        found = models.gap(models.standing(toy, terms, **ours), models.race(toy, terms, **ours), "2025-06-12")
        assert (found["then_points"], found["then_ahead"], found["then_model"]) == (None, 19, "GPT-4o")

    def test_how_often_the_leader_is_preferred(self, toy, terms):
        """The logistic curve of chess ratings, here by math.exp instead of powers of ten."""
        found = models.gap(models.standing(toy, terms), models.race(toy, terms), None)
        assert float(found["preferred_pct"]) == pytest.approx(100 / (1 + math.exp(-20 * math.log(10) / 400)), abs=0.05)
        assert found["then_points"] is None

    def test_the_lab_in_question_may_lead(self, toy, terms):
        rest = toy[toy["lab"] != "deepseek"]
        found = models.gap(models.standing(rest, terms), models.race(rest, terms), None)
        assert (found["points"], found["ahead"], found["preferred_pct"]) == (None, 54, None)

    def test_without_scores_nothing_is_said(self, toy, terms):
        rows = toy.assign(arena_date=None)
        found = models.gap(models.standing(rows, terms), models.race(rows, terms), "2025-06-12")
        assert {found[name] for name in ("points", "ahead", "value", "day", "then_points", "model")} == {None}


def test_open_and_closed_before_and_after(toy, terms):
    found = models.opened(models.openness(models.releases(toy, terms, since="2025-06-12")))
    assert (found["before_open"], found["before"], found["after_open"], found["after"]) == (2, 2, 0, 1)
    assert (found["others_before_open"], found["others_before"]) == (0, 1)
    assert (found["others_after_open"], found["others_after"]) == (1, 2)


def test_labs_without_a_row_are_named_and_units_are_not(toy, terms):
    assert models.missing(toy, terms, "en", models.UNITS) == ["xAI"]


def test_the_day_of_a_deal():
    deals = table("deal_id announced", ("one", "2025-06-12"), ("two", None))
    assert models.day_of(deals, "one") == "2025-06-12"
    assert models.day_of(deals, "two") is None and models.day_of(deals, "none") is None
