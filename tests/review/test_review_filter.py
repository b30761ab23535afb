"""Which claims are listed, and in which order."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_values import IDS, claims, decided, noted, session

from workbench.model import Status, Verdict
from workbench.review.filter import EVERYTHING, Filter, Order, arranged


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


def test_unreviewed_claims_can_be_asked_for() -> None:
    assert Filter.parse("is:unreviewed").statuses == frozenset({Status.UNREVIEWED})


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


def test_the_orders_follow_one_another_round_and_round() -> None:
    assert Order.ARTICLE.next.next is Order.ARTICLE
