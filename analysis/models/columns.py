"""The columns of each table that the measures of this room read, beside its id; a change in any other alters no figure."""

COLUMNS = {
    "models": (
        "model", "lab", "released", "open_weights", "arena_score", "arena_rank", "arena_date", "arena_source", "source",
        "confidence", "read",
    ),
    "deals": ("target", "target_ar", "announced", "source"),
    "terms": ("group", "name", "name_ar"),
}  # fmt: skip
