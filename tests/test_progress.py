"""What a person sees while reports are made."""

import io

from rich.console import Console

from analysis.report.progress import Progress


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
