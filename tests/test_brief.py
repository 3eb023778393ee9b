"""The brief: what it takes from the other reports is theirs, and what changed between two editions is what became known."""

import json
import re
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from analysis import Edition, brief, exhibits, language, parameters, report
from tests.printed import plain

ROOT = Path(__file__).parents[1]
TAKEN = {"race": "models", "valuations": "scale", "retention": "talent", "belief": "verdict"}
CHART = re.compile(r'<figure class="chart" id="chart-([a-z-]+)">.*?</figure>', re.S)
NEWS = ("events", "models", "flows", "talent", "companies", "outcomes", "readings")
NOTEBOOKS = {path.stem.partition("_")[2]: path for path in (ROOT / "notebooks").glob("*.ipynb")}


def charts_of(name, language_of_page, folder):
    outcome = report.run(name, {}, language_of_page, folder)
    assert outcome.code == 0, outcome.message
    page = outcome.path.read_text("utf-8")
    return {found[1]: found[0] for found in CHART.finditer(page)}


@pytest.fixture(scope="module", params=["ar", "en"])
def figures(request, tmp_path_factory):
    """The charts of the brief and those of the reports that it takes them from, by name."""
    folder = tmp_path_factory.mktemp("brief")
    own = charts_of("brief", request.param, folder)
    return own, {name: charts_of(page, request.param, folder)[name] for name, page in TAKEN.items()}


def drawing(figure):
    """The drawings and the title of a chart; the ids in them are those of its page."""
    svg = "".join(re.findall(r"<svg.*?</svg>", figure.split('<p class="below">')[0], re.S))
    return re.sub(r'(id="|href="#|url\(#)[^")]*', r"\1", svg), re.search(r"<h3>.*?</h3>", figure, re.S)[0]


def test_its_four_charts_are_those_of_the_reports_they_are_taken_from(figures):
    own, theirs = figures
    assert set(own) == set(TAKEN)
    assert {name: drawing(own[name]) for name in TAKEN} == {name: drawing(theirs[name]) for name in TAKEN}


def contract(name):
    return {one.name: (one.type, one.default) for one in parameters.contract(json.loads(NOTEBOOKS[name].read_text("utf-8")))}


@pytest.mark.parametrize("name", sorted(set(TAKEN.values())))
def test_what_it_assumes_is_what_the_report_behind_it_assumes(name):
    """A chart taken over from other assumptions would be another chart; the years until a stake is sold are no horizon."""
    own, theirs = contract("brief"), contract(name)
    shared = own.keys() & theirs.keys() - ({"horizon"} if name == "scale" else set())
    assert {one: own[one] for one in shared} == {one: theirs[one] for one in shared}


class TestEarlier:
    """The day of the edition before."""

    @pytest.mark.parametrize(("day", "expected"), [
        ("2026-09-02", "2026-06-02"), ("2026-05-31", "2026-02-28"), ("2024-05-31", "2024-02-29"),
        ("2025-01-15", "2024-10-15"), ("2025-03-31", "2024-12-31"),
    ])  # fmt: skip
    def test_a_quarter_earlier(self, day, expected):
        assert brief.earlier(day, None) == expected

    def test_the_day_asked_for(self):
        assert brief.earlier("2026-09-02", date(2026, 8, 31)) == "2026-08-31"

    @pytest.mark.parametrize("since", [date(2026, 9, 2), date(2026, 9, 3)])
    def test_not_before(self, since):
        with pytest.raises(ValueError, match=f"^since: found {since}, expected a day before 2026-09-02.* Name one.$"):
            brief.earlier("2026-09-02", since)

    def test_page_with_such_a_day_says_so(self, tmp_path):
        outcome = report.run("brief", {"since": "2026-09-03"}, "en", tmp_path)
        assert outcome.code != 0 and "since: found 2026-09-03, expected a day before 2026-09-02" in outcome.message


class TestNews:
    """What the data gained between two days, counted from the files themselves."""

    def test_rows_that_count_from_a_later_day(self):
        edition = Edition("en")
        tables = {name: edition.load(name) for name in brief.TABLES}
        found = brief.news(tables, "2026-06-02")
        late = {
            name: set(frame.iloc[:, 0][pd.to_datetime(frame["known_from"]) > "2026-06-02"])
            for name, frame in tables.items() if name in NEWS
        }  # fmt: skip
        assert {name: {one["id"] for one in rows} for name, rows in found.items()} == {k: v for k, v in late.items() if v}
        assert brief.counted(found)["rows"] == sum(map(len, late.values())) > 0
        assert [one["date"] for one in found["events"]] == sorted((one["date"] for one in found["events"]), reverse=True)

    def test_nothing_new(self):
        edition = Edition("en")
        found = brief.news({name: edition.load(name) for name in brief.TABLES}, edition.as_of)
        assert (found, brief.counted(found)["rows"]) == ({}, None)


NOW = {"price": Decimal(5), "fetch": Decimal(4), "points": None, "retention": Decimal(64), "chance": Decimal("55.8")}


@pytest.mark.parametrize(("then", "expected"), [
    (NOW, {"moved": None, "of": 4, "same": 4}),
    (NOW | {"fetch": Decimal(3)}, {"moved": 1, "of": 4, "same": None}),
    (NOW | {"fetch": None, "price": None}, {"moved": 2, "of": 4, "same": None}),
    (NOW | {"points": Decimal(9)}, {"moved": None, "of": 4, "same": 4}),
])  # fmt: skip
def test_figures_that_differ_from_what_they_were(then, expected):
    assert brief.changed(NOW, then) == expected


def test_of_nothing_known_nothing_changed():
    none = dict.fromkeys(NOW)
    assert brief.changed(none, none) == {"moved": None, "of": None, "same": None}


GAP = {"points": Decimal(10), "ahead": None, "then_points": Decimal(96), "then_ahead": None}


@pytest.mark.parametrize(("gap", "nearer", "farther"), [
    (GAP, 86, None), (GAP | {"points": Decimal(120)}, None, 24), (GAP | {"points": Decimal(96)}, None, None),
    (GAP | {"points": None, "ahead": Decimal(3)}, 96, None), (GAP | {"points": None}, None, None),
    (GAP | {"then_points": None}, None, None), (GAP | {"then_points": None, "then_ahead": Decimal(18)}, None, 10),
    (GAP | {"points": None, "ahead": Decimal(2), "then_points": None, "then_ahead": Decimal(18)}, None, None),
])  # fmt: skip
def test_nearer_or_farther(gap, nearer, farther):
    found = brief.weigh.moved(gap)
    assert (found["nearer"], found["farther"]) == (nearer, farther)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    outcome = report.run("brief", {}, "en", tmp_path_factory.mktemp("page"))
    assert outcome.code == 0, outcome.message
    return outcome.path.read_text("utf-8")


class TestPage:
    """What is its own on the page."""

    def test_answers_are_three_each_with_its_grade(self, page):
        answer = re.search(r'<section class="answer stated".*?</section>', page, re.S)[0]
        items = re.findall(r"<li>.*?</li>", answer, re.S)
        assert len(items) == 3 and all('class="trust"' in one for one in items)

    def test_figures_are_five(self, page):
        assert "figures of-5" in page

    def test_charts_lead_to_where_they_are_from(self, page):
        places = re.findall(r'<div class="taken where">.*?href="([^"]+)"', page, re.S)
        assert places == ["models.html#finding-4", "scale.html#finding-3", "talent.html#finding-2", "verdict.html#finding-5"]

    def test_what_was_not_known_then_is_a_dash(self, page):
        table = re.search(r"<caption[^>]*>The figures between two editions.*?</table>", page, re.S)[0]
        cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in re.findall(r"<tr.*?</tr>", table, re.S)]
        rows = [[plain(unescape(re.sub(r"<[^>]+>", "", cell))) for cell in row] for row in cells]
        assert ["The best model's distance from the leader", "—", "10 points"] in rows
        assert ["Price of the stake", "$14.3bn", "$14.3bn"] in rows

    def test_every_figure_of_its_tables_opens_its_note(self, page):
        sections = page[page.index("What would change our mind"):page.index("h-caution")]
        cells = [cell for table in re.findall(r"<table>.*?</table>", sections, re.S)
                 for cell in re.findall(r"<td.*?</td>", table, re.S) if re.search(r">[^<]*\d", cell)]  # fmt: skip
        assert cells and all("popovertarget" in cell for cell in cells)


@pytest.mark.parametrize("tongue", ["ar", "en"])
def test_every_row_that_may_be_news_can_be_said(tongue):
    edition = Edition(tongue)
    tables = {name: edition.load(name) for name in brief.TABLES}
    found = brief.news(tables, "1990-01-01")
    assert sum(map(len, found.values())) > 500 and set(found) == set(NEWS)
    assert all(exhibits.statement(one, tongue, "latn") for rows in found.values() for one in rows)


class TestDates:
    """The days of news in words, however the data give them."""

    @pytest.mark.parametrize(("day", "ar", "en"), [
        ("2026Q3", "الربع الثالث من 2026", "third quarter of 2026"), ("2y", "بعد عامين", "after two years"),
        ("2026-06", "يونيو 2026", "June 2026"), ("3y", "بعد ثلاثة أعوام", "after three years"),
    ])  # fmt: skip
    def test_in_words(self, day, ar, en):
        assert [plain(exhibits.when(day, one, "latn")) for one in ("ar", "en")] == [ar, en]


def test_a_row_without_a_known_value_is_left_out():
    edition = Edition("ar")
    assert edition.row(ar=("الثمن", "{price:USD}"), en=("Price", "{price:USD}"), price=None) is None
    both = ("{then:USD}", "{now:USD}")
    kept = edition.row(ar=("الثمن", *both), en=("Price", *both), then=None, now=Decimal(5))
    assert [plain(one["text"]) for one in kept] == ["الثمن", language.words("value.empty_cell", "ar"), "5 دولارات"]


def test_a_section_that_the_package_lacks_is_no_link():
    edition = Edition("en")
    row = edition.row("nowhere-1", ar=("{n}",), en=("{n}",), n=3)
    assert row == [{"text": "3"}] and not edition.taken_from("nowhere-1").data["links"]


