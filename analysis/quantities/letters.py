"""A text in plain letters, with the way back: marks gone, spellings folded, digits Western, every place remembered."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

VOWELS = frozenset(map(chr, (*range(0x064B, 0x0660), 0x0670)))  # tanween, short vowels, shadda, sukun, combining hamza
TATWEEL, SHADDA = "\u0640", "\u0651"
UNSEEN = frozenset("\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\ufeff\u2060" + "".join(map(chr, range(0x202A, 0x202F))))
ISOLATES = frozenset(map(chr, range(0x2061, 0x206A)))
FOLDED = str.maketrans(
    "أإآٱىیکےةہھ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹﹪⁒",
    "ااااييكيههه01234567890123456789%%",
)  # fmt: skip


@dataclass(frozen=True)
class Letters:
    """Plain letters and, for each, its place in the source."""

    text: str
    places: list[int]
    source: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the plain letters stands in the source, its last letter's vowels included."""
        last = self.places[end - 1] + 1
        while last < len(self.source) and self.source[last] in VOWELS:
            last += 1
        return self.places[start], last

    def written(self, start: int, end: int) -> str:
        """The source's own writing of a stretch."""
        first, last = self.span(start, end)
        return self.source[first:last]


@lru_cache(maxsize=8192)
def plain(character: str) -> str:
    """What stands for a character: nothing for a mark, Western digits, one form of alef, yeh, teh marbuta."""
    if character in VOWELS or character in UNSEEN or character in ISOLATES or character == TATWEEL:
        return ""
    code = ord(character)
    if 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFF or 0xFF00 <= code <= 0xFFEF:
        character = "".join(letter for letter in unicodedata.normalize("NFKC", character) if letter not in VOWELS)
    return character.translate(FOLDED)


def letters(source: str) -> Letters:
    """The source in plain letters."""
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(source):
        found = plain(character)
        if character == SHADDA and kept and kept[-1] == "ل":
            found = SHADDA  # ألّف, authored, is no thousand
        kept.append(found)
        places.extend([place] * len(found))
    return Letters("".join(kept), places, source)
