"""The fifty parameter sets of the benchmark: a desk's variants of two notebooks."""

import csv
from itertools import product
from pathlib import Path

RATES = ("retention_rate", "attrition_rate")
NOTEBOOKS = {"deals": "1_deals", "talent": "2_talent"}
DEALS: list[dict[str, str]] = [
    {"report": "deals", "currency": currency, "prices": prices, "scale": scale}
    for currency, prices, scale in product(("USD", "SAR", "AED", "EGP", "EUR"), ("nominal", "real"), ("linear", "log"))
] + [{"report": "deals", "currency": currency, "first": "2010"} for currency in ("USD", "SAR", "AED", "EGP", "EUR")]
TALENT: list[dict[str, str]] = [
    {"report": "talent", "measure": measure, "digits": digits, "smallest_flow": flow}
    for measure, digits, flow in product(RATES, ("latn", "arab"), ("1", "2", "3", "5", "8", "10"))
] + [{"report": "talent", "as_of": "2026-06-30"}]
SETS = [*DEALS, *TALENT]


def write(path: Path, sets: list[dict[str, str]]) -> Path:
    """A grid as a CSV file of one row for each report."""
    names = list(dict.fromkeys(name for one in sets for name in one))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sets)
    return path


def spread(count: int) -> list[dict[str, str]]:
    """So many of the sets, taken evenly."""
    return [SETS[place * len(SETS) // count] for place in range(count)]


def values(one: dict[str, str], language: str) -> dict[str, str]:
    """The parameters of a set, in one language."""
    return {name: value for name, value in one.items() if name != "report"} | {"language": language}
