"""The part of a package that is about some companies and labs, as cells: what a package of one's own may begin with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from .contract import GROUPS, Package, Table, package
from .faults import listed, nearest, refusal, shown
from .files import Files
from .reading import rows

ORGANISATIONS = GROUPS["deals", "acquirer"]  # of the vocabulary: which rows of the data are about somebody
WHOLE = ("prices", "fx")  # yardsticks, which are nobody's
BELONGING = ("claims", "sections", "gaps")  # to the documents and reports of the package that they are taken from
ACTOR = ("events", "actor", "name")  # events name who acted as readers meet it, not by the code
Cells = list[list[str]]


@dataclass
class Taken:
    """The rows taken of each table, and the ids that they name in others."""

    cells: dict[str, Cells] = field(default_factory=dict)
    named: dict[str, set[str]] = field(default_factory=dict)

    def take(self, table: Table, chosen: Cells) -> None:
        self.cells[table.name] = chosen
        for reference in table.references:
            place = table.header.index(reference.field)
            for target, _ in reference.targets:
                self.named.setdefault(target, set()).update(row[place] for row in chosen)


def excerpt(names: Collection[str], data: str | None = None) -> dict[str, Cells]:
    """The rows of each table, in the order of its file, that are about the companies and labs `names`.

    That is: rows which name one of them, rows about a deal that was taken, prices and exchange rates whole, and of
    sources and vocabulary what these rows cite, with every term that is no company, lab or person. The claims of a
    document, the sections of reports and what was looked for in vain stay where they are. A name that is none of the
    vocabulary's is refused by DataFault.
    """
    opened = package(data)
    files = Files(opened.folder, opened.called)
    cells = {name: rows(files, table).cells for name, table in opened.tables.items()}
    known = {row["term_id"]: row for row in _told(opened, cells, "terms")}
    for name in names:
        _organisation(name, known, opened)
    called = {known[name]["name"] for name in names}
    taken = Taken()
    for table in _in_order(opened):
        if table.name in WHOLE:
            chosen = cells[table.name]
        elif table.name in BELONGING:
            chosen = []
        else:
            chosen = [row for row in cells[table.name] if _about(row, table, set(names), called, taken)]
        taken.take(table, chosen)
    cited = taken.named.get("sources", set())
    people = {name for name, row in known.items() if row["group"] in ORGANISATIONS}
    spoken = taken.named.get("terms", set()) | set(names)
    return {
        **taken.cells,
        "sources": [row for row in cells["sources"] if row[0] in cited],
        "terms": [row for row in cells["terms"] if row[0] not in people or row[0] in spoken],
    }


def _in_order(opened: Package) -> list[Table]:
    """Every table but sources and vocabulary, deals before the tables that refer to them."""
    own = [table for name, table in opened.tables.items() if name not in ("sources", "terms")]
    return sorted(own, key=lambda table: table.name != "deals")


def _about(row: list[str], table: Table, names: set[str], called: set[str], taken: Taken) -> bool:
    """Whether a row names one of the companies and labs, or a deal that was taken."""
    if table.name == ACTOR[0] and row[table.header.index(ACTOR[1])] in called:
        return True
    deals = {deal[0] for deal in taken.cells.get("deals", [])}
    wanted = {"terms": names, "deals": deals}
    return any(
        row[table.header.index(reference.field)] in wanted.get(target, ())
        for reference in table.references for target, _ in reference.targets
    )  # fmt: skip


def _told(opened: Package, cells: Mapping[str, Cells], name: str) -> list[dict[str, str]]:
    return [dict(zip(opened.table(name).header, row, strict=True)) for row in cells[name]]


def _organisation(name: str, known: Mapping[str, Mapping[str, str]], opened: Package) -> None:
    """Refuse a name that is no company, lab or person of the vocabulary."""
    own = [one for one, row in known.items() if row["group"] in ORGANISATIONS]
    if name not in own:
        where, expected = f"{opened.called}/{opened.table('terms').path}", f"one of {listed(own, 40)}"
        raise refusal(where, f"no company or lab {shown(name)}", expected, f"Name one of these.{nearest(name, own)}")
