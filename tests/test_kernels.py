"""Warm kernels: whatever starts them, they are equal to cold ones, know nothing of each other, and leave nothing behind."""

import asyncio
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpec

from analysis.report import forked, kernels
from analysis.report.environment import SETTINGS, environment
from analysis.report.execute import execute
from tests.test_execute import GIVEN, running
from tests.toybook import runnable

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kernels are forked on Linux alone")
ROOT = Path(__file__).parents[1]
MOTHER = "open(f'/proc/{os.getppid()}/cmdline').read().split(chr(0))[2]"
STATE = """
import os, sys, json, random, signal, resource, locale, warnings, decimal, matplotlib, numpy, pandas, seaborn
from matplotlib.text import Text
from analysis import charts, language
json.dumps({
    "names": sorted(n for n in globals() if not n.startswith("_")),
    "rc": {k: repr(v) for k, v in matplotlib.rcParams.items()},
    "environment": {k: v for k, v in os.environ.items() if not k.startswith(("JPY", "IPYTHONDIR"))},
    "cwd": os.listdir("."), "path": sys.path, "limits": resource.getrlimit(resource.RLIMIT_NOFILE),
    "mask": [os.umask(0o22), os.umask(0o22)][0], "hook": Text._get_layout.__module__, "filters": len(warnings.filters),
    "interrupt": repr(signal.getsignal(signal.SIGINT)), "decimals": repr(decimal.getcontext()),
    "locale": locale.setlocale(0),
    "options": pandas.get_option("display.max_rows"), "hash": hash("ميزان"), "group": os.getpgid(0) == os.getpid(),
    "figures": matplotlib.pyplot.get_fignums() if "matplotlib.pyplot" in sys.modules else [],
    "open": sorted({os.readlink(f"/proc/self/fd/{f}").split(":")[0] for f in os.listdir("/proc/self/fd")
                    if os.path.exists(f"/proc/self/fd/{f}")} - {"anon_inode", "socket", "pipe", "/dev/null"}),
})
"""
SPOIL = """
import os, random, builtins, decimal, warnings, numpy, pandas, matplotlib, analysis.deals, analysis.charts as charts
leaked = 1
matplotlib.rcParams["font.size"] = 31
charts.adopt("ar")
random.seed(1); numpy.random.seed(1)
analysis.deals.priced = builtins.leaked = None
pandas.set_option("display.max_rows", 3)
os.environ["LEAKED"] = "1"
decimal.getcontext().prec = 3
warnings.simplefilter("ignore")
os.umask(0)
open("leaked.txt", "w").write("1");
"""


@asynccontextmanager
async def kernel(folder: Path, **env: str):
    """A kernel as a run has it, and a function that runs a cell in it and gives what it shows."""
    (folder / "ipython").mkdir(parents=True)
    (folder / "desk").mkdir()
    manager = kernels.manager(folder)
    await manager.start_kernel(env=environment(folder) | env, cwd=str(folder / "desk"))
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(timeout=60)

    async def run(cell: str) -> str:
        shown: list[str] = []

        def hear(message):
            content = message["content"]
            shown.extend(content.get("data", {}).get("text/plain", "").splitlines() or content.get("traceback", []))

        await client._async_execute_interactive(textwrap.dedent(cell), output_hook=hear, timeout=60)
        return "\n".join(shown)

    run.ready = lambda: client.wait_for_ready(timeout=60)
    try:
        yield manager, run
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


def shown(cell: str, folder: Path, **env: str) -> str:
    async def once() -> str:
        async with kernel(folder, **env) as (_, run):
            return await run(cell)

    return asyncio.run(once())


def state(folder: Path) -> dict:
    return json.loads(eval(shown(STATE, folder)))


def test_a_warm_kernel_is_equal_to_a_cold_one(tmp_path, monkeypatch):
    """Names, settings, environment, folder, limits, signals, streams and open files are those of a kernel started cold."""
    warm = state(tmp_path / "warm")
    assert forked.zygotes
    monkeypatch.setenv("MIZAN_KERNELS", "cold")
    cold = state(tmp_path / "cold")

    cold["environment"].pop("MIZAN_KERNELS")
    assert {key for key in cold if cold[key] != warm[key]} == set()


def test_no_run_leaves_anything_for_the_next(tmp_path):
    """Variables, rcParams, hooks, monkeypatches, options, environment and files of one run are not seen by later ones."""
    before = state(tmp_path / "before")

    assert "Error" not in shown(SPOIL, tmp_path / "spoilt")

    for n in range(3):  # whatever spare was forked before or after
        assert state(tmp_path / f"after{n}") == before


def test_a_report_runs_in_a_forked_kernel():
    """The engine of reports gets its kernels from the preloaded process as well, with nbclient's own arguments."""
    forked.close()
    forked.stand_by()
    (ahead,) = forked.zygotes.values()

    done = execute(runnable(f"import os; {MOTHER}"), GIVEN)

    assert list(forked.zygotes.values()) == [ahead] and ahead.process.poll() is None
    assert done.cells[-2].outputs[0]["data"]["text/plain"] == "'analysis.report.zygote'"


def test_kernels_do_not_draw_the_same_random_numbers(tmp_path):
    """A fork shares the state of its random generators, so each kernel seeds its own."""
    cell = "import random, numpy, secrets; [random.random(), numpy.random.random(), secrets.token_hex()]"
    drawn = [eval(shown(cell, tmp_path / str(n))) for n in range(2)]

    assert all(one != other for one, other in zip(*drawn, strict=True))


def test_an_interrupt_ends_the_cell_and_not_the_kernel(tmp_path):
    """A signal reaches the kernel's process group, children included, and no other kernel."""
    async def interrupted():
        async with kernel(tmp_path / "one") as (manager, run), kernel(tmp_path / "two") as (_, other):
            await run("x = 41")
            await other("x = 1")
            loop = asyncio.create_task(run("while True: pass"))
            await asyncio.sleep(0.5)
            await manager.interrupt_kernel()
            assert "KeyboardInterrupt" in await loop
            return await run("x + 1"), await other("x")

    assert asyncio.run(interrupted()) == ("42", "1")


def test_a_restarted_kernel_keeps_its_address(tmp_path):
    """Clients of a restarted kernel go on where they were, in a process that knows nothing of the first."""
    async def restarted():
        async with kernel(tmp_path / "one") as (manager, run):
            first = await run("import os; leaked = 1; os.getpid()")
            await manager.restart_kernel(now=True)
            await run.ready()
            second = await run("(os.getpid() if 'os' in globals() else __import__('os').getpid()), 'leaked' in globals()")
            return int(first), eval(second)

    first, (second, leaked) = asyncio.run(restarted())
    assert first != second and not leaked and not running(first)


def test_limits_and_mask_are_the_owners(tmp_path):
    """A kernel takes on what its owner is held to when it starts it, not what the zygote was."""
    shown("1", tmp_path / "first")
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    mask = os.umask(0o027)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (512, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
        cell = "import os, resource; [resource.getrlimit(resource.RLIMIT_NOFILE)[0], os.umask(0)]"
        seen = shown(cell, tmp_path / "second")
    finally:
        os.umask(mask)
        resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    assert eval(seen) == [512, 0o027] and (soft, hard) == resource.getrlimit(resource.RLIMIT_CORE)


def test_what_python_reads_when_it_starts_gets_a_process_of_its_own(tmp_path):
    """Another hash seed or time zone in the environment is as it would be in a cold kernel."""
    usual = shown("hash('ميزان')", tmp_path / "usual")
    zone = "import time; time.tzname[0]"

    assert shown("hash('ميزان')", tmp_path / "seed", PYTHONHASHSEED="7") != usual
    assert shown(zone, tmp_path / "zone", TZ="Asia/Riyadh") == "'+03'"


def test_changed_code_is_never_run_from_memory(monkeypatch):
    """A zygote whose package changed on the disk is retired, and the next kernel is forked from a new one."""
    env = {**os.environ, **SETTINGS, "PYTHONPATH": str(ROOT)}
    first = forked.zygote(env, [], [], "json")
    assert forked.zygote(env, [], [], "json") is first
    monkeypatch.setattr(forked, "stamp", lambda: ("changed",))

    second = forked.zygote(env, [], [], "json")

    assert second is not first and second.process.pid != first.process.pid
    first.process.wait(10)  # without kernels of its own it ends


@pytest.mark.parametrize(("preload", "why"), [("no_such_module", "No module named"), ("threaded", "started 1 threads")])
def test_where_nothing_can_be_preloaded_kernels_start_cold(preload, why, tmp_path, monkeypatch, capfd):
    """A module that cannot be loaded, or that starts threads, is told of and is no reason for a run to fail."""
    (tmp_path / "threaded.py").write_text("import threading, time\nthreading.Thread(target=time.sleep, args=(9,)).start()\n")
    spec = kernels.manager(tmp_path).kernel_spec.to_dict()
    spec["metadata"]["kernel_provisioner"]["config"] = {"preload": preload}
    monkeypatch.setattr(kernels.OwnPython, "kernel_spec", KernelSpec(name="python3", **spec))

    async def launched():
        async with kernel(tmp_path / "run", PYTHONPATH=f"{ROOT}:{tmp_path}") as (manager, run):
            return type(manager.provisioner.process), await run("1 + 1")

    assert asyncio.run(launched()) == (subprocess.Popen, "2")
    assert why in capfd.readouterr().err


def test_a_killed_zygote_takes_its_kernels_and_is_replaced(tmp_path):
    """A run under way is told as a dead kernel; the next one is served by a new preloaded process."""
    async def orphaned():
        async with kernel(tmp_path / "one") as (manager, run):
            pid = int(await run("import os; os.getpid()"))
            os.kill(manager.provisioner.process.zygote.process.pid, signal.SIGKILL)
            manager.provisioner.process.zygote.process.wait()
            alive = await manager.is_alive()
            for _ in range(60):
                if not running(pid):
                    break
                await asyncio.sleep(0.1)
            return alive, running(pid)

    assert asyncio.run(orphaned()) == (False, False)
    assert shown("1 + 1", tmp_path / "next") == "2"


OWNER = """
import asyncio, os, sys, tempfile, time
from pathlib import Path
from analysis.report import kernels
from analysis.report.environment import environment
async def main():
    folder = Path(tempfile.mkdtemp()); (folder / "ipython").mkdir()
    manager = kernels.manager(folder)
    await manager.start_kernel(env=environment(folder), cwd=str(folder))
    print(manager.provisioner.process.zygote.process.pid, manager.provisioner.process.pid, flush=True)
    time.sleep(60)
asyncio.run(main())
"""


def test_nothing_outlives_an_owner_that_is_killed():
    """Zygote, spares and kernels end with the process that they serve, even when it has no time to say so."""
    owner = subprocess.Popen([sys.executable, "-c", OWNER], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    pids = [int(pid) for pid in owner.stdout.readline().split()]
    end = time.monotonic() + 10
    while len(family := children(pids[0])) < 3 and time.monotonic() < end:  # the kernel and two spares
        time.sleep(0.05)
    assert len(family) == 3
    owner.kill()
    owner.wait()
    owner.stdout.close()

    end = time.monotonic() + 10
    while any(map(running, pids + family)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not [pid for pid in pids + family if running(pid)]


def children(pid: int) -> list[int]:
    return [one for one in map(int, filter(str.isdigit, os.listdir("/proc"))) if parent(one) == pid]


def parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError, IndexError):
        return 0


def test_runs_leave_no_process_and_no_file():
    """After many runs there are as many processes, descriptors and files as after the first few."""
    execute(runnable("1"), GIVEN)
    zygote = next(iter(forked.zygotes.values()))

    def count() -> tuple[int, ...]:
        time.sleep(1)
        family = children(zygote.process.pid)
        files = [name for name in os.listdir(zygote.folder) if name[0].isdigit()]
        return len(family), len(files), *(len(os.listdir(f"/proc/{pid}/fd")) for pid in (os.getpid(), zygote.process.pid))

    for _ in range(2):
        execute(runnable("1"), GIVEN)
    before = count()
    for _ in range(8):
        execute(runnable("1"), GIVEN)
    assert count() == before


def test_many_kernels_at_once(tmp_path):
    """Kernels asked for faster than spares can be forked are all there, each with its own answer."""
    async def crowd():
        async def one(n: int) -> str:
            async with kernel(tmp_path / str(n)) as (_, run):
                return await run(f"{n} * 2")

        return await asyncio.gather(*map(one, range(12)))

    for _ in range(2):
        assert asyncio.run(crowd()) == [str(n * 2) for n in range(12)]
        for made in tmp_path.iterdir():
            shutil.rmtree(made)


def test_pages_are_equal_from_warm_and_cold_kernels(tmp_path, monkeypatch):
    """The same report has the same bytes however its kernel was started."""
    from analysis import report

    pages = []
    for kind in ("warm", "cold"):
        monkeypatch.setenv("MIZAN_KERNELS", kind)
        outcome = report.run("talent", {"digits": "arab"}, "ar", tmp_path / kind)
        assert outcome.code == 0, outcome.message
        pages.append(outcome.path.read_bytes())
    assert pages[0] == pages[1]


@pytest.mark.parametrize("tool", [
    ("papermill", "-k", "mizan", "--no-progress-bar", "in.ipynb", "out.ipynb"),
    ("jupyter_core", "execute", "--kernel_name", "mizan", "--output", "out", "in.ipynb"),
    ("nbconvert", "--to=notebook", "--execute", "--ExecutePreprocessor.kernel_name=mizan", "--output=out.ipynb", "in.ipynb"),
])
def test_other_tools_get_warm_kernels_by_name(tool, tmp_path):
    """papermill, nbclient and nbconvert start the kernel by its specification's name, and know nothing of forks."""
    import nbformat

    cell = f"import os; {MOTHER}"
    plain = "%matplotlib inline\nimport matplotlib.pyplot as plt; plt.plot([1, 2]);"
    cells = [nbformat.v4.new_code_cell(source) for source in (cell, plain)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "in.ipynb")
    path = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    subprocess.run([sys.executable, "-m", *tool], cwd=tmp_path, check=True, capture_output=True, env=path)

    done = nbformat.read(next(tmp_path.glob("out*")), 4)
    assert done.cells[0].outputs[0]["data"]["text/plain"] == "'analysis.report.zygote'"
    assert "image/png" in done.cells[1].outputs[-1]["data"]


def test_a_kernel_that_is_ended_at_once_is_not_interrupted_first(tmp_path, monkeypatch):
    """An interrupt that reaches a kernel between two cells makes it complain on stderr, into a report's log."""
    sent, signalled = [], forked.Forked.send_signal
    monkeypatch.setattr(forked.Forked, "send_signal", lambda self, number: (sent.append(number), signalled(self, number)))

    async def ended():
        (tmp_path / "ipython").mkdir()
        manager = kernels.manager(tmp_path)
        await manager.start_kernel(env=environment(tmp_path), cwd=str(tmp_path))
        kernel = manager.provisioner.process
        await manager.shutdown_kernel(now=True)
        return kernel.poll()

    assert asyncio.run(ended()) == -signal.SIGKILL
    assert sent[0] == signal.SIGKILL
