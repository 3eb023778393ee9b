"""The last look at a page's finished bytes: nothing runs, nothing asks the network, nothing is of this machine."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from .fault import Fault, named, private

ELEMENTS = frozenset({
    "html", "head", "meta", "title", "link", "style", "body", "a", "header", "footer", "main", "article",
    "section", "aside", "figure", "figcaption", "div", "span", "p", "ul", "ol", "li", "dl", "dt", "dd", "h1",
    "h2", "h3", "h4", "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "pre",
    "code", "bdi", "strong", "em", "blockquote", "br", "hr", "template", "svg", "g", "path", "defs", "clippath",
    "rect", "text", "tspan", "use", "circle", "ellipse", "line", "polyline", "polygon", "desc",
    "pattern", "button", "mark", "script",
})
DRAWING = frozenset({
    "svg", "g", "path", "defs", "clipPath", "rect", "text", "tspan", "use", "circle", "ellipse", "line",
    "polyline", "polygon", "title", "desc", "pattern",
})
DRAWING_ATTRIBUTES = frozenset({
    "id", "class", "d", "x", "y", "dx", "dy", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width",
    "height", "points", "transform", "viewBox", "version", "xmlns", "direction", "role", "fill", "fill-opacity",
    "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-dashoffset",
    "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "opacity", "clip-path", "clip-rule", "href",
    "text-anchor", "font-family", "font-size", "font-weight", "font-style", "dominant-baseline", "unicode-bidi",
    "lang", "focusable", "patternUnits", "patternTransform", "preserveAspectRatio", "paint-order",
    "vector-effect", "shape-rendering", "space",
})
LOADING = frozenset({
    "src", "srcset", "poster", "background", "action", "formaction", "ping", "data", "code", "archive",
    "manifest", "icon", "cite",
})
MACHINE = re.compile(r"(?<![\w/.:-])(?:file://|/(?:home|Users|root|tmp|work|mnt|opt|private|srv|var|usr|etc)/[\w.-]+"
                     r"|[A-Za-z]:[/\\]Users[/\\])")
HINTS = ("file://", ":/Users", ":\\Users", "/home/", "/Users/", "/root/", "/tmp/", "/work/", "/mnt/", "/opt/", "/private/",
         "/srv/", "/var/", "/usr/", "/etc/")  # without one of them there is no such path
ADDRESS = re.compile(r"https?://[^\s\"'<>]+")  # of the web: whatever folder it names is not of this machine
SPILLED = ("Traceback (most recent call last)", "\x1b[", "<ipython-input", "ipykernel_")
BLOCK = [("type", "application/ld+json")]  # data for machines, which no browser runs
CARRIED = re.compile(
    r"data:(?:text/csv;charset=utf-8|application/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet);base64,"
    r"[A-Za-z0-9+/]+={0,2}"
)
FETCHING = re.compile(r"@import|url\((?!data:font/woff2;base64,|#)|expression\(|</")  # in a style sheet without capitals
EMPTY = frozenset(("meta", "link", "br", "hr"))
SINGLE = frozenset(("html", "meta", "style", "script", "h1", "h2", "h3", "h4"))  # each of them counts
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
RAW = frozenset(("style", "script"))  # what stands in them is no markup
SPACE = r"[ \t\n\r\f]"
ATTRIBUTE = re.compile(rf'{SPACE}+([a-zA-Z][a-zA-Z0-9:-]*)(?:="([^"]*)")?')
OPENING = re.compile(rf'([a-zA-Z][a-zA-Z0-9]*)((?:{SPACE}+[a-zA-Z][a-zA-Z0-9:-]*(?:="[^"]*")?)*){SPACE}*(/?)')


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


def read(page: str) -> Reader:
    """What Python's own parser finds in a page, however it is written."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def skimmed(page: str) -> Reader | None:
    """The same of a page without a fault that is written as our template writes it; None of any other.

    Every < begins a tag, every value stands in double quotes, nothing is a comment or a declaration: then there is but
    one way to read it, and it takes a sixth of the time. Elements written alike are judged once.
    """
    first, *pieces = page.split("<")
    if first or not pieces or pieces[0].rstrip() != "!doctype html>":
        return None
    reader, alike = Reader(), dict[str, list[str]]()
    for piece in pieces[1:]:
        head, ends, text = piece.partition(">")
        if not ends:
            return None
        if reader.open and head == f"/{reader.open[-1]}":
            reader.open.pop()
        elif reader.open and reader.open[-1] in RAW:
            return None
        elif head[0:1] == "/":
            reader.handle_endtag(head[1:].lower())
        elif head in alike:
            reader.open += alike[head]
        elif not begun(reader, head, alike):
            return None
        elif reader.open and reader.open[-1] in RAW:
            reader.handle_data(text)
    return None if reader.faults else reader  # Python's parser puts them into words


def begun(reader: Reader, head: str, alike: dict[str, list[str]]) -> bool:
    """Note a tag that begins an element, and what one written alike would open; false where it is written otherwise."""
    found = OPENING.fullmatch(head)
    if not found or (found[3] and found[1].lower() in RAW):
        return False
    tag, before = found[1].lower(), len(reader.open)
    pairs = ATTRIBUTE.findall(found[2])
    attributes: list[tuple[str, str | None]] = [(name.lower(), html.unescape(value)) for name, value in pairs]
    (reader.handle_startendtag if found[3] else reader.handle_starttag)(tag, attributes)
    if tag not in SINGLE and "id" not in dict(attributes):
        alike[head] = reader.open[before:]
    return True


class Reader(HTMLParser):
    """Goes through a page as a browser would and notes what may not be there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.scripts: list[str] = []
        self.opened: dict[str, None] = {}
        self.headings: list[int] = []
        self.css: list[str] = []
        self.policies: list[str] = []
        self.blocks: list[str] = []
        self.described = False
        self.open: list[str] = []
        self.root: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if len(given) < len(attrs):  # a browser takes the first, this reader the last
            self.faults.append(f"Found an attribute twice on <{tag}>, expected each once.")
        if tag not in ELEMENTS:
            self.faults.append(f"Found <{tag}>, expected only what a page is made of.")
        if tag not in EMPTY:
            self.open.append(tag)
        if tag == "html":
            self.root = given
        if tag in HEADINGS:
            self.headings.append(int(tag[1]))
        if tag == "style":
            self.css.append("")
        if tag == "script":
            self.described = attrs == BLOCK
            (self.blocks if self.described else self.scripts).append("")
        if "id" in given:
            self.ids.append(given["id"])
        if "popovertarget" in given:
            self.opened[given["popovertarget"]] = None
        for name, value in given.items():
            self.judge(tag, name, value, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.open.pop()

    def judge(self, tag: str, name: str, value: str, given: dict[str, str]) -> None:
        """Note an attribute that runs, styles or fetches."""
        if name.startswith("on") or name in LOADING or name == "style":
            self.faults.append(f"Found {name}= on <{tag}>, expected none.")
        elif name in ("href", "xlink:href") and not allowed(tag, value, given):
            self.faults.append(f'Found the link "{value[:60]}" on <{tag}>, expected http(s), the shelf or data.')
        elif name == "http-equiv":
            if value.lower() == "content-security-policy":
                self.policies.append(given.get("content", ""))
            else:
                self.faults.append(f'Found http-equiv "{value[:40]}", expected the policy only.')
        elif "url(" in value.lower() and not re.fullmatch(r"url\(#[\w-]+\)", value):
            self.faults.append(f"Found an address in {name}= on <{tag}>, expected none.")

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.faults.append(f"Found </{tag}> out of place, expected elements to nest.")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.css[-1] += data
        if self.open and self.open[-1] == "script":
            (self.blocks if self.described else self.scripts)[-1] += data


def allowed(tag: str, value: str, given: dict[str, str]) -> bool:
    """Whether a link leads where a page's links may lead, and loads nothing by itself."""
    value = value.strip()
    if tag == "link":
        return given.get("rel") == "alternate" and not re.match(r"[a-z]+:|//", value, re.IGNORECASE)
    if tag == "a":
        data = CARRIED.fullmatch(value) and given.get("download")
        return bool(data) or bool(re.match(r"https?://", value)) or not re.match(r"[^/#?]*:|//", value)
    return value.startswith("#")


def drawing_faults(svg: str) -> list[str]:
    """What may not stand in a drawing: only shapes and text, no style sheet, nothing from outside it."""
    if "<!" in svg or "<?" in svg:
        return ["Found a declaration in a drawing, expected elements only."]
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        return [f"Found a drawing that is not XML ({error}), expected one <svg>."]
    found = [] if local(root.tag) == "svg" else ["Found a drawing without <svg>."]
    for element in root.iter():
        if local(element.tag) not in DRAWING:
            found.append(f"Found <{local(element.tag)}> in a drawing, expected shapes and text.")
        for name, value in element.attrib.items():
            if local(name) not in DRAWING_ATTRIBUTES and not local(name).startswith("aria-"):
                found.append(f"Found {local(name)}= in a drawing, expected classes and plain attributes.")
            elif local(name) == "href" and not value.startswith("#"):
                found.append("Found a link out of a drawing, expected none.")
    return found


def local(name: str) -> str:
    """An XML name without its namespace."""
    return name.rpartition("}")[2]
