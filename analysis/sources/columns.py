"""The columns of each table that the measures of this room read, beside its id; a change in any other alters no figure."""

COLUMNS = {
    "readings": (
        "subject", "measure", "period", "low", "high", "unit", "basis", "source", "confidence", "read", "hedge",
        "start", "end",
    ),
    "outcomes": ("deal", "measure", "date", "value", "unit", "source", "confidence", "read"),
    "events": ("date", "event", "event_ar", "source", "confidence", "read"),
    "talent": ("lab", "measure", "period", "value_pct", "source", "confidence", "read"),
    "flows": ("from_lab", "to_lab", "period", "date", "measure", "value", "source", "confidence", "read"),
    "companies": ("company", "measure", "period", "value", "unit", "counterparty", "source", "confidence", "read"),
    "models": ("model", "released", "arena_rank", "arena_date", "arena_source", "source", "confidence", "read"),
    "prices": ("source", "confidence", "read"),
    "fx": ("source", "confidence", "read"),
    "claims": (
        "seed", "start", "end", "claim", "claim_ar", "status", "evidence_for", "evidence_against", "evidence_beside",
        "examined_in", "settled_by", "settled_by_ar",
    ),
    "sources": ("title", "url", "published", "seed"),
    "sections": ("page", "place", "heading", "heading_ar", "measures"),
    "deals": ("acquirer", "target", "target_ar", "announced", "kind"),
    "gaps": ("date", "gap", "gap_ar", "looked", "looked_ar"),
    "terms": ("name", "name_ar"),
}  # fmt: skip
