"""A deal's price beside the size of the company that paid it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from ..provenance import counted, ranked
from ..rows import GRADES, known, records
from ..traces import Rows, worked
from .money import provenance
from .prices import Measured, left_out, listed, where
from .size import in_order, of, share, the_deal

NEAR = 200  # days


def against_size(
    frame: pd.DataFrame, companies: pd.DataFrame, *, company: str = "meta", by: str = "revenue", near: int = NEAR
) -> Measured:
    """Return deals with their price as a share of the acquirer's size, the largest share first.

    Takes priced deals, in nominal dollars on both sides whatever money they are shown in. revenue_usd and revenue_year:
    the calendar year before the announcement; revenue_share_pct = price × 100 ÷ revenue. market_value_usd and
    market_value_date: the last value known on or before the announcement, no more than `near` days before it and never
    interpolated; market_share_pct likewise. A deal dated to a month or a year takes a value that is both before it
    began and near its end. `by` ("revenue" or "market") is the share that ranks: rank_price and rank_share count the
    same deals, places = rank_price − rank_share, above zero where the deal rises. share_pct and size_usd repeat the
    ranking share. Left out: deals without it ("no_revenue", "no_market_value").
    """
    if by not in ("revenue", "market"):
        raise ValueError(f'against_size, by: found "{by}", expected revenue or market. Write one of the two.')
    own = companies[(companies["company"] == company) & (companies["unit"] == "USD")]
    incomes = best(own[(own["measure"] == "revenue") & (own["period"].astype(str).str.len() == 4)])
    values = best(own[(own["measure"] == "market_value") & (own["period"].astype(str).str.len() == 10)])
    income = [incomes.get(f"{year - 1}") if known(year) else None for year in frame["year"]]
    market = [last_before(values, announced, near) for announced in frame["announced"]]
    rows = frame.assign(
        **side(frame, income, "revenue_usd", "revenue_year", "revenue_share_pct"),
        **side(frame, market, "market_value_usd", "market_value_date", "market_share_pct"),
        **provenance(frame, [tuple(use for use in both if use) for both in zip(income, market, strict=True)]),
    )
    size, missing = ("revenue_usd", "no_revenue") if by == "revenue" else ("market_value_usd", "no_market_value")
    reasons = [None if known(amount) else missing for amount in rows[size]]
    kept = where(rows, [reason is None for reason in reasons])
    return Measured(both_ranks(kept, size, f"{by}_share_pct"), left_out(frame, reasons))


def turnover(frame: pd.DataFrame) -> dict[str, Any]:
    """Return how ranking by share turns the ranking by price over, from a frame of `against_size`.

    Of the deal in question: name, name_ar, rank_price, rank_share, places (above zero: it rises), share_pct,
    revenue_share_pct, revenue_usd, revenue_year, market_share_pct, market_value_usd, market_value_date, confidence,
    second_hand, None where unknown. Of the frame: count, moved (deals whose rank changes; None of none). Of the other
    deals: top_name, top_name_ar, top_share_pct, top_year (the first by share), times (its share ÷ the deal's).
    """
    ours, rest = the_deal(frame), frame[frame["tone"] != "deal"]
    top = rest.iloc[0] if len(rest) else None
    whole = ("rank_price", "rank_share", "places")
    columns = (
        "share_pct", "revenue_share_pct", "revenue_usd", "revenue_year", "market_share_pct", "market_value_usd",
        "market_value_date", "confidence", "second_hand",
    )  # fmt: skip
    mine, first = of(ours, "share_pct"), of(top, "share_pct")
    return {
        "name": of(ours, "target"), "name_ar": of(ours, "target_ar"),
        **{name: of(ours, name) for name in whole},
        **{name: of(ours, name) for name in columns},
        "count": counted(frame["share_pct"]),
        "moved": counted(frame.loc[frame["places"] != 0, "share_pct"], of=frame["share_pct"]) if len(frame) else None,
        "top_name": of(top, "target"), "top_name_ar": of(top, "target_ar"), "top_share_pct": first,
        "top_year": of(top, "year"), "times": first / mine if mine else None,
    }  # fmt: skip


def both_ranks(rows: pd.DataFrame, size: str, part: str) -> pd.DataFrame:
    """Return the rows with their two ranks, the largest share first."""
    rows = rows.assign(size_usd=rows[size], share_pct=rows[part])
    rows = rows.assign(rank_price=ranked(rows["price_usd"]), rank_share=ranked(rows[part]))
    rows["places"] = rows["rank_price"] - rows["rank_share"]
    return in_order(rows, "rank_share")


def side(
    frame: pd.DataFrame, used: list[dict[str, Any] | None], amount: str, period: str, part: str
) -> dict[str, pd.Series]:
    """Return the columns of one of the company's sizes: the amount, its period and the price's share of it."""
    sizes = [row["value"] if row else None for row in used]
    def behind(at: np.ndarray) -> Rows:
        ids = {str(row["company_row_id"]) for place in at if (row := used[place])}
        return [("companies", np.array(sorted(ids), object))]

    parts = worked(share, frame["price_usd"], listed(sizes, frame.index), of_plain=plain_share, also=behind)
    periods = [str(row["period"]) if row else None for row in used]
    return {amount: listed(sizes, frame.index), period: listed(periods, frame.index), part: parts}


def plain_share(price: Any, size: Any) -> Any:
    """Return the share as a number that does not know its origin."""
    return share(price, None if size is None else Decimal(size))


def best(rows: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return one row of data per period: the best grade, read directly before second hand, then the first by id."""
    found: dict[str, dict[str, Any]] = {}
    for row in sorted(records(rows), key=preference):
        if known(row["value"]):
            found.setdefault(str(row["period"]), row)
    return found


def preference(row: Mapping[str, Any]) -> tuple[int, bool, str]:
    """Return the order in which statements of one figure are preferred."""
    return GRADES.index(row["confidence"]), row["read"] == "second_hand", str(row["company_row_id"])


def last_before(values: Mapping[str, dict[str, Any]], announced: Any, near: int) -> dict[str, Any] | None:
    """Return the last market value on or before a date and near it, or None."""
    if not known(announced):
        return None
    period = pd.Period(announced)
    first, last = period.start_time.normalize(), period.end_time.normalize()
    days = {pd.Timestamp(day): row for day, row in values.items()}
    usable = [day for day in days if day <= first and (last - day).days <= near]
    return days[max(usable)] if usable else None
