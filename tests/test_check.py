"""`mizan check`: green on the project, and red with the right sentence for each way in which seeds or data break."""

import hashlib
import io
import json
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from analysis import check, seeds, tables
from analysis.check import conflicts, hashes, spans
from analysis.check import data as held
from analysis.check.claims import claim_faults
from analysis.quantities import Quantity

ROOT = Path(__file__).parents[1]
ARTICLE = (ROOT / "seeds" / "scale-ai-article.txt").read_text("utf-8")
WAY = "Undo the change; if it is meant, run `mizan check --accept` and commit datapackage.json with it."
MEND = "Correct the row, or point start and end at the words that say it."


class Project:
    """A copy of the project's seeds and data, to be broken."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def edit(self, file: str, old: str, new: str) -> None:
        """Put new text for old, which must stand in the file once."""
        text = self.root.joinpath(file).read_bytes().decode("utf-8")
        assert text.count(old) == 1, (file, old, text.count(old))
        self.root.joinpath(file).write_bytes(text.replace(old, new).encode("utf-8"))

    def write(self, text: str, **fields: object) -> None:
        """Replace the article by another document, with a card that says so."""
        self.root.joinpath("seeds/scale-ai-article.txt").write_bytes(text.encode("utf-8"))
        (card,) = yaml.load((ROOT / "seeds" / "seeds.yml").read_text("utf-8"), yaml.BaseLoader)
        card |= {name: None for name, value in card.items() if value == "null"}
        card |= {"sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(), **fields}
        self.root.joinpath("seeds/seeds.yml").write_text(yaml.safe_dump([card], allow_unicode=True), "utf-8")

    def digest(self, file: str) -> str:
        return hashlib.sha256(self.root.joinpath(file).read_bytes()).hexdigest()


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A copy that `check` takes for the project."""
    for name in ("data", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.setattr(tables.folder, "ROOT", tmp_path)
    monkeypatch.setattr(seeds, "FOLDER", tmp_path / "seeds")
    return Project(tmp_path)


def test_the_project_keeps_its_own_rules():
    """Seeds, tables and notebooks have no fault."""
    assert check.run() == []


class TestClaims:
    """What is said of a claim is carried by rows, each on one side of it and of a day that is known."""

    @pytest.mark.parametrize(("old", "new", "sentence"), [
        (",borne_out,2025-06-13-google-market-01 meta-scale-ai-2025-customer-spend-at-risk-google-01,,",
         ",contradicted,2025-06-13-google-market-01 meta-scale-ai-2025-customer-spend-at-risk-google-01,,",
         "rival-labs-may-hesitate: found contradicted and nothing in evidence_against, expected a row that shows it. "
         "Cite one, or call it open."),
        (",borne_out,2025-06-13-google-market-01 meta-scale-ai-2025-customer-spend-at-risk-google-01,,,",
         ",borne_out,,,2025-06-13-google-market-01,",
         "rival-labs-may-hesitate: found borne_out and nothing in evidence_for, expected a row that shows it. "
         "Cite one, or call it open."),
        (",borne_out,2025-06-13-google-market-01 meta-scale-ai-2025-customer-spend-at-risk-google-01,,,",
         ",not_examined,,2025-06-13-google-market-01,,",
         "rival-labs-may-hesitate: found not_examined and rows that bear on it, expected none. Call it open, or take the "
         "rows out."),
        (",borne_out,2025-06-13-google-market-01 meta-scale-ai-2025-customer-spend-at-risk-google-01,,,",
         ",borne_out,2025-06-13-google-market-01,2025-06-13-google-market-01,,",
         'rival-labs-may-hesitate: found the row "2025-06-13-google-market-01" more than once, expected it on one side. '
         "Take it out of the other."),
    ])  # fmt: skip
    def test_sides_that_do_not_carry_it(self, project, old, new, sentence):
        project.edit("data/claims.csv", old, new)

        assert f"data/claims.csv, {sentence}" in check.run()

    def test_row_without_a_day(self):
        """Evidence that no day makes known could not be kept from a page of an earlier day."""
        frames, _ = held.frames()
        events = frames["events"].copy()
        events.loc[events["event_id"] == "2025-06-13-google-market-01", "known_from"] = None

        assert list(claim_faults({**frames, "events": events})) == [
            'data/claims.csv, rival-labs-may-hesitate: found the row "2025-06-13-google-market-01", which has no day, '
            "expected one that has. Date it, or cite another."
        ]


class TestSeed:
    """A seed is as received, and the rows that quote it say what it says."""

    def test_one_byte_changed(self, project):
        """The seed is named with both hashes, and nothing else is said of rows that quote it."""
        project.edit("seeds/scale-ai-article.txt", "يقترب من 15 مليار", "يقترب من 14 مليار")

        assert check.run() == [
            f"seeds/scale-ai-article.txt: found sha256 {project.digest('seeds/scale-ai-article.txt')}, expected "
            "4901c3decbf8313946dc6d50b80ea9b7226998a7d3090c2bee4b490b3f9159af. "
            "Put the file back as it was received; a new edition is a new seed with a card of its own."
        ]

    def test_cards_that_cannot_be_read(self, project):
        """A broken seeds.yml is a fault like any other."""
        project.root.joinpath("seeds/seeds.yml").write_text("- id: [", "utf-8")
        assert any(told.startswith("seeds/seeds.yml, line 1: found ") for told in check.run())

    def test_span_shifted_by_one(self, project):
        """A span that begins or ends one character off is named with the whole words beside it."""
        project.edit("data/readings.csv", ",nearly,124,155,", ",nearly,125,156,")

        assert check.run() == [
            "data/readings.csv, meta-scale-ai-2025-price-07: found the span 125 to 156, «ستثمار يقترب من 15 مليار دولار »,"
            " expected whole words with nothing before or after them. Point start and end at 124 to 155, or at other words."
        ]

    @pytest.mark.parametrize("shift", [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1)])
    def test_every_span_shifted_by_one(self, shift):
        """No reading's and no claim's span can move by a character, at either end or whole, and be let through."""
        known, _ = spans.documents()
        for name, column in (("readings", "source"), ("claims", "seed")):
            frame = tables.load(name)
            for row in frame[frame[column] == "scale-ai-article"].to_dict("records"):
                moved = {**row, "start": row["start"] + shift[0], "end": row["end"] + shift[1]}
                assert not list(spans.edge_faults("x", row, known["scale-ai-article"])), row
                assert list(spans.edge_faults("x", moved, known["scale-ai-article"])), row

    def test_claim_shifted_by_one(self, project):
        """The span of a claim is held to whole words too."""
        project.edit("data/claims.csv", "talent-loss,scale-ai-article,1675,1719,", "talent-loss,scale-ai-article,1674,1719,")

        (told,) = check.run()
        assert told.startswith("data/claims.csv, talent-loss: found the span 1674 to 1719, « أبرز")
        assert told.endswith("Point start and end at 1675 to 1719, or at other words.")

    @pytest.mark.parametrize(("file", "old", "id"), [
        ("readings", ",nearly,124,155,", "meta-scale-ai-2025-price-07"), ("claims", ",1675,1719,", "talent-loss"),
    ])  # fmt: skip
    def test_span_outside_the_text(self, project, file, old, id):
        """A span beyond the text is named with the text's length."""
        project.edit(f"data/{file}.csv", old, re.sub(r"\d+,$", "9999,", old))

        start = re.findall(r"\d+", old)[0]
        assert (
            f"data/{file}.csv, {id}: found a span from {start} to 9999, expected one within the {len(ARTICLE)} characters "
            "of scale-ai-article. Point start and end at the words."
        ) in check.run()

    @pytest.mark.parametrize(("old", "new", "found", "expected"), [
        ("15000000000,15000000000,USD,reported,scale-ai-article,estimated,direct,nearly",
         "16000000000,16000000000,USD,reported,scale-ai-article,estimated,direct,nearly",
         "15000000000 USD (about or nearly)", "16000000000 USD (nearly)"),
        ("15000000000,15000000000,USD,reported,scale-ai-article,estimated,direct,nearly",
         "15000000000,15000000000,USD,reported,scale-ai-article,estimated,direct,",
         "15000000000 USD (about or nearly)", "15000000000 USD"),
        ("15000000000,15000000000,USD,reported,scale-ai-article,estimated,direct,nearly",
         "15000000000,15000000000,EUR,reported,scale-ai-article,estimated,direct,nearly",
         "15000000000 USD (about or nearly)", "15000000000 EUR (nearly)"),
        ("15000000000,15000000000,USD,reported,scale-ai-article,estimated,direct,nearly",
         "15000000000,,USD,reported,scale-ai-article,estimated,direct,at_least",
         "15000000000 USD (about or nearly)", "15000000000 or more USD (at_least)"),
    ])  # fmt: skip
    def test_span_that_says_another_figure(self, project, old, new, found, expected):
        """A row whose value, unit or hedge is not that of its words is named with both."""
        project.edit("data/readings.csv", old, new)

        assert check.run() == [
            f"data/readings.csv, meta-scale-ai-2025-price-07: found {found} in the words «استثمار يقترب من 15 مليار دولار», "
            f"expected {expected}. {MEND}"
        ]

    def test_span_of_no_figure(self, project):
        """Words that state no figure are no ground for one; the figure that they left has no reading any more."""
        project.edit("data/readings.csv", ",nearly,124,155,", ",nearly,124,140,")

        reading, orphan = check.run()

        assert reading.startswith("data/readings.csv, meta-scale-ai-2025-price-07: found no whole figure in the words «")
        assert reading.endswith(f"expected one figure, 15000000000 USD (nearly). {MEND}")
        assert "characters 141 to 155: found the figure «15 مليار دولار», which no reading uses." in orphan

    def test_span_of_two_figures(self, project):
        """Words that state two figures do not say which is meant."""
        project.edit("data/readings.csv", ",nearly,124,155,", ",nearly,124,228,")

        (told,) = check.run()
        assert "found «15 مليار دولار» and «49٪» in the words" in told and "expected one figure, 15000000000 USD" in told

    @pytest.mark.parametrize(("low", "high", "approximate", "hedges"), [
        (5, 5, False, {None}), (5, 7, False, {None}), (5, 5, True, {"about", "nearly"}), (5, 7, True, {"about", "nearly"}),
        (5, None, False, {"at_least"}), (5, None, True, {"at_least"}), (None, 5, False, {"up_to"}),
    ])  # fmt: skip
    def test_hedges(self, low, high, approximate, hedges):
        """Each form of a figure goes with its own hedges and with no other."""
        low, high = (end if end is None else Decimal(end) for end in (low, high))
        one = Quantity("5", 0, 1, low, high, "people", approximate)
        row = {"low": low, "high": high, "unit": "people"}
        known = (None, "about", "nearly", "at_least", "up_to")

        assert {said for said in known if spans.says(one, row | {"hedge": said})} == hedges

    def test_reading_of_a_seed_without_a_span(self, project):
        """A figure of a seed says where the seed states it."""
        project.edit("data/readings.csv", ",nearly,124,155,", ",nearly,,,")

        assert check.run()[0] == (
            "data/readings.csv, meta-scale-ai-2025-price-07: found no span, expected one of the seed scale-ai-article. "
            "Point start and end at the words that say it."
        )

    def test_span_of_a_page_that_is_no_seed(self, project):
        """Only a seed has characters to point at."""
        project.edit("data/readings.csv", "-quarter-30,filed,direct,,,,", "-quarter-30,filed,direct,,3,5,")

        assert check.run() == [
            'data/readings.csv, meta-scale-ai-2025-price-01: found a span, though source "sec-meta-10-q-quarter-30" is no '
            "seed, expected none. Leave start and end empty, or cite the seed."
        ]


ADDED = "\nويعمل لدى الشركة 1,500 موظف."
FIRST, LAST = len(ARTICLE) + ADDED.index("1,500"), len(ARTICLE) + ADDED.index(".")
ASIDE = {"words": "1,500 موظف", "start": str(FIRST), "end": str(LAST), "reason": "Dated.", "reason_ar": "قديم."}


class TestFigures:
    """Every figure of a seed has a reading, or is set aside with its reason."""

    def test_orphan(self, project):
        """A figure that no reading uses is named with its place and its words."""
        project.write(ARTICLE + ADDED)

        assert check.run() == [
            f"seeds/scale-ai-article.txt, characters {FIRST} to {LAST}: found the figure «1,500 موظف», which no "
            "reading uses. Add a reading, or set it aside in seeds.yml with its reason."
        ]

    def test_reading_taken_out(self, project):
        """The figure of a reading that was removed is an orphan."""
        text = project.root.joinpath("data/readings.csv").read_text("utf-8")
        (line,) = re.findall(r"alexandr-wang-age-01,.*\n", text)
        project.edit("data/readings.csv", line, "")

        (told,) = check.run()
        assert told.startswith("seeds/scale-ai-article.txt, characters 1774 to 1782: found the figure «28 عامًا», which no")

    def test_set_aside(self, project):
        """A figure that the card sets aside is no orphan."""
        project.write(ARTICLE + ADDED, aside=[ASIDE])
        assert check.run() == []

    def test_aside_of_other_words(self, project):
        """A line whose words are not at its place is named with those that are."""
        project.write(ARTICLE + ADDED, aside=[ASIDE | {"words": "1,400 موظف"}])

        where = f"seeds/seeds.yml, scale-ai-article, aside {FIRST} to {LAST}"
        assert check.run() == [
            f"{where}: found «1,500 موظف» in the seed, expected «1,400 موظف». Point start and end at the words."
        ]

    def test_aside_of_no_figure(self, project):
        """A line that sets nothing aside is named."""
        project.write(ARTICLE, aside=[ASIDE | {"words": "استثمار", "start": "124", "end": "131"}])

        assert check.run() == [
            "seeds/seeds.yml, scale-ai-article, aside 124 to 131: found no figure in «استثمار», expected one that no "
            "reading uses. Remove the line."
        ]

    def test_aside_of_a_figure_in_use(self, project):
        """A figure is used or set aside, not both."""
        project.write(ARTICLE, aside=[ASIDE | {"words": "49٪", "start": "215", "end": "218"}])

        assert check.run() == [
            "seeds/seeds.yml, scale-ai-article, aside 215 to 218: found «49٪», which the reading "
            "meta-scale-ai-2025-stake-05 uses, expected a figure that no reading uses. Remove the line, or the reading."
        ]

    def test_seed_of_other_data(self, project):
        """Another package answers only for the seeds that it cites."""
        shutil.copytree(project.root / "data", project.root / "other")
        for table, start in (("readings", None), ("claims", None), ("sources", "scale-ai-article,")):
            file = project.root / "other" / f"{table}.csv"
            lines = file.read_text("utf-8").splitlines(keepends=True)
            kept = [line for line in lines if not (line.startswith(start) if start else "scale-ai-article" in line)]
            file.write_text("".join(kept), "utf-8")
        hashes.accept("other")

        assert check.run("other") == []


FILED = 'closed,sec-meta-10-q-quarter-30,filed,direct,,,,"Only'


class TestProvenance:
    """Every row has its source, every source a row."""

    def test_reading_without_source(self, project):
        """A reading whose source was taken out is named by its line."""
        project.edit("data/readings.csv", FILED, FILED.replace("sec-meta-10-q-quarter-30", ""))

        assert check.run() == [
            "data/readings.csv, line 2, source: found nothing, expected a value. Write it: this column may not be empty."
        ]

    def test_reading_of_an_unknown_source(self, project):
        """A source that sources.csv does not have is named, and told what may have been meant."""
        project.edit("data/readings.csv", FILED, FILED.replace("-30", "-31"))

        assert check.run() == [
            'data/readings.csv, line 2, source: found "sec-meta-10-q-quarter-31", expected an id of sources. '
            'Did you mean "sec-meta-10-q-quarter-30"? Correct it, or add the row that it names.'
        ]

    @pytest.mark.parametrize(("new", "told"), [
        ("", "found no source, expected one of sources.csv. Write the id of the page that says it."),
        ("no-such-page", 'found source "no-such-page", which sources.csv does not have, expected one that it has. '
         "Add its row there, or correct the id."),
    ])  # fmt: skip
    def test_contract_that_asks_for_no_source(self, project, new, told):
        """A row has a source also where the contract forgot to ask for one."""
        file = project.root / "data" / "datapackage.json"
        contract = json.loads(file.read_text("utf-8"))
        (schema,) = (one["schema"] for one in contract["resources"] if one["name"] == "outcomes")
        schema["foreignKeys"] = [key for key in schema["foreignKeys"] if key["fields"] != "source"]
        for field in schema["fields"]:
            if field["name"] == "source":
                del field["constraints"]
        file.write_text(json.dumps(contract), "utf-8")
        first = tables.load("outcomes").iloc[0]
        line = project.root.joinpath("data/outcomes.csv").read_text("utf-8").splitlines()[1]
        project.edit("data/outcomes.csv", line, line.replace(f",{first['source']},", f",{new},"))

        assert f"data/outcomes.csv, {first['outcome_id']}: {told}" in check.run()

    def test_source_that_nothing_cites(self, project):
        """A source without a row that cites it is named."""
        with (project.root / "data" / "sources.csv").open("a", encoding="utf-8") as file:
            file.write("nobody-cites-this,A page,https://example.org/page,,\n")

        assert check.run() == [
            'data/sources.csv: found source "nobody-cites-this", which no row cites, expected only sources that one does. '
            "Cite it or take it out."
        ]


class TestHashes:
    """A table is as datapackage.json says, to the byte."""

    @pytest.mark.parametrize(("table", "old", "new"), [
        ("readings", "meta-scale-ai-2025-price-02,meta-scale-ai-2025,price,2025-06-12,14300000000,14300000000,",
         "meta-scale-ai-2025-price-02,meta-scale-ai-2025,price,2025-06-12,14400000000,14400000000,"),
        ("companies", ",6730000000,", ",6740000000,"), ("fx", ",0.8845,", ",0.8846,"),
        ("deals", ",2025-06-12,", ",2025-06-13,"),
    ])  # fmt: skip
    def test_one_digit_altered(self, project, table, old, new):
        """A table of which a digit was altered is named with both hashes and the way to accept the change."""
        before = project.digest(f"data/{table}.csv")
        text = project.root.joinpath(f"data/{table}.csv").read_text("utf-8")
        project.root.joinpath(f"data/{table}.csv").write_bytes(text.replace(old, new, 1).encode("utf-8"))
        assert old in text

        now = project.digest(f"data/{table}.csv")
        assert check.run() == [f"data/{table}.csv: found sha256 {now}, expected {before}. {WAY}"]

    def contract(self, project, name="fx", **fields):
        """Change hash or bytes of a table in the contract; None takes them out."""
        file = project.root / "data" / "datapackage.json"
        contract = json.loads(file.read_text("utf-8"))
        (entry,) = (one for one in contract["resources"] if one["name"] == name)
        entry.update(fields)
        for field in [field for field, value in fields.items() if value is None]:
            del entry[field]
        file.write_text(json.dumps(contract, ensure_ascii=False, indent=2) + "\n", "utf-8")

    def test_other_length(self, project):
        """A table that is longer or shorter than stated is named."""
        self.contract(project, bytes=7)
        size = project.root.joinpath("data/fx.csv").stat().st_size
        assert check.run() == [f"data/fx.csv: found {size} bytes, expected 7. {WAY}"]

    def test_hash_taken_out(self, project):
        """The project's own tables cannot do without."""
        self.contract(project, hash=None)
        assert check.run() == [
            "data/fx.csv: found no hash of it in datapackage.json, expected one. "
            "Put it back; if the table is new, run `mizan check --accept` and commit datapackage.json with it."
        ]

    def test_other_data_may_do_without(self, project):
        """Of another package nothing is compared where nothing is stated; a bare hash is an MD5, as the standard has it."""
        self.contract(project, hash=None, bytes=None)
        md5 = hashlib.md5(project.root.joinpath("data/deals.csv").read_bytes(), usedforsecurity=False).hexdigest()
        self.contract(project, "deals", hash=md5)
        project.root.joinpath("data").rename(project.root / "other")

        assert check.run("other") == []

    def test_hash_of_a_kind_that_is_not_known(self, project):
        """A hash that cannot be computed is named."""
        self.contract(project, hash="crc32:00000000")
        assert check.run() == [
            "data/fx.csv: found a hash of the kind crc32 in datapackage.json, expected one of sha256, sha512, sha1, md5. "
            "Write that."
        ]

    def test_accept(self, project):
        """Accepting rewrites the two values of the tables that changed, and not a byte beside them."""
        file = project.root / "data" / "datapackage.json"
        old, before = file.read_text("utf-8"), project.digest("data/fx.csv")
        text = project.root.joinpath("data/fx.csv").read_text("utf-8")
        size = len(text.encode("utf-8"))
        project.root.joinpath("data/fx.csv").write_bytes(text.replace(",0.8845,", ",0.88451,").encode("utf-8"))

        assert check.accept() == ([], ["data/fx.csv"])

        new = old.replace(before, project.digest("data/fx.csv")).replace(f'"bytes": {size},', f'"bytes": {size + 1},')
        assert file.read_text("utf-8") == new != old
        assert check.run() == []
        assert check.accept() == ([], [])

    def test_accept_a_new_table(self, project):
        """A table that has no hash yet is given one above its schema; the file is otherwise as it was."""
        file = project.root / "data" / "datapackage.json"
        old = file.read_text("utf-8")
        self.contract(project, hash=None, bytes=None)

        assert check.accept() == ([], ["data/fx.csv"])
        assert file.read_text("utf-8") == old

    @pytest.mark.parametrize("table", ["sections", "fx", "sources"])
    def test_table_that_cannot_be_read(self, project, table):
        """A table without its columns is told by `run` and by `accept` alike, beside what else is wrong."""
        project.edit("data/readings.csv", ",nearly,124,155,", ",nearly,,156,")
        path = project.root / "data" / f"{table}.csv"
        path.write_text("nothing\n", "utf-8")

        for told in (check.run(), check.accept()[0]):
            assert any(fault.startswith(f"data/{table}.csv, line 1: found ") for fault in told)
            assert any(fault.startswith("data/readings.csv") for fault in told) or table == "sources"

    def test_nothing_is_accepted_that_is_broken(self, project):
        """While anything else is wrong the contract stays as it is, and what is wrong is told."""
        project.edit("data/readings.csv", ",nearly,124,155,", ",nearly,125,155,")
        before = project.digest("data/datapackage.json")

        faults, accepted = check.accept()

        assert len(faults) == 1 and "found the span 125 to 155" in faults[0] and accepted == []
        assert project.digest("data/datapackage.json") == before


class TestConflicts:
    """Readings that lie far apart are listed and are no fault."""

    def shown(self, *distance):
        stream = io.StringIO()
        conflicts.show(*distance, stream=stream)
        return [line.rstrip() for line in stream.getvalue().splitlines()]

    def test_who_says_what(self):
        """WhatsApp's price: every reading with its basis and its source, the chosen one marked."""
        lines = self.shown()
        place = lines.index("facebook-whatsapp-2014, price: 8 readings, 16,000,000,000 to 22,000,000,000 USD, 1.38 times")
        told = [re.split(r"\s{2,}", line.strip()) for line in lines[place + 1 : place + 9]]

        assert [line[0] for line in told][:2] == ["16,000,000,000", "17,193,000,000"] and lines[place + 9] == ""
        assert ["21,800,000,000", "closed", "Facebook closes WhatsApp purchase, now worth $21.8B (AP via WTOP)"] in told
        assert [line[-1] for line in told if "chosen" in line] == [
            "Facebook wraps up $22 billion purchase of WhatsApp messaging service (AP via Newsday)"
        ]

    def test_scale_ai(self):
        """Scale AI's price is among them, with the hedges of its readings."""
        lines = self.shown()
        place = lines.index("meta-scale-ai-2025, price: 6 readings, 13,790,000,000 to 15,000,000,000 USD, 1.09 times")
        assert [line.split()[:2] for line in lines[place + 5 : place + 7]] == [["nearly", "15,000,000,000"]] * 2

    @pytest.mark.parametrize("file", ["README.md", "README.ar.md"])
    def test_the_readme_names_the_distance(self, file):
        """What readers are told is what is done."""
        assert f" {tables.DISTANCE} " in (ROOT / file).read_text("utf-8")

    def test_another_distance(self):
        """A greater distance lists fewer; where none is left the line says so."""
        assert not any("meta-scale-ai-2025, price" in line for line in self.shown(Decimal("1.10")))
        assert self.shown(Decimal(5)) == ["No readings lie further apart than 5 times."]


def code(source: str) -> dict:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}


def text(source: str, *tags: str) -> dict:
    return {"cell_type": "markdown", "metadata": {"tags": list(tags)}, "source": source}


def faults(*cells: dict) -> list[str]:
    return list(check.cell_faults("notebooks/x.ipynb", [*cells]))


def test_a_stored_output_is_named():
    """A cell that was saved with what it printed is a fault."""
    saved = code("x") | {"outputs": [{"output_type": "stream"}], "execution_count": 1}

    assert faults(saved) == [
        "notebooks/x.ipynb, cell 1: an output is stored, expected none. Clear all outputs before saving."
    ]


@pytest.mark.parametrize("cells", [
    [text("نص", "ar")], [text("Text", "en"), text("نص", "ar")], [text("نص", "ar", "how"), text("Text", "en")],
    [text("نص", "ar"), code("x"), text("Text", "en")], [text("نص", "ar"), text("Text", "en"), text("نص", "ar", "how")],
])  # fmt: skip
def test_a_text_without_its_twin_right_below_is_named(cells):
    """Arabic first, English right below it, both in the same role."""
    assert [told for told in faults(*cells) if "found no English twin of the same role below" in told]


@pytest.mark.parametrize(("cell", "found"), [
    (text("بلغت 14.3 مليار", "ar"), "14"), (text("نحو ٤٩ في المئة", "ar"), "٤٩"),
    (code('edition.say(ar="بلغت 15 {x:USD}", en="It was {x:USD}", x=1)'), "15"),
    (code('edition.say(ar=("أ", "كانت 7"), en=("a", "it was"))'), "7"),
])  # fmt: skip
def test_a_figure_typed_into_text_is_named(cell, found):
    """A number in prose, or in a sentence of a code cell, is not computed and so may be wrong tomorrow."""
    assert any(f'found the figure "{found}" typed into text' in told for told in faults(cell))


def test_formats_names_and_code_are_no_figures():
    """Decimals of a format, models that carry a number, and arguments of a call are let through."""
    told = faults(
        code('edition.say(ar="{x:percent:2} لدى Llama 4", en="{x:percent:2} at Llama 4", x=5)'),
        text("نموذج Llama 4 و`first=2`", "ar"), text("The model Llama 4 and `first=2`", "en"),
    )

    assert told == []


@pytest.mark.parametrize(("old", "new", "told"), [
    (",deals,1,", ",deals,9,", 'found "none" as section 9 of deals in en'), (",deals,1,", ",dealz,1,", "of dealz in en"),
    ("Where does it stand", "Where did it stand", 'expected "Where did it stand'),
    ("أين تقع", "أين وقعت", "of deals in ar, expected \"أين وقعت"),
])  # fmt: skip
def test_a_section_that_no_page_has_is_named(project, old, new, told):
    """Where the data point at a section that is not there, or goes by another heading, the row is named."""
    path = project.root / "data" / "sections.csv"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    hashes.accept()

    found = check.run()
    assert all(fault.startswith("data/sections.csv, deals-1: found ") for fault in found)
    assert any(told in fault for fault in found)
