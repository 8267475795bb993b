# The one face of the project: `make demo` to see it, `make test` to check it.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help install setup demo test lint format types contracts unit browser bench cluster requirements clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(BIN)/python:
	@PYTHON=$(PYTHON) .ci/packages python
	$(PYTHON) -m venv $(VENV)

# Hashes are checked for every file, and nothing else is fetched: the package itself is built
# with the pinned tools (--no-build-isolation) and brings no further requirements (--no-deps).
$(VENV)/base.stamp: requirements/base.txt | $(BIN)/python
	$(PIP) install --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/package.stamp: pyproject.toml $(VENV)/base.stamp
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/base.stamp
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

# Half a minute here, so that no visitor waits for the first search.
$(VENV)/kernels.stamp: $(wildcard matchmaker/engine/kernel*.py) matchmaker/engine/lists.py $(VENV)/package.stamp
	$(BIN)/python -m matchmaker.engine.warm
	@touch $@

# A tenth of the bytes for old networks; a file changed since is served as it is (web/assets.py).
$(VENV)/static.stamp: $(shell find static -type f ! -name '*.gz' ! -name '*.br' 2>/dev/null) $(VENV)/base.stamp
	$(BIN)/python -m whitenoise.compress --quiet static
	@touch $@

install: $(VENV)/package.stamp $(VENV)/kernels.stamp $(VENV)/static.stamp ## what the running product needs, into .venv

setup: install $(VENV)/dev.stamp ## what development needs, into .venv

demo: install ## the demo city on 127.0.0.1, PORT=8000
	@.ci/packages --optional fonts
	$(BIN)/matchmaker db upgrade
	$(BIN)/matchmaker seed demo
	$(BIN)/matchmaker match
	@exec $(BIN)/matchmaker demo --port $(PORT)

test: setup ## everything, on both databases and in a browser
	@.ci/packages fonts chromium postgresql poppler
	@$(MAKE) --no-print-directory lint types contracts
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal --durations=20 -q --no-header $(ARGS)

lint: setup ## style of Python and templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@if [ -d templates ]; then $(BIN)/djlint --lint --quiet templates; fi

format: setup ## rewrite Python in the project's style
	$(BIN)/ruff check --fix-only -q .
	$(BIN)/ruff format -q .

types: setup ## static types
	$(BIN)/mypy

contracts: setup ## who may import whom
	$(BIN)/lint-imports --no-logo

unit: setup ## tests without a browser
	@.ci/packages postgresql poppler
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal --durations=20 -q --no-header \
		--ignore tests/browser $(ARGS)

browser: setup ## tests in Chromium
	@.ci/packages fonts chromium postgresql
	@$(BIN)/pytest --durations=20 -q --no-header tests/browser $(ARGS)

# jieba comes as source only and is built with the pinned tools.
$(VENV)/bench.stamp: requirements/bench.txt $(VENV)/base.stamp
	$(PIP) install --require-hashes --no-build-isolation -r requirements/bench.txt
	@touch $@

$(VENV)/cluster.stamp: requirements/cluster.txt $(VENV)/package.stamp
	$(PIP) install --require-hashes -r requirements/cluster.txt
	@touch $@

cluster: install $(VENV)/cluster.stamp ## what `matchmaker match --cluster` and its workers need besides

bench: setup $(VENV)/bench.stamp ## measurements; they print numbers and judge nothing (ARGS=--million)
	@for file in $(filter-out benchmarks/engine_speed.py,$(wildcard benchmarks/*.py)); do \
		PYTHONPATH=. $(BIN)/python $$file || exit 1; \
	done
	@$(BIN)/python benchmarks/engine_speed.py $(ARGS)

requirements: setup ## renew the pinned requirements from the .in files (needs uv)
	@for set in base cluster dev bench; do \
		uv pip compile --universal --python-version 3.11 --generate-hashes --upgrade \
			--no-emit-index-url --no-header -q \
			requirements/$$set.in -o requirements/$$set.txt || exit 1; \
	done

clean: ## remove the virtual environment and caches; data stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info build
