# Two commands do everything from an empty clone: `make run` and `make test`.
# They need python3 (3.11 or newer, with venv), make and the package registries.
PYTHON ?= python3
BIN := .venv/bin
NAME ?= paperless
ISSUE ?= A
export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.PHONY: help run test check fast mutants story bench accept reset lock status ready-to-run ready-to-test

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ready-to-run ## set everything up and open the training court; Ctrl-C closes it
	@$(BIN)/yunting run

test: ready-to-test check ## set everything up and run all that CI runs (BROWSER=no: without a browser)
	@$(BIN)/python tools/suite.py

check: ready-to-test ## lint, types, layers, law data, spelling, templates, migrations
	@$(BIN)/python tools/check.py all

fast: ready-to-test ## what needs no database: lint, types, layers, law data, tests of rules and lib
	@$(BIN)/python tools/check.py fast
	@$(BIN)/python -m pytest --hypothesis-profile=fast tests/rules tests/lib

mutants: ready-to-test ## change the arithmetic of the law on purpose and list what no test notices (long)
	@$(BIN)/python -m tools.mutants

story: ready-to-run ## play a story in a court of its own: make story NAME=paperless
	@$(BIN)/yunting story $(NAME)

bench: ready-to-test ## measure the hot paths, each beside its limit
	@$(BIN)/python -m tools.bench

status: ready-to-test ## write status, features and benchmarks of docs/ anew from tests and measurements
	@$(BIN)/python -m tools.status

accept: ready-to-test ## say of each acceptance item whether it holds: make accept ISSUE=A
	@$(BIN)/python tools/accept.py $(ISSUE)

reset: ready-to-run ## forget the training court of this checkout; the next run makes a new one
	@$(BIN)/yunting reset

lock: ready-to-test ## write the lock files anew from requirements/*.in and package.json
	@$(BIN)/python tools/lock.py

ready-to-run ready-to-test: ready-to-%: python
	@$(PYTHON) tools/setup.py $*

.PHONY: python
python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: install Python 3.11 or newer with venv, e.g. sudo apt-get install python3 python3-venv"; exit 1; }
