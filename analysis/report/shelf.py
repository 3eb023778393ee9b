"""What lies on a shelf, and the index that leads to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .publish import INDEX, LANGUAGES, companion, fcntl, holds, replace, storage
from .remote import Remote

# The rest is imported where it is used: most of the time there is nothing to publish.
if TYPE_CHECKING:
    from markupsafe import Markup

    from .fonts import Look


def pages(out: Path) -> list[tuple[str, dict[str, Any]]]:
    """Every whole page of a shelf as its address and manifest: by name, plain parameters first, Arabic first."""
    found = []
    for language in LANGUAGES:
        for path in sorted((out / language).glob("*.html")) + sorted((out / language).glob("*/*.html")):
            if held := companion(path):
                found.append((path.relative_to(out).as_posix(), held))
    return sorted(found, key=lambda row: (row[1]["name"], row[1]["slug"], LANGUAGES.index(row[1]["language"])))


def index(out: Path, look: Look, order: tuple[str, ...] = ()) -> Path:
    """Write the index of a shelf from what is on it, `order` naming the reports that come first."""
    from .. import language as wording
    from . import gate
    from .export import environment, frame

    path = out / "index.html"
    title, lead = wording.words("index.title", "ar"), wording.words("index.lead", "ar")
    try:
        with one_index(out):  # held while the shelf is looked through: what another run puts there next, it tells itself
            body = environment("ar").get_template("index.html.j2").render(reports=entries(out, order))
            made = frame(body, "ar", look, title=title, description=lead).encode("utf-8")
            if not holds(path, made):
                gate.admit(made.decode("utf-8"), "index.html")
                replace(path, made)
    except OSError as error:
        raise storage(path, out, error, INDEX) from None
    return path


@contextmanager
def one_index(out: Path) -> Iterator[None]:
    """Wait for the index's lock: its writers are many and each is quick. On an object store the last writer stays."""
    if isinstance(out, Remote):
        yield
        return
    (out / ".busy").mkdir(parents=True, exist_ok=True)
    with open(out / ".busy" / "index", "wb") as file:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def entries(out: Path, order: tuple[str, ...]) -> list[dict[str, Any]]:
    """The index's reports: each with the pages of both languages, and its variants."""
    reports: dict[str, dict[str, Any]] = {}
    for address, held in pages(out):
        report = reports.setdefault(held["name"], {"name": held["name"], "pages": [], "variants": {}})
        row = {"href": address, "language": held["language"], "title": held["title"], "kicker": held["kicker"],
               "updated": updated(held)}
        if held["slug"]:
            changed = " ".join(f"{k}={v}" for k, v in sorted(held["changed"].items()) if k != "data")
            report["variants"].setdefault(held["slug"], {"changed": changed, "pages": []})["pages"].append(row)
        else:
            report["pages"].append(row)
    rank = {name: place for place, name in enumerate(order)}
    listed = sorted(reports.values(), key=lambda r: (rank.get(r["name"], len(rank)), r["name"]))
    return [{**report, "variants": list(report["variants"].values())} for report in listed]


def updated(held: Mapping[str, Any]) -> Markup | str:
    """Up to which day a page's data goes, in its language."""
    from .. import language as wording

    with wording.habit(held.get("parameters", {}).get("months", "egypt")):
        return wording.format(
            wording.words("index.updated", held["language"]), {"date": held["as_of"]}, held["language"], held["digits"]
        )
