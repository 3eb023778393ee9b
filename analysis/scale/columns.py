"""The columns of each table that the measures of this room read, beside its id; a change in any other alters no figure."""

COLUMNS = {
    "companies": ("company", "measure", "period", "value", "unit", "counterparty", "source", "confidence", "read"),
    "outcomes": ("deal", "measure", "date", "value", "unit", "source", "confidence", "read"),
    "readings": ("subject", "measure", "low", "high", "unit", "basis", "source", "confidence", "read", "start"),
    "deals": ("target", "target_ar", "announced", "source"),
    "terms": ("group", "name", "name_ar"),
}  # fmt: skip
