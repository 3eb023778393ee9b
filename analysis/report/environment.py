"""What a kernel takes from its owner: variables, with what could change a page's bytes settled; limits; file mode mask."""

from __future__ import annotations

import os
from contextlib import suppress
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


def limits() -> list[tuple[str, int, int]]:
    """This process's limits, which a kernel takes on."""
    import resource

    names = sorted({name for name in dir(resource) if name.startswith("RLIMIT_")})
    return [(name, *resource.getrlimit(getattr(resource, name))) for name in names]


def umask() -> int:
    """This process's file mode mask, read where that can be done without setting it."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text("ascii").splitlines():
            if line.startswith("Umask:"):
                return int(line.split()[1], 8)
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
