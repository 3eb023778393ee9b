"""Tables of the data as an analyst searches them, without a network: itables with the columns' titles and units."""

from __future__ import annotations

import html
from datetime import date
from typing import Any

import itables
import itables.javascript
import pandas as pd

from .. import language as wording
from .. import tables

HIDDEN = ("known_from", "undated")  # columns that a table gets when it is loaded


def library() -> str:
    """Return what a notebook must hold once for its tables to work without a network."""
    return str(itables.javascript.generate_init_offline_itables_html(itables.options.dt_bundle))


class Listing:
    """A frame that JupyterLab shows as a table to sort and to search."""

    def __init__(self, frame: pd.DataFrame, title: str, language: str) -> None:
        self.frame, self.title, self.language = frame, title, language

    def __repr__(self) -> str:
        return f"{self.title}: {len(self.frame)}"

    def _repr_html_(self) -> str:
        return library() + self.markup()

    def markup(self) -> str:
        """The table for a notebook that holds the library already."""
        side = wording.direction(self.language)
        made = itables.to_html_datatable(self.frame, connected=False, showIndex=False, classes="display compact", maxBytes=0)
        return f'<div dir="{side}" lang="{self.language}"><b>{html.escape(self.title)}</b>{made}</div>'


def listed(name: str, language: str = "ar", data: str | None = None, as_of: str | date | None = None) -> Listing:
    """Return a table of the data by its name, its columns under their titles and units; what is unknown is left empty."""
    frame = tables.load(name, data=data, as_of=as_of)
    told = tables.described(name, data)
    own = "_ar" if language == "ar" else ""
    heads = {column: headed(told["fields"].get(column, {}), column, own) for column in map(str, frame.columns)}
    kept = frame[[column for column in frame.columns if column not in HIDDEN]]
    filled = kept.astype(object).where(kept.notna(), "")
    return Listing(filled.rename(columns=heads), told.get(f"title{own}") or told.get("title") or name, language)


def headed(field: dict[str, Any], column: str, own: str) -> str:
    """Return the heading of a column: its title, and its unit where it has one."""
    title, unit = (field.get(f"{name}{own}") or field.get(name) for name in ("title", "unit"))
    return f"{title or column} ({unit})" if unit else str(title or column)
