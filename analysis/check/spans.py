"""Seeds against their cards and against the rows that quote them: each span says what its row says, no figure is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from .. import quantities, seeds
from ..quantities import Quantity

CHUNK = re.compile(r"[^\s–—]+")
STOPS = "،؛:؟!.,;?…"  # they belong to the sentence; marks of quotation and brackets belong to the word


def sound() -> tuple[dict[str, str], list[str]]:
    """The text of every seed that is as its card says, by id, and a sentence for each that is not."""
    texts, faults = {}, []
    try:
        for card in seeds.cards():
            try:
                texts[card.id] = seeds.text(card.id)
            except seeds.SeedFault as fault:
                faults.append(str(fault))
    except seeds.SeedFault as fault:
        faults.append(str(fault))
    return texts, faults


def faults(frames: Mapping[str, pd.DataFrame], texts: Mapping[str, str], data: str | None = None) -> Iterator[str]:
    """Spans that do not say what their row says, and figures of the seeds that no row uses and no card sets aside.

    Of another package than the project's own only the seeds that it cites are looked at.
    """
    called = data or "data"
    if "claims" in frames:
        for row in frames["claims"].to_dict("records"):
            if row["seed"] in texts:
                yield from edge_faults(f"{called}/claims.csv, {row['claim_id']}", row, row["seed"], texts[row["seed"]])
    if not {"readings", "sources"} <= set(frames):
        return
    seed_of = dict(frames["sources"][["source_id", "seed"]].dropna().itertuples(index=False))
    quoting: dict[str, list[dict[str, Any]]] = {id: [] for id in (texts if data is None else seed_of.values())}
    for row in frames["readings"].to_dict("records"):
        seed = seed_of.get(row["source"])
        if seed in texts or pd.notna(row["start"]):
            quoting.get(str(seed), []).append(row)
            yield from reading_faults(f"{called}/readings.csv, {row['reading_id']}", row, seed, texts)
    for id, rows in quoting.items():
        if id in texts:
            yield from figure_faults(seeds.card(id), texts[id], rows)


def reading_faults(where: str, row: Mapping[str, Any], seed: str | None, texts: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the span of a reading, or with the figure that it holds."""
    if seed is None:
        yield (
            f'{where}: found a span, but source "{row["source"]}" is no seed, expected none. '
            "Leave start and end empty, or cite the seed."
        )
    elif pd.isna(row["start"]):
        yield f"{where}: found no span, expected one of the seed {seed}. Point start and end at the words that say it."
    elif seed in texts:
        edges = list(edge_faults(where, row, seed, texts[seed]))
        yield from edges or value_faults(where, row, texts[seed])


def edge_faults(where: str, row: Mapping[str, Any], seed: str, text: str) -> Iterator[str]:
    """A span outside the text, or one that cuts a word or takes in a space: it may be off by one."""
    start, end = int(row["start"]), int(row["end"])
    if not 0 <= start < end <= len(text):
        yield (
            f"{where}: found a span from {start} to {end}, expected one within the {len(text)} characters of {seed}. "
            "Point start and end at the words."
        )
        return
    starts, ends = zip(*(list(_words(text)) or [(0, len(text))]), strict=True)
    first = min(starts, key=lambda place: abs(place - start))
    last = min((place for place in ends if place > first), key=lambda place: abs(place - end))
    if (start, end) != (first, last):
        yield (
            f"{where}: found the span {start} to {end}, «{text[start:end]}», expected whole words with nothing before or "
            f"after them. Point start and end at {first} to {last}."
        )


def value_faults(where: str, row: Mapping[str, Any], text: str) -> Iterator[str]:
    """A span that does not hold exactly the one figure of its row."""
    words, expected = text[row["start"] : row["end"]], stated(row["low"], row["high"], row["unit"], row["hedge"])
    remedy = "Correct the row, or point start and end at the words that say it."
    found = [one for one in quantities.find(text) if one.start < row["end"] and one.end > row["start"]]
    whole = [one for one in found if row["start"] <= one.start and one.end <= row["end"]]
    if len(found) != 1 or found != whole:
        several = " and ".join(f"«{one.text}»" for one in found) if whole else "no figure"
        yield f"{where}: found {several} in the words «{words}», expected one figure, {expected}. {remedy}"
    elif not says(whole[0], row):
        one = whole[0]
        heard = stated(one.low, one.high, one.unit, "about or nearly" if one.approximate else None)
        yield f"{where}: found {heard}, in the words «{words}», expected {expected}. {remedy}"


def says(one: Quantity, row: Mapping[str, Any]) -> bool:
    """Whether a figure of the text is that of the row: same ends, same unit, and hedged as the row says."""
    hedge = row["hedge"] if isinstance(row["hedge"], str) else None
    if one.high is None:
        allowed = hedge == "at_least"
    elif one.low is None:
        allowed = hedge == "up_to"
    else:
        allowed = hedge in ("about", "nearly") if one.approximate else hedge is None
    return allowed and (one.low, one.high, one.unit) == (row["low"], row["high"], row["unit"])


def stated(low: Decimal | None, high: Decimal | None, unit: object, hedge: object) -> str:
    """A figure in words: "15000000000 USD (about or nearly)"."""
    if low is None or high is None:
        amount = f"{low:f} or more" if low is not None else f"{high:f} or less"
    else:
        amount = f"{low:f}" if low == high else f"{low:f} to {high:f}"
    named = f"{amount} {unit}" if isinstance(unit, str) else f"{amount} without a unit"
    return f"{named} ({hedge})" if isinstance(hedge, str) else named


def figure_faults(card: seeds.Card, text: str, rows: list[dict[str, Any]]) -> Iterator[str]:
    """Figures that a seed states and no reading uses, and lines of its card that set aside what they should not."""
    figures = quantities.find(text)
    used = {one.start: row["reading_id"] for row in rows if pd.notna(row["start"])
            for one in figures if row["start"] <= one.start and one.end <= row["end"]}  # fmt: skip
    put_aside = set()
    for line in card.aside:
        where = f"seeds/seeds.yml, {card.id}, aside {line.start} to {line.end}"
        inside = [one for one in figures if line.start <= one.start and one.end <= line.end]
        put_aside |= {one.start for one in inside}
        users = [used[one.start] for one in inside if one.start in used]
        if (there := text[line.start : line.end]) != line.words:
            yield f"{where}: found «{there}» in the seed, expected «{line.words}». Point start and end at the words."
        elif not inside:
            yield f"{where}: found no figure in «{there}», expected one that no reading uses. Remove the line."
        elif users:
            yield (
                f"{where}: found «{there}», which the reading {users[0]} uses, expected a figure that no reading uses. "
                "Remove the line, or the reading."
            )
    for one in figures:
        if one.start not in used and one.start not in put_aside:
            yield (
                f"seeds/{card.file}, characters {one.start} to {one.end}: found the figure «{one.text}», which no reading "
                "uses. Add a reading, or set it aside in seeds.yml with its reason."
            )


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where each word begins and ends: what stands between spaces or dashes, less the stops around it."""
    for chunk in CHUNK.finditer(text):
        word = chunk[0].strip(STOPS)
        if word:
            start = chunk.start() + len(chunk[0]) - len(chunk[0].lstrip(STOPS))
            yield start, start + len(word)
