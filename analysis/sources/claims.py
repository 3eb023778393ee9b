"""The claims of a document beside the rows that bear on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..provenance import Cell, Count, counted
from ..rows import as_frame, each, weakest
from .cells import Names, made_up, names, tallied, text
from .statements import Statement

STATUSES = ("borne_out", "contradicted", "open", "not_examined")
LOOKS = {"borne_out": "full", "contradicted": "against", "open": "empty", "not_examined": "hatch"}
JUDGED = {"borne_out": "for", "contradicted": "against"}  # each by rows of one side
SIDES = ("for", "against", "beside")
ROWS = {side: f"rows_{side}" for side in SIDES}
COUNTED = ("count", "settled", "unsettled", *ROWS.values(), "contested", "touched", "confidence", "second_hand")
COLUMNS = [
    "claim_id", "start", "end", "claim", "claim_ar", "status", "status_name", "status_name_ar", "evidence", "sections",
    "settled_by", "settled_by_ar", "sources", "confidence", "second_hand",
]  # fmt: skip


def examined(
    claims: pd.DataFrame, told: Mapping[str, Statement], sections: pd.DataFrame, terms: pd.DataFrame, seed: str
) -> pd.DataFrame:
    """Return COLUMNS of the claims of one document, in its order.

    `evidence` is the list of the statements in `told` that bear on a claim, each with its id as "row" and as "side" whether
    it speaks for it, against it, or stands beside it. A claim that was judged by rows of which none is known, because they
    are later or were left out, is open again, whatever the full table says. `sections` are those that examine it.
    """
    places, called = {row.section_id: row for row in each(sections)}, names(terms)
    own = sorted(each(claims[claims["seed"] == seed]), key=lambda row: row.start)
    return as_frame([one(row, told, places, called) for row in own], COLUMNS)


def one(row: Any, told: Mapping[str, Statement], places: Mapping[str, Any], called: Names) -> dict[str, Any]:
    """Return one claim with what bears on it."""
    named = [(side, name) for side in SIDES for name in text(getattr(row, f"evidence_{side}")).split()]
    evidence = [{**told[name], "row": name, "side": side} for side, name in named if name in told]
    behind = [one for one in evidence if one["side"] == JUDGED.get(row.status)]
    status = row.status if behind or row.status not in JUDGED else "open"
    return {
        "claim_id": row.claim_id, "start": int(row.start), "end": int(row.end), "claim": row.claim,
        "claim_ar": row.claim_ar, "status": status, "status_name": called[status][0], "status_name_ar": called[status][1],
        "evidence": evidence, "sections": [section(places[name]) for name in text(row.examined_in).split()],
        "settled_by": text(row.settled_by), "settled_by_ar": text(row.settled_by_ar),
        "sources": list(dict.fromkeys(each_one["source"] for each_one in evidence)),
        "confidence": weakest(each_one["confidence"] for each_one in evidence),
        "second_hand": any(each_one["second_hand"] for each_one in evidence),
    }  # fmt: skip


def section(row: Any) -> dict[str, Any]:
    """Return where a section of a report stands, and what it is called."""
    return {"page": row.page, "place": int(row.place), "heading": row.heading, "heading_ar": row.heading_ar}


def of_page(frame: pd.DataFrame, page: str) -> pd.DataFrame:
    """Return the same claims with the rows only of those that a page examines; the others keep their status and sections."""
    ours = [any(place["page"] == page for place in places) for places in frame["sections"]]
    kept = {name: [each_one if own else [] for each_one, own in zip(frame[name], ours, strict=True)]
            for name in ("evidence", "sources")}  # fmt: skip
    return frame.assign(**{name: pd.Series(rows, index=frame.index, dtype=object) for name, rows in kept.items()})


def by_status(frame: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """Return how many claims have each status, as `charts.parts` draws them, with the sources behind each."""
    counts = tallied(((status, status) for status in frame["status"]), claimed(frame))
    found = made_up([(status, status, LOOKS[status]) for status in STATUSES], counts, names(terms))
    behind = [frame[frame["status"] == status] for status in found["row"]]
    cited = [list(dict.fromkeys(name for names_of in own["sources"] for name in names_of)) for own in behind]
    graded = [weakest(own.loc[[bool(e) for e in own["evidence"]], "confidence"]) for own in behind]
    return found.assign(
        sources=pd.Series(cited, dtype=object), confidence=pd.Series(graded, dtype=object),
        second_hand=[bool(any(own["second_hand"])) for own in behind],
    )  # fmt: skip


def tally(frame: pd.DataFrame, every: pd.DataFrame) -> Count:
    """Return how many claims there are among all, which knows them."""
    return counted(claimed(frame), of=claimed(every)) if len(frame) < len(every) else counted(claimed(frame))


def bearing(frame: pd.DataFrame, side: str) -> list[Cell]:
    """Return the cells that stand for the rows of one side, each once on however many claims it bears."""
    rows = (row for evidence in frame["evidence"] for row in evidence)
    return list(dict.fromkeys(Cell(row["table"], row["row"], "source") for row in rows if row["side"] == side))


def contested(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the claims that have rows for them and rows against them."""
    sides = [{row["side"] for row in evidence} for evidence in frame["evidence"]]
    return frame[[{"for", "against"} <= own for own in sides]]


def claimed(frame: pd.DataFrame) -> list[Cell]:
    """Return the cell that stands for each claim."""
    return [Cell("claims", name, "claim") for name in frame["claim_id"]]


def verdicts(frame: pd.DataFrame) -> dict[str, Any]:
    """Return how many claims there are and how many have each status; all None of none.

    settled counts those judged either way, unsettled the others, rows_for, rows_against and rows_beside the rows of each
    side, contested the claims with rows for them and against them, touched those that any row bears on, confidence is the
    weakest grade among the rows of the judged.
    """
    judged = frame[frame["status"].isin(JUDGED)]
    if not len(frame):
        return dict.fromkeys((*STATUSES, *COUNTED))
    return {
        **{status: tally(frame[frame["status"] == status], frame) for status in STATUSES}, "count": tally(frame, frame),
        "settled": tally(judged, frame), "unsettled": tally(frame[~frame["status"].isin(JUDGED)], frame),
        **{name: counted(bearing(frame, side)) for side, name in ROWS.items()}, "contested": tally(contested(frame), frame),
        "touched": tally(frame[[bool(rows) for rows in frame["evidence"]]], frame),
        "confidence": weakest(judged["confidence"]), "second_hand": bool(any(judged["second_hand"])),
    }  # fmt: skip
