"""What a page shows beside sentences and charts: statements in words, passages, entries, the list of sources."""

from decimal import Decimal

import pandas as pd
import pytest

from analysis import exhibits
from analysis.sources.passages import Mark, sentences

ISOLATES = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x2066, 0x206A)])
NAMES = {"subject": "WhatsApp", "subject_ar": "واتساب", "measure": "Users", "measure_ar": "المستخدمون"}
MOVE = {"from_name": "Meta", "from_name_ar": "ميتا", "to_name": "Cohere", "to_name_ar": "Cohere"}
AMOUNT = {"kind": "amount", **NAMES, "low": Decimal(450000000), "high": Decimal(450000000), "unit": "people"}
CARD = {"p": {"title": "A page", "url": "https://example.org/", "published": "2014-02"}}


def seen(text: str) -> str:
    return text.translate(ISOLATES).replace("\u00a0", " ")


@pytest.mark.parametrize(("told", "arabic", "english"), [
    ({**AMOUNT, "date": "2014-02-19"}, "واتساب، المستخدمون: 450 مليون شخص (19 فبراير 2014)",
     "WhatsApp, Users: 450m people (19 February 2014)"),
    ({**AMOUNT, "high": None, "date": "2014"}, "واتساب، المستخدمون: أكثر من 450 مليون شخص (2014)",
     "WhatsApp, Users: more than 450m people (2014)"),
    ({"kind": "flag", **NAMES, "date": "2026-04"}, "واتساب: المستخدمون (أبريل 2026)", "WhatsApp: Users (April 2026)"),
    ({"kind": "event", "text": "It came.", "text_ar": "جاء.", "date": "2025-06-12"}, "جاء (12 يونيو 2025)",
     "It came (12 June 2025)"),
    ({"kind": "move", **MOVE, "low": 1, "high": 1, "unit": "people", "date": "2023-2025"},
     "من ميتا إلى Cohere: شخص واحد (2023-2025)", "From Meta to Cohere: 1 person (2023-2025)"),
    ({"kind": "model", "subject": "M", "subject_ar": "M", "date": "2025-04-05", "rank": 32, "arena_date": "2025-04-11"},
     "M: صدر في 5 أبريل 2025، ومرتبته على لوحة أرينا 32 في 11 أبريل 2025",
     "M: released 5 April 2025, rank 32 on the arena's board on 11 April 2025"),
    ({"kind": "model", "subject": "M", "subject_ar": "M", "date": "2025", "rank": None, "arena_date": ""},
     "M: صدر في 2025", "M: released 2025"),
])  # fmt: skip
def test_statements_in_words(told, arabic, english):
    """A row of any table reads as a line in either language, its date as far as it is written."""
    assert (seen(exhibits.statement(told, "ar", "latn")), seen(exhibits.statement(told, "en", "latn"))) == (arabic, english)


def test_statements_take_the_digits_asked_for():
    """Arabic-Indic digits reach amounts, dates and the sentences of the data."""
    event = {"kind": "event", "text": "", "text_ar": "استثمار 14.3 مليار مقابل 49٪.", "date": "2025-06-12"}
    assert seen(exhibits.statement(event, "ar", "arab")) == "استثمار ١٤٫٣ مليار مقابل ٤٩٪ (١٢ يونيو ٢٠٢٥)"


PLACE = {"page": "deals", "place": 5, "heading": "How far?", "heading_ar": "كم؟"}
FIGURE = {**NAMES, "low": Decimal(15), "high": Decimal(15), "unit": "USD", "hedge": "nearly"}
CLAIM = {"claim_id": "c", "claim": "It is so.", "claim_ar": "هو كذلك.", "status": "open", "status_name": "Open",
         "status_name_ar": "لم يُحسم"}  # fmt: skip


def passages(language: str) -> dict:
    """One sentence of which a figure and a claim share a word."""
    text = "قيل إن الثمن كبير."
    assert sentences(text) == [(0, len(text))]
    marks = [(1, Mark(4, 12, "figure", FIGURE, [PLACE])), (2, Mark(7, 17, "claim", CLAIM, []))]
    pieces = [(text[:4], []), (text[4:7], [1]), (text[7:12], [1, 2]), (text[12:17], [2]), (text[17:], [])]
    frame = pd.DataFrame({"text": [text], "segments": [pieces], "marks": [marks]})
    return exhibits.passages(frame, title="T", seed="s", language=language, digits="latn")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_passages_keep_the_words_and_number_each_mark_once(language):
    """On either page the pieces are the document's own words; a mark's number stands behind its last word alone."""
    (passage,) = passages(language)["passages"]

    assert "".join(piece["text"] + piece["tail"] for piece in passage["segments"]) == "قيل إن الثمن كبير."
    assert [(piece["kinds"], piece["ends"]) for piece in passage["segments"]] == [
        ([], []), (["figure"], []), (["claim", "figure"], ["1"]), (["claim"], ["2"]), ([], [])
    ]  # fmt: skip
    assert passages(language)["language"] == "ar"


def test_notes_say_what_was_read_and_where_it_is_used():
    """A figure is told with its hedge and linked to its section; a claim carries its status."""
    figure, claim = passages("en")["passages"][0]["notes"]

    assert seen(figure["text"]) == "WhatsApp, Users: nearly $15"
    assert figure["links"] == [{"href": "deals.html#finding-5", "text": "How far?"}]
    assert (claim["text"], claim["claim"], claim["state"], claim["links"]) == ("It is so.", "c", "Open", [])
    assert seen(passages("ar")["passages"][0]["notes"][0]["text"]) == "واتساب، المستخدمون: ما يقارب 15 دولارًا"


def test_claims_say_what_would_settle_them_only_while_open():
    """A claim that rows judge needs nothing more; an open one says what would settle it."""
    row = {**CLAIM, "evidence": [{**AMOUNT, "date": "2014", "source": "p", "confidence": "filed", "second_hand": True,
                                 "side": "against"}],
           "sections": [PLACE], "settled_by": "Time.", "settled_by_ar": "الوقت."}  # fmt: skip
    data = exhibits.claims(pd.DataFrame([row, {**row, "status": "borne_out"}]), CARD, "ar", "latn")

    assert [entry["last"] for entry in data["entries"]] == ["الوقت.", ""]
    assert data["entries"][0]["points"][0] == {
        "text": data["entries"][0]["points"][0]["text"], "source": "A page", "url": "https://example.org/",
        "published": "2014-02", "confidence": "filed", "second_hand": True, "side": "يشهد عليه",
    }  # fmt: skip


def test_disputes_say_who_says_what():
    """Each reading of a dispute has its figure, its basis and its page."""
    said = {"source": "p", "low": Decimal(9), "high": Decimal(10), "basis": "closed", "confidence": "filed"}
    row = {"subject_id": "a", "measure": "price", "target": "A", "target_ar": "أ", "unit": "USD"}
    frame = pd.DataFrame([{**row, "said": [{**said, "second_hand": False}]}])
    (entry,) = exhibits.disputes(frame, CARD, "ar", "latn")["entries"]

    assert (entry["text"], seen(entry["points"][0]["text"])) == ("أ", "9 إلى 10 دولارات، عند الإتمام")


def test_the_list_of_sources_says_what_is_unknown():
    """A source without date or address has a word for the one and no link for the other."""
    columns = {"rows": 2, "confidence": "filed", "second_hand": False, "seed": False}
    frame = pd.DataFrame([
        {"title": "A", "url": "https://example.org/", "published": "2025-06", **columns},
        {"title": "B", "url": None, "published": None, **columns, "second_hand": True, "seed": True},
    ], dtype=object)  # fmt: skip
    rows = exhibits.listing(frame, title="T", language="en", digits="latn")["rows"]

    rows[0][2], rows[1][2] = rows[0][2]["text"], rows[1][2]["text"]  # a count that opens a note stands with its place
    assert [seen(cell) for cell in rows[0][1:]] == ["June 2025", "2", "Official filing", "—", "Page"]
    assert rows[0][0] == {"text": "A", "href": "https://example.org/"}
    assert [seen(cell) for cell in rows[1][:4]] == ["B", "date unknown", "2", "Official filing"]
    assert [seen(cell) for cell in rows[1][4:]] == ["Relayed by another", "Source text"]


def test_long_lists_end_and_say_how_many_more_there_are(monkeypatch):
    """Of many sources and of many readings the first are listed, and the title and the last entry count the others."""
    monkeypatch.setattr(exhibits, "MOST", 2)
    monkeypatch.setattr(exhibits, "EVIDENCE", 1)
    pages = pd.DataFrame([{"title": f"Page {n}", "url": None, "published": None, "rows": n, "confidence": "filed",
                           "second_hand": False, "seed": False} for n in (9, 8, 7)])  # fmt: skip
    said = {"low": Decimal(1), "high": Decimal(1), "basis": "announced", "source": "s", "confidence": "filed",
            "second_hand": False}  # fmt: skip
    apart = pd.DataFrame([{"subject_id": f"d{n}", "measure": "price", "target": "T", "target_ar": "ت", "unit": "USD",
                           "said": [said] * 4} for n in range(5)])  # fmt: skip
    cards = {"s": {"title": "S", "url": None, "published": None}}
    table = exhibits.listing(pages, title="Sources", language="en", digits="latn")
    found = {language: exhibits.disputes(apart, cards, language, "latn")["entries"] for language in ("ar", "en")}

    assert len(table["rows"]) == 2 and table["title"] == "Sources (the first 2 of 3)"
    assert [len(entries) for entries in found.values()] == [3, 3] and len(found["en"][0]["points"]) == 1
    assert found["en"][0]["last"] == found["en"][2]["text"] == "Not listed here: 3 more."
    assert found["ar"][2]["text"] == "وغير المذكور هنا 3."
