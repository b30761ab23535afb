"""The claim status report gathered from the store."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version

from workbench.errors import StoreBusyError
from workbench.model import (
    ArticleReview,
    ClaimPair,
    Entry,
    EntryKind,
    Report,
    ReportSection,
    ReviewedClaim,
    Status,
    Tally,
)
from workbench.pipeline.carrying import carrying
from workbench.pipeline.linked import LinkedClaims
from workbench.pipeline.reported_matches import ReportedMatches, Told
from workbench.review.filter import EVERYTHING, Filter
from workbench.review.history import History, claims_of
from workbench.review.telling import histories
from workbench.store.protocol import Store

ATTEMPTS = 5
"""How often a report is gathered while others write."""
SEARCHED = 500
"""Claims, and those of one article more, whose past claims are looked for at once."""
HELD = 8_000
"""Claims, and those of one article more, that are held at once."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which claims a report holds; by default all."""

    articles: tuple[str, ...] = ()
    """Ids of articles; none for all."""
    statuses: frozenset[Status] | None = None
    query: str = ""
    """In the words of the review screen's filter."""
    since: dt.datetime | int | None = None
    """Only claims of which something was made, or which came in, after that time, or after the
    ledger had so many entries."""

    @property
    def words(self) -> str:
        """What was asked for, word for word."""
        parts = []
        if self.statuses is not None:
            parts.append("that are " + " or ".join(one for one in Status if one in self.statuses))
        if self.query:
            parts.append(f"that fit “{self.query}”")
        if isinstance(self.since, int):
            parts.append(f"that changed after entry {self.since:,} of the ledger")
        elif self.since is not None:
            parts.append(f"that changed after {self.since.isoformat(timespec='seconds')}")
        return f"claims {', '.join(parts)}" if parts else "all claims"


EVERY_CLAIM = Chosen()


def report(
    store: Store,
    *,
    chosen: Chosen = EVERY_CLAIM,
    made_at: dt.datetime,
    made_by: str,
    similar: LinkedClaims | None = None,
    whole: bool = False,
    files: bool = True,
) -> Report:
    """Gather the claim status report of the chosen claims, with their matches and histories.

    What it says and the ledger's head that it carries belong together: where another window writes
    meanwhile, it is gathered anew. StoreBusyError where that does not end. A `whole` report carries
    the record of its store, and the files that are kept beside it.
    """
    for _ in range(ATTEMPTS):
        head = store.head()
        sections = tuple(report_sections(store, chosen=chosen, similar=similar))
        record = carrying(store, files=files) if whole else None
        if store.head() == head:
            break
    else:
        raise written_to_meanwhile(store)
    return Report(
        sections=sections,
        filter=chosen.words,
        made_at=made_at,
        made_by=made_by,
        version=version("claim-workbench"),
        head=head,
        record=record,
    )


def report_sections(
    store: Store,
    *,
    chosen: Chosen = EVERY_CLAIM,
    similar: LinkedClaims | None = None,
    in_json: bool = False,
) -> Iterator[ReportSection]:
    """Yield the articles of a report, some thousand claims being held at a time.

    `in_json` for a form that takes past claims as JSON, and no pairs.
    """
    news = _news(store, chosen.since)
    wanted = Filter.parse(chosen.query) if chosen.query else EVERYTHING
    in_json = in_json and not wanted.needs_matches
    reported = None if similar is None else ReportedMatches(store, similar, as_json=in_json)
    for ids in _batches(store, chosen.articles):
        kept = [
            (review, _kept(review, chosen, wanted, news)) for review in store.article_reviews(ids)
        ]
        if reported is None or similar is None:
            yield from (_section(review, claims) for review, claims in kept)
            continue
        reported.look_up([claim for _, claims in kept for claim in claims])
        for some in _together(kept):
            matches = reported.to_claims([claim for _, claims in some for claim in claims])
            pairs = ((),) * len(some) if in_json else _pairs(similar, some)
            yield from _with_matches(some, matches, pairs, wanted)


def written_to_meanwhile(store: Store) -> StoreBusyError:
    """Return what is wrong where others write on and on while a report is made."""
    message = f"{store.path.name} was written to again and again while the report was made."
    return StoreBusyError(message, "Try again when the other work is done.")


def article_sizes(store: Store, chosen: Sequence[str]) -> dict[str, int]:
    """Return how many claims each article of a report has, by its id, in the report's order."""
    sizes = {one.article.id: one.tally.total for one in store.articles()}
    if not chosen:
        return sizes
    return {id_: sizes[id_] for id_ in dict.fromkeys(store.article(id_).id for id_ in chosen)}


def _batches(store: Store, chosen: Sequence[str]) -> Iterator[list[str]]:
    """Yield the ids of articles, so many together as have some thousand claims."""
    batch: list[str] = []
    held = 0
    for id_, size in article_sizes(store, chosen).items():
        batch.append(id_)
        held += size
        if held >= HELD:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _news(store: Store, since: dt.datetime | int | None) -> frozenset[str] | None:
    """Return the ids of the ledger's newer entries; None where nobody asked for them."""
    if since is None:
        return None
    entries = store.entries()
    if isinstance(since, int):
        return frozenset(entry.id for entry in entries[since:])
    return frozenset(entry.id for entry in entries if entry.at > since)


_Chosen = tuple[ArticleReview, list[ReviewedClaim]]
"""An article, and its claims that are chosen."""


def _together(kept: Iterable[_Chosen]) -> Iterator[list[_Chosen]]:
    """Yield the articles whose claims are searched for together."""
    several: list[_Chosen] = []
    for one in kept:
        several.append(one)
        if sum(len(review.claims) for review, _ in several) >= SEARCHED:
            yield several
            several = []
    if several:
        yield several


def _pairs(similar: LinkedClaims, several: Sequence[_Chosen]) -> tuple[tuple[ClaimPair, ...], ...]:
    return similar.pairs_among(
        [(review.article.id, [one.claim for one in review.claims]) for review, _ in several]
    )


def _with_matches(
    several: Sequence[_Chosen],
    matches: Sequence[Told],
    pairs: Sequence[tuple[ClaimPair, ...]],
    wanted: Filter,
) -> Iterator[ReportSection]:
    """Yield articles, the matches of all their claims being given in order."""
    given = iter(matches)
    for (review, claims), among in zip(several, pairs, strict=True):
        beside = [(claim, next(given)) for claim in claims]
        found = [one if isinstance(of, str) else replace(one, matches=of) for one, of in beside]
        if wanted.needs_matches:
            found = [claim for claim in found if wanted.lets_through(claim)]
        as_json = {one.claim.id: text for one, text in beside if isinstance(text, str)}
        yield replace(_section(review, found), pairs=among, matches_as_json=as_json)


def _section(review: ArticleReview, claims: Sequence[ReviewedClaim]) -> ReportSection:
    history = histories(review.entries)
    return ReportSection(
        article=review.article,
        claims=tuple(replace(one, history=history(one.claim.id)) for one in claims),
        tally=Tally.of(claim.status for claim in review.claims),
        left_out=review.left_out,
        furniture=review.furniture,
    )


def _kept(
    review: ArticleReview, chosen: Chosen, wanted: Filter, news: frozenset[str] | None
) -> list[ReviewedClaim]:
    """Return the claims that are chosen, as far as shows before past claims are looked for."""
    kept = [
        claim
        for claim in review.claims
        if chosen.statuses is None or claim.status in chosen.statuses
    ]
    if news is not None:
        changed = _changed(review.entries, news)
        kept = [claim for claim in kept if changed is None or claim.claim.id in changed]
    if not wanted.needs_matches:
        kept = [claim for claim in kept if wanted.lets_through(claim)]
    return kept


def _changed(entries: Iterable[Entry], news: frozenset[str]) -> frozenset[str] | None:
    """Return the claims that newer entries are about; None where all came in by one of them."""
    entries = tuple(entries)
    newer = [entry for entry in entries if entry.id in news]
    if any(entry.kind is EntryKind.ARTICLE_ADDED for entry in newer):
        return None
    history = History.of(entries)
    acts = [history.act(str(entry.body.get("entry"))) or entry for entry in newer]
    return frozenset(claim_id for act in acts for claim_id in claims_of(act))
