"""The phrases that all forms of a report share."""

import datetime as dt
import math
from collections.abc import Iterable
from functools import lru_cache

from workbench.model import (
    Claim,
    ClaimPair,
    Credibility,
    DateMention,
    Decision,
    EntryKind,
    Evidence,
    Figure,
    FigureKind,
    Match,
    Origin,
    Reliability,
    Report,
    ReportHead,
    ReportSection,
    ReviewedClaim,
    Span,
    Status,
    Tally,
    Told,
    Verdict,
)

PROGRAM = "claim-workbench"
NOBODY = "the article itself"
"""Who says what nobody is quoted with."""


def status_with_glyph(status: Status) -> str:
    """Return `✓ verified`."""
    return f"{status.glyph} {status}"


def counted(number: int, one: str, many: str) -> str:
    """Return `1 claim`, `12 claims`."""
    return f"{number:,} {one if number == 1 else many}"


def claims(number: int) -> str:
    """Return `1 claim`, `12 claims`."""
    return counted(number, "claim", "claims")


def totals(tally: Tally) -> str:
    """Return `12 claims: 3 verified, 2 disputed, 1 unconfirmed, 6 unreviewed`."""
    counts = ", ".join(f"{count:,} {status}" for status, count in tally.counts)
    return f"{claims(tally.total)}: {counts}"


def count_of(tally: Tally, status: Status) -> int:
    """Return how many claims of the tally stand there."""
    return dict(tally.counts).get(status, 0)


def excluded(report: Report | ReportHead) -> int:
    """Return how many claims of the report's articles its filter keeps out."""
    return report.tally.total - report.shown


def shown_tally(report: Report) -> Tally:
    """Count the claims that the filter lets through."""
    return Tally.of(item.status for section in report.sections for item in section.claims)


def nothing_shown(report: Report | ReportHead) -> str | None:
    """Return the sentence that says why a report holds no claim; None where it holds some."""
    if not (report.sections if isinstance(report, Report) else report.articles):
        return "There is no article in this report."
    if report.shown:
        return None
    if not report.tally.total:
        return "There is no claim in the articles of this report."
    return f"No claim passed the filter; it excludes {claims(report.tally.total)}."


def nothing_in(section: ReportSection) -> str:
    """Return the sentence that says why an article shows no claim."""
    if section.tally.total:
        return "No claim of this article passed the filter."
    return "There is no claim in this article."


@lru_cache(maxsize=1024)
def moment(at: dt.datetime) -> str:
    """Return a time in UTC as `2012-03-01T16:05:09Z`; one without a zone is taken as UTC."""
    utc = at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at.astimezone(dt.UTC)
    return utc.isoformat(timespec="seconds").replace("+00:00", "Z")


def moment_in_words(at: dt.datetime) -> str:
    """Return a time in UTC as `2012-03-01 16:05:09 UTC`."""
    return moment(at).replace("T", " ").replace("Z", " UTC")


def offsets(spans: Iterable[Span]) -> str:
    """Return the spans as `120–180, 200–240`: from the first code point to before the second."""
    return ", ".join(f"{span.start}–{span.end}" for span in spans)


def figure(value: Figure) -> str:
    """Return a figure's words with its kind, and the number where the words do not show it."""
    if value.value is None or not math.isfinite(value.value):
        return f"{value.text} ({value.kind})"
    whole = value.value == int(value.value)
    plain = str(int(value.value) if whole else value.value)
    grouped = f"{int(value.value):,}" if whole else f"{value.value:,}"
    if plain in value.text or grouped in value.text:
        return f"{value.text} ({value.kind})"
    number = plain if value.kind in {FigureKind.YEAR, FigureKind.DATE} else grouped
    return f"{value.text} ({value.kind}: {number})"


def date(mention: DateMention) -> str:
    """Return a date's words with the day that they name: `on Thursday (2012-03-01)`."""
    if mention.value is None:
        return mention.text
    return f"{mention.text} ({mention.value}{'' if mention.certain else ', likely'})"


def speaker(claim: Claim) -> str:
    """Return who says the claim and how: `the mayor (denied, “rejected”)`."""
    cue = f", “{claim.cue}”" if claim.cue and claim.cue != claim.manner else ""
    return f"{claim.speaker or NOBODY} ({claim.manner}{cue})"


def checkability(claim: Claim) -> str:
    """Return the score with its reasons."""
    reasons = ", ".join(claim.checkability.reasons)
    return f"{claim.checkability.score:.2f}" + (f" ({reasons})" if reasons else "")


def past_verdict(match: Match) -> str:
    """Return a past claim's verdict with its publisher's own word, and that it is stale.

    Its day is given where that is not the claim's own, as for a claim of an article.
    """
    past = match.past
    words = status_with_glyph(Status.of(past.verdict)) if past.verdict else "no verdict"
    if past.rating:
        words += f" (“{past.rating}”)"
    if past.verdict_date and past.verdict_date != past.date:
        words += f", given {past.verdict_date.isoformat()}"
    return f"{words}, stale" if match.stale else words


def link(match: Match) -> str | None:
    """Return `= match`, or who accepted or rejected it: `+ accepted by anna, 2012-03-01T…`."""
    if match.status is None:
        return None
    words = f"{match.status.glyph} {match.status}"
    return f"{words} by {match.link.analyst}, {moment(match.link.at)}" if match.link else words


def pair(value: ClaimPair) -> str:
    """Return how two claims belong together: `≠ contradicts`."""
    return f"{value.kind.glyph} {value.kind}"


def pair_in_full(value: ClaimPair) -> str:
    """Return two claims that belong together, how, and in what they differ."""
    differs = f" ({differences(value)})" if value.differences else ""
    return f"{pair(value)}: {value.first.text} / {value.second.text}{differs}"


def differences(match: Match | ClaimPair) -> str:
    """Return the differences of a match or a pair; empty for none."""
    return "; ".join(map(str, match.differences))


def grade(evidence: Evidence) -> str:
    """Return what an Admiralty grade means: `usually reliable, possibly true`."""
    sides = (evidence.reliability or Reliability.F, evidence.credibility or Credibility.SIX)
    return ", ".join(side.meaning for side in sides)


def judgement(decision: Decision) -> str:
    """Return `disputed: counted twice (anna, 2012-03-01 16:05:09 UTC)`."""
    reason = f": {decision.reason}" if decision.reason else ""
    return f"{decision.verdict}{reason} ({decision.analyst}, {moment_in_words(decision.at)})"


def history(line: Told) -> str:
    """Return one thing that was done: when, who, what, and whether it was taken back."""
    words = f"{moment_in_words(line.at)}, {line.analyst}: {line.words}"
    return f"{words} (taken back later)" if line.taken_back else words


def corrections(item: ReviewedClaim) -> tuple[str, ...]:
    """Return where an earlier verdict was changed or taken back."""
    verdicts = {verdict.value for verdict in Verdict}
    return tuple(
        history(line)
        for line in item.history
        if line.before is not None
        and line.before != line.after
        and line.before.split(" ")[0] in verdicts
        and line.entry is not None
        and line.entry.kind in {EntryKind.DECIDED, EntryKind.UNDONE, EntryKind.REDONE}
    )


def origin(one: Origin) -> str:
    """Return by which act a claim was cut, and out of what."""
    taken = "; ".join(f"“{claim.text}” ({claim.id})" for claim in one.taken)
    by = f"{one.act} by {one.analyst}, {moment_in_words(one.at)}"
    words = f"{by}, from {taken}" if taken else by
    return f"{words}: {one.reason}" if one.reason else words


def around(section: ReportSection) -> str:
    """Return how much stood around the article in its source, to begin the list of it."""
    pieces = counted(len(section.furniture), "piece", "pieces")
    was = "was" if len(section.furniture) == 1 else "were"
    return f"{pieces} stood around the article in its source, and {was} taken out:"


def open_question(item: ReviewedClaim) -> str:
    """Return why a claim is left to find out; empty where a verdict settles it."""
    if item.status is Status.DISAGREEMENT:
        return f"Analysts disagree: {'; '.join(map(judgement, item.verdicts))}."
    if item.status is Status.UNREVIEWED:
        return "Nobody has reviewed it."
    if item.status is Status.UNCONFIRMED:
        reason = item.decision.reason if item.decision else None
        return reason or "No reason was given."
    return ""
