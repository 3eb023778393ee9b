"""What a page reads of its data is put on record, and told apart from all that it does not read."""

import csv
import json
import os
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from analysis import Edition, reads, tables
from analysis.reads import Reads, files, prints
from tests import mutations

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def home(tmp_path) -> Path:
    """A copy of the data."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def put(home: Path, table: str, row: int, column: str, value: str) -> None:
    """Write one cell."""
    mutations.written(home, [mutations.Cell(table, row, column, value)])


def read_of(**more) -> dict:
    """A record of one column, one row shown, the dates of the sources behind a column, and the newest day."""
    kept = Reads()
    kept.whole("readings", ("reading_id", "source", "low"))
    kept.some("deals", ("meta-scale-ai-2025", "no-such-deal"), ("deal_id", "target"))
    kept.behind("sources", ("source_id", "published"), "readings.source")
    kept.newest = more.get("newest", False)
    return kept.sealed()


def named(before: dict, after: dict) -> list[tuple[str, str]]:
    """What differs between two sets of digests."""
    return [(table, what) for table in after for what in after[table] if before[table].get(what) != after[table][what]]


class TestRecord:
    """`Reads`, which a notebook's edition keeps."""

    def test_order_does_not_matter(self):
        """Read in one order or another, once or twice, the record is the same."""
        one, other = Reads(), Reads()
        one.whole("deals", ("a", "b"))
        one.some("terms", ("x", "y"), ("name",))
        one.some("terms", ("z",), ("name",))
        other.some("terms", ("z", "y"), ("name",))
        other.whole("deals", ("b",))
        other.whole("deals", ("a",))
        other.some("terms", ("x", "z"), ("name",))

        assert one.sealed() == other.sealed()

    def test_many_rows_count_as_the_whole_column(self):
        """A page that shows hundreds of rows does not list them: their columns count as read whole."""
        kept = Reads()
        kept.some("sources", [f"s{n}" for n in range(301)], ("title",))
        kept.some("sources", ["s1"], ("url",))

        told = kept.sealed()["tables"]["sources"]
        assert told["columns"] == ["title"] and told["rows"] == [{"columns": ["url"], "of": ["s1"]}]

    def test_an_edition_hands_out_the_columns_asked_for_and_those_that_date_a_row(self):
        """No other column is there to be read; which ones are stands in the seal."""
        edition = Edition("en", columns={"deals": ("target", "status")})
        frame = edition.load("deals")

        on_record = edition.reads.sealed()["tables"]
        assert list(frame.columns) == [
            "deal_id", "target", "announced", "closed", "status", "source", "known_from", "undated"]  # fmt: skip
        assert set(on_record["deals"]["columns"]) == set(frame.columns) - {"known_from", "undated"}
        assert on_record["sources"]["named_by"] == [{"columns": ["published", "source_id"], "of": ["deals.source"]}]

    def test_a_table_that_is_not_named_is_read_whole(self):
        """A notebook that says nothing of columns depends on all of them."""
        edition = Edition("en")
        edition.load("terms")

        assert edition.reads.sealed()["tables"]["terms"]["columns"] == sorted(files.table(DATA, "terms").header)

    def test_rows_that_notes_show_are_on_record_and_so_are_ids_without_one(self):
        """A note looks rows up by their ids; that there was none of an id is something it went by."""
        edition = Edition("en")
        assert edition.evidence.name("meta") == "Meta" and edition.evidence.name("no-such") == "no-such"

        rows = edition.reads.sealed()["tables"]
        assert rows["terms"]["rows"] == [{"columns": ["group", "name", "name_ar", "term_id"], "of": ["meta", "no-such"]}]
        assert rows["deals"]["rows"][0]["of"] == ["no-such"]

    def test_the_newest_day_is_read_only_where_none_is_given(self):
        """With a day given, a later one in the data changes nothing."""
        assert Edition("en").reads.newest and not Edition("en", as_of="2026-01-01").reads.newest


class TestDigests:
    """`prints`, which tells whether what was read is still the same."""

    @pytest.mark.parametrize(
        "cell, found",
        [
            (("readings", 3, "low", "123"), [("readings", "column low")]),
            (("readings", 3, "note", "other"), []),
            (("talent", 3, "lab", "other"), []),
        ],
    )
    def test_a_column_that_was_read_and_others(self, home, cell, found):
        """A cell of a column that was read is told by table and column; any other is left alone."""
        before = prints(home, read_of())
        put(home, *cell)
        assert named(before, prints(home, read_of())) == found

    def test_a_row_that_was_shown_and_others(self, home):
        """Of columns that a page shows for some rows, only these rows count."""
        before, ids = prints(home, read_of()), files.table(home, "deals").column("deal_id")
        place = ids.index("meta-scale-ai-2025")
        put(home, "deals", place - 1 if place else 1, "target", "Other")
        assert named(before, prints(home, read_of())) == []
        put(home, "deals", place, "target", "Other")
        assert named(before, prints(home, read_of())) == [("deals", "rows shown, deal_id target")]

    def test_a_row_that_was_missed_and_appears(self, home):
        """An id that had no row was looked for: when it gets one, the page may change."""
        before = prints(home, read_of())
        put(home, "deals", 5, "deal_id", "no-such-deal")
        assert ("deals", "rows shown, deal_id target") in named(before, prints(home, read_of()))

    def test_rows_named_by_another_table(self, home):
        """The date of a source counts when a row that was read cites it."""
        cited = set(files.table(home, "readings").column("source"))
        sources = files.table(home, "sources").column("source_id")
        before = prints(home, read_of())
        put(home, "sources", next(n for n, one in enumerate(sources) if one not in cited), "published", "2001")
        assert named(before, prints(home, read_of())) == []
        put(home, "sources", next(n for n, one in enumerate(sources) if one in cited), "published", "2001")
        assert named(before, prints(home, read_of())) == [("sources", "rows of readings.source, published source_id")]

    def test_the_newest_day(self, home):
        """A later day anywhere in the data moves the default of `as_of`, and an earlier one does not."""
        read = read_of(newest=True)
        before = prints(home, read)
        put(home, "events", 1, "date", "2012-04-10")
        assert named(before, prints(home, read)) == []
        put(home, "events", 1, "date", "2031-01-01")
        assert named(before, prints(home, read)) == [("package", "newest day")]

    def test_the_contract_counts_as_far_as_it_is_read_and_the_hash_of_a_file_does_not(self, home):
        """A new hash in datapackage.json goes with cells that may not have been read; a title is shown on pages."""
        text, before = (home / "datapackage.json").read_text("utf-8"), prints(home, read_of())
        hashed = text.replace('"hash": "sha256:', '"hash": "sha256:00')
        (home / "datapackage.json").write_text(hashed, "utf-8")
        assert named(before, prints(home, read_of())) == []
        (home / "datapackage.json").write_text(text.replace('"title": "Terms"', '"title": "Words"'), "utf-8")
        assert named(before, prints(home, read_of())) == []
        (home / "datapackage.json").write_text(text.replace('"title": "Deals"', '"title": "Purchases"'), "utf-8")
        assert named(before, prints(home, read_of())) == [("deals", "datapackage.json")]

    def test_a_table_that_is_no_csv_counts_as_a_whole(self, home):
        """Where columns cannot be told apart, any change of the file is one."""
        (home / "readings.csv").write_bytes(b"PAR1\xff\x00one")
        before = prints(home, read_of())
        (home / "readings.csv").write_bytes(b"PAR1\xff\x00two")
        assert ("readings", "file") in named(before, prints(home, read_of()))

    def test_a_file_written_twice_in_a_moment_is_read_twice(self, tmp_path, monkeypatch):
        """Two writes of one length that leave the same times are told apart: what is fresh is not kept."""
        path = tmp_path / "a"
        path.write_text("one")
        state, found = os.stat(path), [reads.digest(path)]
        monkeypatch.setattr(files.os, "stat", lambda path, **more: state)
        path.write_text("two")
        assert reads.digest(path) not in found


def test_the_newest_day_is_that_of_the_tables():
    """The plain reading and the one that holds tables to their contract agree."""
    assert reads.newest(DATA) == tables.newest()


def test_choices_are_those_of_the_tables():
    """Parameters may take what the loaded tables hold."""
    found, terms, deals = reads.choices(DATA), tables.load("terms"), tables.load("deals")

    assert found["kind"] == tuple(terms.loc[terms["group"] == "kind", "term_id"])
    assert found["acquirer of a deal"] == tuple(deals["acquirer"]) and found["deal"] == tuple(deals["deal_id"])
    assert found["lab"] == tuple(sorted({*tables.load("talent")["lab"], *tables.load("flows")["from_lab"],
                                         *tables.load("flows")["to_lab"]}))  # fmt: skip
    assert found["seed"] == tuple(tables.load("sources")["seed"].dropna())


def test_a_package_without_a_table_offers_nothing_of_it(home):
    """Deals alone make a package: no laboratory can be asked for there, and all else can."""
    contract = json.loads((home / "datapackage.json").read_text("utf-8"))
    contract["resources"] = [one for one in contract["resources"] if one["name"] not in ("talent", "flows")]
    (home / "datapackage.json").write_text(json.dumps(contract), "utf-8")
    found, whole = reads.choices(home), reads.choices(DATA)
    assert found["lab"] == found["measure"] == () and found["deal"] == whole["deal"]


def test_a_table_in_parquet_says_what_the_same_in_csv_says(home):
    """Text, days, decimals as they are written, and nothing where nothing is."""
    import pyarrow as pa
    from pyarrow import parquet

    contract = json.loads((home / "datapackage.json").read_text("utf-8"))
    entry = next(one for one in contract["resources"] if one["name"] == "readings")
    rows = files.table(home, "readings")
    typed = {name: pa.array([cell or None for cell in rows.column(name)]) for name in rows.header}
    figures = [Decimal(cell) if cell else None for cell in rows.column("low")]
    typed["low"] = pa.array(figures, pa.decimal128(30, max(-one.as_tuple().exponent for one in figures if one is not None)))
    parquet.write_table(pa.table(typed), home / "readings.parquet")
    entry["path"] = "readings.parquet"
    (home / "datapackage.json").write_text(json.dumps(contract), "utf-8")

    found = files.table(home, "readings")
    assert found.header == rows.header and found.column("note") == rows.column("note")
    same = [bool(one) == bool(other) and Decimal(one or 0) == Decimal(other or 0)
            for one, other in zip(found.column("low"), rows.column("low"), strict=True)]  # fmt: skip
    assert all(same)
    (home / "readings.parquet").write_bytes(b"PAR1")
    with pytest.raises(reads.Broken):
        files.table(home, "readings")


@pytest.mark.parametrize("path", ["../outside.csv", "/etc/passwd", "link.csv", "pipe.csv", "folder", "none.csv", 3])
def test_of_a_package_only_its_own_files_are_read(home, path):
    """A package may come from elsewhere: what it names beyond its folder is not read, nor a pipe that never ends."""
    (home.parent / "outside.csv").write_text("term_id,group\nx,y\n")
    (home / "link.csv").symlink_to(home.parent / "outside.csv")
    os.mkfifo(home / "pipe.csv")
    (home / "folder").mkdir()
    contract = json.loads((home / "datapackage.json").read_text("utf-8"))
    next(one for one in contract["resources"] if one["name"] == "terms")["path"] = path
    (home / "datapackage.json").write_text(json.dumps(contract), "utf-8")

    with pytest.raises(reads.Broken):
        reads.choices(home)


def test_a_package_that_cannot_be_read_plainly_is_left_to_the_tables(home):
    """Whoever asks for choices of broken data is told what is wrong by the contract's own reader."""
    (home / "terms.csv").unlink()
    with pytest.raises(reads.Broken):
        reads.choices(home)


OTHERS = [
    ("1_deals", {"language": "en", "currency": "SAR", "basis": "closed", "prices": "nominal", "as_of": "2025-12-31"}),
    ("2_talent", {"language": "ar", "second_hand": False, "measure": "attrition_rate"}),
    ("6_sources", {"language": "en", "confidence": "filed", "second_hand": False, "full_text": True}),
]


@pytest.mark.parametrize("notebook, parameters", OTHERS, ids=lambda one: one if isinstance(one, str) else "")
def test_measures_need_no_column_beyond_their_own(notebook, parameters):
    """With every column handed out a notebook puts out what it does with those that its measures name."""
    def with_all():
        Edition.kept = lambda edition, name, header: set(header)
        return mutations.put_out(notebook, parameters, DATA)

    assert mutations.apart(with_all)[0] == mutations.page(notebook, parameters, DATA)[0]


def test_what_a_page_did_not_read_may_change_all_at_once(home):
    """Every remark, every table that the report on talent does not read and every row that it does not show: another."""
    one = ("2_talent", {"language": "en"})
    out, record = mutations.page(*one, DATA)
    before, names = prints(home, record), [path.stem for path in home.glob("*.csv")]
    cells = [mutations.Cell(name, row, "note", "another remark") for name in names for row in range(20)
             if "note" in files.table(home, name).header]  # fmt: skip
    cells += [mutations.Cell("readings", row, "low", "1") for row in range(190)]
    cells += [mutations.Cell("models", row, "model", f"Model {row}") for row in range(40)]
    shown = {one for rows in record["tables"]["sources"]["rows"] for one in rows["of"]}
    cells += [mutations.Cell("sources", row, "title", "Another title")
              for row, name in enumerate(files.table(home, "sources").column("source_id")) if name not in shown]  # fmt: skip
    mutations.written(home, cells)

    assert len(cells) > 500 and prints(home, record) == before
    assert mutations.page(*one, home)[0] == out


def test_a_copy_is_written_as_it_was(home):
    """Writing tables back for these tests changes no cell."""
    put(home, "deals", 0, "deal_id", files.table(DATA, "deals").column("deal_id")[0])
    with (home / "deals.csv").open(encoding="utf-8", newline="") as file:
        assert [*csv.reader(file)][1:] == files.table(DATA, "deals").rows
