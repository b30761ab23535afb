"""Reading the first article while the screen is still being made."""

from pathlib import Path

import pytest
from screen_values import IDS

from workbench.errors import WorkbenchError
from workbench.model import Head
from workbench.store.duck import DuckStore
from workbench.tui.opening import Loaded, Opening


@pytest.fixture(autouse=True)
def of_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "habits"))


def test_what_is_read_ahead_is_the_article_with_its_claims(store: DuckStore) -> None:
    read = Opening(store, None).result()

    assert isinstance(read, Loaded)
    assert read.article == store.articles()[0].article
    assert [claim.claim.id for claim in read.claims] == list(IDS)


def test_a_store_without_articles_has_its_head_read(tmp_path: Path) -> None:
    assert isinstance(Opening(DuckStore(tmp_path / "empty.duckdb"), None).result(), Head)


def test_what_cannot_be_read_is_raised_where_it_is_waited_for(store: DuckStore) -> None:
    opening = Opening(store, "f" * 64)

    with pytest.raises(WorkbenchError, match="ffff"):
        opening.result()
