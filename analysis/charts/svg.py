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
    link = part.attrib.pop(f"{{{XLINK}}}href", None)
    if link:
        part.set("href", f"#{prefix}-{link[1:]}")
    if "id" in part.attrib:
        part.set("id", f"{prefix}-{part.attrib['id']}")
    for key, value in part.attrib.items():
        part.set(key, re.sub(r"url\(#", f"url(#{prefix}-", value))
        if key in GEOMETRY:  # a hundredth of a pixel is less than any screen shows
            part.set(key, " ".join(re.sub(r"(\.\d{2})\d+", r"\1", part.attrib[key]).split()))
    if part.tag != "text":
        part.text = None
    part.tail = None  # line ends between elements
    rules = part.attrib.pop("style", "")
    for rule in filter(None, map(str.strip, rules.split(";"))):
        name, _, value = rule.partition(":")
        part.set(name, re.sub(r"(?<=\d)px$", "", value.strip()).replace("'", ""))
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
