"""Every page as it stood on the day of the article: nothing on it was said, dated or published later."""

import calendar
import re

import pytest

from analysis import report
from tests.printed import DATE, MONTHS, WESTERN, counts, notes, own_words, printed, tables

DAY = "2025-06-30"
LONG_BEFORE = "2015-01-01"  # hardly any row was known, and no row is of that day
OWN = {"deals": "announced", "readings": "period", "talent": "period", "companies": "period", "fx": "period",
       "prices": "year", "models": "released"}  # fmt: skip


def last_day(partial: str) -> str:
    """The last day of a partial date, of a quarter, or of what ends at one; empty for what has no place in the calendar."""
    if quarter := re.fullmatch(r"(\d{4})-?Q([1-4])", partial):
        partial = f"{quarter[1]}-{int(quarter[2]) * 3:02}"
    partial = re.split(r"/|(?<=\d{4})-(?=\d{4})", partial)[-1]
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", partial):
        return ""
    year, month, day = [*map(int, partial.split("-")), 0, 0][:3]
    month = month or 12
    return f"{year}-{month:02}-{day or calendar.monthrange(year, month)[1]:02}"


def known_from(row: str) -> str:
    """The day from which a row of the CSV files counts: the later of its own and of its page's."""
    table, _, name = row.partition(": ")
    cells = tables()[table][name]
    own = cells.get(OWN.get(table, "date"), "")
    page = "" if table == "prices" else tables()["sources"].get(cells.get("source", ""), {}).get("published", "")
    return max(map(last_day, (own, page)))


@pytest.fixture(scope="module", params=["brief", "deals", "talent", "scale", "models", "verdict", "sources"])
def page(request, tmp_path_factory):
    outcome = report.run(request.param, {"as_of": DAY}, "en", tmp_path_factory.mktemp("site"))
    assert outcome.code == 0, outcome.message
    return outcome.path.read_text("utf-8")


def test_no_figure_rests_on_a_row_that_became_known_later(page):
    rows = {note.row for note in notes(page).values() if note.row and not note.row.startswith("parameter: ")}
    assert rows and not {row: since for row in rows if (since := known_from(row)) > DAY}


def test_no_date_lies_later(page):
    """Of prose, of tables, of labels of charts and their axes, which end where the data do; a title may name any year.

    Consumer prices count by their year, so that the page they were copied from may be a later one.
    """
    copied = {tables()["sources"][row["source"]]["published"] for row in tables()["prices"].values()}
    told = {one.where.translate(WESTERN) for one in printed(page) if one.kind not in ("apparatus", "quoted")}
    dates = {
        f"{year}-{MONTHS[month] if month else 1:02}-{int(day or 1):02}"
        for where in told - {*own_words()} for hit in DATE.finditer(where) for day, month, year in [hit.groups()]
    }  # fmt: skip
    assert dates and not {day for day in dates - copied if day > DAY}


def test_every_number_is_traced(page):
    assert counts(page)["untraced"] == 0


@pytest.mark.parametrize("name", report.names())
def test_long_before_the_article_every_number_is_traced(name, tmp_path):
    """The day itself, too, of which sentences say that it is too early: it leads to the parameter that asked for it."""
    outcome = report.run(name, {"as_of": LONG_BEFORE}, "ar", tmp_path)
    assert outcome.code == 0, outcome.message

    text = outcome.path.read_text("utf-8")
    assert counts(text)["untraced"] == 0
    asked = [note for note in notes(text).values() if note.row == "parameter: as_of"]
    assert [note.value for note in asked] in ([], ["1 يناير 2015"])
    assert bool(asked) == ("وما كان معروفًا في" in text)
