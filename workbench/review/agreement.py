"""How far analysts agree: per cent, Cohen's kappa for each two, Krippendorff's alpha over all.

Each analyst's newest verdict on a claim counts, one that was settled since too; the settlement is
no judgement of its own and does not count. Cohen, A Coefficient of Agreement for Nominal Scales
(1960), by scikit-learn; Krippendorff, Content Analysis (1980), nominal, by NLTK.
"""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.model import Entry, EntryKind, Verdict
from workbench.review.history import History, verdict_of

FEW = 20
"""Claims judged by two or more, fewer than which say little."""


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How far two analysts agree."""

    first: str
    second: str
    claims: int
    """That both judged."""
    same: int
    """That both judged alike."""
    kappa: float | None
    """1 is perfect, 0 what chance gives; None where both gave one verdict throughout."""

    @property
    def per_cent(self) -> float:
        """Of the claims that both judged."""
        return 100 * self.same / self.claims


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the analysts of a store agree, over the claims that two or more judged."""

    claims: int
    analysts: tuple[str, ...]
    pairs: tuple[PairAgreement, ...]
    alpha: float | None
    """1 is perfect, 0 what chance gives; None where all gave one verdict, or nobody two."""

    @property
    def per_cent(self) -> float | None:
        """Of every two verdicts on one claim, how many are the same; None where there are none."""
        two = sum(pair.claims for pair in self.pairs)
        return 100 * sum(pair.same for pair in self.pairs) / two if two else None


def agreement(entries: Iterable[Entry], claim_ids: Iterable[str]) -> Agreement:
    """Return how far analysts agree on claims, from the entries on them, in order."""
    history = History.of(entries)
    judged = {
        claim_id: own for claim_id in claim_ids if len(own := _own_verdicts(history, claim_id)) > 1
    }
    analysts = tuple(sorted({name for own in judged.values() for name in own}))
    pairs = tuple(
        pair
        for first, second in itertools.combinations(analysts, 2)
        if (pair := _pair(first, second, judged)) is not None
    )
    return Agreement(len(judged), analysts, pairs, _alpha(judged))


def _own_verdicts(history: History, claim_id: str) -> dict[str, Verdict]:
    """Return each analyst's newest verdict that was not taken back, settled or not."""
    return {
        entry.analyst: verdict
        for entry in history.acts_on(claim_id)
        if entry.kind is EntryKind.DECIDED and (verdict := verdict_of(entry)) is not None
    }


def _pair(
    first: str, second: str, judged: Mapping[str, Mapping[str, Verdict]]
) -> PairAgreement | None:
    both = [(own[first], own[second]) for own in judged.values() if {first, second} <= set(own)]
    if not both:
        return None
    same = sum(one is other for one, other in both)
    kappa = None
    if len({verdict for two in both for verdict in two}) > 1:  # else chance alone agrees: 0 / 0
        from sklearn.metrics import cohen_kappa_score  # ~1 s

        kappa = float(cohen_kappa_score(*zip(*both, strict=True)))
    return PairAgreement(first, second, len(both), same, kappa)


def _alpha(judged: Mapping[str, Mapping[str, Verdict]]) -> float | None:
    given = [
        (analyst, claim_id, verdict.value)
        for claim_id, own in judged.items()
        for analyst, verdict in own.items()
    ]
    if len({verdict for _, _, verdict in given}) < 2:  # noqa: PLR2004 - else 0 / 0
        return None
    from nltk.metrics.agreement import AnnotationTask  # ~1.5 s

    return float(AnnotationTask(given).alpha())
