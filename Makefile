# Every task of the project. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade
STATE := tryggve-data

.DEFAULT_GOAL := help
.PHONY: help env test-env demo demo-reset test check prove bench validate lock messages docs clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

# --- environment -----------------------------------------------------------

$(VENV)/tools: requirements/build.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Tryggve needs Python 3.11 or later. Name one: make env PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	@touch $@

$(VENV)/run: $(VENV)/tools requirements/run.txt pyproject.toml
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/run.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test: $(VENV)/run requirements/test.txt
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/test.txt
	@touch $@

$(VENV)/bench: $(VENV)/test requirements/bench.txt
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/bench.txt
	@touch $@

env: $(VENV)/run messages  ## make the environment that runs Tryggve

test-env: $(VENV)/test messages
	sh scripts/system_packages.sh

messages: $(VENV)/run  ## compile the translations
	@$(BIN)/python scripts/messages.py compile

# --- use -------------------------------------------------------------------

demo: env  ## fill a demonstration and serve it at http://localhost:8000
	$(BIN)/tryggve demo --home $(STATE)/demo

demo-reset: env  ## throw the demonstration away and start over
	$(BIN)/tryggve demo --home $(STATE)/demo --reset

# --- quality ---------------------------------------------------------------

check: $(VENV)/test messages  ## format, lint, types, imports, templates, translations, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --check --lint --quiet src
	$(BIN)/python scripts/messages.py check
	$(BIN)/sphinx-build -q -W --keep-going -b html docs docs/_build/html

test: test-env  ## the tests, on SQLite and on PostgreSQL, with a real browser
	$(BIN)/pytest -n 2 -m "not prove"
	$(BIN)/python -m tests.postgresql $(BIN)/pytest -n 2 -m "not prove and not browser" tests/apps tests/web tests/site

prove: test-env  ## the long versions: many seeds, all pages, faults, large sizes
	$(BIN)/pytest -n 2 --hypothesis-profile=prove

bench: $(VENV)/bench messages  ## benchmarks, the quick ones by default (SIZE=full for all)
	$(BIN)/python -m benchmarks --size $(or $(SIZE),quick)

validate: $(VENV)/test messages  ## known right answers and whole real files (SHARED=../shared)
	@test -n "$(SHARED)" || { echo "Say where the files are: make validate SHARED=../shared"; exit 1; }
	TRYGGVE_SHARED=$(abspath $(SHARED)) $(BIN)/pytest -n 2 validation

docs: $(VENV)/test  ## the documentation as HTML, in docs/_build/html
	$(BIN)/sphinx-build -W --keep-going -b html docs docs/_build/html

lock: $(VENV)/tools  ## renew the lock files in requirements/
	$(LOCK) requirements/build.in -o requirements/build.txt
	$(LOCK) pyproject.toml -o requirements/run.txt
	$(LOCK) pyproject.toml --group test -c requirements/run.txt -o requirements/test.txt
	$(LOCK) pyproject.toml --group bench -c requirements/test.txt -o requirements/bench.txt
	$(LOCK) pyproject.toml --extra cluster -c requirements/test.txt -o requirements/cluster.txt

clean:  ## throw the environment away, keep the data
	rm -rf $(VENV) docs/_build dist
