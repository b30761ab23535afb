"""What is said to the analyst."""

from hypothesis import given
from hypothesis import strategies as st
from review_values import IDS, decided, noted, session, undone

from workbench.review.words import act_in_words, clipped, others_in_words


def test_a_short_text_is_left_as_it_is() -> None:
    assert clipped("about 4,000 remain") == "about 4,000 remain"


def test_a_long_text_is_cut_after_a_word() -> None:
    assert clipped("about 4,000 people remain there", limit=20) == "about 4,000 people…"


def test_a_long_word_is_cut_inside() -> None:
    assert clipped("a" * 5000, limit=10) == "a" * 9 + "…"


@given(st.text(max_size=200), st.integers(2, 60))
def test_a_clipped_text_is_one_line_no_longer_than_asked(text: str, limit: int) -> None:
    short = clipped(text, limit=limit)

    assert len(short) <= limit
    assert short.splitlines() in ([], [short])


def test_a_decision_is_named_with_its_claim() -> None:
    entry = decided(1, IDS[3])

    words = act_in_words(entry, session(entry))

    assert words == "verified on “The Red Cross had a green light.”"


def test_a_decision_in_another_window_names_the_analyst() -> None:
    entry = decided(1, IDS[3], analyst="omar")

    words = others_in_words((entry,), session(entry))

    assert words == "In another window, omar: verified on “The Red Cross had a green light.”"


def test_an_undo_in_another_window_is_told() -> None:
    entry = decided(1, IDS[3], analyst="omar")

    words = others_in_words((undone(2, entry, analyst="omar"),), session(entry))

    assert (
        words == "In another window, omar took back: verified on “The Red Cross had a green light.”"
    )


def test_many_changes_are_told_by_their_number() -> None:
    entries = (decided(1, IDS[0]), noted(2, IDS[1], "why"))

    assert others_in_words(entries, session()) == "2 changes came in from other windows."


def test_no_change_is_not_told() -> None:
    assert others_in_words((), session()) == ""
