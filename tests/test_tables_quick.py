"""The quick way of reading a table takes nothing that the slow one refuses, and what it takes is the same to the cell."""

import csv
import io
import itertools
import random
from decimal import Decimal

import pandas as pd
import pytest

from analysis import tables
from analysis.tables import contract, days, folder, held, rules, sheet, store
from analysis.tables.files import Files
from tests.bench import large
from tests.test_tables import CONTRACT, FILES, Toy, field, resource

NAMES = ("terms", "sources", "deals", "readings", "prices", "models")
CELLS = (
    "", " ", "-", "0", "-0", "-0.0", "007", "1e5", "1,5", "1.50", "-5", "١٤٣", "1" * 19, "9" * 23, ".5",
    "5.", "NaN", "null", "2025", "2025-02-30", "2025-6", "1447", "2100-12-31", "2101", "2y",
    "2025-06-12T00", "=1", "+x", "@x", "-x", "＝1", "ok ", " ok", "a\u200fb", "a\u200cb", "a\u00a0b",
    "é", "e\u0301", "SociÃ©tÃ©", "ظ…ظٹطھط§", "ظ…ظ…", "ميتا", "مِيتا", "ميـتا", "ﻣﻴﺘﺎ", "«ميتا»", "وا…",
    "…و", "news", "News", "ne_ws", "news ", "scale", "Scale", "أخبار", "اخبار", "Total", "المجموع",
    "a..b", "a/b", "x" * 101, "scale_1", "SCALE-1", "کتاب", "كتاب", "scale-1 llama-4",
    "scale-1  llama-4", "USD", "usd", "percent", "price", "stake", "announced", "closed", "rumoured",
    '"', '""', 'a"b', "a,b", "a\nb", "a\u2028b", "a\x0bb", "\ufeff", "x" * 100_001, "149", "100",
    "100.0", "10", "20", "b", "https://x/y",
)  # fmt: skip
PIECES = [*'٣,\n"\r\x00\ufeff−e.0- \u200féى=\udc80', "", "NaN", ",,", '""', '","', '"\n', "\n\n", "\n \n", "ي", "…", "“"]


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """The package of the tests of tables, with a second table of many rules."""
    monkeypatch.setattr(folder, "ROOT", tmp_path)
    store.clear()
    made = Toy(tmp_path)
    more = resource(
        "claims", "claim_id", field("claim_id"), field("evidence_for"),
        field("place", "integer", minimum=1, maximum=9),
        field("share", "number", maximum=100, enum=["1.5", "2", "100"]), field("link", pattern=r"https?://\S+", unique=True),
    )  # fmt: skip
    more["schema"]["primaryKey"] = ["claim_id", "place"]
    made.declare({**CONTRACT, "resources": [*CONTRACT["resources"], more]})
    made.write("claims", SOUND["claims"])
    return made


SOUND = FILES | {
    "terms": FILES["terms"].replace("\n", "\nكتاب,كتاب\n", 1),
    "claims": 'claim_id,evidence_for,place,share,link\na,scale-1 llama-4,1,1.5,https://x/y\na,scale-2,2,2,\nب,,3,,"http://x,y"\n'
}


def damaged(text: str, dice: random.Random) -> str:
    """A file with one to three things changed: a cell, a piece of text, a row."""
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        kind = dice.randrange(4)
        if kind == 0:
            at = dice.randrange(len(text))
            text = text[:at] + dice.choice(PIECES) + text[at + dice.choice((0, 0, 1, 3)) :]
            continue
        rows = list(csv.reader(io.StringIO(text, newline="")))
        row = dice.randrange(len(rows))
        if kind == 1 and row:
            rows.insert(dice.randrange(1, len(rows) + 1), list(rows[row]))
        elif rows[row] and row:
            rows[row][dice.randrange(len(rows[row]))] = dice.choice((*CELLS, *rows[dice.randrange(len(rows))]))
        out = io.StringIO(newline="")
        quoting = dice.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC))
        csv.writer(out, lineterminator="\n", quoting=quoting).writerows(rows)
        text = out.getvalue()
    return text


def quick(name: str) -> pd.DataFrame | None:
    """What the quick way takes."""
    opened = contract.package(None)
    files, table = Files(opened.folder, opened.called), opened.table(name)
    try:
        cells = sheet.sheet(files, table)
        known = None if cells is None else held._known(opened, files, table, cells)
    except tables.DataFault:
        return None
    return None if cells is None or known is None else held.sound(table, cells, known)


def slow(name: str) -> pd.DataFrame:
    """What the slow way takes; DataFault with what it refuses."""
    opened = contract.package(None)
    return held._worded(opened, Files(opened.folder, opened.called), opened.table(name))


def alike(one: pd.DataFrame, other: pd.DataFrame) -> None:
    """Two frames agree in every type, cell and kind of cell."""
    pd.testing.assert_frame_equal(one, other, check_exact=True)
    for name in one.select_dtypes(["object"], exclude=["str"]).columns:
        assert [(type(cell), str(cell)) for cell in one[name]] == [(type(cell), str(cell)) for cell in other[name]]


def taken(toy: Toy, name: str, text: str) -> bool:
    """Whether the quick way takes a file; then the slow one takes it alike. What it does not take goes the slow way."""
    toy.write(name, text.encode("utf-8", "surrogateescape"))
    found = quick(name)
    if found is not None:
        alike(found, slow(name))
    toy.write(name, SOUND[name])
    return found is not None


@pytest.mark.parametrize("seed", range(6))
def test_damaged_files(toy, monkeypatch, seed):
    """Read by columns, a damaged file is taken only when line by line it gives the very same."""
    monkeypatch.setattr(sheet, "SMALL", 0)
    dice = random.Random(seed)
    picked = [dice.choice((*NAMES, "claims")) for _ in range(150)]
    assert 10 < sum(taken(toy, name, damaged(SOUND[name], dice)) for name in picked) < 90


@pytest.mark.parametrize("name", [*NAMES, "claims"])
def test_odd_cells(toy, name):
    """Each odd value in each column is taken by the quick way only when the slow one takes it alike."""
    header, *rows = csv.reader(io.StringIO(SOUND[name], newline=""))
    kept = 0
    for place, value in itertools.product(range(len(header)), CELLS):
        changed = [[*row] for row in rows]
        changed[-1][place] = value
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows([header, *changed])
        kept += taken(toy, name, out.getvalue())
    assert kept > len(header)


def test_sound_files_go_the_quick_way(toy, monkeypatch):
    """The slow way is never asked for a sound table, nor for any table of the project's own data."""
    monkeypatch.setattr(held, "_worded", None)
    assert all(len(tables.load(name)) for name in (*NAMES, "claims"))
    monkeypatch.undo()
    monkeypatch.setattr(held, "_worded", None)
    store.clear()
    assert all(len(tables.load(name)) for name in tables.names())


@pytest.mark.parametrize("quoted", ['"Me""ta"', '"Meta, the firm"', '""', '"ميتا"', '""""'])
def test_quotes_of_the_standard_go_the_quick_way(toy, monkeypatch, quoted):
    """Quoted fields, doubled quotes and commas in them are read by columns as they are line by line."""
    monkeypatch.setattr(sheet, "SMALL", 0)
    spelt = {**CONTRACT, "resources": [resource("terms", "term_id", field("term_id"), field("name"), field("note"))]}
    toy.declare(spelt)
    toy.write("terms", f"term_id,name,note\nmeta,{quoted},x\nwa,x,{quoted}\n")
    alike(quick("terms"), slow("terms"))


class TestLarge:
    """A package of many rows, small enough for every run."""

    @pytest.fixture
    def root(self, tmp_path, monkeypatch):
        monkeypatch.setattr(folder, "ROOT", tmp_path)
        store.clear()
        return tmp_path

    def test_same_bytes_each_time(self, tmp_path):
        """The package is the same for the same seed, another for another."""
        one, same, other = (large.package(tmp_path / f"{n}", 300, 300, seed=n // 2) for n in (0, 1, 2))
        assert (one / "deals.csv").read_bytes() == (same / "deals.csv").read_bytes() != (other / "deals.csv").read_bytes()

    def test_loads_as_line_by_line_and_as_parquet(self, root, monkeypatch):
        """Ten thousand deals by columns are what they are line by line, from CSV and from Parquet, days included."""
        large.package(root / "plain", 10_000, 10_000)
        large.package(root / "parquet", 10_000, 10_000, parquet=True)
        by_line = {name: tables.load(name, "plain") for name in ("deals", "readings")}
        store.clear()
        monkeypatch.setattr(sheet, "SMALL", 0)
        monkeypatch.setattr(held, "_worded", None)
        for name, expected in by_line.items():
            alike(tables.load(name, "plain"), expected)
            alike(tables.load(name, "parquet"), expected)
        assert len(by_line["deals"]) == 10_000 and by_line["readings"]["low"].map(type).isin([Decimal, type(None)]).all()

    def test_one_wrong_cell_among_many_is_found(self, root, monkeypatch):
        """A single look-alike id in the last of many rows is named with both its lines."""
        monkeypatch.setattr(sheet, "SMALL", 0)
        place = large.package(root / "plain", 5000, 10) / "deals.csv"
        place.write_text(place.read_text("utf-8").replace("\ndeal-0004999,", "\nDeal-0000001,"), "utf-8")
        told = 'line 5001, deal_id: found "Deal-0000001", which looks like "deal-0000001" on line 3'
        with pytest.raises(tables.DataFault, match=told):
            tables.load("deals", "plain")


class TestRules:
    """Rules on rows are those of the contract, whatever is missing in a row."""

    @pytest.mark.parametrize(("announced", "closed", "early"), [
        ("2025-06-12", "2025-06", False), ("2025-06", "2025-05-30", True), ("2025", "2024-12", True), (None, "2024", False),
        ("2025", None, False), ("2025-06-12", "2025-06-12", False),
    ])  # fmt: skip
    def test_closing_before_the_announcement(self, announced, closed, early):
        """A closing date lies too early as far as the shorter of the two dates tells."""
        frame = pd.DataFrame({"announced": [announced, "2020"], "closed": [closed, "2021"]}, dtype="str")
        assert rules.ROW_RULES[-1].broken(frame).tolist() == [early, False]

    def test_day_of_repeated_values(self):
        """Equal dates get equal days, missing ones none, in the order of the rows."""
        found = days.period_end(pd.Series(["2024-02", None, "2023", "2024-02"], index=[7, 8, 9, 7]))
        assert [*found.index] == [7, 8, 9, 7]
        assert [None if pd.isna(one) else f"{one:%F}" for one in found] == ["2024-02-29", None, "2023-12-31", "2024-02-29"]
