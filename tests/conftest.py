"""What several tests share: one shelf with all pages, made once by the suite's own machinery."""

import re
from pathlib import Path

import pytest

from analysis import report

ROOT = Path(__file__).parents[1]
LANGUAGES = ("ar", "en")


@pytest.fixture(scope="session")
def shelf(tmp_path_factory) -> Path:
    """A shelf with every report in both languages, published in this run."""
    out = tmp_path_factory.mktemp("shelf")
    for name in report.names():
        for language in LANGUAGES:
            outcome = report.run(name, {}, language, out)
            assert outcome.code == 0, outcome.message
            assert outcome.warnings == [], outcome.warnings
    return out


def charts_in(name: str) -> int:
    """How many charts the notebook of a report draws, by its code."""
    (stored,) = (ROOT / "notebooks").glob(f"[0-9]_{name}.ipynb")
    return len(re.findall(r"\bdraw\.\w+\(", stored.read_text("utf-8")))
