"""Put pages on the shelf whole or not at all.

A page is one file; its companion manifest carries the page's digest and counts as absent when it does not match. The
index is derived from what is on the shelf and comes last, so a fault before it leaves only an index that is older.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from .fault import Fault
from .remote import Overtaken, Remote
from .request import Request

try:
    import fcntl
except ImportError:  # a system without flock has one run at a time only if its user sees to it
    fcntl = None  # type: ignore[assignment]

LANGUAGES = ("ar", "en")
EARLIER, NONE = "The earlier page stands", "No page was published"
ALONE = "The new page is in place without its manifest, so it counts as absent"
WHOLE = "The page is in place with a manifest that fits it"
UNSEEN = "What is in place there could not be seen"
INDEX = "The pages are in place, only their index is not the newest"
SHOWN = {"name", "slug", "language", "title", "kicker", "as_of", "digits", "changed"}  # of a manifest, in the index
STRAY = ".mizan-"  # how the name of a file that is being written begins


def page_path(out: Path, name: str, language: str, slug: str = "") -> Path:
    """Where a page lies."""
    return out / language / name / f"{slug}.html" if slug else out / language / f"{name}.html"


def standing(request: Request, out: Path) -> tuple[str, ...]:
    """Why a page has to be made, in a word for each kind of reason; nothing when the one on the shelf is current."""
    from . import inputs

    page = page_path(out, request.name, request.language, request.slug)
    held = companion(page)
    if held is None:
        return ("altered",) if page.is_file() else ("new",)
    kinds = dict.fromkeys(told.partition(":")[0] for told in inputs.changes(request, held))
    return tuple(f"{kind} changed" for kind in kinds)


def reasons(request: Request, out: Path) -> list[str]:
    """The same told at length, in the words of `inputs.changes`."""
    from . import inputs

    page = page_path(out, request.name, request.language, request.slug)
    held = companion(page)
    if held is None:
        return ["page: altered, or without its manifest." if page.is_file() else "no page yet."]
    return list(inputs.changes(request, held)) or ["nothing: the page is current."]


def publish(out: Path, page: str, manifest: Mapping[str, Any], seen: str | None = None) -> Path:
    """Write page and manifest and return the page's path. Raises Fault 7, which says what is in place: the earlier
    page, none, or the new one, which counts as absent without its manifest.

    `seen` is what `only_one` gave; on an object store Fault 8 says that another run has published since.
    """
    path = page_path(out, manifest["name"], manifest["language"], manifest.get("slug", ""))
    content = page.encode("utf-8")
    manifest = {**manifest, "status": "published", "sha256": hashlib.sha256(content).hexdigest()}
    for file, held, known in ((path, content, seen), (path.with_suffix(".json"), as_json(manifest), None)):
        try:
            replace(file, held, known)
        except Overtaken:
            told = f"{manifest['language']}/{manifest['name']}: another run published it meanwhile, and its page stands."
            raise Fault(8, f"{told} Run again.") from None
        except OSError as error:
            raise storage(file, out, error, state(path, content), written=written(file, held)) from None
    return path


def state(path: Path, content: bytes | None = None) -> str:
    """What is on the shelf after a fault, said of a page that was to have a content, or of one never begun."""
    try:
        if content is None or not holds(path, content):
            return EARLIER if path.is_file() else NONE
    except OSError:
        return UNSEEN
    return WHOLE if companion(path) else ALONE


def holds(path: Path, content: bytes) -> bool:
    """Whether a file is there with a content."""
    return path.is_file() and path.read_bytes() == content


def written(path: Path, content: bytes) -> bool:
    """The same, as far as that can be seen."""
    try:
        return holds(path, content)
    except OSError:
        return False


def as_json(value: Mapping[str, Any]) -> bytes:
    """A manifest as bytes, the same every time."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def replace(path: Path, content: bytes, seen: str | None = None) -> None:
    """Put a file in place whole: written beside it, brought to the disk, then renamed over it; on an object store by
    one request, which raises Overtaken when what is there is no longer what was `seen`."""
    if isinstance(path, Remote):
        return path.put(content, seen)
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent, path.name)
    descriptor, stray = tempfile.mkstemp(prefix=f"{STRAY}{path.name}-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(stray, 0o644)
        os.replace(stray, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(stray)
        raise
    settle(path.parent)


def settle(folder: Path) -> None:
    """Bring a folder's own entries to the disk; a system that cannot open folders does so by itself."""
    with suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sweep(folder: Path, name: str) -> None:
    """Take away what a killed writer of the same file left; the lock keeps other writers out."""
    for stray in folder.glob(f"{STRAY}*"):
        if stray.name.startswith(f"{STRAY}{name}-"):
            with suppress(OSError):
                stray.unlink()


def storage(path: Path, out: Path, error: OSError, stands: str, *, written: bool = False) -> Fault:
    """The fault for a shelf that does not take a file, or took it and cannot bring it to the disk."""
    where = path.relative_to(out) if path.is_relative_to(out) else path.name
    reason = error.strerror or type(error).__name__
    failed = "was written, but could not be brought to the disk" if written else "could not be written"
    return Fault(7, f"{where}: {failed} ({reason}). {stands}. Make room, or allow writing, and run again.")


@contextmanager
def only_one(out: Path, name: str, language: str, slug: str = "") -> Iterator[str | None]:
    """Hold a page's lock; it dies with its holder. Raises Fault 8 when another run has it.

    Object stores have no such lock: there the edition that stands is given, for `publish` to replace that one only.
    """
    if isinstance(out, Remote):
        try:
            seen = page_path(out, name, language, slug).edition()
        except OSError as error:
            raise storage(page_path(out, name, language, slug), out, error, UNSEEN) from None
        yield seen
        return
    lock = out / ".busy" / "-".join(filter(None, (language, name, slug)))
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        file = open(lock, "wb")  # noqa: SIM115  open as long as the lock is held
    except OSError as error:
        page = page_path(out, name, language, slug)
        raise storage(page, out, error, state(page)) from None
    with file:
        try:
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Fault(8, f"{language}/{name}: another run of it is under way. Wait for it, then run again.") from None
        yield None


def companion(path: Path) -> dict[str, Any] | None:
    """The manifest beside a page, or None when either is missing or the digest does not match."""
    try:
        held = json.loads(path.with_suffix(".json").read_text("utf-8"))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError):
        return None
    return held if isinstance(held, dict) and held.get("sha256") == digest and held.keys() >= SHOWN else None
