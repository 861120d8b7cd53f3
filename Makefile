# One line says what each target does; `make` alone prints them.
# PYTHON=python3.12 make demo  picks another interpreter.

.DEFAULT_GOAL := help
.PHONY: help demo test check bench lock clean

BIN := .venv/bin
PYTEST := $(BIN)/pytest -n 2 --dist loadgroup
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-config --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command 'make lock'

help: ## print this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

demo: .venv/demo ## start the bot in a workspace of its own and print its address
	@$(BIN)/mirps-bot demo

test: .venv/dev ## run every test
	@tests/browser/chromium.sh
	@$(PYTEST)

check: .venv/dev ## format, lint, types, layers and content, without running a test
	@$(BIN)/ruff format --check src tests
	@$(BIN)/ruff check src tests
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/mirps-bot check

bench: .venv/dev ## measure and print figures
	@$(BIN)/python -m tests.bench

lock: .venv/dev ## pin every dependency again, with hashes
	@$(COMPILE) --upgrade pyproject.toml -o requirements.lock
	@$(COMPILE) --upgrade pyproject.toml --group build -c requirements.lock -o requirements-build.lock
	@$(COMPILE) --upgrade pyproject.toml --group dev -c requirements-build.lock -o requirements-dev.lock

clean: ## remove what the other targets made
	@rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
