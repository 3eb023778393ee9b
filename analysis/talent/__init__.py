"""What the tables say about who stays, who leaves and where they go: frames in, frames out, never two measures in one.

`attrition`, `retention`, `visible_retention` one rate per lab, each a measure of its own · `band` the norm · `beside`
two measures as two marks · `yearly` two definitions of a year's loss, one below the other · `flow_ratios`,
`flow_people` who moves where · `movements` arrivals at one laboratory and departures from it, dated · `gap`, `compounded`,
`lopsided`, `moved` the numbers that sentences need. None of them imports anything of ours.
"""

from .columns import COLUMNS
from .flows import flow_people, flow_ratios, lopsided
from .moves import moved, movements
from .rates import attrition, band, beside, gap, rates, retention, visible_retention
from .rows import META, MixedMeasures, comparable
from .yearly import compounded, yearly

__all__ = [
    "COLUMNS", "META", "MixedMeasures", "attrition", "band", "beside", "comparable", "compounded", "flow_people",
    "flow_ratios", "gap", "lopsided", "moved", "movements", "rates", "retention", "visible_retention", "yearly",
]  # fmt: skip
