"""Texts compared: read, parsed and encoded, then held side by side."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from workbench.matching.differences import Statement, differences
from workbench.matching.encoder import Encoder
from workbench.matching.posts import as_sentence
from workbench.matching.relation import Comparison, compare
from workbench.model import Claim, DateMention, Difference, PastClaim
from workbench.splitting.dates import dates_in
from workbench.splitting.figures import figures_in
from workbench.splitting.frames import frames_in

AT_ONCE = 64
"""Pairs that are parsed and encoded together."""


def told_apart(ours: Claim | PastClaim, theirs: Claim | PastClaim) -> tuple[Difference, ...]:
    """Return what tells two stored claims apart; no model and no parser is loaded."""
    one = _as_stored(ours)
    return differences(one, _as_stored(theirs, dated=bool(one.dates)))


def _as_stored(claim: Claim | PastClaim, *, dated: bool = True) -> Statement:
    """Return a claim with its dates, where they matter; a past claim's are read from its text."""
    if isinstance(claim, Claim) or not dated:
        return Statement.of(claim)
    published = claim.date if claim.article_id else None
    return Statement.of(claim, dates=_dates_of(claim.text, published))


@lru_cache(maxsize=16_384)
def _dates_of(text: str, published: dt.date | None) -> tuple[DateMention, ...]:
    return dates_in(text, published=published)


def statements(texts: Sequence[str]) -> list[Statement]:
    """Read and parse texts; loads the parser (1 to 2.5 s) at the first call."""
    return [
        Statement(text, figures=figures_in(text), dates=dates_in(text), frames=frames)
        for text, frames in zip(texts, frames_in(texts), strict=True)
    ]


def compare_texts(pairs: Sequence[tuple[str, str]], *, encoder: Encoder) -> Iterator[Comparison]:
    """Compare pairs of texts, in order.

    The encoder has to be the packaged one: the decision was trained on its cosines.
    """
    for start in range(0, len(pairs), AT_ONCE):
        texts = [text for pair in pairs[start : start + AT_ONCE] for text in pair]
        read = statements(texts)
        vectors = encoder.encode([as_sentence(text) for text in texts])
        cosines = np.einsum("ij,ij->i", vectors[::2], vectors[1::2])
        for ours, theirs, cosine in zip(read[::2], read[1::2], cosines.tolist(), strict=True):
            yield compare(ours, theirs, cosine=cosine)
