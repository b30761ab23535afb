"""The history of a claim or a past claim, said line by line: who, when, from what to what, why."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from workbench import interchange
from workbench.model import Entry, EntryKind, Evidence, RecutAct, Told
from workbench.review.gathered import evidence_in, note_in, tags_in
from workbench.review.history import (
    ACTS,
    VERDICTS,
    claims_of,
    confidence_of,
    link_of,
    reason_of,
    texts_of,
    verdict_of,
)
from workbench.review.words import clipped, tags_in_words

_ARRIVALS = {
    EntryKind.ARTICLE_ADDED: "taken in with its article",
    EntryKind.PAST_CLAIMS_IMPORTED: "imported",
}


def told(entries: Iterable[Entry], id_: str) -> tuple[Told, ...]:
    """Return what the entries about a claim or past claim say, in order.

    Acts on other claims may stand among the entries; they are passed over.
    """
    acts: dict[str, Entry] = {}
    taken_back: set[str] = set()
    found: list[Told] = []
    for entry in entries:
        before = [act for act in acts.values() if act.id not in taken_back]
        if entry.kind in ACTS and _is_about(entry, id_):
            act = acts.setdefault(entry.id, entry)
        elif (turned := acts.get(str(entry.body.get("entry")))) is not None:
            act = turned
            undone = entry.kind is EntryKind.UNDONE
            (taken_back.add if undone else taken_back.discard)(act.id)
        else:
            if words := _ARRIVALS.get(entry.kind):
                found.append(Told(entry.at, entry.analyst, words, entry=entry))
            continue
        after = [act for act in acts.values() if act.id not in taken_back]
        found.append(_told(entry, act, id_, (_state(act, before), _state(act, after))))
    return tuple(
        replace(one, taken_back=True) if one.entry and one.entry.id in taken_back else one
        for one in found
    )


def by_claim(entries: Iterable[Entry]) -> Callable[[str], list[Entry]]:
    """Return what gives the entries that are about a claim, in order: `told` passes over others."""
    listed = list(entries)
    places: dict[str, list[int]] = {}
    everyones: list[int] = []
    acts: dict[str, tuple[str, ...]] = {}
    for place, entry in enumerate(listed):
        if entry.kind in ACTS:
            past = (str(entry.body["past"]),) if entry.kind is EntryKind.LINKED else ()
            acts[entry.id] = (*claims_of(entry), *past)
        about = acts.get(entry.id) or acts.get(str(entry.body.get("entry")))
        if about is None:
            everyones.append(place)
        for claim_id in set(about or ()):
            places.setdefault(claim_id, []).append(place)
    return lambda id_: [listed[place] for place in sorted((*everyones, *places.get(id_, ())))]


def evidence_in_words(evidence: Evidence) -> str:
    """Return stance, grade and source: `supports, B2: ICRC press release`."""
    grade = f", {evidence.grade}" if evidence.grade else ""
    return f"{evidence.stance}{grade}: {evidence.source}"


def histories(entries: Iterable[Entry]) -> Callable[[str], tuple[Told, ...]]:
    """Return what gives the history of a claim of an article, whose entries these are."""
    about = by_claim(entries)
    everyones = about("")
    untouched = told(everyones, "")

    def of(id_: str) -> tuple[Told, ...]:
        own = about(id_)
        return told(own, id_) if len(own) > len(everyones) else untouched

    return of


def _is_about(act: Entry, id_: str) -> bool:
    return id_ in claims_of(act) or (act.kind is EntryKind.LINKED and act.body.get("past") == id_)


def _told(entry: Entry, act: Entry, id_: str, states: tuple[str | None, str | None]) -> Told:
    """Return what an entry did: an act itself, or the taking back or restoring of one."""
    before, after = states
    change = f"{before or 'none'} → {after or 'none'}" if before != after else ""
    if entry is not act:
        verb = "took back" if entry.kind is EntryKind.UNDONE else "restored"
        words = f"{verb}: {_act(act, id_, states)}" + (f" ({change})" if change else "")
        return Told(entry.at, entry.analyst, words, entry=entry, before=before, after=after)
    gives = act.kind in VERDICTS or act.kind is EntryKind.SAID_JUDGED
    why = reason_of(act) if gives else None
    if act.kind in VERDICTS:
        settled = "settled: " if act.kind is EntryKind.SETTLED else ""
        words = settled + (change or str(after)) + (f": {why}" if why else "")
    elif act.kind is EntryKind.SAID_JUDGED:
        words = f"that it was said: {change or after}" + (f": {why}" if why else "")
    elif act.kind is EntryKind.EVIDENCE_GIVEN and before is not None:
        words = f"corrected evidence: {change}"
    else:
        words = _act(act, id_, states)
    return Told(entry.at, entry.analyst, words, entry=entry, before=before, after=after, why=why)


def _act(act: Entry, id_: str, states: tuple[str | None, str | None]) -> str:
    """Return what an act gives, whatever stood before it."""
    match act.kind:
        case EntryKind.DECIDED | EntryKind.SETTLED:
            reason = reason_of(act)
            settled = "settled as " if act.kind is EntryKind.SETTLED else ""
            words = settled + _decided(act) + (f": {reason}" if reason else "")
        case EntryKind.NOTED:
            reason = reason_of(act)
            words = f"noted: {reason}" if reason else "took the noted reason off"
        case EntryKind.LINKED:
            link = link_of(act)
            other = "a past claim beside it" if link.claim_id == id_ else "it beside another claim"
            words = f"{link.answer} {other}"
        case EntryKind.SAID_JUDGED:
            words = f"that it was said: {act.body['verdict']}"
        case EntryKind.RECUT:
            words = _recut(act, id_)
        case EntryKind.TAGGED:
            words = f"tags {tags_in_words(texts_of(act, 'added'), texts_of(act, 'removed'))}"
        case EntryKind.NOTE_WRITTEN:
            text = act.body.get("note")
            words = f"note: {text}" if text else "took the note off"
        case _:
            off = "took off " if act.kind is EntryKind.EVIDENCE_REMOVED else ""
            words = f"{off}evidence: {states[0] or states[1] or 'is gone'}"
    return words


def _recut(act: Entry, id_: str) -> str:
    """Return what an act made of a claim, or what it was made from."""
    recut = interchange.recut_from_entry(act)
    made = ", ".join(f"“{clipped(claim.text)}”" for claim in recut.made)
    reason = f": {recut.reason}" if recut.reason else ""
    if recut.act is RecutAct.WITHDRAWN:
        return f"withdrawn, not a claim{reason}"
    if id_ in recut.taken:
        linking = "into" if recut.act in {RecutAct.SPLIT, RecutAct.MERGED} else "to"
        return f"{recut.act} {linking} {made}{reason}"
    if recut.act is RecutAct.PROMOTED:
        return f"promoted from what was left out{reason}"
    sources = f" from {', '.join(taken[:8] for taken in recut.taken)}" if recut.taken else ""
    return f"{recut.act}{sources}{reason}"


def _verdict_state(act: Entry, standing: Sequence[Entry]) -> str:
    """Return its analyst's verdict; what analysts disagree on, where it settles that."""
    judged = [one for one in standing if one.kind in VERDICTS]
    if act.kind is EntryKind.SETTLED:
        return _decided(act) if act in judged else _voices(judged)
    own = [one for one in judged if one.analyst == act.analyst]
    nothing = "no verdict of their own" if judged else "unreviewed"
    return _decided(own[-1]) if own else nothing


def _voices(standing: Sequence[Entry]) -> str:
    """Return each analyst's newest verdict: `verified by rana, disputed by omar`."""
    newest = {one.analyst: one for one in standing if one.kind in VERDICTS}
    return ", ".join(f"{verdict_of(one)} by {one.analyst}" for one in newest.values())


def _decided(act: Entry) -> str:
    confidence = confidence_of(act)
    return f"{verdict_of(act)}" + (f" (confidence {confidence})" if confidence else "")


def _state(act: Entry, standing: Sequence[Entry]) -> str | None:
    """Return what stands of that which an act changes."""
    of_kind = [one for one in standing if one.kind is act.kind]
    match act.kind:
        case EntryKind.RECUT:
            return None
        case EntryKind.DECIDED | EntryKind.SETTLED:
            return _verdict_state(act, standing)
        case EntryKind.NOTED:
            judged = [o for o in standing if o.kind in {EntryKind.DECIDED, EntryKind.NOTED}]
            return reason_of(judged[-1]) if judged and judged[-1].kind is act.kind else None
        case EntryKind.LINKED:
            answers = [one for one in of_kind if _pair(one) == _pair(act)]
            return str(answers[-1].body["answer"]) if answers else None
        case EntryKind.SAID_JUDGED:
            return str(of_kind[-1].body["verdict"]) if of_kind else "not judged"
    return _gathered(act, standing)


def _gathered(act: Entry, standing: Sequence[Entry]) -> str | None:
    if act.kind is EntryKind.TAGGED:
        return ", ".join(tags_in(standing)) or None
    if act.kind is EntryKind.NOTE_WRITTEN:
        note = note_in(standing)
        return note.text if note is not None else None
    gives = act.kind is EntryKind.EVIDENCE_GIVEN
    named = {act.id, act.body.get("replaces")} if gives else {act.body.get("evidence")}
    found = [one.evidence for one in evidence_in(standing) if one.entry_id in named]
    return evidence_in_words(found[-1]) if found else None


def _pair(linked: Entry) -> tuple[str, str]:
    link = link_of(linked)
    return link.claim_id, link.past_id
