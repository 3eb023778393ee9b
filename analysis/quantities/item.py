"""An amount with its unit and its place, on the way to become a figure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from .amounts import ONE, Amount
from .units import Unit


@dataclass(frozen=True)
class Item:
    """Tokens first to end (exclusive), low and high, and what its reading rests on."""

    first: int
    end: int
    low: Decimal
    high: Decimal
    style: str
    scale: Decimal = ONE
    chained: bool = False
    rests_on: str = "sure"
    exact: bool = True
    unit: Unit | None = None
    prefix: Unit | None = None
    number: int = 0
    range: bool = False
    about: bool = False
    more: bool = False

    @classmethod
    def of(cls, amount: Amount, first: int, negative: bool, prefix: Unit | None) -> Item:
        """The item of an amount; its number stands at amount.first."""
        value = -amount.value if negative else amount.value
        return cls(
            first, amount.end, value, value, amount.style, amount.scale, amount.chained, amount.rests_on, amount.exact,
            prefix=prefix, number=amount.first,
        )  # fmt: skip

    @property
    def bare(self) -> bool:
        """Whether nothing but a number stands there."""
        return self.unit is None and self.scale == ONE

    def plus(self, value: Decimal, end: int) -> Item:
        """The item with something added, and its new end."""
        return replace(self, low=self.low + value, high=self.high + value, end=end)
