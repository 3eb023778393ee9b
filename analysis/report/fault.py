"""How a report fails: an exit code and one sentence a reader can act on."""

from __future__ import annotations

import re
import tempfile
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Fault(Exception):
    """A run that cannot be published. `code` is the exit code that the command gives."""

    def __init__(self, code: int, message: str) -> None:
        self.code, self.message = code, message
        super().__init__(message)

    def __reduce__(self) -> tuple[type[Fault], tuple[int, str]]:
        """A fault that was sent from another process; which kind it was is for the code to say."""
        return Fault, (self.code, self.message)


def private() -> list[str]:
    """The folders of this machine that no page, manifest or message may name."""
    homes = [ROOT, Path(tempfile.gettempdir())]
    with suppress(RuntimeError):  # a login without a home folder
        homes.append(Path.home())
    return sorted({str(home) for home in homes if len(home.parts) > 1}, key=len, reverse=True)


def named(folder: str) -> re.Pattern[str]:
    """Finds a folder where it is one: not as a part of a longer path, whichever slash is written, however often."""
    spelt = r"[/\\]+".join(re.escape(part) for part in re.split(r"(?<=.)[/\\]", folder))
    case = re.IGNORECASE if folder[1:2] == ":" else re.NOFLAG  # as Windows takes its paths
    return re.compile(rf"(?<![\w/.~-])(?:file:///?)?{spelt}(?:(?P<inside>[/\\]+)|(?![\w-]|\.\w))", case)


def plainly(text: str) -> str:
    """A message without terminal colours and without this machine's folders, at most 2,000 characters."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    for folder in private():
        text = named(folder).sub(lambda hit: "" if hit["inside"] else "(folder)", text)
    return text.strip()[:2000]
