"""What the price of a stake says of the whole company, and that value by each definition of what the company earned."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from ..provenance import counted
from ..rows import each, known, unique, weakest
from ..stated import Stated, amounts, latest, named, stated, trust
from .earned import figures

HUNDRED = Decimal(100)
OVER = {  # what the value is divided by: label, and whether it is money that was booked
    "revenue": ("Over booked revenue", "على الإيرادات المقيدة", True),
    "run_rate": ("Over the run rate", "على المعدل السنوي", False),
    "target": ("Over the target", "على المستهدف", False),
}
KINDS = {
    True: ("booked", "Over booked revenue", "على إيرادات مقيدة", "dot"),
    False: ("other", "By another definition", "بتعريف آخر", "diamond"),
}


class Bought(NamedTuple):
    """What was paid for which share on which day, and the value of the whole company that follows, in dollars."""

    price: Any
    stake: Any
    day: str
    whole: Stated


def bought(
    deals: pd.DataFrame, terms: pd.DataFrame, price: pd.DataFrame, stake: pd.DataFrame, *, deal: str, company: str
) -> Bought | None:
    """Return what a deal paid for a share of the company; None when either is unknown or its target is another company.

    `price` and `stake` hold one chosen reading per deal (`tables.choose`). The whole company is worth
    price × 100 ÷ stake in percent; its low and high span all readings of both.
    """
    facts = next((row for row in each(deals) if row.deal_id == deal), None)
    paid, share = (next((row for row in each(frame) if row.subject == deal), None) for frame in (price, stake))
    if not (facts and paid and share) or facts.target != named(terms, company)[0]:
        return None
    if not (known(paid.value) and known(share.value) and share.least > 0 and paid.unit == "USD"):
        return None
    rows = (paid, share)
    whole = Stated(
        str(facts.announced), paid.value * HUNDRED / share.value, paid.least * HUNDRED / share.most,
        paid.most * HUNDRED / share.least, counted([paid.value, share.value]), [row.reading_id for row in rows],
        unique(row.source for row in rows), weakest(row.confidence for row in rows),
        any(row.read == "second_hand" for row in rows), None,
    )  # fmt: skip
    return Bought(paid.value, share.value, str(facts.announced), whole)


def multiples(
    companies: pd.DataFrame, outcomes: pd.DataFrame, deal: Bought | None, *, name: str, company: str,
    second_hand: bool = True,
) -> pd.DataFrame:  # fmt: skip
    """Return the whole company's value as a multiple of each definition of what it earned, and what the last round
    before the deal was of the same booked revenue: AMOUNTS.

    `name` is the id of the deal. value, low and high are how many times; low and high span all readings of the price.
    """
    found = figures(companies, outcomes, name, company, second_hand)
    rows = []
    for kind, (label, label_ar, is_booked) in OVER.items():
        by = latest(found[kind])
        if deal is None or by is None or not by.value:
            continue
        rows.append(multiple(kind, (label, label_ar), deal.whole, by, KINDS[is_booked], "deal" if is_booked else "peer"))
    before = round_before(companies, company, deal, second_hand)
    revenue = latest(found["revenue"])
    if deal and before and revenue and revenue.value:
        rows.append(multiple("round", ("Last round, over booked revenue", "آخر جولة تمويل، على الإيرادات المقيدة"), before,
                             revenue, KINDS[True], "peer"))
    return amounts(rows)


def multiple(
    row: str, label: tuple[str, str], whole: Stated, by: Stated, kind: tuple[str, str, str, str], tone: str
) -> dict[str, Any]:
    """Return one multiple as a row."""
    name, said, said_ar, look = kind
    return {
        "row": row, "label": label[0], "label_ar": label[1], "period": by.period, "kind": name, "kind_label": said,
        "kind_label_ar": said_ar, "look": look, "value": whole.value / by.value, "low": whole.low / by.value,
        "high": whole.high / by.value, "tone": tone, **trust([whole, by]),
    }  # fmt: skip


def round_before(companies: pd.DataFrame, company: str, deal: Bought | None, second_hand: bool) -> Stated | None:
    """Return the value set by the last round of funding before the deal, which no counterparty of a deal set."""
    values = stated(companies, company, "valuation", second_hand=second_hand)
    return latest([one for one in values if deal and not one.counterparty and one.period < deal.day])


def worth(frame: pd.DataFrame, deal: Bought | None) -> dict[str, Any]:
    """Return the numbers that sentences need of a deal and a frame of `multiples`; what cannot be said is None.

    price, stake, whole, whole_low and whole_high (None where they agree), day; and per row of the frame its multiple,
    X_when and X_confidence. confidence, second_hand: of the whole.
    """
    whole = deal.whole if deal else None
    told: dict[str, Any] = {
        "price": deal.price if deal else None, "stake": deal.stake if deal else None, "day": deal.day if deal else None,
        "whole": whole.value if whole else None,
        "whole_low": whole.low if whole and whole.low < whole.high else None,
        "whole_high": whole.high if whole and whole.low < whole.high else None,
        "confidence": whole.confidence if whole else None, "second_hand": bool(whole and whole.second_hand),
    }  # fmt: skip
    rows = {row.row: row for row in each(frame)}
    for name in (*OVER, "round"):
        row = rows.get(name)
        told |= {f"over_{name}": row.value if row else None, f"{name}_when": row.period if row else None,
                 f"{name}_confidence": row.confidence if row else None}  # fmt: skip
    return told
