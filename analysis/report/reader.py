"""A page's markup as a browser goes through it, with whatever it finds that may not be there."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

ELEMENTS = frozenset({
    "html", "head", "meta", "title", "link", "style", "body", "a", "header", "footer", "main", "article",
    "section", "aside", "figure", "figcaption", "div", "span", "p", "ul", "ol", "li", "dl", "dt", "dd", "h1",
    "h2", "h3", "h4", "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "pre",
    "code", "bdi", "strong", "em", "blockquote", "br", "hr", "template", "svg", "g", "path", "defs", "clippath",
    "rect", "text", "tspan", "use", "circle", "ellipse", "line", "polyline", "polygon", "desc",
    "pattern", "button", "mark", "script",
})
LOADING = frozenset({
    "src", "srcset", "poster", "background", "action", "formaction", "ping", "data", "code", "archive",
    "manifest", "icon", "cite",
})
BLOCK = [("type", "application/ld+json")]  # data for machines, which no browser runs
CARRIED = re.compile(
    r"data:(?:text/csv;charset=utf-8|application/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet);base64,"
    r"[A-Za-z0-9+/]+={0,2}"
)
EMPTY = frozenset(("meta", "link", "br", "hr"))
SINGLE = frozenset(("html", "meta", "style", "script", "h1", "h2", "h3", "h4"))  # each of them counts
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
RAW = frozenset(("style", "script"))  # what stands in them is no markup
SPACE = r"[ \t\n\r\f]"
ATTRIBUTE = re.compile(rf'{SPACE}+([a-zA-Z][a-zA-Z0-9:-]*)(?:="([^"]*)")?')
OPENING = re.compile(rf'([a-zA-Z][a-zA-Z0-9]*)((?:{SPACE}+[a-zA-Z][a-zA-Z0-9:-]*(?:="[^"]*")?)*){SPACE}*(/?)')


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
