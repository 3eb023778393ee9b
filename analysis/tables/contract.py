"""What a data package promises of its tables, as its datapackage.json declares it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from . import store
from .faults import DataFault, listed, nearest, refusal, sentence, shown
from .files import Files
from .folder import CONTRACT, folder

TYPES = ("string", "number", "integer")
KINDS: dict[type, str] = {str: "text", list: "a list", dict: "names and values", bool: "true or false"}
# Frictionless has no foreign key that may lead to either of two tables, nor one for several keys in one field.
EITHER = {("readings", "subject"): (("deals", "deal_id"), ("terms", "term_id"))}
EVIDENCE = (
    ("readings", "reading_id"),
    ("outcomes", "outcome_id"),
    ("events", "event_id"),
    ("talent", "talent_id"),
    ("flows", "flow_id"),
    ("companies", "company_row_id"),
    ("models", "model_id"),
    ("deals", "deal_id"),
)
SEVERAL = {
    ("claims", "evidence_for"): EVIDENCE,
    ("claims", "evidence_against"): EVIDENCE,
    ("claims", "evidence_beside"): EVIDENCE,
    ("claims", "examined_in"): (("sections", "section_id"),),
    ("sections", "measures"): (("terms", "term_id"),),
}
# One vocabulary serves every column, so that a kind and a sector which changed places would both be known words.
GROUPS = {
    ("deals", "acquirer"): ("company", "lab", "person"),
    ("deals", "kind"): ("kind",),
    ("deals", "sector"): ("sector",),
    ("readings", "measure"): ("measure",),
    ("readings", "unit"): ("currency", "unit"),
    ("fx", "currency"): ("currency",),
}


@dataclass(frozen=True)
class Field:
    """One column: its type and what its values must keep to."""

    name: str
    type: str
    partial_date: bool = False
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    form: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Reference:
    """A column whose values are ids of another table, or of one among several.

    `several` ids in one cell have spaces between; `groups` are those of the other table's rows that may be named,
    all when empty.
    """

    field: str
    targets: tuple[tuple[str, str], ...]
    several: bool = False
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: its file inside the package, its columns in order, its keys."""

    name: str
    path: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    references: tuple[Reference, ...]

    @property
    def header(self) -> list[str]:
        return [field.name for field in self.fields]


@dataclass(frozen=True)
class Package:
    """A data package: its name, its folder and what sentences call it, its tables, the digest of its contract.

    `subject` is what it is about in English and in Arabic, as the line over a report's question has it; empty if unsaid.
    """

    name: str
    folder: Path
    called: str
    tables: Mapping[str, Table]
    digest: str
    subject: tuple[str, str] = ("", "")

    def table(self, name: str) -> Table:
        if name in self.tables:
            return self.tables[name]
        expected = f"one of {listed(self.tables, 20)}"
        remedy = f"Ask for one of these or declare it.{nearest(name, self.tables)}"
        raise refusal(f"{self.called}/{CONTRACT}", f"no table {shown(name)}", expected, remedy)


def package(data: str | None = None) -> Package:
    """The package in a folder of the project, `data/` unless told otherwise."""
    place, called = folder(data)
    files = Files(place, called)
    digest = files.digest(CONTRACT)
    parsed = store.recall(("contract", digest, called))
    if parsed is None:
        contents = files.content(CONTRACT)
        parsed = _parsed(contents, f"{called}/{CONTRACT}")
        store.keep(("contract", digest, called), parsed, len(contents))
    return Package(parsed[0], place, called, parsed[1], digest, parsed[2])


def described(name: str, data: str | None = None) -> dict[str, Any]:
    """What a package says of a table in words: its title and description, and under `fields` those of each column with its
    unit; in Arabic under the same names with _ar."""
    place, called = folder(data)
    resources = json.loads(Files(place, called).content(CONTRACT))["resources"]
    entry = next(one for one in resources if one["name"] == package(data).table(name).name)
    return {**entry, "fields": {field["name"]: field for field in entry["schema"]["fields"]}}


def _parsed(contents: bytes, where: str) -> tuple[str, Mapping[str, Table], tuple[str, str]]:
    whole = _json(contents, where)
    ordered = [_table(entry, where) for entry in _take(whole, "resources", list, where)]
    tables = {table.name: table for table in ordered}
    if len(tables) < len(ordered):
        raise refusal(where, "two resources of one name", "one", "Rename one of them.")
    faults = [fault for table in ordered for fault in _loose_ends(table, tables, where)]
    if faults:
        raise DataFault(faults)
    subject = _take(whole, "subject", str, where, ""), _take(whole, "subject_ar", str, where, "")
    return _take(whole, "name", str, where), tables, subject


def _json(contents: bytes, where: str) -> Any:
    try:
        return json.loads(contents.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise refusal(f"{where}, byte {error.start}", "no UTF-8", "JSON in UTF-8", "Save it again.") from None
    except json.JSONDecodeError as error:
        raise refusal(f"{where}, line {error.lineno}", error.msg, "JSON", "Mend it there.") from None
    except RecursionError:
        raise refusal(where, "endless nesting", "a data package", "Write it anew.") from None


def _take(owner: Any, key: str, kind: type, where: str, default: Any = None) -> Any:
    value = owner.get(key, default) if isinstance(owner, dict) else None
    if not isinstance(value, kind):
        raise refusal(f"{where}, {key}", json.dumps(value)[:60], KINDS[kind], "Write it.")
    return value


def _table(entry: Any, where: str) -> Table:
    name = _take(entry, "name", str, f"{where}, a resource")
    here = f"{where}, {name}"
    path = _take(entry, "path", str, here)
    if not re.fullmatch(r"\w[\w.-]*", path):
        raise refusal(f"{here}, path", shown(path), "the name of a file beside the contract", "Move the file there.")
    schema = _take(entry, "schema", dict, here)
    fields = tuple(_field(one, here) for one in _take(schema, "fields", list, here))
    key = schema.get("primaryKey", [])
    keys = [key] if isinstance(key, str) else _take(schema, "primaryKey", list, here, default=[])
    references = [_reference(one, name, here) for one in _take(schema, "foreignKeys", list, here, default=[])]
    for field in fields:
        if (name, field.name) in EITHER:
            references.append(Reference(field.name, EITHER[name, field.name]))
        if (name, field.name) in SEVERAL:
            references.append(Reference(field.name, SEVERAL[name, field.name], several=True))
    return Table(name, path, fields, tuple(keys), tuple(references))


def _field(entry: Any, where: str) -> Field:
    name = _take(entry, "name", str, f"{where}, a field")
    here = f"{where}, {name}"
    kind = _take(entry, "type", str, here)
    if kind not in TYPES:
        raise refusal(f"{here}, type", shown(kind), f"one of {listed(TYPES)}", "Declare one of these.")
    rules = _take(entry, "constraints", dict, here, default={})
    return Field(
        name,
        kind,
        partial_date=entry.get("mizan:type") == "partial-date",
        required=_take(rules, "required", bool, here, default=False),
        unique=_take(rules, "unique", bool, here, default=False),
        enum=tuple(str(value) for value in _take(rules, "enum", list, here, default=[])),
        minimum=_bound(rules.get("minimum"), f"{here}, minimum"),
        maximum=_bound(rules.get("maximum"), f"{here}, maximum"),
        form=_form(_take(rules, "pattern", str, here, default=""), f"{here}, pattern"),
    )


def _bound(value: Any, where: str) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        raise refusal(where, shown(str(value)), "a number", "Write it in digits.") from None


def _form(pattern: str, where: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern) if pattern else None
    except re.error as error:
        raise refusal(where, f"{shown(pattern)} ({error})", "a regular expression", "Mend it.") from None


def _reference(entry: Any, table: str, where: str) -> Reference:
    here = f"{where}, foreignKeys"
    target = _take(entry, "reference", dict, here)
    ends = [[one] if isinstance(one, str) else one for one in (entry.get("fields"), target.get("fields"))]
    if not all(isinstance(end, list) and len(end) == 1 for end in ends):
        raise refusal(here, "a key of several fields", "one field", "Give the other table one id to cite.")
    other = _take(target, "resource", str, here) or table
    return Reference(ends[0][0], ((other, ends[1][0]),), groups=GROUPS.get((table, ends[0][0]), ()))


def _loose_ends(table: Table, tables: Mapping[str, Table], where: str) -> list[str]:
    """Keys that lead to a field which is not declared, and fields declared twice."""
    asked = [(table.name, name) for name in (*table.primary_key, *(one.field for one in table.references))]
    for one in table.references:
        asked += [end for end in one.targets if len(one.targets) == 1 or end[0] in tables]
    here = f"{where}, {table.name}"
    faults = [
        sentence(here, f"a key on {field} of {target}", "a declared field", "Declare it.")
        for target, field in asked
        if target not in tables or field not in tables[target].header
    ]
    if len(set(table.header)) < len(table.fields):
        faults.append(sentence(here, "two fields of one name", "one", "Rename one of them."))
    return faults
