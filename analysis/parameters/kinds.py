"""The types that a notebook's parameters may have: what each takes, and how text is read by it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, get_args, get_origin

Choices = Mapping[str, Collection[str]]


class Unfit(Exception):
    """What was expected instead of a value; turned into a full sentence by the caller."""


class Rule:
    """What values a type of parameter takes. `read` returns the typed value or raises Unfit with what was expected."""

    def read(self, value: Any, choices: Choices) -> Any:
        raise NotImplementedError


@dataclass(frozen=True)
class OneOf(Rule):
    """One of a few fixed words."""

    words: tuple[str, ...]

    def read(self, value: Any, choices: Choices) -> str:
        return pick(value, self.words)


@dataclass(frozen=True)
class Term(Rule):
    """One id out of a group of the data, nothing where it has none; without `choices` only its form can be held."""

    group: str

    def read(self, value: Any, choices: Choices) -> str:
        if self.group not in choices:
            return value if value == "" else slug_like(value)
        if not choices[self.group] and value != "":
            raise Unfit(f"nothing, since the data package holds no {self.group}")
        return pick(value, choices[self.group] or [""])


@dataclass(frozen=True)
class Terms(Rule):
    """Several ids of a group, comma-separated; none means all of them."""

    group: str

    def read(self, value: Any, choices: Choices) -> tuple[str, ...]:
        if not isinstance(value, (str, list, tuple)):
            raise Unfit("names separated by commas, or nothing for all")
        parts = [part.strip() for part in value.split(",")] if isinstance(value, str) else list(value)
        if parts == [""]:
            return ()
        read = tuple(Term(self.group).read(part, choices) for part in parts)
        if len(set(read)) < len(read):
            raise Unfit("each name once")
        return read


@dataclass(frozen=True)
class Whole(Rule):
    """A whole number between two ends."""

    least: int
    most: int | None = None

    def read(self, value: Any, choices: Choices) -> int:
        if isinstance(value, str) and re.fullmatch(r"-?(0|[1-9][0-9]{0,17})", value):
            value = int(value)
        if type(value) is not int or value < self.least or (self.most is not None and value > self.most):
            raise Unfit(f"a whole number {self.reach()}")
        return value

    def reach(self) -> str:
        return f"from {self.least} up" if self.most is None else f"from {self.least} to {self.most}"


@dataclass(frozen=True)
class Plain(Rule):
    """An exact amount in plain units, zero or more."""

    def read(self, value: Any, choices: Choices) -> Decimal:
        if type(value) is float and value.is_integer() and abs(value) < 2**53:
            value = int(value)
        if isinstance(value, str) and re.fullmatch(r"(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?", value):
            value = Decimal(value)
        if type(value) not in (int, Decimal) or not 0 <= value < 10**18:
            raise Unfit("a plain amount such as 1000000000 or 0.5, zero or more")
        return Decimal(value)


@dataclass(frozen=True)
class Either(Rule):
    """Yes or no."""

    def read(self, value: Any, choices: Choices) -> bool:
        words = {"yes": True, "true": True, "no": False, "false": False}
        if isinstance(value, str):
            value = words.get(value.lower())
        if type(value) is not bool:
            raise Unfit("yes or no")
        return value


@dataclass(frozen=True)
class IsoDay(Rule):
    """A day as YYYY-MM-DD, or nothing."""

    def read(self, value: Any, choices: Choices) -> date | None:
        if value is None or value == "":
            return None
        if type(value) is date:
            return value
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise Unfit("a day such as 2025-06-12, or nothing")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise Unfit("a day that the calendar has") from None
        if not 1900 <= day.year <= 2100:
            raise Unfit("a day between 1900 and 2100 of the Gregorian calendar")
        return day


@dataclass(frozen=True)
class Inside(Rule):
    """A folder inside the project, relative to its root, an address in an object store, or nothing for data/."""

    def read(self, value: Any, choices: Choices) -> str | None:
        if value is None or value == "":
            return None
        parts = value.removeprefix("s3://").split("/") if isinstance(value, str) else [""]
        if not all(re.fullmatch(r"[\w][\w .-]*", part) and not part.endswith((" ", ".")) for part in parts):
            raise Unfit("a folder inside the project such as data or studies/gulf, relative to its root, or an address such "
                        "as s3://bucket/package")
        return ("s3://" if str(value).startswith("s3://") else "") + "/".join(parts)


def pick(value: Any, words: Collection[str]) -> str:
    """The value when it is one of the words."""
    if isinstance(value, str) and value in words:
        return value
    shown = ", ".join(sorted(words)[:40])
    raise Unfit(f"one of {shown}{nearest(value, words)}")


def nearest(value: Any, words: Collection[str]) -> str:
    """A hint at the word that was probably meant, or nothing."""
    close = difflib.get_close_matches(str(value)[:100].lower(), list(words), n=1, cutoff=0.6)
    return f" (did you mean {close[0]}?)" if close else ""


def slug_like(value: Any) -> str:
    """The value when it has the form of an id."""
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,80}", value):
        return value
    raise Unfit("the id of a row, such as meta")


Language = Annotated[str, OneOf(("ar", "en"))]
Digits = Annotated[str, OneOf(("latn", "arab"))]
Months = Annotated[str, OneOf(("egypt", "levant", "both", "algeria", "morocco"))]
Currency = Annotated[str, OneOf(("USD", "SAR", "AED", "EGP", "EUR"))]
Prices = Annotated[str, OneOf(("nominal", "real"))]
Scale = Annotated[str, OneOf(("linear", "log"))]
Basis = Annotated[str, OneOf(("announced", "closed", "reported", "estimated"))]
Year = Annotated[int, Whole(1990, 2100)]
Count = Annotated[int, Whole(0)]
Percent = Annotated[int, Whole(0, 1000)]
Share = Annotated[int, Whole(0, 100)]
Years = Annotated[int, Whole(0, 30)]
Draws = Annotated[int, Whole(100, 1_000_000)]
Horizon = Annotated[int, Whole(1, 50)]
Success = Annotated[str, OneOf(("value", "revenue", "alive"))]
Money = Annotated[int | Decimal | str, Plain()]
YesNo = Annotated[bool, Either()]
Day = Annotated[str | None, IsoDay()]
Package = Annotated[str | None, Inside()]
Acquirer = Annotated[str, Term("acquirer")]
Company = Annotated[str, Term("company")]
Deal = Annotated[str, Term("deal")]
Lab = Annotated[str, Term("lab")]
TalentMeasure = Annotated[str, Term("measure")]
Seed = Annotated[str, Term("seed")]
Grades = Annotated[str, Terms("confidence")]
Acquirers = Annotated[str, Terms("acquirer")]
Companies = Annotated[str, Terms("company")]
Deals = Annotated[str, Terms("deal")]
Labs = Annotated[str, Terms("lab")]
Kinds = Annotated[str, Terms("kind")]
Sectors = Annotated[str, Terms("sector")]

TYPES: dict[str, Rule] = {
    name: get_args(alias)[1] for name, alias in list(globals().items()) if get_origin(alias) is Annotated
}
