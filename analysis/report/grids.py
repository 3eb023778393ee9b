"""Many reports as one file asks for them: a row for each, or lists that are multiplied out; values stay text.

An empty value means the notebook's default. The word `report` names the notebook; every other name is a parameter.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from pathlib import Path
from typing import Any

import yaml

from .. import parameters
from .fault import Fault
from .given import crossed, decoded, unreadable

MOST = 10_000  # reports of one request; more is a slip of the pen, and would fill the memory before it fills a shelf
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
SUFFIXES = (".csv", ".yaml", ".yml")


@dataclass(frozen=True)
class Wish:
    """One report that is wished for: a notebook, if one is named, and values as text; where it was written, in words.

    `own` are the names of values that stand at that place, the others were given for all.
    """

    name: str
    values: Mapping[str, str]
    file: str = ""
    row: str = ""
    own: frozenset[str] = field(default_factory=frozenset)


def read(path: Path) -> list[Wish]:
    """The wishes of a CSV or YAML file, in its order. Raises Fault 2 with all that is wrong with its form."""
    if path.suffix.lower() not in SUFFIXES:
        raise Fault(2, f'{path.name}: found a name that ends in "{path.suffix}", expected {", ".join(SUFFIXES)}. '
                       "Rename the file after what it holds.")
    written = decoded(path)
    try:
        rows = from_csv(written, path.name) if path.suffix.lower() == ".csv" else from_yaml(written, path.name)
    except (yaml.YAMLError, RecursionError) as fault:
        raise unreadable(path, fault, "Write a list of reports, each a name with its value a line.") from fault
    if not rows:
        raise Fault(2, f"{path.name}: found no report, expected at least one. Write a row for each report.")
    return rows


def from_csv(written: str, file: str) -> list[Wish]:
    """The wishes of a CSV text: names in the first row, then a report a row."""
    lines = list(numbered(written.removeprefix("\ufeff"), file))
    if not lines:
        return []
    _, header = lines.pop(0)
    faults = [f"{file}, row 1: {said}" for said in header_faults(header)] or [
        f"{file}, row {number}: found {counted(cells)}, expected {len(header)} as in row 1. "
        "Put a comma between two cells, and quotes around a value that has one."
        for number, cells in lines
        if len(cells) != len(header)
    ]
    if faults:
        raise Fault(2, "\n".join(faults))
    return [wish(zip(header, cells, strict=True), file, f"row {number}") for number, cells in lines]


def counted(cells: Sequence[str]) -> str:
    """How many cells a row has, in words."""
    return {0: "an empty line", 1: "1 cell"}.get(len(cells), f"{len(cells)} cells")


def numbered(written: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins; empty lines at the foot are none."""
    reader, line = csv.reader(io.StringIO(written.rstrip("\r\n"), newline=""), strict=True), 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as fault:
        if "limit" in str(fault):
            raise Fault(2, f"{file}, row {line}: found a cell of more than {csv.field_size_limit()} characters, expected a "
                           "value of a parameter. Close the quotes of that row, or shorten the cell.") from None
        raise Fault(2, f"{file}, row {line}: found a quote out of place ({fault}), expected quotes around whole cells. "
                       'Double each quote inside a cell: "".') from None


def header_faults(header: Sequence[str]) -> Iterator[str]:
    """What is wrong with the names in the first row, as far as no notebook need be asked."""
    used = [name for mark, name in SEPARATORS.items() if len(header) == 1 and mark in header[0]]
    if used:
        yield f"found cells separated by {used[0]}, expected commas. Save it as comma-separated values."
    for place, name in enumerate(header, 1):
        if not name:
            yield f"found no name over column {place}, expected a parameter's, or report. Name it or take it out."
    for name, count in Counter(filter(None, header)).items():
        if count > 1:
            yield f"found {parameters.shown(name)} over {count} columns, expected one. Take the others out."


def from_yaml(written: str, file: str) -> list[Wish]:
    """The wishes of a YAML text, read without YAML's guesses: a list of reports, or one whose lists are multiplied."""
    node = yaml.compose(written, Loader=yaml.SafeLoader)
    if node is None:
        return []
    faults: list[str] = []
    if isinstance(node, yaml.MappingNode):
        found = pairs(node, file, True, faults)
        size = prod(len(values) for values in found.values())
        if size > MOST:
            faults.append(f"{file}: found lists that come to {size} reports, expected at most {MOST}. Split the file.")
        rows = [] if faults else [wish(row.items(), file, f"entry {number}") for number, row in enumerate(crossed(found), 1)]
    elif isinstance(node, yaml.SequenceNode):
        rows = []
        for number, item in enumerate(node.value, 1):
            where = f"{file}, entry {number}"
            if isinstance(item, yaml.MappingNode):
                single = {name: values[0] for name, values in pairs(item, where, False, faults).items() if values}
                rows.append(wish(single.items(), file, f"entry {number}"))
            else:
                faults.append(f"{where}, line {item.start_mark.line + 1}: found a single value or a list, expected names "
                              "with values. Write `name: value`.")
    else:
        faults = [f"{file}: found a single value, expected a list of reports, or names with lists. Write one of the two."]
        rows = []
    if faults:
        raise Fault(2, "\n".join(faults))
    return rows


def pairs(node: yaml.MappingNode, where: str, lists: bool, faults: list[str]) -> dict[str, list[str]]:
    """Names with their values as they were written; what does not fit is added to the faults."""
    found: dict[str, list[str]] = {}
    for key, value in node.value:
        place = f"{where}, line {key.start_mark.line + 1}"
        if not isinstance(key, yaml.ScalarNode):
            faults.append(f"{place}: found a name made of several values, expected one word. Write `name: value`.")
        elif key.value in found:
            faults.append(f"{place}: found {parameters.shown(key.value)} a second time, expected it once. Take one out.")
        else:
            found[key.value] = items(value, f"{place}, {parameters.shown(key.value)}", lists, faults)
    return found


def items(node: Any, where: str, lists: bool, faults: list[str]) -> list[str]:
    """The values that one name has."""
    if isinstance(node, yaml.ScalarNode):
        return [str(node.value)]
    plain = isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value)
    if plain and lists and node.value:
        return [str(item.value) for item in node.value]
    if plain and not lists:
        faults.append(f"{where}: found a list, expected one value. Write commas in one text, or give the file as one set "
                      "of names, whose lists are multiplied out.")
    else:
        found = "an empty list" if plain else "values within values"
        faults.append(f"{where}: found {found}, expected one value{' or a plain list' if lists else ''}. Write it so.")
    return []


def wish(cells: Iterable[tuple[str, str]], file: str, row: str) -> Wish:
    """One row; what is empty is left to the notebook's default."""
    values = {name: value for name, value in cells if value != ""}
    name = values.pop("report", "")
    return Wish(name, values, file, row, frozenset(values))
