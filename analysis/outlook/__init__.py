"""What one would have to believe: the profit that repays a price, what earlier deals became, and how often such bets paid.

`required` the yearly profit that repays each price, and its share of what the buyer earned · `burden` the numbers that
sentences need of it · `became` that profit beside the revenue that was reached, `margins` its numbers · `record` how each
deal ended by each rule of success · `tallied` the counts, `chances` the shares that paid with their intervals, `odds` the
numbers of both · `biased` the same if some of those that nobody wrote of failed, `swing` its numbers · `jeffreys` the
interval · `priors` the assumptions on the deal's worth, `belief` that worth less the price as drawn from them, `sums` its
numbers, `expected` its mean by formula, `tornado` what each assumption does to it, `surface` what the two strongest do to
it together, `needed` what would have to hold for it to reach the price, `silence` what the unknown ends do to it.
"""

from .became import became, margins
from .chance import biased, chances, jeffreys, odds, swing
from .columns import COLUMNS, with_claims
from .record import record, tallied
from .repay import annuity, burden, required
from .simulate import belief, expected, priors, strongest, sums, tornado
from .surface import needed, silence, surface

__all__ = [
    "COLUMNS", "annuity", "became", "belief", "biased", "burden", "chances", "expected", "jeffreys", "margins", "needed",
    "odds", "priors", "record", "required", "silence", "strongest", "sums", "surface", "swing", "tallied", "tornado",
    "with_claims",
]  # fmt: skip
