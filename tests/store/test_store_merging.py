"""Two stores become one: nothing is lost, nothing twice, and either way the same stands."""

import itertools
import shutil
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_values import DERIVED, MODEL, Desk, article_of, by_words, matrix_of, past
from two_stores import claims_of, every_kind, found_by, merge, standing, two_desks

from workbench.model import Entry, EntryKind, Json, Status, Verdict
from workbench.store import DuckStore, merging
from workbench.store.protocol import Merged

NOTHING = Merged()


def test_what_the_other_store_holds_comes_in_and_is_found(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    there.add(*article_of(["A bridge fell.", "It rained."], title="Elsewhere"))
    there.bring_in([past(1, "A dam fell.", verdict=Verdict.DISPUTED)])
    claims = claims_of(there)
    there.decide(claims[:1], Verdict.VERIFIED, by="Ilse")

    found = merge(here, there)

    assert found == Merged(entries=3, articles=1, claims=2, past_claims=1, vectors=3)
    assert standing(here.store) == standing(there.store)
    assert {id_ for id_, _ in by_words(here.store, ["fell."])} == {
        id_ for id_, _ in by_words(there.store, ["fell."])
    }
    assert (matrix_of(here.store) != 0).any(axis=1).all()
    assert here.store.past_claims(["past000000000001"]) == there.store.past_claims(
        ["past000000000001"]
    )
    assert here.store.faults(DERIVED) == ()


def test_one_entry_says_what_came_from_where(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    there.decide(claims_of(there)[:1], Verdict.VERIFIED, by="Ilse")
    head = there.store.head()

    merge(here, there)

    (said,) = [one for one in here.store.entries() if one.kind is EntryKind.MERGED]
    assert said.body["store"] == "b.duckdb"
    assert (said.body["head"], said.body["number"]) == (head.sha256, head.number)
    assert (said.body["entry_count"], said.body["article_count"]) == (1, 0)
    article = here.store.articles()[0].article.id
    assert here.store.entries(article) == there.store.entries(article)
    assert said.analyst == "Noor"


def test_an_entry_keeps_its_id_time_and_analyst(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    id_ = there.decide(claims_of(there)[:1], Verdict.VERIFIED, by="Ilse")

    merge(here, there)

    (kept,) = [one for one in here.store.entries() if one.id == id_]
    assert kept in there.store.entries()


def test_a_second_merge_changes_nothing(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    there.decide(claims_of(there)[:1], Verdict.VERIFIED, by="Ilse")
    merge(here, there)
    head = here.store.head()

    assert merge(here, there) == NOTHING
    assert here.store.head() == head
    merge(there, here)
    head = here.store.head()
    assert merge(here, there) == NOTHING  # what is new there only says what came from here
    assert here.store.head() == head


def test_a_dry_run_counts_and_writes_nothing(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    there.add(*article_of(["A bridge fell."], title="Elsewhere"))
    before = here.store.path.read_bytes()

    assert merge(here, there, dry_run=True) == Merged(1, 1, 1, 0, 1)
    assert here.store.path.read_bytes() == before


def test_the_other_store_stays_as_it_was(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    there.decide(claims_of(there)[:1], Verdict.VERIFIED, by="Ilse")
    before = there.store.path.read_bytes()

    merge(here, there)

    assert there.store.path.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.duckdb", "b.duckdb"]


def test_verdicts_of_two_stores_are_a_disagreement(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    claim = claims_of(here)[0]
    here.decide([claim], Verdict.VERIFIED)
    there.decide([claim], Verdict.DISPUTED, by="Ilse")

    merge(here, there)

    assert here.store.reviewed_claims()[0].status is Status.DISAGREEMENT


def test_the_newer_version_of_a_past_claim_is_in_force_whichever_way(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    here.bring_in([past(1, "A dam fell.", verdict=Verdict.DISPUTED)])
    there.bring_in([past(1, "A dam broke.", verdict=Verdict.VERIFIED)])
    there.bring_in([past(2, "It rained.")])
    here.bring_in([past(2, "It snowed.", title="Weather")])
    copy = tmp_path / "c.duckdb"
    shutil.copy(here.store.path, copy)

    merge(here, there)
    merge(there, copy)

    ids = ["past000000000001", "past000000000002"]
    texts = [one.text for one in here.store.past_claims(ids)]
    assert texts == ["A dam broke.", "It rained."]
    assert here.store.past_claims(ids) == there.store.past_claims(ids)
    for word in ("dam", "fell.", "broke.", "rained.", "snowed."):
        assert found_by(here.store, word) == found_by(there.store, word)
    assert found_by(here.store, "broke.") == {ids[0]}
    assert found_by(here.store, "snowed.") == set()
    assert [one.past.text for one in here.store.past_claim_versions(ids[0])] == [
        "A dam broke.",
        "A dam fell.",
    ]
    assert here.store.faults(DERIVED) == ()


def test_a_store_that_does_not_exist_yet_gets_all_of_it(tmp_path: Path) -> None:
    _, there = two_desks(tmp_path)
    there.decide(claims_of(there)[:1], Verdict.VERIFIED, by="Ilse")
    empty = Desk(DuckStore(tmp_path / "new.duckdb"), numbers=itertools.count(5_000))

    merge(empty, there)

    assert standing(empty.store) == standing(there.store)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    acts=st.lists(
        st.tuples(
            st.booleans(),
            st.sampled_from(("decide", "settle", "note", "tag", "write", "said", "undo", "redo")),
            st.integers(0, 2),
            st.sampled_from(Verdict),
            st.sampled_from(("Noor", "Ilse")),
        ),
        max_size=16,
    ),
    number=st.integers(0, 10**9),
)
def test_whichever_way_two_stores_are_merged_the_same_stands(
    tmp_path_factory: pytest.TempPathFactory,
    acts: list[tuple[bool, str, int, Verdict, str]],
    number: int,
) -> None:
    folder = tmp_path_factory.mktemp(f"ways{number}")
    desks = two_desks(folder)
    claims = claims_of(desks[0])
    done: tuple[list[Entry], list[Entry]] = ([], [])
    undoable: tuple[list[str], list[str]] = ([], [])
    for is_second, does, place, verdict, by in acts:
        desk, own = desks[is_second], undoable[is_second]
        if does not in {"undo", "redo"}:
            done[is_second].append(desk.entry(*act_of(does, claims[place], verdict), by=by))
            own.append(done[is_second][-1].id)
        elif own:
            kind = EntryKind.UNDONE if does == "undo" else EntryKind.REDONE
            body: dict[str, Json] = {"entry": own[place % len(own)]}
            done[is_second].append(desk.entry(kind, body, by=by))
    for desk, entries in zip(desks, done, strict=True):
        desk.store.append(entries)
    copy = folder / "copy.duckdb"
    shutil.copy(desks[0].store.path, copy)

    merge(desks[0], desks[1])
    merge(desks[1], copy)

    assert standing(desks[0].store) == standing(desks[1].store)


def act_of(does: str, claim: str, verdict: Verdict) -> tuple[EntryKind, dict[str, Json]]:
    body: dict[str, Json] = {"claims": [claim], "verdict": verdict.value, "reason": None}
    match does:
        case "note":
            return EntryKind.NOTED, {"claims": [claim], "reason": verdict.value}
        case "tag":
            return EntryKind.TAGGED, {
                "claims": [claim],
                "added": [verdict.value],
                "removed": ["disputed"],
            }
        case "write":
            return EntryKind.NOTE_WRITTEN, {"claims": [claim], "note": verdict.value}
        case "said":
            return EntryKind.SAID_JUDGED, body
        case "settle":
            return EntryKind.SETTLED, {**body, "confidence": None, "between": ["0" * 32]}
    return EntryKind.DECIDED, {**body, "confidence": None}


def test_a_merge_that_is_killed_leaves_what_was(tmp_path: Path) -> None:
    here, there = two_desks(tmp_path)
    there.add(*article_of(["A bridge fell."], title="Elsewhere"))
    before, head = standing(here.store), here.store.head()
    work = here.store.merge(
        there.store.path, entry=here.entry(EntryKind.MERGED, {}), models=[MODEL]
    )
    stages = [next(work).stage.value for _ in range(4)]

    work.close()

    assert stages[-1] == "bringing in words"
    assert (standing(here.store), here.store.head()) == (before, head)
    assert merge(here, there).articles == 1


def test_merging_knows_every_table_of_the_schema(tmp_path: Path) -> None:
    here, _ = two_desks(tmp_path)
    with duckdb.connect(here.store.path) as con:
        found = con.execute("select table_name from duckdb_tables()").fetchall()

    known = {*merging.KEYS, *merging.WITH_ARTICLES, *merging.OTHERWISE}
    assert {name for (name,) in found} == known


def test_what_came_by_two_merges_still_holds(tmp_path: Path) -> None:
    here = every_kind(tmp_path)
    third = Desk(DuckStore(tmp_path / "third.duckdb"), numbers=itertools.count(9_000))
    third.add(*article_of(["A mill burnt.", "It rained."], title="Mill"))

    merge(third, here)

    assert third.store.faults(DERIVED) == ()
    assert found_by(third.store, "dyke") == found_by(here.store, "dyke") != set()
