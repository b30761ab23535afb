"""Re-cutting in a review: what comes in place of what, undone in order, refused in words."""

import itertools

import pytest
from review_values import (
    ARTICLE,
    IDS,
    NOON,
    claims,
    decided,
    noted,
    redone,
    session,
    stamp,
    undone,
)

from workbench import interchange
from workbench.model import Claim, Entry, EntryKind, LeftOut, LeftOutReason, RecutAct, Span, Verdict
from workbench.review.acts import redo, undo
from workbench.review.history import History
from workbench.review.recutting import Cut, merging, objection, recut, reshaped
from workbench.review.session import Session
from workbench.review.telling import told


def span_of(quote: str) -> Span:
    start = ARTICLE.text.index(quote)
    return Span(start, start + len(quote))


def made(quote: str, number: int = 90) -> Claim:
    return Claim(f"{number:016x}", ARTICLE.id, (span_of(quote),), quote)


def narrowing(quote: str = "4,000 people remain", claim: str = IDS[0]) -> Cut:
    return Cut(RecutAct.NARROWED, (claim,), ((span_of(quote),),))


def entry_of(number: int, cut: Cut, claims: list[Claim], *, by: str = "omar") -> Entry:
    body = interchange.recut_body(ARTICLE, cut.act, taken=cut.taken, made=claims)
    return Entry(f"{number:032x}", NOON, by, EntryKind.RECUT, body)


def quotes(review: Session) -> list[str]:
    return [one.quote for one in review.claims]


def test_what_is_new_takes_the_place_unreviewed_and_is_selected() -> None:
    review = session(decided(1, IDS[0]))
    step = recut(review, narrowing(), [made("4,000 people remain")], stamp=stamp(2))
    assert step.entry is not None
    assert quotes(step.session)[0] == "4,000 people remain"
    assert len(step.session.claims) == len(IDS)
    assert step.session.selected == made("").id
    assert step.session.tally.verified == 0
    assert step.words == (
        "Narrowed: “4,000 people remain”. Verdict and evidence stay with what it was; the new "
        "begins unreviewed. z takes it back."
    )


def test_undo_and_redo_say_what_they_did_and_select_what_stands() -> None:
    review = session(decided(1, IDS[0]))
    review = recut(review, narrowing(), [made("4,000 people remain")], stamp=stamp(2)).session
    back = undo(review, stamp=stamp(3))
    assert back.words == "Undid: the narrowing of “About 4,000 people remain in Bab Amr.”"
    assert (back.session.selected, back.session.tally.verified) == (IDS[0], 1)
    again = redo(back.session, stamp=stamp(4))
    assert again.session.selected == made("").id
    assert quotes(again.session)[0] == "4,000 people remain"


def test_what_another_cut_further_is_undone_there_first() -> None:
    review = recut(session(), narrowing(), [made("4,000 people remain")], stamp=stamp(2)).session
    other = Cut(RecutAct.NARROWED, (made("").id,), ((span_of("people remain"),),))
    review = review.appended(entry_of(3, other, [made("people remain", 91)]))
    refused = undo(review, stamp=stamp(4))
    assert refused.entry is None
    assert refused.words == "“4,000 people remain” was narrowed by omar since: undo that first."


def test_what_another_cut_meanwhile_is_not_redone_over_it() -> None:
    review = recut(session(), narrowing(), [made("4,000 people remain")], stamp=stamp(2)).session
    review = undo(review, stamp=stamp(3)).session
    review = review.appended(entry_of(4, Cut(RecutAct.WITHDRAWN, (IDS[0],)), []))
    refused = redo(review, stamp=stamp(5))
    assert refused.entry is None
    assert "was withdrawn by omar since: undo that first." in refused.words
    late = recut(review, narrowing(), [made("4,000 people remain")], stamp=stamp(6))
    assert late.words == (
        "“About 4,000 people remain in Bab Amr.” was withdrawn by omar meanwhile; look again."
    )


def test_a_split_stands_in_article_order_and_says_where_it_comes_from() -> None:
    cut = reshaped(
        session().claims[0].claim, [(span_of("About 4,000 people"),), (span_of("remain in"),)]
    )
    review = recut(
        session(), cut, [made("About 4,000 people"), made("remain in", 91)], stamp=stamp(1)
    ).session
    assert quotes(review)[:2] == ["About 4,000 people", "remain in"]
    (origin,) = review.claims[1].lineage
    assert (origin.act, [one.id for one in origin.taken]) == (RecutAct.SPLIT, [IDS[0]])


def test_several_are_merged_with_all_their_words_and_nothing_stays_picked() -> None:
    review = session()
    cut = merging(review, [IDS[4], IDS[1]])
    assert [ARTICLE.quote([span]) for span in cut.spans[0]] == [
        "The army entered the district on Thursday.",
        "Two reporters were killed there.",
    ]
    beside = merging(review, IDS[:2])
    assert len(beside.spans[0]) == 1
    assert objection(review, merging(review, [IDS[2], IDS[3]])).startswith("A claim has one")
    assert objection(review, merging(review, [IDS[2]])).startswith("Pick the claims")


def test_what_is_withdrawn_is_left_out_and_comes_off_when_it_is_a_claim_again() -> None:
    opinion = LeftOut((span_of("fourth week"),), LeftOutReason.OPINION)
    review = Session.of(ARTICLE, session().claims, (), analyst="rana", left_out=[opinion])
    review = recut(review, Cut(RecutAct.WITHDRAWN, (IDS[0],)), (), stamp=stamp(1)).session
    assert [one.reason for one in review.left_out] == [
        LeftOutReason.NOT_A_CLAIM,
        LeftOutReason.OPINION,
    ]
    promoting = Cut(RecutAct.PROMOTED, (), (review.left_out[0].spans,))
    again = Claim(IDS[0], ARTICLE.id, review.left_out[0].spans, "otherwise worded")
    review = recut(review, promoting, [again], stamp=stamp(2)).session
    assert [one.reason for one in review.left_out] == [LeftOutReason.OPINION]
    assert review.claims[0].claim.text == "About 4,000 people remain in Bab Amr."


@pytest.mark.parametrize(
    ("cut", "words"),
    [
        (narrowing("About 4,000 people remain in Bab Amr"), "Nothing was changed"),
        (
            Cut(RecutAct.ADDED, (), ((span_of("Two reporters were killed there"),),)),
            "already: “Two",
        ),
        (Cut(RecutAct.ADDED, (), ((span_of(". "),),)), "No words"),
        (Cut(RecutAct.ADDED, (), ()), "No words"),
        (Cut(RecutAct.ADDED, (), ((Span(3, 9000),),)), "The article ends at"),
        (narrowing("Two reporters"), "shares no word"),
        (Cut(RecutAct.WITHDRAWN), "No claim is selected"),
        (Cut(RecutAct.WITHDRAWN, ("nobody",)), "not of this article"),
    ],
)
def test_what_cannot_be_cut_is_said(cut: Cut, words: str) -> None:
    review = session()
    step = recut(review, cut, [made("Two reporters")] * len(cut.spans), stamp=stamp(1))
    assert (step.entry, step.session) == (None, review)
    assert words in step.words


def test_the_history_of_a_claim_tells_how_it_was_cut() -> None:
    entry = entry_of(2, narrowing(), [made("4,000 people remain")])
    entries = (decided(1, IDS[0], verdict=Verdict.DISPUTED), entry)
    assert told(entries, IDS[0])[-1].words == "narrowed to “4,000 people remain”"
    assert told(entries, made("").id)[-1].words == f"narrowed from {IDS[0][:8]}"
    assert History.of(entries).next_undo("omar") == entry


def test_a_cut_that_waits_to_be_stored_survives_catching_up() -> None:
    review = recut(session(), narrowing(), [made("4,000 people remain")], stamp=stamp(2)).session
    review = review.caught_up([decided(3, IDS[1], analyst="omar")])
    assert quotes(review)[0] == "4,000 people remain"
    assert review.tally.verified == 1


@pytest.mark.parametrize("blind", [False, True])
def test_a_review_that_caught_up_stands_as_one_that_begins_then(*, blind: bool) -> None:
    dropped = entry_of(1, Cut(RecutAct.WITHDRAWN, (IDS[1],)), [])
    narrowed = entry_of(2, narrowing(), [made("4,000 people remain")])
    ours, theirs = decided(3, IDS[2]), decided(4, *IDS[1:4], analyst="omar")
    note = noted(5, IDS[4], "seen by two", analyst="omar")
    entries = (
        *(dropped, narrowed, ours, theirs, note),
        *(undone(6, dropped), undone(7, theirs, analyst="omar"), undone(8, narrowed)),
        *(redone(9, theirs, analyst="omar"), redone(10, narrowed), redone(11, dropped)),
    )
    stages = [
        Session.of(ARTICLE, claims(), entries[:end], analyst="rana", blind=blind)
        for end in range(len(entries) + 1)
    ]

    for earlier, later in itertools.pairwise(stages):
        assert earlier.caught_up(later.history.entries).claims == later.claims
    assert stages[0].caught_up(entries).claims == stages[-1].claims
    assert stages[-1].blinded(blind=not blind).blinded(blind=blind).claims == stages[-1].claims
