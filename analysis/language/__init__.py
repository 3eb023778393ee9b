"""Words, numbers, dates and direction in Arabic and English; the only place that knows Arabic.

    label       a string that any Matplotlib draws right
    number      a number with its unit in words; span a range of them; scale_of what an axis is counted in
    date        a day, a month or a year
    join        a list read out; format a sentence with its values; unit_of the bare unit of a format spec
    words       the suite's own fixed words; plural the counted form of a noun
    direction   "rtl" or "ltr"; isolate a name of the other script inside a line
"""

from .lettering import label, shapes
from .marks import direction, isolate
from .numbers import number, scale_of, span, unit_of, units
from .sentences import date, format, join
from .vocabulary import plural, words

__all__ = [
    "date", "direction", "format", "isolate", "join", "label", "number", "plural", "scale_of", "shapes", "span",
    "unit_of", "units", "words",
]
