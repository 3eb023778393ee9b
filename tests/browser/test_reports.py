"""The real reports in a real browser with the network shut."""

import pytest

from tests.browser.test_page import SIZES, Visit, browser, pytestmark
from tests.conftest import charts_in

__all__ = ["browser", "pytestmark"]
NAMES = ("deals", "talent", "sources")
REPORTS = [*(f"{language}/{name}.html" for name in NAMES for language in ("ar", "en")), "index.html"]


@pytest.mark.parametrize("address", REPORTS)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_report_asks_for_nothing_and_fits(browser, shelf, address, size):
    """A report makes no request but for itself, the console stays empty, and nothing hangs over the window's edge."""
    with Visit(browser, shelf / address, size) as visit:
        visit.page.wait_for_timeout(100)

        assert [url for url in visit.asked if not url.startswith("data:")] == [(shelf / address).as_uri()]
        assert visit.said == []
        wide = visit.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide[0] <= wide[1]


@pytest.mark.parametrize("name", ["deals", "talent", "sources"])
def test_both_languages_show_the_same_charts(browser, shelf, name):
    """The Arabic and the English page show the same charts in the same order, each with its table and notes."""
    shown = []
    for language in ("ar", "en"):
        with Visit(browser, shelf / language / f"{name}.html") as visit:
            assert visit.page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
            charts = visit.page.query_selector_all("figure.chart")
            shown.append([chart.get_attribute("id") for chart in charts])
            assert all(chart.query_selector("table") and len(chart.query_selector_all("aside h4")) == 2 for chart in charts)

    assert shown[0] == shown[1] and len(shown[0]) == charts_in(name)
