# `make demo` and `make test` need Python 3.11 or later, git and make, and nothing else of yours.
# All that is installed goes into .venv, at the versions and hashes of requirements.lock.

# The first of these that is 3.11 or later makes the environment; `make PYTHON=/path/to/python3` names another.
PYTHON = python3 python3.13 python3.12 python3.11
# Test processes at a time: most of a test's time is waiting for a screen, a commit or another program, so two cores have
# room for four.
JOBS = 4

READY = .venv/ready
BIN = .venv/bin

# What the developer's shell says about other work must not change this one. How pip reaches an index is left as it is.
unexport PYTHONHOME PYTHONPATH PYTHONSTARTUP PYTHONUSERBASE PYTHONWARNINGS PYTHONOPTIMIZE PYTHONHASHSEED PYTHONDEVMODE \
	PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX \
	VIRTUAL_ENV CONDA_PREFIX \
	PIP_TARGET PIP_PREFIX PIP_ROOT PIP_USER PIP_REQUIREMENT PIP_CONSTRAINT PIP_BUILD_CONSTRAINT PIP_EDITABLE PIP_NO_DEPS \
	PIP_PRE PIP_ONLY_BINARY PIP_NO_BINARY PIP_DRY_RUN PIP_REQUIRE_VIRTUALENV PIP_REQUIRE_HASHES PIP_PYTHON PIP_REPORT \
	MYPYPATH MYPY_CACHE_DIR MYPY_CONFIG_FILE_DIR PYTEST_ADDOPTS PYTEST_PLUGINS PYTEST_DISABLE_PLUGIN_AUTOLOAD RUFF_CONFIG
export PYTHONNOUSERSITE = 1

.DEFAULT_GOAL = help
.PHONY: help demo test types compiled soak bench bench-long docs format lock clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(READY)  ## copy the sample study into a new folder here and open it
	@$(BIN)/catena demo

test: $(READY)  ## ruff, mypy, the rules of imports, all tests but the long loops
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory --jobs 2 types compiled
	$(BIN)/pytest -n $(JOBS) --dist worksteal -m "not soak"

types: $(READY)
	$(BIN)/mypy

# The tests are compiled once, beside mypy, and not by each of the processes that run them. What is wrong with one is said there.
compiled: $(READY)
	@$(BIN)/pytest --collect-only -qq >/dev/null 2>&1 || true

soak: $(READY)  ## the long loops: kills during saves and syncs
	$(BIN)/pytest -m soak

bench: $(READY)  ## the budgets beside what is measured here
	@$(BIN)/python -m bench

bench-long: $(READY)  ## the same of searches in 100 and 500 MB; an hour
	@$(BIN)/python -m bench --long

docs: $(READY)  ## the page of keys and the pictures of the README, from the app itself
	$(BIN)/python docs/make_keys.py
	$(BIN)/python docs/make_pictures.py

format: $(READY)  ## let ruff format and sort what it can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: $(READY)  ## look for newer versions of everything and write requirements.lock
	$(BIN)/python -m venv --clear build/lock
	build/lock/bin/python -m pip install --quiet uv
	build/lock/bin/uv pip compile --system-certs pyproject.toml --all-extras --group dev --universal --python-version 3.11 --generate-hashes \
		--upgrade --custom-compile-command "make lock" --quiet --output-file requirements.lock

clean:  ## remove .venv, builds and caches; studies that the demo made stay
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find store search themes tui tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml
	@for python in $(PYTHON); do \
		if "$$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "making .venv with $$python"; "$$python" -m venv --clear .venv && exit; \
		fi; \
	done; \
	echo "catena needs Python 3.11 or later with its venv module, and none of these is that: $(PYTHON)." \
		"Install it (Debian: apt install python3 python3-venv), or name it: make PYTHON=/path/to/python3" >&2; \
	exit 1
	@echo "installing what catena needs into .venv; it takes a minute or two, once"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
