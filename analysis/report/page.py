"""What a page says, read from an executed notebook: cells, tags and outputs in; masthead, findings, sources out.

Only the output kinds of Mizan's own objects are understood. Anything else is refused by name: a page shows nothing
that was not meant for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from .. import language as wording
from .fault import Fault, plainly

KIND = re.compile(r"application/vnd\.mizan\.([a-z]+)\+json")
NEEDS = {
    "chart": ("name", "title", "alt", "table"),
    "say": ("text", "values", "role"),
    "figures": ("figures",),
    "table": ("title", "columns", "rows"),
    "passages": ("title", "seed", "language", "passages"),
    "entries": ("entries", "last_title"),
    "links": ("links",),
    "sources": ("sources",),
    "seal": ("language", "as_of", "data"),
}
UNSHOWN = {"parameters", "injected-parameters", "setup", "explore"}
ROLES = {"masthead", "kicker", "caution", "how", "unknown"}


@dataclass
class Plot:
    """A chart with the two notes that stand beside it."""

    data: Mapping[str, Any]
    id: str
    how: str = ""
    unknown: str = ""


@dataclass
class Section:
    """One finding: its heading, the sentence that answers it, then prose, charts and tables in the notebook's order."""

    number: int
    title: str
    lead: str = ""
    blocks: list[tuple[str, Any]] = field(default_factory=list)
    code: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"finding-{self.number}"

    def write(self, text: str, kind: str) -> None:
        """Add a paragraph to the prose that is under way; kind is markdown or said."""
        if not self.blocks or self.blocks[-1][0] != "prose":
            self.blocks.append(("prose", []))
        self.blocks[-1][1].append((kind, text))


@dataclass
class Page:
    """Everything that a page shows, before it is dressed."""

    question: str = ""
    kicker: str = ""
    deck: list[tuple[str, str]] = field(default_factory=list)
    hero: Plot | None = None
    figures: list[Mapping[str, Any]] = field(default_factory=list)
    answers: list[Mapping[str, Any]] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)
    sources: list[Mapping[str, Any]] = field(default_factory=list)
    undated: int = 0
    notes: dict[str, Any] = field(default_factory=dict)
    seal: Mapping[str, Any] = field(default_factory=dict)
    findings: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    plots: list[Plot] = field(default_factory=list)

    def record(self, values: list[Mapping[str, Any]]) -> None:
        """Keep named values for the manifest, with the section that states them."""
        section = self.sections[-1].id if self.sections else None
        self.findings += [
            {"name": v["name"], "value": v["value"], "unit": v.get("unit"), "section": section} for v in values
        ]


def read(notebook: NotebookNode, language: str) -> Page:
    """The page of one language, held to what a page must have. Raises Fault 9 naming the cell and what it held."""
    page = Page()
    other = "en" if language == "ar" else "ar"
    for index, cell in enumerate(notebook.cells):
        tags = set(cell.metadata.get("tags", []))
        if other in tags or "papermill-error-cell-tag" in tags:
            continue
        place = cell.metadata.get("mizan", {}).get("cell", index + 1)
        if cell.cell_type == "markdown":
            read_text(page, cell.source, tags & ROLES, place)
        elif cell.cell_type == "code":
            page.warnings += warned(cell, place)
            if not tags & UNSHOWN:
                read_code(page, cell, place)
    if not page.question or not page.seal:
        missing = "a cell tagged masthead with a # question" if not page.question else "the seal of the last cell"
        raise Fault(9, f"notebook: found no question or no seal, expected {missing}. Nothing was published.")
    return page


def read_text(page: Page, source: str, roles: set[str], place: int) -> None:
    """Put one markdown cell where its tag says; a cell without a role is the prose of its section."""
    if "masthead" in roles:
        heading, _, rest = source.strip().partition("\n")
        page.question, page.deck = heading.lstrip("# ").strip(), paragraphs(rest) + page.deck
    elif "kicker" in roles:
        page.kicker = source.strip()
    elif "caution" in roles:
        page.cautions.append(re.sub(r"^#+ .*\n?", "", source.strip()))
    elif roles & {"how", "unknown"}:
        if not page.plots:
            raise Fault(9, f"cell {place}: found a note beside no chart, expected a chart above it. Move the cell.")
        for role in roles & {"how", "unknown"}:
            setattr(page.plots[-1], role, source.strip())
    else:
        read_prose(page, source)


def read_prose(page: Page, source: str) -> None:
    """Each `## heading` opens a section; the lines below it are its prose, or the deck's before the first one."""
    for part in re.split(r"^(?=## )", source, flags=re.MULTILINE):
        text = part.strip()
        if text.startswith("## "):
            heading, _, text = text.partition("\n")
            page.sections.append(Section(len(page.sections) + 1, heading[3:].strip()))
        if text.strip() and page.sections:
            page.sections[-1].write(text.strip(), "markdown")
        elif text.strip():
            page.deck += paragraphs(text)


def paragraphs(text: str) -> list[tuple[str, str]]:
    """The paragraphs of a markdown text, marked as such."""
    return [("markdown", part.strip()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def warned(cell: NotebookNode, place: int) -> list[str]:
    """What a cell said on stderr, shown or not: the setup of a notebook does most of its work."""
    return [f"cell {place}: {plainly(output.text)}" for output in cell.get("outputs", []) if is_warning(output)]


def is_warning(output: NotebookNode) -> bool:
    return bool(output.output_type == "stream" and output.name == "stderr")


def read_code(page: Page, cell: NotebookNode, place: int) -> None:
    """Take over what a cell shows, and keep its code for the reader who asks for it."""
    for output in cell.get("outputs", []):
        if is_warning(output):
            continue
        kind, data = own_kind(output, place)
        READERS[kind](page, data, place)
    if page.sections and cell.source.strip() and "application/vnd.mizan.seal+json" not in str(cell.get("outputs")):
        page.sections[-1].code.append(cell.source.strip())


def own_kind(output: NotebookNode, place: int) -> tuple[str, Mapping[str, Any]]:
    """The one kind of ours that an output holds, and its data."""
    bundle = output.get("data", {})
    ours = [(hit.group(1), bundle[mime]) for mime in bundle if (hit := KIND.fullmatch(mime))]
    if len(ours) != 1 or ours[0][0] not in NEEDS:
        held = ", ".join(sorted(bundle)) or str(output.get("name") or output.output_type)
        raise Fault(9, f"cell {place}: found an output of kind {held}, expected one of Mizan's own "
                       f"({', '.join(sorted(NEEDS))}). Show it with the edition or end the line with a semicolon.")
    kind, data = ours[0]
    lacking = [key for key in NEEDS[kind] if key not in data]
    if lacking:
        raise Fault(9, f"cell {place}: found a {kind} without {', '.join(lacking)}. Build it with the edition.")
    return kind, data


def read_chart(page: Page, data: Mapping[str, Any], place: int) -> None:
    name = re.sub(r"[^a-z0-9-]+", "-", str(data["name"]).lower()).strip("-") or "chart"
    taken = {plot.id for plot in page.plots}
    names = [f"chart-{name}", *(f"chart-{name}-{n}" for n in range(2, len(taken) + 3))]
    if data.get("faults"):
        raise Fault(9, f"cell {place}, chart {data['name']}: {' '.join(data['faults'])} Nothing was published.")
    plot = Plot(with_marks(data), next(candidate for candidate in names if candidate not in taken))
    page.plots.append(plot)
    if page.sections:
        page.sections[-1].blocks.append(("chart", plot))
    elif page.hero is None:
        page.hero = plot
    else:
        raise Fault(9, f"cell {place}: found a second chart before the first section, expected one. Move it down.")


def marked(text: str, marks: Sequence[Sequence[Any]]) -> str:
    """A text whose figures lead to their notes, given as from, to, and the name of the note."""
    return wording.stated(text, [wording.Placed(start, end, (name,)) for start, end, name in marks])


def restored(data: Any) -> Any:
    """Data whose texts lead to the notes that stand beside them under "marks"."""
    if isinstance(data, Mapping):
        own = data.get("marks", {})
        texts = {key: marked(data[key], places) for key, places in own.items()}
        return {key: restored(part) for key, part in data.items() if key != "marks"} | texts
    return [restored(part) for part in data] if isinstance(data, list) else data


def with_marks(data: Mapping[str, Any]) -> dict[str, Any]:
    """A chart whose texts and cells lead to their notes."""
    table, marks = data["table"], data.get("marks", {})
    cells = table.get("marks") or [[()] * len(row) for row in table["rows"]]
    rows = [list(map(marked, row, own)) for row, own in zip(table["rows"], cells, strict=True)]
    key = [[shape, colour, marked(text, own[0] if own else ())] for shape, colour, text, *own in data.get("key", ())]
    texts = {name: marked(data[name], own) for name, own in marks.items() if data.get(name)}
    return {**data, **texts, "key": key, "table": {**table, "rows": rows}}


def read_said(page: Page, data: Mapping[str, Any], place: int) -> None:
    """A sentence: the first finding of a section leads it and stands in the answer in short. A silent note is none."""
    page.record(list(data["values"]))
    text = marked(data["text"], data.get("marks", ()))
    if not text:
        return
    if data["role"] == "kicker":
        page.kicker = text
    elif data["role"] == "answer":
        page.answers.append({**data, "text": text})
    elif data["role"] == "deck" or not page.sections:
        page.deck.append(("said", text))
    elif data["role"] == "finding" and not page.sections[-1].lead:
        page.sections[-1].lead = text
    else:
        page.sections[-1].write(text, "said")


def read_figures(page: Page, data: Mapping[str, Any], place: int) -> None:
    """Key figures. Their unit here is words; the seal has the unit itself."""
    page.figures += [{**row, "label": marked(row["label"], row.get("marks", ()))} for row in data["figures"]]
    page.record([{"name": row.get("name"), "value": row.get("value")} for row in data["figures"]])


def block(kind: str) -> Callable[[Page, Mapping[str, Any], int], None]:
    """The reader of what stands in a section as it is: a table, passages of a document, entries with their evidence."""

    def read_block(page: Page, data: Mapping[str, Any], place: int) -> None:
        if not page.sections:
            raise Fault(9, f"cell {place}: found {kind} before the first section, expected a ## heading above it.")
        page.sections[-1].blocks.append((kind, restored(data)))

    return read_block


def read_sources(page: Page, data: Mapping[str, Any], place: int) -> None:
    known = {source["id"] for source in page.sources}
    page.sources += [source for source in data["sources"] if source["id"] not in known]
    page.undated += int(data.get("undated") or 0)
    page.notes |= data.get("notes", {})


def read_seal(page: Page, data: Mapping[str, Any], place: int) -> None:
    page.seal = data


READERS: dict[str, Callable[[Page, Mapping[str, Any], int], None]] = {
    "chart": read_chart, "say": read_said, "figures": read_figures, "table": block("table"),
    "passages": block("passages"), "entries": block("entries"), "links": block("links"),
    "sources": read_sources, "seal": read_seal,
}
