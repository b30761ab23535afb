"""The app: it owns the writer and the threads, and knows how to leave without losing anything."""

import asyncio
import datetime as dt
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES, Theme

from workbench.errors import SettingsError, WorkbenchError
from workbench.model import Article
from workbench.store.protocol import Store
from workbench.tui.action import Place, key_shown
from workbench.tui.actions import bindings
from workbench.tui.background import Background
from workbench.tui.ending import leave_process, not_written, signals_told
from workbench.tui.habits import Habits, habits_path
from workbench.tui.keymap import Keymap
from workbench.tui.keys_in_turn import KeysInTurn
from workbench.tui.model_loading import ModelLoading
from workbench.tui.parts import Parts, Similar
from workbench.tui.precedence import held_up_little, run_first
from workbench.tui.screens.leaving import LeavingDialog
from workbench.tui.screens.matching import REST_SECONDS
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.similar_later import SimilarLater
from workbench.tui.writer import RETRY_SECONDS, NotWritten, Writer, Written
from workbench.visible import one_line

if TYPE_CHECKING:
    from textual.command import Provider

    from workbench.config import Settings
    from workbench.matching.encoder import Encoder
    from workbench.pipeline import LinkedClaims
    from workbench.pipeline.fetching import Fetched
    from workbench.tui.opening import Opening

POLL_SECONDS = 2.0
"""How often the store is looked at for what other windows wrote."""
LAST_WAIT_SECONDS = 5.0
"""How long the last entries may take after the screen has gone."""


def _claims_provider() -> "type[Provider]":
    from workbench.tui.palette import ClaimsProvider  # the screen starts without it

    return ClaimsProvider


class WorkbenchApp(KeysInTurn):
    """The review of one store."""

    TITLE = "claim workbench"
    CSS_PATH = "app.tcss"
    COMMANDS = App.COMMANDS | {_claims_provider}
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.EVERYWHERE)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - as Textual types it

    @dataclass
    class WriterTold(Message):
        """The writer has tried to write."""

        outcome: Written | NotWritten

    def __init__(  # noqa: PLR0913 - the parts, each handed in by its name
        self,
        *,
        store: Store,
        similar: Similar,
        load_encoder: "Callable[[], Encoder]",
        write_report: Callable[[Article], Path],
        analyst: str,
        clock: Callable[[], dt.datetime],
        new_id: Callable[[], str],
        habits: Habits,
        article_id: str | None = None,
        theme: str | None = None,
        blind: bool = False,
        keys: Mapping[str, str] | None = None,
        fetch: "Callable[[str, Callable[[str], None]], Fetched] | None" = None,
        poll_seconds: float = POLL_SECONDS,
        retry_seconds: float = RETRY_SECONDS,
        rest_seconds: float = REST_SECONDS,
        opening: "Opening | None" = None,
    ) -> None:
        begun = habits.theme if theme is None else _known_theme(theme)
        if begun in BUILTIN_THEMES:
            # Textual chooses how it leaves colours out (NO_COLOR) by the theme it begins with.
            self.set_reactive(App.theme, begun)
        keymap = Keymap.of(keys or {})
        super().__init__()
        self.keymap = keymap
        self.set_keymap(dict(keymap.changed))
        self.animation_level = "none"  # a calm screen, and quick over SSH
        similar.seen_by = analyst if blind else None
        self._parts = Parts(
            store,
            similar,
            load_encoder,
            write_report,
            habits,
            analyst,
            clock,
            new_id,
            keymap,
            fetch,
        )
        self._article_id = article_id
        self._theme_set = theme
        self._poll_seconds, self._rest_seconds = poll_seconds, rest_seconds
        self._opening = opening
        self._leaving = False
        self._dialog: LeavingDialog | None = None
        self.failure: WorkbenchError | None = None
        """What ended the app, where that was not the analyst."""
        self.stopped_by: signal.Signals | None = None
        """The signal that ended the app."""
        self._running_loop: asyncio.AbstractEventLoop | None = None
        self._screen_shown = False
        self.writer = Writer(store, self._writer_told, retry_seconds=retry_seconds)
        self.background = Background(self._parts, self.writer)
        self.model = ModelLoading(load_encoder)

    def on_mount(self) -> None:
        """Open the review."""
        self.review = ReviewScreen(
            self._parts,
            self.writer,
            self.background,
            self.model,
            article_id=self._article_id,
            poll_seconds=self._poll_seconds,
            rest_seconds=self._rest_seconds,
            opening=self._opening,
        )
        self._screen_shown = True
        self.push_screen(self.review)
        self.theme_changed_signal.subscribe(self, self._theme_changed)
        self._running_loop = asyncio.get_running_loop()
        if self.stopped_by is not None:
            self.exit()

    def on_unmount(self) -> None:
        """Drop the errands that have not begun; what the writer holds, `end` waits for."""
        self._running_loop = None
        self.background.close()

    def _theme_changed(self, theme: Theme) -> None:
        """Begin the next review in the colours that were chosen; say where the settings forbid."""
        words = f"The colours are {theme.name} now."
        if self._theme_set not in {None, theme.name}:
            words += f" The next review begins in {self._theme_set}, as the settings say."
        try:
            self._parts.habits.remember_theme(theme.name)
        except WorkbenchError as error:
            words += f" Not remembered: {error}"
        self.review.tell(words)

    def remember_place(self) -> None:
        """Keep where the review is left; WorkbenchError where that cannot be done."""
        place = self.review.place() if self._screen_shown else None
        if place is not None:
            self._parts.habits.places.remember(self._parts.store.path, place)

    def end(self, *, seconds: float) -> bool:
        """Write what is waiting and let the threads end; tell whether everything is on disk."""
        self.writer.flush(seconds=seconds)
        self.writer.close()
        self.background.close()
        self.writer.join(seconds=seconds)
        self.background.join(seconds=seconds)
        return not self.writer.waiting  # what was being tried may have come through

    def stop(self, by: signal.Signals) -> None:
        """Leave at once, whatever is open; may be called by a signal's handler."""
        self.stopped_by = by
        if self._running_loop is not None:
            self._running_loop.call_soon_threadsafe(self.exit)  # wakes the loop up too

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer every action of the registry by its name, and the themes."""
        if not self.no_color:
            yield SystemCommand("theme", "Change the colours", self.action_change_theme)
        here = getattr(screen, "AT", None)
        for action in self.keymap.actions:
            if action.place in {Place.EVERYWHERE, here}:
                target = self if action.place is Place.EVERYWHERE else screen
                name = f"{action.label} ({' '.join(action.keys_shown)})"
                yield SystemCommand(name, action.help, getattr(target, f"action_{action.id}"))
        if isinstance(screen, ReviewScreen):
            about = "Take in a file, a folder or what an address answers"
            yield SystemCommand("add an article", about, screen.action_add_article)
            for name, query in self._parts.habits.filters.items():
                use = partial(screen.apply_filter, query)
                yield SystemCommand(
                    f"filter: {name}", "List what this saved filter lets through", use
                )

    def action_help(self) -> None:
        """Show all keys."""
        from workbench.tui.screens.help import HelpScreen  # the review starts without it

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.keymap))

    def get_key_display(self, binding: Binding) -> str:
        """Return the key of the footer as a person knows it."""
        return binding.key_display or key_shown(binding.key)

    def say_of_dropped(self, words: str) -> None:
        """Tell the analyst that keys were dropped."""
        self.review.tell(words)

    async def action_quit(self) -> None:
        """Leave when everything is on disk."""
        waiting = len(self.writer.waiting)
        if not waiting and not self.review.cutting:
            self.exit()
            return
        self._leaving = True
        self.review.say_of_leaving(waiting)

    def _writer_told(self, outcome: Written | NotWritten) -> None:
        self.post_message(self.WriterTold(outcome))

    @on(WriterTold)
    def _told(self, message: WriterTold) -> None:
        self.review.told(message.outcome)
        if not self._leaving:
            return
        if not self.writer.waiting:
            self.exit()
        elif isinstance(message.outcome, NotWritten) and self._dialog is None:
            self._dialog = LeavingDialog(message.outcome.error, message.outcome.waiting)
            self.push_screen(self._dialog, self._leave)

    def _leave(self, lose: bool | None) -> None:  # noqa: FBT001 - what the dialog gives
        self._dialog = None
        self._leaving = False
        if lose:
            self.writer.close()
            self.exit()

    def _handle_exception(self, error: Exception) -> None:
        """End with a sentence where the error is one; anything else is a fault, shown in full."""
        if isinstance(error, WorkbenchError):
            self.failure = error
            self.exit(return_code=error.exit_code)
            return
        super()._handle_exception(error)


def _known_theme(name: str) -> str:
    if name not in BUILTIN_THEMES:
        message = f"There is no theme “{name}”."
        raise SettingsError(message, f"Themes are: {', '.join(sorted(BUILTIN_THEMES))}.")
    return name


def run(
    settings: "Settings",
    store: Store,
    *,
    clock: Callable[[], dt.datetime],
    new_id: Callable[[], str],
    article_id: str | None = None,
    opening: "Opening | None" = None,
) -> None:
    """Open the review screen and return when the analyst leaves it.

    The article that is reviewed first may be `opening` already.

    Ends the process itself where a search has asked for the sentence model. Raises WorkbenchError
    where the screen ended with one, by a fault or by a signal, or where decisions could not be
    written.
    """
    from workbench.tui.report_file import report_writer

    def linked() -> "LinkedClaims":
        from workbench.pipeline.linked import LinkedClaims, rules_of
        from workbench.pipeline.model_choice import model_in_force

        model, rules = model_in_force(settings.model, store), rules_of(settings)
        return LinkedClaims(store, clock=clock, model=model, rules=rules)

    def load_encoder() -> "Encoder":
        from workbench.matching import encoder

        return encoder.load_encoder(settings.model, tag=similar.model)

    def write_report(article: Article) -> Path:
        write = report_writer(store, similar.linked, analyst=settings.analyst, clock=clock)
        return write(article)

    def fetch(address: str, told: Callable[[str], None]) -> "Fetched":
        from workbench.pipeline import fetching

        return fetching.fetch(address, told=told)

    similar = SimilarLater(linked)
    app = WorkbenchApp(
        store=store,
        similar=similar,
        load_encoder=load_encoder,
        write_report=write_report,
        habits=opening.habits if opening else Habits(habits_path()),
        analyst=settings.analyst,
        clock=clock,
        new_id=new_id,
        article_id=article_id,
        theme=settings.theme,
        blind=settings.blind,
        keys=settings.keys,
        fetch=None if settings.offline else fetch,
        opening=opening,
    )
    with signals_told(app.stop), held_up_little():
        run_first(app.run_async())
        app.end(seconds=LAST_WAIT_SECONDS)
        _remember_place(app)
    error = _what_went_wrong(app, store)
    if app.model.begun or threading.active_count() > 1:  # the writer may be trying still
        leave_process(error)
    if error is not None:
        raise error


def _remember_place(app: WorkbenchApp) -> None:
    """Keep where the review was left; or say why not, as nothing that was decided hangs on it."""
    try:
        app.remember_place()
    except WorkbenchError as error:
        sys.stderr.write(one_line(f"Where you were is not remembered: {error.message}") + "\n")


def _what_went_wrong(app: WorkbenchApp, store: Store) -> WorkbenchError | None:
    if waiting := app.writer.waiting:
        error = not_written(waiting, app.review.session, where=store.path)
        error.__cause__ = app.failure
        return error
    if app.failure is not None:
        return app.failure
    if app.stopped_by is not None:
        message = f"The review was ended by {app.stopped_by.name}."
    elif app.return_code:
        message = "The review screen stopped by a fault of the program, shown above."
    else:
        return None
    return WorkbenchError(message, "What was decided is on disk.")
