"""Scheduled reports: what is owed at a moment, and doing it once."""

import errno
import json
import os
import signal
import subprocess
import sys
import time as clock
import zoneinfo
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from analysis.report import ledger, schedule
from analysis.report.schedule import Plan, ScheduleFault

ROW = {
    "name": '"deals-daily"', "notebook": '"deals"', "every": '"daily"', "at": '"07:00"', "zone": '"Africa/Cairo"',
    "start": "2026-01-01",
}


@pytest.fixture(autouse=True)
def locked_zones():
    """Take the zones of the locked tzdata, so that an old machine gives the same answers."""
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath(to=before)
    zoneinfo.ZoneInfo.clear_cache()


@dataclass(frozen=True)
class Answer:
    """What a run of a report answers."""

    code: int = 0
    path: Path | None = None


class Runner:
    """A run that only takes note; it fails for the (name, as_of, language) in `failing`."""

    def __init__(self, failing=(), watch=None):
        self.calls, self.failing, self.watch = [], set(failing), watch

    def __call__(self, name, parameters, language, out):
        if self.watch:
            self.watch(parameters["as_of"], language)
        self.calls.append((name, parameters["as_of"], language))
        if (name, parameters["as_of"], language) in self.failing:
            return Answer(4)
        return Answer(0, out / language / name / f"{parameters['as_of']}.html")


def a_plan(**given):
    usual = {"name": "deals-daily", "notebook": "deals", "every": "daily", "at": time(7), "zone": "UTC",
             "start": date(2026, 1, 1), "languages": ("ar",)}
    return Plan(**{**usual, **given})


def at(text):
    return datetime.fromisoformat(text).astimezone(UTC)


def poke(tmp_path, plans, now, run):
    """One call as the command makes it."""
    path = tmp_path / "ledger.json"
    return schedule.do(schedule.owed(plans, ledger.read(path), now), run, path, tmp_path / "site")


def written(tmp_path, text):
    path = tmp_path / "reports" / "schedule.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def row(**changes):
    """A report of a schedule file; a key changed to None is left out."""
    lines = [f"{key} = {value}" for key, value in {**ROW, **changes}.items() if value is not None]
    return "\n".join(["[[report]]", *lines, ""])


def refusals(tmp_path, text):
    with pytest.raises(ScheduleFault) as refused:
        schedule.load(written(tmp_path, text))
    return refused.value.faults


class TestLoad:
    """Reading the schedule file."""

    def test_report_is_read_with_its_defaults(self, tmp_path):
        """Parameters default to none and languages to both."""
        plans = schedule.load(written(tmp_path, row()))

        cairo = ("daily", time(7), "Africa/Cairo", date(2026, 1, 1))
        assert plans == [Plan("deals-daily", "deals", *cairo, {}, ("ar", "en"))]

    def test_parameters_become_text(self, tmp_path):
        """Values reach the notebook as the text a command line would give, digits untouched."""
        table = '{ currency = "SAR", price_year = 2024, smallest = 0.10, second_hand = false, kinds = ["a", "b"] }'

        [plan] = schedule.load(written(tmp_path, row(parameters=table)))

        assert plan.parameters == {
            "currency": "SAR", "price_year": "2024", "smallest": "0.10", "second_hand": "false", "kinds": "a,b",
        }

    def test_schedule_of_the_project_is_in_order(self):
        """reports/schedule.toml holds a monthly and a weekly report, each in both languages."""
        plans = schedule.load(Path(__file__).parents[1] / "reports" / "schedule.toml")

        assert [(plan.notebook, plan.every, plan.languages) for plan in plans] == [
            ("deals", "monthly", ("ar", "en")), ("talent", "weekly", ("ar", "en")),
        ]

    def test_empty_file_schedules_nothing(self, tmp_path):
        """No report is no fault."""
        assert schedule.load(written(tmp_path, "")) == []

    @pytest.mark.parametrize(
        ("changes", "key", "told"),
        [
            ({"notebook": '""'}, "notebook", 'such as "deals"'),
            ({"notebook": "1"}, "notebook", "between quotes"),
            ({"every": '"dayly"'}, "every", "did you mean daily?"),
            ({"every": "1"}, "every", "daily, weekly, monthly"),
            ({"at": '"7:00"'}, "at", '"07:00"'),
            ({"at": '"24:00"'}, "at", '"07:00"'),
            ({"at": '"٠٧:٠٠"'}, "at", '"07:00"'),
            ({"at": "07:00:00"}, "at", "between quotes"),
            ({"zone": '"Africa/Kairo"'}, "zone", "did you mean Africa/Cairo?"),
            ({"zone": '"../UTC"'}, "zone", "IANA"),
            ({"zone": "2"}, "zone", "IANA"),
            ({"start": '"1 June 2025"'}, "start", "2025-06-01"),
            ({"start": '"2025-02-30"'}, "start", "calendar"),
            ({"start": "2025-06-01T07:00:00"}, "start", "2025-06-01"),
            ({"start": "1447-01-01"}, "start", "between 2000 and 2100"),
            ({"start": "true"}, "start", "2025-06-01"),
            ({"languages": '"ar"'}, "languages", "list"),
            ({"languages": "[]"}, "languages", "list"),
            ({"languages": '["ar", "fr"]'}, "languages", "ar, en"),
            ({"languages": '["ar", "ar"]'}, "languages", "ar, en"),
            ({"parameters": '"currency"'}, "parameters", "names with values"),
            ({"parameters": '{as_of = "2026-01-01"}'}, "parameters", "as_of"),
            ({"parameters": '{language = "ar"}'}, "parameters", "`languages`"),
            ({"parameters": "{kinds = [[1]]}"}, "parameters", "plain list"),
            ({"name": '"Deals daily"'}, "name", "hyphens"),
        ],
    )
    def test_wrong_value_is_told_with_its_place_and_remedy(self, tmp_path, changes, key, told):
        """The sentence names the file, the report, the key, what was found and what to write."""
        [fault] = refusals(tmp_path, row(**changes))

        assert fault.startswith("reports/schedule.toml, report 1 (") and f", {key}: found " in fault
        assert told in fault and fault.endswith(".")

    @pytest.mark.parametrize("key", list(ROW))
    def test_missing_key_is_told_with_a_value_to_copy(self, tmp_path, key):
        """Nothing but parameters and languages has a default."""
        [fault] = refusals(tmp_path, row(**{key: None}))

        assert f"found no {key}, expected one. Add {key} = " in fault

    def test_unknown_keys_are_told_with_the_nearest(self, tmp_path):
        """A misspelt key is never passed over, neither at the top nor in a report."""
        top, inner = refusals(tmp_path, "reprot = 1\n" + row(paramters="{}"))

        assert 'found the key "reprot"' in top and "Did you mean report?" in top
        assert 'found the key "paramters"' in inner and "Did you mean parameters?" in inner

    def test_all_faults_are_told_at_once(self, tmp_path):
        """Every fault of every report is in one refusal, in the order of the file."""
        faults = refusals(tmp_path, row(start=None, at='"noon"') + row(name='"b"', zone='"Mars"') + row(name='"b"'))

        assert [fault.split(":")[0] for fault in faults] == [
            'reports/schedule.toml, report 1 ("deals-daily")',
            'reports/schedule.toml, report 1 ("deals-daily"), at',
            'reports/schedule.toml, report 2 ("b"), zone',
            "reports/schedule.toml, report 3, name",
        ]

    def test_reports_that_nothing_is_wrong_with_are_handed_on(self, tmp_path):
        """A fault in one report leaves the others; of two with one name neither is taken."""
        twins = row(name='"b"') + row(name='"b"', at='"08:00"')

        with pytest.raises(ScheduleFault) as refused:
            schedule.load(written(tmp_path, row(name='"a"', at='"noon"') + twins + row(name='"c"')))

        assert [plan.name for plan in refused.value.plans] == ["c"] and len(refused.value.faults) == 2

    @pytest.mark.parametrize(
        "content", [b"[[report", b"\xff\xfe", b"\xef\xbb\xbf", b"report = 1", b"[report]\n", b"report = [1]"]
    )
    def test_file_that_is_no_schedule_is_refused(self, tmp_path, content):
        """Bytes that are no TOML, or TOML of another shape, end in a sentence."""
        path = tmp_path / "schedule.toml"
        path.write_bytes(content)

        with pytest.raises(ScheduleFault, match=r"schedule\.toml: .*\."):
            schedule.load(path)

    def test_missing_file_is_refused_without_the_machines_path(self, tmp_path):
        """The sentence names reports/schedule.toml, not where it lies."""
        with pytest.raises(ScheduleFault, match=r"^reports/schedule\.toml: cannot be read"):
            schedule.load(tmp_path / "reports" / "schedule.toml")


class TestMoment:
    """When the clocks of a zone show a time."""

    @pytest.mark.parametrize(
        ("zone", "day", "wall", "expected"),
        [
            ("Asia/Riyadh", "2026-04-24", "07:00", "2026-04-24T04:00Z"),
            ("Africa/Cairo", "2026-04-24", "00:00", "2026-04-23T22:00Z"),  # clocks go from 00:00 to 01:00
            ("Africa/Cairo", "2026-04-24", "00:30", "2026-04-23T22:00Z"),
            ("Africa/Cairo", "2026-04-24", "01:00", "2026-04-23T22:00Z"),
            ("Africa/Cairo", "2026-10-29", "23:30", "2026-10-29T20:30Z"),  # shown twice
            ("Asia/Beirut", "2026-03-29", "00:00", "2026-03-28T22:00Z"),
            ("Africa/Casablanca", "2026-03-22", "02:30", "2026-03-22T02:00Z"),  # the clocks after Ramadan
            ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00Z"),
            ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30Z"),  # shown twice
            ("Pacific/Apia", "2011-12-30", "07:00", "2011-12-30T10:00Z"),  # a day that Samoa left out
        ],
    )
    def test_clock_changes(self, zone, day, wall, expected):
        """A time shown twice is its first showing; a time skipped is the next that exists."""
        found = schedule.moment(date.fromisoformat(day), time.fromisoformat(wall), zoneinfo.ZoneInfo(zone))

        assert found == datetime.fromisoformat(expected)

    @pytest.mark.parametrize(
        "zone", ["Africa/Cairo", "Asia/Beirut", "Africa/Casablanca", "Asia/Riyadh", "America/New_York"]
    )
    @pytest.mark.parametrize("wall", ["00:00", "00:30", "01:30", "02:30", "23:30"])
    def test_every_day_around_a_clock_change_2025_to_2028(self, zone, wall):
        """The moment is the first at which a walk through real time meets that time or a later one of that day on."""
        place, hour = zoneinfo.ZoneInfo(zone), time.fromisoformat(wall)
        days = [date(2025, 1, 1) + timedelta(days=n) for n in range(4 * 365 + 1)]
        noons = {day: datetime.combine(day, time(12), place).utcoffset() for day in days}
        changes = [b for a, b in pairwise(days) if noons[a] != noons[b]]

        for day in (change + timedelta(days=n) for change in changes for n in (-1, 0, 1)):
            walk = (datetime.combine(day, time(0), UTC) + timedelta(minutes=30 * n) for n in range(-48, 96))
            wanted = datetime.combine(day, hour)
            expected = next(m for m in walk if m.astimezone(place).replace(tzinfo=None) >= wanted)
            assert schedule.moment(day, hour, place) == expected
        assert bool(changes) == (zone != "Asia/Riyadh")


class TestOwed:
    """Which periods are owed."""

    def ends(self, now, **given):
        return [str(period.end) for period in schedule.owed([a_plan(**given)], {}, at(now))]

    def test_period_is_due_at_its_end_and_not_before(self):
        """The first day of a daily report is due the day after its start, on the minute."""
        assert self.ends("2026-01-02T06:59:59+00:00") == []
        assert self.ends("2026-01-02T07:00:00+00:00") == ["2026-01-02"]

    def test_week_counts_from_the_start(self):
        """Weeks end every seven days after the start, whatever day of the week that is."""
        assert self.ends("2026-01-20T00:00+00:00", every="weekly") == ["2026-01-08", "2026-01-15"]

    def test_month_from_the_31st_does_not_drift(self):
        """A short month ends on its last day, and the month after it on the 31st again."""
        assert self.ends("2024-06-01T00:00+00:00", every="monthly", start=date(2023, 12, 31)) == [
            "2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31",
        ]

    def test_month_passes_the_end_of_the_year(self):
        """December is followed by January of the next year."""
        assert self.ends("2026-03-01T00:00+00:00", every="monthly", start=date(2025, 10, 30)) == [
            "2025-11-30", "2025-12-30", "2026-01-30", "2026-02-28",
        ]

    def test_midnight_report_is_owed_once_on_the_day_cairo_skips_midnight(self):
        """The period that ends on 2026-04-24 is owed from 01:00 local time, neither lost nor earlier."""
        cairo = {"zone": "Africa/Cairo", "at": time(0), "start": date(2026, 4, 22)}

        assert self.ends("2026-04-23T21:59+00:00", **cairo) == ["2026-04-23"]
        assert self.ends("2026-04-23T22:00+00:00", **cairo) == ["2026-04-23", "2026-04-24"]
        assert self.ends("2026-04-24T21:00+00:00", **cairo) == ["2026-04-23", "2026-04-24", "2026-04-25"]

    def test_oldest_comes_first_across_reports_and_zones(self):
        """Real time orders what is owed; reports due at one moment keep the schedule's order."""
        plans = [
            a_plan(name="new-york", zone="America/New_York"), a_plan(name="riyadh", zone="Asia/Riyadh"),
            a_plan(name="twin", zone="Asia/Riyadh"),
        ]

        found = schedule.owed(plans, {}, at("2026-01-03T07:00-05:00"))

        assert [(period.plan.name, period.end.day) for period in found] == [
            ("riyadh", 2), ("twin", 2), ("new-york", 2), ("riyadh", 3), ("twin", 3), ("new-york", 3),
        ]

    def test_end_of_the_period_is_the_as_of_of_the_report(self):
        """The run is given the period's end beside the parameters of the schedule."""
        [period] = schedule.owed([a_plan(parameters={"currency": "SAR"})], {}, at("2026-01-02T07:00+00:00"))

        assert period.parameters == {"currency": "SAR", "as_of": "2026-01-02"}

    def test_upcoming_is_the_first_that_is_not_due(self):
        """What comes next is later than now, even on the very minute of a period."""
        found = schedule.upcoming(a_plan(zone="Asia/Riyadh"), at("2026-01-02T07:00+03:00"))

        assert (str(found.end), found.local) == ("2026-01-03", "2026-01-03T07:00+03:00")


class TestDo:
    """Doing what is owed."""

    def test_three_missed_days_are_made_up_once_each(self, tmp_path):
        """Each missed day is done once, oldest first; a second call does nothing."""
        run, now = Runner(), at("2026-01-04T12:00+00:00")

        poke(tmp_path, [a_plan()], now, run)
        assert run.calls == [("deals", f"2026-01-0{day}", "ar") for day in (2, 3, 4)]

        assert poke(tmp_path, [a_plan()], now, run) == []
        assert len(run.calls) == 3

    @pytest.mark.parametrize(("off", "days"), [({"hours": 1}, 0), ({"days": 1}, 1), ({"days": 40}, 40)])
    @pytest.mark.parametrize("pokes", [0, 1, 2, 5])
    def test_any_absence_and_any_number_of_pokes(self, tmp_path, off, days, pokes):
        """However long the machine was off and however often it is poked, each period is done once."""
        run, now = Runner(), at("2026-01-01T07:00+00:00") + timedelta(**off)

        for _ in range(pokes):
            poke(tmp_path, [a_plan()], now, run)

        assert len(run.calls) == len(set(run.calls)) == (days if pokes else 0)

    def test_clock_set_back_does_nothing_twice(self, tmp_path):
        """Periods that were done stay done while the clock shows an earlier time, and after it has caught up."""
        run = Runner()

        for now in ("2026-01-05T08:00+00:00", "2026-01-02T08:00+00:00", "2026-01-05T08:00+00:00"):
            poke(tmp_path, [a_plan()], at(now), run)

        assert [as_of for _, as_of, _ in run.calls] == ["2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05"]

    def test_failed_period_stays_owed_and_later_ones_still_run(self, tmp_path):
        """A day that fails is tried again at the next call, alone."""
        plans, now = [a_plan()], at("2026-01-04T12:00+00:00")
        run, mended = Runner(failing=[("deals", "2026-01-03", "ar")]), Runner()

        answers = poke(tmp_path, plans, now, run)
        poke(tmp_path, plans, now, mended)

        assert [[answer.code for answer in given] for _, given in answers] == [[0], [4], [0]]
        assert mended.calls == [("deals", "2026-01-03", "ar")]

    def test_period_is_owed_until_all_its_languages_are_published(self, tmp_path):
        """A page that fails in one language leaves the period owed; the other language is still made."""
        plans, now = [a_plan(languages=("ar", "en"))], at("2026-01-02T12:00+00:00")
        run = Runner(failing=[("deals", "2026-01-02", "ar")])

        poke(tmp_path, plans, now, run)

        assert [language for _, _, language in run.calls] == ["ar", "en"]
        assert len(schedule.owed(plans, ledger.read(tmp_path / "ledger.json"), now)) == 1

    def test_ledger_is_written_after_publishing(self, tmp_path):
        """While a period is being made it is not in the ledger; a run that breaks off leaves it owed."""
        path = tmp_path / "ledger.json"

        def watch(as_of, language):
            assert as_of not in ledger.read(path).get("deals-daily", {})
            if (as_of, language) == ("2026-01-03", "en"):
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            poke(tmp_path, [a_plan(languages=("ar", "en"))], at("2026-01-05T12:00+00:00"), Runner(watch=watch))

        assert list(ledger.read(path)["deals-daily"]) == ["2026-01-02"]

    def test_ledger_names_the_pages_relative_to_the_shelf(self, tmp_path):
        """No folder of the machine enters the ledger."""
        poke(tmp_path, [a_plan()], at("2026-01-02T12:00+00:00"), Runner())

        assert json.loads((tmp_path / "ledger.json").read_text("utf-8")) == {
            "format": 1, "done": {"deals-daily": {"2026-01-02": ["ar/deals/2026-01-02.html"]}},
        }

    def test_what_another_process_did_meanwhile_is_not_done_twice(self, tmp_path):
        """The ledger is read again under the lock, so a list made before is cut down."""
        path, run = tmp_path / "ledger.json", Runner()
        before = schedule.owed([a_plan()], {}, at("2026-01-03T12:00+00:00"))

        schedule.do(before, run, path, tmp_path)
        schedule.do(before, run, path, tmp_path)

        assert len(run.calls) == 2

    def test_busy_while_another_holds_the_lock(self, tmp_path):
        """A second process does nothing and says so with its own code."""
        with ledger.held(tmp_path / "ledger.lock"), pytest.raises(ledger.Busy, match="another `mizan due`") as busy:
            poke(tmp_path, [a_plan()], at("2026-01-03T12:00+00:00"), Runner())

        assert busy.value.code == 8


class TestLedger:
    """The file that remembers."""

    def test_missing_ledger_is_nothing_done(self, tmp_path):
        """A first run starts from nothing."""
        assert ledger.read(tmp_path / "ledger.json") == {}

    def test_round_trip(self, tmp_path):
        """What is written is read again, Arabic page names included."""
        done = {"deals": {"2026-01-02": ["ar/صفقات.html"]}, "talent": {}}

        ledger.write(tmp_path / "ledger.json", done)

        assert ledger.read(tmp_path / "ledger.json") == done

    @pytest.mark.parametrize(
        "content",
        [
            b"", b"{", b"\xff", b"[]", b"null", b"{}", b'{"format": 2, "done": {}}', b'{"format": 1, "done": []}',
            b'{"format": 1, "done": {"deals": ["2026-01-02"]}}', b'{"format": 1, "done": {"deals": {"2 Jan": []}}}',
            b'{"format": 1, "done": {"deals": {"20260102": []}}}',
            b'{"format": 1, "done": {"deals": {"2026-01-02": [1]}}}',
            b"[" * 100_000,
        ],
    )
    def test_damaged_ledger_is_refused_with_the_remedy(self, tmp_path, content):
        """A damaged ledger is never taken for an empty one."""
        path = tmp_path / "reports" / "ledger.json"
        path.parent.mkdir()
        path.write_bytes(content)

        with pytest.raises(ledger.LedgerFault, match=r"^reports/ledger\.json: found .*delete the file") as refused:
            ledger.read(path)
        assert refused.value.code == 7

    def test_folder_in_place_of_the_ledger_is_refused(self, tmp_path):
        """A path that cannot be read ends in a sentence."""
        with pytest.raises(ledger.LedgerFault, match="cannot be read"):
            ledger.read(tmp_path)

    @pytest.mark.parametrize("step", ["fsync", "replace"])
    def test_failing_disk_leaves_the_earlier_ledger_whole(self, tmp_path, monkeypatch, step):
        """When a step of writing fails the old ledger stays, nothing is left beside it, and the code is storage."""
        path, fired = tmp_path / "ledger.json", []
        ledger.write(path, {"deals": {}})

        def full(*arguments):
            fired.append(step)
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, step, full)
        with pytest.raises(ledger.LedgerFault, match="No space left") as refused:
            ledger.write(path, {"talent": {}})

        assert fired and refused.value.code == 7
        assert ledger.read(path) == {"deals": {}} and os.listdir(tmp_path) == ["ledger.json"]

    @pytest.mark.skipif(sys.platform == "win32", reason="kills by POSIX signals")
    def test_lock_dies_with_its_owner_though_its_child_lives(self, tmp_path):
        """An owner that is killed leaves no lock, even while a program it started goes on."""
        code = (
            "import subprocess, sys; from pathlib import Path; from analysis.report import ledger\n"
            "with ledger.held(Path(sys.argv[1])):\n"
            "    child = subprocess.Popen(['sleep', '60'], close_fds=False, stdout=subprocess.DEVNULL)\n"
            "    print(child.pid, flush=True); child.wait()\n"
        )
        lock = tmp_path / "ledger.lock"
        owner = subprocess.Popen([sys.executable, "-c", code, str(lock)], stdout=subprocess.PIPE, text=True,
                                 cwd=Path(__file__).parents[1])
        child = int(owner.stdout.readline())
        try:
            with pytest.raises(ledger.Busy), ledger.held(lock):
                pass
            owner.kill()
            owner.wait(10)
            os.kill(child, 0)
            with ledger.held(lock):
                pass
        finally:
            os.kill(child, signal.SIGKILL)
            owner.stdout.close()

    @pytest.mark.skipif(sys.platform == "win32", reason="kills by POSIX signals")
    def test_killed_writer_never_leaves_a_torn_ledger(self, tmp_path):
        """Whenever the writer is killed, the ledger that is read is one that was written whole."""
        code = (
            "import sys; from pathlib import Path; from analysis.report import ledger\n"
            "for n in range(10**9):\n"
            "    ledger.write(Path(sys.argv[1]), {'deals': {'2026-01-02': [f'{n}' * 2000]}})\n"
            "    n or print('written', flush=True)\n"
        )
        path = tmp_path / "ledger.json"
        for round_ in range(5):
            writer = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE,
                                      cwd=Path(__file__).parents[1])
            writer.stdout.readline()
            clock.sleep(0.01 + round_ * 0.007)
            writer.kill()
            writer.wait(10)
            writer.stdout.close()
            assert ledger.read(path)["deals"]["2026-01-02"]
