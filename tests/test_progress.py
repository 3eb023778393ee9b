"""What a person sees while reports are made."""

import io

import pytest
from rich.console import Console

from analysis.report.progress import Progress, remaining


def plain():
    stream = io.StringIO()
    return stream, Progress(stream)


def test_plain_lines_when_not_a_terminal():
    """Each line says which report, which language, what it is at and how long."""
    stream, progress = plain()

    with progress:
        progress("deals", "ar", "executing 3 of 41", 2.06)
        progress.end("deals", "ar", "published", 7.0)

    assert stream.getvalue() == "deals ar: executing 3 of 41, 2.1 s\ndeals ar: published, 7.0 s\n"


def test_plain_lines_are_few():
    """Cells that follow each other quickly share a line; a new stage, another language and the end have their own."""
    stream, progress = plain()

    with progress:
        for cell in range(1, 42):
            progress("deals", "ar", f"executing {cell} of 41", cell * 0.1)
        progress("deals", "en", "executing 1 of 41", 0.1)
        progress("deals", "ar", "export", 4.15)
        progress.end("deals", "ar", "published", 4.2)

    lines = stream.getvalue().splitlines()
    assert [line.split(",")[0] for line in lines] == [
        "deals ar: executing 1 of 41", "deals ar: executing 21 of 41", "deals ar: executing 41 of 41",
        "deals en: executing 1 of 41", "deals ar: export", "deals ar: published",
    ]


def test_words_in_brackets_are_not_taken_for_markup():
    """A stage is printed as it is."""
    stream, progress = plain()

    with progress:
        progress("deals", "ar", "[bold] :smile:", 1)

    assert stream.getvalue() == "deals ar: [bold] :smile:, 1.0 s\n"


def test_table_on_a_terminal():
    """A terminal shows one row for each report and language, with its latest stage."""
    stream = io.StringIO()
    progress = Progress(stream)
    progress.console = Console(file=stream, force_terminal=True, width=80)

    with progress:
        progress("deals", "ar", "executing 1 of 41", 0.1)
        progress("deals", "ar", "executing 2 of 41", 0.2)
        progress("talent", "en", "export", 3.0)
        progress.end("talent", "en", "published", 3.2)

    rows = [[cell._text[0] for cell in column._cells] for column in progress.table().columns]
    assert rows[:3] == [["deals", "talent"], ["ar", "en"], ["executing 2 of 41", "published"]]
    assert rows[3][1] == "3.2 s" and "executing 2 of 41" in stream.getvalue()


@pytest.mark.parametrize(("done", "total", "seconds", "told"), [
    (0, 9, 50, ""), (9, 9, 50, ""), (1, 2, 0.1, "1 s"), (2, 10, 10, "40 s"), (10, 100, 60, "9 min"), (1, 1000, 12, "3.3 h"),
])
def test_time_left_follows_the_pace_so_far(done, total, seconds, told):
    """Nothing is said while nothing is known; then seconds, minutes or hours."""
    assert remaining(done, total, seconds) == told


def test_many_reports_have_few_lines(monkeypatch):
    """Beyond twenty reports a log has no line for each: how many are done now and then, and each that failed."""
    stream, clock = io.StringIO(), iter(range(0, 10_000, 1))
    monkeypatch.setattr("analysis.report.progress.time.monotonic", lambda: next(clock) / 10)
    progress = Progress(stream, total=100)

    with progress:
        for number in range(100):
            progress(f"deals n={number}", "ar", "kernel", 0.1)
            progress.end(f"deals n={number}", "ar", "failed" if number == 40 else "published", 1.0, failed=number == 40)

    lines = stream.getvalue().splitlines()
    assert lines[-1] == "100 of 100 done, 1 failed" and "deals n=40 ar: failed, 1.0 s" in lines
    assert 3 < len(lines) < 20 and all(" of 100 done" in line for line in lines if "n=40" not in line)
    assert any(line.endswith(" left") for line in lines)


def test_terminal_shows_how_far_all_of_it_is():
    """Below the rows stands how many are done; of many reports only those under way have a row."""
    stream = io.StringIO()
    progress = Progress(stream, total=30)
    progress.console = Console(file=stream, force_terminal=True, width=80)

    with progress:
        progress("deals n=1", "ar", "kernel", 0.1)
        progress("deals n=2", "ar", "kernel", 0.1)
        progress.end("deals n=1", "ar", "published", 1.0)

    rows, foot = progress.table().renderables
    assert [cell._text[0] for cell in rows.columns[0]._cells] == ["deals n=2"]
    assert foot.plain.startswith("1 of 30 done, about ")
