"""Drawings of amounts in rows and of marks over time: what is drawn where, for frames small enough to read."""

from decimal import Decimal

import pandas as pd
import pytest

from analysis import charts, style
from analysis.rows import as_frame
from analysis.scale import AMOUNTS, MARKS

D = Decimal


def row(name, look, low, high=None, **more):
    """One row whose value is its upper end, in billions."""
    ends = {"low": D(low) * 10**9, "high": D(high or low) * 10**9}
    return {
        "row": name, "label": name, "label_ar": name, "period": "2025", "kind": look, "kind_label": look,
        "kind_label_ar": look, "look": look, "value": ends["high"], **ends, "readings": 1, "ids": [name],
        "sources": ["s"], "confidence": "reported", "second_hand": False, "tone": "peer", **more,
    }  # fmt: skip


def amounts(*rows, lines=(), language="en", **how):
    frame = as_frame(rows, [*AMOUNTS, "gain_low", "gain_high"])
    return charts.amounts(frame, name="a", title="A title", unit="USD", lines=lines, language=language, **how)


def line(value, look="line"):
    return {"value": D(value) * 10**9, "label": "Break-even", "label_ar": "التعادل", "look": look}


def marks(*rows, language="en", **how):
    whens = {"when": pd.Timestamp("2025-06-12"), "from_when": None, "to_when": None}
    frame = as_frame([whens | one for one in rows], MARKS)
    return charts.marks(frame, name="m", title="A title", unit="USD", language=language, **how)


def said(figure):
    return {text.get_text().replace("\u00a0", " "): text for ax in figure.axes for text in ax.texts}


def markers(figure):
    return [one.get_marker() for ax in figure.axes for one in ax.lines if one.get_marker() not in ("None", None)]


class TestAmounts:
    def test_each_look_has_its_mark_and_a_range_none(self):
        rows = [row("a", "dot", 1), row("b", "diamond", 2), row("c", "ring", 3), row("d", "range", 1, 4)]
        figure = amounts(*rows).figure(style.WIDE)
        assert markers(figure) == ["o", "D", "o"]

    def test_a_range_is_told_by_its_ends_and_a_dot_by_its_value(self):
        figure = amounts(row("a", "dot", 9, 15), row("b", "range", 9, 15), row("c", "assumed", 8, 15)).figure(style.WIDE)
        assert {"15bn", "9bn–15bn", "8bn–15bn"} <= {text.replace("$", "") for text in said(figure)}

    def test_an_assumption_stands_in_a_dashed_frame(self):
        ax = amounts(row("a", "range", 1, 4), row("b", "assumed", 1, 4)).figure(style.WIDE).axes[0]
        assert [patch.get_linestyle() != "-" for patch in ax.patches] == [True]

    def test_a_loss_a_gain_and_both_are_said_without_signs(self):
        chart = amounts(row("a", "range", 1, 2, gain_low=D("-3e9"), gain_high=D("-1e9")),
                        row("b", "range", 3, 4, gain_low=D("1e9"), gain_high=D("2e9")),
                        row("c", "range", 2, 3, gain_low=D("-1e9"), gain_high=D("2e9")))  # fmt: skip
        told = [one[3].replace("\u00a0", " ") for one in chart.rows]
        assert told == ["a loss of $1bn–3bn", "a gain of $1bn–2bn", "from a loss of $1bn to a gain of $2bn"]

    def test_a_value_moves_to_the_left_where_a_threshold_would_cross_it(self):
        free, crossed = (amounts(row("a", "ring", 20), lines=[line(at)]).figure(style.WIDE) for at in (40, 22))
        sides = [said(figure)["$20bn"].get_ha() for figure in (free, crossed)]
        assert sides == ["left", "right"]

    def test_thresholds_stand_at_their_values_and_in_the_key(self):
        chart = amounts(row("a", "dot", 10), lines=[line(20), line(30, "dashline")])
        ax = chart.figure(style.WIDE).axes[0]
        thick = [set(one.get_xdata()) for one in ax.lines if one.get_linewidth() == 1.4]
        assert thick == [{20e9}, {30e9}]
        assert [shape for shape, _, _ in chart.key] == ["dot", "line", "dashline"]


class TestMarks:
    def test_settled_talked_of_and_worked_out_differ_without_colour(self):
        figure = marks(row("a", "dot", 1), row("b", "ring", 2), row("c", "diamond", 3)).figure(style.WIDE)
        drawn = [one for one in figure.axes[0].lines if one.get_marker() in ("o", "D")]
        paper = style.LIGHT["paper"]
        assert [(one.get_marker(), one.get_markerfacecolor() == paper) for one in drawn] == [
            ("o", False), ("o", True), ("D", True),
        ]  # fmt: skip

    def test_an_undated_range_is_framed_by_its_days_and_values(self):
        days = {"from_when": pd.Timestamp("2025-06-12"), "to_when": pd.Timestamp("2025-12-31")}
        ax = marks(row("a", "dot", 20), row("b", "box", 9, 15, **days)).figure(style.WIDE).axes[0]
        block = ax.patches[0]
        assert (block.get_y(), block.get_y() + block.get_height()) == (9e9, 15e9)
        assert block.get_width() == (days["to_when"] - days["from_when"]).days
        assert "$9bn–15bn" in said(ax.get_figure())

    def test_a_logarithmic_scale_is_named(self):
        assert "logarithmic" in marks(row("a", "dot", 1), row("b", "dot", 9), scale="log").unit

    def test_no_other_scale_is_taken(self):
        with pytest.raises(ValueError, match=r'found "square", expected log or linear\. Write one'):
            marks(row("a", "dot", 1), scale="square")

    def test_people_are_counted_without_money(self):
        staff = row("a", "dot", 1) | {"value": D(1400), "low": D(1400), "high": D(1400)}
        assert "1,400" in said(marks(staff, money=None).figure(style.WIDE))
