"""What stands on a claim is the same in the store's views and in the review session's fold."""

import random

import pytest

from workbench.model import Entry, EntryKind
from workbench.pipeline import Context
from workbench.review.history import History
from workbench.store.duck import DuckStore


def next_entry(chance: random.Random, history: History, claims: list[str], by: Context) -> Entry:
    """Return something that an analyst may do now."""
    undo, redo = history.next_undo(by.analyst), history.next_redo(by.analyst)
    acts = ["decide", "note"] + ["undo"] * (2 * bool(undo)) + ["redo"] * bool(redo)
    named = chance.sample(claims, chance.randint(1, len(claims)))
    match chance.choice(acts):
        case "undo" if undo:
            return by.entry(EntryKind.UNDONE, entry=undo.id)
        case "redo" if redo:
            return by.entry(EntryKind.REDONE, entry=redo.id)
        case "note":
            return by.entry(EntryKind.NOTED, claims=[*named], reason=str(chance.random()))
    verdict = chance.choice(["verified", "disputed", "unconfirmed"])
    reason = chance.choice([None, "seen"])
    return by.entry(
        EntryKind.DECIDED, claims=[*named], verdict=verdict, reason=reason, confidence=None
    )


@pytest.mark.parametrize("seed", range(5))
def test_the_store_and_the_session_agree_after_every_act(
    sample_store: DuckStore, context: Context, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same acts each time
    listed = sample_store.reviewed_claims()
    article_id, claims = listed[0].claim.article_id, [one.claim.id for one in listed[:3]]
    other = Context("noor", context.clock, context.new_id)
    history = History()
    for _ in range(25):
        entry = next_entry(chance, history, claims, chance.choice([context, other]))
        sample_store.append([entry])
        history = history.after(entry)

        for reviewed in sample_store.reviewed_claims(article_id)[:3]:
            assert reviewed.decision == history.decision(reviewed.claim.id)
            assert reviewed.verdicts == history.voices(reviewed.claim.id)
            assert reviewed.noted == history.noted(reviewed.claim.id)
