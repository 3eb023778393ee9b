"""Arabic letters on drawings: the one door between logical text and Matplotlib."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.metadata import version
from typing import Any

from .marks import ISOLATED, ISOLATES, LRI, LRM, MARKS, NBSP, PDI, RLI, RLM, check, has_arabic, has_latin, lines, settled

TURNED = dict(zip("()[]{}«»‹›<>≤≥", ")(][}{»«›‹><≥≤", strict=True))
COMPANION = re.compile(r"[()\[\]{}«»‹›<>≤≥]")
PAIRED = re.compile(r"[⟦⟧≺][()\[\]{}«»‹›<>≤≥]|[()\[\]{}«»‹›<>≤≥][⟦⟧≺]")
# Forms of a letter that stands alone, and the letter itself, which has the same shape and is in more fonts.
ALONE = {
    code: chr(int(whole[1], 16))
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD))
    for whole in [unicodedata.decomposition(chr(code)).split()]
    if len(whole) == 2 and whole[0] == "<isolated>" and 0x621 <= int(whole[1], 16) <= 0x6D3
}
FORM = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
# Signs that few fonts have, as they are spelt instead.
SPELT = {
    "ar": str.maketrans({"\u20c1": "ريال", "\u2011": "-", "\u202f": NBSP}),
    "en": str.maketrans({"\u20c1": "SAR", "\u2011": "-", "\u202f": NBSP}),
}
LETTERS = "\u0620-\u0652\u066e-\u06d3\u06d5\ufb50-\ufdff\ufe70-\ufefc"
WORDS = re.compile(f"[{LETTERS}]+(?:[ \u00a0،]+[{LETTERS}]+)*")  # Arabic words that follow one another
UNSEEN = str.maketrans("", "", "".join(MARKS | ISOLATES) + PDI)


def label(text: str, language: str = "ar", *, shaping: bool | None = None) -> str:
    """Return the text as a string that Matplotlib draws right: joined letters, each part in its place.

    From 3.11 Matplotlib shapes and reorders by itself and needs only the direction; before, it draws character after
    character, so letters are joined and put in drawing order here. Signs that fonts lack are spelt out. `shaping` says
    which; by default the installed version does. Text that is empty stays empty. A second pass changes nothing on a
    Matplotlib that shapes.
    """
    check(language)
    if shaping is None:
        shaping = shapes(installed())
    spelt = text.translate(SPELT[language])
    directed = [directed_line(line, language) for line in lines(spelt)]
    return "\n".join(directed if shaping else [drawing_order(line) for line in directed])


@cache
def installed() -> str:
    """Return the version of the Matplotlib that will draw, looked up once and without importing it."""
    return version("matplotlib")


def shapes(matplotlib: str) -> bool:
    """Return whether a version of Matplotlib shapes text itself: 3.11 does, its candidates included."""
    found = re.match(r"(\d+)\.(\d+)", matplotlib)
    if not found:
        raise ValueError(f'version of Matplotlib: found "{matplotlib}", expected such as 3.11.2. Install a release.')
    return (int(found[1]), int(found[2])) >= (3, 11)


def directed_line(line: str, language: str) -> str:
    """Return a line with its direction in front; without it the first letter would decide."""
    if not line.strip():
        return line
    if language == "en":
        if line.startswith(RLM):  # a line that says its direction keeps it
            return line
        return LRM + apart(line.lstrip(LRM)) if has_arabic(line) else line
    line = line.lstrip(RLM)
    if has_arabic(line) or not has_latin(line) or line.startswith(LRI):
        return RLM + settled(line)
    return f"{RLM}{LRI}{line}{PDI}"


def apart(line: str) -> str:
    """Return an English line whose Arabic parts stand isolated, so that numbers beside them stay where they are."""
    parts = re.split(f"({ISOLATED})", line)
    return "".join(part if place % 2 else WORDS.sub(rf"{RLI}\g<0>{PDI}", part) for place, part in enumerate(parts))


def drawing_order(line: str) -> str:
    """Return the glyphs of a line from left to right, for a Matplotlib that draws them one after another.

    python-bidi orders but does not turn brackets: each gets a companion of its own kind, whose side afterwards tells
    whether the bracket came to stand in a run from the right. Vowel marks stay in front of their letter, where fonts
    with marks of no width need them.
    """
    from bidi import get_display

    base = "R" if line.startswith(RLM) else "L"
    ordered = str(get_display(COMPANION.sub(accompanied, reshaper().reshape(line).translate(ALONE)), base_dir=base))
    return PAIRED.sub(turned, ordered).translate(UNSEEN)


def joined(text: str) -> frozenset[str]:
    """Return the joined forms that the letters of a text take, by which a font is asked whether it has them all.

    Ligatures are not asked for: a font without one draws its letters joined.
    """
    return frozenset().union(*(joined_word(word) for line in lines(text) for word in line.split(" ")))


@lru_cache(8192)
def joined_word(word: str) -> frozenset[str]:
    """Return the joined forms of one word; letters do not join over a space, and the words of labels return."""
    return frozenset(FORM.findall(reshaper(ligatures=False).reshape(word).translate(ALONE)))


def accompanied(found: re.Match[str]) -> str:
    """Return a bracket with its companion: a bracket inside the real one, or a plain sign behind a quote."""
    sign = found.group()
    if sign in "([{":
        return sign + "⟦"
    return "⟧" + sign if sign in ")]}" else sign + "≺"


def turned(found: re.Match[str]) -> str:
    """Return the bracket alone, turned when its companion has changed sides."""
    pair = found.group()
    sign = pair.strip("⟦⟧≺")
    return sign if pair[1] in "⟦≺" or pair[0] == "⟧" else TURNED[sign]


@cache
def reshaper(ligatures: bool = True) -> Any:
    """Return a joiner of letters that keeps vowel marks and writes الله in letters: few fonts have its one glyph."""
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper({"delete_harakat": False, "support_ligatures": ligatures, "ARABIC LIGATURE ALLAH": False})
