"""What stands at the end of a notebook in JupyterLab: controls, the section that they redraw, its tables, and its page."""

from __future__ import annotations

import asyncio
import html
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from .. import edition, parameters, report, tables
from .. import language as wording
from ..charts import Chart
from ..report import publish
from . import controls, listing
from .outline import Outline, outline, shown

PAUSE = 0.05  # seconds without another change before a drawing is made: many changes at once make one
SITE = tables.ROOT / "reports" / "site"


class Desk:
    """The controls of one notebook and what they show."""

    def __init__(self, name: str, language: str = "ar") -> None:
        self.name = name
        _, notebook = report.opened(report.find(name))
        self.declared = parameters.contract(notebook)
        self.values = parameters.check(self.declared, {"language": language})
        self.outline: Outline = outline(notebook)
        self.place = min(self.outline.sections)
        self.waiting: asyncio.TimerHandle | None = None
        self.controls: dict[str, widgets.Widget] = {}
        self.chart, self.page = widgets.Output(), widgets.HTML()
        self.fault, self.undrawn = widgets.HTML(), widgets.HTML()  # of the controls, and of the drawing
        self.library, self.tables = widgets.Output(), widgets.Output()
        self.listed: widgets.Dropdown | None = None
        self.box = widgets.VBox()
        self.build()

    def __repr__(self) -> str:
        return f"explore.view({self.name!r})"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Any:
        return self.box._repr_mimebundle_()

    @property
    def language(self) -> str:
        """The language of the page and of the controls."""
        return str(self.values["language"])

    def word(self, key: str) -> str:
        """Words of the controls."""
        return wording.words(f"explore.{key}", self.language)

    def build(self) -> None:
        """Make the controls anew in their language, at the values that they had."""
        package = self.values.get("data")
        choices, names = edition.choices(package), named(package, self.language)
        self.controls = {one.name: controls.control(one, self.values[one.name], choices, names, self.language)
                         for one in self.declared}  # fmt: skip
        sections = [(of.headings.get(self.language, ""), place) for place, of in self.outline.sections.items()]
        section = widgets.Dropdown(options=sections, value=self.place, layout=widgets.Layout(width="100%"))
        section.observe(self.turned, "value")
        render = widgets.Button(description=self.word("render"), icon="file", button_style="primary",
                                layout=widgets.Layout(width="auto"))  # fmt: skip
        render.on_click(self.render)
        for widget in self.controls.values():
            widget.observe(self.changed, "value")
        listed = self.listed = widgets.Dropdown(options=titles(package, self.language), value=None,
                                                layout=widgets.Layout(width="100%"))  # fmt: skip
        listed.observe(self.look_up, "value")
        rows = [row(self.controls[one.name], one.name, controls.told(one, self.language)) for one in self.declared]
        grid = widgets.GridBox(rows, layout=widgets.Layout(grid_template_columns="repeat(auto-fill, minmax(240px, 1fr))",
                                                           grid_gap="4px 16px"))  # fmt: skip
        self.box.children = [
            labelled(self.word("section"), section), self.fault, self.undrawn, self.chart,
            labelled(self.word("parameters"), grid), widgets.HBox([render]), self.page,
            labelled(self.word("tables"), listed), self.library, self.tables,
        ]  # fmt: skip
        for side in ("mizan-rtl", "mizan-ltr"):
            self.box.remove_class(side)
        self.tables.outputs = ()
        self.box.add_class(f"mizan-{wording.direction(self.language)}").add_class("mizan-explore")
        self.draw()

    def turned(self, change: Mapping[str, Any]) -> None:
        """Show another section."""
        self.place = change["new"]
        self.soon()

    def changed(self, _: object) -> None:
        """Take over what the controls say, or say why not."""
        asked = {name: controls.given(widget) for name, widget in self.controls.items()}
        before = self.values
        try:
            self.values = parameters.check(self.declared, asked, edition.choices(asked.get("data") or None))
        except (parameters.BadParameter, tables.DataFault) as fault:
            self.refuse(fault)
            return
        self.page.value = self.fault.value = ""
        if self.listed and before["as_of"] != self.values["as_of"]:
            self.look_up({"new": self.listed.value})
        if any(before[name] != self.values[name] for name in ("language", "data")):
            self.build()
        else:
            self.soon()

    def soon(self) -> None:
        """Draw when no other change has come for a moment."""
        if self.waiting:
            self.waiting.cancel()
        self.waiting = asyncio.get_running_loop().call_later(PAUSE, self.draw)

    def draw(self) -> None:
        """Show the section with the values of the controls."""
        plain = {name: parameters.plain(value) for name, value in self.values.items()}
        try:
            found = "".join(as_html(one, self.language) for one in shown(self.outline, self.place, plain))
        except Exception as fault:  # whatever a measure raises, the reader must not take the old drawing for the new one
            self.undrawn.value, self.chart.outputs = told_fault(str(fault) or type(fault).__name__), ()
            return
        self.undrawn.value = ""
        self.chart.outputs = (as_output(found, self.name),)

    def refuse(self, fault: Exception) -> None:
        """Say what is wrong with the controls until it is mended; the chart stays that of the last values that fitted."""
        if self.waiting:
            self.waiting.cancel()
        self.page.value, self.fault.value = "", told_fault(str(fault))

    def look_up(self, change: Mapping[str, Any]) -> None:
        """Show a table of the data as it was known by the day on screen; none when none is chosen."""
        self.tables.outputs = ()
        if change["new"]:
            if not self.library.outputs:
                self.library.outputs = (as_output(listing.library(), ""),)
            made = listing.listed(change["new"], self.language, self.values.get("data"), self.values.get("as_of"))
            self.tables.outputs = (as_output(made.markup(), repr(made)),)

    def command(self) -> list[str]:
        """The command line that makes the page of the values on screen, after the program's name."""
        different = parameters.changed(self.declared, self.values)
        given = [part for name, value in different.items() for part in ("-p", name, "" if value is None else str(value))]
        return ["report", self.name, "--language", self.language, *given]

    def render(self, _: object = None) -> None:
        """Make the page of the values on screen, and lead to it; none while one of them does not fit."""
        if self.fault.value:
            return
        command, said = self.command(), html.escape(f"mizan {shlex.join(self.command())}")
        self.page.value = f"<p>{self.word('rendering')} <code>{said}</code></p>"
        done = subprocess.run([sys.executable, "-m", "analysis", *command], cwd=tables.ROOT, capture_output=True, text=True,
                              check=False)  # fmt: skip
        if done.returncode:
            lines = (done.stderr or done.stdout).strip().splitlines()
            self.page.value = told_fault(lines[-1] if lines else f"{shlex.join(self.command())}: code {done.returncode}.")
            return
        slug = parameters.slug(parameters.changed(self.declared, self.values))
        page = publish.page_path(SITE, self.name, self.language, slug).relative_to(tables.ROOT).as_posix()
        base = os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "/")
        link = f'<a href="{base}files/{page}" target="_blank" dir="ltr">{html.escape(page)}</a>'
        self.page.value = f"<p>{self.word('rendered')} {link}<br><code dir=ltr>{said}</code></p>"


def told_fault(sentence: str) -> str:
    """A sentence on what is wrong."""
    return f'<p class="mizan-fault" dir="auto">{html.escape(sentence)}</p>'


def as_output(markup: str, told: str) -> dict[str, Any]:
    """An output as a cell would have it."""
    return {"output_type": "display_data", "data": {"text/html": markup, "text/plain": told}, "metadata": {}}


def row(widget: widgets.Widget, name: str, told: str) -> widgets.Widget:
    """A control under what it is for, with its name as the command line has it."""
    head = f'<span class="help"><b><bdi>{html.escape(name)}</bdi></b> {html.escape(told)}</span>'
    return widgets.VBox([widgets.HTML(head), widget]).add_class(f"mizan-of-{name}")


def labelled(label: str, widget: widgets.Widget) -> widgets.Widget:
    """A part of the view under its label."""
    return widgets.VBox([widgets.HTML(f"<b>{html.escape(label)}</b>"), widget])


def as_html(one: Any, language: str) -> str:
    """What a cell shows, as JupyterLab can have it: a chart by its wide drawing, a sentence as text."""
    if isinstance(one, Chart):
        return one.wide()
    side = wording.direction(language)
    return f'<p dir="{side}" lang="{language}">{html.escape(getattr(one, "text", ""))}</p>'


def named(data: str | None, language: str) -> dict[str, str]:
    """The names of terms and deals by their ids."""
    own, there = ("_ar" if language == "ar" else ""), tables.names(data)
    found: dict[str, str] = {}
    for table, key, name in (("terms", "term_id", "name"), ("deals", "deal_id", "target")):
        if table in there:
            rows = tables.load(table, data=data)
            found |= dict(zip(rows[key].astype(str), rows[f"{name}{own}"].astype(str), strict=True))
    return found


def titles(data: str | None, language: str) -> list[tuple[str, str | None]]:
    """The tables of a package by their titles, none first."""
    own = "_ar" if language == "ar" else ""
    told = [(tables.described(name, data), name) for name in tables.names(data)]
    return [("", None), *((one.get(f"title{own}") or one.get("title") or name, name) for one, name in told)]

