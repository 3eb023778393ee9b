"""What an edition says: sentences, key figures and tables of sentences, whose values are put on record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from string import Formatter
from typing import Any

import pandas as pd

from .. import language as wording
from .. import provenance
from ..evidence import Evidence

UNGRADED: Mapping[str, Any] = {"confidence": None, "second_hand": None}
WORDS = ("text", "date", "list")  # specs of a template that are no units
UNRECORDED = ("text", "list")  # they differ between the languages

Sentences = str | Sequence[str]


class Said:
    """Something for the page: data under our own type, plain text beside it for JupyterLab."""

    def __init__(self, kind: str, data: Mapping[str, Any], text: str) -> None:
        self.kind, self.data, self.text = kind, data, text

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        read = f'<p dir="auto">{escape(self.text)}</p>'  # in JupyterLab a sentence takes the direction of its first letter
        return {f"application/vnd.mizan.{self.kind}+json": dict(self.data), "text/html": read, "text/plain": self.text}


class Speaking:
    """The sentences of an edition, in its language and digits."""

    language: str
    digits: str
    as_of: str
    currency: str
    evidence: Evidence
    findings: list[dict[str, str | None]]

    def place(self, section: str | None) -> dict[str, str]:
        """Where a section of another report stands."""
        raise NotImplementedError

    def templates(self, given: Sentences) -> list[str]:
        """Templates of sentences whose money is in the currency that was asked for."""
        return [one.replace(":money", f":{self.currency}") for one in ([given] if isinstance(given, str) else given)]

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

    def table(self, *rows: list[Any] | None, ar: Sequence[str], en: Sequence[str]) -> Said:
        """A table of rows made by `row` under a title and its headings, in this order; rows that are None are left out."""
        title, *columns = (self.cell(*pair, {}) for pair in zip(ar, en, strict=True))
        kept = [row for row in rows if row]
        data = {"title": title, "columns": columns, "rows": kept, "numeric": [], "folded": False}
        return Said("table", self.evidence.marked(data), f"{len(kept)} rows")


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
