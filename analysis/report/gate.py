"""The last look at a page's finished bytes: nothing runs, nothing asks the network, nothing is of this machine."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from .fault import Fault, named, private
from .reader import Reader, read, skimmed

MACHINE = re.compile(r"(?<![\w/.:-])(?:file://|/(?:home|Users|root|tmp|work|mnt|opt|private|srv|var|usr|etc)/[\w.-]+"
                     r"|[A-Za-z]:[/\\]Users[/\\])")
HINTS = ("file://", ":/Users", ":\\Users", "/home/", "/Users/", "/root/", "/tmp/", "/work/", "/mnt/", "/opt/", "/private/",
         "/srv/", "/var/", "/usr/", "/etc/")  # without one of them there is no such path
ADDRESS = re.compile(r"https?://[^\s\"'<>]+")  # of the web: whatever folder it names is not of this machine
SPILLED = ("Traceback (most recent call last)", "\x1b[", "<ipython-input", "ipykernel_")
FETCHING = re.compile(r"@import|url\((?!data:font/woff2;base64,|#)|expression\(|</")  # in a style sheet without capitals


def policy(css: str, script: str = "") -> str:
    """The content security policy of a page with one style sheet and at most one script, both ours."""
    runs = f"script-src '{digest(script)}'; " if script else ""
    return (f"default-src 'none'; {runs}style-src '{digest(css)}'; font-src data:; img-src data:; "
            "form-action 'none'; base-uri 'none'")


@cache
def notes_script() -> str:
    """The one script that a page may hold: it opens the note of a chart's label."""
    return (Path(__file__).parent / "template" / "notes.js").read_text("utf-8")


def digest(text: str) -> str:
    """A style sheet or a script as a policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def admit(page: str, name: str = "page") -> None:
    """Raise Fault 9 with every reason for which a finished page may not be shown."""
    if found := faults(page):
        raise Fault(9, f"{name}: refused at the gate. {' '.join(found[:8])} Nothing was published.")


def faults(page: str) -> list[str]:
    """What is wrong with the finished bytes of a page, one sentence each."""
    reader = skimmed(page) or read(page)
    found = [*reader.faults, *structure(reader), *script_faults(reader.scripts), *block_faults(reader.blocks)]
    return found + style_faults(reader.css, reader.policies, reader.scripts) + traces(page)


def traces(page: str) -> list[str]:
    """What a page tells of the machine on which it was made."""
    seen = ADDRESS.sub("", re.sub(r"data:[a-z]+/[a-z0-9.-]+(?:;[a-z0-9=-]+)*,?[A-Za-z0-9+/=]*", "", page))
    paths = set(MACHINE.findall(seen)) if any(sign in seen for sign in HINTS) else ()
    found = [f'Found the machine path "{hit}", expected none.' for hit in sorted(paths)]
    found += ["Found a folder of this machine, expected none." for folder in private() if names(seen, folder)]
    return found + [f'Found "{spill.strip()}", expected no trace of machinery.' for spill in SPILLED if spill in seen]


def names(text: str, folder: str) -> bool:
    """Whether a text names a folder; its parts are looked for first, since a pattern goes through a page slowly."""
    parts = [part for part in re.split(r"[/\\]+", folder) if part]
    there = all(f"/{part}" in text or f"\\{part}" in text for part in parts) or folder[1:2] == ":"
    return there and bool(named(folder).search(text))


def structure(reader: Reader) -> list[str]:
    """Headings out of order, ids twice, a page without language or manifest."""
    found = []
    if reader.headings.count(1) != 1:
        found.append(f"Found {reader.headings.count(1)} h1 headings, expected one.")
    steps = zip(reader.headings, reader.headings[1:], strict=False)
    found += [f"Found h{b} after h{a}, expected no level to be skipped." for a, b in steps if b > a + 1][:1]
    found += [f'Found id "{name}" {n} times, expected once.' for name, n in Counter(reader.ids).items() if n > 1]
    there = set(reader.ids)
    lost = [name for name in reader.opened if name not in there]
    found += [f'Found a mark that opens "{name}", expected a note of that name.' for name in lost[:1]]
    if reader.root.get("lang") not in ("ar", "en") or reader.root.get("dir") not in ("rtl", "ltr"):
        found.append("Found no lang or dir on the page, expected both.")
    if reader.open:
        found.append(f"Found <{reader.open[-1]}> unclosed, expected a whole page.")
    return found


def script_faults(scripts: Sequence[str]) -> list[str]:
    """A script that is not ours, or that stands there twice."""
    if not scripts or list(scripts) == [notes_script()]:
        return []
    return ["Found a <script> that is not the one of the notes, expected no other."]


def style_faults(css: Sequence[str], policies: Sequence[str], scripts: Sequence[str] = ()) -> list[str]:
    """A style sheet that is not the one hashed, or that would fetch something."""
    if len(css) != 1 or len(policies) != 1:
        return [f"Found {len(css)} style sheets and {len(policies)} policies, expected one of each."]
    found = []
    if policies[0] != policy(css[0], "".join(scripts)):
        found.append("Found a policy that is not that of the page's style sheet.")
    if FETCHING.search(css[0].lower()):
        found.append("Found a style sheet that fetches something, expected fonts inside it only.")
    return found


def block_faults(blocks: Sequence[str]) -> list[str]:
    """Data for machines that is more than one description, or no description."""
    if len(blocks) > 1:
        return [f"Found {len(blocks)} data blocks, expected one."]
    for block in blocks:
        try:
            told = json.loads(block)
        except ValueError:
            told = None
        if "<" in block or not isinstance(told, dict) or told.get("@context") != "https://schema.org/":
            return ["Found a data block that is no schema.org description in JSON, expected one without <."]
    return []
