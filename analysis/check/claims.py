"""Claims and the rows on either side of them: what is judged has rows that judge it, and each row has one side and a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

SIDES = ("evidence_for", "evidence_against", "evidence_beside")
JUDGED_BY = {"borne_out": "evidence_for", "contradicted": "evidence_against"}


def claim_faults(frames: Mapping[str, pd.DataFrame], data: str | None = None) -> Iterator[str]:
    """Claims whose rows do not carry their status, rows on two sides of one claim, and rows that no day makes known."""
    if not set(SIDES) <= set(frames.get("claims", ())):
        return
    dated = dict(days(frames))
    for row in frames["claims"].fillna("").to_dict("records"):
        where = f"{data or 'data'}/claims.csv, {row['claim_id']}"
        named = {side: str(row[side]).split() for side in SIDES}
        yield from status_faults(where, str(row["status"]), named)
        every = [name for side in SIDES for name in named[side]]
        for name in dict.fromkeys(every):
            if every.count(name) > 1:
                yield f'{where}: found the row "{name}" more than once, expected it on one side. Take it out of the other.'
            if not dated.get(name, True):
                yield f'{where}: found the row "{name}", which has no day, expected one that has. Date it, or cite another.'


def status_faults(where: str, status: str, named: Mapping[str, list[str]]) -> Iterator[str]:
    """What a status asks of the sides and they do not have."""
    side = JUDGED_BY.get(status)
    if side and not named[side]:
        yield f"{where}: found {status} and nothing in {side}, expected a row that shows it. Cite one, or call it open."
    if status == "not_examined" and any(named.values()):
        yield f"{where}: found not_examined and rows that bear on it, expected none. Call it open, or take the rows out."


def days(frames: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, bool]]:
    """Whether there is a day from which a row counts, by the row's id."""
    for frame in frames.values():
        if "known_from" in frame:
            yield from zip(frame.iloc[:, 0], frame["known_from"].notna(), strict=True)
