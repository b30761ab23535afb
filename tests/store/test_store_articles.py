"""Articles as a whole: what they were read from, their titles, out of the store and back."""

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pytest
from store_values import (
    ARRIVAL,
    DERIVED,
    MENU,
    MODEL,
    SHARE,
    START,
    Desk,
    article_of,
    desk_at,
    four_claims,
    holding,
    new,
    past,
)

from workbench.errors import NotFoundError
from workbench.model import EntryKind, Json, Status, Verdict
from workbench.store.protocol import Taken


def removed(desk: Desk) -> tuple[str, str]:
    """Take the newest article out; return its id and the entry's."""
    article_id = desk.store.articles()[0].article.id
    return article_id, desk.append(EntryKind.ARTICLE_REMOVED, {"article": article_id})


def found(desk: Desk, word: str) -> list[str]:
    """Return the claims that a search for a word finds."""
    with desk.store.searching(model=MODEL) as searching:
        return list(searching.ids(holding(searching, [word], searching.fitting())))


def test_what_an_article_was_read_from_is_kept_as_it_was(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)

    assert desk.store.add_articles([new(desk, article_of(["One stood."]))]) == (Taken.NEW,)

    assert desk.store.articles()[0].arrival == ARRIVAL
    assert desk.store.known().originals == {ARRIVAL.sha256}


def test_what_was_read_is_under_the_chain(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.store.add_articles([new(desk, article_of(["One stood."]))])

    original = desk.store.entries()[0].body["original"]

    assert isinstance(original, dict)
    assert original["sha256"] == ARRIVAL.sha256
    assert original["read_at"] == START.replace(tzinfo=None).isoformat() + "Z"
    assert json.dumps(original)
    assert desk.store.broken_at() is None


def test_several_articles_go_in_together_and_each_once(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    one, other = article_of(["One stood."]), article_of(["Two fell."])

    taken = desk.store.add_articles([new(desk, one), new(desk, other), new(desk, one)])

    assert taken == (Taken.NEW, Taken.NEW, Taken.KNOWN)
    assert desk.store.known().articles == {one[0].id, other[0].id}


def test_an_article_that_was_taken_out_is_nowhere(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)
    desk.decide(claims[:1], Verdict.VERIFIED)
    assert found(desk, "stood.")

    article_id, _ = removed(desk)

    assert desk.store.articles() == ()
    assert desk.store.reviewed_claims() == ()
    assert not desk.store.has_article(article_id)
    assert desk.store.known().articles == frozenset()
    assert found(desk, "stood.") == []
    overview = desk.store.overview()
    assert (overview.tally.total, overview.speakers, overview.days) == (0, (), ())
    with pytest.raises(NotFoundError):
        desk.store.article(article_id)
    with pytest.raises(NotFoundError):
        desk.store.claim(claims[0])


def test_nothing_is_found_of_it_by_status_or_date_either(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    desk.bring_in([past(1, "Five stood.")])
    removed(desk)

    with desk.store.searching(model=MODEL) as searching:
        found = searching.fitting([Status.UNREVIEWED])
        assert found is not None
        assert found.sum() == 1


def test_undoing_the_removal_brings_back_all_that_was_decided(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)
    desk.decide(claims[:1], Verdict.VERIFIED)
    _, entry = removed(desk)

    desk.undo(entry)

    assert desk.store.reviewed_claims()[0].status is Status.VERIFIED
    assert len(found(desk, "stood.")) == 1
    desk.redo(entry)
    assert desk.store.reviewed_claims() == ()


def test_adding_it_again_brings_it_back_as_it_was(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    made = article_of(["One stood."])
    desk.add(*made)
    desk.decide([made[1].claims[0].id], Verdict.DISPUTED)
    removed(desk)

    assert desk.store.add_articles([new(desk, made)]) == (Taken.RESTORED,)

    assert [one.status for one in desk.store.reviewed_claims()] == [Status.DISPUTED]
    kinds = [one.kind for one in desk.store.article_acts()]
    assert kinds == [EntryKind.ARTICLE_REMOVED, EntryKind.UNDONE]
    assert desk.store.broken_at() is None


def test_furniture_is_kept_in_order_and_goes_and_comes_back_with_its_article(
    tmp_path: Path,
) -> None:
    desk = desk_at(tmp_path)
    made = article_of(["One stood."])
    desk.store.add_articles([new(desk, made, furniture=(SHARE, MENU, SHARE))])

    assert desk.store.furniture(made[0].id) == (SHARE, MENU, SHARE)
    _, entry = removed(desk)
    assert desk.store.furniture(made[0].id) == ()
    desk.undo(entry)
    assert desk.store.furniture(made[0].id) == (SHARE, MENU, SHARE)
    assert (desk.store.broken_at(), desk.store.faults(DERIVED)) == (None, ())


def test_of_each_particular_the_newest_correction_stands_and_each_can_be_undone(
    tmp_path: Path,
) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    (before,) = (one.article for one in desk.store.articles())

    def corrected(**what: str) -> str:
        return desk.append(EntryKind.ARTICLE_RENAMED, {"article": before.id, **what})

    title = corrected(title="Two", publisher="The Quay")
    corrected(published="2025-04-17")
    corrected(author="A. Writer", language="nb")
    newest = corrected(publisher="The Pier", url="https://pier.example/1", language="nn")

    found = desk.store.article(before.id)
    assert (found.title, found.publisher, found.url) == (
        "Two",
        "The Pier",
        "https://pier.example/1",
    )
    assert found.published == dt.date(2025, 4, 17)
    assert (found.author, found.language) == ("A. Writer", "nn")
    desk.undo(newest)
    desk.undo(title)
    assert desk.store.article(before.id) == dataclasses.replace(
        before, published=dt.date(2025, 4, 17), author="A. Writer", language="nb"
    )
    assert desk.store.faults(DERIVED) == ()


@pytest.mark.parametrize(
    "what", [{}, {"publisher": " "}, {"published": "soon"}, {"language": "Greek"}]
)
def test_a_correction_that_says_nothing_does_not_get_in(
    tmp_path: Path, what: dict[str, Json]
) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    article = desk.store.articles()[0].article.id

    with pytest.raises(ValueError, match=r"fit|isoformat"):
        desk.append(EntryKind.ARTICLE_RENAMED, {"article": article, **what})


def test_a_past_claim_that_was_linked_can_be_read_when_its_article_is_gone(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)
    removed(desk)

    assert [one.text for one in desk.store.past_claims(claims[:1])] == ["One stood."]


def test_the_newest_title_stands_and_each_can_be_undone(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    article = desk.store.articles()[0].article
    for title in ("First", "Second"):
        last = desk.append(EntryKind.ARTICLE_RENAMED, {"article": article.id, "title": title})

    assert desk.store.article(article.id).title == "Second"
    desk.undo(last)
    assert desk.store.articles()[0].article.title == "First"
    assert [one.kind for one in desk.store.article_acts()][2:] == [EntryKind.UNDONE]
    desk.redo(last)
    assert desk.store.articles()[0].article.title == "Second"
    desk.undo(last)
    assert dataclasses.replace(desk.store.article(article.id), title=article.title) == article


@pytest.mark.parametrize("kind", [EntryKind.ARTICLE_REMOVED, EntryKind.ARTICLE_RENAMED])
def test_an_article_that_is_not_there_is_refused(tmp_path: Path, kind: EntryKind) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    article_id, _ = removed(desk)

    with pytest.raises(NotFoundError, match="No article"):
        desk.append(kind, {"article": article_id, "title": "Other"})


@pytest.mark.parametrize("title", [None, 12, "", " "])
def test_a_title_that_is_none_does_not_get_in(tmp_path: Path, title: str | int | None) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    article_id = desk.store.articles()[0].article.id

    with pytest.raises(ValueError, match="title"):
        desk.append(EntryKind.ARTICLE_RENAMED, {"article": article_id, "title": title})


def test_an_articles_entries_hold_what_was_done_to_it(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    desk.add(*article_of(["Another."]))
    article_id, entry = removed(desk)
    desk.undo(entry)

    kinds = [one.kind for one in desk.store.entries(article_id)]

    assert kinds == [EntryKind.ARTICLE_ADDED, EntryKind.ARTICLE_REMOVED, EntryKind.UNDONE]


def test_a_relation_is_listed_while_both_articles_are_there(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    first, second = article_of(["One stood."]), article_of(["One stood up."])
    desk.add(*first)
    desk.add(*second)
    body = {"article": second[0].id, "other": first[0].id, "relation": "version"}
    desk.append(EntryKind.ARTICLE_RELATED, {**body, "resemblance": 0.5, "containment": 0.75})

    (relation,) = desk.store.articles()[0].relations
    assert (relation.other_id, relation.kind.value) == (first[0].id, "version")
    assert relation.measured.containment == 0.75
    desk.append(EntryKind.ARTICLE_REMOVED, {"article": first[0].id})
    assert desk.store.articles()[0].relations == ()


def test_articles_are_found_by_the_shingles_they_share_the_nearest_first(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    lowest, highest = -(1 << 63), (1 << 63) - 1
    desk.store.add_articles(
        [
            new(desk, article_of(["One stood."]), shingles=(lowest, 2, 3)),
            new(desk, article_of(["Two fell."]), shingles=(lowest, 2, 3, highest)),
            new(desk, article_of(["Three ran."]), shingles=(2, 3)),
        ]
    )
    ids = [one.article.id for one in reversed(desk.store.articles())]

    found = desk.store.sharing([{lowest, 2, 3, highest}, {2, 3}, set()])

    assert found == ((ids[1], ids[0]), (), ())
    desk.append(EntryKind.ARTICLE_REMOVED, {"article": ids[1]})
    assert desk.store.sharing([{lowest, 2, 3}]) == ((ids[0],),)


def test_articles_from_before_shingles_get_theirs_once(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    (article,) = desk.store.without_shingles()

    desk.store.add_shingles({article.id: {7, 8, 9}})

    assert desk.store.without_shingles() == ()
    assert desk.store.sharing([{7, 8, 9}]) == ((article.id,),)


def test_a_time_without_its_zone_does_not_get_in(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    naive = dataclasses.replace(ARRIVAL, read_at=dt.datetime(2026, 3, 1))  # noqa: DTZ001 - the point

    with pytest.raises(ValueError, match="zone"):
        desk.store.add_articles([new(desk, article_of(["One stood."]), arrival=naive)])
    assert desk.store.articles() == ()
