"""Re-cutting claims: narrowed, widened, split, merged, added, withdrawn, promoted.

An analyst chooses words of the article; the claims that they make are worked out by the splitter
and handed in. Verdicts and evidence stay with the claim that they were given to: what is made new
begins unreviewed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench import interchange
from workbench.model import Claim, Entry, EntryKind, RecutAct, ReviewedClaim, Span
from workbench.review.acts import Stamp, Step
from workbench.review.picking import nothing_picked
from workbench.review.session import Session
from workbench.review.words import number_of_claims, quoted

TAKE_BACK = "z takes it back."
NO_WORDS = "No words are chosen."
NOT_CHANGED = "Nothing was changed: the words are the same."


@dataclass(frozen=True, slots=True)
class Cut:
    """What an analyst means to do."""

    act: RecutAct
    taken: tuple[str, ...] = ()
    """Ids of claims in force."""
    spans: tuple[tuple[Span, ...], ...] = ()
    """Of each claim that is to be made."""


def reshaped(claim: Claim, pieces: Sequence[tuple[Span, ...]]) -> Cut:
    """Return the cut that makes of a claim one or several others."""
    if len(pieces) > 1:
        return Cut(RecutAct.SPLIT, (claim.id,), tuple(pieces))
    before, after = (sum(s.end - s.start for s in spans) for spans in (claim.spans, pieces[0]))
    act = RecutAct.WIDENED if after > before else RecutAct.NARROWED
    return Cut(act, (claim.id,), tuple(pieces))


def merging(session: Session, claim_ids: Iterable[str]) -> Cut:
    """Return the cut that makes one claim of several: all their words, in article order."""
    wanted = set(claim_ids)
    claims = [one.claim for one in session.claims if one.claim.id in wanted]
    spans: list[Span] = []
    for span in sorted(span for claim in claims for span in claim.spans):
        gap = session.article.text[spans[-1].end : span.start] if spans else "…a"
        if spans and not any(map(str.isalnum, gap)):
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    return Cut(RecutAct.MERGED, tuple(claim.id for claim in claims), (tuple(spans),))


def objection(session: Session, cut: Cut) -> str:  # noqa: PLR0911 - a list of rules
    """Say why a cut cannot be made; empty where it can."""
    for claim_id in cut.taken:
        if words := _no_longer(session, claim_id):
            return words
    taken = [one for id_ in cut.taken if (one := session.claim(id_)) is not None]
    if cut.act is RecutAct.MERGED and len(taken) < 2:  # noqa: PLR2004 - two are several
        return "Pick the claims to merge first, with Space or V."
    if cut.act is RecutAct.MERGED and (words := _two_speakers(taken)):
        return words
    if cut.act is RecutAct.WITHDRAWN:
        return "" if taken else "No claim is selected."
    if not all(map(session.article.quote, cut.spans)) or not cut.spans:
        return NO_WORDS
    if any(span.end > len(session.article.text) for spans in cut.spans for span in spans):
        return f"The article ends at {len(session.article.text)}."
    reshapes = cut.act in {RecutAct.NARROWED, RecutAct.WIDENED, RecutAct.SPLIT}
    if reshapes and not all(_shares(spans, taken[0].claim.spans) for spans in cut.spans):
        return "It shares no word with the claim; add it as a claim of its own."
    return next(filter(None, (_is_there(session, cut, spans) for spans in cut.spans)), "")


def recut(
    session: Session, cut: Cut, made: Sequence[Claim], *, stamp: Stamp, reason: str | None = None
) -> Step:
    """Take claims out of force and put those that were made in their place."""
    if words := objection(session, cut):
        return Step(session, words=words)
    made = tuple(dict.fromkeys(session.cuts.claim(claim.id) or claim for claim in made))
    if any(claim.id in cut.taken for claim in made):
        return Step(session, words=NOT_CHANGED)
    if standing := next((c for one in made if (c := session.claim(one.id)) is not None), None):
        return Step(session, words=f"These words are a claim already: {quoted(standing)}.")
    if len(made) != len(cut.spans):
        return Step(session, words=NO_WORDS)
    body = interchange.recut_body(
        session.article, cut.act, taken=cut.taken, made=made, reason=reason
    )
    entry = Entry(stamp.entry_id, stamp.at, session.analyst, EntryKind.RECUT, body)
    after = nothing_picked(session).appended(entry)
    for claim in made[:1]:
        after = after.select(claim.id)
    return Step(after, entry, _done(session, cut, made))


def _done(session: Session, cut: Cut, made: Sequence[Claim]) -> str:
    taken = [one for id_ in cut.taken if (one := session.claim(id_)) is not None]
    about = quoted((made or [taken[0].claim])[0])
    match cut.act:
        case RecutAct.SPLIT:
            said = f"Split into {number_of_claims(len(made))}."
        case RecutAct.MERGED:
            said = f"Merged {number_of_claims(len(taken))}: {about}."
        case RecutAct.WITHDRAWN:
            about = about if len(taken) == 1 else number_of_claims(len(taken))
            said = f"Not a claim: {about}. It is listed as left out."
        case _:
            said = f"{cut.act.capitalize()}: {about}."
    judged = any(one.decision or one.verdicts or one.evidence for one in taken)
    if made and judged:
        verb = "begins" if len(made) == 1 else "begin"
        said += f" Verdict and evidence stay with what it was; the new {verb} unreviewed."
    return f"{said} {TAKE_BACK}"


def _no_longer(session: Session, claim_id: str) -> str:
    if session.cuts.stands(claim_id):
        return ""
    newest = session.cuts.newest(claim_id)
    claim = session.cuts.claim(claim_id)
    if claim is None or newest is None:
        return "That claim is not of this article, or its making was taken back."
    return f"{quoted(claim)} was {newest.act} by {newest.analyst} meanwhile; look again."


def _two_speakers(taken: Sequence[ReviewedClaim]) -> str:
    speakers = sorted({one.claim.speaker for one in taken if one.claim.speaker})
    if len(speakers) <= 1:
        return ""
    named = " and ".join(f"“{speaker}”" for speaker in speakers)
    return f"A claim has one speaker, and these have {named}."


def _is_there(session: Session, cut: Cut, spans: Sequence[Span]) -> str:
    """Say which claim the words are already."""
    text = session.article.text
    asked = _edges(text, spans)
    if not asked:
        return NO_WORDS
    for one in session.claims:
        if _edges(text, one.claim.spans) == asked:
            if one.claim.id in cut.taken:
                return NOT_CHANGED
            return f"These words are a claim already: {quoted(one)}."
    return ""


def _edges(text: str, spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    """Return where the words of spans begin and end, whatever else stands at the edges."""
    found = []
    for span in spans:
        words = [i for i in range(span.start, min(span.end, len(text))) if text[i].isalnum()]
        if words:
            found.append((words[0], words[-1]))
    return tuple(found)


def _shares(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in spans for b in others)
