"""Subjects on whose figures the readings lie far apart: no fault, but nothing to pass over in silence."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

from .faults import refusal

DISTANCE = Decimal("1.05")  # most ÷ least above which readings conflict: what is further apart is no rounding
TIMELESS = ("price", "price_floor", "stake")  # of the deal itself, on whatever day a page gives them
COLUMNS = ["subject", "measure", "unit", "period", "count", "least", "most", "ratio", "reading_ids"]


def conflicts(readings: pd.DataFrame, distance: Decimal = DISTANCE) -> pd.DataFrame:
    """One row for each subject, measure, unit and period whose readings lie further apart than `distance`, widest first.

    `least` and `most` are the ends of all that is stated, in the unit; `ratio` is most ÷ least; `reading_ids` lists the
    `count` readings in the order of what they state. Prices and stakes are compared whatever their day; other measures
    only where one period holds the other ("2014" holds "2014-02"), missing periods with nothing. Where all readings give
    the same figure or the same range nobody disagrees. A floor ("at least") only contradicts what lies below it, a
    ceiling what lies above.
    """
    if not distance >= 1:
        raise refusal("distance", f"{distance}", "1 or more, as 1.05 for a twentieth", "Write most divided by least.")
    comparable = readings[readings["measure"].isin(TIMELESS) | readings["period"].notna()]
    found = [
        {"subject": subject, "measure": measure, "unit": unit, "period": period, **span}
        for (subject, measure, unit), group in comparable.groupby(["subject", "measure", "unit"])
        for period, alike in _by_period(group, str(measure))
        if (span := _span(alike)) and span["most"] > distance * span["least"]
    ]
    order = sorted(found, key=lambda row: (-row["ratio"], row["subject"], row["measure"], row["period"] or ""))
    return pd.DataFrame(order, columns=COLUMNS).astype({"period": "str"})


def _by_period(group: pd.DataFrame, measure: str) -> list[tuple[str | None, pd.DataFrame]]:
    """Readings that may be compared, each group under the shortest period that holds all of its own."""
    if measure in TIMELESS:
        return [(None, group)]
    periods = sorted(set(group["period"]), key=len)
    widest = group["period"].map(lambda own: next(one for one in periods if own == one or own.startswith(f"{one}-")))
    return [(str(period), alike) for period, alike in group.groupby(widest)]


def _span(alike: pd.DataFrame) -> dict[str, Any] | None:
    """What readings span, or None when none contradicts another."""
    pairs = list(zip(alike["low"], alike["high"], strict=True))
    least = [high if low is None else low for low, high in pairs if high is not None]
    most = [low if high is None else high for low, high in pairs if low is not None]
    if len(set(pairs)) < 2 or not least or not most:
        return None
    ends = {"least": min(least), "most": max(most)}
    ratio = ends["most"] / ends["least"] if ends["least"] else Decimal("Infinity")
    said = zip(([end or Decimal(0) for end in pair] for pair in pairs), alike["reading_id"], strict=True)
    return {"count": len(pairs), **ends, "ratio": ratio, "reading_ids": [id for _, id in sorted(said)]}
