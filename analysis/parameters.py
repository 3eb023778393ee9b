"""The types that a notebook's parameters may have; reading and checking its `parameters` cell.

A parameters cell holds lines such as `currency: Currency = "USD"  # money shown in | العملة`. The annotation is one of
the names below, because papermill's inspector understands a name and no more. Values that arrive as text (from a
command line or a file) are read by the parameter's own type, strictly: nothing is guessed, nothing is executed.
"""

from __future__ import annotations

import ast
import difflib
import hashlib
import io
import json
import keyword
import re
import tokenize
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Annotated, Any, get_args, get_origin

LONGEST = 2000  # characters in a value; longer text is not a parameter but a document
Choices = Mapping[str, Collection[str]]


class BadParameter(Exception):
    """One sentence for each fault of a request, all of them at once."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(self.faults))


class Unfit(Exception):
    """What was expected instead of a value; turned into a full sentence by the caller."""


class Rule:
    """What values a type of parameter takes. `read` returns the typed value or raises Unfit with what was expected."""

    def read(self, value: Any, choices: Choices) -> Any:
        raise NotImplementedError


@dataclass(frozen=True)
class OneOf(Rule):
    """One of a few fixed words."""

    words: tuple[str, ...]

    def read(self, value: Any, choices: Choices) -> str:
        return pick(value, self.words)


@dataclass(frozen=True)
class Term(Rule):
    """One id out of a group of the data; without `choices` only its form can be held."""

    group: str

    def read(self, value: Any, choices: Choices) -> str:
        return pick(value, choices[self.group]) if self.group in choices else slug_like(value)


@dataclass(frozen=True)
class Terms(Rule):
    """Several ids of a group, comma-separated; none means all of them."""

    group: str

    def read(self, value: Any, choices: Choices) -> tuple[str, ...]:
        if not isinstance(value, (str, list, tuple)):
            raise Unfit("names separated by commas, or nothing for all")
        parts = [part.strip() for part in value.split(",")] if isinstance(value, str) else list(value)
        if parts == [""]:
            return ()
        read = tuple(Term(self.group).read(part, choices) for part in parts)
        if len(set(read)) < len(read):
            raise Unfit("each name once")
        return read


@dataclass(frozen=True)
class Whole(Rule):
    """A whole number between two ends."""

    least: int
    most: int | None = None

    def read(self, value: Any, choices: Choices) -> int:
        if isinstance(value, str) and re.fullmatch(r"-?(0|[1-9][0-9]{0,17})", value):
            value = int(value)
        if type(value) is not int or value < self.least or (self.most is not None and value > self.most):
            raise Unfit(f"a whole number {self.reach()}")
        return value

    def reach(self) -> str:
        return f"from {self.least} up" if self.most is None else f"from {self.least} to {self.most}"


@dataclass(frozen=True)
class Plain(Rule):
    """An exact amount in plain units, zero or more."""

    def read(self, value: Any, choices: Choices) -> Decimal:
        if type(value) is float and value.is_integer() and abs(value) < 2**53:
            value = int(value)
        if isinstance(value, str) and re.fullmatch(r"(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?", value):
            value = Decimal(value)
        if type(value) not in (int, Decimal) or not 0 <= value < 10**18:
            raise Unfit("a plain amount such as 1000000000 or 0.5, zero or more")
        return Decimal(value)


@dataclass(frozen=True)
class Either(Rule):
    """Yes or no."""

    def read(self, value: Any, choices: Choices) -> bool:
        words = {"yes": True, "true": True, "no": False, "false": False}
        if isinstance(value, str):
            value = words.get(value.lower())
        if type(value) is not bool:
            raise Unfit("yes or no")
        return value


@dataclass(frozen=True)
class IsoDay(Rule):
    """A day as YYYY-MM-DD, or nothing."""

    def read(self, value: Any, choices: Choices) -> date | None:
        if value is None or value == "":
            return None
        if type(value) is date:
            return value
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise Unfit("a day such as 2025-06-12, or nothing")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise Unfit("a day that the calendar has") from None
        if not 1900 <= day.year <= 2100:
            raise Unfit("a day between 1900 and 2100 of the Gregorian calendar")
        return day


@dataclass(frozen=True)
class Inside(Rule):
    """A folder inside the project, relative to its root, or nothing for data/."""

    def read(self, value: Any, choices: Choices) -> str | None:
        if value is None or value == "":
            return None
        parts = value.split("/") if isinstance(value, str) else [""]
        if not all(re.fullmatch(r"[\w][\w .-]*", part) and not part.endswith((" ", ".")) for part in parts):
            raise Unfit("a folder inside the project such as data or studies/gulf, relative to its root")
        return "/".join(parts)


Language = Annotated[str, OneOf(("ar", "en"))]
Digits = Annotated[str, OneOf(("latn", "arab"))]
Currency = Annotated[str, OneOf(("USD", "SAR", "AED", "EGP", "EUR"))]
Prices = Annotated[str, OneOf(("nominal", "real"))]
Scale = Annotated[str, OneOf(("linear", "log"))]
Basis = Annotated[str, OneOf(("announced", "closed", "reported", "estimated"))]
Year = Annotated[int, Whole(1990, 2100)]
Count = Annotated[int, Whole(0)]
Money = Annotated[int | Decimal | str, Plain()]
YesNo = Annotated[bool, Either()]
Day = Annotated[str | None, IsoDay()]
Package = Annotated[str | None, Inside()]
Acquirer = Annotated[str, Term("acquirer")]
Company = Annotated[str, Term("company")]
Deal = Annotated[str, Term("deal")]
Lab = Annotated[str, Term("lab")]
TalentMeasure = Annotated[str, Term("measure")]
Acquirers = Annotated[str, Terms("acquirer")]
Companies = Annotated[str, Terms("company")]
Deals = Annotated[str, Terms("deal")]
Labs = Annotated[str, Terms("lab")]
Kinds = Annotated[str, Terms("kind")]
Sectors = Annotated[str, Terms("sector")]

TYPES: dict[str, Rule] = {
    name: get_args(alias)[1] for name, alias in list(globals().items()) if get_origin(alias) is Annotated
}


@dataclass(frozen=True)
class Parameter:
    """One line of a parameters cell: name, type, default and what it is for in both languages."""

    name: str
    type: str
    default: Any
    help: str = ""
    help_ar: str = ""


def pick(value: Any, words: Collection[str]) -> str:
    """The value when it is one of the words."""
    if isinstance(value, str) and value in words:
        return value
    shown = ", ".join(sorted(words)[:40])
    raise Unfit(f"one of {shown}{nearest(value, words)}")


def nearest(value: Any, words: Collection[str]) -> str:
    """A hint at the word that was probably meant, or nothing."""
    close = difflib.get_close_matches(str(value)[:100].lower(), list(words), n=1, cutoff=0.6)
    return f" (did you mean {close[0]}?)" if close else ""


def slug_like(value: Any) -> str:
    """The value when it has the form of an id."""
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,80}", value):
        return value
    raise Unfit("the id of a row, such as meta")


def shown(value: Any) -> str:
    """A value as an error may print it: short, on one line, its controls spelt out."""
    text = value if isinstance(value, str) else repr(value)
    text = text if len(text) <= 60 else text[:57] + "..."
    return json.dumps(text, ensure_ascii=not text.isprintable())


def contract(notebook: Mapping[str, Any]) -> list[Parameter]:
    """The parameters that a notebook declares in its cell tagged `parameters`, in order."""
    cells = [c for c in notebook["cells"] if "parameters" in c.get("metadata", {}).get("tags", [])]
    if len(cells) != 1:
        raise BadParameter([f"notebook: found {len(cells)} cells tagged parameters, expected one. Tag one code cell."])
    source = cells[0]["source"]
    source = source if isinstance(source, str) else "".join(source)
    remarks = {t.start[0]: t.string for t in tokenize.generate_tokens(io.StringIO(source).readline)
               if t.type == tokenize.COMMENT}
    declared, faults = [], []
    for node in ast.parse(source).body:
        if isinstance(node, (ast.ImportFrom, ast.Import)):
            continue
        try:
            declared.append(declaration(node, remarks.get(node.end_lineno or node.lineno, "")))
        except Unfit as fault:
            faults.append(f"parameters cell, line {node.lineno}: expected {fault}. Correct the line.")
    if faults:
        raise BadParameter(faults)
    return declared


def declaration(node: ast.stmt, remark: str) -> Parameter:
    """One line of the parameters cell, read without running it."""
    if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name) or node.value is None:
        raise Unfit('lines such as `currency: Currency = "USD"  # money shown in`')
    kind = node.annotation.id if isinstance(node.annotation, ast.Name) else ast.unparse(node.annotation)
    if kind not in TYPES:
        raise Unfit(f"{node.target.id} to have one of the types {', '.join(sorted(TYPES))}")
    try:
        default = ast.literal_eval(node.value)
        TYPES[kind].read(default, {})
    except (ValueError, SyntaxError):
        raise Unfit(f"{node.target.id} to have a plain value as its default") from None
    english, _, arabic = remark.lstrip("# ").partition("|")
    return Parameter(node.target.id, kind, default, english.strip(), arabic.strip())


def check(
    declared: Sequence[Parameter], given: Mapping[str, Any], choices: Choices | None = None
) -> dict[str, Any]:
    """Typed values for every declared parameter: what was given, else the default. Raises BadParameter with all faults.

    `choices` maps a group of the data (kind, sector, lab ...) to its ids; a group that is absent is held to the form
    of an id only, and the notebook's Edition checks it against the data.
    """
    by_name = {p.name: p for p in declared}
    faults = [stranger(name, by_name) for name in given if name not in by_name]
    values = {}
    for p in declared:
        try:
            values[p.name] = read(p.type, given.get(p.name, p.default), choices or {})
        except Unfit as fault:
            faults.append(misfit(p.name, given.get(p.name, p.default), fault))
    if faults:
        raise BadParameter(faults)
    return values


def read(kind: str, value: Any, choices: Choices) -> Any:
    """The typed value of one parameter."""
    if isinstance(value, str) and (len(value) > LONGEST or not all(c.isprintable() for c in value)):
        raise Unfit(f"one line of at most {LONGEST} printable characters")
    return TYPES[kind].read(value, choices)


def misfit(name: str, value: Any, fault: Unfit) -> str:
    """The sentence for a value that its type does not take."""
    return f"parameter {name}: found {shown(value)}, expected {fault}. Nothing was published."


def stranger(name: Any, known: Collection[str]) -> str:
    """The sentence for a parameter that the notebook does not have."""
    if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", name) or keyword.iskeyword(name):
        return f"parameter {shown(name)}: found something other than a name, expected one of {', '.join(sorted(known))}."
    hint = nearest(name, known)
    return f"parameter {name}: this notebook has none of that name{hint}. It has {', '.join(sorted(known))}."


def hold(namespace: Mapping[str, Any], choices: Choices | None = None) -> SimpleNamespace:
    """Typed values of the parameters declared in a running notebook, from its globals.

    This is the guard of plain papermill and JupyterLab, where nothing was checked beforehand.
    """
    faults, values = [], {}
    for name, alias in annotations(namespace).items():
        if get_origin(alias) is not Annotated or not isinstance(get_args(alias)[1], Rule) or name not in namespace:
            continue
        try:
            kind = next(k for k, rule in TYPES.items() if rule == get_args(alias)[1])
            values[name] = read(kind, namespace[name], choices or {})
        except Unfit as fault:
            faults.append(misfit(name, namespace[name], fault))
    if faults:
        raise BadParameter(faults)
    return SimpleNamespace(**values)


def annotations(namespace: Mapping[str, Any]) -> dict[str, Any]:
    """The annotations of a running notebook; Python 3.14 computes them on demand."""
    found = dict(namespace.get("__annotations__", {}))
    lazily = namespace.get("__annotate__")
    return {**found, **lazily(1)} if callable(lazily) else found


def plain(value: Any) -> Any:
    """A typed value as a notebook's cell can hold it: text, whole number, truth or None."""
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def changed(declared: Sequence[Parameter], values: Mapping[str, Any]) -> dict[str, Any]:
    """The plain values that differ from their defaults; the language is no difference, each page has its twin."""
    usual = check(declared, {})
    return {name: plain(value) for name, value in values.items() if name != "language" and value != usual[name]}


def slug(different: Mapping[str, Any]) -> str:
    """A file name for a page with other than default parameters: readable, ASCII, the same every time; "" for none.

    The digest tells apart what the readable part cannot; a data package is named by it alone, never by its path.
    """
    if not different:
        return ""
    canonical = json.dumps(dict(sorted(different.items())), ensure_ascii=True, separators=(",", ":"))
    parts = [name if name == "data" else f"{name}-{value}" for name, value in sorted(different.items())]
    readable = re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-")[:60].rstrip("-")
    return f"{readable}-{hashlib.sha256(canonical.encode()).hexdigest()[:8]}"
