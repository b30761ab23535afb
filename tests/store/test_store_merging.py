"""Two stores become one: nothing is lost, nothing twice, and either way the same stands."""

import itertools
import shutil
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_values import (
    DERIVED,
    MENU,
    MODEL,
    SHARE,
    Desk,
    article_of,
    by_words,
    four_claims,
    matrix_of,
    new,
    past,
    terms,
)

from workbench import interchange
from workbench.model import (
    Claim,
    Entry,
    EntryKind,
    Json,
    LeftOut,
    LeftOutReason,
    RecutAct,
    Span,
    Splitting,
    Status,
    Verdict,
)
from workbench.store import DuckStore, merging
from workbench.store.protocol import Merged

SENTENCES = ("One stood.", "Two fell.", "Three ran.", "Four hid.")
NOTHING = Merged()


def two_desks(folder: Path) -> tuple[Desk, Desk]:
    """Return two desks with a copy of one store each, an article of four claims in it."""
    first = Desk(DuckStore(folder / "a.duckdb"))
    four_claims(first)
    shutil.copy(first.store.path, folder / "b.duckdb")
    first.numbers = itertools.count(1_000)
    return first, Desk(DuckStore(folder / "b.duckdb"), "Ilse", itertools.count(2_000))


def merge(into: Desk, other: Desk | Path, *, dry_run: bool = False) -> Merged:
    path = other if isinstance(other, Path) else other.store.path
    entry = into.entry(EntryKind.MERGED, {"store": path.name})
    work = into.store.merge(path, entry=entry, models=[MODEL], dry_run=dry_run)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # StopIteration.value is untyped


def standing(store: DuckStore) -> object:
    """Return all that stands in a store, whichever way it came."""
    return (
        sorted((one for one in store.reviewed_claims()), key=lambda one: one.claim.id),
        {one.article.id: (one.article, one.tally) for one in store.articles()},
        {id_: store.left_out(id_) for id_ in {one.article.id for one in store.articles()}},
        [one for one in store.entries() if one.kind is not EntryKind.MERGED],
    )


def found_by(store: DuckStore, word: str) -> set[str]:
    """Return the ids of what the word finds and is still what it reads."""
    with store.searching(model=MODEL) as searching:
        rows, _ = searching.by_words([word], limit=9, mask=searching.fitting())
        return set(searching.ids(rows.tolist()))


def claims_of(desk: Desk) -> list[str]:
    return [one.claim.id for one in desk.store.reviewed_claims()]


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


def narrowed(desk: Desk, words: str, *, number: int) -> Claim:
    """Narrow the claim that holds these words to them, and return what it became."""
    taken = next(one.claim for one in desk.store.reviewed_claims() if words in one.quote)
    article = desk.store.article(taken.article_id)
    start = article.text.index(words)
    claim = Claim(f"{number:016x}", article.id, (Span(start, start + len(words)),), words)
    body = interchange.recut_body(article, RecutAct.NARROWED, taken=[taken.id], made=[claim])
    entry = desk.entry(EntryKind.RECUT, body, by=desk.analyst)
    desk.store.append([entry], terms={claim.id: terms(words)})
    return claim


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


def every_kind(folder: Path) -> Desk:
    """Return a desk whose store got rows of every table by a merge."""
    here, there = two_desks(folder)
    made = article_of(["The dyke held.", "It rained."], title="Dyke")
    there.store.add_articles([new(there, made, furniture=(MENU, SHARE))])
    there.bring_in([past(1, "A dam fell.", verdict=Verdict.DISPUTED)])
    there.bring_in([past(1, "A dam broke.", verdict=Verdict.VERIFIED)])
    narrowed(there, "hid", number=12)
    there.decide(claims_of(there)[:1], Verdict.VERIFIED, by="Ilse")
    merge(here, there)
    return here


def test_what_came_by_two_merges_still_holds(tmp_path: Path) -> None:
    here = every_kind(tmp_path)
    third = Desk(DuckStore(tmp_path / "third.duckdb"), numbers=itertools.count(9_000))
    third.add(*article_of(["A mill burnt.", "It rained."], title="Mill"))

    merge(third, here)

    assert third.store.faults(DERIVED) == ()
    assert found_by(third.store, "dyke") == found_by(here.store, "dyke") != set()
