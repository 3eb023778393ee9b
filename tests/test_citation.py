"""How a page is cited: the key that changes with its figures, references in both languages, BibTeX, and CITATION.cff."""

import copy
import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest
import yaml

from analysis.report import citation
from analysis.report.citation import Author, Work
from analysis.report.export import PageExporter
from analysis.report.fault import Fault
from analysis.report.page import read
from tests.toybook import WORDS, chart, executed

ROOT = Path(__file__).parents[1]
FACTS = {"title": "How large?", "language": "en", "as_of": "2026-06-05", "key": "mizan-toy-en-2026-06-05-0123456789"}
HELD = Work("Mizan", (Author("The Mizan authors", alias="مؤلفو ميزان"),), "0.1.0", ())


def keyed(language="en", change=None) -> str:
    """The key of the toy page after a change of its outputs."""
    notebook = executed(language)
    if change:
        change(notebook)
    return citation.key(read(notebook, language), "toy")


def held(notebook, kind):
    """The first output of a kind in a notebook."""
    name = f"application/vnd.mizan.{kind}+json"
    cells = (c for c in notebook.cells if c.cell_type == "code" and "setup" not in c.metadata.tags)
    return next(o.data[name] for c in cells for o in c.outputs if name in o.data)


def test_key_names_the_page_the_language_and_the_day():
    """The key can be read, and used where only letters, digits and dashes may stand."""
    assert re.fullmatch(r"mizan-toy-ar-2026-06-30-[0-9a-f]{10}", keyed("ar"))
    assert re.fullmatch(r"mizan-toy-en-2026-06-30-[0-9a-f]{10}", keyed("en"))
    assert keyed() == keyed()


@pytest.mark.parametrize("change", [
    lambda n: held(n, "say")["values"][0].update(value="14300000001"),
    lambda n: held(n, "chart")["csv"][1].__setitem__(1, "-6"),
    lambda n: held(n, "seal")["parameters"].update(currency="SAR"), lambda n: held(n, "seal").update(as_of="2026-07-01"),
    lambda n: held(n, "sources")["sources"].pop(), lambda n: held(n, "figures")["figures"][0].update(value="2"),
    lambda n: held(n, "seal")["findings"][0].update(unit="EUR"),
], ids=["figure said", "figure drawn", "parameter", "day", "source", "key figure", "unit"])
def test_key_changes_with_a_figure(change):
    """Every figure, the parameters, the day and the sources are in the key."""
    assert keyed(change=change) != keyed()


@pytest.mark.parametrize("change", [
    lambda n: held(n, "say").update(text="Said in another way."), lambda n: held(n, "chart").update(title="Another title"),
    lambda n: held(n, "chart")["svg"].clear(), lambda n: held(n, "seal")["versions"].update(pandas="4"),
    lambda n: held(n, "seal")["data"]["tables"].update(deals="ef" * 32),
    lambda n: held(n, "seal")["parameters"].update(data="/elsewhere"),
], ids=["words", "title", "drawing", "version", "another row of the table", "place of the data"])
def test_key_survives_what_changes_no_figure(change):
    """Wording, drawing, versions and rows that the page does not show leave the key as it was."""
    assert keyed(change=change) == keyed()


def test_manifest_and_page_bear_the_key():
    """One key: in the manifest, in the foot, in BibTeX and in the names of the files."""
    made, resources = PageExporter().from_notebook_node(executed("en"), {"mizan": {"name": "toy", "language": "en"}})
    key = resources["mizan"]["manifest"]["key"]

    assert key == keyed()
    assert f"<code>{key}</code>" in made and f"@misc{{{key}," in made and f'download="{key}.xlsx"' in made


def said(*args, **kwargs) -> str:
    return "".join(text for _, text in citation.reference(*args, **kwargs))


def test_reference_in_english_is_that_of_apa():
    """APA 7 for a report: author, (year, month day), title, number of the report, publisher."""
    assert said("en", HELD, FACTS) == (
        "The Mizan authors. (2026, June 5). How large? (Report No. mizan-toy-en-2026-06-05-0123456789). Mizan."
    )


def test_reference_to_an_arabic_page_in_english_translates_the_title():
    """APA 7 puts the English title in brackets after the original one."""
    facts = {**FACTS, "language": "ar", "title": "ما حجمها؟"}

    assert "(2026, June 5). ما حجمها؟ [How large?] (Report No." in said("en", HELD, facts, "How large?")


def test_reference_in_arabic():
    """The Arabic one names the authors in Arabic and needs no translation."""
    facts = {**FACTS, "language": "ar", "title": "ما حجم \u2066Scale\u00a0AI\u2069؟", "key": "k"}

    assert said("ar", HELD, facts, "How large?") == "مؤلفو ميزان. (5 يونيو 2026). ما حجم Scale AI؟ (تقرير رقم k). ميزان."


@pytest.mark.parametrize(("authors", "english", "bib"), [
    ((Author("Sara Lina", "Haddad"),), "Haddad, S. L. (", "author = {Haddad, Sara Lina}"),
    ((Author("Sara", "Haddad"), Author("Ali", "Nour")), "Haddad, S., & Nour, A. (", "author = {Haddad, Sara and Nour, Ali}"),
    ((Author("A & B Ltd"),), "A & B Ltd. (", r"author = {{A \& B Ltd}}"),
])
def test_authors_are_written_as_each_form_asks(authors, english, bib):
    """Persons by family name and initials in APA, in full in BibTeX; groups whole, no full stop twice."""
    work = Work("Mizan", authors, "0.1.0", ())

    assert said("en", work, FACTS).startswith(english) and bib in citation.bibtex(work, FACTS)


def parsed(text: str) -> tuple[str, str, dict[str, str]]:
    """One entry as BibTeX reads it: braces are counted even behind a backslash, a value is braced or the name of a month."""
    kind, key, rest = re.fullmatch(r"@(\w+)\{([^\s,{}\"#%'()=\\~]+),\s*(.*)\}\s*", text, re.DOTALL).groups()
    fields = {}
    while rest.strip():
        name, rest = re.match(r"\s*([a-z]+)\s*=\s*(.*)", rest, re.DOTALL).groups()
        assert name not in fields
        if rest.startswith("{"):
            depth, end = 0, None
            for place, sign in enumerate(rest):
                depth += {"{": 1, "}": -1}.get(sign, 0)
                if depth == 0:
                    end = place + 1
                    break
            assert end is not None, "braces do not match"
        else:
            end = re.match(r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b", rest).end()
        fields[name], rest = rest[:end], rest[end:].lstrip()
        assert not rest or rest.startswith(",")
        rest = rest.removeprefix(",")
    return kind, key, fields


@pytest.mark.parametrize(("title", "written"), [
    ("صفقة Scale AI: 49٪", "صفقة Scale AI: 49٪"), ("50% & more", r"50\% \& more"), ("a}b", r"a\textbraceright{}b"),
    ("{", r"\textbraceleft{}"), ("a\\b", r"a\textbackslash{}b"),
    ("$1 #2 a_b ~c^", r"\$1 \#2 a\_b \textasciitilde{}c\textasciicircum{}"),
    ("@article{x,\ny = {z}}", r"@article\textbraceleft{}x, y = \textbraceleft{}z\textbraceright{}\textbraceright{}"),
])
def test_bibtex_holds_whatever_a_title_is_made_of(title, written):
    """The entry parses, with each field once and the title's signs written so that TeX prints them."""
    kind, key, fields = parsed(citation.bibtex(HELD, {**FACTS, "title": title}))

    assert (kind, key, fields["title"]) == ("misc", FACTS["key"], f"{{{{{written}}}}}")
    assert fields["author"] == "{{The Mizan authors}}"
    assert (fields["year"], fields["month"], fields["language"]) == ("{2026}", "jun", "{english}")
    assert "2026-06-05" in fields["howpublished"] and FACTS["key"] in fields["note"] and "://" not in str(fields)


class TestFile:
    """CITATION.cff and what must agree with it."""

    @pytest.fixture
    def cff(self) -> dict:
        return yaml.load((ROOT / "CITATION.cff").read_text("utf-8"), yaml.BaseLoader)

    def test_is_of_the_citation_file_format(self, cff):
        """The file keeps the schema of CFF 1.2.0."""
        schema = json.loads((ROOT / "tests/cff/schema-1.2.0.json").read_text("utf-8"))
        checker = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())

        assert list(checker.iter_errors(cff)) == []
        assert list(checker.iter_errors({**cff, "license": "None"})) and list(checker.iter_errors({**cff, "authors": []}))

    def test_agrees_with_the_package(self, cff):
        """Version, licence and authors are those of pyproject.toml, and the licence is the one in LICENSE."""
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

        assert (cff["version"], cff["license"]) == (project["version"], project["license"])
        assert [author["name"] for author in cff["authors"]] == [author["name"] for author in project["authors"]]
        licence = (ROOT / "LICENSE").read_text("utf-8")
        assert licence.startswith(f"{cff['license']} License") and cff["authors"][0]["name"] in licence

    def test_is_read_as_it_says(self, cff):
        """The suite's own reader finds the authors in both languages."""
        work = citation.work()

        assert (work.title, work.version) == (cff["title"], cff["version"])
        assert [author.said("ar") for author in work.authors] == ["مؤلفو ميزان"]

    @pytest.mark.parametrize(("content", "lacking"), [
        ("title: x\nversion: 1\nlicense: MIT", "authors"), ("- x", "title, authors, version, license"), ("a: [", "title, "),
    ])
    def test_says_what_is_lacking(self, tmp_path, content, lacking):
        """A file that names no authors is refused with what it lacks."""
        path = tmp_path / "CITATION.cff"
        path.write_text(content, "utf-8")

        with pytest.raises(Fault, match=rf"^CITATION\.cff: found no {lacking}.*expected a CFF 1\.2\.0 file") as caught:
            citation.work(path)
        assert caught.value.code == 3

    def test_change_makes_pages_stale(self, monkeypatch, tmp_path):
        """Pages name the authors, so another CITATION.cff is another input."""
        from analysis.report import code

        before = code.used({"cells": []})
        (tmp_path / "analysis").symlink_to(ROOT / "analysis")
        (tmp_path / "CITATION.cff").write_text("title: another", "utf-8")
        monkeypatch.setattr(code, "ROOT", tmp_path)
        after = code.used({"cells": []})

        assert {name for name in before if before[name] != after[name]} == {"CITATION.cff"}


def test_chart_without_exact_values_counts_by_its_table():
    """Where a chart has only words, the words are in the key."""
    def worded(value):
        def change(notebook):
            data = held(notebook, "chart")
            data.clear()
            data.update(chart(WORDS["en"], csv=None))
            data["table"] = copy.deepcopy(data["table"]) | {"rows": [["Meta", value]]}
        return change

    assert keyed(change=worded("1")) != keyed(change=worded("2"))
