"""Forked kernels as their owner sees them: one zygote for each way of starting Python, and a handle on each kernel."""

from __future__ import annotations

import atexit
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from . import code
from .environment import environment, limits, umask
from .spare import INLINE

# What Python and its libraries read when they start; a kernel forked from a process that read other values is no equal.
EARLY = ("PYTHON", "MPL", "LD_", "DYLD_", "OMP_", "OPENBLAS_", "MKL_", "ARROW_", "LC_", "XDG_")
EARLY_NAMES = ("HOME", "LANG", "LANGUAGE", "TZ", "VIRTUAL_ENV")
SINGLE = {  # threads do not fork
    "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
PATIENCE = 30  # seconds for an answer, after which the preloaded process counts as gone
LONGEST_SOCKET = 80  # characters of a folder's name, beyond which a socket in it may be out of reach


class NoZygote(OSError):
    """The preloaded process could not be started, forks none, or is gone."""


class Zygote:
    """The owner's end of a preloaded process."""

    def __init__(self, env: Mapping[str, str], flags: Sequence[str], arguments: Sequence[str], preload: str) -> None:
        self.folder = tempfile.mkdtemp(prefix="mizan-")
        if len(self.folder) > LONGEST_SOCKET:
            shutil.rmtree(self.folder)
            raise NoZygote(f"the scratch folder's name is longer than {LONGEST_SOCKET} characters")
        self.owner, self.stamp = os.getpid(), stamp()
        self.lock = threading.Lock()
        ours, its = socket.socketpair()
        ours.settimeout(PATIENCE)
        given = {"MPLBACKEND": INLINE, **SINGLE, **env, "IPYTHONDIR": profile(env) or f"{self.folder}/ipython"}
        given.pop("JPY_SESSION_NAME", None)  # each kernel is told its own
        command = [sys.executable, *flags, "-m", "analysis.report.zygote", str(its.fileno()), self.folder, preload]
        with its:
            self.process = subprocess.Popen(
                [*command, *arguments], env=given, cwd=self.folder, stdin=subprocess.DEVNULL, pass_fds=[its.fileno()],
                start_new_session=True,
            )  # fmt: skip
        self.socket, self.talk = ours, ours.makefile("rw", encoding="utf-8", newline="\n")
        self.ready = False

    def ask(self, **asked: Any) -> dict[str, Any]:
        """What the zygote answers. Raises NoZygote when it is gone."""
        with self.lock:
            try:
                if not self.ready:  # it says so when it has loaded everything
                    self.ready = bool(self.talk.readline())
                self.talk.write(json.dumps(asked) + "\n")
                self.talk.flush()
                return dict(json.loads(self.talk.readline()))
            except (OSError, ValueError) as error:
                if isinstance(error, TimeoutError):  # better none than one that holds up whoever asks
                    self.process.kill()
                raise NoZygote("the preloaded process is gone") from None

    def start(self, env: Mapping[str, str], cwd: str, file: str = "") -> tuple[Forked, dict[str, Any]]:
        """A kernel and its address: a spare, or one forked for the address that a connection file tells."""
        answer = self.ask(do="start", file=file, env=dict(env), cwd=cwd, umask=umask(), limits=limits())
        if "fault" in answer:
            raise NoZygote(answer["fault"])
        return Forked(self, answer["pid"]), {**answer["connection"], "key": answer["connection"].get("key", "").encode()}

    def retire(self) -> None:
        """Fork no more; the kernels that run go on."""
        with suppress(NoZygote):
            self.ask(do="retire")

    def loading(self) -> bool:
        """Whether it has not said yet that it is ready; it has no kernels then that it would have to end."""
        heard = select.poll()
        heard.register(self.socket, select.POLLIN)
        return not self.ready and not heard.poll(0)

    def hang_up(self) -> None:
        """Speak with it no more; who waits for an answer waits no longer."""
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        for end in (self.talk, self.socket):
            with suppress(OSError):
                end.close()

    def close(self) -> None:
        """End it with all its kernels."""
        if self.socket.fileno() >= 0 and self.loading():
            self.process.kill()
        self.hang_up()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Forked:
    """A kernel that the zygote forked, with the methods of a Popen that jupyter_client asks for."""

    stdin = stdout = stderr = None

    def __init__(self, zygote: Zygote, pid: int) -> None:
        self.zygote, self.pid = zygote, pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code, None as long as it runs; a kernel whose zygote is gone is gone with it."""
        if self.returncode is None:
            try:
                self.returncode = self.zygote.ask(do="poll", pid=self.pid).get("status")
            except NoZygote:
                self.returncode = -signal.SIGKILL
                if self.zygote.owner == os.getpid():  # it ends by itself, unless it is deep in one long call
                    with suppress(ProcessLookupError, PermissionError):
                        os.killpg(self.pid, signal.SIGKILL)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, when it has one. Raises TimeoutExpired."""
        end = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
            time.sleep(0.005)
        return int(self.returncode or 0)

    def send_signal(self, signum: int) -> None:
        """Signal its process group."""
        with suppress(NoZygote):
            self.zygote.ask(do="signal", pid=self.pid, signal=int(signum))

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


ARGUMENTS = ["--HistoryManager.enabled=False"]  # of ipykernel, for reports
PRELOAD = "analysis.rehearsal"

retired: list[Zygote] = []
zygotes: dict[tuple[Any, ...], Zygote] = {}
gate = threading.Lock()


def zygote(env: Mapping[str, str], flags: Sequence[str], arguments: Sequence[str], preload: str) -> Zygote:
    """The preloaded process for a way of starting Python, started when there is none that is still right.

    One whose code was changed since on the disk is retired, so that a kernel never runs code that is no longer there.
    """
    early = {name: value for name, value in env.items() if name.startswith(EARLY) or name in EARLY_NAMES}
    key = (*sorted(early.items()), profile(env), *flags, *arguments, preload)
    with gate:
        held = zygotes.get(key)
        if held and held.stamp == stamp() and (held.process.poll() is None or not held.ready):
            return held  # one that ended before it was ready would do so again
        if held:
            held.retire()
            retired.append(zygotes.pop(key))
        for gone in [old for old in retired if old.process.poll() is not None]:
            gone.hang_up()  # its folder stays: a kernel that is started again keeps its address
        zygotes[key] = Zygote(env, flags, arguments, preload)
        return zygotes[key]


def wanted() -> bool:
    """Whether kernels are to be forked here. On macOS the system's own libraries do not survive a fork."""
    return sys.platform.startswith("linux") and os.environ.get("MIZAN_KERNELS", "warm") != "cold"


def stand_by() -> None:
    """Start the preloaded process for reports, which loads while its owner still gets ready."""
    if wanted():
        env = environment()
        env["IPYTHONDIR"] = ""  # each run has its own, which is empty
        with suppress(OSError):  # it shows again at the first run, which then starts cold
            zygote(env, [], ARGUMENTS, PRELOAD)


def profile(env: Mapping[str, str]) -> str:
    """The IPython folder of an environment, unless it is empty and so says nothing."""
    folder = env.get("IPYTHONDIR", f"{env.get('HOME') or os.path.expanduser('~')}/.ipython")
    return folder if folder and os.path.isdir(folder) and os.listdir(folder) else ""


def stamp() -> tuple[Any, ...]:
    """What tells that the package's code, and what is installed, is still that of the disk."""
    places = sorted(place for place in sys.path if place.endswith("-packages") and os.path.isdir(place))
    return (*((place, os.stat(place).st_mtime_ns) for place in places), *code.stamp())  # with what is installed there


def close() -> None:
    """End every zygote of this process."""
    with gate:
        while zygotes or retired:
            (retired.pop() if retired else zygotes.popitem()[1]).close()


def forget() -> None:
    """In a forked copy of this process: they are the other's."""
    global gate
    gate = threading.Lock()
    for held in (*zygotes.values(), *retired):
        with suppress(OSError):
            os.close(held.socket.detach())
    zygotes.clear()
    retired.clear()


atexit.register(close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=forget)
