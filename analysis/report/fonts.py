"""The look that a page carries within itself: its fonts cut down to the characters it uses, and its style sheet.

Cutting three faces takes longer than all else that makes a page, so the cut that nearly every page takes lies ready beside
the font and its licence, named by what it was made of: `python -m analysis.report.fonts` makes it anew after a change.
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ALWAYS = "0123456789٠١٢٣٤٥٦٧٨٩.,،؛؟٪%+−–—×≈«»“”‘’()[]/:…←→↑↓ " + "".join(map(chr, range(0x20, 0x7F)))
ARABIC = frozenset(map(chr, [*range(0x621, 0x63B), *range(0x640, 0x653)]))
LETTERS = frozenset(chr(code) for code in range(0xC0, 0x100))  # of names as western Europe writes them, × and ÷
BETWEEN = frozenset("\n\u00a0£€¥٫٬\u061c\u200e\u200f\u2066\u2067\u2068\u2069")
HELD = "".join(sorted({*ALWAYS, *ARABIC, *LETTERS, *BETWEEN}))  # what a page carries, unless it needs more
PERCENT = "٪"
FACES = (("Mizan Sans", 400, "MizanSans-Regular"), ("Mizan Sans", 600, "MizanSans-SemiBold"),
         ("Mizan Display", 700, "MizanDisplay-Bold"))


@dataclass(frozen=True)
class Look:
    """Colours and classes as CSS, and the folder of the fonts."""

    css: str
    fonts: Path


def faces(text: str, folder: Path) -> str:
    """Both families as CSS, with the characters of a text, rounded up so that nearly all pages share one cut."""
    wanted = "".join(sorted({*HELD, *text}))
    rules = [face(family, weight, cut(folder / f"{name}.ttf", wanted)) for family, weight, name in FACES]
    # The display face has no Arabic percent sign: borrow the text face's, brought down to its size.
    rules.append(face("Mizan Display", 700, cut(folder / "MizanSans-SemiBold.ttf", PERCENT),
                      "unicode-range:U+066A;size-adjust:82%;"))
    return "".join(rules)


def face(family: str, weight: int, source: str, more: str = "") -> str:
    return (f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:block;{more}'
            f'src:url(data:font/woff2;base64,{source}) format("woff2")}}')


@lru_cache(maxsize=64)
def cut(path: Path, text: str) -> str:
    """One font with only the characters of a text, as base64 of WOFF2; the same bytes every time."""
    kept = ready(path, text)
    return base64.b64encode(kept.read_bytes() if kept.is_file() else subset(path, text)).decode()


def ready(path: Path, text: str) -> Path:
    """Where the cut of a font lies that was made ahead; its name changes with the font and with the characters."""
    made_of = hashlib.sha256(path.read_bytes() + text.encode()).hexdigest()
    return path.parent / f"{path.stem}-{made_of[:12]}.woff2"


def subset(path: Path, text: str) -> bytes:
    """One font with only the characters of a text, as WOFF2."""
    from fontTools.subset import Options, Subsetter  # a third of a second that few pages need
    from fontTools.ttLib import TTFont

    font = TTFont(path, recalcTimestamp=False)
    cutter = Subsetter(Options(layout_features=["*"], notdef_outline=True))
    cutter.populate(text=text)
    cutter.subset(font)
    font.flavor = "woff2"
    kept = io.BytesIO()
    font.save(kept)
    return kept.getvalue()


def store(folder: Path) -> None:
    """Make the cuts that lie ready, of the fonts of a folder, and take away those that no longer fit."""
    cuts = [(folder / f"{name}.ttf", HELD) for _, _, name in FACES] + [(folder / "MizanSans-SemiBold.ttf", PERCENT)]
    made = {ready(path, text): subset(path, text) for path, text in cuts}
    for path, content in made.items():
        path.write_bytes(content)
    for old in set(folder.glob("*.woff2")) - set(made):
        old.unlink()


def missing(text: str, folder: Path, ignored: Sequence[str] = ("\n", "\t", "\r")) -> list[str]:
    """The characters of a text that the text face cannot draw."""
    from fontTools.ttLib import TTFont

    known = set(TTFont(folder / "MizanSans-Regular.ttf", lazy=True).getBestCmap())
    return sorted(c for c in set(text) if ord(c) not in known and c not in ignored)


if __name__ == "__main__":
    store(Path(__file__).parents[1] / "style" / "fonts")
