"""Why a page would be made again: what changed since the page on the shelf, found without running anything."""

from __future__ import annotations

from pathlib import Path

from . import inputs, publish
from .request import Request


def reasons(request: Request, out: Path) -> list[str]:
    """Why the page of a request would be made again, in the words of `inputs.changes`."""
    page = publish.page_path(out, request.name, request.language, request.slug)
    held = publish.companion(page)
    if held is None:
        return ["page: altered, or without its manifest." if page.is_file() else "no page yet."]
    return list(inputs.changes(request, held)) or ["nothing: the page is current."]
