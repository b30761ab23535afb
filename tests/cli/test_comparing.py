"""`workbench compare`."""

import json
from pathlib import Path

from program import Run

ONE, OTHER = "About 4,000 people remain in Bab Amr", "40,000 people remain in Bab Amr"


def test_two_claims_are_compared(process: Run) -> None:
    done = process("compare", ONE, OTHER)

    assert done.returncode == 0
    first, second = done.stdout.splitlines()
    assert first.startswith("conflict: ")
    assert second == "figure About 4,000 ≠ 40,000"


def test_a_comparison_is_printed_as_json(run: Run) -> None:
    done = run("compare", ONE, OTHER, "--json")

    assert json.loads(done.stdout) == {
        "relation": "conflict",
        "differences": [{"kind": "figure", "ours": "About 4,000", "theirs": "40,000"}],
    }


def test_a_batch_gives_one_object_a_pair_in_order(run: Run, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text(
        f'id\ta\tb\nx\t{ONE}\t{OTHER}\ny\tHe said "no"\tHe said "no"\n', encoding="utf-8"
    )
    done = run("compare", "--batch", pairs, "--jsonl")

    objects = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [(one["id"], one["relation"]) for one in objects] == [
        ("x", "conflict"),
        ("y", "compatible"),
    ]


def test_a_batch_is_read_from_standard_input_and_its_bad_lines_are_told(process: Run) -> None:
    done = process(
        "compare", "--batch", "-", "--jsonl", stdin=b"id\ta\tb\n1\tx\n2\tIt rose\tIt fell\n"
    )

    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["2"]
    assert "Standard input, line 2: nothing under b." in done.stderr


def test_what_holds_no_pairs_is_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    for text, expected in (
        ("", "is empty."),
        ("id\ta\n1\tx\n", "has no column b."),
        ("id\ta\tb\n", "holds no pairs."),
    ):
        pairs = tmp_path / "pairs.tsv"
        pairs.write_text(text, encoding="utf-8")
        done = run("compare", "--batch", pairs, "--jsonl")
        assert (done.returncode, done.stdout) == (1, "")
        assert expected in done.stderr
    missing = run("compare", "--batch", tmp_path / "none.tsv")
    assert missing.returncode == 1
    assert "cannot be read" in missing.stderr


def test_a_claim_alone_or_beside_a_batch_is_a_usage_error(run: Run) -> None:
    for arguments in ([ONE], [ONE, " "], [ONE, OTHER, "--batch", "-"], [ONE, OTHER, "--jsonl"]):
        assert run("compare", *arguments).returncode == 2
