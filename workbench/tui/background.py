"""What the review screen has done for it in the background: similar claims, and the report.

Both go through one thread, as they share the vectors that were read; each ends in a message.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from workbench.errors import WorkbenchError
from workbench.model import (
    Article,
    Claim,
    ClaimPair,
    Entry,
    GivenEvidence,
    Match,
    PastClaim,
    ReviewedClaim,
    Timeline,
    Told,
)
from workbench.review.blind import seen_entries, veiled
from workbench.review.history import claims_of
from workbench.review.recutting import Cut
from workbench.review.search_query import SearchQuery
from workbench.review.telling import told
from workbench.tui.article_errands import ArticleErrands
from workbench.tui.errands import Errands
from workbench.tui.model_loading import ModelLoading
from workbench.tui.parts import Parts
from workbench.tui.writer import Writer

if TYPE_CHECKING:
    from workbench.matching.encoder import Encoder

FLUSH_SECONDS = 5.0
"""How long a report waits for decisions that are not on disk."""


class Background:
    """Errands of the review screen."""

    @dataclass
    class MatchesFound(Message):
        """The past claims that are similar to a claim were found."""

        claim_id: str
        matches: tuple[Match, ...]

    @dataclass
    class MatchesFailed(Message):
        """They could not be looked for."""

        claim_id: str
        error: WorkbenchError

    @dataclass
    class ManyMatchesFound(Message):
        """The past claims that are similar to each of several claims were found."""

        matches: dict[str, tuple[Match, ...]]
        """By the claims' ids."""

    @dataclass
    class ManyMatchesFailed(Message):
        """They could not be looked for."""

        error: WorkbenchError

    @dataclass
    class PairsFound(Message):
        """The claims of an article that repeat or contradict each other were found."""

        article_id: str
        pairs: tuple[ClaimPair, ...]

    @dataclass
    class PairsFailed(Message):
        """They could not be looked for."""

        article_id: str
        error: WorkbenchError

    @dataclass
    class TimelinesMade(Message):
        """How the figures of a claim changed was worked out."""

        claim_id: str
        timelines: tuple[Timeline, ...]

    @dataclass
    class TimelinesFailed(Message):
        """That could not be worked out."""

        claim_id: str
        error: WorkbenchError

    @dataclass
    class UnencodedCounted(Message):
        """How many claims the sentence model has not encoded was found out."""

        number: int

    @dataclass
    class TextSearched(Message):
        """The past claims that are similar to a text were found."""

        query: SearchQuery
        by_meaning: bool
        """Whether the sentence model took part."""
        matches: tuple[Match, ...]

        @property
        def text(self) -> str:
            """The words that were searched for."""
            return self.query.text

    @dataclass
    class SearchFailed(Message):
        """They could not be looked for."""

        query: SearchQuery
        error: WorkbenchError

    @dataclass
    class HistoryRead(Message):
        """What was done about a past claim was read."""

        past_id: str
        history: tuple[Told, ...]
        evidence: tuple[GivenEvidence, ...] = ()
        """On a claim of an article; an imported past claim has none here."""

    @dataclass
    class HistoryFailed(Message):
        """It could not be read."""

        past_id: str
        error: WorkbenchError

    @dataclass
    class ReportWritten(Message):
        """The report is a file."""

        path: Path

    @dataclass
    class ReportStopped(Message):
        """The report was not wanted any more; there is no file."""

    @dataclass
    class ReportFailed(Message):
        """The report could not be written."""

        error: WorkbenchError

    @dataclass
    class ClaimsMade(Message):
        """The claims of a cut were made."""

        article_id: str
        cut: Cut
        claims: tuple[Claim, ...]

    @dataclass
    class ClaimsNotMade(Message):
        """They could not be made."""

        error: WorkbenchError

    @dataclass
    class MadeEncoded(Message):
        """Claims that were cut have their vectors."""

        claim_ids: tuple[str, ...]

    def __init__(self, parts: Parts, writer: Writer) -> None:
        self._parts = parts
        self._writer = writer
        self._errands = Errands("similar claims")
        self.articles = ArticleErrands(parts, writer)
        """What is done to articles as a whole, which may take minutes."""
        self._report_wanted = False
        """Whether a report is being written, or waits to be."""
        self._numbered = 0
        """How many cuts were asked for: each is an errand of its own."""

    def close(self) -> None:
        """Drop what has not begun, and stop what is being added."""
        self._errands.close()
        self.articles.close()

    def join(self, *, seconds: float) -> bool:
        """Wait for what has begun, at most so long; tell whether it has ended."""
        ended = self._errands.join(seconds=seconds)
        return self.articles.join(seconds=seconds) and ended

    def find_matches(self, reviewed: ReviewedClaim, post: Callable[[Message], object]) -> None:
        """Look for past claims similar to a claim; the newest request alone is answered."""
        claim_id = reviewed.claim.id

        def find() -> Message:
            return self.MatchesFound(claim_id, self._parts.similar.to_claim(reviewed))

        def failed(error: WorkbenchError) -> Message:
            return self.MatchesFailed(claim_id, error)

        self._errands.ask("matches", lambda: post(_outcome(find, failed)))

    def find_many_matches(
        self, reviewed: Sequence[ReviewedClaim], post: Callable[[Message], object]
    ) -> None:
        """Look for past claims similar to each of several; the newest request alone is answered."""

        def find() -> Message:
            found = self._parts.similar.to_claims(reviewed)
            ids = [one.claim.id for one in reviewed]
            return self.ManyMatchesFound(dict(zip(ids, found, strict=True)))

        self._errands.ask("many matches", lambda: post(_outcome(find, self.ManyMatchesFailed)))

    def find_pairs(self, article_id: str, post: Callable[[Message], object]) -> None:
        """Look for claims of an article that repeat or contradict each other."""

        def find() -> Message:
            return self.PairsFound(article_id, self._parts.similar.pairs(article_id))

        def failed(error: WorkbenchError) -> Message:
            return self.PairsFailed(article_id, error)

        self._errands.ask("pairs", lambda: post(_outcome(find, failed)))

    def make_timelines(self, claim: Claim, post: Callable[[Message], object]) -> None:
        """Work out how the figures of a claim changed; the newest request alone is answered."""

        def make() -> Message:
            return self.TimelinesMade(claim.id, self._parts.similar.timelines(claim))

        def failed(error: WorkbenchError) -> Message:
            return self.TimelinesFailed(claim.id, error)

        self._errands.ask("timelines", lambda: post(_outcome(make, failed)))

    def count_unencoded(self, post: Callable[[Message], object]) -> None:
        """Count the claims that no search reaches by meaning."""

        def failed(error: WorkbenchError) -> Message:
            return self.SearchFailed(SearchQuery.parse(""), error)

        def count() -> Message:
            return self.UnencodedCounted(self._parts.similar.unencoded())

        self._errands.ask("unencoded", lambda: post(_outcome(count, failed)))

    def search(
        self, query: SearchQuery, encoder: "Encoder | None", post: Callable[[Message], object]
    ) -> None:
        """Look for past claims similar to a text; the newest request alone is answered."""

        def find() -> Message:
            from workbench.pipeline import Wanted  # the screen starts without it

            wanted = Wanted(query.statuses, query.since, query.imported)
            matches = self._parts.similar.to_text(query.text, encoder=encoder, wanted=wanted)
            return self.TextSearched(query, encoder is not None, matches)

        def failed(error: WorkbenchError) -> Message:
            return self.SearchFailed(query, error)

        self._errands.ask("search", lambda: post(_outcome(find, failed)))

    def read_history(self, past: PastClaim, post: Callable[[Message], object]) -> None:
        """Read what was done about a past claim, and the evidence on one of an article.

        The newest request alone is answered.
        """
        past_id = past.id

        def read() -> Message:
            entries = self._parts.store.entries_about(past_id)
            own = self._parts.store.reviewed_claims(past.article_id) if past.article_id else ()
            claim = next((one for one in own if one.claim.id == past_id), None)
            if (viewer := self._parts.similar.seen_by) is not None:
                entries = seen_entries(entries, past_id, analyst=viewer)
                claim = None if claim is None else veiled(claim, analyst=viewer)
            evidence = () if claim is None else claim.evidence
            return self.HistoryRead(past_id, told(entries, past_id), evidence)

        def failed(error: WorkbenchError) -> Message:
            return self.HistoryFailed(past_id, error)

        self._errands.ask("history", lambda: post(_outcome(read, failed)))

    def make_claims(
        self, article: Article, cut: Cut, of: Sequence[Claim], post: Callable[[Message], object]
    ) -> None:
        """Make the claims of a cut: each request is answered."""

        def make() -> Message:
            from workbench.pipeline import made_claims  # the screen starts without it

            return self.ClaimsMade(article.id, cut, made_claims(article, cut.spans, of=of))

        self._numbered += 1
        name = f"cut {self._numbered}"
        self._errands.ask(name, lambda: post(_outcome(make, self.ClaimsNotMade)))

    def encode_made(
        self, entry: Entry, model: ModelLoading, post: Callable[[Message], object]
    ) -> None:
        """Encode the claims that an entry made, where the model is there."""
        encoder = model.encoder
        if encoder is None:
            return  # `workbench reindex` makes up for it

        def encode() -> None:
            from workbench.pipeline import Context, encode_made  # the screen starts without it

            parts = self._parts
            context = Context(parts.analyst, parts.clock, parts.new_id)
            with suppress(WorkbenchError):  # the claims are found by words meanwhile
                encode_made(
                    [entry],
                    store=parts.store,
                    load_encoder=lambda: encoder,
                    context=context,
                    model=encoder.model,
                )
                post(self.MadeEncoded(claims_of(entry)))

        self._errands.ask(f"encode {entry.id}", encode)

    def write_report(self, article: Article, post: Callable[[Message], object]) -> None:
        """Write an article's report when everything that was decided is on disk."""

        def write() -> Message:
            if not self._writer.flush(seconds=FLUSH_SECONDS):
                count = len(self._writer.waiting)
                message = f"The report was not written: {count} of your changes are not on disk."
                raise WorkbenchError(message, "Try again when they are.")
            if not self._report_wanted:
                return self.ReportStopped()
            path = self._parts.write_report(article)
            if not self._report_wanted:
                path.unlink(missing_ok=True)  # it was stopped while it was made
                return self.ReportStopped()
            return self.ReportWritten(path)

        def end() -> None:
            outcome = _outcome(write, self.ReportFailed)
            self._report_wanted = False
            post(outcome)

        self._report_wanted = True
        self._errands.ask("report", end)

    def stop_report(self) -> bool:
        """Write no report; tell whether one was being written. It ends in `ReportStopped`."""
        wanted, self._report_wanted = self._report_wanted, False
        return wanted

    def stop_comparing(self) -> None:
        """Drop the claims that are not compared yet."""
        self._errands.drop("many matches")


def _outcome(errand: Callable[[], Message], failed: Callable[[WorkbenchError], Message]) -> Message:
    try:
        return errand()
    except WorkbenchError as error:
        return failed(error)
    except Exception as error:  # noqa: BLE001 - the thread's edge: the next errand still has to run
        return failed(WorkbenchError(f"That failed, and should not have: {error!r}."))
