"""Warm kernels where something gives way: no room, no answer, an owner that forks, a start that is given up."""

import asyncio
import resource
import sys

import pytest

from analysis.report import forked
from tests.test_kernels import kernel

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
