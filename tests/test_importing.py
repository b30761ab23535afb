"""Long lists: in batches, killed and taken up again; what is refused and what is corrected."""

import hashlib
import io
import itertools
import json
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from workbench import pipeline
from workbench.errors import ImportRefusedError
from workbench.matching.encoder import PACKAGED_MODEL, Encoder
from workbench.model import PastClaim, Verdict
from workbench.pipeline import Context, Imported, Importing, SimilarClaims
from workbench.pipeline.importing import BATCH, LOOKED_UP
from workbench.reading import read_past_claims, read_past_claims_path
from workbench.store.duck import DuckStore

ROWS = 3 * BATCH + 200
TOGETHER = ROWS // 4
"""Rows of one transaction: batches are even."""


class ToyEncoder:
    """A vector for each text and no meaning in it: what is tested here is how they are kept."""

    model = PACKAGED_MODEL

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        made = np.frombuffer(
            b"".join(hashlib.sha256(text.encode()).digest() for text in texts), dtype=np.uint8
        )
        rows = made.reshape(len(texts), 32).astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


def take_in(store: Path, list_: Path, *, told: bool = False) -> Imported:
    numbers = itertools.count(int(datetime.now(UTC).timestamp() * 1e6))
    context = Context("mara", lambda: datetime.now(UTC), lambda: f"{next(numbers):032x}")
    rows = (row for row in read_past_claims_path(list_) if isinstance(row, PastClaim))
    work = pipeline.import_past_claims(
        rows, store=DuckStore(store), load_encoder=ToyEncoder, context=context
    )
    while True:
        try:
            step = next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # StopIteration.value is untyped
        if told:
            sys.stdout.write(f"{step.kept}\n")
            sys.stdout.flush()


def no_model() -> Encoder:
    message = "the model was loaded"
    raise AssertionError(message)


def write_list(path: Path, rows: int = ROWS, **changed: str) -> Path:
    lines = [
        json.dumps({"id": f"c{n}", "claim": f"It fell {n} times.", "rating": "False"} | changed)
        for n in range(rows)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def finished(past: Iterable[PastClaim], store: DuckStore, context: Context) -> Imported:
    work = pipeline.import_past_claims(past, store=store, load_encoder=ToyEncoder, context=context)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # StopIteration.value is untyped


def counted(path: Path) -> tuple[int, int]:
    """Return how many past claims are kept, and for how many texts there is a vector."""
    if not path.exists():
        return 0, 0
    with duckdb.connect(path, read_only=True) as con:
        (past,) = con.execute("select count(*) from past_claims").fetchall()
        (vectors,) = con.execute("select count(*) from vectors").fetchall()
    return past[0], vectors[0]


@pytest.mark.parametrize("lines", [1, 3, 5, 7, 10])
def test_a_kill_loses_no_more_than_a_batch_and_the_next_run_completes_it(
    tmp_path: Path, lines: int
) -> None:
    store, list_ = tmp_path / "claims.duckdb", write_list(tmp_path / "list.jsonl")
    child = subprocess.Popen(
        [sys.executable, __file__, str(store), str(list_)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    told = [int(child.stdout.readline()) for _ in range(lines)]
    child.kill()
    child.communicate()

    kept, vectors = counted(store)
    assert told[-1] <= kept <= told[-1] + 2 * TOGETHER
    assert kept % TOGETHER == 0
    assert vectors == kept
    assert take_in(store, list_) == Imported(ROWS - kept, 0, kept, ())
    assert counted(store) == (ROWS, ROWS)
    assert DuckStore(store).broken_at() is None


def test_a_batch_is_encoded_while_the_one_before_is_kept_and_no_text_of_both_twice(
    tmp_path: Path, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.pipeline.importing.BATCH", 2)
    first_is_kept = threading.Event()
    asked: list[tuple[str, ...]] = []

    class Waiting(ToyEncoder):
        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            asked.append(tuple(texts))
            if len(asked) == 2:  # the second batch, which is not waited for by the first
                assert first_is_kept.wait(60)
            return super().encode(texts)

    store = DuckStore(tmp_path / "claims.duckdb")
    past = [PastClaim(id=str(number), text=text) for number, text in enumerate("abacd")]
    for step in pipeline.import_past_claims(
        past, store=store, load_encoder=Waiting, context=context
    ):
        if step.kept:
            first_is_kept.set()

    assert asked == [("a",), ("b",), ("c", "d")]
    assert counted(store.path) == (5, 4)


def test_a_second_import_loads_no_model_and_writes_nothing(
    tmp_path: Path, context: Context
) -> None:
    store, list_ = tmp_path / "claims.duckdb", write_list(tmp_path / "list.jsonl")
    take_in(store, list_)
    head = DuckStore(store).head()
    kept = list(DuckStore(store).known_past_claims([f"c{n}" for n in range(ROWS)]).values())

    work = pipeline.import_past_claims(
        kept, store=DuckStore(store), load_encoder=no_model, context=context
    )

    assert [(step.read, step.kept) for step in work] == [(ROWS, 0)]
    assert DuckStore(store).head() == head


def test_no_more_rows_are_taken_than_are_looked_up_together(
    tmp_path: Path, context: Context
) -> None:
    taken = 0

    def rows() -> Iterable[PastClaim]:
        nonlocal taken
        for taken in range(1, 2 * LOOKED_UP + 1):
            yield PastClaim(id=f"c{taken}", text="It fell.")

    work = pipeline.import_past_claims(
        rows(), store=DuckStore(tmp_path / "a.duckdb"), load_encoder=ToyEncoder, context=context
    )
    step = next(work)

    assert isinstance(step, Importing)
    assert taken == step.read == LOOKED_UP


def test_a_corrected_rating_supersedes_without_a_new_vector(tmp_path: Path) -> None:
    store = tmp_path / "claims.duckdb"
    take_in(store, write_list(tmp_path / "list.jsonl", 3))

    done = take_in(store, write_list(tmp_path / "list.jsonl", 4, rating="True"))

    assert done == Imported(1, 3, 0, ())
    assert counted(store) == (4, 4)
    assert DuckStore(store).past_claims(["c0"])[0].verdict is Verdict.VERIFIED
    assert DuckStore(store).entries()[1].body["corrected"] == ["c0", "c1", "c2"]


def test_another_publishers_claim_of_the_same_id_is_refused(
    tmp_path: Path, context: Context
) -> None:
    store = DuckStore(tmp_path / "claims.duckdb")
    finished([PastClaim(id="7", text="It fell.", publisher="Desk")], store, context)

    done = finished(
        [
            PastClaim(id="7", text="It burnt.", publisher="House"),
            PastClaim(id="8", text="It sank.", publisher="House"),
            PastClaim(id="7", text="It fell.", publisher="DESK"),
        ],
        store,
        context,
    )

    assert [(one.id, one.reason) for one in done.refused] == [
        ("7", "the past claim with the same id has another publisher: Desk")
    ]
    assert (done.new, done.corrected, done.unchanged) == (1, 1, 0)
    assert store.past_claims(["7"])[0].text == "It fell."


def test_an_id_of_an_articles_claim_is_refused(sample_store: DuckStore, context: Context) -> None:
    claim = sample_store.reviewed_claims()[0].claim

    done = finished([PastClaim(id=claim.id, text="Other.")], sample_store, context)

    assert done.new == 0
    assert done.refused[0].reason == "a claim of an article in this store has the same id"


@pytest.mark.parametrize(
    ("day", "corrected"), [(date(2026, 1, 1), 0), (None, 0), (date(2026, 3, 1), 1)]
)
def test_another_stores_copy_replaces_a_lists_claim_only_where_it_is_of_a_later_day(
    tmp_path: Path, context: Context, day: date | None, corrected: int
) -> None:
    store = DuckStore(tmp_path / "claims.duckdb")
    finished([PastClaim(id="7", text="It fell.", date=date(2026, 2, 1))], store, context)
    copy = PastClaim(
        id="7", text="It fell.", date=day, verdict=Verdict.DISPUTED, origin="b/claims.duckdb"
    )

    assert finished([copy], store, context).corrected == corrected


def test_a_corrected_text_is_found_and_the_former_is_not(tmp_path: Path, context: Context) -> None:
    store = DuckStore(tmp_path / "claims.duckdb")
    similar = SimilarClaims(store)
    finished([PastClaim(id="7", text="The bridge fell into the river."),
              PastClaim(id="8", text="Snow closed the pass.")], store, context)  # fmt: skip
    assert [match.past.id for match in similar.to_text("bridge", encoder=None)] == ["7"]
    finished([PastClaim(id="7", text="The tunnel was flooded.")], store, context)

    for looked in (similar, SimilarClaims(store)):
        assert looked.to_text("bridge", encoder=None) == ()
        found = looked.to_text("flooded tunnel", encoder=None)
        assert [match.past.text for match in found] == ["The tunnel was flooded."]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from([b"", b"id,claim,date\n", b'{"claim": "A"}\n', b'[{"claim": "A"},', b"<html>"]),
    st.binary(max_size=120) | st.text(max_size=60).map(str.encode),
)
def test_whatever_bytes_come_the_store_holds_whole_batches(
    tmp_path: Path, context: Context, start: bytes, rest: bytes
) -> None:
    store = DuckStore(tmp_path / f"{uuid.uuid4().hex}.duckdb")
    try:
        rows = list(read_past_claims(io.BytesIO(start + rest), name="list"))
    except ImportRefusedError:
        rows = []
    past = [row for row in rows if isinstance(row, PastClaim)]

    done = finished(past, store, context)

    assert done.new == len(past) == counted(store.path)[0]
    assert len(store.entries()) == bool(past)
    assert store.broken_at() is None


def test_the_ledger_names_the_list(tmp_path: Path, context: Context) -> None:
    store = DuckStore(tmp_path / "claims.duckdb")
    work = pipeline.import_past_claims(
        [PastClaim(id="7", text="It fell.")],
        store=store,
        load_encoder=ToyEncoder,
        context=context,
        source="list.csv",
    )
    steps = list(work)

    assert store.entries()[0].body["source"] == "list.csv"
    assert (steps[-1].read, steps[-1].encoded, steps[-1].kept, steps[-1].settled) == (1, 1, 1, 1)


if __name__ == "__main__":  # the process that is killed
    take_in(Path(sys.argv[1]), Path(sys.argv[2]), told=True)
