"""Pages over packages of many deals: what is drawn and listed is bounded and says so, and what is found stays exact."""

import csv
import json
import re
import shutil
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from analysis import Edition, deals, report, traces
from analysis.charts.rows import LISTED
from analysis.deals import AI_SECTORS
from analysis.evidence import cells
from tests.bench import large

ROOT = Path(__file__).parents[1]
COUNT = 11_000  # more readings than figures that are made at once
OURS = "meta-scale-ai-2025"


@pytest.fixture(scope="module")
def big():
    """A package of `data/` and many generated deals, as a path inside the project."""
    (ROOT / "reports" / "packages").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "reports" / "packages", prefix="bounds-") as folder:
        made = large.among_ours(Path(folder) / "big", COUNT)
        yield made.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def pages(big, tmp_path_factory):
    """The deals page over it in both languages, each with its manifest."""
    out = tmp_path_factory.mktemp("bounds")
    made = {}
    for language in ("ar", "en"):
        done = report.run("deals", {"data": big, "prices": "nominal"}, language, out)
        assert done.code == 0, done.message
        (page,) = (out / language / "deals").glob("*.html")
        made[language] = page.read_text("utf-8"), json.loads(page.with_suffix(".json").read_text("utf-8"))
    yield made
    shutil.rmtree(out)


def rows(big, name):
    with (ROOT / big / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def prices(big):
    """The price of each deal in AI by the rule of the choice, worked out with csv and Decimal alone."""
    bases, grades = ("announced", "closed", "reported", "estimated"), ("filed", "reported", "estimated")
    published = {row["source_id"]: row["published"] for row in rows(big, "sources")}
    wanted = {row["deal_id"]: row for row in rows(big, "deals")
              if row["sector"] in AI_SECTORS and 2000 <= int(row["announced"][:4] or 0) <= 2026
              and row["scope"] != "cumulative" and row["status"] != "collapsed"}  # fmt: skip
    stated: dict[str, list] = {}
    for row in rows(big, "readings"):
        if row["measure"] == "price" and row["subject"] in wanted:
            day = max(ended(row["period"]), ended(published[row["source"]]))
            order = (bool(row["start"]), not row["low"], bases.index(row["basis"]), grades.index(row["confidence"]),
                     row["read"] != "direct", not day, [-ord(one) for one in day], row["reading_id"])  # fmt: skip
            stated.setdefault(row["subject"], []).append((order, row["low"]))
    chosen = {name: min(found)[1] for name, found in stated.items()}
    return {name: Decimal(low) for name, low in chosen.items() if low}


def ended(partial):
    """A partial date at the end of its period, in a form that sorts."""
    return partial and {4: f"{partial}-12-31", 7: f"{partial}-31", 10: partial}.get(len(partial), "")


def test_page_and_what_is_attached_are_bounded(pages, shelf):
    """A page over thousands of deals, data attached, is no more than twice as long as the usual one; nor is its manifest."""
    for language, (page, manifest) in pages.items():
        usual = shelf / language / "deals.html"
        assert len(page) < 2 * len(usual.read_text("utf-8"))
        assert len(json.dumps(manifest)) < 2 * len(usual.with_suffix(".json").read_text("utf-8"))
        tables = BeautifulSoup(page, "html.parser").select("figure table")
        lengths = [len(table.select("tbody tr")) for table in tables]
        assert LISTED in lengths and max(lengths) <= 2 * LISTED  # a drawing of two panels lists the foremost of each


def test_what_is_not_drawn_is_told_with_its_exact_sum_in_both_languages(pages, big):
    """The note under the drawing says how many deals it leaves out and what they come to, as reckoned from the files."""
    found = prices(big)
    drawn = {*sorted(found, key=lambda name: -found[name])[:79], OURS}
    assert OURS not in sorted(found, key=lambda name: -found[name])[:100] and len(drawn) == 80
    rest = sum((price for name, price in found.items() if name not in drawn), Decimal(0)) / 10**12
    shown, others = f"{len(found):,}", f"{len(found) - 80:,}"
    said = f"The drawing shows 80 of {shown}. The others are {others} deals, which come to ${rest:.1f}tn together."
    notes = {language: re.sub(r"\s+", " ", re.sub(r"[\u2066-\u2069\u200e\u200f\u061c\xa0]", " ", BeautifulSoup(
        page, "html.parser").select_one("#chart-rivals").get_text())) for language, (page, _) in pages.items()}  # fmt: skip

    assert said in notes["en"]
    assert f"The table and the attached data hold only {LISTED}." in notes["en"]
    assert f"يبيّن الرسم 80 من أصل {shown}. وما عداها {others} صفقة، مجموع أثمانها {rest:.1f} تريليون دولار." in notes["ar"]
    assert f"ولا يضم الجدول والبيانات المرفقة إلا {LISTED}." in notes["ar"]
    assert "لم يُنشر لثمنها إلا حد أعلى" in notes["ar"] and "only a ceiling published" in notes["en"]


def test_findings_are_exact_over_all_rows_and_the_deal_in_question_is_drawn(pages, big):
    """Rank and count are those of all deals; the deal is drawn and listed though a thousand are larger."""
    found = prices(big)
    rank = 1 + sum(price > found[OURS] for price in found.values())
    for page, manifest in pages.values():
        stated = [row for row in manifest["findings"] if row["name"] in ("rank", "count")]
        assert {str(rank), str(len(found))} <= {row["value"] for row in stated}
        chart = BeautifulSoup(page, "html.parser").select_one("#chart-rivals")
        assert any("Scale" in text.get_text() for text in chart.select("svg text"))
        assert "Scale" in chart.select_one("table").get_text()
        traced = {re.sub(r"\D", "", button.get_text()) for button in chart.select("button[popovertarget]")}
        assert {str(len(found)), str(len(found) - 80)} <= traced


def test_figures_made_when_taken_are_those_made_at_once(monkeypatch):
    """Over the same data every number of the measures, the rows behind it and their grade are the same either way."""

    def measured():
        edition = Edition("en", columns=deals.COLUMNS)
        money = {"fx": edition.load("fx"), "cpi": edition.load("prices"), "currency": "SAR", "money": "real", "year": 2025}
        every = deals.priced(edition.load("deals"), edition.load("readings"), edition.choose("price", "announced"),
                             edition.load("terms"), deal=OURS)  # fmt: skip
        kept = deals.rivals(every, **money).kept
        ranked = deals.against_size(deals.by_size(deals.select(every, acquirer="meta"), **money).kept,
                                    edition.load("companies")).kept  # fmt: skip
        found = deals.among(kept) | deals.standing(kept) | deals.turnover(ranked) | deals.disputed(kept)
        told = {name: (str(value), {(one.table, one.row) for one in cells(value)}, edition.evidence.trust([value]))
                for name, value in found.items()}  # fmt: skip
        return told, kept

    at_once, kept = measured()
    monkeypatch.setattr(traces, "AT_ONCE", 3)
    taken, lazily = measured()

    assert traces.lazy(lazily["value"]) and not traces.lazy(kept["value"])
    assert taken == at_once
