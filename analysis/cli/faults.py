"""What a shell is told of a fault: a sentence on stderr and an exit code."""

from __future__ import annotations

import sys

import click

from .. import parameters
from ..report import Fault


def code_of(fault: Exception) -> int | None:
    """The exit code of a fault that the suite knows, or None."""
    if isinstance(fault, Fault):
        return fault.code
    if isinstance(fault, parameters.BadParameter):
        return 2
    if isinstance(fault, (click.ClickException, click.exceptions.Exit, click.Abort)):
        return None
    from .. import seeds, tables

    return 3 if isinstance(fault, (tables.DataFault, seeds.SeedFault)) else None


def complain(message: str) -> None:
    """Print each sentence to stderr. Not through click, which writes UTF-8 to a terminal of ASCII."""
    for sentence in message.splitlines():
        print(f"mizan: {sentence}", file=sys.stderr)
