"""Data packages from elsewhere: fetched whole into a folder that is named by what is in it, and read from there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from . import inputs, remote
from .fault import ROOT, Fault
from .request import Request

PACKAGES = ROOT / "reports" / "packages"
CONTRACT = "datapackage.json"
MOST, LARGEST = 1000, 2**30  # files and bytes of a package; more is another kind of place, or a slip of the pen


@cache
def local(package: str | None) -> str | None:
    """A data package as a folder relative to the project: itself, or the copy of what lies at an address.

    Fetched once in a process, so that all pages of a batch are made of the same data. Raises Fault 3 for what is no
    package, 7 when the store cannot be reached.
    """
    return fetch(package) if package and remote.scheme(package) else package


def digest(package: str | None) -> str:
    """The digest of a package that was fetched; "" for one of the project."""
    place = ROOT / (package or "data")
    return place.name if place.parent == PACKAGES else ""


def located(request: Request) -> dict[str, Any]:
    """The values of a request with its data package on this machine. Raises Fault 3 when that is another one by now."""
    if not request.package:
        return request.values
    place = PACKAGES / request.package
    found = named(place) if place.is_dir() else fetch(request.values["data"])
    if digest(found) != request.package:
        raise Fault(3, f"data package {request.values['data']}: found other data than when the pages were asked for. "
                       "Nothing was published. Run again.")
    return {**request.values, "data": found}


def fetch(address: str) -> str:
    """The folder of a fresh copy of a package, relative to the project; one that is there already is not doubled."""
    contents = read(address)
    try:
        PACKAGES.mkdir(parents=True, exist_ok=True)
        stray = Path(tempfile.mkdtemp(prefix="fetched-", dir=PACKAGES))
        try:
            for name, content in contents.items():
                (stray / name).parent.mkdir(parents=True, exist_ok=True)
                (stray / name).write_bytes(content)
            place = PACKAGES / inputs.folder(stray)
            if place.is_dir() and inputs.folder(place) != place.name:
                shutil.rmtree(place)
            if not place.is_dir():
                stray.rename(place)
        finally:
            shutil.rmtree(stray, ignore_errors=True)
    except OSError as error:
        told = f"reports/packages: a data package could not be kept there ({error.strerror})."
        raise Fault(7, f"{told} Make room, or allow writing, and run again.") from None
    return named(place)


def named(place: Path) -> str:
    return place.relative_to(ROOT).as_posix()


def read(address: str) -> Mapping[str, bytes]:
    """The files of a package by their names in it; those whose names begin with a dot are left."""
    place = remote.at(address)
    where = f"data package {address}"
    with remote.reached(place):
        there = remote.asked(lambda: place.store.find(str(place.path), detail=True))
        sizes = {PurePosixPath(path.lstrip("/")).relative_to(place.path): held["size"] for path, held in there.items()}
        sizes = {name: size for name, size in sizes.items() if not name.name.startswith(".")}
        if PurePosixPath(CONTRACT) not in sizes:
            raise Fault(3, f"{where}: found no {CONTRACT}, expected a package's. Name the folder that holds one.")
        if len(sizes) > MOST or sum(sizes.values()) > LARGEST:
            raise Fault(3, f"{where}: found {len(sizes)} files of {sum(sizes.values())} bytes, expected at most {MOST} of "
                           f"{LARGEST}. Name a folder that holds the package alone.")
        if any(".." in name.parts or "\\" in str(name) for name in sizes):
            raise Fault(3, f"{where}: found a name that may lead out of its folder, expected plain names. Rename it.")
        return {str(name): (place / str(name)).read_bytes() for name in sizes}
