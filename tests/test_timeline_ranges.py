"""Drawings over time and of disagreement: timeline, ranks, ranges, steps, and how labels find their place."""

import math
from decimal import Decimal
from itertools import pairwise

import matplotlib.dates as mdates
import pandas as pd
import pytest
from matplotlib.text import Text

from analysis import style
from analysis.charts import check, ranges, ranks, steps, timeline
from analysis.charts.placement import Box, Line, Places, Spot, around
from analysis.charts.sheet import Sheet

D = Decimal
BN = 10**9
SIDES = [(language, digits, width) for language, digits in (("ar", "latn"), ("ar", "arab"), ("en", "latn"))
         for width in (style.WIDE, style.NARROW)]  # fmt: skip
NAMES = [
    ("WhatsApp", "واتساب"), ("Instagram", "إنستجرام"), ("OpenAI", "OpenAI"), ("Giphy", "جيفي"),
    ("Oculus VR", "أوكولوس"),
]  # fmt: skip


LOST = pd.DataFrame({
    "target": ["Windsurf"], "target_ar": ["Windsurf"], "acquirer_name": ["OpenAI"], "acquirer_name_ar": ["OpenAI"],
    "year": pd.array([2025], "Int64"), "reason": ["collapsed"],
})  # fmt: skip


def of(rows):
    """A frame of Python objects: Decimals, lists and None stay what they are."""
    names = list(rows[0])
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=object) for name in names})


def deal(place, value, announced, tone="field", high=None, **more):
    """One deal with the columns that every frame of deals has."""
    name, name_ar = ("Scale AI", "Scale AI") if tone == "deal" else NAMES[place % len(NAMES)]
    ours = tone != "field"
    return {
        "deal_id": f"deal-{place:02}", "target": name, "target_ar": name_ar, "acquirer": "meta" if ours else "google",
        "acquirer_name": "Meta" if ours else "Google", "acquirer_name_ar": "ميتا" if ours else "جوجل",
        "kind_name": "Acquisition", "kind_name_ar": "استحواذ", "announced": announced, "year": int(announced[:4]),
        "value": D(value), "high": D(high or value), "currency": "USD", "price_year": 2025, "tone": tone,
        "sources": [f"page-{place % 3}", "index"], "confidence": "filed" if place else "reported", "second_hand": False,
        **more,
    }  # fmt: skip


def day(announced):
    """The middle of what a partial date names."""
    return pd.Timestamp({4: f"{announced}-07-01", 7: f"{announced}-15"}.get(len(announced), announced))


def rivals(count=26):
    """Deals over ten years, one known to the year, one with a ceiling, many in the last year."""
    rows = [deal(0, 14_300_000_000, "2025-06-12", "deal"), deal(1, 400_000_000, "2014-01"),
            deal(2, 1_000_000_000, "2019"), deal(3, 10_000_000_000, "2026-04-24", high=40_000_000_000),
            deal(4, 2_000_000_000, "2025-12-29", "peer")]  # fmt: skip
    for place in range(5, count):
        announced = f"202{4 + place % 3}-{place % 12 + 1:02}-{place % 27 + 1:02}"
        rows.append(deal(place, (place * 37 % 91 + 3) * BN // 3, announced))
    frame = of(rows)
    frame["date"] = pd.to_datetime([day(text) for text in frame["announced"]])
    return frame


def against_size(count=12, ours=3):
    """Deals with two ranks that turn round completely, two of one price."""
    rows = []
    for place in range(count):
        share = D(place + 1) / 2
        rows.append(deal(
            place, (count - place) * BN, f"{2010 + place % 15}-03-01", "deal" if place == ours else "peer",
            price_usd=D((count - place) * BN), rank_price=place + 1, rank_share=count - place, revenue_usd=D(90 * BN),
            revenue_year="2012", revenue_share_pct=share, market_value_usd=None, market_value_date=None,
            market_share_pct=None, share_pct=share,
        ))  # fmt: skip
    return of(rows)


def disagreement(count=6, spread=2, ours=2):
    """Deals whose lowest reading lies a little below the chosen one and the highest `spread` times above the lowest."""
    rows = []
    for place in range(count):
        chosen, least = D((place + 2) * BN), D((place + 2) * BN) * D("0.9")
        most = least * spread
        readings = [least, chosen, most]
        rows.append(deal(
            place, chosen, "2014-02-19", "deal" if place == ours else "peer", least=least, most=most, chosen=chosen,
            spread=most / least, least_ratio=least / chosen, most_ratio=most / chosen, basis="announced",
            ticks=[(reading, "announced") for reading in readings], tick_ratios=[one / chosen for one in readings],
            count=3,
        ))  # fmt: skip
    return of(rows)


def movements(most=11):
    """Arrivals and departures, one a range, two on one day, one that nobody counted."""
    told = [("2025-06-12", "arrival", None, None, None), ("2025-06-30", "arrival", most, most, most),
            ("2025-08", "departure", -3, 1, 8), ("2025-08", "departure", None, None, None),
            ("2025-10", "arrival", 1, 1, 1), ("2026-02", "departure", -1, 1, 1)]  # fmt: skip
    rows = [{
        "date": date, "when": day(date), "kind": kind, "change": change, "least": least, "most": high,
        "label": "OpenAI", "label_ar": "OpenAI",
        "text": None if change == 1 else "Someone well known leaves one laboratory for another one.",
        "text_ar": None if change == 1 else "باحث معروف ينتقل من مختبر Scale AI إلى مختبر آخر.",
        "readings": 1, "ids": ["f1"], "sources": ["memo"], "confidence": "reported", "second_hand": kind == "arrival",
        "tone": "peer" if kind == "arrival" else "field",
    } for date, kind, change, least, high in told]  # fmt: skip
    frame = of(rows)
    frame["when"] = pd.to_datetime(frame["when"])
    return frame.astype({"change": "Int64", "least": "Int64", "most": "Int64"})


def crowd(count):
    """So many events on successive days, arrivals and departures in turn, half of them counted, each with its story."""
    rows = [{
        "date": f"2020-{1 + n // 28:02}-{1 + n % 28:02}", "kind": ("arrival", "departure")[n % 2],
        "change": (5 if n % 2 == 0 else -5) if n % 4 < 2 else None, "least": None, "most": None, "label": "OpenAI",
        "label_ar": "OpenAI", "text": f"Person number {n} moves from one laboratory to another one.",
        "text_ar": f"باحث رقمه {n} ينتقل من مختبر Scale AI إلى مختبر آخر.", "readings": 1, "ids": ["f"],
        "sources": ["memo"], "confidence": "reported", "second_hand": False, "tone": ("peer", "field")[n % 2],
    } for n in range(count)]  # fmt: skip
    frame = of(rows)
    frame["when"] = pd.to_datetime(frame["date"])
    return frame.astype({"change": "Int64", "least": "Int64", "most": "Int64"})


UNSEEN = str.maketrans("", "", "\u200f\u200e\u061c\u2066\u2067\u2068\u2069")


def drawn_texts(figure):
    """What a figure says, without marks of direction."""
    return {text.get_text().translate(UNSEEN): text for text in figure.findobj(Text) if text.get_text()}


def marks(figure, marker="o"):
    """The x and y of each line of markers, with the line."""
    lines = figure.axes[0].get_lines()
    return [(list(line.get_xdata()), list(line.get_ydata()), line) for line in lines if line.get_marker() == marker]


FORMS = {
    "timeline": lambda **how: timeline(rivals(), name="t", title="عنوان", left_out=LOST, **how),
    "timeline-crowded": lambda **how: timeline(rivals(60), name="t", title="عنوان", **how),
    "timeline-linear": lambda **how: timeline(rivals(), name="t", title="عنوان", scale="linear", **how),
    "timeline-riyals": lambda **how: timeline(rivals(), name="t", title="عنوان", money="SAR", **how),
    "ranks": lambda **how: ranks(against_size(), name="r", title="عنوان", left_out=LOST, **how),
    "ranks-many": lambda **how: ranks(against_size(30, ours=29), name="r", title="عنوان", **how),
    "ranges": lambda **how: ranges(disagreement(), name="d", title="عنوان", **how),
    "ranges-log": lambda **how: ranges(disagreement(30, 9, ours=29), name="d", title="عنوان", money="SAR", **how),
    "steps": lambda **how: steps(movements(), name="s", title="عنوان", **how),
    "steps-log": lambda **how: steps(movements(600), name="s", title="عنوان", **how),
}  # fmt: skip


class TestEveryForm:
    """What all four have in common."""

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize(("language", "digits", "width"), SIDES)
    def test_nothing_overlaps_or_leaves_the_sheet(self, form, language, digits, width):
        """No label lies over another, outside the sheet, or without its direction, in any language, digits or width."""
        assert check(FORMS[form](language=language, digits=digits).figure(width), language) == []

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize("language", ["ar", "en"])
    def test_says_itself_without_the_drawing(self, form, language):
        """Alt text stays under sixty words, every row is as long as its header, and exact rows come under names."""
        chart = FORMS[form](language=language, digits="latn")

        assert 10 < len(chart.alt.split()) < 60 and "{" not in chart.alt
        assert {len(row) for row in chart.rows} == {len(chart.columns)}
        assert len(chart.exact) == len(chart.rows) + 1 and {len(row) for row in chart.exact} == {len(chart.exact[0])}
        assert chart.key and chart.unit and len(chart.sources) == len(set(chart.sources)) > 0

    @pytest.mark.parametrize("form", ["timeline", "ranks", "ranges", "steps"])
    def test_same_input_same_bytes(self, form):
        """Drawing twice gives the same SVG."""
        chart = FORMS[form](language="ar", digits="latn")

        assert chart.svg() == FORMS[form](language="ar", digits="latn").svg()

    @pytest.mark.parametrize("language", ["ar", "en"])
    def test_empty_frame_says_so(self, language):
        """A frame without rows gives a sentence and no drawing."""
        empty = [
            timeline(rivals().iloc[:0], name="t", title="T", language=language),
            ranks(against_size().iloc[:0], name="r", title="T", language=language),
            ranges(disagreement().iloc[:0], name="d", title="T", language=language),
            steps(movements().iloc[:0], name="s", title="T", language=language),
        ]
        for chart in empty:
            assert chart.empty and chart.svg() == {} and chart.rows == [] and chart.key == []


class TestTimeline:
    """Deals by day and amount."""

    def test_dots_stand_at_their_day_and_amount(self):
        """On the logarithmic axis each dot stands at the plain amount, on the day announced."""
        figure = timeline(rivals(), name="t", title="T", language="en").figure(style.WIDE)
        found = {(round(x), round(y)) for part in figure.axes[0].collections for x, y in part.get_offsets()}

        assert (round(float(mdates.date2num(pd.Timestamp("2025-06-12")))), 14_300_000_000) in found
        assert len(found) == 26 and figure.axes[0].get_yscale() == "log"

    def test_linear_axis_counts_in_the_unit_of_its_line(self):
        """On the linear axis amounts are counted in the billions that the unit line names."""
        chart = timeline(rivals(), name="t", title="T", scale="linear", language="en")
        heights = [y for part in chart.figure(style.WIDE).axes[0].collections for _, y in part.get_offsets()]

        assert "USD bn".replace(" ", "\u00a0") in chart.unit and "2025 prices" in chart.unit
        assert any(math.isclose(y, 14.3) for y in heights)

    @pytest.mark.parametrize("language", ["ar", "en"])
    def test_time_runs_left_to_right(self, language):
        """The later day lies to the right in both languages, the scale at the left."""
        figure = timeline(rivals(), name="t", title="T", language=language).figure(style.WIDE)
        first, last = figure.axes[0].get_xlim()
        years = drawn_texts(figure)

        assert first < last and years["2015"].get_window_extent().x0 < years["2025"].get_window_extent().x0

    @pytest.mark.parametrize("width", [style.WIDE, style.NARROW])
    def test_deal_in_question_is_always_named(self, width):
        """However crowded, the deal in question carries its name."""
        assert "Scale AI" in drawn_texts(timeline(rivals(60), name="t", title="T").figure(width))

    def test_what_is_not_settled_is_drawn(self):
        """A ceiling is a line up to it, a year alone a dashed line over the year; the key explains both."""
        chart = timeline(rivals(), name="t", title="T", language="en")
        lines = chart.figure(style.WIDE).axes[0].get_lines()
        upright = [list(line.get_ydata()) for line in lines if len(set(line.get_xdata())) == 1]
        dashed = [line.get_xdata() for line in lines if line.get_linestyle() == "--"]

        assert [10_000_000_000.0, 40_000_000_000.0] in upright
        assert [round(end - start) for start, end in dashed] == [364]
        assert {shape for shape, _, _ in chart.key} == {"dot", "line", "dashline"}

    def test_deals_in_one_place_share_a_label(self):
        """Two buyers of one target on one day at one price are named together."""
        rows = [deal(0, 14_300_000_000, "2025-06-12", "deal"), deal(2, 30 * BN, "2026-02-27"),
                deal(7, 30 * BN, "2026-02-27", acquirer_name="Nvidia")]  # fmt: skip
        frame = of(rows)
        frame["date"] = pd.to_datetime([day(text) for text in frame["announced"]])

        assert any("Google and Nvidia" in text for text in drawn_texts(
            timeline(frame, name="t", title="T", language="en").figure(style.WIDE)))  # fmt: skip

    def test_table_and_provenance(self):
        """Every deal stands in words and in plain values; the weakest grade and the names left out stay."""
        chart = timeline(rivals(), name="t", title="T", left_out=LOST, language="ar")

        assert chart.rows[0][:3] == ["Scale AI", "ميتا", "12\u00a0يونيو\u00a02025"] and chart.ours == [0]
        assert chart.exact[1][:5] == ["deal-00", "Scale AI", "meta", "2025-06-12", D(14_300_000_000)]
        assert chart.confidence == "reported"
        assert chart.note == "غير مرسومة، صفقات انهارت: \u2066Windsurf\u2069 (\u2066OpenAI\u2069، 2025)."
        assert chart.sources == ["page-0", "index", "page-1", "page-2"]

    def test_deal_without_a_day_stays_in_the_table(self):
        """A deal of unknown date is not drawn and not lost."""
        frame = rivals()
        frame.loc[3, "date"] = pd.NaT
        chart = timeline(frame, name="t", title="T", language="en")

        assert len(chart.rows) == 26
        assert sum(len(part.get_offsets()) for part in chart.figure(style.WIDE).axes[0].collections) == 25

    def test_another_scale_is_refused(self):
        """A scale that does not exist is named with those that do."""
        with pytest.raises(ValueError, match='scale: found "cubic", expected log or linear'):
            timeline(rivals(), name="t", title="T", scale="cubic")


class TestRanks:
    """Two orders of the same deals."""

    @pytest.mark.parametrize("language", ["ar", "en"])
    def test_reading_starts_with_the_price(self, language):
        """The rank by price stands where reading starts: at the right in Arabic, at the left in English."""
        figure = ranks(against_size(), name="r", title="T", language=language).figure(style.WIDE)
        ax = figure.axes[0]
        start, end = (ax.transData.transform((at, 0))[0] for at in (0, 1))

        assert (start > end) == (language == "ar")

    def test_lines_join_both_ranks(self):
        """Each line runs from the place by price to the place by share; the deal's is thick and in its colour."""
        figure = ranks(against_size(12, ours=3), name="r", title="T").figure(style.WIDE)
        lines = {tuple(map(int, ys)): line for _, ys, line in marks(figure)}

        assert set(lines) == {(place, 11 - place) for place in range(12)}
        assert lines[(3, 8)].get_color() == style.LIGHT["deal"]
        assert lines[(3, 8)].get_linewidth() > lines[(4, 7)].get_linewidth()

    def test_deal_in_question_is_among_the_drawn(self):
        """Of thirty deals twenty are drawn, the deal in question too though it is the last; the note says so."""
        chart = ranks(against_size(30, ours=29), name="r", title="T", language="en")
        texts = drawn_texts(chart.figure(style.WIDE))

        assert "Scale AI" in texts and len(marks(chart.figure(style.WIDE))) == 20
        assert chart.note == "The drawing shows 20 of 30; the rest are in the table." and len(chart.rows) == 30

    def test_small_shares_keep_two_decimals(self):
        """Below one percent the second decimal decides; a share that is not known is a dash."""
        frame = against_size()
        frame.loc[0, "revenue_share_pct"] = frame.loc[0, "share_pct"] = D("0.137")
        row = ranks(frame, name="r", title="T", language="en").rows[0]

        assert row[5:7] == ["0.14%", "—"]

    def test_market_value_as_the_yardstick(self):
        """When the market value ranks, unit line and heading say so."""
        frame = against_size()
        frame["market_share_pct"], frame["revenue_share_pct"] = frame["share_pct"], None
        chart = ranks(frame, name="r", title="T", language="en")

        assert "market value" in chart.unit
        assert "Ranked against the buyer’s market value" in drawn_texts(chart.figure(style.WIDE))


class TestRanges:
    """How far readings of one price lie apart."""

    def test_chosen_reading_is_a_hundred_percent(self):
        """The dot stands at 100, the line and its ticks at the other readings in percent of the chosen one."""
        figure = ranges(disagreement(3), name="d", title="T").figure(style.WIDE)
        dots = [xs for xs, _, _ in marks(figure)]
        ticks = [xs for xs, _, _ in marks(figure, "|")]

        assert dots == [[100]] * 3 and ticks[0] == pytest.approx([90, 100, 180])

    @pytest.mark.parametrize(("spread", "scale"), [(3, "linear"), (9, "log")])
    def test_axis_counts_multiples_when_readings_lie_far_apart(self, spread, scale):
        """Beyond a spread of four the axis is logarithmic, and the unit line says so."""
        chart = ranges(disagreement(3, spread), name="d", title="T", language="en")

        assert chart.figure(style.WIDE).axes[0].get_xscale() == scale
        assert ("logarithmic scale" in chart.unit) == (scale == "log")

    @pytest.mark.parametrize("language", ["ar", "en"])
    def test_percent_runs_left_to_right(self, language):
        """An axis with a midpoint is not mirrored; names stand where reading starts."""
        figure = ranges(disagreement(), name="d", title="T", language=language).figure(style.WIDE)
        low, high = figure.axes[0].get_xlim()
        name = drawn_texts(figure)["Scale AI"].get_window_extent()

        assert low < high and (name.x0 > style.WIDE / 2) == (language == "ar")

    def test_amounts_stand_at_the_ends(self):
        """The lowest and highest amounts are said at the ends of the line and the chosen one beside the name."""
        texts = drawn_texts(ranges(disagreement(1, ours=0), name="d", title="T", language="en").figure(style.WIDE))

        assert {"$1.8bn", "$2bn", "$3.6bn"} <= set(texts)

    def test_deal_in_question_is_among_the_drawn(self):
        """Of thirty deals twenty are drawn, the deal in question too; ticks keep value and basis in the exact rows."""
        chart = ranges(disagreement(30, ours=29), name="d", title="T", language="en")

        assert "Scale AI" in drawn_texts(chart.figure(style.NARROW)) and "20 of 30" in chart.note
        ticks = chart.exact[1][8]
        assert ticks[::2] == [D(1_800_000_000), D(2 * BN), D(3_600_000_000)] and set(ticks[1::2]) == {"announced"}


class TestSteps:
    """Arrivals and departures."""

    def test_arrivals_rise_and_departures_fall(self):
        """Counted events are filled dots at their count, above zero for arrivals and below for departures."""
        figure = steps(movements(), name="s", title="T").figure(style.WIDE)
        filled = sorted(ys[0] for _, ys, line in marks(figure) if line.get_markerfacecolor() != style.LIGHT["paper"])

        assert filled == [-3, -1, 1, 11]

    def test_uncounted_events_are_rings(self):
        """An event without a number is a ring on its side of the zero line, never a zero."""
        figure = steps(movements(), name="s", title="T").figure(style.WIDE)
        rings = [ys[0] for _, ys, line in marks(figure) if line.get_markerfacecolor() == style.LIGHT["paper"]]

        assert len(rings) == 2 and min(rings) < 0 < max(rings)

    def test_range_between_sources_is_a_thick_end(self):
        """A count that sources give as 1 to 8 is drawn from one to the other, and written as a range."""
        chart = steps(movements(), name="s", title="T", language="en")
        figure = chart.figure(style.WIDE)
        thick = [list(line.get_ydata()) for line in figure.axes[0].get_lines() if line.get_linewidth() == 7]

        assert thick == [[-1.0, -8.0]] and any("1–8" in text for text in drawn_texts(figure))

    def test_far_counts_make_the_axis_one_of_multiples(self):
        """Six hundred beside one: heights are log10(1 + count), and the unit line says so."""
        chart = steps(movements(600), name="s", title="T", language="en")
        tops = [ys[0] for _, ys, _ in marks(chart.figure(style.WIDE))]

        assert max(tops) == pytest.approx(math.log10(601)) and "logarithmic" in chart.unit

    def test_events_of_one_day_stand_apart(self):
        """A ring and a dot of one day and side do not hide each other."""
        figure = steps(movements(), name="s", title="T").figure(style.WIDE)
        ax = figure.axes[0]
        pixels = sorted(ax.transData.transform((xs[0], 0))[0] for xs, ys, _ in marks(figure) if ys[0] < 0)

        assert min(later - one for one, later in pairwise(pixels)) > 9

    def test_every_number_is_written(self):
        """Each counted event carries its number, on a phone without the noun and behind the letter of its story."""
        for width, numbers in ((style.WIDE, ["11\u00a0people", "1–8\u00a0people"]), (style.NARROW, ["B: 11", "C: 1–8"])):
            texts = list(drawn_texts(steps(movements(), name="s", title="T", language="en").figure(width)))
            assert [texts.count(number) for number in numbers] == [1, 1]

    @pytest.mark.parametrize("language", ["ar", "en"])
    @pytest.mark.parametrize("width", [style.WIDE, style.NARROW])
    @pytest.mark.parametrize("events", [6, 40])
    def test_every_story_is_told(self, events, width, language):
        """However crowded, each event is told beside its mark or under a letter below, where its day stands in front."""
        frame = crowd(events)
        figure = steps(frame, name="s", title="T", language=language).figure(width)
        texts = [text.get_text().translate(UNSEEN).replace("\u00a0", " ") for text in figure.findobj(Text)]
        told = " ".join(texts)

        assert all(story.rstrip(".") in told for story in frame["text_ar" if language == "ar" else "text"])
        day = "1 يناير 2020: باحث" if language == "ar" else "1 January 2020: Person"
        assert (width == style.WIDE and events == 6) or any(text.startswith(day) for text in texts)

    def test_letters_follow_time_and_go_on_after_the_last(self):
        """The list begins with the first letter of the language, and no two of its events share one."""
        for language, letters, day in (("ar", "أبغ", "1 يناير 2020"), ("en", "ABZ", "1 January 2020")):
            texts = steps(crowd(40), name="s", title="T", language=language).figure(style.NARROW).findobj(Text)
            said = {text.get_text().translate(UNSEEN).replace("\u00a0", " "): text for text in texts}
            top = next(text for words, text in said.items() if words.startswith(day))
            heads = {words: text for words, text in said.items() if len(words) < 3 and words.isalpha()}

            assert {*letters, letters[0] * 2, letters[:2]} <= set(heads) and len(heads) == 40
            assert heads[letters[0]].xy[1] == top.xy[1]

    def test_no_name_is_broken(self):
        """A place whose name is several words stays on one line, and a name with a hyphen is one word."""
        frame = movements()
        frame.loc[4, "label"] = "Thinking Machines Lab, Google DeepMind, CTRL-labs"
        texts = set(drawn_texts(steps(frame, name="s", title="T", language="en").figure(style.NARROW)))
        lines = {line.replace("\u00a0", " ") for line in texts}

        assert "October 2025: Thinking Machines Lab," in lines and "Google DeepMind, CTRL-labs" in lines
        assert not [line for line in lines if line.endswith("-")]

    def test_alt_text_adds_up_what_was_counted(self):
        """Totals are of counted people only; those without a number are said to be so."""
        alt = steps(movements(), name="s", title="T", language="en").alt

        assert "arriving: 12\u00a0people" in alt and "laid off: 4\u00a0people" in alt and "2\u00a0events" in alt


class TestPlacement:
    """Labels find a place or are left out."""

    def page(self):
        with style.context():
            sheet = Sheet("en", "latn", 200, 100)
            ax = sheet.canvas()
            return sheet, Places(sheet, ax, Box(0, 0, 200, 100))

    def test_second_label_goes_elsewhere(self):
        """Two labels at one point do not take the same spot."""
        _, places = self.page()
        with style.context():
            first = places.find(100, 50, places.measure([Line("one")]), around(5))
            second = places.find(100, 50, places.measure([Line("one")]), around(5))

        assert first and second and first.spot != second.spot and not first.boxes[0].touches(second.boxes)

    def test_no_room_writes_nothing(self):
        """A label that fits nowhere is not written at all."""
        sheet, places = self.page()
        with style.context():
            assert not places.put(100, 50, [Line("far too long a label for a sheet of two hundred pixels")], around(5))

        assert drawn_texts(sheet.figure) == {}

    def test_leader_does_not_cross_a_dot(self):
        """A spot whose leader would run through another dot is passed over."""
        _, places = self.page()
        with style.context():
            size = places.measure([Line("a")])
            places.take(100, 50, 4)
            places.take(120, 50, 4)
            found = places.find(100, 50, size, [Spot(40, 0, "left"), Spot(-40, 0, "right")], leader=4)

        assert found and found.spot.ha == "right"

    @pytest.mark.parametrize(
        ("start", "end", "cut"), [((0, 0), (4, 4), True), ((0, 3), (4, 3), False), ((0, 4), (0, 0), False)]
    )
    def test_line_through_a_box(self, start, end, cut):
        """Whether a straight line passes through a box, level and upright lines too."""
        assert Box(1, 1, 2, 2).cut_by(start, end) is cut
