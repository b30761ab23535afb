"""The bodies of ledger entries, checked before they get in.

Nothing is ever deleted, so what the views could not read must not get in.
"""

import datetime as dt
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import cast

from workbench import interchange
from workbench.interchange.shapes import as_list, as_object, as_text
from workbench.model import (
    Confidence,
    Entry,
    EntryKind,
    Json,
    LinkAnswer,
    Manner,
    RecutAct,
    RelationKind,
    Verdict,
    language_tag,
)

CORRECTABLE = ("title", "author", "publisher", "published", "url", "language")
"""What an entry that corrects an article may name."""

_Body = Mapping[str, Json]


def claims_named(entry: Entry) -> Sequence[str]:
    """Return the claims that an act is about; ValueError where its body does not fit its kind."""
    check = _CHECKS.get(entry.kind)
    if check is None:
        return ()
    try:
        check(entry.body)
    except (KeyError, TypeError) as error:
        message = f"the body of an entry “{entry.kind}” does not fit: {error}"
        raise ValueError(message) from error
    if entry.kind is EntryKind.LINKED:
        return (text(entry.body, "claim"),)
    return _texts(entry.body, "claims")


def refuse_misread(entry: Entry) -> None:
    """Raise ValueError where views that read every kind could not read this entry's body."""
    if "claims" in entry.body:
        _texts(entry.body, "claims")
    if "manners" in entry.body:
        for manner in as_object(entry.body["manners"]).values():
            Manner(as_text(manner))


def articles_named(entry: Entry) -> Sequence[str]:
    """Return the articles that an entry renames, removes or relates; ValueError where it cannot."""
    match entry.kind:
        case EntryKind.ARTICLE_RENAMED:
            _corrected(entry.body)
            return (text(entry.body, "article"),)
        case EntryKind.ARTICLE_REMOVED:
            return (text(entry.body, "article"),)
        case EntryKind.ARTICLE_RELATED:
            RelationKind(text(entry.body, "relation"))
            return (text(entry.body, "article"), text(entry.body, "other"))
        case _:
            return ()


def _corrected(body: _Body) -> None:
    """Refuse what corrects nothing, or sets something to what it cannot be."""
    named = [key for key in CORRECTABLE if key in body]
    for key in named:
        if not text(body, key).strip():
            raise _misfit(body, key)
    if not named:
        raise _misfit(body, "title")
    if "published" in named:
        dt.date.fromisoformat(text(body, "published"))
    if "language" in named and language_tag(text(body, "language")) is None:
        raise _misfit(body, "language")


def evidence_named(entry: Entry) -> str | None:
    """Return the entry whose evidence an entry corrects or takes off; None where it does not."""
    match entry.kind:
        case EntryKind.EVIDENCE_REMOVED:
            return text(entry.body, "evidence")
        case EntryKind.EVIDENCE_GIVEN if entry.body.get("replaces") is not None:
            return text(entry.body, "replaces")
    return None


def file_named(entry: Entry) -> str | None:
    """Return the SHA-256 of the file that an entry says is kept; None where it says of none."""
    evidence, original = entry.body.get("evidence"), entry.body.get("original")
    file = evidence.get("file") if isinstance(evidence, dict) else None
    if file is None and isinstance(original, dict) and original.get("kept"):
        file = original
    return str(file.get("sha256")) if isinstance(file, dict) else None


def text(body: _Body, key: str) -> str:
    """Return the text under a key; ValueError where there is none."""
    match body.get(key):
        case str(value):
            return value
        case _:
            raise _misfit(body, key)


def _decided(body: _Body) -> None:
    Verdict(text(body, "verdict"))
    if body.get("confidence") is not None:
        Confidence(text(body, "confidence"))
    _text_or_null(body, "reason")


def _settled(body: _Body) -> None:
    _decided(body)
    if not _texts(body, "between"):
        raise _misfit(body, "between")


def _noted(body: _Body) -> None:
    _text_or_null(body, "reason")


def _linked(body: _Body) -> None:
    if text(body, "claim") == text(body, "past"):
        raise _misfit(body, "past")
    LinkAnswer(text(body, "answer"))
    _text_or_null(body, "model")
    for key in ("score", "suggest", "match"):
        match body.get(key):
            case None | int() | float():
                continue
            case _:
                raise _misfit(body, key)


def _said_judged(body: _Body) -> None:
    Verdict(text(body, "verdict"))
    _text_or_null(body, "reason")


def _evidence_given(body: _Body) -> None:
    interchange.evidence_from_json(body["evidence"])
    _text_or_null(body, "replaces")


def _evidence_removed(body: _Body) -> None:
    text(body, "evidence")


def _tagged(body: _Body) -> None:
    if not {*_texts(body, "added"), *_texts(body, "removed")}:
        raise _misfit(body, "added")


def _note_written(body: _Body) -> None:
    _text_or_null(body, "note")


_ARITIES: Mapping[RecutAct, tuple[range, range]] = {
    RecutAct.NARROWED: (range(1, 2), range(1, 2)),
    RecutAct.WIDENED: (range(1, 2), range(1, 2)),
    RecutAct.SPLIT: (range(1, 2), range(2, sys.maxsize)),
    RecutAct.MERGED: (range(2, sys.maxsize), range(1, 2)),
    RecutAct.ADDED: (range(1), range(1, 2)),
    RecutAct.WITHDRAWN: (range(1, sys.maxsize), range(1)),
    RecutAct.PROMOTED: (range(1), range(1, 2)),
}
"""How many claims an act takes, and how many it makes."""


def _recut(body: _Body) -> None:
    text(body, "article")
    _text_or_null(body, "reason")
    takes, makes = _ARITIES[RecutAct(text(body, "act"))]
    taken = _texts(body, "taken")
    made = [interchange.claim_from_json(claim).id for claim in as_list(body["made"])]
    if len(taken) not in takes or len(made) not in makes:
        raise _misfit(body, "act")
    named = [*taken, *made]
    if list(_texts(body, "claims")) != named or len(set(named)) != len(named):
        raise _misfit(body, "claims")


_CHECKS: Mapping[EntryKind, Callable[[_Body], None]] = {
    EntryKind.DECIDED: _decided,
    EntryKind.SETTLED: _settled,
    EntryKind.NOTED: _noted,
    EntryKind.LINKED: _linked,
    EntryKind.SAID_JUDGED: _said_judged,
    EntryKind.EVIDENCE_GIVEN: _evidence_given,
    EntryKind.EVIDENCE_REMOVED: _evidence_removed,
    EntryKind.TAGGED: _tagged,
    EntryKind.NOTE_WRITTEN: _note_written,
    EntryKind.RECUT: _recut,
}


def _text_or_null(body: _Body, key: str) -> None:
    if body.get(key) is not None:
        text(body, key)


def _texts(body: _Body, key: str) -> Sequence[str]:
    match body.get(key):
        case [*values] if all(isinstance(value, str) for value in values):
            return cast("list[str]", values)
        case _:
            raise _misfit(body, key)


def _misfit(body: _Body, key: str) -> ValueError:
    return ValueError(f"what stands under {key!r} does not fit: {body.get(key)!r}")
