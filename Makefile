# midcourse: `make demo` and `make test` are all a fresh machine needs (Python >= 3.11 and make).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
DOCS := $(VENV)/.docs-ready
READERS := .venv-readers/.ready

.PHONY: setup demo test web check bench docs docs-ready readers clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "midcourse needs Python 3.11 or newer; set PYTHON=..."; exit 2; }
	@echo "Setting up $(VENV) (once; some minutes) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev,gpu-test,cluster,data,study,web,web-test]"
	@MIDCOURSE_PROGRESS=1 $(BIN)/midcourse warm-up
	@touch $(STAMP)

demo: setup
	@MIDCOURSE_PROGRESS=1 $(BIN)/midcourse run

test: setup readers
	@$(BIN)/python -m pytest -q $(PYTEST)

# programs of others that read what `export` writes, apart from what midcourse installs
readers: $(READERS)

$(READERS): tools/readers/requirements.txt
	@echo "Adding readers of exported files for the tests (once) ..."
	@$(PYTHON) -m venv .venv-readers
	@.venv-readers/bin/python -m pip install --quiet --disable-pip-version-check -r tools/readers/requirements.txt
	@touch $(READERS)

# the page of `midcourse serve`, into src/midcourse/web/static; a wheel carries it, a checkout builds it once
web:
	@command -v node > /dev/null && command -v npm > /dev/null || { echo "make web needs Node.js 20 or newer with npm: neither \`midcourse serve\` nor an installed wheel does"; exit 2; }
	@cd frontend && npm install --ignore-scripts --no-package-lock --no-audit --no-fund --loglevel=error && npm run --silent build

check: setup
	@$(BIN)/ruff check src tests tools benchmarks docs examples
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache --no-logo

bench: setup
	@$(BIN)/python benchmarks/bench.py $(BENCH)

$(DOCS): $(STAMP)
	@echo "Adding what builds the pages (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev,docs]"
	@touch $(DOCS)

docs-ready: $(DOCS)

# build/docs/index.html: warnings are errors, commands and tutorials in the pages are run, nothing is fetched
docs: $(DOCS)
	@$(BIN)/python tools/make_site.py
	@$(BIN)/python -m sphinx -b html -a -n -W --keep-going -q -d build/doctrees -c docs build/site build/docs
	@$(BIN)/python tools/check_site.py build/docs

clean:
	rm -rf $(VENV) .venv-bench .venv-readers build dist frontend/node_modules src/midcourse/web/static
