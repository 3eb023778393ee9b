"""What the tables say about deals: frames in, frames out, money exact, units in names.

`in_play` the deals that a page looks at · `priced` one row per deal with a price ·
`select` some of them · `by_size` in any money · `against_size` beside what the
buyer earned and was worth · `against_capex` beside what the buyer laid out on equipment · `implied` what a price says
of the whole company · `per_head` for each person who moved · `rivals` over time · `disagreement` between readings.
Beside each stands a small function with the numbers that a sentence needs: `standing`, `turnover`, `burden`,
`multiples`, `costliest`, `among`, `disputed`. None of them imports anything of ours.
"""

from .burden import against_capex, burden
from .columns import COLUMNS
from .heads import costliest, per_head
from .money import NothingLeft, in_money, not_deflated
from .prices import Measured, MixedUnits, in_play, names, priced, select
from .readings import disagreement, disputed
from .share import against_size, turnover
from .size import AI_SECTORS, among, by_size, rivals, standing, then_and_now
from .worth import implied, multiples

__all__ = [
    "AI_SECTORS", "COLUMNS", "Measured", "MixedUnits", "NothingLeft", "against_capex", "against_size", "among", "burden",
    "by_size", "costliest", "disagreement", "disputed", "implied", "in_money", "in_play", "multiples", "names",
    "not_deflated", "per_head", "priced", "rivals", "select", "standing", "then_and_now", "turnover",
]  # fmt: skip
