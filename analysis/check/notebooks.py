"""Notebooks whose parameters can be read, that store no output, say no typed figure and pair their languages."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .. import parameters, tables

NOTEBOOKS = tables.ROOT / "notebooks"
NAMES = re.compile(r"\b(?:GPT-|Llama |Gemini |Claude |Scale)\d[\w.]*")  # names that hold a number are no figures


def section_faults(data: str | None = None) -> Iterator[str]:
    """Sections to which the data point and that no notebook has there, or has under another heading."""
    if "sections" not in tables.names(data):
        return
    pages = {path.stem.partition("_")[2]: headings(path) for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
    for row in tables.load("sections", data=data).to_dict("records"):
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


def notebook_faults() -> Iterator[str]:
    """Notebooks whose parameters cannot be read, that store outputs, or whose languages are not paired."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        where = f"notebooks/{path.name}"
        notebook = json.loads(path.read_text("utf-8"))
        try:
            parameters.contract(notebook)
        except parameters.BadParameter as fault:
            yield f"{where}: {fault}"
        yield from cell_faults(where, notebook["cells"])


def cell_faults(where: str, cells: list[dict[str, Any]]) -> Iterator[str]:
    """Stored outputs, figures typed into sentences, and texts without their twin of the same role right below."""
    for number, cell in enumerate(cells, 1):
        if cell.get("outputs") or cell.get("execution_count"):
            yield f"{where}, cell {number}: an output is stored, expected none. Clear all outputs before saving."
        if typed := figures_typed(cell):
            yield f'{where}, cell {number}: found the figure "{typed[0]}" typed into text, expected a computed one. Say it.'
    texts = [(number, tags) for number, cell in enumerate(cells, 1) if cell["cell_type"] == "markdown"
             for tags in [cell["metadata"].get("tags", [])]]  # fmt: skip
    for (one, first), (other, second) in zip(texts[::2], [*texts[1::2], (0, [])], strict=False):
        if (first[:1], second[:1]) != (["ar"], ["en"]) or first[1:] != second[1:] or other != one + 1:
            yield f"{where}, cell {one}: found no English twin of the same role below, expected ar then en. Write it."
            return


def figures_typed(cell: dict[str, Any]) -> list[str]:
    """Numbers that stand in prose, or in the sentences that a cell of code says, other than in a value's own format."""
    source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        return re.findall(r"\d+", NAMES.sub("", re.sub(r"`[^`]*`", "", source)))
    if cell["cell_type"] != "code" or "parameters" in cell["metadata"].get("tags", []):
        return []
    spoken = [
        text.value
        for node in ast.walk(ast.parse(source)) if isinstance(node, ast.keyword) and node.arg in ("ar", "en")
        for text in ast.walk(node.value) if isinstance(text, ast.Constant) and isinstance(text.value, str)
    ]  # fmt: skip
    return re.findall(r"\d+", NAMES.sub("", re.sub(r"\{[^}]*\}", "", " ".join(spoken))))
