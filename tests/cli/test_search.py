"""Searching from the command line."""

import json
from pathlib import Path

import pytest
from program import Done, Run

from workbench.store.duck import DuckStore

TEXT = "the army left Bab Amr"


def found(done: Done) -> list[dict[str, str]]:
    assert done.returncode == 0, done.stderr
    matches: list[dict[str, str]] = json.loads(done.stdout)
    return matches


@pytest.mark.usefixtures("sample_store")
def test_filters_count_before_the_limit(run: Run) -> None:
    everything = found(run("search", TEXT, "--limit", "1000", "--json"))
    fitting = [
        match["id"]
        for match in everything
        if match["verdict"] == "disputed" and (match["date"] or "") >= "2012-02-20"
    ]
    assert 2 <= len(fitting) < len(everything)

    filtered = run(
        "search", TEXT, "--verdict", "disputed", "--since", "2012-02-20", "--limit", "2", "--json"
    )

    assert len(found(filtered)) == 2
    assert {match["id"] for match in found(filtered)} <= set(fitting)


@pytest.mark.usefixtures("sample_store")
def test_claims_nobody_reviewed_can_be_asked_for(run: Run) -> None:
    unreviewed = found(run("search", TEXT, "--verdict", "unreviewed", "--json"))

    assert {match["verdict"] for match in unreviewed} == {None}


def test_a_stored_claim_is_searched_by_with_filters(run: Run, sample_store: DuckStore) -> None:
    claim = next(one.claim for one in sample_store.reviewed_claims() if "4,000" in one.claim.text)

    filtered = found(run("search", "--claim", claim.id, "--verdict", "disputed", "--json"))

    assert filtered
    assert {match["verdict"] for match in filtered} == {"disputed"}


@pytest.mark.usefixtures("sample_store")
def test_each_query_of_a_file_finds_what_a_single_search_finds(run: Run, tmp_path: Path) -> None:
    texts = {"a": TEXT, "b": "about 4,000 people are still in Baba Amr", "c": "a zebra"}
    lines = "".join(f"{id_}\t{text}\n" for id_, text in texts.items())
    (tmp_path / "queries.tsv").write_text(f"id\ttext\r\n{lines}")

    done = run("search", "--batch", "queries.tsv", "--limit", "4", "--jsonl")

    assert done.returncode == 0
    ranked = {one["query"]: one["ranked"] for one in map(json.loads, done.stdout.splitlines())}
    assert list(ranked) == ["a", "b", "c"]
    for id_, text in texts.items():
        single = found(run("search", text, "--limit", "4", "--json"))
        assert ranked[id_] == [match["id"] for match in single]


@pytest.mark.usefixtures("sample_store")
def test_lines_that_hold_no_query_are_named_and_the_others_searched_for(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "queries.tsv").write_text("a\tone fire\nno tab\nb\t\na\tagain\n\nc\ttwo fires\n")

    done = run("search", "--batch", "queries.tsv", "--jsonl")

    assert done.returncode == 1
    assert [json.loads(line)["query"] for line in done.stdout.splitlines()] == ["a", "c"]
    assert [line.split(": ")[0] for line in done.stderr.splitlines()[:3]] == [
        f"queries.tsv, line {number}" for number in (2, 3, 4)
    ]
    assert "3 lines of queries.tsv held no query." in done.stderr


@pytest.mark.parametrize("content", [None, b"", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_a_file_that_holds_no_queries_is_refused_in_a_sentence(
    run: Run, tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "queries.tsv").write_bytes(content)

    refused = run("search", "--batch", "queries.tsv", "--jsonl")

    assert refused.returncode == 1
    assert refused.stderr.startswith("queries.tsv ")
    assert refused.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "x", "--since", "March"),
        ("search", "x", "--verdict", "wrong"),
        ("search", "x", "--jsonl"),
        ("search", "x", "--claim", "y"),
        ("search", "--batch", "queries.tsv"),
        ("search", "--batch", "queries.tsv", "--json"),
    ],
)
def test_what_does_not_go_together_is_a_matter_of_usage(
    run: Run, arguments: tuple[str, ...]
) -> None:
    assert run(*arguments).returncode == 2
