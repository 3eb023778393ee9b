"""Every chart form with the real measures that it is made for."""

from typing import Any

from analysis import charts, deals, models, sources, tables, talent

DEAL = "meta-scale-ai-2025"
FORMS = [
    "bars", "bars-log", "bars-all", "dots", "dots-zero", "dots-times", "dots-spread", "heat", "implied", "lanes", "parts",
    "race", "ranges", "ranges-any", "ranks", "steps", "timeline",
]  # fmt: skip


def by_form() -> dict[str, Any]:
    """The function, the frame and the further arguments of each form."""
    readings, terms = tables.load("readings"), tables.load("terms")
    money = {"fx": tables.load("fx"), "cpi": tables.load("prices")}
    every = deals.priced(tables.load("deals"), readings, tables.choose(readings), terms, deal=DEAL)
    sized = deals.by_size(deals.select(every, acquirer="meta"), **money, money="real", year=2025).kept
    people, flows = tables.load("talent"), tables.load("flows")
    inputs = {name: tables.choose(readings, name) for name in ("stake", "staff", "users", "revenue")}
    kept = talent.retention(people, terms, second_hand=True)
    beside = talent.beside(kept, talent.visible_retention(people, terms, second_hand=True))
    table = tables.load("models")
    released = models.releases(table, terms)
    return {
        "bars": (charts.bars, sized, {}),
        "bars-log": (charts.bars, sized, {"scale": "log"}),
        "bars-all": (charts.bars, deals.by_size(every, **money).kept, {}),
        "dots": (charts.dots, beside, {"band": talent.band(people, terms)}),
        "dots-zero": (charts.dots, talent.attrition(people, terms), {"zero": True}),
        "dots-times": (charts.dots, talent.flow_ratios(flows, terms), {"unit": "times"}),
        "dots-spread": (charts.dots, models.pauses(released), {"unit": "days", "zero": True, "spread": True}),
        "lanes": (charts.lanes, released, {"pauses": models.pauses(released), "since": "2025-06-12"}),
        "race": (charts.race, models.race(table, terms), {"since": "2025-06-12"}),
        "heat": (charts.heat, talent.flow_people(flows, terms, second_hand=True), {}),
        "implied": (charts.implied, deals.implied(sized, **inputs).kept, {}),
        "parts": (charts.parts, sources.by_status(claims(terms), terms), {"unit": "claims"}),
        "ranges-any": (charts.ranges, sources.conflicts(readings, terms, tables.load("deals")), {}),
        "ranges": (charts.ranges, deals.disagreement(sized), {}),
        "ranks": (charts.ranks, deals.against_size(sized, tables.load("companies")).kept, {}),
        "steps": (charts.steps, talent.movements(flows, tables.load("events"), terms, second_hand=True), {}),
        "timeline": (charts.timeline, deals.rivals(every, **money).kept, {}),
    }


def claims(terms: Any) -> Any:
    """The article's claims beside what the tables hold."""
    facts = {name: tables.load(name) for name in ("outcomes", "events", "flows", "companies", "models")}
    told = sources.statements(facts, terms, tables.load("deals"))
    return sources.examined(tables.load("claims"), told, tables.load("sections"), terms, "scale-ai-article")
