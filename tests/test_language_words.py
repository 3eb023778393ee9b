"""Numbers in words: cardinals, ranks, ratios, ranges and dates; the Arabic was written by hand, ~ does not break."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from analysis import language
from analysis.language import cardinal, date, number, period, rank, ratio, span
from analysis.language.vocabulary import book

NAMES = {"\u00a0": "~", "\u061c": "<ALM>", "\u2066": "<LRI>", "\u2067": "<RLI>", "\u2069": "<PDI>", "\u200f": "<RLM>"}
BN, M = 10**9, 10**6


def seen(text: str) -> str:
    """The text with what is invisible made visible."""
    return "".join(NAMES.get(c, c) for c in text)


CARDINALS = [  # n, with a masculine noun, with a feminine noun
    (0, "صفر", "صفر"),
    (1, "واحد", "واحدة"),
    (2, "اثنان", "اثنتان"),
    (3, "ثلاثة", "ثلاث"),
    (4, "أربعة", "أربع"),
    (5, "خمسة", "خمس"),
    (6, "ستة", "ست"),
    (7, "سبعة", "سبع"),
    (8, "ثمانية", "ثمانٍ"),
    (9, "تسعة", "تسع"),
    (10, "عشرة", "عشر"),
    (11, "أحد عشر", "إحدى عشرة"),
    (12, "اثنا عشر", "اثنتا عشرة"),
    (13, "ثلاثة عشر", "ثلاث عشرة"),
    (14, "أربعة عشر", "أربع عشرة"),
    (15, "خمسة عشر", "خمس عشرة"),
    (16, "ستة عشر", "ست عشرة"),
    (17, "سبعة عشر", "سبع عشرة"),
    (18, "ثمانية عشر", "ثماني عشرة"),
    (19, "تسعة عشر", "تسع عشرة"),
    (20, "عشرون", "عشرون"),
    (21, "واحد وعشرون", "إحدى وعشرون"),
    (22, "اثنان وعشرون", "اثنتان وعشرون"),
    (23, "ثلاثة وعشرون", "ثلاث وعشرون"),
    (28, "ثمانية وعشرون", "ثمانٍ وعشرون"),
    (30, "ثلاثون", "ثلاثون"),
    (40, "أربعون", "أربعون"),
    (50, "خمسون", "خمسون"),
    (60, "ستون", "ستون"),
    (70, "سبعون", "سبعون"),
    (80, "ثمانون", "ثمانون"),
    (99, "تسعة وتسعون", "تسع وتسعون"),
    (100, "مئة", "مئة"),
    (101, "مئة وواحد", "مئة وواحدة"),
    (102, "مئة واثنان", "مئة واثنتان"),
    (108, "مئة وثمانية", "مئة وثمانٍ"),
    (110, "مئة وعشرة", "مئة وعشر"),
    (111, "مئة وأحد عشر", "مئة وإحدى عشرة"),
    (120, "مئة وعشرون", "مئة وعشرون"),
    (200, "مئتان", "مئتان"),
    (212, "مئتان واثنا عشر", "مئتان واثنتا عشرة"),
    (300, "ثلاثمئة", "ثلاثمئة"),
    (400, "أربعمئة", "أربعمئة"),
    (500, "خمسمئة", "خمسمئة"),
    (600, "ستمئة", "ستمئة"),
    (700, "سبعمئة", "سبعمئة"),
    (800, "ثمانمئة", "ثمانمئة"),
    (999, "تسعمئة وتسعة وتسعون", "تسعمئة وتسع وتسعون"),
    (1000, "ألف", "ألف"),
    (1001, "ألف وواحد", "ألف وواحدة"),
    (1100, "ألف ومئة", "ألف ومئة"),
    (1975, "ألف وتسعمئة وخمسة وسبعون", "ألف وتسعمئة وخمس وسبعون"),
    (2000, "ألفان", "ألفان"),
    (2025, "ألفان وخمسة وعشرون", "ألفان وخمس وعشرون"),
    (3000, "ثلاثة آلاف", "ثلاثة آلاف"),
    (8000, "ثمانية آلاف", "ثمانية آلاف"),
    (10_000, "عشرة آلاف", "عشرة آلاف"),
    (10_500, "عشرة آلاف وخمسمئة", "عشرة آلاف وخمسمئة"),
    (11_000, "أحد عشر ألفًا", "أحد عشر ألفًا"),
    (12_012, "اثنا عشر ألفًا واثنا عشر", "اثنا عشر ألفًا واثنتا عشرة"),
    (21_003, "واحد وعشرون ألفًا وثلاثة", "واحد وعشرون ألفًا وثلاث"),
    (100_000, "مئة ألف", "مئة ألف"),
    (101_000, "مئة ألف وألف", "مئة ألف وألف"),
    (102_000, "مئة ألف وألفان", "مئة ألف وألفان"),
    (103_000, "مئة وثلاثة آلاف", "مئة وثلاثة آلاف"),
    (200_000, "مئتا ألف", "مئتا ألف"),
    (450_000, "أربعمئة وخمسون ألفًا", "أربعمئة وخمسون ألفًا"),
    (1_000_000, "مليون", "مليون"),
    (2_000_000, "مليونان", "مليونان"),
    (3_000_000, "ثلاثة ملايين", "ثلاثة ملايين"),
    (15_000_000, "خمسة عشر مليونًا", "خمسة عشر مليونًا"),
    (100_000_000, "مئة مليون", "مئة مليون"),
    (1_200_000, "مليون ومئتا ألف", "مليون ومئتا ألف"),
    (2 * BN, "ملياران", "ملياران"),
    (14_300_000_000, "أربعة عشر مليارًا وثلاثمئة مليون", "أربعة عشر مليارًا وثلاثمئة مليون"),
    (
        999_999_999_999,
        "تسعمئة وتسعة وتسعون مليارًا وتسعمئة وتسعة وتسعون مليونًا وتسعمئة وتسعة وتسعون ألفًا وتسعمئة وتسعة وتسعون",
        "تسعمئة وتسعة وتسعون مليارًا وتسعمئة وتسعة وتسعون مليونًا وتسعمئة وتسعة وتسعون ألفًا وتسعمئة وتسع وتسعون",
    ),
    (5 * 10**12, "خمسة تريليونات", "خمسة تريليونات"),
]


@pytest.mark.parametrize(("n", "masculine", "feminine"), CARDINALS)
def test_arabic_cardinals_agree_in_gender(n: int, masculine: str, feminine: str):
    """A number read out in the nominative, once for a masculine and once for a feminine noun."""
    assert (cardinal(n), cardinal(n, "feminine")) == (masculine, feminine)


@pytest.mark.parametrize(
    ("n", "gender", "expected"),
    [
        (2, "masculine", "اثنين"),
        (2, "feminine", "اثنتين"),
        (3, "feminine", "ثلاث"),
        (8, "feminine", "ثمانٍ"),
        (11, "feminine", "إحدى عشرة"),
        (12, "masculine", "اثني عشر"),
        (12, "feminine", "اثنتي عشرة"),
        (20, "masculine", "عشرين"),
        (22, "masculine", "اثنين وعشرين"),
        (28, "feminine", "ثمانٍ وعشرين"),
        (80, "masculine", "ثمانين"),
        (200, "masculine", "مئتين"),
        (232, "feminine", "مئتين واثنتين وثلاثين"),
        (300, "masculine", "ثلاثمئة"),
        (2000, "masculine", "ألفين"),
        (2025, "masculine", "ألفين وخمسة وعشرين"),
        (12_000, "masculine", "اثني عشر ألفًا"),
        (200_000, "masculine", "مئتي ألف"),
        (102_000, "masculine", "مئة ألف وألفين"),
        (2 * BN, "masculine", "مليارين"),
        (90 * M, "masculine", "تسعين مليونًا"),
    ],
)
def test_arabic_cardinals_in_the_oblique(n: int, gender: str, expected: str):
    """After a preposition or as an object, tens, duals and twelve change."""
    assert cardinal(n, gender, oblique=True) == expected


@pytest.mark.parametrize(
    ("n", "gender", "oblique", "expected"),
    [
        (8, "feminine", False, "ثماني"),
        (108, "feminine", False, "مئة وثماني"),
        (28, "feminine", False, "ثمانٍ وعشرون"),
        (200, "masculine", False, "مئتا"),
        (200, "masculine", True, "مئتي"),
        (1200, "masculine", False, "ألف ومئتا"),
        (2000, "masculine", False, "ألفا"),
        (2000, "masculine", True, "ألفي"),
        (11_000, "masculine", False, "أحد عشر ألف"),
        (2 * M, "masculine", True, "مليوني"),
        (2005, "masculine", False, "ألفان وخمسة"),
    ],
)
def test_arabic_cardinals_before_their_noun(n: int, gender: str, oblique: bool, expected: str):
    """Only the last part of a number is completed by the noun and loses its ending."""
    assert cardinal(n, gender, oblique=oblique, of=True) == expected


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "zero"),
        (1, "one"),
        (10, "ten"),
        (12, "twelve"),
        (13, "thirteen"),
        (18, "eighteen"),
        (20, "twenty"),
        (21, "twenty-one"),
        (40, "forty"),
        (85, "eighty-five"),
        (99, "ninety-nine"),
        (100, "one hundred"),
        (101, "one hundred and one"),
        (342, "three hundred and forty-two"),
        (1000, "one thousand"),
        (1001, "one thousand and one"),
        (1234, "one thousand two hundred and thirty-four"),
        (10_500, "ten thousand five hundred"),
        (1_000_000, "one million"),
        (1_000_020, "one million and twenty"),
        (14_300_000_000, "fourteen billion three hundred million"),
        (
            999_999_999_999,
            "nine hundred and ninety-nine billion nine hundred and ninety-nine million "
            "nine hundred and ninety-nine thousand nine hundred and ninety-nine",
        ),
        (5 * 10**12, "five trillion"),
    ],
)
def test_english_cardinals(n: int, expected: str):
    """A number read out in British English."""
    assert cardinal(n, language="en") == expected


VALUES = {  # each line names its words and the values they have
    word: value
    for words, values in [
        ("واحد واحدة إحدى أحد", [1] * 4),
        ("اثنان اثنتان اثنا اثنتا", [2] * 4),
        ("ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة", range(3, 11)),
        ("ثلاث أربع خمس ست سبع ثماني تسع عشر", range(3, 11)),
        ("ثمانٍ", [8]),
        ("عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون", range(20, 100, 10)),
        ("مئة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة", range(100, 1000, 100)),
        ("مئتا", [200]),
    ]
    for word, value in zip(words.split(), values, strict=True)
}
SCALES = {"ألف ألفًا آلاف": 10**3, "مليون مليونًا ملايين": 10**6, "مليار مليارًا مليارات": 10**9}
DUALS = {"ألفان": 2 * 10**3, "مليونان": 2 * 10**6, "ملياران": 2 * 10**9}


def heard(text: str) -> int:
    """What a listener adds up: each group counts in the scale that follows it."""
    total = group = 0
    scales = {word: value for words, value in SCALES.items() for word in words.split()}
    for word in text.split():
        word = word if word in VALUES else word.removeprefix("و")
        if word in VALUES:
            group += VALUES[word]
        else:
            total, group = total + DUALS.get(word, (group or 1) * scales.get(word, 0)), 0
            assert word in scales or word in DUALS, word
    return total + group


@pytest.mark.parametrize("gender", ["masculine", "feminine"])
def test_arabic_cardinals_are_heard_as_what_they_say(gender: str):
    """Every number to two thousand and many larger ones add up again from their words."""
    drawn = random.Random(7)
    numbers = [*range(1, 2001), *(drawn.randrange(10 ** drawn.randint(4, 12)) + 1 for _ in range(2000))]

    assert not [n for n in numbers if n < 10**12 and heard(cardinal(n, gender)) != n]


@pytest.mark.parametrize("wrong", [-1, 10**15, 2.5, Decimal(3), True, "3"])
def test_what_is_no_cardinal_is_refused(wrong: object):
    """Below zero, beyond the scales and fractions have no words; the error says which do."""
    with pytest.raises(ValueError, match=r"cardinal: found .*, expected a whole number from 0 to 999999999999999\."):
        cardinal(wrong)


def test_gender_is_one_of_two():
    """A mistaken gender is refused by both, with what was expected."""
    for say in (cardinal, rank):
        with pytest.raises(ValueError, match='gender: found "f", expected masculine or feminine'):
            say(3, "f")


COUNTS = [
    (0, "people", "لا أحد", "nobody"),
    (0, "deals", "لا صفقات", "no deals"),
    (0, "employees", "لا موظفين", "no employees"),
    (0, "people:oblique", "صفر شخص", "nobody"),
    (0, "USD", "صفر دولار", "zero US dollars"),
    (0, "days", "صفر يوم", "zero days"),
    (0, "percent", "صفر في المئة", "zero percent"),
    (0, "percentage_points", "صفر نقطة مئوية", "zero percentage points"),
    (1, "people", "شخص واحد", "one person"),
    (2, "people", "شخصان", "two people"),
    (2, "people:oblique", "شخصين", "two people"),
    (3, "people", "ثلاثة أشخاص", "three people"),
    (3, "deals", "ثلاث صفقات", "three deals"),
    (8, "readings", "ثماني قراءات", "eight readings"),
    (8, "labs", "ثمانية مختبرات", "eight labs"),
    (10, "sources", "عشرة مصادر", "ten sources"),
    (10, "companies", "عشر شركات", "ten companies"),
    (11, "researchers", "أحد عشر باحثًا", "eleven researchers"),
    (11, "deals", "إحدى عشرة صفقة", "eleven deals"),
    (12, "months:oblique", "اثني عشر شهرًا", "twelve months"),
    (12, "deals", "اثنتا عشرة صفقة", "twelve deals"),
    (20, "employees:oblique", "عشرين موظفًا", "twenty employees"),
    (28, "age", "ثمانٍ وعشرون سنة", "twenty-eight years old"),
    (28, "years", "ثمانية وعشرون عامًا", "twenty-eight years"),
    (99, "days", "تسعة وتسعون يومًا", "ninety-nine days"),
    (100, "people", "مئة شخص", "one hundred people"),
    (101, "people", "مئة شخص وشخص", "one hundred and one people"),
    (102, "people", "مئة شخص وشخصان", "one hundred and two people"),
    (102, "people:oblique", "مئة شخص وشخصين", "one hundred and two people"),
    (103, "people", "مئة وثلاثة أشخاص", "one hundred and three people"),
    (103, "deals", "مئة وثلاث صفقات", "one hundred and three deals"),
    (111, "deals", "مئة وإحدى عشرة صفقة", "one hundred and eleven deals"),
    (200, "people", "مئتا شخص", "two hundred people"),
    (200, "people:oblique", "مئتي شخص", "two hundred people"),
    (201, "deals", "مئتا صفقة وصفقة", "two hundred and one deals"),
    (1000, "people", "ألف شخص", "one thousand people"),
    (1001, "days", "ألف يوم ويوم", "one thousand and one days"),
    (1503, "employees", "ألف وخمسمئة وثلاثة موظفين", "one thousand five hundred and three employees"),
    (10_500, "people", "عشرة آلاف وخمسمئة شخص", "ten thousand five hundred people"),
    (11_000, "people", "أحد عشر ألف شخص", "eleven thousand people"),
    (1_200_000, "people", "1.2~مليون~شخص", "1.2m~people"),
    (2 * M, "users:bare", "مليونا مستخدم", "two million users"),
    (2 * M, "users", "مليونا مستخدم", "two million users"),
    (450 * M, "users", "أربعمئة وخمسون مليون مستخدم", "four hundred and fifty million users"),
    (3, "percentage_points", "ثلاث نقاط مئوية", "three percentage points"),
    (11, "percentage_points", "إحدى عشرة نقطة مئوية", "eleven percentage points"),
    (64, "percent", "أربعة وستون في المئة", "sixty-four percent"),
    (Decimal("4.3"), "percent", "<ALM>4.3٪", "4.3%"),
    (3, "times", "ثلاثة أضعاف", "three times"),
    (33, "times:of", "ثلاثة وثلاثون ضعف", "thirty-three times"),
    (7, "", "سبعة", "seven"),
    (8, ":feminine", "ثمانٍ", "eight"),
    (-7, "", "سالب سبعة", "minus seven"),
    (2025, "year", "2025", "2025"),
    (3 * BN, "USD", "ثلاثة مليارات دولار", "three billion US dollars"),
    (15 * M, "USD", "خمسة عشر مليون دولار", "fifteen million US dollars"),
    (15 * M, "USD:bare", "خمسة عشر مليونًا", "fifteen million"),
    (2 * BN, "USD", "مليارا دولار", "two billion US dollars"),
    (2 * BN, "USD:oblique", "ملياري دولار", "two billion US dollars"),
    (-2 * BN, "USD", "سالب ملياري دولار", "minus two billion US dollars"),
    (14_300_000_000, "USD", "14.3~مليار~دولار", "$14.3bn"),
    (12_345, "USD", "12.3~ألف~دولار", "$12,300"),
    (Decimal("0.31"), "USD", "0.31~دولار", "$0.31"),
    (102 * BN, "USD", "مئة مليار ومليارا دولار", "one hundred and two billion US dollars"),
    (5 * 10**12, "USD", "خمسة تريليونات دولار", "five trillion US dollars"),
    (2, "SAR", "ريالان سعوديان", "two Saudi riyals"),
    (3, "SAR", "ثلاثة ريالات سعودية", "three Saudi riyals"),
    (102, "SAR", "مئة ريال سعودي وريالان سعوديان", "one hundred and two Saudi riyals"),
    (11, "AED", "أحد عشر درهمًا إماراتيًّا", "eleven UAE dirhams"),
    (5, "EGP", "خمسة جنيهات مصرية", "five Egyptian pounds"),
    (1, "EUR", "يورو واحد", "one euro"),
    (2, "EUR", "يورو اثنان", "two euros"),
    (2, "EUR:oblique", "يورو اثنين", "two euros"),
    (3, "EUR", "ثلاثة يورو", "three euros"),
    (102, "EUR", "مئة واثنان يورو", "one hundred and two euros"),
    (2 * BN, "EUR", "مليارا يورو", "two billion euros"),
    (400 * M, "GBP", "أربعمئة مليون جنيه إسترليني", "four hundred million pounds sterling"),
    (10**40, "USD", f"{10**28:,}~تريليون~دولار", f"${10**28:,}tn"),
]


@pytest.mark.parametrize(("count", "unit", "arabic", "english"), COUNTS)
def test_counts_in_words(count: Decimal, unit: str, arabic: str, english: str):
    """In words a number agrees with its noun in gender and case; fractions, years and what has no name stay in digits."""
    said = number(count, f"{unit}:words"), number(count, f"{unit}:words", "en")

    assert tuple(map(seen, said)) == (arabic, english)


@pytest.mark.parametrize(
    ("value", "unit", "arabic", "arab_digits", "english"),
    [
        (1, "percentage_points", "نقطة~مئوية~واحدة", "نقطة~مئوية~واحدة", "1~percentage~point"),
        (2, "percentage_points", "نقطتان~مئويتان", "نقطتان~مئويتان", "2~percentage~points"),
        (Decimal("2.5"), "percentage_points", "2.5~نقطة~مئوية", "٢٫٥~نقطة~مئوية", "2.5~percentage~points"),
        (-1, "percentage_points", "<LRI>−1<PDI>~نقطة~مئوية", "<LRI>−١<PDI>~نقطة~مئوية", "−1~percentage~point"),
        (-4, "percentage_points", "<LRI>−4<PDI>~نقاط~مئوية", "<LRI>−٤<PDI>~نقاط~مئوية", "−4~percentage~points"),
        (28, "age", "28~سنة", "٢٨~سنة", "28~years~old"),
        (1, "age", "سنة~واحدة", "سنة~واحدة", "1~year~old"),
        (3, "age", "3~سنوات", "٣~سنوات", "3~years~old"),
        (28, "years", "28~عامًا", "٢٨~عامًا", "28~years"),
        (8, "ratio", "8 إلى 1", "٨ إلى ١", "8 to 1"),
        (Decimal("2.5"), "ratio", "2.5 إلى 1", "٢٫٥ إلى ١", "2.5 to 1"),
        (8, "ratio:words", "ثمانية إلى واحد", "ثمانية إلى واحد", "eight to one"),
        (Decimal("2.5"), "ratio:words", "2.5 إلى 1", "٢٫٥ إلى ١", "2.5 to 1"),
        (1_200_000, "people", "1.2~مليون~شخص", "١٫٢~مليون~شخص", "1.2m~people"),
        (10_500, "people", "10,500~شخص", "١٠٬٥٠٠~شخص", "10,500~people"),
        (102, "people", "102~شخص", "١٠٢~شخص", "102~people"),
        (111, "people", "111~شخصًا", "١١١~شخصًا", "111~people"),
        (1001, "people", "1,001~شخص", "١٬٠٠١~شخص", "1,001~people"),
        (1, "rank", "الأول", "الأول", "first"),
        (2, "rank:feminine", "الثانية", "الثانية", "second"),
        (1, "rank:indefinite", "أول", "أول", "first"),
        (20, "rank:feminine:oblique", "العشرين", "العشرين", "twentieth"),
        (22, "rank:figures", "22", "٢٢", "22nd"),
        (Decimal("2.5"), "rank", "2.5", "٢٫٥", "2.5"),
        (0, "rank", "0", "٠", "0"),
        (1000, "rank", "1,000", "١٬٠٠٠", "1,000"),
        (2, "EUR", "2~يورو", "٢~يورو", "€2"),
        (2, "EUR:oblique", "2~يورو", "٢~يورو", "€2"),
        (3, "EUR", "3~يورو", "٣~يورو", "€3"),
        (11, "SAR", "11~ريالًا~سعوديًّا", "١١~ريالًا~سعوديًّا", "SAR~11"),
        (3, "GBP", "3~جنيهات~إسترلينية", "٣~جنيهات~إسترلينية", "£3"),
        (Decimal("-0.31"), "USD", "<LRI>−0.31<PDI>~دولار", "<LRI>−٠٫٣١<PDI>~دولار", "−$0.31"),
    ],
)
def test_measures_in_both_digits(value: Decimal, unit: str, arabic: str, arab_digits: str, english: str):
    """Points, ages, ratios, counts, ranks and money in Western and Arabic-Indic digits."""
    said = number(value, unit), number(value, unit, digits="arab"), number(value, unit, "en")

    assert tuple(map(seen, said)) == (arabic, arab_digits, english)


def test_ratio_of_two():
    """So many of one for so many of another; unknown when either is."""
    assert (ratio(8), ratio(8, 3, "en"), ratio(8, 3, digits="arab")) == ("8 إلى 1", "8 to 3", "٨ إلى ٣")
    assert (ratio(3, 2, manner="words"), ratio(3, 2, "en", manner="words")) == ("ثلاثة إلى اثنين", "three to two")
    assert (ratio(None, 2), ratio(2, None, "en")) == ("غير معروف", "unknown")


RANGES = [
    (25, 28, "age:between", "بين 25 و28~سنة", "بين ٢٥ و٢٨~سنة", "between 25 and 28~years~old"),
    (25, 28, "age", "25 إلى 28~سنة", "٢٥ إلى ٢٨~سنة", "25–28~years~old"),
    (7, 10, "people:between", "بين 7 و10~أشخاص", "بين ٧ و١٠~أشخاص", "between 7 and 10~people"),
    (2019, 2024, "year:between", "بين 2019 و2024", "بين ٢٠١٩ و٢٠٢٤", "between 2019 and 2024"),
    (31, 52, "percent", "<ALM>31٪ إلى 52٪", "<ALM>٣١٪ إلى ٥٢٪", "31–52%"),
    (31, 52, "percent:between", "بين <ALM>31٪ و52٪", "بين <ALM>٣١٪ و٥٢٪", "between 31% and 52%"),
    (2, 3, "percentage_points", "2 إلى 3~نقاط~مئوية", "٢ إلى ٣~نقاط~مئوية", "2–3~percentage~points"),
    (9 * BN, 15 * BN, "USD:between", "بين 9 و15~مليار~دولار", "بين ٩ و١٥~مليار~دولار", "between $9bn and $15bn"),
    (
        9 * BN,
        15 * BN,
        "SAR:between",
        "بين 9 و15~مليار~ريال~سعودي",
        "بين ٩ و١٥~مليار~ريال~سعودي",
        "between SAR~9bn and SAR~15bn",
    ),
    (
        800 * M,
        1200 * M,
        "USD",
        "800~مليون~دولار إلى 1.2~مليار~دولار",
        "٨٠٠~مليون~دولار إلى ١٫٢~مليار~دولار",
        "$800m–$1.2bn",
    ),
    (
        2 * M,
        2 * BN,
        "USD:between",
        "بين مليوني~دولار وملياري~دولار",
        "بين مليوني~دولار وملياري~دولار",
        "between $2m and $2bn",
    ),
    (900_000, 1_200_000, "people", "900,000~شخص إلى 1.2~مليون~شخص", "٩٠٠٬٠٠٠~شخص إلى ١٫٢~مليون~شخص", "900,000–1.2m~people"),
    (8, 11, "ratio", "بين 8 و11 إلى 1", "بين ٨ و١١ إلى ١", "8–11 to 1"),
    (8, 11, "ratio:between", "بين 8 و11 إلى 1", "بين ٨ و١١ إلى ١", "between 8 and 11 to 1"),
    (2, 3, "times:between", "بين 2 و3~أضعاف", "بين ٢ و٣~أضعاف", "between 2× and 3×"),
    (-3, 5, "percent", "<ALM><LRI>−3<PDI>٪ إلى 5٪", "<ALM><LRI>−٣<PDI>٪ إلى ٥٪", "−3% to 5%"),
    (-3, 5, "people", "<LRI>−3<PDI> إلى 5~أشخاص", "<LRI>−٣<PDI> إلى ٥~أشخاص", "−3 to 5~people"),
    (1, 3, "rank:feminine", "الأولى إلى الثالثة", "الأولى إلى الثالثة", "first to third"),
    (
        20,
        22,
        "rank:feminine:between",
        "بين العشرين والثانية والعشرين",
        "بين العشرين والثانية والعشرين",
        "between twentieth and twenty-second",
    ),
    (1, 3, "rank:figures", "1 إلى 3", "١ إلى ٣", "1st–3rd"),
    (7, 10, "people:words", "سبعة إلى عشرة أشخاص", "سبعة إلى عشرة أشخاص", "seven to ten people"),
    (7, 20, "deals:words:between", "بين سبع وعشرين صفقة", "بين سبع وعشرين صفقة", "between seven and twenty deals"),
    (2, 3, "deals:words", "صفقتان إلى ثلاث صفقات", "صفقتان إلى ثلاث صفقات", "two to three deals"),
    (1, 2, "deals:words:between", "بين صفقة واحدة وصفقتين", "بين صفقة واحدة وصفقتين", "between one and two deals"),
    (
        9 * BN,
        15 * BN,
        "USD:words",
        "تسعة إلى خمسة عشر مليار دولار",
        "تسعة إلى خمسة عشر مليار دولار",
        "nine to fifteen billion US dollars",
    ),
    (9 * BN, Decimal("14.3e9"), "USD:words", "9 إلى 14.3~مليار~دولار", "٩ إلى ١٤٫٣~مليار~دولار", "$9bn–14.3bn"),
    (
        31,
        52,
        "percent:words",
        "واحد وثلاثون إلى اثنين وخمسين في المئة",
        "واحد وثلاثون إلى اثنين وخمسين في المئة",
        "thirty-one to fifty-two percent",
    ),
    (3 * M, 5 * M, "deals:words", "ثلاثة إلى خمسة ملايين صفقة", "ثلاثة إلى خمسة ملايين صفقة", "three to five million deals"),
    (
        -3,
        5,
        "people:words",
        "سالب ثلاثة أشخاص إلى خمسة أشخاص",
        "سالب ثلاثة أشخاص إلى خمسة أشخاص",
        "minus three people to five people",
    ),
    (0, 3, "deals:words", "صفر إلى ثلاث صفقات", "صفر إلى ثلاث صفقات", "zero to three deals"),
    (2, None, "deals:words", "أكثر من صفقتين", "أكثر من صفقتين", "more than two deals"),
    (None, 20, "deals:words", "أقل من عشرين صفقة", "أقل من عشرين صفقة", "less than twenty deals"),
]


@pytest.mark.parametrize(("low", "high", "unit", "arabic", "arab_digits", "english"), RANGES)
def test_ranges_of_every_kind(low: object, high: object, unit: str, arabic: str, arab_digits: str, english: str):
    """A range says its unit once where it can, has no dash in Arabic, and is oblique behind «بين» and «إلى»."""
    said = span(low, high, unit), span(low, high, unit, digits="arab"), span(low, high, unit, "en")

    assert tuple(map(seen, said)) == (arabic, arab_digits, english)


RANKS = [  # n, masculine and feminine with the article, without it
    (1, "الأول", "الأولى", "أول", "أولى"),
    (2, "الثاني", "الثانية", "ثانٍ", "ثانية"),
    (3, "الثالث", "الثالثة", "ثالث", "ثالثة"),
    (4, "الرابع", "الرابعة", "رابع", "رابعة"),
    (5, "الخامس", "الخامسة", "خامس", "خامسة"),
    (6, "السادس", "السادسة", "سادس", "سادسة"),
    (7, "السابع", "السابعة", "سابع", "سابعة"),
    (8, "الثامن", "الثامنة", "ثامن", "ثامنة"),
    (9, "التاسع", "التاسعة", "تاسع", "تاسعة"),
    (10, "العاشر", "العاشرة", "عاشر", "عاشرة"),
    (11, "الحادي عشر", "الحادية عشرة", "حادي عشر", "حادية عشرة"),
    (12, "الثاني عشر", "الثانية عشرة", "ثاني عشر", "ثانية عشرة"),
    (13, "الثالث عشر", "الثالثة عشرة", "ثالث عشر", "ثالثة عشرة"),
    (18, "الثامن عشر", "الثامنة عشرة", "ثامن عشر", "ثامنة عشرة"),
    (19, "التاسع عشر", "التاسعة عشرة", "تاسع عشر", "تاسعة عشرة"),
    (20, "العشرون", "العشرون", "عشرون", "عشرون"),
    (21, "الحادي والعشرون", "الحادية والعشرون", "حادٍ وعشرون", "حادية وعشرون"),
    (22, "الثاني والعشرون", "الثانية والعشرون", "ثانٍ وعشرون", "ثانية وعشرون"),
    (33, "الثالث والثلاثون", "الثالثة والثلاثون", "ثالث وثلاثون", "ثالثة وثلاثون"),
    (80, "الثمانون", "الثمانون", "ثمانون", "ثمانون"),
    (99, "التاسع والتسعون", "التاسعة والتسعون", "تاسع وتسعون", "تاسعة وتسعون"),
    (100, "المئة", "المئة", "مئة", "مئة"),
    (101, "الأول بعد المئة", "الأولى بعد المئة", "أول بعد المئة", "أولى بعد المئة"),
    (
        221,
        "الحادي والعشرون بعد المئتين",
        "الحادية والعشرون بعد المئتين",
        "حادٍ وعشرون بعد المئتين",
        "حادية وعشرون بعد المئتين",
    ),
    (
        999,
        "التاسع والتسعون بعد التسعمئة",
        "التاسعة والتسعون بعد التسعمئة",
        "تاسع وتسعون بعد التسعمئة",
        "تاسعة وتسعون بعد التسعمئة",
    ),
]


@pytest.mark.parametrize(("n", "masculine", "feminine", "some_masculine", "some_feminine"), RANKS)
def test_arabic_ranks(n: int, masculine: str, feminine: str, some_masculine: str, some_feminine: str):
    """A rank in both genders, with the article and without."""
    assert [rank(n, "masculine"), rank(n, "feminine")] == [masculine, feminine]
    assert [rank(n, g, definite=False) for g in ("masculine", "feminine")] == [some_masculine, some_feminine]


def test_arabic_ranks_in_the_oblique():
    """Only the tens and two hundred change."""
    said = [rank(n, "feminine", oblique=True) for n in (1, 2, 11, 20, 22, 200)]

    assert said == ["الأولى", "الثانية", "الحادية عشرة", "العشرين", "الثانية والعشرين", "المئتين"]


@pytest.mark.parametrize(
    ("n", "expected", "figures"),
    [
        (1, "first", "1st"),
        (2, "second", "2nd"),
        (3, "third", "3rd"),
        (4, "fourth", "4th"),
        (5, "fifth", "5th"),
        (8, "eighth", "8th"),
        (9, "ninth", "9th"),
        (11, "eleventh", "11th"),
        (12, "twelfth", "12th"),
        (13, "thirteenth", "13th"),
        (20, "twentieth", "20th"),
        (21, "twenty-first", "21st"),
        (42, "forty-second", "42nd"),
        (99, "ninety-ninth", "99th"),
        (100, "one hundredth", "100th"),
        (101, "one hundred and first", "101st"),
        (112, "one hundred and twelfth", "112th"),
    ],
)
def test_english_ranks(n: int, expected: str, figures: str):
    """A rank in words and in figures."""
    assert (rank(n, language="en"), rank(n, language="en", digits="latn")) == (expected, figures)


def test_arabic_ranks_in_figures():
    """In figures an Arabic rank is the number alone, in the digits asked for."""
    assert (rank(22, digits="latn"), rank(22, "feminine", digits="arab")) == ("22", "٢٢")


@pytest.mark.parametrize("wrong", [0, -1, 1000, 2.5, True, "1"])
def test_what_is_no_rank_is_refused(wrong: object):
    """A rank is a whole number from one; the error says how far words reach."""
    with pytest.raises(ValueError, match=r"rank: found .*, expected a whole number from 1 to 999\. Use number for others"):
        rank(wrong)


MONTHS = {
    "egypt": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "levant": "كانون~الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين~الأول تشرين~الثاني كانون~الأول",
    "both": "يناير/كانون~الثاني فبراير/شباط مارس/آذار أبريل/نيسان مايو/أيار يونيو/حزيران يوليو/تموز أغسطس/آب سبتمبر/أيلول"
    " أكتوبر/تشرين~الأول نوفمبر/تشرين~الثاني ديسمبر/كانون~الأول",
    "algeria": "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "morocco": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
}


@pytest.mark.parametrize("habit", MONTHS)
def test_months_by_habit(habit: str):
    """Each habit has its twelve names; English knows one set."""
    arabic = [seen(date(f"2025-{month:02}", months=habit)).removesuffix("~2025") for month in range(1, 13)]

    assert " ".join(arabic) == MONTHS[habit]
    assert seen(date("2025-06-12", "en", months=habit)) == "12~June~2025"


def test_mistaken_habit_names_the_nearest():
    """A habit that is none of ours is refused in either language."""
    for spoken in ("ar", "en"):
        with pytest.raises(ValueError, match='months: found "levantine", expected levant'):
            date("2025-06", spoken, months="levantine")


@pytest.mark.parametrize(
    ("first", "last", "arabic", "english"),
    [
        ("2025-06-12", "2025-06-15", "من 12 إلى 15~يونيو~2025", "12–15~June~2025"),
        ("2025-06-12", "2025-08-03", "من 12~يونيو إلى 3~أغسطس~2025", "12~June to 3~August~2025"),
        ("2024-12-30", "2025-01-02", "من 30~ديسمبر~2024 إلى 2~يناير~2025", "30~December~2024 to 2~January~2025"),
        ("2025-01", "2025-03", "من يناير إلى مارس~2025", "January to March~2025"),
        ("2024-11", "2025-03", "من نوفمبر~2024 إلى مارس~2025", "November~2024 to March~2025"),
        ("2019", "2024", "من 2019 إلى 2024", "2019–2024"),
        ("2025-06-12", "2025", "من 12~يونيو~2025 إلى 2025", "12~June~2025 to 2025"),
        ("2025-06-12", "2025-08", "من 12~يونيو~2025 إلى أغسطس~2025", "12~June~2025 to August~2025"),
        ("2025-06-12", "2025-06-12", "12~يونيو~2025", "12~June~2025"),
        ("2025-06-12", None, "منذ 12~يونيو~2025", "since 12~June~2025"),
        (None, "2025-06", "حتى يونيو~2025", "until June~2025"),
        (None, None, "غير معروف", "unknown"),
    ],
)
def test_periods(first: str | None, last: str | None, arabic: str, english: str):
    """A period says once what both its ends share; an open end is said in words."""
    assert (seen(period(first, last)), seen(period(first, last, "en"))) == (arabic, english)


def test_period_in_other_digits_and_months():
    """Both ends of a period follow the digits and the names of months asked for."""
    assert seen(period("2025-06-12", "2025-08-03", digits="arab", months="levant")) == "من ١٢~حزيران إلى ٣~آب~٢٠٢٥"


def test_period_the_wrong_way_round_is_refused():
    """A period whose earlier end comes last is refused."""
    with pytest.raises(ValueError, match="period: found 2025-08 before 2025-06-12, expected the earlier end first"):
        period("2025-08", "2025-06-12")


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("في المرتبة {n:rank:feminine}", "في المرتبة الثانية"),
        ("هي {n:rank:indefinite:feminine}", "هي ثانية"),
        ("نسبة {eight:ratio}", "نسبة 8 إلى 1"),
        ("{eight:deals:words} فقط", "ثماني صفقات فقط"),
        ("بعد {twelve:months:words}", "بعد اثني عشر شهرًا"),
        ("فرق بـ{eight:deals:words}", "فرق بثماني صفقات"),
        ("زاد بـ{eight:percentage_points}", "زاد بـ8~نقاط~مئوية"),
        ("سنّه {ages:age:between}", "سنّه بين 25 و28~سنة"),
        ("عددهم {eight::words}", "عددهم ثمانية"),
        ("جرى {days:date}", "جرى من 12 إلى 15~حزيران~2025"),
        ("جرى في {day:date}", "جرى في 12~حزيران~2025"),
    ],
)
def test_manners_inside_a_sentence(template: str, expected: str):
    """Words, ranks, ratios and periods stand in a sentence like any value, oblique behind a preposition."""
    values = {
        "n": 2,
        "eight": 8,
        "twelve": 12,
        "ages": (25, 28),
        "day": "2025-06-12",
        "days": ("2025-06-12", "2025-06-15"),
    }

    assert seen(language.format(template, values, months="levant")) == expected


def test_tables_of_numerals_are_complete():
    """Both languages' tables of numerals have a word for each place."""
    arabic, english = book("ar")["cardinals"], book("en")["cardinals"]
    lengths = {name: len(listed) for name, listed in arabic.items()}

    assert lengths == {
        "masculine": 11, "feminine": 11, "masculine_before_tens": 1, "feminine_before_tens": 1,
        "masculine_teens": 9, "feminine_teens": 9, "tens": 8, "hundreds": 9,
    }  # fmt: skip
    assert (len(english["units"]), len(english["tens"])) == (20, 8)
