"""An executed notebook -> one HTML file that needs nothing beside itself, as an exporter of nbconvert."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbformat import NotebookNode

from .. import language as wording
from . import citation, extract, gate, sharing
from .drawing import drawing_faults
from .fault import Fault
from .fonts import Look, faces
from .page import KIND, Page, read
from .prose import NAMES, graded, inline, isolated, quoted, rendered

TEMPLATE = Path(__file__).parent / "template"
PACE = {"ar": 150, "en": 200}  # words read in a minute
SHOWN = 12  # characters of a digest on the page; the manifest has them all


class PageExporter(Exporter):
    """nbconvert's door: `jupyter nbconvert --to mizan`, JupyterLab's export menu, and `report.run`.

    What the page says of its making comes in `resources["mizan"]`; without it the page names the notebook alone.
    `resources["mizan"]["manifest"]` and `["warnings"]` are set for the caller.
    """

    export_from_notebook = "Mizan"
    output_mimetype = "text/html"
    default_preprocessors: list[str] = []  # noqa: RUF012  a trait of nbconvert

    def __init__(self, look: Look | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.look = look

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page and the resources. Raises Fault 9 when the notebook holds what a page may not show."""
        nb, held = self.prepared(nb, resources, **kw)
        name = re.sub(r"^\d+_", "", str(held.get("metadata", {}).get("name") or "report"))
        about = {"name": name, "language": sealed_language(nb), **(held.get("mizan") or {})}
        page = read(nb, about["language"])
        about.setdefault("translation", sharing.translation(nb, "en" if about["language"] == "ar" else "ar"))
        facts = manifest(page, about)
        made = dress(page, facts, about, self.look or house_look())
        gate.admit(made, f"{about['language']}/{about['name']}.html")
        held["mizan"] = {**about, "manifest": facts, "warnings": page.warnings}
        return made, held


    def prepared(self, nb: NotebookNode, resources: Any | None, **kw: Any) -> tuple[NotebookNode, dict[str, Any]]:
        """The notebook and the resources as nbconvert hands them on: copied for its preprocessors, where there are any."""
        if self._preprocessors:
            return super().from_notebook_node(nb, resources, **kw)
        return nb, self._init_resources(dict(resources or {}))


@cache
def house_look() -> Look:
    """The look of the house."""
    from .. import style

    return Look(style.variables() + style.classes(), style.FONTS)


def sealed_language(notebook: NotebookNode) -> str:
    """The language in which a notebook was run, from its seal."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            for mime, data in output.get("data", {}).items():
                if KIND.fullmatch(mime) and mime.endswith(".seal+json"):
                    return str(data.get("language"))
    raise Fault(9, "notebook: found no seal, expected one in its last cell. Run the notebook to its end first.")


def manifest(page: Page, about: Mapping[str, Any]) -> dict[str, Any]:
    """What a page says of itself to machines; exact values, whole digests, nothing of this machine."""
    seal = page.seal
    units = {row["name"]: row.get("unit") for row in seal.get("findings", [])}
    findings = [{**row, "unit": row["unit"] or units.get(row["name"])} for row in page.findings]
    return {
        "format": "mizan/1", "status": "sealed", "name": about["name"], "slug": about.get("slug", ""),
        "key": citation.key(page, about["name"]),
        "language": about["language"], "digits": seal.get("digits", "latn"), "as_of": seal["as_of"],
        "title": plain_text(page.question), "kicker": plain_text(page.kicker),
        "parameters": dict(about.get("parameters") or seal.get("parameters") or {}),
        "changed": dict(about.get("changed") or {}),
        "findings": findings, "sources": [source["id"] for source in page.sources],
        "data": dict(about.get("data") or seal["data"]), "seeds": dict(seal.get("seeds") or about.get("seeds") or {}),
        "inputs": dict(about.get("inputs") or {}), "versions": dict(seal.get("versions") or {}),
    }


def dress(page: Page, facts: Mapping[str, Any], about: Mapping[str, Any], look: Look) -> str:
    """The whole page as text."""
    with wording.habit(str(page.seal.get("parameters", {}).get("months", "egypt"))):
        return dressed(page, facts, about, look)


def dressed(page: Page, facts: Mapping[str, Any], about: Mapping[str, Any], look: Look) -> str:
    """The page in words and look."""
    tongue = about["language"]
    changed = " ".join(f"{name}={value}" for name, value in sorted(facts["changed"].items()))
    body = environment(tongue, facts["digits"], page.notes).get_template("page.html.j2").render(
        page=page, seal=page.seal, minutes=minutes(page, tongue), changed=changed, made=making(facts, about),
        script=Markup(gate.notes_script()), manifest=json.dumps(facts, ensure_ascii=False, sort_keys=True),
        twin=about.get("twin") or f"../{'en' if tongue == 'ar' else 'ar'}/{about['name']}.html",
        home=about.get("home") or "../index.html", up=(about.get("home") or "../index.html").removesuffix("../index.html"),
        reuse=sharing.offer(page, facts, about),
    )
    deck = next((plain_text(text) for _, text in page.deck), facts["title"])
    return frame(body, tongue, look, title=facts["title"], description=deck,
                 twin=about.get("twin") or f"../{'en' if tongue == 'ar' else 'ar'}/{about['name']}.html")


def frame(body: str, tongue: str, look: Look, *, title: str, description: str, twin: str = "") -> str:
    """A body inside the document that carries its look: style, fonts, policy."""
    running = wording.format(wording.words("page.printfoot", tongue), {"title": title}, tongue)
    seen = re.sub(r"<script.*?</script>|<[^>]+>", " ", body, flags=re.DOTALL)
    text = Markup(seen).unescape() + title + running + wording.words("page.printpage", tongue)
    css = faces(text, look.fonts) + look.css + sheet() + margins(running, wording.words("page.printpage", tongue))
    script = gate.notes_script() if "<script>" in body else ""
    return environment(tongue).get_template("frame.html.j2").render(
        css=Markup(css), policy=gate.policy(css, script), body=Markup(body), title=title, description=description, twin=twin,
    )


class Compiled(BytecodeCache):
    """The compiled templates of this process: what differs from page to page is given to them, not built into them."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if it was compiled before and is still the same."""
        if bucket.key in self.held:
            bucket.bytecode_from_string(self.held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self.held[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


@cache
def sheet() -> str:
    """The page's style sheet, without its comments."""
    return re.sub(r"/\*.*?\*/\s*", "", (TEMPLATE / "page.css").read_text("utf-8"), flags=re.DOTALL)


def margins(running: str, page: str) -> str:
    """The foot of each printed page."""
    font = 'font:8pt "Mizan Sans";color:#465861'
    return (f'@page{{@bottom-right{{content:"{css_text(running)}";{font}}}'
            f'@bottom-left{{content:"{css_text(page)} " counter(page);{font}}}}}')


def css_text(text: str) -> str:
    """A text inside a CSS string: whatever could end it is written by its number."""
    return "".join(c if c.isalnum() or c in " ،؛؟" else f"\\{ord(c):x} " for c in text)


def environment(tongue: str, digits: str = "latn", notes: Mapping[str, Any] | None = None) -> Environment:
    """Jinja with everything escaped unless a filter of ours made it."""
    made = Environment(loader=FileSystemLoader(TEMPLATE), autoescape=True, bytecode_cache=COMPILED)
    made.globals.update(
        language=tongue, direction=wording.direction(tongue), rtl=tongue == "ar",
        other="en" if tongue == "ar" else "ar",
        word=partial(fixed_words, tongue), english=partial(fixed_words, "en"),
        count=lambda n: wording.number(n, None, tongue, digits),
        line=partial(filled_words, tongue, digits), day=lambda iso: wording.date(iso, tongue, digits),
    )
    made.filters.update(
        say=partial(inline, language=tongue, notes=notes or {}), saying=inline, places=places, graded=graded,
        named=partial(inline, language=tongue, notes=notes or {}, opening=NAMES),
        apart=partial(isolated, language=tongue, notes=notes or {}),
        titled=partial(isolated, language=tongue), drawn=drawn, take=take, quoted=quoted,
        markdown=lambda text, kind="": rendered(text, tongue, kind),
    )
    return made


def fixed_words(tongue: str, key: str) -> str:
    return wording.words(key, tongue)


def filled_words(tongue: str, digits: str, key: str, **values: Any) -> str:
    """Fixed words with their values filled in."""
    return wording.format(wording.words(key, tongue), values, tongue, digits)


def drawn(svg: str) -> Markup:
    """A drawing that was looked through."""
    if found := drawing_faults(svg):
        raise Fault(9, f"drawing: {' '.join(sorted(set(found))[:5])} Nothing was published.")
    return Markup(svg)


def places(text: str) -> str:
    """Where the figures of a text that is no part of the page's flow stand in it, and their notes."""
    return " ".join(f"{start}-{end}:{name}" for start, end, (name,) in wording.placed_in(text))


def take(data: Mapping[str, Any]) -> str:
    """The link that holds a chart's exact values, or its table where there are none."""
    rows = data.get("csv") or [data["table"]["columns"], *data["table"]["rows"]]
    return extract.data_url(rows)


def plain_text(text: str) -> str:
    """A text without its markup."""
    return re.sub(r"[*`]", "", text).strip()


def minutes(page: Page, tongue: str) -> int:
    """How long the prose takes to read, at least a minute."""
    texts = [page.question, *(text for _, text in page.deck), *page.cautions]
    for section in page.sections:
        texts += [section.title, section.lead]
        texts += [text for kind, block in section.blocks if kind == "prose" for _, text in block]
    texts += [f"{plot.how} {plot.unknown} {plot.data['title']}" for plot in page.plots]
    return max(1, round(sum(len(text.split()) for text in texts) / PACE[tongue]))


def making(facts: Mapping[str, Any], about: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """How the page was made, as rows of a label and its values."""
    def word(key: str) -> str:
        return wording.words(key, facts["language"])

    prints = facts["inputs"]
    rows = [
        (word("repro.notebook"), [about.get("notebook") or facts["name"]]),
        (word("repro.parameters"), [f"{k}={v}" for k, v in sorted(facts["parameters"].items()) if v not in ("", None)]),
        (word("repro.package"), [facts["data"].get("name") or ""]),
        (word("repro.data"), [f"{k}:{v[:SHOWN]}" for k, v in sorted(facts["data"].get("tables", {}).items())]),
        (word("repro.seeds"), [f"{k}:{v[:SHOWN]}" for k, v in sorted(facts["seeds"].items())]),
        (word("report.code_print"), [prints[k][:SHOWN] for k in ("code",) if k in prints]),
        (word("report.lock"), [prints[k][:SHOWN] for k in ("lock",) if k in prints]),
        (word("repro.environment"), [f"{k} {v}" for k, v in sorted(facts["versions"].items())]),
        (word("repro.command"), [command(facts)]),
    ]
    return [(label, values) for label, values in rows if any(values)]


def command(facts: Mapping[str, Any]) -> str:
    """The command that makes this page again."""
    given = [f"-p {name} {'FOLDER' if name == 'data' else shlex.quote(spelt(value))}"
             for name, value in sorted(facts["changed"].items())]
    return " ".join(["mizan report", facts["name"], "--language", facts["language"], *given])


def spelt(value: Any) -> str:
    """A value as it is written on the command line."""
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
