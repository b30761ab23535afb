"""Claims re-cut in the ledger: what stands, is found and is left out, and what is refused."""

from pathlib import Path

import numpy as np
import pytest
from store_values import MODEL, Desk, article_of, by_words, desk_at, holding, past, statuses, terms

from workbench import interchange
from workbench.errors import NotFoundError, StoreError
from workbench.model import (
    Article,
    Claim,
    EntryKind,
    Json,
    LeftOut,
    LeftOutReason,
    RecutAct,
    Span,
    Splitting,
    Verdict,
)

SENTENCES = ["One tower stood.", "Two bridges fell near the river.", "Three boats ran."]


class Cutting:
    """A desk with one article that claims are cut from."""

    def __init__(self, folder: Path) -> None:
        self.desk: Desk = desk_at(folder)
        self.article, splitting = article_of(SENTENCES)
        self.first = splitting.claims
        start = self.article.text.index("river")
        self.left_out = LeftOut((Span(start, start + 5),), LeftOutReason.OPINION)
        self.desk.add(self.article, Splitting(splitting.claims, (self.left_out,)))

    def claim(self, quote: str, number: int = 1) -> Claim:
        start = self.article.text.index(quote)
        span = Span(start, start + len(quote))
        return Claim(f"{number:016x}", self.article.id, (span,), quote)

    def body(self, act: RecutAct, taken: list[str], made: list[Claim]) -> dict[str, Json]:
        return interchange.recut_body(self.article, act, taken=taken, made=made)

    def cut(self, act: RecutAct, taken: list[str], made: list[Claim], *, by: str = "Noor") -> str:
        entry = self.desk.entry(EntryKind.RECUT, self.body(act, taken, made), by=by)
        found = {claim.id: terms(claim.text) for claim in made}
        self.desk.store.append([entry], terms=found)
        return entry.id

    def quotes(self) -> list[str]:
        return [one.quote for one in self.desk.store.reviewed_claims(self.article.id)]


def test_a_claim_that_was_narrowed_gives_its_place_to_what_it_became(tmp_path: Path) -> None:
    cutting = Cutting(tmp_path)
    store, (_, bridges, _) = cutting.desk.store, cutting.first
    cutting.desk.decide([bridges.id], Verdict.VERIFIED)
    fell = cutting.claim("Two bridges fell")
    entry = cutting.cut(RecutAct.NARROWED, [bridges.id], [fell])
    assert cutting.quotes() == [SENTENCES[0], "Two bridges fell", SENTENCES[2]]
    assert statuses(store) == ["unreviewed"] * 3
    assert store.articles()[0].tally.total == 3
    (origin,) = store.reviewed_claims()[1].lineage
    assert (origin.entry_id, origin.act, origin.taken) == (entry, RecutAct.NARROWED, (bridges,))
    assert store.claim(fell.id) == fell
    assert store.splitting(cutting.article.id).claims == cutting.first

    cutting.desk.undo(entry)
    assert cutting.quotes() == SENTENCES
    assert statuses(store) == ["unreviewed", "verified", "unreviewed"]
    cutting.desk.redo(entry)
    assert cutting.quotes() == [SENTENCES[0], "Two bridges fell", SENTENCES[2]]


def test_the_same_words_again_are_the_same_claim_with_what_was_made_of_it(tmp_path: Path) -> None:
    cutting = Cutting(tmp_path)
    (_, bridges, _) = cutting.first
    cutting.desk.decide([bridges.id], Verdict.DISPUTED)
    fell = cutting.claim("Two bridges fell")
    cutting.cut(RecutAct.NARROWED, [bridges.id], [fell])
    again = cutting.cut(RecutAct.WIDENED, [fell.id], [bridges])
    assert cutting.quotes() == SENTENCES
    assert statuses(cutting.desk.store)[1] == "disputed"
    cutting.desk.undo(again)
    assert cutting.quotes()[1] == "Two bridges fell"


def test_what_is_made_is_found_by_its_words_at_once_and_what_is_taken_no_more(
    tmp_path: Path,
) -> None:
    cutting = Cutting(tmp_path)
    store, (_, bridges, _) = cutting.desk.store, cutting.first
    cutting.desk.bring_in([past(1, "Ten bridges fell.")])
    assert bridges.id in dict(by_words(store, ["bridges"]))
    fell = cutting.claim("Two bridges fell")
    entry = cutting.cut(RecutAct.NARROWED, [bridges.id], [fell])
    assert found(cutting, "bridges") == {fell.id, past(1, "").id}
    assert store.unencoded_texts(model=MODEL) == ("Two bridges fell",)
    with store.searching(model=MODEL) as searching:
        rows = searching.rows_of_articles([cutting.article.id])[cutting.article.id]
        assert set(rows) == {*(claim.id for claim in cutting.first), fell.id}
        assert not searching.matrix[rows[fell.id]].any()
    store.add_vectors(
        cutting.desk.encoded(["Two bridges fell"]),
        entry=cutting.desk.entry(EntryKind.REINDEXED, {}),
    )
    with store.searching(model=MODEL) as searching:
        assert np.isclose(np.linalg.norm(searching.matrix[rows[fell.id]]), 1.0)
    cutting.desk.undo(entry)
    assert found(cutting, "bridges") == {bridges.id, past(1, "").id}


def found(cutting: Cutting, word: str) -> set[str]:
    """Return what a search finds by a word, among what may be found."""
    with cutting.desk.store.searching(model=MODEL) as searching:
        return set(searching.ids(holding(searching, [word], searching.fitting())))


def test_left_out_statements_follow_what_is_promoted_and_withdrawn(tmp_path: Path) -> None:
    cutting = Cutting(tmp_path)
    store, (tower, bridges, _) = cutting.desk.store, cutting.first
    withdrawn = cutting.cut(RecutAct.WITHDRAWN, [tower.id], [])
    listed = store.left_out(cutting.article.id)
    assert [one.reason for one in listed] == [
        LeftOutReason.NOT_A_CLAIM,
        LeftOutReason.OPINION,
    ]
    assert listed[0].spans == tower.spans
    river = cutting.claim("river")
    cutting.cut(RecutAct.PROMOTED, [], [river])
    assert [one.spans for one in store.left_out(cutting.article.id)] == [tower.spans]
    cutting.desk.undo(withdrawn)
    assert store.left_out(cutting.article.id) == ()
    cutting.cut(RecutAct.NARROWED, [bridges.id], [cutting.claim("bridges fell", 2)])
    (two, near) = store.left_out(cutting.article.id)
    assert cutting.article.quote(two.spans) == "Two"
    assert cutting.article.quote(near.spans) == "near the"


def test_a_claim_that_stands_no_longer_is_told_of_and_keeps_its_history(tmp_path: Path) -> None:
    cutting = Cutting(tmp_path)
    store, (tower, *_) = cutting.desk.store, cutting.first
    cutting.desk.decide([tower.id], Verdict.VERIFIED)
    entry = cutting.cut(RecutAct.WITHDRAWN, [tower.id], [], by="Ilse")
    with pytest.raises(NotFoundError, match="was withdrawn by Ilse and stands no longer"):
        store.claim(tower.id)
    assert store.claim(tower.id, standing=False) == tower
    kinds = [one.kind for one in store.entries_about(tower.id)]
    assert kinds == [EntryKind.ARTICLE_ADDED, EntryKind.DECIDED, EntryKind.RECUT]
    assert entry in {one.id for one in store.entries(cutting.article.id)}
    assert store.past_claims([tower.id])[0].verdict is Verdict.VERIFIED
    cutting.desk.decide([tower.id], Verdict.DISPUTED)  # as another window may, a moment late
    assert store.broken_at() is None


def test_a_claim_made_by_what_was_taken_back_is_told_of(tmp_path: Path) -> None:
    cutting = Cutting(tmp_path)
    river = cutting.claim("river")
    cutting.desk.undo(cutting.cut(RecutAct.ADDED, [], [river]))
    with pytest.raises(NotFoundError, match="was taken back"):
        cutting.desk.store.claim(river.id)


def misfits(cutting: Cutting) -> dict[str, dict[str, Json]]:
    """Return bodies that do not fit, by what is wrong with them."""
    tower, bridges, _ = cutting.first
    fell = cutting.claim("Two bridges fell")
    good = cutting.body(RecutAct.NARROWED, [bridges.id], [fell])
    other, _ = article_of(["Nine hid."], title="Later")
    elsewhere = Claim("9" * 16, other.id, (Span(0, 4),), "Nine")
    outside = Claim("8" * 16, cutting.article.id, (Span(5, 9000),), "far")
    made = interchange.claim_to_json(fell, cutting.article)
    return {
        "an act of no such name": good | {"act": "torn"},
        "two taken to be narrowed": cutting.body(RecutAct.NARROWED, [tower.id, bridges.id], [fell]),
        "nothing made": cutting.body(RecutAct.SPLIT, [bridges.id], [fell]),
        "claims that do not add up": good | {"claims": [bridges.id]},
        "made of itself": cutting.body(RecutAct.WIDENED, [bridges.id], [bridges]),
        "a quote that is not the article's": good | {"made": [made | {"quote": "Ten fell"}]},
        "a claim of another article": cutting.body(RecutAct.NARROWED, [bridges.id], [elsewhere]),
        "words outside the article": good
        | {
            "claims": [bridges.id, outside.id],
            "made": [made | {"id": outside.id, "spans": [[5, 9000]]}],
        },
        "a claim that is none": good | {"made": ["fell"]},
        "no article": {key: value for key, value in good.items() if key != "article"},
    }


def test_what_does_not_fit_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    cutting = Cutting(tmp_path)
    head = cutting.desk.store.head()
    for what, body in misfits(cutting).items():
        with pytest.raises((ValueError, StoreError)):
            cutting.desk.append(EntryKind.RECUT, body)
        assert cutting.desk.store.head() == head, what
    assert cutting.quotes() == SENTENCES
    with pytest.raises(NotFoundError):
        cutting.desk.append(EntryKind.RECUT, cutting.body(RecutAct.WITHDRAWN, ["nobody"], []))
    strange = Article.of("Nobody knows.", title="Unknown")
    body = interchange.recut_body(strange, RecutAct.WITHDRAWN, taken=["x"], made=[])
    with pytest.raises(NotFoundError, match="No article"):
        cutting.desk.append(EntryKind.RECUT, body)


def test_two_who_cut_one_claim_at_once_both_keep_what_they_made(tmp_path: Path) -> None:
    cutting = Cutting(tmp_path)
    (_, bridges, _) = cutting.first
    mine = cutting.cut(RecutAct.NARROWED, [bridges.id], [cutting.claim("Two bridges fell", 1)])
    cutting.cut(RecutAct.NARROWED, [bridges.id], [cutting.claim("bridges fell near", 2)], by="Ilse")
    assert cutting.quotes()[1:3] == ["Two bridges fell", "bridges fell near"]
    cutting.desk.undo(mine)
    assert cutting.quotes()[1] == "bridges fell near"
    assert len(cutting.quotes()) == 3
