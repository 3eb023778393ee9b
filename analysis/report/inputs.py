"""What a page depends on, as digests: when they are those of the page on the shelf, there is nothing to do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from .fault import ROOT

SOURCE = {".py", ".toml", ".css", ".j2", ".ttf", ".mplstyle"}


def fingerprints(notebook: bytes, package: str | None = None) -> dict[str, str]:
    """Digests of the notebook, the code, the data package, the seeds and the lock."""
    data = folder(ROOT / (package or "data"))
    return {
        "notebook": hashlib.sha256(notebook).hexdigest(), "code": code(), "data": data, "seeds": folder(ROOT / "seeds"),
        "lock": of({"requirements.lock": ROOT / "requirements.lock"}),
    }


@cache
def code() -> str:
    """The digest of the package that notebooks import, and of the authors whom its pages name."""
    home = ROOT / "analysis"
    return of({**named(home, (p for p in home.rglob("*") if p.suffix in SOURCE)), "CITATION.cff": ROOT / "CITATION.cff"})


def folder(home: Path) -> str:
    """The digest of every file of a folder, names included."""
    return of(named(home, (p for p in home.rglob("*") if p.is_file() and not p.name.startswith("."))))


def named(home: Path, paths: Iterable[Path]) -> dict[str, Path]:
    return {path.relative_to(home).as_posix(): path for path in paths}


def of(files: Mapping[str, Path]) -> str:
    """One digest for several files; a file that is missing counts as such."""
    kept = hashlib.sha256()
    for name, path in sorted(files.items()):
        content = path.read_bytes() if path.is_file() else b"missing"
        kept.update(f"{name} {len(content)}\n".encode() + content)
    return kept.hexdigest()
