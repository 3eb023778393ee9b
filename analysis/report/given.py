"""A request as it is given: names of reports, and values that stay text until the notebook's own contract types them.

Text keeps what was written: `007`, `NO` and `4.30` in a file are not a number, a yes or no, and another number.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from .. import parameters
from .fault import Fault

KINDS = {".toml": "TOML", ".yaml": "YAML", ".yml": "YAML"}


class BadFile(Fault):
    """A file of parameters that cannot be taken as it stands."""

    def __init__(self, message: str) -> None:
        super().__init__(2, message)


def known(asked: Iterable[str], there: Collection[str]) -> list[str]:
    """The reports asked for, each once; a name that is not there is refused with the nearest."""
    asked = list(dict.fromkeys(asked))
    strangers = [
        f"report {parameters.shown(name)}: there is none of that name{parameters.nearest(name, there)}. "
        f"Name one of {', '.join(there)}."
        for name in asked
        if name not in there
    ]
    if strangers:
        raise Fault(2, "\n".join(strangers))
    return asked


def gather(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """The sets of parameters that a command line asks for.

    A name that is given several values asks for each of them, two such names for every pair: the last runs fastest.
    """
    lists: dict[str, list[str]] = {}
    for name, value in pairs:
        lists.setdefault(name, []).append(value)
    return crossed(lists)


def crossed(lists: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    """Every choice of one value from each list, the last list running fastest; a value that is there twice counts once."""
    return [dict(zip(lists, chosen, strict=True)) for chosen in product(*map(dict.fromkeys, lists.values()))]


def read(path: Path) -> dict[str, str]:
    """The parameters that a TOML or YAML file gives, name -> text; a list becomes its items with commas between."""
    if path.suffix.lower() not in KINDS:
        raise BadFile(
            f'{path.name}: found a name that ends in "{path.suffix}", expected {", ".join(KINDS)}. '
            "Rename the file after what it holds."
        )
    written = decoded(path)
    try:
        return from_toml(written) if KINDS[path.suffix.lower()] == "TOML" else from_yaml(written)
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        raise unreadable(path, fault, "Write one name with its value a line.") from fault


def decoded(path: Path) -> str:
    """The text of a file. Raises BadFile when it cannot be read or is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as fault:
        raise BadFile(f"{path.name}: cannot be read ({fault.strerror}). Name a file that exists.") from fault
    except UnicodeDecodeError as fault:
        raise BadFile(
            f"{path.name}, byte {fault.start}: found bytes that are not UTF-8, expected UTF-8 text. "
            "Save the file as UTF-8."
        ) from fault


def unreadable(path: Path, fault: Exception, remedy: str) -> BadFile:
    """The fault for a text that is not what its name says."""
    return BadFile(f"{path.name}: {' '.join(str(fault).split())}. {remedy}")


def from_toml(written: str) -> dict[str, str]:
    """The parameters that a TOML text gives; fractions keep the digits they were written with."""
    return texts(tomllib.loads(written, parse_float=str))


def from_yaml(written: str) -> dict[str, str]:
    """The parameters that a YAML text gives, read without YAML's guesses about what a word may mean."""
    node = yaml.compose(written, Loader=yaml.SafeLoader)
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise ValueError("found a list or a single value, expected names with values")
    found: dict[str, str] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise ValueError(f"line {key.start_mark.line + 1} holds a name made of several values, expected one word")
        if key.value in found:
            raise ValueError(f'"{key.value}" is given twice, expected once')
        found[key.value] = of_node(value)
    return found


def of_node(node: Any) -> str:
    """One YAML value as text."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value):
        return ",".join(item.value for item in node.value)
    raise ValueError(f"line {node.start_mark.line + 1} holds values within values, expected one value or a plain list")


def texts(table: Mapping[str, Any]) -> dict[str, str]:
    """The values of a TOML table as text."""
    return {name: text(name, value) for name, value in table.items()}


def text(name: str, value: Any) -> str:
    """One TOML value as the text a command line would give."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (str, int)):
        return str(value)
    if isinstance(value, list) and not any(isinstance(item, (list, dict)) for item in value):
        return ",".join(text(name, item) for item in value)
    raise ValueError(f'"{name}" holds values within values, expected one value or a plain list')
