"""Many reports as one file asks for them: text as written, every fault with its place, all of them at once."""

import pytest

from analysis.report import grids
from analysis.report.fault import Fault
from analysis.report.grids import Wish
from analysis.report.worklist import wishes

THERE = ["deals", "talent"]


def written(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def rows(tmp_path, name, content):
    return [(row.name, dict(row.values), row.row) for row in grids.read(written(tmp_path, name, content))]


def test_csv_has_a_report_a_row_and_keeps_its_text(tmp_path):
    """No cell becomes a number or a truth; an empty one is left to the default; quotes keep a list in its cell."""
    content = 'report,a,b,labs\ndeals,007,NO,"openai,meta"\n,4.30,,نعم\n'

    assert rows(tmp_path, "g.csv", content) == [
        ("deals", {"a": "007", "b": "NO", "labs": "openai,meta"}, "row 2"), ("", {"a": "4.30", "labs": "نعم"}, "row 3"),
    ]
    assert rows(tmp_path, "g.csv", b"\xef\xbb\xbfa\r\n1\r\n\r\n") == [("", {"a": "1"}, "row 2")]


def test_yaml_list_has_a_report_an_entry(tmp_path):
    """Each entry is a set of names with values, read without YAML's guesses."""
    content = "- {report: deals, a: 007, b: NO}\n- a: 4.30\n  b:\n"

    assert rows(tmp_path, "g.yaml", content) == [
        ("deals", {"a": "007", "b": "NO"}, "entry 1"), ("", {"a": "4.30"}, "entry 2"),
    ]


def test_yaml_lists_are_multiplied_out(tmp_path):
    """Of one set of names every choice of one value from each list is a report; the last list runs fastest."""
    content = "report: [deals, talent]\na: [NO, 007]\nlabs: openai,meta\n"

    assert [(name, values["a"]) for name, values, _ in rows(tmp_path, "g.yml", content)] == [
        ("deals", "NO"), ("deals", "007"), ("talent", "NO"), ("talent", "007"),
    ]
    assert all(values["labs"] == "openai,meta" for _, values, _ in rows(tmp_path, "g.yml", content))


@pytest.mark.parametrize(("name", "content", "told"), [
    ("g.json", "[]", 'g.json: found a name that ends in ".json", expected .csv, .yaml, .yml. Rename'),
    ("g.csv", "", "g.csv: found no report, expected at least one."),
    ("g.csv", "a,b\n", "g.csv: found no report"),
    ("g.yaml", "[]", "g.yaml: found no report"),
    ("g.yaml", "# nothing\n", "g.yaml: found no report"),
    ("g.csv", b"a\n\xff\n", "g.csv, byte 2: found bytes that are not UTF-8"),
    ("g.csv", "a;b\n1;2\n", "g.csv, row 1: found cells separated by semicolons, expected commas."),
    ("g.csv", "a,b,a\n1,2,3\n", 'g.csv, row 1: found "a" over 2 columns, expected one.'),
    ("g.csv", "a,,b\n1,2,3\n", "g.csv, row 1: found no name over column 2"),
    ("g.csv", "a,b\n1,2\n3\n4,5,6\n\n7,8\n",
     "g.csv, row 3: found 1 cell, expected 2|g.csv, row 4: found 3 cells, expected 2|"
     "g.csv, row 5: found an empty line, expected 2"),
    ("g.csv", "a\n" + "b" * 200_000, "g.csv, row 2: found a cell of more than 131072 characters"),
    ("g.csv", 'a\n"b\n', "g.csv, row 2: found a quote out of place"),
    ("g.yaml", "a: [b", "g.yaml: "), ("g.yaml", "x", "g.yaml: found a single value, expected a list of reports"),
    ("g.yaml", "- x\n- [y]\n", "g.yaml, entry 1, line 1: found a single value or a list|g.yaml, entry 2, line 2: found"),
    ("g.yaml", "- a: 1\n  a: 2\n", 'g.yaml, entry 1, line 2: found "a" a second time'),
    ("g.yaml", "- a: [1, 2]\n", 'g.yaml, entry 1, line 1, "a": found a list, expected one value. Write commas in one text'),
    ("g.yaml", "a: {b: c}\nd: []\n", 'g.yaml, line 1, "a": found values within values|g.yaml, line 2, "d": found an empty'),
    ("g.yaml", "? [a, b]\n: c\n", "g.yaml, line 1: found a name made of several values"),
    ("g.yaml", "[" * 5000, "g.yaml: "),
    ("g.yaml", "".join(f"{name}: [{', '.join('123456789')}]\n" for name in "abcdefgh"),
     "g.yaml: found lists that come to 43046721 reports, expected at most 10000."),
])  # fmt: skip
def test_grid_that_cannot_be_taken_is_told_with_its_places(tmp_path, name, content, told):
    """Every fault of the form is one sentence with file, place, what was found and what was expected; all at once."""
    with pytest.raises(Fault) as refused:
        grids.read(written(tmp_path, name, content))

    sentences = refused.value.message.splitlines()
    assert refused.value.code == 2 and str(tmp_path) not in refused.value.message
    assert len(sentences) == len(told.split("|"))
    assert all(map(str.startswith, sentences, told.split("|"))), sentences


def test_missing_grid_is_told(tmp_path):
    """The sentence names the file."""
    with pytest.raises(Fault, match=r"^none\.csv: cannot be read"):
        grids.read(tmp_path / "none.csv")


def row(name="", number=2, **values):
    return Wish(name, values, "g.csv", f"row {number}", frozenset(values))


def test_wishes_are_every_row_in_every_report_set_and_language():
    """A row names its report or stands for all; what a row says stands over the file, and each page is wished for once."""
    found = wishes([row(a="1"), row("talent", language="en")], [], [{"b": "2"}, {"b": "3"}], {"a": "9", "c": "4"}, [], THERE)

    assert len(found) == 2 * 2 * 2 + 2
    assert [(one.name, one.values["language"], one.values["b"]) for one in found[:4]] == [
        ("deals", "ar", "2"), ("deals", "en", "2"), ("deals", "ar", "3"), ("deals", "en", "3"),
    ]
    assert found[0].values == {"a": "1", "b": "2", "c": "4", "language": "ar"}
    assert [(one.name, one.values["language"], one.values["a"]) for one in found[-2:]] == 2 * [("talent", "en", "9")]


def test_what_is_asked_for_in_two_places_is_refused_with_all_else():
    """Neither place is silently preferred, and a report that is not there is told with the rows that name it."""
    with pytest.raises(Fault) as refused:
        asked = [row("deal", a="1"), row("deal", 3), row("talent", 4, language="ar")]
        wishes(asked, ["deals"], [{"a": "2"}], {}, ["en"], THERE)

    assert refused.value.message.splitlines() == [
        "parameter language: found it beside --language, expected one of the two. Leave one out.",
        "parameter a: found it in g.csv and beside -p, expected one of the two. Leave one out.",
        "g.csv: found a report's name in it and deals on the command line, expected one of the two. Leave one out.",
        'g.csv, rows 2, 3: report "deal": there is none of that name (did you mean deals?). Name one of deals, talent.',
    ]


def test_too_many_pages_are_refused():
    """A slip that comes to more pages than anybody reads starts nothing."""
    with pytest.raises(Fault, match="comes to 10004 pages, expected at most 10000"):
        wishes([row(a=str(n)) for n in range(2501)], [], [{}], {}, [], THERE)
