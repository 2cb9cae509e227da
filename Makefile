# `make serve` is all that a newcomer needs. PYTHON and VENV may be given: make serve PYTHON=python3.12
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
UV := uv==0.13.9
AXE := axe-core@4.14.1

.DEFAULT_GOAL := help
.PHONY: help serve test check axe lock clean

help:  ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## */  make \1\t/' | expand -t 16

# Everything comes from the lock, hash by hash; the project itself is built by the hatchling of the lock.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

serve: $(READY)  ## install, index the articles, open the chat page
	$(BIN)/assistant serve

test: $(READY)  ## run the tests
	$(BIN)/pytest -n auto

check: $(READY)  ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# The rules that the accessibility test applies. They are fetched, not kept here: their licence is the MPL 2.0.
axe:  ## fetch axe-core for the accessibility test (needs npm)
	test -f build/axe/package/axe.min.js || (mkdir -p build/axe && cd build/axe \
		&& npm pack --silent '$(AXE)' && tar -xzf axe-core-*.tgz)

# uv has its own environment: the lock may be the very thing that can't be installed.
lock:  ## renew requirements.lock from pyproject.toml
	test -x build/uv/bin/uv || $(PYTHON) -m venv build/uv
	build/uv/bin/pip install --quiet '$(UV)'
	build/uv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra test --extra dev \
		--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
		--output-file requirements.lock pyproject.toml

clean:  ## remove what was built and installed; the indexes stay
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
