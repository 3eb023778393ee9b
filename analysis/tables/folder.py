"""Where a data package lies: a folder of the project, and nowhere else."""

from __future__ import annotations

import re
import stat
from pathlib import Path, PurePosixPath

from .faults import refusal, shown

ROOT = Path(__file__).parents[2]
CONTRACT = "datapackage.json"
REMEDY = "Name a folder of the project, such as data."
BESIDE = "Put it beside data/, as data.gulf; git leaves out what begins with data. and a name."
NAME = r"\w[\w .-]*"  # as a parameter takes it
OWN = ("data", "analysis", "notebooks", "seeds", "tests")


def folder(data: str | None) -> tuple[Path, str]:
    """The folder of a package and what sentences call it; `data` is a path relative to the project, or None."""
    if data is None or data == "":
        return ROOT / "data", "data"
    where = f"data package {shown(str(data))}"
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", str(data)):
        raise refusal(where, "an address or a drive", "a path inside the project", REMEDY)
    parts = PurePosixPath(str(data)).parts
    out = not parts or parts[0].startswith(("/", "~")) or ".." in parts
    if out or "\\" in str(data) or not str(data).isprintable():
        raise refusal(where, "a path that may lead out", "one inside the project", REMEDY)
    place = ROOT.joinpath(*parts)
    inside, there = _standing(place)
    if not inside:
        raise refusal(where, "a link that leads out", "a folder inside the project", REMEDY)
    if not there:
        raise refusal(where, "no such folder", f"one that holds a {CONTRACT}", REMEDY)
    return place, "/".join(parts)


def vacant(data: str) -> tuple[Path, str]:
    """Where a package may be begun and what sentences call it: a path inside the project that holds nothing yet."""
    where = f"data package {shown(data)}"
    parts = PurePosixPath(data).parts
    if not parts or not all(re.fullmatch(NAME, part) and part[-1] not in " ." for part in parts):
        raise refusal(where, "no name of a folder inside the project", "one such as data.gulf", "Write such a name.")
    if parts[0] in OWN:
        raise refusal(where, f"a place in {parts[0]}/, which the project itself keeps", "one of your own", BESIDE)
    place = ROOT.joinpath(*parts)
    if not _standing(place)[0]:
        raise refusal(where, "a link that leads out", "a folder inside the project", REMEDY)
    if place.exists() and not (place.is_dir() and not any(place.iterdir())):
        raise refusal(where, "something there already", "a new folder", "Name another, or remove that one yourself.")
    return place, "/".join(parts)


def _standing(place: Path) -> tuple[bool, bool]:
    """Whether a place lies inside the project, and whether it is a folder."""
    try:
        return place.resolve().is_relative_to(ROOT.resolve()), place.is_dir()
    except (OSError, RuntimeError):  # a name too long, a circle of links
        return True, False


def file_bytes(place: Path, path: str, called: str) -> bytes:
    """The bytes of an ordinary file that lies inside the folder; a pipe is never opened and waited for."""
    where, file = f"{called}/{path}", place / path
    if not file.resolve().is_relative_to(place.resolve()):
        raise refusal(where, "a link to outside the package", "a file in it", "Put the file itself there.")
    try:
        kind = file.stat().st_mode
        if stat.S_ISREG(kind):
            return file.read_bytes()
    except FileNotFoundError:
        raise refusal(where, "no such file", "one", "Put it there, or ask for another package.") from None
    except OSError as error:
        raise refusal(where, str(error.strerror), "a readable file", "Mend its rights or its disk.") from None
    what = "a directory" if stat.S_ISDIR(kind) else "something that is no ordinary file"
    raise refusal(where, what, "a file", "Put the file in its place.")
