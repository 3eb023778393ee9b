"""A package of many deals and readings, and how its loading compares with pandas' bare reading of the same files.

The vocabulary, the exchange rates and the consumer prices are those of `data/`; deals, readings, their sources and most
acquirers are drawn with a seed: names in both scripts, partial dates, quoted commas, missing values, every kind and sector.
"""

import csv
import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
MANY = 1_000_000
TABLES = ("terms", "sources", "deals", "readings", "fx", "prices")
FIRST = ("Nova", "Delta", "Blue River", "North & Sons", "Atlas", "Cedar", "Qanat", "Sahara", "Orion", "Petra", "Luna")
SECOND = ("Labs", "Systems", "AI", "Robotics", "Health", "Cloud", "Networks", "Media", "Chips", "Data", "Pay")
FIRST_AR = (
    "نوفا", "دلتا", "النهر الأزرق", "الشمال وأبناؤه", "أطلس", "الأرز", "قناة", "الصحراء", "أوريون", "البتراء", "لونا",
)
SECOND_AR = (
    "للمختبرات", "للأنظمة", "للذكاء", "للروبوتات", "للصحة", "السحابية", "للشبكات", "للإعلام", "للرقائق", "للبيانات", "باي",
)
NOTES = ("", "", "", "The price, as filed, excludes cash.", "Not disclosed.", "Half in shares, half in cash.")
BASES = ("announced", "closed", "reported", "estimated")


def package(folder: Path, deals: int = MANY, readings: int = MANY, *, parquet: bool = False, seed: int = 1) -> Path:
    """Write a package of so many deals and readings into a folder, the same bytes for the same arguments.

    With `parquet` the deals and the readings lie in Parquet files, every column as text.
    """
    dice = Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    contract = json.loads((ROOT / "data" / "datapackage.json").read_text("utf-8"))
    contract["name"] = "large"
    contract["resources"] = [one for one in contract["resources"] if one["name"] in TABLES]
    terms, kept = own("terms"), own("sources")
    acquirers = [f"buyer-{n:05}" for n in range(max(10, deals // 200))]
    cited = [f"page-{n:06}" for n in range(max(10, deals // 50))]
    words = {group: [row[0] for row in terms if row[1] == group] for group in ("kind", "sector")}
    rows = {
        "terms": [*terms, *([one, "company", f"Buyer {one[6:]}", f"المشتري {one[6:]}", "", "", ""] for one in acquirers)],
        "sources": [*([*row[:4], ""] for row in kept), *(source(one, dice) for one in cited)],
        "fx": own("fx"), "prices": own("prices"),
        "deals": deal_rows(deals, dice, acquirers, words, cited),
        "readings": reading_rows(readings, deals, dice, cited),
    }  # fmt: skip
    for entry in contract["resources"]:
        header = [field["name"] for field in entry["schema"]["fields"]]
        write(folder / entry["path"], header, rows[entry["name"]])
        if parquet and entry["name"] in ("deals", "readings"):
            entry.update(path=f"{entry['name']}.parquet", format="parquet", mediatype="application/parquet")
            as_parquet(folder / f"{entry['name']}.csv")
        held = (folder / entry["path"]).read_bytes()
        entry.update(hash=f"sha256:{hashlib.sha256(held).hexdigest()}", bytes=len(held))
        if entry["format"] == "parquet":  # of which Frictionless counts no bytes: it calls any number wrong
            del entry["bytes"]
    (folder / "datapackage.json").write_text(json.dumps(contract, ensure_ascii=False, indent=2), "utf-8")
    return folder


def own(name: str) -> list[list[str]]:
    """The rows of a table of `data/`, without its header."""
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def source(name: str, dice: Random) -> list[str]:
    return [name, f"On deals, part {name[5:]}", f"https://example.org/{name}", day(dice) if dice.random() < 0.95 else "", ""]


def day(dice: Random, since: int = 2004, until: int = 2025) -> str:
    """A partial date: a day, a month or a year."""
    year, month, number = dice.randint(since, until), dice.randint(1, 12), dice.randint(1, 28)
    return dice.choice((f"{year}-{month:02}-{number:02}", f"{year}-{month:02}-{number:02}", f"{year}-{month:02}", f"{year}"))


def deal_id(place: int, count: int) -> str:
    return f"deal-{place % max(count, 1):07}"


def deal_rows(
    count: int, dice: Random, acquirers: list[str], words: dict[str, list[str]], cited: list[str]
) -> Iterator[list[str]]:
    for place in range(count):
        first, second = dice.randrange(len(FIRST)), dice.randrange(len(SECOND))
        english = f"{FIRST[first]} {SECOND[second]} {place}" + (", Inc." if place % 7 == 0 else "")
        arabic = f"{FIRST_AR[first]} {SECOND_AR[second]} {place}"
        announced = day(dice, until=2022)
        closed = day(dice, since=2023) if dice.random() < 0.6 else ""
        yield [
            deal_id(place, count), dice.choice(acquirers), english, arabic, f"{FIRST_AR[first]} {SECOND_AR[second]}",
            announced, closed, dice.choice(words["kind"]), dice.choice(words["sector"]),
            "single" if dice.random() < 0.97 else "cumulative",
            dice.choice(("done", "done", "done", "pending", "unknown", "collapsed")), dice.choice(cited), dice.choice(NOTES),
        ]  # fmt: skip


def reading_rows(count: int, deals: int, dice: Random, cited: list[str]) -> Iterator[list[str]]:
    """Prices, four of five exact; stakes for some; every twentieth deal has a second reading and some have none."""
    for place in range(count):
        subject = deal_id(place if place % 20 else place // 2, deals)
        low = dice.randint(10_000, 40_000_000) * 1000 + dice.randint(0, 999)
        figures = [str(low), str(low)]
        measure, unit = "price", "USD" if dice.random() < 0.9 else "EUR"
        if place % 5 == 0:
            figures = [(str(low), str(low + 1_000_000)), (str(low), ""), ("", str(low))][place // 5 % 3]
        if place % 11 == 0:
            measure, unit, figures = "stake", "percent", [f"{dice.randint(1, 99)}.{dice.randint(0, 9)}"] * 2
        yield [
            f"reading-{place:07}", subject, measure, day(dice), *figures, unit, dice.choice(BASES), dice.choice(cited),
            dice.choice(("filed", "reported", "estimated")), dice.choice(("direct", "direct", "second_hand")),
            "about" if place % 13 == 0 else "", "", "", dice.choice(NOTES),
        ]  # fmt: skip


def write(path: Path, header: list[str], rows: object) -> None:
    with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def as_parquet(path: Path) -> None:
    """Put a Parquet file of text in the place of a CSV file."""
    import pandas as pd

    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    frame.to_parquet(path.with_suffix(".parquet"), index=False)
    path.unlink()


def among_ours(folder: Path, count: int) -> Path:
    """Write the package of `data/` into a folder, with so many generated deals and readings besides its own."""
    made = package(folder.with_name(f"{folder.name}-made"), count, count)
    shutil.copytree(ROOT / "data", folder)
    for name in ("terms", "sources", "deals", "readings"):
        known = {row[0] for row in own(name)}
        with (
            (made / f"{name}.csv").open(encoding="utf-8", newline="") as rows,
            (folder / f"{name}.csv").open("a", encoding="utf-8", newline="") as file,
        ):
            more = (row for row in csv.reader(rows) if row[0] not in known and not row[0].endswith("_id"))
            # Prices are refused in another unit than the dollar.
            csv.writer(file, lineterminator="\n").writerows(["USD" if one == "EUR" else one for one in row] for row in more)
    shutil.rmtree(made)
    contract = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for entry in contract["resources"]:
        held = (folder / entry["path"]).read_bytes()
        entry.update(hash=f"sha256:{hashlib.sha256(held).hexdigest()}", bytes=len(held))
    (folder / "datapackage.json").write_text(json.dumps(contract, ensure_ascii=False, indent=2), "utf-8")
    return folder
