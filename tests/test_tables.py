"""Tables are taken exactly or refused with every fault named; one reading is chosen per deal by a fixed rule."""

import csv
import hashlib
import io
import json
import os
import pickle
import random
import re
from decimal import Decimal

import pandas as pd
import pytest

from analysis import seeds, tables
from analysis.tables import folder


def field(name, kind="string", **constraints):
    """One field of a contract; `dated=True` makes it a partial date."""
    dated = {"mizan:type": "partial-date"} if constraints.pop("dated", False) else {}
    return {"name": name, "type": kind, "constraints": constraints, **dated}


def resource(name, key, *fields, **references):
    """One table of a contract; `references` are column="table.field"."""
    keys = [
        {"fields": column, "reference": dict(zip(("resource", "fields"), end.split("."), strict=True))}
        for column, end in references.items()
    ]
    schema = {"fields": [*fields], "primaryKey": key, "foreignKeys": keys}
    return {"name": name, "path": f"{name}.csv", "schema": schema}


REQUIRED = {"required": True}
BASES = ["announced", "closed", "reported", "estimated"]
CONTRACT = {
    "name": "toy",
    "resources": [
        resource("terms", "term_id", field("term_id"), field("name", **REQUIRED)),
        resource("sources", "source_id", field("source_id"), field("published", dated=True), field("seed")),
        resource(
            "deals",
            "deal_id",
            field("deal_id"),
            field("target", **REQUIRED),
            field("announced", dated=True, **REQUIRED),
            field("closed", dated=True),
            field("status", enum=["done", "pending"]),
            field("source"),
            source="sources.source_id",
        ),
        resource(
            "readings",
            "reading_id",
            field("reading_id"),
            field("subject", **REQUIRED),
            field("measure", **REQUIRED),
            field("low", "number", minimum=0),
            field("high", "number", minimum=0),
            field("unit", **REQUIRED),
            field("basis", enum=BASES),
            field("source", **REQUIRED),
            field("confidence", enum=["filed", "reported", "estimated"]),
            field("read", enum=["direct", "second_hand"]),
            field("start", "integer"),
            field("end", "integer"),
            source="sources.source_id",
        ),
        resource(
            "prices",
            "price_id",
            field("price_id"),
            field("year", "integer"),
            field("index_value", "number"),
            field("source"),
            source="sources.source_id",
        ),
        resource(
            "models",
            "model_id",
            field("model_id"),
            field("released", dated=True),
            field("arena_score", "number"),
            field("arena_rank", "integer"),
            field("arena_date", dated=True),
            field("source"),
            source="sources.source_id",
        ),
    ],
}
FILES = {
    "terms": "term_id,name\nmeta,Meta\n",
    "sources": "source_id,published,seed\nnews,2025-06-13,\nfiling,2025-07,\nundated,,\n",
    "deals": (
        "deal_id,target,announced,closed,status,source\n"
        "scale,Scale AI,2025-06-12,2025-06,done,news\n"
        "whatsapp,واتساب,2014-02-19,2014-10-06,done,undated\n"
    ),
    "readings": (
        "reading_id,subject,measure,low,high,unit,basis,source,confidence,read,start,end\n"
        "scale-1,scale,price,14300000000,14300000000,USD,announced,news,reported,direct,,\n"
        "scale-2,scale,price,13790000000,13790000000,USD,closed,filing,filed,direct,,\n"
        "scale-3,scale,price,15000000000,15000000000,USD,reported,undated,estimated,direct,10,20\n"
        "meta-1,meta,staff,70000,,people,,news,reported,direct,,\n"
    ),
    "prices": (
        "price_id,year,index_value,source\n"
        "cpi-2023,2023,304.702,news\ncpi-2024,2024,313.689,news\ncpi-2025,2025,322.1,news\n"
    ),
    "models": (
        "model_id,released,arena_score,arena_rank,arena_date,source\n"
        "llama-4,2025-04-05,1327,90,2026-08-22,news\n"
    ),
}


def days(moments):
    """Moments as ISO days, None for what has none."""
    return [None if pd.isna(moment) else moment.date().isoformat() for moment in moments]


class Toy:
    """A data package in a project of its own, easily spoilt."""

    def __init__(self, root):
        self.folder = root / "data"
        self.folder.mkdir()
        self.declare(CONTRACT)
        for name, text in FILES.items():
            self.write(name, text)

    def declare(self, contract):
        self.folder.joinpath("datapackage.json").write_text(json.dumps(contract), "utf-8")

    def write(self, name, contents):
        raw = contents if isinstance(contents, bytes) else contents.encode("utf-8")
        self.folder.joinpath(f"{name}.csv").write_bytes(raw)

    def spoil(self, name, old, new):
        assert old in FILES[name]
        self.write(name, FILES[name].replace(old, new, 1))

    def faults(self, name, **how):
        with pytest.raises(tables.DataFault) as caught:
            tables.load(name, **how)
        return caught.value.faults

    def fault(self, name, **how):
        (one,) = self.faults(name, **how)
        return one


@pytest.fixture
def toy(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "ROOT", tmp_path)
    return Toy(tmp_path)


class TestTyping:
    """What a sound table becomes."""

    def test_numbers_are_exact_decimals(self, toy):
        """A number is a Decimal of the very digits in the file, also past the reach of binary floats."""
        toy.spoil("readings", "14300000000,14300000000", "9007199254740993,9007199254740993.10")
        row = tables.load("readings").loc[0]

        assert isinstance(row["low"], Decimal)
        assert (str(row["low"]), str(row["high"])) == ("9007199254740993", "9007199254740993.10")

    def test_empty_number_is_none_and_empty_text_is_missing(self, toy):
        """What is not written is unknown: None among numbers, missing among texts and whole numbers, never zero."""
        frame = tables.load("readings")

        assert frame["high"].tolist()[3] is None
        assert pd.isna(frame["basis"][3]) and pd.isna(frame["start"][0])

    def test_column_types_are_those_of_the_contract(self, toy):
        """Text is str, number object, integer Int64, known_from a moment; columns stand in the contract's order."""
        frame = tables.load("readings")

        assert [*frame.columns] == [*FILES["readings"].split("\n")[0].split(","), "known_from", "undated"]
        assert {str(frame[c].dtype) for c in ("subject", "basis", "source")} == {"str"}
        assert [str(frame[c].dtype) for c in ("low", "start", "known_from")] == ["object", "Int64", "datetime64[us]"]

    def test_ids_that_look_like_numbers_stay_text(self, toy):
        """An id 007 keeps its zeros."""
        toy.write("terms", "term_id,name\nmeta,Meta\n007,Bond\n")
        assert tables.load("terms")["term_id"].tolist() == ["meta", "007"]

    def test_header_alone_is_an_empty_table(self, toy):
        """A file of column names and nothing else is a table without rows, typed like any other."""
        toy.write("readings", FILES["readings"].split("\n")[0] + "\n")
        frame = tables.load("readings", as_of="2025-12-31")

        assert len(frame) == 0
        assert [str(frame[c].dtype) for c in ("low", "start", "subject")] == ["object", "Int64", "str"]

    def test_markup_is_text_like_any_other(self, toy):
        """HTML, script and TeX in a name are taken as they stand."""
        name = "<script>alert(1)</script> $x^2$ {} & «ميزان»"
        toy.write("terms", f"term_id,name\nmeta,{name}\n")
        assert tables.load("terms")["name"].tolist() == [name]

    def test_quoted_commas_and_quotes_are_read(self, toy):
        """A quoted field keeps its commas and its doubled quotes."""
        toy.write("terms", 'term_id,name\nmeta,"Meta, ""the firm"""\n')
        assert tables.load("terms")["name"].tolist() == ['Meta, "the firm"']

    def test_subject_is_a_deal_or_a_term(self, toy):
        """A reading may speak of a deal or of a term."""
        assert set(tables.load("readings")["subject"]) == {"scale", "meta"}


class TestFile:
    """What a file as a whole may not be."""

    def test_missing_file(self, toy):
        """A declared table without its file is named."""
        toy.folder.joinpath("deals.csv").unlink()
        assert toy.fault("deals") == (
            "data/deals.csv: found no such file, expected one. Put it there, or ask for another package."
        )

    def test_missing_file_that_is_referred_to(self, toy):
        """A table whose neighbour is missing is refused with the neighbour's name."""
        toy.folder.joinpath("terms.csv").unlink()
        assert toy.fault("readings").startswith("data/terms.csv: found no such file")

    def test_missing_contract(self, toy):
        """A folder without datapackage.json is no package."""
        toy.folder.joinpath("datapackage.json").unlink()
        assert toy.fault("deals").startswith("data/datapackage.json: found no such file")

    def test_missing_package(self, toy):
        """A folder that is not there is named as it was asked for."""
        assert toy.fault("deals", data="other") == (
            'data package "other": found no such folder, expected one that holds a datapackage.json. '
            "Name a folder of the project, such as data."
        )

    def test_unknown_table_offers_the_nearest(self, toy):
        """A name that the contract lacks is answered with the tables that it has."""
        assert toy.fault("deal") == (
            'data/datapackage.json: found no table "deal", expected one of terms, sources, deals, readings, prices, '
            'models. Ask for one of these or declare it. Did you mean "deals"?'
        )

    def test_directory(self, toy):
        """A directory in the place of a file is called one."""
        toy.folder.joinpath("deals.csv").unlink()
        toy.folder.joinpath("deals.csv").mkdir()
        assert toy.fault("deals").startswith("data/deals.csv: found a directory, expected a file.")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_pipe_is_not_waited_for(self, toy):
        """A named pipe is refused at once instead of being read for ever."""
        toy.folder.joinpath("deals.csv").unlink()
        os.mkfifo(toy.folder / "deals.csv")
        assert "found something that is no ordinary file" in toy.fault("deals")

    def test_link_to_outside(self, toy, tmp_path_factory):
        """A link that leads out of the package is not followed."""
        outside = tmp_path_factory.mktemp("outside") / "deals.csv"
        outside.write_text(FILES["deals"])
        toy.folder.joinpath("deals.csv").unlink()
        toy.folder.joinpath("deals.csv").symlink_to(outside)
        assert "found a link to outside the package" in toy.fault("deals")

    @pytest.mark.parametrize("contents", [b"", b"\n", b" \n\n"])
    def test_empty_file(self, toy, contents):
        """A file without a header is empty, not a table without rows."""
        toy.write("terms", contents)
        assert toy.fault("terms") == (
            "data/terms.csv: found an empty file, expected a row of column names. Write the header at least."
        )

    @pytest.mark.parametrize(
        ("mark", "encoding", "found"),
        [
            (b"\xef\xbb\xbf", "utf-8", "a byte order mark (U+FEFF)"),
            (b"\xff\xfe", "utf-16-le", "the mark of UTF-16"),
            (b"\xfe\xff", "utf-16-be", "the mark of UTF-16"),
        ],
    )
    def test_marks_at_the_start(self, toy, mark, encoding, found):
        """A byte order mark is named and not read over."""
        toy.write("terms", mark + FILES["terms"].encode(encoding))
        assert toy.fault("terms") == (
            f"data/terms.csv, line 1: found {found}, expected UTF-8 without a mark. Save it as plain UTF-8."
        )

    def test_utf_16_without_a_mark(self, toy):
        """UTF-16 gives itself away by its NULs."""
        toy.write("terms", FILES["terms"].encode("utf-16-le"))
        assert toy.faults("terms")[0].startswith("data/terms.csv, line 1: found NUL (U+0000), expected text.")

    def test_windows_1256(self, toy):
        """Arabic saved in Windows-1256 is named by line and byte."""
        toy.write("terms", b"term_id,name\nmeta,Meta\nwa," + "واتساب".encode("cp1256") + b"\n")
        assert toy.fault("terms") == (
            "data/terms.csv, line 3: found byte 0xE6, expected UTF-8. "
            "Save it as UTF-8; it may have been saved as Windows-1256."
        )

    def test_text_decoded_twice(self, toy):
        """UTF-8 that was taken for a Windows page is recognised and its meaning offered."""
        toy.write("terms", "term_id,name\nmeta," + "Société".encode().decode("cp1252") + "\n")
        assert toy.fault("terms") == (
            'data/terms.csv, line 2, name: found "SociÃ©tÃ©", expected text decoded once. Write "Société".'
        )

    def test_crlf_and_bare_cr(self, toy):
        """Windows and old Macintosh line ends are named with the first line that has them."""
        toy.write("terms", b"term_id,name\nmeta,Meta\r\nwa,WhatsApp\r\n")
        assert toy.fault("terms").startswith("data/terms.csv, line 2: found CRLF (U+000D U+000A), expected lines that")
        toy.write("terms", b"term_id,name\rmeta,Meta\r")
        assert "line 1: found a carriage return (U+000D)" in toy.fault("terms")

    def test_nul(self, toy):
        """A NUL is named with its line."""
        toy.write("terms", b"term_id,name\nmeta,Me\x00ta\n")
        assert toy.fault("terms").startswith("data/terms.csv, line 2: found NUL (U+0000)")

    @pytest.mark.parametrize(("mark", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
    def test_wrong_separator(self, toy, mark, name):
        """A file separated by something else is recognised as such."""
        toy.write("terms", FILES["terms"].replace(",", mark))
        assert toy.fault("terms") == (
            f"data/terms.csv, line 1: found columns separated by {name}, expected commas. "
            "Save it as comma-separated values."
        )

    def test_unclosed_quote(self, toy):
        """A quote that is never closed is found where its row begins."""
        toy.write("terms", 'term_id,name\nmeta,Meta\nwa,"WhatsApp\nx,y\n')
        assert toy.fault("terms").startswith("data/terms.csv, line 3: found a quote that is never closed")

    def test_text_after_a_closing_quote(self, toy):
        """A quote inside a quoted field must be doubled."""
        toy.write("terms", 'term_id,name\nmeta,"Me"ta\n')
        assert "line 2: found text after a closing quote, expected a comma." in toy.fault("terms")

    def test_endless_field(self, toy):
        """A field of ten million characters is refused."""
        toy.write("terms", "term_id,name\nmeta," + "م" * 10_000_000 + "\n")
        assert "line 2: found a field of more than 100000 characters" in toy.fault("terms")

    def test_endless_field_where_another_library_lifted_the_limit(self, toy):
        """The bound is the suite's own: csv's belongs to the whole process, and some libraries lift it."""
        earlier = csv.field_size_limit(10**9)
        try:
            self.test_endless_field(toy)
        finally:
            csv.field_size_limit(earlier)


class TestHeader:
    """Columns are those of the contract, once each, in its order."""

    def header(self, toy, line):
        toy.write("terms", f"{line}\n")
        return toy.faults("terms")

    def test_unknown_column_offers_the_missing_one(self, toy):
        """A misspelt column is named together with the one that is missing."""
        assert self.header(toy, "term_id,nmae") == [
            'data/terms.csv, line 1: found no column "name", expected it as datapackage.json declares. '
            "Add it; its fields may be empty.",
            'data/terms.csv, line 1: found unknown column "nmae", expected those that datapackage.json declares. '
            'Did you mean "name"? Rename or declare it.',
        ]

    def test_duplicate_column(self, toy):
        """A column given twice is not silently renamed."""
        assert self.header(toy, "term_id,name,name") == [
            'data/terms.csv, line 1: found column "name" more than once, expected each column once. '
            "Rename or remove one."
        ]

    def test_other_order(self, toy):
        """Columns in another order are refused: the reader of a difference sees rows, not shuffled columns."""
        assert self.header(toy, "name,term_id")[0].endswith(
            "found columns in another order, expected term_id, name. Put them in this order."
        )

    def test_five_thousand_columns(self, toy):
        """A header without end is summed up."""
        (sentence,) = self.header(toy, "term_id,name," + ",".join(f"c{n}" for n in range(5000)))
        assert "and 4992 more, expected those" in sentence

    def test_invisible_mark_in_a_header(self, toy):
        """A header that differs by what cannot be seen shows it."""
        assert 'found unknown column "name⟨U+200F⟩"' in self.header(toy, "term_id,name\u200f")[1]


class TestRows:
    """Rows have the header's width."""

    def test_every_short_long_and_empty_row_is_named(self, toy):
        """All rows of another width are listed at once, with their lines, beside the faults of the others."""
        toy.write("terms", "term_id,name\nmeta\nwa,Whats,App\n\nok,\n")
        assert toy.faults("terms") == [
            "data/terms.csv, line 2: found 1 fields, expected 2. Write a comma for each field that is unknown.",
            "data/terms.csv, line 3: found 3 fields, expected 2. Put quotes around a field that holds a comma.",
            "data/terms.csv, line 4: found an empty line, expected 2 fields. Remove the line.",
            "data/terms.csv, line 5, name: found nothing, expected a value. Write it: this column may not be empty.",
        ]

    def test_shifted_row(self, toy):
        """A row whose values slid by one column is refused by what the columns expect."""
        toy.spoil(
            "readings",
            "scale-1,scale,price,14300000000,14300000000,USD,announced,news,reported,direct,,",
            "scale-1,scale,,price,14300000000,14300000000,USD,announced,news,reported,direct,",
        )
        named = {re.search(r"line 2, (\w+):", sentence)[1] for sentence in toy.faults("readings")}
        assert named >= {"measure", "low", "basis", "source", "confidence", "read", "start"}

    def test_lines_are_counted_in_the_file(self, toy):
        """A fault after a field of several lines is named with the line on which its row begins."""
        toy.write("terms", 'term_id,name\nmeta,"Me\nta"\nwa,\n')
        assert [re.search(r"line \d+, \w+", sentence)[0] for sentence in toy.faults("terms")] == [
            "line 2, name",
            "line 4, name",
        ]


class TestNumbers:
    """A number has one way of being written."""

    @pytest.mark.parametrize(
        ("written", "remedy"),
        [
            ("١٤٣", "Write 143."),
            ("۱۴۳", "Write 143."),
            ("١٤٫٣", "Write 14.3."),
            ("١٬٤٣٠٬٠٠٠", "Write 1430000."),
            ("１４３", "Write 143."),
            ("1,23", "Write 1.23 or 123, whichever is meant."),
            ("1,234", "Write 1.234 or 1234, whichever is meant."),
            ("1,234,567", "Write 1234567."),
            ("1.234,56", "Write 1234.56."),
            ("1e5", "Write 100000."),
            ("1_000", "Write 1000."),
            ("007", "Write 7."),
            ("+5", "Write 5."),
            (".5", "Write 0.5."),
            (" 5", "Write 5."),
            ("−5", "Write -5."),
            ("(5)", "Write -5."),
            ("5-", "Write -5."),
            ("1٢3", "Write digits 0 to 9 alone"),
            ("5²", "Write digits 0 to 9 alone"),
            ("14.3bn", "Write digits 0 to 9 alone"),
            ("١٤٫٣ مليار", "Write digits 0 to 9 alone"),
            ("$5", "Write digits 0 to 9 alone"),
            ("49%", "Write digits 0 to 9 alone"),
            ("1 000", "Write digits 0 to 9 alone"),
            ("0x10", "Write digits 0 to 9 alone"),
            ("NaN", "Leave the field empty when the value is unknown."),
            ("None", "Leave the field empty when the value is unknown."),
            ("null", "Leave the field empty when the value is unknown."),
            ("N/A", "Leave the field empty when the value is unknown."),
            ("-", "Leave the field empty when the value is unknown."),
            ("inf", "Leave the field empty: infinity is no figure."),
            ("-Infinity", "Leave the field empty: infinity is no figure."),
        ],
    )
    def test_other_notations_are_refused(self, toy, written, remedy):
        """Each foreign notation is shown as found, with what to write instead when that is certain."""
        toy.spoil("readings", "70000,,people", f'"{written}",,people')
        sentence = toy.fault("readings")

        assert sentence.startswith("data/readings.csv, line 5, low: found ")
        assert written.strip() in sentence
        assert f"expected a plain number such as 14300000000 or 4.3. {remedy}" in sentence

    def test_characters_outside_ascii_are_given_by_code_point(self, toy):
        """A minus sign that looks like a hyphen is told apart by its code point."""
        toy.spoil("readings", "70000,,people", "−5,,people")
        assert 'found "−5" (U+2212), expected' in toy.fault("readings")

    def test_negative_number_is_taken_where_the_contract_allows_it(self, toy):
        """A plain minus is a number; whether it may stand there is the contract's word."""
        toy.spoil("prices", "304.702", "-304.702")
        assert tables.load("prices")["index_value"][0] == Decimal("-304.702")

    def test_integer_takes_no_fraction(self, toy):
        """A fraction among whole numbers is refused and not cut."""
        toy.spoil("prices", "2023,304", "2023.0,304")
        assert toy.fault("prices") == (
            'data/prices.csv, line 2, year: found "2023.0", expected a whole number such as 2025. '
            "Write digits 0 to 9 alone, with a point before decimals; the unit has a column of its own."
        )

    def test_digits_beyond_exact_sums(self, toy):
        """A number too long to be added exactly is refused."""
        toy.spoil("prices", "304.702", "1" * 23)
        assert "found 23 digits, expected at most 22." in toy.fault("prices")

    def test_below_the_minimum(self, toy):
        """The contract's bound holds exactly."""
        toy.spoil("readings", "70000,,people", "-1,,people")
        assert toy.fault("readings") == (
            'data/readings.csv, line 5, low: found "-1", expected at least 0. Correct the figure.'
        )


class TestDates:
    """A date is a year, a month or a day of the calendar."""

    @pytest.mark.parametrize(
        "written",
        ["2025-02-30", "2025-13", "2025-00", "2025-6-1", "12/06/2025", "2025/06/12", "٢٠٢٥", "June", "2025-06-12T00"],
    )
    def test_what_is_no_date(self, toy, written):
        """Anything else is shown as found."""
        toy.spoil("deals", "2014-02-19,2014-10-06", f"2014-02-19,{written}")
        sentence = toy.fault("deals")

        assert sentence.startswith(f'data/deals.csv, line 3, closed: found "{written}"')
        assert "expected a year, month or day of the calendar such as 2025, 2025-06 or 2025-06-12" in sentence

    def test_hijri_year(self, toy):
        """A Hijri year is not taken for one of the Middle Ages."""
        toy.spoil("deals", "2014-02-19,2014-10-06", "1447,")
        assert toy.fault("deals").endswith("between 1900 and 2100. Convert the Hijri date.")

    def test_period_bounds(self):
        """A partial date begins with its first day and ends with its last."""
        given = pd.Series(["2024", "2024-02", "2024-02-03", None], name="x")

        starts, ends = (days(bound(given)) for bound in (tables.period_start, tables.period_end))

        assert starts == ["2024-01-01", "2024-02-01", "2024-02-03", None]
        assert ends == ["2024-12-31", "2024-02-29", "2024-02-03", None]

    def test_period_of_no_date(self):
        """Asked for the end of what is no date, the function says so."""
        with pytest.raises(tables.DataFault, match='found "2y", expected a year, month or day'):
            tables.period_end(pd.Series(["2y"]))


class TestText:
    """Text hides nothing and acts on nothing."""

    def name(self, toy, value):
        toy.write("terms", f'term_id,name\nmeta,"{value}"\n')
        return toy.fault("terms").removeprefix("data/terms.csv, line 2, name: ")

    @pytest.mark.parametrize("lead", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
    def test_formula_lead(self, toy, lead):
        """Text that a spreadsheet would run is refused."""
        assert self.name(toy, lead) == (
            f'found "{lead}", expected text that no spreadsheet takes for a formula. Begin with a word.'
        )

    def test_tab_at_the_start(self, toy):
        """A tab before a formula is no disguise."""
        assert 'found "⟨U+0009⟩=1" with U+0009' in self.name(toy, "\t=1")

    @pytest.mark.parametrize("char", "\u202e\u2066\u200f\u061c\u200b\u2060\ufeff\u00ad\x07")
    def test_characters_that_cannot_be_seen(self, toy, char):
        """Direction controls, zero-width and control characters are named by code point."""
        point = f"U+{ord(char):04X}"
        assert self.name(toy, f"Me{char}ta") == (
            f'found "Me⟨{point}⟩ta" with {point}, expected only characters that can be seen. Remove {point}.'
        )

    def test_space_at_an_end(self, toy):
        """A space that nobody sees is refused."""
        assert self.name(toy, "Meta ") == 'found "Meta⟨U+0020⟩", expected no space at either end. Remove it.'

    def test_loose_marks(self, toy):
        """Letters with loose marks (NFD) are refused with the marks' code points."""
        assert "with loose marks (U+0653), expected composed letters (NFC)" in self.name(toy, "ا\u0653ن")

    def test_drawn_letter_forms(self, toy):
        """Presentation forms, as they come out of a PDF, are refused: nobody would find the word."""
        assert "with drawn letter forms (U+FEE3, U+FEF4, U+FE98, U+FE8E)" in self.name(toy, "ﻣﻴﺘﺎ")

    def test_long_value_is_cut(self, toy):
        """A sentence shows the beginning of a long value and its length."""
        assert f'found "={"x" * 59}"… (500 characters)' in self.name(toy, "=" + "x" * 499)


class TestIds:
    """An id is a plain name, and no two look alike."""

    @pytest.mark.parametrize("value", ["../etc/passwd", "a/b", "a\\b", "{x}", "a b", "a..b", "-a", "a" * 101, "C:x"])
    def test_path_like_ids(self, toy, value):
        """An id shaped like a path, a template or a novel is refused."""
        toy.write("terms", f"term_id,name\n{value},Meta\n")
        assert toy.fault("terms").startswith("data/terms.csv, line 2, term_id: found ")

    @pytest.mark.parametrize("value", ["ميـتا", "id\u200c1", "id٣", "ｉd"])
    def test_letters_that_only_look_plain(self, toy, value):
        """Tatweel, joiners, foreign digits and full-width letters are refused in an id."""
        toy.write("terms", f"term_id,name\n{value},Meta\n")
        assert "expected plain letters and digits 0 to 9. Rename it." in toy.fault("terms")

    def test_duplicate_id(self, toy):
        """An id given twice is named with both lines."""
        toy.write("terms", "term_id,name\nmeta,Meta\nwa,WhatsApp\nmeta,Facebook\n")
        assert toy.fault("terms") == (
            'data/terms.csv, line 4, term_id: found "meta" again, expected it only on line 2. '
            "Give each row its own, or remove one."
        )

    @pytest.mark.parametrize(
        ("one", "other", "points"),
        [
            ("مستشفي", "مستشفى", "U+0649 against U+064A"),
            ("كتاب", "کتاب", "U+06A9 against U+0643"),
            ("meta", "Meta", "U+004D against U+006D"),
            ("meta-ai", "meta_ai", "U+005F against U+002D"),
            ("احمد", "أحمد", "U+0623 against U+0627"),
        ],
    )
    def test_look_alike_ids(self, toy, one, other, points):
        """Two ids that a reader takes for one are refused, with the characters in which they differ."""
        toy.write("terms", f"term_id,name\n{one},A\n{other},B\n")
        assert toy.fault("terms") == (
            f'data/terms.csv, line 3, term_id: found "{other}", which looks like "{one}" on line 2 ({points}), '
            "expected ids that no reader confuses. Write both alike if one thing is meant, else rename one."
        )

    @pytest.mark.parametrize("value", ["ميتـا", "meta "])
    def test_every_disguise_of_an_id_is_refused(self, toy, value):
        """Tatweel and a trailing space make no second id."""
        toy.write("terms", f"term_id,name\nmeta,Meta\nميتا,ميتا\n{value},Meta\n")
        assert any("line 4, term_id" in sentence for sentence in toy.faults("terms"))

    @pytest.mark.parametrize("value", ["Total", "المجموع"])
    def test_row_of_totals(self, toy, value):
        """A row of totals at the foot is refused before it is counted."""
        toy.write("terms", f"term_id,name\nmeta,Meta\n{value},2\n")
        assert "expected rows of facts. Remove the row of totals" in toy.faults("terms")[0]

    def test_missing_id(self, toy):
        """A row without an id is refused."""
        toy.write("terms", "term_id,name\n,Meta\n")
        assert "line 2, term_id: found nothing, expected a value." in toy.fault("terms")


class TestRules:
    """What the contract asks of values and of the rows as a whole."""

    def test_value_outside_the_list(self, toy):
        """A value that the contract does not list is shown beside those that it does."""
        toy.spoil("readings", "announced", "rumoured")
        assert toy.fault("readings") == (
            'data/readings.csv, line 2, basis: found "rumoured", expected one of announced, closed, reported, '
            "estimated. Write one of these."
        )

    def test_pattern(self, toy):
        """A value that breaks the contract's pattern is shown beside it."""
        spelt = json.loads(json.dumps(CONTRACT))
        spelt["resources"][0]["schema"]["fields"][1]["constraints"]["pattern"] = "[A-Z][a-z]+"
        toy.declare(spelt)
        toy.write("terms", "term_id,name\nmeta,meta\n")
        assert toy.fault("terms").endswith('found "meta", expected the form [A-Z][a-z]+. Write it so.')

    def test_pattern_means_the_whole_value(self, toy):
        """A pattern that only the beginning keeps is broken."""
        spelt = json.loads(json.dumps(CONTRACT))
        spelt["resources"][0]["schema"]["fields"][1]["constraints"]["pattern"] = "[A-Z][a-z]+"
        toy.declare(spelt)
        toy.write("terms", "term_id,name\nmeta,Meta-1\n")
        assert "expected the form" in toy.fault("terms")

    def test_unique_column(self, toy):
        """A column declared unique has no value twice."""
        spelt = json.loads(json.dumps(CONTRACT))
        spelt["resources"][0]["schema"]["fields"][1]["constraints"]["unique"] = True
        toy.declare(spelt)
        toy.write("terms", "term_id,name\na,Meta\nb,Meta\n")
        assert 'line 3, name: found "Meta" again, expected it only on line 2.' in toy.fault("terms")

    def test_key_of_several_columns(self, toy):
        """Two rows that agree in a key of several columns are refused."""
        spelt = json.loads(json.dumps(CONTRACT))
        spelt["resources"][4]["schema"]["primaryKey"] = ["price_id", "year"]
        toy.declare(spelt)
        toy.write("prices", "price_id,year,index_value,source\na,2024,1,\na,2025,2,\na,2024,3,\n")
        assert toy.fault("prices") == (
            "data/prices.csv, line 4, price_id and year: found the same price_id and year as on line 2, "
            "expected each once. Keep one of the two."
        )

    def test_unknown_foreign_key(self, toy):
        """A source that is not listed is named, and the one that was probably meant."""
        toy.spoil("deals", "done,news", "done,newss")
        assert toy.fault("deals") == (
            'data/deals.csv, line 2, source: found "newss", expected an id of sources. Did you mean "news"? '
            "Correct it, or add the row that it names."
        )

    def test_foreign_key_that_looks_right(self, toy):
        """A key that only looks like a known one is told apart by code point."""
        toy.write("sources", FILES["sources"] + "أخبار,,\n")
        toy.spoil("deals", "done,news", "done,اخبار")
        assert 'It looks like "أخبار" (U+0627 against U+0623).' in toy.fault("deals")

    def test_word_of_another_group(self, toy):
        """A known word in the wrong column, as when kind and sector change places, is refused."""
        grouped = {
            "name": "toy",
            "resources": [
                resource("terms", "term_id", field("term_id"), field("group")),
                resource("deals", "deal_id", field("deal_id"), field("kind"), kind="terms.term_id"),
            ],
        }
        toy.declare(grouped)
        toy.write("terms", "term_id,group\nacquisition,kind\nmessaging,sector\n")
        toy.write("deals", "deal_id,kind\na,acquisition\nb,messaging\n")
        assert toy.fault("deals") == (
            'data/deals.csv, line 3, kind: found "messaging", expected an id of terms in the group kind. '
            "Correct it, or add the row that it names."
        )

    def test_list_of_ids(self, toy):
        """A field of several ids, spaces between, is refused for the first that is unknown."""
        listing = json.loads(json.dumps(CONTRACT))
        listing["resources"].append(resource("claims", "claim_id", field("claim_id"), field("evidence_for")))
        toy.declare(listing)
        toy.write("claims", "claim_id,evidence_for\na,scale-1 llama-4\nb,\nc,scale-1 scale-9\n")
        assert 'line 4, evidence_for: found "scale-1 scale-9", expected an id of' in toy.fault("claims")

    def test_subject_that_is_neither_deal_nor_term(self, toy):
        """A reading of an unknown subject is refused, naming both tables that could hold it."""
        toy.spoil("readings", "meta-1,meta", "meta-1,acme")
        assert 'line 5, subject: found "acme", expected an id of deals or terms.' in toy.fault("readings")

    def test_unknown_seed(self, toy, monkeypatch):
        """A source that claims to be a seed must have a card."""
        monkeypatch.setattr(seeds, "cards", list)
        toy.write("sources", "source_id,published,seed\nnews,,lost-article\n")
        assert 'line 2, seed: found "lost-article", expected an id of seeds.yml.' in toy.fault("sources")

    def test_faults_of_the_sources_refuse_what_cites_them(self, toy):
        """A table cannot count its rows as known while the dates of its sources are broken."""
        toy.spoil("sources", "2025-06-13", "2025-06-31")
        assert toy.fault("deals").startswith('data/sources.csv, line 2, published: found "2025-06-31"')

    def test_low_above_high(self, toy):
        """A low figure above the high one is refused."""
        toy.spoil("readings", "14300000000,14300000000", "14300000001,14300000000")
        assert toy.fault("readings") == (
            'data/readings.csv, line 2, low: found "14300000001", '
            "expected a low figure that is not above the high one. Exchange the two or correct one."
        )

    @pytest.mark.parametrize(("figures", "side"), [("0,5", "low"), ("-5,5", "low"), (",0", "high")])
    def test_price_that_is_not_positive(self, toy, figures, side):
        """A price of nothing or less is refused: what is unknown stays empty."""
        toy.spoil("readings", "14300000000,14300000000", figures)
        assert any(
            sentence.startswith(f"data/readings.csv, line 2, {side}: ") and "expected a price above zero." in sentence
            for sentence in toy.faults("readings")
        )

    def test_reading_without_a_figure(self, toy):
        """A reading that states nothing is refused."""
        toy.spoil("readings", "70000,,people", ",,people")
        assert "line 5, low: found nothing, expected a figure in low, in high or in both." in toy.fault("readings")

    def test_refused_figure_is_not_also_called_missing(self, toy):
        """A figure in another notation is one fault and not two."""
        toy.spoil("readings", "70000,,people", ",1e5,people")
        assert "line 5, high: found" in toy.fault("readings")

    def test_stake_above_the_whole(self, toy):
        """More than the whole of a company cannot be bought."""
        toy.spoil("readings", "price,14300000000,14300000000,USD", "stake,149,149,percent")
        assert len(toy.faults("readings")) == 2
        assert "expected a stake of at most 100 percent." in toy.faults("readings")[0]

    def test_price_without_a_currency(self, toy):
        """A price in anything but a currency is refused."""
        toy.spoil("readings", "USD", "percent")
        assert 'line 2, unit: found "percent", expected the code of a currency' in toy.fault("readings")

    @pytest.mark.parametrize("span", ["10,", "20,10", "10,10"])
    def test_span_of_no_words(self, toy, span):
        """A span that is half given, empty or backwards is refused."""
        toy.spoil("readings", "10,20", span)
        assert "line 4, start: found" in toy.fault("readings")

    def test_closed_before_announced(self, toy):
        """A deal cannot close before it is announced; a month that holds the announcement is no contradiction."""
        toy.spoil("deals", "2014-10-06", "2014-01")
        assert 'line 3, closed: found "2014-01", expected a closing date that is not before' in toy.fault("deals")

    def test_all_faults_come_at_once_in_the_order_of_the_file(self, toy):
        """One reading of the file names everything that is wrong with it, from top to bottom."""
        toy.write(
            "readings",
            FILES["readings"]
            .replace("scale-1,scale", "scale-1,acme")
            .replace("13790000000,13790000000", "1e5,13790000000")
            .replace("meta-1", "scale-1")
            + "short\n",
        )
        assert [re.search(r"line (\d+)(?:, (\w+))?", sentence).groups() for sentence in toy.faults("readings")] == [
            ("2", "subject"),
            ("3", "low"),
            ("5", "reading_id"),
            ("6", None),
        ]

    def test_message_lists_the_faults_and_says_that_nothing_was_published(self, toy):
        """As text the refusal is its sentences, one a line, and the comfort at the end; it survives pickling."""
        toy.write("terms", "term_id,name\nmeta,\nwa,\n")
        with pytest.raises(tables.DataFault) as caught:
            tables.load("terms")
        fault = pickle.loads(pickle.dumps(caught.value))

        assert str(fault).split("\n") == [*caught.value.faults, "Nothing was published."]
        assert len(fault.faults) == 2


class TestContract:
    """A contract that cannot be kept is refused as such."""

    def test_no_json(self, toy):
        """A broken contract is named by line."""
        toy.folder.joinpath("datapackage.json").write_text('{\n "name": toy}')
        assert toy.fault("deals") == (
            "data/datapackage.json, line 2: found Expecting value, expected JSON. Mend it there."
        )

    @pytest.mark.parametrize(
        ("spoil", "sentence"),
        [
            (lambda c: c.update(resources={}), "data/datapackage.json, resources: found {}, expected a list."),
            (lambda c: c["resources"].append(c["resources"][0]), "found two resources of one name, expected one."),
            (lambda c: c["resources"][0].update(path="../x.csv"), 'terms, path: found "../x.csv", expected the'),
            (lambda c: c["resources"][0].update(path="https://x/y.csv"), "expected the name of a file beside"),
            (lambda c: c["resources"][0]["schema"]["fields"][0].update(type="money"), 'type: found "money", expected'),
            (lambda c: c["resources"][0]["schema"].update(primaryKey="id"), "found a key on id of terms, expected"),
            (
                lambda c: c["resources"][0]["schema"]["fields"][0]["constraints"].update(pattern="("),
                'term_id, pattern: found "("',
            ),
            (
                lambda c: c["resources"][4]["schema"]["fields"][1]["constraints"].update(minimum="low"),
                'year, minimum: found "low", expected a number.',
            ),
        ],
    )
    def test_broken_declarations(self, toy, spoil, sentence):
        """What a contract may not declare is named with its place."""
        contract = json.loads(json.dumps(CONTRACT))
        spoil(contract)
        toy.declare(contract)
        assert sentence in toy.fault("terms")

    @pytest.mark.parametrize(
        "data",
        ["/etc", "..", "data/../data", "~/data", "https://example.org/d", "file:///x", "C:\\d", "a\\b", "d\x00", "\n"],
    )
    def test_packages_outside_the_project(self, toy, data):
        """A package is never an address, an absolute path or a way up."""
        sentence = toy.fault("deals", data=data)
        assert sentence.startswith("data package ")
        assert sentence.endswith("inside the project. Name a folder of the project, such as data.")

    def test_package_behind_a_link(self, toy, tmp_path, tmp_path_factory):
        """A link inside the project that leads out of it is no package."""
        (tmp_path / "linked").symlink_to(tmp_path_factory.mktemp("elsewhere"))
        assert "found a link that leads out" in toy.fault("deals", data="linked")

    def test_other_package_is_called_by_its_path(self, toy, tmp_path):
        """Faults of another package name its own folder, never the machine's."""
        toy.folder.rename(tmp_path / "mine")
        (tmp_path / "mine" / "terms.csv").write_text("term_id,name\nmeta,\n")
        assert toy.fault("terms", data="mine").startswith("mine/terms.csv, line 2, name: found nothing")
        assert tables.package_name("mine") == "toy"


class TestAsOf:
    """What was known by a day."""

    def test_row_counts_from_the_later_of_source_and_own_date(self, toy):
        """A source's month counts at its end; a row without a dated source counts from its own date."""
        readings, deals = (tables.load(name)["known_from"] for name in ("readings", "deals"))

        assert days(readings) == ["2025-06-13", "2025-07-31", None, "2025-06-13"]
        assert days(deals) == ["2025-06-13", "2014-02-19"]

    @pytest.mark.parametrize(
        ("day", "ids"),
        [("2025-06-12", ["scale-3"]), ("2025-06-13", ["scale-1", "scale-3", "meta-1"]), ("2025-07-31", None)],
    )
    def test_later_rows_are_not_seen(self, toy, day, ids):
        """A row is seen from its day on; one without any date always."""
        expected = ids or ["scale-1", "scale-2", "scale-3", "meta-1"]
        assert tables.load("readings", as_of=day)["reading_id"].tolist() == expected

    def test_what_lay_later_in_a_known_row_is_blank(self, toy):
        """A deal closed after the day has no closing date yet; a score of a later day is no score."""
        deal = tables.load("deals", as_of="2014-03-01").loc[0]
        assert deal["deal_id"] == "whatsapp" and pd.isna(deal["closed"]) and pd.isna(deal["status"])

        model = tables.load("models", as_of="2025-12-31")
        assert model["arena_score"].tolist() == [None] and model["arena_rank"].isna().all()
        assert tables.load("models", as_of="2026-08-22")["arena_score"].tolist() == [Decimal(1327)]

    def test_consumer_prices_count_in_whole_years(self, toy):
        """Of consumer prices the last whole year is known, whenever the series was copied."""
        assert tables.load("prices", as_of="2025-01-01")["year"].tolist() == [2023, 2024]
        assert tables.load("prices", as_of="2024-12-30")["year"].tolist() == [2023]

    def test_vocabulary_has_no_day(self, toy):
        """Terms and sources are seen at any time."""
        assert len(tables.load("terms", as_of="1990-01-01")) == 1
        assert "known_from" not in tables.load("sources", as_of="1990-01-01")

    @pytest.mark.parametrize("day", ["2025", "2025-02-30", "12/06/2025", "soon"])
    def test_as_of_is_a_day(self, toy, day):
        """Anything but a whole day of the calendar is refused."""
        assert toy.fault("deals", as_of=day).startswith(f'as_of: found "{day}", expected a day such as 2026-09-02.')

    def test_newest_day(self, toy):
        """The newest day written in full, in any table; months and years do not push it beyond what is dated."""
        toy.write("sources", FILES["sources"] + "later,2027,\nmonth,2026-12,\n")
        assert tables.newest() == "2026-08-22"

    def test_no_day_at_all(self, toy):
        """A package that states no day has no newest one."""
        only = {"name": "toy", "resources": [CONTRACT["resources"][0]]}
        toy.declare(only)
        with pytest.raises(tables.DataFault, match="data: found no day written in full, expected one"):
            tables.newest()

    @pytest.mark.parametrize(
        ("period", "day"),
        [
            ("2y", None),
            ("fixed", None),
            ("2025Q2", "2025-06-30"),
            ("2024-2025", "2025-12-31"),
            ("2016 to 2024-06", "2024-06-30"),
        ],
    )
    def test_periods_that_are_no_dates(self, period, day):
        """A quarter or a span counts at its end; a length of time has no place in the calendar."""
        known = tables.days.known_from("talent", pd.DataFrame({"period": [period]}), pd.Series([pd.NaT]))
        assert days(known) == [day]


STUFF = [*'٣,\n"\r\x00\ufeff−e.0- \u200féى=\udc80', "", "NaN", ",,"]


@pytest.mark.parametrize("seed", range(40))
def test_damaged_files_are_refused_or_taken_exactly(toy, seed):
    """Whatever is written into a file, it is refused with sentences or every cell comes back as it was written."""
    dice = random.Random(seed)
    for _ in range(8):
        name = dice.choice(["terms", "sources", "deals", "readings", "prices", "models"])
        at, length = dice.randrange(len(FILES[name])), dice.choice([0, 0, 1, 3])
        text = FILES[name][:at] + dice.choice(STUFF) + FILES[name][at + length :]
        toy.write(name, text.encode("utf-8", "surrogateescape"))
        try:
            frame = tables.load(name)
        except tables.DataFault as fault:
            assert fault.faults and all(sentence.startswith(("data/", "seeds/")) for sentence in fault.faults)
        else:
            rows = list(csv.DictReader(io.StringIO(text, newline="")))
            columns = [column for column in frame.columns if column not in ("known_from", "undated")]
            taken = [["" if pd.isna(cell) else str(cell) for cell in row] for row in frame[columns].values.tolist()]
            assert taken == [[row[column] for column in columns] for row in rows]
        toy.write(name, FILES[name])


class TestFacts:
    """What else a package tells of itself."""

    def test_names_in_the_order_of_the_contract(self, toy):
        """Tables are named as the contract lists them."""
        assert tables.names() == ("terms", "sources", "deals", "readings", "prices", "models")

    def test_digest_is_that_of_the_bytes(self, toy):
        """The digest is the SHA-256 of the file."""
        assert tables.digest("terms") == hashlib.sha256(FILES["terms"].encode()).hexdigest()

    def test_a_changed_file_is_read_again(self, toy):
        """Nothing read before hides what the file says now."""
        before = len(tables.load("terms"))
        toy.write("terms", FILES["terms"] + "wa,WhatsApp\n")
        assert (before, len(tables.load("terms"))) == (1, 2)


def reading(name, low, basis="announced", **other):
    """One reading of the price of `deal`, by default a direct report of 2025."""
    row = {
        "reading_id": name, "subject": "deal", "measure": "price", "low": Decimal(low), "high": Decimal(low),
        "unit": "USD", "basis": basis, "source": "s", "confidence": "reported", "read": "direct",
        "start": None, "end": None, "known_from": pd.Timestamp("2025-06-13"),
    }  # fmt: skip
    return row | other


def chosen(*rows, **how):
    """The one row chosen from readings of one deal, in whatever order they come."""
    picks = [tables.choose(pd.DataFrame(order), **how) for order in (list(rows), list(reversed(rows)))]
    pd.testing.assert_frame_equal(*picks)
    (row,) = picks[0].to_dict("records")
    return row


class TestChoice:
    """One reading per subject, by rule and not by the order of rows."""

    def test_wanted_basis_wins_over_better_confidence(self):
        """The basis comes first."""
        rows = reading("a", 13, "closed", confidence="filed"), reading("b", 14, "announced")

        assert chosen(*rows)["reading_id"] == "b"
        assert chosen(*rows, basis="closed")["reading_id"] == "a"

    def test_missing_basis_falls_back_and_says_so(self):
        """Without the wanted basis the next in the fixed order stands in, flagged."""
        rows = reading("a", 13, "estimated"), reading("b", 14, "reported"), reading("c", 15, "closed")
        row = chosen(*rows)

        assert (row["reading_id"], row["fallback"]) == ("c", True)
        assert chosen(*rows, basis="estimated")["fallback"] is False

    def test_confidence_then_directness_then_date_then_id(self):
        """Within a basis: filed first, read directly first, dated before undated, latest first, then the id."""
        assert chosen(reading("a", 1), reading("b", 2, confidence="filed"))["reading_id"] == "b"
        assert chosen(reading("a", 1, read="second_hand"), reading("b", 2))["reading_id"] == "b"
        assert chosen(reading("a", 1, known_from=pd.NaT), reading("b", 2))["reading_id"] == "b"
        assert chosen(reading("a", 1), reading("b", 2, known_from=pd.Timestamp("2026-01-01")))["reading_id"] == "b"
        assert chosen(reading("b", 1), reading("a", 2))["reading_id"] == "a"

    def test_seed_counts_in_the_range_but_is_chosen_last(self):
        """The seed's figure widens the range and is taken only when no page states one."""
        seed = reading("a", 15, start=10, end=20)
        row = chosen(seed, reading("b", 14, "estimated", confidence="estimated"))

        assert (row["reading_id"], row["least"], row["most"], row["readings"]) == ("b", 14, 15, 2)
        assert chosen(seed)["reading_id"] == "a"

    def test_value_is_the_money_paid_at_once(self):
        """Of an "up to" price the value is the low end, and the ceiling stays in the range."""
        row = chosen(reading("a", 2, high=Decimal(5)))
        assert (row["low"], row["high"], row["value"], row["least"], row["most"]) == (2, 5, 2, 2, 5)

    def test_open_ends(self):
        """"More than" keeps its low end; "less than" is chosen last and has no value."""
        assert chosen(reading("a", 2, high=None))["value"] == 2
        less = reading("a", 2, confidence="filed") | {"low": None}
        assert chosen(less, reading("b", 3))["reading_id"] == "b"
        assert chosen(less)["value"] is None

    def test_other_currencies_are_not_compared(self):
        """Readings in another unit are neither counted nor part of the range."""
        row = chosen(reading("a", 2), reading("b", 900, "closed", unit="SAR"))
        assert (row["readings"], row["least"], row["most"]) == (1, 2, 2)

    def test_one_row_per_subject_of_the_measure(self, toy):
        """Subjects without a reading of the measure are absent; money stays Decimal; columns are fixed."""
        row = tables.choose(tables.load("readings"))

        assert [*row.columns] == [
            "subject", "low", "high", "value", "unit", "basis", "reading_id", "source", "confidence", "read",
            "readings", "least", "most", "fallback",
        ]  # fmt: skip
        assert row["subject"].tolist() == ["scale"]
        assert [type(row[c][0]) for c in ("low", "value", "least", "most")] == [Decimal] * 4
        assert (row["least"][0], row["most"][0], row["readings"][0]) == (13790000000, 15000000000, 3)

    def test_nothing_to_choose(self, toy):
        """A measure that nobody states gives a table without rows."""
        assert tables.choose(tables.load("readings"), measure="age").empty

    def test_unknown_basis(self, toy):
        """A basis outside the list is refused."""
        with pytest.raises(tables.DataFault, match='basis: found "rumour", expected one of announced, closed'):
            tables.choose(tables.load("readings"), basis="rumour")


class TestOwnPackage:
    """The suite's own data."""

    @pytest.mark.parametrize("name", tables.names())
    def test_keeps_its_contract(self, name):
        """Each table loads, whole and at the newest day."""
        whole, known = tables.load(name), tables.load(name, as_of=tables.newest())

        assert 0 < len(known) <= len(whole)

    def test_one_price_per_deal(self):
        """Choosing gains and loses no deal, and its range is that of the file read by plain csv."""
        with open(tables.ROOT / "data" / "readings.csv", encoding="utf-8", newline="") as file:
            prices = [row for row in csv.DictReader(file) if row["measure"] == "price"]
        ends = [int(row[side]) for row in prices if row["subject"] == "meta-scale-ai-2025" for side in ("low", "high")]
        rows = tables.choose(tables.load("readings")).set_index("subject")

        assert rows.index.tolist() == sorted({row["subject"] for row in prices})
        assert rows.loc["meta-scale-ai-2025", ["value", "least", "most"]].tolist() == [
            14_300_000_000, min(ends), max(ends),
        ]  # fmt: skip

    def test_seed_says_what_its_readings_quote(self):
        """The span of the seed's price reading holds the words of the price."""
        readings = tables.load("readings")
        row = readings[readings["start"].notna() & (readings["subject"] == "meta-scale-ai-2025")].iloc[0]

        assert "15 مليار دولار" in seeds.quote(row["source"], row["start"], row["end"])


class TestDocument:
    """The text of a seed counts from the latest day of which it states a figure."""

    @pytest.mark.parametrize(("as_of", "there"), [
        (None, True), ("2025-06-30", True), ("2025-06-29", False), ("2014-12-31", False),
    ])  # fmt: skip
    def test_known_from(self, as_of, there):
        """The article gives an age as of June 2025, so nobody had it, or its claims, before that month was over."""
        assert bool(tables.document("scale-ai-article", as_of=as_of)) == there
        assert bool(len(tables.load("claims", as_of=as_of))) == there

    def test_its_figures_count_together(self):
        """What the article says of 2014 was not read in 2014: all six of its figures count from the same day."""
        counted = {day: tables.load("readings", as_of=day)["start"].notna().sum() for day in ("2014-12-31", "2025-06-30")}
        assert counted == {"2014-12-31": 0, "2025-06-30": 6}
