# midcourse: `make demo` and `make test` are all a fresh machine needs (Python >= 3.11 and make).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: setup demo test check bench clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "midcourse needs Python 3.11 or newer; set PYTHON=..."; exit 2; }
	@echo "Setting up $(VENV) (once; some minutes) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@MIDCOURSE_PROGRESS=1 $(BIN)/midcourse warm-up
	@touch $(STAMP)

demo: setup
	@MIDCOURSE_PROGRESS=1 $(BIN)/midcourse run

test: setup
	@$(BIN)/python -m pytest -q $(PYTEST)

check: setup
	@$(BIN)/ruff check src tests tools benchmarks
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache --no-logo

bench: setup
	@$(BIN)/python benchmarks/flight.py

clean:
	rm -rf $(VENV) .venv-bench build dist
