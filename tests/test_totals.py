"""Key totals worked out a second time from the files alone, by csv and decimal, against the measures."""

import calendar
import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from analysis import deals, report, tables, talent

DATA = Path(__file__).parents[1] / "data"
BASES = ("announced", "closed", "reported", "estimated")
GRADES = ("filed", "reported", "estimated")
DEAL = "meta-scale-ai-2025"


def rows(name):
    """The rows of a table as the file has them."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def last_day(partial):
    """The last day of the period that a partial date names, as sortable text."""
    if len(partial) == 4:
        return f"{partial}-12-31"
    return f"{partial}-{calendar.monthrange(*map(int, partial.split('-')))[1]}" if len(partial) == 7 else partial


def better(reading, published):
    """The documented order of readings for the announced basis, as a key whose least is the chosen one."""
    day = max((last_day(each) for each in (published[reading["source"]], reading["period"]) if each), default="")
    return (
        reading["start"] != "", BASES.index(reading["basis"]), GRADES.index(reading["confidence"]),
        reading["read"] == "second_hand", not day, [-ord(letter) for letter in day], reading["reading_id"],
    )  # fmt: skip


@pytest.fixture(scope="module")
def plain():
    """Price of each single, completed deal: {deal_id: (acquirer, year, dollars)}."""
    published = {row["source_id"]: row["published"] for row in rows("sources")}
    readings = [row for row in rows("readings") if row["measure"] == "price" and row["low"]]
    found = {}
    for deal in rows("deals"):
        own = [row for row in readings if row["subject"] == deal["deal_id"]]
        if own and deal["scope"] == "single" and deal["status"] != "collapsed":
            price = min(own, key=lambda row: better(row, published))["low"]
            found[deal["deal_id"]] = deal["acquirer"], int(deal["announced"][:4]), Decimal(price)
    return found


@pytest.fixture(scope="module")
def priced():
    readings = tables.load("readings")
    return deals.priced(tables.load("deals"), readings, tables.choose(readings), tables.load("terms"), deal=DEAL)


@pytest.fixture(scope="module")
def money():
    return {"fx": tables.load("fx"), "cpi": tables.load("prices")}


def revenue(year):
    """Meta's revenue of a year, the best graded."""
    wanted = ("meta", "revenue", f"{year}")
    known = [row for row in rows("companies") if (row["company"], row["measure"], row["period"]) == wanted]
    return Decimal(min(known, key=lambda row: (GRADES.index(row["confidence"]), row["company_row_id"]))["value"])


def test_sum_and_count_of_the_acquirers_deals(plain, priced, money):
    """Meta's deals add up to the same dollars and the same count."""
    mine = [price for acquirer, _, price in plain.values() if acquirer == "meta"]
    found = deals.standing(deals.by_size(deals.select(priced, acquirer="meta"), **money).kept)

    assert found["count"] == len(mine) and found["total"] == sum(mine)


def test_every_price_is_the_one_the_rule_names(plain, priced, money):
    """The price of each deal, all acquirers, is the one that the rule picks from the file."""
    kept = deals.by_size(priced, **money).kept

    assert dict(zip(kept["deal_id"], kept["value"], strict=True)) == {name: row[2] for name, row in plain.items()}


@pytest.mark.parametrize("deal", [DEAL, "facebook-whatsapp-2014"])
def test_share_of_last_years_revenue(deal, plain, priced, money):
    """The price is the same percentage of Meta's revenue of the year before."""
    _, year, price = plain[deal]
    kept = deals.against_size(deals.by_size(priced, **money).kept, tables.load("companies")).kept

    assert kept.set_index("deal_id").at[deal, "revenue_share_pct"] == price * 100 / revenue(year - 1)


def test_real_value_in_the_newest_whole_year(plain, priced, money):
    """WhatsApp's price is carried to the newest whole year of consumer prices by the ratio of two annual figures."""
    index = {int(row["year"]): Decimal(row["index_value"]) for row in rows("prices") if row["month"] == "annual"}
    _, year, price = plain["facebook-whatsapp-2014"]
    kept = deals.by_size(priced, **money, money="real").kept.set_index("deal_id")

    assert kept.at["facebook-whatsapp-2014", "value"] == price * index[max(index)] / index[year]
    assert kept.at["facebook-whatsapp-2014", "price_year"] == max(index)


def test_implied_value_of_the_whole_company(priced, money):
    """14.3 billion for 49 percent values the whole company at 14.3 ÷ 0.49."""
    readings = tables.load("readings")
    inputs = {name: tables.choose(readings, name) for name in ("stake", "staff", "users", "revenue")}
    kept = deals.implied(deals.by_size(priced, **money).kept, **inputs).kept
    ours = kept[(kept["deal_id"] == DEAL) & (kept["measure"] == "whole_company")]

    assert ours["value"].tolist() == [Decimal("14300000000") / Decimal("0.49")]


def test_disputed_deals(plain, priced, money):
    """As many deals have readings of their price that differ as the file has, and the deal spans the same figures."""
    views = {name: set() for name in plain}
    for row in rows("readings"):
        if row["measure"] == "price" and row["subject"] in views:
            ends = row["low"] or row["high"], row["high"] or row["low"]
            views[row["subject"]].add(tuple(map(Decimal, ends)))
    found = deals.disputed(deals.by_size(priced, **money).kept)

    assert found["count"] == sum(len(values) > 1 for values in views.values())
    assert (found["least"], found["most"]) == (min(map(min, views[DEAL])), max(map(max, views[DEAL])))


def test_rates_are_those_of_the_file():
    """The attrition and two-year retention of each lab are figures that the file states, one per lab."""
    frames = {
        "attrition_rate": talent.attrition(tables.load("talent"), tables.load("terms")),
        "retention_rate": talent.retention(tables.load("talent"), tables.load("terms")),
    }
    for measure, frame in frames.items():
        of_measure = [row for row in rows("talent") if row["measure"] == measure and row["value_pct"]]
        stated = {(row["lab"], Decimal(row["value_pct"])) for row in of_measure}
        found = set(zip(frame["lab"], frame["value_pct"], strict=True))

        assert found and found <= stated and len(found) == frame["lab"].nunique() == len({lab for lab, _ in stated})


def test_both_moneys_against_the_largest(plain, priced, money):
    """The deal's share of the largest one's price holds in the money of the day and with inflation taken out."""
    index = {row["year"]: Decimal(row["index_value"]) for row in rows("prices") if row["month"] == "annual"}
    ours, whatsapp = plain[DEAL][2], plain["facebook-whatsapp-2014"][2]

    found = deals.then_and_now(deals.select(priced, acquirer="meta"), **money, year=2025)

    assert found["nominal"] == ours * 100 / whatsapp
    assert found["real"] == ours * 100 / (whatsapp * index["2025"] / index["2014"])
    assert found["largest_then"] == found["largest_real"] == "WhatsApp"


def finding(shelf, page, name, section=None):
    """The value of a finding in a page's manifest, Arabic and English alike, as exact text."""
    told = set()
    for language in ("ar", "en"):
        held = json.loads((shelf / language / f"{page}.json").read_text("utf-8"))["findings"]
        told |= {row["value"] for row in held if row["name"] == name and (section is None or row["section"] == section)}
    assert len(told) == 1, told
    return told.pop()


def chosen(measure, subject):
    """The reading that the rule names for a subject: its value, alone or the lower of two ends."""
    published = {row["source_id"]: row["published"] for row in rows("sources")}
    own = [row for row in rows("readings") if row["measure"] == measure and row["subject"] == subject and row["low"]]
    return Decimal(min(own, key=lambda row: better(row, published))["low"])


def test_the_deals_page_prints_what_the_files_add_up_to(plain, shelf):
    """Price, rank, sum, share of revenue, implied value and multiple on the page equal a second calculation."""
    index = {int(row["year"]): Decimal(row["index_value"]) for row in rows("prices") if row["month"] == "annual"}
    last = max(index)
    mine = {
        name: price * index[min(2025, last)] / index[min(year, last)]
        for name, (acquirer, year, price) in plain.items() if acquirer == "meta"
    }  # fmt: skip
    _, year, price = plain[DEAL]
    whole = price * 100 / chosen("stake", DEAL)

    assert Decimal(finding(shelf, "deals", "price")) == price
    assert int(finding(shelf, "deals", "rank", "finding-1")) == sorted(mine.values(), reverse=True).index(mine[DEAL]) + 1
    assert Decimal(finding(shelf, "deals", "total", "finding-1")) == pytest.approx(sum(mine.values()), rel=Decimal("1e-20"))
    assert Decimal(finding(shelf, "deals", "share", "finding-2")) == price * 100 / revenue(year - 1)
    assert Decimal(finding(shelf, "deals", "whole", "finding-4")) == whole
    assert Decimal(finding(shelf, "deals", "multiple", "finding-4")) == whole / chosen("revenue", DEAL)


def test_the_talent_page_prints_what_the_files_state(shelf):
    """Attrition, retention and the counted arrivals on the page are those of the files."""
    stated = {
        (row["lab"], row["measure"]): Decimal(row["value_pct"])
        for row in rows("talent") if row["lab"] == "meta" and row["value_pct"]
    }  # fmt: skip
    ours = ("meta-superintelligence-labs", "meta-tbd-lab", "meta", "meta-ai-division")
    firms = {row["term_id"] for row in rows("terms") if row["group"] in ("company", "lab")}
    counted = {}
    for row in rows("flows"):
        arrives = row["measure"] == "people" and row["value"] and row["to_lab"] in ours and row["from_lab"] not in ours
        if arrives and len(row["date"]) >= 7 and row["date"][:7] >= "2025-06":
            month = counted.setdefault(row["date"][:7], {}).setdefault(row["to_lab"], {})
            month[row["from_lab"]] = max(Decimal(row["value"]), month.get(row["from_lab"], Decimal(0)))
    arrivals = 0
    for units in counted.values():
        taken = units[min(units, key=ours.index)]
        named = sum(people for lab, people in taken.items() if lab in firms)
        arrivals += max([named, *(people for lab, people in taken.items() if lab not in firms)])

    assert Decimal(finding(shelf, "talent", "attrition")) == stated["meta", "attrition_rate"]
    assert Decimal(finding(shelf, "talent", "retention")) == stated["meta", "retention_rate"]
    assert Decimal(finding(shelf, "talent", "arrivals")) == arrivals


def test_the_yardstick_does_not_change_with_the_currency(shelf, tmp_path):
    """The deal's share of its acquirer's revenue and the deals ranked by it are the same in pounds as in dollars."""
    report.run("deals", {"currency": "EGP"}, "en", tmp_path)
    page = next((tmp_path / "en" / "deals").glob("*.json"))
    kept = ("share", "count", "moved", "top", "revenue_year")
    pounds, dollars = (
        {row["name"]: row["value"] for row in json.loads(path.read_text("utf-8"))["findings"]
         if row["section"] == "finding-2" and row["name"] in kept}
        for path in (page, shelf / "en" / "deals.json")
    )  # fmt: skip

    assert len(dollars) == len(kept) and pounds == dollars
