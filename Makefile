# PlanAtlas: `make run` builds the seed plan and opens the explorer, `make test` runs every test.
.PHONY: setup run test check lock clean
.DEFAULT_GOAL := run

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

# The first of these that runs, has venv and pip, and is a 64-bit CPython. pip installs into the
# environment from outside (--python), so Debian's missing ensurepip does not matter.
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys, venv, pip; sys.exit(not (sys.version_info >= (3, 11) and sys.maxsize > 2**32))' \
	2>/dev/null && { echo $$p; break; }; done)

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: needs a 64-bit Python 3.11 to 3.14 with the modules venv and pip (Debian: apt install python3 python3-pip)" >&2; exit 1; }
	@! ldd --version 2>&1 | grep -qi musl || { echo "make: musl systems have no wheels for some parts; use a glibc system (Debian, Ubuntu, Fedora …)" >&2; exit 1; }
	@echo "make: using $$($(PYTHON) -c 'import sys; print(sys.executable, sys.version.split()[0])')"
	@test -x $(BIN)/python || $(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python install -q --require-hashes -r requirements.lock
	$(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python install -q --no-deps --no-build-isolation -e .
	@touch $@

setup: $(STAMP)

run: setup
	$(BIN)/planatlas run

test: setup
	@tools/ensure_browser.sh $(BIN)/python
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Development: needs uv on the path.
lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra dev --extra ocr pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
