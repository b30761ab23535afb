"""Picking several claims."""

from hypothesis import given
from hypothesis import strategies as st
from review_values import IDS, session

from workbench.review.filter import EVERYTHING, Filter
from workbench.review.picking import all_picked, nothing_picked, picked, range_turned, toggled
from workbench.review.session import Session


def numbers(review: Session) -> list[int]:
    """Return the numbers, from 1, of the picked claims."""
    return [IDS.index(claim.claim.id) + 1 for claim in picked(review)]


def test_a_claim_is_picked_and_the_next_one_selected() -> None:
    review = toggled(session().select(IDS[1]))

    assert numbers(review) == [2]
    assert review.selected == IDS[2]


def test_a_picked_claim_is_left_out_again() -> None:
    review = toggled(toggled(session()).select(IDS[0]))

    assert numbers(review) == []


def test_a_range_follows_the_selection_both_ways() -> None:
    review = range_turned(session().select(IDS[2]))

    assert numbers(review.move(2)) == [3, 4, 5]
    assert numbers(review.move(2).move(-4)) == [1, 2, 3]


def test_a_range_that_is_ended_stays_picked_and_follows_no_more() -> None:
    review = range_turned(range_turned(session()).move(1)).move(3)

    assert numbers(review) == [1, 2]


def test_a_range_adds_to_what_was_picked() -> None:
    review = range_turned(toggled(session()).select(IDS[4])).move(1)

    assert numbers(review) == [1, 5, 6]


def test_all_of_a_filter_are_picked_and_on_the_second_time_none() -> None:
    review = all_picked(session().filtered(Filter.parse("amos")))

    assert numbers(review) == [4, 6]
    assert numbers(all_picked(review)) == []


def test_a_claim_that_a_filter_takes_off_the_list_is_not_picked_until_it_is_back() -> None:
    review = all_picked(session())

    narrowed = review.filtered(Filter.parse("amos"))

    assert numbers(narrowed) == [4, 6]
    assert numbers(narrowed.filtered(EVERYTHING)) == [1, 2, 3, 4, 5, 6]


def test_a_range_whose_beginning_is_filtered_away_picks_nothing() -> None:
    review = range_turned(session()).move(3)

    assert numbers(review.filtered(Filter.parse("amos"))) == []


def test_nothing_is_picked_after_clearing() -> None:
    assert numbers(nothing_picked(range_turned(all_picked(session())))) == []


def test_an_empty_list_has_nothing_to_pick() -> None:
    empty = session().filtered(Filter.parse("no such words"))

    assert numbers(toggled(empty)) == []
    assert numbers(range_turned(empty)) == []
    assert numbers(all_picked(empty)) == []


@given(
    st.lists(
        st.one_of(
            st.integers(-9, 9),
            st.sampled_from(("", "amos", "no such words", "the")),
            st.sampled_from((toggled, range_turned, all_picked)),
        ),
        max_size=12,
    )
)
def test_what_is_picked_is_always_listed(moves: list[object]) -> None:
    review = session()
    for move in moves:
        if isinstance(move, int):
            review = review.move(move)
        elif isinstance(move, str):
            review = review.filtered(Filter.parse(move))
        elif callable(move):
            review = move(review)

        assert {claim.claim.id for claim in picked(review)} <= {
            claim.claim.id for claim in review.listed
        }
