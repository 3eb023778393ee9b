"""What a request for many reports comes to, before any of them is made: which pages, which are current, why the others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from . import packages, publish
from .fault import Fault
from .given import known
from .grids import MOST, Wish
from .request import Request, ask, find, opened, typed

SHOWN = 20  # pages up to which each is named, and rows that one sentence names
Choices = Callable[[str | None], Mapping[str, Any]]


@dataclass(frozen=True)
class Task:
    """One page, and why it has to be made; no reasons when it is current. `fault` is why it cannot even be asked for."""

    name: str
    language: str
    request: Request | None
    reasons: tuple[str, ...] = ()
    fault: Fault | None = None

    @property
    def variant(self) -> str:
        """What differs from the defaults, in words."""
        changed = self.request.about["changed"] if self.request else {}
        return " ".join(f"{name}={value}" for name, value in sorted(changed.items()))

    @property
    def label(self) -> str:
        """The page in words: its report, its language, what differs from the defaults."""
        return f"{self.name} {self.language} {self.variant}".strip()


@dataclass(frozen=True)
class Worklist:
    """The pages of a request, each once, in the order in which they were asked for."""

    tasks: list[Task]
    doubles: int = 0

    def lines(self, verbose: bool = False) -> Iterator[str]:
        """The plan in words: how many pages, then each of them, or for many each group of a kind."""
        states = [state(task) for task in self.tasks]
        counts = Counter(kind for kind, _ in states)
        told = [f"{counts[kind]} {word}" for kind, word in
                (("make", "to make"), ("current", "current"), ("refused", "that cannot be made")) if counts[kind]]
        yield f"{counted(len(self.tasks), 'page')}: {', '.join(told)}."
        if self.doubles:
            yield f"{counted(self.doubles, 'page')} asked for more than once, made once."
        if verbose or len(self.tasks) <= SHOWN:
            for task, (kind, why) in zip(self.tasks, states, strict=True):
                yield f"  {kind:<9}{task.label}{f': {why}' if why else ''}"
            return
        groups = Counter((kind, task.name, why) for task, (kind, why) in zip(self.tasks, states, strict=True))
        for (kind, name, why), count in groups.items():
            yield f"  {kind:<9}{name}, {counted(count, 'page')}{f': {why}' if why else ''}"


def counted(number: int, word: str) -> str:
    """A number of things in words."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def state(task: Task) -> tuple[str, str]:
    """What becomes of a page, and why."""
    if task.fault:
        return "refused", task.fault.message.splitlines()[0]
    return ("make", ", ".join(task.reasons)) if task.reasons else ("current", "")


def wishes(
    rows: Sequence[Wish], names: Sequence[str], sets: Sequence[Mapping[str, str]], file: Mapping[str, str],
    languages: Sequence[str], there: Collection[str],
) -> list[Wish]:  # fmt: skip
    """Every report that a request asks for: each row of a grid, in each report named, with each set of parameters, in
    each language. A value of the command line or the grid stands over that of the file. Raises Fault 2 where two places
    ask for one thing."""
    faults = [*doubled(rows, names, {name for one in sets for name in one}, file, languages), *strangers(rows, there)]
    if faults:
        raise Fault(2, "\n".join(faults))
    found = [
        replace(row, name=name, values={**file, **chosen, **row.values, "language": language})
        for row in rows
        for name in ([row.name] if row.name else names or there)
        for chosen in sets
        for language in spoken({**file, **chosen, **row.values}, languages)
    ]
    if len(found) > MOST:
        raise Fault(2, f"the request comes to {len(found)} pages, expected at most {MOST}. Split it.")
    return found


def spoken(values: Mapping[str, str], languages: Sequence[str]) -> Sequence[str]:
    """The languages of a row: its own, else those asked for, else both."""
    return [values["language"]] if "language" in values else languages or publish.LANGUAGES


def doubled(
    rows: Sequence[Wish], names: Sequence[str], given: Collection[str], file: Mapping[str, str], languages: Sequence[str]
) -> Iterator[str]:
    """The sentences for what is asked for in two places."""
    own = {name for row in rows for name in row.own}
    if languages and "language" in {*own, *given, *file}:
        yield "parameter language: found it beside --language, expected one of the two. Leave one out."
    for name in sorted(own.intersection(given)):
        yield f"parameter {name}: found it in {rows[0].file} and beside -p, expected one of the two. Leave one out."
    if names and any(row.name for row in rows):
        yield (f"{rows[0].file}: found a report's name in it and {' '.join(names)} on the command line, expected one of "
               "the two. Leave one out.")


def strangers(rows: Sequence[Wish], there: Collection[str]) -> list[str]:
    """The sentences for reports of a grid that there are not."""
    found: dict[str, list[Wish]] = {}
    for row in rows:
        if row.name and row.name not in there:
            found.setdefault(row.name, []).append(row)
    return [f"{places(where)}: {told(name, there)}" for name, where in found.items()]


def told(name: str, there: Collection[str]) -> str:
    """The sentence for a name that no report has."""
    try:
        known([name], there)
    except Fault as fault:
        return fault.message
    return ""


def draw_up(asked: Iterable[Wish], out: Path, choices: Choices, *, force: bool = False) -> Worklist:
    """The worklist of wishes. Raises Fault 2 with every fault of every wish; whatever else is wrong with a report is
    its own, so that the others are still made.

    `choices` gives the values that parameters may take from a data package, and raises Fault 3 for one that is bad.
    """
    tasks: dict[tuple[str, str, str], Task] = {}
    faults: dict[str, list[Wish]] = {}
    notebooks: dict[str, dict[str, Any]] = {}  # one copy of each, however many requests hold it
    doubles, of_package = 0, cache(choices)
    for wish in asked:
        try:
            request = requested(wish, of_package)
            request = replace(request, notebook=notebooks.setdefault(wish.name, request.notebook))
            task = Task(wish.name, request.language, request, ("forced",) if force else ())
        except Fault as fault:
            for sentence in fault.message.splitlines() if fault.code == 2 else ():
                faults.setdefault(within(sentence, wish), []).append(wish)
            task = Task(wish.name, wish.values["language"], None, (), fault)
        key = (task.name, task.language, task.request.slug if task.request else repr(sorted(wish.values.items())))
        doubles += key in tasks
        tasks.setdefault(key, task)
    if faults:
        raise Fault(2, "\n".join(f"{places(where)}{sentence}" for sentence, where in faults.items()))
    return Worklist([with_reasons(task, out) for task in tasks.values()], doubles)


def requested(wish: Wish, choices: Choices) -> Request:
    """The request of a wish, held to the notebook first and then to the data package that it names."""
    _, values = typed(opened(find(wish.name))[1], wish.values, None)
    return ask(wish.name, wish.values, choices(packages.local(values.get("data"))))


def with_reasons(task: Task, out: Path) -> Task:
    """A task that knows why it has to be done, if it has."""
    if task.reasons or not task.request:
        return task
    return replace(task, reasons=publish.standing(task.request, out))


def within(sentence: str, wish: Wish) -> str:
    """A sentence on a parameter as seen from where it was written: a column or an entry's name, or the command line."""
    name = re.match(r"parameter ([a-z0-9_]+|\"[^\"]*\")", sentence)
    if not wish.file:
        return f"{wish.name}: {sentence}"
    own = name and name[1].strip('"') in wish.own
    return f", {wish.name}, {sentence.replace('parameter', 'column', 1) if own and wish.row.startswith('row') else sentence}"


def places(where: Sequence[Wish]) -> str:
    """The file and the rows that a sentence holds for; nothing for the command line."""
    if not where[0].file:
        return ""
    rows = list(dict.fromkeys(wish.row for wish in where))
    kind, numbers = rows[0].split()[0], [row.split()[1] for row in rows]
    kind = {"entry": "entries"}.get(kind, f"{kind}s") if len(rows) > 1 else kind
    more = f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
    return f"{where[0].file}, {kind} {', '.join(numbers[:SHOWN])}{more}"
