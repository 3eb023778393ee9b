"""What a company was held to be worth, and how sure each mark is: paid in a round, implied by a deal, only talked of."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..rows import each, middle
from ..stated import MARKS, Stated, amounts, latest, percent, stated, trust
from .price import Bought

KINDS = {
    "round": ("Priced round of funding", "جولة تمويل مسعّرة", "dot", "peer"),
    "talked": ("Discussed, never closed", "نوقش ولم يتم", "ring", "peer"),
    "deal": ("Implied by the price of the deal", "ما يعنيه ثمن الصفقة", "dot", "deal"),
    "secondary": ("Secondary trades, day unknown", "تداولات ثانوية مجهولة اليوم", "box", "peer"),
}
SHORT = {  # what a drawing writes beside a mark
    "round": ("round", "جولة"), "talked": ("discussed", "نوقش"), "deal": ("the deal", "الصفقة"),
    "secondary": ("secondary trades", "تداولات ثانوية"),
}  # fmt: skip


def valuations(
    companies: pd.DataFrame, deal: Bought | None, *, company: str, second_hand: bool = True
) -> pd.DataFrame:
    """Return every mark of the whole company's value, oldest first, in dollars of the day: MARKS.

    A value with a counterparty is that of a deal and gives way to what the price of the deal implies, with low and high
    over all readings of the price; any other was set in a round, unless the data call it discussed. Secondary trades are
    a range; of their period they lie between the deal and its end, which `from_when` and `to_when` bound.
    """
    settled = stated(companies, company, "valuation", second_hand=second_hand)
    talked = stated(companies, company, "valuation_discussed", second_hand=second_hand)
    of_deals = [deal.whole] if deal else [one for one in settled if one.counterparty]
    found = [line("round", one) for one in settled if not one.counterparty]
    found += [line("talked", one) for one in talked] + [line("deal", one) for one in of_deals]
    trades = secondary(companies, company, second_hand)
    if trades:
        found.append(line("secondary", trades) | open_day(trades.period, deal.day if deal else None))
    frame = amounts(sorted(found, key=lambda row: (row["when"], row["row"])), MARKS)
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in ("when", "from_when", "to_when")})


def line(kind: str, one: Stated) -> dict[str, Any]:
    """Return one mark as a row."""
    label, label_ar, look, tone = KINDS[kind]
    short, short_ar = SHORT[kind]
    return {
        "row": kind, "label": short, "label_ar": short_ar, "period": one.period, "kind": kind, "kind_label": label,
        "kind_label_ar": label_ar, "look": look, "value": one.value, "low": one.low, "high": one.high, "tone": tone,
        "when": middle(one.period), **trust([one]),
    }  # fmt: skip


def secondary(companies: pd.DataFrame, company: str, second_hand: bool) -> Stated | None:
    """Return the newest range of secondary trades whose both ends are stated; its value is the upper end."""
    ends = [{one.period: one for one in stated(companies, company, f"valuation_secondary_{end}", second_hand=second_hand)}
            for end in ("low", "high")]  # fmt: skip
    both = sorted(set(ends[0]) & set(ends[1]))
    if not both:
        return None
    low, high = (end[both[-1]] for end in ends)
    shared = trust([low, high])
    return high._replace(low=low.value, high=high.value, readings=shared["readings"], ids=shared["ids"],
                         sources=shared["sources"], confidence=shared["confidence"], second_hand=shared["second_hand"])


def open_day(period: str, since: str | None) -> dict[str, Any]:
    """Return between which days a figure lies of which only the period is known, and that it came after a day."""
    whole = pd.Period(period)
    start, end = whole.start_time.normalize(), whole.end_time.normalize()
    if since:
        start = min(max(start, pd.Timestamp(since)), end)
    return {"when": start + (end - start) / 2, "from_when": start, "to_when": end}


def told(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the numbers that sentences need of a frame of `valuations`; what cannot be said is None.

    last_round, talked, deal: the newest value of each kind, with _when; trades_low and trades_high: the ends of the
    secondary range; below_pct: how far its upper end lies below the deal's value, in percent of it, None
    where it does not.
    """
    newest = {kind: latest([row for row in each(frame) if row.kind == kind]) for kind in KINDS}
    trades, deal = newest["secondary"], newest["deal"]
    below = deal.value - trades.high if trades is not None and deal is not None else None
    named = {("last_round" if kind == "round" else kind): row for kind, row in newest.items() if kind != "secondary"}
    return (
        {name: row.value if row else None for name, row in named.items()}
        | {f"{name}_when": row.period if row else None for name, row in named.items()}
        | {"trades_low": trades.low if trades else None, "trades_high": trades.high if trades else None,
           "trades_when": trades.period if trades else None,
           "trades_confidence": trades.confidence if trades else None,
           "below_pct": percent(below, deal.value) if deal is not None and below is not None and below > 0 else None}
    )  # fmt: skip
