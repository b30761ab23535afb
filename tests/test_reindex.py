"""Another sentence model: its vectors are never compared with the first one's, and can be made."""

import hashlib
import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from workbench import pipeline
from workbench.matching.encoder import PACKAGED_MODEL
from workbench.model import EntryKind, PastClaim
from workbench.pipeline import Context, SimilarClaims, Stage
from workbench.store.duck import DuckStore

OTHER = "letters@000000000000"


class LetterEncoder:
    """Another model, small and real: counts of hashed letter pairs, in 64 dimensions."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    @property
    def model(self) -> str:
        return OTHER

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for pair in itertools.pairwise(text):
                row[hashlib.sha256("".join(pair).encode()).digest()[0] % 64] += 1
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return rows


def reindexed(store: DuckStore, context: Context, encoder: LetterEncoder) -> int:
    work = pipeline.reindex(store=store, load_encoder=lambda: encoder, context=context, model=OTHER)
    try:
        while True:
            next(work)
    except StopIteration as end:
        return int(end.value)


def shape(store: DuckStore, model: str) -> tuple[int, ...]:
    with store.searching(model=model) as searching:
        return searching.matrix.shape


def test_vectors_of_another_model_are_not_compared(sample_store: DuckStore) -> None:
    claims, dimensions = shape(sample_store, PACKAGED_MODEL)
    assert dimensions == 384
    assert shape(sample_store, OTHER) == (claims, 0)
    found = SimilarClaims(sample_store, model=OTHER).to_text(
        "about 4,000 people are still in Baba Amr", encoder=LetterEncoder()
    )
    assert found
    assert {match.score for match in found} == {0.0}


def test_reindexing_encodes_every_text_once_and_keeps_the_other_vectors(
    sample_store: DuckStore, context: Context
) -> None:
    with sample_store.searching(model=PACKAGED_MODEL) as searching:
        before = searching.matrix.copy()
    encoder = LetterEncoder()
    assert (
        reindexed(sample_store, context, encoder) == len(set(encoder.asked)) == len(encoder.asked)
    )
    assert shape(sample_store, OTHER) == (len(before), 64)
    with sample_store.searching(model=OTHER) as searching:
        assert searching.matrix.any(axis=1).all()
    with sample_store.searching(model=PACKAGED_MODEL) as searching:
        assert np.array_equal(searching.matrix, before)


def test_a_search_after_reindexing_compares_by_the_new_model(
    sample_store: DuckStore, context: Context
) -> None:
    encoder = LetterEncoder()
    similar = SimilarClaims(sample_store, model=OTHER)
    similar.to_text("Bab Amr", encoder=encoder)
    reindexed(sample_store, context, encoder)
    text = sample_store.reviewed_claims()[0].claim.text
    assert similar.to_text(text, encoder=encoder)[0].score == pytest.approx(1, abs=1e-5)


def test_the_second_time_nothing_is_encoded_and_no_model_loaded(
    sample_store: DuckStore, context: Context
) -> None:
    reindexed(sample_store, context, LetterEncoder())
    head, again = sample_store.head(), LetterEncoder()
    assert reindexed(sample_store, context, again) == 0
    assert again.asked == []
    assert sample_store.head() == head


def test_what_was_cut_off_goes_on_where_it_stopped(
    sample_store: DuckStore, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.pipeline.encoding.BATCH", 20)
    first, second = LetterEncoder(), LetterEncoder()
    work = pipeline.reindex(
        store=sample_store, load_encoder=lambda: first, context=context, model=OTHER
    )
    steps = [next(work) for _ in range(4)]
    work.close()
    assert [step.stage for step in steps] == [Stage.LOADING, *[Stage.ENCODING] * 3]
    kept = 2 * 20
    assert reindexed(sample_store, context, second) == steps[-1].total - kept
    assert not set(first.asked[:kept]) & set(second.asked)


def test_progress_counts_on_from_one_batch_to_the_next(
    sample_store: DuckStore, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.pipeline.encoding.BATCH", 20)
    monkeypatch.setattr("workbench.pipeline.encoding.CHUNK", 8)
    work = pipeline.reindex(
        store=sample_store, load_encoder=LetterEncoder, context=context, model=OTHER
    )
    steps = [step for step in work if step.stage is Stage.ENCODING]
    assert [step.done for step in steps[:7]] == [0, 8, 16, 20, 28, 36, 40]
    assert steps[-1].done < steps[-1].total == len(sample_store.unencoded_texts(model="none"))


def test_each_batch_is_tied_to_the_ledger(sample_store: DuckStore, context: Context) -> None:
    reindexed(sample_store, context, LetterEncoder())
    newest = sample_store.entries()[-1]
    assert newest.kind is EntryKind.REINDEXED
    assert newest.body["model"] == OTHER
    assert len(str(newest.body["vectors_sha256"])) == 64


def test_what_comes_in_later_is_encoded_by_the_model_in_use(
    sample_store: DuckStore, context: Context
) -> None:
    past = PastClaim(id="later", text="The bridge at Homs was closed on Friday.")
    work = pipeline.import_past_claims(
        [past], store=sample_store, load_encoder=LetterEncoder, context=context, model=OTHER
    )
    for _ in work:
        pass
    with sample_store.searching(model=OTHER) as searching:
        assert np.flatnonzero(searching.matrix.any(axis=1)).tolist() == [len(searching.matrix) - 1]
    assert "The bridge at Homs was closed on Friday." in sample_store.unencoded_texts(
        model=PACKAGED_MODEL
    )
