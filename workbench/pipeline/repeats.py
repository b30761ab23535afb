"""Articles that repeat one another: found as they come in, and compared claim by claim.

A verdict is never inherited: what was decided of the same claim in an earlier article is shown with
it, and decides nothing.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import numpy as np

from workbench.matching.encoder import PACKAGED_MODEL
from workbench.matching.shingles import NEAR, SHARED_AT_LEAST, measured
from workbench.matching.words import terms
from workbench.model import (
    Article,
    ChangeKind,
    ClaimChange,
    Difference,
    DifferenceKind,
    EntryKind,
    Relation,
    RelationKind,
    ReviewedClaim,
)
from workbench.pipeline.comparing import told_apart
from workbench.pipeline.preparing import Prepared
from workbench.pipeline.progress import Context
from workbench.review.blind import seen
from workbench.store.protocol import Store

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.model import Entry

RELATED: Final = 3
"""Articles that one is said to repeat, the nearest first."""
SAME_CLAIM: Final = 0.6
"""Share of the words of both from which two claims of two versions are about the same thing."""
SAME_MEANING: Final = 0.85
"""Cosine from which they are where their words share less."""


def relations(prepared: Sequence[Prepared], *, store: Store) -> tuple[tuple[Relation, ...], ...]:
    """Return what each article repeats: articles of the store, and those before it in the list."""
    near = store.sharing([one.shingles for one in prepared])
    found: list[tuple[Relation, ...]] = []
    for place, (one, stored) in enumerate(zip(prepared, near, strict=True)):
        others = [store.article(id_) for id_ in stored]
        others += [
            other.document.article
            for other in prepared[:place]
            if len(one.shingles & other.shingles) >= SHARED_AT_LEAST
        ]
        article = one.document.article
        compared = (_relation(article, other) for other in others if other.id != article.id)
        related = [relation for relation in compared if relation is not None]
        related.sort(key=lambda relation: -relation.measured.resemblance)
        found.append(tuple(related[:RELATED]))
    return tuple(found)


def relation_entry(relation: Relation, *, context: Context) -> "Entry":
    """Return the ledger entry that keeps a relation."""
    return context.entry(
        EntryKind.ARTICLE_RELATED,
        article=relation.article_id,
        other=relation.other_id,
        relation=relation.kind.value,
        resemblance=round(relation.measured.resemblance, 3),
        containment=round(relation.measured.containment, 3),
    )


def _relation(article: Article, other: Article) -> Relation | None:
    found = measured(article.text, other.text)
    if found.containment < NEAR:
        return None
    return Relation(article.id, other.id, _kind(article, other), found)


def _kind(article: Article, other: Article) -> RelationKind:
    """Tell a copy, which another publisher has, from a version: who published it, else where."""
    ours, theirs = _publisher(article), _publisher(other)
    if ours and theirs:
        return RelationKind.VERSION if ours == theirs else RelationKind.COPY
    ours, theirs = _host(article), _host(other)
    return RelationKind.COPY if ours and theirs and ours != theirs else RelationKind.VERSION


def _publisher(article: Article) -> str:
    return " ".join((article.publisher or "").casefold().split())


def _host(article: Article) -> str:
    return (urlsplit(article.url or "").hostname or "").removeprefix("www.")


def changes(
    old_id: str,
    new_id: str,
    *,
    store: Store,
    model: str = PACKAGED_MODEL,
    seen_by: str | None = None,
) -> tuple[ClaimChange, ...]:
    """Return what became of each claim from one article to another, in the new one's order.

    Claims that are gone come last. Claims of the same words belong together, then those nearest in
    words and meaning; no model is loaded. To an analyst who reviews blind, as they may see them.
    NotFoundError for an article that is not in the store.
    """
    old, new = (store.article(id_) for id_ in (old_id, new_id))
    before, after = (seen(store.reviewed_claims(one.id), by=seen_by) for one in (old, new))
    pairs = _paired(before, after, _cosines(old, new, before, after, store=store, model=model))
    found = [
        _change(before[pairs[place]], claim) if place in pairs else _added(claim)
        for place, claim in enumerate(after)
    ]
    kept = set(pairs.values())
    gone = (claim for place, claim in enumerate(before) if place not in kept)
    return (*found, *(ClaimChange(ChangeKind.GONE, claim, None) for claim in gone))


def decided_before(
    article_id: str,
    *,
    store: Store,
    related: Sequence[Relation],
    model: str = PACKAGED_MODEL,
    seen_by: str | None = None,
) -> Mapping[str, tuple[ReviewedClaim, ...]]:
    """Return the decided claims of related articles by the claims of this one that say the same.

    A claim whose figure or other particulars changed is not the same, and has none; to an analyst
    who reviews blind, one that only others decided has none either.
    """
    found: dict[str, list[ReviewedClaim]] = {}
    for relation in related:
        if not any(one.decision for one in store.reviewed_claims(relation.other_id)):
            continue
        both = (relation.other_id, article_id)
        for change in changes(*both, store=store, model=model, seen_by=seen_by):
            if change.kind is ChangeKind.SAME and change.old and change.new and change.old.decision:
                found.setdefault(change.new.claim.id, []).append(change.old)
    return {claim_id: tuple(claims) for claim_id, claims in found.items()}


def _added(claim: ReviewedClaim) -> ClaimChange:
    return ClaimChange(ChangeKind.ADDED, None, claim)


def _change(old: ReviewedClaim, new: ReviewedClaim) -> ClaimChange:
    if old.claim.text == new.claim.text and old.claim.speaker == new.claim.speaker:
        return ClaimChange(ChangeKind.SAME, old, new)
    differences = told_apart(new.claim, old.claim)
    return ClaimChange(_kind_of_change(differences), old, new, differences)


def _kind_of_change(differences: Sequence[Difference]) -> ChangeKind:
    if any(one.kind is DifferenceKind.FIGURE for one in differences):
        return ChangeKind.FIGURE
    return ChangeKind.CHANGED if differences else ChangeKind.SAME


def _cosines(
    old: Article,
    new: Article,
    before: Sequence[ReviewedClaim],
    after: Sequence[ReviewedClaim],
    *,
    store: Store,
    model: str,
) -> "NDArray[np.float32]":
    """Return the cosines of new and old claims, 0 where one has no vector: shape (new, old)."""
    with store.searching(model=model) as searching:
        of_each = searching.rows_of_articles([old.id, new.id])
        rows = {**of_each[old.id], **of_each[new.id]}
        matrix = searching.matrix
        if not matrix.shape[1]:
            return np.zeros((len(after), len(before)), dtype=np.float32)
        vectors = [
            matrix[[rows[one.claim.id] for one in claims]] if claims else matrix[:0]
            for claims in (after, before)
        ]
    return vectors[0] @ vectors[1].T


def _paired(
    before: Sequence[ReviewedClaim],
    after: Sequence[ReviewedClaim],
    cosines: "NDArray[np.float32]",
) -> dict[int, int]:
    """Return which old claim each new one comes from, the surest pairs first, each claim once."""
    ours, theirs = ([set(terms(one.claim.text)) for one in side] for side in (after, before))
    scored = []
    for here, words in enumerate(ours):
        for there, others in enumerate(theirs):
            shared = len(words & others) / max(len(words | others), 1)
            cosine = float(cosines[here, there])
            if shared >= SAME_CLAIM or cosine >= SAME_MEANING:
                same = after[here].claim.text == before[there].claim.text
                scored.append((same, shared + cosine, -abs(here - there), here, there))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, here, there in sorted(scored, reverse=True):
        if here not in pairs and there not in taken:
            pairs[here] = there
            taken.add(there)
    return pairs
