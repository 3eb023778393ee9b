"""Tables held to their contract, and every row to its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from .. import tables
from ..tables.contract import package


def frames(data: str | None = None) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """The tables of a package that keep their contract, by name, and the faults of those that do not."""
    sound: dict[str, pd.DataFrame] = {}
    faults: list[str] = []
    for name in tables.names(data):
        try:
            sound[name] = tables.load(name, data=data)
        except tables.DataFault as fault:
            faults += fault.faults
    return sound, faults


def citation_faults(frames: Mapping[str, pd.DataFrame], data: str | None = None) -> Iterator[str]:
    """Rows without a source that is known, and sources that no row cites; a contract may ask for less than this does."""
    if "sources" not in frames:
        return
    opened = package(data)
    known, cited = set(frames["sources"]["source_id"]), set()
    for name, frame in frames.items():
        table = opened.table(name)
        citing = {one.field for one in table.references if ("sources", "source_id") in one.targets}
        for column in citing | ({"source"} & set(frame)):
            cited |= set(frame[column].dropna())
        if "source" in frame:
            yield from _unsourced(f"{opened.called}/{table.path}", frame, known)
    if len(frames) == len(opened.tables):  # a table that cannot be read may be the one that cites a source
        for name in frames["sources"]["source_id"]:
            if name not in cited:
                yield (
                    f'{opened.called}/{opened.table("sources").path}: found source "{name}", which no row cites, '
                    "expected only sources that one does. Cite it or take it out."
                )


def _unsourced(where: str, frame: pd.DataFrame, known: set[str]) -> Iterator[str]:
    for row, source in zip(frame.iloc[:, 0], frame["source"], strict=True):
        if not isinstance(source, str):
            yield f"{where}, {row}: found no source, expected one of sources.csv. Write the id of the page that says it."
        elif source not in known:
            yield (
                f'{where}, {row}: found source "{source}", which sources.csv does not have, expected one that it has. '
                "Add its row there, or correct the id."
            )
