"""The preloaded process that warm kernels are forked from.

It imports what notebooks import, then only ever forks: no cell runs in it, so no run can leave anything for the next.
Spares are forked ahead, each a whole kernel that waits for its order. It ends when its owner does, and takes the process
group of every kernel with it.

    python -m analysis.report.zygote DESCRIPTOR FOLDER MODULE [ARGUMENT ...]
"""

from __future__ import annotations

import fcntl
import gc
import json
import os
import selectors
import shutil
import signal
import socket
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from . import spare

SPARES = 2  # kernels forked ahead
PAUSE = 1  # seconds between two looks whether the owner lives
GIVE_UP = 3  # spares lost in a row before they were ready, after which none is forked any more


class Zygote:
    """Forks kernels, keeps spares, passes signals on, and knows how each kernel ended."""

    def __init__(self, owner: socket.socket, folder: Path, arguments: list[str], made: dict[str, str]) -> None:
        self.owner, self.folder, self.arguments, self.made = owner, folder, arguments, made
        self.spares: list[spare.Kernel] = []
        self.children: dict[int, Path] = {}  # not yet reaped, with the beginning of the names of their files
        self.running: set[int] = set()
        self.ended: dict[int, int] = {}
        self.forks, self.lost, self.retired = 0, 0, False
        self.pid, self.parent = os.getpid(), os.getppid()
        self.wakened, self.wakener = os.pipe()
        for end in (self.wakened, self.wakener):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self.wakener, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self.selector = selectors.DefaultSelector()
        self.selector.register(owner, selectors.EVENT_READ)
        self.selector.register(self.wakened, selectors.EVENT_READ)

    def serve(self) -> None:
        """Answer the owner until it is gone, or until the last kernel of a retired zygote is.

        Where the owner was forked, its copy may hold the socket open for long: so its death is looked for as well.
        """
        with self.owner.makefile("rw", encoding="utf-8", newline="\n") as talk:
            while not (self.retired and not self.running) and os.getppid() == self.parent:
                self.stock()
                told = {key.fd for key, _ in self.selector.select(PAUSE)}
                for end in told - {self.owner.fileno()}:
                    self.hear(end)
                if self.owner.fileno() not in told:  # heard last, since its wishes open and close pipes
                    continue
                if not (asked := talk.readline()):
                    return
                talk.write(json.dumps(self.answer(json.loads(asked))) + "\n")
                talk.flush()

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """What the owner is told: a kernel and its address, how one ended, or nothing."""
        self.reap()
        pid = asked.get("pid", 0)
        if asked["do"] == "start" and self.lost >= GIVE_UP:
            return {"fault": f"{GIVE_UP} in a row did not come up"}
        if asked["do"] == "start":
            try:
                return self.start(asked)
            except OSError as error:  # the kernels that run are no part of it
                return {"fault": str(error)}
        if asked["do"] == "poll" and pid not in self.running:
            return {"status": self.ended.pop(pid, -signal.SIGKILL)}
        if asked["do"] == "signal" and pid in self.running:  # once it is reaped its number may be another's
            spare.signalled(pid, asked["signal"])
        if asked["do"] == "retire":
            self.retired = True
            for kernel in list(self.spares):
                self.lose(kernel)
        return {}

    def start(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Give a spare its order; fork one for an address that is settled already, as it is after a restart."""
        told = json.dumps(asked)
        if asked["file"] or not self.spares:
            kernel = self.fork(asked["file"])
        else:
            kernel = next((waiting for waiting in self.spares if waiting.ready), self.spares[0])
        with suppress(BrokenPipeError), open(kernel.order, "w", encoding="utf-8") as pipe:
            with suppress(OSError):  # so that a kernel which does not read yet holds up nobody
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, len(told))
            pipe.write(told)
        if kernel in self.spares:
            self.spares.remove(kernel)
        self.selector.unregister(kernel.news)
        os.close(kernel.news)
        self.running.add(kernel.pid)
        return {"pid": kernel.pid, "connection": kernel.connection}

    def stock(self) -> None:
        """Fork spares until there are enough of them, or no room for more now."""
        with suppress(OSError):
            while not self.retired and self.lost < GIVE_UP and len(self.spares) < SPARES:
                self.spares.append(self.fork())

    def fork(self, file: str = "") -> spare.Kernel:
        """A kernel that waits for its order; in the child this call does not return. Raises OSError without room."""
        self.forks += 1
        place, ends = self.folder / f"{self.forks}", list[int]()
        try:
            connection = {} if file else spare.address(place)
            for _ in range(2):
                ends.extend(os.pipe())
            pid = os.fork()
        except OSError:
            for end in ends:
                os.close(end)
            self.sweep(place)
            raise
        order, ordering, news, telling = ends
        if not pid:
            self.become(file or f"{place}.json", [ordering, news], order, telling)
        os.close(order)
        os.close(telling)
        kernel = spare.Kernel(pid, connection, ordering, news)
        self.children[pid] = place
        self.selector.register(news, selectors.EVENT_READ)
        return kernel

    def become(self, file: str, ours: list[int], order: int, telling: int) -> NoReturn:
        """Be a kernel in this forked process, without anything of the zygote, and end."""
        heard = os.dup(2)
        try:
            os.setsid()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            waiting = [end for kernel in self.spares for end in (kernel.order, kernel.news)]
            for end in [*ours, *waiting, self.wakened, self.wakener, self.owner.detach()]:
                os.close(end)
            self.selector.close()
            spare.serve(file, self.arguments, self.made, order, telling)
            sys.exit()  # as every Python ends: threads are waited for, files closed
        except SystemExit:
            raise
        except BaseException:
            with open(heard, "w", encoding="utf-8") as file_of_errors:  # a kernel's own is captured for its client
                traceback.print_exc(file=file_of_errors)
        os._exit(1)

    def hear(self, end: int) -> None:
        """A spare is ready or lost, or a kernel ended."""
        if end == self.wakened:
            with suppress(BlockingIOError):
                os.read(end, 4096)
            self.reap()
            return
        for kernel in [waiting for waiting in self.spares if waiting.news == end]:
            kernel.ready = bool(os.read(end, 1))
            if kernel.ready:
                self.lost = 0
            else:
                self.lose(kernel)

    def lose(self, kernel: spare.Kernel) -> None:
        """Part with a spare that did not come up; after a few in a row none is forked ahead any more."""
        self.lost += 1
        self.spares.remove(kernel)
        self.selector.unregister(kernel.news)
        os.close(kernel.news)
        os.close(kernel.order)
        spare.signalled(kernel.pid, signal.SIGKILL)

    def reap(self) -> None:
        """Note how kernels ended, and end what they started before their numbers are free for others."""
        for pid in sorted(self.children):
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                continue
            spare.signalled(pid, signal.SIGKILL)
            status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            self.sweep(self.children.pop(pid))
            if pid in self.running:
                self.running.discard(pid)
                self.ended[pid] = status
            for kernel in [kernel for kernel in self.spares if kernel.pid == pid]:
                self.lose(kernel)

    def sweep(self, place: Path) -> None:
        """Leave no file of a kernel behind."""
        for file in self.folder.glob(f"{place.name}[.-]*"):
            file.unlink(missing_ok=True)

    def end(self) -> None:
        """Leave no process and no file behind."""
        if os.getpid() != self.pid:  # a kernel that was forked from it and came to its end
            return
        for pid in self.children:
            spare.signalled(pid, signal.SIGKILL)
        for pid in self.children:
            os.waitpid(pid, 0)
        if not self.retired:  # else a kernel may be started again at the address that it had here
            shutil.rmtree(self.folder, ignore_errors=True)


def main() -> None:
    """Preload, say so, serve."""
    descriptor, folder, preload, *arguments = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    owner = socket.socket(fileno=int(descriptor))
    owner.set_inheritable(False)
    if not sys.flags.safe_path:
        del sys.path[0]  # the working folder of the start, which `-m` puts first
    made = spare.prepare(preload)
    if (threads := len(os.listdir("/proc/self/task")) if os.path.isdir("/proc/self/task") else 1) > 1:
        sys.exit(f"mizan: {preload} started {threads - 1} threads, which a fork would lose. Kernels start cold instead.")
    gc.collect()
    gc.freeze()  # so that a collection in one kernel does not copy what all of them share
    zygote = Zygote(owner, Path(folder), arguments, made)
    try:
        owner.sendall(b"ready\n")
        zygote.serve()
    except (BrokenPipeError, ConnectionResetError):  # the owner is gone
        return
    finally:
        zygote.end()


if __name__ == "__main__":
    main()
