"""Text for the page: Markdown without HTML, words of the other script marked with their language, names kept whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from .. import language as wording

WORD = r"[A-Za-z](?:[A-Za-z0-9.&+/'’\-]*[A-Za-z0-9+])?"
NAME = r"(?<=\u2066)[!-~ \u00a0]*[A-Za-z][!-~ \u00a0]*(?=\u2069)"  # kept apart as one name, its digits with it: Llama 4
LATIN = re.compile(rf"{NAME}|{WORD}(?:[ \u00a0]{WORD})*")
OPENS = '<button type="button" class="of{}" popovertarget="{}">{}</button>'
NAMES = '<span class="by{}" data-of="{}">{}</span>'
KEPT = 8192  # texts whose markup is kept: names of sources, terms and figures stand on a page many times
CLOSING = re.compile(r"[.,;:!?،؛؟)»”’]+")
NONE: Mapping[str, Any] = {}
LETTER = "\u0620-\u064a\u066e-\u06d3\u0640\u064b-\u0652"
LETTERS = "".join(map(chr, (*range(0x620, 0x660), *range(0x66E, 0x6D4))))
ARABIC = re.compile(rf"[{LETTER}]+(?:[ \u00a0،]+[{LETTER}]+)*")
BOLD = re.compile(r"\*\*(.+?)\*\*")


def seen(text: str) -> str:
    """The text with what may not be parted tied together."""
    return text.replace("Scale AI", "Scale\u00a0AI")


def foreign(text: str, language: str) -> Markup:
    """Escaped text in which every run of the other script names its language, for voices and fonts."""
    return quoted(seen(text), language)


def quoted(text: str, language: str) -> Markup:
    """The same of words that are not ours and stay as they are, to the last space."""
    return parted(str(text), language)


@lru_cache(KEPT)
def parted(text: str, language: str) -> Markup:
    """The markup of a plain text: each run of the other script within its element, everything escaped."""
    pattern, tag = (LATIN, '<span lang="en">{}</span>') if language == "ar" else (ARABIC, '<bdi lang="ar">{}</bdi>')
    out, last = list[str](), 0
    for hit in pattern.finditer(text):
        out += [escape(text[last:hit.start()]), tag.format(escape(hit[0]))]
        last = hit.end()
    return Markup("".join([*out, escape(text[last:])]))


def inline(text: str, language: str, notes: Mapping[str, Any] = NONE, opening: str = OPENS) -> Markup:
    """A sentence: escaped whole, **weight** the only markup; its figures open their notes."""
    made, last = list[str](), 0
    for start, end, (name,) in wording.placed_in(text):
        # A letter on either side that joins the figure's own must stay with it, or both lose their form.
        start, end = max(last, start - joining(text[:start][::-1])), end + joining(text[end:])
        made.append(plain(text[last:start], language))
        mark = opening.format(escape(graded(notes.get(name, NONE))), escape(name), plain(text[start:end], language))
        tail = CLOSING.match(str(text), end)  # a stop behind a mark would begin the next line alone
        made.append(f'<span class="tied">{mark}{escape(tail[0])}</span>' if tail else mark)
        last = tail.end() if tail else end
    return Markup("".join([*made, plain(str(text)[last:], language)]))


def graded(note: Mapping[str, Any]) -> str:
    """The classes by which a figure shows how well it is known."""
    return "".join(f" {name}" for name in (note.get("confidence"), "relayed" if note.get("second_hand") else None) if name)


def joining(text: str) -> int:
    """How many Arabic letters stand at the beginning of a text."""
    return len(text) - len(text.lstrip(LETTERS))


def plain(text: str, language: str) -> Markup:
    """A text without figures."""
    parts = BOLD.split(str(text))
    if len(parts) == 1:
        return foreign(parts[0], language)
    made = [f"<strong>{foreign(p, language)}</strong>" if i % 2 else foreign(p, language) for i, p in enumerate(parts)]
    return Markup("".join(made))


def isolated(text: Any, language: str, notes: Mapping[str, Any] = NONE) -> Markup:
    """A name or a value that stands for itself, kept from turning its neighbours round."""
    if wording.placed_in(text):
        return Markup(f"<bdi>{inline(text, language, notes)}</bdi>")
    return alone("" if text is None else str(text), language)


@lru_cache(KEPT)
def alone(text: str, language: str) -> Markup:
    """The markup of such a name or value in which no figure stands."""
    other = ""
    if language == "ar" and LATIN.search(text) and not ARABIC.search(text):
        other = ' lang="en"'
    if language == "en" and ARABIC.search(text) and not LATIN.search(text):
        other = ' lang="ar"'
    return Markup(f"<bdi{other}>{escape(seen(text)) if other else foreign(text, language)}</bdi>")


def rendered(text: str, language: str, kind: str = "") -> Markup:
    """Markdown as HTML: no raw HTML, no pictures, links to http(s) and places in the page only."""
    return Markup(reader().render(text, {"language": language, "kind": kind}))


@cache
def reader() -> MarkdownIt:
    """The Markdown that notebooks may use."""
    made = MarkdownIt("commonmark", {"html": False}).disable("image")
    made.validateLink = lambda url: bool(re.match(r"https?://|#", url))  # type: ignore[method-assign]
    made.add_render_rule("text", words)
    made.add_render_rule("paragraph_open", opening)
    return made


def words(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return str(foreign(tokens[index].content, env["language"]))


def opening(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    if tokens[index].hidden:
        return ""
    return f'<p class="{env["kind"]}">' if env["kind"] else "<p>"
