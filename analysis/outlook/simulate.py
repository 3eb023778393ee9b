"""What the deal is worth less its price, if the assumptions hold: drawn at random, and its mean by formula.

A bet pays with a probability that is itself uncertain: Beta(k + ½, n − k + ½) after k of n earlier ones. If it pays, a
yearly profit after tax, triangular between its least, likeliest and most, runs for `horizon` years after `delay` years
of waiting; if it does not, the stake is sold after that wait for a share of its price, even between two ends. Both are
brought back to the day of the deal at `hurdle` percent a year, and the price is taken off. Every one of these priors is an
assumption that the page is given; none is a finding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..provenance import Figure, Worked
from ..rows import as_frame
from .repay import HUNDRED, per_year

GRAIN = Decimal(10_000_000)  # dollars to which drawn sums are rounded: finer than chance leaves them, coarser than a machine
TENTH = Decimal("0.1")
BINS = 48
QUANTILES = (5, 25, 50, 75, 95)  # percent
SIGNED = ("mean", "formula", "q50")  # sums that sentences call a gain or a loss
BELIEF = ["low", "high", "share_pct", "side", "sources", "confidence", "second_hand"]
TORNADO = [
    "row", "label", "label_ar", "low", "high", "at_low", "at_high", "unit", "base", "sources", "confidence", "second_hand",
    "tone",
]  # fmt: skip
LABELS = {
    "profit": ("Profit a year, if it pays", "الربح السنوي إن نجحت", "USD"),
    "chance": ("Chance that it pays", "احتمال أن تنجح", "percent"),
    "hurdle": ("Return asked for", "العائد المطلوب", "percent"),
    "horizon": ("Years of profit", "أعوام الربح", "years"),
    "delay": ("Years of waiting", "أعوام الانتظار", "years"),
    "resale": ("Resale, if it does not, of the price", "ثمن البيع إن أخفقت، من الثمن", "percent"),
}


class Priors(NamedTuple):
    """The assumptions: k of n earlier bets paid; dollars a year; percent of the price; percent a year; years."""

    price: Any
    paid: Any
    settled: Any
    profit_low: Any
    profit_mid: Any
    profit_high: Any
    resale_low: int
    resale_high: int
    hurdle: int
    delay: int
    horizon: int


def priors(price: Any, chance: Mapping[str, Any], asked: Mapping[str, Any]) -> Priors | None:
    """Return the assumptions, of the numbers of `odds` and what the page was asked for; None without a price or a record.

    ValueError when the least, the likeliest and the most are out of order.
    """
    if price is None or chance["settled"] is None:
        return None
    low, mid, high = (asked[name] for name in ("profit_low", "profit_mid", "profit_high"))
    if not low <= mid <= high:
        raise ValueError(
            f"profit: found {low}, {mid} and {high}, expected the least, the likeliest and the most. Put them in order."
        )
    if asked["resale_low"] > asked["resale_high"]:
        raise ValueError(f"resale: found {asked['resale_low']} to {asked['resale_high']} percent, expected the least first.")
    rest = (asked[name] for name in ("resale_low", "resale_high", "hurdle", "delay", "horizon"))
    return Priors(price, chance["paid"], chance["settled"], low, mid, high, *rest)


def factors(hurdle: int, delay: int, horizon: int) -> tuple[Decimal, Decimal]:
    """Return what one dollar after the wait is worth today, and what a dollar a year from then on is worth today."""
    today = (1 + Decimal(int(hurdle)) / HUNDRED) ** -int(delay)
    return today, today / per_year(hurdle, horizon) if int(horizon) else Decimal(0)


def expected(one: Priors, **other: Any) -> Decimal:
    """Return the mean of the net value by formula, some priors set otherwise; `chance` sets the probability itself."""
    chance = other.pop("chance", None)
    held = one._replace(**other)
    today, yearly = factors(held.hurdle, held.delay, held.horizon)
    paid = (Decimal(held.paid) + Decimal("0.5")) / (Decimal(held.settled) + 1) if chance is None else Decimal(chance)
    profit = (Decimal(held.profit_low) + Decimal(held.profit_mid) + Decimal(held.profit_high)) / 3
    resale = (Decimal(int(held.resale_low)) + Decimal(int(held.resale_high))) / 2 / HUNDRED * Decimal(held.price)
    return paid * profit * yearly + (1 - paid) * resale * today - Decimal(held.price)


def drawn(one: Priors, *, draws: int, seed: int) -> np.ndarray:
    """Return so many net values in dollars; equal seeds give equal ones."""
    dice = np.random.Generator(np.random.PCG64(int(seed)))
    count, k, n = int(draws), float(one.paid), float(one.settled)
    today, yearly = map(float, factors(one.hurdle, one.delay, one.horizon))
    pays = dice.random(count) < dice.beta(k + 0.5, n - k + 0.5, count)
    low, mid, high = map(float, (one.profit_low, one.profit_mid, one.profit_high))
    profit = dice.triangular(low, mid, high, count) if low < high else np.full(count, low)
    resale = dice.uniform(float(one.resale_low), float(one.resale_high), count) / 100 * float(one.price)
    return np.where(pays, profit * yearly, resale * today) - float(one.price)


def belief(one: Priors | None, told: Mapping[str, Any], *, draws: int, seed: int) -> pd.DataFrame:
    """Return the distribution of the net value in bins of equal width, one of whose edges is nothing: BELIEF.

    share_pct is the percentage of draws between low and high, which are whole hundred millions; `side` is "gain" above
    nothing, "loss" below. `told` has the sources and the grade of the record.
    """
    if one is None:
        return as_frame([], BELIEF)
    values = drawn(one, draws=draws, seed=seed)
    step = max(1, -(-int(np.ptp(values)) // (BINS * 100_000_000))) * 100_000_000
    edges = np.arange(int(np.floor(values.min() / step)), int(np.ceil(values.max() / step)) + 1) * step
    counts, _ = np.histogram(values, edges)
    return as_frame([
        {"low": Decimal(int(low)), "high": Decimal(int(low)) + step, "side": "gain" if low >= 0 else "loss",
         "share_pct": percent(int(count), len(values)), **behind(told)}
        for low, count in zip(edges, counts, strict=False)
    ], BELIEF)  # fmt: skip


def behind(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the sources and the grade of the record that the chance rests on."""
    return {name: told[name] for name in ("sources", "confidence", "second_hand")}


def percent(part: int, whole: int) -> Decimal:
    """Return a share of the draws in percent, to a tenth."""
    return (Decimal(part) * HUNDRED / whole).quantize(TENTH, ROUND_HALF_UP)


def sums(one: Priors | None, *, draws: int, seed: int) -> dict[str, Any]:
    """Return what sentences need of the draws; all None without assumptions.

    gain_pct: the share of draws above nothing; mean, error: their mean and its standard error; formula: the same mean by
    formula; q5, q25, q50, q75, q95: quantiles; chance_pct: the mean probability that the bet pays. Sums are in dollars;
    mean, formula and q50 also without sign, as mean_gain where above nothing and mean_loss where below, the other None.
    """
    told = [f"{name}_{side}" for name in SIGNED for side in ("gain", "loss")]
    names = ("gain_pct", "mean", "error", "formula", "chance_pct", *(f"q{one}" for one in QUANTILES), *told)
    if one is None:
        return dict.fromkeys(names)
    values, given = drawn(one, draws=draws, seed=seed), (*one, draws, seed)
    spread = float(values.std(ddof=1)) / len(values) ** 0.5
    chance = (Decimal(int(one.paid)) + Decimal("0.5")) * HUNDRED / (int(one.settled) + 1)
    found = {
        "gain_pct": Figure(percent(int((values > 0).sum()), len(values)), Worked("simulated_share", given)),
        "mean": rounded(values.mean(), Worked("simulated", given)),
        "error": rounded(spread, Worked("simulated_error", given)),
        "formula": Figure(round_to(expected(one)), Worked("expected", tuple(one))),
        "chance_pct": Figure(chance.quantize(TENTH, ROUND_HALF_UP), Worked("chance", (one.paid, one.settled))),
    }  # fmt: skip
    quantiles = {q: Worked("simulated_below", (*given, Decimal(q))) for q in QUANTILES}
    found |= {f"q{q}": rounded(np.quantile(values, q / 100), origin) for q, origin in quantiles.items()}
    for name in SIGNED:
        found |= {f"{name}_gain": found[name] if found[name] >= 0 else None,
                  f"{name}_loss": -found[name] if found[name] < 0 else None}
    return found


def rounded(value: Any, origin: Worked) -> Any:
    """Return a drawn sum to ten million dollars."""
    return Figure(round_to(Decimal(repr(float(value)))), origin)


def round_to(value: Decimal) -> Decimal:
    """Return a sum to ten million dollars."""
    return (value / GRAIN).quantize(Decimal(1), ROUND_HALF_UP) * GRAIN


def tornado(one: Priors | None, ends: Mapping[str, Sequence[Any]], told: Mapping[str, Any]) -> pd.DataFrame:
    """Return the mean net value with one assumption at its low and its high end and the others as given: TORNADO.

    `ends` are the two ends of each by name; a name of `Priors`, "chance" (a probability) or "profit" and "resale" (whose
    three or two parts all take the end). The one that moves the mean most comes first. `told` has the grade of the record.
    """
    if one is None:
        return as_frame([], TORNADO)
    base, found = round_to(expected(one)), []
    for name, (low, high) in ends.items():
        values = [moved(one, set_to(name, end)) for end in (low, high)]
        label, label_ar, unit = LABELS[name]
        found.append({
            "row": name, "label": label, "label_ar": label_ar, "unit": unit, "at_low": low, "at_high": high,
            "low": values[0], "high": values[1], "base": Figure(base, Worked("expected", tuple(one))), "tone": "field",
            **behind(told),
        })  # fmt: skip
    found.sort(key=lambda row: (-abs(row["high"] - row["low"]), row["row"]))
    return as_frame(found, TORNADO)


def strongest(frame: pd.DataFrame) -> dict[str, Any]:
    """Return what sentences need of a frame of `tornado`; None of no rows.

    first, second, last (each with _ar): assumptions by how far they move the mean; range: how far the first does.
    """
    rows = frame.to_dict("records")
    picked = {"first": rows[0], "second": rows[1], "last": rows[-1]} if len(rows) > 1 else {}
    found = {f"{name}{own}": picked[name][f"label{own}"] if picked else None
             for name in ("first", "second", "last") for own in ("", "_ar")}  # fmt: skip
    return found | {"range": abs(rows[0]["high"] - rows[0]["low"]) if rows else None}


def moved(one: Priors, other: dict[str, Any]) -> Any:
    """Return the mean net value with some priors set otherwise, which knows all of those that it was worked out of."""
    parts = (*one._replace(**{name: end for name, end in other.items() if name != "chance"}),
             *([other["chance"]] if "chance" in other else []))  # fmt: skip
    return Figure(round_to(expected(one, **other)), Worked("expected", parts))


def set_to(name: str, end: Any) -> dict[str, Any]:
    """Return which priors one end of an assumption sets."""
    several = {"profit": ("profit_low", "profit_mid", "profit_high"), "resale": ("resale_low", "resale_high")}
    parts = several.get(name, (name,))
    return {part: Decimal(end) / HUNDRED if name == "chance" else end for part in parts}
