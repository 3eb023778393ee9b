"""Deals by size and over time."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from ..provenance import counted, median, ranked, total
from ..rows import known
from ..traces import lazy, plain
from .money import in_money
from .prices import AI_SECTORS, Measured, left_out, where

HUNDRED = Decimal(100)


def by_size(
    frame: pd.DataFrame,
    *,
    fx: pd.DataFrame,
    cpi: pd.DataFrame,
    currency: str = "USD",
    money: str = "nominal",
    year: int | None = None,
) -> Measured:
    """Return priced deals, largest first, with `rank` and the columns of `in_money`.

    Left out besides those of `in_money`: "cumulative" sums, which overlap other rows, deals that "collapsed", and those
    of whose price only a ceiling is published ("at_most"). With no deal given the result is empty.
    """
    reasons = list(map(apart, frame["scope"], frame["status"], plain(frame["price_usd"])))
    lost = left_out(frame, reasons)
    single = where(frame, [reason is None for reason in reasons])
    kept, unmeasured = in_money(single, fx=fx, cpi=cpi, currency=currency, money=money, year=year)
    kept["rank"] = ranked(kept["value"])
    out = unmeasured if lost.empty else pd.concat([lost, unmeasured], ignore_index=True)
    return Measured(in_order(kept, "rank"), out)


def rivals(
    frame: pd.DataFrame,
    *,
    fx: pd.DataFrame,
    cpi: pd.DataFrame,
    sectors: Sequence[str] = AI_SECTORS,
    currency: str = "USD",
    money: str = "nominal",
    year: int | None = None,
) -> Measured:
    """Return the deals of some sectors, all acquirers, oldest first; columns and omissions of `by_size`.

    `date` is the middle of the period when only a month or a year is known; `announced` keeps what is known.
    """
    wanted = frame[frame["sector"].isin(list(sectors) or list(frame["sector"]))].reset_index(drop=True)
    kept, lost = by_size(wanted, fx=fx, cpi=cpi, currency=currency, money=money, year=year)
    return Measured(in_order(kept, "date"), lost)


def standing(frame: pd.DataFrame) -> dict[str, Any]:
    """Return where the deal in question stands in a frame of `by_size`; what cannot be said is None.

    name, name_ar, value, year, rank, share_of_total_pct, ratio_to_largest_pct, times_median (of the other deals),
    confidence, second_hand: the deal's; count, total: the frame's; others_median, largest_name, largest_name_ar,
    largest_value, largest_year: those of the other deals, known without the deal too.
    """
    ours, rest = the_deal(frame), frame[frame["tone"] != "deal"]
    largest = rest.iloc[0] if len(rest) else None
    whole = total(frame["value"]) if len(frame) else None
    middle = median(rest["value"]) if len(rest) else None
    found = {
        "count": counted(frame["value"]), "total": whole, "others_median": middle,
        **{f"largest_{key}": value for key, value in named(largest).items()},
        **{key: of(ours, key) for key in ("value", "year", "rank", "confidence", "second_hand")},
        "name": of(ours, "target"), "name_ar": of(ours, "target_ar"),
    }  # fmt: skip
    value = found["value"]
    return found | {
        "share_of_total_pct": share(value, whole),
        "ratio_to_largest_pct": share(value, found["largest_value"]),
        "times_median": value / middle if value is not None and middle else None,
    }


def then_and_now(
    frame: pd.DataFrame, *, fx: pd.DataFrame, cpi: pd.DataFrame, currency: str = "USD", year: int | None = None
) -> dict[str, Any]:
    """Return how the deal in question compares with the largest other one in nominal and in real money; unknown is None.

    name, name_ar; nominal and real: its price in percent of that deal's; largest_then and largest_real (each with
    _ar): which deal that is; year: whose money the real prices are, the last whole year known where `year` is later;
    instead_of: the year asked for, where another was taken.
    """
    nominal, real = (
        by_size(frame, fx=fx, cpi=cpi, currency=currency, money=money, year=year).kept for money in ("nominal", "real")
    )
    then, now = standing(nominal), standing(real)
    used = next(iter(real["price_year"].dropna().map(int)), None)
    return {
        "name": then["name"], "name_ar": then["name_ar"], "nominal": then["ratio_to_largest_pct"],
        "real": now["ratio_to_largest_pct"], "largest_then": then["largest_name"],
        "largest_then_ar": then["largest_name_ar"], "largest_real": now["largest_name"],
        "largest_real_ar": now["largest_name_ar"], "year": used,
        "instead_of": year if used is not None and used != year else None,
    }  # fmt: skip


def among(frame: pd.DataFrame) -> dict[str, Any]:
    """Return how the deal in question compares with the others of a frame of `rivals`; what cannot be said is None.

    name, name_ar, value, year, rank; larger_before and larger_after: how many larger deals came before and after it;
    count, rivals (deals of other acquirers), acquirers (how many), acquirer_total, field_total; largest_name,
    largest_name_ar, largest_value, largest_year, largest_acquirer, largest_acquirer_ar: the largest other deal; times
    (that one / deal).
    """
    ours, field = the_deal(frame), frame[frame["tone"] == "field"]
    rest = frame[frame["tone"] != "deal"]
    largest = in_order(rest, "rank").iloc[0] if len(rest) else None
    buyers = total(frame.loc[frame["tone"] != "field", "value"])
    larger = frame[frame["rank"] < ours["rank"]] if ours is not None else frame.iloc[:0]
    when, every = of(ours, "date"), frame["value"]
    value = of(ours, "value")
    return {
        "name": of(ours, "target"), "name_ar": of(ours, "target_ar"), "value": value, "year": of(ours, "year"),
        "rank": of(ours, "rank"), "count": counted(frame["value"]), "rivals": counted(field["value"]),
        "acquirers": counted(frame["value"], frame["acquirer"].nunique()),
        "larger_before": counted(larger.loc[larger["date"] < when, "value"], of=every) if when else None,
        "larger_after": counted(larger.loc[larger["date"] > when, "value"], of=every) if when else None,
        "acquirer_total": buyers, "field_total": total(field["value"]),
        **{f"largest_{key}": found for key, found in named(largest).items()},
        "largest_acquirer": of(largest, "acquirer_name"), "largest_acquirer_ar": of(largest, "acquirer_name_ar"),
        "times": largest["value"] / value if largest is not None and value else None,
    }  # fmt: skip


def apart(scope: Any, status: Any, price: Any) -> str | None:
    """Return why a deal is no transaction of its own or has no amount to count, or None."""
    if scope == "cumulative" or status == "collapsed":
        return "cumulative" if scope == "cumulative" else "collapsed"
    return None if known(price) else "at_most"


def in_order(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the rows in the order of a column, those alike in that of their ids; unknown ones last."""
    key = pd.Series(list(plain(frame[by])), index=frame.index) if lazy(frame[by]) else frame[by]
    keys = frame[["deal_id"]].assign(by=key)
    return frame.loc[keys.sort_values(["by", "deal_id"]).index].reset_index(drop=True)


def the_deal(frame: pd.DataFrame) -> pd.Series | None:
    """Return the row of the deal in question, or None."""
    rows = frame[frame["tone"] == "deal"]
    return rows.iloc[0] if len(rows) else None


def of(row: pd.Series | None, column: str) -> Any:
    """Return a cell of a row that may be absent; whole numbers as int."""
    value = None if row is None or row[column] is pd.NA else row[column]
    return int(value) if column == "year" and value is not None else value


def named(row: pd.Series | None) -> dict[str, Any]:
    """Return the name, value and year of a row that may be absent."""
    return {
        "name": of(row, "target"), "name_ar": of(row, "target_ar"), "value": of(row, "value"), "year": of(row, "year"),
    }  # fmt: skip


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Return a part in percent of a whole."""
    return part * HUNDRED / whole if part is not None and whole else None
