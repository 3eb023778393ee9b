"""The suite held to its own rules: seeds, data contract, provenance, notebooks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from . import parameters, seeds, tables

NOTEBOOKS = tables.ROOT / "notebooks"


def run(data: str | None = None) -> list[str]:
    """Every fault found, one sentence each; empty when the suite keeps its rules."""
    return list(dict.fromkeys([*seed_faults(), *data_faults(data), *notebook_faults()]))


def seed_faults() -> Iterator[str]:
    """Seeds whose bytes are not those of their card."""
    for card in seeds.cards():
        try:
            seeds.text(card.id)
        except seeds.SeedFault as fault:
            yield str(fault)


def data_faults(data: str | None = None) -> Iterator[str]:
    """Tables that break their contract, sources that nothing cites, seed readings whose span lies outside the text."""
    frames, names = {}, tables.names(data)
    for name in names:
        try:
            frames[name] = tables.load(name, data=data)
        except tables.DataFault as fault:
            yield from fault.faults
    if len(frames) == len(names):  # a table that cannot be read may be the one that cites a source
        cited = {source for frame in frames.values() if "source" in frame for source in frame["source"].dropna()}
        for name in frames["sources"]["source_id"]:
            if name not in cited:
                yield f'data/sources.csv: source "{name}" is cited by no row. Cite it or take it out.'
    if "readings" in frames:
        yield from span_faults(frames["readings"])


def span_faults(readings: Any) -> Iterator[str]:
    """Seed readings whose span does not lie within the seed's text."""
    known = {card.id: card for card in seeds.cards()}
    for row in readings[readings["source"].isin(list(known))].itertuples():
        length = len(seeds.text(row.source))
        if not 0 <= row.start < row.end <= length:
            yield (
                f"data/readings.csv, {row.reading_id}: span {row.start} to {row.end} lies outside the text of "
                f"{row.source}, which has {length} characters. Point start and end at the words."
            )


def notebook_faults() -> Iterator[str]:
    """Notebooks whose parameters cannot be read, that store outputs, or whose languages are not paired."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        where = f"notebooks/{path.name}"
        notebook = json.loads(path.read_text("utf-8"))
        try:
            parameters.contract(notebook)
        except parameters.BadParameter as fault:
            yield f"{where}: {fault}"
        yield from cell_faults(where, notebook["cells"])


def cell_faults(where: str, cells: list[dict[str, Any]]) -> Iterator[str]:
    """Stored outputs, and markdown in one language only."""
    for number, cell in enumerate(cells, 1):
        if cell.get("outputs") or cell.get("execution_count"):
            yield f"{where}, cell {number}: an output is stored, expected none. Clear all outputs before saving."
    tags = [cell["metadata"].get("tags", []) for cell in cells if cell["cell_type"] == "markdown"]
    counts = {language: sum(language in row for row in tags) for language in ("ar", "en")}
    if counts["ar"] != counts["en"]:
        yield f"{where}: {counts['ar']} Arabic and {counts['en']} English texts, expected pairs. Write the missing twin."
