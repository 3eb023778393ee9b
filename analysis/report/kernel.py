"""The kernel that a notebook runs in: this very Python, reached privately, with what could change a page settled."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from .fault import ROOT

LONGEST_SOCKET = 80  # characters of a folder's name, beyond which a socket in it may be out of reach
SETTINGS = {
    "MPLBACKEND": "agg", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "1", "TZ": "UTC",
}


class OwnPython(AsyncKernelManager):
    """A manager whose kernel is this very Python, whatever kernels the reader's machine has under the same name."""

    @property
    def kernel_spec(self) -> KernelSpec:
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--HistoryManager.enabled=False"]
        able = get_kernel_dict().get("metadata", {})  # what this ipykernel can do, encryption included
        return KernelSpec(argv=argv, name="python3", display_name="Python 3", language="python", metadata=able)


def manager(folder: Path) -> OwnPython:
    """A kernel manager on sockets in the scratch folder; where those cannot be, on encrypted loopback."""
    made = OwnPython(kernel_name="python3", connection_file=str(folder / "k.json"))
    if os.name == "posix" and len(str(folder)) < LONGEST_SOCKET:
        made.transport, made.ip = "ipc", str(folder / "k")
    else:
        made.transport_encryption = "auto"
    return made


def environment(folder: Path) -> dict[str, str]:
    """The kernel's environment: ours, with what could change a page's bytes settled."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, **SETTINGS, "PYTHONPATH": os.pathsep.join(paths), "IPYTHONDIR": str(folder / "ipython")}
