"""The deals that have a price: one row each, beside every published reading of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from .. import provenance, traces
from ..rows import cells, known, middle

AI_SECTORS = ("ai_agents", "ai_coding", "ai_hardware", "ai_lab", "chips", "data_labelling")
KEPT = [
    "deal_id", "target", "target_ar", "acquirer", "acquirer_name", "acquirer_name_ar", "kind", "kind_name",
    "kind_name_ar", "sector", "sector_name", "sector_name_ar", "announced", "date", "year", "scope", "status", "tone",
    "price_usd", "low_usd", "high_usd", "readings_usd", "bases", "reading_ids", "reading_sources", "reading_id",
    "basis", "fallback", "sources", "confidence", "second_hand",
]  # fmt: skip


class MixedUnits(ValueError):
    """Prices in different units, which no measure may add or rank."""


class Measured(NamedTuple):
    """What could be measured, and the deals left out: deal_id, target, acquirer_name (each with _ar), year, reason."""

    kept: pd.DataFrame
    left_out: pd.DataFrame


def priced(
    deals: pd.DataFrame,
    readings: pd.DataFrame,
    chosen: pd.DataFrame,
    terms: pd.DataFrame,
    *,
    deal: str,
    acquirer: str | None = None,
) -> pd.DataFrame:
    """Return one row per deal with a price: KEPT, money in nominal US dollars.

    `chosen` holds one price per deal (`tables.choose`); `price_usd` is its `value`, so an "up to" deal counts with its
    upfront money. `readings_usd`, `bases`, `reading_ids` and `reading_sources` are parallel lists over every published
    price, smallest first. `tone` is "deal" for the deal in question, "peer" for its acquirer's others, "field" for the
    rest; `acquirer` serves when the deal in question is not in the table. A deal without a price is absent.
    """
    foreign = chosen[chosen["unit"] != "USD"]
    if len(foreign):
        row = foreign.iloc[0]
        raise MixedUnits(
            f'prices, reading {row["reading_id"]}: found the unit "{row["unit"]}", expected USD. '
            "Write the price in US dollars, or keep the reading out of the choice."
        )
    ours = chosen.rename(columns={"subject": "deal_id"}).drop(columns="readings", errors="ignore")
    rows = deals.drop(columns=["source", "note", "known_from", "undated"], errors="ignore").merge(
        ours, on="deal_id", how="inner", validate="one_to_one"
    )
    rows = with_names(rows, terms, ("acquirer", "kind", "sector")).assign(
        date=dated(rows["announced"]),
        year=years(rows["announced"]),
        tone=tones(rows, deal, acquirer),
        sources=listed([[source] for source in rows["source"]], rows.index),
        second_hand=rows["read"] == "second_hand",
    )
    rows = rows.rename(columns={"value": "price_usd", "low": "low_usd", "high": "high_usd"})
    rows = rows.join(published(readings, rows["deal_id"]))[KEPT]
    # The copy lays columns of a kind together, so that each of the many cuts of this frame is a few and not thirty.
    return rows if len(rows) > traces.AT_ONCE else as_objects(rows).copy()


def in_play(deals: pd.DataFrame, *, deal: str, acquirer: str | None) -> pd.DataFrame:
    """Return the deals that a page about one of them looks at: itself, its acquirer's, and all in AI sectors.

    Without an acquirer they are all of them.
    """
    fits = (deals["deal_id"] == deal) | (deals["acquirer"] == acquirer) | deals["sector"].isin(AI_SECTORS)
    return deals if acquirer is None else deals[fits].reset_index(drop=True)


def published(readings: pd.DataFrame, subjects: pd.Series) -> pd.DataFrame:
    """Return for each subject four parallel lists over its price readings, smallest first.

    A reading with two ends counts with both; one whose end is unknown counts with the other.
    """
    wanted = (readings["measure"] == "price") & (readings["unit"] == "USD") & readings["subject"].isin(subjects)
    prices = readings[wanted].reset_index(drop=True)
    points: dict[str, list[tuple[Decimal, str, str, str, tuple[int, int]]]] = {}
    told = (cells(prices[name]) for name in ("subject", "basis", "reading_id", "source"))
    sides = prices["low"], prices["high"]
    for place, (subject, basis, name, source, *ends) in enumerate(zip(*told, *map(traces.plain, sides), strict=True)):
        for side, end in enumerate(ends):
            if known(end) and (not side or end != ends[0]):
                points.setdefault(subject, []).append((end, basis, name, source, (side, place)))
    ordered = [sorted(points.get(subject, []), key=lambda point: (point[0], point[2])) for subject in subjects]
    lists = {name: listed([[p[i] for p in rows] for rows in ordered], subjects.index)
             for i, name in enumerate(("bases", "reading_ids", "reading_sources"), 1)}  # fmt: skip
    amounts = traces.several(sides, [[point[4] for point in rows] for rows in ordered], subjects.index)
    return pd.DataFrame({"readings_usd": amounts, **lists})


def select(
    frame: pd.DataFrame,
    *,
    acquirer: str | None = None,
    kinds: Sequence[str] = (),
    sectors: Sequence[str] = (),
    smallest: Decimal | int = 0,
    first: int | None = None,
    last: int | None = None,
) -> pd.DataFrame:
    """Return the rows that fit; an empty or absent condition holds for all.

    `smallest` is in nominal US dollars whatever the money shown; `first` and `last` are years, both included, and a
    deal whose year is unknown fits neither.
    """
    fits = pd.Series(True, index=frame.index)
    if acquirer:
        fits &= frame["acquirer"] == acquirer
    if kinds:
        fits &= frame["kind"].isin(kinds)
    if sectors:
        fits &= frame["sector"].isin(sectors)
    if smallest:
        large = [known(price) and price >= smallest for price in traces.plain(frame["price_usd"])]
        fits &= pd.Series(large, index=frame.index, dtype=bool)
    if first is not None:
        fits &= (frame["year"] >= first).fillna(False).astype(bool)
    if last is not None:
        fits &= (frame["year"] <= last).fillna(False).astype(bool)
    return settled(frame[fits].reset_index(drop=True))


def settled(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as one of few rows is kept, when it is: figures made, texts Python's; see `as_objects`."""
    return frame if len(frame) > traces.AT_ONCE else as_objects(traces.settled(frame))


def names(frame: pd.DataFrame, language: str = "ar") -> list[str]:
    """Return the targets of a frame as the page shows them, each once, in the frame's order."""
    column = frame["target_ar" if language == "ar" else "target"]
    return list(dict.fromkeys(str(name) for name in column))


def left_out(frame: pd.DataFrame, reasons: Iterable[str | None]) -> pd.DataFrame:
    """Return the rows that have a reason, with it."""
    told = ["deal_id", "target", "target_ar", "acquirer_name", "acquirer_name_ar", "year"]
    rows = frame[told].assign(reason=listed(list(reasons), frame.index))
    return where(rows, [known(reason) for reason in rows["reason"]])


def with_names(frame: pd.DataFrame, terms: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return the frame with `<column>_name` and `<column>_name_ar`; a code without a term stands for itself."""
    known_terms = terms.set_index("term_id")
    for column in columns:
        for field, suffix in (("name", "_name"), ("name_ar", "_name_ar")):
            frame = frame.assign(**{column + suffix: frame[column].map(known_terms[field]).fillna(frame[column])})
    return frame


def tones(frame: pd.DataFrame, deal: str, acquirer: str | None) -> list[str]:
    """Return "deal", "peer" or "field" for each row."""
    buyers = frame.loc[frame["deal_id"] == deal, "acquirer"]
    buyer = str(buyers.iloc[0]) if len(buyers) else acquirer
    return [
        "deal" if name == deal else "peer" if by == buyer else "field"
        for name, by in zip(frame["deal_id"], frame["acquirer"], strict=True)
    ]


def as_objects(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its texts as Python's: a page cuts this one frame dozens of times, and Arrow makes cuts dear."""
    return frame.assign(**{str(n): listed(cells(c), frame.index) for n, c in frame.items() if c.dtype == "str"})


def dated(partial: pd.Series) -> pd.Series:
    """Return the middle of each period that a partial ISO date names, the day itself for a whole date."""
    places, written = pd.factorize(partial)
    moments = pd.Series([*map(middle, written), pd.NaT], dtype="datetime64[s]")
    return pd.Series(moments.to_numpy()[places], index=partial.index)


def years(partial: pd.Series) -> pd.Series:
    """Return the year of each partial ISO date, unknown where there is none."""
    places, written = pd.factorize(partial)
    found = pd.array([*(int(text[:4]) for text in written), None], dtype="Int64")
    return pd.Series(found[places], index=partial.index)


def exact(operation: Callable[..., Any], *columns: Iterable[Any]) -> list[Any]:
    """Return the operation's result for each row, None where an input is unknown."""
    return [operation(*row) if all(map(known, row)) else None for row in zip(*columns, strict=True)]


def where(frame: pd.DataFrame, flags: Iterable[bool]) -> pd.DataFrame:
    """Return the rows whose flag is set; with no rows at all, all of none."""
    flags = list(flags)
    kept = frame if all(flags) else frame[pd.Series(flags, index=frame.index, dtype=bool)]
    return traces.settled(kept.reset_index(drop=True))


def listed(values: Sequence[Any], index: pd.Index) -> pd.Series:
    """Return a column of Python objects, which pandas neither converts nor unpacks."""
    return pd.Series(list(values), index=index, dtype=object)


def ranks(values: Sequence[Any]) -> list[Any]:
    """Return the place of each value, largest first; equals share the better place, an unknown has none."""
    places = iter(provenance.ranks([value for value in values if known(value)]))
    return [next(places) if known(value) else None for value in values]
