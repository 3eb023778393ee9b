"""Pages made by a Dask cluster: the same bytes, published once, whatever happens to its workers."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import report
from analysis.report import batch, cluster, publish, worklist
from analysis.report.fault import Fault
from tests.test_batch import CELL, SCRIPT, files, filled, planned, within
from tests.test_execute import running
from tests.toybook import runnable, stored

ROOT = Path(__file__).parents[1]
NO_TLS = {"tls_ca": None, "tls_cert": None, "tls_key": None, "insecure_cluster": False}
KILLER = """import os, signal, pathlib, psutil
worker = next(one.pid for one in psutil.Process().parents() if "spawn_main" in " ".join(one.cmdline()))
note = pathlib.Path(os.environ["NOTES"]) / str(first)
if first == 2002 and not note.exists() or first == 2004:
    note.touch()
    os.kill(worker, signal.SIGKILL)"""

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning:distributed", "ignore::ResourceWarning:asyncio")


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A folder of notebooks that the report finds in place of ours."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    monkeypatch.setattr(report.request, "NOTEBOOKS", folder)
    (folder / "0_toy.ipynb").write_text(stored(runnable("x = first")), "utf-8")
    return folder


@pytest.fixture(scope="module")
def notes(tmp_path_factory):
    """Where cells leave a word for the test, by a variable that they inherit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NOTES", str(tmp_path_factory.mktemp("notes")))
        patch.setenv("MIZAN_KERNELS", "cold")  # toys need none of what is loaded ahead
        yield Path(os.environ["NOTES"])


@pytest.fixture(scope="module")
def workers(notes):
    """A cluster of two processes on loopback."""
    with cluster.opened("local", 2, **NO_TLS) as there:
        yield there


def spread(out, tasks, workers, **how):
    return batch.Batch(out, workers, **how).run(tasks)


def test_bytes_are_those_of_threads(house, tmp_path, workers):
    """Every file of the shelf is the same."""
    here, there = tmp_path / "here", tmp_path / "there"

    outcomes = spread(there, planned(there, 2001, 2002, 2003).tasks, workers)
    filled(here, planned(here, 2001, 2002, 2003).tasks)

    assert [one.message for one in outcomes] == [""] * 3
    assert files(there) == files(here) and len(files(here)) == 7


def test_real_pages_are_those_of_single_runs(shelf, tmp_path, workers):
    """A real report in both languages has the bytes that a single run gave."""
    wanted = [worklist.Wish("talent", {"language": language}) for language in ("ar", "en")]

    outcomes = spread(tmp_path, worklist.draw_up(wanted, tmp_path, lambda package: {}).tasks, workers)

    assert [one.message for one in outcomes] == ["", ""]
    for one in outcomes:
        assert one.path.read_bytes() == (shelf / one.path.relative_to(tmp_path)).read_bytes()


def test_lost_workers_cost_no_page_and_poison_stops_no_other(house, tmp_path, workers, notes, monkeypatch):
    """A worker killed once: its page is made again, and published once. What kills every worker ends with code 6, alone."""
    (house / "0_toy.ipynb").write_text(stored(runnable(KILLER)), "utf-8")
    published = []
    put = publish.publish
    monkeypatch.setattr(publish, "publish", lambda *given: published.append(given[2]["slug"]) or put(*given))

    outcomes = spread(tmp_path / "site", planned(tmp_path / "site", 2001, 2002, 2003, 2004, 2006).tasks, workers)

    assert sorted(note.name for note in notes.iterdir()) == ["2002", "2004"]  # both faults fired
    assert [one.code for one in outcomes] == [0, 0, 0, 6, 0]
    assert "several workers of the cluster died while making it" in outcomes[3].message
    assert len(published) == len(set(published)) == 4 == len(publish.shelf(tmp_path / "site"))


def test_failures_come_back_with_their_code(house, tmp_path, workers):
    """A notebook that fails on a worker is told as one that fails here."""
    (house / "0_toy.ipynb").write_text(stored(runnable("1 / 0")), "utf-8")

    [outcome] = spread(tmp_path, planned(tmp_path, 2001).tasks, workers)

    assert outcome.code == 4 and "ZeroDivisionError: division by zero" in outcome.message


def test_worker_with_other_code_or_data_is_refused(house, tmp_path, workers, monkeypatch):
    """A request made by another edition of the suite is not run, and a cluster of one is not used."""
    todo = planned(tmp_path, 2001).tasks
    true = cluster.prints
    monkeypatch.setattr(cluster, "prints", lambda request=None: {**true(request), "code": "0", "data": "1"})

    [outcome] = spread(tmp_path, todo, workers)

    assert outcome.code == 2 and "a worker of the cluster has other code, data than this process." in outcome.message
    monkeypatch.setattr(cluster, "prints", lambda request=None: {**true(request), "code": "0", "lock": "0"})
    with pytest.raises(Fault, match=r"--dask: the worker at tcp://127\.0\.0\.1:\d+ has other code, lock than this process"):
        cluster.alike(workers.client)


def test_page_names_nothing_of_the_cluster(house, tmp_path, workers):
    """No address, name or folder of a worker is in the page or its manifest."""
    spread(tmp_path, planned(tmp_path, 2001).tasks, workers)

    seen = b"".join(content for content in files(tmp_path).values())
    assert not [word for word in ("127.0.0.1", "tcp://", "dask", str(tmp_path), "LocalCluster") if word.encode() in seen]


@pytest.mark.parametrize(("address", "how", "told"), [
    ("127.0.0.1:8786", {}, 'found "127.0.0.1:8786", expected local, tcp://HOST:PORT or tls://HOST:PORT'),
    ("http://127.0.0.1:80", {}, "expected local, tcp://"),
    ("tcp://me:word@127.0.0.1:1", {}, "expected local, tcp://"),
    ("tcp://10.0.0.5:8786", {}, "--dask: found 10.0.0.5, which is not this machine, without TLS"),
    ("tcp://localhost.example.org:8786", {}, "which is not this machine"),
    ("tcp://127.0.0.1", {}, "expected local, tcp://HOST:PORT"),
    ("tcp://127.0.0.1:port", {}, "expected local, tcp://HOST:PORT"),
    ("tcp://127.0.0.1:99999", {}, "expected local, tcp://HOST:PORT"),
    ("tcp://127.0.0.1:8786/x", {}, "expected local, tcp://HOST:PORT"),
    ("", {}, 'found "", expected local'),
    ("tcp://127.0.0.1:8786", {"tls_ca": Path("ca.pem")}, "found TLS without all its files"),
    ("tls://10.0.0.5:8786", {}, "without all its files, expected --tls-ca, --tls-cert and --tls-key"),
    ("tls://10.0.0.5:8786", dict.fromkeys(("tls_ca", "tls_cert", "tls_key"), Path("ca.pem")), "ca.pem: found no such file"),
])  # fmt: skip
def test_address_is_refused_before_anything_is_asked(address, how, told):
    """What is no address, or would send code where others may listen, has code 2."""
    with pytest.raises(Fault) as refused, cluster.opened(address, 1, **{**NO_TLS, **how}):
        pass

    assert refused.value.code == 2 and told in refused.value.message


def test_nobody_there_is_code_6(monkeypatch):
    """A cluster that does not answer is told at once; on loopback, and elsewhere when that was allowed."""
    monkeypatch.setattr(cluster, "CALM", 1)
    for address, how in (("tcp://127.0.0.1:9", {}), ("tcp://192.0.2.1:9", {"insecure_cluster": True})):
        there = cluster.opened(address, 1, **{**NO_TLS, **how})
        with pytest.raises(Fault, match=r"--dask: nobody answers there") as refused, there:
            pass
        assert refused.value.code == 6


@pytest.mark.parametrize("status", ["closing", "closed"])
def test_a_cluster_that_is_lost_ends_every_page_that_is_left(house, tmp_path, status):
    """When the client has given its scheduler up, the pages still to be made fail as one did, and ending waits for none."""
    with cluster.opened("local", 1, **NO_TLS) as there:
        if status == "closed":
            there.client.close()
        else:
            there.client.status = status
        outcomes = spread(tmp_path, planned(tmp_path, 2001, 2002).tasks, there)
        there.under_way.add(batch.Future())
        there.end()
        there.client.status = "closed" if status == "closed" else "running"

    assert [one.code for one in outcomes] == [6, 6]
    assert all("the cluster was lost" in one.message for one in outcomes)


def test_files_of_tls_that_are_none_are_refused(tmp_path):
    """They are what is wrong, not the address."""
    import distributed

    (tmp_path / "x.pem").write_text("no certificate")

    with pytest.raises(Fault, match="found files of TLS that cannot be taken, expected PEM") as refused:
        cluster.secured(distributed, *[tmp_path / "x.pem"] * 3)
    assert refused.value.code == 2


def test_tls_files_reach_dask(tmp_path, monkeypatch):
    """The three files become Dask's own setting, encryption required."""
    import distributed

    monkeypatch.setattr(distributed.Security, "get_connection_args", lambda *given: {})
    made = cluster.secured(distributed, *(tmp_path / name for name in ("ca.pem", "cert.pem", "key.pem")))

    assert (made.tls_ca_file, made.tls_client_cert, made.tls_client_key) == tuple(
        str(tmp_path / name) for name in ("ca.pem", "cert.pem", "key.pem")
    )
    assert made.require_encryption is True


def test_without_dask_one_is_told_what_to_install(monkeypatch):
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(Fault, match=r"Install it: pip install 'mizan\[cluster\]'"):
        cluster.library()


def test_interrupted_cluster_leaves_no_process(house, tmp_path, monkeypatch):
    """Ctrl-C: what is done is published, workers and kernels and their children are gone."""
    notes, out = tmp_path / "notes", tmp_path / "site"
    notes.mkdir()
    (house / "0_toy.ipynb").write_text(stored(runnable(CELL)), "utf-8")
    (tmp_path / "g.yaml").write_text("first: [2001, 2002, 2003, 2004]\nlanguage: ar\n")

    asked = ["report", "--grid", tmp_path / "g.yaml", "--out", out, "-j2", "--dask", "local"]
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, house, *asked],
        env={**os.environ, "PYTHONPATH": str(ROOT), "NOTES": str(notes), "MIZAN_KERNELS": "cold"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )
    within(60, lambda: len(list(notes.iterdir())) == 2 and all(note.read_text() for note in notes.iterdir()))
    os.killpg(process.pid, signal.SIGINT)
    _, complaints = process.communicate(timeout=40)

    assert process.returncode == 130, complaints
    assert [held["changed"] for _, held in publish.shelf(out)] == [{"first": 2001}]
    assert "3 pages were not made" in complaints and "Traceback" not in complaints
    pids = [int(pid) for note in notes.iterdir() for pid in note.read_text().split()]
    assert len(pids) == 4 and not any(map(running, pids))
    session = ["ps", "-o", "pid=", "-s", str(process.pid)]
    within(5, lambda: not subprocess.run(session, capture_output=True, text=True).stdout.split())
