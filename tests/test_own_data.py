"""Data of one's own: the tutorial does what it says, and every notebook runs over another package of the same contract."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import check, parameters, reads, seeds, tables
from analysis.report import request
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

    def test_numbered_steps_and_blocks_are_as_many(self):
        numbered = re.findall(r"^\*\*([0-9]+)\. ", TUTORIALS["en"].read_text("utf-8"), re.MULTILINE)
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
        file.write_text(file.read_text("utf-8").replace("google-youtube-2006,google,", "google-youtube-2006,gogle,"), "utf-8")

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


class TestDefaults:
    """Parameters that nobody gave, over a package that does not hold their default."""

    DECLARED = [
        parameters.Parameter("deal", "Deal", "meta-scale-ai-2025"), parameters.Parameter("acquirer", "Acquirer", "meta"),
        parameters.Parameter("earlier", "Deals", "facebook-instagram-2012,google-nest-2014"),
        parameters.Parameter("seed", "Seed", "scale-ai-article"), parameters.Parameter("lab", "Lab", "meta"),
    ]  # fmt: skip
    CHOICES = {
        "deal": ("google-nest-2014", "openai-io-2025"), "acquirer": ("google", "openai"), "seed": (), "lab": ("google",),
        "acquirer of a deal": ("google", "openai"),
    }  # fmt: skip

    def test_what_leaves_no_choice_is_chosen(self):
        """The only lab, the buyer of the deal, of a list those that there are, and nothing where there is nothing."""
        held = parameters.check(self.DECLARED, {"deal": "openai-io-2025"}, self.CHOICES)

        assert held == {"deal": "openai-io-2025", "acquirer": "openai", "earlier": ("google-nest-2014",), "seed": "",
                        "lab": "google"}  # fmt: skip

    def test_where_there_is_a_choice_the_reader_makes_it(self):
        with pytest.raises(parameters.BadParameter) as fault:
            parameters.check(self.DECLARED, {"acquirer": "google"}, self.CHOICES)

        assert fault.value.faults == [
            'parameter deal: found "meta-scale-ai-2025", expected one of google-nest-2014, openai-io-2025. Choose one of this '
            "data package with -p deal. Nothing was published."
        ]

    def test_what_is_given_is_held_to_the_package(self):
        with pytest.raises(parameters.BadParameter) as fault:
            parameters.check(self.DECLARED, {"deal": "openai-io-2025", "seed": "scale-ai-article"}, self.CHOICES)

        assert fault.value.faults == [
            'parameter seed: found "scale-ai-article", expected nothing, since the data package holds no seed. '
            "Nothing was published."
        ]

    def test_a_company_is_one_of_which_the_package_has_figures(self):
        companies = {row["company"] for row in rows(ROOT / "data" / "companies.csv")}
        assert set(reads.choices(ROOT / "data")["company"]) == companies
