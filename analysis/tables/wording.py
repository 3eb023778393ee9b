"""Text and ids as a file may write them: nothing hidden, nothing that acts, no two ids that look alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest

from .faults import UNSEEN, code_points, shown

PLAIN = re.compile(r"[!-~](?:[ -~]*[!-~])?")
LEADS = "=+-@"
JOINERS = "\u200c\u200d"  # words of Persian and some emoji need them
IDENTIFIER = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?")
LONGEST_ID = 100
TOTALS = {"total", "totals", "sum", "grand-total", "المجموع", "الإجمالي", "مجموع", "إجمالي"}
FORMS = ("<initial>", "<medial>", "<final>", "<isolated>")
LOOK_ALIKES = str.maketrans("ىیکأإآٱةہ_ ", "ييكااااهه--", "ـ")


def text_fault(value: str) -> str | None:
    """What was found, expected and is to be done where text hides, acts or is broken; None when it is sound."""
    if PLAIN.fullmatch(value) and value[0] not in LEADS:
        return None
    hidden = [char for char in value if _hidden(char)]
    if hidden:
        points = code_points(hidden)
        return f"found {shown(value)} with {points}, expected only characters that can be seen. Remove {points}."
    if value != value.strip():
        return f"found {shown(value)}, expected no space at either end. Remove it."
    if unicodedata.normalize("NFKC", value[0])[:1] in LEADS:
        return f"found {shown(value)}, expected text that no spreadsheet takes for a formula. Begin with a word."
    return _spelling_fault(value)


def _hidden(char: str) -> bool:
    return char == "\ufffd" or (unicodedata.category(char) in UNSEEN and char not in JOINERS)


def _spelling_fault(value: str) -> str | None:
    if unicodedata.normalize("NFC", value) != value:
        loose = code_points(char for char in value if unicodedata.combining(char))
        return f"found {shown(value)} with loose marks ({loose}), expected composed letters (NFC). Type the word anew."
    shaped = [char for char in value if unicodedata.decomposition(char).split(" ")[0] in FORMS and "ﷲ" != char != "﷼"]
    if shaped:
        points = code_points(shaped)
        return f"found {shown(value)} with drawn letter forms ({points}), expected letters. Type the word anew."
    meant = _decoded_again(value)
    if meant:
        return f"found {shown(value)}, expected text decoded once. Write {shown(meant)}."
    return None


def _decoded_again(value: str) -> str | None:
    """The text that was meant when UTF-8 bytes were taken for a Windows page and saved again."""
    for page in ("cp1252", "latin-1", "cp1256"):
        try:
            meant = value.encode(page).decode("utf-8")
        except UnicodeError:
            continue
        if meant != value and len(value) - len(meant) > 1:
            return meant
    return None


def id_fault(value: str) -> str | None:
    """What was found, expected and is to be done where an id is no plain name; None when it is one."""
    fault = text_fault(value)
    if fault:
        return fault
    foreign = [char for char in value if not char.isascii()]
    odd = [char for char in foreign if char in "ـ" + JOINERS or char.isdecimal()]
    if odd or (foreign and unicodedata.normalize("NFKC", value) != value):
        points = code_points(odd or foreign)
        return f"found {shown(value)} ({points}), expected plain letters and digits 0 to 9. Rename it."
    if not IDENTIFIER.fullmatch(value) or ".." in value or len(value) > LONGEST_ID:
        allowed = f"at most {LONGEST_ID} letters and digits, with - _ or . between them"
        return f"found {shown(value)}, expected {allowed}. Rename it."
    if value.casefold() in TOTALS:
        return f"found {shown(value)}, expected rows of facts. Remove the row of totals: it would be counted twice."
    return None


def look(value: str) -> str:
    """A key that is the same for all spellings of an id which a reader would take for one another."""
    if value.isascii():
        return value.casefold().replace("_", "-").replace(" ", "-").strip("-")
    letters = unicodedata.normalize("NFKD", value.translate(LOOK_ALIKES)).casefold().translate(LOOK_ALIKES)
    return "".join(char for char in letters if not unicodedata.combining(char) and not _hidden(char)).strip("-")


def twins(values: Iterable[str], key: Callable[[str], str]) -> Iterator[tuple[int, int]]:
    """Places of a value and of the earliest one that has the same key; empty values have no twin."""
    seen: dict[str, int] = {}
    for place, value in enumerate(values):
        if value:
            first = seen.setdefault(key(value), place)
            if first != place:
                yield place, first


def difference(one: str, other: str) -> str:
    """The characters in which two look-alikes differ: "U+0649 against U+064A"."""
    pairs = [pair for pair in zip_longest(one, other, fillvalue="") if pair[0] != pair[1]]
    mine, theirs = (code_points(char for char in side if char) or "nothing" for side in zip(*pairs, strict=True))
    return f"{mine} against {theirs}"
