"""Tables are read once in a process, and never stale: what is kept is known by the bytes that it was made of."""

import os
import shutil
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from analysis import seeds, tables
from analysis.tables import files, folder, held, store
from tests.test_tables import FILES, Toy

ROOT = Path(__file__).parents[1]


@pytest.fixture
def toy(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "ROOT", tmp_path)
    store.clear()
    files._known.clear()
    return Toy(tmp_path)


@pytest.fixture
def reads(monkeypatch):
    """How often each file was opened."""
    counted: dict[str, int] = {}
    plain = files.file_bytes

    def counting(place, path, called):
        counted[path] = counted.get(path, 0) + 1
        return plain(place, path, called)

    monkeypatch.setattr(files, "file_bytes", counting)
    return counted


def settled(toy: Toy) -> None:
    """Wait until the files of a package have rested long enough to be known by their stamps."""
    newest = max(os.stat(one).st_ctime_ns for one in toy.folder.iterdir())
    time.sleep(max(0, (newest + files.SETTLED - time.time_ns()) / 1e9) + 0.05)


class TestOnce:
    """What was read is not read again."""

    def test_second_load_opens_nothing_and_checks_nothing(self, toy, reads, monkeypatch):
        """Once the files have rested, loading again touches neither their bytes nor their rules."""
        settled(toy)
        first = tables.load("readings", as_of="2025-06-13")
        tables.load("readings")
        reads.clear()
        monkeypatch.setattr(held, "held", None)

        again = tables.load("readings", as_of="2025-06-13")

        pd.testing.assert_frame_equal(first, again)
        assert tables.digest("readings") and tables.names() and tables.package_name() == "toy"
        assert reads == {}

    def test_preload_leaves_nothing_to_read(self, toy, reads):
        """After preload every table, as a page asks for it, the newest day and the digests are at hand."""
        settled(toy)
        tables.preload()
        reads.clear()
        for name in tables.names():
            tables.load(name, as_of=tables.newest())
            tables.digest(name)
        assert reads == {}

    def test_preload_passes_over_what_has_faults(self, toy):
        """A broken table stops no preloading, and is refused to whoever asks for it."""
        toy.spoil("models", "1327", "many")
        tables.preload()
        assert 'found "many"' in toy.fault("models")
        toy.folder.joinpath("deals.csv").unlink()
        tables.preload()
        assert toy.fault("deals").startswith("data/deals.csv: found no such file")

    def test_second_load_of_any_table_costs_less_than_a_millisecond(self):
        """Of CPU, by the median of twenty, for every table of the data as a page asks for it."""
        newest = tables.newest()
        for name in tables.names():
            tables.load(name, as_of=newest)
        time.sleep(files.SETTLED / 1e9)
        for name in tables.names():
            costs = []
            for _ in range(21):
                started = time.process_time()
                tables.load(name, as_of=newest)
                costs.append(time.process_time() - started)
            assert sorted(costs)[10] < 0.001, name

    def test_forked_process_finds_what_was_loaded_and_sees_what_changed(self, toy):
        """A child of a preloaded process reads nothing anew, and not a stale row once a file is another."""
        told = f"""
import os, sys
from pathlib import Path
from analysis import tables
from analysis.tables import files, folder
folder.ROOT = Path({str(toy.folder.parent)!r})
tables.preload()
plain, read = files.file_bytes, []
files.file_bytes = lambda *given: read.append(given[1]) or plain(*given)
def child(work):
    pid = os.fork()
    if not pid:
        work()
        sys.stdout.flush()
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0
child(lambda: print(len(tables.load("terms")), set(read)))
Path(folder.ROOT, "data", "terms.csv").write_text("term_id,name\\nmeta,Meta\\nwa,WhatsApp\\n")
child(lambda: print(len(tables.load("terms")), set(read)))
print(open("/proc/self/status").read().split("Threads:")[1].split()[0] if os.path.exists("/proc/self/status") else 1)
"""
        settled(toy)
        env = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}
        done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
        assert done.stdout.splitlines() == ["1 set()", "2 {'terms.csv'}", "1"], done.stderr


class TestNeverStale:
    """Whatever changes a file, the next load sees it."""

    @pytest.mark.parametrize("rested", [False, True])
    def test_change_of_equal_length_and_date(self, toy, rested):
        """A file rewritten with as many bytes and its date put back is another file all the same."""
        if rested:
            settled(toy)
        path = toy.folder / "terms.csv"
        before = path.stat()
        assert tables.load("terms")["name"].tolist() == ["Meta"]
        path.write_bytes(FILES["terms"].replace("Meta", "Mate").encode())
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

        assert tables.load("terms")["name"].tolist() == ["Mate"]
        assert tables.digest("terms") != tables.digest("prices")

    def test_another_file_in_its_place(self, toy):
        """A file moved into the place of another is seen."""
        settled(toy)
        tables.load("terms")
        other = toy.folder / "other.csv"
        other.write_bytes(b"term_id,name\nmeta,Mata\n")
        shutil.copystat(toy.folder / "terms.csv", other)
        other.replace(toy.folder / "terms.csv")
        assert tables.load("terms")["name"].tolist() == ["Mata"]

    def test_contract_that_changed(self, toy):
        """A rule that is written into the contract holds from the next load on."""
        tables.load("terms")
        place = toy.folder / "datapackage.json"
        rule = '"name": "name", "type": "string", "constraints": {'
        place.write_text(place.read_text().replace(rule, rule + '"pattern": "x", ', 1))
        assert "expected the form x" in toy.fault("terms")

    def test_table_that_is_referred_to(self, toy):
        """A change in another table counts: an id that is gone, a source that got another date."""
        tables.load("deals"), tables.load("readings")
        toy.write("sources", FILES["sources"].replace("2025-06-13", "2025-09-01"))
        assert f"{tables.load('deals')['known_from'][0]:%F}" == "2025-09-01"
        toy.write("sources", FILES["sources"].replace("news,", "noise,"))
        assert 'found "news", expected an id of sources' in toy.faults("deals")[0]
        toy.write("sources", FILES["sources"])
        assert len(tables.load("deals")) == 2

    def test_cards_of_the_seeds(self, toy, tmp_path, monkeypatch):
        """A source that names a seed is refused once its card is gone."""
        monkeypatch.setattr(seeds, "FOLDER", tmp_path)
        empty = "{title_ar: null, title_en: null, publisher: null, published: null, url: null, licence: null, note: null, "
        card = f"- {empty}note_ar: null, id: note, file: note.txt, sha256: x, title: x, language: ar}}\n"
        (tmp_path / "seeds.yml").write_text(card)
        toy.write("sources", FILES["sources"].replace("2025-06-13,", "2025-06-13,note"))
        assert tables.load("sources")["seed"][0] == "note"
        (tmp_path / "seeds.yml").write_text(card.replace("id: note", "id: other"))
        assert 'found "note", expected an id of seeds.yml' in toy.fault("sources")

    def test_newest_day(self, toy):
        """A later day written into any table is the newest from then on."""
        assert tables.newest() == "2026-08-22"
        toy.spoil("deals", "2014-10-06", "2026-10-06")
        assert tables.newest() == "2026-10-06"

    def test_file_that_is_written_while_it_is_read(self, toy, monkeypatch):
        """Rows and digest are of one state of the file; one that never rests is refused."""
        plain, turns = files.file_bytes, iter(range(10**6))

        def writing(place, path, called):
            if path == "terms.csv":
                toy.write("terms", f"term_id,name\nmeta,Meta {next(turns)}\n")
            return plain(place, path, called)

        monkeypatch.setattr(files, "file_bytes", writing)
        assert toy.fault("terms") == (
            "data/terms.csv: found a file that changes while it is read, expected one at rest. "
            "Try again when it has been written."
        )
        last = [*[True] * 3, False]
        monkeypatch.setattr(files, "file_bytes", lambda *given: writing(*given) if last and last.pop(0) else plain(*given))
        assert tables.load("terms")["name"].tolist()[0].startswith("Meta ")


class TestOwn:
    """A frame belongs to whoever asked for it."""

    @pytest.mark.parametrize("write", [
        lambda frame: frame.__setitem__("subject", "x"),
        lambda frame: frame.loc.__setitem__((0, "subject"), "x"),
        lambda frame: frame.loc.__setitem__((0, "low"), Decimal(1)),
        lambda frame: frame.iloc.__setitem__((2, 10), 99),
        lambda frame: frame.at.__setitem__((0, "known_from"), pd.Timestamp("1999-01-01")),
        lambda frame: frame.update(pd.DataFrame({"low": [Decimal(1)]})),
        lambda frame: frame.insert(0, "more", 1),
        lambda frame: frame.drop(frame.index, inplace=True),
        lambda frame: frame.index.set_names("n"),
        lambda frame: setattr(frame.index, "name", "n"),
        lambda frame: setattr(frame, "columns", range(len(frame.columns))),
        lambda frame: frame.attrs.update(x=1),
    ])  # fmt: skip
    @pytest.mark.filterwarnings("ignore:The inplace keyword")
    def test_writing_changes_nothing_for_the_next(self, toy, write):
        """Cells of every type, columns, index and attributes: the next caller gets the table as the file has it."""
        expected = tables.load("readings").copy(deep=True)
        write(tables.load("readings"))
        again = tables.load("readings")
        pd.testing.assert_frame_equal(again, expected)
        assert again.index.name is None and again.attrs == {} and again["low"][0] == Decimal("14300000000")

    def test_figures_cannot_be_written_through_numpy(self, toy):
        """The array behind a column of figures is read-only."""
        with pytest.raises(ValueError, match="read-only"):
            tables.load("readings")["low"].to_numpy()[0] = Decimal(1)

    def test_lists_of_cards_are_the_callers(self):
        """A list of cards that is emptied is whole for the next caller."""
        seeds.cards().clear()
        assert seeds.cards()


class TestBounds:
    """What is kept does not grow without end."""

    def test_longest_unused_goes_first(self, monkeypatch):
        """Beyond the limit what was longest unused is forgotten; the latest stays, however large."""
        store.clear()
        monkeypatch.setattr(store, "LIMIT", 10)
        for name in "abc":
            store.keep(name, name.upper(), 4)
            store.recall("a")
        assert [store.recall(name) for name in "abc"] == ["A", None, "C"]
        store.keep("d", "D", 100)
        assert [store.recall(name) for name in "acd"] == [None, None, "D"]

    def test_weight_counts_figures_and_text(self):
        """A frame weighs at least what its text and its figures take."""
        frame = pd.DataFrame({"a": pd.Series(["x" * 1000] * 50, dtype="str"), "b": [Decimal(n) for n in range(50)]})
        assert store.weight(frame) >= 50_000 + 50 * sys.getsizeof(Decimal(1))

    def test_editions_of_a_package_do_not_pile_up(self, toy, monkeypatch):
        """A package rewritten again and again leaves no more behind than the limit."""
        monkeypatch.setattr(store, "LIMIT", 100_000)
        for turn in range(60):
            toy.write("terms", f"term_id,name\nmeta,{'x' * 9000} {turn}\n")
            tables.load("terms")
        assert sum(size for _, size in store._kept.values()) <= 100_000
