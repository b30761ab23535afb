"""What an article says of itself as a form: a line a field, refused in sentences."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import HorizontalGroup, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from workbench.errors import WorkbenchError
from workbench.model import Article
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.text import on_one_line, shown, styled

FIELDS = {
    "title": ("title", ""),
    "author": ("author", "who wrote it"),
    "publisher": ("publisher", "who published it"),
    "published": ("published", "2012-03-01"),
    "url": ("address", "https://…"),
    "language": ("language", "en, de, pt-BR"),
}
"""By the names that the ledger has for them: a label, and what is typed."""
KEYS = "Enter corrects what you changed · ↑ ↓ move · Esc leaves it"


class ArticleForm(ModalScreen[Mapping[str, str] | None], LeftOnce[Mapping[str, str] | None]):
    """Gives what was changed, as it was typed; None where it was left, or nothing was changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave"),
        Binding("up", "app.focus_previous", "up", show=False),
        Binding("down", "app.focus_next", "down", show=False),
    ]

    def __init__(self, article: Article) -> None:
        """Begin with what is known of an article."""
        super().__init__()
        self._begun = {
            "title": article.title,
            "author": article.author or "",
            "publisher": article.publisher or "",
            "published": article.published.isoformat() if article.published else "",
            "url": article.url or "",
            "language": article.language or "",
        }

    def compose(self) -> ComposeResult:
        """A line a field, what is wrong with them, and the keys."""
        with Vertical(id="dialog", classes="form"):
            yield Static(styled(("What the article says of itself", "bold")), id="form-head")
            for name, (label, example) in FIELDS.items():
                with HorizontalGroup():
                    yield Static(styled(label), classes="label")
                    yield Input(
                        on_one_line(self._begun[name]),
                        placeholder=example,
                        id=f"article-{name}",
                        compact=True,
                        select_on_focus=False,
                    )
            yield Static(id="form-said")
            yield Static(styled((KEYS, "$foreground-muted")))

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        if (seen := shown(message.value)) != message.value:
            message.input.value = seen  # pasted: a line holds nothing that acts on a terminal

    @on(Input.Submitted)
    def _submitted(self) -> None:
        """Give what was changed, or say what is wrong with it."""
        from workbench.pipeline import corrections  # the screen starts without it

        changed = {name: words for name in FIELDS if (words := self._changed(name)) is not None}
        for name, words in changed.items():
            try:
                corrections({name: words})
            except WorkbenchError as error:
                self.query_one("#form-said", Static).update(styled(str(error)))
                self.query_one(f"#article-{name}").focus()
                return
        self.dismiss(changed or None)

    def _changed(self, name: str) -> str | None:
        value = self.query_one(f"#article-{name}", Input).value
        return None if value == on_one_line(self._begun[name]) else value

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)
