"""What a page offers for reuse: a workbook and a CSV inside it, and a description that catalogues can read."""

import base64
import csv
import html
import io
import json
import re
from importlib import import_module
from pathlib import Path

import openpyxl
import pytest

from analysis import charts
from analysis.language.vocabulary import keys
from analysis.report import dataset, gate, sharing
from analysis.report.export import PageExporter
from analysis.report.workbook import MEDIATYPE
from tests.toybook import WORDS, chart, code, executed, markdown, output

PACKAGE = dataset.described()
INPUTS = {"code": "12" * 32, "data": "34" * 32}
LONG = [["deal_id", "price_usd", "share_pct", "value", "currency", "readings", "odd"],
        ["a", "14300000000", "49", "1.23456789012345678", "USD", "1 2", "=x"],
        ["b", "", "", "-2", "USD", "3.5", "y"]]  # fmt: skip
DECK = "This report weighs one deal against the others of its buyer, in dollars of one year."


def made(language: str = "en", *extra, **about) -> tuple[str, dict]:
    """The toy page of a notebook with mastheads in both languages."""
    second = code("x", outputs=[output("chart", chart(WORDS[language], name="long", csv=LONG))])
    notebook = executed(language, extra=(second, *extra))
    other = {"title": WORDS["ar" if language == "en" else "en"]["question"], "deck": DECK}
    given = {"name": "toy", "language": language, "inputs": INPUTS, "package": PACKAGE, "translation": other, **about}
    page, held = PageExporter().from_notebook_node(notebook, {"mizan": given})
    return page, held["mizan"]["manifest"]


@pytest.fixture(scope="module", params=["ar", "en"])
def page(request) -> tuple[str, str, dict]:
    return request.param, *made(request.param)


def carried(page: str, kind: str) -> tuple[str, bytes]:
    """The name and the content of a file in a page."""
    link = rf'<a id="data-{kind}" download="([^"]+)" href="data:([a-z/.-]+)(?:;charset=utf-8)?;base64,([^"]+)"'
    name, _, content = re.search(link, page).groups()
    return name, base64.b64decode(content)


def described(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def test_workbook_holds_every_table_of_the_page(page):
    """What the file is, the figures of the text, one sheet a chart, sources and columns: in the page's language and way."""
    language, text, manifest = page
    name, content = carried(text, "workbook")
    book = openpyxl.load_workbook(io.BytesIO(content))

    fixed = ({"ar": ["عن هذا الملف", "أرقام النص", "المصادر", "الأعمدة"],
              "en": ["About this file", "Figures of the text", "Sources", "Columns"]})[language]  # fmt: skip
    assert name == f"{manifest['key']}.xlsx"
    assert book.sheetnames == [*fixed[:2], "toy", "long", *fixed[2:]]
    assert all(bool(sheet.sheet_view.rightToLeft) is (language == "ar") for sheet in book)
    assert [sheet.freeze_panes for sheet in book] == [None, *["A2"] * 5]
    assert book.properties.created.isoformat() == "2026-06-30T00:00:00"
    assert book.properties.title == WORDS[language]["question"]
    about = [cell.value for row in book[fixed[0]] for cell in row]
    assert manifest["key"] in about and "2026-06-30" in about and any("CC-BY-4.0" in str(value) for value in about)


def test_sheet_of_a_chart_has_units_and_every_digit():
    """Headings name the unit; numbers are numbers; one of more than 15 digits stands whole beside; lists stay text."""
    book = openpyxl.load_workbook(io.BytesIO(carried(made("en")[0], "workbook")[1]))

    head, first, second = book["long"].iter_rows(values_only=True)
    assert head == ("Deal id", "Price then (USD)", "share_pct (%)", "Value (USD)", "Currency", "Readings (USD)", "odd",
                    "Value (USD): every digit")  # fmt: skip
    assert first == ("a", 14300000000, 49, 1.23456789012346, "USD", "1 2", "=x", "1.23456789012345678")
    assert second == ("b", None, None, -2, "USD", "3.5", "y", "-2")
    assert ["long", "Value", "value", "USD"] in [list(row) for row in book["Columns"].iter_rows(values_only=True)]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_column_of_every_chart_form_has_words(language):
    """No heading of a workbook is left in the names of the code."""
    forms = [import_module(f"analysis.charts.{path.stem}") for path in Path(charts.__file__).parent.glob("*.py")]
    columns = {column for form in forms for column in getattr(form, "EXACT", ())} | {"label"}

    assert len(columns) > 40
    assert columns <= {key.removeprefix("columns.") for key in keys(language)}


def test_table_of_the_page_is_a_sheet_under_its_title():
    """A table that stands by itself is in the workbook as the page words it, without marks of direction."""
    data = {"title": "All of them", "columns": ["Who", "How \u2066many\u2069"], "rows": [["=Meta", "12"]]}
    data["rows"].append(["\u200fميتا", "1,500"])
    content = carried(made("en", code("x", outputs=[output("table", data)]))[0], "workbook")[1]
    book = openpyxl.load_workbook(io.BytesIO(content))

    assert list(book["Table 1"].iter_rows(values_only=True)) == [("Who", "How many"), ("=Meta", 12), ("ميتا", "1,500")]
    assert ["Table 1", "All of them"] in [[cell.value for cell in row[:2]] for row in book["About this file"]]


def test_figures_of_the_text_are_one_csv(page):
    """Section, name, value, unit: exact, each once, formulas disarmed, and the workbook has the same."""
    language, text, manifest = page
    name, content = carried(text, "findings")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))

    assert content.startswith(b"\xef\xbb\xbf") and name == f"{manifest['key']}.csv"
    assert rows == [["section", "name", "value", "unit"], [WORDS[language]["question"], "price", "1", "USD"],
                    [WORDS[language]["section"], "price", "14300000000", "USD"]]  # fmt: skip
    sheet = openpyxl.load_workbook(io.BytesIO(carried(text, "workbook")[1])).worksheets[1]
    assert [row[2] for row in sheet.iter_rows(min_row=2, values_only=True)] == [1, 14300000000]


def test_workbook_tells_nothing_of_this_machine(page):
    """No part of the workbook names a folder of this machine."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(carried(page[1], "workbook")[1])) as held:
        inside = " ".join(held.read(name).decode() for name in held.namelist())
    assert not gate.MACHINE.search(gate.ADDRESS.sub("", inside))
    assert not [folder for folder in gate.private() if gate.named(folder).search(inside)]


def test_description_meets_what_googles_dataset_documentation_asks(page):
    """Name, a description of 50 to 5,000 characters, and of the recommended fields those that are known, in their forms."""
    language, text, manifest = page
    told = described(text)

    assert (told["@context"], told["@type"]) == ("https://schema.org/", "Dataset")
    assert told["name"] == WORDS[language]["question"] and 50 <= len(told["description"]) <= 5000
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/" and told["isAccessibleForFree"] is True
    assert told["creator"] == [{"@type": "Organization", "name": "The Mizan authors", "alternateName": "مؤلفو ميزان"}]
    assert (told["identifier"], told["version"], told["dateModified"]) == (manifest["key"], "0.1.0", "2026-06-30")
    assert all(isinstance(word, str) and word for word in told["keywords"])
    assert told["citation"][0] == {"@type": "CreativeWork", "name": "Meta invests in Scale AI",
                                   "url": "https://example.org/a?b=1&c=2", "datePublished": "2025-06"}  # fmt: skip
    assert {"@type": "CreativeWork", "name": "letter", "identifier": f"sha256:{'cd' * 32}"} in told["isBasedOn"]


def test_description_speaks_both_languages(page):
    """The page's own language and, as a translation, the other one, each under its name."""
    language, text, _ = page
    told, other = described(text), "en" if language == "ar" else "ar"

    assert told["inLanguage"] == language and told["workTranslation"]["inLanguage"] == other
    assert told["workTranslation"]["name"] == WORDS[other]["question"]
    assert told["workTranslation"]["description"].startswith(DECK)
    assert PACKAGE["description_ar" if language == "ar" else "description"] in told["description"]


def test_described_files_are_on_the_page(page):
    """Every file of the description is found at its place, with the name and size that it says; no address is made up."""
    _, text, manifest = page
    files = described(text)["distribution"]

    assert [file["name"] for file in files] == [f"{manifest['key']}.xlsx", f"{manifest['key']}.csv", "toy.csv", "long.csv"]
    assert [file["encodingFormat"] for file in files] == [MEDIATYPE, "text/csv", "text/csv", "text/csv"]
    for file in files:
        assert file["contentUrl"].startswith("#") and f'id="{file["contentUrl"][1:]}"' in text
        content = re.search(rf'download="{re.escape(file["name"])}" href="[^,]+,([^"]+)"', text)[1]
        assert file["contentSize"] == f"{len(base64.b64decode(content))} B"


def test_measured_variables_are_the_numbers_of_the_tables_that_were_read():
    """The toy page read one table; its numbers are named in the page's words, with their units."""
    value = {"name": "value", "title": "Value", "description": "Of it.", "unit": "percent", "type": "number"}
    schema = {"fields": [value, {"name": "id", "type": "string"}]}
    package = {"resources": [{"name": name, "title": "Deals", "schema": schema} for name in ("deals", "prices")]}

    assert described(made("en", package=package)[0])["variableMeasured"] == [
        {"@type": "PropertyValue", "name": "deals.value", "alternateName": "Deals: Value", "description": "Of it.",
         "unitText": "percent"}
    ]  # fmt: skip


def test_time_covered_runs_from_the_first_date_of_a_chart_to_the_day_of_the_data():
    """The first date, however exact, up to as_of; later dates, which the page does not know, do not count."""
    rows = [["name", "date"], ["a", "2014-02-19"], ["b", "2012"], ["c", ""], ["d", "soon"]]
    dated = code("x", outputs=[output("chart", chart(WORDS["en"], name="dated", csv=rows))])

    assert described(made("en", dated)[0])["temporalCoverage"] == "2012/2026-06-30"
    assert "temporalCoverage" not in described(made("en")[0])


def test_what_is_unknown_is_left_out():
    """A package without a licence gets none, and no field is empty."""
    told = described(made("en", package={})[0])

    assert "license" not in told and "variableMeasured" not in told
    assert all(value not in (None, "", [], {}) for value in told.values())


def test_description_cannot_end_its_element():
    """Signs that could close the block are written by their numbers, and come back as they were."""
    words = {**WORDS["en"], "question": "</script><!--<b>&\u2028"}
    page, _ = PageExporter().from_notebook_node(executed("en", words=words), {"mizan": {"name": "toy", "language": "en"}})
    (inside,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>\n', page, re.DOTALL)

    assert not set("<>&\u2028") & set(inside) and described(page)["name"] == "</script><!--<b>&"


def test_foot_has_its_headings_in_order_and_references_in_the_languages_of_the_page(page):
    """Two sections with names of their own; the Arabic page gives an Arabic reference before the English one."""
    language, text, manifest = page
    foot = text[text.index('<div class="reuse">'):]
    read = html.unescape(re.sub(r"<[^>]+>", "", foot))

    assert re.findall(r"<h([1-6])", foot)[:5] == (["2", "3", "2", "3", "3"])
    assert all(f'aria-labelledby="{name}"' in foot and f'<h2 id="{name}"' in foot for name in ("h-data", "h-cite"))
    assert ("مؤلفو ميزان. (30 يونيو 2026). هل يعمل الميزان؟ (تقرير رقم" in read) is (language == "ar")
    title = {"ar": "هل يعمل الميزان؟ [Does the scale work?]", "en": "Does the scale work?"}[language]
    assert f"The Mizan authors. (2026, June 30). {title} (Report No. {manifest['key']}). Mizan." in read
    assert '<pre class="reference" lang="en" dir="ltr">' in foot


def test_package_that_cannot_be_read_describes_nothing(tmp_path):
    """The notebook says what is wrong with its data; the description has nothing to add."""
    assert dataset.described(str(tmp_path)) == {}
    assert PACKAGE["name"] == "mizan"


def test_translation_is_the_masthead_of_the_other_language():
    """Of a stored notebook the other language's question and the text under it, without a run."""
    stored = executed("ar")
    stored.cells += [markdown("# Does it?\n\nOne.\n\nTwo.", "en", "masthead")]
    stored.cells = [cell for cell in stored.cells if cell.source != "# wrong"]

    assert sharing.translation(stored, "en") == {"title": "Does it?", "deck": "One. Two."}
    assert sharing.translation({"cells": []}, "en") == {}


@pytest.fixture(scope="module")
def whole() -> str:
    return made("en")[0]


class TestGate:
    """What the gate lets through for reuse, and nothing beside it."""

    def planted(self, page: str, text: str) -> str:
        return " ".join(gate.faults(page.replace("</article>", f"{text}</article>")))

    def test_page_is_let_through(self, whole):
        """The page that offers its data has no fault."""
        assert gate.faults(whole) == []

    @pytest.mark.parametrize("link", [
        f'<a href="data:{MEDIATYPE};base64,UEsDBA==">x</a>',
        f'<a download="" href="data:{MEDIATYPE};base64,UEsDBA==">x</a>',
        f'<a download="x" href="data:{MEDIATYPE},UEsDBA==">x</a>',
        f'<a download="x" href="data:{MEDIATYPE};base64,<b>">x</a>',
        '<a download="x" href="data:application/vnd.ms-excel;base64,UEsDBA==">x</a>',
        '<a download="x" href="data:application/vnd.ms-excel.sheet.macroEnabled.12;base64,UEsDBA==">x</a>',
        '<a download="x" href="data:application/zip;base64,UEsDBA==">x</a>',
        '<a download="x" href="data:text/html;base64,UEsD">x</a>',
        '<a download="x" href="data:text/csv;charset=utf-8;base64,a%3Cb">x</a>',
    ])
    def test_other_data_links_are_refused(self, whole, link):
        """Only CSV and workbooks, whole in base64, and only to be kept as a file."""
        assert "Found the link" in self.planted(whole, link)
        assert not self.planted(whole, f'<a download="x" href="data:{MEDIATYPE};base64,UEsDBA==">x</a>')

    @pytest.mark.parametrize("block", [
        '<script>{"@context":"https://schema.org/"}</script>', '<script type="module">1</script>',
        '<script type="application/ld+json" src="x"></script>',
        '<script type="text/javascript" type="application/ld+json">1</script>',
        '<script type=" application/ld+json">{}</script>', '<script type="importmap">{}</script>',
        '<script type="speculationrules">{}</script>', '<script id="x" type="application/ld+json">{}</script>',
        '<script type="application/json">{}</script>',
    ])
    def test_other_scripts_are_refused(self, whole, block):
        """An element that could run, fetch or steer a browser is found, whatever it says of itself."""
        assert "<script>" in self.planted(whole, block)

    @pytest.mark.parametrize("content", [
        "", "alert(1)", "[]", "{}", '{"@context":"http://x.org/"}', '{"@context":"https://schema.org/","name":"<"}',
    ])
    def test_block_that_is_no_description_is_refused(self, whole, content):
        """What stands in the block is one description in JSON, without the sign that could open an element."""
        start = whole.index('ld+json">') + len('ld+json">')
        page = whole[:start] + content + whole[whole.index("</script>", start):]

        assert "no schema.org description" in " ".join(gate.faults(page))

    def test_second_block_is_refused(self, whole):
        """One page, one description."""
        block = '<script type="application/ld+json">{"@context":"https://schema.org/"}</script>'
        assert "2 data blocks" in self.planted(whole, block)

    def test_attribute_twice_is_refused(self, whole):
        """A browser heeds the first of two attributes; neither is trusted."""
        assert "twice on <a>" in self.planted(whole, '<a href="javascript:x" href="#report">x</a>')

    def test_workbook_is_not_taken_for_a_path(self, whole):
        """Base64 that looks like a folder of a machine is no folder."""
        link = f'<a download="x" href="data:{MEDIATYPE};base64,AAAA+/tmp/x/home/someone">x</a>'
        assert self.planted(whole, link) == ""
