"""Many reports: made side by side by an executor, put on the shelf by this process alone, each as soon as it is whole.

Locally the executor's workers are threads: a run's work is in its kernel, a process of its own. What this process does
for a page, talking to the kernel and writing HTML, was a fifth of the CPU time of a run, so that on two cores threads
were faster than processes, each of which has to import what this one already holds.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from . import publish
from .fault import Fault, plainly
from .request import Request, names
from .worklist import Task

if TYPE_CHECKING:
    from . import Made, Outcome

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
            end(self.threads)
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


@dataclass(frozen=True)
class Started:
    """A page that is being made: its place in the list, since when, under which lock, over which edition of it."""

    task: Task
    place: int
    lock: ExitStack
    seen: str | None
    since: float


@dataclass
class Batch:
    """One shelf being filled: what is still to be made, what is under way, how the others ended.

    `hear` is called as `progress(name, language, stage, seconds)`, by several threads; `ended` once for each page but
    those that were current from the start.
    `signal` is the signal that ended it, if one did.
    """

    out: Path
    workers: Workers
    force: bool = False
    limit: float = 600
    hear: Callable[[str, str, str, float], None] = lambda *told: None
    ended: Callable[[Outcome], None] = lambda told: None
    signal: int = 0
    running: dict[Future[Made | Fault], Started] = field(default_factory=dict)
    ends: dict[int, Outcome] = field(default_factory=dict)

    def run(self, tasks: Sequence[Task]) -> list[Outcome]:
        """How each page ended, in the order of the tasks; after a signal only those that did. The index comes last.

        A task is submitted when a worker is free for it, so that a page is locked while it is made and no longer.
        """
        waiting = deque(enumerate(tasks))
        with self.listening():
            try:
                while (waiting or self.running) and not self.signal:
                    while waiting and len(self.running) < self.workers.width and not self.signal:
                        self.start(*waiting.popleft())
                    for future in wait(self.running, PATIENCE, FIRST_COMPLETED).done:
                        self.settle(future)
                if self.signal:
                    self.workers.end()
                    for future in filter(whole, list(self.running)):
                        self.settle(future)
            finally:
                for started in self.running.values():
                    started.lock.close()
            ends = [self.ends[place] for place in sorted(self.ends)]
            return ends + self.index(ends)

    def start(self, place: int, task: Task) -> None:
        """Have a page made, unless there is nothing to do or it cannot begin."""
        request = task.request
        if request is None or task.fault:
            return self.failed(place, task, task.fault or Fault(2, f"{task.name}: there is no request. Name a report."))
        if not task.reasons:
            return self.done(place, task, "unchanged")
        with ExitStack() as lock:
            try:
                seen = lock.enter_context(publish.only_one(self.out, request.name, request.language, request.slug))
                if not self.force and not publish.standing(request, self.out):
                    return self.done(place, task, "unchanged")  # another process made it since the plan was drawn up
            except Fault as fault:
                return self.failed(place, task, fault)
            since = time.monotonic()
            future = self.workers.submit(request, self.limit, lambda stage: self.tell(task, stage, since))
            self.running[future] = Started(task, place, lock.pop_all(), seen, since)

    def settle(self, future: Future[Made | Fault]) -> None:
        """Put a page that was made on the shelf, or note why there is none."""
        started = self.running.pop(future)
        with started.lock:
            try:
                made = self.workers.result(future)
                if isinstance(made, Fault):
                    raise made
                self.tell(started.task, "shelf", started.since)
                publish.publish(self.out, made.page, made.manifest, started.seen)
            except Exception as error:
                if sys.flags.dev_mode and not isinstance(error, Fault):
                    raise
                fault = error if isinstance(error, Fault) else Fault(1, unforeseen(error))
                return self.failed(started.place, started.task, fault, started.since)
        self.done(started.place, started.task, "published", started.since, made.warnings)

    def tell(self, task: Task, stage: str, since: float) -> None:
        self.hear(f"{task.name} {task.variant}".strip(), task.language, stage, time.monotonic() - since)

    def done(self, place: int, task: Task, status: str, since: float | None = None, warnings: Sequence[str] = ()) -> None:
        """Note a page that is on the shelf."""
        self.note(place, task, status, 0, self.page(task), since, "", warnings)

    def failed(self, place: int, task: Task, fault: Fault, since: float | None = None) -> None:
        """Note a page that could not be made; the earlier one stands, where there is one."""
        from . import STATUS

        self.note(place, task, STATUS.get(fault.code, "failed"), fault.code, None, since, fault.message)

    def note(
        self, place: int, task: Task, status: str, code: int, path: Path | None, since: float | None, message: str,
        warnings: Sequence[str] = (),
    ) -> None:  # fmt: skip
        from . import Outcome

        seconds = 0.0 if since is None else time.monotonic() - since
        outcome = Outcome(task.name, task.language, status, code, path, seconds, message, list(warnings), task.variant)
        self.ends[place] = outcome
        if task.reasons or code:
            self.ended(outcome)

    def page(self, task: Task) -> Path:
        return publish.page_path(self.out, task.name, task.language, task.request.slug if task.request else "")

    def index(self, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """Write the shelf's index once, when all that could be published is; its end, where it could not be written."""
        from . import STATUS, Outcome

        there = [outcome for outcome in outcomes if not outcome.code]
        try:
            if any(one.status == "published" for one in there) or (there and not (self.out / "index.html").is_file()):
                from . import export

                publish.index(self.out, export.house_look(), tuple(names()))
        except Fault as fault:
            return [Outcome("index", "", STATUS[fault.code], fault.code, None, 0.0, fault.message)]
        return []

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take Ctrl-C, the wish to end and a closed terminal as notes: none comes between a page and its manifest."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        wanted = [signal.SIGINT, signal.SIGTERM]
        if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # under nohup it stays ignored
            wanted.append(signal.SIGHUP)
        before = {number: signal.signal(number, self.noticed) for number in wanted}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def noticed(self, number: int, _: Any) -> None:
        self.signal = self.signal or number


def whole(future: Future[Any]) -> bool:
    """Whether a page was made before everything was ended."""
    if not future.done() or future.cancelled() or future.exception():
        return False
    return not isinstance(future.result(), Fault)
