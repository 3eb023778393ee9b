"""What a page offers to those who want to reuse it: its tables as files, a reference, a description for machines."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from . import citation, dataset, extract, sheets, workbook
from .extract import bare
from .page import Page, Plot, read_text

KILO = 1024


def offer(page: Page, facts: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that the foot of a page shows for reuse, and the data block that says the same to machines."""
    held, package, other = citation.work(), about.get("package") or {}, about.get("translation") or {}
    forms = ("ar", "en") if facts["language"] == "ar" else ("en",)
    references = {form: citation.reference(form, held, facts, other.get("title", "")) for form in forms}
    licence: Mapping[str, Any] = next(iter(package.get("licenses", ())), {})
    cited = "".join(text for _, text in references[forms[0]])
    files = [book(page, facts, held, licence, cited), figures(page, facts)]
    drawn = [plot for plot in sheets.drawn(page) if plot is not page.hero]
    told = dataset.dataset(page, facts, held, package, [*files, *map(beneath, drawn)], other)
    return {
        "files": files, "charts": bool(drawn), "licence": licence, "key": facts["key"], "references": references,
        "bibtex": citation.bibtex(held, facts), "dataset": dataset.block(told),
    }  # fmt: skip


def translation(notebook: Mapping[str, Any], language: str) -> dict[str, str]:
    """The question and the text under it in a language, as the masthead of a stored notebook has them."""
    page = Page()
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown" and {language, "masthead"} <= set(cell.get("metadata", {}).get("tags", [])):
            read_text(page, "".join(cell["source"]), {"masthead"}, 0)
    return {"title": page.question, "deck": " ".join(text for _, text in page.deck)} if page.question else {}


def book(
    page: Page, facts: Mapping[str, Any], held: citation.Work, licence: Mapping[str, Any], cited: str
) -> dict[str, Any]:
    """Every table of the page as one workbook, in the page's words and direction."""
    author = citation.named(held.authors, facts["language"])
    content = workbook.packed(
        sheets.of(page, facts, author, licence, cited), rtl=facts["language"] == "ar", title=bare(facts["title"]),
        author=author, day=facts["as_of"],
    )  # fmt: skip
    link = f"data:{workbook.MEDIATYPE};base64,{base64.b64encode(content).decode()}"
    return file(f"{facts['key']}.xlsx", "workbook", workbook.MEDIATYPE, link)


def figures(page: Page, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The figures that the text states, as CSV."""
    link = extract.data_url([["section", "name", "value", "unit"], *sheets.stated(page, facts)])
    return file(f"{facts['key']}.csv", "findings", "text/csv", link)


def file(name: str, kind: str, mediatype: str, link: str) -> dict[str, Any]:
    """A file inside the page: what it is called, where it stands on the page, how large it is."""
    content = len(base64.b64decode(link.partition(",")[2]))
    return {
        "name": name, "kind": kind, "id": f"data-{kind}", "mediatype": mediatype, "href": link, "bytes": content,
        "kilobytes": -(-content // KILO),
    }  # fmt: skip


def beneath(plot: Plot) -> dict[str, Any]:
    """The CSV that a chart has beneath it, as a file of the page."""
    content = ("\ufeff" + extract.csv_text(sheets.exact(plot))).encode()
    return {"name": f"{plot.id[6:]}.csv", "mediatype": "text/csv", "id": plot.id, "bytes": len(content)}
