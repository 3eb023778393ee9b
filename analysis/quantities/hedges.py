"""What stands round a figure and makes it a bound or an approximation: more than, at most, about, or so."""

from __future__ import annotations

from dataclasses import dataclass

from .item import Item
from .lexicon import readings, words
from .tokens import Tokens

ABOUT, LOW, HIGH = "about", "low", "high"


def phrases(rows: dict[str, str]) -> dict[str, str]:
    """Each phrase -> what it makes of a figure."""
    return {phrase.strip(): kind for kind, listed in rows.items() for phrase in listed.split("|")}


EXCEEDS = (
    "يتجاوز|تتجاوز|يزيد علي|يزيد عن|تزيد علي|تزيد عن|يتعدي|تتعدي|يفوق|تفوق|يتخطي|تتخطي|اكثر من|يربو علي|تربو علي|ازيد من"
)
FALLS_SHORT = "يقل عن|تقل عن|اقل من|يقل علي|تقل علي"
NOT = "لا|لم|لن|ليس|ليست|ما لا|بما لا|الا|مما لا|وبما لا"
BEFORE = phrases(
    {
        ABOUT: "about|near|around|nearly|almost|roughly|approximately|approx|approx .|circa|some|close to|approaching|"
        "nearing|an estimated|estimated|in the region of|in the vicinity of|~|≈|∼|nearly about|"
        "somewhere around|نحو|حوالي|قرابه|زهاء|تقريبا|يقترب من|تقترب من|اقترب من|اقتربت من|مقتربا من|"
        "مقتربه من|يقارب|تقارب|قارب|قاربت|مقارب|ما يقارب|ما يقرب من|يقرب من|تقرب من|ناهز|ناهزت|يناهز|تناهز|"
        "ما يناهز|في حدود|بحدود|حدود|علي وجه التقريب|ما يقارب من",
        LOW: "more than|a floor of|over|above|at least|upwards of|in excess of|exceeding|exceeds|exceed|exceeded|surpassed|"
        "surpassing|surpasses|topped|topping|greater than|a minimum of|minimum of|no less than|not less than|"
        "no fewer than|not fewer than|no lower than|well over|just over|>|≥|>=|in more than|better than|"
        "يتجاوز|تتجاوز|تجاوز|تجاوزت|متجاوزا|متجاوزه|يتخطي|تتخطي|تخطي|تخطت|متخطيا|اكثر من|ازيد من|ما يزيد علي|"
        "ما يزيد عن|يزيد علي|يزيد عن|تزيد علي|تزيد عن|زاد علي|زاد عن|زادت علي|زادت عن|يفوق|تفوق|فاق|فاقت|"
        "ما يفوق|فوق|علي الاقل|بحد ادني|كحد ادني|حد ادني|يربو علي|تربو علي|ما يربو علي|ينيف علي|اعلي من|"
        "اكبر من|لا اقل من",
        HIGH: "less than|a ceiling of|fewer than|under|below|at most|up to|no more than|not more than|no greater than|"
        "not exceeding|does not exceed|did not exceed|do not exceed|not exceed|as much as|as many as|"
        "a maximum of|maximum of|lower than|just under|just below|well under|<|≤|<=|smaller than|not over|"
        "no higher than|never more than|اقل من|ادني من|دون|ما دون|تحت|علي الاكثر|بحد اقصي|كحد اقصي|حد اقصي|"
        "اصغر من|لا اكثر من|بما دون",
    }
)
BEFORE |= {f"{no} {verb}": HIGH for no in NOT.split("|") for verb in EXCEEDS.split("|")}
BEFORE |= {f"{no} {verb}": LOW for no in NOT.split("|") for verb in FALLS_SHORT.split("|")}
AFTER = phrases(
    {
        ABOUT: "or so|or thereabouts|approximately|roughly|give or take|تقريبا|علي وجه التقريب|او نحوها|"
        "او ما يقاربها|او نحو ذلك",
        LOW: "or more|at least|+|plus|and above|or above|and over|or over|at a minimum|علي الاقل|او اكثر|او يزيد|"
        "فاكثر|فما فوق|بحد ادني|كحد ادني|علي اقل تقدير|واكثر",
        HIGH: "or less|or fewer|at most|or under|and under|at the most|tops|علي الاكثر|او اقل|فاقل|فما دون|بحد اقصي|"
        "كحد اقصي|علي ابعد تقدير|علي اكثر تقدير",
    }
)
FILLERS = ("مبلغ", "a", "total", "of", "the", "ال", "سعر", "قيمه")
SPANS = ("for", "just", "well", "lasted", "lasting", "is", "was", "and", "takes", "took")  # before over: more than
LONGEST = 5
VERBS = {
    **dict.fromkeys(words("تجاوز تجاوزت يتجاوز تتجاوز تخطي تخطت يتخطي تتخطي فاق فاقت يفوق تفوق"), LOW),
    **dict.fromkeys(words("ناهز ناهزت يناهز تناهز قارب قاربت يقارب تقارب"), ABOUT),
}
LINKED = {
    **dict.fromkeys(words("زاد زادت يزيد تزيد يزد تزد"), LOW),
    **dict.fromkeys(words("قل قلت يقل تقل"), HIGH),
}
SUBJECTS = words(
    "حصه الحصه حصتها",
    "عدد العدد عددهم عددها عدده قيمه القيمه قيمتها قيمته حجم حجمها ايرادات الايرادات ايراداتها ارباح الارباح "
    "ارباحها مبيعات المبيعات "
    "مبيعاتها تكلفه التكلفه تكلفتها تكلفته كلفه كلفتها نسبه النسبه نسبتها سعر السعر سعرها سعره عمر عمره عمرها "
    "خسائر الخسائر خسائرها "
    "استثمارات الاستثمارات استثماراتها راتب راتبه رواتب ديون الديون ديونها اجمالي مجموع تمويل التمويل تمويلها ثمن ثمنها")
BREAKS = words("الي من علي عن في بنسبه بقيمه بمقدار بفارق بنحو لتبلغ لتصل ليبلغ ليصل بعد قبل منذ مقابل")


@dataclass(frozen=True)
class Bounds:
    """What the hedges make of a figure."""

    approximate: bool = False
    low_only: bool = False
    high_only: bool = False


def around(tokens: Tokens, item: Item) -> Bounds:
    """The hedges before and after an item."""
    kinds = {*before(tokens, item), *after(tokens, item)}
    kinds |= {ABOUT} if item.about else set()
    kinds |= {LOW} if item.more else set()
    return Bounds(ABOUT in kinds, LOW in kinds and HIGH not in kinds, HIGH in kinds and LOW not in kinds)


def before(tokens: Tokens, item: Item) -> list[str]:
    """What the phrases before an item make of it, the nearest first."""
    place, found = openers(tokens, item), []
    subject = before_subject(tokens, place)
    if subject:
        return [subject]
    for _ in range(3):
        count = longest(tokens, place)
        if not count:
            break
        place -= count
        kind = BEFORE[key(tokens, place, count) or ""]
        if not spans_time(tokens, item, place) and not without(tokens, place):
            found.append(kind)
    return found


def before_subject(tokens: Tokens, place: int) -> str | None:
    """What «تجاوز عدد المستخدمين» makes of a figure: the verb, its subject of at most four words, then the figure."""
    linked = tokens[place - 1].text in ("علي", "عن")
    verbs = LINKED if linked else VERBS
    place -= linked
    for back in range(place - 1, place - 5, -1):
        if not tokens[back].arabic or tokens[back].text in BREAKS:
            return None
        if tokens[back].text in SUBJECTS:
            kind = next((verbs[stem] for _, stem in readings(tokens[back - 1].text) if stem in verbs), None)
            denied = tokens[back - 2].text.removeprefix("و") in ("لا", "لم", "لن", "الا")
            return {LOW: HIGH, HIGH: LOW}.get(kind or "", kind) if denied else kind
    return None


def openers(tokens: Tokens, item: Item) -> int:
    """The place before which hedges stand: what is left of «مبلغ», of an article, of «between» is passed over."""
    place = item.first
    if tokens[place - 1].arabic and not tokens[place].gap and tokens[place - 1].text == "ال":
        place -= 1
    if item.range:
        while tokens[place - 1].text in ("between", "from", "بين", "من", "ما") and not longest(tokens, place):
            place -= 1
    if tokens[place - 1].text in FILLERS and not longest(tokens, place):
        back = place - 1
        while tokens[back - 1].text in FILLERS and place - back < 4 and not longest(tokens, back):
            back -= 1
        place = back if longest(tokens, back) else place
    return place


def longest(tokens: Tokens, place: int) -> int:
    """How many tokens the longest hedge has that ends at a place; 0 when there is none."""
    return next((count for count in range(LONGEST, 0, -1) if key(tokens, place - count, count)), 0)


def key(tokens: Tokens, place: int, count: int) -> str | None:
    """The hedge that some tokens are, a prefix on the first of them aside."""
    if place < 0 or place + count > len(tokens):
        return None
    rest = tokens.words(place + 1, count - 1)
    for prefix, first in readings(tokens[place].text):
        said = f"{first} {rest}".strip()
        if said in BEFORE and "ال" not in prefix:
            return said
    return None


def spans_time(tokens: Tokens, item: Item, place: int) -> bool:
    """Whether «over 3 years» says during: without «for» before it, it does not say more than."""
    timed = item.unit is not None and item.unit.kind == "duration"
    return timed and tokens[place].text == "over" and tokens[place - 1].text not in SPANS


def without(tokens: Tokens, place: int) -> bool:
    """«من دون 5 موظفين» is without, «in some» is no hedge's business."""
    return tokens[place].text == "دون" and tokens[place - 1].text in ("من", "ومن")


def after(tokens: Tokens, item: Item) -> list[str]:
    """What a phrase after an item makes of it; a phrase before a further figure belongs to that one."""
    for count in range(4, 0, -1):
        said = tokens.words(item.end, count)
        if said in AFTER and item.end + count <= len(tokens):
            following = tokens[item.end + count]
            plus = tokens[item.end]
            loose = said == "+" and plus.gap
            next_figure = following.kind in ("number", "symbol") and said not in ("+", "or more", "or less", "or so")
            return [] if next_figure or loose else [AFTER[said]]
    return []
