"""What was done, said to the analyst in one short line."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from workbench import interchange
from workbench.model import (
    ENGLISH,
    Article,
    Claim,
    Decision,
    Entry,
    EntryKind,
    Origin,
    RecutAct,
    ReviewedClaim,
    Status,
    name_of,
    primary,
)
from workbench.review.blind import is_hidden
from workbench.review.history import (
    VERDICTS,
    History,
    claims_of,
    confidence_of,
    link_of,
    reason_of,
    texts_of,
    verdict_of,
)
from workbench.review.session import Session

CLIPPED = 48
"""How many letters of a claim a line quotes."""


def clipped(text: str, *, limit: int = CLIPPED) -> str:
    """Return the text on one line, cut after a word where it is longer than the limit."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def quoted(claim: ReviewedClaim | Claim) -> str:
    """Return a claim's text, clipped and in quotation marks."""
    return f"“{clipped((claim if isinstance(claim, Claim) else claim.claim).text)}”"


def origin_in_words(origin: Origin) -> str:
    """Return an act that a claim comes from: `split from “about 4,000 remain…” by rana`."""
    if not origin.taken:
        what = "left out before" if origin.act is RecutAct.PROMOTED else "by selecting its words"
        return f"{origin.act} {what}, by {origin.analyst}"
    sources = " and ".join(quoted(claim) for claim in origin.taken)
    return f"{origin.act} from {sources} by {origin.analyst}"


_DOING = {
    RecutAct.NARROWED: "narrowing",
    RecutAct.WIDENED: "widening",
    RecutAct.SPLIT: "splitting",
    RecutAct.MERGED: "merging",
    RecutAct.ADDED: "adding",
    RecutAct.WITHDRAWN: "withdrawing",
    RecutAct.PROMOTED: "promoting",
}


def recut_in_words(entry: Entry, session: Session) -> str:
    """Return what an act re-cut: `the splitting of “about 4,000 remain…”`."""
    recut = interchange.recut_from_entry(entry)
    ids = recut.taken or tuple(claim.id for claim in recut.made)
    claim = session.cuts.claim(ids[0]) or next(iter(recut.made), None)
    one = len(ids) == 1 and claim is not None
    about = quoted(claim) if one and claim is not None else number_of_claims(len(ids))
    return f"the {_DOING[recut.act]} of {about}"


def act_in_words(entry: Entry, session: Session) -> str:  # noqa: PLR0911 - a list of kinds
    """Return what an act did: `disputed on “about 4,000 remain…”`."""
    ids = claims_of(entry)
    claims = [claim for claim_id in ids if (claim := session.claim(claim_id)) is not None]
    about = quoted(claims[0]) if len(ids) == 1 and claims else number_of_claims(len(ids))
    match entry.kind:
        case EntryKind.DECIDED if len(ids) == 1:
            return f"{_news(entry, ids[0], session.history)} on {about}"
        case EntryKind.DECIDED:
            return f"{verdict_of(entry)} on {about}"
        case EntryKind.SETTLED:
            return f"settled as {verdict_of(entry)}: {about}"
        case EntryKind.NOTED:
            return f"the reason noted on {about}"
        case EntryKind.RECUT:
            return recut_in_words(entry, session)
        case EntryKind.LINKED:
            return f"a past claim {link_of(entry).answer} on {about}"
        case EntryKind.SAID_JUDGED:
            return f"{entry.body['verdict']} that it was said, on {about}"
    return f"{gathered_in_words(entry, session.history)} on {about}"


def gathered_in_words(entry: Entry, history: History) -> str:
    """Return what an act gathered or took off: `tags +flood`, `evidence from “a press release”`."""
    match entry.kind:
        case EntryKind.TAGGED:
            words = tags_in_words(texts_of(entry, "added"), texts_of(entry, "removed"))
            return f"tags {words}"
        case EntryKind.NOTE_WRITTEN:
            return "the note" if entry.body.get("note") else "taking the note off"
        case EntryKind.EVIDENCE_GIVEN:
            what = "the correction of evidence" if entry.body.get("replaces") else "evidence"
            return f"{what} from {_source(entry)}"
    given = history.act(str(entry.body.get("evidence")))
    source = f" from {_source(given)}" if given is not None else ""
    return f"taking off evidence{source}"


def tags_in_words(added: Iterable[str], removed: Iterable[str]) -> str:
    """Return `+flood −toll`."""
    return " ".join([*(f"+{tag}" for tag in added), *(f"−{tag}" for tag in removed)])


def _source(given: Entry) -> str:
    evidence = interchange.evidence_from_json(given.body["evidence"])
    return f"“{clipped(evidence.source)}”"


def entry_in_words(entry: Entry, session: Session) -> str:
    """Return what an entry did, an undoing too: `undoing disputed on “about 4,000 remain…”`."""
    if entry.kind not in {EntryKind.UNDONE, EntryKind.REDONE}:
        return act_in_words(entry, session)
    verb = "undoing" if entry.kind is EntryKind.UNDONE else "redoing"
    act = session.history.act(str(entry.body["entry"]))
    return f"{verb} {act_in_words(act, session)}" if act is not None else f"{verb} 1 change"


def others_in_words(entries: tuple[Entry, ...], session: Session) -> str:
    """Return what other windows did; an empty text where it was nothing about these claims."""
    if not entries:
        return ""
    if len(entries) > 1:
        return f"{len(entries)} changes came in from other windows."
    entry = entries[0]
    act, verb = entry, ""
    if entry.kind in {EntryKind.UNDONE, EntryKind.REDONE}:
        turned = session.history.act(str(entry.body["entry"]))
        if turned is None:
            return ""
        act, verb = turned, " took back" if entry.kind is EntryKind.UNDONE else " restored"
    claims = {claim.claim.id: claim for claim in session.claims}
    if session.blind and is_hidden(act, claims, analyst=session.analyst):
        return "1 change came in from another window."
    return f"In another window, {entry.analyst}{verb}: {act_in_words(act, session)}"


def _news(entry: Entry, claim_id: str, history: History) -> str:
    """Return the verdict that an entry gives; where it stood already, what is new beside it."""
    before = None
    for other in history.by_claim.get(claim_id, ()):
        if other.id == entry.id:
            break
        own = other.kind in VERDICTS and other.analyst == entry.analyst
        if own and other.id not in history.taken_back:
            before = other
    if before is not None:
        if verdict_of(before) is verdict_of(entry) and reason_of(before) != reason_of(entry):
            return "the reason"
        if verdict_of(before) is verdict_of(entry):
            return f"confidence {confidence_of(entry) or 'none'}"
    return str(verdict_of(entry))


def standing_in_words(claim: ReviewedClaim) -> str:
    """Say where a claim stands, and by whom: `omar marked it disputed: “it was 400”`."""
    decision = claim.decision
    if claim.status is Status.DISAGREEMENT:
        return f"Analysts disagree on it: {voices_in_words(claim.verdicts)}."
    if decision is None:
        return "It has no verdict now."
    why = f": “{clipped(decision.reason)}”" if decision.reason else ""
    return f"{decision.analyst} marked it {decision.verdict}{why}."


def voices_in_words(voices: Iterable[Decision]) -> str:
    """Return who says what: `verified by rana, disputed by omar`."""
    return ", ".join(f"{voice.verdict} by {voice.analyst}" for voice in voices)


def again_in_words(session: Session, claim_ids: Sequence[str]) -> str:
    """Say where several claims stand after an undo: `, which are unreviewed again`."""
    claims = [claim for claim_id in claim_ids if (claim := session.claim(claim_id)) is not None]
    counts = Counter(claim.status for claim in claims)
    if set(counts) == {Status.UNREVIEWED}:
        return ", which are unreviewed again"
    return f"; they are {counts_in_words(counts)} now" if counts else ""


def counts_in_words(counts: Mapping[Status, int]) -> str:
    """Return how many stand where: `9 unreviewed, 3 verified`."""
    return ", ".join(f"{counts[status]} {status}" for status in Status if counts.get(status))


def arrived_in_words(articles: Sequence[Article]) -> str:
    """Return which articles other windows took in; an empty text for none."""
    if not articles:
        return ""
    if len(articles) > 1:
        return f"{len(articles)} articles came in from other windows."
    return f"“{clipped(articles[0].title)}” came in from another window."


def known_in_words(article: Article) -> str:
    """Return what is known of an article besides its title; an empty text for nothing."""
    day = article.published.isoformat() if article.published else None
    language = name_of(article.language) if article.language else None
    known = (article.author, article.publisher, day, article.url, language)
    return " · ".join(part for part in known if part)


def cut_in_words(language: str) -> str:
    """Return how the claims of an article were cut that was taken to be in this language."""
    pieces = "clauses" if primary(language) == ENGLISH else "sentences"
    return f"Its claims stay as they were cut: {name_of(language)}, by its {pieces}."


def number_of_claims(count: int) -> str:
    """Return `1 claim` or `12 claims`."""
    return "1 claim" if count == 1 else f"{count} claims"
