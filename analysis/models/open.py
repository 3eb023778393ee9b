"""Open and closed weights, before a day and after it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..provenance import Cell, counted
from ..rows import as_frame, each, unique, weakest

OPENNESS = [
    "row", "label", "label_ar", "part", "part_label", "part_label_ar", "look", "count", "sources", "confidence",
    "second_hand",
]  # fmt: skip
ROWS = {  # side and time, in the order of reading
    ("deal", False): ("{}, before the deal", "{} قبل الصفقة"),
    ("deal", True): ("{}, since the deal", "{} بعد الصفقة"),
    ("field", False): ("Other labs, before it", "المختبرات الأخرى قبلها"),
    ("field", True): ("Other labs, since", "المختبرات الأخرى بعدها"),
}
PARTS = {True: ("open", "Open weights", "أوزان مفتوحة", "full"), False: ("closed", "Closed", "مغلقة", "empty")}


def openness(frame: pd.DataFrame) -> pd.DataFrame:
    """Return how many releases of a frame of `releases` had open weights, before and after its day: OPENNESS.

    A day on which open and closed models came out counts as open. Releases of which nobody can say whether they came
    before or after are absent.
    """
    rows = each(frame)
    ours = next((row for row in rows if row.tone == "deal"), None)
    found = []
    for (tone, after), (label, label_ar) in ROWS.items():
        group = [row for row in rows if row.tone == tone and row.after is after]
        names = (ours.name, ours.name_ar) if ours else ("", "")
        for open_, (part, said, said_ar, look) in PARTS.items():
            held = [row for row in group if row.open is open_]
            found.append({
                "row": f"{tone}-{'after' if after else 'before'}", "label": label.format(names[0]),
                "label_ar": label_ar.format(names[1]), "part": part, "part_label": said, "part_label_ar": said_ar,
                "look": look, "count": counted(Cell("models", row.ids[0], "released") for row in held),
                "sources": unique(source for row in held for source in row.sources),
                "confidence": weakest(row.confidence for row in held) if held else "filed",
                "second_hand": any(row.second_hand for row in held),
            })  # fmt: skip
    return as_frame(found, OPENNESS)


def opened(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the counts of a frame of `openness` that sentences need; None where a side released nothing.

    before, before_open, after, after_open: of the lab in question; others_before, others_before_open, others_after,
    others_after_open: of the others.
    """
    found: dict[str, Any] = {}
    for (tone, after) in ROWS:
        rows = frame[frame["row"] == f"{tone}-{'after' if after else 'before'}"]
        counts = dict(zip(rows["part"], rows["count"], strict=True))
        name = ("" if tone == "deal" else "others_") + ("after" if after else "before")
        total = counts["open"] + counts["closed"] if counts else 0
        found |= {name: total or None, f"{name}_open": counts["open"] if total else None}
    return found
