"""What cannot be done: one sentence, a documented exit code, the store as it was."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from program import Run

from workbench.store.duck import DuckStore

HOLD = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\t\n"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("paper.pdf", b"%PDF-1.7\n"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(
    run: Run, sample_store: DuckStore, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    before = fingerprint(sample_store.path)
    refused = run("add", name)

    assert refused.returncode == 1
    assert name in refused.stderr
    assert "Traceback" not in refused.stderr
    assert fingerprint(sample_store.path) == before


def test_a_missing_file_is_refused_and_no_store_is_made(run: Run, tmp_path: Path) -> None:
    refused = run("add", "nowhere.txt")

    assert refused.returncode == 1
    assert "nowhere.txt" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_verdict_is_a_matter_of_usage(run: Run, sample_store: DuckStore) -> None:
    claim = sample_store.reviewed_claims()[0].claim
    refused = run("mark", claim.id, "true")

    assert refused.returncode == 2
    assert "verified" in refused.stderr


def test_an_unknown_claim_is_refused(run: Run, sample_store: DuckStore) -> None:
    head = sample_store.head()
    refused = run("mark", "zzzz", "verified")

    assert refused.returncode == 1
    assert "zzzz" in refused.stderr
    assert sample_store.head() == head


def test_an_empty_id_is_no_id(run: Run, sample_store: DuckStore) -> None:
    head = sample_store.head()

    assert run("mark", "", "verified").returncode == 1
    assert run("list", "--article", "").returncode == 1
    assert run("report", "--article", "").returncode == 1
    assert run("search", "--claim", "").returncode == 2
    assert sample_store.head() == head


def test_bytes_that_are_no_text_are_a_matter_of_usage(process: Run) -> None:
    refused = process("search", "\udcff")

    assert refused.returncode == 2
    assert "UTF-8" in refused.stderr


def test_an_output_that_takes_nothing_is_told(sample_store: DuckStore) -> None:
    folder = sample_store.path.parent
    with Path("/dev/full").open("w") as full:
        refused = subprocess.run(
            [sys.executable, "-m", "workbench", "list"],
            cwd=folder,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert refused.returncode == 1
    assert refused.stderr == "Standard output: No space left on device.\n"


def test_a_reader_that_leaves_is_no_failure(sample_store: DuckStore) -> None:
    command = [sys.executable, "-m", "workbench", "list", "--json"]
    with subprocess.Popen(
        command, cwd=sample_store.path.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        said = program.stderr.read()

    assert (program.returncode, said) == (0, b"")


def test_an_output_of_few_letters_gets_the_others_spelt(
    process: Run, sample_store: DuckStore
) -> None:
    printed = process("list", PYTHONIOENCODING="ascii")

    assert printed.returncode == 0
    assert "\\u" in printed.stdout or "\\x" in printed.stdout
    assert sample_store.articles()


def test_a_search_for_nothing_is_a_matter_of_usage(run: Run) -> None:
    assert run("search").returncode == 2


def test_a_wrong_line_in_the_settings_is_a_matter_of_configuration(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "workbench.toml").write_text('stoer = "x.duckdb"\n')
    refused = run("list")

    assert refused.returncode == 2
    assert refused.stderr.startswith("workbench.toml sets “stoer”, which is no setting.")


def test_a_file_that_is_no_store_is_left_as_it_was(run: Run, tmp_path: Path) -> None:
    (tmp_path / "claims.duckdb").write_text("notes of mine\n")
    refused = run("list")

    assert refused.returncode == 1
    assert "claims.duckdb" in refused.stderr
    assert (tmp_path / "claims.duckdb").read_text() == "notes of mine\n"


def test_a_store_that_another_process_holds_is_busy(run: Run, sample_store: DuckStore) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(sample_store.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    refused = run("list")
    holder.communicate()

    assert refused.returncode == 3
    assert f"PID {holder.pid}" in refused.stderr
    assert run("list").returncode == 0


def test_escape_sequences_of_an_article_do_not_reach_the_terminal(run: Run) -> None:
    text = b"\x1b]0;owned\x07The ministry said 12 people were killed in \x1b[31mHoms\x1b[0m."
    run("add", "-", stdin=text)

    for command in (["list"], ["articles"], ["review"], ["report"], ["report", "--format", "csv"]):
        printed = run(*command)
        assert printed.returncode == 0
        assert "\x1b" not in printed.stdout
        assert "\x07" not in printed.stdout
