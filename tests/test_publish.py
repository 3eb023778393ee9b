"""The shelf: pages appear whole or not at all, companions tell the truth, the index comes last."""

import errno
import hashlib
import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from analysis import report
from analysis.report import gate, publish
from analysis.report.export import PageExporter, house_look
from analysis.report.fault import Fault
from tests.toybook import executed, runnable, stored

ROOT = Path(publish.__file__).parents[2]
MANIFEST = {
    "name": "toy", "language": "ar", "slug": "", "title": "عنوان", "kicker": "نوع", "as_of": "2026-06-30",
    "digits": "latn", "changed": {}, "status": "sealed",
}


def manifest(**changes) -> dict:
    return {**MANIFEST, **changes}


def test_page_and_companion_lie_where_the_shelf_has_them(tmp_path):
    """A page lies under its language; beside it a manifest that carries the page's digest and its status."""
    path = publish.publish(tmp_path, "<p>نص</p>", manifest())

    held = json.loads((tmp_path / "ar" / "toy.json").read_text("utf-8"))
    assert path == tmp_path / "ar" / "toy.html" and path.read_text("utf-8") == "<p>نص</p>"
    assert held["sha256"] == hashlib.sha256("<p>نص</p>".encode()).hexdigest() and held["status"] == "published"
    assert publish.companion(path) == held


def test_variant_lies_in_a_folder_of_its_report(tmp_path):
    """A page with a slug does not stand in the way of the plain one."""
    path = publish.publish(tmp_path, "x", manifest(slug="first-2012-abcdef01"))

    assert path == tmp_path / "ar" / "toy" / "first-2012-abcdef01.html"


def test_companion_that_does_not_match_counts_as_absent(tmp_path):
    """A page that was altered, or whose companion was, has no companion and is not on the shelf."""
    path = publish.publish(tmp_path, "x", manifest())
    path.write_text("y", "utf-8")

    assert publish.companion(path) is None and publish.shelf(tmp_path) == []

    path.with_suffix(".json").write_text("[", "utf-8")
    assert publish.companion(path) is None


def test_companion_of_another_form_counts_as_absent(tmp_path):
    """One that does not say what the index shows, as of another edition of the suite, keeps no index from being written."""
    path = publish.publish(tmp_path, "x", manifest())
    held = publish.companion(path)

    for name in MANIFEST.keys() - {"status"}:
        path.with_suffix(".json").write_text(json.dumps({key: held[key] for key in held if key != name}), "utf-8")
        assert publish.companion(path) is None and publish.shelf(tmp_path) == []


class Failing:
    """The Nth call of a function of the operating system fails with a code; the others pass."""

    def __init__(self, real, number: int, code: int) -> None:
        self.real, self.number, self.code, self.fired, self.calls = real, number, code, 0, 0

    def __call__(self, *args, **kwargs):
        self.calls += 1
        if self.calls == self.number:
            self.fired += 1
            raise OSError(self.code, os.strerror(self.code))
        return self.real(*args, **kwargs)


STEPS = [("open", 1), ("open", 2), ("fdopen", 1), ("fdopen", 2), ("fsync", 1), ("fsync", 2), ("fsync", 3), ("fsync", 4),
         ("replace", 1), ("replace", 2), ("chmod", 1), ("chmod", 2)]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize(("step", "number"), STEPS)
def test_a_fault_at_any_step_leaves_a_whole_page(tmp_path, monkeypatch, step, number, code):
    """Whichever step of publishing fails, the page is the earlier one or the new one, and the fault has code 7."""
    path = publish.publish(tmp_path, "earlier" * 99, manifest())
    failing = Failing(getattr(os, step), number, code)

    with monkeypatch.context() as patch, pytest.raises(Fault) as caught:
        patch.setattr(publish.os, step, failing)
        publish.publish(tmp_path, "newer" * 99, manifest())

    assert failing.fired == 1 and caught.value.code == 7
    told, held = caught.value.message, publish.companion(path)
    assert re.match(r"ar/toy\.(html|json): ", told) and str(tmp_path) not in told
    assert path.read_text("utf-8") == ("earlier" if "The earlier page stands" in told else "newer") * 99
    assert held is None or held["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (held is None) == ("in place without its manifest, so it counts as absent" in told)
    assert not [p for p in path.parent.iterdir() if p.name.startswith(publish.STRAY)]


@pytest.mark.parametrize(("step", "number", "told"), [
    ("replace", 1, "ar/toy.html: could not be written (No space left on device). The earlier page stands."),
    ("fsync", 2, "ar/toy.html: was written, but could not be brought to the disk (No space left on device). "
                 "The new page is in place without its manifest, so it counts as absent."),
    ("replace", 2, "ar/toy.json: could not be written (No space left on device). "
                   "The new page is in place without its manifest, so it counts as absent."),
    ("fsync", 4, "ar/toy.json: was written, but could not be brought to the disk (No space left on device). "
                 "The page is in place with a manifest that fits it."),
])
def test_a_storage_fault_says_which_file_failed_and_what_is_in_place(tmp_path, monkeypatch, step, number, told):
    """Page and manifest are told apart, and a file that is there from one that is not; running again mends it."""
    publish.publish(tmp_path, "earlier", manifest())
    with monkeypatch.context() as patch, pytest.raises(Fault) as caught:
        patch.setattr(publish.os, step, Failing(getattr(os, step), number, errno.ENOSPC))
        publish.publish(tmp_path, "newer", manifest())

    assert caught.value.message == f"{told} Make room, or allow writing, and run again."
    path = publish.publish(tmp_path, "newer", manifest())
    assert path.read_text("utf-8") == "newer" and publish.companion(path)


def test_a_storage_fault_before_the_first_page_says_that_there_is_none(tmp_path, monkeypatch):
    """Where no page was ever published, none is said to stand."""
    monkeypatch.setattr(publish.os, "replace", Failing(os.replace, 1, errno.ENOSPC))

    with pytest.raises(Fault, match=r"^ar/toy\.html: could not be written \(.*\)\. No page was published\."):
        publish.publish(tmp_path, "x", manifest())


def test_a_manifest_that_fails_beside_the_same_page_leaves_the_earlier_one(tmp_path, monkeypatch):
    """A page made again with the same bytes keeps its manifest, so it stays on the shelf."""
    path = publish.publish(tmp_path, "x", manifest())
    monkeypatch.setattr(publish.os, "replace", Failing(os.replace, 2, errno.ENOSPC))

    with pytest.raises(Fault, match=r"^ar/toy\.json: could not be written .* with a manifest that fits it\."):
        publish.publish(tmp_path, "x", manifest(title="other"))

    assert publish.companion(path)["title"] == MANIFEST["title"]


def test_an_index_that_cannot_be_stored_says_that_the_pages_are_there(tmp_path, monkeypatch):
    """Pages come before their index, so they do not fall with it."""
    path = publish.publish(tmp_path, "x", manifest())
    monkeypatch.setattr(publish.os, "replace", Failing(os.replace, 1, errno.ENOSPC))

    with pytest.raises(Fault, match=r"^index\.html: could not be written .* The pages are in place, only their index"):
        publish.index(tmp_path, house_look())

    assert publish.companion(path) and not (tmp_path / "index.html").exists()


def test_a_lock_that_cannot_be_made_says_that_no_page_was_published(tmp_path):
    """A file in the way of the locks is told as storage, before anything is written."""
    (tmp_path / ".busy").write_text("in the way", "utf-8")

    with pytest.raises(Fault, match=r"^ar/toy\.html: could not be written .* No page was published"):
        publish.only_one(tmp_path, "toy", "ar").__enter__()


def test_a_fault_before_the_rename_keeps_the_earlier_page_and_companion(tmp_path, monkeypatch):
    """A disk that fills while the page is written changes nothing on the shelf."""
    path = publish.publish(tmp_path, "earlier", manifest())
    with monkeypatch.context() as patch, pytest.raises(Fault):
        patch.setattr(publish.os, "fsync", Failing(os.fsync, 1, errno.ENOSPC))
        publish.publish(tmp_path, "newer", manifest())

    assert path.read_text("utf-8") == "earlier" and publish.companion(path) is not None


def test_a_folder_that_cannot_be_made_is_a_storage_fault(tmp_path):
    """A file in the way of the shelf is told as storage."""
    (tmp_path / "ar").write_text("in the way", "utf-8")

    with pytest.raises(Fault) as caught:
        publish.publish(tmp_path, "x", manifest())

    assert caught.value.code == 7


KILLED = """
import itertools, sys
from pathlib import Path
from analysis.report import publish
for n in itertools.count():
    publish.publish(Path(sys.argv[1]), f"{n % 10}" * 200_000, {"name": "toy", "language": "ar", "slug": ""})
    print(n, flush=True)
"""


def test_killed_writers_never_leave_a_torn_page(tmp_path):
    """A writer killed at any moment leaves a page of one edition only; its litter is swept by the next."""
    path = tmp_path / "ar" / "toy.html"
    kills = 0
    for pause in range(12):
        writer = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT)
        for _ in range(pause + 1):
            writer.stdout.readline()
        writer.kill()
        writer.communicate()
        kills += 1
        content = path.read_text("utf-8")
        assert len(content) == 200_000 and len(set(content)) == 1

    publish.publish(tmp_path, "last", manifest())
    assert kills == 12 and not list(path.parent.glob(f"{publish.STRAY}toy.html*"))


def test_one_run_at_a_time(tmp_path):
    """A second run of the same page is turned away with code 8; a run of another page is not."""
    with publish.only_one(tmp_path, "toy", "ar"):
        with pytest.raises(Fault) as caught, publish.only_one(tmp_path, "toy", "ar"):
            pass
        with publish.only_one(tmp_path, "toy", "en"), publish.only_one(tmp_path, "toy", "ar", "first-1"):
            pass

    assert caught.value.code == 8
    with publish.only_one(tmp_path, "toy", "ar"):
        pass


def test_lock_dies_with_its_owner(tmp_path):
    """A run that is killed does not keep the next one out."""
    holder = subprocess.Popen(
        [sys.executable, "-c", "import sys, time\nfrom pathlib import Path\nfrom analysis.report import publish\n"
         "with publish.only_one(Path(sys.argv[1]), 'toy', 'ar'):\n print('held', flush=True)\n time.sleep(60)",
         str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT)
    assert holder.stdout.readline().strip() == b"held"
    with pytest.raises(Fault), publish.only_one(tmp_path, "toy", "ar"):
        pass

    holder.kill()
    holder.communicate()

    with publish.only_one(tmp_path, "toy", "ar"):
        pass


@pytest.fixture
def full_shelf(tmp_path) -> Path:
    """A shelf with two reports, one of them with a variant."""
    for name, languages in (("alpha", ("ar", "en")), ("beta", ("ar",))):
        for language in languages:
            publish.publish(tmp_path, "x", manifest(name=name, language=language, title=f"{name} {language}"))
    publish.publish(tmp_path, "v", manifest(name="alpha", slug="currency-sar-1", changed={"currency": "SAR"}))
    return tmp_path


def test_index_lists_every_page_arabic_first(full_shelf):
    """The index leads to each page of the shelf, in the order given, Arabic before English, variants below."""
    index = publish.index(full_shelf, house_look(), ("beta", "alpha")).read_text("utf-8")

    links = re.findall(r'<a href="([^"#]+\.html)"', index)
    assert links == ["ar/beta.html", "ar/alpha.html", "en/alpha.html", "ar/alpha/currency-sar-1.html"]
    assert all((full_shelf / link).is_file() for link in links)
    assert "currency=SAR" in index and gate.faults(index) == []


def test_index_leaves_out_what_is_not_whole(full_shelf):
    """A page without its true companion is not offered."""
    (full_shelf / "en" / "alpha.html").write_text("altered", "utf-8")

    assert "en/alpha.html" not in publish.index(full_shelf, house_look()).read_text("utf-8")


def test_index_of_an_empty_shelf_says_so(tmp_path):
    """An empty shelf has an index all the same."""
    assert "لم يُنشر تقرير بعد" in publish.index(tmp_path, house_look()).read_text("utf-8")


def test_index_is_the_same_bytes_and_left_alone_when_nothing_changed(full_shelf):
    """Writing the index again does not touch it."""
    first = publish.index(full_shelf, house_look())
    before = (first.read_bytes(), first.stat().st_mtime_ns)

    publish.index(full_shelf, house_look())

    assert (first.read_bytes(), first.stat().st_mtime_ns) == before


def test_index_takes_hostile_titles_as_text(tmp_path):
    """A title with markup in it stays text."""
    publish.publish(tmp_path, "x", manifest(title="<script>alert(1)</script>"))

    assert "<script" not in publish.index(tmp_path, house_look()).read_text("utf-8")


def test_readers_never_see_a_torn_page(tmp_path):
    """Someone who reads while editions change sees whole editions only."""
    path = publish.publish(tmp_path, "0" * 100_000, manifest())
    seen, stop = set(), threading.Event()

    def reader():
        while not stop.is_set():
            content = path.read_text("utf-8")
            seen.add((len(content), len(set(content))))

    watcher = threading.Thread(target=reader)
    watcher.start()
    for n in range(60):
        publish.publish(tmp_path, str(n % 10) * 100_000, manifest())
    stop.set()
    watcher.join()

    assert seen == {(100_000, 1)}


def test_storage_fault_of_a_run_keeps_the_earlier_page(tmp_path, monkeypatch):
    """A report whose page cannot be stored ends with code 7, its earlier page in place."""
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    monkeypatch.setattr(report.request, "NOTEBOOKS", notebooks)
    (notebooks / "0_toy.ipynb").write_text(stored(runnable("x = 1")), "utf-8")
    earlier = report.run("toy", {}, "ar", tmp_path / "site").path
    content = earlier.read_bytes()
    monkeypatch.setattr(publish.os, "replace", Failing(os.replace, 1, errno.ENOSPC))

    outcome = report.run("toy", {}, "ar", tmp_path / "site", force=True)

    assert outcome.code == 7 and outcome.path == earlier and earlier.read_bytes() == content


def test_index_links_of_a_real_page_hold(tmp_path):
    """From a page one comes to the index and to the twin, from the index to the page."""
    for language in ("ar", "en"):
        about = {"name": "toy", "language": language}
        page, held = PageExporter().from_notebook_node(executed(language), {"mizan": about})
        publish.publish(tmp_path, page, held["mizan"]["manifest"])
    publish.index(tmp_path, house_look())

    for page in tmp_path.rglob("*.html"):
        for link in re.findall(r'<(?:a|link)[^>]* href="([^"#:]+)"', page.read_text("utf-8")):
            assert (page.parent / link).resolve().is_file(), (page.name, link)
