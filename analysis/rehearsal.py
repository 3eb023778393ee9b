"""Everything that a notebook uses, loaded and used once, for the process that warm kernels are forked from.

What is first used in a run costs that run: plural rules, fonts, the grammar of a chart. Here it costs the preloaded process
alone. Nothing of it may show in a kernel: no hook, no setting, no random number drawn.
"""

from __future__ import annotations

from decimal import Decimal

import matplotlib.pyplot
import seaborn

from . import brief, charts, deals, language, models, outlook, parameters, scale, sources, style, tables, talent
from .edition import Edition

__all__ = ["rehearse"]
USED = (
    brief, charts, deals, matplotlib.pyplot, models, outlook, parameters, scale, seaborn, sources, style, tables, talent,
)  # fmt: skip


def rehearse(language_of_page: str) -> None:
    """Go once, small, through what every page goes through: tables, words, one drawing of each kind of scale."""
    edition = Edition(language_of_page)
    tables.preload()
    edition.number(Decimal("14300000000"), "USD")
    edition.text(ar="{value:USD} في {day:date}، {count:deals}", en="{value:USD} on {day:date}, {count:deals}",
                 value=Decimal(1), day="2025-06-12", count=3)  # fmt: skip
    chosen = deals.priced(edition.load("deals"), edition.load("readings"), edition.choose("price", "announced"),
                          edition.load("terms"), deal="", acquirer="")  # fmt: skip
    sized = deals.by_size(chosen.head(12), fx=edition.load("fx"), cpi=edition.load("prices"), currency="USD")
    for draw in (charts.bars, charts.timeline):
        draw(sized.kept, name="rehearsal", title=edition.number(3), money="USD", left_out=sized.left_out,
             language=edition.language, digits=edition.digits)._repr_mimebundle_()  # fmt: skip
    edition.sources()
    edition.seal()


for tongue in ("ar", "en"):
    try:
        rehearse(tongue)
    except Exception as fault:  # a package that is broken is told of by the notebook that reads it
        language.words("page.unsaid", tongue)
        del fault
