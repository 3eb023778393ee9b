"""A chart: a drawing for each width, and everything that a page puts around it."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .. import language as wording
from .. import style
from ..provenance import Cell, Count, counted
from ..traces import of_cells
from .check import faults
from .rows import known, own, records, unique, weakest
from .svg import markup

NAMED = 8  # deals left out that are named; more are counted


@dataclass(frozen=True, eq=False)
class Chart:
    """`draw(width)` gives a Figure; title, unit line and alt text are in the chart's language.

    `columns` and `rows` are the table behind it as readers see it, `numeric` the columns of numbers, `ours` the rows to
    set apart; `exact` is the same as plain values with a header. `key` explains shapes as (shape, token, text).
    `sources` are ids, `source` their line below the chart, `note` what was left out, `empty` why nothing is drawn.
    `cite` names the note on some figures, where a page has notes.
    """

    name: str
    title: str
    unit: str
    alt: str
    language: str
    digits: str
    draw: Callable[[int], Figure]
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    exact: Sequence[Sequence[Any]]
    numeric: Sequence[int] = ()
    ours: Sequence[int] = ()
    key: Sequence[tuple[str, str, str]] = ()
    sources: Sequence[str] = ()
    source: str = ""
    note: str = ""
    confidence: str = "estimated"
    second_hand: bool = False
    empty: str | None = None
    cite: Callable[..., str] | None = None

    def __repr__(self) -> str:
        return f"{self.title} ({self.unit})"

    def figure(self, width: int) -> Figure:
        """The drawing at a width, in the house style."""
        with style.context():
            return self.draw(width)

    def svg(self) -> dict[str, str]:
        """Both drawings as SVG; none when there is nothing to draw."""
        return self.published()[0]

    def published(self) -> tuple[dict[str, str], list[str]]:
        """Both drawings as SVG, and what is wrong with those very figures: a page does not take them with a fault."""
        if self.empty:
            return {}, []
        # Inlined drawings share one document, so the ids of one must not be those of another.
        prefix = f"{self.name}-{hashlib.sha256(self.title.encode()).hexdigest()[:4]}"
        widths = {"wide": style.WIDE, "narrow": style.NARROW}
        with style.context():
            figures = {kind: self.draw(width) for kind, width in widths.items()}
            for stated in (one for figure in figures.values() for one in getattr(figure, "mizan_figures", ())):
                if self.cite:
                    self.cite([stated])
            drawn = {kind: markup(figure, f"{prefix}-{kind[0]}") for kind, figure in figures.items()}
            wrong = [f"{kind}: {fault}" for kind, figure in figures.items() for fault in faults(figure, self.language)]
        return drawn, wrong

    def wide(self) -> str:
        """The chart as JupyterLab shows it, drawn once, for a screen."""
        if self.empty:
            return self.view({})
        prefix = f"{self.name}-{hashlib.sha256(self.title.encode()).hexdigest()[:4]}-x"
        with style.context():
            return self.view({"wide": markup(self.draw(style.WIDE), prefix)})

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        drawn, wrong = self.published()
        texts = {name: getattr(self, name) for name in ("title", "unit", "alt", "note")}
        data = {
            "marks": {name: self.marks(text) for name, text in texts.items()},
            "name": self.name,
            "title": self.title,
            "unit": self.unit,
            "alt": self.alt,
            "svg": drawn,
            "faults": wrong,
            "key": [[shape, colour, text, self.marks(text)] for shape, colour, text in self.key],
            "table": {
                "columns": list(self.columns),
                "numeric": list(self.numeric),
                "ours": list(self.ours),
                "rows": [list(row) for row in self.rows],
                "marks": [[self.marks(cell) for cell in row] for row in self.rows],
            },
            "csv": [[plain(value) for value in row] for row in self.exact],
            "sources": list(self.sources),
            "source": self.source,
            "note": self.note,
            "confidence": self.confidence,
            "second_hand": self.second_hand,
            "empty": self.empty,
        }
        return {"application/vnd.mizan.chart+json": data, "text/html": self.view(drawn), "text/plain": repr(self)}

    def marks(self, text: str) -> list[list[Any]]:
        """The figures of a text for a page: from, to, and the name of the note."""
        return [[at, to, self.cite(said, text[at:to])] for at, to, said in wording.placed_in(text)] if self.cite else []

    def view(self, drawn: dict[str, str]) -> str:
        """The chart as JupyterLab shows it: the wide drawing under its title, right to left in Arabic."""
        body = drawn.get("wide") or f"<p>{html.escape(self.empty or '')}</p>"
        side = wording.direction(self.language)
        return (
            f'<figure class="mizan" dir="{side}" lang="{self.language}"><style>{scoped()}</style>'
            f"<figcaption><b>{html.escape(self.title)}</b><br>{html.escape(self.unit)}</figcaption>"
            f'<div role="img" aria-label="{html.escape(self.alt)}">{body}</div>'
            f"<p>{html.escape(self.note)}</p></figure>"
        )


def scoped() -> str:
    """The CSS of one chart outside a page of ours; it touches nothing else."""
    palette = "".join(f"--{name}:{colour};" for name, colour in style.LIGHT.items())
    rules = (
        f'.mizan{{{palette}max-width:736px;background:#fff;color:#10222a;padding:8px;font-family:"{style.SANS}",sans-serif}}'
    )
    rules += ".mizan svg{width:100%;height:auto;overflow:visible}.mizan svg text{unicode-bidi:plaintext}"
    rules += '.mizan svg [id*="halo"] text{paint-order:stroke;stroke:#fff;stroke-width:4px}'
    return rules + "".join(f".mizan {rule}}}" for rule in style.classes().split("}") if rule)


def finish(
    frame: pd.DataFrame, *, name: str, title: str, unit: str, alt: str, language: str, digits: str,
    draw: Callable[[int], Figure], columns: Sequence[str], rows: Sequence[Sequence[str]],
    exact: Sequence[Sequence[Any]], numeric: Sequence[int] = (), key: Sequence[tuple[str, str, str]] = (),
    left_out: pd.DataFrame | None = None, note: str = "", empty: bool = False,
    listed: pd.DataFrame | None = None,
) -> Chart:  # fmt: skip
    """A Chart over the rows of a frame: its sources, the weakest grade among them, the deals left out, the row set apart.

    The frame's columns sources (lists), confidence, second_hand and tone are read where they are; `empty` is said of a
    frame without rows in any case. `listed` are the rows of the table, and of the sources, where they are not all.
    """
    listed = frame if listed is None else listed
    notes = [note] if note else []
    notes += [] if left_out is None else without(left_out, language, digits)
    return Chart(
        name=name, title=title, unit=unit, alt=alt, language=language, digits=digits, draw=draw, columns=columns,
        rows=[[wording.localized(cell, language, digits) for cell in row] for row in rows],
        exact=exact, numeric=numeric, key=key, note=wording.localized(wording.strung(" ", notes), language, digits),
        ours=[place for place, tone in enumerate(listed.get("tone", [])) if tone == "deal"],
        sources=unique(listed.get("sources", [])), confidence=weakest(frame.get("confidence", [])),
        second_hand=bool(any(frame.get("second_hand", []))),
        empty=wording.words("charts.empty", language) if empty or frame.empty else None,
    )  # fmt: skip


def without(left_out: pd.DataFrame, language: str, digits: str) -> list[str]:
    """One sentence for each reason why deals are not drawn, naming them; beyond the first eight they are counted."""
    sentences = []
    for reason, rows in left_out.groupby("reason", sort=False):
        told = rows if len(rows) <= NAMED else rows.head(NAMED - 1)
        names = [who(row, language, digits) for row in records(told)]
        more = others(rows["deal_id"].iloc[len(told) :]) if len(told) < len(rows) else 0
        key = "charts.without_more" if more else "charts.without"
        values = {"reason": wording.words(f"charts.reason.{reason}", language), "names": names, "more": more}
        sentences.append(wording.format(wording.words(key, language), values, language, digits))
    return sentences


def others(deals: pd.Series) -> Count:
    """How many deals there are, each of which its announcement stands for."""
    return counted(of_cells(deals.to_numpy(dtype=object), deals, "deals", lambda _, deal: Cell("deals", deal, "announced")))


def who(row: Any, language: str, digits: str) -> str:
    """A deal told apart from its namesakes: «Windsurf (OpenAI، 2025)»."""
    target, buyer = (wording.isolate(own(row, name, language), language) for name in ("target", "acquirer_name"))
    year = [wording.number(int(row["year"]), "year", language, digits)] if known(row["year"]) else []
    return f"{target} ({wording.words('charts.pause', language).join([buyer, *year])})"


def plain(value: Any) -> str:
    """An exact value as text; unknown is empty."""
    if not known(value):
        return ""
    if isinstance(value, (list, tuple)):
        return " ".join(plain(member) for member in value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)
