"""The palette holds its contrast, and the fonts are ours and complete."""

import base64
import io
import shutil

import pytest
from fontTools.ttLib import TTFont

from analysis import style
from analysis.report import fonts


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [style.LIGHT, style.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
@pytest.mark.parametrize("token", ["ink", "ink2", "ink3", "dealtext", "peer"])
def test_text_can_be_read(palette, ground, token):
    """Every colour of text stands out from paper and panel by at least 4.5 to 1."""
    assert contrast(palette[token], palette[ground]) >= 4.5


@pytest.mark.parametrize("palette", [style.LIGHT, style.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("token", ["deal", "peer", "field"])
def test_marks_can_be_seen(palette, token):
    """Every colour of marks stands out from paper by at least 3 to 1."""
    assert contrast(palette[token], palette["paper"]) >= 3


def test_both_palettes_name_the_same_colours():
    """Each light colour has its dark counterpart, and no two light ones are the same, so a drawing can be themed."""
    assert set(style.LIGHT) == set(style.DARK) and len(style.NAMES) == len(style.LIGHT)


@pytest.mark.parametrize("name", ["MizanSans-Regular", "MizanSans-SemiBold"])
def test_fonts_have_what_labels_need(name):
    """Both scripts, both sets of digits, the signs of numbers and the marks of direction have glyphs."""
    known = TTFont(style.FONTS / f"{name}.ttf").getBestCmap()
    needed = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة0123456789٠١٢٣٤٥٦٧٨٩٪٫٬%−–×،؛؟«»\u200f\u061c\u2066\u2069\u00a0"

    assert not [character for character in needed if ord(character) not in known]


def test_licences_lie_beside_the_fonts():
    """Each family's free licence is in the folder of the fonts."""
    assert all("OPEN FONT LICENSE" in path.read_text("utf-8").upper() for path in style.FONTS.glob("OFL-*.txt"))
    assert len(list(style.FONTS.glob("OFL-*.txt"))) == 2


def test_the_cuts_that_lie_ready_are_those_that_would_be_made(tmp_path):
    """Every face has one, none is left from before, and each is the font as cut today, to the byte."""
    for path in style.FONTS.glob("*.ttf"):
        shutil.copy(path, tmp_path)
    fonts.store(tmp_path)
    made, kept = ({path.name: path.read_bytes() for path in folder.glob("*.woff2")} for folder in (tmp_path, style.FONTS))
    assert len(made) == 4 and made == kept, "make them anew: python -m analysis.report.fonts"


def test_a_page_with_a_letter_of_its_own_is_cut_for_it():
    """A character beyond the common ones is in the fonts of its page, and what lies ready is not taken for it."""
    path = style.FONTS / "MizanSans-Regular.ttf"
    rare = min(set(TTFont(path).getBestCmap()) - set(map(ord, fonts.HELD)))
    common, own = (fonts.cut(path, fonts.HELD + more) for more in ("", chr(rare)))
    held, wanted = (TTFont(io.BytesIO(base64.b64decode(one))).getBestCmap() for one in (common, own))
    assert set(wanted) - set(held) == {rare} and set(map(ord, "ابت٣7é")) <= set(held)
