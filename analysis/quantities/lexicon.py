"""Number words and scales of both languages, in plain letters, and the prefixes that Arabic writes onto them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

THOUSAND, MILLION, BILLION, TRILLION = (Decimal(10) ** power for power in (3, 6, 9, 12))


def words(*rows: str) -> frozenset[str]:
    """The words of some rows."""
    return frozenset(word for row in rows for word in row.split())


def table(rows: dict[str, str]) -> dict[str, Decimal]:
    """Each word of each row -> the row's number."""
    return {word: Decimal(number) for number, words in rows.items() for word in words.split()}


ARABIC_UNITS = table(
    {
        "1": "واحد واحده واحدا احد احدي",
        "2": "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي",
        "3": "ثلاثه ثلاث ثلاثا",
        "4": "اربعه اربع اربعا",
        "5": "خمسه خمس خمسا",
        "6": "سته ست ستا",
        "7": "سبعه سبع سبعا",
        "8": "ثمانيه ثماني ثمان ثمانيا",
        "9": "تسعه تسع تسعا",
        "10": "عشره عشر عشرا",
    }
)
ARABIC_TENS = table(
    {
        "20": "عشرون عشرين",
        "30": "ثلاثون ثلاثين",
        "40": "اربعون اربعين",
        "50": "خمسون خمسين",
        "60": "ستون ستين",
        "70": "سبعون سبعين",
        "80": "ثمانون ثمانين",
        "90": "تسعون تسعين",
    }
)
HUNDRED = ("مئه", "مائه", "مايه", "ميه")
STEMS = {
    3: "ثلاث ثلث", 4: "اربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان ثماني", 9: "تسع",
}  # fmt: skip
ARABIC_HUNDREDS = {
    **table({"100": "مئه مائه مايه", "200": "مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي ميتين"}),
    **{stem + word: Decimal(100 * n) for n, stems in STEMS.items() for stem in stems.split() for word in HUNDRED},
}
TEN = ("عشر", "عشره")
UNSURE = words("سبع ست تسع خمس عشر ثمان ثماني خمسا ستا سبعا تسعا عشرا ثمانيا")  # seven or a lion, six or a lady
ONE = words("واحد واحده واحدا احد احدي")

# Scales: the bare word may stand for one; the dual for two; the plural needs a numeral.
ARABIC_SCALES = {
    **table({"1000": "الف", "1000000": "مليون", "1000000000": "مليار بليون", "1000000000000": "تريليون ترليون"}),
}
AFTER_NUMERAL = {
    **ARABIC_SCALES,
    **table(
        {
            "1000": "الفا الاف",
            "1000000": "مليونا ملايين",
            "1000000000": "مليارا مليارات بليونا بلايين بليونات",
            "1000000000000": "تريليونا تريليونات ترليونا ترليونات",
        }
    ),
}
DUALS = table(
    {
        "1000": "الفان الفين الفي الفا",
        "1000000": "مليونان مليونين مليوني مليونا",
        "1000000000": "ملياران مليارين ملياري مليارا بليونان بليونين بليوني بليونا",
        "1000000000000": "تريليونان تريليونين تريليوني تريليونا ترليونان ترليونين ترليوني ترليونا",
    }
)
ACCUSATIVE = words("الفا مليونا مليارا بليونا تريليونا ترليونا")  # the dual in construct, or one in the accusative
CONSTRUCT = ACCUSATIVE | words("الفي مليوني ملياري بليوني تريليوني ترليوني")  # ask for what they count
FRACTIONS = table({"0.5": "نصف نصفا", "0.25": "ربع ربعا"})
INEXACT = words("ثلث ثلثا ثلثي ثلثين خمس سدس سبع ثمن تسع عشر خمسي عشري ثلثان")  # fractions no decimal writes
QUARTERS = words("ارباع")

ENGLISH_SMALL = table(
    {
        "1": "one",
        "2": "two",
        "3": "three",
        "4": "four",
        "5": "five",
        "6": "six",
        "7": "seven",
        "8": "eight",
        "9": "nine",
        "10": "ten",
        "11": "eleven",
        "12": "twelve",
        "13": "thirteen",
        "14": "fourteen",
        "15": "fifteen",
        "16": "sixteen",
        "17": "seventeen",
        "18": "eighteen",
        "19": "nineteen",
    }
)
ENGLISH_TENS = table(
    {
        "20": "twenty",
        "30": "thirty",
        "40": "forty fourty",
        "50": "fifty",
        "60": "sixty",
        "70": "seventy",
        "80": "eighty",
        "90": "ninety",
    }
)
ENGLISH_SCALES = table(
    {"12": "dozen", "1000": "thousand", "1000000": "million", "1000000000": "billion", "1000000000000": "trillion"}
)
ENGLISH_AFTER = {
    **ENGLISH_SCALES,
    **table({"100000": "lakh lakhs", "10000000": "crore crores cr"}),
    **table({"1000000": "mn mln millions", "1000000000": "bn bln billions", "1000000000000": "tn trn trillions"}),
}
LETTERS = table({"1000": "k", "1000000": "m mm", "1000000000": "b", "1000000000000": "t"})
GLUED = {**ENGLISH_AFTER, **LETTERS}
ENGLISH_FRACTIONS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}

NEVER = words("لست فالف وألف كست فست لتسع وتسع")  # I am not; he wrote
CONJUNCTIONS = ("و", "ف")
PREPOSITIONS = ("ب", "ل", "ك")


@lru_cache(maxsize=16384)
def readings(word: str) -> tuple[tuple[str, str], ...]:
    """The ways to take a word apart: (prefix, stem), the whole word first."""
    if word in NEVER:
        return ()
    found = [("", word)]
    rests = [("", word)]
    if word[0] in CONJUNCTIONS and len(word) > 2:
        rests.append((word[0], word[1:]))
    for before, rest in list(rests):
        if rest[0] in PREPOSITIONS and len(rest) > 2:
            rests.append((before + rest[0], "ا" + rest if rest.startswith("لل") else rest[1:]))
    for before, rest in rests:
        if before:
            found.append((before, rest))
        if rest.startswith("ال") and len(rest) > 3:
            found.append((before + "ال", rest[2:]))
    return tuple(found)


def stem(word: str, words: dict[str, Decimal] | frozenset[str]) -> tuple[str, str] | None:
    """(prefix, stem) of a word whose stem is among the words, or None."""
    return next((reading for reading in readings(word) if reading[1] in words), None)
