# What a newcomer, a developer and the continuous check run; `make help` lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
PIN := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make requirements"
UV_VERSION := 0.13.9
EVALS := PYTHONPATH=src:tests:. $(BIN)/python -m
DEV = $(firstword $(wildcard $(POLNEAR)/dev) $(POLNEAR))

.DEFAULT_GOAL := help
.PHONY: help demo test check lint types contract docs docs-check golden bench bench-pages bench-threads fuzz-web \
	eval-attributions eval-readings eval-polnear eval-quotations eval-boundaries train requirements clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.run ## Read the sample dispute, print who said what, and check the quotations
	$(BIN)/onrecord read examples/transcripts examples/reports examples/discussions \
		--metadata examples/metadata.csv --db demo.db
	$(BIN)/onrecord people --db demo.db
	$(BIN)/onrecord statements --db demo.db --document examples/reports/seaboard-kestria-denies-crack.txt
	$(BIN)/onrecord verify --db demo.db --against examples/transcripts
	$(BIN)/onrecord disputes --db demo.db
	$(BIN)/onrecord check examples/reports examples/discussions --against examples/transcripts --rules ap || test $$? -eq 1
	@echo 'Look at it: $(BIN)/onrecord serve --db demo.db --against examples/transcripts; $(BIN)/onrecord --help'

test: $(VENV)/.test ## Run the tests; what they lack on this machine is named at the end
	@$(BIN)/python tests/parts.py
	$(BIN)/python -m pytest $(ARGS)

check: lint types contract docs-check ## Everything beside the tests that must hold before a change lands

lint: $(VENV)/.test ## Style and formatting
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.test ## Types, strictly
	$(BIN)/mypy

contract: $(VENV)/.test ## The one-way rule between modules
	$(BIN)/lint-imports

docs-check: $(VENV)/.test ## Whether the generated reference says what the code says
	$(BIN)/python docs/generate.py --check

docs: $(VENV)/.run ## Write the generated reference again
	$(BIN)/python docs/generate.py

golden: $(VENV)/.test ## Write every component's golden result again; review the difference before you commit
	$(BIN)/python tests/contract/golden.py $(ARGS)

bench: $(VENV)/.run ## Words a second for each layer, and peak memory
	$(BIN)/python benchmarks/read.py examples/transcripts examples/reports examples/discussions

bench-pages: $(VENV)/.test ## How long pages take over 200,000 statements
	$(BIN)/python benchmarks/pages.py $(ARGS)

fuzz-web: $(VENV)/.test ## Ask every page at random for ten minutes: nothing fails, nothing runs
	PYTHONPATH=src:tests:. $(BIN)/python -m web.fuzzing 600

bench-threads: $(VENV)/.run ## How the cost of long discussions grows
	$(BIN)/python benchmarks/threads.py $(ARGS)

eval-attributions: $(VENV)/.run ## Score attribution on the challenge set of our own
	$(EVALS) evals.attributions $(ARGS)

eval-readings: $(VENV)/.run ## Score forecasts, commitments, disputes and references on the challenge sets of our own
	$(EVALS) evals.interpretations $(ARGS)

eval-polnear: $(VENV)/.run ## Score attribution on PolNeAR dev, against the pinned floors: make eval-polnear POLNEAR=folder
	@test -n "$(POLNEAR)" || { echo "Name PolNeAR's folder: make eval-polnear POLNEAR=folder"; exit 2; }
	@lines=$$(mktemp) && trap 'rm -f "$$lines"' EXIT && $(BIN)/onrecord read $(DEV)/text --json > "$$lines" && \
	$(EVALS) evals.polnear $(DEV) "$$lines" $(addprefix --metadata ,$(wildcard $(DEV)/../metadata.tsv)) --floors $(ARGS)

eval-quotations: $(VENV)/.run ## Score verdicts on labelled quotations: make eval-quotations DATA=folder
	@test -n "$(DATA)" || { echo "Name the folder of the texts: make eval-quotations DATA=folder"; exit 2; }
	$(EVALS) evals.quotations $(DATA) $(ARGS)

eval-boundaries: $(VENV)/.run ## Score where posts begin on pages without author lines: make eval-boundaries DATA=folder
	@test -n "$(DATA)" || { echo "Name the folder of the pages: make eval-boundaries DATA=folder"; exit 2; }
	$(EVALS) evals.boundaries $(DATA) --floors $(ARGS)

train: ## Make the model anew, two hours: make train POLNEAR=… MPNET=… BASE=… TEXTS=… OUT=… (training/README.md)
	training/make.sh $(POLNEAR) $(MPNET) $(BASE) $(TEXTS) $(OUT)

requirements: $(VENV)/.build ## Pin the newest versions that fit, with hashes and without a registry's address
	$(PIP) install uv==$(UV_VERSION)
	$(PIN) --upgrade requirements/build.in -o requirements/build.txt
	$(PIN) --upgrade pyproject.toml -c requirements/build.txt -o requirements/run.txt
	$(PIN) --upgrade requirements/test.in -c requirements/build.txt -c requirements/run.txt -o requirements/test.txt

clean: ## Take away what the other targets made
	rm -rf $(VENV) demo.db demo.db-wal demo.db-shm .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# A stamp says that a requirements file is installed; a changed file makes its stamp old.
# pip 23 resolves some packages wrongly, so the pinned pip comes first, and later lists are complete (--no-deps).
$(VENV)/.build: requirements/build.txt
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "onrecord needs Python 3.11 or newer;" \
	" $(PYTHON) is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --no-deps -r requirements/build.txt
	@touch $@

$(VENV)/.run: $(VENV)/.build requirements/run.txt pyproject.toml
	@echo "Installing onrecord and what it needs into $(VENV) …"
	@$(PIP) install --require-hashes --no-deps -r requirements/run.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@$(BIN)/python -m pip check
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	@echo "Installing what the tests need …"
	@$(PIP) install --require-hashes --no-deps -r requirements/test.txt
	@touch $@
