"""The labels that the referee judges, in logical order.

`shown` is the arrangement that a reader expects, spelt out with isolates, where it is not that of the plain text in a
paragraph of its language: an independent engine draws `shown`, never what the code under test makes of the text.
"""

from __future__ import annotations

from typing import NamedTuple

LRI, RLI, PDI, ALM, RLM = "\u2066", "\u2067", "\u2069", "\u061c", "\u200f"


class Label(NamedTuple):
    """A text, the language that it stands in, and how it is to look where that is not plain."""

    text: str
    language: str = "ar"
    shown: str = ""

    @property
    def expected(self) -> str:
        return self.shown or self.text


def left(text: str) -> str:
    """A part that runs left to right whatever stands around it."""
    return f"{LRI}{text}{PDI}"


def right(text: str) -> str:
    """A part that runs right to left whatever stands around it."""
    return f"{RLI}{text}{PDI}"


PURE = [
    "ميتا", "واتساب", "إنستجرام", "جوجل", "الصفقة الأكبر", "كم انتقل إلى المنافسين في عام واحد؟", "استحواذ",
    "حصة أقلية",
    "مليارا دولار", "ثمن الصفقة بنقود سنتها", "الذكاء الاصطناعي", "من يخسر من؟", "أكبر انتقال معدود", "رؤوس الأموال",
    "ءأؤإئآ", "ىيئة", "ةه", "سؤال وجواب", "عين غين عغ", "هههه", "كككك", "ببب تتت ثثث",
]
LATIN_FIRST = [
    "Scale AI في المرتبة الثانية", "OpenAI وميتا", "Anthropic تُبقي موظفيها", "Llama 4 ضد DeepSeek", "xAI أكبر الصفقات",
    "AI هو الذكاء الاصطناعي", "GPT-5 ونموذج مفتوح", "Meta، الشركة الأم",
]
BETWEEN = [
    "من Google إلى Anthropic", "صفقة Scale AI مع ميتا", "استحوذت ميتا على حصة في Scale AI بثمن كبير",
    "بين OpenAI وجوجل وxAI",
    "ثمن CTRL-labs عند الإعلان", "مختبر Thinking Machines Lab الجديد", "عن SignalFire كما نُقل",
    "لدى Hugging Face اليوم",
    "قال Wang إن Scale AI باقية",
]
BRACKETS = [
    "الثمن (بالدولار)", "حصة (أقلية) في الشركة", "[المصدر]", "{مجموعة}", "«المختبر»", "قال: «نعم»", "‹اقتباس›",
    "(ميتا)",
    "ميتا (Meta)", "Scale AI (حصة)", "القيمة [USD]", "أ < ب", "س > ص", "((مزدوج))", "نص (أول (ثانٍ) ثالث)",
]
NUMBERS = [
    "14.3 مليار دولار", "بلغت 14,300,000,000 دولار", "المرتبة 2 من 19", "1,234.56", "بقي 64 من 100", "3 مليارات",
    "2025",
    "عام 2025", "نحو 19.5 مليون دولار لكل موظف", "0.5", "100", "رقم 7",
]
SIGNED = [
    Label("النمو −12.5%", shown=f"النمو {left('−12.5%')}"), Label("بنسبة 12.5%", shown=f"بنسبة {left('12.5%')}"),
    Label("+3.2% في السنة", shown=f"{left('+3.2%')} في السنة"), Label("−5", shown=left("−5")),
    Label("من −5 إلى 5", shown=f"من {left('−5')} إلى 5"), Label("±2 نقطة", shown=f"{left('±2')} نقطة"),
    Label("الفرق -7 نقاط", shown=f"الفرق {left('-7')} نقاط"), Label("49٪", shown=f"{ALM}49٪"),
    Label("حصة 49٪", shown="حصة 49٪"), Label("Scale AI: 49٪", shown=f"Scale AI: {ALM}49٪"),
    Label("8.7٪ من الإيرادات", shown=f"{ALM}8.7٪ من الإيرادات"), Label("بين 10٪ و12٪", shown="بين 10٪ و12٪"),
    Label("40% إلى 50%", shown=f"{left('40%')} إلى {left('50%')}"),
]
MONEY = [
    "100 دولار", "7.1 مليار دولار", "53.6 مليار ريال سعودي", "ريال", "درهم إماراتي", "694 مليار جنيه مصري", "يورو",
    "USD 14.3",
    Label("$14.3bn", shown=left("$14.3bn")), Label("بلغت $14.3bn في يونيو", shown=f"بلغت {left('$14.3bn')} في يونيو"),
    Label("خصم −$5", shown=f"خصم {left('−$5')}"), Label("بلغت €2.5 مليون", shown=f"بلغت {left('€2.5')} مليون"),
    Label("€5", shown="€5"), "مليون دولار (USD)",
]
ARABIC_INDIC = [
    Label("١٤٫٣", shown="١٤٫٣"), Label("١٬٢٣٤٬٥٦٧", shown="١٬٢٣٤٬٥٦٧"), Label("٤٩٪", shown=f"{ALM}٤٩٪"), "عام ٢٠٢٥",
    "١٤٫٣ مليار دولار", "حصة ٤٩٪ من Scale AI", "بين ٧ و١٠", "٢٠١٩ إلى ٢٠٢٤", "٣ من ٤", Label("−٥", shown=left("−٥")),
    "هبط ١٢٫٥٪", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹ فارسية",
]
RANGES = [
    "9 إلى 15 مليار دولار", "بين 25 و28 سنة", "2019 إلى 2024", "2019–2024 سنوات", "7–10 أشخاص", "من 3 إلى 10",
    "من 800 مليون إلى 1.2 مليار",
]
DATES = [
    "12 يونيو 2025", "يونيو 2025", "حزيران 2025", "١٢ يونيو ٢٠٢٥", "من 12 يونيو 2025 إلى 2 سبتمبر 2026",
    "2025-06-12", "12/06/2025",
    "الساعة 07:00", Label("حتى 2025-06-12", shown=f"حتى {left('2025-06-12')}"),
    Label("منذ 2025-06 كانت", shown=f"منذ {left('2025-06')} كانت"),
    Label("هاتف +20-100-200", shown=f"هاتف {left('+20-100-200')}"),
]
ADDRESSES = [
    "name@example.org", "البريد name@example.org", "https://example.org/a/b", "انظر https://example.org/a?b=1",
    "example.org موقع",
    "ملف data/deals.csv",
    Label("راجع https://example.org/ar/ اليوم", shown=f"راجع {left('https://example.org/ar/')} اليوم"),
]
MARKED = [
    "حقًّا", "مُحَمَّد", "تُقاس", "سُرّحوا", "المسرَّحين", "ثانٍ", "كتابٌ كتابًا كتابٍ", "قُرئ", "الشَّركة",
]
SPECIAL = [
    "لا", "لأ", "لإ", "لآ", "الله", "لله", "والله", "الإعلان", "الأكبر الآن", "بلا", "فلا", "لامع", "ميـــتا",
    "ســوق", "ـ",
    "پ چ ژ گ", "گوگل", "چین", "ژاپن", "کتاب", "فارسی", "ی", "ويكيبيديا",
]
PUNCTUATION = [
    "أولًا، ثانيًا؛ ثالثًا.", "حقًّا؟", "نعم!", "نص: شرح", "نص … تتمة", "نص – تتمة", "نص — تتمة", "أ · ب",
    "“اقتباس” و‘آخر’",
    "ميتا/جوجل", "أ و ب & ج", "س = ص + ع", "قيمة ≥ أخرى", "النسبة ٪", "٪", "٫", "ما؟!", "نقاط...", "ميتا، OpenAI، جوجل",
    Label("OpenAI، Anthropic", shown=f"OpenAI،{RLM} Anthropic"), Label("xAI؛ OpenAI", shown=f"xAI؛{RLM} OpenAI"),
]
LINES = ["سطر أول\nسطر ثانٍ", "ميتا\nScale AI\nجوجل", "العنوان\n(14.3 مليار دولار)"]
LONG = [
    "عند إعلانها كان ثمنها 14.3 مليار دولار، فهي في المرتبة الثانية بين 19 صفقة للمشتري لها ثمن منشور، ويعادل ثمن Scale AI "

    "نحو تسعة أعشار عُشر إيرادات ميتا في 2024، أما واتساب فعادلت أكثر من إيراداته كلها وقتها، بحسب ما نُشر حتى سبتمبر 2026.",
]
ENGLISH = [
    Label(text, "en")
    for text in (
        "Meta", "Scale AI: 49%", "Growth −12.5%", "$14.3bn in June 2025", "1,234.56", "Meta’s “other” deals – 2014…",
        "name@example.org",
        "Who loses whom?", "a (b) [c] {d}", "7–10 people", "£5 · €6 ± 2", "fi ffi Ty AV", "WhatsApp (واتساب) 2014",
        "ميتا", "From ميتا to OpenAI",
        "واتساب, WhatsApp", "first line\nsecond line",
    )
] + [
    Label("ميتا 49%", "en", f"{right('ميتا')} 49%"), Label("Share of واتساب 49%",
    "en", f"Share of {right('واتساب')} 49%"),
    Label("ميتا (2025)", "en", f"{right('ميتا')} (2025)"), Label("ميتا 2019–2024", "en", f"{right('ميتا')} 2019–2024"),
]  # fmt: skip

GROUPS = {
    "pure": PURE, "latin first": LATIN_FIRST, "between": BETWEEN, "brackets": BRACKETS, "numbers": NUMBERS,
    "signed": SIGNED,
    "money": MONEY, "arabic-indic": ARABIC_INDIC, "ranges": RANGES, "dates": DATES, "addresses": ADDRESSES,
    "vowel marks": MARKED,
    "special letters": SPECIAL, "punctuation": PUNCTUATION, "several lines": LINES, "long": LONG, "english": ENGLISH,
}  # fmt: skip
LABELS = [one if isinstance(one, Label) else Label(one) for group in GROUPS.values() for one in group]
