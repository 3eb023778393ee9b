"""Every chart form with the real measures that it is made for."""

from decimal import Decimal
from typing import Any

from analysis import charts, deals, models, outlook, scale, sources, tables, talent

DEAL = "meta-scale-ai-2025"
DRAWS = {"draws": 2000, "seed": 1}
ASSUMED = {"profit_low": Decimal(0), "profit_mid": Decimal("3e9"), "profit_high": Decimal("12e9"), "resale_low": 0,
           "resale_high": 60, "hurdle": 10, "delay": 3, "horizon": 10}  # fmt: skip
FORMS = [
    "amounts", "amounts-lines", "amounts-percent", "amounts-times", "bars", "bars-log", "bars-all", "belief", "dots",
    "dots-zero", "dots-times", "dots-spread", "dots-interval", "heat", "implied", "implied-capex", "implied-person", "lanes",
    "marks", "marks-log", "marks-people", "parts", "race", "ranges", "ranges-any", "ranks", "steps", "surface", "timeline",
    "tornado",
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
        "dots-spread": (charts.dots, models.pauses(released), {"unit": "days", "zero": True, "spread": "spread"}),
        "lanes": (charts.lanes, released, {"pauses": models.pauses(released), "since": "2025-06-12"}),
        "race": (charts.race, models.race(table, terms), {"since": "2025-06-12"}),
        "heat": (charts.heat, talent.flow_people(flows, terms, second_hand=True), {}),
        "amounts-percent": (charts.amounts, talent.yearly(kept, talent.attrition(people, terms)),
                            {"unit": "%", "money": "percent"}),
        "implied": (charts.implied, deals.implied(sized, **inputs).kept, {}),
        "implied-capex": (charts.implied, deals.against_capex(sized, tables.load("companies")).kept, {"of": "capex"}),
        "implied-person": (charts.implied, heads(every, readings, terms, money), {"of": "person"}),
        "parts": (charts.parts, sources.by_status(claims(terms), terms), {"unit": "claims"}),
        "ranges-any": (charts.ranges, sources.conflicts(readings, terms, tables.load("deals")), {}),
        "ranges": (charts.ranges, deals.disagreement(sized), {}),
        "ranks": (charts.ranks, deals.against_size(sized, tables.load("companies")).kept, {}),
        "steps": (charts.steps, talent.movements(flows, tables.load("events"), terms, second_hand=True), {}),
        "timeline": (charts.timeline, deals.rivals(every, **money).kept, {}),
        **verdict(every),
        **company(terms, inputs["stake"], tables.choose(readings)),
    }


def heads(every: Any, readings: Any, terms: Any, money: Any) -> Any:
    """Licences with hiring over the people who moved, those unknown among them."""
    people = {name: tables.choose(readings, name) for name in ("hired", "staff")}
    return deals.per_head(deals.by_size(every, **money).kept, tables.load("deals"), terms, **people)


def company(terms: Any, stake: Any, price: Any) -> dict[str, Any]:
    """The forms of one company's figures."""
    companies, outcomes, name = tables.load("companies"), tables.load("outcomes"), "scale-ai"
    paid = scale.bought(tables.load("deals"), terms, price, stake, deal=DEAL, company=name)
    values = scale.valuations(companies, paid, company=name)
    lines = scale.thresholds(paid, hurdle=10, horizon=5)
    ratios = scale.multiples(companies, outcomes, paid, name=DEAL, company=name)
    risk = scale.at_risk(companies, terms, company=name, leaving=30, in_house=10, rival="surge-ai")
    return {
        "amounts": (charts.amounts, risk, {"unit": "USD"}),
        "amounts-lines": (charts.amounts, scale.stake_at(values, paid), {"unit": "USD", "lines": lines}),
        "amounts-times": (charts.amounts, ratios, {"unit": "x", "money": "times"}),
        "marks": (charts.marks, values, {"unit": "USD", "since": "2025-06-12"}),
        "marks-log": (charts.marks, values, {"unit": "USD", "scale": "log"}),
        "marks-people": (charts.marks, scale.headcount(companies, company=name), {"unit": "people", "money": None}),
    }


def verdict(every: Any) -> dict[str, Any]:
    """The forms of what one would have to believe."""
    bets = outlook.record(every, tables.load("outcomes"), deal=DEAL, until=2023)
    odds = outlook.odds(bets, outlook.chances(bets, rule="value"), rule="value")
    believed = outlook.priors(Decimal("14.3e9"), odds, ASSUMED)
    swings = {"profit": (Decimal(0), Decimal("12e9")), "chance": (odds["low_pct"], odds["high_pct"]), "delay": (1, 6)}
    return {
        "belief": (charts.belief, outlook.belief(believed, odds, **DRAWS),
                   {"unit": "%", "told": outlook.sums(believed, **DRAWS)}),
        "dots-interval": (charts.dots, outlook.chances(bets, rule="value"), {"zero": True, "spread": "interval"}),
        "surface": (charts.surface, outlook.surface(believed, outlook.tornado(believed, swings, odds)), {}),
        "tornado": (charts.tornado, outlook.tornado(believed, swings, odds), {"unit": "USD"}),
    }


def claims(terms: Any) -> Any:
    """The article's claims beside what the tables hold."""
    facts = {name: tables.load(name) for name in ("outcomes", "events", "flows", "companies", "models")}
    told = sources.statements(facts, terms, tables.load("deals"))
    return sources.examined(tables.load("claims"), told, tables.load("sections"), terms, "scale-ai-article")
