# Everything that a fresh checkout needs, it gets by itself. On Debian: make, and Python 3.11 or newer.
PYTHON = python3
BIN = .venv/bin
INSTALL = $(BIN)/pip install --quiet --disable-pip-version-check
LOCK = $(BIN)/uv pip compile pyproject.toml --extra postgres --universal --python-version 3.11 \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links --quiet

help:  ## Say what each target does
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | expand -t 10

demo: .venv/run  ## Try the bot in the browser: no token, no account
	$(BIN)/barta demo

setup: .venv/dev  ## Fill .venv with what developing takes

test: check chromium  ## Run every check and every test
	$(BIN)/pytest --cov --numprocesses 2 --dist loadfile

check: .venv/dev  ## Lint, check types and import rules, check the briefs
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/barta check

lock: .venv/dev  ## Lock the newest versions that pyproject.toml allows, with their hashes
	$(LOCK) --upgrade --group build --output-file requirements.lock
	$(LOCK) --upgrade --group dev --output-file requirements-dev.lock

clean:  ## Remove what was made here
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage build dist

chromium:
	@sh deploy/chromium.sh

.venv/bin/pip:
	sh deploy/venv.sh $(PYTHON)

.venv/run: requirements.lock pyproject.toml | .venv/bin/pip
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: requirements-dev.lock .venv/run
	$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

.PHONY: help demo setup test check lock clean chromium
