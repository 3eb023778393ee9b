"""The sheets of a page's workbook: what it is, the figures of its text, the table of each chart, sources, columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any

from .. import language as wording
from ..language.vocabulary import keys
from . import workbook
from .extract import bare
from .page import Page, Plot
from .workbook import Sheet

OF_CURRENCY = ("value", "high", "chosen", "least", "most", "readings", "ticks")  # in the currency named beside them
HEADINGS = ("columns", "claim", "confidence")  # groups of words in which a column may be named
OF_RATE = ("value", "low", "high", "other")
Rows = list[list[Any]]


def of(page: Page, facts: Mapping[str, Any], author: str, licence: Mapping[str, Any], cited: str) -> list[Sheet]:
    """Every sheet of a page, in the page's words. `cited` is the reference by which the page is cited."""
    word = partial(wording.words, language=facts["language"])
    charts, tables = [chart(plot, facts["language"]) for plot in drawn(page)], tabled(page, facts["language"])
    fixed = [word(f"sheet.{name}") for name in ("about", "findings", "sources", "columns")]
    names = workbook.titles([*fixed, *(sheet.name for sheet in (*charts, *tables))])[4:]
    found = [word("sheet.section"), word("sheet.finding"), word("sheet.value"), word("sheet.unit")]
    return [
        Sheet(fixed[0], (), preface(page, facts, author, licence, cited, names)),
        Sheet(fixed[1], found, stated(page, facts)),
        *(replace(sheet, name=name) for name, sheet in zip(names, (*charts, *tables), strict=True)),
        credits(page, facts["language"]), glossary(page, names[: len(charts)], facts["language"]),
    ]  # fmt: skip


def preface(
    page: Page, facts: Mapping[str, Any], author: str, licence: Mapping[str, Any], cited: str, names: Sequence[str]
) -> Rows:
    """What the file is, whose it is, how to cite it, and what each sheet holds; without what is not known of it."""
    word = partial(wording.words, language=facts["language"])
    rights = " ".join(filter(None, (licence.get("name"), licence.get("path"))))
    changed = " ".join(f"{name}={value}" for name, value in sorted(facts["changed"].items()))
    limit = word("sheet.cut").format(digits=workbook.DIGITS)
    said: Rows = [
        [word("sheet.page"), bare(facts["title"])], [word("sheet.as_of"), facts["as_of"]],
        [word("cite.key"), facts["key"]], [word("cite.title"), cited], [word("sheet.authors"), author],
        [word("sheet.licence"), rights], [word("sheet.changed"), changed],
        [word("sheet.note"), f"{word('sheet.unknown')} {limit}"],
    ]  # fmt: skip
    listed = [
        [name, *(bare(data.get(part)) for part in ("title", "unit", "note"))]
        for name, data in zip(names, [*(plot.data for plot in drawn(page)), *listings(page)], strict=True)
    ]
    head = [word("sheet.name"), word("sheet.holds"), word("sheet.unit"), word("sheet.note")]
    return [*(row for row in said if row[1]), [], head, *listed]


def stated(page: Page, facts: Mapping[str, Any]) -> Rows:
    """The named figures of the text, each once for its section: section, name, value, unit."""
    headings = {section.id: bare(section.title) for section in page.sections}
    rows = [
        [headings.get(row["section"], bare(facts["title"])), row["name"], row["value"], row["unit"]]
        for row in facts["findings"]
    ]
    return [row for place, row in enumerate(rows) if row not in rows[:place]]


def drawn(page: Page) -> list[Plot]:
    """The charts that have data."""
    return [plot for plot in page.plots if plot.data["table"]["rows"]]


def listings(page: Page) -> list[Mapping[str, Any]]:
    """The tables that stand on the page by themselves."""
    return [data for section in page.sections for kind, data in section.blocks if kind == "table"]


def tabled(page: Page, tongue: str) -> list[Sheet]:
    """Those tables as the page words them."""
    word = wording.words("page.table", tongue)
    return [
        Sheet(f"{word} {place}", list(map(bare, data["columns"])), [list(map(bare, row)) for row in data["rows"]])
        for place, data in enumerate(listings(page), 1)
    ]


def exact(plot: Plot) -> Rows:
    """A chart's exact values under their names, or its table where there are none."""
    return [list(row) for row in plot.data.get("csv") or [plot.data["table"]["columns"], *plot.data["table"]["rows"]]]


def chart(plot: Plot, tongue: str) -> Sheet:
    """A chart's exact values. A column that also holds other things than numbers is text throughout; a fraction with more
    digits than a spreadsheet keeps also stands whole, in a last column."""
    names, *rows = exact(plot)
    numeric = [all(workbook.is_number(cell) for cell in column if cell not in ("", None))
               for column in zip(*rows, strict=True)]  # fmt: skip
    held = units(plot, tongue)
    header = [headed(name, unit, tongue) for name, unit in zip(names, held, strict=True)]
    cut = [place for place, sure in enumerate(numeric) if sure and any(workbook.shortened(row[place]) for row in rows)]
    header += [f"{header[place]}: {wording.words('sheet.exact', tongue)}" for place in cut]
    typed = [[cell if sure else workbook.Text(cell or "") for cell, sure in zip(row, numeric, strict=True)] for row in rows]
    whole = [[*own, *(workbook.Text(row[place]) for place in cut)] for own, row in zip(typed, rows, strict=True)]
    return Sheet(plot.id[6:], header, whole, [place for place, unit in enumerate(held) if unit.isalpha()])


def units(plot: Plot, tongue: str) -> list[str]:
    """The unit of each column of a chart, "" where it has none or the rows name it: a currency, or percent."""
    names, *rows = exact(plot)
    percent = "٪" if tongue == "ar" else "%"
    currencies = {str(row[names.index("currency")]) for row in rows} if "currency" in names else set()
    currency = currencies.pop() if len(currencies) == 1 else ""
    rate = percent if bare(plot.data.get("unit")).endswith(("%", "٪")) else ""
    found = []
    for name in names:
        own = "USD" if name.endswith("_usd") else percent if name.endswith("_pct") else ""
        found.append(own or (currency if name in OF_CURRENCY else "") or (rate if name in OF_RATE else ""))
    return found


def headed(name: str, unit: str, tongue: str) -> str:
    """The heading of a column in words, with its unit; a column that the words do not know keeps its name."""
    said = next((wording.words(key, tongue) for group in HEADINGS if (key := f"{group}.{name}") in known(tongue)), name)
    return f"{said} ({unit})" if unit else said


@cache
def known(tongue: str) -> frozenset[str]:
    """Every key of the words."""
    return frozenset(keys(tongue))


def credits(page: Page, tongue: str) -> Sheet:
    """The sources of the page: id, title, address, day, grade of confidence, whether it only relays."""
    word = partial(wording.words, language=tongue)
    header = [word("sheet.id"), word("sheet.holds"), word("sheet.url"), word("columns.date"), word("confidence.title"),
              word("sheet.second_hand")]  # fmt: skip
    rows = [
        [source["id"], bare(source.get("cite") or source.get("title")), source.get("url"), source.get("published"),
         word(f"confidence.{source['confidence']}") if source.get("confidence") else "",
         word("value.yes") if source.get("second_hand") else ""]
        for source in page.sources
    ]  # fmt: skip
    return Sheet(word("sheet.sources"), header, rows)


def glossary(page: Page, names: Sequence[str], tongue: str) -> Sheet:
    """Each column of each chart: its sheet, its heading, its name in the CSV, its unit."""
    word = partial(wording.words, language=tongue)
    header = [word("sheet.name"), word("sheet.column"), word("sheet.in_csv"), word("sheet.unit")]
    rows = [
        [sheet, headed(column, "", tongue), column, unit]
        for sheet, plot in zip(names, drawn(page), strict=True)
        for column, unit in zip(exact(plot)[0], units(plot, tongue), strict=True)
    ]
    return Sheet(word("sheet.columns"), header, rows)
