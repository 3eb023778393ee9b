"""The columns of each table that the measures of this room read, beside its id; a change in any other alters no figure."""

COLUMNS = {
    "deals": ("acquirer", "target", "target_ar", "announced", "kind", "sector", "scope", "status"),
    "readings": ("subject", "measure", "low", "high", "unit", "basis", "source", "confidence", "read", "start"),
    "companies": ("company", "measure", "period", "value", "unit", "source", "confidence", "read"),
    "fx": ("currency", "period", "measure", "per_usd", "source", "confidence", "read"),
    "prices": ("year", "month", "index_value", "source", "confidence", "read"),
    "terms": ("name", "name_ar"),
}  # fmt: skip
