"""The history of a claim or a past claim, said line by line: who, when, what, and taken back."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.model import Entry, EntryKind
from workbench.review.history import (
    ACTS,
    History,
    confidence_of,
    link_of,
    reason_of,
    verdict_of,
)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was done."""

    at: dt.datetime
    """In UTC."""
    analyst: str
    words: str
    taken_back: bool = False
    """Whether it is undone now."""


def told(entries: Iterable[Entry], id_: str) -> tuple[Told, ...]:
    """Return what the entries about a claim or past claim say, in order."""
    history = History.of(entries)
    acts = {entry.id: entry for entry in history.entries if entry.kind in ACTS}
    found = []
    for entry in history.entries:
        words = _words(entry, acts, id_)
        if words:
            found.append(Told(entry.at, entry.analyst, words, entry.id in history.taken_back))
    return tuple(found)


def _words(entry: Entry, acts: dict[str, Entry], id_: str) -> str:
    match entry.kind:
        case EntryKind.ARTICLE_ADDED:
            return "taken in with its article"
        case EntryKind.PAST_CLAIMS_IMPORTED:
            return "imported"
        case EntryKind.DECIDED | EntryKind.NOTED | EntryKind.LINKED:
            return _act(entry, id_)
    act = acts.get(str(entry.body.get("entry")))
    verb = "took back" if entry.kind is EntryKind.UNDONE else "restored"
    return f"{verb}: {_act(act, id_)}" if act is not None else ""


def _act(entry: Entry, id_: str) -> str:
    if entry.kind is EntryKind.LINKED:
        link = link_of(entry)
        other = "a past claim beside it" if link.claim_id == id_ else "it beside another claim"
        return f"{link.answer} {other}"
    reason = reason_of(entry)
    if entry.kind is EntryKind.NOTED:
        return f"noted: {reason}" if reason else "took the noted reason off"
    confidence = confidence_of(entry)
    sure = f" (confidence {confidence})" if confidence else ""
    return f"{verdict_of(entry)}{sure}" + (f": {reason}" if reason else "")
