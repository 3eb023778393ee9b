"""Notes on the figures of a page: who says so, in which words, and how a derived one was worked out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd

from . import language as wording
from . import seeds, tables
from .provenance import GIVEN, OWN, Among, Cell, Worked, many, named, origin_of
from .reads import Reads
from .traces import AT_ONCE, Traces

SIGNS = {"sum": "+", "difference": "−", "product": "×", "ratio": "÷"}
LISTED, ROWS = 60, 8  # figures, and rows that are merely counted, which a list names; the rest are told by number
INLINE = 6  # summands that a formula names one by one
GRADES = ("filed", "reported", "estimated")  # strongest first
SAID = {  # the columns that say what a row of data states
    "readings": ("measure", "subject", "period", "basis"), "talent": ("measure", "lab", "period"),
    "flows": ("measure", "from_lab", "to_lab", "date"), "companies": ("measure", "company", "period"),
    "fx": ("currency", "measure", "period"), "prices": ("year", "month"), "outcomes": ("measure", "deal", "date"),
    "models": ("model", "lab", "released"), "deals": ("deal_id", "acquirer", "announced"), "sources": ("title",),
}  # fmt: skip
FIGURES = {  # the columns that hold the figure of a row, or both ends of its range
    "readings": ("low", "high"), "talent": ("value_pct", "value_pct"), "flows": ("value", "value"),
    "companies": ("value", "value"), "fx": ("per_usd", "per_usd"), "prices": ("index_value", "index_value"),
    "outcomes": ("value", "value"), "models": ("none", "none"), "claims": ("none", "none"),
    "deals": ("none", "none"), "events": ("none", "none"), "sources": ("none", "none"),
}  # fmt: skip
DATES = ("date", "announced", "published", "released")
UNITS = {"value_pct": "percent"}  # of columns that name their unit
UNSHOWN = ("note", "search_ar", "definition", "definition_ar", "known_from", "undated")  # columns that no note shows
STOP = re.compile(r"(?<=[.؟!?])\s|\n")


class Evidence:
    """The notes that one page needs, in its language: every figure that was cited, and all that it leads to."""

    def __init__(self, language: str, digits: str, data: str | None, reads: Reads | None = None) -> None:
        self.language, self.digits, self.data = language, digits, data
        self.reads = reads or Reads()
        self.asked: dict[str, Any] = {}
        self.printed: dict[str, str] = {}
        self.grades: dict[tuple[str, str], tuple[Any, bool]] = {}
        self.names: dict[Any, str] = {}
        self.subjects: dict[tuple[str, str], str] = {}

    def cite(self, figures: Sequence[Any], words: str = "") -> str:
        """The name of the note on one figure, or on several that are stated together in these words."""
        origins = [origin_of(figure) for figure in figures]
        if len({origin.id for origin in origins if origin}) == 1:
            name, value = str(origins[0].id), figures[0]  # type: ignore[union-attr]
        else:
            name, value = named("several", *(origin.id for origin in origins if origin)), tuple(figures)
        self.asked.setdefault(name, value)
        if words:
            self.printed.setdefault(name, words)
        return name

    def marks(self, text: str) -> list[list[Any]]:
        """The figures of a text for its page: from, to, and the name of the note."""
        return [[start, end, self.cite(figures, text[start:end])] for start, end, figures in wording.placed_in(text)]

    def marked(self, data: Any) -> Any:
        """Data for a page in which each group of texts says, under "marks", where figures stand in them."""
        if isinstance(data, Mapping):
            own = {key: marks for key, text in data.items() if isinstance(text, str) and (marks := self.marks(text))}
            return {key: self.marked(part) for key, part in data.items()} | ({"marks": own} if own else {})
        return [self.marked(part) for part in data] if isinstance(data, (list, tuple)) else data

    def notes(self) -> dict[str, dict[str, Any]]:
        """Every note by name; whatever a note leads to has one too."""
        made: dict[str, dict[str, Any]] = {}
        waiting = dict(self.asked)
        while waiting:
            name, value = waiting.popitem()
            self.asked = {}
            made[name] = self.note(value)
            waiting |= {key: one for key, one in self.asked.items() if key not in made}
        self.asked = {}
        return dict(sorted(made.items()))

    def note(self, value: Any) -> dict[str, Any]:
        """One note: of a row of data, of a calculation, or of a list of figures."""
        origin = origin_of(value)
        if isinstance(value, tuple):
            return self.listed("several", value) | self.trust(value)
        if isinstance(origin, Cell):
            return self.given(value, origin) if origin.table == GIVEN else self.stated(origin)
        if isinstance(origin, Among):
            return self.listed("among", origin.members) | self.trust([origin])
        assert isinstance(origin, Worked)
        how = "arithmetic" if origin.how in SIGNS else origin.how
        exact = self.number(value)
        printed = self.printed.get(origin.id) or exact
        formula = self.formula(origin) + (["=", exact] if how == "arithmetic" and exact != printed else [])
        worked = {"kind": "worked", "value": printed, "how": how, "formula": formula}
        return worked | self.trust([value])

    def listed(self, how: str, figures: Sequence[Any]) -> dict[str, Any]:
        """Figures as a list that names the first of them, and says how many more there are."""
        named = [self.member(one) for one in list(figures[: ROWS if isinstance(figures[0], Cell) else LISTED])]
        return {"kind": "list", "how": how, "members": named, "more": len(figures) - len(named)}

    def member(self, value: Any) -> list[str]:
        """A figure of a list: its words, the name of its note, and what it is."""
        origin = origin_of(value)
        what = self.said(origin) if isinstance(origin, Cell) else self.of(value)
        number = self.number(value)
        return [number, self.cite([value]) if origin else "", "" if what == number else what]

    def of(self, value: Any) -> str:
        """What a derived figure is about: the row of data that it was worked out of first."""
        first = next(behind(value), None)
        return self.said(first) if first else ""

    def formula(self, origin: Worked) -> list[Any]:
        """A calculation as words, signs and figures that lead on: text, or [text, name of its note]."""
        if origin.how in SIGNS or origin.how == "negated":
            return self.calculated(origin)
        parts = [(self.number(part), part) for part in origin.inputs]
        first, *rest = [[text, self.cite([part])] if leads(part) else text for text, part in parts]
        between = wording.words(f"evidence.of_{origin.how}", self.language) if rest else ""
        return [first, *(piece for part in rest for piece in (between, part))]

    def calculated(self, origin: Worked, nested: bool = False) -> list[Any]:
        """Arithmetic written out down to the data; a long sum leads to its list."""
        if origin.how == "negated":
            minus = ["−", *self.part(origin.parts[0], True)]
            return ["(", *minus, ")"] if nested else minus
        parts = origin.inputs
        if origin.how == "sum" and len(parts) > INLINE:
            among = Among(parts)
            return [wording.words("evidence.sum", self.language), [self.number(among), self.cite([among])]]
        written: list[Any] = []
        for place, part in enumerate(parts):
            written += [SIGNS[origin.how]] if place else []
            flat = origin.how == "product" or (origin.how == "ratio" and not place)
            written += self.part(part, place > 0 if how_of(part) == "negated" else not flat)
        return ["(", *written, ")"] if nested and len(parts) > 1 else written

    def part(self, value: Any, nested: bool) -> list[Any]:
        """One part of a calculation: itself when the data states it, else how it was calculated."""
        origin = origin_of(value)
        if isinstance(origin, Worked) and (origin.how in SIGNS or origin.how == "negated"):
            return self.calculated(origin, nested or origin.how in ("sum", "difference"))
        return [[self.number(value), self.cite([value])]] if origin else [self.number(value)]

    def given(self, value: Any, origin: Cell) -> dict[str, Any]:
        """The note on a parameter of the page, which nobody states but whoever asked for it."""
        number = wording.number(int(value), None, self.language, self.digits)
        return {
            "kind": "row", "what": wording.words("evidence.parameter", self.language), "value": number, "hedge": "",
            "row": f"{GIVEN}: {origin.row}", "source": {}, "source_id": None, "quote": None, "confidence": None,
            "second_hand": False,
        }  # fmt: skip

    def stated(self, cell: Cell) -> dict[str, Any]:
        """The note on a row of data: what it states, as whom, when, how well known, and in whose words."""
        row = self.rows[cell.table][cell.row]
        page = str(row["arena_source"] if cell.column in OWN else row.get("source", row.get("seed")))
        source = self.rows["sources"].get(page, {})
        hedge = row.get("hedge")
        return {
            "kind": "row", "what": self.said(cell), "value": self.value(cell),
            "hedge": self.name(hedge) if present(hedge) else "", "row": f"{cell.table}: {cell.row}",
            "source": {name: text(source.get(name)) for name in ("title", "url", "published")},
            "source_id": page, "quote": self.quoted(row),
            "confidence": row.get("confidence"), "second_hand": row.get("read") == "second_hand",
        }  # fmt: skip

    def quoted(self, row: dict[str, Any]) -> dict[str, str] | None:
        """The sentence of a seed that states a reading, parted at the words."""
        if not present(row.get("start")) or not present(row.get("end")):
            return None
        seed = str(row.get("source", row.get("seed")))
        self.reads.seeds.add(seed)
        whole, start, end = seeds.text(seed), int(row["start"]), int(row["end"])
        begin = max((hit.end() for hit in STOP.finditer(whole, 0, start)), default=0)
        stop = next((hit.start() for hit in STOP.finditer(whole, end)), len(whole))
        return {"before": whole[begin:start], "words": whole[start:end], "after": whole[end:stop],
                "language": seeds.card(seed).language}  # fmt: skip

    def trust(self, values: Iterable[Any]) -> dict[str, Any]:
        """The weakest grade of all the data behind some figures, and whether any of it was read second hand."""
        found: set[tuple[str, str]] = set()
        told: set[tuple[Any, bool]] = set()
        held: dict[str, set[str]] = {}
        for one in [one for value in values for one in origins(value)]:
            if isinstance(one, Traces):
                for table, ids in one.rows():
                    held.setdefault(table, set()).update(ids)
            elif one.table != GIVEN:
                found.add((one.table, one.row))
        told |= {self.graded(*one) for one in found if one[1] not in held.get(one[0], ())}
        told |= {grade for table, ids in held.items() for grade in self.graded_of_many(table, ids)}
        grades = [grade for grade, _ in told if grade in GRADES]
        rows = found | {(table, name) for table, ids in held.items() for name in ids} if held else found
        return {
            "confidence": max(grades, key=GRADES.index, default=None),
            "second_hand": any(relayed for _, relayed in told), "rows": len(rows),
        }  # fmt: skip

    def graded_of_many(self, table: str, ids: set[str]) -> set[tuple[Any, bool]]:
        """The grades of many rows of data, and whether any was read second hand; their columns are put on record whole."""
        self.reads.whole(table, ("confidence", "read"))
        grades, reads = self.rows[table].graded
        own = self.rows[table].placed(ids)
        return {(grade, read == "second_hand") for grade, read in {*zip(grades[own], reads[own], strict=True)}}

    def graded(self, table: str, row: str) -> tuple[Any, bool]:
        """The grade of a row of data, and whether it was read second hand."""
        if (table, row) not in self.grades:
            held = self.rows[table][row]
            self.grades[table, row] = held.get("confidence"), held.get("read") == "second_hand"
        return self.grades[table, row]

    @cached_property
    def rows(self) -> Rows:
        """The rows of the data by table and id; a table is read when it is first asked for."""
        return Rows(self.data, self.reads)

    def said(self, cell: Cell) -> str:
        """What a row of data is about, in words."""
        if cell.table == GIVEN:
            return wording.words("evidence.parameter", self.language)
        if (cell.table, cell.row) not in self.subjects:
            self.subjects[cell.table, cell.row] = self.subject(cell)
        return self.subjects[cell.table, cell.row]

    def subject(self, cell: Cell) -> str:
        """The same, worked out from the row."""
        row = self.rows[cell.table][cell.row]
        told = {"events": "event", "claims": "claim"}.get(cell.table)
        if told:
            return str(row[f"{told}_ar" if self.language == "ar" else told])
        texts = [self.name(row[column]) for column in SAID.get(cell.table, ()) if present(row.get(column))]
        return wording.words("charts.pause", self.language).join(wording.isolate(text, self.language) for text in texts)

    def name(self, code: Any) -> str:
        """A code of the data as readers meet it: a term, a deal, a date, or itself."""
        if code not in self.names:
            self.names[code] = self.looked_up(code)
        return self.names[code]

    def looked_up(self, code: Any) -> str:
        """The same, looked up in the data."""
        own = "_ar" if self.language == "ar" else ""
        if code in self.rows["terms"]:
            return str(self.rows["terms"][code][f"name{own}"])
        if code in self.rows["deals"]:
            return str(self.rows["deals"][code][f"target{own}"])
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", str(code)):
            return wording.date(str(code), self.language, self.digits)
        return str(code)

    def number(self, value: Any) -> str:
        """A figure in words with its unit; a list by how many it holds; a row by its date."""
        if isinstance(value, Among):
            return wording.number(len(value.members), "figures", self.language, self.digits)
        if isinstance(value, Cell) and value.column == "claim":  # in this language; its status depends on the day
            return self.said(value)
        if isinstance(value, Cell):
            return self.value(value)
        return self.exact(value, value, unit(value, self.unit_of))

    def value(self, cell: Cell) -> str:
        """What a row of data states in words: its figure or range, or where it has none its date or its id."""
        if cell.column in OWN:
            stated = self.rows[cell.table][cell.row][cell.column]
            return self.exact(int(stated) if cell.column == "arena_rank" else stated, stated, None)
        row, (low, high) = self.rows[cell.table][cell.row], FIGURES.get(cell.table, (cell.column, cell.column))
        if cell.column in DATES or not (present(row.get(low)) or present(row.get(high))):
            return self.name(row[cell.column]) if cell.column in DATES and present(row[cell.column]) else cell.row
        return self.exact(row.get(low), row.get(high), self.unit_of(replace(cell, column=low)))

    def exact(self, low: Any, high: Any, of: str | None) -> str:
        """A figure or a range with as many decimals as it has, up to three."""
        low, high = (Decimal(str(end)) if present(end) else None for end in (low, high))
        unit = of if of in wording.units() else None
        ends = [end for end in (low, high) if end is not None]
        places = max((decimals(end) for end in ends), default=0)
        return wording.span(low, high, f"{unit or ''}:{places}" if places else unit, self.language, self.digits)

    def unit_of(self, cell: Cell) -> str | None:
        """The unit of a figure of the data."""
        if cell.table == GIVEN:
            return None
        row = self.rows[cell.table][cell.row]
        if cell.table == "flows":
            return str(row["measure"])
        if cell.table == "fx":
            return f"{row['currency']}/USD"
        return UNITS.get(cell.column) or (str(row["unit"]) if present(row.get("unit")) else None)


def leads(value: Any) -> bool:
    """Whether there is anything behind a value: a plain number has no origin, an empty list no members."""
    origin = origin_of(value)
    return len(origin.members) > 0 if isinstance(origin, Among) else origin is not None


class Rows(dict[str, "OnRecord"]):
    """The rows of each table of a package by id, with the columns that notes may show."""

    def __init__(self, data: str | None, reads: Reads) -> None:
        super().__init__()
        self.data, self.reads = data, reads

    def __missing__(self, table: str) -> OnRecord:
        frame = tables.load(table, data=self.data)
        kept = frame[[name for name in frame.columns if name not in UNSHOWN]]
        self[table] = OnRecord(kept, partial(self.reads.some, table, columns=list(map(str, kept.columns))))
        return self[table]


class OnRecord(Mapping[str, dict[str, Any]]):
    """Rows by id, put together and put on record when first asked for; so is an id of which there is none."""

    def __init__(self, frame: pd.DataFrame, record: Callable[[list[str]], None]) -> None:
        self.record = record
        self.names, self.frame = list(map(str, frame.columns)), frame
        # pandas makes far more of a row, and of a column, than its cells; of a long table few rows are asked for
        self.cells = frame.to_numpy(dtype=object) if len(frame) <= AT_ONCE else None
        self.columns = [column.array for _, column in frame.items()]
        self.places = {str(name): place for place, name in enumerate(frame.iloc[:, 0])}
        self.asked: dict[object, dict[str, Any] | None] = {}

    def __getitem__(self, key: str) -> dict[str, Any]:
        if (row := self.row(key)) is None:
            raise KeyError(key)
        return row

    def __contains__(self, key: object) -> bool:
        return self.row(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def row(self, key: object) -> dict[str, Any] | None:
        """The row of an id, None when there is none."""
        if key not in self.asked:
            self.record([str(key)])
            place = self.places.get(key)  # type: ignore[call-overload]
            self.asked[key] = None if place is None else dict(zip(self.names, self.at(place), strict=True))
        return self.asked[key]

    def placed(self, ids: Iterable[str]) -> np.ndarray:
        """The places of the rows of some ids."""
        return np.fromiter(map(self.places.__getitem__, ids), int)

    @cached_property
    def graded(self) -> tuple[np.ndarray, np.ndarray]:
        """The grade of every row, and how it was read."""
        return self.shared("confidence"), self.shared("read")

    def shared(self, column: str) -> np.ndarray:
        """The cells of a column of few different texts, each text once."""
        places, texts = pd.factorize(self.frame[column])
        return np.array([*texts, None], object)[places]

    def at(self, place: int) -> Iterable[Any]:
        """The cells of a row."""
        if self.cells is not None:
            return list(self.cells[place])
        return [column[place] for column in self.columns]


def cells(value: Any) -> list[Cell]:
    """All rows of data behind a figure, each once."""
    found: dict[tuple[str, str], Cell] = {}
    for cell in behind(value):
        found.setdefault((cell.table, cell.row), cell)
    return list(found.values())


def behind(value: Any) -> Iterator[Cell]:
    """The cells behind a figure, first those that it was worked out of first."""
    for one in origins(value):
        if isinstance(one, Cell):
            yield one
        else:
            for part in one:
                yield from behind(part)


def origins(value: Any) -> Iterator[Cell | Traces]:
    """The same; of figures so many that none is made the column that holds them."""
    waiting, seen = [origin_of(value)], dict[int, Any]()  # what was seen is held, for another may take a freed one's id
    while waiting:
        origin = waiting.pop()
        if origin is None or id(origin) in seen:
            continue
        seen[id(origin)] = origin
        if isinstance(origin, Cell):
            yield origin
            continue
        parts: Any = origin.members if isinstance(origin, Among) else origin.inputs
        if many(parts):
            yield parts
        else:
            waiting += [origin_of(part) for part in reversed(list(parts))]


def unit(value: Any, of_cell: Any) -> str | None:
    """The unit of a figure, from those of its parts: money over money is none, money per person counts as money.

    A percentage of something is of that thing's unit.
    """
    above, below = dimension(value, of_cell)
    kept = above - below
    return next((one for one in kept if one != "percent"), next(iter(kept), None))


def dimension(value: Any, of_cell: Any) -> tuple[Counter[str], Counter[str]]:
    """The units above and below the line of a figure; a percentage has none."""
    origin = origin_of(value)
    if isinstance(origin, Cell):
        above, _, below = (of_cell(origin) or "").partition("/")
        return Counter(filter(None, [above])), Counter(filter(None, [below]))
    if not isinstance(origin, Worked) or origin.how in ("rank", "count"):
        return Counter(), Counter()
    if origin.how in ("product", "ratio"):
        parts = [dimension(part, of_cell) for part in origin.inputs]
        parts = [parts[0], parts[1][::-1]] if origin.how == "ratio" else parts
        return sum((up for up, _ in parts), Counter()), sum((down for _, down in parts), Counter())
    # What is added or compared is of one unit: the first that has one tells it, a plain number has none.
    alike = origin.parts[0].members if origin.how == "median" else origin.inputs
    return next((found for one in alike if any(found := dimension(one, of_cell))), (Counter(), Counter()))


def how_of(value: Any) -> str | None:
    """How a value was worked out, None where it was not."""
    origin = origin_of(value)
    return origin.how if isinstance(origin, Worked) else None


def decimals(value: Decimal) -> int:
    """How many decimals a figure needs to be read exactly, once in millions or billions; at most three digits of it."""
    size, plain = value.adjusted(), value.normalize()
    power = 3 * (size // 3) if size >= 6 else 0
    return min(max(3, 2 - size), max(0, power - int(plain.as_tuple().exponent)))


def text(value: Any) -> str | None:
    """A cell of the data as text, None when it is empty."""
    return str(value) if present(value) else None


def present(value: Any) -> bool:
    """Whether a cell of the data holds something."""
    return not pd.isna(value) and value != ""
