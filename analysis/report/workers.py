"""Where pages are made side by side: threads of this process, each of which waits for its kernel."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from .fault import Fault, plainly
from .request import Request

if TYPE_CHECKING:
    from . import Made

PATIENCE = 0.2  # seconds between two looks at whether a signal has come


class Workers(Protocol):
    """Who makes pages: a number of them at a time, somewhere."""

    width: int

    def submit(self, request: Request, limit: float, hear: Callable[[str], None]) -> Future[Made | Fault]: ...

    def result(self, future: Future[Made | Fault]) -> Made | Fault: ...

    def end(self) -> None:
        """End what is under way, kernels included, and wait for it."""


class Stopped(Exception):
    """The batch was ended while a page was being made."""


class Threads:
    """Workers in this process."""

    def __init__(self, width: int) -> None:
        self.width, self.stopped = width, threading.Event()
        self.executor = ThreadPoolExecutor(width, thread_name_prefix="report")
        self.under_way: set[Future[Made | Fault]] = set()
        self.threads: set[int] = set()

    def __enter__(self) -> Threads:
        return self

    def __exit__(self, *raised: object) -> None:
        if raised[0]:
            self.end()
        self.executor.shutdown()

    def submit(self, request: Request, limit: float, hear: Callable[[str], None]) -> Future[Made | Fault]:
        def heard(stage: str) -> None:
            if self.stopped.is_set():
                raise Stopped
            hear(stage)

        def task() -> Made | Fault:
            self.threads.add(threading.get_ident())
            try:
                return attempt(request, limit, heard)
            finally:
                close_loop()

        future = self.executor.submit(task)
        self.under_way.add(future)
        future.add_done_callback(self.under_way.discard)
        return future

    def result(self, future: Future[Made | Fault]) -> Made | Fault:
        return future.result()

    def end(self) -> None:
        from .execute import end

        self.stopped.set()
        while pending := set(self.under_way):
            end(set(self.threads))
            wait(pending, PATIENCE)


def attempt(request: Request, limit: float, hear: Callable[[str], None] = lambda stage: None) -> Made | Fault:
    """The page of a request, or why there is none: as an answer, which travels between processes as an error may not."""
    from . import make

    try:
        return make(request, limit=limit, hear=hear)
    except Fault as fault:
        return fault


def close_loop() -> None:
    """Close the event loop that talking to a kernel has left in a thread, with its sockets."""
    with suppress(RuntimeError):  # there is none where no kernel was talked to
        asyncio.get_event_loop().close()


def unforeseen(error: Exception) -> str:
    """The sentence for an error that is a fault of the suite itself, which stops no other page."""
    told = f"{type(error).__name__}: {plainly(' '.join(str(error).split()))}"
    return f"stopped by something unforeseen ({told}). `python -X dev -m analysis` shows where."


def usable() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def whole(future: Future[Any]) -> bool:
    """Whether a page was made before everything was ended."""
    if not future.done() or future.cancelled() or future.exception():
        return False
    return not isinstance(future.result(), Fault)
