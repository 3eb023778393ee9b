"""Seeds are kept as received, proven by their hash, quoted by span and cited without guessing."""

import hashlib

import pytest
import yaml

from analysis import seeds

TEXT = "استثمرت ميتا نحو 15 مليار دولار في Scale AI."
CARD = {
    "id": "note",
    "file": "note.txt",
    "sha256": hashlib.sha256(TEXT.encode("utf-8")).hexdigest(),
    "title": "خبر",
    "title_ar": "خبر عن ميتا",
    "title_en": "A note on Meta",
    "publisher": None,
    "published": None,
    "url": None,
    "licence": None,
    "language": "ar",
    "note": None,
    "note_ar": None,
}


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A folder of one seed; call it with fields of the card to change it."""
    monkeypatch.setattr(seeds, "FOLDER", tmp_path)
    tmp_path.joinpath("note.txt").write_bytes(TEXT.encode("utf-8"))

    def place(*cards):
        tmp_path.joinpath("seeds.yml").write_text(yaml.safe_dump(list(cards), allow_unicode=True), "utf-8")
        return tmp_path

    place(CARD)
    return place


def sentence(call, *given):
    with pytest.raises(seeds.SeedFault) as caught:
        call(*given)
    return str(caught.value)


class TestText:
    """A seed's text is that of its card or it is refused."""

    def test_text_is_the_file(self, shelf):
        """The text is what lies in the file."""
        assert seeds.text("note") == TEXT

    def test_one_changed_byte_is_refused(self, shelf):
        """A seed that differs from its card in one byte is named with both hashes."""
        folder, other = shelf(CARD), TEXT.replace("15", "14")
        folder.joinpath("note.txt").write_bytes(other.encode("utf-8"))
        found = hashlib.sha256(other.encode("utf-8")).hexdigest()

        assert sentence(seeds.text, "note") == (
            f"seeds/note.txt: found sha256 {found}, expected {CARD['sha256']}. "
            "Put the file back as it was received; a new edition is a new seed with a card of its own."
        )

    def test_missing_document(self, shelf):
        """A card without its document is refused."""
        shelf(CARD).joinpath("note.txt").unlink()
        assert sentence(seeds.text, "note") == (
            "seeds/note.txt: found no such file, expected the document as received. Put it back."
        )

    def test_document_in_another_encoding(self, shelf):
        """A document that is no UTF-8 is named by the byte that shows it."""
        raw = TEXT.encode("cp1256")
        shelf(CARD | {"sha256": hashlib.sha256(raw).hexdigest()}).joinpath("note.txt").write_bytes(raw)
        assert sentence(seeds.text, "note").startswith("seeds/note.txt, byte 0: found 0xC7, expected UTF-8.")

    @pytest.mark.parametrize("file", ["../note.txt", "/etc/hostname", "a/b.txt", "..\\note.txt"])
    def test_document_outside_the_folder(self, shelf, file):
        """A card cannot lead out of the folder."""
        shelf(CARD | {"file": file})
        assert "expected one that lies in seeds/. Move it there." in sentence(seeds.text, "note")

    def test_link_out_of_the_folder(self, shelf, tmp_path_factory):
        """Neither can a link."""
        outside = tmp_path_factory.mktemp("outside") / "note.txt"
        outside.write_bytes(TEXT.encode("utf-8"))
        folder = shelf(CARD)
        folder.joinpath("note.txt").unlink()
        folder.joinpath("note.txt").symlink_to(outside)
        assert "expected one that lies in seeds/" in sentence(seeds.text, "note")


class TestQuote:
    """A quotation is the words between two characters of the text."""

    def test_span_counts_code_points(self, shelf):
        """Start and end count characters and not bytes."""
        start = TEXT.index("15")
        assert seeds.quote("note", start, start + 15) == "15 مليار دولار "

    @pytest.mark.parametrize("span", [(-1, 5), (5, 5), (6, 5), (0, len(TEXT) + 1)])
    def test_span_outside_the_text(self, shelf, span):
        """A span that is empty, backwards or beyond the text is refused."""
        assert sentence(seeds.quote, "note", *span) == (
            f"seed note: found a span from {span[0]} to {span[1]}, expected one within its {len(TEXT)} characters. "
            "Point start and end at the words."
        )


class TestCite:
    """A citation says what is known and what is not."""

    def test_unknown_is_said_in_arabic(self, shelf):
        """What the card leaves null is said to be unknown."""
        assert seeds.cite("note") == (
            "«خبر عن ميتا»، الناشر غير معروف، تاريخ النشر غير معروف، الرابط غير معروف، الترخيص غير معروف"
        )

    def test_unknown_is_said_in_english(self, shelf):
        """The English citation says the same in English."""
        assert seeds.cite("note", "en") == (
            "“A note on Meta”, publisher unknown, date of publication unknown, address unknown, licence unknown"
        )

    def test_known_is_printed_as_stated(self, shelf):
        """A date is printed as the card states it, set apart in Arabic so that it keeps its order."""
        shelf(CARD | {"publisher": "العربية", "published": "2025-06-12"})

        assert seeds.cite("note").startswith("«خبر عن ميتا»، العربية، \u20662025-06-12\u2069، الرابط غير معروف")
        assert "العربية, 2025-06-12, address unknown" in seeds.cite("note", "en")

    def test_title_of_the_document_stands_in(self, shelf):
        """Without a translated title the document's own is printed."""
        shelf(CARD | {"title_en": None})
        assert seeds.cite("note", "en").startswith("“خبر”")

    def test_other_language(self, shelf):
        """A third language is refused."""
        assert sentence(seeds.cite, "note", "fr").startswith('seed note: found language "fr", expected ar or en.')


class TestCards:
    """Cards are complete and taken as written."""

    def test_card_is_read_as_written(self, shelf):
        """Dates, numbers and yes/no stay text; null stays None."""
        folder = shelf(CARD)
        text = folder.joinpath("seeds.yml").read_text("utf-8").replace("published: null", "published: 2025-06-12")
        folder.joinpath("seeds.yml").write_text(text.replace("licence: null", "licence: no"), "utf-8")
        card = seeds.card("note")

        assert (card.published, card.licence, card.publisher) == ("2025-06-12", "no", None)

    def test_unknown_id(self, shelf):
        """A seed without a card is named beside those that have one."""
        assert sentence(seeds.card, "other") == (
            'seeds/seeds.yml: found no card "other", expected one of note. Add its card.'
        )

    def test_two_cards_of_one_id(self, shelf):
        """An id belongs to one seed."""
        shelf(CARD, CARD)
        assert sentence(seeds.cards) == (
            'seeds/seeds.yml: found two cards "note", expected one. Give each seed its own id.'
        )

    def test_missing_and_unknown_fields(self, shelf):
        """A misspelt field is named on both sides."""
        shelf({**{name: value for name, value in CARD.items() if name != "publisher"}, "publsher": None})
        assert sentence(seeds.cards).startswith(
            "seeds/seeds.yml, card 1: found fields missing publisher; unknown publsher, expected id, file, sha256,"
        )

    @pytest.mark.parametrize(("name", "value"), [("title", None), ("sha256", ""), ("publisher", ""), ("url", ["x"])])
    def test_field_that_is_no_text(self, shelf, name, value):
        """A field is text; only what the document does not state may be null."""
        shelf(CARD | {name: value})
        assert sentence(seeds.cards).startswith(f"seeds/seeds.yml, card 1, {name}: found {value!r}, expected text.")

    def test_broken_yaml(self, shelf):
        """Cards that cannot be read are named by line."""
        shelf(CARD).joinpath("seeds.yml").write_text("- id: note\n  title: [", "utf-8")
        assert sentence(seeds.cards).startswith("seeds/seeds.yml, line 2: found ")

    def test_no_list_and_no_card(self, shelf):
        """seeds.yml is a list of cards."""
        folder = shelf("note")
        assert sentence(seeds.cards).startswith("seeds/seeds.yml, card 1: found 'note', expected names and values.")
        folder.joinpath("seeds.yml").write_text("id: note\n", "utf-8")
        assert sentence(seeds.cards).startswith("seeds/seeds.yml: found no list, expected one card per seed.")

    def test_no_cards_at_all(self, shelf):
        """Without seeds.yml there are no seeds."""
        shelf(CARD).joinpath("seeds.yml").unlink()
        assert sentence(seeds.cards).startswith("seeds/seeds.yml: found no such file")


LINE = {"words": "15 مليار دولار", "start": 18, "end": 32, "reason": "Rounded.", "reason_ar": "مقرّب."}


TEXTS, COUNTS = "text. Write it: a reader asks for it.", "a count of characters. Point at the words."


class TestAside:
    """A card may set a figure aside, in the seed's own words and with its reason in both languages."""

    def test_lines_are_read(self, shelf):
        """Each line gives its words, where they stand, and why; a card without lines sets nothing aside."""
        assert seeds.card("note").aside == ()

        shelf(CARD | {"aside": [LINE, LINE | {"start": 1, "end": 2}]})

        first, second = seeds.card("note").aside
        assert (first.words, first.start, first.end, first.reason_ar) == ("15 مليار دولار", 18, 32, "مقرّب.")
        assert (second.start, second.end) == (1, 2)

    @pytest.mark.parametrize("aside", [None, "15", {"words": "15"}])
    def test_no_list(self, shelf, aside):
        """What is set aside is a list."""
        shelf(CARD | {"aside": aside})
        assert sentence(seeds.cards) == (
            f"seeds/seeds.yml, card 1, aside: found {aside!r}, expected a list. Begin each line with `- words:`."
        )

    def test_line_without_names(self, shelf):
        """A line has names and values."""
        shelf(CARD | {"aside": [LINE, "15"]})
        assert sentence(seeds.cards) == (
            "seeds/seeds.yml, card 1, aside 2: found '15', expected names and values. Begin the line with `- words:`."
        )

    def test_missing_and_unknown_names(self, shelf):
        """A reason is given in both languages, and nothing else is."""
        shelf(CARD | {"aside": [{**{name: LINE[name] for name in LINE if name != "reason_ar"}, "why": "x"}]})
        assert sentence(seeds.cards) == (
            "seeds/seeds.yml, card 1, aside 1: found fields missing reason_ar; unknown why, "
            "expected words, start, end, reason, reason_ar. Write each of them once."
        )

    @pytest.mark.parametrize(("name", "value", "expected"), [
        ("words", "", TEXTS), ("reason", None, TEXTS), ("reason_ar", " ", TEXTS),
        ("start", -1, COUNTS), ("end", "x", COUNTS), ("end", 1.5, COUNTS), ("start", None, COUNTS),
    ])  # fmt: skip
    def test_value_of_another_kind(self, shelf, name, value, expected):
        """Words and reasons are text, start and end whole numbers."""
        shelf(CARD | {"aside": [LINE | {name: value}]})
        read = value if value is None or isinstance(value, str) else str(value)
        assert sentence(seeds.cards) == f"seeds/seeds.yml, card 1, aside 1, {name}: found {read!r}, expected {expected}"

    def test_start_behind_the_end(self, shelf):
        """A line begins before it ends."""
        shelf(CARD | {"aside": [LINE | {"start": 32}]})
        assert sentence(seeds.cards) == (
            "seeds/seeds.yml, card 1, aside 1: found start 32 and end 32, expected a start below the end. Exchange them."
        )
