"""The suite held to its own rules: seeds, data contract, provenance, hashes, notebooks."""

from __future__ import annotations

from collections.abc import Iterator

from . import data as held
from . import hashes, spans
from .notebooks import cell_faults, notebook_faults, section_faults

__all__ = ["accept", "cell_faults", "notebook_faults", "run", "section_faults"]


def run(data: str | None = None) -> list[str]:
    """Every fault found, one sentence each; empty when the suite keeps its rules."""
    return list(dict.fromkeys([*(_broken(data) or [*hashes.faults(data), *section_faults(data)]), *notebook_faults()]))


def accept() -> tuple[list[str], list[str]]:
    """The faults that forbid it; else none, and the tables whose new bytes datapackage.json now vouches for."""
    faults = list(dict.fromkeys([*(_broken(None) or section_faults()), *notebook_faults()]))
    return (faults, []) if faults else ([], hashes.accept())


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
