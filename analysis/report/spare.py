"""A forked process as a kernel: what is loaded before the fork, what is settled after it, the order that it waits for."""

from __future__ import annotations

import importlib
import json
import os
import random
import secrets
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# What ipykernel imports only when a kernel starts.
EARLY = ("IPython.core.completerlib", "IPython.core.debugger", "ipykernel.debugger", "ipykernel.ipkernel",
         "ipykernel.kernelapp", "ipykernel.zmqshell", "pdb")  # fmt: skip
INLINE = "module://matplotlib_inline.backend_inline"  # where nothing is said, as ipykernel has it


PORTS = ("shell_port", "iopub_port", "stdin_port", "hb_port", "control_port")


@dataclass(eq=False)
class Kernel:
    """A forked kernel that waits: its address, the pipe that its order goes down, the pipe that says it is ready."""

    pid: int
    connection: dict[str, Any]
    order: int
    news: int
    ready: bool = False


def address(place: Path) -> dict[str, Any]:
    """An address of its own for a kernel, written to a connection file that only its owner may read."""
    connection = {"transport": "ipc", "ip": str(place), "key": secrets.token_hex(32),
                  "signature_scheme": "hmac-sha256", **{name: n for n, name in enumerate(PORTS, 1)}}  # fmt: skip
    with open(os.open(f"{place}.json", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as written:
        json.dump(connection, written)
    return connection


def signalled(pid: int, signum: int) -> None:
    """Signal the process group that a child leads, or the child alone as long as it does not lead one."""
    for send in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            send(pid, signum)
            return


def prepare(module: str) -> dict[str, str]:
    """Load what a kernel needs, and the module that loads what notebooks need; what the former made of the environment."""
    before = dict(os.environ)
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # else debugpy warns of modules frozen into Python when imported
    for name in EARLY:
        with suppress(ImportError):
            importlib.import_module(name)
    del os.environ["PYDEVD_DISABLE_FILE_VALIDATION"]
    made = changes(before)
    importlib.import_module(module)
    return made


def serve(file: str, arguments: list[str], made: dict[str, str], order: int, telling: int) -> None:
    """Be a kernel at the address that a file tells: bind, say so, wait for the order, serve; return when told to end."""
    from ipykernel.kernelapp import IPKernelApp

    reseed()
    before = dict(os.environ)
    sys.argv[:] = ["ipykernel_launcher", "-f", file, *arguments]
    app = IPKernelApp.instance(connection_file=file, parent_handle=os.getppid())
    app.init_code = lambda: None  # what the user has run at each start is for the environment and folder of the order
    app.initialize(arguments)
    with suppress(BrokenPipeError):  # its order came before it was asked for
        os.write(telling, b"r")
    with open(order, encoding="utf-8") as pipe:
        told = pipe.read()
    os.close(telling)
    if not told:  # the zygote ended, or needs this one no more
        os._exit(0)
    changed = changes(before)
    obey(json.loads(told), {name: value for name, value in changed.items() if name in before}, {**made, **changed})
    if session := os.environ.get("JPY_SESSION_NAME"):
        app.shell.user_ns["__session__"] = session  # as ipykernel does
    del app.init_code
    app.init_code()
    app.start()


def changes(before: dict[str, str]) -> dict[str, str]:
    """The variables of the environment that were set since."""
    return {name: value for name, value in os.environ.items() if before.get(name) != value}


def reseed() -> None:
    """Randomness of its own for this process, which a fork would share."""
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    tempfile.tempdir = None


def obey(order: dict[str, Any], changed: dict[str, str], made: dict[str, str]) -> None:
    """Take on the environment, working folder, file mode mask and limits that the owner gives.

    What ipykernel made of the environment while it started stays: what it changed, and what it added where nothing was.
    """
    os.environ.clear()
    os.environ.update({"MPLBACKEND": INLINE, **made, **order["env"], **changed, "JPY_PARENT_PID": str(os.getppid())})
    time.tzset()
    tempfile.tempdir = None
    os.chdir(order["cwd"])
    os.umask(order["umask"])
    import resource

    for name, soft, hard in order["limits"]:
        with suppress(ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (soft, hard))
