"""A page in a real browser with the network shut: asks for nothing, runs nothing, looks the same under its policy."""

import re
import shutil
from pathlib import Path

import pytest

from analysis.report import publish
from analysis.report.export import PageExporter, house_look
from analysis.report.shelf import index
from tests.toybook import WORDS, executed

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

RUN = "document.title='ran'"
HOSTILE = f"\"'><script>{RUN}</script><img src=x onerror=\"{RUN}\"><svg onload=\"{RUN}\">"
SIZES = [(1280, 900), (390, 844), (320, 640)]


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as machine:
        chromium = machine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory) -> Path:
    """Both toy pages, a hostile one in each language, and the index."""
    out = tmp_path_factory.mktemp("site")
    for language in ("ar", "en"):
        hostile = dict.fromkeys(WORDS[language], HOSTILE) | {"caution": f"- {HOSTILE}"}
        for name, words in (("toy", None), ("hostile", hostile)):
            about = {"name": name, "language": language}
            page, held = PageExporter().from_notebook_node(executed(language, words), {"mizan": about})
            publish.publish(out, page, held["mizan"]["manifest"])
    index(out, house_look())
    return out


PAGES = ["ar/toy.html", "en/toy.html", "ar/hostile.html", "en/hostile.html", "index.html"]


class Visit:
    """One page opened, with everything it asked for and said."""

    def __init__(self, browser, path: Path, size=SIZES[0], **how) -> None:
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True, **how)
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(path.as_uri())

    def __enter__(self) -> "Visit":
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.mark.parametrize("address", PAGES)
def test_page_asks_for_nothing_and_says_nothing(browser, shelf, address):
    """A page makes no request but for itself, and the console stays empty."""
    with Visit(browser, shelf / address) as visit:
        visit.page.wait_for_timeout(200)

        loaded = [url for url in visit.asked if not url.startswith("data:")]
        assert loaded == [(shelf / address).as_uri()]
        assert visit.said == []


@pytest.mark.parametrize("address", [page for page in PAGES if "hostile" in page])
def test_hostile_text_runs_nothing(browser, shelf, address):
    """Markup in every text field is shown, not run."""
    with Visit(browser, shelf / address) as visit:
        visit.page.wait_for_timeout(200)

        assert visit.page.title() != "ran"
        planted = "script:not([type$=json]), img, [onload], [onerror]"
        assert visit.page.evaluate(f"document.querySelectorAll('{planted}').length") == 0
        assert "<script>" in visit.page.inner_text("h1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["ar/toy.html", "en/toy.html"])
def test_policy_changes_nothing_that_is_seen(browser, shelf, tmp_path, address, scheme):
    """The picture of a page with its policy equals that of the page without it."""
    free = tmp_path / "free.html"
    text = (shelf / address).read_text("utf-8")
    free.write_text(re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text), "utf-8")
    assert "Content-Security-Policy" not in free.read_text("utf-8")

    pictures = []
    for path in (shelf / address, free):
        with Visit(browser, path, color_scheme=scheme) as visit:
            visit.page.evaluate("document.fonts.ready")
            pictures.append(visit.page.screenshot(full_page=True))

    assert pictures[0] == pictures[1]


def test_drawing_has_its_colours(browser, shelf):
    """A chart is drawn in the page's own colours, in the light and in the dark."""
    seen = []
    for scheme in ("light", "dark"):
        with Visit(browser, shelf / "ar/toy.html", color_scheme=scheme) as visit:
            fill = "getComputedStyle(document.querySelector('.large rect')).fill"
            token = "(e => (e.style.color = 'var(--deal)', document.body.append(e), getComputedStyle(e).color))"
            assert visit.page.evaluate(fill) == visit.page.evaluate(f"{token}(document.createElement('i'))")
            seen.append(visit.page.evaluate(fill))

    assert seen[0] != seen[1]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
@pytest.mark.parametrize("address", PAGES)
def test_nothing_hangs_over_the_edge(browser, shelf, address, size):
    """No page scrolls sideways, whatever its width; hostile names break rather than push."""
    with Visit(browser, shelf / address, size) as visit:
        visit.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")

        assert visit.page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_phones_get_the_narrow_drawing(browser, shelf):
    """One of the two drawings shows, the other takes no room."""
    for size, shown in ((SIZES[0], "large"), (SIZES[1], "small")):
        with Visit(browser, shelf / "ar/toy.html", size) as visit:
            visible = "[...document.querySelectorAll('.large, .small')].filter(e => e.offsetHeight)"
            assert visit.page.evaluate(f"{visible}.map(e => e.className)") == [shown]


def test_arabic_reads_from_the_right_and_numbers_line_up(browser, shelf):
    """The first column of an Arabic table stands at the right, and numbers meet at the right in both languages."""
    for address, first in (("ar/toy.html", True), ("en/toy.html", False)):
        with Visit(browser, shelf / address) as visit:
            visit.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            left, right = visit.page.evaluate(
                "[...document.querySelectorAll('tbody tr:first-child > *')].map(e => e.getBoundingClientRect().left)"
            )
            assert (left > right) is first
            assert visit.page.evaluate("getComputedStyle(document.querySelector('td.n')).textAlign") == "right"


def test_letters_come_from_the_fonts_in_the_page(browser, shelf):
    """Both families are loaded from within the page."""
    with Visit(browser, shelf / "ar/toy.html") as visit:
        visit.page.evaluate("document.fonts.ready")
        loaded = visit.page.evaluate("[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)")

        assert {name.strip('"') for name in loaded} == {"Mizan Sans", "Mizan Display"}


def test_everything_is_reached_by_keyboard(browser, shelf):
    """The first stop is the way past the head; folded parts open with a key."""
    with Visit(browser, shelf / "ar/toy.html") as visit:
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.className") == "skip"

        visit.page.focus("summary")
        visit.page.keyboard.press("Enter")
        assert visit.page.evaluate("document.querySelector('details').open") is True


def test_download_is_the_charts_data(browser, shelf):
    """The link behind a chart hands over a CSV file by its name."""
    with Visit(browser, shelf / "en/toy.html", accept_downloads=True) as visit:
        visit.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        with visit.page.expect_download() as waiting:
            visit.page.click("a.take")

        assert waiting.value.suggested_filename == "toy.csv"
        assert "14300000000" in Path(waiting.value.path()).read_text("utf-8-sig")


def test_print_shows_light_pages_without_what_only_a_screen_can_do(browser, shelf):
    """On paper the links between languages and the folded parts are gone, the chart and the aside stay."""
    with Visit(browser, shelf / "ar/toy.html", color_scheme="dark") as visit:
        visit.page.emulate_media(media="print", color_scheme="dark")
        height = "e => document.querySelector(e).offsetHeight"

        assert visit.page.evaluate(height, ".tongue") == 0 and visit.page.evaluate(height, "details") == 0
        assert visit.page.evaluate(height, ".large") > 0 and visit.page.evaluate(height, "aside") > 0
        paper = "getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()"
        assert visit.page.evaluate(paper) == "#ffffff"


def test_forced_colours_keep_the_drawing(browser, shelf):
    """In a high-contrast scheme a chart keeps the colours that carry its meaning."""
    with Visit(browser, shelf / "ar/toy.html", forced_colors="active") as visit:
        adjust = "getComputedStyle(document.querySelector('.large svg')).forcedColorAdjust"

        assert visit.page.evaluate(adjust) == "none"
