"""Every number that a published page prints, and what stands behind it; reads nothing but the page and the tables' CSVs."""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup, NavigableString, Tag

DATA = Path(__file__).parents[1] / "data"
WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩٫٬", "0123456789.,")
UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u2066\u2067\u2068\u2069"))
NUMBER = re.compile(r"[0-9٠-٩]+(?:[.,٫٬][0-9٠-٩]+)*")
MONTHS = {
    "January": 1, "February": 2, "March": 3, "April": 4, "May": 5, "June": 6, "July": 7, "August": 8, "September": 9,
    "October": 10, "November": 11, "December": 12, "يناير": 1, "فبراير": 2, "مارس": 3, "أبريل": 4, "مايو": 5, "يونيو": 6,
    "يوليو": 7, "أغسطس": 8, "سبتمبر": 9, "أكتوبر": 10, "نوفمبر": 11, "ديسمبر": 12,
}  # fmt: skip
DATE = re.compile(rf"(?:(\d{{1,2}})\s)?(?:({'|'.join(MONTHS)})\s)?((?:19|20)\d\d)(?![\d.,]*\d)")
OF_FIGURE = re.compile(r"-(n[0-9a-f]{10})(?=-|$)")
SCALE = re.compile(r"-scale\d+$")
# Counts of sources, section numbers, reading time, parameters, code, the page's own name.
APPARATUS = {"foot", "byline", "no", "changed", "code", "take", "cite"}
VALUE = {"readings": "low", "talent": "value_pct", "flows": "value", "companies": "value", "fx": "per_usd",
         "prices": "index_value", "outcomes": "value", "models": "arena_score"}  # fmt: skip


class Printed(NamedTuple):
    """A number, what it is ("figure", "date", "quoted", "scale", "apparatus", "untraced"), its notes, and its text."""

    number: str
    kind: str
    notes: tuple[str, ...]
    where: str


@cache
def tables() -> dict[str, dict[str, dict[str, str]]]:
    """The rows of data by table and id, as the files hold them."""
    found = {}
    for path in sorted(DATA.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        found[path.stem] = {next(iter(row.values())): row for row in rows}
    return found


@cache
def dates() -> frozenset[str]:
    """Every date that the data or a name in it holds, whole and cut to month and year."""
    cells = (cell for rows in tables().values() for row in rows.values() for cell in row.values())
    whole = {day for cell in cells for day in re.findall(r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?", cell)}
    return frozenset(day[:length] for day in whole for length in (4, 7, 10) if len(day) >= length)


@cache
def own_words() -> tuple[str, ...]:
    """Texts of the data that hold a number: titles, events, definitions, names."""
    cells = {plain(cell) for rows in tables().values() for row in rows.values() for name, cell in row.items()
             if name in ("title", "event", "event_ar", "definition", "definition_ar", "name", "name_ar", "target",
                         "target_ar", "model", "claim", "claim_ar") and NUMBER.search(cell)}  # fmt: skip
    for row in tables().get("models", {}).values():  # pages name a model by the words that its sizes share
        words = plain(row["model"]).replace("-", " - ").split()
        begins = (" ".join(words[:length]).replace(" - ", "-") for length in range(1, len(words)))
        cells |= {begin for begin in begins if NUMBER.search(begin)}
    seeds = {plain(path.read_text("utf-8")) for path in (DATA.parent / "seeds").glob("*.txt")}
    return tuple(sorted({cell.rstrip(".") for cell in cells} | seeds, key=len, reverse=True))


def plain(text: str) -> str:
    """A text as it is seen: no marks of direction, one kind of space, Western digits."""
    return " ".join(text.translate(UNSEEN).translate(WESTERN).replace("\u00a0", " ").split())


def printed(html: str) -> list[Printed]:
    """All numbers of a page outside its notes: of prose, tables, labels of charts and alternative texts."""
    soup = BeautifulSoup(html, "html.parser")
    for part in soup.select("style, script, template, .note"):
        part.decompose()
    found = []
    for text in soup.find_all(string=NUMBER):
        if type(text) is NavigableString:
            found += in_text(text)
    for part in soup.select("[aria-label]"):
        spans = [re.fullmatch(r"(\d+)-(\d+):(n\w+)", one).groups() for one in part.get("data-of", "").split()]
        places = [(int(start), int(end), (name,)) for start, end, name in spans]
        found += judged(part["aria-label"], places, None)
    return found


def in_text(text: NavigableString) -> list[Printed]:
    """The numbers of one piece of text."""
    parents = [part for part in text.parents if isinstance(part, Tag)]
    marks = [part.get("popovertarget") or part.get("data-of") for part in parents if part.name in ("button", "span")]
    opened = next(filter(None, marks), None)
    ids = [part.get("id", "") for part in parents if part.name == "g"]
    labels = tuple(name for one in ids for name in OF_FIGURE.findall(one))
    notes = (opened,) if opened else labels
    classes = {name for part in parents for name in part.get("class", [])}
    kind = None
    if any(map(SCALE.search, ids)) or (not notes and "key" in classes):
        kind = "scale"
    elif classes & APPARATUS or any(part.name in ("footer", "code", "title") for part in parents):
        kind = "apparatus"
    return judged(str(text), [(0, len(text), notes)] if notes else [], kind)


def judged(text: str, places: list[tuple[int, int, tuple[str, ...]]], kind: str | None) -> list[Printed]:
    """The numbers of a text, each with what is behind it."""
    found = []
    for hit in NUMBER.finditer(text):
        notes = next((names for start, end, names in places if start <= hit.start() and hit.end() <= end), ())
        why = "figure" if notes else kind or ("date" if dated(text, hit) else "quoted" if quoted(text, hit) else "untraced")
        found.append(Printed(hit.group(), why, notes, plain(text)[:120]))
    return found


def dated(text: str, hit: re.Match[str]) -> bool:
    """Whether a number belongs to a date that the data holds."""
    for date in DATE.finditer(text.translate(WESTERN)):
        if date.start() <= hit.start() < date.end():
            day, month, year = date.groups()
            parts = [year, *([f"{MONTHS[month]:02}"] if month else []), *([f"{int(day):02}"] if day and month else [])]
            return "-".join(parts) in dates()
    return False


def quoted(text: str, hit: re.Match[str]) -> bool:
    """Whether a number stands in words that are the data's own: a title, an event, a definition, a name."""
    whole = plain(text)
    place = [one.span() for one in NUMBER.finditer(whole)][sum(one.start() < hit.start() for one in NUMBER.finditer(text))]
    bare = re.sub(r"^(?:[^\W\d_]+: )?" + DATE.pattern + ": ", "", re.sub(r" \(" + DATE.pattern + r"\)$", "", whole))
    spans = ((start, start + len(words)) for words in own_words() for start in starts(words, whole))
    return any(bare in words for words in own_words()) or any(a <= place[0] and place[1] <= b for a, b in spans)


def starts(words: str, whole: str) -> list[int]:
    """Where some words stand in a text."""
    return [hit.start() for hit in re.finditer(re.escape(words), whole)]


class Note(NamedTuple):
    """One note of a page: its value in words, its row of data ("table: id"), its formula, and the notes it leads to."""

    value: str
    row: str | None
    formula: tuple[tuple[str, str | None], ...]
    leads: tuple[str, ...]


def notes(html: str) -> dict[str, Note]:
    """Every note of a page by name."""
    found = {}
    for part in BeautifulSoup(html, "html.parser").select(".note"):
        value, row, formula = part.select_one(".value"), part.select_one(".grade code"), part.select_one(".formula")
        tokens = [(plain(one.get_text()), one.get("popovertarget")) for one in formula.find_all(["bdi", "button"])
                  if one.name == "button" or one.find_parent("button") is None] if formula else []  # fmt: skip
        leads = [one["popovertarget"] for one in part.select("button.of")]
        found[part["id"]] = Note(plain(value.get_text()) if value else "", plain(row.get_text()) if row else None,
                                 tuple(tokens), tuple(leads))  # fmt: skip
    return found


def rows_behind(name: str, known: dict[str, Note]) -> set[str]:
    """The rows of data to which a note leads, over as many notes as it takes."""
    waiting, seen, found = [name], set(), set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        found |= {known[one].row} if known[one].row else set()
        waiting += known[one].leads
    return found


def exact(row: str) -> Decimal | None:
    """The figure of a row of data; None of a range, which has two."""
    table, _, name = row.partition(": ")
    cells = tables()[table][name]
    if table == "readings" and cells["low"] != cells["high"]:
        return None
    return Decimal(cells[VALUE[table]]) if table in VALUE else None


def recomputed(note: Note, known: dict[str, Note]) -> Decimal | None:
    """A formula worked out anew from the tables; None where it holds a list, a range or no arithmetic."""
    signs, said = {"+": "+", "−": "-", "×": "*", "÷": "/", "(": "(", ")": ")"}, []
    tokens = [text for text, _ in note.formula]
    for text, lead in note.formula[: tokens.index("=") if "=" in tokens else None]:
        if lead is None and text in signs:
            said.append(signs[text])
        elif lead is None and NUMBER.fullmatch(text):
            said.append(f"Decimal('{text.replace(',', '')}')")
        elif lead and known[lead].row and (value := exact(known[lead].row)) is not None:
            said.append(f"Decimal('{value}')")
        else:
            return None
    return eval(" ".join(said), {"Decimal": Decimal}) if len(said) > 1 else None  # tokens above only


def counts(html: str) -> Counter[str]:
    """How many numbers of each kind a page prints."""
    return Counter(one.kind for one in printed(html))


if __name__ == "__main__":
    for given in sys.argv[1:]:
        page = Path(given).read_text("utf-8")
        kinds = counts(page)
        print(f"{given}: {sum(kinds.values())} numbers; " + ", ".join(f"{kind} {n}" for kind, n in sorted(kinds.items())))
        for one in printed(page):
            if one.kind == "untraced":
                print(f"  untraced {one.number}: {one.where}")
