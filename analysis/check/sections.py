"""Sections of notebooks to which the data point: they are there, under the headings that the data give."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from .notebooks import NOTEBOOKS


def section_faults(frames: Mapping[str, pd.DataFrame], data: str | None = None) -> Iterator[str]:
    """Sections to which the data point and that no notebook has there, or has under another heading."""
    if "sections" not in frames:
        return
    pages = {path.stem.partition("_")[2]: headings(path) for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
    for row in frames["sections"].to_dict("records"):
        found = pages.get(row["page"], {})
        for language, column in (("en", "heading"), ("ar", "heading_ar")):
            there = dict(enumerate(found.get(language, []), 1)).get(row["place"], "none")
            if there != row[column]:
                yield (
                    f'{data or "data"}/sections.csv, {row["section_id"]}: found "{there}" as section {row["place"]} of '
                    f'{row["page"]} in {language}, expected "{row[column]}". Point it at the section, or write its heading.'
                )


def headings(path: Path) -> dict[str, list[str]]:
    """The headings of a notebook's sections in each language, in their order."""
    found: dict[str, list[str]] = {"ar": [], "en": []}
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        for language in found.keys() & set(cell["metadata"].get("tags", [])):
            found[language] += re.findall(r"^## (.+)$", "".join(cell["source"]), re.MULTILINE)
    return found
