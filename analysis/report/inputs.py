"""What a page depends on, as digests: when they are those of the page on the shelf, there is nothing to do.

A page's manifest keeps them part by part, and what the page read of the data, so that whatever changes is named and a
change in what was not read is none. The page itself shows one digest of each kind.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from .. import reads as reading
from .code import SHORT, used
from .fault import ROOT
from .request import Request

Parts = dict[str, Any]
KINDS = ("notebook", "code", "data", "seeds", "lock")
LOCK = "requirements.lock"
GONE = "cannot be read"
MOVED = {"package": {"files": "changed while they were read"}}


def before(request: Request) -> Parts:
    """The parts that are known before a page is made: of its notebook, the suite's files and the lock."""
    return {"notebook": cells(request), "code": used(request.notebook), "lock": {LOCK: digest(ROOT / LOCK)}}


def after(package: str | None, read: Mapping[str, Any] | None, held: Mapping[str, str]) -> Parts:
    """The parts that are known once a page is made: of the data and the seeds that it read, by its seal.

    A notebook whose seal does not say what it read, read everything. Where the files are no longer those `held` before
    the run, nobody knows which were read, and the page counts as current never.
    """
    parts = {"data": of_data(package, read, held), "seeds": of_seeds(read, held)}
    return parts if whole(package) == held else {"data": MOVED, "seeds": {}}


def whole(package: str | None) -> dict[str, str]:
    """One digest of all data and one of all seeds: when both are the same, nothing that was read has changed."""
    return {"data": folder(ROOT / (package or "data")), "seeds": folder(ROOT / "seeds")}


def summed(parts: Parts) -> dict[str, str]:
    """One digest of each kind of part, as pages show them."""
    return {kind: long(parts[kind]) for kind in KINDS}


def cells(request: Request) -> dict[str, Any]:
    """The digest of each cell that the page of a language is made of, by its number, and of the title of its twin.

    Outputs, ids and counts of executions change no page, nor does prose of the other language but for its title.
    """
    kept: dict[str, str] = {}
    other = "en" if request.language == "ar" else "ar"
    for number, cell in enumerate(request.notebook["cells"], 1):
        tags = sorted(cell.get("metadata", {}).get("tags", ()))
        if "explore" in tags or (other in tags and "masthead" not in tags):
            continue
        told = [cell["cell_type"], tags, "".join(cell["source"]), cell.get("attachments")]
        kept[str(number)] = short(told)
    return {"file": request.about["notebook"], "cells": kept}


def of_data(package: str | None, read: Mapping[str, Any] | None, held: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What was read of each table, in words, with its digest."""
    if read is None:
        return {"package": {"files": held["data"]}}
    return reading.prints(ROOT / (package or "data"), read)


def of_seeds(read: Mapping[str, Any] | None, held: Mapping[str, str]) -> dict[str, str]:
    """The digest of each seed that was read, its card included."""
    if read is None:
        return {"files": held["seeds"]}
    return {name: seed(name) for name in read["seeds"]}


def seed(name: str) -> str:
    """The digest of a seed and of its card."""
    from .. import seeds

    try:
        card = seeds.card(name)
        return short([repr(card), digest(seeds.FOLDER / card.file)])
    except seeds.SeedFault:
        return GONE


def changes(request: Request, held: Mapping[str, Any]) -> Iterator[str]:
    """A sentence for each difference between what a page on the shelf was made of and what there is now, cheapest first."""
    try:
        yield from compared(request, held)
    except (AttributeError, KeyError, TypeError, ValueError):  # of another edition, or damaged: it proves nothing
        yield "manifest: it does not say what the page was made of."


def compared(request: Request, held: Mapping[str, Any]) -> Iterator[str]:
    """The differences, as far as a manifest has the form that `publish` gives it."""
    from . import packages

    then, package = held["parts"], packages.local(request.values.get("data"))
    yield from differing("parameters", held["parameters"], request.about["parameters"])
    now = before(request)
    yield from edited(then["notebook"], now["notebook"])
    yield from differing("code", then["code"], now["code"])
    yield from differing("lock", then["lock"], now["lock"])
    present = whole(package)
    if held["whole"] != present:
        yield from in_data(then["data"], of_data(package, held["reads"], present))
        yield from differing("seeds", then["seeds"], of_seeds(held["reads"], present))


def edited(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """A sentence for each cell that is not what it was."""
    if then["file"] != now["file"]:
        yield f"notebook: {now['file']}, was {then['file']}."
    old, new = (sorted(one["cells"].items(), key=lambda cell: int(cell[0])) for one in (then, now))
    for tag, start, end, first, last in SequenceMatcher(
            None, [print_ for _, print_ in old], [print_ for _, print_ in new], autojunk=False).get_opcodes():  # fmt: skip
        pairs = min(end - start, last - first) if tag != "equal" else 0
        yield from (f"notebook: cell {number}: changed." for number, _ in new[first : first + pairs])
        if tag != "equal":
            yield from (f"notebook: cell {number}: new." for number, _ in new[first + pairs : last])
            yield from (f"notebook: cell {number} as it was: gone." for number, _ in old[start + pairs : end])


def in_data(then: Mapping[str, Mapping[str, str]], now: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """A sentence for each thing that was read of the data and is not what it was."""
    for table, read in sorted(now.items()):
        where = "data" if table == "package" else f"data: {table}"
        yield from differing(where, then.get(table, {}), read)


def differing(kind: str, then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """A sentence for each name whose value is not what it was."""
    for name in sorted({*then, *now}):
        if name not in now or now[name] == GONE:
            yield f"{kind}: {name}: gone."
        elif name not in then:
            yield f"{kind}: {name}: new."
        elif then[name] != now[name]:
            yield f"{kind}: {name}: changed."


def folder(home: Path) -> str:
    """The digest of a folder, of which it says as much when it cannot be read."""
    try:
        return reading.folder(home)
    except reading.Broken:
        return GONE


def digest(path: Path) -> str:
    """The digest of a file; one that is missing counts as such."""
    try:
        return reading.digest(path)[:SHORT]
    except reading.Broken:
        return GONE


def short(value: Any) -> str:
    """A short digest of plain data."""
    return long(value)[:SHORT]


def long(value: Any) -> str:
    """A whole digest of plain data."""
    told = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
