"""Measures of who says what: sentences and marks, claims and their evidence, conflicts, sources and gaps, by hand."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from analysis import sources, tables
from analysis.evidence import cells
from analysis.sources.passages import Mark

DATA = Path(__file__).parents[1] / "data"
NAMED = ("readings", "outcomes", "events", "talent", "flows", "companies", "models", "prices", "fx")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def frame(columns: str, *lines: tuple) -> pd.DataFrame:
    """A frame of Python objects; columns are named in one text."""
    names = columns.split()
    return pd.DataFrame({name: pd.Series([line[i] for line in lines], dtype=object) for i, name in enumerate(names)})


TERMS = frame(
    "term_id group name name_ar", ("price", "measure", "Price", "الثمن"), ("users", "measure", "Users", "المستخدمون"),
    ("borne_out", "claim_status", "Borne out", "أيّدته"), ("contradicted", "claim_status", "Contradicted", "خالفته"),
    ("open", "claim_status", "Open", "لم يُحسم"), ("not_examined", "claim_status", "Not examined", "لم يُفحص"),
    ("filed", "confidence", "Filed", "إفصاح"), ("table_readings", "table", "Readings", "القراءات"),
)  # fmt: skip
DEALS = frame(
    "deal_id acquirer target target_ar announced kind", ("a", "x", "A", "أ", "2020-05", "acquisition"),
    ("b", "x", "B", "ب", "2021", "investment"), ("c", "y", "C", "ج", None, "acquisition"),
)  # fmt: skip
READING = ("reading_id subject measure period low high unit basis source confidence read hedge start end")


def reading(name, low, high="same", *, subject="a", measure="price", period="2020-05", unit="USD", basis="reported", **more):
    """One reading; both ends are alike unless `high` is given."""
    given = {"source": f"page-{name}", "confidence": "reported", "read": "direct", "hedge": None, "start": None, "end": None}
    ends = [None if end is None else Decimal(str(end)) for end in (low, low if high == "same" else high)]
    told = {**given, **more}
    return (name, subject, measure, period, *ends, unit, basis, *(told[key] for key in given))


class TestSentences:
    """A text cut into sentences whose spans are exact."""

    @pytest.mark.parametrize(("text", "expected"), [
        ("أولى. ثانية؟ ثالثة!", ["أولى.", "ثانية؟", "ثالثة!"]),
        ("بنسبة 4.3٪ من المواهب. ثم", ["بنسبة 4.3٪ من المواهب.", "ثم"]),
        ("قال: “لا يكفي أن تلحق، بل أن تبتكر”. وهذا", ["قال: “لا يكفي أن تلحق، بل أن تبتكر”.", "وهذا"]),
        ("قال: «انتهى.» ثم مضى", ["قال: «انتهى.»", "ثم مضى"]),
        ("عنوان بلا نقطة\n\n  نص. \n", ["عنوان بلا نقطة", "نص."]),
        ("GPT-5 and Llama 4.1 came. Next", ["GPT-5 and Llama 4.1 came.", "Next"]),
        ("", []), (" \n ", []),
    ])  # fmt: skip
    def test_spans(self, text, expected):
        """Full stops in numbers end nothing, closing quotation marks belong to their sentence, lines end one."""
        assert [text[start:end] for start, end in sources.sentences(text)] == expected

    def test_the_article(self):
        """The article has 19 sentences with its title, and nothing but space lies between them."""
        text = (DATA.parent / "seeds" / "scale-ai-article.txt").read_text("utf-8")
        spans = sources.sentences(text)

        assert len(spans) == 19
        starts, ends = [start for start, _ in spans], [end for _, end in spans]
        between = [text[a:b] for a, b in zip([0, *ends], [*starts, None], strict=True)]
        assert "".join(between).strip() == ""


def mark(start, end, kind="claim"):
    return Mark(start, end, kind, {}, [])


class TestMarked:
    """Marks that overlap, in pieces that put together are the text."""

    def test_overlap(self):
        """Words that two marks share are a piece of their own; a mark that only touches covers nothing."""
        marks = [mark(2, 6), mark(4, 8), mark(8, 9)]

        assert sources.marked("0123456789", (0, 8), marks) == [
            ("01", []), ("23", [0]), ("45", [0, 1]), ("67", [1])
        ]  # fmt: skip

    def test_of_the_article(self):
        """Every figure and claim of the article is marked with its own words, and the pieces are the article's words."""
        shown = article()
        text = (DATA.parent / "seeds" / "scale-ai-article.txt").read_text("utf-8")
        quoted = [row for name in ("readings", "claims") for row in rows(name) if row["start"]]
        stated = [(int(row["start"]), int(row["end"])) for row in quoted]
        words: dict[int, str] = {}
        for _, row in shown.iterrows():
            assert "".join(piece for piece, _ in row["segments"]) == row["text"] == text[row["start"] : row["end"]]
            for piece, numbers in row["segments"]:
                for number in numbers:
                    words[number] = words.get(number, "") + piece

        assert sorted(words.values()) == sorted(text[start:end] for start, end in stated)
        measures = {word for row in rows("sections") for word in row["measures"].split()}
        used = sum(bool(row["examined_in"]) for row in rows("claims"))
        used += sum(row["measure"] in measures for row in rows("readings") if row["start"])
        assert sources.used(shown, text) == {
            "sentences": 17, "total": 19, "figures": 6, "claims": 20, "marks": 26, "used": used, "unused": 26 - used
        }  # fmt: skip

    def test_the_whole_text_only_when_asked(self):
        """Sentences that state nothing appear with `full_text` alone; a document not yet written has none."""
        assert (len(article()), len(article(full_text=True))) == (17, 19)
        assert article(document="").empty and sources.used(article(document=""), "")["sentences"] is None


def article(document: str | None = None, **how) -> pd.DataFrame:
    """The passages of the article, from the real tables."""
    frames = {name: tables.load(name) for name in ("terms", "deals", "readings", "claims", "sections", "sources", *NAMED)}
    told = sources.statements({name: frames[name] for name in NAMED}, frames["terms"], frames["deals"])
    seed = "scale-ai-article"
    claims = sources.examined(frames["claims"], told, frames["sections"], frames["terms"], seed)
    text = tables.document(seed) if document is None else document
    rest = (frames[name] for name in ("sources", "sections", "terms", "deals"))
    return sources.passages(text, frames["readings"], claims, *rest, seed=seed, **how)


SIDES = ("for", "against", "beside")
CLAIMS = frame(
    "claim_id seed start end claim claim_ar status evidence_for evidence_against evidence_beside examined_in settled_by "
    "settled_by_ar",
    ("late", "s", 9, 12, "L", "ل", "open", None, None, "e-4", None, "time", "الوقت"),
    ("shown", "s", 1, 5, "S", "ش", "borne_out", "e-1", "e-2", None, "deals-2", None, None),
    ("denied", "s", 6, 8, "D", "د", "contradicted", None, "e-3 e-2", None, None, None, None),
    ("other", "t", 0, 3, "O", "آ", "open", None, None, None, None, None, None),
)  # fmt: skip
SECTIONS = frame("section_id page place heading heading_ar measures", ("deals-2", "deals", 2, "Where?", "أين؟", "price"))


def told(confidence="reported", source="p", second_hand=False):
    return {"kind": "event", "table": "events", "source": source, "confidence": confidence, "second_hand": second_hand}


class TestClaims:
    """Claims beside the rows that bear on them."""

    def examined(self, **evidence):
        known = {name.replace("_", "-"): row for name, row in evidence.items()}
        return sources.examined(CLAIMS, known, SECTIONS, TERMS, "s")

    def test_in_the_order_of_the_document(self):
        """Claims of this document alone, in its order, with their sections and the weakest grade behind them."""
        found = self.examined(e_1=told(), e_2=told("estimated", "q", True), e_3=told("filed"))

        assert list(found["claim_id"]) == ["shown", "denied", "late"]
        assert found["sections"][0] == [{"page": "deals", "place": 2, "heading": "Where?", "heading_ar": "أين؟"}]
        assert (found["confidence"][0], found["second_hand"][0], found["sources"][0]) == ("estimated", True, ["p", "q"])
        assert sources.verdicts(found) == {
            "borne_out": 1, "contradicted": 1, "open": 1, "not_examined": 0, "count": 3, "settled": 2, "unsettled": 1,
            "rows_for": 1, "rows_against": 2, "rows_beside": 0, "contested": 1, "touched": 2, "confidence": "estimated",
            "second_hand": True,
        }  # fmt: skip

    def test_sides_are_kept_apart(self):
        """Each row stands on the side that the table gives it, for before against before beside."""
        found = self.examined(e_1=told(), e_2=told(), e_3=told(), e_4=told())

        assert [[(row["row"], row["side"]) for row in rows] for rows in found["evidence"]] == [
            [("e-1", "for"), ("e-2", "against")], [("e-3", "against"), ("e-2", "against")], [("e-4", "beside")],
        ]  # fmt: skip
        sums = sources.verdicts(found)
        assert {cell.row for cell in cells(sums["rows_against"])} == {"e-2", "e-3"}  # e-2 once, on two claims
        assert (sums["rows_beside"], sums["contested"]) == (1, 1)

    def test_a_verdict_without_its_rows_is_open_again(self):
        """What only later rows judge was open before; one known row of the side that judges is enough."""
        found = self.examined(e_2=told())

        assert list(found["status"]) == ["open", "contradicted", "open"]
        assert [len(rows) for rows in found["evidence"]] == [1, 1, 0]
        assert list(self.examined(e_1=told())["status"]) == ["borne_out", "open", "open"]

    def test_nothing_known_is_said_of_no_claims(self):
        """Without claims every number of the sentence is unknown, never zero."""
        none = sources.examined(CLAIMS, {}, SECTIONS, TERMS, "nobody")
        assert set(sources.verdicts(none).values()) == {None}

    def test_of_page(self):
        """The rows of a claim that another page examines are left to that page; statuses and sections stay."""
        found = self.examined(e_1=told(), e_2=told("estimated", "q", True), e_3=told("filed"))
        ours, other = sources.of_page(found, "deals"), sources.of_page(found, "nowhere")

        assert [len(rows) for rows in ours["evidence"]] == [
            len(rows) if any(place["page"] == "deals" for place in places) else 0
            for rows, places in zip(found["evidence"], found["sections"], strict=True)]  # fmt: skip
        assert len(ours["evidence"][0]) == 2 and ours["sources"][0] == ["p", "q"]
        assert list(other["evidence"]) == list(other["sources"]) == [[], [], []]
        assert list(other["status"]) == list(found["status"]) and list(other["sections"]) == list(found["sections"])

    def test_by_status(self):
        """One bar for each status, in a fixed order, zero where there is none."""
        drawn = sources.by_status(self.examined(e_1=told(), e_3=told()), TERMS)
        assert list(zip(drawn["row"], drawn["count"], strict=True)) == [
            ("borne_out", 1), ("contradicted", 1), ("open", 1), ("not_examined", 0)
        ]  # fmt: skip

    def test_the_real_claims(self):
        """Statuses of the committed table, counted by the csv module; every row of evidence is found and says something."""
        frames = {name: tables.load(name) for name in NAMED}
        terms, deals = tables.load("terms"), tables.load("deals")
        known = sources.statements(frames, terms, deals)
        found = sources.examined(tables.load("claims"), known, tables.load("sections"), terms, "scale-ai-article")
        stated = rows("claims")

        assert Counter(found["status"]) == Counter(row["status"] for row in stated)
        assert [[[one["row"] for one in of if one["side"] == side] for side in SIDES] for of in found["evidence"]] == [
            [row[f"evidence_{side}"].split() for side in SIDES] for row in sorted(stated, key=lambda row: int(row["start"]))
        ]

    def test_what_is_not_settled_says_what_would_settle_it(self):
        """Each open claim says in both languages what would settle it; no judged one does."""
        for row in rows("claims"):
            unsettled = row["status"] in ("open", "not_examined")
            assert unsettled == bool(row["settled_by"]) == bool(row["settled_by_ar"]), row["claim_id"]
            assert any(row[f"evidence_{side}"] for side in SIDES) == (row["status"] != "not_examined"), row["claim_id"]


class TestStatements:
    """What rows of any table state."""

    def test_a_rank_is_the_boards(self):
        """The rank of a model is cited to the page of the board, not to the page of its release."""
        models = frame(
            "model_id model released arena_rank arena_date arena_source source confidence read",
            ("m", "M", "2025-04-05", 32, "2025-04-11", "board", "maker", "reported", "direct"),
            ("n", "N", "2025-04", None, None, None, "maker", "reported", "direct"),
        )  # fmt: skip
        found = sources.statements({"models": models}, TERMS, DEALS)
        assert (found["m"]["rank"], found["m"]["source"]) == (32, "board")
        assert (found["n"]["rank"], found["n"]["source"]) == (None, "maker")

    def test_amounts(self):
        """A yearly amount of dollars is dollars, a flag has no amount, and a named customer stands beside the measure."""
        columns = "outcome_id deal measure date value unit source confidence read"
        outcomes = frame(
            columns, ("o", "a", "price", "2020", Decimal(5), "usd_per_year", "p", "filed", "direct"),
            ("f", "a", "price", "2020", Decimal(1), "flag", "p", "filed", "second_hand"),
        )  # fmt: skip
        companies = frame(
            "company_row_id company measure period value unit counterparty source confidence read",
            ("c", "a", "price", "2020", Decimal(7), "USD", "Users", "p", "filed", "direct"),
        )
        found = sources.statements({"outcomes": outcomes, "companies": companies}, TERMS, DEALS)

        assert (found["o"]["unit"], found["o"]["subject_ar"], found["o"]["second_hand"]) == ("USD", "أ", False)
        assert (found["f"]["kind"], found["f"]["unit"], found["f"]["second_hand"]) == ("flag", None, True)
        assert (found["c"]["measure"], found["c"]["measure_ar"]) == ("Price (Users)", "الثمن (المستخدمون)")


class TestConflicts:
    """Readings further apart than a distance."""

    def found(self, *readings, distance=10):
        return sources.conflicts(frame(READING, *readings), TERMS, DEALS, distance=distance)

    @pytest.mark.parametrize(("ends", "distance", "apart"), [
        ([(100, 100), (110, 110)], 10, False), ([(100, 100), (111, 111)], 10, True),
        ([(100, 100), (111, 111)], 11, False), ([(100, 100), (100, 100)], 0, False),
        ([(100, 100), (101, 101)], 0, True), ([(100, 200), (150, 150)], 10, False),
        ([(100, 120), (150, 180)], 24, True), ([(100, 120), (150, 180)], 25, False),
        ([(100, None), (500, 500)], 10, False), ([(500, None), (100, 100)], 10, True),
        ([(None, 100), (90, 90)], 10, False), ([(None, 100), (150, 150)], 10, True),
        ([(0, 0), (150, 150)], 10, False),
    ])  # fmt: skip
    def test_apart(self, ends, distance, apart):
        """Facing ends decide: a range that holds the other figure agrees with it, as does a floor below it."""
        readings = [reading(str(i), low, high) for i, (low, high) in enumerate(ends)]
        assert len(self.found(*readings, distance=distance)) == apart

    def test_growth_is_no_disagreement(self):
        """Users are compared within their own time, however precisely it is written; prices whenever they were stated."""
        later = reading("2", 500, measure="users", period="2021", unit="people")
        first = reading("1", 100, measure="users", period="2020-05", unit="people")
        same = reading("3", 300, measure="users", period="2020", unit="people")

        assert self.found(first, later).empty
        assert list(self.found(first, later, same)["measure"]) == ["users"]
        assert len(self.found(reading("1", 100, period="2020"), reading("2", 500, period="2021"))) == 1

    def test_units_and_subjects_stay_apart(self):
        """Readings of other subjects or in other units contradict nothing."""
        assert self.found(reading("1", 100), reading("2", 500, unit="EUR"), reading("3", 900, subject="b")).empty

    def test_one_row(self):
        """Ends of all readings, the best sourced one chosen, ratios to it, and who says what from low to high."""
        found = self.found(
            reading("1", 200, confidence="estimated"), reading("2", 100, 150, basis="closed"),
            reading("3", 250, basis="announced"), reading("4", 400, basis="announced", start=1, end=2),
        ).iloc[0]  # fmt: skip

        assert (found["chosen"], found["least"], found["most"], found["count"]) == (250, 100, 400, 4)
        assert (found["spread"], found["least_ratio"], found["most_ratio"]) == (4, Decimal("0.4"), Decimal("1.6"))
        assert [said["source"] for said in found["said"]] == ["page-2", "page-1", "page-3", "page-4"]
        assert (found["target"], found["target_ar"], found["year"], found["basis"]) == ("A", "أ", 2020, "announced")

    def test_a_measure_is_named_beside_its_subject(self):
        """What is not a price says what it is, after the comma of its language."""
        users = {"measure": "users", "unit": "people"}
        found = self.found(reading("1", 100, **users), reading("2", 300, **users)).iloc[0]
        assert (found["target"], found["target_ar"]) == ("A, users", "أ، المستخدمون")

    def test_the_widest(self):
        """Of three things with several readings two are disputed; one is a price."""
        users = {"measure": "users", "unit": "people", "subject": "b"}
        lines = [
            reading("1", 100), reading("2", 300), reading("3", 10, subject="b"), reading("4", 10, subject="b"),
            reading("5", 10, **users), reading("6", 50, **users), reading("7", 1, subject="c"),
        ]  # fmt: skip
        found = sources.widest(self.found(*lines), frame(READING, *lines))

        assert (found["count"], found["compared"], found["prices"]) == (2, 3, 1)
        assert (found["name"], found["spread"]) == ("B, users", 5)

    def test_nothing_to_compare(self):
        """With a single reading nothing can be said of disputes."""
        alone = [reading("1", 100)]
        assert sources.widest(self.found(*alone), frame(READING, *alone))["count"] is None


class TestListing:
    """Sources and what they carry."""

    CITED = frame(
        "reading_id source confidence read", ("1", "p", "estimated", "direct"), ("2", "p", "filed", "second_hand"),
        ("3", "q", "reported", "direct"), ("4", "q", "reported", "direct"), ("5", "q", "filed", "direct"),
    )
    PAGES = frame(
        "source_id title url published seed", ("p", "P", None, None, "p"), ("q", "Q", "https://q", "2025-06", None),
        ("r", "R", None, None, None),
    )  # fmt: skip

    def test_by_source(self):
        """The source with most rows first, its best grade, and what it leaves unsaid as None."""
        found = sources.by_source(sources.rows({"readings": self.CITED}), self.PAGES)

        assert [tuple(row) for row in found[["source_id", "rows", "confidence", "second_hand", "seed"]].to_numpy()] == [
            ("q", 3, "filed", False, False), ("p", 2, "filed", True, True)
        ]  # fmt: skip
        assert list(found["published"]) == ["2025-06", None]

    def test_summary(self):
        """Two of five rows filed, two reported, one estimated, one second hand; one source is undated."""
        cited = sources.rows({"readings": self.CITED})
        found = sources.summary(cited, sources.by_source(cited, self.PAGES))

        assert [found[f"{name}_pct"] for name in ("filed", "reported", "estimated", "second_hand")] == [40, 40, 20, 20]
        assert (found["sources"], found["rows"], found["undated"], found["single"]) == (2, 5, 1, 0)
        assert (found["own"], found["own_filed_pct"]) == (5, 40)
        assert (found["top_title"], found["top_rows"]) == ("Q", 3)

    def test_of_no_rows_nothing_is_known(self):
        """Shares of nothing are unknown, not zero."""
        cited = sources.rows({"readings": self.CITED[:0]})
        assert set(sources.summary(cited, sources.by_source(cited, self.PAGES)).values()) == {None}

    @pytest.mark.parametrize(("how", "kept"), [
        ({}, "12345"), ({"grades": ("filed",)}, "25"), ({"grades": ("filed", "reported")}, "2345"),
        ({"second_hand": False}, "1345"), ({"grades": ("filed",), "second_hand": False}, "5"),
    ])  # fmt: skip
    def test_chosen(self, how, kept):
        """Rows of the grades asked for; those read second hand unless they are not wanted."""
        assert "".join(sources.chosen({"readings": self.CITED}, **how)["readings"]["reading_id"]) == kept

    def test_coverage(self):
        """Rows of a table by grade, named by the table's title."""
        found = sources.coverage(sources.rows({"readings": self.CITED}), TERMS)
        assert list(zip(found["label_ar"], found["part"], found["count"], strict=True)) == [
            ("القراءات", "filed", 2), ("القراءات", "reported", 2), ("القراءات", "estimated", 1)
        ]  # fmt: skip

    def test_the_real_tables(self):
        """Rows, sources and shares of the committed tables are those that the csv module counts."""
        stated = [row for name in NAMED for row in rows(name)]
        undated = {row["source_id"] for row in rows("sources") if not row["published"]}
        cited = sources.rows({name: tables.load(name) for name in NAMED})
        found = sources.summary(cited, sources.by_source(cited, tables.load("sources")))
        per_source = Counter(row["source"] for row in stated)

        assert (found["rows"], found["sources"]) == (len(stated), len(per_source))
        assert found["undated"] == len(undated & set(per_source))
        assert (found["top_rows"], found["single"]) == (max(per_source.values()), sum(n == 1 for n in per_source.values()))
        for grade, count in Counter(row["confidence"] for row in stated).items():
            assert found[f"{grade}_pct"] == round(Decimal(100 * count) / len(stated), 1)


class TestGaps:
    """What was not published, and what was looked for in vain."""

    def found(self):
        readings = frame(
            "subject measure", ("a", "price"), ("a", "price"), ("b", "price"), ("b", "users"), ("a", "stake"))
        companies = frame(
            "company measure period value", ("x", "revenue", "2019", Decimal(1)), ("x", "staff", "2020", Decimal(1)),
            ("y", "revenue", "2019", Decimal(1)))  # fmt: skip
        return sources.missing(DEALS, readings, companies, frame("deal", ("c",)), TERMS)

    def test_missing(self):
        """A stake is expected of the investment alone; revenue of the year before only where the deal has a date."""
        lacks = {row["row"]: row["count"] for _, row in self.found().iterrows() if row["part"] == "unstated"}
        has = {row["row"]: row["count"] for _, row in self.found().iterrows() if row["part"] == "stated"}

        assert lacks == {"price": 1, "stake": 1, "revenue": 3, "staff": 3, "users": 2, "acquirer_revenue": 2, "outcome": 2}
        assert has == {"price": 2, "stake": 0, "revenue": 0, "staff": 0, "users": 1, "acquirer_revenue": 1, "outcome": 1}

    def test_holes(self):
        """Fourteen of nineteen expected figures are unknown."""
        found = sources.holes(self.found(), DEALS)
        assert (found["deals"], found["unknown"], found["expected"], found["share_pct"]) == (3, 14, 19, Decimal("73.7"))
        assert (found["price_unknown"], found["most_pct"]) == (1, 100)

    def test_no_deals(self):
        """Without deals nothing is known of what they lack."""
        none = (frame("subject measure"), frame("company measure period value"), frame("deal"))
        found = sources.holes(sources.missing(DEALS[:0], *none, TERMS), DEALS[:0])
        assert {value for name, value in found.items() if not name.startswith("most_name")} == {None}

    def test_the_real_tables(self):
        """Deals without a price, counted by the csv module."""
        priced = {row["subject"] for row in rows("readings") if row["measure"] == "price"}
        load = tables.load
        found = sources.missing(load("deals"), load("readings"), load("companies"), load("outcomes"), load("terms"))
        count = found.loc[(found["row"] == "price") & (found["part"] == "unstated"), "count"].iloc[0]
        assert count == sum(row["deal_id"] not in priced for row in rows("deals"))

    @pytest.mark.parametrize(("date", "as_of", "known"), [
        ("2025", "2025-12-31", False), ("2025", "2026-01-01", True), ("2025-06", "2025-06-30", False),
        ("2025-06", "2025-07-01", True), ("2025-06-12", "2025-06-11", False), ("2025-06-12", "2025-06-12", True),
    ])  # fmt: skip
    def test_known_by(self, date, as_of, known):
        """A gap counts from its day, or from when its month or year is over."""
        assert len(sources.known_by(frame("gap_id date", ("g", date)), as_of)) == known
