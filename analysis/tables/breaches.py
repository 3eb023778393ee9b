"""The contract of a table as a pandera schema, and every breach of it at once."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

import pandas as pd
import pandera.pandas as pa

from .contract import Field, Reference, Table
from .faults import Fault, listed, nearest, sentence, shown
from .reading import Rows
from .rules import ROW_RULES
from .typed import Spoilt
from .wording import difference, look, twins

Keys = Mapping[str, set[str]]  # column -> the ids that it may name
NOTHING, STRANGER = "not_nullable", "stranger"
MOST_HINTS = 200  # a table of which more is wrong is not mended word by word


def breaches(rows: Rows, frame: pd.DataFrame, spoilt: Spoilt, keys: Keys) -> Iterator[Fault]:
    """Every breach of the rules on columns and rows; cells that were refused already are passed over."""
    yield from _twins(rows)
    try:
        _schema(rows.table, keys).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        found = dict.fromkeys(_broken(errors.failure_cases))
        for row, columns, check in found:
            if not any((row, column) in spoilt for column in columns):
                yield _fault(rows, row, columns[0], check, keys, hint=len(found) <= MOST_HINTS)


def _broken(cases: pd.DataFrame) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Row, the columns in play with the blamed one first, and the check's name, of each of pandera's failure cases."""
    for context, column, check, row in cases[["schema_context", "column", "check", "index"]].itertuples(index=False):
        if context == "Column":
            yield int(row), (column,), check
        else:
            rule = ROW_RULES[int(check)]
            yield int(row), (rule.blamed, *rule.columns), rule.expected


def _fault(rows: Rows, row: int, name: str, check: str, keys: Keys, *, hint: bool) -> Fault:
    value = rows.cell(row, name)
    if check == NOTHING:
        expected = "a value. Write it: this column may not be empty."
    elif check == STRANGER:
        expected = _stranger(value, name, rows.table, keys[name], hint=hint)
    else:
        expected = check
    found = shown(value) if value else "nothing"
    place = rows.table.header.index(name)
    return Fault(rows.lines[row], place, f"{rows.where(row, name)}: found {found}, expected {expected}")


def _stranger(value: str, name: str, table: Table, known: set[str], *, hint: bool) -> str:
    reference = next((one for one in table.references if one.field == name), None)
    where = " or ".join(target for target, _ in reference.targets) if reference else "seeds.yml"
    named = _named(value, reference is not None and reference.several)
    strange = next(one for one in named if one not in known)
    meant = _meant(strange, sorted(known)) if hint else ""
    group = f" in the group {' or '.join(reference.groups)}" if reference and reference.groups else ""
    return f"an id of {where}{group}.{meant} Correct it, or add the row that it names."


def _meant(strange: str, known: list[str]) -> str:
    """The id that was probably meant, as a sentence with a space before it."""
    alike = [one for one in known if look(one) == look(strange)]
    return f' It looks like "{alike[0]}" ({difference(strange, alike[0])}).' if alike else nearest(strange, known)


def _schema(table: Table, keys: Keys) -> pa.DataFrameSchema:
    references = {one.field: one for one in table.references}
    columns = {
        field.name: pa.Column(
            nullable=not (field.required or field.name in table.primary_key),
            checks=_checks(field, keys.get(field.name), references.get(field.name)),
        )
        for field in table.fields
    }
    whole = [
        pa.Check(lambda frame, rule=rule: ~rule.broken(frame), error=str(place))
        for place, rule in enumerate(ROW_RULES)
        if set(rule.columns) <= set(table.header)
    ]
    return pa.DataFrameSchema(columns, checks=whole)


def _checks(field: Field, known: set[str] | None, reference: Reference | None) -> list[pa.Check]:
    """The rules of one column; each check's name is what its sentence says was expected."""
    checks = []
    if field.enum:
        offered = f"one of {listed(field.enum, 40)}. Write one of these."
        checks.append(_check(offered, lambda value: str(value) in field.enum))
    for bound, holds, words in (
        (field.minimum, operator.ge, "at least"),
        (field.maximum, operator.le, "at most"),
    ):
        if bound is not None:
            checks.append(_check(f"{words} {bound:f}. Correct the figure.", _within(bound, holds)))
    if form := field.form:
        checks.append(_check(f"the form {form.pattern}. Write it so.", lambda value: bool(form.fullmatch(str(value)))))
    if known is not None:
        several = reference is not None and reference.several
        checks.append(_check(STRANGER, lambda value: all(one in known for one in _named(value, several))))
    return checks


def _named(value: str, several: bool) -> list[str]:
    return value.split(" ") if several else [value]


def _within(bound: Decimal, holds: Callable[[Decimal, Decimal], bool]) -> Callable[[object], bool]:
    return lambda value: holds(Decimal(str(value)), bound)


def _check(name: str, holds: Callable[[str], bool]) -> pa.Check:
    """A rule on single values, asked once for each that occurs."""

    def kept(values: pd.Series) -> pd.Series:
        answers = {value: holds(value) for value in values.unique()}
        return values.map(answers).astype(bool)

    return pa.Check(kept, error=name)


def _twins(rows: Rows) -> Iterator[Fault]:
    """Ids that are given twice or look like another one, and repeated values where each must differ."""
    for place, field in enumerate(rows.table.fields):
        is_id = rows.table.primary_key == (field.name,)
        if is_id or field.unique:
            values = rows.column(field.name)
            for row, first in twins(values, key=look if is_id else str):
                yield Fault(rows.lines[row], place, _twin_sentence(rows, field.name, row, first))
    if len(rows.table.primary_key) > 1:
        together = ["\n".join(parts) for parts in zip(*map(rows.column, rows.table.primary_key), strict=True)]
        for row, first in twins(together, key=str):
            names = " and ".join(rows.table.primary_key)
            where, found = rows.where(row, names), f"the same {names} as on {rows.place(first)}"
            yield Fault(rows.lines[row], 0, sentence(where, found, "each once", "Keep one of the two."))


def _twin_sentence(rows: Rows, name: str, row: int, first: int) -> str:
    one, other = rows.cell(row, name), rows.cell(first, name)
    where = f"{rows.where(row, name)}: found {shown(one)}"
    if one == other:
        return f"{where} again, expected it only on {rows.place(first)}. Give each row its own, or remove one."
    return (
        f"{where}, which looks like {shown(other)} on {rows.place(first)} ({difference(one, other)}), "
        "expected ids that no reader confuses. Write both alike if one thing is meant, else rename one."
    )
