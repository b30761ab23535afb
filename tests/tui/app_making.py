"""The type of the fixture that makes apps."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from screen_values import WordHashEncoder

from workbench.model import Article
from workbench.store.protocol import Store
from workbench.tui.app import WorkbenchApp


class MakeApp(Protocol):
    """Makes an app over a store."""

    def __call__(
        self,
        store: Store | None = None,
        *,
        analyst: str = "rana",
        article_id: str | None = None,
        theme: str | None = None,
        blind: bool = False,
        keys: Mapping[str, str] | None = None,
        load_encoder: Callable[[], WordHashEncoder] = WordHashEncoder,
        write_report: Callable[[Article], Path] | None = None,
    ) -> WorkbenchApp: ...
