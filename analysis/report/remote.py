"""Places that are no folders of this machine: a shelf or a data package in an object store, reached by fsspec.

Credentials come from where the store's own tools look for them, and are never printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar, cast

from .fault import Fault

SCHEMES = ("s3", "memory", "file")
KINDS = {".html": "text/html; charset=utf-8", ".json": "application/json"}  # as a browser has to be told
ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://(.*)", re.DOTALL)
CONFLICT = ("PreconditionFailed", "ConditionalRequestConflict")
Answer = TypeVar("Answer")


class Overtaken(OSError):
    """Another edition is in place than the one that was to be replaced."""


@dataclass(frozen=True, order=True)
class Remote:
    """An address in an object store, with as much of pathlib.Path's face as a shelf needs. Raises OSError as it does."""

    scheme: str
    path: PurePosixPath
    store: Any = field(compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.scheme}://{str(self.path).lstrip('/')}"

    def __truediv__(self, name: str) -> Remote:
        return Remote(self.scheme, self.path / name, self.store)

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def parent(self) -> Remote:
        return Remote(self.scheme, self.path.parent, self.store)

    def with_suffix(self, suffix: str) -> Remote:
        return Remote(self.scheme, self.path.with_suffix(suffix), self.store)

    def is_relative_to(self, other: Remote) -> bool:
        return isinstance(other, Remote) and self.path.is_relative_to(other.path)

    def relative_to(self, other: Remote) -> PurePosixPath:
        return self.path.relative_to(other.path)

    def is_file(self) -> bool:
        return bool(asked(lambda: self.store.isfile(str(self.path))))

    def read_bytes(self) -> bytes:
        return bytes(asked(lambda: self.store.cat_file(str(self.path))))

    def read_text(self, encoding: str) -> str:
        return self.read_bytes().decode(encoding)

    def glob(self, pattern: str) -> Iterator[Remote]:
        """The addresses that fit a pattern, in no order."""
        for found in asked(lambda: self.store.glob(str(self.path / pattern))):
            yield Remote(self.scheme, PurePosixPath(found.lstrip("/")), self.store)

    def edition(self) -> str:
        """What tells one content of this address from the next; "" when there is none."""
        try:
            held = asked(lambda: self.store.info(str(self.path)))
        except FileNotFoundError:
            return ""
        return str(held.get("ETag") or held.get("created") or held.get("mtime") or held.get("size"))

    def put(self, content: bytes, seen: str | None = None) -> None:
        """Put a content in place by one request, which a store takes whole or not at all.

        Raises Overtaken when the edition is another than the one `seen`. S3 itself compares the two; of another
        store it is asked just before.
        """
        guard: dict[str, Any] = {"ContentType": KINDS[self.path.suffix]} if self.scheme == "s3" else {}
        if seen is not None and self.scheme == "s3":
            guard |= {"IfMatch": seen} if seen else {"IfNoneMatch": "*"}
        elif seen is not None and self.edition() != seen:
            raise Overtaken(17, "another edition is there")
        asked(lambda: self.store.pipe_file(str(self.path), content, **guard))


def asked(question: Callable[[], Answer]) -> Answer:
    """A store's answer; whatever its library raises becomes an OSError whose words hold nothing of a request."""
    try:
        return question()
    except Overtaken:
        raise
    except Exception as error:
        code = str(getattr(error.__cause__ or error, "response", {}).get("Error", {}).get("Code", ""))
        if code in CONFLICT:
            raise Overtaken(17, code) from None
        if isinstance(error, FileNotFoundError):
            raise FileNotFoundError(2, "there is none") from None
        errno = error.errno if isinstance(error, OSError) and error.errno else 5
        raise OSError(errno, code or type(error).__name__) from None


def scheme(address: str) -> str:
    """The scheme of an address; "" for a path, a Windows drive among them."""
    found = ADDRESS.fullmatch(address)
    return found[1] if found else ""


def opened(address: str) -> Path:
    """The shelf at an address: a folder as pathlib knows it, or a Remote that stands in for one.

    Raises Fault 2 for an address of another kind, 7 when the store cannot be reached.
    """
    kind = scheme(address)
    if not kind:
        return Path(address).absolute()
    if kind not in SCHEMES:
        raise Fault(2, f"--out: found an address of {kind}://, expected a folder or one of {listed()}. Name one of these.")
    if kind == "file":
        return Path(address.removeprefix("file://")).absolute()
    place = at(address)
    if not place.path.parts or ".." in place.path.parts:
        raise Fault(2, f"--out: found {address}, expected {kind}://BUCKET/FOLDER. Name a bucket.")
    with reached(place):
        asked(lambda: kind == "memory" or place.store.ls(place.path.parts[0]))
    return cast(Path, place)


def at(address: str) -> Remote:
    """The place at an address."""
    kind, _, rest = address.partition("://")
    return Remote(kind, PurePosixPath(rest.strip("/")), store(kind))


@contextmanager
def reached(place: Remote) -> Iterator[None]:
    """Turn what a store says against a request into Fault 7."""
    try:
        yield
    except OSError as error:
        raise Fault(7, f"{place}: could not be reached ({error.strerror}). Make the bucket, or set the variables in which "
                       "its own tools look for credentials and address, and run again.") from None


def listed() -> str:
    return ", ".join(f"{name}://" for name in SCHEMES if name != "memory")


def store(kind: str) -> Any:
    """The store behind a scheme. Raises Fault 2 with what to install where its library is missing."""
    try:
        import fsspec

        return fsspec.filesystem(kind, **({"use_listings_cache": False} if kind == "s3" else {}))
    except ImportError:
        raise Fault(2, f"{kind}://: found no library for such addresses, expected fsspec and s3fs. "
                       "Install them: pip install 'mizan[remote]'") from None
