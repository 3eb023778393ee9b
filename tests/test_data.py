"""The committed data and seed: sound as a package, true to the article, complete in their codes."""

import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from analysis import tables

ROOT = Path(__file__).parents[1]
DATA, SEEDS = ROOT / "data", ROOT / "seeds"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {entry["name"]: entry for entry in PACKAGE["resources"]}
FACTS = ("readings", "outcomes", "talent", "flows", "companies", "prices", "fx", "models", "events")
CODES = {
    "deals": ("acquirer", "kind", "sector", "scope", "status"),
    "readings": ("measure", "unit", "basis", "confidence", "read", "hedge"),
    "outcomes": ("measure", "unit"),
    "talent": ("lab", "measure"),
    "flows": ("from_lab", "to_lab", "measure"),
    "companies": ("company", "measure", "unit"),
    "fx": ("currency", "measure"),
    "models": ("lab",),
    "events": ("kind",),
    "claims": ("status",),
}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table as they stand in its file."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row(name: str, key: str) -> dict[str, str]:
    """The one row of a table with this id."""
    return next(entry for entry in rows(name) if next(iter(entry.values())) == key)


def validated(*folders: Path) -> list[list[str]]:
    """The kinds of errors that the frictionless library itself finds in each package."""
    program = (
        "import json, sys; from frictionless import Package\n"
        "print(json.dumps([[error[0] for error in Package(f + '/datapackage.json').validate().flatten(['type'])]"
        " for f in sys.argv[1:]]))"
    )
    # In a process of its own: frictionless lifts the csv module's limit for everyone who shares it.
    asked = [sys.executable, "-c", program, *map(str, folders)]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr[-2000:]
    return json.loads(answer.stdout)


@pytest.fixture(scope="module")
def article() -> str:
    """The seed article as received."""
    return (SEEDS / "scale-ai-article.txt").read_bytes().decode("utf-8")


class TestPackage:
    def test_frictionless(self, tmp_path):
        """The package keeps the Frictionless standard to the byte, and that library sees each way of breaking it."""
        broken = {
            "hash-count": ("fx.csv", ",0.8845,", ",0.8846,"),
            "byte-count": ("fx.csv", ",0.8845,", ",0.88451,"),
            "foreign-key": ("outcomes.csv", ",facebook-instagram-2012,", ",facebook-instagram-2013,"),
            "constraint-error": ("readings.csv", ",filed,", ",sworn,"),
            "type-error": ("companies.csv", ",6730000000,", ",6.73bn,"),
            "unique-error": ("deals.csv", "\nfacebook-whatsapp-2014,", "\nfacebook-instagram-2012,"),
        }
        for kind, (file, old, new) in broken.items():
            shutil.copytree(DATA, tmp_path / kind)
            text = (DATA / file).read_text("utf-8")
            assert old in text
            (tmp_path / kind / file).write_bytes(text.replace(old, new, 1).encode("utf-8"))

        sound, *found = validated(DATA, *(tmp_path / kind for kind in broken))

        assert sound == []
        assert [kind for kind, errors in zip(broken, found, strict=True) if kind not in errors] == []

    def test_every_table_is_vouched_for(self):
        """Each table's hash and size stand in the contract, as they are computed here."""
        for name, entry in RESOURCES.items():
            held = (DATA / entry["path"]).read_bytes()
            assert (entry["hash"], entry["bytes"]) == (f"sha256:{hashlib.sha256(held).hexdigest()}", len(held)), name

    def test_every_table_loads(self):
        """No table breaks a rule of the loader, which is stricter than the standard."""
        assert all(len(tables.load(name)) for name in tables.names())

    def test_every_file_is_declared(self):
        """Each CSV of the folder is a resource, and each resource a CSV of the folder."""
        assert {entry["path"] for entry in PACKAGE["resources"]} == {file.name for file in DATA.glob("*.csv")}

    def test_described_in_both_languages(self):
        """Each resource and field has a title and a description in English and in Arabic."""
        entries = [PACKAGE, *PACKAGE["resources"], *(f for r in PACKAGE["resources"] for f in r["schema"]["fields"])]
        words = ("title", "title_ar", "description", "description_ar")
        assert [entry["name"] for entry in entries if not all(entry.get(word) for word in words)] == []

    @pytest.mark.parametrize("name", FACTS)
    def test_provenance(self, name):
        """Each fact names its source, how sure it is and how it was read."""
        header = [field["name"] for field in RESOURCES[name]["schema"]["fields"]]
        assert {"source", "confidence", "read", "note"} <= set(header)
        assert all(entry["source"] and entry["confidence"] and entry["read"] for entry in rows(name))

    def test_codes_are_terms(self):
        """Every code that a table uses is a term with a name in both languages."""
        named = {entry["term_id"] for entry in rows("terms") if entry["name"] and entry["name_ar"]}
        used = {entry[column] for name, columns in CODES.items() for entry in rows(name) for column in columns}
        assert used - {""} - named == set()

    def test_bytes(self):
        """Files are UTF-8 with Unix line ends, without a byte-order mark."""
        for file in (*DATA.glob("*.csv"), DATA / "datapackage.json"):
            held = file.read_bytes()
            assert b"\r" not in held and not held.startswith(b"\xef\xbb\xbf") and held.endswith(b"\n"), file.name
            held.decode("utf-8")


class TestSeed:
    def test_unchanged(self):
        """The article has the checksum that it had when it was received, and its card says so."""
        received = "4901c3decbf8313946dc6d50b80ea9b7226998a7d3090c2bee4b490b3f9159af"
        card = yaml.safe_load((SEEDS / "seeds.yml").read_text(encoding="utf-8"))[0]
        assert hashlib.sha256((SEEDS / card["file"]).read_bytes()).hexdigest() == received == card["sha256"]

    def test_unknown_is_null(self):
        """Of the article no publisher, date, address or licence is claimed."""
        card = yaml.safe_load((SEEDS / "seeds.yml").read_text(encoding="utf-8"))[0]
        assert [card[name] for name in ("publisher", "published", "url", "licence")] == [None] * 4

    @pytest.mark.parametrize(
        ("key", "words", "low"),
        [
            ("meta-scale-ai-2025-price-07", "استثمار يقترب من 15 مليار دولار", "15000000000"),
            ("meta-scale-ai-2025-stake-05", "استحوذت على 49٪ من أسهمها", "49"),
            ("facebook-whatsapp-2014-price-08", "“واتساب” لقاء 19 مليار دولار", "19000000000"),
            ("facebook-instagram-2012-price-05", "و”إنستجرام” مقابل مليار دولار", "1000000000"),
            ("meta-attrition-rate-01", "فقدان الشركة بنسبة تقارب 4.3٪ من أبرز مواهبها", "4.3"),
            ("alexandr-wang-age-01", "البالغ من العمر 28 عامًا", "28"),
        ],
    )
    def test_figures_stand_in_the_article(self, article, key, words, low):
        """Each figure of the article points at the words that state it."""
        found = row("readings", key)
        assert article[int(found["start"]) : int(found["end"])] == words
        assert (found["low"], found["high"], found["source"]) == (low, low, "scale-ai-article")

    def test_claims_stand_in_the_article(self, article):
        """Claims point at whole words of the article, none of which states a figure of its own."""
        for claim in rows("claims"):
            start, end = int(claim["start"]), int(claim["end"])
            around = article[start - 1] + article[end]
            assert not any(char.isalnum() for char in around), claim["claim_id"]
            assert "٪" not in article[start:end] and "مليار" not in article[start:end]

    def test_claim_names_the_rival(self, article):
        """The claim on Llama 4 points at the words that name the rival it is compared with."""
        claim = row("claims", "llama-4-fell-short")
        assert article[int(claim["start"]) : int(claim["end"])].endswith("DeepSeek الصينية")

    def test_verdicts_have_evidence(self):
        """A claim is borne out only by rows that speak for it, and contradicted only by rows that speak against it."""
        by = {"borne_out": "evidence_for", "contradicted": "evidence_against"}
        judged = [claim for claim in rows("claims") if claim["status"] in by]
        assert judged and all(claim[by[claim["status"]]] for claim in judged)

    def test_both_sides_are_told(self):
        """The claims that rows speak for and against, and those of which no row takes a side, as the notes describe them."""
        fields = "evidence_for", "evidence_against"
        sides = {claim["claim_id"]: tuple(bool(claim[field]) for field in fields) for claim in rows("claims")}
        assert {name for name, both in sides.items() if all(both)} == {
            "earlier-deals-were-successful-bets", "same-success-or-desperate", "llama-4-fell-short", "scale-future-unclear",
        }  # fmt: skip
        assert row("claims", "llama-4-fell-short")["evidence_against"] == "llama-4-maverick-experimental-chat-build"
        assert sides["wang-led-no-research-lab"] == sides["scale-missed-profit-targets"] == (False, False)


class TestFacts:
    def test_deals(self):
        """Sixty-nine deals, nineteen of them Meta's; two are sums that overlap others, one collapsed."""
        deals = rows("deals")
        assert (len(deals), sum(deal["acquirer"] == "meta" for deal in deals)) == (69, 19)
        assert {deal["deal_id"] for deal in deals if deal["scope"] == "cumulative"} == {
            "microsoft-openai-total",
            "google-anthropic-2025",
        }
        assert [deal["deal_id"] for deal in deals if deal["status"] == "collapsed"] == ["openai-windsurf-2025"]

    @pytest.mark.parametrize(
        ("deal", "prices"),
        [
            ("meta-scale-ai-2025", {13.79, 14.3, 14.8, 15.0}),
            ("facebook-whatsapp-2014", {16.0, 17.193, 19.0, 21.8, 22.0}),
            ("facebook-instagram-2012", {0.521, 0.715, 1.0}),
        ],
    )
    def test_disagreeing_prices(self, deal, prices):
        """Every published price of a deal is kept, in whole dollars."""
        stated = [entry for entry in rows("readings") if entry["subject"] == deal and entry["measure"] == "price"]
        ends = [entry[end] for entry in stated for end in ("low", "high") if entry[end]]
        assert {float(Decimal(end) / 10**9) for end in ends} == prices

    def test_disputed_deals(self):
        """Readings of the price differ for twenty-five deals; one end stands for both where the other is unknown."""
        ends: dict[str, set[tuple[str, str]]] = {}
        for entry in rows("readings"):
            if entry["measure"] == "price":
                ends.setdefault(entry["subject"], set()).add((entry["low"], entry["high"] or entry["low"]))
        assert sum(len(stated) > 1 for stated in ends.values()) == 25

    @pytest.mark.parametrize("name", ["deals", "readings", "outcomes", "flows", "companies", "models", "events"])
    def test_counts_from_a_day(self, name):
        """Each row counts from a day, and from none later than the newest day of the data."""
        known = tables.load(name)["known_from"]
        assert known.notna().all() and (known <= tables.newest()).all()

    def test_floor_is_no_price(self):
        """Ten billion, which a page printed for want of the price of Scale AI, is no reading of the price."""
        floors = [entry for entry in rows("readings") if entry["measure"] == "price_floor"]
        assert [(entry["subject"], entry["low"], entry["high"]) for entry in floors] == [
            ("meta-scale-ai-2025", "10000000000", "")
        ]

    def test_run_rates_are_no_revenue(self):
        """A month stretched to a year is not revenue that was booked: three targets state only that."""
        rates = {entry["subject"] for entry in rows("readings") if entry["measure"] == "revenue_run_rate"}
        assert rates == {"meta-manus-2025", "google-windsurf-2025", "spacex-cursor-2026"}

    def test_plain_units(self):
        """Amounts are in dollars and people, not in millions or billions."""
        assert row("companies", "meta-capex-2017-01")["value"] == "6730000000"
        assert row("companies", "meta-daily-active-people-2019-12-01")["value"] == "2260000000"
        assert row("companies", "scale-ai-funding-total-2023-01-01")["value"] == "602600000"

    def test_one_rate_each(self):
        """Rates of moves to rivals were published for Meta and Google alone, without a sample size."""
        attrition = [entry for entry in rows("talent") if entry["measure"] == "attrition_rate"]
        assert {entry["lab"]: entry["value_pct"] for entry in attrition} == {"meta": "4.3", "google": "5.4"}
        assert all(entry["sample_size"] == "" for entry in attrition)

    def test_never_collected(self):
        """The consumer prices of October 2025 were never collected and have no row."""
        months = Counter(entry["year"] for entry in rows("prices") if entry["month"] != "annual")
        assert (months["2024"], months["2025"], months["2026"]) == (12, 11, 5)

    def test_rates_are_per_dollar(self):
        """A dollar buys 3.75 riyals by the peg, and less than one euro in 2025."""
        assert row("fx", "sar-fixed-peg-01")["per_usd"] == "3.75"
        assert row("fx", "eur-2025-annual-average-01")["per_usd"] == "0.8845"

    def test_evidence_of_doubt(self):
        """A figure that was not seen in the page it cites says so."""
        zeki = [flow for flow in rows("flows") if flow["value"] == "22" and flow["to_lab"] == "anthropic"]
        assert [(flow["read"], flow["note"].endswith("Not seen in the page that it cites.")) for flow in zeki] == [
            ("second_hand", True)
        ]


@pytest.mark.parametrize("url", ["ftp://example.org/a", "example.org/a", "https://example.org/a b"])
def test_source_addresses_are_of_the_web(monkeypatch, tmp_path, url):
    """An address that no reader could follow is refused with its place."""
    monkeypatch.setattr(tables.folder, "ROOT", tmp_path)
    folder = tmp_path / "other"
    shutil.copytree(DATA, folder)
    text = (folder / "sources.csv").read_text("utf-8")
    (folder / "sources.csv").write_text(re.sub(r"https?://[^,\n\"]+", url, text, count=1), "utf-8")

    with pytest.raises(tables.DataFault, match=r"sources\.csv, line \d+, url: found .* expected the form https"):
        tables.load("sources", data="other")
