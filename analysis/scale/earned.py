"""What a company earned, its measures kept apart: booked revenue, run rates, what was expected, what was ordered."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..stated import Stated, amounts, booked, latest, percent, stated, trust

BOOKED, OTHER = ("booked", "Booked revenue", "إيرادات مقيدة", "dot"), ("other", "Another definition", "تعريف آخر", "diamond")
LABELS = {
    "revenue": ("Booked revenue", "إيرادات مقيدة"),
    "run_rate": ("Run rate", "معدل إيرادات سنوي"),
    "forecast": ("Run rate, expected", "معدل سنوي متوقع"),
    "target": ("Target for the year", "مستهدف السنة"),
    "bookings": ("Bookings claimed, a floor", "تعاقدات بقولها، حد أدنى"),
}


def earned(
    companies: pd.DataFrame, outcomes: pd.DataFrame, *, deal: str, company: str, second_hand: bool = True
) -> pd.DataFrame:
    """Return every figure of what a company earned or said it would, oldest first, in dollars of the day: AMOUNTS.

    `kind` is "booked" for revenue of a year that was booked; all else is "other", of which no two kinds can be compared:
    a run rate stretches the latest months to a year, a target is a hope, bookings are orders. What was expected for a
    month can only be the rate of that month; what was expected for a year is that year's revenue. `row` names which.
    """
    every = [
        (kind, one) for kind, found in figures(companies, outcomes, deal, company, second_hand).items() for one in found
    ]  # fmt: skip
    order = {kind: place for place, kind in enumerate(LABELS)}
    return amounts([line(kind, one) for kind, one in sorted(every, key=lambda pair: (pair[1].period[:4], order[pair[0]]))])


def figures(
    companies: pd.DataFrame, outcomes: pd.DataFrame, deal: str, company: str, second_hand: bool
) -> dict[str, list[Stated]]:
    """Return the figures of each kind of LABELS, oldest first."""
    found = {name: stated(companies, company, name, second_hand=second_hand)
             for name in ("revenue", "revenue_run_rate", "revenue_target")}  # fmt: skip
    expected = found["revenue_target"]
    return {
        "revenue": found["revenue"], "run_rate": found["revenue_run_rate"],
        "forecast": [one for one in expected if len(one.period) > 4],
        "target": [one for one in expected if len(one.period) == 4],
        "bookings": booked(outcomes, deal, "target_new_bookings", second_hand=second_hand),
    }  # fmt: skip


def line(kind: str, one: Stated) -> dict[str, Any]:
    """Return one figure as a row."""
    name, said, said_ar, look = BOOKED if kind == "revenue" else OTHER
    label, label_ar = LABELS[kind]
    return {
        "row": kind, "label": label, "label_ar": label_ar, "period": one.period[:4] if kind == "bookings" else one.period,
        "kind": name, "kind_label": said, "kind_label_ar": said_ar, "look": look, "value": one.value, "low": one.low,
        "high": one.high, "tone": "deal" if kind == "revenue" else "peer", **trust([one]),
    }  # fmt: skip


def tells(
    companies: pd.DataFrame, outcomes: pd.DataFrame, *, deal: str, company: str, second_hand: bool = True
) -> dict[str, Any]:
    """Return the newest figure of each kind, and how far the definitions lie apart; what cannot be said is None.

    revenue, run_rate, forecast, target, bookings, each with _when; open_target and open_target_when: the target where no
    revenue of its year was booked; above_pct: how far the run rate within the year of
    the booked revenue lies above it, in percent of it; confidence, second_hand: of the booked revenue.
    """
    found = figures(companies, outcomes, deal, company, second_hand)
    newest = {kind: latest(every) for kind, every in found.items()}
    revenue = newest["revenue"]
    same = latest([one for one in found["run_rate"] if revenue and one.period[:4] == revenue.period[:4]])
    told = {kind: one.value if one else None for kind, one in newest.items()}
    dates = {f"{kind}_when": one.period if one else None for kind, one in newest.items()}
    target = newest["target"]
    unsettled = target if target and target.period not in {one.period for one in found["revenue"]} else None
    return told | dates | {
        "open_target": unsettled.value if unsettled else None, "open_target_when": unsettled.period if unsettled else None,
        "above_pct": percent(same.value - revenue.value, revenue.value) if same and revenue else None,
        "confidence": revenue.confidence if revenue else None, "second_hand": bool(revenue and revenue.second_hand),
    }  # fmt: skip
