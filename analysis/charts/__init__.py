"""Drawings: one function per form, each returning a Chart; `check` says what is wrong with one that was drawn.

    bars      sizes with every published reading      ranks     two orders of the same members
    dots      rates against a norm                    ranges    how far readings lie apart
    implied   what a price says of the whole          timeline  amounts over time
    heat      counts from one to another              steps     arrivals and departures
    parts     counts made up of kinds                 lanes     releases of several labs over time
    race      the best so far on two sides            belief    how likely each outcome is
    tornado   what each assumption does               surface   the answer over two assumptions
    marks     one value over time, by how sure        amounts   amounts in rows against values to reach

`adopt` makes every drawing of the session speak the reader's language: plain logical Arabic given to Matplotlib, pandas
or seaborn comes out right.
"""

import matplotlib

from ..language import shapes
from . import pdf
from .amounts import amounts
from .bars import bars
from .belief import belief
from .chart import Chart
from .check import check
from .door import adopt
from .dots import dots
from .heat import heat
from .implied import implied
from .lanes import lanes
from .marks import marks
from .parts import parts
from .race import race
from .ranges import ranges
from .ranks import ranks
from .steps import steps
from .surface import surface
from .timeline import timeline
from .tornado import tornado

if shapes(matplotlib.__version__) and pdf.PLACED is not pdf.placed:
    pdf.mend()

FORMS = (
    "amounts", "bars", "belief", "dots", "heat", "implied", "lanes", "marks", "parts", "race", "ranges", "ranks",
    "steps", "surface", "timeline", "tornado",
)  # fmt: skip

__all__ = [
    "FORMS", "Chart", "adopt", "amounts", "bars", "belief", "check", "dots", "heat", "implied", "lanes", "marks",
    "parts", "race", "ranges", "ranks", "steps", "surface", "timeline", "tornado",
]  # fmt: skip
