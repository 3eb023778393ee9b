"""The columns of each table that the measures of this room read, beside its id; a change in any other alters no figure."""

COLUMNS = {
    "talent": (
        "lab", "measure", "period", "value_pct", "sample_size", "definition", "definition_ar", "source",
        "confidence", "read",
    ),
    "flows": ("from_lab", "to_lab", "period", "date", "measure", "value", "source", "confidence", "read"),
    "events": ("date", "actor", "event", "event_ar", "kind", "source", "confidence", "read"),
    "terms": ("group", "name", "name_ar"),
}  # fmt: skip
