"""Charts as they are drawn: every form in both languages, both sets of digits and both widths, and the check itself."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import matplotlib
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from analysis import charts, style
from analysis.charts import door
from analysis.charts.sheet import Sheet
from analysis.charts.svg import markup
from tests import frames

WAYS = [(language, digits) for language in ("ar", "en") for digits in ("latn", "arab")]


@pytest.fixture(scope="module")
def drawn():
    """Frames of the real measures by form."""
    return frames.by_form()


FORMS = frames.FORMS


def made(drawn, form, language="ar", digits="latn"):
    function, frame, how = drawn[form]
    title = "عنوان" if language == "ar" else "A title"
    return function(frame, name=form, title=title, language=language, digits=digits, **how)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("language", "digits"), WAYS)
def test_every_drawing_passes_the_check(drawn, form, language, digits):
    """No label is outside its figure, over another, without its direction or beyond the font, at either width."""
    chart = made(drawn, form, language, digits)

    assert [charts.check(chart.figure(width), language) for width in (style.WIDE, style.NARROW)] == [[], []]


@pytest.mark.parametrize("form", FORMS)
def test_a_drawing_can_live_inside_a_page(drawn, form):
    """The SVG has no style attribute or sheet, its ids are its own, its text stays text, and its bytes are stable."""
    chart = made(drawn, form)
    both = chart.svg()

    assert both == made(drawn, form).svg()
    assert not re.search(r"style=|<style|#[0-9a-f]{6}", "".join(both.values()))
    ids = re.findall(r'\bid="([^"]+)"', "".join(both.values()))
    assert len(ids) == len(set(ids)) and all(name.startswith(f"{form}-") for name in ids)
    assert all("<text" in svg and 'direction="ltr"' in svg for svg in both.values())


@pytest.mark.parametrize("form", FORMS)
def test_what_a_drawing_points_at_is_in_it(drawn, form):
    """Every clip, hatch and marker that an SVG refers to has its id there; a lost hatch would leave silence blank."""
    for svg in made(drawn, form).svg().values():
        ids = set(re.findall(r'\bid="([^"]+)"', svg))
        pointed = set(re.findall(r"url\(#([^)]+)\)", svg)) | set(re.findall(r'href="#([^"]+)"', svg))

        assert pointed and pointed <= ids


@pytest.mark.parametrize("language", ["ar", "en"])
def test_ranks_leave_room_for_their_lines_on_a_phone(drawn, language):
    """Between the two columns of words at least 80 pixels remain for lines; where names are long the prices give way."""
    ax = made(drawn, "ranks", language).figure(style.NARROW).axes[0]

    assert abs(ax.transData.transform((1, 0))[0] - ax.transData.transform((0, 0))[0]) >= 80


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_chart_has_what_a_page_puts_around_it(drawn, form, language):
    """Unit, alt text of at most 70 words, a table as wide as its headings, exact values and sources are there."""
    chart = made(drawn, form, language)

    assert chart.unit and 5 <= len(chart.alt.split()) <= 70
    assert chart.rows and {len(row) for row in chart.rows} == {len(chart.columns)}
    assert len(chart.exact) == len(chart.rows) + 1 and chart.sources
    assert not [cell for row in chart.rows for cell in row if "nan" in cell.lower().split() or cell.lower() == "none"]


@pytest.mark.parametrize("form", FORMS)
def test_nothing_to_draw_is_said(drawn, form):
    """A frame without rows gives a sentence and no drawing."""
    function, frame, how = drawn[form]

    chart = function(frame.iloc[:0], name=form, title="A title", language="en", digits="latn", **how)

    assert chart.empty and chart.svg() == {} and not chart.rows


def bars_of(figure: Figure) -> list:
    return [patch for ax in figure.axes for patch in ax.patches if patch.get_width()]


@pytest.mark.parametrize(("language", "side"), [("ar", "x1"), ("en", "x0")])
def test_bars_grow_from_where_reading_begins(drawn, language, side):
    """All bars share their root: the right in Arabic, the left in English."""
    figure = made(drawn, "bars", language).figure(style.WIDE)
    figure.canvas.draw()
    boxes = [patch.get_window_extent() for patch in bars_of(figure)]

    roots = {round(getattr(box, side)) for box in boxes}

    assert len(boxes) == 19 and len(roots) == 1
    assert (max(box.x1 for box in boxes) in roots or round(max(box.x1 for box in boxes)) in roots) == (language == "ar")


def test_a_bar_is_as_long_as_its_price(drawn):
    """Two bars' lengths are in the ratio of their values: 25.8 to 14.3 billion in dollars of 2025."""
    frame = drawn["bars"][1]
    figure = made(drawn, "bars", "en").figure(style.WIDE)
    widths = [abs(patch.get_width()) for patch in bars_of(figure)]

    assert widths[0] / widths[1] == pytest.approx(float(frame["value"].iloc[0] / frame["value"].iloc[1]))


def labelled(text: str, x: float = 0.5, y: float = 0.5, **how) -> Figure:
    with style.context():
        figure = Figure(figsize=(4, 3), dpi=72)
        figure.text(x, y, text, ha="center", **how)
        return figure


@pytest.mark.parametrize(("text", "told"), [
    ("\u200f\ufe8e\ufe98\ufef4\ufee3", "joined letter forms"),
    ("ميتا", "Arabic without its direction"),
    ("\u200fميتا ⛵", "the font lacks U+26F5"),
])  # fmt: skip
def test_the_check_finds_a_wrong_label(text, told):
    """Reshaped text, Arabic without its mark and characters that the font lacks are each named."""
    assert any(told in fault for fault in charts.check(labelled(text), "ar"))


def test_the_check_finds_a_formula():
    """Two dollar signs that would start a formula are named."""
    assert any("formula" in fault for fault in charts.check(labelled("$5 or $6", parse_math=True), "en"))


def test_the_check_finds_a_label_outside_and_one_over_another():
    """A label beyond the edge, and two at one place, are named."""
    assert any("outside the figure" in fault for fault in charts.check(labelled("beyond the edge", x=0), "en"))
    crowded = labelled("one label")
    crowded.text(0.5, 0.5, "another label", ha="center")
    assert any("lie over one another" in fault for fault in charts.check(crowded, "en"))


def test_a_colour_outside_the_palette_is_refused():
    """A drawing in a colour that the themes do not know is not turned into SVG."""
    figure = labelled("word", color="#123456")

    with pytest.raises(ValueError, match="#123456, expected one of the palette"):
        markup(figure, "x")


@pytest.mark.parametrize("said", ["v1.23456 of 2.71828", "3.14159", "a  b", "1.2\n3.45678"])
def test_text_of_a_drawing_is_what_was_written(said):
    """Geometry is cut to hundredths; text is not, whatever it looks like."""
    root = ElementTree.fromstring(markup(labelled(said), "x"))

    assert [part.text for part in root.iter("text")] == said.split("\n")
    assert not re.search(r"\.\d{3}", " ".join(part.get("d", "") + part.get("transform", "") for part in root.iter()))


def test_a_fault_of_a_published_drawing_travels_with_the_chart(drawn):
    """What the check finds in the figure that becomes the drawing stands in the bundle, for the page to refuse."""
    fine = made(drawn, "bars")

    def crowded(width: int) -> Figure:
        figure = fine.draw(width)
        figure.text(0.5, 0.5, "one label")
        figure.text(0.5, 0.5, "another")
        return figure

    kind = "application/vnd.mizan.chart+json"
    assert fine._repr_mimebundle_()[kind]["faults"] == []
    told = replace(fine, draw=crowded)._repr_mimebundle_()[kind]["faults"]
    assert told[0].startswith("wide: ") and "lie over one another" in " ".join(told)


def test_the_check_finds_a_foreign_face():
    """A face that is not ours is named, though it may have every letter: the page carries ours alone."""
    told = charts.check(labelled("word", family="DejaVu Sans"), "en")

    assert told == ['label "word": found the face DejaVu Sans, expected Mizan Sans. Set the house style after other themes.']


def test_the_check_finds_a_letter_that_the_font_does_not_join():
    """A letter whose joined forms the font lacks is named, though the letter alone is there."""
    told = charts.check(labelled("بڻب"), "ar")

    assert any("lacks the joined forms U+FBA3" in fault for fault in told)
    assert not any("lacks the joined forms" in fault for fault in charts.check(labelled("پچ گ الله لأ مُدّة ـ"), "ar"))


def test_the_font_has_every_sign_that_numbers_need():
    """Digits of both sets, separators, percents, minus, quotes and dashes have glyphs; the riyal sign is spelt out."""
    signs = "0123456789٠١٢٣٤٥٦٧٨٩٪%٫٬,.−–—…“”‘’«»؟،؛$€£×±·"

    assert not [fault for fault in charts.check(labelled(f"ب {signs}"), "ar") if "lacks" in fault]
    assert [fault for fault in charts.check(labelled("5 \u20c1"), "ar") if "lacks" in fault] == []


def test_a_published_chart_is_laid_out_once_for_each_width(drawn, monkeypatch):
    """The draw that writes the SVG is the one that is checked; the check of a figure by itself draws it."""
    draws, plain = [], Figure.draw
    monkeypatch.setattr(Figure, "draw", lambda figure, renderer: (draws.append(figure), plain(figure, renderer))[1])

    made(drawn, "bars").published()

    assert len(draws) == len({id(figure) for figure in draws}) == 2
    assert len(charts.check(labelled("one"), "en")) == 0 and len(draws) == 3


@pytest.mark.parametrize("hinting", ["none", "force_autohint"])
@pytest.mark.parametrize(("text", "how"), [
    ("صفقة 5%", {}), ("صفقة 5%", {"fontsize": 20}), ("صفقة 5%", {"fontweight": 600}), ("صفقة 5%", {"ha": "right"}),
    ("صفقة 5%", {"va": "top"}), ("صفقة 5%", {"rotation": 30}), ("سطر\nوآخر", {"linespacing": 2}),
])  # fmt: skip
def test_a_kept_layout_is_the_one_matplotlib_makes(text, how, hinting):
    """A label of a sheet lies where the same label of any figure does, whatever was laid out before it."""
    with style.context(), matplotlib.rc_context({"text.hinting": hinting}):
        ours = Sheet("ar", "latn", 288, 216)
        other = Figure(figsize=(4, 3), dpi=72)
        FigureCanvasAgg(other)
        door.speak(other, "ar")
        for _ in range(2):
            boxes = [figure.text(0.5, 0.5, text, **how).get_window_extent() for figure in (ours.figure, other)]

            assert boxes[0].extents.tolist() == boxes[1].extents.tolist()


def test_a_width_is_that_of_the_label():
    """What a sheet measures before it writes is what Matplotlib draws."""
    with style.context():
        sheet = Sheet("ar", "arab", 288, 216)
        for size, bold in ((14, True), (13, False)):
            label = sheet.figure.text(0, 0, "1,250 صفقة", fontsize=size, fontweight=600 if bold else 400)

            assert sheet.measure("1,250 صفقة", size, bold) == label.get_window_extent().width


def test_a_panel_makes_no_tick_before_one_is_asked_for():
    """Its lists are empty, and an axis that is given places has its ticks there all the same."""
    with style.context():
        sheet = Sheet("en", "latn", 200, 100)
        ax = sheet.axes()
        assert [ax.xaxis.majorTicks, ax.xaxis.minorTicks, ax.yaxis.majorTicks, ax.yaxis.minorTicks] == [[], [], [], []]
        ax.set(xticks=[0.25, 0.5])
        sheet.figure.canvas.draw()

    assert [tick.get_loc() for tick in ax.xaxis.get_major_ticks()] == [0.25, 0.5]


@pytest.mark.parametrize("dpi", [72, 144])
def test_a_label_stands_beside_its_point_in_a_picture_of_any_size(dpi):
    """As Matplotlib's own annotation does: so many points from a point of the data."""
    with style.context():
        sheet = Sheet("en", "latn", 200, 100)
        ax = sheet.axes(start=40, end=20)
        ax.set(xlim=(0, 10), ylim=(0, 1))
        label = sheet.note(ax, 5, 0.5, "word", dx=7, va="top")
        like = ax.annotate("word", (5, 0.5), xytext=(7, 0), textcoords="offset points", va="top", annotation_clip=False)
        sheet.figure.dpi = dpi
        sheet.figure.canvas.draw()
        like.update_positions(sheet.figure.canvas.get_renderer())

    there = [one.get_transform().transform(one.get_position()) for one in (label, like)]
    assert there[0] == pytest.approx(there[1])


def test_parts_of_a_panel_are_clipped_by_its_box():
    """Lines, bars and marks end at the axes, as those that Matplotlib adds; labels do not."""
    with style.context():
        sheet = Sheet("en", "latn", 200, 100)
        ax = sheet.axes(start=40, end=20, top=10)
        ax.line([0, 2], [0, 2])
        ax.block(0, 0.5, 2, 0.2)
        label = sheet.note(ax, 0, 0, "word")
        (like,) = ax.plot([0, 2], [0, 2])

    assert {tuple(part.get_clip_box().extents) for part in (*ax.lines, *ax.patches)} == {tuple(like.get_clip_box().extents)}
    assert label.get_clip_box() is None and label.get_clip_path() is None
