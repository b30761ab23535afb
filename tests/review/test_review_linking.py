"""Accepting and rejecting a similar past claim."""

import dataclasses
import datetime as dt

from review_values import IDS, NOON, session, stamp

from workbench.model import (
    EntryKind,
    LinkAnswer,
    LinkStatus,
    Match,
    PastClaim,
    Status,
    Thresholds,
    Verdict,
)
from workbench.review.acts import note, redo, undo
from workbench.review.linking import link, reason_offered, with_answers
from workbench.review.session import Session

PAST = PastClaim(
    id="past-one",
    text="About 40,000 people remain in Bab Amr.",
    verdict=Verdict.DISPUTED,
    rating="Mostly false",
    date=dt.date(2012, 2, 20),
    publisher="Levant Fact Desk",
    address="https://facts.example.org/1",
    reason="the census counted 4,100",
)
MATCH = Match(PAST, 0.81234567, model="toy 1", thresholds=Thresholds(0.5, 0.7))
OTHER = Match(PastClaim("past-two", "Few are left."), 0.6, thresholds=Thresholds(0.5, 0.7))


def linked(answer: LinkAnswer = LinkAnswer.ACCEPTED, *, start: Session | None = None) -> Session:
    return link(start or session(), MATCH, answer, stamp=stamp(1)).session


def answers(after: Session) -> list[tuple[str, str]]:
    claim = after.claim(IDS[0])
    assert claim is not None
    return [(one.past_id, one.answer.value) for one in claim.links]


def test_a_link_says_what_was_seen_when_it_was_made() -> None:
    step = link(session(), MATCH, LinkAnswer.ACCEPTED, stamp=stamp(1))

    assert step.entry is not None
    assert (step.entry.kind, step.entry.at) == (EntryKind.LINKED, NOON + dt.timedelta(minutes=1))
    assert step.entry.body == {
        "claim": IDS[0],
        "past": "past-one",
        "answer": "accepted",
        "score": 0.8123,
        "model": "toy 1",
        "suggest": 0.5,
        "match": 0.7,
    }


def test_found_by_words_alone_it_has_no_score() -> None:
    by_words = Match(PAST, 0.0)
    step = link(session(), by_words, LinkAnswer.REJECTED, stamp=stamp(1))

    assert step.entry is not None
    assert step.entry.body["score"] is None


def test_an_accepted_link_gives_no_verdict_and_stays_on_the_claim() -> None:
    step = link(session(), MATCH, LinkAnswer.ACCEPTED, stamp=stamp(1))

    assert step.session.selected == IDS[0]
    assert {claim.status for claim in step.session.claims} == {Status.UNREVIEWED}
    assert step.session.history.decision(IDS[0]) is None
    assert step.words == (
        "Accepted: “About 40,000 people remain in Bab Amr.”. Its verdict is not taken over."
    )


def test_the_same_answer_is_not_given_twice() -> None:
    step = link(linked(), MATCH, LinkAnswer.ACCEPTED, stamp=stamp(2))

    assert (step.entry, step.words) == (None, "It was accepted already.")


def test_another_answer_takes_the_place_of_the_first() -> None:
    after = link(linked(), MATCH, LinkAnswer.REJECTED, stamp=stamp(2)).session

    assert answers(after) == [("past-one", "rejected")]


def test_another_analysts_answer_is_named_and_kept() -> None:
    first = link(session(analyst="omar"), MATCH, LinkAnswer.REJECTED, stamp=stamp(1))
    assert first.entry is not None
    step = link(session(first.entry), MATCH, LinkAnswer.ACCEPTED, stamp=stamp(2))

    assert step.words.endswith("omar had rejected it.")
    assert len(step.session.history.by_claim[IDS[0]]) == 2


def test_undo_takes_a_link_back_and_redo_restores_it() -> None:
    back = undo(linked(), stamp=stamp(2))
    again = redo(back.session, stamp=stamp(3))

    assert back.words == "Undid: a past claim accepted on “About 4,000 people remain in Bab Amr.”"
    assert answers(back.session) == []
    assert answers(again.session) == [("past-one", "accepted")]


def test_a_link_leaves_a_noted_reason_where_it_is() -> None:
    start = note(session(), "ask the UN", stamp=stamp(1)).session
    after = link(start, MATCH, LinkAnswer.ACCEPTED, stamp=stamp(2)).session

    claim = after.claim(IDS[0])
    assert claim is not None
    assert claim.noted == "ask the UN"


def test_the_rejected_sink_below_the_others_and_none_is_hidden() -> None:
    claim = linked(LinkAnswer.REJECTED).claim(IDS[0])
    assert claim is not None

    shown = with_answers((MATCH, OTHER), claim.links)

    assert [(match.past.id, match.status) for match in shown] == [
        ("past-two", LinkStatus.SUGGESTED),
        ("past-one", LinkStatus.REJECTED),
    ]


def test_a_link_taken_back_leaves_the_match_as_it_was() -> None:
    answered = with_answers((MATCH,), linked().history.links(IDS[0]))

    assert [match.status for match in answered] == [LinkStatus.ACCEPTED]
    assert [match.status for match in with_answers(answered, ())] == [LinkStatus.MATCH]


def test_a_reason_is_offered_from_a_past_verdict_with_its_source() -> None:
    assert reason_offered(PAST) == (
        "see “About 40,000 people remain in Bab Amr.”: Mostly false (Levant Fact Desk, "
        "20 Feb 2012) · the census counted 4,100 · https://facts.example.org/1"
    )


def test_nothing_is_offered_from_a_past_claim_without_a_verdict() -> None:
    assert reason_offered(dataclasses.replace(PAST, verdict=None, rating=None)) == ""
