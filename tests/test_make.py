"""The Makefile: what is made anew and when, what a clean leaves, and what a machine lacks is said first."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = ("requirements.lock", "pyproject.toml", ".venv/.locked", ".venv/.ready")
ANEW, AGAIN = "-m venv --clear .venv", "install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e ."
pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


@pytest.fixture
def house(tmp_path):
    """A project of the Makefile alone, its environment made after lock and project file."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for age, name in enumerate(FILES):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
        os.utime(path, (1_000_000 + age, 1_000_000 + age))
    return tmp_path


def make(house, *words):
    command = ["make", "--no-print-directory", *words]
    return subprocess.run(command, cwd=house, capture_output=True, text=True, timeout=60, env={"PATH": os.environ["PATH"]})


@pytest.mark.parametrize(("changed", "steps"), [
    (None, (False, False)), ("pyproject.toml", (False, True)), ("requirements.lock", (True, True)),
])
def test_environment_is_made_anew_for_the_lock_alone(house, changed, steps):
    """A newer lock makes .venv from scratch; a newer project file only installs the project into it again."""
    if changed:
        os.utime(house / changed, (2_000_000, 2_000_000))

    told = make(house, "-n", "report").stdout

    assert (ANEW in told, AGAIN in told) == steps and "mizan report" in told


def test_clean_leaves_what_was_done_on_schedule(house):
    """The ledger is no by-product: without it every past period would be owed again."""
    (house / "reports" / "site").mkdir(parents=True)
    (house / "reports" / "ledger.json").write_text("{}", "utf-8")

    assert make(house, "clean").returncode == 0

    assert (house / "reports" / "ledger.json").is_file()
    assert not (house / "reports" / "site").exists() and not (house / ".venv").exists()


def test_machine_without_venv_is_told_its_remedy_before_anything_is_made(house):
    """Debian keeps venv in a package of its own: one sentence says so, and nothing is begun."""
    python = house / "python"
    python.write_text('#!/bin/sh\necho "$*" >> calls\ncase "$*" in *ensurepip*) exit 1;; esac\n', "utf-8")
    python.chmod(0o755)
    shutil.rmtree(house / ".venv")

    done = make(house, "report", f"PYTHON={python}")

    assert done.returncode != 0 and not (house / ".venv").exists()
    assert [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("make: ")] == [
        "Mizan needs Python's venv module, which Debian and Ubuntu keep apart. Install it: apt install python3-venv"
    ]
    assert "-m venv" not in (house / "calls").read_text("utf-8")
