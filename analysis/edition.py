"""What one run of a notebook speaks in and may know."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from decimal import Decimal
from functools import cache, wraps
from importlib.metadata import version
from string import Formatter
from types import ModuleType, SimpleNamespace
from typing import Any

import pandas as pd

from . import exhibits, parameters, provenance, reads, tables
from . import language as wording
from .evidence import Evidence
from .rows import records

UNGRADED: Mapping[str, Any] = {"confidence": None, "second_hand": None}
WORDS = ("text", "date", "list")  # specs of a template that are no units
UNRECORDED = ("text", "list")  # they differ between the languages
GRADES = ("filed", "reported", "estimated")  # strongest first
GRADED = ("source", "confidence", "read")  # what the list of sources says of a table's rows
SOURCE = ("source_id", "title", "url", "published", "seed")
WORKED_OUT = ("known_from", "undated")  # columns that a table gets when it is loaded
VERSIONS = ("matplotlib", "pandas", "papermill", "seaborn")


Sentences = str | Sequence[str]


class Said:
    """Something for the page: data under our own type, plain text beside it for JupyterLab."""

    def __init__(self, kind: str, data: Mapping[str, Any], text: str, direction: str = "ltr") -> None:
        self.kind, self.data, self.text, self.direction = kind, data, text, direction

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {f"application/vnd.mizan.{self.kind}+json": dict(self.data), "text/plain": self.text}


class Edition:
    """One language, one set of digits, one day up to which data is seen, one data package.

    Built in a notebook's setup cell, so that plain papermill is guarded as well. `as_of` left empty is the newest
    day in the data, never the clock. Everything that a cell says through it is recorded for the seal, and whatever is
    read of the data too: `columns` names those of each table that the notebook's measures use, and no others are handed
    out, so that a change in another leaves the page current. A table that it does not name is handed out whole.
    """

    def __init__(
        self, language: str = "ar", digits: str = "latn", as_of: str | None = None, data: str | None = None,
        columns: Mapping[str, Sequence[str]] | None = None,
    ) -> None:  # fmt: skip
        for given, name, choices in ((language, "language", ("ar", "en")), (digits, "digits", ("latn", "arab"))):
            if given not in choices:
                raise parameters.BadParameter(
                    [f'parameter {name}: found "{given}", expected {" or ".join(choices)}. Write one of the two.']
                )
        self.language, self.digits, self.data = language, digits, data or None
        self.columns, self.reads = columns or {}, reads.Reads()
        self.reads.newest = not as_of
        self.as_of = as_of or tables.newest(self.data)
        self.frames: dict[str, pd.DataFrame] = {}
        self.read: dict[str, str] = {}
        self.cited: list[str] = []
        self.undated = 0
        self.findings: list[dict[str, str | None]] = []
        self.given: dict[str, str] = {}
        self.currency = "USD"
        self.grades: dict[str, tuple[str, bool]] = {}
        self.evidence = Evidence(language, digits, self.data, self.reads)

    def __repr__(self) -> str:
        return f"Edition(language={self.language!r}, digits={self.digits!r}, as_of={self.as_of!r}, data={self.data!r})"

    def load(self, name: str) -> pd.DataFrame:
        """A table as it was known by `as_of`, held to its contract, whose figures know their cell; see `tables.load`."""
        if name not in self.frames:
            found = tables.load(name, data=self.data, as_of=self.as_of)
            kept = self.kept(name, [str(column) for column in found.columns if column not in WORKED_OUT])
            frame = provenance.traced(found[[column for column in found.columns if column in (*kept, *WORKED_OUT)]], name)
            self.read[name] = tables.digest(name, data=self.data)
            self.undated += int(frame["undated"].sum()) if "undated" in frame else 0
            self.grade(frame)
            self.frames[name] = frame
        return self.frames[name].copy(deep=False)

    def kept(self, name: str, header: Sequence[str]) -> set[str]:
        """The columns of a table that are handed out, which are put on record with all on which its rows depend."""
        wanted = self.columns.get(name, header)
        kept = {header[0], *tables.seeing(name, header, wanted), *({*wanted, *GRADED} & set(header))}
        self.reads.whole(name, kept)
        if "source" in header:
            self.reads.behind("sources", ("source_id", "published"), f"{name}.source")
        if name == "claims":
            self.dated_by_document()
        return kept

    def dated_by_document(self) -> None:
        """Put on record what says when a document was written: the days of all the figures that it states."""
        self.reads.whole("sources", ("source_id", "published", "seed"))
        self.reads.whole("readings", ("reading_id", "source", "period", "start"))

    def grade(self, frame: pd.DataFrame) -> None:
        """Note the best grade that a table's rows give each source, and whether any of them was read at first hand."""
        if not set(GRADED) <= set(frame.columns):
            return
        alike = frame[list(GRADED)].drop_duplicates()
        for source, confidence, read in zip(*(alike[name] for name in GRADED), strict=True):
            best, relayed = self.grades.get(source, (confidence, True))
            self.grades[source] = min(best, confidence, key=GRADES.index), relayed and read == "second_hand"

    def earlier(self, day: str) -> Edition:
        """The same edition as it stood on a day before: its tables hold what was known then; the record is one."""
        before = copy(self)
        before.as_of, before.frames = day, {}
        return before

    def parameters(self, namespace: Mapping[str, Any]) -> SimpleNamespace:
        """The notebook's own parameters, checked against their declared types, lists split into tuples."""
        held = parameters.hold(namespace, choices(self.data))
        self.given = {name: "" if value is None else as_text(value) for name, value in sorted(vars(held).items())}
        self.currency = getattr(held, "currency", self.currency)
        wording.adopt(getattr(held, "months", "egypt"))
        numbers = {name: value for name, value in vars(held).items() if type(value) in (int, Decimal)}
        return SimpleNamespace(**vars(held) | {name: provenance.asked(name, value) for name, value in numbers.items()})

    def choose(self, measure: str, basis: str, of: Iterable[str] | None = None) -> pd.DataFrame:
        """One reading of a measure for each subject, or for those named; see `tables.choose`."""
        return tables.choose(self.load("readings"), measure, basis, of)

    def term(self, code: str) -> str | None:
        """The name of a term of the data in this edition's language; None of nothing, which a package without any leaves."""
        if not code:
            return None
        terms = self.load("terms").set_index("term_id")["name_ar" if self.language == "ar" else "name"]
        return str(terms[code])

    @property
    def subject(self) -> str | None:
        """What the data package is about, in this edition's language; None where it does not say."""
        return tables.subject(self.data)[self.language == "ar"] or None

    def local(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """Found values with each name in this edition's language: of `name` and `name_ar` one stays, as `name`."""
        own = {name: found[f"{name}_ar"] for name in found if self.language == "ar" and f"{name}_ar" in found}
        return {name: value for name, value in {**found, **own}.items() if not name.endswith("_ar")}

    def number(self, value: Decimal | int | None, unit: str | None = None, **how: Any) -> str:
        """A number in words of this edition; see `language.number`."""
        return wording.number(value, unit, self.language, self.digits, **how)

    def text(self, *, ar: Sentences, en: Sentences, **values: Any) -> str:
        """One or several sentences of this edition's language, their values filled in: `{price:USD}`, `{share:percent}`.

        The unit "money" is the currency that was asked for. Both languages must name the same values in the same units,
        sentence by sentence, so that the two pages cannot drift apart. A sentence with an unknown value is left unsaid;
        when none remains, one says so.
        """
        arabic, english = self.templates(ar), self.templates(en)
        if list(map(named, arabic)) != list(map(named, english)):
            raise ValueError(
                f"sentences: the Arabic name {[*map(named, arabic)]}, the English {[*map(named, english)]}, expected the "
                "same values in the same units. Mend one of the two."
            )
        own = arabic if self.language == "ar" else english
        said = [one for one in own if known(one, values)]
        if not said:
            said, values = [wording.words("page.unsaid", self.language)], {"date": provenance.asked("as_of", self.as_of)}
        return wording.strung(" ", [wording.format(one, values, self.language, self.digits) for one in said])

    def templates(self, given: Sentences) -> list[str]:
        """Templates of sentences whose money is in the currency that was asked for."""
        return [one.replace(":money", f":{self.currency}") for one in ([given] if isinstance(given, str) else given)]

    def say(
        self, *, ar: Sentences, en: Sentences, role: str = "finding", graded: Mapping[str, Any] = UNGRADED, **values: Any
    ) -> Said:
        """A paragraph for the page, of one or several sentences; the values that it names are recorded as findings.

        The first of a section with role "finding" also stands in the answer in short; "note" does not, and is silent
        on what is not known, as if nothing had been asked; so is "kicker", which stands over the report's question, as
        "deck" stands under it.
        Those with role "answer" are the answer in short instead, each with the grade of the numbers that it is given as
        `graded`: their confidence, and whether they are second-hand.
        """
        text, templates = self.text(ar=ar, en=en, **values), self.templates(ar)
        said = [one for one in templates if known(one, values)]
        if role in ("note", "kicker") and not said:
            templates, text = [], ""
        units = {name: unit for one in said or templates for name, unit in named(one).items() if unit not in UNRECORDED}
        recorded = [self.record(name, values[name], unit) for name, unit in units.items() if is_figure(values[name])]
        marks = self.evidence.marks(text)
        grade = {"confidence": graded["confidence"], "second_hand": bool(graded["second_hand"])} if role == "answer" else {}
        return Said("say", {"text": text, "marks": marks, "values": recorded, "role": role, **grade}, text)

    def record(self, name: str, value: Any, unit: str | None) -> dict[str, str | None]:
        """One named value as the manifest keeps it: exact, in plain units."""
        row = {"name": name, "value": None if absent(value) else as_text(value), "unit": unit or None}
        self.findings.append(row)
        return row

    def figure(
        self, name: str, value: Any, unit: str, /, *, ar: str, en: str, confidence: str | None,
        second_hand: bool | None = False, **values: Any,
    ) -> dict[str, Any]:  # fmt: skip
        """One of the key figures at the head of a page: the number apart from the words of its unit, and its label."""
        digits, _, words = wording.number(value, unit, self.language, self.digits).partition("\u00a0")
        self.record(name, value, wording.unit_of(unit))
        label = self.text(ar=ar, en=en, **values)
        return {
            "name": name,
            "value": None if absent(value) else as_text(value),
            "number": digits,
            "unit": words,
            "label": label,
            "marks": self.evidence.marks(label),
            "note": self.evidence.cite([value], f"{digits} {words}".strip()) if provenance.origin_of(value) else None,
            "confidence": confidence,
            "second_hand": bool(second_hand),
        }

    def figures(self, *rows: dict[str, Any]) -> Said:
        """The strip of key figures; those whose value is unknown by `as_of` are left out."""
        known = [row for row in rows if row["value"] is not None]
        return Said("figures", {"figures": known}, "; ".join(f"{r['number']} {r['unit']}: {r['label']}" for r in known))

    def bind(self, module: ModuleType) -> SimpleNamespace:
        """The chart functions of a module speaking this edition's language and digits, as every drawing then does."""
        module.adopt(self.language, self.digits)
        functions = {name: getattr(module, name) for name in module.FORMS}
        return SimpleNamespace(**{name: self._bound(function) for name, function in functions.items()})

    def _bound(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def draw(*args: Any, **kwargs: Any) -> Any:
            chart = function(*args, language=self.language, digits=self.digits, **kwargs)
            self.cited += [source for source in chart.sources if source not in self.cited]
            return replace(chart, source=self.source_line(chart.sources), cite=self.evidence.cite)

        return draw

    def source_line(self, cited: Sequence[str]) -> str:
        """The first two pages behind a chart by title, and how many more the list of sources has."""
        self.reads.some("sources", cited[:2], ("source_id", "title"))
        titles = tables.load("sources", data=self.data).set_index("source_id")["title"]
        pause = wording.words("page.between_sources", self.language)
        first = pause.join(wording.isolate(str(titles[name]), self.language) for name in cited[:2])
        if len(cited) <= 2:
            return f"{first}." if first else ""
        template = wording.words("page.more_sources", self.language)
        more = wording.format(template, {"count": len(cited) - 2}, self.language, self.digits)
        return f"{first}{pause}{more}"

    def document(self, seed: str) -> str:
        """The text of a seed as it was received; nothing when it was not written by `as_of`, or when none was asked for."""
        if not seed:
            return ""
        self.reads.seeds.add(seed)
        self.dated_by_document()
        return tables.document(seed, data=self.data, as_of=self.as_of)

    def passages(self, frame: pd.DataFrame, *, seed: str, ar: str, en: str) -> Said:
        """The sentences of a document with their words marked, under a title; see `exhibits.passages`."""
        own = self.cards()
        self.cite(name for name, card in own.items() if card["seed"] == seed and len(frame))
        data = exhibits.passages(frame, title=self.text(ar=ar, en=en), seed=seed, language=self.language, digits=self.digits)
        return Said("passages", self.evidence.marked(data), f"{len(frame)} sentences")

    def claims(self, frame: pd.DataFrame) -> Said:
        """The claims of a document, each with the rows that bear on it; see `exhibits.claims`."""
        self.cite(source for sources in frame["sources"] for source in sources)
        data = exhibits.claims(frame, self.cards(), self.language, self.digits)
        return Said("entries", self.evidence.marked(data), f"{len(frame)} claims")

    def disputes(self, frame: pd.DataFrame) -> Said:
        """Who says what, of readings that lie apart; see `exhibits.disputes`."""
        data = exhibits.disputes(frame, self.cards(), self.language, self.digits)
        return Said("entries", self.evidence.marked(data), f"{len(frame)} disputes")

    def gaps(self, frame: pd.DataFrame) -> Said:
        """What was looked for and not found, and where."""
        return Said("entries", self.evidence.marked(exhibits.gaps(frame, self.language, self.digits)), f"{len(frame)} gaps")

    def listing(self, frame: pd.DataFrame, *, ar: str, en: str) -> Said:
        """All sources as a table under a title; see `exhibits.listing`."""
        data = exhibits.listing(frame, title=self.text(ar=ar, en=en), language=self.language, digits=self.digits)
        return Said("table", self.evidence.marked(data), f"{len(frame)} sources")

    def row(self, section: str | None = None, *, ar: Sequence[str], en: Sequence[str], **values: Any) -> list[Any] | None:
        """One row of a table of sentences, the first of which leads to a section of another report; what is not known by
        `as_of` is a dash. None when none of its values is known."""
        cells = [self.cell(*pair, values) for pair in zip(self.templates(ar), self.templates(en), strict=True)]
        if not any(name in values and not absent(values[name]) for one in self.templates(en) for name in named(one)):
            return None
        return [{"text": cells[0], **self.place(section)}, *({"text": cell} for cell in cells[1:])]

    def cell(self, ar: str, en: str, values: Mapping[str, Any]) -> str:
        """One sentence of a table, or a dash; its figures are put on record."""
        if not known(en, values):
            return wording.words("value.empty_cell", self.language)
        for name, unit in named(en).items():
            if unit not in UNRECORDED and is_figure(values[name]):
                self.record(name, values[name], unit)
        return self.text(ar=ar, en=en, **values)

    def place(self, section: str | None) -> dict[str, str]:
        """Where a section of another report stands, as `href`; nothing where this data package has none of that name."""
        row = self.section(section) if section else None
        return {"href": exhibits.link(row, self.language, self.digits)["href"]} if row else {}

    def section(self, name: str) -> dict[str, Any] | None:
        """The row of a section of a report."""
        if "sections" not in tables.names(self.data):
            return None
        rows = self.load("sections")
        return next((row for row in records(rows) if row["section_id"] == name), None)

    def table(self, *rows: list[Any] | None, ar: Sequence[str], en: Sequence[str]) -> Said:
        """A table of rows made by `row` under a title and its headings, in this order; rows that are None are left out."""
        title, *columns = (self.cell(*pair, {}) for pair in zip(ar, en, strict=True))
        kept = [row for row in rows if row]
        data = {"title": title, "columns": columns, "rows": kept, "numeric": [], "folded": False}
        return Said("table", self.evidence.marked(data), f"{len(kept)} rows")

    def taken_from(self, section: str) -> Said:
        """The section of another report from which the chart above is taken, by its heading."""
        place = self.section(section)
        links = [exhibits.link(place, self.language, self.digits)] if place else []
        return Said("links", {"links": links}, section)

    def news(self, found: Mapping[str, Sequence[Mapping[str, Any]]]) -> Said:
        """What became known between two editions; see `exhibits.news`."""
        cards = self.cards()
        self.cite(one["source"] for rows in found.values() for one in rows)
        data = exhibits.news(found, cards, self.language, self.digits)
        return Said("entries", self.evidence.marked(data), f"{sum(map(len, found.values()))} rows")

    def cards(self) -> dict[str, dict[str, str | None]]:
        """Every source by its id, what it does not state as None."""
        self.reads.whole("sources", SOURCE)
        rows = tables.load("sources", data=self.data).set_index("source_id").to_dict("index")
        return {
            str(name): {str(key): None if absent(value) else str(value) for key, value in row.items()}
            for name, row in rows.items()
        }

    def cite(self, sources: Iterable[str]) -> None:
        """Put sources on the page's list, once each."""
        self.cited += [source for source in dict.fromkeys(sources) if source not in self.cited]

    def sources(self) -> Said:
        """The pages behind this notebook's charts, in the order in which the charts cite them."""
        notes = self.evidence.notes()
        told = [note["source_id"] for note in notes.values() if note.get("source_id")]
        self.reads.some("sources", [*self.cited, *told], SOURCE)
        every = tables.load("sources", data=self.data)
        rows = every[every["source_id"].isin([*self.cited, *told])].set_index("source_id").to_dict("index")
        behind = [name for name in told if name in rows]
        listed = [source_card(name, rows[name], *self.grades.get(name, (None, False)))
                  for name in dict.fromkeys([*self.cited, *behind])]  # fmt: skip
        return Said("sources", {"sources": listed, "undated": self.undated, "notes": notes}, f"{len(listed)} sources")

    def seal(self) -> Said:
        """The last word of a notebook: what it read and what it found. A page without it is not published."""
        package = {"name": tables.package_name(self.data), "tables": dict(sorted(self.read.items()))}
        data = {
            "language": self.language,
            "digits": self.digits,
            "as_of": self.as_of,
            "data": package,
            "reads": self.reads.sealed(),
            "parameters": self.given,
            "findings": self.findings,
            "versions": dict(versions()),
        }
        return Said("seal", json.loads(json.dumps(data)), f"sealed: {len(self.findings)} findings")


@cache
def versions() -> dict[str, str]:
    """The versions of the libraries on which a page depends, which are looked up on the disk."""
    return {name: version(name) for name in VERSIONS}


def choices(data: str | None = None) -> dict[str, tuple[str, ...]]:
    """The values that parameters drawn from the data may take, per group of terms; DataFault where it is broken."""
    wanted = {"terms", "deals", "talent", "flows", "sources", "companies"} & set(tables.names(data))
    loaded = {name: tables.load(name, data=data) for name in sorted(wanted)}
    return reads.choices(tables.folder.folder(data)[0], lambda name, of: list(loaded[name][of].fillna("")))


def named(template: str) -> dict[str, str | None]:
    """The values that a template names, with their units; manners such as "oblique" belong to one language only."""
    fields = [(name, spec or "") for _, name, spec, _ in Formatter().parse(template) if name]
    return {name: spec if spec in WORDS else wording.unit_of(spec) for name, spec in sorted(fields)}


def known(template: str, values: Mapping[str, Any]) -> bool:
    """Whether every value that a template names is known; one that is not given at all is an error of its own."""
    return not any(absent(values.get(name, "")) for name in named(template))


def absent(value: Any) -> bool:
    """Whether a value is unknown; a list or a text never is."""
    return value is None or value is pd.NA or (isinstance(value, float) and value != value)


def is_figure(value: Any) -> bool:
    """Whether a value is a figure, a date or unknown; a name differs between the languages and is not recorded."""
    return absent(value) or not isinstance(value, str) or value[:4].isdigit()


def as_text(value: Any) -> str:
    """A value as exact text, the same for both languages."""
    if isinstance(value, (tuple, list)):
        return ",".join(map(str, value))
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def source_card(name: str, row: Mapping[Any, Any], confidence: str | None, second_hand: bool) -> dict[str, Any]:
    """One source as the page lists it; what the source does not state is None."""
    card = {"id": name, "title": row["title"], "url": row["url"], "published": row["published"], "confidence": confidence}
    return {key: None if absent(value) else str(value) for key, value in card.items()} | {"second_hand": second_hand}
