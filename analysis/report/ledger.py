"""The ledger of scheduled reports: which periods are done, with their pages. A lock lets one run at a time."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from .fault import Fault

FORMAT = 1
REMEDY = (
    "Put back an earlier copy, or delete the file to have every period since each report's start done again: "
    "pages that are current stay as they are."
)

Done = dict[str, dict[str, list[str]]]
"""Report name -> end of the period -> the pages published for it, relative to the shelf."""


class LedgerFault(Fault):
    """A ledger that cannot be read or written."""

    def __init__(self, message: str) -> None:
        super().__init__(7, message)


class Busy(Fault):
    """Another run holds the lock."""

    def __init__(self, message: str) -> None:
        super().__init__(8, message)


def read(path: Path) -> Done:
    """What is done so far; nothing when there is no ledger yet.

    A damaged ledger is refused, because taking it for an empty one would silently do years of reports again.
    """
    try:
        kept = json.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as fault:
        raise LedgerFault(f"{shown(path)}: cannot be read ({fault.strerror}). Make it a readable file.") from fault
    except (ValueError, RecursionError) as fault:
        raise LedgerFault(f"{shown(path)}: found no JSON ({fault}), expected a ledger. {REMEDY}") from fault
    if not whole(kept):
        raise LedgerFault(
            f"{shown(path)}: found JSON of another shape, expected a ledger of format {FORMAT} "
            f"(reports with the ends of their periods, each with its pages). {REMEDY}"
        )
    return dict(kept["done"])


def whole(kept: Any) -> bool:
    """Whether decoded JSON has the shape that `write` gives it."""
    if not isinstance(kept, dict) or kept.keys() != {"format", "done"} or kept["format"] != FORMAT:
        return False
    done = kept["done"]
    return isinstance(done, dict) and all(
        isinstance(periods, dict) and all(is_day(end) and is_pages(pages) for end, pages in periods.items())
        for periods in done.values()
    )


def is_day(written: str) -> bool:
    """Whether a text is an ISO day in its one canonical form."""
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def is_pages(pages: Any) -> bool:
    """Whether a value is a list of page names."""
    return isinstance(pages, list) and all(isinstance(page, str) for page in pages)


def write(path: Path, done: Done) -> None:
    """Replace the ledger in one step, so that a reader or a crash meets the old one or the new one, whole."""
    from .publish import as_json, replace

    try:
        replace(path, as_json({"format": FORMAT, "done": done}))
    except OSError as fault:
        raise LedgerFault(
            f"{shown(path)}: cannot be written ({fault.strerror}), so the period just published stays owed. "
            "Free the disk or the folder's rights, then run `mizan due` again."
        ) from fault


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock while the block runs; raise `Busy` when another process holds it.

    The lock lies on an open descriptor, which no started program inherits: it dies with its owner, and the file that
    stays behind means nothing.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as fault:
        raise LedgerFault(f"{shown(path)}: cannot be opened ({fault.strerror}). Make the folder writable.") from fault
    try:
        seize(descriptor, path)
        yield
    finally:
        os.close(descriptor)


def seize(descriptor: int, path: Path) -> None:
    """Take the lock on a descriptor without waiting."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        if fault.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            raise Busy(f"{shown(path)}: another `mizan due` is at work. Run again when it has ended.") from fault
        raise LedgerFault(f"{shown(path)}: cannot be locked ({fault.strerror}). Use a disk that has locks.") from fault


def shown(path: Path) -> str:
    """A file as sentences name it: with its folder, without the rest of the machine's path."""
    return f"{path.parent.name}/{path.name}"
