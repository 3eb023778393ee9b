"""Every row that cites a source, and what each source carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from ..provenance import Cell, counted
from ..rows import GRADES, as_frame, each, known
from .cells import cells, made_up, names, share, tallied, text

COLUMNS = ["table", "row_id", "source", "confidence", "read"]
LISTED = ["source_id", "title", "url", "published", "seed", "rows", "confidence", "second_hand", "tables"]
SERIES = ("prices", "fx")  # many rows of few pages: they would count a page of prices as hundreds of disclosures
LOOKS = {"filed": "full", "reported": "half", "estimated": "empty"}


def chosen(
    tables: Mapping[str, pd.DataFrame], *, grades: Sequence[str] = (), second_hand: bool = True
) -> dict[str, pd.DataFrame]:
    """Return the tables with the rows of the grades asked for, all when none is named.

    Rows read second hand stay only when asked for. A table whose rows have no grade is refused by KeyError.
    """
    return {
        name: frame[
            (frame["confidence"].isin(grades or GRADES)) & (second_hand | (frame["read"] == "direct"))
        ].reset_index(drop=True)
        for name, frame in tables.items()
    }  # fmt: skip


def rows(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return COLUMNS of every row of some tables; the first column of a table is its id."""
    found = [
        {"table": name, "row_id": row[0], "source": row.source, "confidence": row.confidence, "read": row.read}
        for name, frame in tables.items() for row in each(frame)
    ]  # fmt: skip
    return as_frame(found, COLUMNS)


def by_source(cited: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return one row per cited source, the one that carries most rows first: LISTED.

    `confidence` is the best grade that any of its rows has; `second_hand` says that some were read in another text;
    `published` is None where the source states no day, `seed` whether it is a document that we hold.
    """
    held: dict[str, list[Any]] = {}
    for row in each(cited):
        held.setdefault(row.source, []).append(row)
    found = [
        {"source_id": page.source_id, "title": page.title, "url": text(page.url) or None,
         "published": text(page.published) or None, "seed": known(page.seed),
         "rows": counted(Cell(row.table, row.row_id, "source") for row in own),
         "confidence": min((row.confidence for row in own), key=GRADES.index),
         "second_hand": any(row.read == "second_hand" for row in own),
         "tables": list(dict.fromkeys(row.table for row in own))}
        for page in each(sources) if (own := held.get(page.source_id))
    ]  # fmt: skip
    return as_frame(sorted(found, key=lambda row: (-row["rows"], row["source_id"])), LISTED)


def coverage(cited: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """Return how many rows of each table have each grade, the largest table first; see `charts.parts`."""
    counts = tallied(zip(cited["table"], cited["confidence"], strict=True), cells(cited))
    sizes = Counter(cited["table"])
    order = sorted(sizes, key=lambda name: (-sizes[name], name))
    told = names(terms)
    told |= {name: told[f"table_{name}"] for name in order if f"table_{name}" in told}
    return made_up([(name, part, LOOKS[part]) for name in order for part in GRADES], counts, told)


def summary(cited: pd.DataFrame, listed: pd.DataFrame) -> dict[str, Any]:
    """Return how many sources and rows there are, the share of each grade and of what was read second hand, in percent.

    own, own_filed_pct and so on: the same of the rows that are no part of a SERIES. undated counts sources that state no
    day; top_* is the source with most rows. Shares of no rows are None.
    """
    grades, total = tallied(cited["confidence"], cells(cited)), counted(cells(cited))
    pages = [Cell("sources", name, "published") for name in listed["source_id"]]
    relayed, undated, single = (
        [one for one, flag in zip(members, flags, strict=True) if flag]
        for members, flags in (
            (cells(cited), cited["read"] == "second_hand"), (pages, [not known(day) for day in listed["published"]]),
            (pages, listed["rows"] == 1),
        )
    )  # fmt: skip
    own = cited[~cited["table"].isin(SERIES)]
    own_grades, own_total = tallied(own["confidence"], cells(own)), counted(cells(own))
    top = listed.iloc[0] if len(listed) else None
    found: dict[str, Decimal | None] = {f"{name}_pct": share(grades.get(name, counted([])), total) for name in GRADES}
    found |= {f"own_{name}_pct": share(own_grades.get(name, counted([])), own_total) for name in GRADES}
    return {
        "sources": counted(pages) or None, "rows": total or None, "own": own_total or None, **found,
        "second_hand_pct": share(counted(relayed), total),
        "undated": counted(undated, of=pages) if total else None,
        "top_title": None if top is None else top["title"], "top_rows": None if top is None else top["rows"],
        "single": counted(single, of=pages) if total else None,
        "confidence": max(grades, key=lambda name: (grades[name], name)) if total else None,
    }  # fmt: skip
