"""What an analyst makes of a similar past claim: accepted or rejected. It decides nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbench.model import (
    Entry,
    EntryKind,
    Json,
    Link,
    LinkAnswer,
    LinkStatus,
    Match,
    PastClaim,
)
from workbench.review.acts import Stamp, Step
from workbench.review.session import Session
from workbench.review.words import clipped


def link(session: Session, match: Match, answer: LinkAnswer, *, stamp: Stamp) -> Step:
    """Accept or reject a past claim beside the selected claim, whose verdict stays as it is.

    Another analyst's answer is not overwritten: both stay in the history, the newest stands. The
    analyst's own standing answer is not given twice.
    """
    claim = session.current
    if claim is None:
        return Step(session, words="No claim is selected.")
    before = next((one for one in claim.links if one.past_id == match.past.id), None)
    if before is not None and (before.answer, before.analyst) == (answer, session.analyst):
        return Step(session, words=f"It was {answer} already.")
    body = link_body(claim.claim.id, match, answer)
    entry = Entry(stamp.entry_id, stamp.at, session.analyst, EntryKind.LINKED, body)
    words = f"{answer.capitalize()}: “{clipped(match.past.text)}”."
    if answer is LinkAnswer.ACCEPTED and match.past.verdict is not None and not claim.verdicts:
        words += " Its verdict is not taken over."
    if before is not None and before.analyst != session.analyst:
        words += f" {before.analyst} had {before.answer} it."
    return Step(session.appended(entry), entry, words)


def link_body(claim_id: str, match: Match, answer: LinkAnswer) -> Mapping[str, Json]:
    """Return the body of a `linked` entry: the answer, and what the analyst saw when giving it."""
    compared = match.model is not None
    return {
        "claim": claim_id,
        "past": match.past.id,
        "answer": answer.value,
        "score": round(match.score, 4) if compared else None,
        "model": match.model,
        "suggest": match.thresholds.suggest if match.thresholds else None,
        "match": match.thresholds.match if match.thresholds else None,
    }


def with_answers(matches: Iterable[Match], links: Iterable[Link]) -> tuple[Match, ...]:
    """Return the matches with the answers that stand, the rejected ones last; none is hidden."""
    by_past = {link.past_id: link for link in links}
    answered = [replace(match, link=by_past.get(match.past.id)) for match in matches]
    return tuple(sorted(answered, key=lambda match: match.status is LinkStatus.REJECTED))


def reason_offered(past: PastClaim) -> str:
    """Return a past claim's verdict with its reason, date and address, as a reason to start from.

    Empty where it has no verdict. It is offered when the analyst asks, and never taken over.
    """
    word = past.rating or past.verdict
    if word is None:
        return ""
    day = f"{past.verdict_date:%-d %b %Y}" if past.verdict_date else None
    by = ", ".join(part for part in (past.publisher, day) if part)
    said = f"see “{clipped(past.text, limit=80)}”: {word}" + (f" ({by})" if by else "")
    return " · ".join(part for part in (said, past.reason, past.address) if part)
