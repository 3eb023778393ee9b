"""What the tables say about where figures come from: frames in, frames out; only provenance and rows are imported.

`chosen` tables of some grades, `rows` their rows · `by_source`, `coverage` who carries how much, and how sure it is ·
`passages` what a document states, its words marked · `examined`, `by_status` its claims beside the rows that bear on
them, `of_page` the same with the rows of one page's · `statements` what a row says · `conflicts` readings of one thing
that lie apart · `missing`, `known_by` what was not published · `supported`, `by_support` how many pages stand behind a
figure. `summary`, `verdicts`, `used`, `widest`, `holes`, `alone`, `ages` are the numbers that sentences need.
"""

from .claims import by_status, examined, of_page, verdicts
from .columns import COLUMNS
from .conflicts import conflicts, widest
from .gaps import holes, known_by, missing
from .listing import by_source, chosen, coverage, rows, summary
from .passages import marked, passages, sentences, used
from .statements import statements
from .support import ages, alone, by_support, supported

__all__ = [
    "COLUMNS", "ages", "alone", "by_source", "by_status", "by_support", "chosen", "conflicts", "coverage", "examined",
    "holes", "known_by", "marked", "missing", "of_page", "passages", "rows", "sentences", "statements", "summary",
    "supported", "used", "verdicts", "widest",
]  # fmt: skip
