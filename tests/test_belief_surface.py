"""Charts of what is assumed: where sums are named below, on which side of nothing a cell lies, and what each says."""

from decimal import Decimal

import pandas as pd
import pytest

from analysis import charts, outlook
from analysis.style import NARROW, WIDE

D = Decimal
BILLION = D(1_000_000_000)
TOLD = {"paid": 3, "settled": 16, "confidence": "reported", "second_hand": False, "sources": ["page"]}
ASKED = {"profit_low": D(0), "profit_mid": 3 * BILLION, "profit_high": 12 * BILLION, "resale_low": 0, "resale_high": 60,
         "hurdle": 10, "delay": 3, "horizon": 10}  # fmt: skip
DRAWS = {"draws": 500, "seed": 1}


def assumed(**other):
    return outlook.priors(D("14.3") * BILLION, TOLD, {**ASKED, **other})


def beliefs(language="en", **other):
    one = assumed(**other)
    return charts.belief(outlook.belief(one, TOLD, **DRAWS), name="b", title="عنوان" if language == "ar" else "T", unit="u",
                         told=outlook.sums(one, **DRAWS), language=language)  # fmt: skip


def surfaces(ends=None, language="en", **other):
    ends = ends or {"profit": (D(0), 12 * BILLION), "chance": (D("5.6"), D("42.1"))}
    frame = outlook.surface(assumed(**other), outlook.tornado(assumed(**other), ends, TOLD))
    return charts.surface(frame, name="s", title="عنوان" if language == "ar" else "T", language=language)


def texts(chart, width=WIDE):
    return [text.get_text().strip("\u200e\u200f\u2066\u2069") for ax in chart.figure(width).axes for text in ax.texts]


NARROWEST = [
    {"horizon": 1, "hurdle": 0}, {"hurdle": 90, "delay": 0}, {"profit_low": 3 * BILLION, "profit_high": 3 * BILLION},
    {"profit_mid": D(0), "profit_high": D(0)}, {"profit_high": 900 * BILLION, "hurdle": 0, "delay": 30},
]  # fmt: skip


@pytest.mark.parametrize("other", NARROWEST)
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_whatever_is_assumed_the_drawing_passes_the_check(other, language, width):
    """Draws that all lose, or all but a few, once put the name of nothing outside the figure and stopped the page."""
    assert charts.check(beliefs(language, **other).figure(width), language) == []
    assert charts.check(surfaces(None, language, **other).figure(width), language) == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_sums_at_the_very_edge_go_unnamed_where_there_is_no_room(language):
    """From −20 to 20 billion the round sums at both ends would hang over the edges of a phone's drawing."""
    bars = [{"low": n * BILLION, "high": (n + 1) * BILLION, "share_pct": D("2.5"), "side": "loss" if n < 0 else "gain",
             "sources": [], "confidence": "estimated", "second_hand": False} for n in range(-20, 20)]  # fmt: skip
    told = {"mean": D(0), "gain_pct": D(50), **{f"q{n}": D(0) for n in (5, 25, 50, 75, 95)}}
    chart = charts.belief(pd.DataFrame(bars), name="b", title="عنوان" if language == "ar" else "T", unit="u", told=told,
                          language=language)  # fmt: skip

    assert [charts.check(chart.figure(width), language) for width in (WIDE, NARROW)] == [[], []]
    assert "0" in texts(chart, NARROW)


def test_nothing_is_on_the_scale_even_if_every_draw_loses():
    assert "0" in texts(beliefs(horizon=1, hurdle=0))


def test_a_cell_says_its_mean_in_the_unit_of_the_line_above():
    """12 billion if it pays, with 42.1 %: 0.421 × 12 × 4.61651 + 0.579 × 3.22314 − 14.3 = 10.9 billion."""
    chart = surfaces()
    assert "10.9" in texts(chart) and "−11.3" in texts(chart)
    assert chart.unit == "Mean value less the price, USD\u00a0bn"


def test_a_line_parts_gains_from_losses():
    """Gains at 9 billion from 33 %, at 12 billion from 23.9 %: two steps up, three across."""
    lines = [line for line in surfaces().figure(WIDE).axes[0].lines if line.get_linewidth() == 2]
    ends = {tuple(zip(map(float, line.get_xdata()), map(float, line.get_ydata()), strict=True)) for line in lines}
    assert ends == {((2, 4), (2, 5)), ((3, 3), (3, 4)), ((2, 4), (3, 4)), ((3, 3), (4, 3)), ((4, 3), (5, 3))}


def test_the_key_has_only_what_occurs():
    lost = surfaces(profit_mid=D(0), profit_high=D(0), ends={"chance": (D(5), D(40)), "delay": (1, 6)})
    assert [text for _, _, text in lost.key] == ["Worth less than its price"]


def test_the_table_has_every_pair_and_says_gains_and_losses_in_words():
    chart = surfaces()
    assert len(chart.rows) == 25 and chart.columns[:2] == ["Profit a year, if it pays", "Chance that it pays"]
    assert chart.rows[-1] == ["$12bn", "42.1%", "a gain of $10.9bn"]


def test_nothing_to_draw_is_empty():
    assert charts.surface(outlook.surface(None, outlook.tornado(None, {}, TOLD)), name="s", title="T", language="en").empty
