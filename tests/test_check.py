"""`mizan check`: green on the project, and red with the right sentence."""

import shutil
import tempfile
from pathlib import Path

import pytest

from analysis import check, seeds, tables


def test_the_project_keeps_its_own_rules():
    """Seeds, tables and notebooks have no fault."""
    assert check.run() == []


@pytest.fixture
def package():
    """A copy of the data package inside the project, gone after the test."""
    with tempfile.TemporaryDirectory(prefix="data.", suffix=".test", dir=tables.ROOT) as name:
        shutil.copytree(tables.ROOT / "data", Path(name) / "package")
        yield Path(name) / "package"


def test_a_source_that_nothing_cites_is_named(package):
    """A source without a row that cites it is a fault."""
    with (package / "sources.csv").open("a", encoding="utf-8") as file:
        width = (package / "sources.csv").read_text("utf-8").splitlines()[0].count(",")
        file.write("nobody-cites-this,A page,https://example.org/page" + "," * (width - 2) + "\n")

    told = check.run(package.relative_to(tables.ROOT).as_posix())

    assert any('source "nobody-cites-this" is cited by no row' in fault for fault in told)


@pytest.mark.parametrize(("table", "column"), [("readings", "source"), ("claims", "seed")])
def test_a_span_outside_the_text_is_named(table, column):
    """A figure or a claim of a seed that points outside its text is a fault that says how long the text is."""
    frame = tables.load(table)
    rows = frame[frame["start"].notna()].head(1).assign(end=10**6)

    (told,) = check.span_faults(table, rows, column)
    assert told.startswith(f"data/{table}.csv, {rows.iloc[0, 0]}: span ")
    assert f"has {len(seeds.text(rows[column].iloc[0]))} characters" in told


def code(source: str) -> dict:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}


def text(source: str, *tags: str) -> dict:
    return {"cell_type": "markdown", "metadata": {"tags": list(tags)}, "source": source}


def faults(*cells: dict) -> list[str]:
    return list(check.cell_faults("notebooks/x.ipynb", [*cells]))


def test_a_stored_output_is_named():
    """A cell that was saved with what it printed is a fault."""
    saved = code("x") | {"outputs": [{"output_type": "stream"}], "execution_count": 1}

    assert faults(saved) == [
        "notebooks/x.ipynb, cell 1: an output is stored, expected none. Clear all outputs before saving."
    ]


@pytest.mark.parametrize("cells", [
    [text("نص", "ar")], [text("Text", "en"), text("نص", "ar")], [text("نص", "ar", "how"), text("Text", "en")],
    [text("نص", "ar"), code("x"), text("Text", "en")], [text("نص", "ar"), text("Text", "en"), text("نص", "ar", "how")],
])  # fmt: skip
def test_a_text_without_its_twin_right_below_is_named(cells):
    """Arabic first, English right below it, both in the same role."""
    assert [told for told in faults(*cells) if "found no English twin of the same role below" in told]


@pytest.mark.parametrize(("cell", "found"), [
    (text("بلغت 14.3 مليار", "ar"), "14"), (text("نحو ٤٩ في المئة", "ar"), "٤٩"),
    (code('edition.say(ar="بلغت 15 {x:USD}", en="It was {x:USD}", x=1)'), "15"),
    (code('edition.say(ar=("أ", "كانت 7"), en=("a", "it was"))'), "7"),
])  # fmt: skip
def test_a_figure_typed_into_text_is_named(cell, found):
    """A number in prose, or in a sentence of a code cell, is not computed and so may be wrong tomorrow."""
    assert any(f'found the figure "{found}" typed into text' in told for told in faults(cell))


def test_formats_names_and_code_are_no_figures():
    """Decimals of a format, models that carry a number, and arguments of a call are let through."""
    told = faults(
        code('edition.say(ar="{x:percent:2} لدى Llama 4", en="{x:percent:2} at Llama 4", x=5)'),
        text("نموذج Llama 4 و`first=2`", "ar"), text("The model Llama 4 and `first=2`", "en"),
    )

    assert told == []


@pytest.mark.parametrize(("old", "new", "told"), [
    (",deals,1,", ",deals,9,", 'found "none" as section 9 of deals in en'), (",deals,1,", ",dealz,1,", "of dealz in en"),
    ("Where does it stand", "Where did it stand", 'expected "Where did it stand'),
    ("أين تقع", "أين وقعت", "of deals in ar, expected \"أين وقعت"),
])  # fmt: skip
def test_a_section_that_no_page_has_is_named(package, old, new, told):
    """Where the data point at a section that is not there, or goes by another heading, the row is named."""
    path = package / "sections.csv"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    assert any(told in fault for fault in check.section_faults(package.relative_to(tables.ROOT).as_posix()))
