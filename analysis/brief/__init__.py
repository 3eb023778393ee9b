"""What the brief takes from the other reports, at one day and at an earlier one: frames in, frames and numbers out.

`weighed` the measures of the other reports at one day, as they work them out · `strip` the figures of the brief, and
`changed` how many of them differ · `earlier` the day of the edition before · `news` what became known after it, `counted`
how much that is.
"""

from .columns import COLUMNS, TABLES
from .news import counted, earlier, news
from .weigh import Weighed, changed, strip, weighed

__all__ = ["COLUMNS", "TABLES", "Weighed", "changed", "counted", "earlier", "news", "strip", "weighed"]
