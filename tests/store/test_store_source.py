"""What the source of the store may not hold."""

import re
import subprocess
import sys
from importlib import resources

import pytest

ROOM = resources.files("workbench.store")
FILES = [
    file
    for folder in (ROOM, ROOM / "schema")
    for file in folder.iterdir()
    if file.name.endswith((".py", ".sql"))
]


def without_comments(text: str) -> str:
    return re.sub(r"--.*", "", text)


def test_the_files_are_found() -> None:
    assert {"duck.py", "ledger.py", "001_articles_claims_and_ledger.sql"} <= {
        file.name for file in FILES
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_statement_updates_or_deletes(file: resources.abc.Traversable) -> None:
    """But in the two tables that follow from the ledger, when they are made anew."""
    text = without_comments(file.read_text(encoding="utf-8"))
    found = re.findall(
        r"\b(?:update\s+\w+\s+set|delete\s+from(?! (?:acts|turns)\b)|truncate|insert or)\b",
        text,
        re.IGNORECASE,
    )
    assert found == []


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.name.endswith(".sql")], ids=lambda file: file.name
)
def test_the_schema_has_no_constraint_that_needs_an_index(
    file: resources.abc.Traversable,
) -> None:
    text = without_comments(file.read_text(encoding="utf-8"))
    found = re.findall(
        r"\b(?:primary key|foreign key|references|unique|create index)\b", text, re.IGNORECASE
    )
    assert found == []


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.name.endswith(".py")], ids=lambda file: file.name
)
def test_no_value_is_written_into_a_statement(file: resources.abc.Traversable) -> None:
    text = file.read_text(encoding="utf-8")
    statement = r"f(?:\"\"\"|\")[^\"]*\b(?:select|insert|create|where)\b"
    assert re.findall(statement, text, re.IGNORECASE) == []


def test_the_protocol_loads_no_database() -> None:
    code = "import sys, workbench.store.protocol; print('duckdb' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "False\n"


def test_a_decision_loads_no_arrow() -> None:
    code = """
import sys, tempfile
from pathlib import Path
from workbench.store import DuckStore
with tempfile.TemporaryDirectory() as folder:
    store = DuckStore(Path(folder) / "claims.duckdb")
    store.append([])
    store.reviewed_claims()
print("pyarrow" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "False\n"
