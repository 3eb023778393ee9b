"""A figure as SVG that can live inside a page: real text, themeable, no id and no style rule of its own."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

from matplotlib.figure import Figure

from .. import style

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
UNSAID = {"Date": None, "Creator": None, "Format": None, "Type": None}  # what would change with the clock or a version
GEOMETRY = {"d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height", "points", "transform", "viewBox"}
FINER, PIXELS = re.compile(r"(\.\d{2})\d+"), re.compile(r"(?<=\d)px$")
COLOURS = {"fill": "f", "stroke": "s"}


def markup(figure: Figure, prefix: str) -> str:
    """The figure's SVG; ids begin with `prefix`, colours are classes of the palette, the same bytes every time.

    Matplotlib styles by `style=` attributes and a sheet of its own; both would be dropped by a page's policy, so each
    rule becomes a presentation attribute. Raises ValueError for a colour outside the palette.
    """
    kept = io.StringIO()
    with style.context():
        figure.savefig(kept, format="svg", metadata=UNSAID)
    root = ElementTree.fromstring(kept.getvalue())
    for part in list(root.iter()):
        rewrite(part, prefix)
    drop(root)
    root.attrib = {"class": "plot", "direction": "ltr", "viewBox": root.get("viewBox", "")}
    root.attrib |= {"stroke-linejoin": "round", "stroke-linecap": "butt"}
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)


def rewrite(part: ElementTree.Element, prefix: str) -> None:
    """One element without namespaces, style and unprefixed ids."""
    part.tag = part.tag.removeprefix(f"{{{SVG}}}")
    said = part.attrib
    link, own, rules = said.pop(f"{{{XLINK}}}href", None), said.get("id"), said.pop("style", "")
    if link:
        said["href"] = f"#{prefix}-{link[1:]}"
    if own is not None:
        said["id"] = f"{prefix}-{own}"
    for rule in filter(None, map(str.strip, rules.split(";"))):
        name, _, value = rule.partition(":")
        said[name] = PIXELS.sub("", value.strip()).replace("'", "")
    for key, value in said.items():
        if key in GEOMETRY:  # a hundredth of a pixel is less than any screen shows
            said[key] = " ".join(FINER.sub(r"\1", value).split())
        elif "url(#" in value:
            said[key] = value.replace("url(#", f"url(#{prefix}-")
    if part.tag != "text":
        part.text = None
    part.tail = None  # line ends between elements
    coloured(part)


def coloured(part: ElementTree.Element) -> None:
    """Replace the colours of an element by classes."""
    names = []
    for attribute, letter in COLOURS.items():
        colour = part.get(attribute, "")
        if colour.startswith("#"):
            if colour not in style.NAMES:
                raise ValueError(f"drawing: found the colour {colour}, expected one of the palette. Name it in style.LIGHT.")
            names.append(f"c-{letter}-{style.NAMES[colour]}")
            del part.attrib[attribute]
    if names:
        part.set("class", " ".join(names))


def drop(root: ElementTree.Element) -> None:
    """Take out the style sheet and metadata that Matplotlib writes, and the empty groups they leave."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in ("style", "metadata") or child.tag.endswith("}metadata"):
                parent.remove(child)
    for child in list(root):
        if child.tag == "defs" and not len(child):
            root.remove(child)
