"""The rows of the data as notes ask for them; whatever is asked for is put on record as read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd

from .. import tables
from ..reads import Reads
from ..traces import AT_ONCE

UNSHOWN = ("note", "search_ar", "definition", "definition_ar", "known_from", "undated")  # columns that no note shows


class Rows(dict[str, "OnRecord"]):
    """The rows of each table of a package by id, with the columns that notes may show."""

    def __init__(self, data: str | None, reads: Reads) -> None:
        super().__init__()
        self.data, self.reads = data, reads

    def __missing__(self, table: str) -> OnRecord:
        frame = tables.load(table, data=self.data)
        kept = frame[[name for name in frame.columns if name not in UNSHOWN]]
        self[table] = OnRecord(kept, partial(self.reads.some, table, columns=list(map(str, kept.columns))))
        return self[table]



class OnRecord(Mapping[str, dict[str, Any]]):
    """Rows by id, put together and put on record when first asked for; so is an id of which there is none."""

    def __init__(self, frame: pd.DataFrame, record: Callable[[list[str]], None]) -> None:
        self.record = record
        self.names, self.frame = list(map(str, frame.columns)), frame
        # pandas makes far more of a row, and of a column, than its cells; of a long table few rows are asked for
        self.cells = frame.to_numpy(dtype=object) if len(frame) <= AT_ONCE else None
        self.columns = [column.array for _, column in frame.items()]
        self.places = {str(name): place for place, name in enumerate(frame.iloc[:, 0])}
        self.asked: dict[object, dict[str, Any] | None] = {}

    def __getitem__(self, key: str) -> dict[str, Any]:
        if (row := self.row(key)) is None:
            raise KeyError(key)
        return row

    def __contains__(self, key: object) -> bool:
        return self.row(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def row(self, key: object) -> dict[str, Any] | None:
        """The row of an id, None when there is none."""
        if key not in self.asked:
            self.record([str(key)])
            place = self.places.get(key)  # type: ignore[call-overload]
            self.asked[key] = None if place is None else dict(zip(self.names, self.at(place), strict=True))
        return self.asked[key]

    def placed(self, ids: Iterable[str]) -> np.ndarray:
        """The places of the rows of some ids."""
        return np.fromiter(map(self.places.__getitem__, ids), int)

    @cached_property
    def graded(self) -> tuple[np.ndarray, np.ndarray]:
        """The grade of every row, and how it was read."""
        return self.shared("confidence"), self.shared("read")

    def shared(self, column: str) -> np.ndarray:
        """The cells of a column of few different texts, each text once."""
        places, texts = pd.factorize(self.frame[column])
        return np.array([*texts, None], object)[places]

    def at(self, place: int) -> Iterable[Any]:
        """The cells of a row."""
        if self.cells is not None:
            return list(self.cells[place])
        return [column[place] for column in self.columns]
