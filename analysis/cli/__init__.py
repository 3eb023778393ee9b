"""The command `mizan`: reports, the suite's own check, the quantities of a text, what is scheduled, and JupyterLab."""

from __future__ import annotations

import sys
from typing import Any

import click

# The rest is imported where it is used: `mizan due` is poked every quarter of an hour and mostly has nothing to do.
from .desk import check, data, lab, quantities
from .faults import code_of, complain
from .reports import report
from .timetable import due, fresh

__all__ = ["app", "main"]


class Suite(click.Group):
    """The commands, with every fault that the suite knows told as sentences on stderr and given its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:  # before anything is made, or in a command that makes nothing
            complain("stopped by SIGINT.")
            ctx.exit(130)
        except Exception as fault:
            code = code_of(fault)
            if code is None:
                raise
            complain(str(fault))
            ctx.exit(code)


def main() -> None:
    """Run the command; whatever happens, the user reads a sentence and the shell gets a code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="mizan")
    except Exception as fault:
        if sys.flags.dev_mode:
            raise
        told = f"{type(fault).__name__}: {' '.join(str(fault).split())}"
        complain(f"stopped by something unforeseen ({told}). `python -X dev -m analysis` shows where.")
        sys.exit(1)


@click.group(cls=Suite, context_settings={"help_option_names": ["-h", "--help"]})
def app() -> None:
    """Research notebooks that become pages in Arabic and in English."""


for command in (report, check, data, quantities, due, fresh, lab):
    app.add_command(command)
