"""How far published prices of one deal lie apart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from ..provenance import counted
from ..traces import plain
from .prices import listed, where
from .size import of, the_deal


def disagreement(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the deals on whose price at least two readings differ, widest apart first.

    Takes a frame of `by_size` or `rivals`, so the money is the one shown there. Adds least, most, chosen (its `value`),
    spread (most ÷ least), least_ratio and most_ratio (to the chosen), ticks (a list of (value, basis)), tick_ratios,
    count (of readings), and `sources` of all of them; confidence stays the chosen one's. A reading that gives a range
    is one reading: where all give the same figure or the same range, nobody disagrees and the deal is absent. The
    ceiling of an "up to" price is an end of the range like any other.
    """
    rows = where(frame, [differ(*pair) for pair in zip(plain(frame["readings"]), frame["reading_ids"], strict=True)])
    least, most = ([end(values) for values in rows["readings"]] for end in (min, max))
    index, chosen = rows.index, list(rows["value"])
    columns: dict[str, Sequence[Any]] = {
        "least": least,
        "most": most,
        "chosen": chosen,
        "spread": [high / low for low, high in zip(least, most, strict=True)],
        "least_ratio": [low / value for low, value in zip(least, chosen, strict=True)],
        "most_ratio": [high / value for high, value in zip(most, chosen, strict=True)],
        "ticks": [list(zip(*pair, strict=True)) for pair in zip(rows["readings"], rows["bases"], strict=True)],
        "tick_ratios": [[tick / by for tick in ticks] for ticks, by in zip(rows["readings"], chosen, strict=True)],
        "sources": [list(dict.fromkeys(sources)) for sources in rows["reading_sources"]],
    }
    rows = rows.assign(**{name: listed(values, index) for name, values in columns.items()})
    rows["count"] = listed([counted(*pair) for pair in zip(rows["readings"], distinct(rows), strict=True)], index)
    order = sorted(range(len(rows)), key=lambda i: (-columns["spread"][i], rows["deal_id"].iloc[i]))
    return rows.iloc[order].reset_index(drop=True)


def distinct(frame: pd.DataFrame) -> list[int]:
    """Return how many readings each row has; one that gives two ends is one."""
    return [len(set(ids)) for ids in frame["reading_ids"]]


def differ(values: Sequence[Decimal], ids: Sequence[str]) -> bool:
    """Return whether readings, each of one or two values, do not all say the same."""
    said: dict[str, list[Decimal]] = {}
    for value, name in zip(values, ids, strict=True):
        said.setdefault(name, []).append(value)
    return len({tuple(view) for view in said.values()}) > 1


def disputed(frame: pd.DataFrame) -> dict[str, Any]:
    """Return how far the prices of a frame of `by_size` or `rivals` disagree; what cannot be said is None.

    deals (given), count (whose readings differ; None of none), widest_name, widest_name_ar, widest_spread; for the deal in
    question name, name_ar, least, most, views (both), chosen, spread, readings (how many); spread 1 when all its readings
    agree.
    """
    differing, ours = disagreement(frame), the_deal(frame)
    widest = differing.iloc[0] if len(differing) else None
    values = list(ours["readings"]) if ours is not None else []
    least, most = (min(values), max(values)) if values else (None, None)
    return {
        "deals": counted(frame["value"]), "count": counted(differing["value"], of=frame["value"]) if len(frame) else None,
        "widest_name": of(widest, "target"), "widest_name_ar": of(widest, "target_ar"),
        "widest_spread": of(widest, "spread"),
        "name": of(ours, "target"), "name_ar": of(ours, "target_ar"), "least": least, "most": most,
        "views": (least, most) if values else None, "chosen": of(ours, "value"),
        "spread": most / least if least is not None else None,
        "readings": counted(values, len(set(ours["reading_ids"]))) if ours is not None else None,
    }  # fmt: skip
