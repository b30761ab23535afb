"""`workbench evidence`, `tag`, `note`, `history` and `mark --said`."""

import json
from pathlib import Path
from typing import Any

import pytest
from program import Done, Run

from workbench.model import ReviewedClaim, Status
from workbench.store.duck import DuckStore
from workbench.store.kept_files import KeptFiles


def printed(done: Done) -> Any:  # noqa: ANN401 - any JSON
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def claim(sample_store: DuckStore) -> str:
    """A claim that somebody says."""
    return next(one.claim.id for one in sample_store.reviewed_claims() if one.claim.speaker)


def reviewed(store: DuckStore, claim: str) -> ReviewedClaim:
    return next(one for one in store.reviewed_claims() if one.claim.id == claim)


def test_evidence_is_added_with_its_file_listed_corrected_and_removed(
    run: Run, sample_store: DuckStore, claim: str, tmp_path: Path
) -> None:
    (tmp_path / "scan [1].txt").write_text("A light was given.")
    added = printed(
        run(
            *("evidence", claim[:10], "--add", "ICRC [press] release", "--stance", "refutes"),
            *("--quote", "A light was given.", "--address", "https://icrc.example.org/1"),
            *("--retrieved", "2012-03-02", "--grade", "b2", "--file", "scan [1].txt"),
            *("--by", "noor", "--json"),
        )
    )
    assert (added["kind"], added["analyst"]) == ("evidence given", "noor")
    (listed,) = printed(run("evidence", claim, "--json"))
    assert (listed["source"], listed["stance"]) == ("ICRC [press] release", "refutes")
    assert (listed["grade"], listed["retrieved"]) == ("B2", "2012-03-02")
    assert (listed["entry"], listed["analyst"]) == (added["id"], "noor")
    assert KeptFiles(sample_store.path).is_whole(listed["file"]["sha256"])
    table = run("evidence", claim).stdout
    assert "− refutes" in table
    assert "ICRC [press]" in table
    assert "missing" not in table
    KeptFiles(sample_store.path).path_of(listed["file"]["sha256"]).unlink()
    assert "missing" in run("evidence", claim).stdout

    entry = listed["entry"]
    run("evidence", claim, "--correct", entry[:8], "--stance", "context", "--grade", "C")
    (corrected,) = printed(run("evidence", claim, "--json"))
    assert (corrected["stance"], corrected["grade"]) == ("context", "C6")
    assert (corrected["quote"], corrected["file"]) == (listed["quote"], listed["file"])

    done = run("evidence", claim, "--remove", corrected["entry"])
    assert done.stdout == "The evidence was taken off; undo puts it back.\n"
    assert printed(run("evidence", claim, "--json")) == []
    assert reviewed(sample_store, claim).status is Status.UNREVIEWED


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--add", "a source"), 2, "--stance"),
        (("--add", "a", "--stance", "context", "--remove", "b"), 2, "Say one of"),
        (("--quote", "words"), 2, "--quote goes with --add or --correct."),
        (("--add", " ", "--stance", "context"), 1, "The source is empty."),
        (("--add", "a", "--stance", "context", "--grade", "G7"), 1, "“G7” is no Admiralty grade."),
        (("--add", "a", "--stance", "context", "--retrieved", "today"), 1, "“today” is no day."),
        (("--add", "a", "--stance", "context", "--file", "none.pdf"), 1, "There is no file"),
        (("--remove", "ffff"), 1, "No piece of evidence on this claim begins with “ffff”."),
    ],
)
def test_what_is_no_evidence_is_refused_in_words(
    run: Run,
    sample_store: DuckStore,
    claim: str,
    options: tuple[str, ...],
    code: int,
    words: str,
) -> None:
    head = sample_store.head()
    done = run("evidence", claim, *options)

    assert done.returncode == code
    assert words in done.stderr
    assert sample_store.head() == head


def test_tags_are_put_on_listed_by_and_taken_off(
    run: Run, sample_store: DuckStore, claim: str
) -> None:
    assert run("tag", claim, "Green-Light", "#icrc").stdout == "Tags: +green-light +icrc.\n"
    assert printed(run("tag", claim, "--json")) == ["green-light", "icrc"]
    assert [one["id"] for one in printed(run("list", "--tag", "icrc", "--json"))] == [claim]
    assert printed(run("list", "--tag", "icrc", "--tag", "no", "--json")) == []

    run("tag", claim, "--remove", "icrc")
    assert reviewed(sample_store, claim).tags == ("green-light",)
    assert run("tag", claim, "green-light").stdout == "The tags are as they were.\n"


def test_a_note_is_written_printed_and_taken_off(
    run: Run, sample_store: DuckStore, claim: str
) -> None:
    run("note", claim, "ask the UN\n[then] call", "--by", "noor")
    done = run("note", claim)

    assert done.stdout.startswith("ask the UN\n[then] call\n— noor, ")
    run("note", claim, "")
    assert reviewed(sample_store, claim).note is None
    assert run("note", claim).stdout == "The claim has no note.\n"


def test_that_it_was_said_is_judged_apart(process: Run, claim: str) -> None:
    process("mark", claim, "disputed")
    done = process("mark", claim, "verified", "--said", "--reason", "on tape")

    assert done.stdout.startswith("that it was said, ✓ verified: ")
    (listed,) = [one for one in printed(process("list", "--json")) if one["id"] == claim]
    assert listed["verdict"] == "disputed"
    assert (listed["said"]["verdict"], listed["said"]["reason"]) == ("verified", "on tape")


def test_what_the_article_says_itself_is_not_judged_as_said(
    run: Run, sample_store: DuckStore
) -> None:
    own = next(
        one.claim.id
        for one in sample_store.reviewed_claims()
        if one.claim.speaker is None and one.claim.manner == "asserted"
    )
    done = run("mark", own, "verified", "--said")

    assert done.returncode == 1
    assert done.stderr.startswith("The article says this itself")
    assert run("mark", own, "verified", "--said", "--confidence", "low").returncode == 2


def test_the_history_says_who_when_from_what_to_what_and_why(run: Run, claim: str) -> None:
    run("mark", claim, "verified", "--by", "mara")
    run("mark", claim, "disputed", "--reason", "no tape", "--by", "mara")
    run("tag", claim, "icrc")
    lines = printed(run("history", claim, "--json"))

    assert [line["words"] for line in lines] == [
        "taken in with its article",
        "unreviewed → verified",
        "verified → disputed: no tape",
        "tags +icrc",
    ]
    change = lines[2]
    assert (change["from"], change["to"], change["why"]) == ("verified", "disputed", "no tape")
    assert (change["analyst"], change["kind"]) == ("mara", "decided")
    assert "verified → disputed: no tape" in run("history", claim).stdout
