"""The workbook: text is never a formula, numbers keep their value, and the same tables give the same bytes."""

import io
import time
import zipfile

import openpyxl
import pytest

from analysis.report import workbook
from analysis.report.fault import Fault
from analysis.report.workbook import Sheet, Text

HOSTILE = ["=1+1", "+1", "-x", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x.org")', "{=1}", "\u200f=1"]


def made(*sheets: Sheet, rtl: bool = False, day: str = "2026-06-30") -> bytes:
    return workbook.packed(list(sheets), rtl=rtl, title="T", author="The authors", day=day)


def opened(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        return {name: held.read(name).decode() for name in held.namelist()}


def test_no_cell_is_a_formula_and_text_stays_as_it_was():
    """Text that begins like a formula is stored as a string, marked so that editing it makes none; nothing links out."""
    content = made(Sheet("x", ["=head"], [[text] for text in HOSTILE]))

    page = opened(content)["x"]
    assert [cell.data_type for cell in page["A"]] == ["s"] * (len(HOSTILE) + 1)
    assert [cell.value for cell in page["A"]][3:5] == ["-x", "@SUM(A1)"]
    assert all(page.cell(row, 1).quotePrefix for row in range(2, 9))
    inside = parts(content)
    assert not [name for name, text in inside.items() if "<f>" in text or "<f " in text]
    assert not [name for name in inside if name.startswith(("xl/externalLinks", "xl/connections", "xl/vba"))]
    assert "hyperlink" not in inside["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(("text", "value"), [
    ("-5", -5), ("0", 0), ("14300000000", 14300000000), ("0.1", 0.1), ("-0.25", -0.25), ("123456789012345", 123456789012345),
    ("25838558563.12516896458502298", 25838558563.1252), ("0.333333333333333333", 0.333333333333333),
])
def test_numbers_are_numbers_with_their_value(text, value):
    """A number is stored as one, a fraction with the 15 digits that spreadsheets keep."""
    (cell,) = opened(made(Sheet("x", (), [[text]])))["x"]["A"]

    assert cell.data_type == "n" and cell.value == value


@pytest.mark.parametrize("text", ["1234567890123456", "-98765432109876543210", "007", "1e5", "1,5", "2026-06", "nan", "٣"])
def test_what_a_spreadsheet_would_change_is_text(text):
    """A whole number of more than 15 digits, a name of digits and a date stay as they are written."""
    (cell,) = opened(made(Sheet("x", (), [[text]])))["x"]["A"]

    assert (cell.data_type, cell.value) == ("s", text)


def test_text_can_be_kept_though_it_reads_as_a_number():
    """A number given as text stays text."""
    assert opened(made(Sheet("x", (), [[Text("5.5")]])))["x"]["A1"].value == "5.5"


def test_unknown_is_an_empty_cell():
    """None and the empty text leave the cell empty; zero does not."""
    page = opened(made(Sheet("x", ["a", "b", "c"], [[None, "", 0]])))["x"]

    assert [cell.value for cell in page[2]] == [None, None, 0]


@pytest.mark.parametrize("rtl", [True, False])
def test_sheets_read_as_their_language_does_and_keep_their_header_in_sight(rtl):
    """Arabic sheets run right to left; the first row stays when the reader scrolls."""
    page = opened(made(Sheet("x", ["a"], [["1"]]), rtl=rtl))["x"]

    assert bool(page.sheet_view.rightToLeft) is rtl and page.freeze_panes == "A2"


def test_names_of_sheets_are_those_that_a_workbook_takes():
    """Short, of allowed characters, none twice in whatever case, none reserved or empty."""
    wanted = ["a/b:c*d?e[f]g\\h", "x" * 40, "x" * 41, "Size", "size", "'q'", "History", "", "ميزان " * 9]

    names = workbook.titles(wanted)

    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert len({name.lower() for name in names}) == len(wanted) and "history" not in {name.lower() for name in names}
    assert not [name for name in names if name.startswith("'") or name.endswith("'")]
    assert opened(made(*(Sheet(name, (), [["1"]]) for name in wanted))).sheetnames == names


def test_same_tables_give_the_same_bytes_whenever_they_are_packed():
    """Neither the file nor its parts bear the time of packing; the day that was given is the file's."""
    first = made(Sheet("x", ["a"], [["1"]]))
    time.sleep(2.1)  # the times of a zip file have steps of two seconds

    assert made(Sheet("x", ["a"], [["1"]])) == first
    with zipfile.ZipFile(io.BytesIO(first)) as held:
        assert {part.date_time[0] for part in held.infolist()} == {1980}
    core = parts(first)["docProps/core.xml"]
    assert core.count("2026-06-30T00:00:00Z") == 2 and "<dc:creator>The authors</dc:creator>" in core


def test_text_longer_than_a_cell_is_refused():
    """What a cell would cut off is not written; the sentence names the sheet and the row."""
    with pytest.raises(Fault) as caught:
        made(Sheet("long", ["a"], [["b"], ["x" * 32_768]]))

    assert caught.value.code == 9 and caught.value.message == (
        "workbook, sheet long, row 3: found a text of 32768 characters, expected at most 32767. Shorten it in the data."
    )
