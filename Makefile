# make run   an environment, the sample article with its past claims, the review screen
# make test  what CI runs: lint, types, import contracts, tests, then tests against the wheel

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check wheel-test snapshots screenshot browser-test bench-splitting bench-matching bench-search bench-store bench-crashes bench-windows bench-encoding bench-comparing bench-intake bench-screen bench-report bench-soak lock licences sbom audit clean

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
	$(BIN)/pytest --numprocesses 2 --dist worksteal

# Against the built wheel and away from the checkout: every file is in it, and what runs the program
# and reads the files that it brings along runs there too.
AWAY := tests/cli/test_main_job.py tests/cli/test_report.py tests/cli/test_import.py tests/cli/test_comparing.py \
  tests/cli/test_doctor.py tests/tui/test_tui_panes.py tests/tui/test_tui_serving.py tests/test_architecture.py \
  tests/test_bench.py tests/test_fixtures.py tests/test_offline.py tests/test_readme.py

wheel-test: .venv/.test
	rm -rf build && mkdir -p build/away
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir build/wheel .
	$(BIN)/pip install --quiet --no-deps --no-compile --target build/site build/wheel/*.whl
	left_out=$$(cd workbench && find . -type f ! -path '*/__pycache__/*' ! -exec test -e ../build/site/workbench/{} ';' -print) \
	  && if test -n "$$left_out"; then echo "Not in the wheel: $$left_out"; exit 1; fi
	away=$$(mktemp -d) && cp -r tests tools fixtures docs README.md SECURITY.md pyproject.toml *.txt $$away && site=$$(pwd)/build/site \
	  && pytest=$$(pwd)/$(BIN)/pytest && cd $$away \
	  && PYTHONPATH=$$site $$pytest --numprocesses 2 --dist worksteal $(AWAY); code=$$?; rm -rf $$away; exit $$code

# Only files whose SHA-256 the lock names are installed, and what builds with them is among them.
INSTALL := $(BIN)/pip install --quiet --require-hashes

.venv/.run: requirements-build.txt requirements-processor.txt requirements.txt constraints.txt pyproject.toml
	test -d .venv || $(PYTHON) -m venv .venv
	$(INSTALL) --requirement requirements-build.txt
	$(INSTALL) --no-deps --requirement requirements-processor.txt 2>/dev/null || true # the registry's own build, then
	$(INSTALL) --requirement requirements.txt --constraint constraints.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

.venv/.test: .venv/.run requirements-dev.txt requirements-page.txt
	$(INSTALL) --requirement requirements-dev.txt --constraint requirements.txt
	$(INSTALL) --no-deps --requirement requirements-page.txt
	touch $@

# The hashes of all files of each pinned version, looked up anew.
lock: .venv/.run
	test -x build/lock/bin/python || ($(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet pip-tools==7.6.2)
	build/lock/bin/python tools/lock.py

licences: .venv/.test
	$(BIN)/python tools/licences.py --all

sbom: .venv/.run
	$(BIN)/python tools/sbom.py build/claim-workbench.cdx.json

# Whether weaknesses of these versions are known, where a service answers; 2 where none does.
audit:
	test -x build/audit/bin/pip-audit || ($(PYTHON) -m venv build/audit && build/audit/bin/pip install --quiet pip-audit==2.10.1)
	$(PYTHON) tools/audit.py build/audit/bin/pip-audit

screenshot: .venv/.test
	WORKBENCH_DRAW=1 $(BIN)/pytest tests/tui/test_tui_screenshot.py

snapshots: .venv/.test
	$(BIN)/pytest tests/tui --snapshot-update

# The review and the report in a real Chromium, which this machine has to have.
browser-test: .venv/.test
	WORKBENCH_BROWSER=1 $(BIN)/pytest tests/tui/test_tui_serving.py tests/reporting/test_page_in_chromium.py

# Benchmarks read ../shared where it is there, and say so where it is not.
bench-splitting: .venv/.run
	$(BIN)/python benchmarks/splitting.py --memory
	if test -d ../shared/data/attribution; then $(BIN)/python benchmarks/attribution.py; fi

bench-matching: .venv/.run
	$(BIN)/python benchmarks/matching.py

bench-search: .venv/.run
	$(BIN)/python benchmarks/searching.py

bench-store: .venv/.run
	$(BIN)/python benchmarks/store.py

bench-crashes: .venv/.test
	$(BIN)/python benchmarks/crashes.py

bench-windows: .venv/.test
	$(BIN)/python benchmarks/windows.py

bench-encoding: .venv/.run
	$(BIN)/python benchmarks/encoding.py

bench-comparing: .venv/.run
	$(BIN)/python benchmarks/comparing.py

bench-intake: .venv/.run
	$(BIN)/python benchmarks/intake.py
	$(BIN)/python benchmarks/repeats.py

bench-screen: .venv/.run
	$(BIN)/python benchmarks/screen.py

bench-report: .venv/.run
	$(BIN)/python benchmarks/reporting.py

bench-soak: .venv/.run
	$(BIN)/python benchmarks/soak.py

clean:
	rm -rf build dist *.egg-info .venv .mypy_cache .ruff_cache .pytest_cache
