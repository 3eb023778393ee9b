"""Notes on the figures of a page: who says so, in which words, and how a derived one was worked out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from .. import language as wording
from .. import seeds
from ..provenance import GIVEN, OWN, Among, Cell, Worked, named, origin_of
from ..reads import Reads
from ..traces import Traces
from .origins import behind, how_of, leads, origins
from .spoken import Spoken, present

SIGNS = {"sum": "+", "difference": "−", "product": "×", "ratio": "÷"}
LISTED, ROWS = 60, 8  # figures, and rows that are merely counted, which a list names; the rest are told by number
INLINE = 6  # summands that a formula names one by one
GRADES = ("filed", "reported", "estimated")  # strongest first
STOP = re.compile(r"(?<=[.؟!?])\s|\n")


class Evidence(Spoken):
    """The notes that one page needs, in its language: every figure that was cited, and all that it leads to."""

    def __init__(self, language: str, digits: str, data: str | None, reads: Reads | None = None) -> None:
        super().__init__(language, digits, data, reads or Reads())
        self.asked: dict[str, Any] = {}
        self.printed: dict[str, str] = {}
        self.grades: dict[tuple[str, str], tuple[Any, bool]] = {}

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
        number = self.name(str(value)) if isinstance(value, str) else wording.number(
            Decimal(value), None, self.language, self.digits)  # fmt: skip
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


def text(value: Any) -> str | None:
    """A cell of the data as text, None when it is empty."""
    return str(value) if present(value) else None
