"""Arabic proven by machine: every label as drawn against engines that share none of our code, and spoilt twins caught."""

import shutil

import pytest
from PIL import features

from tests.referee import proof
from tests.referee.labels import GROUPS, LABELS
from tests.referee.twins import joins

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SAME_SHAPE = {"لا", "لأ", "لإ", "لآ"}  # one glyph, whether it is joined by a shaper or stands in the text as a sign
KINDS = ("newer", "older")

pytestmark = pytest.mark.skipif(not features.check("raqm"), reason="Pillow lacks libraqm, the engine compared with")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """The sheets of each Matplotlib that there is: the installed one, which shapes, and the one before that does not."""
    found = proof.environments()
    made = {KINDS[python == proof.OTHER]: (python, version) for version, python in found.items()}
    return {kind: proof.drawn(python, version, tmp_path_factory.mktemp(kind)) for kind, (python, version) in made.items()}


@pytest.fixture(params=KINDS)
def sheets(request, drawn):
    """The sheets of one Matplotlib; the older one has an environment of its own."""
    if request.param not in drawn:
        pytest.skip("no .venv-3.10: `make test` makes it")
    return drawn[request.param]


@pytest.fixture(scope="module")
def browser():
    """Chromium, for what a browser makes of an SVG."""
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as machine:
        chromium = machine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


def wrong(verdicts) -> list[str]:
    """The labels that are not drawn right, with how far they are off."""
    found = list(verdicts)
    assert len(found) >= len(LABELS)
    return [f"{LABELS[one.label].text}: {one.difference:.2f} by {one.referee}" for one in found if not one.right]


def test_the_labels_are_of_every_kind():
    """No kind of text that a chart may hold is missing, and no label stands twice."""
    assert len(LABELS) >= 120 and len(LABELS) == len(set(LABELS)) and len(GROUPS) >= 15
    assert any(len(label.text) > 200 for label in LABELS)


def test_png(sheets):
    """Each label that Agg draws is the one that HarfBuzz draws."""
    assert wrong(proof.of_png(sheets)) == []


@pytest.mark.skipif(not proof.has_poppler(), reason="no poppler, which draws PDF")
def test_pdf(sheets):
    """Each label of a PDF, as poppler draws it, is the one that HarfBuzz draws."""
    assert wrong(proof.of_pdf(sheets)) == []


def test_svg(sheets, browser):
    """Each label of a page's SVG, as Chromium shows it, is the one that Chromium and HarfBuzz lay out themselves."""
    assert wrong(proof.of_svg(sheets, browser)) == []


def test_every_spoilt_twin_is_caught(sheets):
    """Reversed, unjoined and reordered labels are none of them taken for right, but for those that look the same."""
    verdicts = list(proof.of_twins(sheets))
    passed = [(LABELS[place].text, kind) for place, kind, far in verdicts if far <= proof.TOLERANCE]

    assert {kind for _, kind, _ in verdicts} == {"reversed", "unjoined", "reordered"}
    assert [one for one in passed if one[0] not in SAME_SHAPE or one[1] != "reversed"] == []
    assert {place for place, _, _ in verdicts} >= {place for place, one in enumerate(LABELS) if joins(one.text)}


def test_no_dot_mark_or_digit_is_off(sheets):
    """No label that Agg draws has a dot or a stroke that the engine's drawing lacks, or lacks one of its."""
    found = zip(proof.residues(sheets), LABELS, strict=True)

    assert [f"{label.text}: {ink:.2f}" for ink, label in found if ink > proof.RESIDUE] == []


def test_every_slip_of_one_letter_is_caught(sheets):
    """A lost dot, a lost vowel mark and a wrong digit in an otherwise right label are each seen."""
    found = list(proof.of_slips(sheets))

    assert len(found) >= 150
    assert [slip for slip, ink in found if ink <= proof.RESIDUE] == []


def test_the_tolerance_lies_in_a_gap(sheets):
    """Between the worst right label and the nearest spoilt one there is room on both sides of the tolerance."""
    right = max(one.difference for one in proof.of_png(sheets))
    spoilt = min(far for place, _, far in proof.of_twins(sheets) if LABELS[place].text not in SAME_SHAPE)

    assert right + 0.01 < proof.TOLERANCE < spoilt - 0.01
