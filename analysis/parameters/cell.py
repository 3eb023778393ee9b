"""A notebook's parameters: declared in its `parameters` cell, given as text or values, held in its globals."""

from __future__ import annotations

import ast
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

from .kinds import TYPES, Choices, Rule, Term, Terms, Unfit, nearest

NAMED = 12  # deals that a sentence names
LONGEST = 2000  # characters in a value; longer text is not a parameter but a document


class BadParameter(Exception):
    """One sentence for each fault of a request, all of them at once."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True)
class Parameter:
    """One line of a parameters cell: name, type, default and what it is for in both languages."""

    name: str
    type: str
    default: Any
    help: str = ""
    help_ar: str = ""


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
    of an id only, and the notebook's Edition checks it against the data. A default that the data does not have gives way
    to what it has, where nothing is left to choose; see `default`.
    """
    by_name = {p.name: p for p in declared}
    faults = [stranger(name, by_name) for name in given if name not in by_name]
    values: dict[str, Any] = {}
    for p in declared:
        value = given[p.name] if p.name in given else default(p, choices or {}, values.get("deal"))
        try:
            values[p.name] = read(p.type, value, choices or {})
        except Unfit as fault:
            own = "" if p.name in given or not choices else f"Choose one of this data package with -p {p.name}. "
            faults.append(misfit(p.name, value, fault, own))
    faults += discord(values, choices or {})
    if faults:
        raise BadParameter(faults)
    return values


def default(declared: Parameter, choices: Choices, deal: Any = None) -> Any:
    """The value of a parameter that nobody gave: as declared, or of an id that this data lacks the only one that it has.

    Where the data has none, nothing; of a list those that it has. Where it has several, the reader is asked to choose:
    the declared value is kept, which `check` then refuses with a sentence that lists them. The acquirer is whoever made
    the deal in question.
    """
    rule, buyers = TYPES[declared.type], buyer_of(choices)
    if declared.type == "Acquirer" and deal in buyers:
        return buyers[deal]
    held = choices.get(rule.group) if isinstance(rule, (Term, Terms)) else None
    if held is None or declared.default in (*held, ""):
        return declared.default
    if isinstance(rule, Terms):
        return ",".join(one for one in declared.default.split(",") if one in held)
    return {0: "", 1: next(iter(held), "")}.get(len(held), declared.default)


def buyer_of(choices: Choices) -> dict[str, str]:
    """Who made each deal of the data."""
    return dict(zip(choices.get("deal", ()), choices.get("acquirer of a deal", ()), strict=False))


def discord(values: Mapping[str, Any], choices: Choices) -> list[str]:
    """The sentences for values that do not fit each other: a first year after the last, a deal that another made."""
    faults = []
    first, last = values.get("first"), values.get("last")
    if isinstance(first, int) and isinstance(last, int) and first > last:
        faults.append(f"parameter first: found {first}, expected a year no later than last, {last}. Swap them.")
    deals = buyer_of(choices)
    deal, acquirer = values.get("deal"), values.get("acquirer")
    if acquirer is not None and acquirer != deals.get(str(deal), acquirer):
        names = sorted(name for name, buyer in deals.items() if buyer == acquirer)
        own = ", ".join(names[:NAMED]) + (f" or {len(names) - NAMED} more" if len(names) > NAMED else "")
        faults.append(f'parameter acquirer: found "{acquirer}", expected "{deals[str(deal)]}", who made the deal {deal}. '
                      f"Give a deal of that acquirer too, one of {own}.")
    return [f"{fault} Nothing was published." for fault in faults]


def read(kind: str, value: Any, choices: Choices) -> Any:
    """The typed value of one parameter."""
    if isinstance(value, str) and (len(value) > LONGEST or not all(c.isprintable() for c in value)):
        raise Unfit(f"one line of at most {LONGEST} printable characters")
    return TYPES[kind].read(value, choices)


def misfit(name: str, value: Any, fault: Unfit, remedy: str = "") -> str:
    """The sentence for a value that its type does not take."""
    return f"parameter {name}: found {shown(value)}, expected {fault}. {remedy}Nothing was published."


def stranger(name: Any, known: Collection[str]) -> str:
    """The sentence for a parameter that the notebook does not have."""
    if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", name) or keyword.iskeyword(name):
        return f"parameter {shown(name)}: found no name, expected one of {', '.join(sorted(known))}. Correct it."
    hint = nearest(name, known)
    return f"parameter {name}: this notebook has none of that name{hint}. It has {', '.join(sorted(known))}."


def hold(namespace: Mapping[str, Any], choices: Choices | None = None) -> SimpleNamespace:
    """Typed values of the parameters declared in a running notebook, from its globals.

    This is the guard of plain papermill and JupyterLab, where nothing was checked beforehand.
    """
    faults, values = [], {}
    for name, alias in declared_types(namespace).items():
        if get_origin(alias) is not Annotated or not isinstance(get_args(alias)[1], Rule) or name not in namespace:
            continue
        try:
            kind = next(k for k, rule in TYPES.items() if rule == get_args(alias)[1])
            values[name] = read(kind, namespace[name], choices or {})
        except Unfit as fault:
            faults.append(misfit(name, namespace[name], fault))
    faults += discord(values, choices or {})
    if faults:
        raise BadParameter(faults)
    return SimpleNamespace(**values)


def declared_types(namespace: Mapping[str, Any]) -> dict[str, Any]:
    """The annotations of a running notebook; Python 3.14 computes them on demand."""
    lazily = namespace.get("__annotate__")
    return {**namespace.get("__annotations__", {}), **(lazily(1) if callable(lazily) else {})}


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
