"""What would have to hold for the mean to reach the price: of one assumption, of two, and of what nobody wrote of."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from ..provenance import Figure, Worked, origin_of
from ..rows import as_frame, each, records
from .simulate import GRAIN, HUNDRED, TENTH, Priors, expected, factors, moved, round_to, set_to

STEPS = 4  # from the low end of an assumption to its high end
SURFACE = [
    "first", "first_label", "first_label_ar", "first_unit", "at_first", "second", "second_label", "second_label_ar",
    "second_unit", "at_second", "value", "sources", "confidence", "second_hand",
]  # fmt: skip
FINE = {"USD": GRAIN, "percent": TENTH, "years": Decimal(1)}  # to which values between two ends are rounded


def surface(one: Priors | None, swings: pd.DataFrame) -> pd.DataFrame:
    """Return the mean net value in dollars over the two assumptions that move it most: SURFACE, the others as given.

    `swings` is a frame of `tornado`, whose ends are the ends here too; at_first and at_second take five even steps
    between them, in the unit of each, rounded as FINE says. A sum for the profit is the profit that is sure if it pays.
    """
    rows = records(swings.head(2))
    if one is None or len(rows) < 2:
        return as_frame([], SURFACE)
    first, second = rows
    behind = {name: first[name] for name in ("sources", "confidence", "second_hand")}
    return as_frame([
        {**axis("first", first), "at_first": down, **axis("second", second), "at_second": across, **behind,
         "value": moved(one, set_to(first["row"], down) | set_to(second["row"], across))}
        for down in steps(first) for across in steps(second)
    ], SURFACE)  # fmt: skip


def axis(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return which assumption an axis is."""
    return {name: row["row"], **{f"{name}_{part}": row[part] for part in ("label", "label_ar", "unit")}}


def steps(row: dict[str, Any]) -> list[Any]:
    """Return even steps from the low end of an assumption to its high end, each once; the ends are as they were given."""
    low, high, fine = row["at_low"], row["at_high"], FINE[row["unit"]]
    between = [low + (high - low) * step / STEPS for step in range(1, STEPS)]
    rounded = [Figure((Decimal(one) / fine).quantize(Decimal(1), ROUND_HALF_UP) * fine, origin_of(one)) for one in between]
    return list({Decimal(one): one for one in (low, *rounded, high)}.values())


def needed(one: Priors | None) -> dict[str, Any]:
    """Return what sentences need of one assumption at a time; a value that no such assumption can have is None.

    chance_pct: the chance at which the mean reaches the price, the rest as given, now_pct the chance that the record
    gives; profit: the mean yearly profit in dollars at which it does, mean_profit the one assumed; sure: the yearly profit
    that repays the price if success is certain; wait and years: those assumed, no
    wait None. All None without assumptions.
    """
    if one is None:
        return dict.fromkeys(("chance_pct", "now_pct", "profit", "mean_profit", "sure", "wait", "years"))
    _, yearly = factors(one.hurdle, one.delay, one.horizon)
    chance = (Decimal(one.paid) + Decimal("0.5")) / (Decimal(one.settled) + 1)
    won, lost = expected(one, chance=1), expected(one, chance=0)  # less the price, in dollars
    even, given = -lost / (won - lost) if won > lost else None, tuple(one)
    profit = mean_profit(one) - expected(one) / (chance * yearly)
    return {
        "chance_pct": Figure((even * HUNDRED).quantize(TENTH, ROUND_HALF_UP), Worked("needed_chance", given))
        if even is not None and 0 <= even <= 1 else None,
        "now_pct": Figure((chance * HUNDRED).quantize(TENTH, ROUND_HALF_UP), Worked("chance", (one.paid, one.settled))),
        "profit": Figure(round_to(profit), Worked("needed_profit", given)) if profit > 0 else None,
        "mean_profit": (one.profit_low + one.profit_mid + one.profit_high) / 3,
        "sure": Figure(round_to(Decimal(one.price) / yearly), Worked("annuity_after", (one.price, one.hurdle, one.horizon,
                                                                                       one.delay))),
        "wait": one.delay or None, "years": one.horizon,
    }  # fmt: skip


def mean_profit(one: Priors) -> Decimal:
    """Return the mean of the triangular profit."""
    return (Decimal(one.profit_low) + Decimal(one.profit_mid) + Decimal(one.profit_high)) / 3


def silence(one: Priors | None, hidden: pd.DataFrame) -> dict[str, Any]:
    """Return the chance and the mean net value if none of the deals of unknown end failed, and if all of them did.

    `hidden` is a frame of `biased`. none_pct and all_pct are chances in percent; none_gain or none_loss, and all_gain or
    all_loss, the means in dollars without sign, the other of each None. All None without assumptions or deals.
    """
    names = [f"{end}_{what}" for end in ("none", "all") for what in ("pct", "gain", "loss")]
    rows = each(hidden)
    if one is None or not rows:
        return dict.fromkeys(names)
    found: dict[str, Any] = {}
    for end, row in (("none", rows[0]), ("all", rows[-1])):
        other = one._replace(paid=row.paid, settled=row.settled)
        chance = (Decimal(row.paid) + Decimal("0.5")) * HUNDRED / (int(row.settled) + 1)
        mean = moved(other, {})
        found[f"{end}_pct"] = Figure(chance.quantize(TENTH, ROUND_HALF_UP), Worked("chance", (row.paid, row.settled)))
        found |= {f"{end}_gain": mean if mean >= 0 else None, f"{end}_loss": -mean if mean < 0 else None}
    return found
