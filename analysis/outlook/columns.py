"""The columns of each table that the measures of this room read, beside its id; a change in any other alters no figure."""

COLUMNS = {
    "deals": ("acquirer", "target", "target_ar", "announced", "kind", "sector", "scope", "status", "source"),
    "readings": ("subject", "measure", "period", "low", "high", "unit", "basis", "source", "confidence", "read", "hedge"),
    "companies": ("company", "measure", "period", "value", "unit", "counterparty", "source", "confidence", "read"),
    "outcomes": ("deal", "measure", "date", "value", "unit", "source", "confidence", "read"),
    "terms": ("group", "name", "name_ar"),
}  # fmt: skip
