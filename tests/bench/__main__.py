"""`make bench`: each row a ratio against something else measured side by side in this run.

Absolute times say nothing on shared machines, so none is printed. Each pair is run alternately, and the medians compared.

    python -m tests.bench [WORD ...]      only the rows of the modules named: pages, machinery, size, labels, endurance
"""

import json
import sys
from types import ModuleType

from rich.console import Console
from rich.table import Table

from tests.bench import endurance, labels, machinery, pages, size
from tests.bench.measure import ROOT, Row

ROOMS: dict[str, ModuleType] = {
    "pages": pages, "machinery": machinery, "size": size, "labels": labels, "endurance": endurance,
}  # fmt: skip
TITLE = "Ratios of medians, both sides measured in this run"


def shown(rows: list[Row]) -> Table:
    """The table: how many times what the other spends, by the measure of the goal and by CPU; megabytes of the largest."""
    table = Table("measure", "rounds", "by", "times", "goal", "CPU", "peak MB", title=TITLE)
    for row in rows:
        cpu = f"{row.cpu:.2f}" if row.cpu else ""
        peak = f"{row.ours.peak:.0f} / {row.theirs.peak:.0f}" if row.ours.peak else ""
        table.add_row(row.name, str(row.rounds), row.by, f"{row.ratio:.2f}", row.goal, cpu, peak)
    return table


def kept(row: Row) -> dict[str, object]:
    """A row as the file has it."""
    peaks = [round(one.peak) for one in (row.ours, row.theirs)]
    return {"measure": row.name, "times": round(row.ratio, 2), "by": row.by, "goal": row.goal, "rounds": row.rounds,
            "cpu": round(row.cpu, 2) if row.cpu else None, "peak_mb": peaks}  # fmt: skip


def main() -> None:
    """Measure, keep each row as soon as it is there, and print; a row that was not asked for stays as it was."""
    path = ROOT / "reports" / "bench.json"
    before = json.loads(path.read_text("utf-8")) if path.is_file() else []
    found = {one["measure"]: one for one in before if isinstance(one, dict)}
    rows: list[Row] = []
    for measure in [measure for name in sys.argv[1:] or ROOMS for measure in ROOMS[name].rows()]:
        made = measure()
        for row in [made] if isinstance(made, Row) else made:
            rows.append(row)
            found[row.name] = kept(row)
            path.write_text(json.dumps(list(found.values()), indent=1) + "\n", "utf-8")
            print(f"{row.name}: {row.ratio:.2f}, CPU {row.cpu or 0:.2f}", file=sys.stderr, flush=True)
    Console(width=150).print(shown(rows))


if __name__ == "__main__":
    main()
