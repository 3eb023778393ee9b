"""The cells of notebooks run one after another in this one warm process, each drawing saved once: the least that pages cost.

    python -m tests.bench.cells GRID OUT      writes seconds per report, after each notebook ran once to get warm
"""

import ast
import csv
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from analysis.report import ask, find


def sources(name: str) -> list[tuple[str, bool]]:
    """The code of a notebook's cells, and whether it is that of its parameters."""
    cells = json.loads(find(name).read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code" and "explore" not in cell["metadata"].get("tags", [])]
    return [("".join(cell["source"]), "parameters" in cell["metadata"].get("tags", [])) for cell in code]


def run(name: str, values: dict[str, Any]) -> None:
    """Run every cell as a kernel would; what a cell shows is asked for its data, a chart for its drawings."""
    space: dict[str, Any] = {"__name__": "__main__"}
    for source, is_parameters in sources(name):
        tree = ast.parse(source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "cell", "exec"), space)
        if is_parameters:
            space.update(values)
        if last is not None:
            shown = eval(compile(ast.Expression(last.value), "cell", "eval"), space)
            if hasattr(shown, "_repr_mimebundle_"):
                shown._repr_mimebundle_()


def main() -> None:
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        rows = [{name: value for name, value in row.items() if value} for row in csv.DictReader(file)]
    given = [row | {"language": language} for row in rows for language in ("ar", "en")]
    reports = [(name, ask(name, one).values) for one in given for name in [one.pop("report")]]
    for name, values in {name: (name, values) for name, values in reports}.values():
        run(name, values)
    started, cpu = time.perf_counter(), time.process_time()
    for name, values in reports:
        run(name, values)
    spent = {"wall": (time.perf_counter() - started) / len(reports), "cpu": (time.process_time() - cpu) / len(reports)}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    Path(sys.argv[2]).write_text(json.dumps(spent | {"peak": peak}))


if __name__ == "__main__":
    main()
