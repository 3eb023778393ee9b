"""The columns of each table that the brief reads, beside its id: those of the reports that it takes its measures from."""

from __future__ import annotations

from .. import models, outlook, scale, sources, talent

NEWS = ("events", "models", "flows", "talent", "companies", "outcomes", "readings")  # in the order of the list of news
TABLES = ("deals", "readings", "companies", "outcomes", "talent", "flows", "models", "events", "terms")
ROOMS = (scale.COLUMNS, talent.COLUMNS, models.COLUMNS, outlook.COLUMNS, sources.COLUMNS)
COLUMNS = {
    name: tuple(dict.fromkeys(column for room in ROOMS for column in room.get(name, ())))
    for name in (*TABLES, "sections")
}  # fmt: skip
