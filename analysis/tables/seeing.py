"""On which columns it depends whether `load` shows a row, and what it blanks out."""

from __future__ import annotations

from collections.abc import Collection

from .days import LATER, OWN_DATE


def seeing(name: str, header: Collection[str], wanted: Collection[str]) -> set[str]:
    """The columns of a table that decide from which day its rows, and the wanted cells in them, are known."""
    own = {OWN_DATE.get(name, "date"), "source", "start"}
    if name == "claims":
        own |= {"seed"}
    later = {day for day, dependent in LATER.get(name, {}).items() if {day, *dependent} & set(wanted)}
    return (own | later) & set(header)
