"""A report as it is asked for: everything that its page depends on, and nothing of the shelf that it will lie on."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import parameters as contract
from .fault import ROOT, Fault

NOTEBOOKS = ROOT / "notebooks"


@dataclass(frozen=True)
class Request:
    """One page to be made: its notebook as it is stored, its parameters as papermill takes them, what it says of itself.

    Plain data, so that it can be sent to another process or machine. `about` holds what the page says of its making and
    the addresses of its neighbours on the shelf; `package` is the digest of a data package that was fetched from elsewhere.
    """

    name: str
    language: str
    slug: str
    notebook: dict[str, Any]
    values: dict[str, Any]
    about: dict[str, Any]
    package: str = ""


def names() -> list[str]:
    """The names of all reports, in the order of their notebooks."""
    return [re.sub(r"^\d+_", "", path.stem) for path in sorted(NOTEBOOKS.glob("*.ipynb"))]


def ask(name: str, given: Mapping[str, Any], choices: Mapping[str, Any] | None = None) -> Request:
    """The request for a report with values as a command line gives them, `language` among them. Raises Fault 2, 3, 4."""
    from . import packages

    path = find(name)
    _, notebook = opened(path)
    declared, values = typed(notebook, given, choices)
    language, changed = values["language"], contract.changed(declared, values)
    slug = contract.slug(changed)
    plain = {key: contract.plain(value) for key, value in values.items()}
    about = {
        "name": name, "language": language, "slug": slug, "notebook": path.name, "changed": changed,
        "parameters": {key: value for key, value in plain.items() if key != "data"}, **links(name, language, slug),
    }
    return Request(name, language, slug, notebook, plain, about, packages.digest(packages.local(plain.get("data"))))


def find(name: str) -> Path:
    """The notebook of a report. Raises Fault 2 when there is none."""
    from .given import known

    there = dict(zip(names(), sorted(NOTEBOOKS.glob("*.ipynb")), strict=True))
    return there[known([name], there)[0]]


def opened(path: Path) -> tuple[bytes, dict[str, Any]]:
    """A notebook as it is stored and as it is read. Raises Fault 4 when the file is none."""
    stored = path.read_bytes()
    try:
        notebook = json.loads(stored)
    except ValueError:
        raise Fault(4, f"notebooks/{path.name}: found no notebook's JSON. Restore the file, then run again.") from None
    return stored, notebook


def typed(notebook: Mapping[str, Any], given: Mapping[str, Any], choices: Mapping[str, Any] | None) -> tuple[Any, Any]:
    """The declared parameters and their values. Raises Fault 2 with every fault of the request."""
    try:
        declared = contract.contract(notebook)
        return declared, contract.check(declared, given, choices)
    except contract.BadParameter as bad:
        raise Fault(2, str(bad)) from None


def links(name: str, language: str, slug: str) -> dict[str, str]:
    """Where a page's twin in the other language and the index lie, seen from the page."""
    up, file = ("../..", f"{name}/{slug}") if slug else ("..", name)
    other = "en" if language == "ar" else "ar"
    return {"twin": f"{up}/{other}/{file}.html", "home": f"{up}/index.html"}
