"""Data of one's own: the tutorial does what it says, and every notebook runs over another package of the same contract."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from analysis import check, parameters, reads, report, seeds, tables
from analysis.edition import choices
from analysis.report import request
from tests.bench import cells
from tests.printed import counts

ROOT = Path(__file__).parents[1]
TUTORIALS = {"en": ROOT / "reports" / "own-data.md", "ar": ROOT / "reports" / "own-data.ar.md"}
FEWER_THAN = 10
UNSAID = {"en": "do not suffice to state this", "ar": "لا تكفي المعطيات المختارة"}


def steps(language: str) -> list[str]:
    """The shell blocks of the tutorial in a language, in order."""
    return re.findall(r"^```sh\n(.*?)^```", TUTORIALS[language].read_text("utf-8"), re.MULTILINE | re.DOTALL)


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """A copy of the project with a `mizan` of its own, as a stranger has it."""
    home = tmp_path_factory.mktemp("clone")
    for name in ("analysis", "data", "notebooks", "seeds"):
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("CITATION.cff", "LICENSE", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, home / name)
    command = home / ".venv" / "bin" / "mizan"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m analysis "$@"\n')
    command.chmod(0o755)
    return home


def done(step: str, home: Path) -> subprocess.CompletedProcess[str]:
    """One step run as its reader's shell would, which stops at the first command that fails."""
    environment = os.environ | {"PYTHONPATH": str(home)}
    return subprocess.run(["bash", "-ec", step], cwd=home, env=environment, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def followed(clone) -> list[subprocess.CompletedProcess[str]]:
    """What came of every step of the tutorial, each after the one before."""
    return [done(step, clone) for step in steps("en")]


class TestTutorial:
    """The tutorial, whose commands are read from its page."""

    def test_both_languages_have_the_same_few_steps(self):
        assert steps("ar") == steps("en")
        assert 0 < len(steps("en")) < FEWER_THAN

    @pytest.mark.parametrize("language", ["ar", "en"])
    def test_numbered_steps_and_blocks_are_as_many(self, language):
        numbered = re.findall(r"^\*\*([0-9]+)\. ", TUTORIALS[language].read_text("utf-8"), re.MULTILINE)
        assert numbered == [str(place) for place in range(1, len(steps("en")) + 1)]

    def test_the_readme_leads_to_it(self):
        assert "(reports/own-data.md)" in (ROOT / "README.md").read_text("utf-8")
        assert "(reports/own-data.ar.md)" in (ROOT / "README.ar.md").read_text("utf-8")

    def test_every_step_works(self, followed):
        told = [(one.returncode, one.stderr[-2000:]) for one in followed]
        assert [code for code, _ in told] == [0] * len(steps("en")), told

    def test_every_notebook_has_its_page_in_both_languages(self, followed, clone):
        """Pages of every notebook are over the package, trace every number, and draw or say that they cannot."""
        site = clone / "reports" / "site"
        for language, sentence in UNSAID.items():
            texts = {path.parent.name: path.read_text("utf-8") for path in sorted((site / language).glob("*/*.html"))}
            assert sorted(texts) == sorted(request.names())
            for name, text in texts.items():
                assert counts(text)["untraced"] == 0, (language, name)
                assert sentence in text or name == "talent"
                assert "جوجل" in text or language == "en"

    def test_the_last_page_knows_the_deal_that_was_added(self, followed, clone):
        (page,) = (clone / "reports" / "site" / "en" / "deals").glob("*.html")
        assert "OpenAI, 2025" in page.read_text("utf-8")
        assert re.search(r"^published +deals en ", followed[-1].stdout, re.MULTILINE)


class TestPackage:
    """`mizan data new` takes what data/ has on some companies, and nothing else."""

    @pytest.fixture
    def own(self, tmp_path, monkeypatch) -> Path:
        """A project in which a package may be begun."""
        for name in ("data", "seeds"):
            shutil.copytree(ROOT / name, tmp_path / name)
        monkeypatch.setattr(tables.folder, "ROOT", tmp_path)
        monkeypatch.setattr(seeds, "FOLDER", tmp_path / "seeds")
        return tmp_path

    def test_rows_are_those_on_the_company_with_all_that_they_cite(self, own):
        check.start("data.wiz/of-google", ["google"])
        there, here = own / "data", own / "data.wiz" / "of-google"

        assert rows(here / "deals.csv") == [row for row in rows(there / "deals.csv") if row["acquirer"] == "google"]
        ours = {row["deal_id"] for row in rows(here / "deals.csv")}
        assert rows(here / "readings.csv") == [row for row in rows(there / "readings.csv") if row["subject"] in ours]
        assert rows(here / "outcomes.csv") == [row for row in rows(there / "outcomes.csv") if row["deal"] in ours]
        assert rows(here / "talent.csv") == [row for row in rows(there / "talent.csv") if row["lab"] == "google"]
        assert {row["actor"] for row in rows(here / "events.csv")} == {"Google"}
        assert (here / "prices.csv").read_bytes() == (there / "prices.csv").read_bytes()
        assert not [name for name in ("claims", "gaps", "sections", "companies") if rows(here / f"{name}.csv")]
        assert not {"scale-ai", "alexandr-wang"} & {row["term_id"] for row in rows(here / "terms.csv")}
        assert {"google", "price", "acquisition"} <= {row["term_id"] for row in rows(here / "terms.csv")}

    def test_it_keeps_its_rules_and_says_what_it_is_about(self, own):
        check.start("data.google", ["google", "google-deepmind"])

        assert check.run("data.google") == []
        assert tables.package_name("data.google") == "google"
        assert tables.subject("data.google") == ("Google and Google DeepMind", "جوجل وGoogle DeepMind")

    def test_a_change_is_told_until_it_is_accepted(self, own):
        check.start("data.google", ["google"])
        file = own / "data.google" / "deals.csv"
        file.write_text(file.read_text("utf-8").replace("YouTube", "You Tube"), "utf-8")

        (fault,) = check.run("data.google")
        assert fault.startswith("data.google/deals.csv: found sha256 ")
        assert fault.endswith("if it is meant, run `mizan check --data data.google --accept` and commit datapackage.json "
                              "with it.")
        assert check.accept("data.google") == ([], ["data.google/deals.csv"])
        assert check.run("data.google") == []

    def test_what_is_wrong_is_not_accepted(self, own):
        check.start("data.google", ["google"])
        file = own / "data.google" / "deals.csv"
        spoilt = file.read_text("utf-8").replace("google-youtube-2006,google,", "google-youtube-2006,gogle,")
        file.write_text(spoilt, "utf-8")

        faults, accepted = check.accept("data.google")
        assert accepted == [] and any(one.startswith("data.google/deals.csv, line ") for one in faults)

    @pytest.mark.parametrize(("folder", "sentence"), [
        ("../elsewhere", 'data package "../elsewhere": found no name of a folder inside the project, expected one such as '
         "data.gulf. Write such a name."),
        ("", 'data package "": found no name of a folder inside the project, expected one such as data.gulf. '
         "Write such a name."),
        ("data/google", 'data package "data/google": found a place in data/, which the project itself keeps, expected one '
         "of your own. Put it beside data/, as data.gulf; git leaves out what begins with data. and a name."),
        ("data.out", 'data package "data.out": found a link that leads out, expected a folder inside the project. '
         "Name a folder of the project, such as data."),
        ("data.there", 'data package "data.there": found something there already, expected a new folder. '
         "Name another, or remove that one yourself."),
    ])  # fmt: skip
    def test_a_folder_that_cannot_be_it(self, own, folder, sentence):
        """The sentence is told, and nothing is written."""
        (own / "data.there").mkdir()
        (own / "data.there" / "mine.txt").write_text("mine")
        (own / "data.out").symlink_to(own.parent)
        before = sorted(path.name for path in own.rglob("*"))

        with pytest.raises(tables.DataFault) as fault:
            check.start(folder, ["google"])

        assert fault.value.faults == [sentence]
        assert sorted(path.name for path in own.rglob("*")) == before

    def test_a_company_that_there_is_not(self, own):
        """It is refused with those that there are and the nearest, and nothing is written."""
        with pytest.raises(tables.DataFault) as fault:
            check.start("data.google", ["gogle"])

        (sentence,) = fault.value.faults
        assert sentence.startswith('data/terms.csv: found no company or lab "gogle", expected one of meta, google, ')
        assert sentence.endswith('. Name one of these. Did you mean "google"?')
        assert not (own / "data.google").exists()


DECLARED = [
    parameters.Parameter("deal", "Deal", "meta-scale-ai-2025"), parameters.Parameter("acquirer", "Acquirer", "meta"),
    parameters.Parameter("earlier", "Deals", "facebook-instagram-2012,google-nest-2014"),
    parameters.Parameter("seed", "Seed", "scale-ai-article"), parameters.Parameter("lab", "Lab", "meta"),
]  # fmt: skip
CHOICES = {
    "deal": ("google-nest-2014", "openai-io-2025"), "acquirer": ("google", "openai"), "seed": (), "lab": ("google",),
    "acquirer of a deal": ("google", "openai"),
}  # fmt: skip


class TestDefaults:
    """Parameters that nobody gave, over a package that does not hold their default."""

    def test_what_leaves_no_choice_is_chosen(self):
        """The only lab, the buyer of the deal, of a list those that there are, and nothing where there is nothing."""
        held = parameters.check(DECLARED, {"deal": "openai-io-2025"}, CHOICES)

        assert held == {"deal": "openai-io-2025", "acquirer": "openai", "earlier": ("google-nest-2014",), "seed": "",
                        "lab": "google"}  # fmt: skip

    def test_where_there_is_a_choice_the_reader_makes_it(self):
        with pytest.raises(parameters.BadParameter) as fault:
            parameters.check(DECLARED, {"acquirer": "google"}, CHOICES)

        assert fault.value.faults == [
            'parameter deal: found "meta-scale-ai-2025", expected one of google-nest-2014, openai-io-2025. '
            "Choose one of this data package with -p deal. Nothing was published."
        ]

    def test_what_is_given_is_held_to_the_package(self):
        with pytest.raises(parameters.BadParameter) as fault:
            parameters.check(DECLARED, {"deal": "openai-io-2025", "seed": "scale-ai-article"}, CHOICES)

        assert fault.value.faults == [
            'parameter seed: found "scale-ai-article", expected nothing, since the data package holds no seed. '
            "Nothing was published."
        ]

    def test_a_company_is_one_of_which_the_package_has_figures(self):
        companies = {row["company"] for row in rows(ROOT / "data" / "companies.csv")}
        assert set(reads.choices(ROOT / "data")["company"]) == companies


SOURCES = (
    {"source_id": "page-of-noor", "title": "نور توافق على عرض Meta (خبر مختلق)", "published": "2025-07"},
    {"source_id": "page-of-atlas", "title": "Atlas Robotics sold, says a made-up page", "url": "https://example.org/atlas"},
)
DEALS = (  # no price, a year alone, names in two scripts; a stake of uncertain size; the smallest deal before all others
    {"deal_id": "meta-noor-2025", "acquirer": "meta", "target": "Noor نور Labs", "target_ar": "مختبرات Noor نور",
     "search_ar": "نور", "announced": "2025", "kind": "acquisition", "sector": "ai_lab", "scope": "single",
     "status": "pending", "source": "page-of-noor"},
    {"deal_id": "openai-atlas-2019", "acquirer": "openai", "target": "Atlas Robotics", "target_ar": "أطلس للروبوتات",
     "search_ar": "أطلس", "announced": "2019-05", "closed": "2020", "kind": "minority_stake", "sector": "ai_hardware",
     "scope": "single", "status": "done", "source": "page-of-atlas"},
    {"deal_id": "meta-t-2001", "acquirer": "meta", "target": "T", "target_ar": "ت", "search_ar": "تي",
     "announced": "2001-12-31", "kind": "license_and_hire", "sector": "maps", "scope": "single", "status": "unknown",
     "source": "page-of-atlas"},
)  # fmt: skip
OF = {"source": "page-of-atlas", "confidence": "estimated", "read": "second_hand", "basis": "reported"}
READINGS = (
    {"reading_id": "openai-atlas-2019-price-01", "subject": "openai-atlas-2019", "measure": "price", "period": "2019-05",
     "low": "1000000000", "unit": "USD", "hedge": "at_least", **OF},
    {"reading_id": "openai-atlas-2019-price-02", "subject": "openai-atlas-2019", "measure": "price", "period": "2019-05",
     "high": "4000000000", "unit": "USD", "hedge": "up_to", **OF},
    {"reading_id": "openai-atlas-2019-stake-01", "subject": "openai-atlas-2019", "measure": "stake", "period": "2019-05",
     "low": "0.5", "high": "12.25", "unit": "percent", **OF},
    {"reading_id": "meta-t-2001-price-01", "subject": "meta-t-2001", "measure": "price", "period": "2001", "low": "0.01",
     "high": "0.01", "unit": "USD", **OF},
)  # fmt: skip


def add(package: Path, name: str, more: tuple[dict[str, str], ...]) -> None:
    """Write rows at the end of a table, fields that they do not name empty."""
    path = package / f"{name}.csv"
    header = path.read_text("utf-8").splitlines()[0].split(",")
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, header, restval="", lineterminator="\n").writerows(more)


@pytest.fixture(scope="module")
def extended():
    """A copy of data/ with three more deals, as a path inside the project."""
    home = ROOT / "reports" / "packages"
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix="extra-") as folder:
        package = Path(shutil.copytree(ROOT / "data", Path(folder) / "extra"))
        for name, more in (("sources", SOURCES), ("deals", DEALS), ("readings", READINGS)):
            add(package, name, more)
        yield package.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def over_it(extended, tmp_path_factory):
    """Every page over it by name and language: its text and its manifest."""
    out, made = tmp_path_factory.mktemp("extra"), {}
    for name in report.names():
        for language in UNSAID:
            done = report.run(name, {"data": extended}, language, out)
            assert (done.code, done.warnings) == (0, []), (name, language, done.message, done.warnings)
            held = json.loads(done.path.with_suffix(".json").read_text("utf-8"))
            made[name, language] = done.path.read_text("utf-8"), held
    return made


class TestMoreDeals:
    """A package with deals of one's own beside those of data/ needs nothing else."""

    def test_it_is_accepted_and_keeps_its_rules(self, extended):
        assert check.accept(extended) == ([], [f"{extended}/{name}.csv" for name in ("sources", "deals", "readings")])
        assert check.run(extended) == []

    @pytest.mark.parametrize("name", report.names())
    def test_every_number_is_traced(self, over_it, name):
        assert counts(over_it[name, "ar"][0])["untraced"] == 0

    def test_both_languages_state_the_same(self, over_it):
        for name in report.names():
            told = [over_it[name, language][1]["findings"] for language in UNSAID]
            assert told[0] == told[1] != []

    def test_the_deals_stand_among_the_others(self, over_it):
        """Those with a price are drawn; the one without is counted as such."""
        assert "Atlas Robotics" in over_it["deals", "en"][0] and "أطلس للروبوتات" in over_it["deals", "ar"][0]
        every = {row["deal_id"] for row in (*rows(ROOT / "data" / "deals.csv"), *DEALS)}
        priced = {row["subject"] for row in (*rows(ROOT / "data" / "readings.csv"), *READINGS) if row["measure"] == "price"}
        told = {one["name"]: one["value"] for one in over_it["sources", "en"][1]["findings"]}
        assert (told["deals"], told["price_unknown"]) == (str(len(every)), str(len(every - priced)))

    @pytest.mark.parametrize("deal", [row["deal_id"] for row in DEALS])
    def test_one_of_them_may_be_the_deal_in_question(self, extended, deal):
        """What the notebooks on a deal show of it is computed, each in one language, without a page."""
        for place, name in enumerate(("deals", "scale", "verdict")):
            asked = {"data": extended, "deal": deal, "language": ("ar", "en")[place % 2]}
            cells.run(name, request.ask(name, asked, choices(extended)).values)
