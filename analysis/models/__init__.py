"""What the tables say about models released: when, how far apart, how they rank, how open; frames in, frames out.

`day_of` when a deal was announced · `releases` one row per lab and day · `pauses` the days between them · `tempo` the
numbers that sentences need of both · `standing` the best model of each lab on one day's board · `race` the best so far,
release by release · `gap` how far behind · `openness` open and closed weights before and after a day · `opened` its
counts · `missing` labs without a row.
"""

from .arena import gap, race, standing
from .columns import COLUMNS
from .open import opened, openness
from .releases import UNITS, day_of, missing, pauses, releases, tempo

__all__ = [
    "COLUMNS", "UNITS", "day_of", "gap", "missing", "opened", "openness", "pauses", "race", "releases", "standing", "tempo",
]  # fmt: skip
