"""One notebook and one set of parameters -> the executed notebook, through papermill.

The status of a run is owned here and never read from the notebook's metadata, where papermill marks every cell
completed even after the kernel was killed. A run counts as finished when no cell failed and its last word, the seal,
is there.
"""

from __future__ import annotations

import os
import re
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines

from .environment import environment
from .fault import Fault, plainly
from .kernels import manager

SEAL = "application/vnd.mizan.seal+json"
START_LIMIT = 60  # seconds for a kernel to answer for the first time
UNDER_WAY: dict[int, Run] = {}  # by the thread that waits for it
CODES = {"DataFault": 3, "SeedFault": 3, "BadParameter": 2, "NothingLeft": 2}  # what our own errors mean to a shell


@dataclass
class Run:
    """One run under way: its limit, who hears of its progress, the notebook as far as it came, its process group."""

    limit: float
    hear: Callable[[str], None]
    folder: Path
    started: float = field(default_factory=time.monotonic)
    notebook: NotebookNode | None = None
    group: int | None = None

    def left(self) -> float:
        """Seconds until the limit, never less than one hundredth, which nbclient would take for no limit at all."""
        return max(0.01, self.started + self.limit - time.monotonic())

    def over(self) -> bool:
        return time.monotonic() >= self.started + self.limit

    def end(self) -> None:
        """Leave no process behind: the kernel leads its own group, so its children go with it."""
        if self.group is not None and self.group != os.getpgrp():
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.group, signal.SIGKILL)


class Client(PapermillNotebookClient):
    """nbclient with the limit of the whole run in place of one for each cell."""

    def start_new_kernel_client(self, **kwargs: Any) -> Any:
        """Note the kernel's process group before anything can go wrong with it."""
        provisioner = getattr(self.km, "provisioner", None)
        self.nb_man.run.group = getattr(provisioner, "pgid", None)
        return super().start_new_kernel_client(**kwargs)


class MizanEngine(Engine):
    """The engine that papermill hands our notebooks to."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, *, run: Run, **_: Any) -> None:
        """Run every cell in a fresh kernel inside the run's scratch folder."""
        run.notebook, nb_man.run = nb_man.nb, run
        total = len(nb_man.nb.cells)
        client = Client(
            nb_man,
            km=manager(run.folder),
            timeout_func=lambda _: run.left(),
            startup_timeout=max(1, int(min(START_LIMIT, run.left()))),
            shutdown_kernel="immediate",
            ipython_hist_file="",  # the kernel is told to keep no history at all
            on_cell_start=lambda cell, cell_index: run.hear(f"cell {cell_index + 1}/{total}"),
        )
        client.owns_km = True
        client.execute(env=environment(run.folder), cwd=str(run.folder / "desk"))


papermill_engines.register("mizan", MizanEngine)


def execute(
    notebook: Mapping[str, Any],
    parameters: Mapping[str, Any],
    *,
    limit: float = 600,
    hear: Callable[[str], None] = lambda stage: None,
) -> NotebookNode:
    """The executed notebook. Raises Fault with the exit code and one sentence when a cell failed, the time ran out,
    the kernel died or the seal is missing. Nothing is written outside a scratch folder that is gone afterwards.

    Cells tagged `explore` are left out: widgets live in JupyterLab only.
    """
    prepared = prepare(notebook, str(parameters.get("language", "ar")))
    with scratch() as folder:
        run = UNDER_WAY[threading.get_ident()] = Run(limit, hear, folder)
        watch = threading.Timer(limit + 5, run.end)
        watch.daemon = True
        watch.start()
        try:
            done = through_papermill(prepared, parameters, run)
        except (CellTimeoutError, TimeoutError):
            raise Fault(5, out_of_time(run)) from None
        except (DeadKernelError, RuntimeError) as error:
            raise kernel_fault(run, error) from None
        finally:
            watch.cancel()
            run.end()
            del UNDER_WAY[threading.get_ident()]
    return finished(done)


def end(threads: Collection[int]) -> None:
    """End the kernels that some threads wait for; each of their runs then ends as with any kernel that died."""
    for thread in threads:
        if run := UNDER_WAY.get(thread):
            run.end()


def through_papermill(prepared: NotebookNode, parameters: Mapping[str, Any], run: Run) -> NotebookNode:
    """What papermill makes of the notebook: given as an object, since paths are templates and addresses to it.

    Prepared and run in two steps, since in one it would write the executed notebook out as text, only to save it nowhere.
    """
    run.hear("kernel")
    ready = papermill.execute_notebook(
        prepared, None, dict(parameters), engine_name="mizan", kernel_name="python3", prepare_only=True,
    )  # fmt: skip
    return papermill_engines.execute_notebook_with_engine(
        "mizan", ready, "python3", progress_bar=False, log_output=False, run=run
    )


def prepare(notebook: Mapping[str, Any], language: str) -> NotebookNode:
    """A copy to run: no old outputs, no `explore` cells, no prose of the other language, each cell numbered."""
    copy = nbformat.from_dict(dict(notebook))
    left_out = {"explore", "en" if language == "ar" else "ar"}
    for number, cell in enumerate(copy.cells, 1):
        cell.metadata["mizan"] = {"cell": number}
        cell.metadata.setdefault("tags", [])
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    copy.cells = [cell for cell in copy.cells if not left_out & set(cell.metadata.tags)]
    return copy


@contextmanager
def scratch() -> Iterator[Path]:
    """A private folder for one run, with a desk for its cells to write on."""
    try:
        kept = tempfile.TemporaryDirectory(prefix="mizan-", ignore_cleanup_errors=True)
    except OSError as error:
        raise Fault(7, f"scratch folder: could not be made ({error.strerror}). Make room there.") from None
    with kept as name:
        (Path(name) / "desk").mkdir()
        (Path(name) / "ipython").mkdir()
        yield Path(name)


def finished(notebook: NotebookNode | None) -> NotebookNode:
    """The notebook, when every cell ran without an error and the seal is there."""
    if notebook is None:
        raise Fault(6, "the kernel never started. Check that ipykernel is installed, then run again.")
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                raise Fault(CODES.get(output.ename, 4), failed(notebook, index, output))
    last = [c for c in notebook.cells if c.cell_type == "code"][-1:]
    if not any(SEAL in output.get("data", {}) for cell in last for output in cell.outputs):
        raise Fault(4, f"{where(notebook, len(notebook.cells) - 1)}: found no seal in the last code cell's output, "
                       "expected edition.seal(). The notebook did not come to its end. Nothing was published.")
    return notebook


def failed(notebook: NotebookNode, index: int, output: Mapping[str, Any]) -> str:
    """Which cell failed and why, without the stack."""
    told = plainly(str(output["evalue"])) or "no reason given"
    end = "" if "Nothing was published" in told else " Nothing was published."
    kind = "" if output["ename"] in CODES else f"{output['ename']}: "
    return f"{where(notebook, index)}: {kind}{told}{'' if told.endswith('.') else '.'}{end}"


def out_of_time(run: Run) -> str:
    place = where(run.notebook, reached(run.notebook)) if run.notebook else "start of the kernel"
    return f"{place}: still running after {run.limit:g} seconds, the limit of the run. Nothing was published."


def kernel_fault(run: Run, error: Exception) -> Fault:
    """What to say when there is no kernel to talk to any more."""
    if run.over():
        return Fault(5, out_of_time(run))
    place = where(run.notebook, reached(run.notebook)) if run.notebook else "start of the kernel"
    told = plainly(str(error))
    return Fault(6, f"{place}: the kernel died ({told}). Nothing was published. Run it in JupyterLab to see why.")


def reached(notebook: NotebookNode) -> int:
    """The position of the cell that was running last, by papermill's own marks."""
    begun = [i for i, c in enumerate(notebook.cells) if c.metadata.get("papermill", {}).get("start_time")]
    return begun[-1] if begun else 0


def where(notebook: NotebookNode, index: int) -> str:
    """A cell named as its author knows it: its number and the heading it stands under."""
    cells = notebook.cells[: index + 1]
    number = next((c.metadata["mizan"]["cell"] for c in reversed(cells) if "mizan" in c.metadata), 1)
    for cell in reversed(cells):
        heading = re.search(r"^#{1,3} +(.+)$", cell.source, re.MULTILINE) if cell.cell_type == "markdown" else None
        if heading:
            return f'cell {number}, under "{heading.group(1).strip()}"'
    return f"cell {number}"
