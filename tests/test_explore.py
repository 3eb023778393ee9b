"""Exploring without a browser: what a section needs is found in its notebook, redrawn in time, told when it does not fit."""

import asyncio
import json
import os
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from analysis import Edition, explore, language, parameters, tables
from analysis.explore.outline import outline, run

ROOT = Path(__file__).parents[1]
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem.partition("_")[2] for path in PATHS]


@pytest.fixture
def desk(monkeypatch):
    """The controls of a notebook, as if a Jupyter server had opened it."""
    monkeypatch.setenv("JPY_SESSION_NAME", "notebook")
    return explore.view


def shown(one):
    return one.chart.outputs[0]["data"]["text/html"]


@pytest.mark.parametrize("name", NAMES)
def test_every_section_with_a_chart_is_redrawn_within_a_second(desk, name):
    """Of processor time: what a busy machine adds is not the controls'."""
    one = desk(name)
    drawn = {}
    for place in one.outline.sections:
        one.place, begun = place, time.process_time()
        one.draw()
        drawn[place] = (time.process_time() - begun, shown(one), one.undrawn.value)
    assert drawn and not [place for place, (spent, _, _) in drawn.items() if spent > 1]
    assert not [fault for _, _, fault in drawn.values() if fault]
    assert len({markup for _, markup, _ in drawn.values()}) == len(drawn)


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_a_section_is_found_with_its_heading_in_both_languages(path):
    """Every chart of a notebook stands in one of them."""
    notebook = json.loads(path.read_text("utf-8"))
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    found = outline(notebook)
    assert sum("draw." in source for one in found.sections.values() for source in one.code) == sum(
        "draw." in source for source in code
    )
    assert all(set(one.headings) == {"ar", "en"} for one in found.sections.values())


def test_controls_are_made_of_the_contract(desk):
    one = desk("deals")
    kinds = {name: type(widget).__name__ for name, widget in one.controls.items()}
    assert kinds == {
        "language": "Dropdown", "digits": "Dropdown", "months": "Dropdown", "as_of": "DatePicker", "data": "Text",
        "deal": "Dropdown", "acquirer": "Dropdown", "currency": "Dropdown", "prices": "Dropdown",
        "price_year": "BoundedIntText", "basis": "Dropdown", "kinds": "SelectMultiple", "sectors": "SelectMultiple",
        "smallest": "Text",
        "first": "BoundedIntText", "last": "BoundedIntText", "scale": "Dropdown",
    }  # fmt: skip
    assert ("إنستجرام", "facebook-instagram-2012") in one.controls["deal"].options
    assert (one.controls["price_year"].min, one.controls["price_year"].max) == (1990, 2100)


def changed(one, name, value):
    """What a control does when a reader changes it, the pause after it included."""

    async def turn():
        one.controls[name].value = value
        await asyncio.sleep(0.2)

    asyncio.run(turn())


@pytest.mark.parametrize(("name", "value", "expected"), [
    ("as_of", date(2024, 1, 1), date(2024, 1, 1)), ("kinds", ("acquisition",), ("acquisition",)),
    ("smallest", "1000000000", Decimal(1000000000)), ("first", 2015, 2015), ("currency", "SAR", "SAR"),
])  # fmt: skip
def test_a_change_is_taken_over_and_drawn(desk, name, value, expected):
    one = desk("deals")
    before = shown(one)
    changed(one, name, value)
    assert one.values[name] == expected and shown(one) != before and not one.fault.value


def test_many_changes_at_once_make_one_drawing(desk, monkeypatch):
    one, drawn = desk("scale"), []
    monkeypatch.setattr(one, "draw", lambda: drawn.append(one.values["leaving"]))

    async def drag():
        for value in range(31, 51):
            one.controls["leaving"].value = value
        await asyncio.sleep(0.3)

    asyncio.run(drag())
    assert drawn == [50]


def test_another_language_turns_the_controls_round(desk):
    one = desk("talent")
    assert "mizan-rtl" in one.box._dom_classes and "القسم المعروض" in one.box.children[0].children[0].value
    changed(one, "language", "en")
    assert "mizan-ltr" in one.box._dom_classes and "mizan-rtl" not in one.box._dom_classes
    assert "Section shown" in one.box.children[0].children[0].value
    assert 'lang="en"' in shown(one) and one.controls["language"].value == "en"


def test_what_does_not_fit_is_said_and_the_drawing_stays(desk):
    one = desk("deals")
    before = shown(one)
    changed(one, "smallest", "a lot")
    assert 'parameter smallest: found &quot;a lot&quot;, expected a plain amount' in one.fault.value and shown(one) == before
    changed(one, "smallest", "5")
    assert not one.fault.value


def test_a_measure_that_cannot_is_said(desk):
    """The least profit above the likeliest: no type can see that, the measure does."""
    one = desk("verdict")
    changed(one, "profit_low", "5000000000")
    assert "profit: found 5000000000, 3000000000 and 12000000000" in one.undrawn.value and not one.chart.outputs
    changed(one, "profit_low", "0")
    assert not one.undrawn.value and one.chart.outputs


def test_a_refusal_stands_until_it_is_mended(desk, monkeypatch):
    """Neither another section nor a drawing under way clears it, and no page is made of what is not on screen."""
    one = desk("deals")
    changed(one, "first", 2012)
    one.page.value = "an earlier page"

    async def hurry():
        one.controls["first"].value = 2014
        one.controls["smallest"].value = "a lot"
        await asyncio.sleep(0.2)
        one.turned({"new": max(one.outline.sections)})
        await asyncio.sleep(0.2)

    asyncio.run(hurry())
    monkeypatch.setattr(subprocess, "run", lambda *args, **how: pytest.fail("a page was made"))
    one.render()
    assert "parameter smallest" in one.fault.value and not one.page.value


def test_tables_are_of_the_day_and_the_language_on_screen(desk):
    one = desk("deals")
    one.look_up({"new": "deals"})
    every = one.tables.outputs[0]["data"]["text/plain"]
    one.listed.value = "deals"
    changed(one, "as_of", date(2015, 1, 1))
    known = len(tables.load("deals", as_of="2015-01-01"))
    assert one.tables.outputs[0]["data"]["text/plain"].endswith(f": {known}")
    assert every.endswith(f": {len(tables.load('deals'))}")
    changed(one, "language", "en")
    assert not one.tables.outputs


def test_a_run_that_says_nothing_is_told_by_its_code(desk, monkeypatch):
    one = desk("deals", "en")
    monkeypatch.setattr(subprocess, "run", lambda *args, **how: subprocess.CompletedProcess([], -9, "", ""))
    one.render()
    assert "report deals --language en: code -9." in one.page.value


def test_command_line_makes_the_page_on_screen(desk):
    one = desk("deals", "en")
    assert one.command() == ["report", "deals", "--language", "en"]
    changed(one, "kinds", ("acquisition", "investment"))
    assert one.command() == ["report", "deals", "--language", "en", "-p", "kinds", "acquisition,investment"]


def test_page_that_fails_is_told(desk, monkeypatch):
    one = desk("deals", "en")
    failed = subprocess.CompletedProcess([], 9, "", "so far\nmizan: refused <here>.\n")
    monkeypatch.setattr(subprocess, "run", lambda *args, **how: failed)
    one.render()
    assert "mizan: refused &lt;here&gt;." in one.page.value and "<a " not in one.page.value


@pytest.mark.parametrize("tongue", ["ar", "en"])
def test_table_has_titles_and_units(tongue):
    listing = explore.table("readings", tongue)
    assert len(listing.frame) == len(tables.load("readings"))
    expected = {"ar": ("المقياس", "القراءات"), "en": ("Measure", "Readings")}[tongue]
    assert expected[0] in listing.frame.columns and expected[1] == listing.title
    assert f'dir="{language.direction(tongue)}"' in listing._repr_html_() and "https://cdn" not in listing._repr_html_()


def test_unknown_cells_are_empty_and_numbers_exact():
    frame = explore.table("readings", "en").frame
    assert not frame.isna().any().any()
    assert Decimal("14300000000") in set(frame["Low"]) or "14300000000" in set(frame["Low"].map(str))


class TestElsewhere:
    """Where nobody looks: papermill's kernels, a plain Python."""

    def test_a_line_says_where_the_controls_are(self, monkeypatch):
        monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
        assert str(explore.view("deals", "en")) == "The controls for exploring appear in JupyterLab."
        assert repr(explore.view("deals")) == "أدوات الاستكشاف تظهر في JupyterLab."

    def test_it_costs_next_to_nothing(self):
        """Neither widgets nor tables are loaded."""
        code = "import sys; from analysis import explore; explore.view('deals')\n" \
               "print({'ipywidgets', 'itables'} & {*sys.modules})"  # fmt: skip
        env = {name: value for name, value in os.environ.items() if name != "JPY_SESSION_NAME"} | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
        assert done.stdout == "set()\n"


class TestNotebooks:
    """Every notebook ends with the same three cells."""

    @pytest.mark.parametrize("path", PATHS, ids=NAMES)
    def test_its_explore_section(self, path):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        last = [cell for cell in cells if "explore" in cell["metadata"].get("tags", [])]
        tags = [cell["metadata"]["tags"] for cell in last]
        assert last == cells[-3:] and tags == [["ar", "explore"], ["en", "explore"], ["explore"]]
        name = path.stem.partition("_")[2]
        assert "".join(last[2]["source"]) == f'from analysis import explore\n\nexplore.view("{name}", language)'


def test_a_cell_above_only_names():
    space = {}
    assert run("found = 3\n1 / 0", space, naming=True) is None and space["found"] == 3


def test_a_cell_shows_its_last_expression():
    assert run("one = 2\none + 1", {}) == 3


def test_a_parameters_cell_keeps_its_annotations():
    """Its types are what the edition checks values by."""
    space = {"Count": parameters.Count}
    run("n: Count = 3", space)
    assert space["__annotations__"] == {"n": parameters.Count}


class TestPackage:
    """What an analyst meets when typing."""

    def test_names_to_complete(self):
        code = "import analysis; print(dir(analysis)); print(analysis.deals.__name__, analysis.Edition('en').language)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT,
                              env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
        names, used = done.stdout.splitlines()
        assert {"Edition", "deals", "explore", "tables"} <= set(eval(names)) and "importlib" not in names
        assert used == "analysis.deals en"

    def test_a_sentence_reads_from_its_own_side(self):
        said = Edition("ar").say(ar="ثمنها {price:USD} <هنا>", en="It cost {price:USD} <here>", price=Decimal(5))
        markup = said._repr_mimebundle_()["text/html"]
        assert markup.startswith('<p dir="auto">ثمنها') and "&lt;هنا&gt;" in markup
