"""The typed frame of a table all of whose cells and rows are plainly sound; the quick twin of `typed` and `breaches`.

Each value is looked at once, however often it occurs, and whole columns at a time where Arrow can tell. Nothing is worded
here: at the first doubt the answer is None, and the slow path says what is wrong, or that nothing is.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .contract import Field, Reference, Table
from .figures import MOST_DIGITS, date_fault
from .rules import ROW_RULES
from .wording import LONGEST_ID, TOTALS, id_fault, look, text_fault

TEXT = pa.large_string()
Known = Mapping[str, pa.Array]  # column -> the ids that it may name

# What needs no second look: `wording` says of all of these that they are sound, and of others it is asked one by one.
_LEAD = r"!-*,./0-9:;<>?A-~"
_LETTERS = r"\x{0621}-\x{063A}\x{0641}-\x{064A}"
_MARKS = "،؛؟«»“”‘’–—…٪"
PLAIN = rf"\A[{_LEAD}](?:[ -~]*[!-~])?\z"
# Of these letters no Windows page makes UTF-8 unless each is followed by a mark: one that is not settles it.
ARABIC = rf"\A[{_LEAD}{_LETTERS}«“](?:[ -~{_LETTERS}{_MARKS}]*[!-~{_LETTERS}{_MARKS}])?\z"
SETTLED = rf"[{_LETTERS}](?:[{_LETTERS} -~]|\z)"
PLAIN_ID = r"\A[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?\z"
NUMBERS = {"number": r"\A-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\z", "integer": r"\A-?(?:0|[1-9][0-9]*)\z"}
MINUS_NOTHING = r"\A-0(?:\.0+)?\z"


def sound(table: Table, cells: pa.Table, known: Known) -> pd.DataFrame | None:
    """The rows as `typed` types them, when no cell, column or row breaks a rule of the contract; else None."""
    references = {one.field: one for one in table.references}
    columns: dict[str, Any] = {}
    for field in table.fields:
        column = _column(table, field, cells[field.name], known.get(field.name), references.get(field.name))
        if column is None:
            return None
        columns[field.name] = column
    if len(table.primary_key) > 1 and not _different([cells[name] for name in table.primary_key]):
        return None
    frame = pd.DataFrame(columns)
    rules = [rule for rule in ROW_RULES if set(rule.columns) <= set(table.header)]
    return None if any(rule.broken(frame).any() for rule in rules) else frame


def _column(
    table: Table, field: Field, cells: pa.ChunkedArray, known: pa.Array | None, reference: Reference | None
) -> Any:
    """A column typed, or None where anything about it asks for a second look."""
    if cells.null_count and (field.required or field.name in table.primary_key):
        return None
    encoded = cells.combine_chunks().dictionary_encode()
    words = encoded.dictionary
    if not _cells_sound(table, field, words) or not _distinct(table, field, cells, words):
        return None
    if known is not None and not _named(words, known, reference is not None and reference.several):
        return None
    values = _values(field, words)
    if not _within(field, values, words):
        return None
    return _typed(field, cells, encoded, values)


def _cells_sound(table: Table, field: Field, words: pa.Array) -> bool:
    if field.type != "string":
        return _numbers_sound(words, field.type)
    if field.partial_date:
        return not any(map(date_fault, words.to_pylist()))
    if field.name in table.primary_key:
        return _ids_sound(words)
    return _text_sound(words)


def _numbers_sound(words: pa.Array, kind: str) -> bool:
    formed = pc.and_not(pc.match_substring_regex(words, NUMBERS[kind]), pc.match_substring_regex(words, MINUS_NOTHING))
    digits = pc.binary_length(pc.replace_substring_regex(words, "[-.]", ""))
    return _all(formed) and _all(pc.less_equal(digits, MOST_DIGITS[kind]))


def _ids_sound(words: pa.Array) -> bool:
    plain = pc.and_not(pc.match_substring_regex(words, PLAIN_ID), pc.match_substring(words, ".."))
    plain = pc.and_(plain, pc.less_equal(pc.binary_length(words), LONGEST_ID))
    plain = pc.and_not(plain, pc.is_in(pc.ascii_lower(words), pa.array(sorted(TOTALS), TEXT)))
    return not any(map(id_fault, words.filter(pc.invert(plain)).to_pylist()))


def _text_sound(words: pa.Array) -> bool:
    other = words.filter(pc.invert(pc.match_substring_regex(words, PLAIN)))
    arabic = pc.and_(pc.match_substring_regex(other, ARABIC), pc.match_substring_regex(other, SETTLED))
    return not any(map(text_fault, other.filter(pc.invert(arabic)).to_pylist()))


def _distinct(table: Table, field: Field, cells: pa.ChunkedArray, words: pa.Array) -> bool:
    """Whether no value of an id or of a unique column occurs twice, and no id looks like another one."""
    is_id = table.primary_key == (field.name,)
    if (is_id or field.unique) and len(words) < len(cells) - cells.null_count:
        return False
    return not is_id or len(_looks(words)) == len(words)


def _looks(words: pa.Array) -> pa.Array:
    """The keys of `look`, each once."""
    ascii_only = pc.string_is_ascii(words)
    plain, other = words.filter(ascii_only), words.filter(pc.invert(ascii_only))
    keys = pc.utf8_trim(pc.replace_substring_regex(pc.ascii_lower(plain), "[_ ]", "-"), "-")
    return pc.unique(pa.concat_arrays([keys, pa.array([look(one) for one in other.to_pylist()], TEXT)]))


def _different(columns: list[pa.ChunkedArray]) -> bool:
    together = pc.binary_join_element_wise(*columns, pa.scalar("\n", TEXT))
    return len(pc.unique(together)) == len(together)


def _named(words: pa.Array, known: pa.Array, several: bool) -> bool:
    ids = pc.split_pattern(words, " ").flatten() if several else words
    return _all(pc.is_in(ids, known))


def _values(field: Field, words: pa.Array) -> list[Any]:
    """Each value as Python has it: text, Decimal or int."""
    if field.type == "number":
        return [Decimal(one) for one in words.to_pylist()]
    if field.type == "integer":
        return [int(one) for one in words.to_pylist()]
    return words.to_pylist() if field.enum or field.form else []


def _within(field: Field, values: list[Any], words: pa.Array) -> bool:
    """Whether all values keep to the list, the form and the bounds of their column."""
    if field.enum and not {str(one) for one in values} <= set(field.enum):
        return False
    if field.form and not all(field.form.fullmatch(str(one)) for one in values):
        return False
    if field.type == "string":
        return len(words) == 0 or field.minimum is field.maximum is None
    least, most = (min(values), max(values)) if values else (None, None)
    low = field.minimum is None or least is None or least >= field.minimum
    return low and (field.maximum is None or most is None or most <= field.maximum)


def _typed(field: Field, cells: pa.ChunkedArray, encoded: pa.DictionaryArray, values: list[Any]) -> Any:
    if field.type == "string":
        return pd.array(cells, dtype="str")
    places = encoded.indices.fill_null(len(values)).to_numpy(zero_copy_only=False)
    if field.type == "integer":
        return pd.arrays.IntegerArray(np.array([*values, 1], np.int64)[places], places == len(values))
    each = np.empty(len(values) + 1, object)
    each[:-1] = values
    return pd.Series(each[places], dtype=object)


def _all(answers: pa.Array) -> bool:
    return pc.all(answers, min_count=0).as_py() is not False
