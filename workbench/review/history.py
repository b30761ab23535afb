"""Ledger entries folded into what stands now: verdicts, noted reasons, undo and redo.

Each analyst has a voice of their own on a claim: their newest verdict that was not taken back. Each
undoes only what is their own; a new decision or note of theirs closes the way forward to what they
had undone.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from workbench.model import (
    Confidence,
    Decision,
    Entry,
    EntryKind,
    Json,
    Link,
    LinkAnswer,
    Thresholds,
    Verdict,
    standing_verdict,
)

ACTS = frozenset(
    {
        EntryKind.DECIDED,
        EntryKind.SETTLED,
        EntryKind.NOTED,
        EntryKind.LINKED,
        EntryKind.SAID_JUDGED,
        EntryKind.EVIDENCE_GIVEN,
        EntryKind.EVIDENCE_REMOVED,
        EntryKind.TAGGED,
        EntryKind.NOTE_WRITTEN,
        EntryKind.RECUT,
    }
)
"""The kinds of entry that say something about claims, and that can be undone."""
ON_ARTICLES = frozenset({EntryKind.ARTICLE_RENAMED, EntryKind.ARTICLE_REMOVED})
"""The kinds of entry that say something about an article as a whole, and that can be undone."""
VERDICTS = frozenset({EntryKind.DECIDED, EntryKind.SETTLED})
"""The kinds of entry that give a verdict."""


@dataclass(frozen=True, slots=True)
class History:
    """What the entries of a ledger, read in order, amount to."""

    entries: tuple[Entry, ...] = ()
    """Everything folded in, in order."""
    by_claim: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    """The acts on each claim, in order, those taken back included."""
    taken_back: frozenset[str] = frozenset()
    """Ids of the acts that are undone now."""
    undoable: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    """What each analyst can undo, the next one last."""
    redoable: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    """What each analyst can redo, the next one last."""

    @classmethod
    def of(cls, entries: Iterable[Entry], *, kinds: Collection[EntryKind] = ACTS) -> "History":
        """Fold entries, given in the ledger's order; those of other `kinds` are no acts."""
        fold = _Fold(cls(), kinds)
        for entry in entries:
            fold.take(entry)
        return fold.history()

    def after(self, entry: Entry) -> "History":
        """Return the history with one more entry."""
        fold = _Fold(self)
        fold.take(entry)
        return fold.history()

    def merged(self, stored: Iterable[Entry]) -> "History":
        """Return the history of a store's entries, then of those here that are not stored yet."""
        stored = tuple(stored)
        ids = {entry.id for entry in stored}
        return History.of((*stored, *(entry for entry in self.entries if entry.id not in ids)))

    def changed(self, later: "History") -> frozenset[str]:
        """Return the claims of which another history says something else."""
        claims = self.by_claim.keys() | later.by_claim.keys()
        turned = self.taken_back ^ later.taken_back
        return frozenset(
            claim_id
            for claim_id in claims
            if (acts := self.by_claim.get(claim_id, ()))
            != (now := later.by_claim.get(claim_id, ()))
            or (turned and any(act.id in turned for act in (*acts, *now)))
        )

    def voices(self, claim_id: str) -> tuple[Decision, ...]:
        """Return each analyst's own verdict on a claim, the newest last.

        A settlement clears all before it, and is its analyst's.
        """
        voices: dict[str, Decision] = {}
        for entry in self.acts_on(claim_id):
            if entry.kind in VERDICTS:
                if entry.kind is EntryKind.SETTLED:
                    voices.clear()
                voices.pop(entry.analyst, None)
                voices[entry.analyst] = decision_of(entry, claim_id)
        return tuple(voices.values())

    def decision(self, claim_id: str) -> Decision | None:
        """Return the verdict that stands on a claim: none while analysts disagree."""
        return standing_verdict(self.voices(claim_id))

    def noted(self, claim_id: str) -> str | None:
        """Return the reason that waits for a verdict on a claim."""
        entry = self.waiting_note(claim_id)
        return None if entry is None else reason_of(entry)

    def waiting_note(self, claim_id: str, *, by: str | None = None) -> Entry | None:
        """Return the note whose reason waits for its analyst's next verdict on a claim.

        The newest of any analyst, or that of one.
        """
        notes: dict[str, Entry] = {}
        for entry in self.acts_on(claim_id):
            if entry.kind is EntryKind.NOTED or entry.kind in VERDICTS:
                notes.pop(entry.analyst, None)
            if entry.kind is EntryKind.NOTED and reason_of(entry):
                notes[entry.analyst] = entry
        if by is not None:
            return notes.get(by)
        return next(reversed(notes.values()), None)

    def links(self, claim_id: str) -> tuple[Link, ...]:
        """Return the answers on past claims that stand, in the order in which they were given."""
        newest: dict[str, Link] = {}
        for entry in self.by_claim.get(claim_id, ()):
            if entry.kind is EntryKind.LINKED and entry.id not in self.taken_back:
                link = link_of(entry)
                newest.pop(link.past_id, None)
                newest[link.past_id] = link
        return tuple(newest.values())

    def acts_on(self, claim_id: str) -> tuple[Entry, ...]:
        """Return the acts on a claim that were not taken back, in order."""
        acts = self.by_claim.get(claim_id, ())
        return tuple(act for act in acts if act.id not in self.taken_back)

    def act(self, entry_id: str) -> Entry | None:
        """Return an act by its id."""
        acts = (act for acts in self.by_claim.values() for act in acts)
        return next((act for act in acts if act.id == entry_id), None)

    def next_undo(self, analyst: str) -> Entry | None:
        """Return the analyst's newest act that is not taken back."""
        stack = self.undoable.get(analyst, ())
        return stack[-1] if stack else None

    def next_redo(self, analyst: str) -> Entry | None:
        """Return what the analyst undid last and has not decided past."""
        stack = self.redoable.get(analyst, ())
        return stack[-1] if stack else None


class _Fold:
    """A history being made: dictionaries are copied once, then changed in place."""

    def __init__(self, start: History, kinds: Collection[EntryKind] = ACTS) -> None:
        self.kinds = kinds
        self.entries = list(start.entries)
        self.by_claim = dict(start.by_claim)
        self.taken_back = set(start.taken_back)
        self.undoable = {name: list(stack) for name, stack in start.undoable.items()}
        self.redoable = {name: list(stack) for name, stack in start.redoable.items()}
        self.acts = {act.id: act for acts in start.by_claim.values() for act in acts}

    def take(self, entry: Entry) -> None:
        """Fold in one entry; one of another kind only lengthens the list."""
        self.entries.append(entry)
        if entry.kind in self.kinds:
            self._act(entry)
        elif entry.kind in {EntryKind.UNDONE, EntryKind.REDONE}:
            act = self.acts.get(str(entry.body.get("entry")))
            if act is not None:
                self._turn(act, by=entry.analyst, back=entry.kind is EntryKind.UNDONE)

    def history(self) -> History:
        """Return what came of it."""
        return History(
            entries=tuple(self.entries),
            by_claim=self.by_claim,
            taken_back=frozenset(self.taken_back),
            undoable={name: tuple(stack) for name, stack in self.undoable.items()},
            redoable={name: tuple(stack) for name, stack in self.redoable.items()},
        )

    def _act(self, entry: Entry) -> None:
        self.acts[entry.id] = entry
        for claim_id in claims_of(entry):
            self.by_claim[claim_id] = (*self.by_claim.get(claim_id, ()), entry)
        self.undoable.setdefault(entry.analyst, []).append(entry)
        self.redoable[entry.analyst] = []

    def _turn(self, act: Entry, *, by: str, back: bool) -> None:
        if back == (act.id in self.taken_back):
            return  # two windows undid the same decision
        (self.taken_back.add if back else self.taken_back.remove)(act.id)
        source, target = (self.undoable, self.redoable) if back else (self.redoable, self.undoable)
        for stack in source.values():
            if act in stack:
                stack.remove(act)
        target.setdefault(by, []).append(act)


def claims_of(entry: Entry) -> tuple[str, ...]:
    """Return the ids of the claims that an act is about."""
    if entry.kind is EntryKind.LINKED:
        return (str(entry.body.get("claim")),)
    return texts_of(entry, "claims")


def texts_of(entry: Entry, key: str) -> tuple[str, ...]:
    """Return the texts that an entry's body lists under a key; none where it has no such list."""
    return tuple(str(text) for text in _list(entry.body.get(key)))


def verdict_of(entry: Entry) -> Verdict | None:
    """Return the verdict that an entry gives; None where it is no decision."""
    return Verdict(str(entry.body["verdict"])) if entry.kind in VERDICTS else None


def reason_of(entry: Entry) -> str | None:
    """Return the reason that an entry gives."""
    reason = entry.body.get("reason")
    return str(reason) if reason else None


def confidence_of(entry: Entry) -> Confidence | None:
    """Return the confidence that an entry gives."""
    confidence = entry.body.get("confidence")
    return Confidence(str(confidence)) if confidence else None


def decision_of(entry: Entry, claim_id: str) -> Decision:
    """Return what a `decided` or `settled` entry decides for one of its claims."""
    return Decision(
        entry_id=entry.id,
        claim_id=claim_id,
        verdict=Verdict(str(entry.body["verdict"])),
        reason=reason_of(entry),
        confidence=confidence_of(entry),
        analyst=entry.analyst,
        at=entry.at,
    )


def link_of(entry: Entry) -> Link:
    """Return the answer that a `linked` entry gives."""
    body = entry.body
    suggest, match = _number(body.get("suggest")), _number(body.get("match"))
    model = body.get("model")
    return Link(
        entry_id=entry.id,
        claim_id=str(body["claim"]),
        past_id=str(body["past"]),
        answer=LinkAnswer(str(body["answer"])),
        analyst=entry.analyst,
        at=entry.at,
        score=_number(body.get("score")),
        model=str(model) if model else None,
        thresholds=None if suggest is None or match is None else Thresholds(suggest, match),
    )


def _number(value: Json) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
