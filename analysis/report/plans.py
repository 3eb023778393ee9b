"""The file that names the scheduled reports, read strictly: all that is wrong with it is said at once."""

from __future__ import annotations

import difflib
import re
import tomllib
import zoneinfo
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any

from .. import parameters
from . import given, ledger
from .fault import Fault

LANGUAGES = ("ar", "en")
EVERY = ("daily", "weekly", "monthly")


@dataclass(frozen=True)
class Plan:
    """One report of the schedule."""

    name: str
    notebook: str
    every: str
    at: time
    zone: str
    start: date
    parameters: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = LANGUAGES


class ScheduleFault(Fault):
    """Everything that is wrong with a schedule, one sentence each, and the plans that nothing is wrong with."""

    def __init__(self, faults: Sequence[str], plans: Sequence[Plan] = ()) -> None:
        self.faults, self.plans = list(faults), list(plans)
        super().__init__(2, "\n".join(self.faults))


def load(path: Path) -> list[Plan]:
    """The reports of a schedule file, in its order; raises ScheduleFault with all that is wrong with it.

    Whether there is a notebook of that name, and whether it takes the parameters, shows when the report is made.
    """
    where = ledger.shown(path)
    table = parsed(path, where)
    rows = table.pop("report", [])
    faults = [stranger(where, key, ["report"]) for key in table]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ScheduleFault([*faults, f"{where}: found one table, expected a list. Write [[report]] over each report."])
    plans = [plan(row, f"{where}, report {number}", faults) for number, row in enumerate(rows, 1)]
    names = [row.get("name") for row in rows]
    faults += [
        f'{where}, report {number}, name: found "{name}" a second time. Give each report a name of its own.'
        for number, name in enumerate(names, 1)
        if isinstance(name, str) and name in names[: number - 1]
    ]
    if faults:
        raise ScheduleFault(faults, [each for each in plans if each and names.count(each.name) == 1])
    return [each for each in plans if each]


def parsed(path: Path, where: str) -> dict[str, Any]:
    """The schedule file as TOML."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"), parse_float=str)
    except OSError as fault:
        raise ScheduleFault([f"{where}: cannot be read ({fault.strerror}). Write the schedule there."]) from fault
    except (ValueError, RecursionError) as fault:
        raise ScheduleFault([f"{where}: {fault}. Correct the file; it is TOML in UTF-8."]) from fault


def plan(row: Mapping[str, Any], where: str, faults: list[str]) -> Plan | None:
    """One report of the schedule, or None with its faults added to the list."""
    before = len(faults)
    if isinstance(row.get("name"), str):
        where = f"{where} ({parameters.shown(row['name'])})"
    faults += [stranger(where, key, READERS) for key in row if key not in READERS]
    faults += [
        f"{where}: found no {key}, expected one. Add {key} = {EXAMPLES[key]}."
        for key in READERS
        if key in EXAMPLES and key not in row
    ]
    values = {}
    for key in [key for key in READERS if key in row]:
        try:
            values[key] = READERS[key](row[key])
        except ValueError as expected:
            faults.append(f"{where}, {key}: found {parameters.shown(row[key])}, expected {expected}.")
    return Plan(**values) if len(faults) == before else None


def stranger(where: str, key: str, known: Iterable[str]) -> str:
    """The sentence for a key that a schedule does not have."""
    close = difflib.get_close_matches(key, list(known), n=1)
    remedy = f"Did you mean {close[0]}?" if close else "Take it out."
    return f"{where}: found the key {parameters.shown(key)}, expected one of {', '.join(known)}. {remedy}"


def a_name(value: Any) -> str:
    """The value when it can name a report: small ASCII, the same on every terminal and file system."""
    if isinstance(value, str) and re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", value):
        return value
    raise ValueError("small letters, digits and hyphens. Write a name such as deals-monthly")


def a_notebook(value: Any) -> str:
    """The value when it is a word."""
    if isinstance(value, str) and value:
        return value
    raise ValueError('the name of a notebook between quotes. Write one such as "deals"')


def a_rhythm(value: Any) -> str:
    """The value when it is a length of period."""
    if value in EVERY:
        return str(value)
    raise ValueError(f"{', '.join(EVERY)}{parameters.nearest(value, EVERY)}. Write one of the three")


def a_time(value: Any) -> time:
    """The value as a time of the day, hours and minutes."""
    if isinstance(value, str) and re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        return time.fromisoformat(value)
    raise ValueError('hours and minutes between quotes. Write a time such as "07:00"')


def a_zone(value: Any) -> str:
    """The value when it is a time zone that this machine knows."""
    zones = zoneinfo.available_timezones()
    if isinstance(value, str) and value in zones:
        return value
    by_folded = {zone.lower(): zone for zone in sorted(zones)}
    close = difflib.get_close_matches(str(value).lower(), list(by_folded), n=1)
    hint = f" (did you mean {by_folded[close[0]]}?)" if close else ""
    raise ValueError(f"a time zone{hint}. Write its name as in the IANA list, such as Africa/Cairo")


def a_day(value: Any) -> date:
    """The value as a day, whether TOML took it for one or it stands between quotes."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise ValueError("a day that the calendar has. Write a day such as 2025-06-01") from None
    if type(value) is not date or not 2000 <= value.year <= 2100:
        raise ValueError("a day between 2000 and 2100. Write a day such as 2025-06-01")
    return value


def some_languages(value: Any) -> tuple[str, ...]:
    """The value as languages, each once."""
    if isinstance(value, list) and value and all(v in LANGUAGES for v in value) and len(set(value)) == len(value):
        return tuple(value)
    raise ValueError('a list of ar, en or both. Write languages = ["ar", "en"]')


def some_parameters(value: Any) -> dict[str, str]:
    """The value as parameters in text; what the schedule itself settles is not among them."""
    if not isinstance(value, dict):
        raise ValueError('names with values. Write parameters = {currency = "SAR"}')
    ruled = {"as_of": "the end of the period sets as_of", "language": "`languages` names the languages"}
    for name in [name for name in ruled if name in value]:
        raise ValueError(f"no {name}: {ruled[name]}. Take it out")
    try:
        return given.texts(value)
    except ValueError:
        raise ValueError("one value, or a plain list of values, for each name. Take out what is nested") from None


READERS: dict[str, Callable[[Any], Any]] = {
    "name": a_name,
    "notebook": a_notebook,
    "parameters": some_parameters,
    "languages": some_languages,
    "every": a_rhythm,
    "at": a_time,
    "zone": a_zone,
    "start": a_day,
}
EXAMPLES = {
    "name": '"deals-monthly"',
    "notebook": '"deals"',
    "every": '"monthly"',
    "at": '"07:00"',
    "zone": '"Africa/Cairo"',
    "start": "2025-06-01",
}
"""The keys that every report must have, each with a value to copy."""
