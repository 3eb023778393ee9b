"""Dollars of a deal's day turned into the money that a reader asks for, exactly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.typing import NaTType

from .. import traces
from ..rows import each, known, middle, records, weakest
from .prices import Measured, left_out, listed, where

Rates = Callable[[pd.Timestamp | NaTType], dict[str, Any] | None]
ONE = Decimal(1)
WHOLE_YEAR = "annual"


class NothingLeft(ValueError):
    """No deal of the frame can be shown in the money asked for."""


@dataclass(frozen=True)
class Factor:
    """What turns a deal's dollars into the money asked for, amount × up ÷ down × rate, or the reason why none can."""

    up: Decimal = ONE
    down: Decimal = ONE
    rate: Decimal = ONE
    rate_kind: str = "none"
    inputs: tuple[Mapping[str, Any], ...] = ()
    missing: str | None = None

    def __call__(self, amount: Any) -> Any:
        if self.missing or not known(amount):
            return None
        real = amount if self.up == self.down else amount * self.up / self.down
        return real if self.rate == ONE else real * self.rate

    @cached_property
    def plain(self) -> Factor:
        """The same, of numbers that do not know their origin."""
        return replace(self, up=Decimal(self.up), down=Decimal(self.down), rate=Decimal(self.rate))


def in_money(
    frame: pd.DataFrame,
    *,
    fx: pd.DataFrame,
    cpi: pd.DataFrame,
    currency: str = "USD",
    money: str = "nominal",
    year: int | None = None,
) -> Measured:
    """Return priced deals with `value`, `low`, `high`, `readings` (a list) in the money asked for.

    Also `currency`, `price_year` (unknown for nominal money), `unadjusted`, `rate_kind` (peg, annual_average,
    survey_day_rate, ...; "none" in dollars); sources, confidence and second_hand take in the price index and the rate.
    Nominal money is converted at the rate of the deal's year. Real money is deflated in dollars by the US consumer
    prices of whole years to `year`, or to the last whole year known where that is earlier or none is asked, and then
    converted at that year's rate. A deal of the year after the last whole one counts as if of it and is `unadjusted`:
    its inflation is not known yet, and it is the newest deals that are asked about. Left out, with a reason: "no_year",
    "no_index", "no_rate". NothingLeft when deals were given and none remains.
    """
    if money not in ("nominal", "real"):
        raise ValueError(f'money: found "{money}", expected nominal or real. Write one of the two.')
    index = yearly(cpi) if money == "real" else {}
    last = max(index, default=None)
    base = last if year is None or (last is not None and year > last) else year
    rate = rates(fx, currency)
    days = each(frame[["date", "year"]])
    made = {day: factor(day, rate, index, currency, money, base) for day in set(days)}
    factors = [made[day] for day in days]
    lost = left_out(frame, [one.missing for one in factors])
    if len(frame) and len(lost) == len(frame):
        raise NothingLeft(nothing(lost, currency, money, base))
    rows = restated(frame, factors).assign(currency=currency)
    rows["price_year"] = pd.Series([base if money == "real" else None] * len(rows), index=rows.index, dtype="Int64")
    newer = [money == "real" and known(by) and last is not None and by > last for by in frame["year"]]
    rows["unadjusted"] = pd.Series(newer, index=rows.index, dtype=bool)
    return Measured(where(rows, [not one.missing for one in factors]), lost)


def restated(frame: pd.DataFrame, factors: list[Factor]) -> pd.DataFrame:
    """Return the frame with its amounts and its provenance carried through each deal's factor."""
    pairs: dict[str, str] = {"value": "price_usd", "low": "low_usd", "high": "high_usd"}
    by = listed(factors, frame.index)
    amounts = {
        new: traces.worked(converted, by, frame[old], of_plain=plainly, also=partial(rows_of, factors))
        for new, old in pairs.items()
    }
    return frame.assign(
        **amounts,
        readings=traces.worked(all_converted, by, frame["readings_usd"], of_plain=all_plainly),
        rate_kind=[one.rate_kind for one in factors],
        **provenance(frame, [one.inputs for one in factors]),
    )


def converted(by: Factor, amount: Any) -> Any:
    """Return an amount in the money asked for."""
    return by(amount)


def plainly(by: Factor, amount: Any) -> Any:
    """Return the same as a number without its origin."""
    return by.plain(amount)


def all_converted(by: Factor, amounts: list[Any]) -> list[Any]:
    """Return amounts in the money asked for."""
    return [by(amount) for amount in amounts]


def all_plainly(by: Factor, amounts: list[Any]) -> list[Any]:
    """Return the same as numbers without their origin."""
    return [by.plain(amount) for amount in amounts]


def rows_of(factors: list[Factor], at: np.ndarray) -> traces.Rows:
    """Return the rows of prices and of exchange rates behind some of the factors."""
    used = {id(row): row for one in {id(factors[place]): factors[place] for place in at}.values() for row in one.inputs}
    return [("fx" if "fx_id" in row else "prices", np.array([*row.values()][:1], object)) for row in used.values()]


def provenance(frame: pd.DataFrame, inputs: list[tuple[Mapping[str, Any], ...]]) -> dict[str, Any]:
    """Return sources, confidence and second_hand of each row, those of further rows of data used for it included."""
    pairs = list(zip(each(frame[["sources", "confidence", "second_hand"]]), inputs, strict=True))
    cited = [list(dict.fromkeys([*row.sources, *(used["source"] for used in more)])) for row, more in pairs]
    return {
        "sources": listed(cited, frame.index),
        "confidence": [weakest([row.confidence, *(used["confidence"] for used in more)]) for row, more in pairs],
        "second_hand": [bool(row.second_hand) or any(u["read"] == "second_hand" for u in more) for row, more in pairs],
    }


def factor(
    row: Any, rate_of: Rates, index: Mapping[int, Mapping[str, Any]], currency: str, money: str, base: int | None
) -> Factor:
    """Return the factor of one deal, or the reason why there is none."""
    up, down = ONE, ONE
    inputs: tuple[Mapping[str, Any], ...] = ()
    if money == "real":
        if not known(row.year):
            return Factor(missing="no_year")
        own = row.year - 1 if row.year - 1 == max(index, default=None) else row.year
        if base is None or base not in index or own not in index:
            return Factor(missing="no_index")
        if own != base:
            inputs = (index[base], index[own])
            up, down = index[base]["index_value"], index[own]["index_value"]
    if currency == "USD":
        return Factor(up, down, inputs=inputs)
    rate = rate_of(middle(base) if money == "real" else row.date)
    if rate is None:
        return Factor(missing="no_rate")
    return Factor(up, down, rate["per_usd"], str(rate["measure"]), (*inputs, rate))


def rates(fx: pd.DataFrame, currency: str) -> Rates:
    """Return what finds the row of data that holds a currency's rate for the year of a day, or None.

    A peg holds for all years; else the average of the year; else the rate of the year that is dated nearest to the day,
    the earlier of two equally near. No rate is carried over from another year.
    """
    own = records(fx[fx["currency"] == currency])
    peg = min((row for row in own if row["measure"] == "peg"), key=lambda row: str(row["fx_id"]), default=None)
    by_year: dict[str, list[dict[str, Any]]] = {}
    for row in own:
        by_year.setdefault(str(row["period"])[:4] if known(row["period"]) else "", []).append(row)

    def rate_of(day: pd.Timestamp | NaTType) -> dict[str, Any] | None:
        if peg or isinstance(day, NaTType):
            return peg
        return min(by_year.get(f"{day.year}", ()), key=distance(day), default=None)

    return rate_of


def distance(day: pd.Timestamp) -> Callable[[Mapping[str, Any]], tuple[bool, int, str, str]]:
    """Return the order in which rates of one year are preferred for a day."""

    def order(rate: Mapping[str, Any]) -> tuple[bool, int, str, str]:
        dated = middle(rate["period"])
        away = 0 if isinstance(dated, NaTType) else abs((dated - day).days)
        return rate["measure"] != "annual_average", away, str(rate["period"]), str(rate["fx_id"])

    return order


def not_deflated(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the deals shown as real money whose own inflation is not known yet; see `in_money`."""
    return where(frame, frame["unadjusted"])


def yearly(cpi: pd.DataFrame) -> dict[int, dict[str, Any]]:
    """Return the row of data of each whole year's consumer prices."""
    rows = cpi[cpi["month"].astype(str) == WHOLE_YEAR]
    return {int(row["year"]): row for row in records(rows)}


def nothing(lost: pd.DataFrame, currency: str, money: str, base: int | None) -> str:
    """Return the sentence that says why no deal can be shown."""
    reasons = {"no_year": "year of the deal", "no_index": "consumer prices of its year", "no_rate": "rate of its year"}
    wanting = " or ".join(reasons[reason] for reason in dict.fromkeys(lost["reason"]))
    asked = f"{money} {currency}" + (f" of {base}" if money == "real" else "")
    return (
        f"deals in {asked}: found no {wanting} for any of the {len(lost)} deals (the first is "
        f"{lost['target'].iloc[0]}), expected it for at least one. Choose another currency or price year, "
        "or add the figures to fx or prices."
    )
