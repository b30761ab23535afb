"""`workbench link`, `repeats` and `timeline`."""

import json
from pathlib import Path
from typing import Any

import pytest
from program import Done, Run

from workbench.model import EntryKind, Status
from workbench.store.duck import DuckStore

FLOOD = """Flood toll rises in Nadrin valley

At least 345 people have been killed by the flood in the Nadrin valley, the ministry said on Friday.

The water destroyed the bridge at Orlen. The mayor said the dam had held.

Over 360 people have been killed by the flood in the Nadrin valley, the Red Crescent said. The \
mayor said the dam had not held.
"""


def printed(done: Done) -> Any:  # noqa: ANN401 - any JSON
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def claim(sample_store: DuckStore) -> str:
    """A claim that past claims are similar to."""
    return next(
        one.claim.id
        for one in sample_store.reviewed_claims()
        if "about 4,000 civilians remained" in one.claim.text
    )


def nearest(run: Run, claim: str) -> Any:  # noqa: ANN401 - any JSON
    return printed(run("search", "--claim", claim, "--json"))[0]


def test_a_past_claim_is_accepted_with_what_it_rested_on(
    run: Run, sample_store: DuckStore, claim: str
) -> None:
    past = nearest(run, claim)
    entry = printed(run("link", claim[:10], past["id"], "--accept", "--by", "noor", "--json"))

    assert (entry["kind"], entry["analyst"]) == ("linked", "noor")
    assert entry["body"]["score"] == past["score"]
    assert (entry["body"]["suggest"], entry["body"]["match"]) == (0.5, 0.7)
    assert sample_store.entries()[-1].kind is EntryKind.LINKED
    assert nearest(run, claim)["link"] == "accepted"


def test_an_accepted_link_gives_the_claim_no_verdict(
    run: Run, sample_store: DuckStore, claim: str
) -> None:
    done = run("link", claim, nearest(run, claim)["id"], "--accept")

    assert done.stdout.endswith("Its verdict is not taken over.\n")
    assert {one.status for one in sample_store.reviewed_claims()} == {Status.UNREVIEWED}


def test_a_rejected_past_claim_is_listed_last_and_never_hidden(run: Run, claim: str) -> None:
    past = nearest(run, claim)["id"]
    run("link", claim, past, "--reject")
    found = printed(run("search", "--claim", claim, "--limit", "2", "--json"))

    assert [match["link"] for match in found][-1] == "rejected"
    assert found[-1]["id"] == past
    assert len(found) == 3
    assert "− rejected by mara" in run("report").stdout


def test_the_list_tells_the_answers(run: Run, claim: str) -> None:
    run("link", claim, nearest(run, claim)["id"], "--accept", "--by", "noor")
    listed = {one["id"]: one["links"] for one in printed(run("list", "--json"))}

    (link,) = listed[claim]
    assert (link["answer"], link["analyst"]) == ("accepted", "noor")
    assert [links for id_, links in listed.items() if id_ != claim and links] == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("link", "CLAIM", "nothing", "--accept"), 1),
        (("link", "ffffffffffff", "nothing", "--accept"), 1),
        (("link", "CLAIM", "nothing"), 2),
        (("timeline", "ffffffffffff"), 1),
        (("repeats", "ffffffffffff"), 1),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    run: Run, sample_store: DuckStore, claim: str, arguments: tuple[str, ...], code: int
) -> None:
    head = sample_store.head()
    done = run(*(claim if argument == "CLAIM" else argument for argument in arguments))

    assert done.returncode == code
    assert done.stderr
    assert sample_store.head() == head


def test_thresholds_are_read_from_the_file_and_stored_with_the_answer(
    run: Run, claim: str, tmp_path: Path
) -> None:
    past = nearest(run, claim)["id"]
    (tmp_path / "workbench.toml").write_text("[matching]\nsuggest = 0.1\nmatch = 0.99\n")
    entry = printed(run("link", claim, past, "--accept", "--json"))
    others = printed(run("search", "--claim", claim, "--json"))[1:]

    assert (entry["body"]["suggest"], entry["body"]["match"]) == (0.1, 0.99)
    assert {match["link"] for match in others} == {"suggested"}


def test_an_old_verdict_is_stale_after_as_many_days_as_the_setting_says(
    run: Run, claim: str, tmp_path: Path
) -> None:
    assert nearest(run, claim)["stale"]
    assert "! stale" in run("search", "--claim", claim).stdout
    assert ", stale" in run("report").stdout

    (tmp_path / "workbench.toml").write_text("stale_after_days = 100000\n")
    assert not nearest(run, claim)["stale"]


def test_claims_that_contradict_and_figures_that_move_are_told(run: Run) -> None:
    done = printed(run("add", "-", "--published", "2023-06-12", "--json", stdin=FLOOD.encode()))
    added = done["articles"][0]
    pairs = printed(run("repeats", added["article"][:10], "--json"))

    assert [(pair["kind"], pair["differences"][0]["kind"]) for pair in pairs] == [
        ("contradicts", "figure"),
        ("contradicts", "negation"),
    ]
    assert "≠ contradicts" in run("repeats", added["article"]).stdout
    (series,) = printed(run("timeline", pairs[0]["first"]["id"], "--json"))
    assert series["moves"] == "At least 345 people → Over 360 people"
    assert [point["moved"] for point in series["points"]] == [False, True]
    assert [point["speaker"] for point in series["points"]] == ["the ministry", "the Red Crescent"]
    assert "→ moved" in run("timeline", pairs[0]["second"]["id"]).stdout


def test_nothing_to_tell_is_said(process: Run, sample_store: DuckStore) -> None:
    without = next(one.claim for one in sample_store.reviewed_claims() if not one.claim.figures)
    done = process("timeline", without.id)

    assert done.stdout == "No other claim gives a figure for the same thing.\n"
    assert printed(process("timeline", without.id, "--json")) == []
