"""Direction: which way a text runs, and the invisible marks that keep its parts in order."""

from __future__ import annotations

import re
import unicodedata

LRM, RLM, ALM = "\u200e", "\u200f", "\u061c"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
NBSP = "\u00a0"
MINUS = "\u2212"

MARKS = frozenset((LRM, RLM, ALM))
ISOLATES = frozenset((LRI, RLI, FSI))
JOINERS = frozenset("\u200c\u200d")
ARABIC = re.compile("[\u0600-\u061b\u061d-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
FIGURES = r"\d+(?:[.,٫٬]\d+)*"
SIGN = rf"(?:(?<!\d)[{MINUS}±]|(?<!\w)[-+])"
ADDRESS = r"(?<!\S)https?://[!-~]*[\w/]"
CHAIN = r"(?<![\w-])(?:\d{4}-(?:0[1-9]|1[0-2])|\+?\d+(?:-\d+){2,})(?![\w-])"  # a month, a day, a telephone number
ISOLATED = f"[{LRI}{RLI}{FSI}][^{PDI}]*{PDI}"
# What a line of Arabic would turn round. Isolated parts come first, so that they are passed over.
TURNING = re.compile(
    rf"(?P<whole>{ISOLATED})"
    rf"|(?P<signed>{ADDRESS}|{CHAIN}|{SIGN}?[$€£]{FIGURES}[A-Za-z]*|{SIGN}{FIGURES}%?|{FIGURES}%)"
    rf"|(?P<percent>(?<![\d.,٫٬]){FIGURES}[ {NBSP}]?٪)"
    rf"|(?P<pause>[،؛](?!{RLM}))"
)


def direction(language: str) -> str:
    """Return "rtl" for Arabic, "ltr" for English."""
    return "rtl" if check(language) == "ar" else "ltr"


def check(language: str) -> str:
    """Return the language if it is one of ours; the error names both."""
    if language not in ("ar", "en"):
        raise ValueError(f'language: found "{language}", expected ar or en. Write one of the two.')
    return language


def has_arabic(text: str) -> bool:
    """Return whether a text holds anything of the Arabic script: letters, digits or punctuation."""
    return ARABIC.search(text) is not None


def has_latin(text: str) -> bool:
    """Return whether a text holds a letter that runs left to right."""
    return any(unicodedata.bidirectional(c) == "L" for c in text)


def isolate(text: str, language: str = "ar") -> str:
    """Return a text of the other script wrapped so that it cannot disturb what stands around it.

    A Latin name beside a number or another Latin name would otherwise pull both into one left-to-right run.
    """
    if check(language) == "ar":
        return f"{LRI}{text}{PDI}" if has_latin(text) and not has_arabic(text) else text
    return f"{RLI}{text}{PDI}" if has_arabic(text) else text


def lines(text: str) -> list[str]:
    """Return the lines of a text, free of control characters and of isolates that do not close.

    Every kind of paragraph end parts lines: libraqm 0.11 refuses a text that holds one.
    """
    return [balanced("".join(map(kept, line))) for line in re.split("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", text)]


def kept(character: str) -> str:
    """Return the character, a space for a tab, or nothing for what cannot be drawn."""
    if character == "\t":
        return " "
    if character in MARKS or character in ISOLATES or character in JOINERS or character == PDI:
        return character
    return "" if unicodedata.category(character) in ("Cc", "Cf", "Cs") else character


def balanced(line: str) -> str:
    """Return the line without isolates that never close and closings that never opened."""
    opened: list[int] = []
    stray: set[int] = set()
    for place, character in enumerate(line):
        if character in ISOLATES:
            opened.append(place)
        elif character == PDI:
            if opened:
                opened.pop()
            else:
                stray.add(place)
    stray.update(opened)
    return "".join(c for place, c in enumerate(line) if place not in stray)


def last_strong(text: str) -> str:
    """Return the bidirectional class of the last letter or mark in the open: "L", "R", "AL" or "" for none."""
    classes = (unicodedata.bidirectional(c) for c in reversed(re.sub(ISOLATED, "", text)))
    return next((c for c in classes if c in ("L", "R", "AL")), "")


def settled(line: str) -> str:
    """Return a line of Arabic in which signs, percents and pauses fall on the side where Arabic readers expect them.

    What reads from the left only is isolated: a signed number, one with a Western percent sign or a currency's, a day of
    the calendar as 2025-06-12, a telephone number, an address of the web. ٪ falls to the left of its number only after an
    Arabic letter, for which U+061C stands in; a pause between two Latin names keeps them in Arabic order by U+200F.
    """

    def settle(found: re.Match[str]) -> str:
        hit, before = found.group(), found.string[: found.start()]
        if found["signed"]:
            return f"{LRI}{hit}{PDI}"
        if found["percent"]:
            return hit if last_strong(before) == "AL" else ALM + hit
        if found["pause"]:
            return hit + RLM if last_strong(before) == "L" else hit
        return hit

    return TURNING.sub(settle, line)
