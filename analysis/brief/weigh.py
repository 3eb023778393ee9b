"""The measures of the other reports, taken together as of one day."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, NamedTuple

import pandas as pd

from .. import deals, models, outlook, scale, talent
from ..provenance import counted
from ..rows import each, known

Numbers = dict[str, Any]


class Weighed(NamedTuple):
    """What the brief shows at one day: the frames of its charts and the numbers of its sentences."""

    race: pd.DataFrame  # of models.race
    values: pd.DataFrame  # of scale.valuations
    kept: pd.DataFrame  # of talent.retention and talent.visible_retention, side by side
    norm: Numbers  # of talent.band
    believed: outlook.simulate.Priors | None
    since: str | None  # the day of the deal
    paid: Numbers  # who paid what for what share: buyer, name (each with _ar), day, price, stake; bare: a price for no share
    behind: Numbers  # of models.gap, with `nearer` and `farther`
    market: Numbers  # of scale.told and scale.resale
    staying: Numbers  # of talent.gap
    asks: Numbers  # of outlook.burden
    bets: Numbers  # of outlook.odds
    hold: Numbers  # of outlook.needed and outlook.silence


def weighed(
    tables: Mapping[str, pd.DataFrame], chosen: Mapping[str, pd.DataFrame], asked: SimpleNamespace, day: str
) -> Weighed:
    """Return the measures of tables as they were known by a day; `chosen` is one price and one stake per deal."""
    terms, companies, outcomes = tables["terms"], tables["companies"], tables["outcomes"]
    who: Numbers = {"second_hand": asked.second_hand}
    paid = scale.bought(tables["deals"], terms, chosen["price"], chosen["stake"], deal=asked.deal, company=asked.company)
    values = scale.valuations(companies, paid, company=asked.company, **who)
    lines = scale.thresholds(paid, hurdle=asked.hurdle, horizon=asked.horizon)
    board = models.standing(tables["models"], terms, lab=asked.lab, **who)
    race, since = models.race(tables["models"], terms, lab=asked.lab, **who), models.day_of(tables["deals"], asked.deal)
    staff = {"lab": asked.lab, **who}
    kept, norm = talent.retention(tables["talent"], terms, **staff), talent.band(tables["talent"], terms)
    every = deals.priced(tables["deals"], tables["readings"], chosen["price"], terms, deal=asked.deal)
    asks = outlook.burden(outlook.required(every, companies, deals=(asked.deal, *asked.earlier), hurdle=asked.hurdle,
                                           horizon=asked.horizon, **who))  # fmt: skip
    record = outlook.record(every, outcomes, deal=asked.deal, until=int(day[:4]) - asked.age, smallest=asked.smallest, **who)
    bets = outlook.odds(record, outlook.chances(record, rule=asked.success), rule=asked.success)
    believed = outlook.priors(asks["price"], bets, vars(asked))
    hidden = outlook.biased(record, rule=asked.success)
    return Weighed(
        race=race, values=values, norm=norm,
        kept=talent.beside(kept, talent.visible_retention(tables["talent"], terms, **staff)), believed=believed,
        since=since, paid=of_deal(tables["deals"], terms, asks, chosen["stake"], asked.deal),
        behind=moved(models.gap(board, race, since)),
        market=graded(scale.told(values) | scale.resale(scale.stake_at(values, paid), lines, paid), asks),
        staying=talent.gap(kept, norm), asks=asks, bets=bets,
        hold=outlook.needed(believed) | outlook.silence(believed, hidden),
    )  # fmt: skip


def moved(gap: Numbers) -> Numbers:
    """Return the numbers of `models.gap` and how many points `nearer` or `farther` the lead is than on the deal's day.

    Whoever leads is at no distance from the lead.
    """
    now, then = distance(gap["points"], gap["ahead"]), distance(gap["then_points"], gap["then_ahead"])
    change = then - now if now is not None and then is not None else 0
    return gap | {"nearer": change if change > 0 else None, "farther": -change if change < 0 else None}


def distance(behind: Any, ahead: Any) -> Any:
    """Return how far behind the lead a lab is, None where neither is known."""
    return behind if known(behind) else 0 if known(ahead) else None


def of_deal(deals: pd.DataFrame, terms: pd.DataFrame, asks: Numbers, stakes: pd.DataFrame, deal: str) -> Numbers:
    """Return who paid what for what share, as far as it is known."""
    row = next((one for one in each(deals) if one.deal_id == deal), None)
    buyer = next((one for one in each(terms) if row is not None and one.term_id == row.acquirer), None)
    stake = next((one.value for one in each(stakes) if one.subject == deal), None)
    return {
        "buyer": buyer.name if buyer else None, "buyer_ar": buyer.name_ar if buyer else None,
        "name": row.target if row else None, "name_ar": row.target_ar if row else None,
        "day": str(row.announced) if row else None, "price": asks["price"], "stake": stake,
        "bare": asks["price"] if stake is None else None,
    }  # fmt: skip


def graded(market: Numbers, asks: Numbers) -> Numbers:
    """Return what is said of the market with the grade of the price where no trade is known to give one."""
    return market if market["confidence"] else market | {name: asks[name] for name in ("confidence", "second_hand")}


def strip(one: Weighed) -> Numbers:
    """Return the figures of the brief by name: the price, the most that the stake would fetch, how far the models and the
    people are, and the chance that would have to hold."""
    return {
        "price": one.asks["price"], "fetch": one.market["fetch_high"], "points": one.behind["points"],
        "retention": one.staying["value"], "chance": one.hold["chance_pct"],
    }  # fmt: skip


def changed(now: Numbers, then: Numbers) -> Numbers:
    """Return how many figures of `strip` differ from what they were, `moved`, out of all known ones, `of`; None of none.

    A figure that was not known then differs.
    """
    stand = {name: value for name, value in now.items() if known(value)}
    differ = [value for name, value in stand.items() if value != then[name]]
    every = counted(stand.values()) if stand else None
    return {"moved": counted(differ, of=stand.values()) if differ else None, "of": every, "same": None if differ else every}
