"""The tags of a claim, or those that several have in common, in one line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Static

from workbench.errors import WorkbenchError
from workbench.review.tags import tag_of, tags_in
from workbench.store.protocol import Store
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.text import on_one_line, shown, styled

_MUTED = "$foreground-muted"
OFFERED = 12
"""How many known tags are offered at once."""


class TagsDialog(ModalScreen[tuple[str, ...] | None], LeftOnce[tuple[str, ...] | None]):
    """Enter puts on what is typed and takes off what was deleted; None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave")]

    @dataclass
    class KnownRead(Message):
        """The tags of the whole store were read; none where it could not be."""

        tags: Mapping[str, int]

    def __init__(
        self, about: str, tags: Sequence[str], *, known: Sequence[str], store: Store
    ) -> None:
        """Begin with the tags that stand; `known` are offered until the store's are read."""
        super().__init__()
        self._about = about
        self._tags = tags
        self._store = store
        self._known = list(known)

    def compose(self) -> ComposeResult:
        """What is tagged, the line, the tags that are offered, and the keys."""
        begun = "".join(f"{tag} " for tag in self._tags)
        with Vertical(id="dialog"):
            yield Static(styled(("Tags of ", "bold"), self._about))
            yield Input(
                begun,
                placeholder="words with spaces or commas between",
                id="reason",
                compact=True,
                suggester=_LastWord(self._known),
                select_on_focus=False,  # else the first letter typed would drop all tags
            )
            yield Static(id="tags-offered")
            yield Static(id="tags-said")
            keys = "Enter saves · → completes · Esc leaves them as they were"
            yield Static(styled((keys, _MUTED)))

    def on_mount(self) -> None:
        """Have the tags of the whole store read."""
        self._offer()
        self._read()

    @work(thread=True, exclusive=True, group="tags", exit_on_error=False)
    def _read(self) -> None:
        try:
            found = self._store.tags()
        except WorkbenchError:  # those of the article are offered all the same
            found = {}
        self.post_message(self.KnownRead(found))

    @on(KnownRead)
    def _known_read(self, message: KnownRead) -> None:
        self._known[:] = dict.fromkeys([*message.tags, *self._known])
        self._offer()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        if (seen := shown(message.value)) != message.value:
            message.input.value = seen  # pasted: a line holds nothing that acts on a terminal
            return
        self._say("")
        self._offer()

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        try:
            self.dismiss(tags_in(message.value))
        except WorkbenchError as error:
            self._say(str(error))

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)

    def _offer(self) -> None:
        typed = self.query_one(Input).value
        offered = [tag for tag in self._known if _fits(tag, typed)][:OFFERED]
        words = f"known: {' '.join(map(on_one_line, offered))}" if offered else ""
        self.query_one("#tags-offered", Static).update(styled((words, _MUTED)))

    def _say(self, words: str) -> None:
        self.query_one("#tags-said", Static).update(styled((words, "$text-warning")))


class _LastWord(Suggester):
    """Completes the tag that is being typed."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        """Return the line with its last word completed."""
        last = _last_word(value)
        found = (tag for tag in self._known if last and tag.startswith(last) and tag != last)
        tag = next(found, None)
        return None if tag is None else value[: len(value) - len(last)] + tag


def _fits(tag: str, typed: str) -> bool:
    """Tell whether a tag is to be offered: it begins so, and is not in the line already."""
    last = _last_word(typed)
    others = typed[: len(typed) - len(last)].replace(",", " ").casefold().split()
    try:
        return tag.startswith(tag_of(last)) and tag not in others
    except WorkbenchError:
        return False


def _last_word(line: str) -> str:
    return line[max(line.rfind(" "), line.rfind(",")) + 1 :]
