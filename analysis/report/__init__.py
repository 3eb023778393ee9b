"""How notebooks become reports.

    run        one report in one language, from notebook to shelf
    names      the reports that there are
    Outcome    how a run ended

Modules: execute (papermill), page (what a notebook says), export (nbconvert), gate (last look), publish (shelf).
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .fault import ROOT, Fault

if TYPE_CHECKING:
    from .fonts import Look

__all__ = ["Fault", "Outcome", "names", "run"]

NOTEBOOKS = ROOT / "notebooks"
STATUS = {
    0: "published", 2: "bad request", 3: "bad data", 4: "failed", 5: "out of time", 6: "kernel died", 7: "not stored",
    8: "busy", 9: "refused",
}
Progress = Callable[[str, str, str, float], None]


@dataclass(frozen=True)
class Outcome:
    """How one run ended. `code` is its exit code, `path` the page on the shelf, if there is one."""

    name: str
    language: str
    status: str
    code: int
    path: Path | None
    seconds: float
    message: str = ""
    warnings: list[str] = field(default_factory=list)


def names() -> list[str]:
    """The names of all reports, in the order of their notebooks."""
    return [re.sub(r"^\d+_", "", path.stem) for path in sorted(NOTEBOOKS.glob("*.ipynb"))]


def run(
    name: str,
    parameters: Mapping[str, Any],
    language: str,
    out: Path | str,
    *,
    progress: Progress | None = None,
    limit: float = 600,
    force: bool = False,
    choices: Mapping[str, Any] | None = None,
    look: Look | None = None,
) -> Outcome:
    """Make one report in one language and put it on the shelf; never raises for what can be foreseen.

    Values are typed by the notebook's own parameters cell. `choices` holds the ids that parameters drawn from the data
    may take. A page whose inputs are those of the page on the shelf is left alone, unless `force`.
    """
    started = time.monotonic()

    def hear(stage: str) -> None:
        if progress:
            progress(name, language, stage, time.monotonic() - started)

    try:
        given = {**parameters, "language": language}
        status, path, warnings = make(name, given, Path(out), hear, limit, force, choices, look)
    except Fault as fault:
        earlier = None if parameters else standing(name, language, out)
        return Outcome(name, language, STATUS.get(fault.code, "failed"), fault.code, earlier,
                       time.monotonic() - started, fault.message)
    return Outcome(name, language, status, 0, path, time.monotonic() - started, "", warnings)


def make(
    name: str, given: Mapping[str, Any], out: Path, hear: Callable[[str], None], limit: float, force: bool,
    choices: Mapping[str, Any] | None, look: Look | None,
) -> tuple[str, Path, list[str]]:
    """Status, path and warnings of one run. Raises Fault."""
    from .. import parameters as contract
    from . import dataset, export, publish, sharing
    from .execute import execute
    from .inputs import fingerprints

    path = find(name)
    stored, notebook = opened(path)
    declared, values = typed(notebook, given, choices)
    language, changed = values["language"], contract.changed(declared, values)
    slug = contract.slug(changed)
    plain = {key: contract.plain(value) for key, value in values.items()}
    prints = fingerprints(stored, plain.get("data"))
    if "data" in changed:  # a page names a package by its digest, never by its path
        changed = {**changed, "data": prints["data"][:12]}
    about = {
        "name": name, "language": language, "slug": slug, "notebook": path.name, "changed": changed,
        "parameters": {key: value for key, value in plain.items() if key != "data"},
        "inputs": prints, "seeds": seeds(), "package": dataset.described(plain.get("data")),
        "translation": sharing.translation(notebook, "en" if language == "ar" else "ar"), **links(name, language, slug),
    }
    with publish.only_one(out, name, language, slug):
        page = publish.page_path(out, name, language, slug)
        held = publish.companion(page)
        if held and not force and held.get("inputs") == about["inputs"] and held.get("changed") == changed:
            if not (out / "index.html").is_file():
                publish.index(out, look or export.house_look(), tuple(names()))
            return "unchanged", page, []
        done = execute(notebook, plain, limit=limit, hear=hear)
        hear("page")
        text, held_by = export.PageExporter(look=look).from_notebook_node(done, {"mizan": about})
        hear("shelf")
        publish.publish(out, text, held_by["mizan"]["manifest"])
    publish.index(out, look or export.house_look(), tuple(names()))
    return "published", page, held_by["mizan"]["warnings"]


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
    from .. import parameters as contract

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


def seeds() -> dict[str, str]:
    """The digest of each seed document, by its card."""
    from .. import seeds as documents

    try:
        return {card.id: card.sha256 for card in documents.cards()}
    except documents.SeedFault as fault:
        raise Fault(3, str(fault)) from None


def standing(name: str, language: str, out: Path | str) -> Path | None:
    """The earlier page of a report, which a failed run leaves as it was."""
    from .publish import page_path

    path = page_path(Path(out), str(name), str(language)) if re.fullmatch(r"[a-z_]+", str(name)) else None
    return path if path and path.is_file() else None
