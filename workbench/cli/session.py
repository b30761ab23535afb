"""What a command works with: the settings, the store, the clock, and a voice on standard error."""

import shutil
import sys
import uuid
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from workbench.config import Settings
from workbench.errors import StoreBusyError
from workbench.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from workbench.matching.encoder import Encoder
    from workbench.model import ReviewedClaim
    from workbench.pipeline import Context, LinkedClaims, Progress
    from workbench.pipeline.fetching import Fetched
    from workbench.store.protocol import Merging, Store

Result = TypeVar("Result")

CLEAR_LINE = "\r\x1b[K"


class Session:
    """The settings of one call, and what it opens with them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @property
    def store(self) -> "Store":
        """The store; its file is open only while a call on it works."""
        from workbench.store.duck import DuckStore

        return DuckStore(self.settings.store, told=say)

    def linked(self) -> "LinkedClaims":
        """Return what finds similar past claims, after the settings and the real clock."""
        return self._linked(self.model, seen_by=self.settings.seen_by)

    def _linked(self, model: str, *, seen_by: str | None) -> "LinkedClaims":
        from workbench.pipeline.linked import LinkedClaims, rules_of

        rules = rules_of(self.settings)
        return LinkedClaims(self.store, clock=now, model=model, rules=rules, seen_by=seen_by)

    def check_matching(self) -> None:
        """Refuse thresholds that contradict each other, before anything comes in."""
        from workbench.pipeline.linked import rules_of

        rules_of(self.settings)

    def find_ahead(self, articles: "Iterable[str]" = ()) -> None:
        """Find and keep the past claims of articles that came in, so that no report has to.

        And of claims that other newcomers belong beside. It can be ended early, and what another
        window keeps it from is left: a report finds the rest.
        """
        from workbench.pipeline import find_ahead
        from workbench.pipeline.model_choice import model_in_force

        if not self.settings.store.exists():
            return
        # Anew: what came in may have changed which it is.
        model = model_in_force(self.settings.model, self.store)
        linked = self._linked(model, seen_by=None)
        try:
            finish(find_ahead(self.store, linked, articles=articles))
        except StoreBusyError:
            return
        except KeyboardInterrupt:
            say("What came in is kept; the first report finds its past claims.")
            raise

    def seen(self, claims: "Sequence[ReviewedClaim]") -> "tuple[ReviewedClaim, ...]":
        """Return claims as the analyst may see them, who may review blind."""
        from workbench.review.blind import seen

        return seen(claims, by=self.settings.seen_by)

    @cached_property
    def model(self) -> str:
        """The tag of the sentence model that the settings name, or of the store's own."""
        from workbench.pipeline.model_choice import model_in_force

        return model_in_force(self.settings.model, self.store)

    def load_encoder(self, tag: str | None = None) -> "Encoder":
        """Load the model that is in force, or, where the settings name none, the one of the tag."""
        from workbench.matching.encoder import load_encoder

        return load_encoder(self.settings.model, tag=tag or self.model)

    def fetch(self, address: str) -> "Fetched":
        """Fetch an address that the analyst typed; ReadingError where that is not to be."""
        from workbench.errors import ReadingError
        from workbench.pipeline.fetching import fetch

        if self.settings.offline:
            message = f"{address} was not fetched: this program is set to stay offline."
            raise ReadingError(message, "Save the page in a browser, and add the file.")
        return fetch(address, told=say)

    def context(self, analyst: str | None = None) -> "Context":
        """Return who acts, with the real clock and fresh ids."""
        from workbench.pipeline import Context

        return Context(analyst or self.settings.analyst, now, new_id)


def now() -> datetime:
    """Return the time in UTC, to the second: a ledger is read by people."""
    return datetime.now(UTC).replace(microsecond=0)


def new_id() -> str:
    """Return 32 fresh hexadecimal digits."""
    return uuid.uuid4().hex


def say(sentence: str) -> None:
    """Say something to the analyst on standard error."""
    sys.stderr.write(one_line(sentence) + "\n")


def show_progress(line: str) -> None:
    """Write how far work has come over the line before, as much of it as a row holds."""
    row = line[: shutil.get_terminal_size().columns - 1]
    sys.stderr.write(f"{CLEAR_LINE}{row}")
    sys.stderr.flush()


def finish(work: "Generator[Progress | Merging, None, Result]") -> Result:
    """Run a piece of work to its end, showing on a terminal how far it has come."""
    shown = sys.stderr.isatty()
    try:
        while True:
            progress = next(work)
            if shown:
                counted = f" {progress.done:,} of {progress.total:,}" if progress.total > 1 else ""
                show_progress(f"{progress.stage}{counted} …")
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]  # StopIteration.value is untyped
    finally:
        if shown:
            sys.stderr.write(CLEAR_LINE)
