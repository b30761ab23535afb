"""One article under review: its claims, which of them are listed, and which one is selected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from workbench import interchange
from workbench.model import (
    Article,
    Cuts,
    Entry,
    EntryKind,
    Furniture,
    LeftOut,
    Match,
    Origin,
    ReviewedClaim,
    Tally,
    standing_verdict,
)
from workbench.review.blind import seen_entries, veiled
from workbench.review.filter import EVERYTHING, Filter
from workbench.review.gathered import with_gathered
from workbench.review.history import ACTS, History, claims_of, reason_of
from workbench.review.order import Order, arranged

_NOTHING_CUT = Cuts((), ())


@dataclass(frozen=True, slots=True)
class Session:
    """The state of a review; every change gives a new one."""

    article: Article
    analyst: str
    claims: tuple[ReviewedClaim, ...]
    """Those in force, in article order, with the verdicts that stand now."""
    history: History
    own: tuple[ReviewedClaim, ...] = ()
    """The claims that came in with the article, in force or not."""
    at_first_left_out: tuple[LeftOut, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    """What stood around the article in its source, and is not in its text."""
    cuts: Cuts = field(default=_NOTHING_CUT, compare=False)
    """What was made of the claims."""
    order: Order = Order.ARTICLE
    filter: Filter = EVERYTHING
    listed: tuple[ReviewedClaim, ...] = ()
    """What the filter lets through, in the order asked for."""
    selected: str | None = None
    """Id of a listed claim; None where nothing is listed."""
    held: str | None = None
    """Id of the selected claim where another window took it past the filter: it stays listed until
    the analyst moves, so that no other claim slides under the cursor."""
    origin: str | None = None
    """Id of the claim that a filter took the selection from, while the analyst has not moved."""
    marked: frozenset[str] = frozenset()
    """Ids of the claims that were picked one by one; `picking.picked` adds the range."""
    blind: bool = False
    """Whether others' verdicts are hidden until the analyst gave one: see `blind.veiled`."""
    range_from: str | None = None
    """Id of the claim where a range was begun that reaches to the selected one."""

    @classmethod
    def of(
        cls,
        article: Article,
        claims: Iterable[ReviewedClaim],
        entries: Iterable[Entry],
        *,
        analyst: str,
        left_out: Iterable[LeftOut] = (),
        furniture: Iterable[Furniture] = (),
        blind: bool = False,
    ) -> "Session":
        """Begin a review at the first unreviewed claim, or at the first one.

        `claims` and what was `left_out` are those that came in with the article, in its order; what
        was made of them, and what stands on them, is read from the ledger's `entries`.
        """
        own = tuple(claims)
        begun = cls(article, analyst, own, History(), own=own, at_first_left_out=tuple(left_out))
        begun = replace(begun, furniture=tuple(furniture), blind=blind)
        session = _told(begun, History.of(entries))
        current = session.current
        if current is None or current.status.is_open:
            return session
        return session.to_unreviewed() or session

    @property
    def current(self) -> ReviewedClaim | None:
        """The selected claim."""
        return next((claim for claim in self.listed if claim.claim.id == self.selected), None)

    @property
    def position(self) -> int | None:
        """Place of the selected claim in the list, from 0."""
        return next((i for i, c in enumerate(self.listed) if c.claim.id == self.selected), None)

    @property
    def tally(self) -> Tally:
        """Where the claims of the whole article stand."""
        return Tally.of(claim.status for claim in self.claims)

    def claim(self, claim_id: str) -> ReviewedClaim | None:
        """Return a claim of the article that is in force, listed or not."""
        return next((claim for claim in self.claims if claim.claim.id == claim_id), None)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What is in no claim now, in article order."""
        return self.cuts.left_out(self.at_first_left_out, self.article)

    def select(self, claim_id: str) -> "Session":
        """Select a listed claim; one that is not listed changes nothing."""
        if any(claim.claim.id == claim_id for claim in self.listed):
            return _moved(self, claim_id)
        return self

    def move(self, steps: int) -> "Session":
        """Select the claim so many places further down, or the last one on the way."""
        if not self.listed:
            return self
        place = min(max((self.position or 0) + steps, 0), len(self.listed) - 1)
        return _moved(self, self.listed[place].claim.id)

    def next(self) -> "Session":
        """Select the next listed claim; the last one stays."""
        return self.move(1)

    def previous(self) -> "Session":
        """Select the listed claim before; the first one stays."""
        return self.move(-1)

    def to_unreviewed(self) -> "Session | None":
        """Select the next listed claim that is open, from the top again after the last.

        It is unreviewed, or in disagreement. None where no listed claim is.
        """
        place = -1 if self.position is None else self.position
        around = (*self.listed[place + 1 :], *self.listed[: place + 1])
        for claim in around:
            if claim.status.is_open:
                return _moved(self, claim.claim.id)
        return None

    def filtered(self, wanted: Filter) -> "Session":
        """List what another filter lets through.

        A claim that an earlier filter took the selection from is selected again once it is listed,
        unless the analyst moved in between.
        """
        session = _listed(replace(self, filter=wanted, held=None))
        if any(claim.claim.id == session.origin for claim in session.listed):
            return replace(session, selected=session.origin, origin=None)
        return session

    def ordered(self, order: Order) -> "Session":
        """List in another order; the selected claim stays selected."""
        return _listed(replace(self, order=order))

    def compared(self, found: Mapping[str, tuple[Match, ...]]) -> "Session":
        """Take in the similar past claims of claims, by their ids."""
        claims = tuple(
            replace(claim, matches=found.get(claim.claim.id, claim.matches))
            for claim in self.claims
        )
        return _listed(replace(self, claims=claims))

    def appended(self, entry: Entry) -> "Session":
        """Take in an entry that was just made here."""
        return _told(replace(self, origin=None), self.history.after(entry))

    def blinded(self, *, blind: bool) -> "Session":
        """Hide what others made of claims that the analyst gave no verdict, or show it."""
        return _told(replace(self, blind=blind), self.history, anew=True)

    def with_waiting(self, entries: Iterable[Entry]) -> "Session":
        """Take in entries that wait to be stored, those about this article's claims."""
        known = {entry.id for entry in self.history.entries}
        session = self
        for entry in entries:
            if entry.id not in known and session.concerns(entry):
                session = session.appended(entry)
        return session

    def told(self, claim_id: str) -> tuple[Entry, ...]:
        """Return the entries from which a claim's history may be told; some are hidden if blind."""
        if not self.blind:
            return self.history.entries
        return seen_entries(self.history.entries, claim_id, analyst=self.analyst)

    def concerns(self, entry: Entry) -> bool:
        """Tell whether an entry is about one of the article's claims."""
        if entry.kind is EntryKind.RECUT:
            return entry.body.get("article") == self.article.id
        if entry.kind in ACTS:
            return any(self.cuts.claim(claim_id) for claim_id in claims_of(entry))
        return self.history.act(str(entry.body.get("entry"))) is not None

    def caught_up(self, stored: Iterable[Entry]) -> "Session":
        """Take in the store's entries, which other windows may have added to.

        Entries made here that are not stored yet come after them. The selected claim stays listed
        and selected, whatever was made of it elsewhere.
        """
        session = _told(replace(self, held=self.selected), self.history.merged(stored))
        claim = session.current
        if claim is not None and session.filter.lets_through(claim):
            return replace(session, held=None)
        return session


def _told(session: Session, history: History, *, anew: bool = False) -> Session:
    """Return the session with what a history says of its claims.

    Only those are worked out `anew` that it says something else of than the history before, as
    that takes a fifth of a second for ten thousand claims.
    """
    changed = session.history.changed(history)  # a cut is an act on what it takes and makes
    if session.cuts is _NOTHING_CUT or _recuts(session.history) != _recuts(history):
        session = _cut(session, history)
    claims = tuple(
        _standing(claim, history, session) if anew or claim.claim.id in changed else claim
        for claim in session.claims
    )
    return _listed(replace(session, claims=claims, history=history))


def _recuts(history: History) -> list[str]:
    """Return the ids of the acts that stand and cut claims."""
    recuts = (entry.id for entry in history.entries if entry.kind is EntryKind.RECUT)
    return [entry_id for entry_id in recuts if entry_id not in history.taken_back]


def _cut(session: Session, history: History) -> Session:
    """Return the session with the claims that are in force after a history."""
    recuts = interchange.recuts_from_entries(history.entries)
    cuts = Cuts((one.claim for one in session.own), recuts, undone=history.taken_back)
    known = {one.claim.id: one for one in (*session.own, *session.claims)}
    claims = tuple(
        _come_from(
            known.get(claim.id) or ReviewedClaim(claim, session.article.quote(claim.spans)),
            cuts.lineage(claim.id),
        )
        for claim in cuts.in_force
    )
    return replace(session, claims=claims, cuts=cuts)


def _come_from(claim: ReviewedClaim, lineage: tuple[Origin, ...]) -> ReviewedClaim:
    return claim if claim.lineage == lineage else replace(claim, lineage=lineage)


def _moved(session: Session, claim_id: str) -> Session:
    """Select a listed claim; one that was held in the list leaves it when it is left."""
    if session.held is None or session.held == claim_id:
        return replace(session, selected=claim_id, origin=None)
    return _listed(replace(session, selected=claim_id, held=None, origin=None))


def _standing(claim: ReviewedClaim, history: History, session: Session) -> ReviewedClaim:
    claim_id = claim.claim.id
    voices, note = history.voices(claim_id), history.waiting_note(claim_id)
    found = replace(
        with_gathered(claim, history.acts_on(claim_id)),
        decision=standing_verdict(voices),
        noted=None if note is None else reason_of(note),
        links=history.links(claim_id),
        verdicts=voices,
        noted_by=None if note is None else note.analyst,
    )
    return veiled(found, analyst=session.analyst, history=history) if session.blind else found


def _listed(session: Session) -> Session:
    """Work out the list anew; a selected claim that left it hands on to the nearest one."""
    kept = session.claims
    if session.filter != EVERYTHING:
        kept = tuple(
            claim
            for claim in kept
            if claim.claim.id == session.held or session.filter.lets_through(claim)
        )
    listed = arranged(kept, session.order)
    ids = {claim.claim.id for claim in listed}
    if session.selected in ids:
        return replace(session, listed=listed)
    nearest = _nearest(session, ids, listed)
    return replace(
        session, listed=listed, selected=nearest, origin=session.origin or session.selected
    )


def _nearest(session: Session, ids: set[str], listed: tuple[ReviewedClaim, ...]) -> str | None:
    """Return what follows the selected claim in the old list, what precedes it, or the top."""
    place = session.position
    if place is not None:
        around = (*session.listed[place + 1 :], *reversed(session.listed[:place]))
        for claim in around:
            if claim.claim.id in ids:
                return claim.claim.id
    return listed[0].claim.id if listed else None
