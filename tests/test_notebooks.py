"""The notebooks as their readers use them: the suite's own run, plain papermill, Run All; and what their pages say."""

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbclient import NotebookClient

from analysis import cli, report

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem.partition("_")[2] for path in NOTEBOOKS]


def manifest(shelf: Path, language: str, name: str) -> dict:
    return json.loads((shelf / language / f"{name}.json").read_text("utf-8"))


def figures(held: dict) -> list[tuple]:
    return [(row["name"], row["value"], row["unit"], row["section"]) for row in held["findings"]]


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_state_the_same_figures(shelf, name):
    """The manifests of the Arabic and the English page hold the same findings, values and units, in the same order."""
    arabic, english = (figures(manifest(shelf, language, name)) for language in ("ar", "en"))

    assert len(arabic) >= 10
    assert arabic == english


@pytest.mark.parametrize("name", NAMES)
def test_no_finding_is_unknown_by_default(shelf, name):
    """With default parameters every sentence has its numbers."""
    assert [row["name"] for row in manifest(shelf, "ar", name)["findings"] if row["value"] is None] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_second_run_finds_nothing_to_do(shelf, name):
    """A report whose inputs are those of the page on the shelf is left alone."""
    assert report.run(name, {}, "ar", shelf).status == "unchanged"


@pytest.mark.parametrize("name", NAMES)
def test_same_input_same_bytes(shelf, tmp_path, name):
    """A page made again is the same to the byte."""
    outcome = report.run(name, {}, "ar", tmp_path)

    assert outcome.path.read_bytes() == (shelf / "ar" / f"{name}.html").read_bytes()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_plain_papermill_works(path, tmp_path):
    """`papermill notebook.ipynb out.ipynb -p language ar` ends with the seal, without the suite's own runner."""
    out = tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "papermill", str(path.relative_to(ROOT)), str(out), "-p", "language", "ar"]

    done = subprocess.run([*command, "--no-progress-bar"], cwd=ROOT, capture_output=True, text=True, timeout=300)

    assert done.returncode == 0, done.stderr[-2000:]
    assert "application/vnd.mizan.seal+json" in out.read_text("utf-8")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_run_all_works_where_the_notebook_lies(path):
    """Run All, as JupyterLab does it: the notebook's own kernel, its own folder, every cell, no error, charts to see."""
    notebook = nbformat.read(path, as_version=4)

    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()

    shown = [output.data for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]
    charts = [data for data in shown if "application/vnd.mizan.chart+json" in data]
    assert len(charts) >= 4 and all("<svg" in data["text/html"] for data in charts)


def test_plain_papermill_is_guarded_too(tmp_path):
    """A wrong value given to plain papermill is refused by the notebook's own setup cell, with a sentence."""
    command = [
        sys.executable,
        "-m",
        "papermill",
        "notebooks/1_deals.ipynb",
        str(tmp_path / "o.ipynb"),
        "-p",
        "currency",
        "XXX",
    ]

    done = subprocess.run([*command, "--no-progress-bar"], cwd=ROOT, capture_output=True, text=True, timeout=300)

    assert done.returncode != 0
    assert 'parameter currency: found "XXX", expected one of AED, EGP, EUR, SAR, USD' in done.stderr


@pytest.fixture
def own_data():
    """A copy of the data package inside the project, gone after the test."""
    with tempfile.TemporaryDirectory(prefix="data.", suffix=".test", dir=ROOT) as name:
        folder = Path(name) / "package"
        shutil.copytree(ROOT / "data", folder)
        yield folder


def edit(path: Path, pattern: str, new: str) -> None:
    text = path.read_text("utf-8")
    changed = re.sub(pattern, new, text, count=1, flags=re.MULTILINE)
    assert changed != text
    path.write_text(changed, "utf-8")


FAULTS = {
    "missing file": (lambda d: (d / "fx.csv").unlink(), "package/fx.csv"),
    "negative deal": (
        lambda d: edit(d / "readings.csv", r"^(meta-scale-ai-2025-price-0\d,.*?,)(1\d{10}),", r"\1-\2,"),
        "low",
    ),
    "duplicate id": (lambda d: edit(d / "deals.csv", r"^(meta-scale-ai-2025,.*\n)", r"\1\1"), "meta-scale-ai-2025"),
    "shifted column": (lambda d: edit(d / "deals.csv", r"^meta-scale-ai-2025,", "meta-scale-ai-2025,,"), "deals.csv, line"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_bad_data_is_refused_and_the_earlier_page_stands(kind, own_data, tmp_path):
    """A fault in the data ends the run with code 3 and a sentence that names file and place; its page stays as it was."""
    given = {"data": own_data.relative_to(ROOT).as_posix()}
    earlier = report.run("deals", given, "ar", tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()}
    spoil, told = FAULTS[kind]
    spoil(own_data)

    outcome = report.run("deals", given, "ar", tmp_path, force=True)

    assert (earlier.code, outcome.code) == (0, 3) and earlier.path in before
    assert told in outcome.message
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()} == before


def test_unknown_parameter_is_refused_with_the_nearest_name(shelf):
    """A misspelt parameter is refused before a kernel starts, and the right name offered."""
    outcome = report.run("deals", {"curency": "SAR"}, "ar", shelf)

    assert outcome.code == 2
    assert "did you mean currency?" in outcome.message


def test_years_in_the_wrong_order_are_refused(shelf):
    """A first year after the last one is refused before a kernel starts."""
    outcome = report.run("deals", {"first": "2026", "last": "2010"}, "ar", shelf)

    assert outcome.code == 2
    assert "parameter first: found 2026, expected a year no later than last, 2010" in outcome.message


ODD = [
    ("deals", {"currency": "SAR", "prices": "nominal", "digits": "arab"}),
    ("deals", {"currency": "EGP", "scale": "log", "basis": "closed"}),
    ("deals", {"acquirer": "google", "deal": "google-wiz-2025", "first": "2010"}),
    ("deals", {"as_of": "2013-01-01", "months": "both"}),
    ("deals", {"smallest": "200000000000"}),
    ("talent", {"digits": "arab", "second_hand": "no", "smallest_flow": "3"}),
    ("talent", {"as_of": "2020-01-01"}),
    ("talent", {"labs": "meta"}),
    ("sources", {"digits": "arab", "full_text": "yes", "distance": "0"}),
    ("sources", {"confidence": "filed", "second_hand": "no"}),
    ("sources", {"as_of": "2012-01-01", "distance": "1000"}),
]


@pytest.mark.parametrize(("name", "given"), ODD, ids=str)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_odd_parameters_make_whole_pages(name, given, language, tmp_path):
    """Parameters far from the defaults still give a page, or a sentence that says why there is none."""
    outcome = report.run(name, given, language, tmp_path)

    assert outcome.code == 0, outcome.message
    assert outcome.warnings == []


def test_nothing_to_show_is_a_bad_request(tmp_path):
    """A currency without a rate for any chosen deal is the request's fault: code 2, and a sentence of what to choose."""
    chosen = {"currency": "EGP", "prices": "nominal", "last": "2006", "acquirer": "google", "deal": "google-android-2005"}
    pairs = [word for name, value in chosen.items() for word in ("-p", name, value)]

    result = CliRunner().invoke(cli.app, ["report", "deals", *pairs, "--language", "en", "--out", str(tmp_path)])

    assert result.exit_code == 2 and not list(tmp_path.rglob("*.html"))
    assert re.search(
        r"^mizan: deals en .*: cell \d+: deals in nominal EGP: found no rate of its year for any of the \d+ deals .*, "
        r"expected it for at least one\. Choose another currency or price year, or add the figures to fx or prices\. "
        r"Nothing was published\.$", result.stderr, re.MULTILINE)


def ways_out(page: Path) -> set[str]:
    """The links of a page to other places of the shelf."""
    found = re.findall(r'href="([^"]+)"', page.read_text("utf-8"))
    return {html.unescape(link) for link in found if not re.match(r"https?:|data:", link)}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_link_between_reports_leads_to_a_section(shelf, language):
    """Each way from the sources to another report, or within the page, ends at an element that is there."""
    page = shelf / language / "sources.html"
    links = ways_out(page)

    assert {"deals.html#finding-1", "deals.html#finding-3", "talent.html#finding-4", "#claim-talent-loss"} <= links
    for link in links:
        file, _, place = link.partition("#")
        target = page if not file else page.parent / file
        assert target.is_file() or file == "../index.html", link
        assert not place or f'id="{place}"' in target.read_text("utf-8"), link


def test_what_was_not_known_early_is_not_on_an_early_page(tmp_path):
    """On 30 June 2025 the article was there, GPT-5 was not out, and no page of a later day is cited."""
    outcome = report.run("sources", {"as_of": "2025-06-30"}, "en", tmp_path)
    text = re.sub(r"<template.*|<style.*?</style>|<[^>]+>", " ", outcome.path.read_text("utf-8"), flags=re.DOTALL)
    later = r"\b(?:July|August|September|October|November|December) 2025|[a-z] 2026"

    assert outcome.code == 0, outcome.message
    assert "Superintelligence Team" in text
    assert re.findall(later, text) == []
    assert not re.search("OpenAI is preparing to release GPT-5. *Borne out", text)


def test_before_the_article_there_is_no_article(tmp_path):
    """In 2012 none of its sentences is shown, whatever else was known."""
    outcome = report.run("sources", {"as_of": "2014-12-31"}, "ar", tmp_path)

    assert outcome.code == 0, outcome.message
    assert "<blockquote" not in outcome.path.read_text("utf-8")
