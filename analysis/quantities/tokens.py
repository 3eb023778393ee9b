"""The tokens of a text: numerals, words, signs, and what holds digits without stating a figure (addresses, dates, names)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .letters import Letters

LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
SCALED = "thousand|million|billion|trillion|percent|pct|bn|bln|tn|trn|mn|mln|mm|[kmbtKMBT]"
GLUED = rf"(?:{SCALED}|[kK]?(?:USD|EUR|GBP|SAR|AED|EGP|KWD|QAR)|usd|eur|pp|ppt|bps|years?|yrs?|months?|days?|hours?|people)"
ENDINGS = "com|org|net|io|ai|edu|gov|dev|co|app|me|info"
CODES = "USD|EUR|GBP|SAR|AED|EGP|KWD|QAR|BHD|OMR|JOD|CAD|AUD|CHF|JPY|CNY|RMB|INR|SGD|HKD|NZD|TRY|MAD|Rs|SR|Dhs|Dh|LE"

# Every repetition is possessive or bounded, so that no text makes the reading slower than linear.
TOKEN = re.compile(
    rf"""
    (?P<break>[ \t\r]*+\n[ \t\r\n]*+\n[ \t\r]*+)
  | (?P<space>\s++)
  | (?P<symbol>(?<![{LATIN}])(?:US|CA|AU|NZ|HK|NT|MX|CN|JP|UK|EG|[CASRE])?[$€£¥]|[₹₩₺₽₪₦₫฿₴\u20c1])
  | (?P<opaque>
        (?:https?|ftp)://[^\s،؛«»<>"”)]++ | www\.[^\s،؛«»<>"”)]++
      | [{LATIN}0-9_.+-]{{1,64}}+@[{LATIN}0-9.-]{{1,99}}+ | [@\#][\w]++
      | (?:[A-Za-z0-9-]{{1,63}}+\.){{1,6}}(?:{ENDINGS})\b(?:/[^\s،؛«»<>"”)]*+)?
      | \d{{4}}-\d{{1,2}}-\d{{1,2}}(?:T[\d:.+Z-]*+)?(?!\d) | (?:19|20)\d\d[-–/](?:(?:19|20)\d\d|\d\d)(?!\d)
      | \d++(?:-\d++){{2,}}+ | \d++(?:/\d++)++ | \d{{1,2}}(?::\d\d)++(?!\d) | \d++:\d++
      | (?<!\d)(?!(?:{CODES})\d)(?!(?:{SCALED})[-–]\d)[{LATIN}]{{1,40}}+[-–_]?\d[\w.-]*+
      | \d[\d.,]*+(?!{GLUED}(?![{LATIN}\d]))[{LATIN}_][\w]*+
    )
  | (?P<number>\d++(?:[.,٫٬،'’\u00a0\u202f\u2009]\d++)*+[½¼¾]?|(?<![\w.])[.٫]\d++|[½¼¾])
  | (?P<glued>(?<=[\d½¼¾])(?:{SCALED})(?![{LATIN}\d]))
  | (?P<word>
        (?:{CODES})(?=\d) | (?:{SCALED})(?=[-–]\d) | (?<!\w)(?:U\.S\.(?:A\.)?|[aApP]\.[mM]\.)
      | (?<!\w)[رجدل]\.[ء-ي](?!\w)\.?
      | [{LATIN}]++(?:['’][{LATIN}]++)?+ | [\u0621-\u06ef\u0651]++ | (?:[^\W\d_])++
    )
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One token: kind (number, word, glued, symbol, mark, opaque, break), its letters, where, and what stood before it."""

    kind: str
    raw: str
    text: str
    start: int
    end: int
    gap: bool
    fresh: bool

    @property
    def arabic(self) -> bool:
        """Whether it is a word in Arabic letters."""
        return self.kind == "word" and "\u0620" <= self.raw[0] <= "\u06ff"

    @property
    def latin(self) -> bool:
        """Whether it is a word in Latin letters."""
        return self.kind in ("word", "glued") and not self.arabic


END = Token("break", "\n", "\n", 0, 0, True, True)


class Tokens:
    """The tokens of a text; before the first and after the last stands a break."""

    def __init__(self, source: Letters) -> None:
        self.letters = source
        self.held = scan(source.text)

    def __len__(self) -> int:
        return len(self.held)

    def __getitem__(self, place: int) -> Token:
        return self.held[place] if 0 <= place < len(self.held) else END

    def words(self, first: int, count: int) -> str:
        """The letters of some tokens, with single spaces."""
        return " ".join(token.text for token in self.held[max(first, 0) : max(first + count, 0)])

    def written(self, place: int) -> str:
        """One token as the source writes it."""
        return self.letters.written(self[place].start, self[place].end)


def scan(text: str) -> list[Token]:
    """The tokens of plain letters."""
    found: list[Token] = []
    gap = fresh = True
    for match in TOKEN.finditer(text):
        kind, raw = match.lastgroup or "mark", match[0]
        if kind == "space":
            gap, fresh = True, fresh or "\n" in raw
            continue
        found.append(Token(kind, raw, raw.lower(), match.start(), match.end(), gap, fresh))
        gap = fresh = kind == "break"
    return found
