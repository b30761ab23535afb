"""Stores that released versions wrote, made by `released/make.py`, are brought up as they stand."""

import gzip
import json
from pathlib import Path

import pytest
from test_store_backups import everything

from workbench import pipeline
from workbench.model import Head
from workbench.store import DuckStore
from workbench.store.migrations import shipped

RELEASED = Path(__file__).with_name("released")
NUMBERS = sorted(file.stem for file in RELEASED.glob("*.json"))


def test_the_stores_of_all_released_schemas_are_kept() -> None:
    assert NUMBERS == ["001", "004", "008", "009"]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_store_that_a_released_version_wrote_is_brought_up_whole(
    number: str, tmp_path: Path
) -> None:
    older, said = tmp_path / "older.duckdb", list[str]()
    older.write_bytes(gzip.decompress((RELEASED / f"{number}.duckdb.gz").read_bytes()))
    as_it_was = everything(older)
    told = json.loads((RELEASED / f"{number}.json").read_text(encoding="utf-8"))
    store = DuckStore(older, told=said.append)

    assert store.head() == Head(*told["head"])
    assert pipeline.verify(store) == ()

    stands = {}
    for one in store.reviewed_claims():
        voices = [[by.verdict.value, by.reason, by.analyst] for by in one.verdicts]
        stands[one.claim.id] = [one.claim.text, voices]
    assert stands.keys() == told["claims"].keys()
    for id_, (text, *decision) in told["claims"].items():
        assert stands[id_][0] == text
        if decision[0] is None:  # unreviewed, or analysts disagree
            assert len({verdict for verdict, *_ in stands[id_][1]}) != 1
        else:
            assert decision in stands[id_][1]

    newest = shipped()[-1].number
    kept = tmp_path / f"older.duckdb.before-{newest:03}"
    (sentence,) = said
    assert sentence == (
        f"older.duckdb is brought up from schema {int(number)} to {newest}; "
        f"as it was it is kept in {kept.name}."
    )
    assert everything(kept) == as_it_was
    store.append([])
    assert len(said) == 1
