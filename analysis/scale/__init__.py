"""What the tables say of a company of which a stake was bought, before and after; frames in, frames out, money exact.

`earned` revenue, its definitions apart, and `tells` · `bought` what the price implies, `multiples` by each definition and
`worth` · `valuations` every mark of its value and `told` · `headcount` and `cuts` · `at_risk` revenue when customers leave,
and `exposed` · `thresholds` at which the stake repays its price, `stake_at` known marks, `resale` and `books`. The
last of each group give the numbers that sentences need.
"""

from ..stated import AMOUNTS, MARKS
from .breakeven import books, compounded, resale, stake_at, thresholds
from .columns import COLUMNS
from .customers import at_risk, exposed
from .earned import earned, tells
from .marks import told, valuations
from .price import Bought, bought, multiples, worth
from .staff import cuts, headcount

__all__ = [
    "AMOUNTS", "COLUMNS", "MARKS", "Bought", "at_risk", "books", "bought", "compounded", "cuts", "earned", "exposed",
    "headcount", "multiples", "resale", "stake_at", "tells", "thresholds", "told", "valuations", "worth",
]  # fmt: skip
