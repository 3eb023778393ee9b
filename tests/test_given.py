"""Parameters as they are given: text, exactly as written."""

import pytest

from analysis.report import given


def written(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def test_yaml_is_read_without_guesses(tmp_path):
    """Words that YAML takes for truths, numbers or dates stay the words that were written."""
    path = written(tmp_path, "p.yaml", "a: NO\nb: 007\nc: 4.30\nd: 2025-06-01\ne: [x, y]\nf:\ng: '1e5'\nh: نعم\n")

    assert given.read(path) == {
        "a": "NO", "b": "007", "c": "4.30", "d": "2025-06-01", "e": "x,y", "f": "", "g": "1e5", "h": "نعم",
    }


def test_toml_keeps_the_digits_of_fractions(tmp_path):
    """A fraction is not rounded on its way through a binary number."""
    path = written(tmp_path, "p.toml", 'a = 0.10\nb = 14300000000\nc = true\nd = 2025-06-01\ne = ["x", "y"]\n')

    assert given.read(path) == {"a": "0.10", "b": "14300000000", "c": "true", "d": "2025-06-01", "e": "x,y"}


def test_parameter_given_several_values_asks_for_each():
    """Repeated names are multiplied out, the last running fastest; a value given twice counts once."""
    pairs = [("currency", "USD"), ("prices", "real"), ("currency", "SAR"), ("digits", "latn"), ("digits", "arab"),
             ("currency", "USD")]

    assert [" ".join(one.values()) for one in given.gather(pairs)] == [
        "USD real latn", "USD real arab", "SAR real latn", "SAR real arab",
    ]
    assert given.gather([]) == [{}]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.json", "{}"), ("p.toml", "a = "), ("p.toml", "[a]\nb = 1"), ("p.toml", "a = [[1]]"), ("p.toml", b"\xff"),
        ("p.toml", b"\xef\xbb\xbfa = 1"), ("p.toml", "a = 1\na = 2"), ("p.yaml", "- a\n"), ("p.yaml", "a: {b: c}"),
        ("p.yaml", "a: 1\na: 2\n"), ("p.yaml", "a: [b"), ("p.yaml", "? [a, b]\n: c\n"), ("p.yaml", "[" * 5000),
        ("p.yaml", "a: 1\n---\nb: 2\n"), ("p.yaml", "a: [[1]]"), ("p.yaml", "a: \x00"),
    ],
)
def test_file_that_cannot_be_taken_as_it_stands_is_refused(tmp_path, name, content):
    """Anything but names with one value or a plain list each ends in one sentence that names the file."""
    with pytest.raises(given.BadFile) as refused:
        given.read(written(tmp_path, name, content))

    assert refused.value.code == 2
    assert str(refused.value).startswith(name) and str(refused.value).endswith(".")
    assert str(tmp_path) not in str(refused.value) and "\n" not in str(refused.value)


def test_missing_file_is_refused(tmp_path):
    """The sentence names the file."""
    with pytest.raises(given.BadFile, match=r"^none\.toml: cannot be read"):
        given.read(tmp_path / "none.toml")
