"""What may be loaded when: measured on `sys.modules` in a process of its own."""

import subprocess
import sys

import pytest

from workbench.store.duck import DuckStore

HEAVY = ("torch", "transformers", "sentence_transformers", "spacy", "lxml", "trafilatura")
LOADED = """
import sys
from workbench.cli import main
code = main(sys.argv[1:])
loaded = [name for name in {heavy} if name in sys.modules]
print("LOADED", *loaded)
sys.exit(code)
"""


def loaded_by(*arguments: str, folder: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(heavy=HEAVY), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()[-1].split()[1:]


@pytest.mark.parametrize("command", ["--help", "list", "review", "report", "where", "articles"])
def test_looking_and_reviewing_load_no_model(command: str, sample_store: DuckStore) -> None:
    assert loaded_by(command, folder=str(sample_store.path.parent)) == []


def test_marking_loads_no_model(sample_store: DuckStore) -> None:
    claim = sample_store.reviewed_claims()[0].claim
    assert loaded_by("mark", claim.id, "verified", folder=str(sample_store.path.parent)) == []


def test_searching_by_a_stored_claim_loads_no_model(sample_store: DuckStore) -> None:
    claim = sample_store.reviewed_claims()[0].claim
    assert loaded_by("search", "--claim", claim.id, folder=str(sample_store.path.parent)) == []


def test_searching_by_a_text_loads_no_torch_where_the_graph_is_there(
    sample_store: DuckStore,
) -> None:
    folder = str(sample_store.path.parent)
    assert loaded_by("search", "a tactical retreat", folder=folder) == []


def test_the_screen_loads_no_model() -> None:
    code = f"import sys, workbench.tui.app; print(*[n for n in {HEAVY} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_only_the_screen_loads_textual(sample_store: DuckStore) -> None:
    code = (
        "import sys; from workbench.cli import main; "
        "main(['list']); main(['report']); print('textual' in sys.modules)"
    )
    folder = sample_store.path.parent
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "False"
