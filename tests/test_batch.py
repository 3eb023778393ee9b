"""Many reports at once: planned, made side by side, put on the shelf by one process, and ended whole at any moment."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from analysis import report
from analysis.report import Made, batch, execute, export, grids, publish, worklist
from analysis.report.fault import Fault
from tests.test_execute import running
from tests.toybook import held, runnable, stored

ROOT = Path(__file__).parents[1]
FIRSTS = (2001, 2002, 2003)


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A folder of notebooks that the report finds in place of ours."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    monkeypatch.setattr(report.request, "NOTEBOOKS", folder)
    (folder / "0_toy.ipynb").write_text(stored(runnable("x = first")), "utf-8")
    return folder


def asked(*firsts, languages=("ar",), name="toy"):
    return [grids.Wish(name, {"first": str(first), "language": language}, "g.csv", f"row {number}", frozenset({"first"}))
            for number, first in enumerate(firsts, 2) for language in languages]


def planned(out, *firsts, force=False, **how):
    return worklist.draw_up(asked(*firsts, **how), out, lambda package: {}, force=force)


def filled(out, tasks, width=1, **how):
    with batch.Threads(width) as workers:
        return batch.Batch(out, workers, **how).run(tasks)


def files(out):
    """Every file of a shelf but its locks."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*")
            if path.is_file() and ".busy" not in path.parts}


def pretend(monkeypatch, make=None):
    """Pages of a few bytes, made without a kernel."""
    def quick(request, *, limit, hear):
        told = {"title": "t", "kicker": "k", "digits": "latn", "as_of": "2026"}
        return Made(f"<p>{request.slug}", {**held(request), **told}, [])

    monkeypatch.setattr(report, "make", make or quick)
    return quick


class TestPlan:
    """What would be made, and why."""

    def test_reasons_come_from_the_page_on_the_shelf(self, house, tmp_path, monkeypatch):
        """New, current, altered, a notebook or data changed since, forced."""
        pretend(monkeypatch)
        out = tmp_path / "site"

        def reasons(**how):
            return [task.reasons for task in planned(out, 2001, 2002, **how).tasks]

        assert reasons() == [("new",), ("new",)]
        first, second = (one.path for one in filled(out, planned(out, 2001, 2002).tasks))
        assert reasons() == [(), ()] and reasons(force=True) == [("forced",), ("forced",)]
        second.write_text("another")
        assert reasons() == [(), ("altered",)]
        first.unlink()
        (house / "0_toy.ipynb").write_text(stored(runnable("y = first")), "utf-8")
        assert reasons() == [("new",), ("altered",)]
        filled(out, planned(out, 2001, 2002).tasks)
        (house / "0_toy.ipynb").write_text(stored(runnable("z = first")), "utf-8")
        monkeypatch.setattr(report.inputs, "folder", lambda home: "other")
        assert reasons() == 2 * [("notebook changed", "data changed", "seeds changed")]

    def test_a_page_asked_for_twice_is_made_once(self, house, tmp_path, monkeypatch):
        """Rows that come to the same page, a default written out among them, are one; the plan says how many."""
        pretend(monkeypatch)
        found = planned(tmp_path, 2001, 2001, 2005)
        default = worklist.draw_up([grids.Wish("toy", {"language": "ar"}), *asked(2005)], tmp_path, lambda package: {})

        assert (len(found.tasks), found.doubles, len(default.tasks), default.doubles) == (2, 1, 1, 1)
        assert list(found.lines())[:2] == ["2 pages: 2 to make.", "1 page asked for more than once, made once."]

    def test_every_fault_of_every_row_is_told_at_once(self, house, tmp_path):
        """A sentence names file, rows and column; rows with the same fault share one."""
        wrong = [*asked(1800, 1800, "007"), grids.Wish("toy", {"currency": "riyal", "language": "ar"}, "g.csv", "row 9")]

        with pytest.raises(Fault) as refused:
            worklist.draw_up(wrong, tmp_path, lambda package: {})

        assert refused.value.message.splitlines() == [
            'g.csv, rows 2, 3, toy, column first: found "1800", expected a whole number from 1990 to 2100. Nothing was '
            "published.",
            'g.csv, row 4, toy, column first: found "007", expected a whole number from 1990 to 2100. Nothing was '
            "published.",
            'g.csv, row 9, toy, parameter currency: found "riyal", expected one of AED, EGP, EUR, SAR, USD. Nothing was '
            "published.",
        ]

    def test_few_pages_are_named_and_many_are_counted(self, house, tmp_path, monkeypatch):
        """Up to twenty each has its line; beyond that each kind has, unless every page is wanted."""
        pretend(monkeypatch)
        filled(tmp_path, planned(tmp_path, 2001).tasks)
        few, many = planned(tmp_path, 2001, 2002), planned(tmp_path, *range(2000, 2060), languages=("ar", "en"))

        assert list(few.lines()) == [
            "2 pages: 1 to make, 1 current.", "  current  toy ar first=2001", "  make     toy ar first=2002: new",
        ]
        assert list(many.lines()) == [
            "120 pages: 119 to make, 1 current.", "  make     toy, 119 pages: new", "  current  toy, 1 page",
        ]
        assert len(list(many.lines(verbose=True))) == 121

    def test_a_notebook_that_cannot_be_read_stops_no_other(self, house, tmp_path, monkeypatch):
        """It is part of the plan and ends with its own code."""
        pretend(monkeypatch)
        (house / "1_torn.ipynb").write_text("{", "utf-8")
        found = worklist.draw_up([*asked(2001, name="torn"), *asked(2001)], tmp_path, lambda package: {})

        assert next(found.lines()) == "2 pages: 1 to make, 1 that cannot be made."
        assert [one.code for one in filled(tmp_path, found.tasks)] == [4, 0]


class TestShelf:
    """What a batch leaves on the shelf."""

    def test_bytes_are_those_of_single_runs(self, house, tmp_path):
        """Side by side or one after the other, every file of the shelf is the same, the index included."""
        alone, apart = tmp_path / "alone", tmp_path / "apart"

        outcomes = filled(apart, planned(apart, *FIRSTS).tasks, width=2)
        single = [report.run("toy", {"first": str(first)}, "ar", alone) for first in FIRSTS]

        assert [one.code for one in [*outcomes, *single]] == [0] * 6
        assert [one.path.relative_to(apart) for one in outcomes] == [one.path.relative_to(alone) for one in single]
        assert files(apart) == files(alone) and len(files(apart)) == 7

    def test_real_pages_are_those_of_single_runs(self, shelf, tmp_path):
        """A real report made in both languages side by side has the bytes that a single run gave."""
        wanted = [grids.Wish("talent", {"language": language}) for language in ("ar", "en")]

        outcomes = filled(tmp_path, worklist.draw_up(wanted, tmp_path, lambda package: {}).tasks, width=2)

        assert [one.message for one in outcomes] == ["", ""]
        for one in outcomes:
            assert one.path.read_bytes() == (shelf / one.path.relative_to(tmp_path)).read_bytes()

    def test_pages_are_made_side_by_side_and_no_more_at_once_than_asked_for(self, house, tmp_path, monkeypatch):
        """With two workers two pages are under way together, never three; outcomes keep the order of the plan."""
        quick, here, most = pretend(monkeypatch), [], []

        def make(request, **how):
            here.append(request)
            most.append(len(here))
            time.sleep(0.3 if request.values["first"] == 2011 else 0.1)
            here.remove(request)
            return quick(request, **how)

        pretend(monkeypatch, make)
        outcomes = filled(tmp_path, planned(tmp_path, *range(2011, 2017)).tasks, width=2)

        assert max(most) == 2 and [one.variant for one in outcomes] == [f"first={year}" for year in range(2011, 2017)]

    def test_the_index_is_written_once_after_all_pages(self, house, tmp_path, monkeypatch):
        """Not once for each page; and not at all when there was nothing to do."""
        pretend(monkeypatch)
        written = []
        monkeypatch.setattr(publish, "index", lambda out, *told: written.append(len(publish.shelf(out))))

        filled(tmp_path, planned(tmp_path, *FIRSTS).tasks, width=2)
        (tmp_path / "index.html").touch()
        filled(tmp_path, planned(tmp_path, *FIRSTS).tasks, width=2)

        assert written == [3]

    def test_an_index_that_cannot_be_written_is_an_end_of_its_own(self, house, tmp_path, monkeypatch):
        """The pages are published; the storage's sentence and code are not lost."""
        pretend(monkeypatch)

        def full(*told):
            raise Fault(7, "index.html: could not be written.")

        monkeypatch.setattr(publish, "index", full)
        outcomes = filled(tmp_path, planned(tmp_path, 2001).tasks)

        assert [(one.name, one.code, one.message) for one in outcomes] == [
            ("toy", 0, ""), ("index", 7, "index.html: could not be written."),
        ]

    def test_a_failure_stops_no_other(self, house, tmp_path, monkeypatch):
        """A page that fails, a page that another run holds and a fault of ours are ends among the others."""
        quick = pretend(monkeypatch)
        errors = {2001: Fault(4, "cell 3."), 2003: ZeroDivisionError("no")}

        def make(request, **how):
            if error := errors.get(request.values["first"]):
                raise error
            return quick(request, **how)

        pretend(monkeypatch, make)
        todo = planned(tmp_path, 2001, 2002, 2003, 2004).tasks
        with publish.only_one(tmp_path, "toy", "ar", todo[1].request.slug):
            outcomes = filled(tmp_path, todo, width=2)

        assert [one.code for one in outcomes] == [4, 8, 1, 0]
        assert "unforeseen (ZeroDivisionError: no)" in outcomes[2].message

    def test_a_page_that_another_process_made_meanwhile_is_left_alone(self, house, tmp_path, monkeypatch):
        """What the plan says is looked at again under the lock."""
        pretend(monkeypatch)
        todo = planned(tmp_path, 2001).tasks
        filled(tmp_path, planned(tmp_path, 2001).tasks)

        assert [one.status for one in filled(tmp_path, todo)] == ["unchanged"]
        assert [one.status for one in filled(tmp_path, todo, force=True)] == ["published"]

    def test_threads_take_turns_at_writing_pages(self, house, monkeypatch):
        """The habit of months belongs to the process: no page is written while another's is in force."""
        here, most = [], []

        def written(self, nb, resources=None, **kw):
            here.append(1)
            most.append(len(here))
            time.sleep(0.05)
            here.pop()
            return "", {"mizan": {"manifest": {}, "warnings": []}}

        monkeypatch.setattr(execute, "execute", lambda *given, **how: runnable("1"))
        monkeypatch.setattr(report, "sealed", lambda notebook: {"data": {"tables": {}}})
        monkeypatch.setattr(export.PageExporter, "from_notebook_node", written)
        request = report.ask("toy", {"language": "ar"})
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(lambda _: report.make(request), range(8)))

        assert max(most) == 1


SCRIPT = """
import sys
from pathlib import Path
from analysis import report
report.request.NOTEBOOKS = Path(sys.argv.pop(1))
from analysis import cli, edition
edition.choices = lambda data: {}
cli.main()
"""
CELL = """import os, subprocess, time
if first != 2001:
    child = subprocess.Popen(["sleep", "300"])
    open(f"{os.environ['NOTES']}/{first}", "w").write(f"{os.getpid()} {child.pid}")
    time.sleep(300)"""


class TestSignal:
    """Ending a batch from outside."""

    @pytest.mark.parametrize(("number", "code", "kernels"), [(signal.SIGINT, 130, "warm"), (signal.SIGTERM, 143, "cold"),
                                                             (signal.SIGHUP, 129, "warm")])  # fmt: skip
    def test_what_is_done_is_published_and_nothing_is_left_behind(self, house, tmp_path, number, code, kernels):
        """Pages that are whole are on the shelf with their index, kernels and their children are gone, the rest is told."""
        notes, out = tmp_path / "notes", tmp_path / "site"
        notes.mkdir()
        (house / "0_toy.ipynb").write_text(stored(runnable(CELL)), "utf-8")
        (tmp_path / "g.yaml").write_text("first: [2001, 2002, 2003, 2004]\nlanguage: ar\n")

        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, house, "report", "--grid", tmp_path / "g.yaml", "--out", out, "-j2"],
            env={**os.environ, "PYTHONPATH": str(ROOT), "NOTES": str(notes), "MIZAN_KERNELS": kernels},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )
        within(40, lambda: len(list(notes.iterdir())) == 2 and all(note.read_text() for note in notes.iterdir()))
        os.killpg(process.pid, number)  # as a terminal does: to whatever was started, unless it leads its own group
        told, complaints = process.communicate(timeout=20)

        assert process.returncode == code
        pages = publish.shelf(out)
        assert [held["changed"] for _, held in pages] == [{"first": 2001}]
        assert pages[0][0] in (out / "index.html").read_text("utf-8")
        assert "published   toy ar first=2001" in told and "Open" not in told
        name = signal.Signals(number).name
        assert f"mizan: stopped by {name}: 3 pages were not made. Run the same command again for them." in complaints
        pids = [int(pid) for note in notes.iterdir() for pid in note.read_text().split()]
        assert len(pids) == 4 and not any(map(running, pids))
        assert not list(out.rglob(f"{publish.STRAY}*"))


def within(seconds, holds):
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def test_the_number_of_jobs_is_that_of_the_cores_that_may_be_used(monkeypatch):
    """A process held to one core of many gets one worker."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {3})

    assert batch.usable() == 1
