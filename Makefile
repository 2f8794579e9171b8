# Everything works on a fresh machine with make and a Python of 3.11 or newer; see README.md.

VENV := .venv
BIN := $(VENV)/bin
LAYER := layers/summariser/src
LAMBDA := $(VENV)/lambda
# A shim may be on PATH and yet fail: the interpreter and uv are chosen by running them.
PYTHON := $(shell for python in $(PYTHON) python3.13 python3 python3.12 python3.11; do \
  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
UV := $(shell uv --version >/dev/null 2>&1 && echo uv || echo $(BIN)/uv)
READY := $(BIN)/python $(filter $(BIN)/uv,$(UV))
INSTALL := $(UV) pip install --quiet --python $(BIN)/python --require-hashes
SAM := $(VENV)/sam/bin/sam
SECURITY := $(VENV)/security/bin
SAM_CLI_TELEMETRY := 0
CKV_SKIP_PACKAGE_UPDATE_CHECK := true
UV_PYTHON_DOWNLOADS := never
# In the order of their duration: those that wait for the engine first, beside those that compute.
TESTS := $(addprefix tests/,workflow contract adapters functions unit)
# As pip does: a network may have a certificate of its own.
UV_SYSTEM_CERTS := 1
export SAM_CLI_TELEMETRY CKV_SKIP_PACKAGE_UPDATE_CHECK UV_PYTHON_DOWNLOADS UV_SYSTEM_CERTS

.PHONY: install install-evaluation run check check-code check-unit test lint audit build
.PHONY: test-python deploy-check test-browser test-exhaustive lock clean

install: $(VENV)/.installed

install-evaluation: $(VENV)/.evaluation  ## What `summariser evaluate summaries` needs in addition

run: install  ## Summarise the twelve listings of events/ with the extractive model
	$(BIN)/summariser run events/listings.jsonl

check: $(VENV)/.test  ## Types, style, imports and the quick unit tests, in under a minute
	@$(MAKE) --no-print-directory --jobs 2 check-code check-unit

check-code: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check-unit: $(VENV)/.test
	$(BIN)/pytest tests/unit -m "not slow" --quiet

test: $(VENV)/.test  ## Everything except the browser and the exhaustive tests
	@$(MAKE) --no-print-directory --jobs 2 test-python lint

test-python:  # each file has its own engine; most of them wait more than they compute
	$(BIN)/pytest $(TESTS) -m "not exhaustive" -n 4 --dist loadfile --no-loadscope-reorder

test-exhaustive: $(VENV)/.test  ## Each read that fails and each answer that is lost, for minutes
	$(BIN)/pytest tests/workflow -m exhaustive -n 2 --dist loadfile

lint: check-code $(VENV)/.sam $(VENV)/.security
	$(SAM) validate --lint
	$(SECURITY)/checkov  # as .checkov.yaml says
	$(SECURITY)/bandit --quiet --configfile pyproject.toml -r functions $(LAYER) workbench
	@$(MAKE) --no-print-directory audit

audit: $(VENV)/.test $(VENV)/.security  ## Known vulnerabilities in what is shipped and in what runs it here
	$(BIN)/python -m workbench.vulnerabilities $(SECURITY)/pip-audit \
	  requirements/test.txt requirements/runtime.txt $(LAYER)/requirements.txt

build: install $(VENV)/.sam  ## What `sam deploy` ships, in .aws-sam; needs a python3.13
	$(BIN)/summariser models >/dev/null  # refuses an invalid models.toml
	$(SAM) build

deploy-check: $(VENV)/.test $(VENV)/.sam $(VENV)/.security  ## Build, package and check a deployment, with no account
	$(BIN)/python -m workbench.deployment

test-browser: $(VENV)/.test  ## The report page in a real Chromium, which must be installed
	$(BIN)/pytest tests/e2e

COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
  --custom-compile-command "make lock"
lock: | $(READY)  ## Lock every set of dependencies again, with hashes
	$(COMPILE) pyproject.toml --group layer --group build --group test --group evaluation \
	  -o requirements/test.txt
	$(COMPILE) -c requirements/test.txt pyproject.toml --group layer --group build -o requirements/run.txt
	$(COMPILE) -c requirements/test.txt --group layer -o $(LAYER)/requirements.txt
	$(COMPILE) -c requirements/test.txt --group runtime -o requirements/runtime.txt
	$(COMPILE) -c requirements/test.txt --group evaluation -o requirements/evaluation.txt
	$(COMPILE) --group sam -o requirements/sam.txt
	$(COMPILE) --group security -o requirements/security.txt

clean:
	rm -rf $(VENV) .aws-sam out

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "This needs a Python of 3.11 or newer: make PYTHON=/path/to/python"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(BIN)/uv: | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

# What a rule installed is marked by a file, so that the next `make` installs nothing.
$(VENV)/.installed: requirements/run.txt requirements/runtime.txt $(LAYER)/requirements.txt pyproject.toml | $(READY)
	$(INSTALL) -r requirements/run.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	rm -rf $(LAMBDA)
	$(INSTALL) --compile-bytecode --target $(LAMBDA)/layer -r $(LAYER)/requirements.txt
	$(INSTALL) --compile-bytecode --target $(LAMBDA)/runtime -r requirements/runtime.txt
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.installed
	$(INSTALL) -r requirements/test.txt
	@touch $@

$(VENV)/.evaluation: requirements/evaluation.txt $(VENV)/.installed
	$(INSTALL) -r requirements/evaluation.txt
	@touch $@

$(VENV)/.sam: requirements/sam.txt | $(READY)
	$(UV) venv --quiet --clear --python $(BIN)/python $(VENV)/sam
	$(UV) pip install --quiet --python $(VENV)/sam/bin/python --require-hashes -r requirements/sam.txt
	@touch $@

$(VENV)/.security: requirements/security.txt | $(READY)
	$(UV) venv --quiet --clear --python $(BIN)/python $(VENV)/security
	$(UV) pip install --quiet --python $(VENV)/security/bin/python --require-hashes -r requirements/security.txt
	@touch $@
