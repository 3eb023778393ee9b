"""One reading per subject by a fixed rule, with the disagreement between readings kept beside it."""

from __future__ import annotations

import pandas as pd

from .faults import listed, refusal, shown

BASES = ("announced", "closed", "reported", "estimated")
CONFIDENCE = ("filed", "reported", "estimated")
READ = ("direct", "second_hand")
RULE = {"seed": True, "open": True, "basis": True, "confidence": True, "read": True, "dated": False, "reading_id": True}
CHOSEN = ["subject", "low", "high", "value", "unit", "basis", "reading_id", "source", "confidence", "read"]

SAID = [
    "subject", "reading_id", "low", "high", "unit", "hedge", "basis", "period", "source", "confidence", "read", "known_from",
]  # fmt: skip


def choose(readings: pd.DataFrame, measure: str = "price", basis: str = "announced") -> pd.DataFrame:
    """One row per subject that has a reading of the measure, in the order of subjects.

    The rule, in this order: readings of other pages before those of a seed; with a low figure before "less than";
    the wanted basis, else announced, closed, reported, estimated; filed, reported, estimated; read directly before
    second hand; dated sources before undated, the latest first; lowest reading_id. `value` is the low figure: of an
    "up to" price the money paid at once. `least` and `most` span all readings in the chosen one's unit, the seed's
    too, and `readings` counts them. `fallback` says that the wanted basis was missing.
    """
    wanted = _ordered(readings, measure, basis)
    best = wanted.drop_duplicates("subject").sort_values("subject", ignore_index=True)
    chosen = best.assign(value=best["low"])[CHOSEN]
    comparable = wanted.merge(best[["subject", "unit"]], on=["subject", "unit"], validate="many_to_one")
    found = chosen.merge(_disagreement(comparable), on="subject", how="left", validate="one_to_one")
    return found.assign(fallback=(found["basis"] != basis).astype(bool))


def readings_of(readings: pd.DataFrame, measure: str = "price", basis: str = "announced") -> pd.DataFrame:
    """Every reading of the measure, subject after subject, each subject's in the order of the rule of `choose`.

    `place` counts from 1 and `chosen` is true of the first; `count`, `least` and `most` say of the subject how many
    readings it has and what they span, in the chosen one's unit. Who says what: low, high, unit, basis, period, source.
    """
    ordered = _ordered(readings, measure, basis).sort_values("subject", kind="stable", ignore_index=True)[SAID]
    place = ordered.groupby("subject").cumcount() + 1
    spans = choose(readings, measure, basis)[["subject", "readings", "least", "most"]].rename(columns={"readings": "count"})
    return ordered.assign(place=place, chosen=place == 1).merge(spans, on="subject", validate="many_to_one")


def _ordered(readings: pd.DataFrame, measure: str, basis: str) -> pd.DataFrame:
    """The readings of a measure, best first."""
    if basis not in BASES:
        raise refusal("basis", shown(basis), f"one of {listed(BASES)}", "Write one of these.")
    wanted = readings[readings["measure"] == measure]
    return wanted.loc[_ranks(wanted, basis).index]


def _ranks(readings: pd.DataFrame, basis: str) -> pd.DataFrame:
    """The place of each reading by every criterion of the rule, best first."""
    order = [basis, *(one for one in BASES if one != basis)]
    return pd.DataFrame(
        {
            "seed": readings["start"].notna(),
            "open": readings["low"].isna(),
            "basis": _place(readings["basis"], order),
            "confidence": _place(readings["confidence"], CONFIDENCE),
            "read": _place(readings["read"], READ),
            "dated": readings["known_from"],
            "reading_id": readings["reading_id"],
        }
    ).sort_values(list(RULE), ascending=list(RULE.values()), na_position="last")


def _place(values: pd.Series, order: tuple[str, ...] | list[str]) -> pd.Series:
    return values.map({one: place for place, one in enumerate(order)}).fillna(len(order)).astype(int)


def _disagreement(readings: pd.DataFrame) -> pd.DataFrame:
    """Count of readings per subject and the least and most that they state."""
    ends = pd.concat([readings.set_index("subject")[side].rename("end") for side in ("low", "high")]).dropna()
    spans = ends.groupby(level=0).agg(least=min, most=max)
    counts = readings.groupby("subject", dropna=False).size().rename("readings")
    return pd.concat([counts, spans], axis=1).rename_axis("subject").reset_index()
