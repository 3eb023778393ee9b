"""Cells of the data changed one at a time: whether pages that change are found by their keys, and how often in vain.

`python -m tests.mutations` changes all cells at once that a page did not read, each to another legal value in a copy of
the data: neither the page nor its key may change. With `apart` it changes a cell of each column, and tells where a key
changed and the page did not. Each takes some ten minutes.
"""

from __future__ import annotations

import ast
import csv
import json
import os
import pickle
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from analysis import tables
from analysis.reads import digests, files, prints

ROOT = Path(__file__).parents[1]
PAGES = (
    ("1_deals", {"language": "ar"}), ("1_deals", {"language": "en"}), ("2_talent", {"language": "ar"}),
    ("2_talent", {"language": "en"}), ("6_sources", {"language": "ar"}), ("6_sources", {"language": "en"}),
    ("1_deals", {"language": "en", "currency": "SAR", "basis": "closed", "prices": "nominal", "as_of": "2025-12-31"}),
    ("1_deals", {"language": "ar", "deal": "amazon-anthropic-2026", "acquirer": "amazon"}),
    ("2_talent", {"language": "ar", "second_hand": False, "measure": "attrition_rate"}),
    ("6_sources", {"language": "en", "confidence": "filed", "second_hand": False, "full_text": True}),
)  # fmt: skip


class Cell(NamedTuple):
    """Another value for a cell of the data."""

    table: str
    row: int
    column: str
    value: str


def page(notebook: str, parameters: dict[str, Any], home: Path) -> tuple[str, dict[str, Any]]:
    """What a notebook puts out with the data of a folder, and what it read of it; in a process of its own."""
    return apart(put_out, notebook, parameters, home)


def apart(work: Any, *given: Any) -> Any:
    """The result of some work in a process of its own; None when it failed."""
    way, end = os.pipe()
    child = os.fork()
    if not child:
        os.close(way)
        try:
            with os.fdopen(end, "wb") as file:
                pickle.dump(work(*given), file)
        except BaseException as fault:
            print(f"{given[:2]}: {type(fault).__name__}: {str(fault)[:300]}", file=sys.stderr)
        os._exit(0)
    os.close(end)
    with os.fdopen(way, "rb") as file:
        held = file.read()
    os.waitpid(child, 0)
    return pickle.loads(held) if held else None


def put_out(notebook: str, parameters: dict[str, Any], home: Path) -> tuple[str, dict[str, Any]]:
    """The outputs of a notebook's cells as text, its seal aside, and what the seal says was read."""
    tables.folder.ROOT = home.parent
    space: dict[str, Any] = {}
    shown, reads = [], {}
    for cell in json.loads((ROOT / "notebooks" / f"{notebook}.ipynb").read_text("utf-8"))["cells"]:
        tags = cell["metadata"].get("tags", [])
        if cell["cell_type"] != "code" or "explore" in tags:
            continue
        body = ast.parse("".join(cell["source"])).body
        last = ast.Expression(body.pop().value) if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), notebook, "exec", dont_inherit=True), space)
        bundle = eval(compile(last, notebook, "eval", dont_inherit=True), space)._repr_mimebundle_() if last else {}
        seal = bundle.pop("application/vnd.mizan.seal+json", {})
        reads = seal.pop("reads", reads)
        seal.get("data", {}).pop("tables", None)
        shown.append([bundle, seal])
        space |= parameters if "parameters" in tags else {}
    return json.dumps(shown, sort_keys=True, default=str), reads


def variants(home: Path, field: Any, table: Any, plain: files.Plain, row: int) -> Iterator[str]:
    """Other values for a cell, the likely legal ones first."""
    cell = plain.column(field.name)[row]
    reference = next((one for one in table.references if one.field == field.name), None)
    if reference:
        ids = [one for target, key in reference.targets for one in files.table(home, target).column(key)]
        yield from (one for one in [*ids[row % len(ids) :], *ids] if one != cell)
    elif field.enum:
        yield from (one for one in field.enum if one != cell)
    elif field.partial_date or re.fullmatch(r"\d{4}(-\d\d){0,2}", cell):
        years = [f"{int(cell[:4]) - by}{cell[4:]}" for by in (1, 2, 4)] if cell else ["2019-03-04", "2019"]
        yield from years
    elif field.type != "string":
        yield from (format(Decimal(cell or 0) + by, "f") for by in (1, -1, 2, Decimal("0.1")))
    else:
        others = [one for one in dict.fromkeys(plain.column(field.name)) if one != cell]
        more = "س" if re.search("[\u0621-\u064a]", cell) else "x"
        yield from ([f"{cell} {more}", f"{cell}{more}", *others[:9]] if cell else [*others[:9], "x", "2019"])
    if cell and not field.required:
        yield ""


def written(home: Path, cells: list[Cell]) -> None:
    """Write cells into the tables of a folder."""
    for name in {cell.table for cell in cells}:
        path = home / files.contract(home)["resources"][name]["path"]
        plain = files.cells(path)
        rows = [list(row) for row in plain.rows]
        for cell in cells:
            if cell.table == name:
                rows[cell.row][plain.header.index(cell.column)] = cell.value
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([plain.header, *rows])


def copy(into: Path) -> Path:
    """A copy of the data."""
    shutil.rmtree(into / "data", ignore_errors=True)
    return Path(shutil.copytree(ROOT / "data", into / "data"))


def faults(home: Path, names: set[str]) -> str:
    """Why some tables of a folder, and those that refer to them, cannot be loaded."""
    tables.folder.ROOT = home.parent
    package = tables.contract.package(None)
    referring = {name for name, table in package.tables.items() for one in table.references
                 for target, _ in one.targets if target in names}  # fmt: skip
    found = []
    for name in sorted(names | referring):
        try:
            tables.load(name)
        except tables.DataFault as fault:
            found.append(str(fault))
    return "\n".join(found)


def single(into: Path, name: str, column: str, rows: list[int]) -> Cell | None:
    """A legal change of a column's cell, in the first of some rows that allows one."""
    table = tables.contract.package(None).tables[name]
    field = next(one for one in table.fields if one.name == column)
    plain = files.table(ROOT / "data", name)
    for row in rows[:6]:
        for value in list(variants(ROOT / "data", field, table, plain, row))[:8]:
            home = copy(into)
            written(home, [Cell(name, row, column, value)])
            if not apart(faults, home, {name}):
                return Cell(name, row, column, value)
    return None


def shown_rows(reads: list[dict[str, Any]], name: str) -> set[str]:
    """The ids of a table that any page shows by its notes."""
    return {one for read in reads for rows in read["tables"].get(name, {}).get("rows", ()) for one in rows["of"]}


def all_at_once(into: Path, reads: dict[str, Any]) -> tuple[Path, list[Cell]]:
    """The data with every cell changed that a page did not read, as far as this is legal, and these cells.

    The group of a term is left: it says which parameters are on offer, and those are refused before anything is made.
    """
    package, cells = tables.contract.package(None), list[Cell]()
    for name, table in package.tables.items():
        for field in table.fields:
            if field.name not in (*table.primary_key, "group", *reads["tables"].get(name, {}).get("columns", ())):
                cells += legal(into, unread(table, field, reads["tables"].get(name, {})), {name})
    cells = legal(into, cells, set(package.tables))
    home = copy(into)
    written(home, cells)
    return home, cells


def unread(table: Any, field: Any, read: dict[str, Any]) -> list[Cell]:
    """Another value for each cell of a column in whose row a page did not read it; the newest day is read by all."""
    home = ROOT / "data"
    plain, newest, kept = files.table(home, table.name), files.newest(home), set[str]()
    for rows in read.get("rows", ()):
        kept |= set(rows["of"]) if field.name in rows["columns"] else set()
    for rows in read.get("named_by", ()):
        kept |= set(digests.ids(home, rows["of"])) if field.name in rows["columns"] else set()
    free = [row for row, cells in enumerate(plain.rows) if cells[0] not in kept]
    found = ((row, next(variants(home, field, table, plain, row), None)) for row in free)
    return [Cell(table.name, row, field.name, value) for row, value in found
            if value is not None and plain.column(field.name)[row] != newest]  # fmt: skip


def legal(into: Path, cells: list[Cell], names: set[str]) -> list[Cell]:
    """Those of some changes that the contract lets pass together; none where it blames other cells for them."""
    while cells:
        home = copy(into)
        written(home, cells)
        told = apart(faults, home, names)
        bad = {(name, int(line) - 2, column) for name, line, column in re.findall(r"(\w+)\.csv, line (\d+), (\w+)", told)}
        rest = [cell for cell in cells if (cell.table, cell.row, cell.column) not in bad]
        if not told:
            break
        cells = rest if len(rest) < len(cells) else []
    return cells


def main() -> None:
    """Print what was changed and found; with `apart`, cell by cell instead of all that was not read together."""
    into = Path(tempfile.mkdtemp(prefix="mizan-mutations-"))
    home = copy(into / "as-is")
    alone = "apart" in sys.argv
    usual = [(one, page(*one, home)) for one in (PAGES[:6:2] if alone else PAGES)]
    assert all(made for _, made in usual)
    unsound = (one_by_one if alone else together)(into, home, usual)
    shutil.rmtree(into)
    sys.exit(min(unsound, 1))


def together(into: Path, home: Path, usual: list[Any]) -> int:
    """Change everything that a page did not read, page by page, and count those that changed all the same."""
    unsound = 0
    for place, (one, (out, reads)) in enumerate(usual):
        changed, cells = all_at_once(into / f"all-{place}", reads)
        key, found = prints(changed, reads) == prints(home, reads), page(*one, changed)
        same = bool(found) and found[0] == out
        unsound += not (same and key)
        columns = len({(cell.table, cell.column) for cell in cells})
        print(f"{one}: {len(cells)} cells of {columns} columns changed unread: "
              f"key {'same' if key else 'CHANGED'}, page {'same' if same else 'CHANGED'}", flush=True)  # fmt: skip
    return unsound


def one_by_one(into: Path, home: Path, usual: list[Any]) -> int:
    """Change a cell of each column, if possible one that a page shows, and tell the pages whose key it changes in vain."""
    tally: dict[str, int] = {"key and page": 0, "key alone": 0, "neither": 0, "the notebook failed": 0}
    for name, table in tables.contract.package(None).tables.items():
        shown = shown_rows([reads for _, (_, reads) in usual], name)
        ids = [row[0] for row in files.table(home, name).rows]
        rows = sorted(range(len(ids)), key=lambda row: (ids[row] not in shown, row))
        for field in table.fields:
            cell, told = single(into / "one", name, field.name, rows), []
            for one, (out, reads) in usual if cell else ():
                key = prints(into / "one" / "data", reads) != prints(home, reads)
                found = page(*one, into / "one" / "data") if key else None
                verdict = "neither" if not key else "the notebook failed" if not found else (
                    "key alone" if found[0] == out else "key and page")  # fmt: skip
                tally[verdict] += 1
                told.append(f"{one[0][2:]}: {verdict}")
            print(f"{name}.{field.name} {cell and (ids[cell.row], cell.value[:30])}: {', '.join(told)}", flush=True)
    print(tally)
    return 0


if __name__ == "__main__":
    main()
