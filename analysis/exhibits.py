"""What a page shows beside sentences and charts, as data: passages of a document, entries with their evidence, tables.

Each function returns plain data and text in one language; how it looks is the page's own affair.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from . import language as wording
from .rows import records

Data = dict[str, Any]
MOST = 400  # rows of a table, and of a list of entries, that a reader scrolls through; the package holds all
EVIDENCE = 60  # rows that bear on one entry


def passages(frame: pd.DataFrame, *, title: str, seed: str, language: str, digits: str) -> Data:
    """The sentences of a frame of `sources.passages` in their own language, what each mark is and where it is used."""
    kinds = {number: mark.kind for marks in frame["marks"] for number, mark in marks}
    found = [
        {"segments": segments(row, kinds, language, digits),
         "notes": [note(number, mark, language, digits) for number, mark in row["marks"]]}
        for row in records(frame)
    ]  # fmt: skip
    arabic = any("\u0621" <= letter <= "\u064a" for words in frame["text"] for letter in words)
    return {"title": title, "seed": seed, "language": "ar" if arabic else "en", "passages": found}


def segments(row: Any, kinds: Mapping[int, str], language: str, digits: str) -> list[Data]:
    """The pieces of a sentence: words, whether they state a figure or a claim, and the marks whose last piece it is.

    The last word of a mark stands apart as `tail`, so that the number set behind it never begins a line.
    """
    last = {number: place for place, (_, numbers) in enumerate(row["segments"]) for number in numbers}
    found = []
    for place, (words, numbers) in enumerate(row["segments"]):
        ends = [wording.number(number, None, language, digits) for number in numbers if last[number] == place]
        cut = words.rfind(" ") + 1 if ends else len(words)
        found.append({"text": words[:cut], "tail": words[cut:], "ends": ends, "kinds": sorted({kinds[n] for n in numbers})})
    return found


def note(number: int, mark: Any, language: str, digits: str) -> Data:
    """What marked words state, in this language, and the sections of reports that use it."""
    what = mark.what
    if mark.kind == "figure":
        said = wording.span(what["low"], what["high"], what["unit"], language, digits)
        key = f"exhibits.hedge.{what['hedge']}" if what["hedge"] in ("about", "nearly") else "exhibits.hedge.none"
        before, _, after = wording.words(key, language).partition("{}")
        stated = wording.strung("", [before, said, after])
        text = named("exhibits.stated", {**of(what, "subject", language), **of(what, "measure", language), "value": stated},
                     language, digits)  # fmt: skip
    else:
        text = wording.localized(what[own("claim", language)], language, digits)
    found = {
        "number": wording.number(number, None, language, digits), "kind": mark.kind, "text": text,
        "links": [link(place, language, digits) for place in mark.sections],
    }  # fmt: skip
    if mark.kind == "claim":
        found |= {"claim": what["claim_id"], "status": what["status"], "state": what[own("status_name", language)]}
    return found


def link(place: Mapping[str, Any], language: str, digits: str) -> Data:
    """Where a section of another report stands, relative to this one, and its heading."""
    heading = wording.localized(place[own("heading", language)], language, digits)
    return {"href": f"{place['page']}.html#finding-{place['place']}", "text": heading}


def claims(frame: pd.DataFrame, cards: Mapping[str, Mapping[str, Any]], language: str, digits: str) -> Data:
    """The claims of a frame of `sources.examined` with the rows that bear on each; `cards` are the sources by id."""
    found = [
        {"id": f"claim-{row['claim_id']}", "sign": row["status"], "state": row[own("status_name", language)],
         "text": wording.strung(" ", [wording.localized(row[own("claim", language)], language, digits),
                                      *unshown(row["evidence"], language, digits)]),
         "points": [sided(each, cards, language, digits) for each in row["evidence"][:EVIDENCE]],
         "links": [link(place, language, digits) for place in row["sections"]],
         "last": wording.localized(row[own("settled_by", language)], language, digits)
         if row["status"] in ("open", "not_examined") else ""}
        for row in records(frame)
    ]  # fmt: skip
    return {"entries": found, "last_title": wording.words("exhibits.settled_by", language)}


def disputes(frame: pd.DataFrame, cards: Mapping[str, Mapping[str, Any]], language: str, digits: str) -> Data:
    """Who says what: the readings of each row of a frame of `sources.conflicts`."""
    found = [
        {"id": f"dispute-{row['subject_id']}-{row['measure']}-{place}", "sign": "", "state": "", "links": [],
         "text": row[own("target", language)],
         "points": [reading(each, row["unit"], cards, language, digits) for each in row["said"][:EVIDENCE]],
         "last": wording.strung("", unshown(row["said"], language, digits))}
        for place, row in enumerate(records(frame.head(MOST)), 1)
    ]  # fmt: skip
    if len(frame) > MOST:
        more = named("exhibits.more", {"more": len(frame) - MOST}, language, digits)
        found.append({"id": "dispute-others", "sign": "", "state": "", "links": [], "last": "", "text": more, "points": []})
    return {"entries": found, "last_title": "", "folded": True}


def news(
    found: Mapping[str, Sequence[Mapping[str, Any]]], cards: Mapping[str, Mapping[str, Any]], language: str, digits: str
) -> Data:
    """What became known between two editions: the statements of `brief.news`, table by table."""
    entries = [
        {"id": f"news-{table}", "sign": "", "state": "", "links": [],
         "text": wording.words(f"exhibits.news.{table}", language),
         "points": [point(each, cards, language, digits) for each in rows[:EVIDENCE]],
         "last": wording.strung("", unshown(rows, language, digits))}
        for table, rows in found.items()
    ]  # fmt: skip
    title = wording.words("exhibits.news.title", language)
    return {"title": title if entries else "", "entries": entries, "last_title": "", "folded": True}


def unshown(rows: Sequence[Any], language: str, digits: str) -> list[str]:
    """How many more rows bear on an entry than it shows; nothing where it shows all."""
    more = len(rows) - EVIDENCE
    return [named("exhibits.more", {"more": more}, language, digits)] if more > 0 else []


def reading(said: Mapping[str, Any], unit: str, cards: Mapping[str, Mapping[str, Any]], language: str, digits: str) -> Data:
    """One reading: its figure, its basis, its page."""
    value = wording.span(said["low"], said["high"], unit, language, digits)
    basis = wording.words(f"basis.{said['basis']}", language)
    text = wording.strung(wording.words("charts.pause", language), [value, basis if language == "ar" else basis.lower()])
    card = cards[said["source"]]
    return {"text": text, "source": card["title"], "url": card["url"], "published": card["published"],
            "confidence": said["confidence"], "second_hand": said["second_hand"]}  # fmt: skip


def gaps(frame: pd.DataFrame, language: str, digits: str) -> Data:
    """What was looked for and not found, and where."""
    found = [
        {"id": f"gap-{row['gap_id']}", "sign": "not_examined", "state": "", "points": [], "links": [],
         "text": wording.localized(row[own("gap", language)], language, digits),
         "last": wording.localized(row[own("looked", language)], language, digits)}
        for row in records(frame)
    ]  # fmt: skip
    return {"entries": found, "last_title": wording.words("exhibits.looked", language)}


def sided(told: Mapping[str, Any], cards: Mapping[str, Mapping[str, Any]], language: str, digits: str) -> Data:
    """One row that bears on a claim, under the side on which it stands."""
    return {**point(told, cards, language, digits), "side": wording.words(f"exhibits.side.{told['side']}", language)}


def point(told: Mapping[str, Any], cards: Mapping[str, Mapping[str, Any]], language: str, digits: str) -> Data:
    """One row that bears on a claim: what it states, its day, the page that it is from and how sure that is."""
    card = cards[told["source"]]
    return {
        "text": statement(told, language, digits), "source": card["title"], "url": card["url"],
        "published": card["published"], "confidence": told["confidence"], "second_hand": told["second_hand"],
    }  # fmt: skip


def statement(told: Mapping[str, Any], language: str, digits: str) -> str:
    """What a statement of `sources.statements` says, as a sentence or a line of figures with its date."""
    day = when(told["date"], language, digits)
    values = {name: told[own(name, language)] for name in ("subject", "measure", "from_name", "to_name") if name in told}
    if told["kind"] == "event":
        values["text"] = wording.localized(told[own("text", language)], language, digits).rstrip(".")
    if told["kind"] in ("amount", "move", "members"):
        values["value"] = wording.span(told["low"], told["high"], told["unit"], language, digits)
    if told["kind"] == "model":
        ranked = told["rank"] is not None
        values |= {"rank": told["rank"], "day": told["arena_date"]} if ranked else {}
        return named(f"exhibits.model{'_ranked' if ranked else ''}", {**values, "date": day}, language, digits)
    return named(f"exhibits.{told['kind']}", {**values, "date": day}, language, digits)


def when(date: str, language: str, digits: str) -> str:
    """A date in words, a quarter by its number, so many years after; what is none of these stays as it was written."""
    if quarter := re.fullmatch(r"(\d{4})-?Q([1-4])", date):
        year = wording.date(quarter[1], language, digits)
        return wording.words(f"exhibits.quarter.q{quarter[2]}", language).replace("{}", year)
    if years := re.fullmatch(r"([1-9]\d?)y", date):
        span = wording.told(int(years[1]), "years", language, oblique=True)
        return wording.words("exhibits.after", language).replace("{}", span)
    return wording.date(date, language, digits) if dated(date) else wording.localized(date, language, digits)


def named(key: str, values: Mapping[str, Any], language: str, digits: str) -> str:
    """Fixed words with their values filled in."""
    return wording.format(wording.words(key, language), values, language, digits)


def of(what: Mapping[str, Any], name: str, language: str) -> Data:
    return {name: what[own(name, language)]}


def own(name: str, language: str) -> str:
    """The column of a name in a language."""
    return f"{name}_ar" if language == "ar" else name


def dated(date: str) -> bool:
    """Whether a date is a year, a month or a day, and no span of years."""
    return bool(re.fullmatch(r"\d{4}(-\d{2}){0,2}", date))


LISTED = (
    ("title", "exhibits.title"), ("published", "exhibits.published"), ("rows", "exhibits.rows"),
    ("confidence", "exhibits.best"), ("second_hand", "confidence.second_hand"), ("seed", "exhibits.kind"),
)  # fmt: skip


def listing(frame: pd.DataFrame, *, title: str, language: str, digits: str) -> Data:
    """A frame of `sources.by_source` as a table; what is unknown is said to be."""
    rows = [[cell(row, name, language, digits) for name, _ in LISTED] for row in records(frame.head(MOST))]
    if len(frame) > MOST:
        values = {"title": title, "shown": MOST, "count": len(frame)}
        title = named("exhibits.first_of", values, language, digits)
    heads = [wording.words(key, language) for _, key in LISTED]
    return {"title": title, "columns": heads, "rows": rows, "numeric": [2], "folded": True}


def cell(row: Any, name: str, language: str, digits: str) -> Any:
    """One cell of the list of sources."""
    value = row[name]
    if name == "title":
        return {"text": str(value), "href": row["url"]} if row["url"] else str(value)
    if name == "published":
        return wording.date(value, language, digits) if value else wording.words("sources.date_unknown", language)
    if name == "confidence":
        return wording.words(f"confidence.{value}", language)
    if name == "second_hand":
        return wording.words("confidence.second_hand", language) if value else wording.words("value.empty_cell", language)
    if name == "seed":
        return wording.words("sources.seed" if value else "exhibits.page", language)
    return {"text": wording.number(value, None, language, digits)}
