"""What changed from one version of an article to the next, and what was decided before."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from workbench import pipeline
from workbench.errors import NotFoundError
from workbench.matching.encoder import packaged_encoder
from workbench.matching.shingles import NEAR, kept_shingles, measured
from workbench.model import Article, ChangeKind, ClaimChange, Verdict
from workbench.pipeline import Context, Corrections, Intake, Source
from workbench.store.duck import DuckStore

OLD = (
    "Fire in Orsa\n\n"
    "The ministry said 12 people were killed in a fire in Orsa on Monday.\n"
    "Police arrested two men near the harbour.\n"
    "The mayor closed the old bridge for a week.\n"
    "The city council will pay 300 euros to each family that lost its home.\n"
    "Firefighters came from three towns.\n"
)
NEW = (
    OLD.replace("12 people", "17 people")
    .replace("Police arrested", "Police have not arrested")
    .replace("Firefighters came from three towns.\n", "The port was open again on Tuesday.\n")
)


encoder_once = cache(packaged_encoder)


@pytest.fixture
def store(tmp_path: Path) -> DuckStore:
    return DuckStore(tmp_path / "claims.duckdb")


def add(text: str, store: DuckStore, context: Context, publisher: str | None = None) -> Article:
    intake = Intake(store, encoder_once, context, corrections=Corrections(publisher=publisher))
    work = pipeline.add_sources([Source("standard input", data=text.encode())], intake)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value.added[0].article  # type: ignore[no-any-return]  # StopIteration.value is untyped


def told(changes: Sequence[ClaimChange]) -> list[tuple[str, str, str]]:
    return [
        (
            change.kind.value,
            change.old.claim.text if change.old else "",
            change.new.claim.text if change.new else "",
        )
        for change in changes
    ]


def test_each_claim_is_told_to_be_added_gone_changed_or_the_same(
    store: DuckStore, context: Context
) -> None:
    old, new = add(OLD, store, context), add(NEW, store, context)

    changes = pipeline.changes(old.id, new.id, store=store)

    kinds = {
        word: change.kind
        for change in changes
        for one in [change.new or change.old]
        for word in ("killed", "arrested", "bridge", "euros", "Firefighters", "port")
        if one and word in one.claim.text
    }
    assert kinds == {
        "killed": ChangeKind.FIGURE,
        "arrested": ChangeKind.CHANGED,
        "bridge": ChangeKind.SAME,
        "euros": ChangeKind.SAME,
        "port": ChangeKind.ADDED,
        "Firefighters": ChangeKind.GONE,
    }
    figure = next(change for change in changes if change.kind is ChangeKind.FIGURE)
    assert ("17" in figure.differences[0].ours, "12" in figure.differences[0].theirs) == (
        True,
        True,
    )


def test_an_article_beside_itself_has_not_changed(store: DuckStore, context: Context) -> None:
    old = add(OLD, store, context)

    changes = pipeline.changes(old.id, old.id, store=store)

    assert {change.kind for change in changes} == {ChangeKind.SAME}
    assert all(change.old == change.new for change in changes)


def test_backwards_what_was_added_is_gone(store: DuckStore, context: Context) -> None:
    old, new = add(OLD, store, context), add(NEW, store, context)

    forth = told(pipeline.changes(old.id, new.id, store=store))
    back = told(pipeline.changes(new.id, old.id, store=store))

    turned = {"added": "gone", "gone": "added"}
    assert sorted((turned.get(kind, kind), new_, old_) for kind, old_, new_ in forth) == sorted(
        back
    )


def test_versions_without_vectors_are_compared_by_their_words(
    store: DuckStore, context: Context
) -> None:
    old, new = add(OLD, store, context), add(NEW, store, context)

    changes = pipeline.changes(old.id, new.id, store=store, model="another model")

    assert {change.kind for change in changes} >= {ChangeKind.FIGURE, ChangeKind.SAME}


def test_versions_without_claims_have_no_changes(store: DuckStore, context: Context) -> None:
    old, new = add("Is it so?", store, context), add("Is it not so?", store, context)

    assert pipeline.changes(old.id, new.id, store=store) == ()


def test_an_article_that_is_not_there_is_no_version(store: DuckStore, context: Context) -> None:
    old = add(OLD, store, context)

    with pytest.raises(NotFoundError):
        pipeline.changes(old.id, "ffff", store=store)


def test_what_was_decided_is_shown_with_the_same_claim_and_inherited_by_none(
    store: DuckStore, context: Context
) -> None:
    old = add(OLD, store, context)
    for one in store.reviewed_claims(old.id):
        pipeline.mark(
            one.claim,
            Verdict.VERIFIED,
            store=store,
            reason="the register",
            confidence=None,
            context=context,
        )
    new = add(NEW, store, context)
    related = store.articles()[0].relations

    before = pipeline.decided_before(new.id, store=store, related=related)

    texts = {one.claim.id: one.claim.text for one in store.reviewed_claims(new.id)}
    shown = " ".join(texts[claim_id] for claim_id in before)
    assert "bridge" in shown
    assert "euros" in shown
    assert "killed" not in shown
    assert "arrested" not in shown
    assert all(one.decision is None for one in store.reviewed_claims(new.id))
    (earlier,) = next(iter(before.values()))
    assert earlier.decision is not None
    assert earlier.decision.reason == "the register"


def test_wording_is_measured_without_case_and_punctuation() -> None:
    assert measured(OLD, OLD.upper().replace(".", "!")).resemblance == 1
    assert measured(OLD, "Something else was said of it in quite other words.").containment == 0


def test_a_part_is_contained_in_the_whole() -> None:
    part = "\n".join(OLD.splitlines()[:4])

    found = measured(part, OLD)

    assert found.containment == 1
    assert found.resemblance < found.containment
    assert found.containment >= NEAR


@pytest.mark.parametrize("text", ["", "One.", "one two three", "?!"])
def test_a_text_of_fewer_words_than_a_shingle_is_near_to_nothing(text: str) -> None:
    assert measured(text, text).containment == 0
    assert kept_shingles(text) == frozenset()


def test_scripts_without_spaces_have_shingles_too() -> None:
    text = "市长周二表示，火灾造成12人受伤。警方正在调查。市政府将关闭旧桥一周。"

    assert len(kept_shingles(text)) > 2
    assert measured(text, text.replace("12", "13")).containment > NEAR


def test_what_is_kept_of_a_text_is_the_same_everywhere_and_fits_the_store() -> None:
    kept = kept_shingles("the quick brown fox jumps over the lazy dog and runs away again")

    assert all(-(1 << 63) <= number < 1 << 63 for number in kept)
    assert sorted(kept) == EXPECTED


EXPECTED = [-7454581092278874728, -4942607735508109896, -1043347174388940016, 3593231891122913372]
"""Written down once: stores made on other machines and days have to find the same."""
