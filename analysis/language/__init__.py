"""Words, numbers, dates and direction in Arabic and English; the only place that knows Arabic.

    label       a string that any Matplotlib draws right; joined the forms that its letters take
    number      a number with its unit in words; span a range of them; scale_of what an axis is counted in
    numeral     a number alone, such as a tick label, as the language writes it; localized those within a sentence
    cardinal    a whole number in words, told one with its noun; rank its place in an order; ratio so many of one for another
    date        a day, a month or a year; period the time between two; adopt and habit whose names the months have
    join        a list read out; format a sentence with its values; unit_of the bare unit of a format spec
    Stated      a text that knows which figures it states, and where; kept, placed_in and strung carry that on
    words       the suite's own fixed words; plural the counted form of a noun
    direction   "rtl" or "ltr"; isolate a name of the other script inside a line
"""

from .cardinals import cardinal, told
from .dates import adopt, date, habit, period
from .figures import localized, numeral
from .lettering import joined, label, shapes
from .marks import direction, isolate
from .numbers import number, ratio, scale_of
from .ranges import span
from .ranks import rank
from .sentences import format, join
from .stated import Placed, Stated, kept, placed_in, stated, strung
from .units import unit_of, units
from .vocabulary import plural, words

__all__ = [
    "Placed", "Stated", "adopt", "cardinal", "date", "direction", "format", "habit", "isolate", "join", "joined", "kept",
    "label", "localized", "number", "numeral", "period", "placed_in", "plural", "rank", "ratio", "scale_of", "shapes",
    "span", "stated", "strung", "told", "unit_of", "units", "words",
]
