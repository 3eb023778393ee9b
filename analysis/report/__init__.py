"""How notebooks become reports.

    run        one report in one language, from notebook to shelf
    ask, make  its two halves: a request, and the page of one, made without any shelf
    names      the reports that there are
    Outcome    how a run ended

Modules, one report: request (what is asked for), execute (papermill), page (what a notebook says), export (nbconvert),
gate (last look), publish and shelf (where it lies), inputs (what it depends on). Many: grids (what a file asks
for), worklist (what that comes to), batch and workers (making it), cluster (elsewhere). Elsewhere: remote (a shelf),
packages (data). On schedule: plans (what is wanted), schedule (what is due), ledger (what was done), freshness.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .fault import Fault
from .request import Request, ask, find, names, opened

if TYPE_CHECKING:
    from .fonts import Look

__all__ = ["Fault", "Made", "Outcome", "Request", "ask", "find", "make", "names", "opened", "run"]

STATUS = {
    0: "published", 2: "bad request", 3: "bad data", 4: "failed", 5: "out of time", 6: "kernel died", 7: "not stored",
    8: "busy", 9: "refused",
}
WRITING = threading.Lock()  # whose months a page names is the whole process's to know; threads take turns
Progress = Callable[[str, str, str, float], None]


@dataclass(frozen=True)
class Outcome:
    """How one run ended. `code` is its exit code, `path` the page on the shelf, if there is one; `variant` says in words
    what differs from the notebook's defaults."""

    name: str
    language: str
    status: str
    code: int
    path: Path | None
    seconds: float
    message: str = ""
    warnings: list[str] = field(default_factory=list)
    variant: str = ""


@dataclass(frozen=True)
class Made:
    """A page that is not yet on a shelf, with its manifest and what its making gave warning of."""

    page: str
    manifest: dict[str, Any]
    warnings: list[str]


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
        status, path, warnings = shelve(ask(name, {**parameters, "language": language}, choices), Path(out), hear, limit,
                                        force, look)
    except Fault as fault:
        earlier = None if parameters else stayed(name, language, out)
        return Outcome(name, language, STATUS.get(fault.code, "failed"), fault.code, earlier,
                       time.monotonic() - started, fault.message)
    return Outcome(name, language, status, 0, path, time.monotonic() - started, "", warnings)


def shelve(
    request: Request, out: Path, hear: Callable[[str], None], limit: float, force: bool, look: Look | None
) -> tuple[str, Path, list[str]]:
    """Status, path and warnings of a page that is made and put on the shelf, unless it is current. Raises Fault."""
    from . import publish

    name, language, slug = request.name, request.language, request.slug
    warnings: list[str] = []
    with publish.only_one(out, name, language, slug) as seen:
        page = publish.page_path(out, name, language, slug)
        current = not (force or publish.standing(request, out))
        if not current:
            made = make(request, limit=limit, hear=hear, look=look)
            warnings = made.warnings
            hear("shelf")
            publish.publish(out, made.page, made.manifest, seen)
    if not current or not (out / "index.html").is_file():
        from . import export, shelf

        shelf.index(out, look or export.house_look(), tuple(names()))
    return "unchanged" if current else "published", page, warnings


def make(
    request: Request, *, limit: float = 600, hear: Callable[[str], None] = lambda stage: None, look: Look | None = None
) -> Made:
    """The page of a request; pure: nothing of the shelf is read or written, so it may run anywhere, and more than once.

    Raises Fault with the exit code and the sentence of what went wrong.
    """
    from . import inputs, packages
    from .execute import execute
    from .export import PageExporter

    values = packages.located(request)
    package = values.get("data")
    held, parts = inputs.whole(package), inputs.before(request)
    done = execute(request.notebook, values, limit=limit, hear=hear)
    hear("page")
    seal = sealed(done)
    parts |= inputs.after(package, seal.get("reads"), held)
    with WRITING:
        page, told = PageExporter(look=look).from_notebook_node(done, {"mizan": about(request, package, seal, parts)})
    kept = {"parts": parts, "reads": seal.get("reads"), "whole": held}
    return Made(page, told["mizan"]["manifest"] | kept, told["mizan"]["warnings"])


def about(request: Request, package: str | None, seal: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, Any]:
    """What a page says of its making: nothing that changes unless what it read does."""
    from . import dataset, inputs, sharing

    prints, changed = inputs.summed(dict(parts)), request.about["changed"]
    if "data" in changed:  # a page names a package by its digest, never by its path
        changed = {**changed, "data": prints["data"][:12]}
    data = dict(seal["data"])
    if seal.get("reads"):
        data["tables"] = {name: inputs.long(parts["data"].get(name)) for name in data["tables"]}
    return {
        **request.about, "changed": changed, "inputs": prints, "data": data,
        "seeds": seeds(seal.get("reads")), "package": dataset.described(package),
        "translation": sharing.translation(request.notebook, "en" if request.language == "ar" else "ar"),
    }


def sealed(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """The seal of a notebook that came to its end."""
    from .execute import SEAL

    found = (output["data"][SEAL] for cell in reversed(notebook["cells"]) if cell["cell_type"] == "code"
             for output in cell["outputs"] if SEAL in output.get("data", {}))  # fmt: skip
    return dict(next(found))


def seeds(reads: Mapping[str, Any] | None) -> dict[str, str]:
    """The digest of each seed document that was read, by its card; of all where nobody knows. Raises Fault 3."""
    from .. import seeds as documents

    try:
        return {card.id: card.sha256 for card in documents.cards() if reads is None or card.id in reads["seeds"]}
    except documents.SeedFault as fault:
        raise Fault(3, str(fault)) from None


def stayed(name: str, language: str, out: Path | str) -> Path | None:
    """The earlier page of a report, which a failed run leaves as it was."""
    from .publish import page_path

    path = page_path(Path(out), str(name), str(language)) if re.fullmatch(r"[a-z_]+", str(name)) else None
    return path if path and path.is_file() else None
