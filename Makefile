# Set-up and checks. `make brief` and `make test` need Python 3.11 or newer and a package index, nothing else.

# The first interpreter that is new enough; PYTHON=... chooses another.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV ?= .venv
FILING ?= tests/filings/immunogen-2021-11-30-8k.txt
PYTEST ?=

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
LOCKER := .venv-lock
COMPILE_GROUP = $(LOCKER)/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)
COMPILE = $(COMPILE_GROUP) pyproject.toml

# Stamps: each says that a step was finished with the files it depends on.
CREATED := $(VENV)/.created
INSTALLED := $(VENV)/.installed
DEVELOP := $(VENV)/.develop

# A server of language models in an environment of its own, compiled from source. No vision, no OpenMP, no
# instructions of this very processor, hardly optimised: built in minutes, and fast enough for a toy.
MODEL_SERVER := .venv-local-model
SERVED := $(MODEL_SERVER)/.installed
SERVER_BUILD := -DGGML_NATIVE=OFF -DGGML_OPENMP=OFF -DLLAVA_BUILD=OFF -DLLAMA_OPENSSL=OFF \
	-DCMAKE_C_FLAGS_RELEASE=-O1 -DCMAKE_CXX_FLAGS_RELEASE=-O1 \
	-DCMAKE_PROJECT_llama.cpp_INCLUDE='$(CURDIR)/tests/local_model/server_only.cmake'

.DEFAULT_GOAL := help
.PHONY: help brief test check lint format types layers bench record record-scripted package \
	test-local-model readme lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

brief: $(INSTALLED) ## print the briefing of the sample filing, or of FILING=path; no key, no network
	@env -u SUMMARIZER_MODEL -u OPENAI_BASE_URL -u OPENAI_API_KEY $(BIN)/summarizer brief "$(FILING)"

test: check ## everything that must pass: lint, format, types, layers, tests with coverage
	$(BIN)/python -m pytest -n auto --cov --cov-report=term $(PYTEST)

check: $(DEVELOP) ## the same without the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lint: $(DEVELOP) ## ruff's rules
	$(BIN)/ruff check .

format: $(DEVELOP) ## rewrite the code in the project's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(DEVELOP) ## mypy, strict
	$(BIN)/mypy

layers: $(DEVELOP) ## the import contract
	$(BIN)/lint-imports

bench: $(DEVELOP) ## measure the verifier and the number reader
	$(BIN)/python tests/benchmarks/run.py

record: $(DEVELOP) ## record the cassettes again from OPENAI_BASE_URL; needs OPENAI_API_KEY, SUMMARIZER_MODEL
	$(BIN)/python -m pytest --record -m cassette $(PYTEST)

record-scripted: $(DEVELOP) ## record them again with today's requests and the answers they already hold
	$(BIN)/python -m pytest --record=scripted -m cassette $(PYTEST)

package: $(DEVELOP) ## build wheel and sdist into dist/, and try them in clean environments
	rm -rf build dist
	$(BIN)/python -m build --no-isolation
	$(BIN)/python -m pytest -m network tests/test_packaging.py
	rm -rf build

test-local-model: $(DEVELOP) $(SERVED) ## brief with a random model behind a real server, compiled once (minutes)
	SUMMARIZER_MODEL_SERVER="$(CURDIR)/$(MODEL_SERVER)/bin/python" \
		$(BIN)/python -m pytest -m local_model tests/local_model $(PYTEST)

readme: $(DEVELOP) ## write the output that README.md shows anew
	WRITE_README=1 $(BIN)/python -m pytest -q tests/test_readme.py

lock: $(LOCKER)/bin/uv ## pin the dependencies again in constraints*.txt; UPGRADE=1 takes the newest
	$(COMPILE) --group build --output-file constraints.txt
	$(COMPILE) --group dev --constraints constraints.txt --output-file constraints-dev.txt
	$(COMPILE_GROUP) --group local-model --no-binary llama-cpp-python --output-file constraints-local-model.txt

clean: ## remove everything that can be made again, the environment too
	rm -rf "$(VENV)" $(LOCKER) $(MODEL_SERVER) build dist *.egg-info .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find summarizer schemas prompts tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(LOCKER)/bin/uv:
	$(PYTHON) -m venv $(LOCKER)
	$(LOCKER)/bin/python -m pip -qq --disable-pip-version-check install "uv>=0.9"

$(CREATED):
	@test -n "$(PYTHON)" || { echo "error: found no Python 3.11 or newer; install one, or name it:" \
		"make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "error: Python 3.11 or newer is needed, and $(PYTHON) is " + sys.version.split()[0] + "; name another: make PYTHON=/path/to/python3.11")'
	@echo "Creating $(VENV) ..." >&2
	@$(PYTHON) -m venv "$(VENV)"
	@touch $@

# The build backend comes from the same hashed file, so that nothing unpinned is fetched to build. The files
# are complete, and an old pip that resolves anew trips over extras ("coverage[toml]"): hence --no-deps.
$(INSTALLED): $(CREATED) pyproject.toml constraints.txt
	@echo "Installing the package into $(VENV) (a minute or two, once) ..." >&2
	@$(PIP) install --no-deps --require-hashes -r constraints.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(DEVELOP): $(INSTALLED) constraints-dev.txt
	@echo "Installing what the checks need ..." >&2
	@$(PIP) install --no-deps --require-hashes -r constraints-dev.txt
	@touch $@

# What is compiled is built with the tools of the file, which therefore come first.
$(SERVED): constraints-local-model.txt | $(CREATED)
	@echo "Building the model server in $(MODEL_SERVER) (several minutes, once) ..." >&2
	@rm -rf $(MODEL_SERVER)
	@$(PYTHON) -m venv $(MODEL_SERVER)
	@awk '/^[a-z]/ { compiled = /^llama-cpp-python==/ } !compiled' $< >$(MODEL_SERVER)/wheels.txt
	@$(MODEL_SERVER)/bin/python -m pip -qq --disable-pip-version-check install --no-deps --require-hashes \
		--only-binary :all: -r $(MODEL_SERVER)/wheels.txt
	@CMAKE_ARGS="$(SERVER_BUILD)" nice -n 10 $(MODEL_SERVER)/bin/python -m pip -qq --disable-pip-version-check \
		install --no-deps --require-hashes --no-build-isolation --no-cache-dir -r $<
	@touch $@
