"""Claims re-cut by analysts: what stands of an article's claims, and where each comes from."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.model.claims import Article, Claim, LeftOut, LeftOutReason, Span


class RecutAct(StrEnum):
    """What an analyst did to claims of an article."""

    NARROWED = "narrowed"
    WIDENED = "widened"
    SPLIT = "split"
    MERGED = "merged"
    ADDED = "added"
    WITHDRAWN = "withdrawn"
    PROMOTED = "promoted"
    """A statement that was left out became a claim."""


@dataclass(frozen=True, slots=True)
class Recut:
    """One act: the claims that it took out of force, and those that it made."""

    entry_id: str
    article_id: str
    act: RecutAct
    taken: tuple[str, ...]
    """Ids."""
    made: tuple[Claim, ...]
    analyst: str
    at: dt.datetime
    """In UTC."""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """One act by which a claim became what it is."""

    entry_id: str
    act: RecutAct
    taken: tuple[Claim, ...]
    """What it was made of; none where it was added or promoted."""
    analyst: str
    at: dt.datetime
    """In UTC."""
    reason: str | None = None


class Cuts:
    """The claims of an article as they came in and as they were made, and which are in force.

    The newest act that stands and names a claim says whether it is in force: it took it or made
    it. A claim that none names is in force where it came in with the article. The same spans are
    the same claim, so one that is made again reads as it did at first.
    """

    def __init__(
        self, own: Iterable[Claim], recuts: Iterable[Recut], *, undone: Collection[str] = ()
    ) -> None:
        """Fold acts, given in the ledger's order; `undone` are the entries of those taken back."""
        self._own = {claim.id: claim for claim in own}
        self._known = dict(self._own)
        self._naming: dict[str, list[Recut]] = {}
        for recut in recuts:
            for claim in recut.made:
                self._known.setdefault(claim.id, claim)
            if recut.entry_id not in undone:
                for claim_id in (*recut.taken, *(claim.id for claim in recut.made)):
                    self._naming.setdefault(claim_id, []).append(recut)

    @property
    def known(self) -> tuple[Claim, ...]:
        """All claims, in force or not, in article order."""
        return _in_order(self._known.values())

    @property
    def in_force(self) -> tuple[Claim, ...]:
        """The claims that stand now, in article order."""
        return _in_order(claim for claim in self._known.values() if self.stands(claim.id))

    def claim(self, claim_id: str) -> Claim | None:
        """Return a claim, in force or not."""
        return self._known.get(claim_id)

    def newest(self, claim_id: str) -> Recut | None:
        """Return the newest act that stands and names a claim."""
        naming = self._naming.get(claim_id)
        return naming[-1] if naming else None

    def stands(self, claim_id: str) -> bool:
        """Tell whether a claim is in force."""
        newest = self.newest(claim_id)
        return claim_id in self._own if newest is None else claim_id not in newest.taken

    def lineage(self, claim_id: str) -> tuple[Origin, ...]:
        """Return the acts that a claim comes from, the newest first; none for one that came in."""
        found: list[Origin] = []
        seen: set[str] = set()
        waiting = [self._maker(claim_id, before=None)]
        while waiting:
            recut = waiting.pop(0)
            if recut is None or recut.entry_id in seen:
                continue
            seen.add(recut.entry_id)
            taken = tuple(self._known[id_] for id_ in recut.taken if id_ in self._known)
            found.append(
                Origin(recut.entry_id, recut.act, taken, recut.analyst, recut.at, recut.reason)
            )
            waiting += [self._maker(claim.id, before=recut) for claim in taken]
        return tuple(found)

    def left_out(self, base: Iterable[LeftOut], article: Article) -> tuple[LeftOut, ...]:
        """Return what is in no claim now, in article order, from what was left out at first.

        A statement whose words a made claim holds is left out no more; what was withdrawn, and
        words that no claim holds since it was re-cut, are left out as no claim.
        """
        text, standing = article.text, self.in_force
        made = _merged(s for claim in standing if claim.id not in self._own for s in claim.spans)
        kept = {item.spans: item for item in base if any(_loose(item.spans, made, text))}
        held = _merged(span for claim in standing for span in _territory(claim))
        gone = [claim for claim in self._known.values() if self._was_taken(claim.id)]
        for claim in gone:
            if self._was_withdrawn(claim.id) and any(_loose(claim.spans, held, text)):
                kept.setdefault(claim.spans, LeftOut(claim.spans, LeftOutReason.NOT_A_CLAIM))
        held = _merged([*held, *(span for spans in kept for span in spans)])
        territory = _merged(span for claim in gone for span in _territory(claim))
        for loose in _loose(territory, held, text):
            kept.setdefault((loose,), LeftOut((loose,), LeftOutReason.NOT_A_CLAIM))
        return tuple(sorted(kept.values(), key=lambda item: item.spans))

    def _was_withdrawn(self, claim_id: str) -> bool:
        newest = self.newest(claim_id)
        return newest is not None and newest.act is RecutAct.WITHDRAWN

    def _was_taken(self, claim_id: str) -> bool:
        newest = self.newest(claim_id)
        return newest is not None and claim_id in newest.taken

    def _maker(self, claim_id: str, *, before: Recut | None) -> Recut | None:
        """Return the act that made a claim: the newest, or the newest before another act."""
        naming = self._naming.get(claim_id, [])
        if before is not None:
            naming = naming[: next((i for i, r in enumerate(naming) if r is before), len(naming))]
        return next((r for r in reversed(naming) if claim_id not in r.taken), None)


def _in_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda claim: claim.spans))


def _territory(claim: Claim) -> Iterator[Span]:
    yield from claim.spans
    if claim.speaker_span is not None:
        yield claim.speaker_span


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that touch made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _loose(spans: Iterable[Span], held: Sequence[Span], text: str) -> Iterator[Span]:
    """Yield the runs of words that lie in none of the runs held, which are in order."""
    for span in spans:
        for start, end in _gaps(span, held):
            words = [i for i in range(start, end) if text[i].isalnum()]
            if words:
                yield Span(words[0], words[-1] + 1)


def _gaps(span: Span, held: Sequence[Span]) -> Iterator[tuple[int, int]]:
    start = span.start
    for run in held:
        if run.end <= start:
            continue
        if run.start >= span.end:
            break
        if run.start > start:
            yield start, run.start
        start = run.end
    if start < span.end:
        yield start, span.end
