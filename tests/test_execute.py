"""Running a notebook: what counts as done, how each kind of failure is told, and that nothing is left behind."""

import os
import tempfile
import time
from pathlib import Path

import pytest

from analysis import report
from analysis.report import execute as machine
from analysis.report import forked
from analysis.report.execute import execute
from analysis.report.fault import Fault
from tests.toybook import code, runnable, stored

GIVEN = {"language": "ar", "currency": "SAR", "first": 2012}


def fault(*cells: str, given=GIVEN, **how) -> Fault:
    with pytest.raises(Fault) as caught:
        execute(runnable(*cells, **{k: how.pop(k) for k in ("sealed",) if k in how}), given, **how)
    return caught.value


def test_parameters_reach_the_cells():
    """A cell sees the values given, not the defaults."""
    done = execute(runnable("f'{currency} {first + 1} {language}'"), GIVEN)

    assert done.cells[-2].outputs[0]["data"]["text/plain"] == "'SAR 2013 ar'"


@pytest.mark.parametrize(
    "value", ["'; import os; os._exit(3); '", '"""', "{currency}", "\\", "ع\u202e", "__import__('os')"]
)
def test_parameters_are_data_never_code(value):
    """Text that looks like code arrives in the notebook as the same text."""
    done = execute(runnable("[ord(c) for c in currency]"), {**GIVEN, "currency": value})

    arrived = done.cells[-2].outputs[0]["data"]["text/plain"].strip("[]").replace("\n", "")
    assert arrived == ", ".join(str(ord(c)) for c in value)


def test_error_names_the_cell_its_heading_and_the_reason():
    """A failing cell is told by its number as stored, its heading in the page's language, and its last line."""
    told = fault("x = 1", "1 / 0")

    assert told.code == 4
    assert told.message == 'cell 8, under "القسم": ZeroDivisionError: division by zero. Nothing was published.'
    assert 'under "The section"' in fault("1 / 0", given={**GIVEN, "language": "en"}).message


@pytest.mark.parametrize(("source", "code"), [
    ("class DataFault(Exception): pass\nraise DataFault('data/deals.csv, line 3')", 3),
    ("from analysis.parameters import BadParameter\nraise BadParameter(['parameter x'])", 2),
    ("import sys; sys.exit(0)", 4),
    ("raise KeyboardInterrupt", 4),
    ("input()", 4),
    ("import os; os._exit(0)", 6),
    ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 6),
])
def test_each_kind_of_failure_has_its_code(source, code):
    """Bad data, a bad parameter, a cell that gives up and a kernel that dies are told apart."""
    assert fault(source).code == code


def test_missing_seal_is_a_failure():
    """A notebook whose last cell sets no seal did not come to its end, though no cell failed."""
    told = fault("x = 1", sealed=False)

    assert told.code == 4 and "found no seal" in told.message


def test_seal_in_an_earlier_cell_does_not_count():
    """The seal is the last word; what comes after it would be unsealed."""
    notebook = runnable("x = 1")
    notebook.cells.append(code("y = 2"))

    with pytest.raises(Fault, match="found no seal"):
        execute(notebook, GIVEN)


@pytest.mark.parametrize("source", [
    "while True: pass", "import time; time.sleep(60)", "sum(range(10**12))",
    "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
])
def test_a_run_ends_at_its_limit(source):
    """Whatever a cell does, the run is over soon after its limit and says that it was out of time."""
    started = time.monotonic()

    told = fault(source, limit=3)

    assert told.code == 5 and "still running after 3 seconds" in told.message
    assert time.monotonic() - started < 15


def test_no_process_and_no_file_is_left_behind(tmp_path):
    """A child that holds on is ended with the kernel, and the scratch folder is gone."""
    note = tmp_path / "pids"
    cell = f"import os, subprocess; p = subprocess.Popen(['sleep', '300']); " \
           f"open({str(note)!r}, 'w').write(f'{{os.getpid()}} {{p.pid}} {{os.getcwd()}}');"

    execute(runnable(cell), GIVEN)

    kernel, child, desk = note.read_text().split()
    assert not running(int(kernel)) and not running(int(child))
    assert not Path(desk).exists() and Path(desk).is_relative_to(tempfile.gettempdir())


def running(pid: int) -> bool:
    """Whether a process is there; one that only waits to be collected is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_much_output_does_not_stop_a_run():
    """A cell that prints a hundred thousand lines is run like any other."""
    done = execute(runnable("for i in range(100_000): print(i)"), GIVEN, limit=60)

    assert sum(output["text"].count("\n") for output in done.cells[-2].outputs) == 100_000


def test_without_private_sockets_the_kernel_is_reached_encrypted(monkeypatch, capfd):
    """Where a socket cannot lie in the scratch folder, cells still run, and ipykernel does not warn of open traffic."""
    monkeypatch.setattr(forked, "LONGEST_SOCKET", 0)

    assert execute(runnable("x = 1"), GIVEN)
    assert "without encryption" not in capfd.readouterr().err


def test_explore_cells_are_not_run():
    """Cells for JupyterLab only are left out."""
    notebook = runnable("x = 1")
    notebook.cells.insert(-1, code("1 / 0", "explore"))

    assert execute(notebook, GIVEN)


def test_the_kernel_is_settled():
    """The environment of a run does not depend on the machine's."""
    names = ("PYTHONHASHSEED", "MPLBACKEND", "OPENBLAS_NUM_THREADS", "TZ")
    done = execute(runnable(f"import os; [os.environ[name] for name in {names}]"), GIVEN)

    assert done.cells[-2].outputs[0]["data"]["text/plain"] == "['0', 'agg', '1', 'UTC']"


def test_the_readers_own_startup_files_are_not_run(tmp_path, monkeypatch):
    """IPython's startup folder of the person who runs a report has no part in it."""
    folder = tmp_path / "profile_default" / "startup"
    folder.mkdir(parents=True)
    (folder / "own.py").write_text("own = 5")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))

    done = execute(runnable("'own' in globals()"), GIVEN)

    assert done.cells[-2].outputs[0]["data"]["text/plain"] == "False"


def test_progress_is_told_in_order():
    """A run tells when its kernel starts and which cell it has reached."""
    heard: list[str] = []

    execute(runnable("x = 1"), GIVEN, hear=heard.append)

    assert heard[0] == "kernel" and heard[1] == "cell 1/7" and heard[-1] == "cell 7/7"


def test_messages_name_no_folder_of_this_machine():
    """An error that quotes a path shows none of this machine's folders."""
    home, root = str(Path.home()), str(Path(machine.__file__).parents[2])
    scratch = tempfile.gettempdir()
    told = fault(f"raise OSError({f'{root}/data/x.csv {home}/secret {scratch}/t file://{root}/y, in {root}.'!r})").message

    assert "data/x.csv" in told
    assert all(f"{folder}/" not in told for folder in (home, root, scratch)) and f"in {root}" not in told


def test_full_disk_for_scratch_is_a_storage_fault(monkeypatch):
    """No room for the scratch folder is told as storage, with what to do."""
    def full(*args, **kwargs):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(tempfile, "mkdtemp", full)

    assert fault("x = 1").code == 7


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A folder of notebooks that the report finds in place of ours."""
    folder = tmp_path / "notebooks {0}"
    folder.mkdir()
    monkeypatch.setattr(report.request, "NOTEBOOKS", folder)
    (folder / "0_toy.ipynb").write_text(stored(runnable("x = 1")), "utf-8")
    return folder


def test_run_publishes_then_finds_nothing_to_do(house, tmp_path):
    """The first run publishes, the second leaves the page alone, a forced one makes the same bytes."""
    out = tmp_path / "site"
    heard: list[tuple] = []

    first = report.run("toy", {}, "ar", out, progress=lambda *event: heard.append(event))
    content = first.path.read_bytes()
    second = report.run("toy", {}, "ar", out)
    third = report.run("toy", {}, "ar", out, force=True)

    assert (first.code, first.status, first.message) == (0, "published", "")
    assert (second.status, third.status) == ("unchanged", "published")
    assert first.path == out / "ar" / "toy.html" and third.path.read_bytes() == content
    assert heard[0][:3] == ("toy", "ar", "kernel") and heard[-1][2] == "shelf"
    assert (out / "index.html").is_file()


def test_run_leaves_nothing_beside_the_notebook(house, tmp_path):
    """The folder of notebooks holds after a run what it held before."""
    before = {path: path.read_bytes() for path in house.iterdir()}

    report.run("toy", {}, "ar", tmp_path / "site")

    assert {path: path.read_bytes() for path in house.iterdir()} == before


def test_failed_run_leaves_the_earlier_page(house, tmp_path):
    """A notebook that fails keeps the earlier page as it was and says why."""
    out = tmp_path / "site"
    earlier = report.run("toy", {}, "ar", out).path
    content = earlier.read_bytes()
    (house / "0_toy.ipynb").write_text(stored(runnable("1 / 0")), "utf-8")

    outcome = report.run("toy", {}, "ar", out)

    assert (outcome.code, outcome.status, outcome.path) == (4, "failed", earlier)
    assert "ZeroDivisionError" in outcome.message and earlier.read_bytes() == content


def test_other_parameters_make_another_page(house, tmp_path):
    """A page with other parameters lies in a folder of the report's name, linked to its twin and the index."""
    outcome = report.run("toy", {"first": "2012"}, "en", tmp_path)

    page = outcome.path.read_text("utf-8")
    assert outcome.path.parent == tmp_path / "en" / "toy" and outcome.path.name.startswith("first-2012-")
    assert f'href="../../ar/toy/{outcome.path.name}"' in page and 'href="../../index.html"' in page
    assert "first=2012" in page and "mizan report toy --language en -p first 2012" in page


@pytest.mark.parametrize(("name", "given", "language", "told"), [
    ("tog", {}, "ar", "did you mean toy?"),
    ("../toy", {}, "ar", "there is none of that name"),
    ("https://x.org/a.ipynb", {}, "ar", "there is none of that name"),
    ("toy", {"frist": "1"}, "ar", "did you mean first?"),
    ("toy", {}, "fr", "parameter language"),
    ("toy", {"first": "x"}, "ar", "parameter first"),
])
def test_bad_requests_are_refused_before_anything_runs(house, tmp_path, name, given, language, told):
    """A wrong name, parameter or language gives code 2 and writes nothing."""
    out = tmp_path / "site"

    outcome = report.run(name, given, language, out)

    assert outcome.code == 2 and told in outcome.message and not out.exists()


def test_broken_notebook_file_is_told(house, tmp_path):
    """A notebook that is no JSON gives a sentence, not a stack."""
    (house / "0_toy.ipynb").write_text("{", "utf-8")

    outcome = report.run("toy", {}, "ar", tmp_path)

    assert outcome.code == 4 and "notebooks/0_toy.ipynb" in outcome.message
