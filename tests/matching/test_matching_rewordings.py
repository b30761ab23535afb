"""What only words a claim otherwise is no difference."""

from rewordings import REWORDINGS

from workbench.matching.encoder import FULL_PRECISION, load_encoder
from workbench.matching.relation import Relation
from workbench.pipeline.comparing import compare_texts


def test_a_rewording_has_no_difference_and_is_compatible() -> None:
    compared = compare_texts(REWORDINGS, encoder=load_encoder(tag=FULL_PRECISION))
    flagged = [
        (pair, str(comparison))
        for pair, comparison in zip(REWORDINGS, compared, strict=True)
        if comparison.differences or comparison.relation is not Relation.COMPATIBLE
    ]
    assert flagged == []
    assert len(REWORDINGS) > 60
