import dataclasses
import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from store_values import (
    MODEL,
    START,
    article_of,
    by_words,
    desk_at,
    four_claims,
    ids_of,
    matrix_of,
    past,
    rich_article,
    vectors,
)

from workbench.errors import NotFoundError, StoreError
from workbench.model import EntryKind, Figure, FigureKind, Manner, Span, Splitting, Tally, Verdict

HOSTILE = (
    "Robert'); drop table claims;-- fell.",
    "\"; select * from read_csv('/etc/passwd'); --",
    "They remain [in Bab Amr] [/ [link=http://x]now[/link].",
    "? :name $1 {0} %s \\x00 \\u0000",
    "A zero \x00 inside.",
    "بابا عمرو\u200f \u202eright to left\u202c \u200bzero width",
    "👩‍👩‍👧‍👦 e\u0301 \ufeff \ud7ff\U0010ffff",
    "\x1b[31mred\x1b[0m \x07 \r\n\ttab",
    "=cmd|' /C calc'!A0",
    "NULL",
    "w" * 5000,
)


def test_an_article_comes_back_as_it_was_given(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    article, splitting = rich_article()
    assert desk.add(article, splitting)
    assert desk.store.article(article.id) == article
    (reviewed,) = desk.store.reviewed_claims(article.id)
    assert reviewed.claim == splitting.claims[0]
    assert reviewed.quote == "About 4,000 people stayed … the mayor denied."[:44]
    assert desk.store.claim(reviewed.claim.id) == splitting.claims[0]
    assert desk.store.left_out(article.id) == splitting.left_out


def test_values_come_back_with_their_types(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    article, splitting = rich_article()
    desk.add(article, splitting)
    figure = desk.store.claim("feedbeef").figures[0]
    assert repr(figure) == repr(splitting.claims[0].figures[0])


def test_hostile_text_comes_back_letter_for_letter(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    article, splitting = article_of(HOSTILE, title=HOSTILE[0])
    claims = tuple(
        dataclasses.replace(claim, speaker=text, cue=text)
        for claim, text in zip(splitting.claims, reversed(HOSTILE), strict=True)
    )
    desk.add(article, Splitting(claims, ()))
    imported = [
        past(number, text, title=text, rating=text, publisher=text, address=text, reason=text)
        for number, text in enumerate(HOSTILE)
    ]
    desk.bring_in(imported)
    assert tuple(one.claim for one in desk.store.reviewed_claims()) == claims
    assert [one.quote for one in desk.store.reviewed_claims()] == list(HOSTILE)
    assert desk.store.article(article.id).title == HOSTILE[0]
    assert desk.store.past_claims([one.id for one in imported]) == tuple(imported)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_reasons_and_names_come_back_letter_for_letter(tmp_path: Path, text: str) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    desk.decide([claim], Verdict.DISPUTED, text, by=text)
    decision = desk.store.reviewed_claims()[0].decision
    assert decision is not None
    assert (decision.reason, decision.analyst) == (text, text)
    assert desk.store.broken_at() is None


@pytest.mark.parametrize("text", [*HOSTILE, "\ud800", "%", "_"])
def test_hostile_questions_find_nothing_and_break_nothing(tmp_path: Path, text: str) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    with pytest.raises(NotFoundError):
        desk.store.article(text)
    with pytest.raises(NotFoundError):
        desk.store.claim(text)
    assert by_words(desk.store, [text]) == []
    assert not desk.store.has_article(text)
    assert desk.store.reviewed_claims(text) == ()
    assert desk.store.left_out(text) == ()
    assert desk.store.entries(text) == ()


def test_half_a_surrogate_pair_is_refused_in_a_sentence(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    before = desk.store.head()
    with pytest.raises(StoreError, match="no canonical form"):
        desk.decide([claim], Verdict.VERIFIED, "\ud800")
    assert desk.store.head() == before


def test_the_same_article_twice_is_one_article(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    article, splitting = rich_article()
    desk.add(article, splitting)
    before = desk.store.head()
    other_title = dataclasses.replace(article, title="Another title")
    assert desk.add(other_title, splitting) is False
    assert desk.store.head() == before
    assert [summary.article for summary in desk.store.articles()] == [article]
    assert len(desk.store.reviewed_claims()) == 1


def test_an_article_without_claims_is_kept(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    article, _ = article_of(["Nothing to check."])
    assert desk.add(article, Splitting((), ()))
    assert desk.store.articles()[0].tally == Tally()
    assert desk.store.reviewed_claims(article.id) == ()


def test_articles_come_newest_first_with_their_tallies(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    first, second, third, _ = four_claims(desk)
    desk.add(*rich_article())
    desk.decide([first, second], Verdict.VERIFIED)
    desk.decide([third], Verdict.UNCONFIRMED)
    newest, oldest = desk.store.articles()
    assert newest.article.title == "It fell"
    assert newest.tally == Tally(unreviewed=1)
    assert oldest.tally == Tally(verified=2, unconfirmed=1, unreviewed=1)


def test_times_come_back_in_utc(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    added_at = desk.store.articles()[0].added_at
    assert added_at == START + dt.timedelta(minutes=1)
    assert added_at.tzinfo is dt.UTC
    assert desk.store.entries()[0].at.tzinfo is dt.UTC


def test_a_time_of_another_zone_is_kept_as_the_same_moment(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    entry = desk.entry(EntryKind.NOTED, {"claims": [claim], "reason": "late"})
    at = dt.datetime(2026, 7, 1, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    desk.store.append([dataclasses.replace(entry, at=at)])
    kept = desk.store.entries()[-1].at
    assert kept.isoformat() == "2026-06-30T22:30:00+00:00"


def test_claims_of_all_articles_come_newest_article_first(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    desk.add(*rich_article())
    texts = [reviewed.claim.text for reviewed in desk.store.reviewed_claims()]
    assert texts == [
        "About 4,000 people stayed [in It].",
        "One stood.",
        "Two fell.",
        "Three ran.",
        "Four hid.",
    ]


def test_an_id_is_found_by_its_beginning(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    article, splitting = rich_article()
    desk.add(article, splitting)
    four_claims(desk)
    assert desk.store.article(article.id[:8]) == article
    assert desk.store.claim("feedb") == splitting.claims[0]


def test_an_id_that_several_begin_with_is_refused(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    with pytest.raises(NotFoundError, match="ids of 4 claims begin with") as refused:
        desk.store.claim(claim[:8])
    assert refused.value.hint == "Give more of the id."


def test_an_id_that_none_begins_with_is_refused(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    with pytest.raises(NotFoundError, match="No article's id begins with “zz”"):
        desk.store.article("zz")


def test_past_claims_come_back_in_the_order_asked_for(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    figure = Figure("40,000", FigureKind.COUNT, 40000.0, None, None, Span(0, 6))
    checked = dt.date(2012, 3, 2)
    one = past(1, "Once.", verdict=Verdict.DISPUTED, date=checked, figures=(figure,), speaker="X")
    two = past(2, "Twice.", rating="Half true", article_id="elsewhere")
    desk.bring_in([one, two])
    assert desk.store.past_claims([two.id, one.id]) == (two, one)


def test_a_claim_of_an_article_serves_as_a_past_claim(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[1]
    desk.decide([claim], Verdict.DISPUTED, "Only one fell")
    (found,) = desk.store.past_claims([claim])
    assert (found.text, found.verdict, found.reason) == (
        "Two fell.",
        Verdict.DISPUTED,
        "Only one fell",
    )
    assert (found.publisher, found.address) == ("The Example", "https://example.org/a?b=1&c='")
    assert (found.date, found.manner) == (dt.date(2012, 3, 1), Manner.ASSERTED)


def test_an_unknown_past_claim_is_refused(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    with pytest.raises(NotFoundError, match="no past claim nowhere"):
        desk.store.past_claims(["nowhere"])


def test_vectors_come_back_beside_their_claims(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    desk.bring_in([past(1, "Once."), past(2, "Two fell.")])
    matrix = matrix_of(desk.store)
    assert matrix.dtype == np.float32
    assert matrix.shape == (6, 8)
    texts = [one.text for one in desk.store.past_claims(ids_of(desk.store))]
    assert np.array_equal(matrix, vectors(texts))


def test_a_text_is_never_encoded_twice(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    asked = ["New.", "Two fell.", "New.", "Newer."]
    assert desk.store.missing_texts(asked, model=MODEL) == ("New.", "Newer.")
    assert desk.store.missing_texts(["Two fell."], model="toy 2") == ("Two fell.",)


def test_a_vector_offered_twice_is_kept_once(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    for number in (1, 2):
        one = past(number, "The same words.")
        encoded = dataclasses.replace(desk.encoded([]), texts=(one.text,) * 2)
        encoded = dataclasses.replace(encoded, matrix=vectors(encoded.texts))
        entry = desk.entry(EntryKind.PAST_CLAIMS_IMPORTED, {})
        desk.store.add_past_claims([one], terms={}, encoded=encoded, entry=entry)
    assert np.count_nonzero(matrix_of(desk.store).any(axis=1)) == 2


def test_another_model_has_vectors_of_its_own(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    assert matrix_of(desk.store, "toy 2").shape == (4, 0)
