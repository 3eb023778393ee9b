"""The one door: whichever library draws, plain logical Arabic is laid out right, and each side is its reader's."""

import importlib
import io
import threading

import matplotlib
import pandas as pd
import pytest
import seaborn as sns
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure

from analysis import charts, style
from analysis.charts import door

RLM, ALM, LRI, PDI = "\u200f", "\u061c", "\u2066", "\u2069"
DATA = pd.DataFrame({
    "شركة": ["ميتا", "Scale AI (حصة)", "جوجل"], "قيمة": [1200, 14300.5, -320], "نوع": ["استحواذ", "حصة أقلية", "شراكة"],
})  # fmt: skip


@pytest.fixture(autouse=True)
def session():
    """The settings of the session and its usual reader, put back afterwards."""
    usual = door.USUAL["reader"]
    with matplotlib.rc_context():
        yield
    door.USUAL["reader"] = usual


def figure() -> Figure:
    made = Figure(figsize=(8, 5), layout="constrained")
    FigureCanvasAgg(made)
    return made


@pytest.fixture
def laid(monkeypatch):
    """What reaches the drawing library's own renderer when a figure is drawn, line by line."""

    def seen(made: Figure) -> list[str]:
        lines: list[str] = []
        plain = RendererAgg.draw_text

        def spy(self, gc, x, y, s, *args, **how):
            lines.append(s)
            return plain(self, gc, x, y, s, *args, **how)

        monkeypatch.setattr(RendererAgg, "draw_text", spy)
        made.canvas.draw()
        return lines

    return seen


def seaborn_bars(ax):
    sns.barplot(DATA, x="قيمة", y="شركة", hue="نوع", ax=ax)


def pandas_bars(ax):
    DATA.plot.bar(x="شركة", y="قيمة", ax=ax, title="رسم pandas")


def seaborn_points(ax):
    sns.scatterplot(DATA, x="قيمة", y="قيمة", hue="شركة", ax=ax)


def by_hand(ax):
    ax.plot([1, 2], [3, 4], label="خط ميتا")
    ax.legend(title="مفتاح")
    ax.annotate("ذروة", (1, 3))
    ax.set_xticks([1, 2], ["أول", "ثانٍ"])
    ax.figure.colorbar(ax.imshow([[1, 2]]), ax=ax, label="نسبة")
    ax.table([["خانة"]])
    ax.figure.suptitle("عنوان\nسطران")


@pytest.mark.parametrize("plot", [seaborn_bars, pandas_bars, seaborn_points, by_hand])
def test_every_arabic_text_of_any_library_arrives_directed(laid, plot):
    """Titles, ticks, legends, notes, colour bars and tables reach the renderer in logical order behind their direction."""
    charts.adopt("ar")
    made = figure()
    plot(made.subplots())

    arabic = [line for line in laid(made) if any("\u0620" <= c <= "\u064a" for c in line)]

    assert len(arabic) >= 3 and all(line.startswith((RLM, ALM)) for line in arabic)
    assert not [c for line in arabic for c in line if "\ufb50" <= c <= "\ufdff" or "\ufe70" <= c <= "\ufefc"]


def test_facet_titles_arrive_directed(laid):
    """The titles that seaborn writes over its facets go the same way."""
    charts.adopt("ar")
    grid = sns.FacetGrid(DATA, col="نوع")
    grid.map_dataframe(sns.scatterplot, x="قيمة", y="قيمة")

    lines = laid(grid.figure)

    assert any(line.startswith(RLM) and "استحواذ" in line for line in lines)


def test_text_stays_what_was_written():
    """A text object keeps its logical string, so that reading it and setting it again changes nothing."""
    charts.adopt("ar")
    title = figure().subplots().set_title("حصة 49٪ من Scale AI")

    assert title.get_text() == "حصة 49٪ من Scale AI"
    title.set_text(title.get_text())
    assert title.get_text() == "حصة 49٪ من Scale AI"


@pytest.mark.parametrize(("language", "digits", "said", "expected"), [
    ("ar", "arab", "1,200.5", f"{RLM}١٬٢٠٠٫٥"), ("ar", "arab", "20%", f"{RLM}{ALM}٢٠٪"),
    ("ar", "latn", "20%", f"{RLM}{ALM}20٪"), ("ar", "arab", "−0.5", f"{RLM}{LRI}−٠٫٥{PDI}"),
    ("ar", "arab", "Llama 4", f"{RLM}{LRI}Llama 4{PDI}"), ("en", "arab", "1,200.5", "1,200.5"), ("en", "latn", "20%", "20%"),
])  # fmt: skip
def test_a_number_alone_is_written_in_the_readers_digits(language, digits, said, expected):
    """Tick labels take the digits, separators and percent sign of the language; names that hold a number keep theirs."""
    assert door.spoken(said, door.Reader(language, digits), shaping=True) == expected


def sides(ax) -> tuple:
    ticks = ax.yaxis.get_ticks_position()
    return ax.xaxis_inverted(), ax.yaxis.get_label_position(), ticks, ax.yaxis.get_major_ticks()[0].label2.get_visible()


@pytest.mark.parametrize(
    ("language", "expected"), [("ar", (True, "right", "right", True)), ("en", (False, "left", "left", False))]
)
def test_horizontal_bars_and_scale_begin_where_reading_begins(language, expected):
    """Bars grow from the right in Arabic, with names and scale at the right; from the left in English."""
    charts.adopt(language)
    ax = figure().subplots()
    ax.barh(["أ", "ب"], [1, 2])

    assert sides(ax) == expected


def test_time_runs_left_to_right_in_both():
    """A line over time is not turned round."""
    charts.adopt("ar")
    ax = figure().subplots()
    ax.plot(pd.to_datetime(["2024-01-01", "2025-01-01"]), [1, 2])

    assert not ax.xaxis_inverted()


def test_signs_of_a_legend_stand_at_the_right_in_arabic():
    """The sign stands right of its text, where an Arabic reader looks first; in English left of it."""
    places = {}
    for language in ("ar", "en"):
        charts.adopt(language)
        made = figure()
        ax = made.subplots()
        ax.bar([1], [2], label="ميتا")
        legend = ax.legend()
        made.canvas.draw()
        text, sign = legend.get_texts()[0], legend.get_patches()[0]
        places[language] = sign.get_window_extent().x0 > text.get_window_extent().x0

    assert places == {"ar": True, "en": False}


def test_one_figure_may_speak_otherwise(laid):
    """A figure that says for whom it is drawn is not turned by the usual reader of the session."""
    charts.adopt("ar", "arab")
    made = figure()
    door.speak(made, "en")
    made.text(0, 0, "2,500")

    assert laid(made) == ["2,500"]


def test_the_door_is_hung_once(laid):
    """Loading the module again does not lay out a text twice."""
    importlib.reload(door)
    charts.adopt("ar")
    made = figure()
    made.text(0, 0, "ميتا")
    door.USUAL["reader"] = door.Reader("ar")

    assert laid(made) == [f"{RLM}ميتا"]
    assert getattr(door.PLAIN["_get_layout"], door.HOOKED, None) is None


def test_english_again_after_arabic():
    """Adopting the other language undoes every side of the first."""
    charts.adopt("ar")
    charts.adopt("en")

    assert {name: matplotlib.rcParams[name] for name in style.sides("en")} == style.sides("en")


def test_an_unknown_language_is_refused():
    """The error names the two that there are."""
    with pytest.raises(ValueError, match='found "fr", expected ar or en'):
        charts.adopt("fr")


def test_a_figure_keeps_the_reader_for_whom_it_was_begun(laid):
    """A session that turns to English afterwards does not turn an Arabic figure round."""
    charts.adopt("ar", "arab")
    made = figure()
    made.text(0, 0, "حصة 49")
    charts.adopt("en")

    assert laid(made) == [f"{RLM}حصة ٤٩"]


@pytest.mark.parametrize(("language", "expected"), [("ar", f"{RLM}١٬٠٠٠"), ("en", "1,000")])
def test_powers_of_a_logarithmic_scale_are_numbers(language, expected):
    """What Matplotlib's scale writes as a formula is drawn as the number, not as the formula's source."""
    reader = door.Reader(language, "arab")

    assert door.spoken(r"$\mathdefault{10^{3}}$", reader, shaping=True) == expected
    assert door.spoken(r"$\mathdefault{2\times10^{-1}}$", door.Reader("en")) == "0.2"


def test_a_formula_drawn_as_its_source_is_a_fault():
    """A label that would show a formula's source is found by the check."""
    made = figure()
    made.text(0.5, 0.5, r"$\mathdefault{x}$", family=style.SANS)

    assert any("formula" in fault for fault in charts.check(made, "en"))


def test_layout_touches_no_text():
    """Many threads that lay out one text leave it as it was written."""
    charts.adopt("ar")
    made = figure()
    text = made.text(0, 0, "صفقة 5% ميتا")

    def measure() -> None:
        for _ in range(100):
            text.get_window_extent(RendererAgg(640, 480, 100))

    threads = [threading.Thread(target=measure) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert text.get_text() == "صفقة 5% ميتا"


def test_bars_over_time_are_not_turned():
    """A chart of spans of time runs left to right in Arabic too."""
    charts.adopt("ar")
    ax = figure().subplots()
    ax.barh(["أ", "ب"], pd.to_timedelta([90, 60], "D"), left=pd.to_datetime(["2024-01-01", "2025-01-01"]))

    assert not ax.xaxis_inverted()


def test_the_name_of_a_first_of_two_scales_stays_beside_its_numbers():
    """With a second scale at the right, the first one's name moves to the left with its numbers."""
    charts.adopt("ar")
    ax = figure().subplots()
    other = ax.twinx()

    assert (ax.yaxis.get_label_position(), other.yaxis.get_label_position()) == ("left", "right")


def test_an_svg_turns_its_lines_without_a_style_sheet():
    """An SVG saved by hand encloses each Arabic line, since a browser is not told of its direction otherwise."""
    charts.adopt("ar")
    made = figure()
    made.text(0.1, 0.5, "صفقة Scale AI")
    kept = io.StringIO()
    made.savefig(kept, format="svg")

    assert "\u2067صفقة Scale AI\u2069" in kept.getvalue()


def test_unknown_digits_are_refused():
    """Digits that are none of the two are refused, as a language is."""
    with pytest.raises(ValueError, match='found "hindi", expected latn or arab'):
        charts.adopt("ar", "hindi")
