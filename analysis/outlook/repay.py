"""The yearly profit that repays a price with a return, and how large it is beside what the buyer earned at the time.

A sum P lent at r percent a year is repaid by n equal payments, the first after a year, of P × r ÷ (1 − (1 + r)^−n), r as
a fraction: the annuity of every textbook of finance (for example Brealey, Myers and Allen, Principles of Corporate
Finance, chapter 2). Without a return it is P ÷ n.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from ..provenance import Figure, Worked, counted, origin_of
from ..rows import as_frame, each
from ..stated import Stated, percent, stated, trust

HUNDRED = Decimal(100)
EARNED = {"revenue": "revenue", "income": "net_income"}
REQUIRED = [
    "deal_id", "target", "target_ar", "label", "label_ar", "year", "price", "profit", "revenue", "revenue_year", "income",
    "measure", "value_pct", "low_pct", "high_pct", "income_pct", "readings", "ids", "sources", "confidence", "second_hand",
    "tone",
]  # fmt: skip


def annuity(price: Any, hurdle: int, horizon: int) -> Any:
    """Return the yearly sum that repays a price over `horizon` years at `hurdle` percent a year, in the price's money."""
    value = Decimal(price) * per_year(hurdle, horizon)
    return Figure(value, Worked("annuity", (price, hurdle, horizon))) if origin_of(price) else value


def per_year(hurdle: int, horizon: int) -> Decimal:
    """Return the yearly sum that repays one dollar over so many years at so many percent a year."""
    rate, years = Decimal(int(hurdle)) / HUNDRED, int(horizon)
    if years < 1:
        raise ValueError(f"horizon: found {years} years, expected at least one: in none nothing is repaid.")
    return rate / (1 - (1 + rate) ** -years) if rate else 1 / Decimal(years)


def required(
    priced: pd.DataFrame, companies: pd.DataFrame, *, deals: Sequence[str], hurdle: int, horizon: int,
    second_hand: bool = True,
) -> pd.DataFrame:  # fmt: skip
    """Return what each of some deals needs a year, in the order of the deals asked for: REQUIRED.

    `priced` is a frame of `deals.priced`. `profit` is after tax and in dollars of the day; value_pct is its share of the
    buyer's revenue in the last whole year before the deal, low_pct and high_pct the same for the least and the most
    published price, income_pct its share of the buyer's net income of that year. A deal whose price or whose buyer's
    revenue is unknown is absent; a loss or an unknown income leaves income_pct None.
    """
    rows = {row.deal_id: row for row in each(priced)}
    found = []
    for place, name in enumerate(dict.fromkeys(deals)):
        row = rows.get(name)
        held = {kind: before(stated(companies, row.acquirer, measure, second_hand=second_hand), int(row.year))
                for kind, measure in EARNED.items()} if row is not None else {}  # fmt: skip
        revenue, income = held.get("revenue"), held.get("income")
        if row is None or revenue is None:
            continue
        profit, ends = annuity(row.price_usd, hurdle, horizon), [row.price_usd, *row.readings_usd]
        low, high = (annuity(end, hurdle, horizon) for end in (min(ends), max(ends)))
        gained = income if income is not None and income.value > 0 else None
        told = trust([revenue, gained])
        found.append({
            "deal_id": name, "target": row.target, "target_ar": row.target_ar,
            "label": f"{row.target}, {row.year}", "label_ar": f"{row.target_ar}، {row.year}", "year": int(row.year),
            "price": row.price_usd, "profit": profit, "revenue": revenue.value, "revenue_year": revenue.period,
            "income": gained.value if gained else None, "measure": "required_profit",
            "value_pct": percent(profit, revenue.value), "low_pct": percent(low, revenue.value),
            "high_pct": percent(high, revenue.value),
            "income_pct": percent(profit, gained.value) if gained else None, "readings": counted(row.readings_usd),
            "ids": [row.reading_id, *told["ids"]], "sources": [*row.sources, *told["sources"]],
            "confidence": max(row.confidence, told["confidence"], key=("filed", "reported", "estimated").index),
            "second_hand": bool(row.second_hand) or told["second_hand"], "tone": "field" if place else "deal",
        })  # fmt: skip
    return as_frame(found, REQUIRED)


def before(found: Sequence[Stated], year: int) -> Stated | None:
    """Return the newest figure of a whole year before one, None of none."""
    return next((one for one in reversed(found) if len(one.period) == 4 and int(one.period) < year), None)


def burden(frame: pd.DataFrame) -> dict[str, Any]:
    """Return what sentences need of a frame of `required`; what cannot be said is None.

    name (with _ar), price, profit, share_pct (of revenue), income_pct, revenue_year: of the deal in question; for the
    heaviest of the others top_name (with _ar), top_share_pct, top_profit; times: that share over the deal's; confidence,
    second_hand: of the deal in question.
    """
    rows = each(frame)
    ours = next((row for row in rows if row.tone == "deal"), None)
    top = max((row for row in rows if row.tone != "deal"), key=lambda row: row.value_pct, default=None)
    return {
        "name": ours.target if ours else None, "name_ar": ours.target_ar if ours else None,
        "price": ours.price if ours else None, "profit": ours.profit if ours else None,
        "share_pct": ours.value_pct if ours else None, "income_pct": ours.income_pct if ours else None,
        "revenue_year": ours.revenue_year if ours else None,
        "top_name": top.target if top else None, "top_name_ar": top.target_ar if top else None,
        "top_share_pct": top.value_pct if top else None, "top_profit": top.profit if top else None,
        "times": top.value_pct / ours.value_pct if ours and top else None,
        "confidence": ours.confidence if ours else None, "second_hand": bool(ours and ours.second_hand),
    }  # fmt: skip
