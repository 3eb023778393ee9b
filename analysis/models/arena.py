"""How models rank where people compare answers blindly: on one day's board, and release by release.

A score is only comparable with another of the same board and day. Scores are on the scale of chess ratings, so a
difference of d points means that the higher one is preferred in 1 / (1 + 10^(-d / 400)) of the comparisons (A. E. Elo,
The Rating of Chessplayers, 1978; Chiang and others, Chatbot Arena, 2024, arXiv 2403.04132).
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from ..provenance import Cell, Count, Figure, Worked, counted, origin_of, ranks
from ..rows import as_frame, each, known, middle, unique
from .releases import plain, usable

STANDING = [
    "lab", "name", "name_ar", "label", "label_ar", "model", "measure", "value", "low", "high", "score", "board_rank",
    "rank", "readings", "released", "open", "day", "sources", "confidence", "second_hand", "tone",
]  # fmt: skip
RACE = [
    "released", "when", "lab", "name", "name_ar", "model", "value", "leads", "day", "sources", "confidence",
    "second_hand", "tone",
]  # fmt: skip


def board(models: pd.DataFrame, labs: Collection[str], second_hand: bool) -> list[Any]:
    """Return the rows scored on the newest day on which two labs or more were, by score."""
    rows = [row for row in usable(models, labs, second_hand) if known(row.arena_score) and known(row.arena_date)]
    days = sorted({str(row.arena_date) for row in rows}, reverse=True)
    day = next((day for day in days if len({row.lab for row in rows if str(row.arena_date) == day}) > 1), None)
    kept = [row for row in rows if str(row.arena_date) == day]
    return sorted(kept, key=lambda row: (-row.arena_score, row.model_id))


def standing(
    models: pd.DataFrame, terms: pd.DataFrame, *, lab: str = "meta", labs: Collection[str] = (), second_hand: bool = True
) -> pd.DataFrame:
    """Return the best model of each lab on the newest board, the highest score first: STANDING.

    value, low and high are how many points it lies behind the first of them, `score` its score, `board_rank` its place on
    the whole board, `rank` its place among the labs here, `day` the day of the board. A board ranks what it lists: a lab's
    strongest model may not be among it. `tone` is "deal" for the lab in question.
    """
    told = {row.term_id: (row.name, row.name_ar) for row in each(terms)}
    rows = board(models, labs, second_hand)
    best = list({row.lab: row for row in reversed(rows)}.values())
    best.sort(key=lambda row: (-row.arena_score, row.model_id))
    found = []
    for place, row in zip(ranks([row.arena_score for row in best]), best, strict=True):
        name, name_ar = told.get(row.lab, (row.lab, row.lab))
        model, behind = plain(row.model), best[0].arena_score - row.arena_score
        found.append({
            "lab": row.lab, "name": name, "name_ar": name_ar, "label": f"{name}, {model}", "label_ar": f"{name_ar}، {model}",
            "model": model, "measure": "points_behind", "value": behind, "low": behind, "high": behind,
            "score": row.arena_score, "board_rank": board_rank(row), "rank": place,
            "readings": counted(one.arena_score for one in rows if one.lab == row.lab), "released": row.released,
            "open": row.open_weights == "yes", "day": str(row.arena_date), "sources": [row.arena_source],
            "confidence": row.confidence, "second_hand": row.read == "second_hand",
            "tone": "deal" if row.lab == lab else "field",
        })  # fmt: skip
    return as_frame(found, STANDING)


def board_rank(row: Any) -> Count | None:
    """Return a model's place on the whole board."""
    place = row.arena_rank
    return Count(int(place), Cell("models", row.model_id, "arena_rank")) if known(place) else None


def race(
    models: pd.DataFrame, terms: pd.DataFrame, *, lab: str = "meta", labs: Collection[str] = (), second_hand: bool = True
) -> pd.DataFrame:
    """Return the models of the newest board by the day of their release, oldest first: RACE.

    All scores are of that one board, not of the day of release. `leads` tells whether a model scored above all that came
    before it on its side, the sides being the lab in question and all others together. A model whose day of release is
    not known has `released` None and stands on the day of the board, by which it was out.
    """
    told = {row.term_id: (row.name, row.name_ar) for row in each(terms)}
    rows = board(models, labs, second_hand)
    rows.sort(key=lambda row: (out_by(row), -row.arena_score, row.model_id))
    best: dict[bool, Decimal] = {}
    found = []
    for row in rows:
        ours = row.lab == lab
        leads = ours not in best or row.arena_score > best[ours]
        best[ours] = max(best.get(ours, row.arena_score), row.arena_score)
        name, name_ar = told.get(row.lab, (row.lab, row.lab))
        found.append({
            "released": str(row.released) if known(row.released) else None, "when": out_by(row), "lab": row.lab,
            "name": name, "name_ar": name_ar,
            "model": plain(row.model), "value": row.arena_score, "leads": leads, "day": str(row.arena_date),
            "sources": unique([row.arena_source, row.source]), "confidence": row.confidence,
            "second_hand": row.read == "second_hand", "tone": "deal" if ours else "field",
        })  # fmt: skip
    frame = as_frame(found, RACE)
    return frame.assign(when=pd.to_datetime(frame["when"]))


def out_by(row: Any) -> Any:
    """Return the day of release, the day of the board where it is not known."""
    return middle(row.released if known(row.released) else row.arena_date)


def gap(board_rows: pd.DataFrame, dated: pd.DataFrame, since: str | None) -> dict[str, Any]:
    """Return how far the lab in question lies behind, of frames of `standing` and `race`; what cannot be said is None.

    name, leader_name (each with _ar), model, leader_model, value, rank, board_rank, count (labs), points (behind the
    first lab; 0 where it leads), ahead (of the second; None where it does not lead), preferred_pct (how often the first's
    answers are preferred to its own), day (of the board), models (how many have a score); then_points:
    how far its best released by the day `since` lay behind the best of the others released by then, by the same board,
    None where it lay then_ahead;
    then_model and then_leader; confidence, second_hand: the weaker of the two compared.
    """
    rows = each(board_rows)
    ours = next((row for row in rows if row.tone == "deal"), None)
    leader = next((row for row in rows if row.tone != "deal"), None)
    then = {tone: best_by(dated, tone, since) for tone in ("deal", "field")}
    behind = ours.value if ours else None
    apart = then["field"].value - then["deal"].value if all(then.values()) else None
    both = [row for row in (ours, leader) if row]
    return {
        "name": ours.name if ours else None, "name_ar": ours.name_ar if ours else None,
        "leader_name": leader.name if leader else None, "leader_name_ar": leader.name_ar if leader else None,
        "model": ours.model if ours else None, "leader_model": leader.model if leader else None,
        "value": ours.score if ours else None, "rank": ours.rank if ours else None,
        "board_rank": ours.board_rank if ours else None, "count": counted(board_rows["score"]),
        "points": behind or None, "ahead": ours.score - leader.score if ours and leader and not behind else None,
        "preferred_pct": preferred(behind) if behind else None, "day": ours.day if ours else None,
        "models": counted(dated["value"]),
        "then_points": apart if apart is not None and apart >= 0 else None,
        "then_ahead": -apart if apart is not None and apart < 0 else None,
        "then_model": then["deal"].model if then["deal"] else None,
        "then_leader": then["field"].model if then["field"] else None,
        "confidence": "estimated" if any(row.confidence == "estimated" for row in both) else "reported" if both else None,
        "second_hand": any(row.second_hand for row in both),
    }  # fmt: skip


def best_by(dated: pd.DataFrame, tone: str, since: str | None) -> Any:
    """Return the row of the highest score on one side that was released by a day, None when there is none."""
    rows = [row for row in each(dated) if row.tone == tone and since and row.when <= pd.Timestamp(since)]
    return max(rows, key=lambda row: row.value, default=None)


def preferred(points: Decimal) -> Decimal:
    """Return in what percent of comparisons the answers of a model so many points higher are preferred, to a tenth."""
    exact = (100 / (1 + Decimal(10) ** (-Decimal(points) / 400))).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Figure(exact, Worked("preferred", (points,))) if origin_of(points) else exact
