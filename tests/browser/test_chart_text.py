"""The words of charts in a real browser: found, copied, read aloud, and where Matplotlib measured and drew them.

Wherever words are compared, the marks of direction are left out: they are not seen, and a browser copies them along.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import matplotlib
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from analysis import report, style
from analysis.charts import Chart, door
from tests.browser.test_page import Visit, browser, pytestmark
from tests.conftest import ROOT, charts_in

__all__ = ["browser", "pytestmark"]
NOTEBOOKS = {"deals": "1_deals", "talent": "2_talent", "sources": "6_sources"}
PAGES = [(language, name) for language in ("ar", "en") for name in NOTEBOOKS]
# Both widths of a drawing, and both sets of digits; English has Western ones whatever is asked for.
DRAWN = [(*page, "latn", "large") for page in PAGES] + [("en", "deals", "latn", "small"), ("ar", "deals", "arab", "small")]
WIDTHS = {"large": (style.WIDE, (1280, 1400)), "small": (style.NARROW, (390, 1400))}
UNSEEN = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x2066, 0x206A)])
PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
PIXEL = 1.0  # one unit of a drawing is one CSS pixel
FAINT = 0.2  # darkness below which a pixel is no ink: each engine softens edges in its own way
CHANNELS = 3
# Written by hand from the data, in the order in which they are read aloud.
SPELT = {
    ("ar", "deals"): {"size": ["حصة أقلية، 2025", "14.3"], "against-size": ["الترتيب بالثمن", "14.3 مليار", "8.7٪"],
                      "implied": ["الشركة كلها، دولار", "29.2 مليار"], "rivals": ["ميتا، 14.3 مليار"]},
    ("en", "deals"): {"size": ["Minority stake, 2025", "14.3"], "against-size": ["$14.3bn", "8.7%"],
                      "implied": ["$29.2bn"], "rivals": ["Meta, $14.3bn"]},
    ("ar", "talent"): {"attrition": ["4.3٪", "5.4٪"], "retention": ["المعتاد في القطاع", "64٪"],
                       "flow-ratios": ["من OpenAI إلى Anthropic"], "movements": ["ألكسندر وانج ينتقل إلى ميتا"]},
    ("en", "talent"): {"attrition": ["4.3%", "5.4%"], "retention": ["usual in the industry", "64%"],
                       "flow-ratios": ["OpenAI to Anthropic"], "movements": ["Alexandr Wang leaves for"]},
    ("ar", "sources"): {"claims": ["أيّدته البيانات", "لم يُفحص"], "coverage": ["قراءات الصفقات", "285"],
                        "disputes": ["إنستجرام", "521 مليونًا"], "gaps": ["إيرادات الشركة المشتراة", "62"]},
    ("en", "sources"): {"claims": ["Borne out", "Not examined"], "coverage": ["Readings of deals", "285"],
                        "disputes": ["Instagram", "$521m"], "gaps": ["Target's yearly revenue", "62"]},
}  # fmt: skip
# Charts that name every row of the table behind them by one label.
NAMED = {"deals": ["size", "against-size", "disagreement"], "talent": ["attrition", "retention", "flow-ratios"],
         "sources": ["claims", "coverage", "disputes", "gaps"]}

SOUGHT = {
    ("ar", "deals"): [("ميتا", "rivals"), ("إنستجرام", "size"), ("Scale AI", "size")],
    ("ar", "talent"): [("ميتا", "attrition"), ("Scale AI", "flow-people")],
    ("en", "deals"): [("Meta", "rivals"), ("Scale AI", "size")],
    ("en", "talent"): [("Meta", "attrition"), ("Scale AI", "flow-people")],
    ("ar", "sources"): [("واتساب", "disputes"), ("Parse", "disputes")], ("en", "sources"): [("WhatsApp", "disputes")],
}

FOUND = """([words, id]) => {
  getSelection().collapse(document.querySelector(`#${id} .large svg.plot`), 0);
  const found = find(words, true), taken = getSelection(), at = taken.anchorNode.parentElement;
  return [found, taken.toString(), at.tagName, at.closest('svg.plot')?.closest('figure').id];
}"""
COPIED = """() => [...document.querySelectorAll('figure.chart')].map(chart => [chart.id.replace('chart-', ''),
  [...chart.querySelectorAll('.large svg.plot text')].map(text => {
    const range = document.createRange(), taken = getSelection();
    range.selectNodeContents(text); taken.removeAllRanges(); taken.addRange(range);
    return taken.toString();
  }), [...chart.querySelectorAll('tbody th')].map(cell => cell.textContent)])"""
# The cells of an advance, not getBBox: that one takes in overhanging ink, which Chromium rounds to whole pixels.
LAID_OUT = """kind => [...document.querySelectorAll(`.${kind} svg.plot`)].map(svg => [
  svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,
  [...svg.querySelectorAll('text')].map(text => {
    const cells = [...Array(text.getNumberOfChars()).keys()].map(place => text.getExtentOfChar(place));
    return [text.textContent, Math.min(...cells.map(cell => cell.x)), Math.max(...cells.map(cell => cell.x + cell.width)),
            text.getStartPositionOfChar(0).y];
  })])"""
WORDS_ALONE = """([kind, place, colours]) => {
  const svg = document.querySelectorAll(`.${kind} svg.plot`)[place], whole = svg.viewBox.baseVal;
  for (const part of svg.querySelectorAll(':not(g, text)')) part.style.visibility = 'hidden';
  svg.querySelectorAll('text').forEach((text, n) => Object.assign(text.style, {fill: colours[n], stroke: 'none'}));
  Object.assign(svg.style, {position: 'fixed', left: 0, top: 0, zIndex: place + 9, background: 'white',
                            width: `${whole.width}px`, height: `${whole.height}px`});
  return {x: 0, y: 0, width: whole.width, height: whole.height};
}"""


class Label(NamedTuple):
    """A label's words, and in pixels from the upper left where its advance begins and ends, its top and its foot."""

    words: str
    left: float
    right: float
    top: float
    foot: float


class Pair(NamedTuple):
    """One label by Matplotlib and by the browser, and the ink of each on a strip around its place."""

    measured: Label
    shown: Label
    png: np.ndarray
    screen: np.ndarray


def plain(words: str) -> str:
    """Words without their marks of direction, and with plain spaces."""
    return words.translate(UNSEEN).replace("\u00a0", " ")


@cache
def charts_of(name: str, language: str, digits: str = "latn") -> list[Chart]:
    """The charts that a notebook makes, by its own cells run here; what they set for other drawings is undone."""
    cells = json.loads((ROOT / "notebooks" / f"{NOTEBOOKS[name]}.ipynb").read_text("utf-8"))["cells"]
    space: dict[str, Any] = {}
    taken: list[Chart] = []
    usual = door.USUAL["reader"]
    with matplotlib.rc_context():
        for cell in cells:
            source, tags = "".join(cell["source"]), cell["metadata"].get("tags", [])
            if cell["cell_type"] == "code" and ({"setup", "parameters"} & {*tags} or "draw." in source):
                exec(source, space)
            if "parameters" in tags:
                space |= {"language": language, "digits": digits}
            if "edition.bind(" in source:
                space["draw"] = SimpleNamespace(**{form: keeping(make, taken) for form, make in vars(space["draw"]).items()})
    door.USUAL["reader"] = usual
    return taken


def keeping(make: Callable[..., Chart], taken: list[Chart]) -> Callable[..., None]:
    """A chart function whose charts are kept."""
    return lambda *given, **how: taken.append(make(*given, **how))


def apart(labels: list[Label]) -> list[int]:
    """A channel of colour for each label, another one than those of labels close by."""
    chosen: list[int] = []
    for one in labels:
        near = {
            channel for other, channel in zip(labels, chosen, strict=False)
            if max(one.left, other.left) - 8 < min(one.right, other.right)
            and max(one.top, other.top) - 8 < min(one.foot, other.foot)
        }  # fmt: skip
        chosen.append(next(channel for channel in range(CHANNELS) if channel not in near))
    return chosen


def labels_of(figure: Figure) -> tuple[list[Text], list[Label]]:
    """The labels of a figure as Matplotlib measures them."""
    figure.draw_without_rendering()
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    high = figure.bbox.height
    boxes = [Text.get_window_extent(text) for text in texts]
    return texts, [
        Label(plain(door.drawn(text)), box.x0, box.x1, high - box.y1, high - box.y0)
        for text, box in zip(texts, boxes, strict=True)
    ]


def png_of(figure: Figure, texts: list[Text], channels: list[int]) -> np.ndarray:
    """The labels alone as the figure's PNG has them, each in its channel: darkness from 0 to 1."""
    for part in figure.findobj(lambda part: not isinstance(part, (Text, Axes, Figure)) and part is not figure.patch):
        part.set_visible(False)
    for text, channel in zip(texts, channels, strict=True):
        text.set_color([float(place != channel) for place in range(CHANNELS)])
    kept = io.BytesIO()
    figure.savefig(kept, format="png", facecolor="white")
    return darkness(kept.getvalue())


def darkness(picture: bytes) -> np.ndarray:
    """How dark each channel of a picture is, from 0 to 1."""
    return 1 - np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"), dtype=float) / 255


def paired(measured: list[Label], shown: list[Label]) -> list[int]:
    """For each measured label the place of the shown one with the same words; of several the nearest."""
    assert Counter(label.words for label in measured) == Counter(label.words for label in shown)
    left = dict(enumerate(shown))
    found = []
    for label in measured:
        same = [place for place, other in left.items() if other.words == label.words]
        found.append(min(same, key=lambda place: abs(left[place].left - label.left) + abs(left[place].foot - label.foot)))
        del left[found[-1]]
    return found


def pairs(page: Any, kind: str, place: int, figure: Figure, laid_out: list[list[Any]]) -> Iterator[Pair]:
    """Every label of one drawing, by both."""
    texts, measured = labels_of(figure)
    shown = [Label(plain(words), left, right, base, base) for words, left, right, base in laid_out]
    order, channels = paired(measured, shown), apart(measured)
    colours = {other: f"rgb({','.join(str(255 * (n != c)) for n in range(CHANNELS))})"
               for other, c in zip(order, channels, strict=True)}  # fmt: skip
    clip = page.evaluate(WORDS_ALONE, [kind, place, [colours[other] for other in range(len(shown))]])
    png, screen = png_of(figure, texts, channels), darkness(page.screenshot(clip=clip))
    assert png.shape == screen.shape
    for label, other, channel in zip(measured, order, channels, strict=True):
        rows = slice(max(int(label.top) - 2, 0), int(label.foot) + 3)
        columns = slice(max(int(label.left) - 3, 0), int(label.right) + 4)
        yield Pair(label, shown[other], png[rows, columns, channel], screen[rows, columns, channel])


@pytest.fixture(scope="module", autouse=True)
def eastern(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shelf with a page in Arabic-Indic digits, made before a browser runs."""
    outcome = report.run("deals", {"digits": "arab"}, "ar", tmp_path_factory.mktemp("eastern"))
    assert outcome.path is not None, outcome.message
    return outcome.path


@pytest.fixture(scope="module", params=DRAWN, ids="-".join)
def drawn(request: pytest.FixtureRequest, eastern: Path, browser: Any, shelf: Path) -> list[Pair]:
    """Every label of the drawings of a page."""
    language, name, digits, kind = request.param
    width, size = WIDTHS[kind]
    path = eastern if digits == "arab" else shelf / language / f"{name}.html"
    with Visit(browser, path, size) as visit:
        visit.page.evaluate("document.fonts.ready")
        found = visit.page.evaluate(LAID_OUT, kind)
        assert {scale for scale, _ in found} == {1}
        with style.context():
            return [
                pair for place, chart in enumerate(charts_of(name, language, digits))
                for pair in pairs(visit.page, kind, place, chart.figure(width), found[place][1])
            ]  # fmt: skip


def test_labels_lie_where_matplotlib_measured_them(drawn):
    """The browser's advance of every label begins, ends and is as wide as Matplotlib's, within a pixel."""
    off = []
    for one, other, _, _ in drawn:
        left, right = other.left - one.left, other.right - one.right
        off += [(abs(left), "left", one.words), (abs(right), "right", one.words), (abs(right - left), "width", one.words)]
    most, side, words = max(off)

    assert len(drawn) > 100 and most <= PIXEL, f"{side} of «{words}» is {most:.2f} px off, the most of {len(drawn)} labels"


def test_png_and_screen_show_the_same_ink(drawn):
    """In the PNG and on the screen the ink of every label begins and ends on the same pixels, one apart at most."""
    off = [(max(map(abs, np.subtract(edges(pair.png), edges(pair.screen)))), pair.measured.words) for pair in drawn]
    most, words = max(off)

    assert most <= PIXEL, f"the ink of «{words}» is {most} px off, the most of {len(drawn)} labels"


def edges(ink: np.ndarray) -> tuple[int, ...]:
    """The first and last column and the first and last row with ink."""
    columns, rows = (np.flatnonzero((ink > FAINT).any(axis=axis)) for axis in (0, 1))
    return columns[0], columns[-1], rows[0], rows[-1]


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_find_in_page_finds_a_label(browser, shelf, language, name):
    """Looked for from a drawing on, a name is found within that very drawing."""
    with Visit(browser, shelf / language / f"{name}.html") as visit:
        for words, chart in SOUGHT[language, name]:
            assert visit.page.evaluate(FOUND, [words, f"chart-{chart}"]) == [True, words, "text", f"chart-{chart}"]


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_copied_labels_are_in_the_order_they_are_read(browser, shelf, language, name):
    """What is copied off a drawing are plain letters in logical order: names as in its table and in the data."""
    with Visit(browser, shelf / language / f"{name}.html") as visit:
        copied = {chart: ({*map(plain, texts)}, {*map(plain, rows)}) for chart, texts, rows in visit.page.evaluate(COPIED)}
    labels = {chart: texts for chart, (texts, _) in copied.items()}

    assert not [label for texts in labels.values() for label in texts if PRESENTATION.search(label) or not label]
    for chart in NAMED[name]:
        assert copied[chart][1] and copied[chart][1] <= labels[chart], chart
    for chart, spelt in SPELT[language, name].items():
        assert {*spelt} <= labels[chart], chart
    if name == "deals":
        assert len(labels["size"] & deals_of_meta(language)) == 19


def deals_of_meta(language: str) -> set[str]:
    """The names of its deals as the data have them."""
    with (ROOT / "data" / "deals.csv").open(encoding="utf-8", newline="") as file:
        column = "target_ar" if language == "ar" else "target"
        return {row[column] for row in csv.DictReader(file) if row["acquirer"] == "meta"}


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_charts_are_read_aloud_in_their_order(browser, shelf, language, name):
    """The accessibility tree has each chart's title, then its alt text, chart after chart, and no label a second time."""
    with Visit(browser, shelf / language / f"{name}.html") as visit:
        nodes = visit.context.new_cdp_session(visit.page).send("Accessibility.getFullAXTree")["nodes"]
    said = [*spoken({node["nodeId"]: node for node in nodes}, nodes[0]["nodeId"])]
    charts = charts_of(name, language)
    wanted = [line for chart in charts for line in (("heading", plain(chart.title)), ("image", plain(chart.alt)))]

    assert [line for line in said if line in wanted] == wanted and len(charts) == charts_in(name)
    assert [words for role, words in said if role == "image"] == [plain(chart.alt) for chart in charts]


def spoken(nodes: dict[str, Any], place: str) -> Iterator[tuple[str, str]]:
    """Role and name of every node that is read aloud, in reading order."""
    node = nodes[place]
    if not node["ignored"]:
        yield node["role"]["value"], plain(node.get("name", {}).get("value", ""))
    for child in node.get("childIds", []):
        yield from spoken(nodes, child)
