"""At which value of the whole company a stake repays its price, and what it is worth at each mark that is known.

A stake of s percent bought for p repays p at a value of p × 100 ÷ s. With a hurdle of r percent a year over n years it
must repay p × (1 + r ÷ 100)^n. A stake without votes that nobody may sell freely is worth less than its share of the
whole; no discount is taken here, since none was published.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

from ..provenance import Figure, Worked, origin_of
from ..rows import as_frame, each
from ..stated import AMOUNTS, booked, latest
from .marks import KINDS
from .price import Bought

HUNDRED = Decimal(100)
BOOKS = {"carrying": "carrying_value_booked", "payout": "early_investor_payout_accel"}
STAKES = [*AMOUNTS, "gain_low", "gain_high"]
LABELS = {
    "round": ("Last round of funding", "آخر جولة تمويل"), "talked": ("Offer discussed", "عرض نوقش"),
    "secondary": ("Secondary trades", "تداولات ثانوية"),
}  # fmt: skip


def compounded(amount: Any, rate: int, years: int) -> Any:
    """Return what an amount must become at so many percent a year over whole years, exact."""
    value = amount * (1 + Decimal(rate) / HUNDRED) ** int(years)
    return Figure(value, Worked("compound", (amount, rate, years))) if origin_of(amount) else value


def thresholds(deal: Bought | None, *, hurdle: int, horizon: int) -> list[dict[str, Any]]:
    """Return the values of the whole company at which the stake repays its price, in dollars; none without a price.

    The first asks for no return; the second for `hurdle` percent a year over `horizon` years, absent when that asks for
    nothing more. Each has value, label (with _ar) and look: "line" or "dashline".
    """
    if deal is None:
        return []
    found = [{"value": deal.whole.value, "label": "Break-even", "label_ar": "التعادل", "look": "line"}]
    if hurdle and horizon:
        grown = compounded(deal.price, hurdle, horizon) * HUNDRED / deal.stake
        found.append({"value": grown, "label": "With the return asked for", "label_ar": "مع العائد المطلوب",
                      "look": "dashline"})  # fmt: skip
    return found


def stake_at(frame: pd.DataFrame, deal: Bought | None) -> pd.DataFrame:
    """Return what the stake would fetch at each mark of a frame of `valuations`, the newest of each kind: STAKES.

    value, low and high are the whole company's; gain_low and gain_high are the stake's share of low and high less the
    price: a loss is negative. The mark of the deal itself is the break-even and is left out.
    """
    newest = {row.kind: row for row in each(frame) if row.kind in LABELS}
    found = []
    for kind, row in newest.items() if deal else []:
        label, label_ar = LABELS[kind]
        gains = [end * deal.stake / HUNDRED - deal.price for end in (row.low, row.high)]  # type: ignore[union-attr]
        look = "range" if kind == "secondary" else KINDS[kind][2]
        found.append(row._asdict() | {
            "label": label, "label_ar": label_ar, "look": look, "gain_low": gains[0], "gain_high": gains[1],
            "tone": "deal" if kind == "secondary" else "peer",
        })
    return as_frame(found, STAKES)


def resale(frame: pd.DataFrame, lines: list[dict[str, Any]], deal: Bought | None) -> dict[str, Any]:
    """Return the numbers that sentences need of frames of `stake_at` and `thresholds`; what cannot be said is None.

    even, hurdled: the two thresholds; price, stake; at the ends of the secondary range fetch_low and fetch_high: what the
    stake is worth; least_loss and most_loss where it lost at both, least_gain and most_gain where it gained at both;
    need_times: the first threshold in times of the range's upper end; confidence, second_hand: of the range.
    """
    row = next((row for row in each(frame) if row.kind == "secondary"), None)
    even = lines[0]["value"] if lines else None
    lost = row if row is not None and row.gain_high < 0 else None
    gained = row if row is not None and row.gain_low > 0 else None
    return {
        "even": even, "hurdled": lines[1]["value"] if len(lines) > 1 else None,
        "price": deal.price if deal else None, "stake": deal.stake if deal else None,
        "fetch_low": row.low * deal.stake / HUNDRED if row and deal else None,
        "fetch_high": row.high * deal.stake / HUNDRED if row and deal else None,
        "least_loss": deal.price - lost.high * deal.stake / HUNDRED if deal and lost else None,
        "most_loss": deal.price - lost.low * deal.stake / HUNDRED if deal and lost else None,
        "least_gain": gained.gain_low if gained else None, "most_gain": gained.gain_high if gained else None,
        "need_times": even / row.high if row and even is not None and row.high < even else None,
        "confidence": row.confidence if row else None, "second_hand": bool(row and row.second_hand),
    }  # fmt: skip


def books(outcomes: pd.DataFrame, deal: str, *, second_hand: bool = True) -> dict[str, Any]:
    """Return at what value the buyer's books carry the stake, and what an early investor got paid out; None if unknown.

    carrying, carrying_when, payout, in dollars. A payout that leaves holders their shares is no price for them, and makes
    the marks before and after it those of two different things.
    """
    found = {name: latest(booked(outcomes, deal, measure, second_hand=second_hand)) for name, measure in BOOKS.items()}
    return {name: one.value if one else None for name, one in found.items()} | {
        "carrying_when": found["carrying"].period if found["carrying"] else None
    }
