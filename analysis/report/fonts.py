"""The look that a page carries within itself: its fonts cut down to the characters it uses, and its style sheet."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ALWAYS = "0123456789٠١٢٣٤٥٦٧٨٩.,،؛؟٪%+−–—×≈«»“”‘’()[]/:…←→↑↓ " + "".join(map(chr, range(0x20, 0x7F)))
ARABIC = frozenset(map(chr, [*range(0x621, 0x63B), *range(0x640, 0x653)]))
MANY = 20  # different Arabic letters, from which on a page carries them all: pages then share one cut
FACES = (("Mizan Sans", 400, "MizanSans-Regular"), ("Mizan Sans", 600, "MizanSans-SemiBold"),
         ("Mizan Display", 700, "MizanDisplay-Bold"))


@dataclass(frozen=True)
class Look:
    """Colours and classes as CSS, and the folder of the fonts."""

    css: str
    fonts: Path


def faces(text: str, folder: Path) -> str:
    """Both families as CSS, with the characters of a text, rounded up so that the pages of one run share their cuts."""
    letters = set(text + ALWAYS)
    wanted = "".join(sorted(letters | ARABIC if len(letters & ARABIC) > MANY else letters))
    rules = [face(family, weight, cut(folder / f"{name}.ttf", wanted)) for family, weight, name in FACES]
    # The display face has no Arabic percent sign: borrow the text face's, brought down to its size.
    rules.append(face("Mizan Display", 700, cut(folder / "MizanSans-SemiBold.ttf", "٪"),
                      "unicode-range:U+066A;size-adjust:82%;"))
    return "".join(rules)


def face(family: str, weight: int, source: str, more: str = "") -> str:
    return (f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:block;{more}'
            f'src:url(data:font/woff2;base64,{source}) format("woff2")}}')


@lru_cache(maxsize=64)
def cut(path: Path, text: str) -> str:
    """One font with only the characters of a text, as base64 of WOFF2; the same bytes every time."""
    font = TTFont(path, recalcTimestamp=False)
    cutter = Subsetter(Options(layout_features=["*"], notdef_outline=True))
    cutter.populate(text=text)
    cutter.subset(font)
    font.flavor = "woff2"
    kept = io.BytesIO()
    font.save(kept)
    return base64.b64encode(kept.getvalue()).decode()


def missing(text: str, folder: Path, ignored: Sequence[str] = ("\n", "\t", "\r")) -> list[str]:
    """The characters of a text that the text face cannot draw."""
    known = set(TTFont(folder / "MizanSans-Regular.ttf", lazy=True).getBestCmap())
    return sorted(c for c in set(text) if ord(c) not in known and c not in ignored)
