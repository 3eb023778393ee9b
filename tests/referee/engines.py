"""Engines that share none of our code: Pillow with HarfBuzz and libraqm, Chromium with HarfBuzz and ICU."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from .draw import EDGE, ROW, SIZE, WIDTH
from .ink import EMPTY, Ink, cropped
from .labels import Label

FONT = Path(__file__).parents[2] / "analysis" / "style" / "fonts" / "MizanSans-Regular.ttf"
FINE = 8  # Pillow rounds advances to whole pixels: drawn larger and reduced, the rounding vanishes
BARE = ["-kern", "-liga", "-calt", "-clig", "-mark", "-mkmk", "-curs", "-ccmp", "-locl"]
Line = tuple[Ink, float]


@cache
def face(shaping: bool) -> ImageFont.FreeTypeFont:
    """The house's font for Pillow; without shaping, of its required ligatures lam-alef alone."""
    held = io.BytesIO(FONT.read_bytes() if shaping else without_ligatures(FONT))
    return ImageFont.truetype(held, SIZE * FINE, layout_engine=ImageFont.Layout.RAQM)


def without_ligatures(path: Path) -> bytes:
    """A font whose letters join one by one, as a Matplotlib that does not shape draws them, and lam-alef."""
    font = TTFont(path)
    codes = {name: code for code, name in font.getBestCmap().items()}
    table = font["GSUB"].table
    records = [one for one in table.FeatureList.FeatureRecord if one.FeatureTag == "rlig"]
    required = {place for one in records for place in one.Feature.LookupListIndex}
    for place in required:
        for part in table.LookupList.Lookup[place].SubTable:
            part = getattr(part, "ExtSubTable", part)
            for first, ligatures in list(part.ligatures.items()):
                part.ligatures[first] = [one for one in ligatures if 0xFEF5 <= codes.get(one.LigGlyph, 0) <= 0xFEFC]
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def by_pillow(label: Label, shaping: bool = True) -> list[Line]:
    """Each line of a label as Pillow lays it out in a paragraph of its language.

    Without `shaping` it is asked to leave out what a Matplotlib that does not shape has no means to do: kerning,
    ligatures, alternates, marks in their places.
    """
    return [pillow_line(line, label.language, shaping) for line in label.expected.split("\n")]


def pillow_line(text: str, language: str, shaping: bool) -> Line:
    """The ink of one line, and how far it rises above the baseline."""
    if not text.strip():
        return EMPTY, 0.0
    direction = "rtl" if language == "ar" else "ltr"
    how = {"direction": direction, "language": language, "features": [] if shaping else BARE}
    wide = int(face(shaping).getlength(text, **how)) + 2 * SIZE * FINE
    sheet = Image.new("L", (wide // FINE * FINE + 8 * FINE, 3 * SIZE * FINE))
    ImageDraw.Draw(sheet).text((4 * FINE, 2 * SIZE * FINE), text, 255, face(shaping), "ls", **how)
    small = sheet.resize((sheet.width // FINE, sheet.height // FINE), Image.Resampling.BOX)
    dark = np.asarray(small, dtype=np.float32) / 255
    inked = np.flatnonzero((dark > 0.15).any(axis=1))
    return cropped(dark), float(2 * SIZE - inked[0]) if len(inked) else 0.0


def page_of(body: str) -> str:
    """A page with the house's font and nothing else."""
    font = base64.b64encode(FONT.read_bytes()).decode()
    style = (
        f'@font-face{{font-family:"Mizan Sans";src:url(data:font/ttf;base64,{font})}}'
        "*{margin:0;padding:0}body{background:#fff;color:#000}"
        f'.row{{height:{ROW}px;width:{WIDTH}px;font:{SIZE}px/{ROW}px "Mizan Sans";white-space:pre;overflow:hidden}}'
        f".row span{{display:inline-block;margin-left:{EDGE}px;text-rendering:geometricPrecision}}"
        "svg{display:block}svg text{text-rendering:geometricPrecision}"
    )
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style>{body}'


def rows_page(labels: Iterable[Label]) -> str:
    """A page with one line of the labels a row, each in a paragraph of its own direction."""
    row = '<div class="row" dir="ltr"><span dir="{}" lang="{}">{}</span></div>'
    return page_of("".join(
        row.format("rtl" if label.language == "ar" else "ltr", label.language, html.escape(line))
        for label in labels for line in label.expected.split("\n")
    ))  # fmt: skip


def picture(browser: Any, content: str, width: int, height: int) -> Image.Image:
    """A page as Chromium shows it, in pieces that its camera takes."""
    page = browser.new_page(viewport={"width": width, "height": 1000})
    page.set_content(content)
    page.evaluate("document.fonts.ready")
    whole = Image.new("L", (width, height), 255)
    for top in range(0, height, 4000):
        clip = {"x": 0, "y": top, "width": width, "height": min(4000, height - top)}
        taken = page.screenshot(clip=clip, full_page=True)
        whole.paste(opened(taken), (0, top))
    page.close()
    return whole


def opened(taken: bytes) -> Image.Image:
    """A screenshot as a picture in grey."""
    return Image.open(io.BytesIO(taken)).convert("L")


def by_chromium(browser: Any, labels: Sequence[Label]) -> list[list[Line]]:
    """Each line of each label as Chromium lays it out."""
    count = sum(label.expected.count("\n") + 1 for label in labels)
    shown = picture(browser, rows_page(labels), WIDTH, count * ROW)
    dark = 1 - np.asarray(shown, dtype=np.float32) / 255
    lines = iter(dark[place * ROW : (place + 1) * ROW] for place in range(count))
    return [[risen(next(lines)) for _ in label.expected.split("\n")] for label in labels]


def risen(row: np.ndarray) -> Line:
    """The ink of a row, and how far it rises above a line that is the same for every row."""
    inked = np.flatnonzero((row > 0.15).any(axis=1))
    return (cropped(row), float(ROW - inked[0])) if len(inked) else (EMPTY, 0.0)
