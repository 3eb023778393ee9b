"""The plan of the house holds: arrows between modules, bounds, lock, and the form of the notebooks."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ARROWS = {
    "seeds": set(),
    "reads": set(),
    "language": set(),
    "style": set(),
    "parameters": set(),
    "deals": {"provenance", "rows", "traces"},
    "models": {"provenance", "rows"},
    "provenance": {"traces"},
    "traces": set(),
    "rows": set(),
    "stated": {"provenance", "rows"},
    "outlook": {"provenance", "rows", "stated"},
    "scale": {"provenance", "rows", "stated"},
    "talent": {"provenance", "rows"},
    "sources": {"provenance", "rows"},
    "brief": {"deals", "models", "outlook", "provenance", "rows", "scale", "sources", "talent"},
    "exhibits": {"language", "rows"},
    "quantities": set(),
    "tables": {"seeds", "quantities", "traces"},
    "charts": {"language", "provenance", "style", "traces"},
    "edition": {"reads", "tables", "exhibits", "language", "parameters", "provenance", "evidence", "rows"},
    "explore": {"charts", "edition", "language", "parameters", "report", "tables"},
    "evidence": {"reads", "tables", "language", "provenance", "seeds", "traces"},
    "report": {"reads", "language", "seeds", "parameters", "style"},
    "rehearsal": {"brief", "charts", "deals", "edition", "language", "models", "outlook", "parameters", "scale", "sources",
                  "style", "tables", "talent"},
}
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def room(path: Path) -> str:
    """The module or package directly under analysis/ to which a file belongs."""
    return path.relative_to(ROOT / "analysis").parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    """The rooms of analysis/ that a file imports, however the import is spelt."""
    package = ("analysis", *path.relative_to(ROOT / "analysis").parent.parts)
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            full = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: len(package) - node.level + 1]] if node.level else []
            stem = base + (node.module.split(".") if node.module else [])
            full = [[*stem, alias.name] for alias in node.names]
        else:
            continue
        found |= {parts[1] for parts in full if parts[0] == "analysis" and len(parts) > 1}
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "analysis").rglob("*.py")), ids=lambda p: p.stem)
def test_modules_import_only_along_the_arrows(path):
    """A module imports no room of the house but those its arrows lead to."""
    here = room(path)
    if here in {"__init__", "__main__", "cli", "check"}:
        return
    assert imported_rooms(path) - {here} <= ARROWS[here]


@pytest.mark.parametrize("path", sorted((ROOT / "analysis").rglob("*.py")), ids=lambda p: p.stem)
def test_nothing_imports_check_or_cli(path):
    """The command line and the suite's own check are at the end of every arrow."""
    if room(path) not in {"cli", "__main__"}:
        assert not (imported_rooms(path) - {room(path)}) & {"check", "cli"}


def bounds(requirements: list[str], names: dict[str, str]) -> dict[str, frozenset[str]]:
    """Package name -> set of version clauses."""
    found = {}
    for line in requirements:
        name, clauses = re.fullmatch(r"([A-Za-z0-9_.-]+?)\s*([<>=!~].*)?", line.strip()).groups()
        found[names.get(name, name)] = frozenset((clauses or "").replace(" ", "").split(","))
    return found


def test_conda_bounds_equal_pyproject():
    """environment.yml asks for the same packages within the same bounds as pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    conda = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    names = {"brotli-python": "brotli", "jupyter_server": "jupyter-server", "python-tzdata": "tzdata"}
    asked = bounds([*project["dependencies"], *project["optional-dependencies"]["build"]], {})

    offered = bounds([line for line in conda if line != "pip"], names)

    assert offered.pop("python") == frozenset({project["requires-python"]})
    assert offered == asked


def test_lock_has_hashes_and_no_address():
    """Every locked package has a hash, and the lock names no index, folder or address."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())

    assert len(entries) > 100
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    assert "://" not in text and "--index" not in text and "--find-links" not in text


def test_lock_holds_every_dependency():
    """Each package that pyproject.toml asks for is in the lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    locked = {line.split("==")[0] for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines() if "==" in line}

    assert set(bounds([*project["dependencies"], *extras], {})) <= locked


def cells(path: Path) -> list[dict]:
    return json.loads(path.read_text("utf-8"))["cells"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
class TestNotebook:
    """What every notebook must look like."""

    def test_code_cells_are_short(self, path):
        """Code cells have a median of at most three lines and none above ten, the parameters cell aside."""
        lengths = sorted(
            len("".join(c["source"]).splitlines())
            for c in cells(path)
            if c["cell_type"] == "code" and "parameters" not in c["metadata"].get("tags", [])
        )
        assert lengths[len(lengths) // 2] <= 3 and lengths[-1] <= 10

    def test_cells_hold_no_functions_loops_or_styling(self, path):
        """No function, loop, path, colour or font size stands in a cell."""
        for cell in cells(path):
            if cell["cell_type"] != "code":
                continue
            source = "".join(cell["source"])
            kinds = (ast.FunctionDef, ast.Lambda, ast.For, ast.While, ast.ListComp, ast.With, ast.If)
            assert not [n for n in ast.walk(ast.parse(source)) if isinstance(n, kinds)], source
            assert not re.search(r"#[0-9a-fA-F]{6}\b|fontsize|\.csv\b|\.\./", source), source
