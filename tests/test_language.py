"""What `analysis.language` writes and draws; the Arabic was written by hand, with ~ for a space that does not break."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from string import Formatter

import numpy as np
import pandas as pd
import pytest

from analysis import language
from analysis.language import date, join, label, localized, number, plural, scale_of, shapes, span, unit_of, units, words
from analysis.language.vocabulary import book, keys, nouns

NBSP, RLM, ALM, LRI, RLI, PDI = "\u00a0", "\u200f", "\u061c", "\u2066", "\u2067", "\u2069"


def seen(text: str) -> str:
    """The text with what is invisible made visible."""
    names = {NBSP: "~", RLM: "<RLM>", ALM: "<ALM>", LRI: "<LRI>", RLI: "<RLI>", PDI: "<PDI>", "\u200e": "<LRM>"}
    return "".join(names.get(c, c) for c in text)


COUNTS = (0, 1, 2, 3, 10, 11, 99, 100, 101, 103, 1000)
COUNTED = {
    "deals": "0~صفقة|صفقة~واحدة|صفقتان|3~صفقات|10~صفقات|11~صفقة|99~صفقة|100~صفقة|101~صفقة|103~صفقات|1,000~صفقة",
    "people": "0~شخص|شخص~واحد|شخصان|3~أشخاص|10~أشخاص|11~شخصًا|99~شخصًا|100~شخص|101~شخص|103~أشخاص|1,000~شخص",
    "labs": "0~مختبر|مختبر~واحد|مختبران|3~مختبرات|10~مختبرات|11~مختبرًا|99~مختبرًا|100~مختبر|101~مختبر|103~مختبرات"
    "|1,000~مختبر",
    "sources": "0~مصدر|مصدر~واحد|مصدران|3~مصادر|10~مصادر|11~مصدرًا|99~مصدرًا|100~مصدر|101~مصدر|103~مصادر|1,000~مصدر",
    "source_pages": "0~صفحة~مصدر|صفحة~مصدر~واحدة|صفحتا~مصدر|3~صفحات~مصدر|10~صفحات~مصدر|11~صفحة~مصدر|99~صفحة~مصدر"
    "|100~صفحة~مصدر|101~صفحة~مصدر|103~صفحات~مصدر|1,000~صفحة~مصدر",
    "figures": "0~رقم|رقم~واحد|رقمان|3~أرقام|10~أرقام|11~رقمًا|99~رقمًا|100~رقم|101~رقم|103~أرقام|1,000~رقم",
    "readings": "0~قراءة|قراءة~واحدة|قراءتان|3~قراءات|10~قراءات|11~قراءة|99~قراءة|100~قراءة|101~قراءة|103~قراءات"
    "|1,000~قراءة",
    "years": "0~عام|عام~واحد|عامان|3~أعوام|10~أعوام|11~عامًا|99~عامًا|100~عام|101~عام|103~أعوام|1,000~عام",
    "age": "0~سنة|سنة~واحدة|سنتان|3~سنوات|10~سنوات|11~سنة|99~سنة|100~سنة|101~سنة|103~سنوات|1,000~سنة",
    "quarters": "0~ربع|ربع~واحد|ربعان|3~أرباع|10~أرباع|11~ربعًا|99~ربعًا|100~ربع|101~ربع|103~أرباع|1,000~ربع",
    "months": "0~شهر|شهر~واحد|شهران|3~أشهر|10~أشهر|11~شهرًا|99~شهرًا|100~شهر|101~شهر|103~أشهر|1,000~شهر",
    "weeks": "0~أسبوع|أسبوع~واحد|أسبوعان|3~أسابيع|10~أسابيع|11~أسبوعًا|99~أسبوعًا|100~أسبوع|101~أسبوع|103~أسابيع|1,000~أسبوع",
    "days": "0~يوم|يوم~واحد|يومان|3~أيام|10~أيام|11~يومًا|99~يومًا|100~يوم|101~يوم|103~أيام|1,000~يوم",
    "minutes": "0~دقيقة|دقيقة~واحدة|دقيقتان|3~دقائق|10~دقائق|11~دقيقة|99~دقيقة|100~دقيقة|101~دقيقة|103~دقائق|1,000~دقيقة",
    "employees": "0~موظف|موظف~واحد|موظفان|3~موظفين|10~موظفين|11~موظفًا|99~موظفًا|100~موظف|101~موظف|103~موظفين|1,000~موظف",
    "researchers": "0~باحث|باحث~واحد|باحثان|3~باحثين|10~باحثين|11~باحثًا|99~باحثًا|100~باحث|101~باحث|103~باحثين|1,000~باحث",
    "authors": "0~مؤلف|مؤلف~واحد|مؤلفان|3~مؤلفين|10~مؤلفين|11~مؤلفًا|99~مؤلفًا|100~مؤلف|101~مؤلف|103~مؤلفين|1,000~مؤلف",
    "users": "0~مستخدم|مستخدم~واحد|مستخدمان|3~مستخدمين|10~مستخدمين|11~مستخدمًا|99~مستخدمًا|100~مستخدم|101~مستخدم"
    "|103~مستخدمين|1,000~مستخدم",
    "companies": "0~شركة|شركة~واحدة|شركتان|3~شركات|10~شركات|11~شركة|99~شركة|100~شركة|101~شركة|103~شركات|1,000~شركة",
    "models": "0~نموذج|نموذج~واحد|نموذجان|3~نماذج|10~نماذج|11~نموذجًا|99~نموذجًا|100~نموذج|101~نموذج|103~نماذج|1,000~نموذج",
    "pages": "0~صفحة|صفحة~واحدة|صفحتان|3~صفحات|10~صفحات|11~صفحة|99~صفحة|100~صفحة|101~صفحة|103~صفحات|1,000~صفحة",
    "claims": "0~قول|قول~واحد|قولان|3~أقوال|10~أقوال|11~قولًا|99~قولًا|100~قول|101~قول|103~أقوال|1,000~قول",
    "events": "0~حدث|حدث~واحد|حدثان|3~أحداث|10~أحداث|11~حدثًا|99~حدثًا|100~حدث|101~حدث|103~أحداث|1,000~حدث",
    "moves": "0~انتقال|انتقال~واحد|انتقالان|3~انتقالات|10~انتقالات|11~انتقالًا|99~انتقالًا|100~انتقال|101~انتقال"
    "|103~انتقالات|1,000~انتقال",
    "arrivals": "0~وافد|وافد~واحد|وافدان|3~وافدين|10~وافدين|11~وافدًا|99~وافدًا|100~وافد|101~وافد|103~وافدين|1,000~وافد",
    "departures": "0~مغادر|مغادر~واحد|مغادران|3~مغادرين|10~مغادرين|11~مغادرًا|99~مغادرًا|100~مغادر|101~مغادر"
    "|103~مغادرين|1,000~مغادر",
    "rows": "0~صفّ|صفّ~واحد|صفّان|3~صفوف|10~صفوف|11~صفًّا|99~صفًّا|100~صفّ|101~صفّ|103~صفوف|1,000~صفّ",
    "releases": "0~إصدار|إصدار~واحد|إصداران|3~إصدارات|10~إصدارات|11~إصدارًا|99~إصدارًا|100~إصدار|101~إصدار|103~إصدارات"
    "|1,000~إصدار",
    "reports": "0~تقرير|تقرير~واحد|تقريران|3~تقارير|10~تقارير|11~تقريرًا|99~تقريرًا|100~تقرير|101~تقرير|103~تقارير"
    "|1,000~تقرير",
    "charts": "0~رسم|رسم~واحد|رسمان|3~رسوم|10~رسوم|11~رسمًا|99~رسمًا|100~رسم|101~رسم|103~رسوم|1,000~رسم",
    "teams": "0~فريق|فريق~واحد|فريقان|3~فرق|10~فرق|11~فريقًا|99~فريقًا|100~فريق|101~فريق|103~فرق|1,000~فريق",
    "apps": "0~تطبيق|تطبيق~واحد|تطبيقان|3~تطبيقات|10~تطبيقات|11~تطبيقًا|99~تطبيقًا|100~تطبيق|101~تطبيق|103~تطبيقات"
    "|1,000~تطبيق",
    "devices": "0~جهاز|جهاز~واحد|جهازان|3~أجهزة|10~أجهزة|11~جهازًا|99~جهازًا|100~جهاز|101~جهاز|103~أجهزة|1,000~جهاز",
    "points": "0~نقطة|نقطة~واحدة|نقطتان|3~نقاط|10~نقاط|11~نقطة|99~نقطة|100~نقطة|101~نقطة|103~نقاط|1,000~نقطة",
    "percentage_points": "0~نقطة~مئوية|نقطة~مئوية~واحدة|نقطتان~مئويتان|3~نقاط~مئوية|10~نقاط~مئوية|11~نقطة~مئوية"
    "|99~نقطة~مئوية|100~نقطة~مئوية|101~نقطة~مئوية|103~نقاط~مئوية|1,000~نقطة~مئوية",
    "times": "0~ضعف|مثل~واحد|ضعفان|3~أضعاف|10~أضعاف|11~ضعفًا|99~ضعفًا|100~ضعف|101~ضعف|103~أضعاف|1,000~ضعف",
}


@pytest.mark.parametrize("noun", COUNTED)
def test_counted_noun_takes_the_form_of_its_count(noun: str):
    """A counted noun takes its Arabic form at 0, 1, 2, 3, 10, 11, 99, 100, 101, 103 and 1000."""
    assert "|".join(seen(number(count, noun)) for count in COUNTS) == COUNTED[noun]


def test_every_noun_is_held_to_a_hand_written_row():
    """No noun enters the vocabulary without its forms written out in these tests."""
    scales, currencies = {"thousand", "million", "billion", "trillion"}, {"USD", "SAR", "AED", "EGP", "EUR", "GBP"}

    assert set(nouns("ar")) == set(nouns("en")) == set(COUNTED) | scales | currencies


@pytest.mark.parametrize(
    ("count", "unit", "expected"),
    [
        (0, "people", "0~people"),
        (1, "people", "1~person"),
        (2, "deals", "2~deals"),
        (1, "deals", "1~deal"),
        (11, "labs", "11~labs"),
        (1, "percentage_points", "1~percentage~point"),
        (1500, "readings", "1,500~readings"),
        (28, "years", "28~years"),
        (450_000_000, "users", "450m~users"),
        (33, "times", "33×"),
        (2.5, "times", "2.5×"),
    ],
)
def test_english_counts(count: float, unit: str, expected: str):
    """English nouns have two forms, and a multiple is marked by a sign."""
    assert seen(number(count, unit, "en")) == expected


@pytest.mark.parametrize(
    ("count", "unit", "expected"),
    [
        (2, "deals:oblique", "صفقتين"),
        (2, "years:oblique", "عامين"),
        (3, "years:oblique", "3~أعوام"),
        (2, "percentage_points:oblique", "نقطتين~مئويتين"),
        (2, "times:of", "ضعفا"),
        (2, "times:of:oblique", "ضعفي"),
        (1, "times:of", "مثل"),
        (3, "times:of", "3~أضعاف"),
        (33, "times:of", "33~ضعف"),
        (2.5, "times", "2.5~ضعف"),
        (2_000_000, "users", "مليونا~مستخدم"),
        (450_000_000, "users", "450~مليون~مستخدم"),
        (1503, "employees", "1,503~موظفين"),
        (14.5, "years", "14.5~عام"),
    ],
)
def test_case_and_construct(count: float, unit: str, expected: str):
    """A dual follows its case, and loses its nun before what completes it."""
    assert seen(number(count, unit)) == expected


DOLLARS = [
    ("0", "0~دولار", "$0"),
    ("0.31", "0.31~دولار", "$0.31"),
    ("0.5", "0.50~دولار", "$0.50"),
    ("1", "دولار~واحد", "$1"),
    ("2", "دولاران", "$2"),
    ("3", "3~دولارات", "$3"),
    ("11", "11~دولارًا", "$11"),
    ("100", "100~دولار", "$100"),
    ("1000", "ألف~دولار", "$1,000"),
    ("2000", "ألفا~دولار", "$2,000"),
    ("3000", "3~آلاف~دولار", "$3,000"),
    ("11000", "11~ألف~دولار", "$11,000"),
    ("12345", "12.3~ألف~دولار", "$12,300"),
    ("250000", "250~ألف~دولار", "$250,000"),
    ("1000000", "مليون~دولار", "$1m"),
    ("2000000", "مليونا~دولار", "$2m"),
    ("3000000", "3~ملايين~دولار", "$3m"),
    ("11000000", "11~مليون~دولار", "$11m"),
    ("19300000", "19.3~مليون~دولار", "$19.3m"),
    ("870000000", "870~مليون~دولار", "$870m"),
    ("999960000", "مليار~دولار", "$1bn"),
    ("1000000000", "مليار~دولار", "$1bn"),
    ("2000000000", "مليارا~دولار", "$2bn"),
    ("3000000000", "3~مليارات~دولار", "$3bn"),
    ("10000000000", "10~مليارات~دولار", "$10bn"),
    ("14300000000", "14.3~مليار~دولار", "$14.3bn"),
    ("14950000000", "15~مليار~دولار", "$15bn"),
    ("29000000000", "29~مليار~دولار", "$29bn"),
    ("99960000000", "100~مليار~دولار", "$100bn"),
    ("103000000000", "103~مليارات~دولار", "$103bn"),
    ("143600000000", "144~مليار~دولار", "$144bn"),
    ("1000000000000", "تريليون~دولار", "$1tn"),
    ("2000000000000", "تريليونا~دولار", "$2tn"),
    ("5000000000000", "5~تريليونات~دولار", "$5tn"),
    ("12000000000000", "12~تريليون~دولار", "$12tn"),
    ("1500000000000", "1.5~تريليون~دولار", "$1.5tn"),
    ("-3100000000", "<LRI>−3.1<PDI>~مليار~دولار", "−$3.1bn"),
    ("-2000000000", "<LRI>−2<PDI>~مليار~دولار", "−$2bn"),
]


@pytest.mark.parametrize(("amount", "arabic", "english"), DOLLARS)
def test_money_at_every_scale(amount: str, arabic: str, english: str):
    """Money is compacted to the same rounded value in both languages."""
    assert (seen(number(Decimal(amount), "USD")), seen(number(Decimal(amount), "USD", "en"))) == (arabic, english)


@pytest.mark.parametrize(
    ("amount", "unit", "arabic", "english"),
    [
        (53_600_000_000, "SAR", "53.6~مليار~ريال~سعودي", "SAR~53.6bn"),
        (2, "SAR", "ريالان~سعوديان", "SAR~2"),
        (2, "SAR:oblique", "ريالين~سعوديين", "SAR~2"),
        (12, "SAR", "12~ريالًا~سعوديًّا", "SAR~12"),
        (3_000_000, "AED", "3~ملايين~درهم~إماراتي", "AED~3m"),
        (4, "AED", "4~دراهم~إماراتية", "AED~4"),
        (2_000_000_000, "EGP", "مليارا~جنيه~مصري", "EGP~2bn"),
        (5, "EGP", "5~جنيهات~مصرية", "EGP~5"),
        (14_300_000_000, "EUR", "14.3~مليار~يورو", "€14.3bn"),
        (2, "EUR", "2~يورو", "€2"),
        (400_000_000, "GBP", "400~مليون~جنيه~إسترليني", "£400m"),
        (-5_000, "SAR", "<LRI>−5<PDI>~آلاف~ريال~سعودي", "−SAR~5,000"),
    ],
)
def test_currencies(amount: int, unit: str, arabic: str, english: str):
    """Each currency has its Arabic name and its English sign or code."""
    assert (seen(number(amount, unit)), seen(number(amount, unit, "en"))) == (arabic, english)


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        (2_000_000_000, "USD:oblique", "ملياري~دولار"),
        (2_000, "USD:oblique", "ألفي~دولار"),
        (9_000_000_000, "USD:bare", "9~مليارات"),
        (29_000_000_000, "USD:bare", "29~مليارًا"),
        (870_000_000, "USD:bare", "870~مليونًا"),
        (14_300_000_000, "USD:bare", "14.3~مليار"),
        (2_000_000_000, "USD:bare", "ملياران"),
        (13_790_000_000, "USD:2", "13.79~مليار~دولار"),
        (3_000_000_000, "USD:1", "3.0~مليار~دولار"),
        (2_000_000_000, "USD:1", "2.0~مليار~دولار"),
    ],
)
def test_manners_of_money(amount: int, unit: str, expected: str):
    """Behind the unit stand the case, the omission of the currency and the decimals."""
    assert seen(number(amount, unit)) == expected


@pytest.mark.parametrize(
    ("value", "unit", "arabic", "english"),
    [
        (Decimal("64"), "percent", "<ALM>64٪", "64%"),
        (Decimal("4.3"), "percent", "<ALM>4.3٪", "4.3%"),
        (Decimal("-12.5"), "percent", "<ALM><LRI>−12.5<PDI>٪", "−12.5%"),
        (Decimal("104.6"), "percent", "<ALM>105٪", "105%"),
        (Decimal("0.04"), "percent", "<ALM>0.04٪", "0.04%"),
        (2025, "year", "2025", "2025"),
        (1500, None, "1,500", "1,500"),
        (Decimal("14.30"), None, "14.3", "14.3"),
        (Decimal("14300000000"), None, "14,300,000,000", "14,300,000,000"),
        (Decimal("-0.5"), None, "<LRI>−0.5<PDI>", "−0.5"),
        (0.1 + 0.2, None, "0.3", "0.3"),
        (2.25, None, "2.3", "2.3"),
        (np.int64(7), "deals", "7~صفقات", "7~deals"),
        (np.float64(1.5), None, "1.5", "1.5"),
    ],
)
def test_plain_numbers_and_shares(value: float, unit: str | None, arabic: str, english: str):
    """One decimal under 100, none when whole, half up, never a false zero; signs stay with their numbers."""
    assert (seen(number(value, unit)), seen(number(value, unit, "en"))) == (arabic, english)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (Decimal("1234567.5"), None, "١٬٢٣٤٬٥٦٨"),
        (Decimal("14.3"), None, "١٤٫٣"),
        (64, "percent", "<ALM>٦٤٪"),
        (Decimal("-12.5"), "percent", "<ALM><LRI>−١٢٫٥<PDI>٪"),
        (Decimal("14300000000"), "USD", "١٤٫٣~مليار~دولار"),
        (2025, "year", "٢٠٢٥"),
        (3, "deals", "٣~صفقات"),
    ],
)
def test_arabic_indic_digits(value: Decimal, unit: str | None, expected: str):
    """Arabic-Indic digits come with their own separators and percent sign."""
    assert seen(number(value, unit, digits="arab")) == expected


def test_english_keeps_western_digits():
    """Arabic-Indic digits are never put into English."""
    assert number(Decimal("14.3"), "percent", "en", digits="arab") == "14.3%"


def test_given_decimals_are_kept():
    """`decimals` overrides the house rule, zeros included."""
    assert number(Decimal("13.796"), decimals=2) == "13.80"


@pytest.mark.parametrize("missing", [None, float("nan"), Decimal("NaN"), Decimal("sNaN"), pd.NA, pd.NaT])
def test_missing_is_unknown_and_never_zero(missing: object):
    """Whatever a table holds for a missing value is called unknown."""
    assert (number(missing, "USD"), number(missing, "USD", "en")) == ("غير معروف", "unknown")


@pytest.mark.parametrize("wrong", ["14.3", True, float("inf"), [1]])
def test_what_is_no_number_is_refused(wrong: object):
    """A text, a truth value and an infinity are refused by name."""
    with pytest.raises(ValueError, match="expected a finite Decimal, int or float"):
        number(wrong)


def test_mistaken_unit_names_the_nearest():
    """An unknown unit, an unknown manner and an unknown language are refused, with what was expected."""
    with pytest.raises(ValueError, match='unit: found "procent", expected percent'):
        number(1, "procent")
    with pytest.raises(ValueError, match='found "loud", expected oblique, of, bare, words, between, feminine, '):
        number(1, "USD:loud")
    with pytest.raises(ValueError, match='language: found "fr", expected ar or en'):
        number(1, language="fr")
    with pytest.raises(ValueError, match='digits: found "roman", expected latn or arab'):
        number(1, digits="roman")


@pytest.mark.parametrize("unit", units())
@pytest.mark.parametrize("value", [0, 1, 2, 7, 11, 100, Decimal("2.5"), -3, 10**6, Decimal("1e40")])
def test_every_unit_writes_every_size(unit: str, value: Decimal):
    """No unit fails on any size of number in either language."""
    assert number(value, unit, "ar", "arab") and number(value, unit, "en")


BN = 10**9


@pytest.mark.parametrize(
    ("low", "high", "unit", "arabic", "english"),
    [
        (9 * BN, 15 * BN, "USD", "9 إلى 15~مليار~دولار", "$9bn–15bn"),
        (9 * BN, 9 * BN, "USD", "9~مليارات~دولار", "$9bn"),
        (Decimal("1.04e9"), Decimal("1.03e9") + 10**7, "USD", "مليار~دولار", "$1bn"),
        (870 * 10**6, Decimal("1.5e9"), "USD", "870~مليون~دولار إلى 1.5~مليار~دولار", "$870m–$1.5bn"),
        (900 * 10**6, 2 * BN, "USD", "900~مليون~دولار إلى ملياري~دولار", "$900m–$2bn"),
        (1 * BN, 2 * BN, "USD", "1 إلى 2~مليار~دولار", "$1bn–2bn"),
        (9 * BN, 15 * BN, "USD:bare", "9 إلى 15~مليارًا", "$9bn–15bn"),
        (0, 5 * BN, "USD", "0 إلى 5~مليارات~دولار", "$0–5bn"),
        (-3 * BN, 5 * BN, "USD", "<LRI>−3<PDI> إلى 5~مليارات~دولار", "−$3bn to $5bn"),
        (9 * BN, 15 * BN, "SAR", "9 إلى 15~مليار~ريال~سعودي", "SAR~9bn–15bn"),
        (31, 52, "percent", "<ALM>31٪ إلى 52٪", "31–52%"),
        (7, 10, "people", "7 إلى 10~أشخاص", "7–10~people"),
        (9, 11, "people", "9 إلى 11~شخصًا", "9–11~people"),
        (1, 2, "deals", "1 إلى 2~صفقة", "1–2~deals"),
        (2, 3, "times", "2 إلى 3~أضعاف", "2–3×"),
        (2019, 2024, "year", "2019 إلى 2024", "2019–2024"),
        (None, 2 * BN, "USD", "أقل من ملياري~دولار", "less than $2bn"),
        (2 * BN, None, "USD", "أكثر من ملياري~دولار", "more than $2bn"),
        (None, None, "USD", "غير معروف", "unknown"),
    ],
)
def test_ranges(low: object, high: object, unit: str, arabic: str, english: str):
    """A range names its unit once where it can; equal ends are one number, an open end is said in words."""
    assert (seen(span(low, high, unit)), seen(span(low, high, unit, "en"))) == (arabic, english)


def test_range_in_arabic_indic_digits():
    """Both ends of a range follow the digits asked for."""
    assert seen(span(9 * BN, Decimal("15.5e9"), "USD", digits="arab")) == "٩ إلى ١٥٫٥~مليار~دولار"


def test_range_the_wrong_way_round_is_refused():
    """A range whose lower end comes last is refused."""
    with pytest.raises(ValueError, match="found 5 before 3, expected the lower end first"):
        span(5, 3)


def test_axis_scale():
    """An axis is counted in the scale of its largest value, however far below zero."""
    assert scale_of([Decimal("14.3e9"), None, 5]) == (Decimal(BN), f"مليار{NBSP}دولار")
    assert scale_of([Decimal("-14.3e9")], "SAR", "en") == (Decimal(BN), f"SAR{NBSP}bn")
    assert scale_of([Decimal("2e6")], "SAR") == (Decimal(10**6), f"مليون{NBSP}ريال{NBSP}سعودي")
    assert scale_of([], "USD", "en") == (Decimal(1), "USD")


@pytest.mark.parametrize(
    ("iso", "arabic", "arab_digits", "english"),
    [
        ("2025-06-12", "12~يونيو~2025", "١٢~يونيو~٢٠٢٥", "12~June~2025"),
        ("2025-01", "يناير~2025", "يناير~٢٠٢٥", "January~2025"),
        ("2025", "2025", "٢٠٢٥", "2025"),
        (datetime.date(2025, 8, 1), "1~أغسطس~2025", "١~أغسطس~٢٠٢٥", "1~August~2025"),
        (pd.Timestamp("2025-12-31"), "31~ديسمبر~2025", "٣١~ديسمبر~٢٠٢٥", "31~December~2025"),
        (None, "غير معروف", "غير معروف", "unknown"),
        (pd.NaT, "غير معروف", "غير معروف", "unknown"),
    ],
)
def test_dates_keep_their_precision(iso: object, arabic: str, arab_digits: str, english: str):
    """A day, a month and a year are written as precisely as they are known."""
    written = (date(iso), date(iso, digits="arab"), date(iso, "en"))

    assert tuple(map(seen, written)) == (arabic, arab_digits, english)


def test_months_are_the_names_that_readers_use():
    """The months are those of Egypt and the Gulf, not of the Levant or the Maghreb."""
    months = " ".join(date(f"2025-{month:02}").partition(NBSP)[0] for month in range(1, 13))

    assert months == "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"


@pytest.mark.parametrize("wrong", ["2025-13", "2025-02-30", "12/06/2025", "٢٠٢٥", "2025-6", ""])
def test_what_is_no_date_is_refused(wrong: str):
    """A date outside the calendar or in another form is refused."""
    with pytest.raises(ValueError, match="expected a day, a month or a year"):
        date(wrong)


def test_lists():
    """A list is read out with its own conjunction."""
    assert [join(["أ", "ب", "ج"][:n]) for n in range(4)] == ["", "أ", "أ وب", "أ وب وج"]
    assert [join(["a", "b", "c"][:n], "en") for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_sentence_with_its_values():
    """A sentence is filled with money, shares, names, dates and lists, the same values in both languages."""
    values = {
        "price": Decimal("14.3e9"),
        "share": 49,
        "name": "Scale AI",
        "when": "2025-06-12",
        "labs": ["ميتا", "OpenAI"],
        "value": (9 * BN, 15 * BN),
    }
    arabic = "بلغ الثمن {price:USD} مقابل {share:percent} من {name} في {when:date}، وقُدّرت بـ{value:USD} ({labs:list})."
    english = "It cost {price:USD} for {share:percent} of {name} on {when:date}, worth {value:USD} ({labs:list})."

    assert seen(language.format(arabic, values)) == (
        "بلغ الثمن 14.3~مليار~دولار مقابل <ALM>49٪ من <LRI>Scale~AI<PDI> في 12~يونيو~2025، "
        "وقُدّرت بـ9 إلى 15~مليار~دولار (ميتا و<LRI>OpenAI<PDI>)."
    )
    assert seen(language.format(english, values, "en")) == (
        "It cost $14.3bn for 49% of Scale~AI on 12~June~2025, worth $9bn–15bn (<RLI>ميتا<PDI> and OpenAI)."
    )


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("بعد {n:years}", "بعد عامين"),
        ("وبعد {n:years}", "وبعد عامين"),
        ("مرّ {n:years}", "مرّ عامان"),
        ("فرق بـ{n:deals}", "فرق بصفقتين"),
        ("فرق بـ{three:deals}", "فرق بـ3~صفقات"),
        ("ثمن لـ{company}", "ثمن للشركة"),
        ("ثمن لـ{meta}", "ثمن لميتا"),
        ("نحو {money:USD}", "نحو ملياري~دولار"),
        ("دفعت {money:USD:oblique}", "دفعت ملياري~دولار"),
        ("{times:times:of} الإيرادات", "33~ضعف الإيرادات"),
        ("نموذج Llama {n:points:1}", "نموذج Llama <ALM>2.0~نقطة"),
        ("OpenAI، Anthropic", "OpenAI،<RLM> Anthropic"),
        ("قيمة {{خام}} {raw}", "قيمة {خام} 1,500"),
        ("{none:USD} و{none:text} و{none:date}", "غير معروف وغير معروف وغير معروف"),
    ],
)
def test_arabic_grammar_of_a_sentence(template: str, expected: str):
    """Case follows the word in front, prefixes join their word, and Latin words do not pull numbers along."""
    values = {
        "n": 2,
        "three": 3,
        "times": 33,
        "raw": 1500,
        "money": 2 * BN,
        "none": None,
        "company": "الشركة",
        "meta": "ميتا",
    }

    assert seen(language.format(template, values)) == expected


def test_sentence_refuses_what_it_cannot_fill():
    """A name without a value, an unknown unit and a conversion are refused, each in a sentence."""
    with pytest.raises(KeyError, match=r'found no value for \\?"prise\\?", expected price'):
        language.format("{prise:USD}", {"price": 1})
    with pytest.raises(ValueError, match='unit: found "USDD", expected USD'):
        language.format("{price:USDD}", {"price": 1})
    with pytest.raises(ValueError, match="Remove it"):
        language.format("{price!r}", {"price": 1})


def test_unit_of_a_spec():
    """The bare unit is what both languages and the manifest share."""
    assert [unit_of(spec) for spec in ("USD:oblique", "times:of", "", None)] == ["USD", "times", None, None]


def test_direction():
    """Arabic runs from the right, English from the left."""
    assert (language.direction("ar"), language.direction("en")) == ("rtl", "ltr")


def placeholders(template: str) -> set[tuple[str, str]]:
    """The names and units that a text leaves to be filled; the case of a noun is the matter of one language."""
    return {(name, (spec or "").split(":")[0]) for _, name, spec, _ in Formatter().parse(template) if name is not None}


def test_both_languages_have_the_same_words():
    """Every fixed text exists in both languages and leaves the same values to be filled."""
    assert set(keys("ar")) == set(keys("en"))
    assert not [key for key in keys("ar") if placeholders(words(key)) != placeholders(words(key, "en"))]


def test_fixed_arabic_words_are_clean():
    """No fixed Arabic text holds a Latin comma, a presentation form, a straight quote, or a drawn-out letter that does
    not lead into a value."""
    texts = {key: words(key) for key in keys("ar")}

    assert not {
        key: text for key, text in texts.items() if re.search("[,?;\"'\ufb50-\ufdff\ufe70-\ufefc]|\u0640(?!\\{)", text)
    }


def test_noun_forms_are_complete():
    """Six forms in Arabic, two in English."""
    assert {len(forms) for forms in nouns("ar").values()} == {6}
    assert {len(forms) for forms in nouns("en").values()} == {2}


def test_words_and_nouns_name_the_nearest():
    """A mistaken key or noun is refused with the nearest that exists."""
    assert words("page.brand") == "ميزان"
    with pytest.raises(KeyError, match=r"expected page\.source"):
        words("page.sorce")
    with pytest.raises(KeyError, match="expected deals"):
        plural(2, "dealz")


def test_reading_time_follows_its_count():
    """A fixed text with a count is a sentence like any other."""
    assert seen(language.format(words("page.reading_time"), {"count": 2})) == "يُقرأ في دقيقتين"


LABELS = [
    ("ميتا", "<RLM>ميتا"),
    ("Scale AI – حصة 49٪", "<RLM>Scale AI – حصة 49٪"),
    ("حصة Scale AI عام 2025", "<RLM>حصة Scale AI عام 2025"),
    ("ميتا (Meta)", "<RLM>ميتا (Meta)"),
    ("النمو −12.5%", "<RLM>النمو <LRI>−12.5%<PDI>"),
    ("النمو -12.5٪", "<RLM>النمو <LRI>-12.5<PDI>٪"),
    ("OpenAI 64٪", "<RLM>OpenAI <ALM>64٪"),
    ("OpenAI، Anthropic", "<RLM>OpenAI،<RLM> Anthropic"),
    ("من 2019-2024", "<RLM>من 2019-2024"),
    ("2025", "<RLM>2025"),
    ("٢٠٢٥", "<RLM>٢٠٢٥"),
    ("−5", "<RLM><LRI>−5<PDI>"),
    ("Yahoo!", "<RLM><LRI>Yahoo!<PDI>"),
    ("لا إله إلا الله", "<RLM>لا إله إلا الله"),
    ("مُحَمَّد", "<RLM>مُحَمَّد"),
    ("سطر\nOpenAI ثم\n", "<RLM>سطر\n<RLM>OpenAI ثم\n"),
    ("أ\r\nب\u2028ج\x85د", "<RLM>أ\n<RLM>ب\n<RLM>ج\n<RLM>د"),
    ("أ\x00\ufeff\u202eب\tج", "<RLM>أب ج"),
    (f"أ{LRI}ب", "<RLM>أب"),
    (f"أ{PDI}ب", "<RLM>أب"),
    ("", ""),
    (" ", " "),
]


@pytest.mark.parametrize(("text", "expected"), LABELS)
def test_label_for_a_matplotlib_that_shapes(text: str, expected: str):
    """Logical text passes with its direction in front; signs are isolated, what cannot be drawn is gone."""
    directed = label(text, shaping=True)

    assert seen(directed) == expected
    assert label(directed, shaping=True) == directed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ميتا", "\ufe8e\ufe98\ufef4\ufee3"),
        ("لا", "\ufefb"),
        ("الله", "\ufeea\ufee0\ufedf\u0627"),
        ("كَم", "\ufee2\u064e\ufedb"),
        ("ميتا (AI)", "(AI) \ufe8e\ufe98\ufef4\ufee3"),
        ("لا ((لا) [5] (AI) لا)", "(\ufefb (AI) [5] (\ufefb)) \ufefb"),
        ("«لا» لا", "\ufefb «\ufefb»"),
        ("Scale (AI)", "Scale (AI)"),
        ("Scale AI لا", "\ufefb Scale AI"),
        ("لا −5%", "−5% \ufefb"),
        ("لا 49٪", "٪49 \ufefb"),
        ("لا ٤٩", "٤٩ \ufefb"),
        ("لا\nلا 5", "\ufefb\n5 \ufefb"),
        ("2025", "2025"),
        ("OpenAI", "OpenAI"),
        ("پ ژ", "\u0698 \u067e"),
        ("", ""),
    ],
)
def test_label_for_a_matplotlib_that_does_not_shape(text: str, expected: str):
    """Letters are joined and put in drawing order, line by line, with vowel marks and no invisible mark."""
    assert label(text, shaping=False) == expected


def test_english_label():
    """English passes unchanged but for control characters; Arabic inside it does not turn it round."""
    assert label("Growth −12.5%\x00\r\nnext", "en") == "Growth −12.5%\nnext"
    assert label("ميتا, Meta", "en", shaping=True) == f"\u200e{RLI}ميتا{PDI}, Meta"
    assert label("Share of واتساب 49%", "en", shaping=False) == "Share of \u0628\ufe8e\ufeb4\ufe97\u0627\u0648 49%"
    assert label("Meta لا", "en", shaping=False) == "Meta \ufefb"


@pytest.mark.parametrize(
    ("matplotlib", "expected"),
    [("3.10.9", False), ("3.9.0", False), ("3.11.0rc1", True), ("3.11.2", True), ("3.12.0.dev1", True), ("4.0", True)],
)
def test_which_matplotlib_shapes(matplotlib: str, expected: bool):
    """Matplotlib shapes from 3.11 on, its candidates included."""
    assert shapes(matplotlib) is expected


def test_unreadable_version_is_refused():
    """A version that is none is named."""
    with pytest.raises(ValueError, match='version of Matplotlib: found "new"'):
        shapes("new")


def test_vocabulary_files_hold_no_machine_path():
    """The files of words are texts, tables and lists, nothing else."""
    for name in ("ar", "en"):
        assert not re.search("/work|/home|https?:", str(book(name)))


@pytest.mark.parametrize(("text", "expected"), [
    ("ميتا تلغي نحو 600 وظيفة", "ميتا تلغي نحو ٦٠٠ وظيفة"),
    ("بلغت 14.3 مليار، أي 1,200.5", "بلغت ١٤٫٣ مليار، أي ١٬٢٠٠٫٥"),
    ("نسبة 12% هنا", "نسبة ١٢٪ هنا"),
    ("نموذج Llama 4 الجديد", "نموذج Llama 4 الجديد"), ("صدر GPT-5 في 2025", "صدر GPT-5 في ٢٠٢٥"),
    ("يوم 2025-06-12 وفيه 3", "يوم 2025-06-12 وفيه ٣"), ("انظر x.org/2025 و7", "انظر x.org/2025 و٧"), ("Llama 4", "Llama 4"),
    ("بلغت 14.3K", "بلغت 14.3K"), ("ثمن 14.3bn", "ثمن 14.3bn"), ("نسخة 5.0-beta", "نسخة 5.0-beta"),
    ("يوم 12.06.2025", "يوم ١٢.٠٦.٢٠٢٥"), ("القيم 2023,2024", "القيم ٢٠٢٣,٢٠٢٤"),
    ("1,200", "١٬٢٠٠"), ("عام 2024.", "عام ٢٠٢٤."), ("(2024)", "(2024)"), ("نحو 24h", "نحو 24h"),
])  # fmt: skip
def test_numbers_of_a_sentence_take_the_digits_asked_for(text: str, expected: str):
    """Numbers of Arabic sentences change their digits; those of names, dates of dashes and addresses do not."""
    assert localized(text, "ar", "arab") == expected
    assert localized(text, "ar", "latn").replace("٪", "%") == localized(text, "en", "arab") == text


def test_a_habit_of_months_holds_while_a_page_is_written():
    """Months that no one asks for otherwise follow the habit, and the earlier one afterwards; an unknown one is refused."""
    with language.habit("levant"):
        assert date("2025-06") == "حزيران\u00a02025" and date("2025-06", months="egypt") == "يونيو\u00a02025"
        assert language.format("منذ {day:date}", {"day": "2025-06"}).endswith("حزيران\u00a02025")
    assert date("2025-06") == "يونيو\u00a02025"
    with pytest.raises(ValueError, match='months: found "syria"'), language.habit("syria"):
        pass
