"""What a figure counts: the unit beside it. Words that count other things than money, shares, time and people have none."""

from __future__ import annotations

from dataclasses import dataclass

from . import currencies
from .lexicon import words
from .tokens import Tokens


def listed(*rows: str) -> list[list[str]]:
    """The phrases of some rows, parted by bars, each as its words."""
    return [phrase.split() for row in rows for phrase in row.split("|")]


POINTS = listed(
    "percentage points|percentage point|percent points|pp|ppt|ppts|نقطه مئويه|نقاط مئويه|نقط مئويه|نقطه مائويه|نقاط مائويه",
    "نقطه في المئه|نقاط في المئه",
)
BASIS = listed("basis points|basis point|bps|نقطه اساس|نقاط اساس")
PERCENT = listed("%|٪|percent|per cent|pct|في المئه|في المائه|في المايه|في الميه|بالمئه|بالمائه|بالميه|بالمايه")
DURATIONS = {
    word: unit
    for unit, words in {
        "years": "year years yr yrs عام عاما اعوام سنه سنوات سنين",
        "months": "month months شهر شهرا اشهر شهور",
        "weeks": "week weeks اسبوع اسبوعا اسابيع",
        "days": "day days يوم يوما ايام",
        "hours": "hour hours ساعه ساعات",
        "minutes": "minute minutes دقيقه دقائق دقايق",
        "seconds": "seconds ثانيه ثوان ثواني",
        "decades": "decade decades عقد عقدا عقود",
    }.items()
    for word in words.split()
}
DURATION_DUALS = {
    word: unit
    for unit, words in {
        "years": "عامان عامين سنتان سنتين",
        "months": "شهران شهرين",
        "weeks": "اسبوعان اسبوعين",
        "days": "يومان يومين",
        "hours": "ساعتان ساعتين",
        "decades": "عقدان عقدين",
    }.items()
    for word in words.split()
}
SINGULAR = words("عام سنه شهر اسبوع يوم ساعه عقد year month week day hour decade")
ENGLISH_PEOPLE = words(
    "people persons person employees employee staff staffers staffer workers worker users user researchers researcher "
        "engineers engineer scientists scientist developers developer programmers students student experts specialists "
        "founders executives managers analysts patients children men women passengers consumers players visitors viewers "
        "residents inhabitants citizens graduates hires recruits annotators professors lawyers subscribers members "
        "academics technicians designers teachers drivers teachers doctors nurses adults soldiers personnel co-founders "
        "cofounders authors journalists salespeople"
    )
ADJECTIVES = words(
    "ai ml full-time full time part part-time senior junior new top leading former current active monthly daily weekly "
        "registered paid paying unique software data machine learning research laid-off additional more other skilled "
        "technical global american chinese indian saudi egyptian remote contract temporary permanent human key young "
        "co experienced foreign local corporate female male"
    )
BASES = words(
    "شخص موظف عامل باحث مهندس مستخدم مطور خبير مشترك عضو مؤسس فرد مواطن لاعب مسافر زائر متابع مشاهد متخصص مختص اختصاصي مدير",
    "متدرب اكاديمي صحفي محلل مبرمج مستهلك طالب مصمم تقني فني تنفيذي خريج معلم طبيب مريض رجل طفل راكب مشارك عالم",
)
ARABIC_PEOPLE = frozenset(
    {base + ending for base in BASES for ending in ("", "ا", "ين", "ون", "ه", "ات", "ي", "و")}
    | words("اشخاص عمال خبراء اعضاء افراد زوار مدراء علماء طلاب طلبه اطباء مرضي رجال نساء امراه اطفال ركاب نسمه انسان")
    | words("انسانا باحثي موظفي مهندسي صحافي صحافيا صحافيين كادر جنديا جنود نفر")
) - words("عالمي عالمه فنيه تقنيه تقنيا تقنيات فنيات تنفيذيه عامله رجلي عضوي فرده معلمه معلمات")


@dataclass(frozen=True)
class Unit:
    """A unit and where its words end: code as Quantity has it, or the family of a currency that must be named elsewhere."""

    code: str | None
    kind: str
    end: int
    family: str | None = None

    @property
    def what(self) -> tuple[str | None, str, str | None]:
        """What is counted, wherever its words stand."""
        return self.code, self.kind, self.family


def after(tokens: Tokens, place: int) -> Unit | None:
    """The unit whose words begin at a place, or None. A hyphen may stand before it (28-year-old)."""
    hyphen = tokens[place].raw in "-‑–" and not tokens[place].gap and not tokens[place + 1].gap
    if hyphen and tokens[place + 1].kind == "word":
        found = after_hyphen(tokens, place + 1)
        return found or money(tokens, place + 1)
    return share(tokens, place) or money(tokens, place) or time(tokens, place) or people(tokens, place)


def after_hyphen(tokens: Tokens, place: int) -> Unit | None:
    """The unit inside a compound: 28-year-old, 10-person, 5-percent."""
    word = tokens[place].text
    if word in DURATIONS:
        joined = tokens[place + 1].raw == "-" and tokens[place + 2].text in ("old", "olds") and not tokens[place + 1].gap
        return Unit(DURATIONS[word], "duration", place + (3 if joined else 1))
    if word in ("second", "person", "people"):
        return Unit("seconds", "duration", place + 1) if word == "second" else Unit("people", "people", place + 1)
    return share(tokens, place)


def share(tokens: Tokens, place: int) -> Unit | None:
    """A percentage, percentage points or basis points."""
    for phrases, code in ((POINTS, "points"), (BASIS, "basis points"), (PERCENT, "percent")):
        for phrase in phrases:
            if all(tokens[place + n].text == word for n, word in enumerate(phrase)):
                end = place + len(phrase)
                pointed = code == "percent" and tokens[end].text in ("point", "points")
                return Unit("points", "points", end + 1) if pointed else Unit(code, code, end)
    return None


def money(tokens: Tokens, place: int) -> Unit | None:
    """A currency after its figure: a sign, a code, an Arabic abbreviation, or its name with its country's."""
    token = tokens[place]
    if token.kind == "symbol":
        taken = tokens[place + 1].kind == "number" and not tokens[place + 1].gap and token.gap
        return None if taken else Unit(currencies.SIGNS.get(token.text), "currency", place + 1)
    if token.kind != "word":
        return None
    code = currencies.code_of(tokens, place)
    if code or token.raw in currencies.OTHER_CODES:
        return Unit(code, "currency", place + 1)
    if token.arabic:
        return arabic_money(tokens, place + 1 if token.text == "من" else place, token.text == "من")
    return english_money(tokens, place)


def arabic_money(tokens: Tokens, place: int, definite: bool) -> Unit | None:
    """دولار كندي, or «من الدولارات» after a scale."""
    word = tokens[place].text
    family = currencies.NOUNS.get(word.removeprefix("ال") if word.startswith("ال") else word)
    if not family or not tokens[place].arabic or (definite and not word.startswith("ال")):
        return None
    return whose(tokens, place + 1, family)


def whose(tokens: Tokens, place: int, family: str) -> Unit:
    """A currency with the country that follows its noun; without one its default, or its family alone."""
    country = currencies.country_after(tokens, place, family)
    if country:
        return Unit(country[0], "currency", place + country[1])
    return Unit(currencies.DEFAULTS.get(family), "currency", place, family)


def english_money(tokens: Tokens, place: int) -> Unit | None:
    """dollars, Canadian dollars, Hong Kong dollars, pounds sterling; a country it does not know leaves the figure bare."""
    for count in (0, 1, 2, 3):
        family = currencies.NOUNS.get(tokens[place + count].text)
        if family and count:
            code = currencies.countries().get((family, currencies.described(tokens.words(place, count))))
            return Unit(code, "currency", place + count + 1) if code else None
        if family and family not in currencies.NAMED_ONLY and tokens[place].latin:
            return whose(tokens, place + 1, family)
        if not tokens[place + count].latin:
            return None
    return None


def time(tokens: Tokens, place: int) -> Unit | None:
    """A duration or an age, of whatever kind of days."""
    place += tokens[place].text in ("trading", "business", "working", "consecutive", "straight", "full", "calendar")
    unit, following = DURATIONS.get(tokens[place].text), tokens[place + 1].raw
    if tokens[place].text in ("عام", "سنه") and following.isdigit() and len(following) == 4:
        return None  # «رقم 45 عام 1447»: the word belongs to the year
    return Unit(unit, "duration", place + 1) if unit else None


def people(tokens: Tokens, place: int) -> Unit | None:
    """A count of people, with the few adjectives that may stand between in English."""
    if tokens[place].arabic:
        return Unit("people", "people", place + 1) if tokens[place].text in ARABIC_PEOPLE else None
    for count in range(5):
        token = tokens[place + count]
        joined = token.raw == "-" and not token.gap and count
        if token.text in ENGLISH_PEOPLE:
            follows = tokens[place + count + 1].text == "members" and token.text == "staff"
            return Unit("people", "people", place + count + (2 if follows else 1))
        if not joined and token.text not in ADJECTIVES:
            return None
    return None
