"""No swap of a number, a negation or the roles in a claim is reported as the same."""

from collections import Counter

from claim_swaps import NEGATION, NUMBER, ROLES, Swap, swaps

from workbench.matching.differences import differences
from workbench.matching.encoder import FULL_PRECISION, load_encoder
from workbench.matching.relation import Comparison, Relation
from workbench.pipeline.comparing import compare_texts, statements


def compared(made: list[Swap]) -> list[Comparison]:
    pairs = [(swap.claim, swap.turned) for swap in made]
    return list(compare_texts(pairs, encoder=load_encoder(tag=FULL_PRECISION)))


def test_none_of_500_swaps_is_reported_as_the_same() -> None:
    made = swaps()
    kinds = Counter(swap.kinds for swap in made)
    missed = [
        (swap.claim, swap.turned, str(comparison))
        for swap, comparison in zip(made, compared(made), strict=True)
        if comparison.relation is Relation.COMPATIBLE
        or swap.kinds.isdisjoint(difference.kind for difference in comparison.differences)
    ]
    assert missed == []
    assert len(set(made)) == len(made) >= 500
    assert min(kinds[NUMBER], kinds[NEGATION]) > 200
    assert kinds[ROLES] > 20


def test_a_swap_is_told_alike_in_either_order() -> None:
    for swap in swaps()[::25]:
        ours, theirs = statements([swap.claim, swap.turned])
        there, back = differences(ours, theirs), differences(theirs, ours)
        assert [one.kind for one in there] == [one.kind for one in back]


def test_a_claim_differs_in_nothing_from_itself() -> None:
    claims = list(dict.fromkeys(swap.claim for swap in swaps()))
    for statement in statements(claims):
        assert differences(statement, statement) == ()
