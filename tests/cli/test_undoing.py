"""`workbench undo` and `redo`: everything that a command does, taken back and restored."""

import pytest
from program import Run

from workbench.model import EntryKind
from workbench.review.history import ACTS, ON_ARTICLES
from workbench.store.duck import DuckStore

PAST = "syr-001"
COMMANDS = {
    "mark {0} disputed --reason no": EntryKind.DECIDED,
    "mark {said} disputed --said": EntryKind.SAID_JUDGED,
    "note {0} ask": EntryKind.NOTE_WRITTEN,
    "tag {0} bridge": EntryKind.TAGGED,
    "evidence {0} --add ministry --stance refutes": EntryKind.EVIDENCE_GIVEN,
    "link {0} {past} --reject": EntryKind.LINKED,
    "recut {0} --withdraw": EntryKind.RECUT,
    "recut {0} --merge {1}": EntryKind.RECUT,
    "recut {0} --split {middle}": EntryKind.RECUT,
    "recut --article {article} --promote 1": EntryKind.RECUT,
    "rename {article} Another --author Writer": EntryKind.ARTICLE_RENAMED,
    "remove {article}": EntryKind.ARTICLE_REMOVED,
}
"""Each with the kind of entry that it makes."""
ON_SCREEN_ALONE = {
    EntryKind.NOTED,  # no command gives a reason without a verdict
    EntryKind.SETTLED,
    EntryKind.EVIDENCE_REMOVED,  # it needs the id of what was given: tested below
}


def stands(store: DuckStore) -> object:
    """Return all that stands on articles and their claims, and what was left out."""
    left_out = [store.left_out(one.article.id) for one in store.articles()]
    return store.articles(), left_out, store.reviewed_claims()


def test_every_kind_of_act_is_tried() -> None:
    assert set(COMMANDS.values()) | ON_SCREEN_ALONE == ACTS | ON_ARTICLES


@pytest.mark.parametrize("command", COMMANDS)
def test_what_a_command_does_is_undone_and_redone(
    run: Run, sample_store: DuckStore, command: str
) -> None:
    claims = [one.claim for one in sample_store.reviewed_claims()]
    (span,) = claims[0].spans
    words = command.format(
        *(claim.id for claim in claims),
        said=next(one.id for one in claims if one.speaker),
        past=PAST,
        article=claims[0].article_id,
        middle=(span.start + span.end) // 2,
    ).split()
    before = stands(sample_store)
    done = run(*words)
    after = stands(sample_store)
    assert (done.returncode, done.stderr) == (0, "")
    assert after != before

    undone = run("undo")
    assert (undone.returncode, stands(sample_store)) == (0, before), undone.stderr
    redone = run("redo")
    assert (redone.returncode, stands(sample_store)) == (0, after), redone.stderr
    assert COMMANDS[command] in [one.kind for one in sample_store.entries()[-4:]]


def test_evidence_that_was_taken_off_is_put_back_and_taken_off_again(
    run: Run, sample_store: DuckStore
) -> None:
    claim = sample_store.reviewed_claims()[0].claim.id
    run("evidence", claim, "--add", "ministry", "--stance", "refutes")
    run("evidence", claim, "--remove", sample_store.entries()[-1].id)

    counts = []
    for command in ("undo", "redo", "undo", "undo"):
        assert run(command).returncode == 0
        counts.append(len(sample_store.reviewed_claims()[0].evidence))
    assert counts == [1, 0, 1, 0]


def test_it_is_said_in_words_and_only_ones_own_is_turned(run: Run, sample_store: DuckStore) -> None:
    claim, other = (one.claim for one in sample_store.reviewed_claims()[:2])
    run("mark", claim.id, "verified")
    run("recut", other.id, "--withdraw", "--by", "noor")

    assert run("undo").stdout.startswith("Undid: verified on “")
    nothing = run("undo")
    assert (nothing.returncode, nothing.stderr.splitlines()[0]) == (
        1,
        "There is nothing of yours to undo.",
    )
    assert run("undo", "--by", "noor").stdout.startswith("Undid: the withdrawing of “")
    run("mark", claim.id, "disputed")
    assert "did something since" in run("redo").stderr
    assert run("redo", "--by", "noor").returncode == 0


def test_what_another_cut_since_is_not_taken_back(run: Run, sample_store: DuckStore) -> None:
    first, second = (one.claim for one in sample_store.reviewed_claims()[:2])
    run("recut", first.id, "--merge", second.id)
    (merged,) = [one.claim for one in sample_store.reviewed_claims() if one.lineage]
    run("recut", merged.id, "--withdraw", "--by", "noor")

    done = run("undo")
    assert done.returncode == 1
    assert "was withdrawn by noor since: undo that first." in done.stderr
