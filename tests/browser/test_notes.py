"""Notes of a page in a real browser with the network shut: opened by keyboard, by pointer, from a chart, on a phone."""

import shutil

import pytest

from tests.printed import plain

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

SIZES = [(1280, 900), (390, 844), (320, 640)]
OPEN = ".note:popover-open"


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as machine:
        chromium = machine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, shelf):
    """Open a page; whatever was opened is closed with the test."""
    contexts = []

    def opened(path, size=SIZES[0], **how):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True, **how)
        contexts.append(context)
        page = context.new_page()
        page.goto((shelf / path).as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_keyboard_opens_follows_and_closes_a_note(visit, language, scripts):
    """Tab to a figure, Enter opens its note, Tab goes into it, Enter follows an input, Escape closes and returns."""
    page = visit(f"{language}/deals.html", java_script_enabled=scripts)
    page.locator(".figures dd button.of").nth(2).focus()  # the share of revenue: price × 100 ÷ revenue
    page.keyboard.press("Enter")
    note = page.locator(OPEN)
    assert note.count() == 1 and "÷" in note.locator(".formula").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    said = " ".join(page.locator(OPEN).all_inner_texts())
    assert page.locator(OPEN).count() == 2 and "meta-scale-ai-2025-price" in said
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.locator(OPEN).count() == 0
    assert page.evaluate("document.activeElement.closest('.figures') !== null")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_an_open_note_lies_on_the_screen_and_can_be_read(visit, language, size):
    """On a desk and on a phone: inside the window, beside or below its figure, nothing cut off, above the page."""
    page = visit(f"{language}/deals.html", size)
    marks = page.locator(".lead button.of")
    for place in range(min(6, marks.count())):
        marks.nth(place).scroll_into_view_if_needed()
        marks.nth(place).click()
        note = page.locator(OPEN)
        box = note.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= size[0] + 0.5, box
        assert box["y"] >= -0.5 and box["y"] + box["height"] <= size[1] + 0.5, box
        assert note.evaluate("n => n.scrollWidth <= n.clientWidth + 1")
        top = page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('.note') !== null",
                            [box["x"] + box["width"] / 2, box["y"] + 10])  # fmt: skip
        assert top
        page.keyboard.press("Escape")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("size", SIZES[:2])
def test_a_label_of_a_chart_opens_its_note(visit, language, size):
    """A click on a number of a drawing shows where it comes from, near the pointer and on the screen."""
    page = visit(f"{language}/deals.html", size)
    label = page.locator("#chart-size .plot:visible g[id*=stated] text").first
    label.scroll_into_view_if_needed()
    label.click()
    note = page.locator(OPEN)
    box = note.bounding_box()
    assert plain(label.text_content()) and note.count() == 1
    assert box["x"] >= 0 and box["x"] + box["width"] <= size[0] and box["y"] >= 0 and box["y"] + box["height"] <= size[1]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_reading_of_the_article_shows_its_sentence(visit, language):
    """The article's sentence stands in Arabic on both pages, the words of the reading marked in it."""
    page = visit(f"{language}/deals.html")
    marked = page.locator(".note blockquote[lang=ar][dir=rtl] mark").all_text_contents()
    assert "استثمار يقترب من 15 مليار دولار" in marked


def test_notes_are_not_printed_and_figures_then_carry_no_line(visit):
    """On paper the figures read as text; the list of sources stands at the end."""
    page = visit("ar/deals.html")
    page.emulate_media(media="print")
    assert page.locator(".note").first.evaluate("n => getComputedStyle(n).display") == "none"
    assert page.locator("button.of").first.evaluate("n => getComputedStyle(n).textDecorationLine") == "none"


def test_a_figure_can_be_selected_and_copied_with_its_sentence(visit):
    """A mark is text like the rest: what a reader copies has no holes."""
    page = visit("en/deals.html")
    copied = page.evaluate("""() => { const p = document.querySelector('p.lead'); const r = document.createRange()
        r.selectNodeContents(p); const s = getSelection(); s.removeAllRanges(); s.addRange(r); return s.toString() }""")
    assert plain(copied) == plain(page.locator("p.lead").first.inner_text()) and "$14.3bn" in copied
