"""The workbench for other programs: add, search, decide and report, without a screen."""

import datetime as dt
import uuid
from collections.abc import Generator, Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from workbench.config import load_settings
from workbench.errors import StoreBusyError, WorkbenchError
from workbench.model import (
    Article,
    ArticleSummary,
    Claim,
    Confidence,
    Entry,
    Match,
    ReviewedClaim,
    Status,
    Verdict,
)

if TYPE_CHECKING:
    from workbench.matching.encoder import Encoder
    from workbench.pipeline import Context, LinkedClaims
    from workbench.store.protocol import Store

Result = TypeVar("Result")


class Workbench:
    """One store, as one analyst works in it.

    Nothing is held open between calls, so that the review screen and the command line can be used
    on the same store meanwhile. What cannot be done raises WorkbenchError, a sentence with a hint.
    """

    def __init__(
        self,
        store: Path | str = "claims.duckdb",
        *,
        analyst: str | None = None,
        model: str | None = None,
    ) -> None:
        """Name the store, who acts, and the sentence model; the settings fill in what is None."""
        self._settings = load_settings({"store": str(store), "model": model})
        self._analyst = analyst or self._settings.analyst

    def add(self, path: Path | str) -> tuple[Article, ...]:
        """Take in a file, or all of a folder, where files that were read before are passed over.

        WorkbenchError where a file could not be read; the others are in the store.
        """
        from workbench import pipeline

        def nothing() -> bytes:
            return b""

        found = pipeline.find_sources(
            [str(path)], lists=(), standard_input=nothing, store=self._settings.store
        )
        intake = pipeline.Intake(self._store, lambda: self._encoder, self._context, self._model)
        done = _finished(pipeline.add_sources(found.sources, intake))
        self._find_ahead(one.article for one in done.added)
        for failed in (*found.failed, *done.failed):
            raise WorkbenchError(failed.reason, failed.hint)
        return tuple(one.article for one in done.added)

    def add_text(
        self,
        text: str,
        *,
        title: str,
        url: str | None = None,
        publisher: str | None = None,
        published: dt.date | None = None,
    ) -> Article:
        """Take in an article whose text is at hand, and return it."""
        from workbench import pipeline
        from workbench.splitting import split

        article = Article.of(text, title=title, url=url, publisher=publisher, published=published)
        added = pipeline.add_article(
            article,
            store=self._store,
            split=split,
            load_encoder=lambda: self._encoder,
            context=self._context,
            model=self._model,
        )
        taken = _finished(added).article
        self._find_ahead([taken])
        return taken

    def articles(self) -> tuple[ArticleSummary, ...]:
        """Return all articles with how far their review has come, the newest first."""
        return self._store.articles()

    def claims(self, article: Article | None = None) -> tuple[ReviewedClaim, ...]:
        """Return the claims of an article, or of all, with where they stand."""
        return self._store.reviewed_claims(article.id if article else None)

    def search(self, text: str, *, limit: int = 10) -> tuple[Match, ...]:
        """Return past claims that are similar to a text, the most similar first."""
        return self._linked.to_text(text, encoder=self._encoder, limit=limit)

    def similar(self, claim: ReviewedClaim, *, limit: int = 10) -> tuple[Match, ...]:
        """Return past claims that are similar to a claim, the most similar first."""
        return self._linked.to_claim(claim, limit=limit)

    def decide(
        self,
        claim: ReviewedClaim | Claim,
        verdict: Verdict | str,
        *,
        reason: str | None = None,
        confidence: Confidence | str | None = None,
    ) -> Entry:
        """Give a claim a verdict, and return the ledger's entry; ValueError for no such verdict."""
        from workbench import pipeline

        return pipeline.mark(
            claim.claim if isinstance(claim, ReviewedClaim) else claim,
            Verdict(verdict),
            store=self._store,
            reason=reason,
            confidence=None if confidence is None else Confidence(confidence),
            context=self._context,
        )

    def report(
        self,
        form: str = "md",
        *,
        article: Article | None = None,
        statuses: frozenset[Status] | None = None,
        query: str = "",
        since: dt.datetime | int | None = None,
    ) -> bytes:
        """Return the claim status report in one of the forms of `reporting.ReportFormat`.

        `query` is in the words of the review screen's filter. ValueError for no such form.
        """
        from workbench import pipeline, reporting

        articles = (article.id,) if article else ()
        made = pipeline.report(
            self._store,
            chosen=pipeline.Chosen(articles, statuses, query, since),
            made_at=_now(),
            made_by=self._analyst,
            similar=self._linked,
        )
        return reporting.render(made, reporting.ReportFormat(form))

    @property
    def _store(self) -> "Store":
        from workbench.store.duck import DuckStore

        return DuckStore(self._settings.store)

    @property
    def _context(self) -> "Context":
        from workbench.pipeline import Context

        return Context(self._analyst, _now, lambda: uuid.uuid4().hex)

    def _find_ahead(self, articles: Iterable[Article]) -> None:
        from workbench.pipeline import find_ahead

        ids = [article.id for article in articles]
        with suppress(StoreBusyError):  # what came in is kept, and a report finds the rest
            _finished(find_ahead(self._store, self._linked, articles=ids))

    @cached_property
    def _model(self) -> str:
        from workbench.pipeline.model_choice import model_in_force

        return model_in_force(self._settings.model, self._store)

    @cached_property
    def _encoder(self) -> "Encoder":
        from workbench.matching.encoder import load_encoder  # ~0.5 s

        return load_encoder(self._settings.model, tag=self._model)

    @cached_property
    def _linked(self) -> "LinkedClaims":
        from workbench.pipeline.linked import LinkedClaims, rules_of

        return LinkedClaims(
            self._store, clock=_now, model=self._model, rules=rules_of(self._settings)
        )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def _finished(work: Generator[object, None, Result]) -> Result:
    """Run a piece of work to its end."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # StopIteration.value is untyped
