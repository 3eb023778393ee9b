"""The kernel that a notebook runs in: this very Python, forked from a preloaded process, what could change a page settled.

`WarmProvisioner` is what jupyter_client knows under the name `mizan-warm`: papermill, nbclient and JupyterLab start kernels
through it without knowing. Where forking is not to be had, or MIZAN_KERNELS=cold, it starts them as always.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.localinterfaces import localhost
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerBase, LocalProvisioner
from traitlets import Unicode

from . import forked

PLACE = ["-m", "ipykernel_launcher", "-f", "{connection_file}"]
GIVEN = {"env", "cwd", "extra_arguments", "kernel_id", "transport_encryption"}  # anything else is for a process of its own
PAUSE = 0.005  # seconds between two looks at a kernel that is to end


class WarmProvisioner(LocalProvisioner):
    """Kernels of this very Python forked from a process that has imported everything; all others as ever."""

    preload = Unicode(forked.PRELOAD, help="The module that loads what notebooks use.").tag(config=True)
    way: tuple[list[str], list[str]] | None = None  # flags of Python and arguments of ipykernel; None for a cold kernel
    process: Any = None
    unwanted = False  # whether its start was given up while it was under way

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Leave a new kernel's address to its spare; one that is settled already, as after a restart, is kept."""
        manager, more, self.unwanted = self.parent, kwargs.get("extra_arguments") or [], False
        self.way = launched(self.kernel_spec.argv, more) if forked.wanted() and set(kwargs) <= GIVEN else None
        settled = not manager or manager.shell_port or placed(manager)
        if not self.way or settled or manager._transport_encryption_policy() != "disabled":
            return await super().pre_launch(**kwargs)
        self.connection_info: dict[str, Any] = {}
        self.asked = kwargs
        return await KernelProvisionerBase.pre_launch(self, cmd=self.kernel_spec.argv, **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """The address of a forked kernel, or of a cold one when no preloaded process is to be had."""
        file = str(self.parent.connection_file) if self.connection_info else ""
        if self.way:
            try:
                return await asyncio.to_thread(self.fork, *self.way, file, **kwargs)
            except asyncio.CancelledError:
                self.unwanted = True  # the thread goes on, and ends what it may come to have
                if self.process:
                    self.process.kill()
                raise
            except OSError as error:
                self.log.warning("mizan: no kernel could be forked (%s). It starts cold.", error)
                self.way = None
                if not file:
                    kwargs = await super().pre_launch(**self.asked)
                    cmd = kwargs.pop("cmd")
        return await super().launch_kernel(cmd, **kwargs)

    def fork(self, flags: list[str], rest: list[str], file: str, **kwargs: Any) -> Any:
        """Start a kernel in a forked process, and tell its address."""
        env = {os.fsdecode(name): os.fsdecode(value) for name, value in (kwargs.get("env") or os.environ).items()}
        cwd = os.path.realpath(kwargs.get("cwd") or os.getcwd())
        if not os.access(cwd, os.X_OK) or not os.path.isdir(cwd):
            raise NotADirectoryError(f"{cwd} is no folder to work in")
        zygote = forked.zygote(env, flags, rest, self.preload)
        kernel, connection = zygote.start(env, cwd, file and os.path.realpath(file))
        self.process = kernel
        self.pid = self.pgid = kernel.pid
        self.cwd = cwd
        if self.unwanted:
            kernel.kill()
        return self.connection_info if file else connection

    async def send_signal(self, signum: int) -> None:
        """Signal the kernel's process group, through the zygote when it was forked from one."""
        if self.process and self.way:
            self.process.send_signal(signum)
        else:
            await super().send_signal(signum)

    async def kill(self, restart: bool = False) -> None:
        """End it with all that it started, and look at once whether it is gone: who asks later waits a tenth of a second."""
        await super().kill(restart)
        for _ in range(10):
            if self.process is None or self.process.poll() is not None:
                return
            await asyncio.sleep(PAUSE)

    async def wait(self) -> int | None:
        """Its exit code, soon after it ended."""
        while self.process and self.process.poll() is None:
            await asyncio.sleep(PAUSE)
        return await super().wait() if self.process and not self.way else self.forgotten()

    def forgotten(self) -> int | None:
        """The exit code of a forked kernel that is no more."""
        ended = self.process.returncode if self.process else 0
        self.process = None
        return ended


def launched(argv: list[str], more: list[str]) -> tuple[list[str], list[str]] | None:
    """The flags of Python and the arguments of ipykernel in a kernel's command, None when it is not this very Python."""
    python, *rest = argv
    at = next((place for place in range(len(rest)) if rest[place : place + len(PLACE)] == PLACE), None)
    names = ("python", "python3", f"python3.{sys.version_info[1]}")  # for which jupyter_client takes this Python
    ours = python in names or folded(python) == folded(sys.executable)
    return None if at is None or not ours else (rest[:at], [*rest[at + len(PLACE) :], *more])


def folded(python: str) -> tuple[str, str]:
    """What tells one Python from another: virtual environments share the program, each has a folder of its own."""
    return os.path.realpath(os.path.dirname(python)), os.path.realpath(python)


def placed(manager: Any) -> bool:
    """Whether a kernel is to listen on an address that somebody chose."""
    return bool(manager.transport == "tcp" and manager.ip != localhost())


class PromptClient(AsyncKernelClient):
    """A client that goes on as soon as both channels speak, where jupyter_client waits a fifth of a second for silence."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return when the kernel answered and was heard to be idle. Raises RuntimeError when it died or took too long."""
        end = time.monotonic() + (timeout or float("inf"))
        while time.monotonic() < end:
            asked = self.kernel_info()
            with suppress(Empty):
                while (reply := await self.get_shell_msg(timeout=1))["parent_header"].get("msg_id") != asked:
                    pass
                while not idle(await self.get_iopub_msg(timeout=PAUSE * 10), asked):
                    pass
                self._handle_kernel_info_reply(reply)
                return
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
        raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")


def idle(message: Mapping[str, Any], asked: str) -> bool:
    """Whether a message says that a request is done with."""
    return message["parent_header"].get("msg_id") == asked and message["content"].get("execution_state") == "idle"


class OwnPython(AsyncKernelManager):
    """A manager whose kernel is this very Python, whatever kernels the reader's machine has under the same name."""

    client_class = PromptClient
    client_factory = PromptClient

    async def shutdown_kernel(self, now: bool = False, restart: bool = False) -> None:
        """End the kernel; one that is to end at once is not interrupted first, of which it would complain on stderr."""
        if now and self.provisioner:
            await self.provisioner.kill()
        await super().shutdown_kernel(now, restart)

    @property
    def kernel_spec(self) -> KernelSpec:
        argv = [sys.executable, *PLACE, *forked.ARGUMENTS]
        able = get_kernel_dict().get("metadata", {})  # what this ipykernel can do, encryption included
        warm = {"kernel_provisioner": {"provisioner_name": "mizan-warm"}}
        return KernelSpec(argv=argv, name="python3", display_name="Python 3", language="python", metadata={**able, **warm})


def manager(folder: Path) -> OwnPython:
    """A kernel manager on sockets in the scratch folder; where those cannot be, on encrypted loopback."""
    made = OwnPython(kernel_name="python3", connection_file=str(folder / "k.json"))
    if os.name == "posix" and len(str(folder)) < forked.LONGEST_SOCKET:
        made.transport, made.ip = "ipc", str(folder / "k")
    else:
        made.transport_encryption = "auto"
    return made
