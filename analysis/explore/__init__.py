"""Exploring in JupyterLab: the controls of a notebook's parameters, its charts drawn anew, its tables, and its page.

`view` the controls under a notebook, in the cell tagged `explore`; papermill and pages know nothing of it · `table` a
table of the data, sortable and searchable without a network, its columns under their titles and units.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .. import language as wording

if TYPE_CHECKING:
    from .desk import Desk
    from .listing import Listing

__all__ = ["table", "view"]


def view(name: str, language: str = "ar") -> Desk | Elsewhere:
    """Return the controls of a notebook; in a run that nobody looks at, such as papermill's, a line that says so.

    What draws them is loaded only where a Jupyter server has opened the notebook.
    """
    if "JPY_SESSION_NAME" not in os.environ:
        return Elsewhere(wording.words("explore.elsewhere", language))
    from .desk import Desk

    return Desk(name, language)


def table(name: str, language: str = "ar", data: str | None = None, as_of: str | None = None) -> Listing:
    """Return a table of the data by its name, as it was known by a day; what is unknown is left empty."""
    from .listing import listed

    return listed(name, language, data, as_of)


class Elsewhere(str):
    """A line of text that is shown without quotes."""

    def __repr__(self) -> str:
        return str(self)
