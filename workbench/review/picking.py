"""Picking several claims, to decide them at once.

What is picked are listed claims only: one that a filter takes off the list is not decided unseen,
and is picked again when it is listed again.
"""

from dataclasses import replace

from workbench.model import ReviewedClaim
from workbench.review.session import Session


def picked(session: Session) -> tuple[ReviewedClaim, ...]:
    """Return the listed claims that are picked, in the list's order, a begun range included."""
    ids = session.marked | _range(session)
    if not ids:
        return ()
    return tuple(claim for claim in session.listed if claim.claim.id in ids)


def toggled(session: Session) -> Session:
    """Pick the selected claim, or leave it out again, and go on to the next one."""
    claim_id = session.selected
    if claim_id is None:
        return session
    return replace(session, marked=session.marked ^ {claim_id}).next()


def range_turned(session: Session) -> Session:
    """Begin a range at the selected claim, or end the one that was begun: it stays picked."""
    if session.range_from is not None:
        return replace(session, marked=session.marked | _range(session), range_from=None)
    return replace(session, range_from=session.selected)


def all_picked(session: Session) -> Session:
    """Pick all listed claims; where all are picked already, none."""
    listed = frozenset(claim.claim.id for claim in session.listed)
    if len(picked(session)) == len(listed):
        return nothing_picked(session)
    return replace(session, marked=session.marked | listed, range_from=None)


def nothing_picked(session: Session) -> Session:
    """Pick no claim."""
    return replace(session, marked=frozenset(), range_from=None)


def _range(session: Session) -> frozenset[str]:
    """Return the ids from where a range was begun to the selected claim."""
    if session.range_from is None or session.position is None:
        return frozenset()
    ids = [claim.claim.id for claim in session.listed]
    if session.range_from not in ids:
        return frozenset()
    start, end = sorted((ids.index(session.range_from), session.position))
    return frozenset(ids[start : end + 1])
