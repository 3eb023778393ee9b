"""Figures remember their calculation, texts remember their figures, and every number of a page leads to rows of data."""

import pickle
from decimal import Decimal
from itertools import chain
from pathlib import Path
from statistics import median

import pandas as pd
import pytest

from analysis import Edition, provenance
from analysis import language as wording
from analysis.evidence import Evidence, cells
from analysis.evidence import unit as evidence_unit
from analysis.provenance import Among, Cell, Count, Figure, Worked, counted, of_rows, origin_of, ranks, traced
from tests import printed

LANGUAGES, PAGES = ("ar", "en"), ("deals", "talent", "sources")


def figure(value, row):
    """A figure of a row of readings."""
    return Figure(value, Cell("readings", row, "low"))


A, B, C = figure("14300000000", "a"), figure("49", "b"), figure("870000000", "c")


def rows_of(value):
    """The ids of the rows behind a figure."""
    return {cell.row for cell in cells(value)}


class TestArithmetic:
    @pytest.mark.parametrize(("worked", "plain", "behind"), [
        (A * 100 / B, Decimal("14300000000") * 100 / 49, "ab"), (100 * A, Decimal("1430000000000"), "a"),
        (A - C, Decimal("13430000000"), "ac"), (1 - B, Decimal(-48), "b"), (-A, Decimal("-14300000000"), "a"),
        (abs(C - A), Decimal("13430000000"), "ac"), (sum([A, C], Decimal(0)), Decimal("15170000000"), "ac"),
        (1 / B, 1 / Decimal(49), "b"), (Count(3, Cell("flows", "x", "value")) + 4, 7, "x"),
    ])  # fmt: skip
    def test_a_result_equals_the_plain_one_and_knows_its_rows(self, worked, plain, behind):
        """Nothing about the numbers changes; what they rest on comes with them."""
        assert worked == plain and type(worked) in (Figure, Count)
        assert rows_of(worked) == set(behind)

    def test_a_figure_and_a_plain_number_are_one_key(self):
        """Tables may be joined and grouped by traced numbers as by plain ones."""
        assert {Decimal(49): "x"}[B] == "x" and Decimal(49) == B and B in {Decimal(49)}

    def test_a_neutral_part_leaves_the_origin_alone(self):
        """One time a figure is that figure, and minus minus it too."""
        loss = -A
        assert (1 * A).origin == A.origin == (-loss).origin and (A * 1).origin == A.origin

    def test_a_stated_one_is_a_part_like_any_other(self):
        """Only a plain one is neutral: a figure that happens to be one is named in the calculation."""
        assert rows_of(A * figure("1", "d")) == rows_of(figure("1", "d") * A) == {"a", "d"}

    def test_rounding_leaves_a_figure_what_it_was(self):
        """A figure stated less finely rests on the same row, and survives being sent to another process."""
        price, several = figure("13790000000.4", "a"), Count(37, Cell("flows", "x", "value"))
        for less in (round(price, -8), price.quantize(Decimal(1)), price.normalize(), +price, round(price)):
            assert rows_of(less) == {"a"}, less
        assert (round(price), round(several, -1), rows_of(round(several, -1))) == (13790000000, 40, {"x"})
        again = pickle.loads(pickle.dumps(price))
        assert again == price and again.origin == price.origin

    def test_whole_numbers_divide_exactly(self):
        """A share of a count is exact and knows both counts."""
        one, all_ = Count(1, Cell("flows", "x", "value")), Count(8, Cell("flows", "y", "value"))
        assert one / all_ == Decimal("0.125") and rows_of(one / all_) == {"x", "y"}

    def test_a_long_sum_is_one_sum(self):
        """Adding a thousand figures is neither a recursion nor a thousand nested sums."""
        total = sum([figure(n, f"r{n}") for n in range(1, 3001)], Decimal(0))
        assert total == 3000 * 3001 // 2 and len(total.origin.inputs) == 3000

    def test_equal_calculations_have_one_name(self):
        """A page shows one note for one calculation, whichever chart it stands in."""
        assert (A * 100 / B).origin.id == (A * 100 / B).origin.id != (A * 100 / C).origin.id

    def test_ranks_medians_and_counts_know_all_that_they_look_at(self):
        """A rank rests on every figure that was ranked, the largest first, equals at the better place."""
        values = [figure(v, f"r{i}") for i, v in enumerate(("5", "9", "5", "2"))]
        assert ranks(values) == [2, 1, 2, 4]
        assert all(rows_of(place) == {"r0", "r1", "r2", "r3"} for place in ranks(values))
        assert provenance.median(values) == median(map(Decimal, ("5", "9", "5", "2")))
        assert (count := counted(values[:2], of=values)) == 2 and rows_of(count) == {"r0", "r1", "r2", "r3"}

    def test_a_table_knows_the_cell_of_each_figure(self):
        """Only exact numbers are traced; text, dates and unknown values stay what they are."""
        frame = pd.DataFrame({"id": ["x", "y"], "low": pd.Series([Decimal(3), None], dtype=object), "note": ["n", "m"]})
        made = traced(frame, "readings")
        assert origin_of(made["low"][0]) == Cell("readings", "x", "low") and made["low"][1] is None
        assert list(made["note"]) == ["n", "m"] and list(frame.columns) == list(made.columns)

    def test_movements_are_counted_by_their_rows(self):
        """An event without a number stands for itself."""
        frame = pd.DataFrame({"readings": [2, 0], "ids": [["flow-1", "flow-2"], ["event-1"]]})
        assert of_rows(frame) == 2
        assert {(cell.table, cell.row) for cell in cells(of_rows(frame))} == {("flows", "flow-1"), ("events", "event-1")}


class TestTexts:
    @pytest.mark.parametrize("digits", ["latn", "arab"])
    def test_a_sentence_knows_where_its_figures_stand(self, digits):
        """The place holds through isolates, marks and other digits, and through a sentence inside a sentence."""
        said = wording.format("بلغت {price:USD} أي بـ{share:percent}", {"price": A, "share": B}, "ar", digits)
        outer = wording.format("{who:text} ({text:text})", {"who": "Scale AI", "text": said}, "ar", digits)
        expected = ["14.3 مليار دولار", "49٪"] if digits == "latn" else ["١٤٫٣ مليار دولار", "٤٩٪"]
        for text in (said, outer):
            found = [printed.UNSEEN and text[a:b].translate(printed.UNSEEN).replace("\u00a0", " ")
                     for a, b, _ in wording.placed_in(text)]  # fmt: skip
            assert found == expected
            assert [one.origin for _, _, figures in wording.placed_in(text) for one in figures] == [A.origin, B.origin]

    def test_joined_texts_keep_their_figures(self):
        """A list of sentences is one text with all their figures in place."""
        one, two = (wording.number(value, "USD", "en") for value in (A, C))
        for text in (wording.strung(" – ", [one, two]), one + " – " + two, "~" + one + " – " + two + "."):
            assert [text[a:b] for a, b, _ in wording.placed_in(text)] == ["$14.3bn", "$870m"]

    def test_plain_values_give_plain_texts(self):
        """Nothing is marked that knows no origin."""
        assert type(wording.number(Decimal(5), "USD", "en")) is str and wording.placed_in("$5") == ()

    def test_a_range_states_both_ends(self):
        """One place, two figures."""
        ((start, end, figures),) = wording.placed_in(wording.span(C, A, "USD", "en"))
        assert (start, figures) == (0, (C, A)) and end == len("$870m–$14.3bn")


class TestNotes:
    def test_a_note_on_a_seed_shows_the_sentence_and_its_words(self):
        """The words of the reading are marked within the sentence of the article that states them."""
        evidence = Evidence("ar", "latn", None)
        name = evidence.cite([Figure("4.3", Cell("readings", "meta-attrition-rate-01", "low"))])
        quote = evidence.notes()[name]["quote"]
        assert quote["words"] == "فقدان الشركة بنسبة تقارب 4.3٪ من أبرز مواهبها"
        assert quote["before"].startswith("في وقت سابق من هذا العام، أطلقت وحدة GenAI")
        assert quote["after"].endswith("خلال عام 2024.")

    def test_a_note_on_a_reading_says_who_when_and_how_well_known(self):
        """Meta's filing books 13.79 billion dollars; the note repeats the row and its source."""
        evidence = Evidence("en", "latn", None)
        name = evidence.cite([Figure(1, Cell("readings", "meta-scale-ai-2025-price-01", "low"))])
        note = evidence.notes()[name]
        assert note["value"] == "$13.79bn" and note["confidence"] == "filed" and not note["second_hand"]
        assert note["source"]["title"].startswith("Meta 10-Q") and note["row"] == "readings: meta-scale-ai-2025-price-01"

    def test_a_calculation_is_no_better_known_than_its_weakest_part(self):
        """A filed price over an estimated share is an estimate."""
        price = Figure("13790000000", Cell("readings", "meta-scale-ai-2025-price-01", "low"))
        stake = Figure("49", Cell("readings", "meta-scale-ai-2025-stake-05", "low"))
        evidence = Evidence("en", "latn", None)
        name = evidence.cite([price * 100 / stake])
        note = evidence.notes()[name]
        assert note["confidence"] == "estimated" and note["rows"] == 2
        assert [one if isinstance(one, str) else one[0] for one in note["formula"]] == ["$13.79bn", "×", "100", "÷", "49%"]

    def test_what_is_taken_from_a_figure_keeps_its_brackets(self):
        """a − (−b) and a ÷ (−b) are written so that whoever works them out anew gets the same."""
        stake, rate = (Figure(n, Cell("readings", row, "low")) for n, row in
                       (("49", "meta-scale-ai-2025-stake-05"), ("4.3", "meta-attrition-rate-01")))  # fmt: skip
        for value, expected in ((1 / (-stake), "1 ÷ ( − 49% )"), (rate - (-stake), "4.3% − ( − 49% )")):
            evidence = Evidence("en", "latn", None)
            name = evidence.cite([value])
            note = evidence.notes()[name]
            written = " ".join(part if isinstance(part, str) else part[0] for part in note["formula"])
            assert written.startswith(expected), written

    def test_the_unit_of_a_share_of_money_is_money(self):
        """Percent of dollars are dollars; dollars over dollars are a plain number; a sum is of its summands' unit."""
        price, stake = ("readings", "meta-scale-ai-2025-price-01"), ("readings", "meta-scale-ai-2025-stake-05")
        dollars, percent = Figure(100, Cell(*price, "low")), Figure(49, Cell(*stake, "low"))

        def of_cell(cell):
            return "USD" if cell.row == price[1] else "percent"

        assert evidence_unit(percent * dollars, of_cell) == "USD" and evidence_unit(dollars * percent, of_cell) == "USD"
        assert evidence_unit(dollars / dollars, of_cell) is None and evidence_unit(dollars / percent, of_cell) == "USD"
        assert evidence_unit(1 + dollars, of_cell) == "USD"

    def test_a_rank_shows_the_page_that_ranks(self):
        """The rest of a model's row is its maker's; its place in the arena has a note and a source of its own."""
        table = printed.tables()["models"]
        row = next(row for row, told in table.items() if told["arena_rank"] and told["arena_source"] != told["source"])
        told = table[row]
        evidence = Evidence("en", "latn", None)
        released, ranked = (evidence.cite([Count(1, Cell("models", row, column))]) for column in ("released", "arena_rank"))
        assert released != ranked
        sources, notes = printed.tables()["sources"], evidence.notes()
        assert notes[ranked]["source"]["title"] == sources[told["arena_source"]]["title"]
        assert notes[released]["source"]["title"] == sources[told["source"]]["title"]
        assert notes[ranked]["value"] == told["arena_rank"]

    def test_every_note_that_a_note_leads_to_is_there(self):
        """Whatever can be opened from a note can be opened."""
        edition = Edition("en")
        value = edition.choose("price", "announced")["value"]
        edition.evidence.cite([sum(value, Decimal(0))])
        notes = edition.evidence.notes()
        leads = [part[1] for note in notes.values() for part in [*note.get("formula", ()), *note.get("members", ())]
                 if not isinstance(part, str) and part[1]]  # fmt: skip
        assert leads and set(leads) <= set(notes)

    def test_a_list_is_a_list_of_figures(self):
        """The members of a median are named one by one with what they are."""
        values = [Figure("4.3", Cell("readings", "meta-attrition-rate-01", "low")),
                  Figure("49", Cell("readings", "meta-scale-ai-2025-stake-05", "low"))]  # fmt: skip
        evidence = Evidence("en", "latn", None)
        evidence.cite([provenance.median(values)])
        (listed,) = (note for note in evidence.notes().values() if note["kind"] == "list")
        assert [member[0] for member in listed["members"]] == ["4.3%", "49%"]
        assert isinstance(Worked("median", (Among(tuple(values)),)).id, str)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
class TestPages:
    def html(self, shelf: Path, language: str, name: str) -> str:
        """A page that the suite itself published."""
        return (shelf / language / f"{name}.html").read_text("utf-8")

    def test_every_number_leads_to_rows_of_data(self, shelf, language, name):
        """Prose, tables, labels of charts, alternative texts: a figure, a date of the data, its own words, or a scale."""
        html = self.html(shelf, language, name)
        known = printed.notes(html)
        found = printed.printed(html)
        kinds = printed.counts(html)
        assert kinds["figure"] > 200 and sum(kinds.values()) > 300, kinds
        assert [one for one in found if one.kind == "untraced"] == [], kinds
        for note in set(chain.from_iterable(one.notes for one in found)):
            rows = printed.rows_behind(note, known)
            assert rows, f"{note} leads to no row of data"
            for row in rows:
                table, _, key = row.partition(": ")
                assert table == "parameter" or key in printed.tables()[table], row

    def test_formulas_give_the_numbers_they_explain(self, shelf, language, name):
        """Worked out anew from the tables' files, each formula gives the figure that its note shows."""
        known = printed.notes(self.html(shelf, language, name))
        checked = 0
        for note in known.values():
            again = printed.recomputed(note, known)
            if again is None or not note.formula or note.formula[-2][0] != "=":
                continue
            shown = note.formula[-1][0]
            value = Decimal(printed.NUMBER.search(shown).group().replace(",", ""))
            size = next((10**power for power, words in SIZES.items() if any(word in shown for word in words)), 1)
            assert abs(again) == pytest.approx(value * size, rel=Decimal("0.005")), (shown, note.formula)
            checked += 1
        assert checked >= (20 if name == "deals" else 1)

    def test_marks_tell_the_grades_apart_without_colour(self, shelf, language, name):
        """Each figure that opens names its grade, and its line is of another kind for each."""
        html = self.html(shelf, language, name)
        known = printed.notes(html)
        for part in printed.BeautifulSoup(html, "html.parser").select("button.of"):
            tables = {row.partition(": ")[0] for row in printed.rows_behind(part["popovertarget"], known)}
            graded = set(part["class"]) & {"filed", "reported", "estimated"}
            assert graded or tables <= {"claims", "deals", "sources", "parameter"}, part
        for rule in (".of.filed{text-decoration-style:solid}", ".of.estimated{text-decoration-style:dashed}",
                     ".of.relayed{text-decoration-style:double}", "underline dotted"):  # fmt: skip
            assert rule in html


SIZES = {12: ("تريليون", "tn"), 9: ("مليار", "bn"), 6: ("مليون", "مليوني", "$m", "m"), 3: ("ألف",)}
