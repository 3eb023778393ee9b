"""How many worked for a company, what of it conflicts, and what was cut after the deal."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..rows import middle
from ..stated import MARKS, Stated, amounts, latest, percent, stated, trust
from .marks import open_day

KINDS = {
    "counted": ("Dated headcount", "عدد مؤرَّخ", "dot", "peer"),
    "undated": ("Date unclear", "تاريخه غير واضح", "ring", "peer"),
    "left": ("Worked out: headcount less layoffs", "محسوب: العدد ناقص المسرَّحين", "diamond", "deal"),
}


def headcount(companies: pd.DataFrame, *, company: str, second_hand: bool = True) -> pd.DataFrame:
    """Return how many worked for a company by date, oldest first: MARKS, people.

    A figure of which only the year is known is "undated" and spans it. "left" is what remains of the newest headcount
    after the layoffs of the month that follows it, where both are known; it is arithmetic, which nobody counted.
    """
    found = [counted(one) for one in people(companies, company, "headcount", second_hand)]
    before, cut = last_cut(companies, company, second_hand)
    if before and cut:
        rest = before.value - cut.value
        both = cut._replace(value=rest, low=rest, high=rest)
        found.append(line("left", both) | trust([before, cut]))
    frame = amounts(sorted(found, key=lambda row: row["when"]), MARKS)
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in ("when", "from_when", "to_when")})


def people(companies: pd.DataFrame, company: str, measure: str, second_hand: bool) -> list[Stated]:
    """Return what is stated of a company in people."""
    return stated(companies, company, measure, unit="people", second_hand=second_hand)


def counted(one: Stated) -> dict[str, Any]:
    """Return one headcount as a row."""
    undated = len(one.period) == 4
    return line("undated" if undated else "counted", one) | (open_day(one.period, None) if undated else {})


def line(kind: str, one: Stated) -> dict[str, Any]:
    """Return one mark as a row."""
    label, label_ar, look, tone = KINDS[kind]
    return {
        "row": kind, "label": "", "label_ar": "", "period": one.period, "kind": kind, "kind_label": label,
        "kind_label_ar": label_ar, "look": look, "value": one.value, "low": one.low, "high": one.high, "tone": tone,
        "when": middle(one.period), **trust([one]),
    }  # fmt: skip


def last_cut(companies: pd.DataFrame, company: str, second_hand: bool) -> tuple[Stated | None, Stated | None]:
    """Return the newest layoffs, and the dated headcount of the thirty days before them."""
    cut = latest(people(companies, company, "layoffs", second_hand))
    counts = [one for one in people(companies, company, "headcount", second_hand) if len(one.period) > 4]
    near = [one for one in counts if cut and 0 <= days_between(one.period, cut.period) <= 30]
    return latest(near), cut


def days_between(first: str, last: str) -> int:
    """Return the days from one partial date to another, of a month or year from its middle."""
    return int(pd.Series([middle(first), middle(last)]).diff().iloc[1].days)


def cuts(companies: pd.DataFrame, *, company: str, second_hand: bool = True) -> dict[str, Any]:
    """Return the numbers that sentences need of a company's staff; what cannot be said is None.

    before, laid_off, left, cut_pct (worked out), said_pct (as the company put it in the same period), contractors, when;
    first and first_when: the oldest dated headcount; at_deal and at_deal_when: the dated one before `before`; undated
    and undated_when: a figure whose day nobody states; confidence, second_hand: the weaker of those worked with.
    """
    before, cut = last_cut(companies, company, second_hand)
    dated = [one for one in people(companies, company, "headcount", second_hand) if len(one.period) > 4]
    loose = latest([one for one in people(companies, company, "headcount", second_hand) if len(one.period) == 4])
    said = [one for one in stated(companies, company, "layoffs_pct", unit="percent", second_hand=second_hand)
            if cut and one.period == cut.period]  # fmt: skip
    ended = [one for one in people(companies, company, "contractors_cut", second_hand) if cut and one.period == cut.period]
    first = dated[0] if dated else None
    earlier = latest([one for one in dated if before and one.period < before.period])
    both = before is not None and cut is not None
    used = trust([before, cut]) if both else {}
    return {
        "before": before.value if before else None, "laid_off": cut.value if cut else None,
        "left": before.value - cut.value if before and cut else None,
        "cut_pct": percent(cut.value, before.value) if before and cut else None,
        "said_pct": said[0].value if said else None, "contractors": ended[0].value if ended else None,
        "when": cut.period if cut else None,
        "first": first.value if first else None, "first_when": first.period if first else None,
        "at_deal": earlier.value if earlier else None, "at_deal_when": earlier.period if earlier else None,
        "undated": loose.value if loose else None, "undated_when": loose.period if loose else None,
        "confidence": used.get("confidence"), "second_hand": bool(used.get("second_hand")),
    }  # fmt: skip
