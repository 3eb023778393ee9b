"""What several tests share: one shelf with all pages, made once by the suite's own machinery."""

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
