"""Quantities as a reader sees them: a table for a terminal, JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

from rich import box
from rich.table import Table
from rich.text import Text

from . import Quantity

COLUMNS = ("text", "span", "low", "high", "unit", "approximate")


def table(found: Sequence[Quantity]) -> Table:
    """One row per quantity: its words, where they stand, low and high, unit, and whether it is about."""
    shown = Table(box=box.SIMPLE_HEAD)
    for column in COLUMNS:
        shown.add_column(column, justify="right" if column in ("low", "high") else "left", overflow="fold")
    for quantity in found:
        words, span = " ".join(quantity.text.split()), f"{quantity.start}-{quantity.end}"
        low, high = (f"{end:,f}" if end is not None else "" for end in (quantity.low, quantity.high))
        row = (words, span, low, high, quantity.unit or "", "yes" if quantity.approximate else "")
        shown.add_row(*map(Text, row))
    return shown


def as_json(found: Sequence[Quantity]) -> str:
    """A list of objects in the order of the text; low and high are exact decimals as text, or null."""
    return json.dumps([entry(quantity) for quantity in found], ensure_ascii=False, indent=1)


def entry(quantity: Quantity) -> dict[str, str | int | bool | None]:
    """A quantity with the names of its fields."""
    return {
        "text": quantity.text, "start": quantity.start, "end": quantity.end, "low": exact(quantity.low),
        "high": exact(quantity.high), "unit": quantity.unit, "approximate": quantity.approximate,
    }  # fmt: skip


def exact(value: Decimal | None) -> str | None:
    """A decimal in plain digits."""
    return None if value is None else f"{value:f}"
