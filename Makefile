# Everything here sets up what it needs in .venv, with nothing but Python 3.11 or newer, git and make on the machine.

NOW  ?= 2026-06-09 10:30
VENV := .venv
BIN  := $(VENV)/bin
RUN  := $(VENV)/.installed
DEV  := $(VENV)/.installed-dev
PIP  := $(BIN)/python -m pip install -qq --disable-pip-version-check

# The first of these that is new enough makes the environment; `make PYTHON=/path/to/python3 …` names another.
PYTHON := python3 python3.14 python3.13 python3.12 python3.11 python

# An environment that lost its Python, or came here from another folder, is made anew.
ifneq ($(shell $(BIN)/python -c 'import pip' 2>&1 && grep -F '$(CURDIR)/$(BIN)/' $(BIN)/pip >/dev/null || echo bad),)
.PHONY: $(VENV)/pyvenv.cfg
endif

.DEFAULT_GOAL := help
.PHONY: help due test lint docs bench torture check clean

help: ## print this
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

due: $(RUN) ## who is owed a follow-up in the sample book (as of NOW="2026-06-09 10:30")
	@$(BIN)/crm --book . --now "$(NOW)" due

test: $(DEV) ## run the tests, in parallel
	$(BIN)/python -m pytest -n auto

lint: $(DEV) ## check style, types and layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

docs: $(RUN) ## write anew what in the pages comes from the program: reference, picture, what commands print
	$(BIN)/python docs/reference.py
	$(BIN)/python docs/picture.py
	$(BIN)/python docs/transcripts.py

bench: $(RUN) ## how long commands take in small and large books (SIZES="100 10000"; INTO=PAGE), beside other programs
	$(BIN)/python -m bench.speed $(SIZES) $(if $(INTO),--into $(INTO))
	$(BIN)/python -m bench.recording
	$(BIN)/python -m bench.syncing
	$(BIN)/python -m bench.mailboxes

torture: $(DEV) ## machines, writers, full disks and kill -9 at each system call; prints what was lost (a quarter of an hour)
	$(BIN)/python -m tests.torture.torture

check: lint test ## all that a change has to pass, the wheel's smoke test included
	tests/smoke_wheel.sh

clean: ## remove the environment and all caches
	rm -rf $(VENV) .bench build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find crm tests bench -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/pyvenv.cfg:
	@for python in $(PYTHON); do \
	    if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        exec "$$python" -m venv --clear $(VENV); \
	    fi; \
	done; \
	echo "crm needs Python 3.11 or newer, and found none ($(PYTHON))." >&2; \
	echo "Install one, or say where it is: make PYTHON=/path/to/python3 …" >&2; \
	exit 1

$(RUN): $(VENV)/pyvenv.cfg pyproject.toml
	@echo "installing crm into $(VENV) …" >&2
	@$(PIP) --editable .
	@touch $@

$(DEV): $(VENV)/pyvenv.cfg pyproject.toml
	@echo "installing crm, and what checks it, into $(VENV) …" >&2
	@$(PIP) --editable '.[dev]'
	@touch $@ $(RUN)
