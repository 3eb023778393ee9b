"""Which currency a text names: signs, ISO codes, and CLDR's names in both languages with the spellings that news use."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from babel import Locale

from .letters import letters
from .lexicon import readings, words
from .tokens import Tokens

# Forms of a noun -> its family. A family with a default is read so when nothing else is said.
FAMILIES = {
    "dollar": "dollar dollars دولار دولارا دولارات",
    "euro": "euro euros يورو اليورو",
    "yen": "yen ين ينا",
    "yuan": "yuan renminbi يوان يوانا",
    "pound": "pound pounds جنيه جنيها جنيهات باوند",
    "riyal": "riyal riyals rial rials ريال ريالا ريالات",
    "dirham": "dirham dirhams درهم درهما دراهم",
    "dinar": "dinar dinars دينار دينارا دنانير",
    "lira": "lira liras lire ليره ليرات",
    "franc": "franc francs فرنك فرنكا فرنكات",
    "rupee": "rupee rupees روبيه روبيات",
    "peso": "peso pesos بيزو",
    "krona": "krona kronor kronas krone kroner krones krónur korunas koruna كرونه كرونات",
    "shekel": "shekel shekels شيكل شيكلا شيقل شواكل",
    "ruble": "ruble rubles rouble roubles روبل روبلا",
    "won": "won وون",
    "shilling": "shilling shillings شلن",
    "real": "reais real reals",
    "rand": "rand راند",
    "baht": "baht باخت بات",
    "ringgit": "ringgit ringgits رينغيت",
    "rupiah": "rupiah rupiahs",
    "naira": "naira nairas نايرا",
    "zloty": "zloty zlotys زلوتي",
    "sterling": "sterling استرليني",
}
DEFAULTS = {
    "dollar": "USD", "euro": "EUR", "yen": "JPY", "yuan": "CNY", "shekel": "ILS", "rand": "ZAR", "baht": "THB",
    "ringgit": "MYR", "rupiah": "IDR", "naira": "NGN", "zloty": "PLN", "sterling": "GBP",
}  # fmt: skip
NAMED_ONLY = frozenset({"won", "real", "sterling"})  # verbs and adjectives too: only with a country's name
DUALS = {
    "دولاران": "dollar", "دولارين": "dollar", "جنيهان": "pound", "جنيهين": "pound", "ريالان": "riyal", "ريالين": "riyal",
    "درهمان": "dirham", "درهمين": "dirham", "ديناران": "dinar", "دينارين": "dinar", "ليرتان": "lira", "ليرتين": "lira",
}  # fmt: skip
SAID = {
    "dollar": {
        "USD": "us,u.s.,u.s.a.,american,united states,امريكي,اميركي", "CAD": "canadian,canada,كندي",
        "AUD": "australian,aussie,استرالي",
        "NZD": "new zealand,نيوزيلندي,نيوزلندي", "HKD": "hong kong,هونغ كونغ,هونج كونج",
        "SGD": "singapore,singaporean,سنغافوري",
        "TWD": "taiwan,taiwanese,new taiwan,تايواني", "ZWD": "zimbabwe,zimbabwean,زيمبابوي", "JMD": "jamaican,جامايكي",
    },
    "pound": {
        "GBP": "british,uk,sterling,استرليني,بريطاني", "EGP": "egyptian,مصري", "SDG": "sudanese,سوداني",
        "LBP": "lebanese,لبناني", "SYP": "syrian,سوري",
    },
    "riyal": {
        "SAR": "saudi,saudi arabian,سعودي", "QAR": "qatari,qatar,قطري", "OMR": "omani,عماني", "YER": "yemeni,يمني",
        "IRR": "iranian,ايراني", "BRL": "برازيلي",
    },
    "dirham": {"AED": "uae,emirati,united arab emirates,u.a.e.,اماراتي", "MAD": "moroccan,مغربي"},
    "dinar": {"RSD": "صربي", "IQD": "iraqi,عراقي"},
    "lira": {"TRY": "turkish,تركي", "LBP": "lebanese,لبناني", "SYP": "syrian,سوري", "ITL": "italian,ايطالي"},
    "won": {"KRW": "south korean,korean,كوري,كوري جنوبي,كوريا الجنوبيه"},
    "shekel": {"ILS": "israeli,اسرائيلي"},
    "real": {"BRL": "brazilian"},
    "yuan": {"CNY": "chinese,صيني"},
    "ruble": {"RUB": "russian,روسي"},
    "rupee": {"INR": "indian,هندي", "PKR": "pakistani,باكستاني"},
}  # fmt: skip
SIGNS = {
    "$": "USD", "us$": "USD", "c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD",
    "r$": "BRL", "nt$": "TWD", "mx$": "MXN", "€": "EUR", "£": "GBP", "uk£": "GBP", "e£": "EGP", "eg£": "EGP",
    "cn¥": "CNY", "jp¥": "JPY", "₹": "INR", "₩": "KRW", "₺": "TRY", "₽": "RUB", "₪": "ILS", "₦": "NGN", "₫": "VND",
    "฿": "THB", "₴": "UAH", "\u20c1": "SAR",
}  # fmt: skip
ABBREVIATIONS = {
    "ر.س": "SAR", "ر.ق": "QAR", "ر.ع": "OMR", "د.إ": "AED", "د.ك": "KWD", "د.ب": "BHD", "ج.م": "EGP", "د.أ": "JOD",
}  # fmt: skip
CODES = words(
    "USD EUR GBP JPY CNY CHF CAD AUD NZD HKD SGD INR KRW TWD SEK NOK DKK PLN CZK HUF RUB TRY BRL MXN ZAR ILS AED "
    "SAR QAR KWD "
    "BHD OMR EGP JOD IQD LBP SYP YER MAD DZD TND LYD SDG IRR PKR IDR MYR THB VND NGN KES")
OTHER_CODES = {"RMB": "CNY", "Rs": None, "SR": "SAR", "Dhs": None, "Dh": None, "LE": "EGP"}
NOUNS = {form: family for family, forms in FAMILIES.items() for form in forms.split()}
DATED = re.compile(r"[(0-9–]")


@lru_cache(maxsize=8192)
def described(words: str) -> str:
    """The words of a country in the form that the table is keyed by: no article, no feminine, no accusative."""
    plain = letters(words).text.lower().replace("’", "'")
    bare = [re.sub(r"(?<=ي)[ها]$", "", re.sub(r"^ال(?=..)", "", word)) for word in plain.split()]
    return " ".join(bare)


@cache
def countries() -> dict[tuple[str, str], str]:
    """(family, country as the text says it) -> ISO code: CLDR's names, then ours."""
    found: dict[tuple[str, str], str] = {}
    for locale, first in ((Locale.parse("en"), False), (Locale.parse("ar"), True)):
        for code, name in locale.currencies.items():
            words = name.split()
            noun, rest = (words[0], words[1:]) if first else (words[-1], words[:-1])
            family = NOUNS.get(letters(noun).text.lower())
            if family and rest and not DATED.search(name):
                found.setdefault((family, described(" ".join(rest))), code)
    for family, codes in SAID.items():
        found |= {(family, described(said)): code for code, names in codes.items() for said in names.split(",")}
    return found


@lru_cache(maxsize=8192)
def noun(word: str) -> str | None:
    """The family of a currency's noun, its prefixes aside, or None."""
    return next((NOUNS[stem] for _, stem in readings(word) if stem in NOUNS), None)


def country_after(tokens: Tokens, place: int, family: str) -> tuple[str, int] | None:
    """(code, tokens) of the country's name that follows a noun, the longest first."""
    for count in (3, 2, 1):
        code = countries().get((family, described(tokens.words(place, count))))
        if code:
            return code, count
    return None


def country_before(tokens: Tokens, place: int, family: str) -> str | None:
    """The code of the country's name that precedes a noun, the longest first."""
    for count in (3, 2, 1):
        code = countries().get((family, described(tokens.words(place - count, count))))
        if code:
            return code
    return None


@cache
def families() -> dict[str, str]:
    """ISO code -> family."""
    return {**{code: family for (family, _), code in countries().items()}, **{code: f for f, code in DEFAULTS.items()}}


def named(tokens: Tokens) -> dict[str, set[str]]:
    """Family -> the codes that the text names by word, sign or code: what an unnamed riyal may lean on."""
    found: dict[str, set[str]] = {}
    for place, token in enumerate(tokens.held):
        code = None
        if token.kind == "symbol" and token.raw != "£":
            code = SIGNS.get(token.text)
        elif token.kind == "word":
            family = noun(token.text)
            if family:
                after = country_after(tokens, place + 1, family)
                code = after[0] if after else country_before(tokens, place, family)
                if code:
                    found.setdefault(family, set()).add(code)
            code = code or code_of(tokens, place)
        if code in families():
            found.setdefault(families()[code], set()).add(code)
    return found


def code_of(tokens: Tokens, place: int) -> str | None:
    """The ISO code that a token is: letters, or an Arabic abbreviation such as ر.س."""
    raw = tokens[place].raw
    if raw in CODES:
        return raw
    return OTHER_CODES.get(raw) or ABBREVIATIONS.get(tokens.written(place).rstrip("."))
