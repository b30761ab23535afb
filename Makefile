# make run   an environment, the sample article with its past claims, the review screen
# make test  what CI runs: lint, types, import contracts, tests, then tests against the wheel

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check wheel-test snapshots screenshot browser-test bench-splitting bench-matching bench-search bench-store bench-crashes bench-encoding bench-comparing bench-intake bench-screen clean

run: .venv/.run
	@$(BIN)/workbench add fixtures/bab-amr.txt --published 2012-03-01
	@$(BIN)/workbench import fixtures/past-claims.csv
	@$(BIN)/workbench review

test: check wheel-test

check: .venv/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses 2

# Against the built wheel and away from the checkout: what a file left out of the package breaks,
# breaks here.
AWAY := tests/cli/test_main_job.py tests/cli/test_report.py tests/cli/test_import.py tests/cli/test_comparing.py \
  tests/reporting tests/tui/test_tui_review.py tests/test_*.py

wheel-test: .venv/.test
	rm -rf build && mkdir -p build/away
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir build/wheel .
	$(BIN)/pip install --quiet --no-deps --no-compile --target build/site build/wheel/*.whl
	away=$$(mktemp -d) && cp -r tests fixtures docs README.md SECURITY.md pyproject.toml $$away && site=$$(pwd)/build/site \
	  && pytest=$$(pwd)/$(BIN)/pytest && cd $$away \
	  && PYTHONPATH=$$site $$pytest --numprocesses 2 $(AWAY); code=$$?; rm -rf $$away; exit $$code

.venv/.run: requirements.txt pyproject.toml
	test -d .venv || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --requirement requirements.txt
	$(BIN)/pip install --quiet --no-deps --editable .
	touch $@

.venv/.test: .venv/.run requirements-dev.txt
	$(BIN)/pip install --quiet --requirement requirements-dev.txt
	touch $@

screenshot: .venv/.test
	WORKBENCH_DRAW=1 $(BIN)/pytest tests/tui/test_tui_screenshot.py

snapshots: .venv/.test
	$(BIN)/pytest tests/tui --snapshot-update

# The review in a real Chromium, which this machine has to have.
browser-test: .venv/.test
	WORKBENCH_BROWSER=1 $(BIN)/pytest tests/tui/test_tui_serving.py

# Benchmarks read ../shared where it is there, and say so where it is not.
bench-splitting: .venv/.run
	$(BIN)/python benchmarks/splitting.py
	if test -d ../shared/data/attribution; then $(BIN)/python benchmarks/attribution.py; fi

bench-matching: .venv/.run
	$(BIN)/python benchmarks/matching.py

bench-search: .venv/.run
	$(BIN)/python benchmarks/searching.py

bench-store: .venv/.run
	$(BIN)/python benchmarks/store.py

bench-crashes: .venv/.test
	$(BIN)/python benchmarks/crashes.py

bench-encoding: .venv/.run
	$(BIN)/python benchmarks/encoding.py

bench-comparing: .venv/.run
	$(BIN)/python benchmarks/comparing.py

bench-intake: .venv/.run
	$(BIN)/python benchmarks/intake.py
	$(BIN)/python benchmarks/repeats.py

bench-screen: .venv/.run
	$(BIN)/python benchmarks/screen.py

clean:
	rm -rf build dist *.egg-info .venv .mypy_cache .ruff_cache .pytest_cache
