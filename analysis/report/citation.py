"""How a page is cited: its permanent key, a reference in words and one for BibTeX; authors as CITATION.cff names them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from .. import language as wording
from .extract import bare
from .fault import ROOT, Fault
from .page import Page

FILE = ROOT / "CITATION.cff"
REQUIRED = ("title", "authors", "version", "license")
PRINT = 10  # characters of the digest in a key: one chance in a million million that two pages share one
APART = ("language", "as_of", "data")  # parameters that the key states itself, or that are of one machine
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TEX = {"\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
       "^": r"\textasciicircum{}", **{sign: f"\\{sign}" for sign in "&%$#_"}}  # fmt: skip


@dataclass(frozen=True)
class Author:
    """A person, or with a family name of "" a group, which may have a name in Arabic."""

    name: str
    family: str = ""
    alias: str = ""

    def said(self, language: str) -> str:
        """The author as a reference in a language writes it: in English a person's family name and initials."""
        if not self.family:
            return self.alias or self.name if language == "ar" else self.name
        initials = " ".join(f"{part[0]}." for part in self.name.split())
        return f"{self.name} {self.family}".strip() if language == "ar" else f"{self.family}, {initials}".rstrip(", ")


@dataclass(frozen=True)
class Work:
    """What CITATION.cff says of the suite."""

    title: str
    authors: tuple[Author, ...]
    version: str
    keywords: tuple[str, ...]


def work(path: Path = FILE) -> Work:
    """The suite as CITATION.cff names it. Raises Fault 3 when the file does not say enough."""
    try:
        held = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    except (OSError, ValueError, yaml.YAMLError):
        held = None
    lacking = [name for name in REQUIRED if not isinstance(held, dict) or not held.get(name)]
    if lacking:
        raise Fault(3, f"CITATION.cff: found no {', '.join(lacking)}, expected a CFF 1.2.0 file with "
                       f"{', '.join(REQUIRED)}. Complete it.")  # fmt: skip
    return Work(held["title"], tuple(map(author, held["authors"])), held["version"], tuple(held.get("keywords", ())))


def author(entry: Mapping[str, str]) -> Author:
    """One entry of the authors of CITATION.cff."""
    if "name" in entry:
        return Author(entry["name"], alias=entry.get("alias", ""))
    return Author(entry.get("given-names", ""), entry.get("family-names", ""), entry.get("alias", ""))


def key(page: Page, name: str) -> str:
    """The permanent name of what a page states: mizan-deals-en-2026-09-30-1a2b3c4d5e.

    Made of the figures themselves and not of the files behind them: it changes with every figure, drawn, tabled or said,
    and with the parameters and the language, and survives a change that leaves all of them as they were.
    """
    seal = page.seal
    given = {k: v for k, v in seal.get("parameters", {}).items() if k not in APART}
    drawn = [[plot.id, plot.data.get("csv") or plot.data["table"]["rows"]] for plot in page.plots]
    shown = [block for section in page.sections for block in section.blocks if block[0] not in ("prose", "chart")]
    tabled = [[kind, data.get("rows") or data] for kind, data in shown]
    stated = [[row["name"], row["value"], row["section"]] for row in page.findings]
    units = [[row["name"], row.get("unit")] for row in seal.get("findings", [])]
    told = [given, drawn, tabled, stated, units, [source["id"] for source in page.sources]]
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:PRINT]
    return re.sub("[^a-z0-9-]", "-", f"mizan-{name}-{seal['language']}-{seal['as_of']}-{digest}".lower())


def reference(form: str, held: Work, facts: Mapping[str, Any], translation: str = "") -> list[tuple[str, str]]:
    """A reference in the manner of Arabic, or of APA 7 in English, as pieces of text with what each is.

    A title in another language than the reference is followed by its translation in brackets, as APA asks.
    """
    said = {
        "authors": named(held.authors, form), "date": dated(facts["as_of"], form), "title": bare(facts["title"]),
        "key": facts["key"], "publisher": wording.words("page.brand", form),
    }  # fmt: skip
    pieces = []
    for literal, name, _, _ in Formatter().parse(wording.words("cite.reference", form)):
        pieces += [("text", literal)] if literal else []
        pieces += [(name, said[name])] if name else []
        foreign = name == "title" and translation and form != facts["language"]
        pieces += [("text", f" [{bare(translation)}]")] if foreign else []
    return joined(pieces)


def joined(pieces: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pieces in which no full stop follows another."""
    made: list[tuple[str, str]] = []
    for kind, text in pieces:
        doubled = text.startswith(".") and made and made[-1][1].endswith(".")
        made.append((kind, text[1:] if doubled else text))
    return made


def named(authors: Sequence[Author], language: str) -> str:
    """Authors as a reference lists them."""
    said = [one.said(language) for one in authors]
    return wording.join(said, "ar") if language == "ar" else ", & ".join(filter(None, (", ".join(said[:-1]), said[-1])))


def dated(day: str, language: str) -> str:
    """A day as a reference states it: 2 سبتمبر 2026 or 2026, September 2."""
    said = bare(wording.date(day, language))
    if language == "ar":
        return said
    number, month, year = said.split()
    return f"{year}, {month} {number}"


def bibtex(held: Work, facts: Mapping[str, Any]) -> str:
    """The page as an entry of BibTeX, which biblatex reads too: one field a line, Arabic as it is."""
    year, month, _ = facts["as_of"].split("-")
    authors = " and ".join(f"{tex(one.family)}, {tex(one.name)}" if one.family else braced(tex(one.name))
                           for one in held.authors)  # fmt: skip
    how, note = f"Mizan {held.version}, report with data to {facts['as_of']}", f"Report No. {facts['key']}"
    fields = {
        "author": braced(authors), "title": braced(braced(tex(facts["title"]))), "year": braced(year),
        "month": MONTHS[int(month) - 1], "howpublished": braced(tex(how)),
        "note": braced(tex(note)), "language": braced("arabic" if facts["language"] == "ar" else "english"),
    }  # fmt: skip
    rows = ",\n".join(f"  {name} = {value}" for name, value in fields.items())
    return f"@misc{{{facts['key']},\n{rows}\n}}"


def braced(text: str) -> str:
    """A value of BibTeX; braced twice it keeps its capitals."""
    return "{" + text + "}"


def tex(text: str) -> str:
    """A text inside the braces of BibTeX. Braces become commands: it counts them even behind a backslash."""
    return "".join(TEX.get(sign, sign) for sign in bare(text))
