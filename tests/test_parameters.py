"""Parameters are data, never code: declared in a cell, given as text, held in a running notebook."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from analysis import parameters
from analysis.parameters import BadParameter, changed, check, contract, hold, plain, slug

CELL = '''# what may be chosen
language: Language = "ar"  # tongue | اللغة
first: Year = 2005  # first year | أول سنة
smallest: Money = 0
kinds: Kinds = ""  # kinds of deal
rivals: YesNo = True
as_of: Day = None
data: Package = ""
'''
CHOICES = {"kind": ("acquisition", "minority_stake", "acquihire")}


def notebook(source: str, *, tags: tuple[str, ...] = ("parameters",)) -> dict:
    return {"cells": [{"cell_type": "code", "source": source, "metadata": {"tags": list(tags)}}]}


@pytest.fixture
def declared():
    return contract(notebook(CELL))


def faults(declared, **given) -> str:
    with pytest.raises(BadParameter) as caught:
        check(declared, given, CHOICES)
    return str(caught.value)


def test_contract_reads_name_type_default_and_both_helps(declared):
    """Each line of the cell gives a parameter, its comment the help in English and Arabic."""
    first = declared[1]

    assert (first.name, first.type, first.default) == ("first", "Year", 2005)
    assert (first.help, first.help_ar) == ("first year", "أول سنة")


def test_contract_reads_the_cell_without_running_it(tmp_path):
    """A default that is code is refused and its effect never happens."""
    canary = tmp_path / "canary"

    with pytest.raises(BadParameter, match="plain value"):
        contract(notebook(f'first: Year = open({str(canary)!r}, "w").write("x")'))

    assert not canary.exists()


@pytest.mark.parametrize(
    "line", ["first = 2005", "first: Literal[1] = 1", "first: int = 1", "first: Year = 1800", "print(1)"]
)
def test_contract_refuses_other_lines(line):
    """A line that is no typed parameter with a fitting default is named by its number."""
    with pytest.raises(BadParameter, match="parameters cell, line 1: expected"):
        contract(notebook(line))


def test_contract_needs_one_parameters_cell():
    """A notebook without a parameters cell says what to tag."""
    with pytest.raises(BadParameter, match="found 0 cells tagged parameters, expected one"):
        contract(notebook(CELL, tags=()))


def test_text_is_typed_by_the_contract(declared):
    """Values from a command line become what the parameter's type says."""
    given = {"language": "en", "first": "2012", "smallest": "1000000000", "kinds": "acquihire,acquisition",
             "rivals": "no", "as_of": "2025-06-12", "data": "studies/gulf"}

    assert check(declared, given, CHOICES) == {
        "language": "en", "first": 2012, "smallest": Decimal(1000000000), "kinds": ("acquihire", "acquisition"),
        "rivals": False, "as_of": datetime.date(2025, 6, 12), "data": "studies/gulf",
    }


def test_defaults_fill_what_is_not_given(declared):
    """An empty request yields every default, an empty list meaning all."""
    values = check(declared, {}, CHOICES)

    assert values["kinds"] == () and values["as_of"] is None and values["data"] is None and values["rivals"] is True


def test_unknown_parameter_offers_the_nearest_name(declared):
    """A misspelt name is answered with the one that was meant."""
    assert "did you mean smallest?" in faults(declared, smalest="1")


def test_unknown_choice_offers_the_nearest(declared):
    """A misspelt id is answered with the one that was meant and the list of all."""
    told = faults(declared, kinds="aquihire")

    assert "did you mean acquihire?" in told and "minority_stake" in told


def test_all_faults_are_told_at_once(declared):
    """Three mistakes give three sentences."""
    assert len(faults(declared, language="fr", first="x", nothing="1").splitlines()) == 3


@pytest.mark.parametrize("value", [
    "fr", "AR", "", "ar\n", "ar ", "العربية", None, True, 1, ["ar"], "a" * 1_000_000, "{ar}", "__import__('os')",
])
def test_language_takes_two_words_only(declared, value):
    """Whatever is not ar or en is refused, and the sentence stays short."""
    assert "parameter language: found" in (told := faults(declared, language=value))
    assert len(told) < 400


@pytest.mark.parametrize("value", [
    "1989", "2101", 1989, "007", "2_005", "2e3", "٢٠٠٥", "2005.0", " 2005", "+2005", 2005.0, True, None, "nan", "²",
])
def test_years_are_plain_whole_numbers_in_range(declared, value):
    """Anything but a plain whole number from 1990 to 2100 is refused."""
    assert "expected a whole number from 1990 to 2100" in faults(declared, first=value)


@pytest.mark.parametrize(("kind", "most"), [("Share", 100), ("Years", 30)])
def test_shares_and_years_end_where_they_must(kind, most):
    """More than all of a thing cannot leave, and no price is carried on for a century."""
    declared = contract(notebook(f"part: {kind} = 5"))

    assert [check(declared, {"part": str(end)}, {})["part"] for end in (0, most)] == [0, most]
    assert f"expected a whole number from 0 to {most}" in faults(declared, part=most + 1)


@pytest.mark.parametrize("wrong", [0, 99, 1_000_001])
def test_draws_are_neither_too_few_nor_too_many(wrong):
    """No draw has no mean, one has no spread, and a billion would never end."""
    declared = contract(notebook("draws: Draws = 20000"))

    assert [check(declared, {"draws": str(end)}, {})["draws"] for end in (100, 1_000_000)] == [100, 1_000_000]
    assert "expected a whole number from 100 to 1000000" in faults(declared, draws=wrong)


@pytest.mark.parametrize("value", ["-1", "1,5", "1e9", "١٤", "inf", "nan", "1_000", "", None, True, 0.1, "9" * 30])
def test_money_is_a_plain_amount(declared, value):
    """Money is taken exactly or not at all."""
    assert "expected a plain amount" in faults(declared, smallest=value)


@pytest.mark.parametrize("value", ["12/06/2025", "2025-6-12", "2025-02-30", "1447-01-01", "20250612", 2025, "2025-06"])
def test_days_are_iso_days_of_the_calendar(declared, value):
    """A day is YYYY-MM-DD in the Gregorian calendar."""
    assert "parameter as_of" in faults(declared, as_of=value)


def test_package_may_lie_at_an_address(declared):
    """An object store of the short list is taken as written; a way out of it, or another scheme, is none."""
    assert check(declared, {"data": "s3://bucket/studies/gulf"})["data"] == "s3://bucket/studies/gulf"
    for wrong in ("s3://", "s3://b/../x", "s3:///x", "gs://b/x", "s3://me:word@b/x", "S3://b"):
        assert "s3://bucket/package" in faults(declared, data=wrong)


@pytest.mark.parametrize("value", [
    "/etc", "../x", "a/../b", "C:\\x", "https://x.org", "file:x", "~", "a//b", ".hidden", "a/", "{x}", "x\0y", 5,
    "a /b",
])
def test_package_stays_inside_the_project(declared, value):
    """A data package is a folder under the project's root, named plainly."""
    assert "expected" in faults(declared, data=value)


@pytest.mark.parametrize("value", ["YES", "off", "1", 1, 0, None, "", "نعم"])
def test_yes_and_no_are_not_guessed(declared, value):
    """Only yes, no, true and false are taken, in any case."""
    if value == "YES":
        assert check(declared, {"rivals": value})["rivals"] is True
    else:
        assert "expected yes or no" in faults(declared, rivals=value)


@pytest.mark.parametrize("value", ["acquihire,acquihire", "acquihire,,acquisition", "acquihire;acquisition", 5, [1]])
def test_lists_hold_each_known_name_once(declared, value):
    """A list is names with commas between, each known and there once."""
    assert "parameter kinds" in faults(declared, kinds=value)


@pytest.mark.parametrize(
    "name", ["import os", "x=1;y", "__class__", "", "class", "a" * 99, "اسم", "first ", 5, "a.b", "A"]
)
def test_names_that_look_like_code_are_refused(declared, name):
    """What is no name is not looked up among the names but refused as such."""
    with pytest.raises(BadParameter, match="found no name, expected one of"):
        check(declared, {name: "1"})


def test_without_choices_only_the_form_is_held(declared):
    """An id is taken unread when the data is not at hand, code never."""
    assert check(declared, {"kinds": "something_new"})["kinds"] == ("something_new",)
    with pytest.raises(BadParameter):
        check(declared, {"kinds": "os.system('x')"})


def test_plain_values_survive_the_round_trip(declared):
    """What a cell is given is typed back to the same values."""
    given = {"language": "en", "first": 2012, "smallest": "0.25", "kinds": "acquihire", "rivals": "no",
             "as_of": "2024-02-29"}
    values = check(declared, given, CHOICES)

    assert check(declared, {name: plain(value) for name, value in values.items()}, CHOICES) == values


def test_hold_types_the_values_of_a_running_notebook():
    """The globals of a notebook come back typed, whatever else it holds."""
    namespace: dict = {"SimpleNamespace": SimpleNamespace, "other": 5}
    exec("from analysis.parameters import *\nfirst: Year = 2005\nkinds: Kinds = 'acquihire'\n"
         "as_of: Day = '2025-06-12'\ncount: int = 3", namespace)

    assert vars(hold(namespace, CHOICES)) == {
        "first": 2005, "kinds": ("acquihire",), "as_of": datetime.date(2025, 6, 12)
    }


def test_hold_refuses_a_value_that_was_injected():
    """A value that papermill put in place unread is checked all the same."""
    namespace: dict = {}
    exec("from analysis.parameters import *\nfirst: Year = 2005", namespace)
    namespace["first"] = "2005; import os"

    with pytest.raises(BadParameter, match="parameter first: found"):
        hold(namespace)


def test_every_type_takes_its_own_usual_values():
    """Each alias is known by its name, so that contract and kernel agree."""
    assert {"Language", "Digits", "Currency", "Day", "Package", "Kinds", "TalentMeasure"} <= set(parameters.TYPES)


def test_slug_is_empty_without_differences_and_stable_with_them(declared):
    """A page with default parameters has no slug; the order of a request does not matter."""
    one = changed(declared, check(declared, {"first": "2012", "rivals": "no"}))
    two = changed(declared, check(declared, {"rivals": "false", "first": 2012}))

    assert slug(changed(declared, check(declared, {"language": "en"}))) == ""
    assert slug(one) == slug(two)
    assert slug(one).startswith("first-2012-rivals-false-")


def test_slug_is_a_safe_file_name_and_hides_the_package(declared):
    """Slugs are short ASCII whatever the values, differ where the values do, and name no path."""
    long = slug({"kinds": ",".join(f"kind{i}" for i in range(99)), "note": "../{}٪ نص"})
    package = slug(changed(declared, check(declared, {"data": "secret/place"})))

    assert long.isascii() and len(long) <= 69 and "/" not in long and "." not in long
    assert "secret" not in package and package != slug(changed(declared, check(declared, {"data": "secret/other"})))


def test_values_that_do_not_fit_each_other_are_refused():
    """Years in the wrong order, and a deal that another acquirer made, are named with the way out."""
    cell = 'first: Year = 2000\nlast: Year = 2026\ndeal: Deal = "a-2025"\nacquirer: Acquirer = "meta"\n'
    both = contract(notebook(cell))
    data = {"deal": ("a-2025", "b-2014", "c-2020"), "acquirer": ("google", "meta"),
            "acquirer of a deal": ("meta", "google", "google")}

    with pytest.raises(BadParameter) as caught:
        check(both, {"first": 2010, "last": 2009, "acquirer": "google"}, data)

    years, buyer = caught.value.faults
    assert years == (
        "parameter first: found 2010, expected a year no later than last, 2009. Swap them. Nothing was published."
    )
    assert buyer == (
        'parameter acquirer: found "google", expected "meta", who made the deal a-2025. '
        "Give a deal of that acquirer too, one of b-2014, c-2020. Nothing was published."
    )
    assert check(both, {"deal": "b-2014", "acquirer": "google"}, data)["deal"] == "b-2014"

    many = {"deal": ("a-2025",), "acquirer": ("google", "meta"), "acquirer of a deal": ("meta", *["google"] * 500)}
    many["deal"] += tuple(f"d-{n:03}" for n in range(500))
    with pytest.raises(BadParameter, match=r"one of d-000, .*, d-011 or 488 more\. Nothing"):
        check(both, {"acquirer": "google"}, many)
