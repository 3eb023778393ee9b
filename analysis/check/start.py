"""A new data package, written from the rows of data/ that are about some companies and labs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from .. import tables
from ..language import join
from ..tables.contract import package
from ..tables.excerpt import excerpt
from ..tables.folder import CONTRACT, file_bytes, vacant
from . import hashes

LICENCE = "LICENSE"


def start(folder: str, names: Collection[str]) -> dict[str, int]:
    """Write a package of data/'s contract into a folder that does not exist yet; how many rows each table got.

    It is named after its folder, whose `data.` says nothing. Nothing is written unless all of it can be. Raises
    DataFault for a folder that cannot be it and for a name that data/ does not know.
    """
    place, _ = vacant(folder)
    opened, taken = package(None), excerpt(names)
    called = PurePosixPath(folder).name.removeprefix("data.")
    files = {opened.table(name).path: _as_csv(opened.table(name).header, rows) for name, rows in taken.items()}
    files[CONTRACT] = _contract(file_bytes(opened.folder, CONTRACT, opened.called), called, _subject(names))
    files[LICENCE] = file_bytes(opened.folder, LICENCE, opened.called)
    place.mkdir(parents=True, exist_ok=True)
    for name, contents in files.items():
        Path(place, name).write_bytes(contents)
    hashes.accept(folder)
    return {name: len(rows) for name, rows in taken.items()}


def _contract(contents: bytes, called: str, subject: Mapping[str, list[str]]) -> bytes:
    """The contract of data/ with the new package's own name and subject; more of it is for its owner to write."""
    whole: dict[str, Any] = json.loads(contents)
    about = {key: join(names, key) for key, names in subject.items()}
    whole |= {
        "name": called, "title": about["en"], "title_ar": about["ar"], "subject": about["en"], "subject_ar": about["ar"],
    }  # fmt: skip
    whole.pop("description", None)
    whole.pop("description_ar", None)
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _subject(names: Collection[str]) -> dict[str, list[str]]:
    """The companies and labs as readers meet them, in both languages."""
    terms = tables.load("terms").set_index("term_id")
    return {"en": [terms["name"][name] for name in names], "ar": [terms["name_ar"][name] for name in names]}


def _as_csv(header: list[str], rows: list[list[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([header, *rows])
    return written.getvalue().encode("utf-8")
