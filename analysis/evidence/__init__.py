"""Notes on the figures of a page: `Evidence` writes them, `cells` and `unit` tell what is behind a figure."""

from .notes import Evidence
from .origins import cells, unit

__all__ = ["Evidence", "cells", "unit"]
