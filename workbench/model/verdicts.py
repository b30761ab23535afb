"""What analysts make of claims, and the entries by which the ledger keeps it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Verdict(StrEnum):
    """An analyst's judgement of a claim; never the machine's."""

    VERIFIED = "verified"
    DISPUTED = "disputed"
    UNCONFIRMED = "unconfirmed"


class Status(StrEnum):
    """Where a claim stands: its verdict, or why it has none.

    `disagreement` while analysts give it different verdicts, `unreviewed` while nobody gives one.
    """

    VERIFIED = "verified"
    DISPUTED = "disputed"
    UNCONFIRMED = "unconfirmed"
    DISAGREEMENT = "disagreement"
    UNREVIEWED = "unreviewed"

    @property
    def glyph(self) -> str:
        """One character, so that colour never carries a verdict alone."""
        glyphs = {"verified": "✓", "disputed": "✗", "unconfirmed": "?", "disagreement": "≠"}
        return glyphs.get(self.value, "·")

    @property
    def is_open(self) -> bool:
        """Whether there is something left to do: a verdict to give, or a disagreement to settle."""
        return self in {Status.UNREVIEWED, Status.DISAGREEMENT}

    @classmethod
    def of(cls, verdict: Verdict | None) -> "Status":
        """Return the status that a verdict, or the lack of one, gives a claim."""
        return cls.UNREVIEWED if verdict is None else cls(verdict.value)


class Confidence(StrEnum):
    """How sure an analyst is of a verdict."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on a claim as it stands now, with its reason, analyst and time."""

    entry_id: str
    claim_id: str
    verdict: Verdict
    reason: str | None
    confidence: Confidence | None
    analyst: str
    at: dt.datetime
    """In UTC."""


def standing_verdict(voices: Sequence[Decision]) -> Decision | None:
    """Return the newest of the verdicts on a claim, given last; None where they are not the same.

    Each is an analyst's own; none is worth more than another.
    """
    return voices[-1] if len({voice.verdict for voice in voices}) == 1 else None


class EntryKind(StrEnum):
    """What a ledger entry records."""

    ARTICLE_ADDED = "article added"
    ARTICLE_RENAMED = "article renamed"
    ARTICLE_REMOVED = "article removed"
    ARTICLE_RELATED = "article related"
    PAST_CLAIMS_IMPORTED = "past claims imported"
    DECIDED = "decided"
    SETTLED = "settled"
    NOTED = "noted"
    LINKED = "linked"
    SAID_JUDGED = "said judged"
    EVIDENCE_GIVEN = "evidence given"
    EVIDENCE_REMOVED = "evidence removed"
    TAGGED = "tagged"
    NOTE_WRITTEN = "note written"
    RECUT = "recut"
    REINDEXED = "reindexed"
    MERGED = "merged"
    UNDONE = "undone"
    REDONE = "redone"


Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done, as the ledger keeps it.

    Bodies by kind: decided `{claims: [id], verdict, reason, confidence}` (one entry for a bulk
    decision, so one undo takes it back), its analyst's voice in place of the one before; settled,
    the same and `between`, the ids of the entries whose verdicts disagreed: it clears all voices
    and is its analyst's; merged `{store, head, number, entry_count …, entries_sha256}`, what came
    from another store that stood at that head; noted `{claims: [id], reason}`, the reason of a
    claim that has no verdict yet; linked `{claim: id, past: id, answer, score, model, suggest,
    match}`, an answer on a similar past claim with what it rested on; said judged `{claims: [id],
    verdict, reason}`, whether the speaker said it, apart from whether it is so; evidence given
    `{claims: [id], evidence, replaces}`, in the form of `workbench.interchange`, `replaces` being
    the id of the entry whose evidence it corrects, or null; evidence removed `{claims: [id],
    evidence: id}`; tagged `{claims: [id], added: [tag], removed: [tag]}`; note written `{claims:
    [id], note}`, null to take the note off; article renamed `{article: id, title, author,
    publisher, published, url, language}`, of which those stand that are corrected; article removed
    `{article: id}`; article related `{article: id, other: id, relation, resemblance, containment}`,
    a copy or a version of one before it; undone and redone `{entry: id}`. Recut `{article: id, act,
    claims: [id], taken: [id], made: [claim], reason}`: `claims` are all that it takes out of force
    or makes, `made` whole claims in the form of `workbench.interchange`.
    """

    id: str
    """Made by the caller, 32 hexadecimal digits; unique in the store."""
    at: dt.datetime
    """In UTC."""
    analyst: str
    kind: EntryKind
    body: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of a ledger."""

    number: int
    """How many entries there are; 0 for an empty ledger."""
    sha256: str
    """Of the newest entry; 64 zeros for an empty ledger."""
