"""Claims of one article that repeat or contradict each other."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workbench.matching.pairs import BLOCK, pairs
from workbench.model import (
    Bracket,
    Claim,
    Difference,
    DifferenceKind,
    Figure,
    FigureKind,
    Manner,
    PairKind,
    Span,
)


def claim(
    number: int, text: str, value: float | None = None, *, speaker: str | None = None
) -> Claim:
    figures: tuple[Figure, ...] = ()
    if value is not None:
        figures = (Figure(f"{value:,.0f}", FigureKind.COUNT, value, None, "people", Span(0, 5)),)
    spans = (Span(number * 100, number * 100 + len(text)),)
    return Claim(f"{number:016x}", "a", spans, text, speaker=speaker, figures=figures)


def vectors(*angles: float) -> NDArray[np.float32]:
    """Return vectors of length 1 at these angles, in degrees: 30 degrees are a cosine of .87."""
    turned = np.radians(angles)
    return np.stack([np.cos(turned), np.sin(turned)], axis=1).astype(np.float32)


STAY = claim(1, "About 4,000 people stay in Tell Shar.", 4000)
REMAIN = claim(2, "There are 4,000 people in Tell Shar still.", 4000)
MORE = claim(3, "There are 5,500 people in Tell Shar still.", 5500)


def test_claims_that_say_the_same_repeat_each_other() -> None:
    (found,) = pairs([STAY, REMAIN], vectors(0, 30), floor=0.7)

    assert (found.first, found.second, found.kind) == (STAY, REMAIN, PairKind.REPEATS)
    assert 0.86 < found.score < 0.87


def test_another_figure_contradicts() -> None:
    (found,) = pairs([STAY, MORE], vectors(0, 30), floor=0.7)

    assert found.kind is PairKind.CONTRADICTS
    assert [difference.kind for difference in found.differences] == [DifferenceKind.FIGURE]


def test_a_negation_contradicts() -> None:
    said = claim(1, "The ministry was given a green light.")
    denied = claim(2, "The ministry was not given a green light.")

    (found,) = pairs([said, denied], vectors(0, 10), floor=0.7)

    assert found.kind is PairKind.CONTRADICTS


def test_what_two_speakers_say_alike_is_repeated() -> None:
    one = claim(1, "The road is open.", speaker="The Red Crescent")
    other = claim(2, "The road is open.", speaker="Samir Haddad")

    (found,) = pairs([one, other], vectors(0, 0), floor=0.7)

    assert found.kind is PairKind.REPEATS
    assert [difference.kind for difference in found.differences] == [DifferenceKind.SPEAKER]


def test_what_one_denies_and_another_says_contradicts() -> None:
    said = claim(1, "The road is open.", speaker="The Red Crescent")
    denied = replace(claim(2, "The road is open.", speaker="Samir Haddad"), manner=Manner.DENIED)

    (found,) = pairs([said, denied], vectors(0, 0), floor=0.7)

    assert found.kind is PairKind.CONTRADICTS
    assert found.differences[0] == Difference(DifferenceKind.NEGATION, "asserted", "denied")
    (alike,) = pairs([replace(said, manner=Manner.DENIED), denied], vectors(0, 0), floor=0.7)
    assert alike.kind is PairKind.REPEATS


def test_who_could_not_confirm_it_neither_repeats_nor_contradicts() -> None:
    said = claim(1, "The road is open.", speaker="The Red Crescent")
    police = claim(2, "The road is open.", speaker="The police")
    unsure = replace(police, manner=Manner.COULD_NOT_CONFIRM)

    assert pairs([said, unsure], vectors(0, 0), floor=0.7) == ()
    assert len(pairs([said, police], vectors(0, 0), floor=0.7)) == 1


def test_two_claims_cut_out_of_one_sentence_are_no_pair() -> None:
    inside = replace(REMAIN, spans=(Span(110, 130),))

    assert pairs([STAY, inside], vectors(0, 30), floor=0.7) == ()


def test_a_claim_that_borrows_much_of_anothers_words_is_no_pair_with_it() -> None:
    borrowing = replace(REMAIN, brackets=(Bracket(Span(0, 10), STAY.spans[0]),))

    assert pairs([STAY, borrowing], vectors(0, 30), floor=0.7) == ()


def test_claims_that_are_not_alike_are_not_compared() -> None:
    assert pairs([STAY, MORE], vectors(0, 60), floor=0.7) == ()


def test_one_claim_or_none_has_no_pair() -> None:
    assert pairs([STAY], vectors(0), floor=0.7) == ()
    assert pairs([], np.empty((0, 2), np.float32), floor=0.7) == ()


def test_a_pair_is_seen_from_either_side() -> None:
    (found,) = pairs([STAY, MORE], vectors(0, 30), floor=0.7)
    (figure,) = found.differences

    assert found.seen_from(STAY.id) == (MORE, (figure,))
    assert found.seen_from(MORE.id) == (
        STAY,
        (Difference(DifferenceKind.FIGURE, figure.theirs, figure.ours),),
    )


def test_pairs_are_found_however_far_apart_in_a_long_article_and_told_in_its_order() -> None:
    count = 2 * BLOCK + 1
    matrix = np.eye(count, dtype=np.float32)
    alike = [(0, BLOCK), (0, count - 1), (BLOCK - 1, BLOCK + 1), (BLOCK, count - 1)]
    matrix[[BLOCK, count - 1]] = matrix[0]
    matrix[BLOCK + 1] = matrix[BLOCK - 1]
    told = [
        replace(STAY, id=f"{i:016x}", spans=(Span(i * 100, i * 100 + 9),)) for i in range(count)
    ]

    found = pairs(told, matrix, floor=0.7)

    assert [(int(one.first.id, 16), int(one.second.id, 16)) for one in found] == alike
