"""Drawings of sizes, rates, implied values and flows: what is drawn where, for frames small enough to read."""

import re
from decimal import Decimal

import pandas as pd
import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from analysis import style
from analysis.charts import bars, check, dots, heat, implied, timeline

D = Decimal
BN = 10**9
SIDES = [(language, digits, width) for language, digits in (("ar", "latn"), ("ar", "arab"), ("en", "latn"))
         for width in (style.WIDE, style.NARROW)]  # fmt: skip
UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u2066\u2067\u2068\u2069"))
SOLO = {"ar": "عنوان", "en": "A title"}
NORM = {"low": D(40), "high": D(50), "name": "Industry", "name_ar": "القطاع", "sources": ["norm-page"],
        "confidence": "estimated", "second_hand": True}  # fmt: skip


def of(rows):
    """A frame of Python objects: Decimals, lists and None stay what they are."""
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=object) for name in rows[0]})


def deal(place, billions, tone="peer", readings=(), **more):
    """One deal as `deals.by_size` gives it."""
    name, name_ar = ("Scale AI", "Scale AI") if tone == "deal" else (f"Target {place}", f"هدف {place}")
    value = D(str(billions)) * BN
    seen = sorted([value, *(D(str(reading)) * BN for reading in readings)])
    return {
        "deal_id": f"deal-{place:02}", "target": name, "target_ar": name_ar, "acquirer": "meta", "acquirer_name": "Meta",
        "acquirer_name_ar": "ميتا", "kind_name": "Acquisition", "kind_name_ar": "استحواذ", "announced": "2014-02",
        "year": 2014, "price_usd": value, "value": value, "currency": "USD", "price_year": None, "readings": seen,
        "bases": ["announced"] * len(seen), "reading_ids": [f"{place}-{n}" for n in range(len(seen))], "basis": "announced",
        "tone": tone, "sources": [f"page-{place}", "index"], "confidence": "filed", "second_hand": False, **more,
    }  # fmt: skip


def sizes(count=5):
    """Deals from the largest down, the deal in question last."""
    rows = [deal(place, 20 - place * 0.5, readings=(22, 19) if place == 0 else ()) for place in range(count - 1)]
    return of([*rows, deal(count, 1.5, "deal", confidence="reported")])


def rate(label, value, other=None, tone="field", **more):
    """One lab as `talent.beside` gives it."""
    exact = None if value is None else D(str(value))
    return {
        "name": label, "name_ar": {"Meta": "ميتا", "Google": "جوجل"}.get(label, label), "measure": "retention_rate",
        "period": "2y", "value_pct": exact, "low_pct": exact, "high_pct": exact,
        "other_pct": None if other is None else D(str(other)), "readings": 1, "sample": None, "definition": "Kept",
        "definition_ar": "من بقوا", "tone": tone, "sources": ["rates"], "confidence": "reported", "second_hand": False,
        **more,
    }  # fmt: skip


def worth(name, measure, value, tone="peer", low=None, high=None, unit="USD"):
    """One value as `deals.implied` gives it."""
    return {
        "deal_id": name, "target": name, "target_ar": name, "year": 2014, "measure": measure, "measure_name": measure,
        "measure_name_ar": "مقياس", "value": D(value), "low": D(low or value), "high": D(high or value), "unit": unit,
        "stake_pct": None, "input": None, "input_unit": None, "inputs": [], "definition": "How", "definition_ar": "كيف",
        "tone": tone, "sources": ["page"], "confidence": "reported", "second_hand": False,
    }  # fmt: skip


def flow(first, last, high, low=None):
    """One pair as `talent.flow_people` gives it."""
    return {
        "from_lab": first, "from_name": first, "from_name_ar": first, "to_lab": last, "to_name": last, "to_name_ar": last,
        "low": D(low or high), "high": D(high), "readings": 1, "periods": [], "flow_ids": [], "tone": "field",
        "sources": ["flows"], "confidence": "reported", "second_hand": False,
    }  # fmt: skip


def made(form, frame, language="en", digits="latn", **how):
    return form(frame, name="one", title=SOLO[language], language=language, digits=digits, **how)


def said(figure):
    """The labels of a figure without their invisible marks, with the place of each."""
    figure.canvas.draw()
    texts = [text for text in figure.findobj(Text) if text.get_text().strip()]
    return {text.get_text().translate(UNSEEN): text.get_window_extent() for text in texts}


def lengths(figure):
    return [abs(bar.get_width()) for bar in figure.axes[0].patches if isinstance(bar, Rectangle)]


CASES = {
    "bars": (bars, sizes(), {}), "bars-many": (bars, sizes(40), {}), "bars-log": (bars, sizes(), {"scale": "log"}),
    "bars-one": (bars, sizes(1), {}), "bars-one-log": (bars, sizes(1), {"scale": "log"}),
    "dots": (dots, of([rate("Google", 78), rate("Meta", 64, 66, "deal"), rate("xAI", None, 70)]), {"band": NORM}),
    "dots-under": (dots, of([rate("Google", 78, 71), rate("Meta", 64, 64.5, "deal")]), {}),
    "dots-one": (dots, of([rate("Meta", 4.3, tone="deal")]), {"zero": True}),
    "implied": (implied, of([worth("WhatsApp", "a", 19 * BN, low=16 * BN, high=22 * BN),
                             worth("Scale AI", "a", 29 * BN, "deal"), worth("Kustomer", "b", "16.7", unit="times")]), {}),
    "heat": (heat, of([flow("OpenAI", "Meta", 10, 7), flow("Meta", "OpenAI", 2), flow("Google", "Meta", 1)]), {}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("language", "digits", "width"), SIDES)
def test_a_drawing_has_no_fault(case, language, digits, width):
    """Every form passes the check in both languages, both digits and both widths, down to a single row."""
    form, frame, how = CASES[case]

    assert check(made(form, frame, language, digits, **how).figure(width), language) == []


@pytest.mark.parametrize("case", CASES)
def test_what_a_drawing_refers_to_is_in_it(case):
    """Each reference of an SVG, a hatch or a clip, leads to an id of the same drawing."""
    form, frame, how = CASES[case]
    for svg in made(form, frame, **how).svg().values():
        wanted = set(re.findall(r'url\(#([^)]+)\)', svg)) | set(re.findall(r'href="#([^"]+)"', svg))
        assert wanted <= set(re.findall(r'\bid="([^"]+)"', svg))


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("case", CASES)
def test_the_alternative_text_is_short(case, language):
    """The words for those who do not see the drawing hold its title and stay under sixty."""
    form, frame, how = CASES[case]
    alt = made(form, frame, language, **how).alt

    assert SOLO[language] in alt and len(alt.split()) < 60


def test_a_logarithmic_bar_begins_at_the_lowest_line():
    """From ten million, a price of a hundred million reaches half as far as one of a billion."""
    frame = of([deal(0, 1), deal(1, "0.1"), deal(2, "0.02", "deal")])
    ax = made(bars, frame, scale="log").figure(style.WIDE).axes[0]

    places = [ax.transData.transform((bar.get_x() + bar.get_width(), 0))[0] for bar in ax.patches]
    root = ax.transData.transform((ax.get_xlim()[0], 0))[0]

    assert ax.get_xlim()[0] == 10**7
    assert (places[1] - root) / (places[0] - root) == pytest.approx(0.5)


def test_every_reading_is_a_tick():
    """A deal with the readings 19, 20 and 22 billion has three ticks; one with a single reading has none."""
    ax = made(bars, sizes()).figure(style.WIDE).axes[0]

    ticks = [sorted(float(line[0][0]) for line in group.get_segments()) for group in ax.collections]

    assert ticks == [[19, 20, 22]]


def test_the_largest_are_drawn_and_the_deal_in_question():
    """Of forty deals the 23 largest and the smallest, which is in question, are drawn, and the note counts them."""
    chart = made(bars, sizes(40))

    assert len(lengths(chart.figure(style.WIDE))) == 24 and "Scale AI" in said(chart.figure(style.WIDE))
    assert "24 of 40" in chart.note and len(chart.rows) == 40
    assert "24 deals" in chart.alt.replace("\u00a0", " ")


def test_several_buyers_are_named():
    """With one buyer a bar tells the kind of its deal; with two it tells who bought."""
    one, two = sizes(), sizes()
    two.loc[0, ["acquirer", "acquirer_name"]] = ["google", "Google"]

    assert "Acquisition, 2014" in said(made(bars, one).figure(style.WIDE))
    assert {"Google, 2014", "Meta, 2014"} <= set(said(made(bars, two).figure(style.NARROW)))


def test_the_weakest_grade_and_all_sources_are_the_charts():
    """One reported deal among filed ones makes the chart reported; each source is named once; deals left out are said."""
    lost = pd.DataFrame({
        "target": ["Giphy", "Onavo"], "target_ar": ["جيفي", "أونافو"], "acquirer_name": ["Meta", "Meta"],
        "acquirer_name_ar": ["ميتا", "ميتا"], "year": pd.array([2020, None], "Int64"), "reason": ["no_rate", "collapsed"],
    })  # fmt: skip
    chart = made(bars, sizes(3), left_out=lost)

    assert (chart.confidence, chart.second_hand, list(chart.ours)) == ("reported", False, [2])
    assert list(chart.sources) == ["page-0", "index", "page-1", "page-3"]
    assert chart.note == (
        "Not drawn, no exchange rate for their year: Giphy (Meta, 2020). Not drawn, deals that collapsed: Onavo (Meta)."
    )


def test_many_deals_left_out_are_counted():
    """Beyond eight, seven are named and the others counted."""
    names = [f"Deal {n}" for n in range(9)]
    lost = pd.DataFrame({
        "deal_id": names, "target": names, "target_ar": names, "acquirer_name": "Meta", "acquirer_name_ar": "ميتا",
        "year": pd.array([2020] * 9, "Int64"), "reason": "no_stake",
    })  # fmt: skip

    note = made(bars, sizes(3), left_out=lost).note

    assert "Deal 6 (Meta, 2020); 2 more." in note.replace("\u00a0", " ") and "Deal 7" not in note


@pytest.mark.parametrize(("year", "told"), [(None, "in the money of each deal's year"), (2025, "2025 prices")])
@pytest.mark.parametrize("form", [bars, timeline])
def test_the_unit_line_says_whose_money_only_where_there_is_any(form, year, told):
    """Prices of one year or of each deal's own are told apart; of no prices neither is said."""
    frame = sizes().assign(price_year=year, high=None, date=pd.Timestamp("2014-02-15"))

    assert told in made(form, frame, scale="linear").unit
    assert made(form, frame.iloc[:0], scale="linear").unit == "Price of the deal, USD"


def test_an_unknown_scale_is_refused():
    """The error names what was found and what is expected."""
    with pytest.raises(ValueError, match="found \"square\", expected log or linear"):
        made(bars, sizes(), scale="square")


def test_the_norm_lends_its_sources_and_its_grade():
    """A chart against an estimated, second-hand norm is graded so, and cites its page."""
    frame = of([rate("Meta", 64, tone="deal"), rate("Google", 78)])

    alone, against = made(dots, frame), made(dots, frame, band=NORM)

    assert (alone.confidence, alone.second_hand, list(alone.sources)) == ("reported", False, ["rates"])
    assert (against.confidence, against.second_hand) == ("estimated", True)
    assert list(against.sources) == ["rates", "norm-page"]


def test_a_norm_that_is_unknown_is_not_drawn():
    """Without both its ends there is no strip, and nothing in the key."""
    nothing = dict.fromkeys(NORM) | {"sources": []}
    chart = made(dots, of([rate("Meta", 64, tone="deal")]), band=nothing)

    assert not [sign for sign in chart.key if sign[0] == "band"]
    assert lengths(chart.figure(style.WIDE)) == []


@pytest.mark.parametrize("width", [style.WIDE, style.NARROW])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_value_stands_clear_of_its_row(language, width):
    """The value of a dot is right of it, or below it where the other mark is near; never on the stem at its left."""
    frame = of([rate("Google", 80), rate("Meta", 64, 65, "deal")])
    figure = made(dots, frame, language).figure(width)
    places, ax = said(figure), figure.axes[0]
    points = ax.transData.transform(ax.collections[-1].get_offsets())
    far, near = ("80٪", "64٪") if language == "ar" else ("80%", "64%")

    assert places[far].x0 > points[0][0] + 7
    assert places[near].y1 < points[1][1] - 7


def test_a_range_of_sources_is_a_thick_line():
    """Sources that round one ratio to 10.6 and 11 are a line from the one to the other, and both are written."""
    row = rate("Meta", None, tone="deal") | {"value_pct": D("10.6"), "low_pct": D("10.6"), "high_pct": D(11)}
    figure = made(dots, of([row | {"measure": "ratio"}]), unit="times").figure(style.WIDE)

    thick = [list(line.get_xdata()) for line in figure.axes[0].lines if line.get_linewidth() > 5]

    assert thick == [[10.6, 11]] and "10.6–11" in said(figure)


def test_another_definition_is_an_empty_diamond():
    """A lab known only by another definition has a diamond, no dot and no stem; the table keeps the two apart."""
    chart = made(dots, of([rate("Meta", 64, tone="deal"), rate("xAI", None, 70)]))
    lines = chart.figure(style.WIDE).axes[0].lines

    diamonds = [line for line in lines if line.get_marker() == "D"]

    assert [list(line.get_xdata()) for line in diamonds] == [[70]]
    assert diamonds[0].get_markerfacecolor() == style.LIGHT["paper"]
    assert [row[1] for row in chart.rows] == ["64%", "—"] and [row[3] for row in chart.rows] == ["—", "70%"]


def test_a_single_rate_is_said_once():
    """The alternative text of one dot does not call it both the highest and the lowest."""
    assert made(dots, of([rate("Meta", "4.3", tone="deal")])).alt.count("4.3%") == 1


def test_each_measure_has_a_panel_with_ticks_inside_it():
    """Two measures are two panels; every amount below a panel lies under it."""
    _, frame, how = CASES["implied"]
    figure = made(implied, frame, **how).figure(style.WIDE)
    figure.canvas.draw()

    assert len(figure.axes) == 2
    for ax in figure.axes:
        low, high = ax.get_xlim()
        lines = [line.get_xdata()[0] for line in ax.lines if len(set(line.get_xdata())) == 1 and len(line.get_xdata()) == 2]
        assert lines and all(low <= x <= high for x in lines)


def test_the_deal_in_question_is_in_its_panel_though_it_is_small():
    """Of nine companies six are drawn where panels are many: the five worth most, and the one in question."""
    rows = [worth(f"Company {place}", "a", (20 - place) * BN) for place in range(8)]
    others = [worth("Other", measure, BN) for measure in ("b", "c")]
    chart = made(implied, of([*rows, worth("Scale AI", "a", BN, "deal"), *others]))
    texts = set(said(chart.figure(style.WIDE)))

    assert {"Scale AI", "Company 4"} <= texts and "Company 5" not in texts
    assert "8 of 11" in chart.note and len(chart.rows) == 11


def test_a_panel_of_two_has_room_for_more():
    """Of twelve companies ten are drawn: the nine worth most, and the one in question."""
    rows = [worth(f"Company {place}", "a", (20 - place) * BN) for place in range(11)]
    texts = set(said(made(implied, of([*rows, worth("Scale AI", "a", BN, "deal")])).figure(style.WIDE)))
    assert {"Scale AI", "Company 8"} <= texts and "Company 9" not in texts


def test_an_unknown_flow_is_hatched_and_marked():
    """A pair that nobody published is a hatched cell with a question mark; nothing is written where both are one."""
    figure = made(heat, of([flow("OpenAI", "Meta", 10, 7), flow("Google", "OpenAI", 2)]), "ar").figure(style.WIDE)
    cells = [text.get_text().translate(UNSEEN) for text in figure.findobj(Text)]

    hatched = [patch for patch in figure.axes[0].patches if patch.get_hatch()]

    assert (len(hatched), cells.count("؟")) == (1, 1)
    assert "7 إلى 10" in cells and "2" in cells and "0" not in cells


@pytest.mark.parametrize(("language", "first"), [("ar", "right"), ("en", "left")])
def test_a_matrix_begins_where_reading_begins(language, first):
    """The place that most went to heads the first column: the right one in Arabic, the left one in English."""
    figure = made(heat, of([flow("OpenAI", "Meta", 10), flow("Google", "Mistral", 2)]), language).figure(style.WIDE)
    places = said(figure)

    assert (places["Meta"].x0 > places["Mistral"].x0) == (first == "right")


def test_pairs_left_to_the_table_are_counted_for_each_width():
    """Of six destinations a phone shows four: the note counts the pairs of either drawing."""
    chart = made(heat, of([flow("OpenAI", f"Lab {place}", 9 - place) for place in range(6)]))

    assert "6 of 6" in chart.note and "phones 4" in chart.note and len(chart.rows) == 6


@pytest.mark.parametrize(("form", "row"), [(bars, deal(0, 0)), (dots, rate("Meta", None))])
def test_rows_that_leave_nothing_to_draw_stay_in_the_table(form, row):
    """Where every deal cost nothing, or no rate is known, a sentence stands for the drawing and the rows are kept."""
    chart = made(form, of([row]))

    assert chart.empty and chart.svg() == {} and len(chart.rows) == 1


@pytest.mark.parametrize("case", ["bars", "dots", "implied", "heat"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_frame_without_rows_says_so(case, language):
    """Nothing left gives a sentence instead of a drawing."""
    form, frame, how = CASES[case]
    chart = made(form, frame.iloc[:0], language, **how)

    assert chart.empty and chart.svg() == {} and chart.alt and chart.confidence == "estimated"


def test_the_csv_is_exact():
    """The data behind a drawing keep every digit and stay unrounded; readings stand in one cell."""
    frame = of([deal(0, "14.3214567", readings=(15,))])
    bundle = made(bars, frame)._repr_mimebundle_()["application/vnd.mizan.chart+json"]["csv"]
    row = dict(zip(bundle[0], bundle[1], strict=True))

    assert (row["value"], row["readings"]) == ("14321456700.0000000", "14321456700.0000000 15000000000")
