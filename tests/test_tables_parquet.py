"""A table in a Parquet file is taken exactly or refused by row and column, as one in CSV is by line."""

import json
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from pyarrow import parquet

from analysis import tables
from analysis.check import hashes
from analysis.tables import folder, store
from tests.bench import large
from tests.test_data import validated
from tests.test_tables import CONTRACT, Toy


class Box(Toy):
    """The toy package with its prices in Parquet."""

    def __init__(self, root):
        super().__init__(root)
        contract = json.loads(json.dumps(CONTRACT))
        contract["resources"][4]["path"] = "prices.parquet"
        self.declare(contract)

    def put(self, **columns):
        """Write prices, columns of which are replaced; None drops one."""
        sound = {"price_id": ["a", "b"], "year": ["2023", "2024"], "index_value": ["304.70", ""], "source": ["news", None]}
        held = {name: cells for name, cells in (sound | columns).items() if cells is not None}
        parquet.write_table(pa.table(held), self.folder / "prices.parquet")


@pytest.fixture
def box(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "ROOT", tmp_path)
    store.clear()
    return Box(tmp_path)


class TestTaken:
    """What a Parquet file may hold."""

    def test_text_is_typed_by_the_contract(self, box):
        """Text becomes what the contract declares, empty text and nulls are missing; figures keep their digits."""
        box.put()
        frame = tables.load("prices")
        assert [str(frame[name].dtype) for name in frame][:4] == ["str", "Int64", "object", "str"]
        assert str(frame["index_value"][0]) == "304.70" and frame["index_value"][1] is None
        assert frame["source"].isna().tolist() == [False, True]

    @pytest.mark.parametrize("cells", [
        pa.array([Decimal("304.70"), None]), pa.array(["304.70", None]).dictionary_encode(),
        pa.array(["304.70", None], pa.large_string()),
    ])  # fmt: skip
    def test_exact_types(self, box, cells):
        """Decimals and text in any storage are the same figures."""
        box.put(index_value=cells, year=pa.array([2023, 2024], pa.int16()))
        assert [str(cell) for cell in tables.load("prices")["index_value"]] == ["304.70", "None"]
        assert tables.load("prices")["year"].tolist() == [2023, 2024]

    def test_small_and_large_decimals_keep_to_plain_digits(self, box):
        """A decimal of many places is no power of ten on the way."""
        box.put(index_value=pa.array([Decimal("0.00000001"), Decimal("1234567890.12345678")]))
        assert [format(cell, "f") for cell in tables.load("prices")["index_value"]] == ["0.00000001", "1234567890.12345678"]

    def test_days_are_dates(self, box):
        """A column of days is one of partial dates, each whole."""
        contract = json.loads(json.dumps(CONTRACT))
        contract["resources"][5]["path"] = "models.parquet"
        box.declare(contract)
        held = {"model_id": ["m"], "released": [date(2025, 4, 5)], "arena_score": ["1"], "arena_rank": [3],
                "arena_date": pa.nulls(1), "source": ["news"]}  # fmt: skip
        parquet.write_table(pa.table(held), box.folder / "models.parquet")
        assert tables.load("models")["released"].tolist() == ["2025-04-05"]


class TestRefused:
    """What it may not hold, and how that is said."""

    @pytest.mark.parametrize("contents", [b"", b"PAR1", b"price_id,year\na,2023\n", b"PAR1" + b"\0" * 100 + b"PAR1"])
    def test_no_parquet(self, box, contents):
        """A file that is cut or of another kind is refused as a whole."""
        box.folder.joinpath("prices.parquet").write_bytes(contents)
        assert box.fault("prices") == (
            "data/prices.parquet: found no Parquet, expected a whole Parquet file. Write it again."
        )

    def test_binary_fractions(self, box):
        """Floating point numbers are refused by their column, as are times and lists."""
        box.put(index_value=[304.7, None], source=[["news"], None])
        assert box.faults("prices") == [
            "data/prices.parquet, index_value: found a column of double, expected text, whole numbers, decimals or days. "
            "Store figures as decimals: binary fractions are not exact.",
            "data/prices.parquet, source: found a column of list<element: string>, expected text, whole numbers, decimals "
            "or days. Store it as text.",
        ]

    def test_columns(self, box):
        """Columns are those of the contract."""
        box.put(source=None)
        assert box.fault("prices") == (
            'data/prices.parquet: found no column "source", expected it as datapackage.json declares. '
            "Add it; its fields may be empty."
        )

    def test_rows_are_counted_from_one(self, box):
        """A fault names the row and the column; a repeated id both rows."""
        box.put(price_id=["a", "a"], year=["2023", "24.5"])
        assert box.faults("prices") == [
            'data/prices.parquet, row 2, price_id: found "a" again, expected it only on row 1. '
            "Give each row its own, or remove one.",
            'data/prices.parquet, row 2, year: found "24.5", expected a whole number such as 2025. '
            "Write digits 0 to 9 alone, with a point before decimals; the unit has a column of its own.",
        ]

    def test_endless_cell(self, box):
        """A cell beyond the bound is refused with its row."""
        box.put(source=["news", "x" * 100_001])
        assert box.fault("prices") == (
            "data/prices.parquet, row 2: found a field of more than 100000 characters, expected less. Shorten it."
        )

    def test_bytes_that_are_no_text(self, box):
        """Bytes that are no UTF-8 are refused, though the file calls them text."""
        broken = pa.StringArray.from_buffers(2, pa.array([0, 1, 2], pa.int32()).buffers()[1], pa.py_buffer(b"\xff\xfe"))
        box.put(source=broken)
        assert box.fault("prices") == (
            "data/prices.parquet: found bytes that are no UTF-8, expected text in UTF-8. Write it again."
        )


def test_frictionless_reads_it_too(tmp_path, monkeypatch):
    """A package with Parquet tables is valid for Frictionless, also when it is vouched for anew; a broken one is not."""
    monkeypatch.setattr(folder, "ROOT", tmp_path)
    sound, broken = (large.package(tmp_path / name, 40, 40, parquet=True) for name in ("sound", "broken"))
    deals = parquet.read_table(broken / "deals.parquet")
    parquet.write_table(pa.concat_tables([deals, deals[:1]]), broken / "deals.parquet")
    assert hashes.accept("broken") == ["broken/deals.parquet"] and not list(hashes.faults("broken"))
    assert validated(sound, broken)[0] == []
    assert "primary-key" in validated(sound, broken)[1]
