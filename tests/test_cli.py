"""The command `mizan`, as a shell sees it: words on stdout, faults on stderr, codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis import cli
from analysis.cli import desk, places, reports
from analysis.report import Fault, Made, Outcome, ledger, publish
from tests.toybook import held

ROOT = Path(__file__).parents[1]
CELL = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "outputs": [], "execution_count": None}
COMMON = 'language: Language = "ar"\ndigits: Digits = "latn"\nas_of: Day = ""\ndata: Package = ""\n'
SCHEDULE = """
[[report]]
name = "deals-daily"
notebook = "deals"
parameters = { currency = "SAR" }
every = "daily"
at = "07:00"
zone = "Africa/Cairo"
start = 2026-04-22
"""
SHOWN = {"title": "", "kicker": "", "as_of": "2026-06-30", "digits": "latn", "changed": {}}
NOON = "2026-04-25T12:00+03:00"


class Runner:
    """A run that publishes a page of a few bytes, or ends with the code that `codes` holds for (name, language)."""

    def __init__(self):
        self.calls, self.codes = [], {}

    def __call__(self, name, parameters, language, out, *, progress, force):
        self.calls.append((name, dict(parameters), language, force))
        progress(name, language, "executing 3 of 41", 2.1)
        code = self.codes.get((name, language), 0)
        if isinstance(code, Exception):
            raise code
        if code:
            return Outcome(name, language, "failed", code, None, 1.0, "cell 3: ValueError: no such row")
        slug = parameters.get("as_of", "")
        held = {"name": name, "language": language, "slug": slug, **SHOWN}
        return Outcome(name, language, "published", 0, publish.publish(Path(out), "<html>", held), 1.0)


class Maker:
    """A making of pages of a few bytes, or what `codes` holds for (name, language): a code or an error."""

    def __init__(self):
        self.calls, self.codes = [], {}

    def __call__(self, request, *, limit, hear):
        self.calls.append((request.name, request.about["changed"], request.language))
        hear("executing 3 of 41")
        code = self.codes.get((request.name, request.language), 0)
        if isinstance(code, Exception):
            raise code
        if code:
            raise Fault(code, "cell 3: ValueError: no such row")
        kept = held(request)
        return Made("<html>", {**kept, "slug": kept["changed"].get("as_of", kept["slug"])}, [])


@pytest.fixture
def run(monkeypatch):
    """The run of one report, replaced."""
    runner = Runner()
    monkeypatch.setattr("analysis.report.run", runner)
    return runner


@pytest.fixture
def make(monkeypatch):
    """The making of pages, replaced; one at a time, so that they come in order. The index is left out."""
    maker = Maker()
    monkeypatch.setattr("analysis.report.make", maker)
    monkeypatch.setattr("analysis.report.workers.usable", lambda: 1)
    monkeypatch.setattr("analysis.report.shelf.index", lambda *told: None)
    return maker


def broken(folder):
    """A package that is told of by the tables' own reading."""
    from analysis import reads

    raise reads.Broken


@pytest.fixture(autouse=True)
def suite(tmp_path, monkeypatch):
    """A project with two notebooks and a schedule; data are not read."""
    for stem, own in (("1_deals", 'currency: Currency = "USD"\n'), ("2_talent", "smallest: Count = 2\n")):
        notebook = {"cells": [{**CELL, "source": COMMON + own}]}
        path = tmp_path / "notebooks" / f"{stem}.ipynb"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(notebook), "utf-8")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "schedule.toml").write_text(SCHEDULE, "utf-8")
    monkeypatch.setattr("analysis.report.request.NOTEBOOKS", tmp_path / "notebooks")
    monkeypatch.setattr("analysis.reads.choices", broken)
    monkeypatch.setattr("analysis.edition.choices", lambda data: {})
    monkeypatch.setattr("analysis.report.forked.stand_by", lambda: None)
    monkeypatch.setattr(places, "SITE", tmp_path / "reports" / "site")
    monkeypatch.setattr(places, "SCHEDULE", tmp_path / "reports" / "schedule.toml")
    monkeypatch.setattr(places, "LEDGER", tmp_path / "reports" / "ledger.json")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def mizan(*arguments):
    return CliRunner().invoke(cli.app, list(arguments), prog_name="mizan")


class TestReport:
    """`mizan report`."""

    def test_all_notebooks_in_both_languages_by_default(self, make):
        """Notebooks in the order of their numbers, Arabic before English; the file to open comes last."""
        result = mizan("report")

        assert result.exit_code == 0
        assert [(name, language) for name, _, language in make.calls] == [
            ("deals", "ar"), ("deals", "en"), ("talent", "ar"), ("talent", "en"),
        ]
        assert result.stdout.splitlines()[-1] == f"Open {Path('reports/site/index.html')}"
        assert "deals ar: executing 3 of 41, 0.0 s" in result.stderr

    def test_ctrl_c_before_anything_is_made(self, make, monkeypatch):
        """It ends as it does later: with a sentence and 130."""
        monkeypatch.setattr("analysis.cli.reports.planned", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt))
        result = mizan("report")

        assert result.exit_code == 130 and result.stderr == "mizan: stopped by SIGINT.\n"

    @pytest.mark.parametrize(("left", "told"), [
        (0, "every page was made."), (1, "1 page was not made. Run"), (2, "2 pages were not made. Run"),
    ])  # fmt: skip
    def test_what_a_signal_leaves_is_counted(self, left, told, capsys):
        """One page is one page, and after the last nothing is asked for."""
        with pytest.raises(SystemExit):
            reports.interrupted(left, 2)

        assert f"stopped by SIGINT: {told}" in capsys.readouterr().err

    def test_an_empty_cluster_address_is_refused(self, make):
        """As from a variable that is not set: nothing is made here that was meant for a cluster."""
        result = mizan("report", "--dask", "")

        assert result.exit_code == 2 and 'mizan: --dask: found "", expected local' in result.stderr and not make.calls

    def test_options_reach_the_run(self, make, tmp_path):
        """Names, parameters of file and command line, language and folder arrive as given; force makes anew."""
        Path("p.yaml").write_text("digits: arab\ncurrency: EUR\n")

        asked = "report", "deals", "-f", "p.yaml", "-p", "currency", "SAR", "--language", "en", "--out", "here"
        codes = [mizan(*asked, *force).exit_code for force in ([], [], ["--force"])]

        assert codes == [0, 0, 0]
        assert make.calls == 2 * [("deals", {"digits": "arab", "currency": "SAR"}, "en")]
        assert len(list((tmp_path / "here" / "en" / "deals").glob("*.html"))) == 1

    def test_language_may_be_given_as_a_parameter(self, make):
        """`-p language en` is `--language en`."""
        mizan("report", "deals", "-p", "language", "en")

        assert make.calls == [("deals", {}, "en")]

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (["report", "deal"], "did you mean deals?"),
            (["report", "deals", "talen"], "did you mean talent?"),
            (["report", "../deals"], "there is none of that name"),
            (["report", "https://example.org/x.ipynb"], "there is none of that name"),
            (["report", "deals", "-p", "curency", "SAR"], "did you mean currency?"),
            (["report", "deals", "-p", "currency", "riyal"], "expected one of AED, EGP, EUR, SAR, USD"),
            (["report", "-p", "smallest", "2"], "deals: parameter smallest: this notebook has none"),
            (["report", "deals", "-p", "smallest"], "requires 2 arguments"),
            (["report", "-p", "language", "fr"], "expected one of ar, en"),
            (["report", "-p", "language", "ar", "--language", "en"], "Leave one out"),
            (["report", "-f", "none.toml"], "none.toml: cannot be read"),
            (["report", "--language", "fr"], "'fr' is not one of"),
            (["report", "--laguage", "ar"], "--language"),
            (["reprot"], "reprot"),
            (["report", "--grid", "none.csv"], "none.csv: cannot be read"),
            (["report", "--jobs", "0"], "0 is not in the range"),
            (["report", "deals", "--language", "ar", "--out", "ftp://host/x"], "expected a folder or one of s3://"),
        ],
    )
    def test_bad_request_starts_nothing(self, make, arguments, told):
        """Code 2, a sentence on stderr, nothing on stdout, no run."""
        result = mizan(*arguments)

        assert (result.exit_code, result.stdout, make.calls) == (2, "", [])
        assert told in result.stderr

    def test_several_values_and_a_grid_make_every_report_once(self, make):
        """Repeated parameters are multiplied out; a grid adds a report a row; the plan stands before, on stderr."""
        Path("g.csv").write_text("report,currency\ndeals,EUR\ndeals,\ndeals,EUR\n")

        pairs = ["-p", "currency", "SAR", "-p", "currency", "AED", "-p", "digits", "arab", "-p", "digits", "latn"]
        several = mizan("report", "deals", *pairs, "--language", "en")
        grid = mizan("report", "--grid", "g.csv", "--language", "en", "-j", "2")

        assert several.exit_code == grid.exit_code == 0
        assert [call[1] for call in make.calls[:4]] == [
            {"digits": "arab", "currency": "SAR"}, {"currency": "SAR"},
            {"digits": "arab", "currency": "AED"}, {"currency": "AED"},
        ]
        assert sorted(map(str, (call[1] for call in make.calls[4:]))) == ["{'currency': 'EUR'}", "{}"]
        assert several.stderr.splitlines()[0] == "4 pages: 4 to make." and "4 published" in several.stdout
        assert grid.stderr.splitlines()[1] == "1 page asked for more than once, made once."

    def test_dry_run_prints_the_plan_and_makes_nothing(self, make):
        """The plan is what was asked for, so it stands on stdout, and its code is 0."""
        result = mizan("report", "deals", "-p", "currency", "SAR", "--dry-run")

        assert (result.exit_code, result.stderr, make.calls) == (0, "", [])
        assert result.stdout.splitlines() == [
            "2 pages: 2 to make.", "  make     deals ar currency=SAR: new", "  make     deals en currency=SAR: new",
        ]

    def test_many_pages_have_one_summary(self, make):
        """Of more than twenty only those that failed have a line, with their sentence; the rest are counted."""
        make.codes = {("deals", "en"): 4}
        days = ", ".join(f"2020-01-{day:02}" for day in range(1, 29))
        Path("g.yaml").write_text(f"report: deals\ncurrency: SAR\nas_of: [{days}]\n")

        result = mizan("report", "--grid", "g.yaml")

        *lines, counts = result.stdout.splitlines()
        assert result.exit_code == 4 and counts == "28 published, 28 failed" and len(lines) == 28
        assert result.stderr.count("cell 3: ValueError: no such row") == 28
        assert "  make     deals, 56 pages: new" in result.stderr

    def test_names_that_the_data_do_not_have_are_refused(self, make, suite, monkeypatch):
        """A parameter drawn from the data is held to the data package that the request names."""
        asked = []
        monkeypatch.setattr("analysis.edition.choices", lambda data: asked.append(data) or {"lab": ("openai", "meta")})
        cell = {**CELL, "source": COMMON + 'labs: Labs = ""\n'}
        (suite / "notebooks" / "3_scale.ipynb").write_text(json.dumps({"cells": [cell]}), "utf-8")

        result = mizan("report", "scale", "-p", "labs", "openai,mata", "-p", "data", "studies/gulf")

        assert (result.exit_code, make.calls, set(asked)) == (2, [], {"studies/gulf"})
        assert "scale: parameter labs: " in result.stderr and "did you mean meta?" in result.stderr

    def test_every_fault_of_a_request_is_told_at_once(self):
        """Faults of several parameters and notebooks come in one answer."""
        result = mizan("report", "-p", "currency", "x", "-p", "digits", "y")

        assert [line.split(":")[1:3] for line in result.stderr.splitlines()] == [
            [" deals", " parameter digits"], [" deals", " parameter currency"],
            [" talent", " parameter currency"], [" talent", " parameter digits"],
        ]

    @pytest.mark.parametrize("code", [3, 4, 5, 6, 7, 8, 9])
    def test_the_rest_still_run_and_the_first_failure_gives_the_code(self, make, code):
        """A failure stops nothing; the summary names each report, stderr says why."""
        make.codes = {("deals", "en"): code, ("talent", "ar"): 4}

        result = mizan("report")

        assert result.exit_code == code and len(make.calls) == 4
        status = {3: "bad data", 5: "out of time", 6: "kernel died", 7: "not stored", 8: "busy", 9: "refused"}
        *lines, counts = result.stdout.splitlines()
        assert [line[:12].strip() for line in lines[:2]] == ["published", status.get(code, "failed")]
        assert [line[12:].split()[:2] for line in lines] == [
            ["deals", "ar"], ["deals", "en"], ["talent", "ar"], ["talent", "en"],
        ]
        assert counts.startswith("2 published, ")
        assert "mizan: deals en: cell 3: ValueError: no such row" in result.stderr

    def test_fault_of_the_suite_itself_stops_no_other(self, make):
        """What nobody foresaw is told as a sentence with code 1, and the rest are made."""
        make.codes = {("deals", "ar"): RuntimeError("two\nlines")}

        result = mizan("report", "deals")

        assert result.exit_code == 1 and len(make.calls) == 2 and "Traceback" not in result.output
        told = "mizan: deals ar: stopped by something unforeseen (RuntimeError: two lines). `python -X dev"
        assert told in result.stderr and "published   deals en" in result.stdout

    def test_package_that_cannot_be_read_stops_no_other(self, make, monkeypatch):
        """Bad data is the end of the reports that ask for it, with code 3."""
        from analysis import tables

        def choices(data):
            if data:
                raise tables.DataFault(["studies/gulf/deals.csv, line 2: found x."])
            return {}

        monkeypatch.setattr("analysis.edition.choices", choices)
        Path("g.csv").write_text("report,data\ndeals,studies/gulf\ndeals,\n")

        result = mizan("report", "--grid", "g.csv", "--language", "ar")

        assert (result.exit_code, make.calls) == (3, [("deals", {}, "ar")])
        assert "mizan: deals ar: studies/gulf/deals.csv, line 2: found x." in result.stderr


class TestData:
    """`mizan data new`."""

    def test_what_was_written(self, monkeypatch):
        """The rows of each table, the tables without any, and what to do next."""
        monkeypatch.setattr("analysis.check.start", lambda folder, names: {"deals": 2, "sources": 3, "claims": 0})

        result = mizan("data", "new", "data.gulf", "google", "meta")

        assert result.exit_code == 0
        assert result.stdout.splitlines() == [
            "data.gulf: 2 deals, 3 sources. Empty so far: claims.",
            "Ask a report about it with -p data data.gulf. After a change: mizan check --data data.gulf --accept",
        ]

    def test_what_is_refused(self):
        """A company that data/ does not know is code 3, and no company at all a usage that click explains."""
        refused = mizan("data", "new", "data.of-nobody", "gogle")

        assert refused.exit_code == 3 and refused.stderr.startswith('mizan: data/terms.csv: found no company or lab "gogle"')
        assert mizan("data", "new", "data.of-nobody").exit_code == 2
        assert not (ROOT / "data.of-nobody").exists()


class TestCheck:
    """`mizan check`."""

    def test_faults_are_told_with_code_3(self, monkeypatch):
        """Each fault is a line on stderr."""
        monkeypatch.setattr("analysis.check.run", lambda data: ["data/deals.csv, line 2: found x.", "seeds: altered."])

        result = mizan("check")

        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.splitlines() == [
            "mizan: data/deals.csv, line 2: found x.", "mizan: seeds: altered.", "mizan: 2 found.",
        ]

    def test_suite_that_keeps_its_rules(self, monkeypatch):
        """Nothing found is code 0; the readings that lie far apart follow the verdict and change no code."""
        monkeypatch.setattr("analysis.check.run", lambda data: [])

        result = mizan("check")

        verdict, apart, *rest = result.stdout.splitlines()
        assert (result.exit_code, verdict) == (0, "Seeds, data, provenance and notebooks keep their rules.")
        assert apart.startswith("Readings further apart than 1.05 times, which is no fault: ")
        assert any(line.startswith("facebook-whatsapp-2014, price: 8 readings,") for line in rest)

    def test_another_distance(self, monkeypatch):
        """The distance from which readings are listed may be given; less than 1 is no distance."""
        monkeypatch.setattr("analysis.check.run", lambda data: [])

        assert mizan("check", "--distance", "99").stdout.endswith("No readings lie further apart than 99 times.\n")
        for wrong in ("0.5", "x", "nan", "1,05", "-2"):
            refused = mizan("check", f"--distance={wrong}")
            assert refused.exit_code == 2
            assert f'found "{wrong}", expected most divided by least, 1 or more, such as 1.05.' in refused.stderr

    def test_another_package(self, monkeypatch):
        """The package is checked and accepted by the folder that was given; one that is not there is refused."""
        asked = []
        monkeypatch.setattr("analysis.check.accept", lambda data: asked.append(data) or ([], ["data.gulf/deals.csv"]))
        monkeypatch.setattr("analysis.check.conflicts.show", lambda distance, data: asked.append(data))

        result = mizan("check", "--data", "data.gulf", "--accept")

        assert asked == ["data.gulf", "data.gulf"]
        assert result.stdout.splitlines() == [
            "Accepted: data.gulf/deals.csv. Commit data.gulf/datapackage.json with this.", "data.gulf keeps its rules.",
        ]  # fmt: skip
        refused = mizan("check", "--data", "data.nowhere")
        assert refused.exit_code == 3
        assert refused.stderr.splitlines()[0] == (
            'mizan: data package "data.nowhere": found no such folder, expected one that holds a datapackage.json. '
            "Name a folder of the project, such as data."
        )

    @pytest.mark.parametrize(("answer", "code", "told"), [
        (([], ["data/fx.csv", "data/deals.csv"]), 0,
         "Accepted: data/fx.csv, data/deals.csv. Commit data/datapackage.json with this."),
        (([], []), 0, "Nothing to accept: every table is as datapackage.json says."),
        ((["data/fx.csv, line 2: found x."], []), 3, "mizan: data/fx.csv, line 2: found x."),
    ])  # fmt: skip
    def test_accept(self, monkeypatch, answer, code, told):
        """It names the tables that it accepted, or the faults for which it accepts none."""
        monkeypatch.setattr("analysis.check.accept", lambda data: answer)

        result = mizan("check", "--accept")

        assert result.exit_code == code and told in (result.stderr if code else result.stdout).splitlines()


class TestDue:
    """`mizan due`."""

    def test_three_missed_days_are_made_up_once_each(self, run):
        """Under a fake clock: each day in both languages, oldest first; a second call is silent and does nothing."""
        result = mizan("due", "--at", NOON)

        assert result.exit_code == 0
        assert [(values["as_of"], language) for _, values, language, _ in run.calls] == [
            (day, language) for day in ("2026-04-23", "2026-04-24", "2026-04-25") for language in ("ar", "en")
        ]
        assert all(values["currency"] == "SAR" for _, values, _, _ in run.calls)

        again = mizan("due", "--at", NOON)
        assert (again.exit_code, again.output, len(run.calls)) == (0, "", 6)

    def test_failed_report_gives_its_code_and_is_tried_again(self, run):
        """The period stays owed until both its pages are published."""
        run.codes = {("deals", "en"): 5}
        first = mizan("due", "--at", "2026-04-23T12:00+02:00")
        run.codes = {}
        second = mizan("due", "--at", "2026-04-23T12:00+02:00")

        assert first.exit_code == 5 and "still owed: deals-daily 2026-04-23" in first.stdout
        assert second.exit_code == 0 and "done: deals-daily 2026-04-23" in second.stdout

    def test_list_shows_what_and_when_and_does_nothing(self, run):
        """Times are those of the report's zone."""
        result = mizan("due", "--list", "--at", "2026-04-24T08:00+03:00")

        assert result.exit_code == 0 and run.calls == []
        assert result.stdout.splitlines() == [
            "owed  deals-daily  2026-04-23  due 2026-04-23T07:00+02:00",
            "owed  deals-daily  2026-04-24  due 2026-04-24T07:00+03:00",
            "next  deals-daily  2026-04-25  due 2026-04-25T07:00+03:00",
        ]

    @pytest.mark.parametrize(
        ("time", "told"),
        [
            ("2026-04-24T08:00", "without an offset. Write 2026-04-24T08:00:00+00:00"), ("noon", 'found "noon"'),
            ("0001-01-01T00:00+00:00", "between 2000 and 2100"), ("٢٠٢٦-٠٤-٢٤T٠٨:٠٠+00:00", "expected a time"),
        ],
    )
    def test_time_must_have_its_offset(self, run, time, told):
        """A time that could be two moments is refused."""
        result = mizan("due", "--at", time)

        assert (result.exit_code, run.calls) == (2, []) and told in " ".join(result.stderr.split())

    def test_damaged_ledger_is_code_7(self, run):
        """Nothing is done again behind the user's back."""
        places.LEDGER.write_text("{")

        result = mizan("due", "--at", NOON)

        assert (result.exit_code, run.calls) == (7, []) and "reports/ledger.json: found" in result.stderr

    def test_busy_is_code_8(self, run):
        """A second process leaves the work to the first."""
        with ledger.held(places.LEDGER.with_suffix(".lock")):
            result = mizan("due", "--at", NOON)

        assert (result.exit_code, run.calls) == (8, []) and "another `mizan due`" in result.stderr

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("start = 2026-04-22", "", "found no start"), ("currency =", "curency =", "did you mean currency?"),
            ('"SAR"', '"riyal"', "deals-daily ar: schedule.toml: parameter currency"),
            ("[[report]]", "[[report", "schedule.toml: "),
        ],
    )
    def test_fault_of_the_schedule_is_code_2(self, run, old, new, told):
        """Nothing starts, parameters included in the check."""
        places.SCHEDULE.write_text(SCHEDULE.replace(old, new), "utf-8")

        result = mizan("due", "--at", NOON)

        assert (result.exit_code, run.calls) == (2, []) and told in result.stderr

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ('"SAR"', '"riyal"', 'parameter currency: found "riyal", expected one of AED, EGP, EUR, SAR, USD'),
            ("currency =", "curency =", "parameter curency: this notebook has none"),
            ('"deals"', '"deal"', 'report "deal": there is none of that name (did you mean deals?)'),
        ],
    )
    def test_refused_report_stops_no_other(self, run, old, new, told):
        """A report whose notebook or parameter is refused has code 2 and stays owed; the one after it is made."""
        bad = SCHEDULE.replace(old, new).replace("deals-daily", "bad")
        places.SCHEDULE.write_text(bad + SCHEDULE, "utf-8")

        result = mizan("due", "--at", "2026-04-23T12:00+02:00")

        assert result.exit_code == 2 and [call[:3] for call in run.calls] == [
            ("deals", {"currency": "SAR", "as_of": "2026-04-23"}, language) for language in ("ar", "en")
        ]
        assert [line.split()[:4] for line in result.stdout.splitlines()] == [
            ["still", "owed:", "bad", "2026-04-23"], ["done:", "deals-daily", "2026-04-23"],
            ["bad", "request", "bad", "ar"], ["bad", "request", "bad", "en"],
            *(["published", "deals-daily", each, str(Path("reports/site", each, "deals", "2026-04-23.html"))]
              for each in ("ar", "en")),
        ]
        assert f"mizan: bad ar: schedule.toml: {told}" in result.stderr
        assert list(ledger.read(places.LEDGER)) == ["deals-daily"]

    @pytest.mark.parametrize(("old", "new"), [('"07:00"', '"noon"'), ('"SAR"', "[[1]]"), ("every", "evry")])
    def test_entry_that_cannot_be_read_stops_no_other(self, run, old, new):
        """Its fault is told at every call, with code 2, whether something is owed or not; the others are made."""
        bad = SCHEDULE.replace(old, new).replace("deals-daily", "bad")
        places.SCHEDULE.write_text(bad + SCHEDULE, "utf-8")

        first, again = (mizan("due", "--at", "2026-04-23T12:00+02:00") for _ in range(2))

        assert (first.exit_code, again.exit_code, again.stdout, len(run.calls)) == (2, 2, "", 2)
        assert "done: deals-daily 2026-04-23" in first.stdout
        assert all('mizan: reports/schedule.toml, report 1 ("bad")' in each.stderr for each in (first, again))

    def test_notebook_that_cannot_be_read_stops_no_other(self, run, suite):
        """What is wrong with a notebook is its run's to say."""
        (suite / "notebooks" / "2_talent.ipynb").write_text("{", "utf-8")
        run.codes = {("talent", each): Fault(4, "notebooks/2_talent.ipynb: found none.") for each in ("ar", "en")}
        bad = SCHEDULE.replace("deals-daily", "bad").replace('"deals"', '"talent"')
        places.SCHEDULE.write_text(bad + SCHEDULE, "utf-8")

        result = mizan("due", "--at", "2026-04-23T12:00+02:00")

        assert result.exit_code == 4 and "done: deals-daily 2026-04-23" in result.stdout
        assert "mizan: bad ar: notebooks/2_talent.ipynb: found none." in result.stderr


class TestFresh:
    """`mizan fresh`."""

    @pytest.fixture
    def page(self, run):
        """A page of a schedule that is all done."""
        mizan("due", "--at", NOON)
        return places.SITE / "ar" / "deals" / "2026-04-25.html"

    def test_all_is_well_after_due(self, page):
        """Done periods with untouched pages are fresh."""
        assert mizan("fresh", "--at", NOON).exit_code == 0

    def test_owed_period_is_stale(self, page):
        """One day later a period is owed again."""
        result = mizan("fresh", "--at", "2026-04-26T12:00+03:00")

        assert result.exit_code == 1
        assert result.stderr == (
            "mizan: deals-daily 2026-04-26: stale, due since 2026-04-26T07:00+03:00. Run `mizan due`.\n"
        )

    def test_missing_page_is_told_with_the_command_that_makes_it(self, page, make):
        """The remedy, typed as printed, makes the page again."""
        page.unlink()
        result = mizan("fresh", "--at", NOON)

        assert result.exit_code == 1
        told, remedy = result.stderr.strip().split(" Make it again: mizan ")
        assert told == "mizan: deals-daily 2026-04-25: 2026-04-25.html is missing."
        assert mizan(*remedy.split()).exit_code == 0 and mizan("fresh", "--at", NOON).exit_code == 0

    @pytest.mark.parametrize("ending", [".html", ".json"])
    def test_altered_page_or_manifest_is_told(self, page, ending):
        """A page whose digest is not its manifest's is not what was published."""
        page.with_suffix(ending).write_text('{"sha256": "0"}')

        result = mizan("fresh", "--at", NOON)

        assert result.exit_code == 1 and "2026-04-25.html is altered" in result.stderr


class TestLab:
    """`mizan lab`."""

    def test_opens_the_guide_and_passes_arguments_on(self, monkeypatch):
        """JupyterLab is rooted in the project, run by this Python."""
        begun = []
        monkeypatch.setattr(desk, "become", begun.append)

        assert mizan("lab", "--no-browser", "--port=9999").exit_code == 0

        [[python, *rest]] = begun
        assert python == sys.executable and rest[:2] == ["-m", "jupyterlab"]
        assert f"--ServerApp.root_dir={ROOT}" in rest and rest[-2:] == ["--no-browser", "--port=9999"]
        assert any(word.endswith("default_url=/lab/tree/analysis/explore/lab/guide.md") for word in rest)


class TestMain:
    """The command as a process."""

    def test_unforeseen_fault_is_a_sentence(self, monkeypatch, capsys):
        """No traceback reaches the user unless it is asked for."""
        def broken():
            raise RuntimeError("two\nlines")

        monkeypatch.setattr("analysis.report.names", broken)
        monkeypatch.setattr(sys, "argv", ["mizan", "report", "deals"])

        with pytest.raises(SystemExit) as left:
            cli.main()

        assert left.value.code == 1
        told = capsys.readouterr().err.splitlines()[-1]
        assert told.startswith("mizan: stopped by something unforeseen (RuntimeError: two lines).")

    def test_terminal_of_ascii_is_given_ascii(self):
        """Arabic in a sentence is escaped where the terminal cannot show it, with the right code and no traceback."""
        done = subprocess.run(
            [sys.executable, "-m", "analysis", "report", "صفقات"], cwd=ROOT, capture_output=True, timeout=60,
            env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
        )

        assert done.returncode == 2 and done.stdout == b""
        assert b"\\u0635" in done.stderr and b"Traceback" not in done.stderr

    def test_help_names_every_command(self):
        """`mizan --help` lists what there is."""
        result = mizan("--help")

        assert all(f"  {name} " in result.stdout for name in ("report", "check", "quantities", "due", "fresh", "lab"))
