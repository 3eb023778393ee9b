"""What may stand in a drawing that a page takes in: shapes and text alone."""

from __future__ import annotations

from xml.etree import ElementTree

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
