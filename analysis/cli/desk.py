"""The commands of whoever works on the suite: its own check, the quantities of a text, JupyterLab."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from ..report import Fault
from .places import ROOT


class Distance(click.ParamType):
    """How many times the least the most may be: a plain number of at least 1."""

    name = "times"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", str(value)) or Decimal(value) < 1:
            self.fail(f'found "{value}", expected most divided by least, 1 or more, such as 1.05.', param, ctx)
        return Decimal(value)


@click.command()
@click.option("--accept", is_flag=True, help="Where all else is right, vouch for the tables as they now are.")
@click.option("--distance", type=Distance(), help="List readings whose most is more than this many times their least.")
@click.option("--data", metavar="FOLDER", help="Another data package, instead of the suite and its own.")
def check(accept: bool, distance: Decimal | None, data: str | None) -> None:
    """Hold seeds, data, provenance and notebooks to their rules; list the readings that lie far apart."""
    from .. import check as rules
    from .. import tables
    from ..check import conflicts

    package = None if data in (None, "data") else data
    faults, accepted = rules.accept(package) if accept else (rules.run(package), [])
    if faults:
        raise Fault(3, "\n".join([*faults, f"{len(faults)} found."]))
    if accept:
        named = f"Accepted: {', '.join(accepted)}. Commit {package or 'data'}/datapackage.json with this."
        print(named if accepted else "Nothing to accept: every table is as datapackage.json says.")
    print(f"{package} keeps its rules." if package else "Seeds, data, provenance and notebooks keep their rules.")
    conflicts.show(distance or tables.DISTANCE, package)


@click.group()
def data() -> None:
    """Data packages of your own, for `-p data FOLDER`."""


@data.command()
@click.argument("folder")
@click.argument("names", nargs=-1, metavar="NAME...", required=True)
def new(folder: str, names: tuple[str, ...]) -> None:
    """Begin a package with the rows of data/ on some companies and labs, by their names in its vocabulary.

    FOLDER is a path in the project, such as data.google; it may not exist yet.
    """
    from .. import check as rules

    written = rules.start(folder, names)
    rows = ", ".join(f"{count} {name}" for name, count in written.items() if count)
    empty = [name for name, count in written.items() if not count]
    print(f"{folder}: {rows}." + (f" Empty so far: {', '.join(empty)}." if empty else ""))
    print(f"Ask a report about it with -p data {folder}. After a change: mizan check --data {folder} --accept")


@click.command()
@click.argument("file", metavar="FILE|-")
@click.option("--json", "wanted", is_flag=True, help="A list of objects, for a program.")
def quantities(file: str, wanted: bool) -> None:
    """Show the quantities that a text states; - reads standard input."""
    from rich.console import Console

    from ..quantities import find, listing

    found = find(text_of(file))
    if wanted or not found:
        print(listing.as_json(found) if wanted else "No quantity found.")
        return
    wide = None if sys.stdout.isatty() else 200  # a pipe has no width of its own
    Console(file=sys.stdout, highlight=False, emoji=False, width=wide).print(listing.table(found))


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def lab(arguments: tuple[str, ...]) -> None:
    """Open JupyterLab on its guide and the notebooks, with any further arguments."""
    looks = Path(__file__).parents[1] / "explore" / "lab"
    first = f"/lab/tree/{(looks / 'guide.md').relative_to(ROOT).as_posix()}"
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}", f"--LabApp.default_url={first}",
               f"--LabApp.extra_labextensions_path={looks / 'labextensions'}"]  # fmt: skip
    # Settings are the user's own; these are only what holds where they say nothing.
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, (str(looks), os.environ.get("JUPYTER_CONFIG_PATH"))))
    os.environ.setdefault("JUPYTER_DEFAULT_PROVISIONER_NAME", "mizan-warm")  # whatever Python kernel a notebook names
    become([*command, *arguments])


def text_of(file: str) -> str:
    """The text of a file, or of standard input for -, its line ends as they are. Raises Fault 2 when it cannot be read."""
    where = "standard input" if file == "-" else file
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        expected = "expected UTF-8. Save it as UTF-8; it may have been saved as Windows-1256 or UTF-16."
        raise Fault(2, f"{where}, byte {error.start}: found {content[error.start]:#04x}, {expected}") from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        told = f"{where}: found no file that can be read ({reason}), expected a text in UTF-8."
        raise Fault(2, f"{told} Give the path of a text file, or - for standard input.") from None


def become(command: list[str]) -> None:
    """Give this process over to a program, so that its signals are its own; on Windows wait for it."""
    os.chdir(ROOT)
    if sys.platform == "win32":
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)
