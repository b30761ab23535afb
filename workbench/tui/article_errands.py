"""What is done to articles as a whole: added, corrected, taken out, and back; on its own thread.

Adding may take minutes, and similar claims are looked for meanwhile. It is stopped between two
steps; what was kept by then stays.
"""

import threading
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from textual.message import Message

from workbench.errors import ReadingError, WorkbenchError
from workbench.model import Article, Entry, EntryKind
from workbench.tui.errands import Errands
from workbench.tui.model_loading import ModelLoading
from workbench.tui.parts import Parts
from workbench.tui.writer import Writer

if TYPE_CHECKING:
    from workbench.matching.encoder import Encoder
    from workbench.pipeline import AddedAll, Adding, Context, Intake, NotAdded
    from workbench.pipeline.fetching import Fetched

Post: TypeAlias = Callable[[Message], object]

FLUSH_SECONDS = 5.0
"""How long an act waits for decisions that are not on disk."""
_PULSE = 0.1
"""Seconds between two looks whether to wait for the sentence model any longer."""


class _StoppedError(Exception):
    """The sentence model was waited for, and is not wanted any more."""


class ArticleErrands:
    """Each ends in a message."""

    @dataclass
    class Advanced(Message):
        """Adding has come further."""

        step: "Adding"

        def can_replace(self, message: Message) -> bool:
            """Only how far it is now is of interest."""
            return isinstance(message, ArticleErrands.Advanced)

    @dataclass
    class Finished(Message):
        """All sources were gone through."""

        done: "AddedAll"
        failed: "tuple[NotAdded, ...]"
        notes: tuple[str, ...]

    @dataclass
    class Stopped(Message):
        """Adding was stopped; so much was kept."""

        articles: int
        claims: int

    @dataclass
    class AddFailed(Message):
        """Adding came to an end by an error; so much was kept."""

        error: WorkbenchError
        articles: int

    @dataclass
    class Acted(Message):
        """An article was corrected or taken out by this entry, or that was undone or redone."""

        entry: Entry
        article: Article
        """With the title that it has now, or had when it was taken out."""
        undone: bool = False
        cut_as: str | None = None
        """The language that its claims were cut in, where that of now is split otherwise."""

    @dataclass
    class ActFailed(Message):
        """That could not be done."""

        error: WorkbenchError

    def __init__(self, parts: Parts, writer: Writer) -> None:
        self._parts = parts
        self._writer = writer
        self._errands = Errands("articles")
        self._stop = threading.Event()

    def close(self) -> None:
        """Stop what is being added and drop what has not begun."""
        self._stop.set()
        self._errands.close()

    def join(self, *, seconds: float) -> bool:
        """Wait for what has begun, at most so long; tell whether it has ended."""
        return self._errands.join(seconds=seconds)

    def add(self, source: str, model: ModelLoading, post: Post) -> None:
        """Take in what a path, a pattern or an address names."""
        stop = self._stop = threading.Event()

        def add() -> None:
            step: Adding | None = None
            try:
                work = self._adding(source, model, stop)
                try:
                    while True:
                        step = next(work)
                        if stop.is_set():
                            raise _StoppedError
                        post(self.Advanced(step))
                except StopIteration as end:
                    post(end.value)
                finally:
                    work.close()
            except _StoppedError:
                kept = (step.articles, step.claims) if step else (0, 0)
                post(self.Stopped(*kept))
            except WorkbenchError as error:
                post(self.AddFailed(error, step.articles if step else 0))
            except Exception as error:  # noqa: BLE001 - the thread's edge: the next errand still has to run
                failed = WorkbenchError(f"That failed, and should not have: {error!r}.")
                post(self.AddFailed(failed, step.articles if step else 0))

        self._errands.ask("add", add)

    def stop(self) -> None:
        """Add no more; it ends in `Stopped`."""
        self._stop.set()

    def correct(self, article: Article, given: Mapping[str, str], post: Post) -> None:
        """Correct what an article says of itself, as it was typed."""

        def correct() -> Message:
            from workbench import pipeline  # the screen starts without it

            store, context = self._parts.store, self._context()
            entry = pipeline.correct_article(article.id, given, store=store, context=context)
            now = store.article(article.id)
            then = pipeline.cut_otherwise(now, store=store) if "language" in entry.body else None
            return self.Acted(entry, now, cut_as=then)

        self._act(correct, post)

    def remove(self, article: Article, post: Post) -> None:
        """Take an article out, with its claims."""

        def remove() -> Message:
            from workbench.pipeline import remove_article  # the screen starts without it

            store = self._parts.store
            entry = remove_article(article.id, store=store, context=self._context())
            return self.Acted(entry, article)

        self._act(remove, post)

    def turn(self, kind: EntryKind, post: Post) -> None:
        """Take back the analyst's newest correction or removal, or restore the last one."""

        def turn() -> Message:
            from workbench.pipeline import turn_on_articles  # the screen starts without it

            store, context = self._parts.store, self._context()
            act, article = turn_on_articles(kind, store=store, context=context)
            return self.Acted(act, article, undone=kind is EntryKind.UNDONE)

        self._act(turn, post)

    def _act(self, act: Callable[[], Message], post: Post) -> None:
        def done() -> None:
            try:
                if not self._writer.flush(seconds=FLUSH_SECONDS):
                    message = "That was not done: some of your decisions are not on disk."
                    raise WorkbenchError(message, "Try again when they are.")  # noqa: TRY301 - one way to say it
                outcome = act()
            except WorkbenchError as error:
                outcome = self.ActFailed(error)
            except Exception as error:  # noqa: BLE001 - the thread's edge: the next errand still has to run
                failed = WorkbenchError(f"That failed, and should not have: {error!r}.")
                outcome = self.ActFailed(failed)
            post(outcome)

        self._errands.ask("act", done)

    def _adding(
        self, source: str, model: ModelLoading, stop: threading.Event
    ) -> "Generator[Adding, None, Finished]":
        from workbench import pipeline  # the screen starts without it

        notes: list[str] = []
        store = self._parts.store
        found = pipeline.find_sources([source], standard_input=_no_standard_input, store=store.path)
        intake = self._intake(model, stop, notes)
        done = yield from pipeline.add_sources(found.sources, intake)
        notes += [f"{name}: {note}" for name, note in done.notes]
        return self.Finished(done, (*found.failed, *done.failed), tuple(notes))

    def _intake(self, model: ModelLoading, stop: threading.Event, notes: list[str]) -> "Intake":
        from workbench.pipeline import Intake

        fetch = self._parts.fetch

        def fetched(address: str) -> "Fetched":
            if fetch is None:
                message = f"{address} was not fetched: this program is set to stay offline."
                raise ReadingError(message, "Save the page in a browser, and add the file.")
            return _unless_stopped(partial(fetch, address, notes.append), stop)

        return Intake(
            self._parts.store,
            lambda: _encoder_of(model, stop),
            self._context(),
            self._parts.similar.model,
            fetch=fetched,
        )

    def _context(self) -> "Context":
        from workbench.pipeline import Context

        return Context(self._parts.analyst, self._parts.clock, self._parts.new_id)


def _unless_stopped(fetch: "Callable[[], Fetched]", stop: threading.Event) -> "Fetched":
    """Return what an address answers; where that is stopped, its connection ends unwatched."""
    outcome: list[Fetched | BaseException] = []
    ended = threading.Event()

    def run() -> None:
        try:
            outcome.append(fetch())
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
            outcome.append(error)
        ended.set()

    threading.Thread(target=run, name="fetch", daemon=True).start()
    while not ended.wait(_PULSE):
        if stop.is_set():
            raise _StoppedError
    (found,) = outcome
    if isinstance(found, BaseException):
        raise found
    return found


def _encoder_of(model: ModelLoading, stop: threading.Event) -> "Encoder":
    """Wait for the sentence model, as long as nothing is stopped."""
    ready = threading.Event()
    model.ask(ready.set)
    while not ready.wait(_PULSE):
        if stop.is_set():
            raise _StoppedError
    if model.encoder is None:
        raise model.error or WorkbenchError("The sentence model did not load.")
    return model.encoder


def _no_standard_input() -> bytes:
    message = "Nothing can be piped into this screen."
    raise ReadingError(message, "Name a file, a folder, a pattern or an address.")
