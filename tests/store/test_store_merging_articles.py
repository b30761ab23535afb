"""Articles of two stores that become one: added, cut, corrected or removed on either side."""

import itertools
import shutil
from pathlib import Path

import duckdb
from store_values import DERIVED, MENU, SHARE, Desk, article_of, new
from two_stores import found_by, merge, narrowed, standing, two_desks

from workbench.model import (
    Claim,
    EntryKind,
    Json,
    LeftOut,
    LeftOutReason,
    Span,
    Splitting,
    Status,
    Verdict,
)
from workbench.store import DuckStore
from workbench.store.protocol import Merged


def test_an_article_taken_in_on_both_sides_is_there_once(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    article, splitting = article_of(["A bridge fell."], title="Elsewhere")
    here.add(article, splitting)
    there.add(article, splitting)
    there.decide([splitting.claims[0].id], Verdict.VERIFIED, by="Ilse")

    found = merge(here, there)

    assert found == Merged(entries=2)
    assert standing(here.store) != standing(there.store)
    assert len(here.store.articles()) == 2
    assert len(here.store.reviewed_claims(article.id)) == 1
    assert here.store.faults(DERIVED) == ()


def test_claims_of_an_article_that_was_split_otherwise_stand_beside_ours(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    article, ours = article_of(["A bridge fell.", "It was old."], title="Elsewhere")
    first, second = ours.claims
    whole = Span(first.spans[0].start, second.spans[0].end)
    theirs = Claim("b" * 16, article.id, (whole,), article.quote([whole]))
    left_out = (LeftOut(first.spans, LeftOutReason.OPINION),)
    here.add(article, ours)
    there.add(article, Splitting((theirs, second), left_out))
    there.decide([theirs.id], Verdict.VERIFIED, by="Ilse")

    merge(here, there)
    again = tmp_path / "again.duckdb"
    other = Desk(DuckStore(again), "Mara", itertools.count(3_000))
    other.add(*article_of(["One more."]))
    merge(other, here)

    for store in (here.store, other.store):
        found = {one.claim.id: one.status for one in store.reviewed_claims(article.id)}
        assert found == {
            first.id: Status.UNREVIEWED,
            second.id: Status.UNREVIEWED,
            theirs.id: Status.VERIFIED,
        }
        assert store.left_out(article.id) == ()
        assert store.faults(DERIVED) == ()
    with duckdb.connect(again) as con:
        con.execute("update claim_rows set speaker = 'Nobody' where id = ?", [theirs.id])
    (fault,) = other.store.faults(DERIVED)
    assert fault.sentence == "The claims that came in here beside others were altered."


def test_a_removed_article_and_corrections_come_along(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    article, splitting = article_of(["A bridge fell."], title="Elsewhere")
    there.add(article, splitting)
    first = next(one.article.id for one in here.store.articles())
    better: dict[str, Json] = {"title": "Nearby", "author": "A. Writer", "language": "cy"}
    there.append(EntryKind.ARTICLE_RENAMED, {"article": article.id, **better})
    there.append(EntryKind.ARTICLE_REMOVED, {"article": first})

    merge(here, there)

    (now,) = [one.article for one in here.store.articles()]
    assert (now.title, now.author, now.language) == ("Nearby", "A. Writer", "cy")
    assert standing(here.store) == standing(there.store)


def test_claims_that_were_re_cut_come_along_and_are_found(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    copy = tmp_path / "c.duckdb"
    ours = narrowed(here, "Two", number=11)
    theirs = narrowed(there, "hid", number=12)
    there.decide([theirs.id], Verdict.VERIFIED, by="Ilse")
    shutil.copy(here.store.path, copy)

    found = merge(here, there)
    merge(there, copy)

    assert found == Merged(entries=2, claims=1)
    assert standing(here.store) == standing(there.store)
    stands = {one.claim.id: one.status for one in here.store.reviewed_claims()}
    assert stands[theirs.id] is Status.VERIFIED
    assert stands[ours.id] is Status.UNREVIEWED
    assert found_by(here.store, "hid") == {theirs.id}
    assert here.store.faults(DERIVED) == ()


def test_furniture_and_arrival_come_with_a_new_article_and_not_to_one_that_is_here(
    tmp_path: Path,
) -> None:
    here, there = two_desks(tmp_path)
    both, dyke = article_of(["The dam broke."]), article_of(["The dyke held."], title="Dyke")
    here.add(*both)
    there.store.add_articles(
        [new(there, one, furniture=(MENU, SHARE)) for one in (both, dyke)],
    )

    assert merge(here, there).articles == 1

    assert here.store.furniture(dyke[0].id) == (MENU, SHARE)
    assert here.store.furniture(both[0].id) == ()
    assert here.store.faults(DERIVED) == ()
    assert merge(there, here).articles == 0
    assert there.store.furniture(both[0].id) == (MENU, SHARE)
    assert there.store.faults(DERIVED) == ()
