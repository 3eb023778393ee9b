# Every target does its own set-up: the environment is made from the lock when it is missing or older than the lock.
# The ledger of what was done on schedule is no by-product: `make clean` leaves it.
PYTHON ?= python3
BIN := .venv/bin
LOCKED := .venv/.locked
READY := .venv/.ready
# A second environment, for the tests alone: the last Matplotlib that does not shape Arabic by itself.
OTHER := .venv-3.10/.ready

.DEFAULT_GOAL := menu
.PHONY: menu report lab test bench check gallery clean

menu:  ## this menu
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## */  make \1\t/' | expand -t 16

report: $(READY)  ## every notebook, Arabic and English, into reports/site/
	@$(BIN)/mizan report

lab: $(READY)  ## JupyterLab on these notebooks
	@$(BIN)/mizan lab

test: $(READY) $(OTHER)  ## style, types and the whole test suite
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest

bench: $(READY)  ## the benchmarks: ratios measured side by side in one run
	@$(BIN)/python -m tests.bench

check: $(READY)  ## seeds, data contract, provenance, notebooks
	@$(BIN)/mizan check

gallery: report $(OTHER)  ## pictures of every page and form, and the referee’s table, where Chromium is installed
	@$(BIN)/python -m tests.browser.gallery
	@$(BIN)/python -m tests.referee

clean:  ## forget what was generated, the environment included
	rm -rf .venv .venv-3.10 reports/site reports/packages reports/.scratch .pytest_cache .mypy_cache .ruff_cache

$(READY): $(LOCKED) pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@$(BIN)/jupyter-kernelspec install analysis/report/kernelspec --sys-prefix --name mizan 2>/dev/null
	@touch $(READY)

$(OTHER): tests/referee/matplotlib-3.10.lock $(LOCKED)
	@echo "Making .venv-3.10 for the tests of the other door (once)"
	@$(PYTHON) -m venv --clear .venv-3.10
	@.venv-3.10/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/referee/matplotlib-3.10.lock
	@touch $(OTHER)

$(LOCKED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Mizan needs Python 3.11 or newer, found %s. Name another one: make PYTHON=python3.12" % sys.version.split()[0])'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Mizan needs Python's venv module, which Debian and Ubuntu keep apart. Install it: apt install python3-venv"; exit 1; }
	@echo "Making .venv from requirements.lock (once, about a minute)"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $(LOCKED)
