"""Seeds against their cards and against the rows that quote them: each span says what its row says, no figure is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from .. import quantities, seeds
from ..quantities import Quantity

Row = Mapping[str, Any]
CHUNK = re.compile(r"[^\s–—]+")
STOPS = "،؛:؟!.,;?…"  # they belong to the sentence; marks of quotation and brackets belong to the word


@dataclass(frozen=True)
class Document:
    """A seed that is as its card says, the figures that it states, and where its words begin and end."""

    card: seeds.Card
    text: str
    figures: tuple[Quantity, ...]
    words: tuple[tuple[int, int], ...]


def documents() -> tuple[dict[str, Document], list[str]]:
    """Every seed that is as its card says, by id, and a sentence for each that is not."""
    sound, faults = {}, []
    try:
        for card in seeds.cards():
            try:
                text = seeds.text(card.id)
                sound[card.id] = Document(card, text, tuple(quantities.find(text)), tuple(_words(text)))
            except seeds.SeedFault as fault:
                faults.append(str(fault))
    except seeds.SeedFault as fault:
        faults.append(str(fault))
    return sound, faults


def faults(frames: Mapping[str, pd.DataFrame], known: Mapping[str, Document], data: str | None = None) -> Iterator[str]:
    """Spans that do not say what their row says, and figures of the seeds that no row uses and no card sets aside.

    Of another package than the project's own only the seeds that it cites are looked at.
    """
    called = data or "data"
    for row in _rows(frames.get("claims")):
        if row["seed"] in known:
            yield from edge_faults(f"{called}/claims.csv, {row['claim_id']}", row, known[row["seed"]])
    if not {"readings", "sources"} <= set(frames):
        return
    seed_of = {row["source_id"]: row["seed"] for row in _rows(frames["sources"]) if isinstance(row["seed"], str)}
    quoting: dict[str, list[Row]] = {id: [] for id in known if data is None or id in seed_of.values()}
    for row in _rows(frames["readings"]):
        seed = seed_of.get(row["source"])
        quoting.get(str(seed), []).append(row)
        yield from reading_faults(f"{called}/readings.csv, {row['reading_id']}", row, seed, known)
    for id, rows in quoting.items():
        yield from orphan_faults(known[id], rows)


def reading_faults(where: str, row: Row, seed: str | None, known: Mapping[str, Document]) -> Iterator[str]:
    """What is wrong with the span of a reading, or with the figure that it holds."""
    spanned = pd.notna(row["start"])
    if spanned and seed is None:
        yield (
            f'{where}: found a span, though source "{row["source"]}" is no seed, expected none. '
            "Leave start and end empty, or cite the seed."
        )
    elif seed is not None and not spanned:
        yield f"{where}: found no span, expected one of the seed {seed}. Point start and end at the words that say it."
    elif seed in known:
        yield from list(edge_faults(where, row, known[seed])) or value_faults(where, row, known[seed])


def edge_faults(where: str, row: Row, seed: Document) -> Iterator[str]:
    """A span outside the text, or one that cuts a word or takes in a space: it may be off by one."""
    start, end = int(row["start"]), int(row["end"])
    if not 0 <= start < end <= len(seed.text):
        yield (
            f"{where}: found a span from {start} to {end}, expected one within the {len(seed.text)} characters of "
            f"{seed.card.id}. Point start and end at the words."
        )
        return
    first = min((one[0] for one in seed.words), key=lambda place: abs(place - start), default=0)
    last = min((one[1] for one in seed.words if one[1] > first), key=lambda place: abs(place - end), default=0)
    if (start, end) != (first, last):
        yield (
            f"{where}: found the span {start} to {end}, «{seed.text[start:end]}», expected whole words with nothing before "
            f"or after them. Point start and end at {first} to {last}, or at other words."
        )


def value_faults(where: str, row: Row, seed: Document) -> Iterator[str]:
    """A span that does not hold exactly the one figure of its row."""
    words, expected = seed.text[row["start"] : row["end"]], stated(row["low"], row["high"], row["unit"], row["hedge"])
    remedy = "Correct the row, or point start and end at the words that say it."
    found = [one for one in seed.figures if one.start < row["end"] and one.end > row["start"]]
    if len(found) != 1 or not _within(found[0], row):
        several = " and ".join(f"«{one.text}»" for one in found if _within(one, row)) or "no whole figure"
        yield f"{where}: found {several} in the words «{words}», expected one figure, {expected}. {remedy}"
    elif not says(found[0], row):
        one = found[0]
        heard = stated(one.low, one.high, one.unit, "about or nearly" if one.approximate else None)
        yield f"{where}: found {heard} in the words «{words}», expected {expected}. {remedy}"


def says(one: Quantity, row: Row) -> bool:
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


def orphan_faults(seed: Document, rows: list[Row]) -> Iterator[str]:
    """Figures that a seed states and no reading uses, and lines of its card that set aside what they should not."""
    spans = [row for row in rows if pd.notna(row["start"])]
    used = {one: row["reading_id"] for row in spans for one in seed.figures if _within(one, row)}
    put_aside: set[Quantity] = set()
    for line in seed.card.aside:
        inside = [one for one in seed.figures if _within(one, vars(line))]
        put_aside.update(inside)
        where, there = f"seeds/seeds.yml, {seed.card.id}, aside {line.start} to {line.end}", seed.text[line.start : line.end]
        if there != line.words:
            yield f"{where}: found «{there}» in the seed, expected «{line.words}». Point start and end at the words."
        elif not inside:
            yield f"{where}: found no figure in «{there}», expected one that no reading uses. Remove the line."
        elif users := [used[one] for one in inside if one in used]:
            yield (
                f"{where}: found «{there}», which the reading {users[0]} uses, expected a figure that no reading uses. "
                "Remove the line, or the reading."
            )
    for one in seed.figures:
        if one not in used and one not in put_aside:
            yield (
                f"seeds/{seed.card.file}, characters {one.start} to {one.end}: found the figure «{one.text}», which no "
                "reading uses. Add a reading, or set it aside in seeds.yml with its reason."
            )


def _within(one: Quantity, span: Row) -> bool:
    return bool(span["start"] <= one.start and one.end <= span["end"])


def _rows(frame: pd.DataFrame | None) -> Iterator[Row]:
    if frame is not None:
        for values in frame.itertuples(index=False, name=None):
            yield dict(zip(frame.columns, values, strict=True))


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where each word begins and ends: what stands between spaces or dashes, less the stops around it."""
    for chunk in CHUNK.finditer(text):
        word = chunk[0].strip(STOPS)
        if word:
            start = chunk.start() + len(chunk[0]) - len(chunk[0].lstrip(STOPS))
            yield start, start + len(word)
