"""How far analysts agree, against figures worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_values import IDS, decided, undone

from workbench.model import Entry, EntryKind, Json, Verdict
from workbench.review.agreement import agreement

V, D, U = Verdict.VERIFIED, Verdict.DISPUTED, Verdict.UNCONFIRMED


def judged(**by: list[Verdict | None]) -> list[Entry]:
    """Return each analyst's verdicts on the claims, in order; None for none."""
    given = [
        (analyst, claim, verdict)
        for analyst, verdicts in by.items()
        for claim, verdict in zip(IDS, verdicts, strict=False)
        if verdict is not None
    ]
    return [
        decided(number, claim, verdict=verdict, analyst=analyst)
        for number, (analyst, claim, verdict) in enumerate(given, 1)
    ]


def test_two_analysts_agree_beyond_chance_as_by_hand() -> None:
    found = agreement(judged(omar=[V, V, D, D, U], rana=[V, V, D, V, U]), IDS)

    (pair,) = found.pairs
    assert (pair.claims, pair.same, pair.per_cent) == (5, 4, 80)
    # chance: (2 × 3 + 2 × 1 + 1 × 1) / 25 = 0.36
    assert pair.kappa == pytest.approx((0.8 - 0.36) / (1 - 0.36))
    # coincidences: 2 of 10 differ; expected: 1 − (5 × 4 + 3 × 2 + 2 × 1) / (10 × 9)
    assert found.alpha == pytest.approx(1 - (2 / 10) / (1 - 28 / 90))
    assert found.per_cent == 80


def test_only_claims_of_two_or_more_count() -> None:
    found = agreement(judged(omar=[V, V, D], rana=[V, None, V], zoe=[None, None, V]), IDS)

    assert found.claims == 2
    assert [(pair.first, pair.second, pair.claims) for pair in found.pairs] == [
        ("omar", "rana", 2),
        ("omar", "zoe", 1),
        ("rana", "zoe", 1),
    ]
    assert found.per_cent == 50


def test_too_little_is_none_and_never_a_number_that_is_none() -> None:
    nobody = agreement(judged(omar=[V, D]), IDS)
    assert (nobody.claims, nobody.pairs, nobody.per_cent, nobody.alpha) == (0, (), None, None)
    alike = agreement(judged(omar=[V, V], rana=[V, V]), IDS)
    assert (alike.pairs[0].kappa, alike.alpha, alike.per_cent) == (None, None, 100)


def test_a_settlement_is_no_verdict_of_its_own_and_hides_none() -> None:
    entries = judged(omar=[V], rana=[D])
    body: dict[str, Json] = {"claims": [IDS[0]], "verdict": "verified", "between": ["0"]}
    settled = Entry("f" * 32, entries[-1].at, "zoe", EntryKind.SETTLED, body)

    found = agreement([*entries, settled], IDS)

    assert (found.analysts, found.per_cent) == (("omar", "rana"), 0)


def test_what_was_taken_back_or_given_anew_does_not_count() -> None:
    first, second = judged(omar=[V], rana=[D])
    anew = decided(8, IDS[0], verdict=D, analyst="omar")

    assert agreement([first, second, anew], IDS).per_cent == 100
    assert agreement([first, second, undone(9, second)], IDS).claims == 0


@given(
    st.dictionaries(
        st.sampled_from(("omar", "rana", "zoe")),
        st.lists(st.sampled_from((V, D, U, None)), min_size=6, max_size=6),
    )
)
def test_every_figure_is_in_its_range(by: dict[str, list[Verdict | None]]) -> None:
    found = agreement(judged(**by), IDS)

    figures = [found.alpha, *(pair.kappa for pair in found.pairs)]
    assert all(figure is None or -1.0001 <= figure <= 1.0001 for figure in figures)
    assert (found.per_cent is None) == (found.claims == 0)
