"""A notebook as exploring takes it apart: what sets it up, and its sections that draw something."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

HEADING = re.compile(r"^##? (.+)$", re.MULTILINE)


class Section(NamedTuple):
    """A heading in each language, and the code below it."""

    headings: Mapping[str, str]
    code: tuple[str, ...]


class Outline(NamedTuple):
    """The code that sets a notebook up, the parameters cell among it as None, and its sections that draw a chart."""

    setup: tuple[str | None, ...]
    parameters: str
    before: Mapping[int, tuple[str, ...]]  # by the place of a section, the code of all above it
    sections: Mapping[int, Section]


def outline(notebook: Mapping[str, Any]) -> Outline:
    """Take a notebook apart."""
    setup: list[str | None] = []
    parameters, place = "", 0
    headings: dict[int, dict[str, str]] = {0: {}}
    code: dict[int, list[str]] = {0: []}
    for cell in notebook["cells"]:
        tags, source = cell["metadata"].get("tags", []), "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            found = HEADING.findall(source) if "explore" not in tags else []
            place += bool(found and "ar" in tags)
            headings.setdefault(place, {}).update({tag: found[0] for tag in tags if found and tag in ("ar", "en")})
        elif "parameters" in tags:
            parameters = source
            setup.append(None)
        elif "setup" in tags:
            setup.append(source)
        elif "explore" not in tags:
            code.setdefault(place, []).append(source)
    before = {one: tuple(source for other in sorted(code) if other < one for source in code[other]) for one in code}
    drawn = {one: Section(headings[one], tuple(code[one])) for one in code if any("draw." in source for source in code[one])}
    return Outline(tuple(setup), parameters, before, drawn)


def shown(of: Outline, place: int, values: Mapping[str, Any]) -> Iterator[Any]:
    """Run what a section needs with other values of the parameters, and yield what its cells show.

    It runs in a namespace of its own, so that what the notebook's cells found stays what it is. Of the cells above the
    section only what names something is run: a later one may need the name.
    """
    space: dict[str, Any] = {"__name__": "__main__"}
    for source in of.setup:
        run(of.parameters if source is None else source, space)
        if source is None:
            space.update(values)
    for source in of.before[place]:
        run(source, space, naming=True)
    for source in of.sections[place].code:
        yield run(source, space)


def run(source: str, space: dict[str, Any], *, naming: bool = False) -> Any:
    """Run a cell and return what it shows, None of nothing; with `naming` only what names something is run.

    What this module itself takes from the future is none of the cell's: a parameters cell needs its annotations.
    """
    body, last = ast.parse(source).body, None
    if naming:
        body = [node for node in body if not isinstance(node, ast.Expr)]
    elif body and isinstance(body[-1], ast.Expr):
        last = ast.Expression(body.pop().value)  # type: ignore[attr-defined]
    exec(compile(ast.Module(body, []), "<cell>", "exec", dont_inherit=True), space)
    return eval(compile(last, "<cell>", "eval", dont_inherit=True), space) if last else None
