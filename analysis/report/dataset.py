"""A page as a schema.org Dataset, in the form in which search engines and catalogues read it (JSON-LD)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from .citation import Work
from .extract import bare
from .fault import ROOT
from .page import Page

LONGEST = 5000  # characters of a description, as Google's Dataset documentation asks
DATED = ("announced", "date", "period", "year")  # columns of charts that say when
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
NUMERIC = ("number", "integer")


def described(package: str | None = None) -> dict[str, Any]:
    """What a data package says of itself in its datapackage.json; nothing when there is none to read."""
    try:
        held = json.loads((ROOT / (package or "data") / "datapackage.json").read_text("utf-8"))
    except (OSError, ValueError):  # the notebook, which cannot run without, says what is wrong
        return {}
    return held if isinstance(held, dict) else {}


def dataset(
    page: Page, facts: Mapping[str, Any], work: Work, package: Mapping[str, Any], files: Sequence[Mapping[str, Any]],
    translation: Mapping[str, str],
) -> dict[str, Any]:  # fmt: skip
    """The page as a Dataset. Its own address is unknown, so files are named by their place on it; no clock, as_of only."""
    tongue = facts["language"]
    licence = next((one["path"] for one in package.get("licenses", ()) if one.get("path")), None)
    told = {
        "@context": "https://schema.org/", "@type": "Dataset", "name": bare(facts["title"]),
        "description": description([text for _, text in page.deck], package, tongue, work), "inLanguage": tongue,
        "identifier": facts["key"], "version": work.version, "dateModified": facts["as_of"],
        "temporalCoverage": coverage(page, facts["as_of"]), "license": licence, "isAccessibleForFree": True,
        "creator": creators(work), "keywords": list(work.keywords),
        "workTranslation": translated(translation, package, "en" if tongue == "ar" else "ar", work),
        "variableMeasured": variables(package, facts["data"].get("tables", ()), tongue),
        "distribution": [download(file) for file in files],
        "isBasedOn": origin(facts, package, tongue), "citation": [cited(source) for source in page.sources],
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


def block(told: Mapping[str, Any]) -> Markup:
    """A description as the content of a data block: nothing in it could end the element or begin another."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def description(deck: Iterable[str], package: Mapping[str, Any], language: str, work: Work) -> str:
    """What a page is about: its own words under the question, then what its data package says of itself, at most 5,000
    characters."""
    own = package.get("description_ar" if language == "ar" else "description")
    parts = [bare(re.sub("[*`]", "", str(text))) for text in (*deck, own or work.title)]
    return " ".join(filter(None, parts))[:LONGEST]


def translated(translation: Mapping[str, str], package: Mapping[str, Any], language: str, work: Work) -> Any:
    """The same page in the other language, as far as the notebook states it before it is run."""
    if not translation.get("title"):
        return None
    text = description([translation.get("deck", "")], package, language, work)
    return {"@type": "Dataset", "inLanguage": language, "name": bare(translation["title"]), "description": text}


def coverage(page: Page, last: str) -> str | None:
    """From the first day, month or year that a chart's data has, up to the day up to which data was seen."""
    days = [cell for plot in page.plots for cell in dates(plot.data.get("csv") or ()) if cell <= last]
    return f"{min(days)}/{last}" if days else None


def dates(rows: Sequence[Sequence[Any]]) -> list[str]:
    """The cells of dated columns."""
    wanted = [place for place, name in enumerate(rows[0]) if name in DATED] if rows else []
    return [str(row[place]) for row in rows[1:] for place in wanted if DAY.fullmatch(str(row[place]))]


def creators(work: Work) -> list[dict[str, str]]:
    """The authors of the suite: a person has a family name, a group has not."""
    return [
        {"@type": "Person", "name": f"{one.name} {one.family}".strip(), "familyName": one.family, "givenName": one.name}
        if one.family else {"@type": "Organization", "name": one.name} | ({"alternateName": one.alias} if one.alias else {})
        for one in work.authors
    ]  # fmt: skip


def variables(package: Mapping[str, Any], tables: Iterable[str], language: str) -> list[dict[str, str]]:
    """The numbers that the tables read hold, in the page's words."""
    end = "_ar" if language == "ar" else ""
    return [
        {"@type": "PropertyValue", "name": f"{table['name']}.{field['name']}",
         "alternateName": f"{table.get(f'title{end}', '')}: {field.get(f'title{end}', '')}",
         "description": field.get(f"description{end}", "")}
        | ({"unitText": field[f"unit{end}"]} if field.get(f"unit{end}") else {})
        for table in package.get("resources", ()) if table["name"] in tables
        for field in table.get("schema", {}).get("fields", ()) if field.get("type") in NUMERIC
    ]  # fmt: skip


def download(file: Mapping[str, Any]) -> dict[str, str]:
    """A file that the page carries, found at its place on the page."""
    return {"@type": "DataDownload", "name": file["name"], "encodingFormat": file["mediatype"],
            "contentUrl": f"#{file['id']}", "contentSize": f"{file['bytes']} B"}  # fmt: skip


def origin(facts: Mapping[str, Any], package: Mapping[str, Any], language: str) -> list[dict[str, str]]:
    """What the page was made of: the data package, and the documents as received, each by its digest."""
    name = package.get("title_ar" if language == "ar" else "title") or facts["data"].get("name") or ""
    made = [{"@type": "CreativeWork", "name": name, "identifier": f"sha256:{facts['inputs'].get('data', '')}"}]
    made += [{"@type": "CreativeWork", "name": seed, "identifier": f"sha256:{digest}"}
             for seed, digest in sorted(facts["seeds"].items())]  # fmt: skip
    return [one for one in made if one["name"] and not one["identifier"].endswith(":")]


def cited(source: Mapping[str, Any]) -> dict[str, str]:
    """A source as a work that is cited; what it does not state is left out."""
    told = {"@type": "CreativeWork", "name": bare(source.get("title") or source.get("cite")), "url": source.get("url"),
            "datePublished": source.get("published")}  # fmt: skip
    return {name: value for name, value in told.items() if value}
