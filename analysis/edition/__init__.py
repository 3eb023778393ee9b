"""What one run of a notebook speaks in and may know."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from decimal import Decimal
from functools import cache, wraps
from importlib.metadata import version
from types import ModuleType, SimpleNamespace
from typing import Any

import pandas as pd

from .. import language as wording
from .. import parameters, provenance, reads, tables
from ..evidence import Evidence
from ..rows import GRADES
from .sentences import Said, as_text
from .showing import Showing

__all__ = ["Edition", "Said", "choices", "versions"]

GRADED = ("source", "confidence", "read")  # what the list of sources says of a table's rows
WORKED_OUT = ("known_from", "undated")  # columns that a table gets when it is loaded
VERSIONS = ("matplotlib", "pandas", "papermill", "seaborn")


class Edition(Showing):
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

    def document(self, seed: str) -> str:
        """The text of a seed as it was received; nothing when it was not written by `as_of`, or when none was asked for."""
        if not seed:
            return ""
        self.reads.seeds.add(seed)
        self.dated_by_document()
        return tables.document(seed, data=self.data, as_of=self.as_of)

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
