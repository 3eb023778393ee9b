"""A toy notebook for the tests of the report: every kind of cell and output that a page understands."""

import re
from typing import Any

import nbformat
from nbformat import NotebookNode, v4

PARAMETERS = '''language: Language = "ar"  # tongue of the page | لغة الصفحة
currency: Currency = "USD"  # money shown in | العملة
first: Year = 2005  # first year | أول سنة'''
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="plot" direction="ltr" viewBox="0 0 {width} 40">'
    '<rect x="10" y="4" width="{bar}" height="14" fill="var(--deal)"/><path d="M0 30h{width}" stroke="var(--ink)"/>'
    '<text x="12" y="36" fill="var(--ink2)" font-family="Mizan Sans" font-size="13px">{text}</text></svg>'
)
WORDS = {
    "ar": {"kicker": "تقرير تجريبي", "question": "هل يعمل الميزان؟", "deck": "نصّ قصير تحت السؤال عن Scale AI.",
           "section": "القسم الأول", "prose": "كيف نقيس هذا؟ هكذا.", "found": "**نعم:** بلغت ‏14.3 مليار دولار.",
           "title": "الشريط أطول", "how": "اقرأ من اليمين.", "unknown": "لا نعرف الباقي.",
           "caution": "- لا تقتبس هذا."},
    "en": {"kicker": "A trial report", "question": "Does the scale work?", "deck": "A short text on ميتا and Scale AI.",
           "section": "The first section", "prose": "How do we measure? Like this.", "found": "**Yes:** it is $14.3bn.",
           "title": "The bar is longer", "how": "Read from the left.", "unknown": "We do not know the rest.",
           "caution": "- Do not quote this."},
}


def output(kind: str, data: dict[str, Any]) -> NotebookNode:
    return v4.new_output("display_data", data={f"application/vnd.mizan.{kind}+json": data, "text/plain": "shown"})


def chart(words: dict[str, str], **more: Any) -> dict[str, Any]:
    text = re.sub("[<>&]", " ", words["title"])[:20]
    return {
        "name": "toy", "title": words["title"], "unit": "USD", "alt": words["title"], "key": [["bar", "deal", "A"]],
        "svg": {kind: SVG.format(width=w, bar=w // 2, text=text) for kind, w in (("wide", 736), ("narrow", 350))},
        "table": {"columns": ["name", "value"], "numeric": [1], "rows": [["Meta", "14.3"], ["ميتا", "1"]], "ours": [0]},
        "csv": [["name", "value"], ["=cmd", "-5"], ["ميتا", "14300000000"]], "sources": ["one"],
        "source": "Reuters", "confidence": "reported", "second_hand": True, **more,
    }


def seal(language: str) -> dict[str, Any]:
    return {
        "language": language, "digits": "latn", "as_of": "2026-06-30", "parameters": {"currency": "USD"},
        "data": {"name": "toy", "tables": {"deals": "ab" * 32}}, "seeds": {"letter": "cd" * 32},
        "findings": [{"name": "price", "value": "14300000000", "unit": "USD"}], "versions": {"pandas": "3"},
    }


def executed(
    language: str = "ar", words: dict[str, str] | None = None, extra: tuple[NotebookNode, ...] = ()
) -> NotebookNode:
    """The toy notebook as it is after a run; `extra` cells stand before the seal."""
    w = words or WORDS[language]
    figure = {"number": "14.3", "unit": "bn", "label": w["prose"], "confidence": "filed", "name": "price", "value": "1"}
    said = {"text": w["found"], "values": [{"name": "price", "value": "14300000000", "unit": "USD"}], "role": "finding"}
    sources = [
        {"id": "one", "title": "Meta invests in Scale AI", "url": "https://example.org/a?b=1&c=2",
         "published": "2025-06"},
        {"id": "two", "title": w["title"], "url": None, "published": None, "confidence": "estimated"},
    ]
    other = "en" if language == "ar" else "ar"
    return v4.new_notebook(cells=[
        markdown(f"# {w['question']}\n\n{w['deck']}", language, "masthead"), markdown("# wrong", other, "masthead"),
        markdown(w["kicker"], language, "kicker"), code("hidden = 1", "setup", outputs=[output("say", {})]),
        code("edition.figures()", outputs=[output("figures", {"figures": [figure]})]),
        markdown(f"## {w['section']}\n\n{w['prose']}", language), markdown("## unseen heading", other),
        code("measure = 1", outputs=[output("chart", chart(w))]),
        markdown(w["how"], language, "how"), markdown(w["unknown"], language, "unknown"),
        code("edition.say()", outputs=[output("say", said)]), markdown(w["caution"], language, "caution"), *extra,
        code("edition.sources()", outputs=[output("sources", {"sources": sources, "undated": 2})]),
        code("edition.seal()", outputs=[output("seal", seal(language))]),
    ])


def markdown(text: str, *tags: str) -> NotebookNode:
    return v4.new_markdown_cell(text, metadata={"tags": list(tags)})


def code(source: str, *tags: str, outputs: list[NotebookNode] | None = None) -> NotebookNode:
    return v4.new_code_cell(source, metadata={"tags": list(tags)}, outputs=outputs or [])


def runnable(*cells: str, sealed: bool = True) -> NotebookNode:
    """A notebook to run, with a parameters cell; its cells are code and its last one sets the seal."""
    show = "display({'application/vnd.mizan.%s+json': %s, 'text/plain': ''}, raw=True)"
    last = [show % ("seal", "{'language': language, 'digits': 'latn', 'as_of': '2026-06-30', 'data': {'name': 'toy', "
                            "'tables': {}}, 'parameters': {'currency': currency}}")]
    return v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        cells=[
            code("from analysis.parameters import Currency, Language, Year", "setup"), code(PARAMETERS, "parameters"),
            markdown("# سؤال؟\n\nمتن.", "ar", "masthead"), markdown("# A question?\n\nText.", "en", "masthead"),
            markdown("## القسم", "ar"), markdown("## The section", "en"),
            *map(code, [*cells, *(last if sealed else [])]),
        ],
    )


def stored(notebook: NotebookNode) -> str:
    return nbformat.writes(notebook)


def held(request: Any) -> dict[str, Any]:
    """What the manifest of a request's page keeps of its making, where the notebook read everything."""
    from analysis.report import inputs

    whole = inputs.whole(None)
    parts = inputs.before(request) | inputs.after(None, None, whole)
    names = ("name", "language", "slug", "parameters", "changed")
    shown = {"title": "Toy", "kicker": "Toy", "as_of": "2026-06-30", "digits": "latn"}
    return {name: request.about[name] for name in names} | shown | {"parts": parts, "reads": None, "whole": whole}
