"""The suite held to its own rules: seeds, data contract, provenance, hashes, notebooks."""

from __future__ import annotations

from collections.abc import Iterator

from . import data as held
from . import hashes, spans
from .claims import claim_faults
from .notebooks import cell_faults, notebook_faults, section_faults
from .start import start

__all__ = ["accept", "cell_faults", "notebook_faults", "run", "section_faults", "start"]


def run(data: str | None = None) -> list[str]:
    """Every fault found, one sentence each; empty when the suite keeps its rules."""
    ours = notebook_faults() if data is None else ()  # another package has no notebooks of its own
    return list(dict.fromkeys([*(_broken(data) or [*hashes.faults(data), *section_faults(data)]), *ours]))


def accept(data: str | None = None) -> tuple[list[str], list[str]]:
    """The faults that forbid it; else none, and the tables whose new bytes datapackage.json now vouches for."""
    ours = notebook_faults() if data is None else ()
    faults = list(dict.fromkeys([*(_broken(data) or section_faults(data)), *ours]))
    return (faults, []) if faults else ([], hashes.accept(data))


def _broken(data: str | None) -> list[str]:
    """What is wrong with seeds and tables, hashes aside: a table that is to be mended has no right hash yet."""
    return list(_seeds_and_tables(data))


def _seeds_and_tables(data: str | None) -> Iterator[str]:
    seeds, faults = spans.documents()
    yield from faults
    frames, faults = held.frames(data)
    yield from faults
    yield from held.citation_faults(frames, data)
    yield from spans.faults(frames, seeds, data)
    yield from claim_faults(frames, data)
