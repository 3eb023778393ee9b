"""Warm kernels where something gives way: no room, no answer, an owner that forks, a start that is given up."""

import asyncio
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from analysis.report import forked
from analysis.report.kernels import WarmProvisioner
from tests.test_execute import running
from tests.test_kernels import OWNER, ROOT, kernel, parent

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kernels are forked on Linux alone")


@pytest.fixture(autouse=True)
def own_zygotes():
    """What a test does to its preloaded process is nothing to the next."""
    forked.close()
    yield
    forked.close()


def kind(manager) -> str:
    return type(manager.provisioner.process).__name__


def test_no_room_for_another_kernel_ends_none_that_runs(tmp_path):
    """Where the preloaded process can write nothing more, later kernels start cold and the earlier ones go on."""
    async def crowded():
        async with kernel(tmp_path / "one") as (first, run):
            zygote = first.provisioner.process.zygote.process.pid
            resource.prlimit(zygote, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
            async with kernel(tmp_path / "two") as (_, second), kernel(tmp_path / "three") as (_, third), \
                       kernel(tmp_path / "four") as (last, fourth):
                return kind(last), await run("1"), await second("2"), await third("3"), await fourth("4")

    assert asyncio.run(crowded()) == ("Popen", "1", "2", "3", "4")


def test_a_preloaded_process_that_does_not_answer_holds_up_nobody(tmp_path):
    """Its kernels count as dead after a while, and are; the next one comes from another process."""
    async def stopped():
        async with kernel(tmp_path / "one") as (manager, _):
            process = manager.provisioner.process
            process.zygote.socket.settimeout(1)
            os.kill(process.zygote.process.pid, signal.SIGSTOP)
            begun = time.monotonic()
            return await manager.is_alive(), time.monotonic() - begun < 10, gone(process.pid)

    assert asyncio.run(stopped()) == (False, True, True)
    assert asyncio.run(answered(tmp_path / "next")) == ("Forked", "2")


def test_a_module_that_never_comes_to_its_end_is_given_up(tmp_path, monkeypatch):
    """A run waits for a preloaded process as long as is said, and then has its kernel as always."""
    (tmp_path / "endless.py").write_text("import time\ntime.sleep(600)\n")
    monkeypatch.setattr(forked, "PATIENCE", 1)
    monkeypatch.setattr(WarmProvisioner.preload, "default_value", "endless")

    assert asyncio.run(answered(tmp_path / "run", PYTHONPATH=f"{ROOT}:{tmp_path}")) == ("Popen", "2")


def test_a_kernel_deep_in_one_call_ends_with_its_preloaded_process(tmp_path):
    """It cannot look itself whether it is still wanted, so whoever asks after it ends it."""
    async def orphaned():
        async with kernel(tmp_path) as (manager, run):
            process = manager.provisioner.process
            deep = asyncio.create_task(run("import re; re.match(r'(a+)+$', 'a' * 40 + 'b')"))
            await asyncio.sleep(0.5)
            os.kill(process.zygote.process.pid, signal.SIGKILL)
            process.zygote.process.wait()
            alive = await manager.is_alive()
            deep.cancel()
            return alive, gone(process.pid)

    assert asyncio.run(orphaned()) == (False, True)


def test_closing_does_not_wait_for_what_is_still_loading():
    """Even while another thread waits for its answer."""
    forked.stand_by()
    (zygote,) = forked.zygotes.values()
    waiting = threading.Thread(target=zygote.retire)
    waiting.start()
    time.sleep(0.2)

    begun = time.monotonic()
    forked.close()

    waiting.join(5)
    assert not waiting.is_alive() and not os.path.exists(zygote.folder) and time.monotonic() - begun < 2


FORKING = OWNER.replace("    time.sleep(60)", """
    folder = manager.provisioner.process.zygote.folder
    if not os.fork():
        manager.provisioner.process.poll()  # in a copy it is nothing of ours, and speaks to nobody
        time.sleep(20)
        os._exit(0)
    print(folder, flush=True)
    time.sleep(60)
""")


def test_a_copy_of_the_owner_keeps_nothing_alive():
    """An owner that forked workers and is killed leaves no kernel, no preloaded process and no folder, while they go on."""
    owner = subprocess.Popen([sys.executable, "-c", FORKING], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    pids = [int(pid) for pid in owner.stdout.readline().split()]
    folder = owner.stdout.readline().strip()
    copies = [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if parent(pid) == owner.pid]
    time.sleep(0.5)
    assert all(map(running, pids)) and os.path.isdir(folder)
    owner.kill()
    owner.wait()
    owner.stdout.close()

    assert all(map(gone, pids)) and not any(map(gone, set(copies) - set(pids)))
    assert not os.path.exists(folder)
    for pid in set(copies) - set(pids):
        os.kill(pid, signal.SIGKILL)


async def answered(folder: Path, **env: str) -> tuple[str, str]:
    async with kernel(folder, **env) as (manager, run):
        return kind(manager), await run("1 + 1")


def gone(pid: int) -> bool:
    """Whether a process has ended, within a few seconds."""
    end = time.monotonic() + 5
    while running(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not running(pid)
