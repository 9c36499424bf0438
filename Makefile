# Every task of the project; `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.setup-stamp
# The peers of bench-dates and what draws plots, in an environment of their own: they need packages older than ours.
PEERS := build/bench-dates
# Chosen by deploy/setup.sh: CPython 3.12 if there is one, else python3. Override: make setup PYTHON=python3.13
PYTHON ?=
ARGS ?=
# Development corpora, which are not part of this repository.
CORPORA ?= corpora
# One seed for all of a run; a failing one is repeated with it.
CHAOS_SEED ?= $(shell echo $$RANDOM)
export CHAOS_SEED

.PHONY: help
help: ## list the tasks
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

.PHONY: setup
setup: $(STAMP) ## make .venv from the lock file (PYTHON=... chooses the interpreter)

$(STAMP): requirements.lock pyproject.toml deploy/setup.sh
	@deploy/setup.sh $(VENV) "$(PYTHON)"
	@touch $@

.PHONY: demo
demo: setup ## a real Kafka and Redis, a worker, the sample articles (ARGS=--once ends after them)
	@$(BIN)/dateline demo $(ARGS)

.PHONY: test
test: setup ## every test: unit, then integration on the real servers (ARGS=... goes to pytest)
	@$(BIN)/python -m pytest $(ARGS)

.PHONY: unit
unit: setup ## the quick tests, no server
	@$(BIN)/python -m pytest tests/unit $(ARGS)

.PHONY: chaos
chaos: setup ## delivery under faults on the real servers, with printed seeds (ARGS=... goes to pytest)
	@$(BIN)/python -m pytest tests/chaos -m "not alone" --numprocesses 2 $(ARGS) || [ $$? = 5 ]  # 5: none chosen
	@$(BIN)/python -m pytest tests/chaos -m alone -s $(ARGS) || [ $$? = 5 ]

.PHONY: check
check: setup ## style, types, import floors, schemas
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m dateline.contract.schemas schemas --check

.PHONY: format
format: setup ## let ruff format and mend what it can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

.PHONY: schemas
schemas: setup ## write schemas/ from the records of the contract
	@$(BIN)/python -m dateline.contract.schemas schemas

.PHONY: examples
examples: setup ## write schemas/examples/ from the sample articles
	@$(BIN)/python tests/make_examples.py schemas/examples

.PHONY: bench
bench: setup ## speed, latency, memory: every figure a ratio (ARGS="--corpora FOLDER", --only layers, --small)
	@$(BIN)/python -m bench $(ARGS)

.PHONY: bench-recognition
bench-recognition: setup ## names per second beside spaCy, one core (ARGS="FOLDER --model M", or "--check FOLDER")
	@$(BIN)/python -m bench.recognition $(ARGS)

.PHONY: bench-dates
bench-dates: setup $(PEERS)/.stamp ## dates beside dateparser and recognizers-text (ARGS=SHARED: on that folder's corpora)
	@$(BIN)/python -m bench.dates --peers $(PEERS)/bin/python $(ARGS)

$(PEERS)/.stamp: pyproject.toml
	@echo "bench-dates: fetching the peers into $(PEERS) …"
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(PEERS)
	@$(BIN)/uv pip install --quiet --python $(PEERS)/bin/python --group bench
	@touch $@

.PHONY: bench-growth
bench-growth: setup $(PEERS)/.stamp ## how time and memory grow, as plots in bench/ (ARGS="--articles N")
	@$(BIN)/python -m bench.growth $(ARGS)
	@$(PEERS)/bin/python bench/plot.py

.PHONY: bench-candidates
bench-candidates: setup $(PEERS)/.stamp ## models' F1 against their speed, as a plot (ARGS="SHARED --models M ...")
	@$(BIN)/python -m bench.candidates $(ARGS)
	@$(PEERS)/bin/python bench/plot.py

.PHONY: bench-restore
bench-restore: setup ## time and memory to restore a million article states (ARGS="--states N")
	@$(BIN)/python -m bench.restore $(ARGS)

.PHONY: bench-sections
bench-sections: setup ## HTML pages per second beside trafilatura; background and sentences (CORPORA=folder)
	@$(BIN)/python -m bench.pages $(CORPORA) $(ARGS)
	@$(BIN)/python -m bench.background $(CORPORA)

.PHONY: soak
soak: setup ## memory, files and threads over 20,000 different articles (ARGS="--minutes 10")
	@$(BIN)/python -m bench.soak $(ARGS)

.PHONY: lock
lock: setup ## renew requirements.lock from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--all-extras --group dev pyproject.toml -o requirements.lock --custom-compile-command "make lock"

.PHONY: clean
clean: ## remove .venv and caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
