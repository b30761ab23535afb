"""The review session: what is listed, what is selected, what comes next."""

from hypothesis import given
from hypothesis import strategies as st
from review_values import ARTICLE, IDS, decided, session, undone

from workbench.model import Tally, Verdict
from workbench.review.filter import EVERYTHING, Filter
from workbench.review.order import Order
from workbench.review.session import Session


def test_a_review_begins_at_the_first_claim() -> None:
    assert session().selected == IDS[0]


def test_a_review_taken_up_again_begins_at_the_first_unreviewed_claim() -> None:
    assert session(decided(1, IDS[0]), decided(2, IDS[1])).selected == IDS[2]


def test_a_review_that_is_complete_begins_at_the_first_claim() -> None:
    assert session(decided(1, *IDS)).selected == IDS[0]


def test_an_article_without_claims_has_nothing_selected() -> None:
    review = Session.of(ARTICLE, (), (), analyst="rana")

    assert review.current is None
    assert review.next() == review
    assert review.to_unreviewed() is None


def test_next_and_previous_stop_at_the_ends() -> None:
    review = session()

    assert review.previous().selected == IDS[0]
    assert review.next().selected == IDS[1]
    assert review.move(99).selected == IDS[-1]
    assert review.move(99).move(-99).selected == IDS[0]


def test_the_next_unreviewed_claim_is_looked_for_from_the_top_after_the_last() -> None:
    review = session(decided(1, *IDS[2:])).select(IDS[4])

    onward = review.to_unreviewed()

    assert onward is not None
    assert onward.selected == IDS[0]


def test_nothing_comes_next_when_all_are_reviewed() -> None:
    assert session(decided(1, *IDS)).to_unreviewed() is None


def test_the_next_unreviewed_claim_follows_the_order_of_the_list() -> None:
    review = session().ordered(Order.CHECKABILITY).select(IDS[0])

    onward = review.to_unreviewed()

    assert onward is not None
    assert onward.selected == IDS[3]


def test_the_tally_counts_the_whole_article_whatever_is_listed() -> None:
    review = session(
        decided(1, IDS[0]),
        decided(2, IDS[1], IDS[2], verdict=Verdict.DISPUTED),
    ).filtered(Filter.parse("is:verified"))

    assert review.tally == Tally(verified=1, disputed=2, unconfirmed=0, unreviewed=3)


def test_a_filter_keeps_the_selected_claim_where_it_lets_it_through() -> None:
    assert session().select(IDS[3]).filtered(Filter.parse("amos")).selected == IDS[3]


def test_a_filter_that_takes_the_selected_claim_away_selects_the_one_after_it() -> None:
    assert session().select(IDS[4]).filtered(Filter.parse("amos")).selected == IDS[5]


def test_a_filter_with_nothing_after_the_selected_claim_selects_the_one_before() -> None:
    assert session().select(IDS[5]).filtered(Filter.parse("cross")).selected == IDS[3]


def test_taking_a_filter_off_that_left_nothing_returns_to_the_claim_before_it() -> None:
    empty = session().select(IDS[2]).filtered(Filter.parse("no such words"))

    assert empty.selected is None
    assert empty.filtered(EVERYTHING).selected == IDS[2]


def test_taking_a_filter_off_returns_to_the_claim_it_took_the_selection_from() -> None:
    narrowed = session().select(IDS[4]).filtered(Filter.parse("red"))

    again = narrowed.filtered(Filter.parse("red cross")).filtered(EVERYTHING)

    assert narrowed.selected == IDS[3]
    assert again.selected == IDS[4]


def test_taking_a_filter_off_stays_where_the_analyst_moved_to() -> None:
    amos = session().select(IDS[4]).filtered(Filter.parse("amos"))

    assert amos.selected == IDS[5]
    assert amos.previous().filtered(EVERYTHING).selected == IDS[3]


def test_taking_a_filter_off_stays_at_the_claim_that_was_decided_under_it() -> None:
    cross = session().select(IDS[5]).filtered(Filter.parse("cross"))

    decided_here = cross.appended(decided(1, IDS[3]))

    assert decided_here.filtered(EVERYTHING).selected == IDS[3]


def test_another_order_keeps_the_selected_claim() -> None:
    review = session().select(IDS[4]).ordered(Order.CHECKABILITY)

    assert review.selected == IDS[4]
    assert review.position == 2


def test_a_claim_that_is_not_listed_cannot_be_selected() -> None:
    review = session().filtered(Filter.parse("amos"))

    assert review.select(IDS[0]) == review


def test_what_another_window_decided_shows_up_and_moves_nothing() -> None:
    review = session().select(IDS[2])

    after = review.caught_up((decided(1, IDS[2], analyst="omar"),))

    assert after.selected == IDS[2]
    assert after.tally.verified == 1


def test_a_claim_that_another_window_decides_stays_selected_in_a_list_it_has_left() -> None:
    review = session().filtered(Filter.parse("is:unreviewed")).select(IDS[2])
    entry = decided(1, IDS[2], analyst="omar")

    after = review.caught_up((entry,)).caught_up((entry,))

    assert after.selected == IDS[2]
    assert [claim.claim.id for claim in after.listed] == list(IDS)


def test_a_claim_that_was_held_in_the_list_leaves_it_when_the_analyst_moves() -> None:
    review = session().filtered(Filter.parse("is:unreviewed")).select(IDS[2])

    after = review.caught_up((decided(1, IDS[2], analyst="omar"),)).next()

    assert after.selected == IDS[3]
    assert IDS[2] not in {claim.claim.id for claim in after.listed}
    assert after.previous().selected == IDS[1]


def test_a_list_of_unreviewed_claims_empties_after_catching_up_too() -> None:
    review = session(decided(1, *IDS[:5])).filtered(Filter.parse("is:unreviewed"))

    after = review.caught_up((decided(1, *IDS[:5]),)).appended(decided(2, IDS[5]))

    assert after.listed == ()


def test_what_is_not_stored_yet_survives_catching_up() -> None:
    review = session().appended(decided(5, IDS[0], verdict=Verdict.DISPUTED))

    after = review.caught_up((decided(4, IDS[0], analyst="omar"),))

    assert after.tally.disagreement == 1


def test_an_undo_in_another_window_is_taken_in() -> None:
    entry = decided(1, IDS[0])

    assert session(entry).caught_up((entry, undone(2, entry))).tally.reviewed == 0


@given(
    st.lists(
        st.one_of(
            st.integers(-9, 9),
            st.sampled_from(("", "amos", "is:unreviewed", "no such words", "the")),
            st.sampled_from(Order),
        ),
        max_size=12,
    )
)
def test_the_selected_claim_is_always_a_listed_one(moves: list[int | str | Order]) -> None:
    review = session(decided(1, *IDS[:2]))
    for move in moves:
        if isinstance(move, Order):
            review = review.ordered(move)
        elif isinstance(move, str):
            review = review.filtered(Filter.parse(move))
        else:
            review = review.move(move)

        assert (review.current is None) == (not review.listed)
