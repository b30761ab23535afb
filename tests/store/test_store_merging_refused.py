"""What is not sound is not merged, and what a merge brought is held against its entry."""

from pathlib import Path

import duckdb
import pytest
from store_values import DERIVED, MENU, SHARE, article_of, new
from two_stores import claims_of, every_kind, merge, standing, two_desks

from workbench.errors import NewerStoreError, NotAStoreError, StoreError
from workbench.model import EntryKind, Verdict

TAMPERED = {
    "an altered entry": "update ledger set analyst = 'Eve' where number = 2",
    "an altered text": "update claim_rows set text = 'It stood.' where place = 0",
    "an altered article": "update article_rows set text = text || '!'",
    "a claim that is gone": "delete from claim_rows where place = 0",
    "an article that is gone": "delete from article_rows",
    "a moment of its own": "update ledger set moment = moment + 1000000000",
    "a vector too long": "update vectors set vector = list_transform(vector, lambda x: x * 9)",
    "a manner of no such name": "update claim_rows set manner = 'sung' where place = 0",
}


@pytest.mark.parametrize("sql", TAMPERED.values(), ids=TAMPERED.keys())
def test_what_is_not_sound_is_refused_as_a_whole(tmp_path: Path, sql: str) -> None:
    here, there = two_desks(tmp_path)
    there.add(*article_of(["A bridge fell."], title="Elsewhere"))
    there.decide(claims_of(there)[-1:], Verdict.VERIFIED, by="Ilse")
    with duckdb.connect(there.store.path) as con:
        con.execute(sql)
    before, head = standing(here.store), here.store.head()

    with pytest.raises(StoreError) as refused:
        merge(here, there)

    assert refused.value.message.startswith("b.duckdb holds what this program did not write: ")
    assert (standing(here.store), here.store.head()) == (before, head)


def test_a_store_of_a_later_version_is_refused(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    with duckdb.connect(there.store.path) as con:
        con.execute("insert into workbench_migrations values (99, '099_later.sql', 'x')")

    with pytest.raises(NewerStoreError):
        merge(here, there)


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    here, _ = two_desks(tmp_path)
    (tmp_path / "text.duckdb").write_text("no store")

    with pytest.raises(NotAStoreError):
        merge(here, tmp_path / "text.duckdb")
    with pytest.raises(StoreError, match="There is no file"):
        merge(here, tmp_path / "none.duckdb")
    with pytest.raises(StoreError, match="is the store that it would be merged into"):
        merge(here, here.store.path)


def test_a_store_whose_furniture_is_not_what_its_entry_says_is_refused(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    made = article_of(["The dyke held."])
    there.store.add_articles([new(there, made, furniture=(MENU, SHARE))])
    with duckdb.connect(there.store.path) as con:
        con.execute("delete from furniture where place = 1")

    with pytest.raises(StoreError, match="is not what its entry says came in"):
        merge(here, there)


def test_an_entry_that_no_view_could_read_is_refused(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    there.append(EntryKind.REINDEXED, {"claims": 5})

    with pytest.raises(StoreError, match="claims"):
        merge(here, there)


def test_a_manner_that_is_none_is_refused(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    there.append(EntryKind.REINDEXED, {"manners": {"a": "sung"}})

    with pytest.raises(StoreError, match="sung"):
        merge(here, there)


def test_a_vector_that_a_merge_brought_is_held_against_its_entry(tmp_path: Path) -> None:
    here = every_kind(tmp_path)
    (said,) = [one for one in here.store.entries() if one.kind is EntryKind.MERGED]
    whole = here.store.path.read_bytes()
    brought = "entry = (select max(number) from ledger)"
    one = f"{brought} and text_sha256 = (select max(text_sha256) from vectors where {brought})"  # noqa: S608 - ours
    acts = {
        "text": f"update vectors set text_sha256 = '00' || text_sha256[3:] where {one}",  # noqa: S608
        "model": f"update vectors set model = 'another' where {brought}",  # noqa: S608
        "vector": f"update vectors set vector = list_reverse(vector) where {one}",  # noqa: S608
        "entry of theirs": f"update vectors set entry = entry - 1 where {one}",  # noqa: S608
        "entry of ours": f"update vectors set entry = 1 where {one}",  # noqa: S608
        "gone": f"delete from vectors where {one}",  # noqa: S608
        "all gone": f"delete from vectors where {brought}",  # noqa: S608
        "put in": f"insert into vectors select '00' || text_sha256[3:], model, vector, entry "  # noqa: S608
        f"from vectors where {one}",
    }
    missed = []
    for name, act in acts.items():
        here.store.path.write_bytes(whole)
        with duckdb.connect(here.store.path) as con:
            con.execute(act)
        if not here.store.faults(DERIVED):
            missed.append(name)

    assert said.body["vector_count"] == 4
    assert missed == []
    here.store.path.write_bytes(whole)
    assert here.store.faults(DERIVED) == ()


def test_vectors_that_were_altered_elsewhere_are_refused(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    there.add(*article_of(["A bridge fell."], title="Elsewhere"))
    with duckdb.connect(there.store.path) as con:
        con.execute("update vectors set vector = list_reverse(vector)")

    with pytest.raises(StoreError, match="its vectors are not what its entry"):
        merge(here, there)
