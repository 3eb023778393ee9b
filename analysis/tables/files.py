"""The files of a package as they are while one question is answered: read once, known by their digest.

A digest is taken from the bytes, always. It is taken again unless the file is provably the same: device, inode, size and
both times as they were, and the bytes read when the younger of the two times lay two seconds back, so that a later write
cannot have left the same stamp (two seconds is the coarsest clock of a file system in use). The time of change (`ctime`)
moves with every write and cannot be set, so a copy that keeps its date or a file put in another's place is noticed;
where the system has no such time, on Windows, every question reads the bytes. A program that writes through a memory map
may be noticed late: nothing of that kind writes tables.
"""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

from .faults import refusal
from .folder import file_bytes

Stamp = tuple[int, int, int, int, int]
SETTLED = 2_000_000_000  # nanoseconds
MOST_KNOWN = 4096
HAS_CHANGE_TIME = os.name == "posix"

_known: dict[Path, tuple[Stamp, str]] = {}


class Changed(Exception):
    """A file was written while a question was answered: it is asked anew."""


class Files:
    """The files of one package during one question; a file that changes meanwhile raises Changed."""

    def __init__(self, place: Path, called: str) -> None:
        self.place, self.called = place, called
        self._digests: dict[str, str] = {}

    def digest(self, path: str) -> str:
        """The SHA-256 of a file's bytes, in hexadecimal."""
        if path not in self._digests:
            known = _known.get(self.place / path)
            same = known is not None and known[0] == _stamp(self.place / path)
            self._digests[path] = known[1] if known and same else self._read(path)[1]
        return self._digests[path]

    def content(self, path: str) -> bytes:
        """The bytes of a file, those of its digest."""
        data, found = self._read(path)
        if self._digests.setdefault(path, found) != found:
            raise Changed(f"{self.called}/{path}")
        return data

    def _read(self, path: str) -> tuple[bytes, str]:
        file, asked = self.place / path, time.time_ns()
        before = _stamp(file)
        data = file_bytes(self.place, path, self.called)
        found = hashlib.sha256(data).hexdigest()
        if before and before == _stamp(file) and asked - max(before[3:]) > SETTLED:
            if len(_known) >= MOST_KNOWN:
                _known.clear()
            _known[file] = before, found
        else:
            _known.pop(file, None)
        return data, found


def _stamp(file: Path) -> Stamp | None:
    """What cannot stay the same when a file is written; None where that cannot be told."""
    try:
        found = os.stat(file)
    except OSError:
        return None
    if not HAS_CHANGE_TIME:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def restless(change: Changed) -> Exception:
    """The refusal of a file that changed at each of several readings."""
    return refusal(
        str(change), "a file that changes while it is read", "one at rest", "Try again when it has been written."
    )
