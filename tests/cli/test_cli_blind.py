"""Reviewing blind on the command line: each command prints what it prints where nobody else was."""

from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.cli import main, workbench
from workbench.store.duck import DuckStore

Say = Callable[..., str]

READING = {
    "list": "list --json",
    "articles": "articles --json",
    "overview": "overview --json",
    "changes": "changes {first} {second} --all --json",
    "evidence": "evidence {claim}",
    "note": "note {claim}",
    "history": "history {claim}",
    "search": "search --claim {twin} --limit 50 --json",
    "timeline": "timeline {twin} --json",
    "tag": "tag {claim}",
    "agreement": "agreement --json",
    "report": "report",
    "review": "review --article {first}",
    "add": "add copy.txt --json",
    "recut": "recut --article {first} --left-out",
}
"""What prints something of claims, and what is asked of it."""

FILTERED = "search --batch queries.tsv --jsonl --verdict disputed"
"""Finds by the verdict, and prints none: what is found would tell it."""

ELSEWHERE = {
    *(
        "import",
        "reindex",
        "remove",
        "rename",
        "undo",
        "redo",
        "merge",
        "mark",
        "link",
    ),  # they write
    *("verify", "doctor", "backup", "restore", "compact", "where"),  # they count and copy
    *("past", "verdicts", "repeats"),  # lists of others, and words that claims share
    *("claims", "compare"),  # they open no store
    "serve",  # it opens the screen
}

OPEN_DOORS = {"list", "articles", "overview", "changes", "evidence", "note", "history", "search"}
"""What shows more where nobody is blind: without that, the test would prove nothing."""


def test_every_command_is_asked_or_is_known_to_show_nothing() -> None:
    assert set(READING) | ELSEWHERE == set(workbench.commands)


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Return all that a command prints, called as mara."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKBENCH_ANALYST", "mara")

    def said(line: str, *more: str) -> str:
        main([*line.split(), *more])
        told = capsys.readouterr()
        return told.out + told.err

    return said


def test_blind_every_command_says_what_it_says_where_nobody_else_was(
    say: Say, sample_store: DuckStore, fixtures: Path, tmp_path: Path
) -> None:
    text = (fixtures / "bab-amr.txt").read_text(encoding="utf-8")
    (tmp_path / "copy.txt").write_text(text.replace("Seven trucks", "Eight trucks"), "utf-8")
    say("add copy.txt")
    second, first = (one.article.id for one in sample_store.articles())
    judged = next(one for one in sample_store.reviewed_claims(first) if one.claim.speaker)
    twin = next(
        one.claim.id
        for one in sample_store.reviewed_claims(second)
        if one.claim.text == judged.claim.text
    )
    claim = judged.claim.id
    (tmp_path / "queries.tsv").write_text(f"1\t{judged.claim.text}\n", "utf-8")
    named = {"first": first, "second": second, "claim": claim, "twin": twin}

    def asked(option: str) -> dict[str, str]:
        lines = [line.format(**named) for line in (*READING.values(), FILTERED)]
        return {line: say(f"{option} {line}") for line in lines}

    unjudged = asked("--blind")
    by = ("--by", "omar")
    say(f"mark {claim} disputed --reason", "only 400 were there", *by)
    say(f"mark {claim} unconfirmed --said --reason", "no tape of it", *by)
    say(f"note {claim}", "ask the office again", *by)
    say(f"evidence {claim} --stance refutes --quote refuted --add", "a colleague", *by)

    blind, seen = asked("--blind"), asked("--no-blind")

    assert blind == unjudged
    told = {line for line, words in seen.items() if words != unjudged[line]}
    assert {line.split()[0] for line in told} >= OPEN_DOORS
    assert FILTERED in told
