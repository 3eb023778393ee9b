"""What an edition shows beside sentences: passages, claims, news, links to other reports, and the list of sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from .. import exhibits, reads, tables
from .. import language as wording
from ..rows import records
from .sentences import Said, Speaking, absent

SOURCE = ("source_id", "title", "url", "published", "seed")


class Showing(Speaking):
    """The exhibits of an edition, and the sources that it cites."""

    data: str | None
    reads: reads.Reads
    cited: list[str]
    undated: int
    grades: dict[str, tuple[str, bool]]

    def load(self, name: str) -> pd.DataFrame:
        """A table of the data."""
        raise NotImplementedError

    def place(self, section: str | None) -> dict[str, str]:
        """Where a section of another report stands, as `href`; nothing where this data package has none of that name."""
        row = self.section(section) if section else None
        return {"href": exhibits.link(row, self.language, self.digits)["href"]} if row else {}

    def section(self, name: str) -> dict[str, Any] | None:
        """The row of a section of a report."""
        if "sections" not in tables.names(self.data):
            return None
        rows = self.load("sections")
        return next((row for row in records(rows) if row["section_id"] == name), None)

    def taken_from(self, section: str) -> Said:
        """The section of another report from which the chart above is taken, by its heading."""
        place = self.section(section)
        links = [exhibits.link(place, self.language, self.digits)] if place else []
        return Said("links", {"links": links}, section)

    def news(self, found: Mapping[str, Sequence[Mapping[str, Any]]]) -> Said:
        """What became known between two editions; see `exhibits.news`."""
        cards = self.cards()
        self.cite(one["source"] for rows in found.values() for one in rows)
        data = exhibits.news(found, cards, self.language, self.digits)
        return Said("entries", self.evidence.marked(data), f"{sum(map(len, found.values()))} rows")

    def passages(self, frame: pd.DataFrame, *, seed: str, ar: str, en: str) -> Said:
        """The sentences of a document with their words marked, under a title; see `exhibits.passages`."""
        own = self.cards()
        self.cite(name for name, card in own.items() if card["seed"] == seed and len(frame))
        data = exhibits.passages(frame, title=self.text(ar=ar, en=en), seed=seed, language=self.language, digits=self.digits)
        return Said("passages", self.evidence.marked(data), f"{len(frame)} sentences")

    def claims(self, frame: pd.DataFrame) -> Said:
        """The claims of a document, each with the rows that bear on it; see `exhibits.claims`."""
        self.cite(source for sources in frame["sources"] for source in sources)
        data = exhibits.claims(frame, self.cards(), self.language, self.digits)
        return Said("entries", self.evidence.marked(data), f"{len(frame)} claims")

    def disputes(self, frame: pd.DataFrame) -> Said:
        """Who says what, of readings that lie apart; see `exhibits.disputes`."""
        data = exhibits.disputes(frame, self.cards(), self.language, self.digits)
        return Said("entries", self.evidence.marked(data), f"{len(frame)} disputes")

    def gaps(self, frame: pd.DataFrame) -> Said:
        """What was looked for and not found, and where."""
        return Said("entries", self.evidence.marked(exhibits.gaps(frame, self.language, self.digits)), f"{len(frame)} gaps")

    def listing(self, frame: pd.DataFrame, *, ar: str, en: str) -> Said:
        """All sources as a table under a title; see `exhibits.listing`."""
        data = exhibits.listing(frame, title=self.text(ar=ar, en=en), language=self.language, digits=self.digits)
        return Said("table", self.evidence.marked(data), f"{len(frame)} sources")

    def source_line(self, cited: Sequence[str]) -> str:
        """The first two pages behind a chart by title, and how many more the list of sources has."""
        self.reads.some("sources", cited[:2], ("source_id", "title"))
        titles = tables.load("sources", data=self.data).set_index("source_id")["title"]
        pause = wording.words("page.between_sources", self.language)
        first = pause.join(wording.isolate(str(titles[name]), self.language) for name in cited[:2])
        if len(cited) <= 2:
            return f"{first}." if first else ""
        template = wording.words("page.more_sources", self.language)
        more = wording.format(template, {"count": len(cited) - 2}, self.language, self.digits)
        return f"{first}{pause}{more}"

    def cards(self) -> dict[str, dict[str, str | None]]:
        """Every source by its id, what it does not state as None."""
        self.reads.whole("sources", SOURCE)
        rows = tables.load("sources", data=self.data).set_index("source_id").to_dict("index")
        return {
            str(name): {str(key): None if absent(value) else str(value) for key, value in row.items()}
            for name, row in rows.items()
        }

    def cite(self, sources: Iterable[str]) -> None:
        """Put sources on the page's list, once each."""
        self.cited += [source for source in dict.fromkeys(sources) if source not in self.cited]

    def sources(self) -> Said:
        """The pages behind this notebook's charts, in the order in which the charts cite them."""
        notes = self.evidence.notes()
        told = [note["source_id"] for note in notes.values() if note.get("source_id")]
        self.reads.some("sources", [*self.cited, *told], SOURCE)
        every = tables.load("sources", data=self.data)
        rows = every[every["source_id"].isin([*self.cited, *told])].set_index("source_id").to_dict("index")
        behind = [name for name in told if name in rows]
        listed = [source_card(name, rows[name], *self.grades.get(name, (None, False)))
                  for name in dict.fromkeys([*self.cited, *behind])]  # fmt: skip
        return Said("sources", {"sources": listed, "undated": self.undated, "notes": notes}, f"{len(listed)} sources")


def source_card(name: str, row: Mapping[Any, Any], confidence: str | None, second_hand: bool) -> dict[str, Any]:
    """One source as the page lists it; what the source does not state is None."""
    card = {"id": name, "title": row["title"], "url": row["url"], "published": row["published"], "confidence": confidence}
    return {key: None if absent(value) else str(value) for key, value in card.items()} | {"second_hand": second_hand}
