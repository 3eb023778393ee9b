"""Mizan: figures in, Arabic and English reports out.

`seeds` documents as received · `quantities` the figures a text states · `tables` the data, held to its contract ·
`provenance` figures that know their origin · `deals`, `talent`, `scale`, `models`, `outlook`, `sources` the measures,
`brief` what one page takes of them · `language` words, numbers, direction · `charts` drawings · `exhibits` passages,
entries and lists · `evidence` the notes on figures · `Edition` what one run speaks in and may know · `report` how
notebooks become pages.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .edition import Edition

__all__ = ["Edition"]
ROOMS = (
    "brief", "charts", "deals", "explore", "language", "models", "outlook", "parameters", "quantities", "report", "scale",
    "seeds", "sources", "tables", "talent",
)  # fmt: skip


def __getattr__(name: str) -> Any:
    """`Edition` or a room when it is asked for, so that importing one module does not load them all."""
    if name == "Edition":
        return import_module(".edition", __name__).Edition
    if name in ROOMS:
        return import_module(f".{name}", __name__)
    raise AttributeError(f"module 'analysis' has no attribute {name!r}")


def __dir__() -> list[str]:
    """What an analyst may want of the package."""
    return sorted([*__all__, *ROOMS])
