"""An app over a real store, with a clock and ids that are always the same."""

import datetime as dt
import itertools
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from app_making import MakeApp
from pytest_textual_snapshot import (  # type: ignore[import-untyped]  # it ships no types
    SVGImageExtension,
)
from screen_values import IDS, MODEL, NOON, WordHashEncoder, decided, filled_store
from syrupy.assertion import SnapshotAssertion

from workbench.model import Article, Verdict
from workbench.pipeline import LinkedClaims
from workbench.store.duck import DuckStore
from workbench.store.protocol import Store
from workbench.tui import keys_in_turn
from workbench.tui.app import WorkbenchApp
from workbench.tui.habits import Habits
from workbench.tui.report_file import report_writer


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare pictures of the screen, one in a file."""
    return snapshot.use_extension(SVGImageExtension)


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS", "TEXTUAL_FILTERS"):
        monkeypatch.delenv(name, raising=False)
    # A machine that is busy with tests drops no key.
    monkeypatch.setattr(keys_in_turn, "PATIENCE_SECONDS", 300.0)


@pytest.fixture(scope="session")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled_store(tmp_path_factory.mktemp("screen")).path


@pytest.fixture
def store(_filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DuckStore:
    """A store in the working directory, named by a path without this machine's folders."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(_filled, tmp_path / "claims.duckdb")
    return DuckStore(Path("claims.duckdb"))


@pytest.fixture
def reviewed(store: DuckStore) -> DuckStore:
    """A store whose first claims another analyst has decided."""
    store.append(
        [
            decided(1, IDS[0], Verdict.VERIFIED),
            decided(2, IDS[1], Verdict.DISPUTED),
            decided(3, IDS[4], Verdict.UNCONFIRMED),
        ]
    )
    return store


@pytest.fixture
def empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DuckStore:
    """A store without a file."""
    monkeypatch.chdir(tmp_path)
    return DuckStore(Path("claims.duckdb"))


@pytest.fixture
def make_app(store: DuckStore) -> Iterator[MakeApp]:
    """Make apps, and end their threads after the test."""
    made: list[WorkbenchApp] = []
    minutes = itertools.count()

    def clock() -> dt.datetime:
        return NOON + dt.timedelta(minutes=next(minutes))

    ids = itertools.count(1)
    default = store

    def make(
        store: Store | None = None,
        *,
        analyst: str = "rana",
        article_id: str | None = None,
        theme: str | None = None,
        blind: bool = False,
        keys: Mapping[str, str] | None = None,
        load_encoder: Callable[[], WordHashEncoder] = WordHashEncoder,
        write_report: Callable[[Article], Path] | None = None,
    ) -> WorkbenchApp:
        kept = store or default
        similar = LinkedClaims(kept, model=MODEL, clock=lambda: NOON)
        app = WorkbenchApp(
            store=kept,
            similar=similar,
            habits=Habits(Path("habits.json")),
            load_encoder=load_encoder,
            write_report=write_report
            or report_writer(kept, similar, analyst=analyst, clock=lambda: NOON, folder=Path()),
            analyst=analyst,
            clock=clock,
            new_id=lambda: f"{next(ids):032x}",
            article_id=article_id,
            theme=theme,
            blind=blind,
            keys=keys,
            poll_seconds=3600,
            rest_seconds=0,
            retry_seconds=0.05,
        )
        made.append(app)
        return app

    yield make
    for app in made:
        app.end(seconds=1)
