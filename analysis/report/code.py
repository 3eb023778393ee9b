"""The files of the suite that a page is made with: what its notebook imports, and what turns the notebook into a page.

Read from the import lines as they stand, wherever in a module they are: so it is the same for a kernel that has just
been started and for one that was kept warm with everything loaded.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from .fault import ROOT

IMPORT = re.compile(
    r"^([ \t]*)(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n]+)|import[ \t]+([\w., \t]+))", re.MULTILINE
)
PAGES = ("analysis.report", "analysis.report.execute", "analysis.report.export")
BESIDE = {".toml", ".css", ".js", ".j2", ".ttf", ".woff2", ".mplstyle"}  # files that modules read
AUTHORS = "CITATION.cff"
APART = {"index.html.j2"}  # no page is made of it
SHORT = 16  # hexadecimal digits of a digest that only has to tell a file from what it was
begun: dict[Path, tuple[Any, ...]] = {}  # by the project's folder: the stamp of its files when this process began


def used(notebook: Mapping[str, Any]) -> dict[str, str]:
    """The digest of each file of the suite that the page of a notebook is made with, by its path in the project."""
    asked = {name for cell in notebook["cells"] if cell["cell_type"] == "code"
             for name in imported("".join(cell["source"]), "", everywhere=True)}  # fmt: skip
    return dict(prints(frozenset(asked), stamp()))


@lru_cache(maxsize=64)
def prints(asked: frozenset[str], stamp: tuple[Any, ...]) -> dict[str, str]:
    """The digest of each file that some modules of ours stand for, as long as the stamp of all files is the same."""
    return {name: read(name)[1] for name in sorted(closure(asked) | beside())}


def stamp() -> tuple[Any, ...]:
    """What tells that no file of the suite was written, added or taken away; a file's own digest is kept likewise."""
    folders = [ROOT / "analysis"]
    found: list[tuple[Any, ...]] = [(str(ROOT), authors.st_mtime_ns, authors.st_size) for authors in there(ROOT / AUTHORS)]
    for place in folders:
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders += [Path(entry.path)] if entry.name != "__pycache__" else []
                elif Path(entry.name).suffix in {".py", *BESIDE}:
                    state = entry.stat()
                    found.append((entry.path, state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino))
    return tuple(sorted(found))


def moved() -> bool:
    """Whether a file of the suite was written since this process began, which goes on with what it had loaded."""
    now = stamp()
    return begun.setdefault(ROOT, now) != now


def there(path: Path) -> list[os.stat_result]:
    """The state of a file, if there is one."""
    return [path.stat()] if path.is_file() else []


def closure(asked: frozenset[str]) -> frozenset[str]:
    """The files of some modules of ours and of all that these import, packages on the way included."""
    files, waiting = set[str](), [(name, True) for name in (*asked, *PAGES[1:])] + [(PAGES[0], False)]
    seen = set[tuple[str, bool]]()
    while waiting:
        name, everywhere = waiting.pop()
        if (name, everywhere) in seen or name.partition(".")[0] != "analysis":
            continue
        seen.add((name, everywhere))
        file = file_of(name)
        if file:
            files.add(file)
            package = name if file.endswith("/__init__.py") else name.rpartition(".")[0]
            waiting += [(found, True) for found in imported(read(file)[0], package, everywhere=everywhere)]
        if "." in name:  # of a package that is only passed through, what is imported in its functions is not used
            waiting.append((name.rpartition(".")[0], not file))
    return frozenset(files)


def imported(source: str, package: str, *, everywhere: bool) -> Iterator[str]:
    """The modules that a source names in its import lines, or names in them; in functions too, where `everywhere`."""
    for indent, dots, stem, names, plain in IMPORT.findall(source):
        if indent and not everywhere:
            continue
        if plain:
            yield from (one.split()[0] for one in plain.split(",") if one.strip())
            continue
        parts = package.split(".")
        base = parts[: len(parts) - len(dots) + 1] if dots else []
        whole = ".".join(filter(None, [*base, stem]))
        yield from (f"{whole}.{one}" for one in re.findall(r"(\w+)(?:\s+as\s+\w+)?\s*(?:,|$)", bare(names)))


def bare(names: str) -> str:
    """The names of an import line without brackets and remarks."""
    return re.sub(r"#[^\n]*", "", names).strip("() \t\n\\")


def file_of(name: str) -> str | None:
    """The file of a module by its path in the project, None when it is no module but a name in one."""
    path = name.replace(".", "/")
    return next((file for file in (f"{path}/__init__.py", f"{path}.py") if (ROOT / file).is_file()), None)


def beside() -> frozenset[str]:
    """The files that modules read: words, style, fonts, templates, and the authors whom pages name."""
    found = (path for path in (ROOT / "analysis").rglob("*") if path.suffix in BESIDE and path.name not in APART)
    return frozenset({AUTHORS, *(path.relative_to(ROOT).as_posix() for path in found)})


def read(name: str) -> tuple[str, str]:
    """The text of a source and the digest of a file; "" and that of nothing when it is not there."""
    path = ROOT / name
    content = path.read_bytes() if path.is_file() else b""
    text = content.decode("utf-8", "replace") if path.suffix == ".py" else ""
    return text, hashlib.sha256(content).hexdigest()[:SHORT]


moved()  # notes how the files are now
