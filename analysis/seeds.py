"""Source documents exactly as received: their cards, their text, quotations and citations."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[1] / "seeds"
LRI, PDI = "\u2066", "\u2069"
UNKNOWN = {
    "ar": {
        "publisher": "الناشر غير معروف",
        "published": "تاريخ النشر غير معروف",
        "url": "الرابط غير معروف",
        "licence": "الترخيص غير معروف",
    },
    "en": {
        "publisher": "publisher unknown",
        "published": "date of publication unknown",
        "url": "address unknown",
        "licence": "licence unknown",
    },
}


class SeedFault(Exception):
    """A seed or its card that is not what it should be, in one sentence with its remedy."""


@dataclass(frozen=True)
class Aside:
    """A figure of a seed that no reading uses, in the seed's own words, and why; start and end in code points."""

    words: str
    start: int
    end: int
    reason: str
    reason_ar: str


@dataclass(frozen=True)
class Card:
    """What is known of one seed. None is what the document does not state: it is never guessed."""

    id: str
    file: str
    sha256: str
    title: str
    title_ar: str | None
    title_en: str | None
    publisher: str | None
    published: str | None
    url: str | None
    licence: str | None
    language: str
    note: str | None
    note_ar: str | None
    aside: tuple[Aside, ...] = ()


STATED = ("id", "file", "sha256", "title", "language")


class _Verbatim(yaml.SafeLoader):
    """YAML whose scalars are text or null: no date, number or yes/no is read into what a card says."""


def _as_written(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    return str(node.value)


for _tag in ("bool", "float", "int", "timestamp"):
    _Verbatim.add_constructor(f"tag:yaml.org,2002:{_tag}", _as_written)


def cards() -> list[Card]:
    """The card of every seed, in the order of seeds.yml."""
    return list(_cards(_bytes("seeds.yml")))


@lru_cache(maxsize=8)
def _cards(contents: bytes) -> tuple[Card, ...]:
    """The cards that a seeds.yml holds, worked out once for the same bytes."""
    listed = _read_yaml(contents)
    if not isinstance(listed, list):
        raise SeedFault("seeds/seeds.yml: found no list, expected one card per seed. Begin each card with `- id:`.")
    found = [_card(entry, place) for place, entry in enumerate(listed, 1)]
    for place, one in enumerate(found):
        if one.id in {other.id for other in found[:place]}:
            raise SeedFault(f'seeds/seeds.yml: found two cards "{one.id}", expected one. Give each seed its own id.')
    return tuple(found)


def card(id: str) -> Card:
    """The card of one seed."""
    known = {one.id: one for one in cards()}
    if id not in known:
        raise SeedFault(f'seeds/seeds.yml: found no card "{id}", expected one of {", ".join(known)}. Add its card.')
    return known[id]


def text(id: str) -> str:
    """The seed's text, once its bytes are proven to be those of its card."""
    one = card(id)
    data = _bytes(one.file)
    found = hashlib.sha256(data).hexdigest()
    if found != one.sha256:
        raise SeedFault(
            f"seeds/{one.file}: found sha256 {found}, expected {one.sha256}. "
            "Put the file back as it was received; a new edition is a new seed with a card of its own."
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SeedFault(
            f"seeds/{one.file}, byte {error.start}: found 0x{data[error.start]:02X}, expected UTF-8. "
            "Keep the original elsewhere and store it as UTF-8."
        ) from None


def quote(id: str, start: int, end: int) -> str:
    """The words of a seed from character `start` up to `end`, counted in Unicode code points."""
    whole = text(id)
    if not 0 <= start < end <= len(whole):
        raise SeedFault(
            f"seed {id}: found a span from {start} to {end}, expected one within its {len(whole)} characters. "
            "Point start and end at the words."
        )
    return whole[start:end]


def cite(id: str, language: str = "ar") -> str:
    """A seed as a list of sources names it; what its card leaves null is said to be unknown."""
    if language not in UNKNOWN:
        raise SeedFault(f'seed {id}: found language "{language}", expected ar or en. Cite it in one of the two.')
    one = card(id)
    if language == "ar":
        return "، ".join([f"«{one.title_ar or one.title}»", *(_stated(one, name, "ar") for name in UNKNOWN["ar"])])
    return ", ".join([f"“{one.title_en or one.title}”", *(_stated(one, name, "en") for name in UNKNOWN["en"])])


def _stated(one: Card, name: str, language: str) -> str:
    value = getattr(one, name)
    if value is None:
        return UNKNOWN[language][name]
    # A date or an address loses its order in Arabic text unless it is set apart.
    return f"{LRI}{value}{PDI}" if language == "ar" and value.isascii() else value


def _read_yaml(data: bytes) -> Any:
    try:
        return yaml.load(data, Loader=_Verbatim)  # safe: _Verbatim is a SafeLoader that knows fewer types
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        said = getattr(error, "problem", None) or "unreadable text"
        raise SeedFault(f"seeds/seeds.yml{line}: found {said}, expected YAML. Mend it there.") from None


def _card(entry: Any, place: int) -> Card:
    where = f"seeds/seeds.yml, card {place}"
    if not isinstance(entry, dict):
        raise SeedFault(f"{where}: found {entry!r}, expected names and values. Begin the card with `- id:`.")
    aside = entry.get("aside", [])
    stated = {name: value for name, value in entry.items() if name != "aside"}
    expected = [field.name for field in fields(Card) if field.name != "aside"]
    _hold_fields(stated, expected, where, "Write null for the unknown.")
    for name, value in stated.items():
        empty = value is None and name not in STATED
        if not empty and not (isinstance(value, str) and value.strip()):
            raise SeedFault(f"{where}, {name}: found {value!r}, expected text. Write null only for what is not stated.")
    if not isinstance(aside, list):
        raise SeedFault(f"{where}, aside: found {aside!r}, expected a list. Begin each line with `- words:`.")
    return Card(**stated, aside=tuple(_aside(line, f"{where}, aside {n}") for n, line in enumerate(aside, 1)))


def _aside(line: Any, where: str) -> Aside:
    if not isinstance(line, dict):
        raise SeedFault(f"{where}: found {line!r}, expected names and values. Begin the line with `- words:`.")
    _hold_fields(line, [field.name for field in fields(Aside)], where, "Write each of them once.")
    for name in ("words", "reason", "reason_ar"):
        if not (isinstance(line[name], str) and line[name].strip()):
            raise SeedFault(f"{where}, {name}: found {line[name]!r}, expected text. Write it: a reader asks for it.")
    for name in ("start", "end"):
        if not (isinstance(line[name], str) and re.fullmatch("[0-9]{1,9}", line[name])):
            raise SeedFault(f"{where}, {name}: found {line[name]!r}, expected a count of characters. Point at the words.")
    start, end = int(line["start"]), int(line["end"])
    if start >= end:
        raise SeedFault(f"{where}: found start {start} and end {end}, expected a start below the end. Exchange them.")
    return Aside(line["words"], start, end, line["reason"], line["reason_ar"])


def _hold_fields(entry: dict[Any, Any], expected: list[str], where: str, remedy: str) -> None:
    missing = [name for name in expected if name not in entry]
    unknown = [str(name) for name in entry if name not in expected]
    if missing or unknown:
        found = "; ".join(
            f"{kind} {', '.join(names)}" for kind, names in (("missing", missing), ("unknown", unknown)) if names
        )
        raise SeedFault(f"{where}: found fields {found}, expected {', '.join(expected)}. {remedy}")


def _bytes(file: str) -> bytes:
    path = FOLDER / file
    if "/" in file or "\\" in file or path.resolve().parent != FOLDER.resolve():
        raise SeedFault(f'seeds/seeds.yml: found file "{file}", expected one that lies in seeds/. Move it there.')
    if not path.is_file():
        raise SeedFault(f"seeds/{file}: found no such file, expected the document as received. Put it back.")
    return path.read_bytes()
