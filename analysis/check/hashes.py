"""The bytes of each table against those that datapackage.json vouches for; the way to vouch for new ones."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from ..tables.contract import package
from ..tables.folder import CONTRACT, file_bytes, folder

WAY = f"Undo the change; if it is meant, run `mizan check{{of}} --accept` and commit {CONTRACT} with it."
NEW = f"Put it back; if the table is new, run `mizan check --accept` and commit {CONTRACT} with it."
KINDS = ("sha256", "sha512", "sha1", "md5")


def faults(data: str | None = None) -> Iterator[str]:
    """Tables whose bytes are not those that the contract states. Only data/ must state them; other packages may."""
    place, called = folder(data)
    for entry in json.loads(_text(data))["resources"]:
        where, contents = f"{called}/{entry['path']}", file_bytes(place, entry["path"], called)
        stated = entry.get("hash")
        if stated is None and data is None:
            yield f"{where}: found no hash of it in {CONTRACT}, expected one. {NEW}"
        elif stated is not None:
            way = WAY.format(of="" if data is None else f" --data {called}")
            yield from _differences(where, contents, str(stated), entry.get("bytes"), way)


def _differences(where: str, contents: bytes, stated: str, size: Any, way: str) -> Iterator[str]:
    kind, _, expected = stated.rpartition(":")  # the standard takes a bare hash for MD5
    if (kind or "md5") not in KINDS:
        yield f"{where}: found a hash of the kind {kind} in {CONTRACT}, expected one of {', '.join(KINDS)}. Write that."
        return
    found = hashlib.new(kind or "md5", contents, usedforsecurity=False).hexdigest()
    if found != expected:
        yield f"{where}: found {kind or 'md5'} {found}, expected {expected}. {way}"
    elif size not in (None, len(contents)):
        yield f"{where}: found {len(contents)} bytes, expected {size}. {way}"


def accept(data: str | None = None) -> list[str]:
    """Write hash and bytes of every table into datapackage.json, all else kept as it stands; the tables that changed."""
    place, called = folder(data)
    text, changed = _text(data), []
    for entry, start, end in reversed(list(_spans(text))):  # from the end: what comes before keeps its place
        found = _vouched(file_bytes(place, entry["path"], called))
        if entry.get("format") == "parquet":  # of which Frictionless counts no bytes: it calls any number wrong
            del found["bytes"]
        if {name: entry.get(name) for name in found} != found:
            text = text[:start] + _rewritten(text[start:end], found) + text[end:]
            changed.append(f"{called}/{entry['path']}")
    if changed:
        place.joinpath(CONTRACT).write_bytes(text.encode("utf-8"))
    return changed[::-1]


def _vouched(contents: bytes) -> dict[str, Any]:
    return {"hash": f"sha256:{hashlib.sha256(contents).hexdigest()}", "bytes": len(contents)}


def _text(data: str | None) -> str:
    opened = package(data)  # refuses what is no contract
    return file_bytes(opened.folder, CONTRACT, opened.called).decode("utf-8")


def _spans(text: str) -> Iterator[tuple[dict[str, Any], int, int]]:
    """Each resource and where its text begins and ends in the contract."""
    opening = re.search(r'"resources"\s*:\s*\[', text)
    place = opening.end() if opening else len(text)
    while brace := re.compile(r"[\s,]*(?=\{)").match(text, place):
        entry, place = json.JSONDecoder().raw_decode(text, brace.end())
        yield entry, brace.end(), place


def _rewritten(resource: str, found: dict[str, Any]) -> str:
    """The text of a resource with these values: in their places, or as lines of their own above the schema."""
    for name, value in found.items():
        written = f'"{name}": {json.dumps(value)}'
        place = re.compile(rf'"{name}"\s*:\s*("[^"]*"|\d+|null)')
        if place.search(resource):
            resource = place.sub(written, resource, count=1)
        else:
            resource = re.sub(r'(\s*)"schema"\s*:', rf"\g<1>{written},\g<0>", resource, count=1)
    return resource
