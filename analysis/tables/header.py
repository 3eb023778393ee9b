"""The names of the columns of a file: those of the contract, once each, in its order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .contract import Table
from .faults import listed, nearest, shown
from .folder import CONTRACT

SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def header_faults(header: list[str], table: Table) -> Iterator[str]:
    """What is wrong with the names of the columns, as the end of a sentence that begins with the file."""
    expected = table.header
    if len(header) == 1 and len(expected) > 1:
        used = [name for mark, name in SEPARATORS.items() if mark in header[0]]
        if used:
            yield f"found columns separated by {used[0]}, expected commas. Save it as comma-separated values."
            return
    twice = [name for name, count in Counter(header).items() if count > 1]
    missing = [name for name in expected if name not in header]
    unknown = [name for name in dict.fromkeys(header) if name not in expected]
    if twice:
        yield f"found {_columns(twice)} more than once, expected each column once. Rename or remove one."
    if missing:
        yield f"found no {_columns(missing)}, expected it as {CONTRACT} declares. Add it; its fields may be empty."
    if unknown:
        near = nearest(unknown[0], missing) if len(unknown) == 1 else ""
        yield f"found unknown {_columns(unknown)}, expected those that {CONTRACT} declares.{near} Rename or declare it."
    if not (twice or missing or unknown) and header != expected:
        yield f"found columns in another order, expected {listed(expected, 40)}. Put them in this order."


def _columns(names: list[str]) -> str:
    return f"column{'s' if len(names) > 1 else ''} {listed([shown(name) for name in names], 8)}"
