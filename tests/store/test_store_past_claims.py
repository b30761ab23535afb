import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pytest
import rfc8785
from store_values import (
    DERIVED,
    MODEL,
    Desk,
    desk_at,
    four_claims,
    holding,
    ids_of,
    matrix_of,
    past,
    rich_article,
    vectors,
)

from workbench.errors import NewerStoreError, NotAStoreError, NotFoundError, StoreError
from workbench.model import Manner, PastClaim, Verdict
from workbench.store.duck import DuckStore
from workbench.store.other import is_database, past_claims_of
from workbench.store.protocol import Kept
from workbench.store.rows import past_claim_content

ONE = past(1, "Once.").id


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_is_known_as_it_is_changes_nothing(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    assert desk.bring_in([past(1, "Once."), past(2, "Twice.")]) == Kept(2, 0)
    before = desk.store.head()
    assert desk.bring_in([past(1, "Once.", origin="b/claims.duckdb")]) == Kept(0, 0)
    assert desk.bring_in([]) == Kept(0, 0)
    assert desk.store.head() == before


def test_of_two_with_one_id_the_first_is_kept(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    assert desk.bring_in([past(1, "Once."), past(1, "Again.")]) == Kept(1, 0)
    assert desk.store.past_claims([ONE])[0].text == "Once."


@pytest.mark.parametrize(
    "changed",
    [
        {"verdict": Verdict.DISPUTED},
        {"rating": "Mostly false"},
        {"date": dt.date(2026, 3, 4)},
        {"reason": "a second source"},
        {"title": "What fell"},
    ],
)
def test_a_corrected_past_claim_supersedes_and_the_former_stays(
    tmp_path: Path, changed: dict[str, object]
) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(1, "Once."), past(2, "Twice.")])
    corrected = past(1, "Once.", **changed)

    assert desk.bring_in([corrected, past(2, "Twice."), past(3, "Thrice.")]) == Kept(1, 1)
    assert desk.store.past_claims([ONE]) == (corrected,)
    versions = desk.store.past_claim_versions(ONE)
    assert [version.past for version in versions] == [corrected, past(1, "Once.")]
    assert versions[0].at > versions[1].at
    assert versions[0].analyst == "Noor"


def test_the_entry_names_what_it_corrected_and_answers_for_it(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(1, "Once."), past(2, "Twice.")])
    written = [past(1, "Once.", verdict=Verdict.VERIFIED), past(3, "Thrice.")]
    desk.bring_in([*written, past(2, "Twice.")])
    body = desk.store.entries()[1].body
    content = [past_claim_content(one) for one in written]
    assert body["corrected"] == [ONE]
    assert body["claim_count"] == 2
    assert body["content_sha256"] == hashlib.sha256(rfc8785.dumps(content)).hexdigest()
    assert desk.store.broken_at() is None


def test_what_was_corrected_back_has_three_versions(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    for verdict in (Verdict.VERIFIED, Verdict.DISPUTED, Verdict.VERIFIED):
        desk.bring_in([past(1, "Once.", verdict=verdict)])
    assert desk.store.past_claims([ONE])[0].verdict is Verdict.VERIFIED
    assert len(desk.store.past_claim_versions(ONE)) == 3
    assert ids_of(desk.store) == (ONE,)


def found_by(store: DuckStore, word: str) -> tuple[str, ...]:
    with store.searching(model=MODEL) as search:
        return search.ids(holding(search, [word], search.fitting()))


def test_a_changed_text_is_found_by_its_words_and_the_former_no_more(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(1, "rain fell"), past(2, "snow fell")])
    desk.bring_in([past(1, "hail fell")])
    for store in (desk.store, DuckStore(desk.store.path)):
        assert found_by(store, "rain") == ()
        assert found_by(store, "hail") == (ONE,)
        assert len(found_by(store, "fell")) == 2


def test_the_vectors_of_a_changed_text_follow(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(1, "rain fell"), past(2, "snow fell")])
    desk.bring_in([past(1, "hail fell")])
    with desk.store.searching(model=MODEL) as search:
        mask = search.fitting()
        assert mask is not None
        assert np.array_equal(search.matrix[mask], vectors(["snow fell", "hail fell"]))


def test_a_changed_verdict_makes_nothing_to_search_by(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(1, "rain fell")])
    desk.bring_in([past(1, "rain fell", verdict=Verdict.DISPUTED)])
    assert len(matrix_of(desk.store)) == 1
    assert found_by(desk.store, "rain") == (ONE,)


def test_the_id_of_an_articles_claim_is_its_own(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    assert desk.store.known_past_claims([claim, "none"])[claim].article_id is not None
    assert desk.bring_in([PastClaim(id=claim, text="Other.")]) == Kept(0, 0)
    assert desk.store.past_claims([claim])[0].text == "One stood."


@pytest.mark.parametrize(("prefix", "said"), [("zz", "No past claim’s id"), ("past", "ids of 2")])
def test_versions_are_of_one_past_claim(tmp_path: Path, prefix: str, said: str) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(1, "Once."), past(2, "Twice.")])
    with pytest.raises(NotFoundError, match=said):
        desk.store.past_claim_versions(prefix)


def other_store(folder: Path) -> Desk:
    folder.mkdir()
    desk = desk_at(folder)
    ids = four_claims(desk)
    desk.decide([ids[1]], Verdict.DISPUTED, "Only one fell", by="Mara")
    desk.bring_in([past(1, "Once.", verdict=Verdict.VERIFIED, publisher="Desk")])
    return desk


def test_another_stores_claims_come_with_their_verdicts(tmp_path: Path) -> None:
    desk = other_store(tmp_path / "theirs")
    before = sha256_of(desk.store.path)
    found = list(past_claims_of(desk.store.path))
    by_text = {one.text: one for one in found}
    claim = by_text["Two fell."]
    assert len(found) == 5
    assert (claim.verdict, claim.reason, claim.analyst) == (
        Verdict.DISPUTED,
        "Only one fell",
        "Mara",
    )
    assert claim.date == dt.date(2026, 3, 1)
    assert (claim.publisher, claim.address) == ("The Example", "https://example.org/a?b=1&c='")
    assert claim.article_id is None
    assert {one.origin for one in found} == {"theirs/claims.duckdb"}
    assert by_text["Once."].id == ONE
    assert by_text["One stood."].verdict is None
    assert sha256_of(desk.store.path) == before


def test_claims_of_another_store_keep_their_ids_and_follow_their_verdicts(tmp_path: Path) -> None:
    theirs = other_store(tmp_path / "theirs")
    (tmp_path / "ours").mkdir()
    ours = desk_at(tmp_path / "ours")
    four_claims(ours)
    assert ours.bring_in(list(past_claims_of(theirs.store.path))) == Kept(5, 0)
    assert ours.bring_in(list(past_claims_of(theirs.store.path))) == Kept(0, 0)
    theirs.decide([four.claim.id for four in theirs.store.reviewed_claims()], Verdict.VERIFIED)
    assert ours.bring_in(list(past_claims_of(theirs.store.path))) == Kept(0, 4)
    assert len(ids_of(ours.store)) == 9


def test_a_denial_in_another_store_stays_one_wherever_it_goes(tmp_path: Path) -> None:
    for name in ("theirs", "ours", "third"):
        (tmp_path / name).mkdir()
    theirs, ours, third = (desk_at(tmp_path / name) for name in ("theirs", "ours", "third"))
    theirs.add(*rich_article())
    theirs.bring_in([past(1, "Once.")])

    denied, once = past_claims_of(theirs.store.path)
    assert ours.bring_in([denied, once]) == Kept(2, 0)
    assert (denied.manner, once.manner) == (Manner.DENIED, None)

    assert [one.manner for one in ours.store.past_claims([denied.id, ONE])] == [Manner.DENIED, None]
    assert ours.store.past_claim_versions(denied.id)[0].past.manner is Manner.DENIED
    assert ours.bring_in(list(past_claims_of(theirs.store.path))) == Kept(0, 0)
    assert third.bring_in(list(past_claims_of(ours.store.path))) == Kept(2, 0)
    assert third.store.past_claims([denied.id])[0].manner is Manner.DENIED
    assert third.store.faults(DERIVED) == ()


def test_a_denial_that_came_before_manners_were_kept_is_made_up_for(tmp_path: Path) -> None:
    for name in ("theirs", "ours"):
        (tmp_path / name).mkdir()
    theirs, ours = desk_at(tmp_path / "theirs"), desk_at(tmp_path / "ours")
    theirs.add(*rich_article())
    (denied,) = past_claims_of(theirs.store.path)
    ours.bring_in([dataclasses.replace(denied, manner=None)])

    assert ours.bring_in([denied]) == Kept(0, 1)
    assert ours.store.past_claims([denied.id])[0].manner is Manner.DENIED


def test_a_store_of_an_earlier_version_is_read_and_left_as_it_was(tmp_path: Path) -> None:
    from workbench.store.migrations import migrate, shipped

    path = tmp_path / "claims.duckdb"
    with duckdb.connect(path) as con:
        migrate(con, shipped()[:1])
        con.execute(
            """
            insert into past_claims (id, text, text_sha256, figures, entry)
            values ('a', 'It fell.', 'x', '[]', 1)
            """
        )
    before = sha256_of(path)
    assert [one.text for one in past_claims_of(path)] == ["It fell."]
    assert sha256_of(path) == before
    assert list(tmp_path.iterdir()) == [path]


def later_version(path: Path) -> None:
    DuckStore(path).append([])
    with duckdb.connect(path) as con:
        con.execute("insert into workbench_migrations values (99, '099_later.sql', 'x')")


def without_a_table(path: Path) -> None:
    DuckStore(path).append([])
    with duckdb.connect(path) as con:
        con.execute("drop view past_claims")


def without_a_text(path: Path) -> None:
    desk = Desk(DuckStore(path))
    desk.bring_in([past(1, "Once.")])
    with duckdb.connect(path) as con:
        con.execute("alter table past_claim_versions alter column text drop not null")
        con.execute("update past_claim_versions set text = null")


def with_a_view_of_another_file(path: Path) -> None:
    DuckStore(path).append([])
    secret = path.with_name("secret.csv")
    secret.write_text("id,text\n1,secret\n", encoding="utf-8")
    with duckdb.connect(path) as con:
        con.execute(f"create or replace view past_claims as from read_csv('{secret}')")


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda path: duckdb.connect(path).close(), NotAStoreError),
        (lambda path: path.write_bytes(b"\0" * 8 + b"DUCK" + b"\1" * 5000), StoreError),
        (later_version, NewerStoreError),
        (without_a_table, StoreError),
        (without_a_text, StoreError),
        (with_a_view_of_another_file, StoreError),
    ],
)
def test_what_is_no_store_of_this_version_is_refused_in_a_sentence(
    tmp_path: Path, make: Callable[[Path], object], error: type[StoreError]
) -> None:
    path = tmp_path / "claims.duckdb"
    make(path)
    before = sha256_of(path)
    with pytest.raises(error) as caught:
        list(past_claims_of(path))
    assert caught.value.message.startswith("claims.duckdb ")
    assert sha256_of(path) == before


def test_a_database_is_told_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    duckdb.connect(path).close()
    assert is_database(path.read_bytes()[:16])
    assert not is_database(b"id,claim\n1,DUCK")
    assert not is_database(b"")


def test_an_articles_own_store_gives_its_brackets_and_speakers(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    article, splitting = rich_article()
    desk.add(article, splitting)
    (found,) = past_claims_of(desk.store.path)
    assert (found.text, found.speaker) == (splitting.claims[0].text, splitting.claims[0].speaker)
    assert found.figures == ()
