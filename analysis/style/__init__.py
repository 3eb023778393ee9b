"""The look: palette, type, and what Matplotlib is told of them.

A chart is drawn once, in the light palette. In the page each colour becomes a class that stands for a CSS variable, so
one drawing serves light, dark and print.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib import font_manager

FONTS = Path(__file__).parent / "fonts"
SANS, DISPLAY = "Mizan Sans", "Mizan Display"

LIGHT = {
    "paper": "#ffffff",
    "panel": "#eef3f4",
    "ink": "#10222a",
    "ink2": "#465861",
    "ink3": "#5b6b74",
    "rule": "#c4cfd5",
    "grid": "#e2e9ec",
    "deal": "#d9570a",
    "dealtext": "#a84000",
    "dealtint": "#fae1cf",
    "peer": "#0b6173",
    "peertint": "#d4e7eb",
    "field": "#7b8d97",
    "fieldtint": "#d5dde1",
    "step1": "#e4f1f3",
    "step2": "#b4d6dc",
    "step3": "#73b0bb",
    "step4": "#277e8d",
    "step5": "#0a5363",
    "onstep": "#fffffe",
}
DARK = {
    "paper": "#0e181d",
    "panel": "#16242b",
    "ink": "#eaf0f2",
    "ink2": "#b5c2c9",
    "ink3": "#98a8b1",
    "rule": "#3b4c55",
    "grid": "#23333b",
    "deal": "#ff8c40",
    "dealtext": "#ffac75",
    "dealtint": "#4b2b15",
    "peer": "#63c6d4",
    "peertint": "#184049",
    "field": "#6f818b",
    "fieldtint": "#33434b",
    "step1": "#15333b",
    "step2": "#1c4f5a",
    "step3": "#277686",
    "step4": "#4fafbe",
    "step5": "#a8e2ea",
    "onstep": "#0e181e",
}
NAMES = {colour: name for name, colour in LIGHT.items()}

# One unit of a drawing is one CSS pixel: a chart is never scaled, only drawn again for phones.
WIDE, NARROW = 736, 350
LABEL, SMALL = 14, 13

RULES: dict[Any, Any] = {
    "figure.dpi": 72, "savefig.dpi": 72, "svg.fonttype": "none", "svg.hashsalt": "mizan", "text.parse_math": False,
    "text.hinting": "none",  # browsers do not hint: what is measured is what they show
    "font.family": [SANS], "font.size": LABEL, "text.color": LIGHT["ink"], "figure.facecolor": "none",
    "savefig.facecolor": "none", "axes.facecolor": "none", "axes.edgecolor": LIGHT["rule"],
    "axes.spines.left": False, "axes.spines.right": False, "axes.spines.top": False, "axes.spines.bottom": False,
    "axes.grid": False, "grid.color": LIGHT["grid"], "grid.linewidth": 1, "axes.axisbelow": True,
    "axes.labelcolor": LIGHT["ink2"], "axes.unicode_minus": True, "patch.edgecolor": LIGHT["ink"],
    "xtick.color": LIGHT["ink2"], "ytick.color": LIGHT["ink2"], "xtick.labelsize": SMALL, "ytick.labelsize": SMALL,
    "xtick.major.size": 0, "ytick.major.size": 0, "xtick.minor.size": 0, "ytick.minor.size": 0,
    "lines.linewidth": 2.25, "lines.solid_capstyle": "round", "hatch.linewidth": 1, "hatch.color": LIGHT["grid"],
}  # fmt: skip


def sides(language: str) -> dict[str, Any]:
    """What Matplotlib is told of the side where reading begins: titles stand there, and the scale of values."""
    right = language == "ar"
    return {
        "axes.titlelocation": "right" if right else "left", "legend.frameon": False,
        "ytick.right": right, "ytick.labelright": right, "ytick.left": not right, "ytick.labelleft": not right,
    }  # fmt: skip


@cache
def register() -> None:
    """Make the house's fonts known to Matplotlib, once."""
    for path in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(path)


def context() -> AbstractContextManager[None]:
    """The house style for as long as a figure is made or saved; seaborn and the reader's own settings stay outside."""
    register()
    return matplotlib.rc_context(RULES)


def variables() -> str:
    """The palette as CSS: light by default, dark when the reader's system asks for it, light again on paper."""
    light, dark = ("".join(f"--{name}:{colour};" for name, colour in palette.items()) for palette in (LIGHT, DARK))
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def classes() -> str:
    """The classes by which a drawing names its colours: `c-f-deal` fills, `c-s-deal` strokes."""
    return "".join(f".c-f-{name}{{fill:var(--{name})}}.c-s-{name}{{stroke:var(--{name})}}" for name in LIGHT)
