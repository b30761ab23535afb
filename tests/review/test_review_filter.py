"""Which claims are listed, and in which order."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_values import IDS, NOON, claims, decided, noted, session, stamp

from workbench.model import (
    Confidence,
    Evidence,
    Figure,
    FigureKind,
    Link,
    LinkAnswer,
    Match,
    PastClaim,
    Span,
    Stance,
    Verdict,
)
from workbench.review.filter import EVERYTHING, Filter, Term
from workbench.review.gathering import (
    give_evidence,
    judge_said,
    set_confidence,
    tag,
    write_note,
)
from workbench.review.order import Order, arranged


def listed(query: str) -> list[int]:
    """Return the numbers, from 1, of the claims that a query leaves."""
    review = session(
        decided(1, IDS[0], verdict=Verdict.DISPUTED, reason="the UN counts 400"),
        decided(2, IDS[1], verdict=Verdict.UNCONFIRMED),
        noted(3, IDS[2], "call the press office"),
    ).filtered(Filter.parse(query))
    return [IDS.index(claim.claim.id) + 1 for claim in review.listed]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", [1, 2, 3, 4, 5, 6]),
        ("RED cross", [4]),
        ("4,000 remain", [1]),
        ("un counts", [1]),
        ("press office", [3]),
        ("amos", [4, 6]),
        ("is:disputed", [1]),
        ("is:un", [2, 3, 4, 5, 6]),
        ("is:", [1, 2, 3, 4, 5, 6]),
        ("is:nothing", []),
        ("speaker:amos", [4, 6]),
        ("speaker:amos fourth", [6]),
        ('speaker:"free syrian" is:unreviewed', [3]),
        ('speaker:"free syr', [3]),
        ("it's", [6]),
        ('"tactical', [3]),
        ('"a green light"', [4]),
        ("-is:unreviewed", [1, 2]),
        ("-speaker:any", [1, 2, 5]),
        ("-amos -cross is:un", [2, 3, 5]),
        ("-", [1, 2, 3, 4, 5, 6]),
        ("is:disputed,unconfirmed", [1, 2]),
        ("by:ran", [1, 2]),
        ("by:any", [1, 2]),
        ("by:omar", []),
        ("has:reason", [1, 3]),
        ("-has:reason is:d,unc", [2]),
        ("has:match", []),
        ("manner:said speaker:free", [3]),
        ("manner:asserted", [1, 2, 5]),
        ("checkability:>0.6", [1, 4, 5]),
        ("checkability:>=0.6 checkability:<0.8", [2, 5]),
        ("checkability:0.6", [1, 2, 4, 5]),
        ("checkability:>", [1, 2, 3, 4, 5, 6]),
        ("IS:Disputed", [1]),
        ("12:30", []),
    ],
)
def test_a_query_leaves(query: str, left: list[int]) -> None:
    assert listed(query) == left


@given(st.text(max_size=40))
def test_any_query_can_be_typed(query: str) -> None:
    wanted = Filter.parse(query)

    assert all(isinstance(wanted.lets_through(claim), bool) for claim in claims())


def test_an_empty_query_is_the_filter_that_lets_everything_through() -> None:
    assert Filter.parse("  ") == EVERYTHING


@pytest.mark.parametrize(
    ("query", "objection"),
    [
        (
            "spaeker:amos",
            (
                "“spaeker:” is no key, so it was looked for as it stands. "
                "Keys: is, speaker, figure, by, has, manner, checkability, tag, said, confidence."
            ),
        ),
        (
            "is:done",
            (
                "Nothing after “is:” begins with “done”: "
                "verified, disputed, unconfirmed, disagreement, unreviewed."
            ),
        ),
        ("has:money", "Nothing after “has:” begins with “money”: reason, match, evidence, note."),
        (
            "checkability:high",
            "“high” is no bound: checkability:>0.6 or checkability:<0.3.",
        ),
    ],
)
def test_what_cannot_be_understood_is_said(query: str, objection: str) -> None:
    assert Filter.parse(query).objections == (objection,)


@pytest.mark.parametrize(
    "query", ["is:", "is:dis", "http://wire.example.org", "12:30", '"to: all"', "checkability:>"]
)
def test_what_can_be_understood_or_is_being_typed_is_not_objected_to(query: str) -> None:
    assert Filter.parse(query).objections == ()


def test_a_word_with_a_colon_that_is_no_key_is_looked_for_as_it_stands() -> None:
    assert Filter.parse("Note:this").terms == (Term(None, "note:this"),)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("figure:4000", True),
        ("figure:4,000", True),
        ("figure:any", True),
        ("figure:people", True),
        ("figure:4", False),
        ("figure:40000", False),
        ("-figure:any", False),
    ],
)
def test_a_figure_is_found_by_its_value_or_its_words(query: str, kept: bool) -> None:  # noqa: FBT001 - a table's column
    figure = Figure("About 4,000 people", FigureKind.COUNT, 4000, "About", "people", Span(0, 18))
    reviewed = claims()[0]
    with_figure = dataclasses.replace(
        reviewed, claim=dataclasses.replace(reviewed.claim, figures=(figure,))
    )

    assert Filter.parse(query).lets_through(with_figure) is kept


def test_a_claim_has_a_match_unless_the_analyst_rejected_it() -> None:
    past = PastClaim(id="p", text="About 40,000 people remained.")
    match = Match(past, 0.8)
    link = Link("e", IDS[0], "p", LinkAnswer.REJECTED, "rana", NOON)
    wanted = Filter.parse("has:match")
    reviewed = claims()[0]

    assert wanted.lets_through(dataclasses.replace(reviewed, matches=(match,)))
    rejected = dataclasses.replace(reviewed, matches=(match,), links=(link,))
    assert not wanted.lets_through(rejected)


@pytest.mark.parametrize(
    ("query", "needs"), [("has:match", True), ("-has:m", True), ("has:reason", False), ("", False)]
)
def test_a_filter_knows_whether_it_needs_the_past_claims(query: str, needs: bool) -> None:  # noqa: FBT001 - a table's column
    assert Filter.parse(query).needs_matches is needs


def test_the_claims_most_worth_checking_come_first() -> None:
    ids = [claim.claim.id for claim in arranged(claims(), Order.CHECKABILITY)]

    assert ids == [IDS[n] for n in (0, 3, 4, 1, 5, 2)]


def test_claims_of_equal_worth_stay_in_article_order() -> None:
    same = [
        dataclasses.replace(
            claim,
            claim=dataclasses.replace(claim.claim, checkability=claims()[0].claim.checkability),
        )
        for claim in claims()
    ]

    assert arranged(same, Order.CHECKABILITY) == tuple(same)


def test_the_claims_with_the_least_similar_past_claims_come_first() -> None:
    scores = (0.9, 0.6, None, 0.7, 0.6, None)
    compared = session().compared(
        {
            claim_id: (Match(PastClaim(id="p", text="a past claim"), score),)
            for claim_id, score in zip(IDS, scores, strict=True)
            if score is not None
        }
    )

    ids = [claim.claim.id for claim in compared.ordered(Order.LEAST_SIMILAR).listed]

    assert ids == [IDS[n] for n in (2, 5, 1, 4, 3, 0)]


def test_the_claims_decided_last_come_first_and_unreviewed_ones_last() -> None:
    review = session(decided(1, IDS[3]), decided(2, IDS[1])).ordered(Order.DECIDED_LAST)

    assert [claim.claim.id for claim in review.listed] == [IDS[n] for n in (1, 3, 0, 2, 4, 5)]


def test_only_the_order_by_similarity_needs_the_past_claims() -> None:
    assert [order for order in Order if order.needs_matches] == [Order.LEAST_SIMILAR]


def test_the_orders_follow_one_another_round_and_round() -> None:
    orders = [Order.ARTICLE]
    for _ in Order:
        orders.append(orders[-1].next)

    assert orders == [*Order, Order.ARTICLE]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("tag:flo", [0]),
        ("tag:any", [0, 1]),
        ("tag:toll,flood", [0, 1]),
        ("-tag:any", [2, 3, 4, 5]),
        ("has:ev", [1]),
        ("has:note", [0]),
        ("said:verified", [3]),
        ("said:un", [2, 5]),
        ("confidence:high", [4]),
        ("confidence:none", [3]),
        ("confidence:low,high", [4]),
        ("icrc", [1]),
        ("ask the UN", [0]),
    ],
)
def test_what_was_gathered_is_filtered_by(query: str, places: list[int]) -> None:
    begun = session(decided(1, IDS[3], verdict=Verdict.DISPUTED), decided(2, IDS[4]))
    evidence = Evidence("ICRC press release", Stance.SUPPORTS)
    after = tag(begun, IDS[:1], added=["flood"], stamp=stamp(3)).session
    after = tag(after, IDS[1:2], added=["toll"], stamp=stamp(4)).session
    after = give_evidence(after, evidence, claim_id=IDS[1], stamp=stamp(5)).session
    after = write_note(after, "Ask the UN", claim_id=IDS[0], stamp=stamp(6)).session
    after = judge_said(after, Verdict.VERIFIED, claim_id=IDS[3], stamp=stamp(7)).session
    after = set_confidence(after, Confidence.HIGH, claim_id=IDS[4], stamp=stamp(8)).session

    listed = after.filtered(Filter.parse(query.replace("ask the UN", '"ask the UN"'))).listed

    assert [IDS.index(claim.claim.id) for claim in listed] == places
