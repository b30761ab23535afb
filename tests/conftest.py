"""What every room's tests share: the fixtures folder and a store with the sample article in it."""

import itertools
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from program import Done, Run, as_a_process, in_this_process

from workbench import pipeline
from workbench.cli.session import Session
from workbench.matching.encoder import PACKAGED_MODEL, Encoder, load_encoder, packaged_encoder
from workbench.matching.reference import ReferenceEncoder, load_reference
from workbench.matching.sentence_model import sentence_model
from workbench.model import Article, PastClaim
from workbench.pipeline import Context
from workbench.reading import read_past_claims_path, read_path
from workbench.splitting import split
from workbench.store.duck import DuckStore

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")  # a shared machine may take its time

FIXTURES = Path(__file__).parent.parent / "fixtures"
ASKED_FOR = frozenset({"WORKBENCH_DRAW", "WORKBENCH_BROWSER"})
"""Variables that ask these tests for more; all others of the name set the program."""


@pytest.fixture(scope="session", autouse=True)
def _nobodys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing of the user's, and one cache for all workers: the graph is made in it once."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(shared / "cache"))
        patch.setenv("XDG_CONFIG_HOME", str(base / "config"))
        for name in list(os.environ):
            if name.startswith("WORKBENCH_") and name not in ASKED_FOR:
                patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def fixtures() -> Path:
    return FIXTURES


@pytest.fixture(scope="session")
def sample_article() -> Article:
    return read_path(FIXTURES / "bab-amr.txt", published=date(2012, 3, 1))


@pytest.fixture(scope="session")
def _sample_store(tmp_path_factory: pytest.TempPathFactory, sample_article: Article) -> Path:
    """The real thing, made once: the sample article and its past claims."""
    path = tmp_path_factory.mktemp("sample") / "claims.duckdb"
    store = DuckStore(path)
    rows = read_past_claims_path(FIXTURES / "past-claims.csv")
    past_claims = [row for row in rows if isinstance(row, PastClaim)]
    context = counting_context(first=1)
    for _ in pipeline.add_article(
        sample_article, store=store, split=split, load_encoder=packaged_encoder, context=context
    ):
        pass
    for _ in pipeline.import_past_claims(
        past_claims, store=store, load_encoder=packaged_encoder, context=context
    ):
        pass
    return path


@pytest.fixture
def sample_store(_sample_store: Path, tmp_path: Path) -> DuckStore:
    """A store of the test's own with the sample article and its past claims."""
    path = tmp_path / "claims.duckdb"
    shutil.copy(_sample_store, path)
    return DuckStore(path)


def counting_context(first: int) -> Context:
    """Who acts, at a fixed time, with ids that count up."""
    numbers = itertools.count(first)
    return Context(
        "mara", lambda: datetime(2026, 3, 1, 9, tzinfo=UTC), lambda: f"{next(numbers):032x}"
    )


@pytest.fixture
def context() -> Context:
    return counting_context(first=1_000)


@pytest.fixture
def process(tmp_path: Path) -> Run:
    """Run `workbench …` in a process of its own: slow, and the real thing."""

    def workbench(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> Done:
        given = list(map(str, arguments))
        return as_a_process(given, folder=tmp_path, stdin=stdin, environment=environment)

    return workbench


@pytest.fixture
def run(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `workbench …` in the test's process, with the model that is loaded already."""

    def load(session: Session, tag: str | None = None) -> Encoder:
        if session.settings.model is not None or (tag or session.model) != PACKAGED_MODEL:
            return load_encoder(session.settings.model, tag=tag or session.model)
        loaded: Encoder = request.getfixturevalue("encoder")
        return loaded

    def workbench(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> Done:
        given = list(map(str, arguments))
        with monkeypatch.context() as patch:
            patch.setattr(Session, "load_encoder", load)
            return in_this_process(given, folder=tmp_path, stdin=stdin, environment=environment)

    return workbench


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return packaged_encoder()


@pytest.fixture(scope="session")
def reference() -> ReferenceEncoder:
    return load_reference(sentence_model())
