"""A second witness: a reader of pictures that knows nothing of us reads the titles of the charts back."""

import difflib
import io
import re
import shutil
import subprocess
import unicodedata

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image, ImageOps

from analysis import style
from analysis.charts import door
from tests.browser.test_page import Visit, browser, pytestmark
from tests.conftest import charts_in

__all__ = ["browser"]
TESSERACT = shutil.which("tesseract")
ENOUGH = 0.6  # share of a title's words that must be read back; order is the referee's matter


def languages() -> set[str]:
    if not TESSERACT:
        return set()
    return set(subprocess.run([TESSERACT, "--list-langs"], capture_output=True, text=True, timeout=60).stdout.split())


pytestmark = [pytestmark, pytest.mark.skipif(not {"ara", "eng"} <= languages(), reason="no tesseract with ara and eng")]


def words(text: str) -> list[str]:
    """The Arabic words of a text, from three letters up, without vowel marks and the many coats of alef, yeh and teh."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = re.sub("[أإآٱ]", "ا", plain).replace("ى", "ي").replace("ة", "ه").replace("ـ", "")
    return re.findall("[\u0621-\u064a]{3,}", plain)


def read(picture: Image.Image) -> str:
    """What tesseract reads in a picture."""
    kept = io.BytesIO()
    ImageOps.expand(picture.convert("L"), 24, 255).save(kept, "PNG")
    command = [str(TESSERACT), "-", "-", "-l", "ara+eng", "--psm", "6"]
    return subprocess.run(command, input=kept.getvalue(), capture_output=True, timeout=120, check=True).stdout.decode()


def read_back(picture: Image.Image, text: str) -> float:
    """The share of a text's words that are read in a picture, a letter in four forgiven."""
    seen, wanted = words(read(picture)), words(text)
    return sum(bool(difflib.get_close_matches(word, seen, 1, 0.75)) for word in wanted) / len(wanted)


def by_matplotlib(text: str) -> Image.Image:
    """A title as Matplotlib draws it, through the door."""
    with style.context():
        figure = Figure(figsize=(22, 1.2), dpi=72, facecolor="white")
        FigureCanvasAgg(figure)
        door.speak(figure, "ar")
        figure.text(0.5, 0.4, text, size=40, ha="center")
        kept = io.BytesIO()
        figure.savefig(kept, format="png", facecolor="white")
    return Image.open(kept)


@pytest.mark.parametrize("name", ["deals", "talent", "sources"])
def test_titles_of_charts_are_read_back(browser, shelf, name):
    """Each Arabic chart title, as shown and as drawn by Matplotlib, is read as it was written; mirrored it is not."""
    with Visit(browser, shelf / "ar" / f"{name}.html", device_scale_factor=3) as visit:
        titles = visit.page.query_selector_all("figure.chart figcaption h3")
        bare = "document.styleSheets[0].insertRule('.of{text-decoration:none!important}')"  # letters are read, not lines
        visit.page.evaluate(bare)
        shown = {title.inner_text(): Image.open(io.BytesIO(title.screenshot())) for title in titles}

    assert len(shown) == charts_in(name)
    for text, picture in shown.items():
        for witness in (picture, by_matplotlib(text)):
            assert read_back(witness, text) >= ENOUGH, f"{text} was read as {read(witness)}"
        assert read_back(ImageOps.mirror(picture.convert("L")), text) < ENOUGH
