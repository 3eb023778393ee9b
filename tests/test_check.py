"""`mizan check`: green on the project, and red with the right sentence."""

import json
import shutil

import pytest

from analysis import check, seeds, tables


def test_the_project_keeps_its_own_rules():
    """Seeds, tables and notebooks have no fault."""
    assert check.run() == []


@pytest.fixture
def package():
    """A copy of the data package inside the project, gone after the test."""
    folder = tables.ROOT / "data.test"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(tables.ROOT / "data", folder)
    yield folder
    shutil.rmtree(folder)


def test_a_source_that_nothing_cites_is_named(package):
    """A source without a row that cites it is a fault."""
    with (package / "sources.csv").open("a", encoding="utf-8") as file:
        width = (package / "sources.csv").read_text("utf-8").splitlines()[0].count(",")
        file.write("nobody-cites-this,A page,https://example.org/page" + "," * (width - 2) + "\n")

    assert any('source "nobody-cites-this" is cited by no row' in fault for fault in check.run("data.test"))


def test_a_span_outside_the_text_is_named():
    """A seed reading that points outside its text is a fault that says how long the text is."""
    readings = tables.load("readings")
    rows = readings[readings["start"].notna()].head(1).assign(end=10**6)

    assert f"has {len(seeds.text(rows['source'].iloc[0]))} characters" in next(check.span_faults(rows))


def test_a_stored_output_and_a_missing_twin_are_named():
    """A notebook cell with an output, and prose in one language only, are faults."""
    cells = [
        {"cell_type": "code", "metadata": {}, "source": "1", "outputs": [{"output_type": "stream"}], "execution_count": 1},
        {"cell_type": "markdown", "metadata": {"tags": ["ar"]}, "source": "نص"},
    ]

    told = list(check.cell_faults("notebooks/x.ipynb", json.loads(json.dumps(cells))))

    assert any("cell 1: an output is stored" in fault for fault in told)
    assert any("1 Arabic and 0 English texts" in fault for fault in told)
