"""The page: what it takes from a notebook, what it refuses, and that nothing in it runs, loads or leaks."""

import base64
import csv
import hashlib
import html
import io
import json
import re
import tempfile
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from analysis.report import extract, gate
from analysis.report.export import PageExporter, house_look
from analysis.report.fault import Fault
from analysis.report.page import read
from analysis.report.prose import foreign, inline, rendered
from tests.toybook import WORDS, chart, code, executed, markdown, output

ABOUT = {"name": "toy", "notebook": "0_toy.ipynb", "inputs": {"code": "12" * 32, "lock": "34" * 32}}
HOSTILE = "<script>alert(1)</script>\"' onload=x()><img src=http://x.org/a.png>{{7*7}}</style></title></template>&lt;"


def made(language: str = "ar", **how) -> str:
    return PageExporter().from_notebook_node(executed(language, **how), {"mizan": {**ABOUT, "language": language}})[0]


def refused(*extra) -> str:
    with pytest.raises(Fault) as caught:
        made(extra=extra)
    assert caught.value.code == 9
    return caught.value.message


@pytest.fixture(scope="module")
def page() -> str:
    return made()


@pytest.fixture(scope="module")
def english() -> str:
    return made("en")


def body(page: str) -> str:
    """The visible text of a page."""
    return html.unescape(re.sub(r"<[^>]+>", "", page[page.index("<body>"):]))


def test_page_speaks_its_language(page, english):
    """Language, direction and prose are those of the run; the twin is one link away."""
    assert '<html lang="ar" dir="rtl">' in page and '<html lang="en" dir="ltr">' in english
    assert WORDS["ar"]["section"] in page and WORDS["en"]["section"] not in page
    assert 'href="../en/toy.html"' in page and 'href="../ar/toy.html"' in english
    assert "unseen heading" not in page + english


def test_page_shows_every_part(page):
    """Question, kicker, deck, key figure, finding, chart with its notes, caution, sources and making are there."""
    text = body(page)
    for part in ("question", "kicker", "section", "prose", "title", "how", "unknown"):
        assert WORDS["ar"][part] in text
    for part in ("14.3", "Reuters", "إفصاح رسمي", "بالنقل عن غيره", "لا تقتبس هذا", "Meta invests in Scale"):
        assert part in text
    for part in ("0_toy.ipynb", "deals:abababababab", "letter:cdcdcdcdcdcd", "--language ar", "measure = 1"):
        assert part in text


def test_first_finding_leads_its_section_and_the_answer(page):
    """The finding stands once in the answer, linked, and once under its heading, with its weight kept."""
    assert page.count("<strong>نعم:</strong>") == 2
    assert '<a href="#finding-1"><span><strong>' in page and 'id="finding-1"' in page


def test_setup_is_never_shown(page):
    """Neither the code nor the output of a setup cell reaches the page."""
    assert "hidden = 1" not in page


def test_both_drawings_of_a_chart_are_there_with_their_words(page):
    """A chart is drawn for wide and narrow pages, each with the alternative text."""
    drawn = re.findall(r'<div class="(large|small)" role="img" aria-label="([^"]+)"><svg', page)

    assert drawn == [("large", "الشريط أطول"), ("small", "الشريط أطول")]


def test_empty_chart_says_so_instead_of_drawing():
    """A chart without data shows its sentence and no drawing."""
    shown = made(extra=(code("x", outputs=[output("chart", chart(WORDS["ar"], name="none", empty="لا شيء بعد."))]),))

    figure = shown[shown.index('id="chart-none"'):].partition("</figure>")[0]
    assert "لا شيء بعد." in figure and '<div class="large"' not in figure


def test_charts_of_one_name_get_different_ids():
    """The same chart twice does not repeat an id."""
    shown = made(extra=(code("x", outputs=[output("chart", chart(WORDS["ar"]))]),))

    assert 'id="chart-toy"' in shown and 'id="chart-toy-2"' in shown


def test_tables_have_caption_and_scope(page):
    """Every table names itself and its headers."""
    table = re.search(r"<table>.*?</table>", page, re.DOTALL).group()

    assert table.count("<caption>") == 1 and table.count('scope="col"') == 2 and table.count('scope="row"') == 2


def test_headings_step_down_one_at_a_time(page):
    """There is one h1 and no level is skipped."""
    levels = [int(n) for n in re.findall(r"<h([1-6])", page)]

    assert levels.count(1) == 1 and all(b <= a + 1 for a, b in pairwise(levels))


def test_policy_names_the_hash_of_the_one_style_sheet(page):
    """The policy shuts everything but the style sheet whose SHA-256 it names."""
    (css,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()

    assert html.unescape(policy) == (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; "
        "form-action 'none'; base-uri 'none'"
    )


def test_page_has_no_script_no_inline_style_and_loads_nothing(page):
    """The bytes hold no script element but one of data, no style= and no attribute that fetches."""
    page, blocks = re.subn(r'<script type="application/ld\+json">', "", page)

    assert blocks == 1 and not re.search(r"<script|<iframe|<img|\sstyle=|\son\w+=|\ssrc=|@import", page)
    assert not re.findall(r"url\((?!data:font/woff2)", page)


def test_same_notebook_gives_the_same_bytes(page):
    """A second export is equal to the first."""
    assert made() == page


def test_manifest_inside_the_page_is_the_exporters(english):
    """The page carries its manifest as data, and it states findings with value, unit and section."""
    made_page, held = PageExporter().from_notebook_node(executed("en"), {"mizan": {**ABOUT, "language": "en"}})
    (inside,) = re.findall(r'<template id="manifest">(.*?)</template>', made_page, re.DOTALL)

    manifest = json.loads(html.unescape(inside))
    assert manifest == held["mizan"]["manifest"]
    assert {"name": "price", "value": "14300000000", "unit": "USD", "section": "finding-1"} in manifest["findings"]
    assert manifest["seeds"] == {"letter": "cd" * 32} and manifest["as_of"] == "2026-06-30"


def test_hostile_text_stays_text():
    """Markup in every text field arrives as the letters it is made of."""
    words = dict.fromkeys(WORDS["ar"], HOSTILE) | {"caution": f"- {HOSTILE}"}

    shown = made(words=words)

    assert shown.count("<script") == 1 and "<img" not in shown and "49" not in re.findall(r"<h1>(.*?)</h1>", shown)[0]
    assert body(shown).count("<script>alert(1)</script>") >= 8


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//x.org/a", "file:///etc/passwd"])
def test_links_that_run_or_load_are_not_made(link):
    """Markdown links lead to http(s) or into the page; a source's address of another kind is refused."""
    assert "href" not in rendered(f"[x]({link})", "en")
    bad = {"sources": [{"id": "x", "title": "x", "url": link, "published": None}]}
    assert "Found the link" in refused(code("x", outputs=[output("sources", bad)]))


@pytest.mark.parametrize(("bundle", "named"), [
    ({"text/html": "<b>x</b>", "text/plain": "x"}, "text/html"),
    ({"image/png": "aaaa"}, "image/png"),
    ({"text/plain": "5"}, "text/plain"),
    ({"application/javascript": "x"}, "application/javascript"),
    ({"application/vnd.mizan.movie+json": {}}, "application/vnd.mizan.movie+json"),
])
def test_foreign_output_is_refused_by_its_kind(bundle, named):
    """An output that is not one of ours stops the page and is named with its cell."""
    told = refused(code("x", outputs=[v4.new_output("display_data", data=bundle)]))

    assert named in told and told.startswith("cell 13: found an output of kind")


def test_printed_text_is_refused_and_warnings_are_handed_on():
    """What a cell prints does not reach the page; a warning is returned to whoever runs the report."""
    stream = v4.new_output("stream", name="stdout", text="42")
    warning = v4.new_output("stream", name="stderr", text=f"{Path.home()}/x.py: late")

    assert "stdout" in refused(code("print(42)", outputs=[stream]))
    _, held = PageExporter().from_notebook_node(executed(extra=(code("x", outputs=[warning]),)), {"mizan": ABOUT})
    assert held["mizan"]["warnings"] == ["cell 13: x.py: late"]


@pytest.mark.parametrize("tag", ["setup", "parameters"])
def test_warnings_of_cells_that_are_not_shown_are_handed_on(tag):
    """Imports and the work on the data stand in cells that no page shows; what they warn of is returned all the same."""
    quiet = code("import x", tag, outputs=[v4.new_output("stream", name="stderr", text="x.py: odd")])

    _, held = PageExporter().from_notebook_node(executed(extra=(quiet,)), {"mizan": ABOUT})
    assert held["mizan"]["warnings"] == ["cell 13: x.py: odd"]


def test_output_that_lacks_a_field_is_refused():
    """A chart without its words is named with what it lacks."""
    lame = {k: v for k, v in chart(WORDS["ar"]).items() if k != "alt"}

    assert "found a chart without alt" in refused(code("x", outputs=[output("chart", lame)]))


@pytest.mark.parametrize("svg", [
    "<svg><script>x</script></svg>", '<svg onload="x"/>', '<svg style="fill:red"/>', "<svg><style>*{}</style></svg>",
    '<svg><image href="http://x.org/a.png"/></svg>', '<svg><use href="http://x.org/a.svg#b"/></svg>', "<svg>",
    '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "<svg><foreignObject/></svg>", '<svg><a href="#x"/></svg>', "<div/>",
    '<svg fill="url(http://x.org/p)"/>',
])
def test_drawing_with_more_than_shapes_is_refused(svg):
    """A drawing may hold shapes and text only."""
    refused(code("x", outputs=[output("chart", chart(WORDS["ar"], svg={"wide": svg}))]))


def test_page_without_question_or_seal_is_refused():
    """A notebook that was not run to its end makes no page, neither does one without a question."""
    unsealed, mute = executed(), executed()
    unsealed.cells.pop()
    mute.cells.pop(0)

    for notebook in (unsealed, mute):
        with pytest.raises(Fault):
            PageExporter().from_notebook_node(notebook, {"mizan": ABOUT})


def test_note_without_chart_is_refused():
    """An aside needs a chart above it."""
    with pytest.raises(Fault, match="beside no chart"):
        read(v4.new_notebook(cells=[markdown("x", "ar", "how")]), "ar")


@pytest.mark.parametrize(("planted", "told"), [
    ('<p style="color:red">x</p>', "style="), ("<script>1</script>", "<script>"),
    ('<button type="button" popovertarget="nowhere">x</button>', 'opens "nowhere"'), ('<p onclick="x">x</p>', "onclick="),
    ('<img src="http://x.org/a.png">', "<img>"), ('<iframe src="x"></iframe>', "<iframe>"), ("<form></form>", "<form>"),
    ('<meta http-equiv="refresh" content="0;url=http://x.org">', "http-equiv"),
    ('<base href="http://x.org/">', "<base>"),
    ('<link rel="stylesheet" href="http://x.org/a.css">', "link"), ("<style>p{}</style>", "2 style sheets"),
    ('<a href="javascript:x">x</a>', "javascript:"), ('<a href=" JaVaScript:x">x</a>', "JaVaScript"),
    ('<a href="data:text/html,x">x</a>', "data:text/html"), ("<p>/home/someone/data.csv</p>", "/home/"),
    ("<p>C:\\Users\\someone</p>", "machine path"), ("<p>Traceback (most recent call last):</p>", "Traceback"),
    ("<p>x", "unclosed"), ("</div>", "out of place"), ('<p id="report">x</p>', "2 times"), ("<h1>x</h1>", "h1"),
    ("<h2>x</h2><h4>y</h4>", "h4 after h2"), ('<svg><rect fill="url(http://x.org)"/></svg>', "address in fill="),
    ('<p ping="http://x.org">x</p>', "ping="), ('<svg><use xlink:href="http://x.org"/></svg>', "http://x.org"),
])
def test_gate_refuses_what_was_planted(page, planted, told):
    """Each thing that a page may not hold is found in the finished bytes and named."""
    assert gate.faults(page) == []

    assert told in " ".join(gate.faults(page.replace("</article>", f"{planted}</article>")))


@pytest.mark.parametrize("private", [tempfile.gettempdir() + "/x", str(Path(gate.__file__).parents[2]) + "/data"])
def test_gate_knows_the_folders_of_this_machine(page, private):
    """The project's own place and the scratch place of this machine are found wherever they are."""
    assert gate.faults(page.replace("</article>", f"<p>x={private}</p></article>"))


@pytest.mark.parametrize(("root", "text", "fault"), [
    ("/data", "https://example.org/data/a.html and data/readings.csv", False), ("/news", "see x.org/news/1", False),
    ("/data", "read /data/readings.csv", True), ("/data", "lies in /data", True), ("/data", "/database/x", False),
    ("/data", "It lies in /data.", True), ("/data", "path:/data/x", True), ("/data", "/data-old, /data.old/x", False),
    ("/data", "https://example.org/#/data/x", False), ("/data", "https://example.org/a?b=/data/x", False),
    ("/data", "~/data/x, ../data/x, /old/data/x", False), ("/data", "https://data/x", False),
    ("C:\\work\\mizan", "read C:/work/mizan/data", True), ("C:\\work\\mizan", "read C:\\work\\mizan\\data", True),
    ("C:\\work\\mizan", r"'c:\\Work\\Mizan\\data'", True), ("C:\\work\\mizan", r"C:\work\mizan-old\data", False),
])
def test_gate_tells_a_folder_from_a_like_named_part_of_an_address(page, monkeypatch, root, text, fault):
    """A project that lies in /data publishes pages that link to addresses with /data/ in them, but not its own path."""
    monkeypatch.setattr(gate, "private", lambda: [root])

    found = gate.faults(page.replace("</article>", f"<p>{text}</p></article>"))

    assert found == (["Found a folder of this machine, expected none."] if fault else [])


def test_gate_notices_a_changed_style_sheet(page):
    """One more rule in the style sheet no longer fits the policy."""
    assert "policy" in " ".join(gate.faults(page.replace("</style>", "p{color:red}</style>")))


def test_addresses_of_the_web_are_not_machine_paths(page):
    """A source whose address has /home/ or /usr/ in it is let through."""
    linked = '<a href="https://example.org/home/usr/var.html">https://example.org/home/usr/var</a>'

    assert gate.faults(page.replace("</article>", f"{linked}</article>")) == []


def test_download_holds_the_exact_values(page):
    """The link behind a chart is CSV in UTF-8 with a mark, numbers as they are, formulas disarmed."""
    (link,) = re.findall(r'download="toy.csv" href="data:text/csv;charset=utf-8;base64,([^"]+)"', page)
    raw = base64.b64decode(link)
    assert raw.startswith(b"\xef\xbb\xbf")

    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))

    assert rows == [["name", "value"], ["'=cmd", "-5"], ["ميتا", "14300000000"]]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-x", "@a", "\t=1", "\r=1", "\u200f=1", " =1", "\u2066@x", "-1-1", '="a"']
)
def test_text_that_begins_like_a_formula_is_disarmed(text):
    """Such text gets an apostrophe, marks before it or not, and comes back as it was."""
    assert extract.safe(text) == f"'{text}" and extract.original(extract.safe(text)) == text


@pytest.mark.parametrize("text", ["-5", "14300000000", "0.5", "-0.25", "نص", "a=b", "'quoted", "", "12 June"])
def test_numbers_and_plain_text_stay_as_they_are(text):
    """A negative number is a number; text that is no formula is left alone."""
    assert extract.safe(text) == text and extract.original(text) == text


def test_foreign_words_name_their_language():
    """Latin words on an Arabic page and Arabic words on an English one are marked, and nothing else changes."""
    assert foreign("صفقة Scale AI مع ميتا", "ar") == 'صفقة <span lang="en">Scale\u00a0AI</span> مع ميتا'
    assert foreign("the word ميزان here", "en") == 'the word <bdi lang="ar">ميزان</bdi> here'
    assert foreign("A & B", "en") == "A &amp; B"
    assert foreign("نص R&D <b>", "ar") == 'نص <span lang="en">R&amp;D</span> &lt;<span lang="en">b</span>&gt;'


def test_markdown_makes_no_html_of_html_and_no_pictures():
    """Raw HTML is shown as text and a picture loads nothing."""
    assert "<b>" not in rendered("a <b>x</b>", "en") and "<img" not in rendered("![x](https://x.org/a.png)", "en")
    assert inline("**a** <i>", "en") == "<strong>a</strong> &lt;i&gt;"


def test_fonts_inside_the_page_draw_its_letters(page):
    """Each font in the page is WOFF2 and the style sheet asks for nothing else."""
    fonts = re.findall(r"url\(data:font/woff2;base64,([A-Za-z0-9+/=]+)\)", page)

    assert len(fonts) == 4 and all(base64.b64decode(font).startswith(b"wOF2") for font in fonts)


def test_nbconvert_knows_the_exporter():
    """nbconvert finds the exporter by its name and makes a page of an executed notebook file's content."""
    from nbconvert.exporters import get_exporter

    notebook = nbformat.reads(nbformat.writes(executed("en")), as_version=4)
    shown, held = get_exporter("analysis.report.export.PageExporter")().from_notebook_node(notebook)

    assert '<html lang="en"' in shown and held["output_extension"] == ".html"


def test_look_can_be_given(tmp_path):
    """Another look takes the place of the house's."""
    from dataclasses import replace

    shown, _ = PageExporter(look=replace(house_look(), css=":root{--paper:#123456}")).from_notebook_node(
        executed(), {"mizan": {**ABOUT, "language": "ar"}}
    )

    assert "--paper:#123456" in shown


def test_chart_with_a_fault_is_refused():
    """A drawing that the check of figures found wrong never reaches a page."""
    wrong = chart(WORDS["en"], faults=['label "x": lies outside the figure. Give it room.'])
    told = refused(code("x", outputs=[output("chart", wrong)]))

    assert "chart toy" in told and "lies outside the figure" in told


def test_spoken_kicker_stands_over_the_question_and_a_silent_note_nowhere():
    """A kicker that names who the page is about is spoken like any sentence; an empty note leaves no paragraph."""
    said = ({"text": "Ford: the deals", "values": [], "role": "kicker"}, {"text": "", "values": [], "role": "note"})
    page = made("en", extra=tuple(code("x", outputs=[output("say", data)]) for data in said))

    assert '<p class="kicker">Ford: the deals</p>' in page and "<p></p>" not in page


def quoting(text: str, *, title: str = "جمل", link: str = "deals.html#finding-1") -> tuple:
    """Cells that show a passage with a figure, and a claim with the row that bears on it, all of one text."""
    note = {"number": "1", "kind": "figure", "text": text, "links": [{"href": link, "text": text}]}
    said = {"number": "2", "kind": "claim", "text": text, "links": [], "claim": "c", "status": "open", "state": text}
    pieces = [{"text": "Scale AI ", "tail": "", "kinds": [], "ends": []},
              {"text": text, "tail": "مليار", "kinds": ["claim", "figure"], "ends": ["1", "2"]}]  # fmt: skip
    passage = {"title": title, "seed": "s", "language": "ar", "passages": [{"segments": pieces, "notes": [note, said]}]}
    point = {"text": text, "source": text, "url": "https://example.org/", "published": "2025-06", "confidence": "filed",
             "second_hand": True}  # fmt: skip
    entry = {"id": "claim-c", "sign": "open", "state": text, "text": text, "points": [point], "links": note["links"],
             "last": text}  # fmt: skip
    entries = {"entries": [entry], "last_title": text}
    return code("q", outputs=[output("passages", passage)]), code("e", outputs=[output("entries", entries)])


def test_quoted_words_stay_as_they_are():
    """The words of a document keep their own spaces, language and direction on either page; its marks are numbered."""
    for language in ("ar", "en"):
        page = made(language, extra=quoting("استثمار"))

        assert '<blockquote lang="ar" dir="rtl">' in page
        assert 'Scale AI</span> <mark class="claim figure">استثمار<span data-n="1 2">مليار</span></mark>' in page
        assert 'href="deals.html#finding-1"' in page and 'href="#claim-c"' in page and 'id="claim-c"' in page


def test_a_page_in_a_folder_of_its_own_leads_back_to_its_neighbours():
    """The page of other parameters lies one folder deeper, and so do the ways to other reports."""
    resources = {"mizan": {**ABOUT, "language": "ar", "home": "../../index.html"}}
    page = PageExporter().from_notebook_node(executed("ar", extra=quoting("نص")), resources)[0]

    assert 'href="../deals.html#finding-1"' in page


def test_hostile_passages_and_entries_stay_text():
    """Markup in the fields of passages and entries arrives as letters."""
    shown = made(extra=quoting(HOSTILE, title=HOSTILE))

    assert shown.count("<script") == 1 and "<img" not in shown
    assert body(shown).count("<script>alert(1)</script>") >= 8


@pytest.mark.parametrize("link", ["javascript:alert(1)", "//x.org/a"])
def test_passages_lead_to_the_shelf_only(link):
    """A link of a passage that would run or leave the shelf is refused at the gate."""
    assert "Found the link" in refused(*quoting("نص", link=link))


@pytest.mark.parametrize("kind", ["table", "passages", "entries"])
def test_what_stands_in_a_section_needs_one(kind):
    """A table, passages or entries above the first heading are refused with their cell."""
    data = {"title": "", "columns": [], "rows": [], "seed": "", "language": "ar", "passages": [], "entries": [],
            "last_title": ""}  # fmt: skip
    notebook = executed("ar")
    notebook.cells.insert(4, code("x", outputs=[output(kind, data)]))
    with pytest.raises(Fault, match=f"cell 5: found {kind} before the first section"):
        read(notebook, "ar")
