"""One run of a notebook: what it speaks in, what it may know, and what it leaves for the page."""

from decimal import Decimal

import pandas as pd
import pytest

from analysis import Edition, language, parameters


@pytest.fixture(scope="module")
def arabic():
    """The default edition."""
    return Edition()


@pytest.fixture(scope="module")
def english():
    """Its twin."""
    return Edition("en")


SENTENCE = {
    "ar": "بلغ الثمن {price:USD:oblique}، أي {share:percent}.",
    "en": "The price was {price:USD}, or {share:percent}.",
}


def test_one_call_speaks_both_languages(arabic, english):
    """The same call gives the sentence of the edition's own language."""
    values = {"price": Decimal(2_000_000_000), "share": Decimal("8.7")}

    assert english.text(**SENTENCE, **values) == "The price was $2bn, or 8.7%."
    assert "ملياري" in arabic.text(**SENTENCE, **values)


def test_twins_record_the_same_values(arabic, english):
    """What a sentence states is recorded exactly, the same in both languages, without the manner of one of them."""
    values = {"price": Decimal("14300000000"), "share": Decimal("49")}
    said = [edition.say(**SENTENCE, **values).data["values"] for edition in (arabic, english)]

    assert said[0] == said[1]
    assert {"name": "price", "value": "14300000000", "unit": "USD"} in said[0]


def test_languages_that_name_other_values_are_refused(arabic):
    """A sentence whose two languages state different values, or other units, is no pair."""
    with pytest.raises(ValueError, match="expected the same values in the same units"):
        arabic.text(ar="{price:USD}", en="{price:percent}", price=Decimal(1))


def test_an_unknown_value_is_not_written_as_a_number(english):
    """A sentence with an unknown value says that it cannot be stated, and never zero."""
    text = english.text(ar="{price:USD}", en="It was {price:USD}.", price=None)

    assert "It was" not in text and "0" not in text.replace("2026", "")


def test_a_name_is_taken_in_the_language(arabic, english):
    """Of a name and its Arabic twin one stays, under the plain key."""
    found = {"name": "WhatsApp", "name_ar": "واتساب", "rank": 1}

    assert arabic.local(found) == {"name": "واتساب", "rank": 1}
    assert english.local(found) == {"name": "WhatsApp", "rank": 1}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"language": "fr"}, 'parameter language: found "fr", expected ar or en'),
        ({"digits": "roman"}, 'parameter digits: found "roman", expected latn or arab'),
    ],
)
def test_an_edition_refuses_what_it_cannot_speak(given, told):
    """An unknown language or set of digits is refused with a sentence."""
    with pytest.raises(parameters.BadParameter, match=told):
        Edition(**given)


def test_nothing_later_than_as_of_is_seen():
    """A reading published later than `as_of` is not in the table that the edition loads."""
    early = Edition("en", as_of="2025-06-12").load("readings")

    assert "meta-scale-ai-2025" in set(early["subject"])
    assert early["known_from"].max() <= pd.Timestamp("2025-06-12")


def test_seal_names_what_was_read(english):
    """The seal carries the digest of each table that was loaded, whole."""
    edition = Edition("en")
    edition.load("fx")

    assert len(edition.seal().data["data"]["tables"]["fx"]) == 64


PARTS = {
    "ar": ("بلغ الثمن {price:USD}.", "وهو {share:percent} من الإيرادات."),
    "en": ("The price was {price:USD}.", "It was {share:percent} of revenue."),
}


def test_of_several_sentences_only_the_unknown_one_is_unsaid(english):
    """A sentence whose value is unknown does not take the others with it."""
    assert english.text(**PARTS, price=Decimal(2), share=None) == "The price was $2."
    assert english.text(**PARTS, price=Decimal(2), share=Decimal(4)) == "The price was $2. It was 4% of revenue."


def test_a_note_of_which_nothing_is_known_is_silent_and_a_finding_says_so(english):
    """A note may be absent; a finding is the section's answer and says that it has none."""
    known, unknown = {"price": Decimal(2), "share": None}, {"price": None, "share": None}

    assert english.say(**PARTS, role="note", **unknown).data["text"] == ""
    assert english.say(**PARTS, role="note", **known).data["text"] == "The price was $2."
    assert "do not suffice" in english.say(**PARTS, **unknown).data["text"]


def test_figures_leave_out_what_is_unknown_and_keep_who_relayed_it(english):
    """The strip at the head of a page has no cell for an unknown figure, and marks a relayed one."""
    of = {"ar": "حصة", "en": "share", "confidence": "reported"}
    strip = english.figures(
        english.figure("one", None, "percent", **of), english.figure("two", Decimal(4), "percent", **of, second_hand=True)
    )

    assert [(row["name"], row["second_hand"]) for row in strip.data["figures"]] == [("two", True)]


def test_rows_of_undated_sources_are_counted():
    """What a source without a day of publication states is counted for the page, table by table, each table once."""
    edition = Edition("en")
    expected = int(edition.load("readings")["undated"].sum())
    edition.load("readings")

    assert edition.undated == expected > 0


def test_months_follow_the_parameter():
    """The names of months are those that the notebook was asked for."""
    edition = Edition("ar")
    namespace: dict = {}
    exec("from analysis.parameters import Months\nmonths: Months = 'levant'", namespace)
    with language.habit("egypt"):
        edition.parameters(namespace)

        assert "حزيران" in edition.text(ar="منذ {day:date}", en="since {day:date}", day="2025-06")


def test_a_table_is_the_callers_own_each_time():
    """What a cell does to a table that it loaded does not show in the next that it loads."""
    edition = Edition("en")
    frame = edition.load("terms")
    frame["name"] = "changed"
    frame.loc[:, "name_ar"] = "changed"
    again = edition.load("terms")
    assert "changed" not in {*again["name"], *again["name_ar"]}
