"""What a page depends on: changed, it is made again and one is told why; anything else leaves it alone."""

import ast
import json
import shutil
import subprocess
import sys
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from analysis import report
from analysis.reads import files
from analysis.report import code, inputs, publish
from tests import mutations
from tests.toybook import runnable, stored

ROOT = Path(__file__).parents[1]
NAMES = {"deals", "talent", "sources"}
MODULES = sorted((ROOT / "analysis").rglob("*.py"))
HEAVY = ("pandas", "matplotlib", "papermill", "nbconvert", "nbformat", "fontTools", "jinja2", "pyarrow", "numpy")


def held(shelf: Path, name: str, language: str = "en") -> dict:
    """The manifest of a page."""
    return publish.companion(publish.page_path(shelf, name, language))


def ask(name: str, language: str = "en", **given):
    return report.ask(name, {**given, "language": language})


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A copy of what pages depend on beside the code, in place of the project's own."""
    for name in ("data", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    monkeypatch.setattr(inputs, "ROOT", tmp_path)
    monkeypatch.setattr("analysis.seeds.FOLDER", tmp_path / "seeds")
    return tmp_path


@pytest.mark.parametrize(
    "cell, found",
    [
        (("readings", 3, "note", "another"), {}),
        (("readings", 3, "low", "123"), {"deals": "data: readings: column low: changed.",
                                         "sources": "data: readings: column low: changed."}),
        (("talent", 1, "value_pct", "9"), {"talent": "data: talent: column value_pct: changed.",
                                           "sources": "data: talent: column value_pct: changed."}),
        (("models", 1, "arena_score", "1"), {"sources": "data: models: rows shown"}),
        (("terms", 1, "definition", "another"), {}),
        (("sections", 1, "heading_ar", "غيره"), {"sources": "data: sections: column heading_ar: changed."}),
        (("events", 1, "date", "2031-01-01"), {"talent": "data: newest day: changed.", "deals": "data: newest day: changed.",
                                               "sources": "data: newest day: changed."}),
    ],
    ids=lambda one: ".".join(map(str, one[:3])) if isinstance(one, tuple) else "",
)  # fmt: skip
def test_one_cell_concerns_the_pages_that_read_it(shelf, project, cell, found):
    """The reports that read a cell are made again, each with the reason; the others are left alone."""
    mutations.written(project / "data", [mutations.Cell(*cell)])

    told = {name: list(inputs.changes(ask(name), held(shelf, name))) for name in NAMES}
    assert {name for name, reasons in told.items() if reasons} == set(found)
    assert all(any(one.startswith(found[name]) for one in told[name]) for name in found)


def test_a_title_of_a_source_concerns_the_pages_that_list_it(shelf, project):
    """Each page lists the sources behind it: the title of one that only the deals cite changes their page."""
    lists = {name: set(held(shelf, name)["sources"]) for name in NAMES}
    name = sorted(lists["deals"] - lists["talent"])[0]
    row = files.table(project / "data", "sources").column("source_id").index(name)
    mutations.written(project / "data", [mutations.Cell("sources", row, "title", "Another title")])

    assert not any(inputs.changes(ask("talent"), held(shelf, "talent")))
    assert list(inputs.changes(ask("deals"), held(shelf, "deals"))) == [
        "data: sources: rows shown, published seed source_id title url: changed."]  # fmt: skip


class TestWhy:
    """`mizan report --why`, in sentences."""

    def test_a_current_page(self, shelf):
        """Nothing changed: the page is current."""
        assert publish.reasons(ask("deals"), shelf) == ["nothing: the page is current."]

    def test_no_page_and_an_altered_one(self, shelf, tmp_path):
        """A page that is not there is told from one that somebody wrote in."""
        assert publish.reasons(ask("deals"), tmp_path) == ["no page yet."]
        (tmp_path / "en").mkdir()
        (tmp_path / "en" / "deals.html").write_text("other")
        assert publish.reasons(ask("deals"), tmp_path) == ["page: altered, or without its manifest."]

    def test_a_page_of_an_earlier_edition(self, shelf):
        """A manifest that does not say what was read is no proof that nothing changed."""
        old = {key: value for key, value in held(shelf, "deals").items() if key != "parts"}
        assert list(inputs.changes(ask("deals"), old)) == ["manifest: it does not say what the page was made of."]

    @pytest.mark.parametrize("damaged", [
        {"parts": {}}, {"parts": "x"}, {"parts": {"notebook": None}}, {"parameters": 5}, {"reads": {"x": 1}, "whole": {}},
        {"whole": 1, "reads": []},
    ])  # fmt: skip
    def test_a_damaged_manifest(self, shelf, damaged):
        """One whose values are of another form stops nothing: its page is made again."""
        told = list(inputs.changes(ask("deals"), {**held(shelf, "deals"), **damaged}))
        assert told[-1] == "manifest: it does not say what the page was made of."

    def test_cells_of_the_notebook(self, shelf):
        """Changed, new and gone cells are told by their numbers."""
        request, then = ask("talent"), held(shelf, "talent")
        cells = deepcopy(request.notebook["cells"])
        cells[8]["source"] = ["edition.say(ar='', en='')"]
        assert told(request, cells, then) == ["notebook: cell 9: changed."]
        del cells[8]
        assert told(request, cells, then) == ["notebook: cell 9 as it was: gone."]
        cells[8:8] = [request.notebook["cells"][8], {"cell_type": "code", "metadata": {}, "source": "1"}]
        assert told(request, cells, then) == ["notebook: cell 10: new."]

    def test_what_changes_no_page_of_a_language(self, shelf):
        """Outputs, ids, counts, other metadata and prose of the other language are nothing to a page."""
        request, then = ask("talent"), held(shelf, "talent")
        cells = deepcopy(request.notebook["cells"])
        for cell in cells:
            cell["id"] = "other"
            cell["metadata"] = {**cell["metadata"], "collapsed": True}
            if cell["cell_type"] == "code":
                cell["outputs"], cell["execution_count"] = [{"output_type": "stream"}], 7
            elif "ar" in cell["metadata"]["tags"] and "masthead" not in cell["metadata"]["tags"]:
                cell["source"] = "نصّ آخر"
        assert told(request, cells, then) == []

    def test_the_title_in_the_other_language_is_on_the_page(self, shelf):
        """A page's description for machines names its translation."""
        request, then = ask("talent"), held(shelf, "talent")
        cells = deepcopy(request.notebook["cells"])
        place = next(n for n, cell in enumerate(cells) if {"ar", "masthead"} <= set(cell["metadata"]["tags"]))
        cells[place]["source"] = "# سؤال آخر؟"
        assert told(request, cells, then) == [f"notebook: cell {place + 1}: changed."]

    def test_seeds_and_lock(self, shelf, project):
        """A seed concerns the reports that quote it, the lock concerns all."""
        with (project / "seeds" / "seeds.yml").open("a", encoding="utf-8") as file:
            file.write("\n# a remark changes no card\n")
        assert publish.reasons(ask("deals"), shelf) == ["nothing: the page is current."]
        card = (project / "seeds" / "seeds.yml").read_text("utf-8")
        (project / "seeds" / "seeds.yml").write_text(card.replace("language: ar", "language: en"), "utf-8")
        assert publish.reasons(ask("deals"), shelf) == ["seeds: scale-ai-article: changed."]
        assert publish.reasons(ask("talent"), shelf) == ["nothing: the page is current."]
        (project / "requirements.lock").write_text("other")
        assert publish.reasons(ask("talent"), shelf) == ["lock: requirements.lock: changed."]

    def test_code(self, shelf, project, monkeypatch):
        """A module of the deals concerns their report alone, a new one that nothing imports concerns none."""
        shutil.copytree(ROOT / "analysis", project / "analysis", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "CITATION.cff", project)
        monkeypatch.setattr(code, "ROOT", project)
        for path in ("quantities/words.py", "check/spans.py", "cli/reports.py", "report/schedule.py", "news.py"):
            with (project / "analysis" / path).open("a", encoding="utf-8") as file:
                file.write("\nOTHER = 1\n")
        assert [publish.reasons(ask(name), shelf) for name in NAMES] == [["nothing: the page is current."]] * 3
        (project / "analysis" / "deals" / "size.py").write_text("OTHER = 1\n", "utf-8")
        assert publish.reasons(ask("deals"), shelf) == ["code: analysis/deals/size.py: changed."]
        assert publish.reasons(ask("talent"), shelf) == ["nothing: the page is current."]
        (project / "analysis" / "report" / "template" / "page.css").write_text("", "utf-8")
        assert publish.reasons(ask("talent"), shelf) == ["code: analysis/report/template/page.css: changed."]

    def test_another_default_of_a_parameter(self, shelf):
        """What a parameter is by default stands in the manifest, whatever the page is called."""
        then = held(shelf, "deals")
        old = {**then, "parameters": {**then["parameters"], "first": 1999}}
        assert list(inputs.changes(ask("deals"), old)) == ["parameters: first: changed."]


def told(request, cells: list, then: dict) -> list[str]:
    """What is said of a notebook with other cells."""
    return list(inputs.changes(replace(request, notebook={**request.notebook, "cells": cells}), then))


def test_data_that_changed_during_the_run_is_never_current(project):
    """Nobody knows which of the two was read, so such a page is made again."""
    before = inputs.whole(None)
    (project / "data" / "fx.csv").write_text("other", "utf-8")
    parts = inputs.after(None, {"tables": {}, "seeds": [], "newest": False}, before)

    assert parts["data"] == inputs.MOVED
    assert list(inputs.in_data(parts["data"], inputs.of_data(None, {"tables": {}, "newest": False}, before)))


def test_a_notebook_that_does_not_say_what_it_read_depends_on_all(project):
    """Whoever seals a page without the edition gets the old, wide key."""
    then = inputs.after(None, None, inputs.whole(None))
    mutations.written(project / "data", [mutations.Cell("gaps", 0, "looked", "elsewhere")])
    now = inputs.after(None, None, inputs.whole(None))

    assert then["data"] != now["data"] and then["seeds"] == now["seeds"]


def test_the_page_itself_shows_digests_of_what_it_read_alone(shelf):
    """Nothing in the page's own manifest would change with a cell that it did not read; the reads lie beside it."""
    page = publish.page_path(shelf, "talent", "en").read_text("utf-8")
    beside = held(shelf, "talent")

    assert beside["whole"]["data"] not in page and beside["inputs"]["data"] in page
    assert set(beside["inputs"]) == {"notebook", "code", "data", "seeds", "lock"} and beside["seeds"] == {}
    assert len(json.dumps([beside[key] for key in ("parts", "reads", "whole")])) < 40_000


def imports(path: Path) -> set[str]:
    """The modules and names that a file imports, as Python itself reads it."""
    package = ["analysis", *path.relative_to(ROOT / "analysis").parent.parts]
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            found |= {".".join([*base, *filter(None, [node.module]), alias.name]) for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT / "analysis").as_posix())
def test_import_lines_are_read_as_python_reads_them(path):
    """No import of a module is missed, however it is laid out."""
    package = ".".join(["analysis", *path.relative_to(ROOT / "analysis").parent.parts])
    assert imports(path) <= set(code.imported(path.read_text("utf-8"), package, everywhere=True))


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_module_that_a_page_is_made_with_is_in_its_key(name):
    """What a process has loaded when it has run a notebook's imports, and those of the exporter, is all in the key."""
    _, notebook = report.opened(report.find(name))
    source = "\n".join("".join(cell["source"]) for cell in notebook["cells"][:1])
    more = "\nimport sys, analysis.report.export, analysis.report.execute\nprint(*(m.__file__ for n, m in " \
           "sys.modules.items() if n.split('.')[0] == 'analysis'))"  # fmt: skip
    done = subprocess.run([sys.executable, "-c", source + more], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {Path(file).relative_to(ROOT).as_posix() for file in done.stdout.split()}

    assert len(loaded) > 50 and loaded <= set(code.used(notebook))


def test_the_key_leaves_out_what_makes_no_page():
    """Commands, schedules, checks, other measures: no page depends on them."""
    rooms = {name.split("/")[1].removesuffix(".py") for name in code.used(ask("talent").notebook) if "/" in name}
    files_ = {name.split("/")[-1] for name in code.used(ask("talent").notebook)}

    assert not rooms & {"cli", "check", "quantities", "deals", "sources", "rehearsal"}
    assert not files_ & {"schedule.py", "plans.py", "ledger.py", "freshness.py", "progress.py", "batch.py", "index.html.j2"}
    assert {"notes.js", "ar.toml", "MizanSans-Regular.ttf", "CITATION.cff", "page.html.j2"} <= files_


def test_nothing_heavy_is_loaded_where_nothing_changed(shelf):
    """A command that finds every page current loads no library that makes pages."""
    told = "import sys\nfrom analysis import cli\ncli.app(['report', '--out', sys.argv[1]], standalone_mode=False)\n" \
           f"print('loaded', *[name for name in {HEAVY} if name in sys.modules])"  # fmt: skip
    done = subprocess.run([sys.executable, "-c", told, str(shelf)], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1].split() == ["loaded"]
    assert "published" not in done.stdout


class TestWhatRan:
    """A page is current by what made it, not by what lay on the disk meanwhile."""

    @pytest.fixture
    def house(self, tmp_path, monkeypatch):
        """A project of one report, whose suite is a single file beside."""
        (tmp_path / "notebooks").mkdir()
        (tmp_path / "analysis").mkdir()
        (tmp_path / "analysis" / "words.toml").write_text("earlier")
        (tmp_path / "notebooks" / "0_toy.ipynb").write_text(stored(runnable("x = first")), "utf-8")
        monkeypatch.setattr(report.request, "NOTEBOOKS", tmp_path / "notebooks")
        monkeypatch.setattr(code, "ROOT", tmp_path)
        code.moved()
        return tmp_path

    def test_a_page_made_by_a_process_whose_code_was_changed_is_not_current(self, house, tmp_path):
        out = tmp_path / "site"
        assert report.run("toy", {}, "ar", out).status == "published"
        assert report.run("toy", {}, "ar", out).status == "unchanged"
        (house / "analysis" / "words.toml").write_text("later")

        assert report.run("toy", {}, "ar", out).status == "published"
        assert report.run("toy", {}, "ar", out).status == "published"
        assert publish.reasons(ask("toy", "ar"), out) == ["code: changed since the process began that made the page."]

    def test_a_new_process_makes_it_anew_and_it_is_current(self, house, tmp_path, monkeypatch):
        (house / "analysis" / "words.toml").write_text("later")
        report.run("toy", {}, "ar", tmp_path / "site")

        monkeypatch.setattr(code, "begun", {})
        assert report.run("toy", {}, "ar", tmp_path / "site").status == "published"
        assert report.run("toy", {}, "ar", tmp_path / "site").status == "unchanged"

    @pytest.mark.parametrize(("name", "version", "same"), [
        ("jinja2", "9.0", False), ("Jinja2", "9.0", False), ("another_one", "9.0", True), ("papermill", "2.6.0", False),
    ])  # fmt: skip
    def test_packages_count_as_installed_whatever_the_lock_says(self, tmp_path, monkeypatch, name, version, same):
        """Only those that the project names: what else lies in an environment makes no page."""
        place = tmp_path / "site-packages"
        for one in ("jinja2-3.1.6", "another_one-1.0", "pandas-3.0.0"):
            (place / f"{one}.dist-info").mkdir(parents=True)
        monkeypatch.setattr("sys.path", [str(place)])
        before = inputs.installed.__wrapped__()
        for old in place.glob(f"{name.lower()}-*"):
            old.rmdir()
        (place / f"{name}-{version}.dist-info").mkdir()

        assert (inputs.installed.__wrapped__() == before) is same
