# Each target installs what it needs first, once. PYTHON=python3.12 make demo picks another interpreter.

.DEFAULT_GOAL := help
# A second start is quick because the first one leaves its compiled code behind.
export PYTHONDONTWRITEBYTECODE :=
.DELETE_ON_ERROR:
.PHONY: help demo test check bench lock clean

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PIN := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-config --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

help: ## print this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

demo: .venv/demo ## start the bot in a workspace of its own and print its address
	@$(BIN)/mirps-bot demo

test: .venv/dev ## run every test
	@.ci/chromium
	@$(BIN)/pytest -n 2 --dist loadgroup

check: .venv/dev ## format, lint, types, layers and content, without running a test
	@$(BIN)/ruff format --check src tests
	@$(BIN)/ruff check src tests
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/mirps-bot check

bench: .venv/dev ## measure and print figures
	@$(BIN)/python -m tests.bench

lock: .venv/dev ## pin every dependency anew, with hashes
	@$(PIN) pyproject.toml -o requirements.lock
	@$(PIN) pyproject.toml --extra teams -c requirements.lock -o requirements-teams.lock
	@$(PIN) --group build -o requirements-build.lock
	@$(PIN) pyproject.toml --extra teams --group dev -c requirements-teams.lock -c requirements-build.lock -o requirements-dev.lock

clean: ## remove what the other targets made
	@rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

.venv/bin/python:
	@.ci/venv

.venv/demo: requirements.lock requirements-build.lock pyproject.toml | .venv/bin/python
	@echo 'Installing what the bot needs ...'
	@$(PIP) --require-hashes -r requirements.lock -r requirements-build.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo 'Installing what the tests need ...'
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@
