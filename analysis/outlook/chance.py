"""The share of deals that paid, how sure one may be of it, and what it would be if silence hid failures.

Of n deals k paid. The interval is that of Jeffreys: the 2.5 % and 97.5 % quantiles of the Beta distribution with the
parameters k + ½ and n − k + ½, its lower end 0 for k = 0 and its upper end 1 for k = n (Brown, Cai and DasGupta, Interval
Estimation for a Binomial Proportion, Statistical Science 16, 2001). It says how far chance alone may move a share of so
few deals; that the deals are no sample drawn by lot, it cannot say.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from ..provenance import Figure, Worked, counted, origin_of
from ..rows import as_frame, each, unique, weakest
from .beta import quantile
from .record import RULES, cell

TENTH = Decimal("0.1")
LEVEL = 0.95
HIDDEN = {  # percent of the deals of unknown end that are taken to have failed
    0: ("None of the unknown failed", "لم يخفق شيء مما لا يُعرف"), 25: ("A quarter of them did", "أخفق ربعه"),
    50: ("Half of them did", "أخفق نصفه"), 75: ("Three quarters did", "أخفقت ثلاثة أرباعه"),
    100: ("All of them did", "أخفق كله"),
}  # fmt: skip
ALL = {"measure": "share_of_all"}
CHANCES = [
    "row", "label", "label_ar", "measure", "value_pct", "low_pct", "high_pct", "readings", "paid", "settled", "ids",
    "sources", "confidence", "second_hand", "tone",
]  # fmt: skip


def jeffreys(paid: Any, settled: Any) -> tuple[Any, Any]:
    """Return the ends of the interval in percent, to a tenth, for `paid` of `settled`; ValueError of none."""
    k, n = float(paid), float(settled)
    if not 0 <= k <= n or n == 0:
        raise ValueError(f"jeffreys: found {paid} of {settled}, expected a part of at least one.")
    tail = (1 - LEVEL) / 2
    low = 0.0 if k == 0 else quantile(tail, k + 0.5, n - k + 0.5)
    high = 1.0 if k == n else quantile(1 - tail, k + 0.5, n - k + 0.5)
    origin = Worked("jeffreys", (paid, settled))
    ends = ((Decimal(repr(end)) * 100).quantize(TENTH, ROUND_HALF_UP) for end in (low, high))
    first, last = (Figure(end, origin) for end in ends)
    return first, last


def share(paid: Any, settled: Any) -> Any:
    """Return a part in percent of a whole, to a tenth."""
    return (paid * 100 / settled).quantize(TENTH, ROUND_HALF_UP)


def chances(frame: pd.DataFrame, *, rule: str) -> pd.DataFrame:
    """Return the share of deals that paid among those whose end is known, by each rule: CHANCES, in the order of RULES.

    low_pct and high_pct are the ends of the interval of Jeffreys. `tone` is "deal" for the rule asked for. A rule by
    which no end is known is absent.
    """
    found = []
    for name, (label, label_ar) in RULES.items():
        rows = [row for row in each(frame) if row.rule == name]
        ends = {end: [row for row in rows if row.end == end] for end in ("paid", "failed")}
        settled = [*ends["paid"], *ends["failed"]]
        if settled:
            paid = counted(map(cell, ends["paid"]), of=map(cell, settled))
            found.append(line(name, (label, label_ar), paid, counted(map(cell, settled)), settled, name == rule))
    return as_frame(found, CHANCES)


def line(row: str, labels: tuple[str, str], paid: Any, settled: Any, deals: list[Any], ours: bool) -> dict[str, Any]:
    """Return one row of `chances` or `biased`."""
    low, high = jeffreys(paid, settled)
    return {
        "row": row, "label": labels[0], "label_ar": labels[1], "measure": "share_that_paid",
        "value_pct": share(paid, settled), "low_pct": low,
        "high_pct": high, "readings": settled, "paid": paid, "settled": settled,
        "ids": [name for one in deals for name in one.ids], "sources": unique(s for one in deals for s in one.sources),
        "confidence": weakest(one.confidence for one in deals), "second_hand": any(one.second_hand for one in deals),
        "tone": "deal" if ours else "field",
    }  # fmt: skip


def biased(frame: pd.DataFrame, *, rule: str) -> pd.DataFrame:
    """Return the share that paid if so many percent of the deals of unknown end had failed and the rest had paid: CHANCES.

    One row for each of HIDDEN. These deals are in the tables because they are famous, so those of which nothing was
    published are the ones most likely to have come to nothing; nobody knows how many.
    """
    rows = [row for row in each(frame) if row.rule == rule]
    ends = {end: [row for row in rows if row.end == end] for end in ("paid", "failed", "open", "silent")}
    if not rows:
        return as_frame([], CHANCES)
    paid, unknown = counted(map(cell, ends["paid"])), counted(map(cell, [*ends["open"], *ends["silent"]]))
    every = counted(map(cell, rows))
    left = Figure(int(unknown), origin_of(unknown))
    found = [
        line(str(hidden), labels, paid + left * Decimal(100 - hidden) / 100, every, rows, False) | ALL
        for hidden, labels in HIDDEN.items()
    ]
    return as_frame(found, CHANCES)


def odds(frame: pd.DataFrame, chance: pd.DataFrame, *, rule: str) -> dict[str, Any]:
    """Return what sentences need of frames of `record` and `chances`; what cannot be said is None.

    rule (and rule_ar): the rule's name; paid, settled, share_pct, low_pct, high_pct; every: deals in the record; unknown:
    how many of them have no known end, unknown_pct; least_pct and most_pct: the share by the rule that gives the least and
    the most, with least_rule and most_rule (each with _ar); confidence, second_hand, sources: of the share.
    """
    rows = [row for row in each(frame) if row.rule == rule]
    lost = [row for row in rows if row.end in ("open", "silent")]
    ours = next((row for row in each(chance) if row.row == rule), None)
    ordered = sorted(each(chance), key=lambda row: (row.value_pct, row.row))
    least, most = (ordered[0], ordered[-1]) if len(ordered) > 1 else (None, None)
    every, unknown = counted(map(cell, rows)), counted(map(cell, lost), of=map(cell, rows))
    return {
        "rule": RULES[rule][0], "rule_ar": RULES[rule][1], **values(ours), "every": every if rows else None,
        "unknown": unknown if rows else None, "unknown_pct": share(unknown, every) if rows else None,
        "least_pct": least.value_pct if least else None, "least_rule": least.label if least else None,
        "least_rule_ar": least.label_ar if least else None, "most_pct": most.value_pct if most else None,
        "most_rule": most.label if most else None, "most_rule_ar": most.label_ar if most else None,
    }  # fmt: skip


def values(row: Any) -> Mapping[str, Any]:
    """Return the numbers of one row of `chances`, None of none."""
    told = {"paid": "paid", "settled": "settled", "share_pct": "value_pct", "low_pct": "low_pct", "high_pct": "high_pct",
            "confidence": "confidence", "second_hand": "second_hand", "sources": "sources"}  # fmt: skip
    return {name: getattr(row, column) if row else None for name, column in told.items()}


def swing(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the ends of a frame of `biased`: none_pct if none of the unknown failed, all_pct if all did, with all_low_pct
    and none_high_pct, the outer ends of their intervals."""
    rows = each(frame)
    first, last = (rows[0], rows[-1]) if rows else (None, None)
    return {
        "none_pct": first.value_pct if first else None, "none_high_pct": first.high_pct if first else None,
        "all_pct": last.value_pct if last else None, "all_low_pct": last.low_pct if last else None,
    }  # fmt: skip
