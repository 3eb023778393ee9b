"""A control for each parameter, made of the type that the notebook declares for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import ipywidgets as widgets

from .. import language as wording
from ..parameters import TYPES, Parameter, kinds

SLIDES = 100  # the longest range that a slider serves
WIDE = {"description_width": "0", "continuous_update": False}


def control(one: Parameter, value: Any, choices: kinds.Choices, names: Mapping[str, str], language: str) -> widgets.Widget:
    """Return the widget that takes the values of a parameter, at a value that its type has read."""
    rule, layout = TYPES[one.type], widgets.Layout(width="100%")
    more: dict[str, Any] = {"layout": layout, "tooltip": told(one, language)}
    if isinstance(rule, kinds.OneOf):
        return widgets.Dropdown(options=[(word_for(word, language), word) for word in rule.words], value=value, **more)
    if isinstance(rule, (kinds.Term, kinds.Terms)):
        options = sorted((names.get(code, code), code) for code in choices.get(rule.group, ()))
        if isinstance(rule, kinds.Term):
            return widgets.Dropdown(options=options, value=value, **more)
        return widgets.SelectMultiple(options=options, value=tuple(value), rows=min(4, len(options)), **more)
    if isinstance(rule, kinds.Either):
        return widgets.Checkbox(value=value, indent=False, **more)
    if isinstance(rule, kinds.Whole):
        most = rule.most if rule.most is not None else 10**9
        slides = widgets.IntSlider if most - rule.least <= SLIDES else widgets.BoundedIntText
        return slides(value=value, min=rule.least, max=most, continuous_update=False, **more)
    if isinstance(rule, kinds.IsoDay):
        return widgets.DatePicker(value=value, **more)
    return widgets.Text(value="" if value is None else str(value), continuous_update=False, **more)


def given(widget: widgets.Widget) -> Any:
    """Return what a control says, as the rule of its parameter reads it."""
    value = widget.value
    return value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value


def told(one: Parameter, language: str) -> str:
    """Return what a parameter is for."""
    return one.help_ar if language == "ar" else one.help


def word_for(word: str, language: str) -> str:
    """Return a choice in words."""
    return wording.words(f"explore.choice.{word}", language)
