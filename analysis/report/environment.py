"""The environment that a report's kernel is given: ours, with what could change a page's bytes settled."""

from __future__ import annotations

import os
from pathlib import Path

from .fault import ROOT

SETTINGS = {
    "MPLBACKEND": "agg", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "1", "TZ": "UTC",
}


def environment(folder: Path | None = None) -> dict[str, str]:
    """The variables, IPython's files in a run's own folder."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    private = {"IPYTHONDIR": str(folder / "ipython")} if folder else {}
    return {**os.environ, **SETTINGS, "PYTHONPATH": os.pathsep.join(paths), **private}
