"""The quantities that a text states, held to sentences read by hand, to the seed, and to CLDR's names of currencies."""

import csv
import json
import os
import random
import time
import tomllib
from decimal import Decimal, localcontext
from itertools import pairwise
from pathlib import Path

import pytest
from babel import Locale
from click.testing import CliRunner

from analysis import cli
from analysis.quantities import Quantity, find

ROOT = Path(__file__).parents[1]
TABLES = [ROOT / "tests" / "quantities" / name for name in ("sentences.toml", "news.toml")]
SENTENCES = [sentence for path in TABLES for sentence in tomllib.loads(path.read_text("utf-8"))["sentence"]]
ARTICLE = (ROOT / "seeds" / "scale-ai-article.txt").read_text("utf-8")
Stated = tuple[str, Decimal | None, Decimal | None, str | None, bool]


CODES = (
    "USD", "CAD", "AUD", "NZD", "HKD", "SGD", "SAR", "QAR", "OMR", "YER", "AED", "MAD", "KWD", "BHD", "IQD", "JOD", "DZD",
    "TND", "LYD", "EGP", "SDG", "EUR",
)  # fmt: skip


def stated(figure: dict) -> Stated:
    """An expectation of the table."""
    low, high = (figure.get(end, figure.get("value")) for end in ("low", "high"))
    ends = (None if end is None else Decimal(end) for end in (low, high))
    return figure["text"], *ends, figure.get("unit"), figure.get("approximate", False)


def read(text: str) -> list[Stated]:
    return [(q.text, q.low, q.high, q.unit, q.approximate) for q in find(text)]


def score(sentences: list[dict]) -> tuple[float, float, list[str]]:
    """Recall and precision of find() over sentences, and each sentence that is not read as written."""
    hits = expected = got = 0
    faults = []
    for sentence in sentences:
        wanted, found = [stated(figure) for figure in sentence.get("figures", [])], read(sentence["text"])
        expected, got = expected + len(wanted), got + len(found)
        hits += sum(figure in found for figure in wanted)
        if wanted != found:
            faults.append(f"{sentence['text']}\n    wanted {wanted}\n    found  {found}")
    return hits / expected, hits / got, faults


def test_every_sentence_is_read_as_written():
    """Recall and precision over the table are 1, spans and order included."""
    recall, precision, faults = score(SENTENCES)

    assert not faults, f"recall {recall:.3f}, precision {precision:.3f}\n" + "\n".join(faults)


def test_the_table_is_wide_enough():
    """The table has at least 150 sentences, 40 of them without a figure, in both languages."""
    arabic = [s for s in SENTENCES if any("\u0621" <= letter <= "\u064a" for letter in s["text"])]

    assert len(SENTENCES) >= 150 and len(arabic) >= 60 and len(SENTENCES) - len(arabic) >= 50
    assert sum(not s.get("figures") for s in SENTENCES) >= 40


def test_article():
    """The article states six figures and nothing else."""
    billion = Decimal(10) ** 9

    assert read(ARTICLE) == [
        ("15 مليار دولار", 15 * billion, 15 * billion, "USD", True),
        ("49٪", Decimal(49), Decimal(49), "percent", False),
        ("19 مليار دولار", 19 * billion, 19 * billion, "USD", False),
        ("مليار دولار", billion, billion, "USD", False),
        ("4.3٪", Decimal("4.3"), Decimal("4.3"), "percent", True),
        ("28 عامًا", Decimal(28), Decimal(28), "years", False),
    ]


def seed_rows() -> list[dict[str, str]]:
    with (ROOT / "data" / "readings.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["source"] == "scale-ai-article"]


@pytest.mark.parametrize("row", seed_rows(), ids=lambda row: row["reading_id"])
def test_readings_of_the_seed_say_what_its_words_say(row):
    """The words that a reading points at state its low, high and unit, and are hedged where it is."""
    words = ARTICLE[int(row["start"]) : int(row["end"])]

    found = [(q.low, q.high, q.unit, q.approximate) for q in find(words)]

    assert found == [(Decimal(row["low"]), Decimal(row["high"]), row["unit"], bool(row["hedge"]))]


PIECES = (
    *"0123456789٠١٩۵ \n\u00a0\u200f\u2067.,٫٬،-–−+/%٪$€£()[]«»:أبوفلكامنةيىّ\u064b",
    *(word for sentence in SENTENCES for word in sentence["text"].split()),
    "\ufdfc", "\ufefb", "½", "²", "\U0001f600", "\ud800", "\x00", "１２", "ß", "İ",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_any_text_gives_sound_spans(seed):
    """Whatever the text, spans are its own, in order and apart, and bounds are ordered."""
    chance = random.Random(seed)
    text = "".join(chance.choice(PIECES) + chance.choice(("", " ")) for _ in range(400))

    found = find(text)

    assert all(q.text == text[q.start : q.end] and q.start < q.end for q in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(q.low is not None or q.high is not None for q in found)
    assert all(q.low is None or q.high is None or q.low <= q.high for q in found)
    assert all((q.low if q.high is None else q.high).is_finite() for q in found)


HARD = {
    "article": lambda size: (ARTICLE * (size // len(ARTICLE) + 1))[:size],
    "digits": lambda size: "1" * size,
    "groups": lambda size: "1,234," * (size // 6),
    "dotted": lambda size: "1." * (size // 2),
    "dashes": lambda size: "1-" * (size // 2),
    "letters": lambda size: "a" * size,
    "hosts": lambda size: "a." * (size // 2),
    "spaces": lambda size: " " * size,
    "scales": lambda size: "مليار و" * (size // 7),
    "between": lambda size: "بين خمسة و" * (size // 10),
    "and": lambda size: "one hundred and " * (size // 16),
    "million": lambda size: "5 million" + " million" * (size // 8),
    "threes": lambda size: "234 " * (size // 4),
    "hedges": lambda size: "more than " * (size // 10),
}


def seconds(text: str) -> float:
    start = time.process_time()
    find(text)
    return time.process_time() - start


@pytest.mark.parametrize("kind", HARD)
def test_time_grows_with_the_text(kind):
    """Twice the text takes at most three times as long, in texts made to be slow; best of a few runs."""
    text, twice = HARD[kind](40_000), HARD[kind](80_000)
    once = double = float("inf")
    for _ in range(6):
        once, double = min(once, seconds(text)), min(double, seconds(twice))
        if double <= 3 * once + 0.02:
            return
    pytest.fail(f"{double:.3f} s for twice the text, {once:.3f} s for once")


def test_a_megabyte():
    """A million characters of the article are read, each copy like the first."""
    copies = 1_000_000 // len(ARTICLE) + 1

    assert len(find((ARTICLE + "\n\n") * copies)) == 6 * copies


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_cldr_names_of_currencies_are_read(language, code):
    """A currency's own name in either language, after a number, is that currency."""
    locale = Locale.parse(language)
    name = locale.currencies[code]
    text = f"250 مليون {name}" if language == "ar" else f"250 million {name}s"

    assert [(q.text, q.unit) for q in find(text)] == [(text, code)]


def test_nothing_to_read():
    """An empty text states nothing."""
    assert find("") == []


def test_a_quantity_is_frozen():
    """What was found cannot be changed."""
    quantity = find("49%")[0]

    assert quantity == Quantity("49%", 0, 3, Decimal(49), Decimal(49), "percent", False)
    with pytest.raises(AttributeError):
        quantity.low = Decimal(1)


def test_values_are_exact_whatever_the_context():
    """A caller's decimal context rounds nothing."""
    with localcontext(prec=2):
        assert find("$1,234.567891 million")[0].low == Decimal("1234567891")


def mizan(*arguments, given=None):
    return CliRunner().invoke(cli.app, ["quantities", *map(str, arguments)], input=given, prog_name="mizan")


class TestCommand:
    """`mizan quantities`."""

    def test_table_of_the_article(self):
        """Each figure is a row with its span, ends, unit and whether it is about."""
        ran = mizan(ROOT / "seeds" / "scale-ai-article.txt")

        head, *rows = [line.split() for line in ran.stdout.splitlines() if line.strip() and "──" not in line]
        assert ran.exit_code == 0 and head == ["text", "span", "low", "high", "unit", "approximate"] and len(rows) == 6
        assert rows[0] == ["15", "مليار", "دولار", "141-155", "15,000,000,000", "15,000,000,000", "USD", "yes"]
        assert rows[5][2:] == ["1774-1782", "28", "28", "years"]

    def test_json_is_exact_and_counts_from_the_text_as_it_is(self):
        """Decimals are text in plain digits, an open end is null; a byte-order mark and CR LF count."""
        ran = mizan("-", "--json", given="\ufeffA\r\nmore than $1.50tn\r\n".encode())

        span = {"text": "$1.50tn", "start": 14, "end": 21}
        expected = {**span, "low": "1500000000000", "high": None, "unit": "USD", "approximate": False}
        assert ran.exit_code == 0 and json.loads(ran.stdout) == [expected]

    def test_nothing_found_is_said(self):
        """No figure is a sentence, and an empty list in JSON."""
        assert mizan("-", given="Llama 4").stdout == "No quantity found.\n"
        assert json.loads(mizan("-", "--json", given="Llama 4").stdout) == []

    def test_no_such_file(self, tmp_path):
        """A path where nothing is tells so, with code 2."""
        ran = mizan(tmp_path / "none.txt")

        told = "none.txt: found no file that can be read (no such file or directory), expected a text in UTF-8. Give"
        assert ran.exit_code == 2 and told in ran.stderr

    def test_folder(self, tmp_path):
        """A folder is no text."""
        ran = mizan(tmp_path)

        assert ran.exit_code == 2 and "found no file that can be read (" in ran.stderr

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
    def test_file_that_may_not_be_read(self, tmp_path):
        """A file without permission is code 2."""
        path = tmp_path / "kept.txt"
        path.write_text("49%", "utf-8")
        path.chmod(0)

        assert mizan(path).exit_code == 2

    def test_other_encoding(self, tmp_path):
        """A text that is no UTF-8 is told with its byte and a remedy."""
        path = tmp_path / "old.txt"
        path.write_bytes("49% مليار".encode("windows-1256"))

        ran = mizan(path)

        assert ran.exit_code == 2
        assert "old.txt, byte 4: found 0xe3, expected UTF-8. Save it as UTF-8; it may have been saved as" in ran.stderr
