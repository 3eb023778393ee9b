"""The columns of each table that the measures of this room read, beside its id; a change in any other alters no figure.

Its notebook also lists the claims of the article, for which it adds the columns of the sources' room by `with_claims`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

COLUMNS = {
    "deals": ("acquirer", "target", "target_ar", "announced", "kind", "sector", "scope", "status", "source"),
    "readings": ("subject", "measure", "period", "low", "high", "unit", "basis", "source", "confidence", "read", "hedge"),
    "companies": ("company", "measure", "period", "value", "unit", "counterparty", "source", "confidence", "read"),
    "outcomes": ("deal", "measure", "date", "value", "unit", "source", "confidence", "read"),
    "terms": ("group", "name", "name_ar"),
}  # fmt: skip


def with_claims(other: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return these columns and those of another room, of a table in both each once."""
    return {name: tuple(dict.fromkeys((*COLUMNS.get(name, ()), *other.get(name, ())))) for name in {**COLUMNS, **other}}
