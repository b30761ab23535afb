"""Evidence, tags, notes and what was said: the views of the store and the fold say the same."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_values import Desk, article_of, desk_at, four_claims

from workbench import interchange
from workbench.errors import NotFoundError, StoreError
from workbench.model import (
    Credibility,
    Entry,
    EntryKind,
    Evidence,
    Json,
    KeptFile,
    Reliability,
    ReviewedClaim,
    Stance,
    Verdict,
)
from workbench.review.session import Session

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ("[/] a [b]", "\x1b[31m", "\u202eevil", "it's", 'a "quote"', "فيضان", "\x00", "x" * 5000)
)
EVIDENCE = st.builds(
    Evidence,
    source=TEXTS,
    stance=st.sampled_from(Stance),
    quote=st.none() | TEXTS,
    address=st.none() | TEXTS,
    retrieved=st.none() | st.dates(),
    reliability=st.none() | st.sampled_from(Reliability),
    credibility=st.none() | st.sampled_from(Credibility),
    file=st.none() | st.builds(KeptFile, TEXTS, st.just("a" * 64), st.integers(0, 10**9)),
)
TAGS = st.lists(st.sampled_from(("a", "B", "é", "فيضان", "[x]")), max_size=3)
GATHERING = (
    EntryKind.SAID_JUDGED,
    EntryKind.EVIDENCE_GIVEN,
    EntryKind.EVIDENCE_REMOVED,
    EntryKind.TAGGED,
    EntryKind.NOTE_WRITTEN,
    EntryKind.DECIDED,
)
SENTENCES = ("One stood.", "Two fell.", "Three ran.", "Four hid.")
RELEASE = Evidence("a press release", Stance.SUPPORTS, reliability=Reliability.B)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One store for all examples, which only add to it."""
    desk = desk_at(tmp_path_factory.mktemp("gathered"))
    desk.add(*article_of(SENTENCES))
    return desk


def body_of(draw: st.DrawFn, kind: EntryKind, given_: list[str]) -> dict[str, Json]:
    """Draw the body of an act; it may name any evidence, on any claims."""
    of_evidence = st.sampled_from(given_) if given_ else st.just("f" * 32)
    match kind:
        case EntryKind.SAID_JUDGED | EntryKind.DECIDED:
            verdict = draw(st.sampled_from(Verdict)).value
            return {"verdict": verdict, "reason": draw(st.none() | TEXTS)}
        case EntryKind.EVIDENCE_GIVEN:
            replaces = draw(st.none() | of_evidence) if given_ else None
            return {
                "evidence": interchange.evidence_to_json(draw(EVIDENCE)),
                "replaces": replaces,
            }
        case EntryKind.EVIDENCE_REMOVED:
            return {"evidence": draw(of_evidence)}
        case EntryKind.TAGGED:
            added, removed = draw(TAGS), draw(TAGS)
            return {"added": [*added], "removed": [*removed] if added or removed else ["a"]}
    return {"note": draw(st.none() | TEXTS)}


@st.composite
def plans(draw: st.DrawFn) -> list[tuple[EntryKind, dict[str, Json], list[int], str]]:
    """Draw acts of two analysts: kind, body, places of the claims, analyst; `E3` is entry 3."""
    found: list[tuple[EntryKind, dict[str, Json], list[int], str]] = []
    for number in range(draw(st.integers(1, 12))):
        given_ = [f"E{i}" for i, one in enumerate(found) if one[0] is EntryKind.EVIDENCE_GIVEN]
        acts = [f"E{i}" for i, one in enumerate(found) if one[0] in GATHERING]
        kinds = [one for one in GATHERING if given_ or one is not EntryKind.EVIDENCE_REMOVED]
        turns = [EntryKind.UNDONE, EntryKind.REDONE] if acts else []
        kind = draw(st.sampled_from([*kinds, *turns]))
        places = draw(st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True))
        analyst = draw(st.sampled_from(("Noor", "Ilse")))
        if kind in turns:
            found.append((kind, {"entry": draw(st.sampled_from(acts))}, places, analyst))
        else:
            found.append((kind, body_of(draw, kind, given_), places, analyst))
        assert len(found) == number + 1
    return found


def entries_of(
    desk: Desk, plan: list[tuple[EntryKind, dict[str, Json], list[int], str]], ids: list[str]
) -> Iterator[Entry]:
    made: list[Entry] = []
    for kind, body, places, analyst in plan:
        named = {
            key: made[int(value[1:])].id
            if isinstance(value, str) and key in {"entry", "evidence", "replaces"}
            else value
            for key, value in body.items()
        }
        if kind not in {EntryKind.UNDONE, EntryKind.REDONE}:
            named["claims"] = [ids[place] for place in places]
        made.append(desk.entry(kind, named, by=analyst))
        yield made[-1]


def gathered(claims: tuple[ReviewedClaim, ...]) -> list[tuple[object, ...]]:
    return [(one.said, one.evidence, one.tags, one.note) for one in claims]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=plans())
def test_the_views_say_what_the_fold_says(
    desk: Desk, plan: list[tuple[EntryKind, dict[str, Json], list[int], str]]
) -> None:
    article, splitting = article_of(SENTENCES)
    desk.store.append(list(entries_of(desk, plan, [claim.id for claim in splitting.claims])))

    stored = desk.store.reviewed_claims(article.id)
    bare = [ReviewedClaim(one.claim, one.quote) for one in stored]
    folded = Session.of(article, bare, desk.store.entries(article.id), analyst="Noor")

    assert gathered(stored) == gathered(folded.claims)


def give(desk: Desk, claims: list[str], evidence: Evidence = RELEASE) -> str:
    body: dict[str, Json] = {
        "claims": [*claims],
        "evidence": interchange.evidence_to_json(evidence),
        "replaces": None,
    }
    return desk.append(EntryKind.EVIDENCE_GIVEN, body)


def evidence_by_claim(desk: Desk) -> list[list[str]]:
    claims = desk.store.reviewed_claims()
    return [[one.evidence.source for one in claim.evidence] for claim in claims]


def test_evidence_is_taken_off_the_claims_that_are_named_and_no_others(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    first, second, *_ = four_claims(desk)
    entry = give(desk, [first, second])
    off = desk.append(EntryKind.EVIDENCE_REMOVED, {"claims": [first], "evidence": entry})
    assert evidence_by_claim(desk) == [[], ["a press release"], [], []]
    desk.undo(off)
    assert evidence_by_claim(desk) == [["a press release"], ["a press release"], [], []]


def test_a_correction_that_is_undone_leaves_what_it_corrected(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim, *_ = four_claims(desk)
    entry = give(desk, [claim])
    better = replace(RELEASE, source="the ministry")
    body: dict[str, Json] = {
        "claims": [claim],
        "evidence": interchange.evidence_to_json(better),
        "replaces": entry,
    }
    correction = desk.append(EntryKind.EVIDENCE_GIVEN, body)
    assert evidence_by_claim(desk)[0] == ["the ministry"]
    desk.undo(correction)
    assert evidence_by_claim(desk)[0] == ["a press release"]
    desk.redo(correction)
    assert evidence_by_claim(desk)[0] == ["the ministry"]


def test_what_was_gathered_gives_no_verdict(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim, *_ = four_claims(desk)
    give(desk, [claim])
    said: dict[str, Json] = {"claims": [claim], "verdict": "disputed", "reason": None}
    desk.append(EntryKind.SAID_JUDGED, said)
    assert desk.store.articles()[0].tally.reviewed == 0


def test_the_entries_about_a_claim_hold_what_was_gathered(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim, other, *_ = four_claims(desk)
    entry = give(desk, [claim])
    tagged: dict[str, Json] = {"claims": [other], "added": ["a"], "removed": []}
    desk.append(EntryKind.TAGGED, tagged)
    desk.undo(entry)
    kinds = [one.kind for one in desk.store.entries_about(claim)]
    assert kinds == [EntryKind.ARTICLE_ADDED, EntryKind.EVIDENCE_GIVEN, EntryKind.UNDONE]


def changed(**parts: Json) -> dict[str, Json]:
    return interchange.evidence_to_json(RELEASE) | parts


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (EntryKind.EVIDENCE_GIVEN, {"evidence": changed(stance="proves"), "replaces": None}),
        (EntryKind.EVIDENCE_GIVEN, {"evidence": changed(source=None), "replaces": None}),
        (EntryKind.EVIDENCE_GIVEN, {"evidence": changed(retrieved="today"), "replaces": None}),
        (EntryKind.EVIDENCE_GIVEN, {"evidence": changed(reliability="G"), "replaces": None}),
        (
            EntryKind.EVIDENCE_GIVEN,
            {
                "evidence": changed(file={"name": "a", "sha256": "../../etc/passwd", "size": 1}),
                "replaces": None,
            },
        ),
        (EntryKind.EVIDENCE_GIVEN, {"evidence": "hearsay", "replaces": None}),
        (EntryKind.EVIDENCE_REMOVED, {"evidence": None}),
        (EntryKind.TAGGED, {"added": [], "removed": []}),
        (EntryKind.TAGGED, {"added": [1], "removed": []}),
        (EntryKind.NOTE_WRITTEN, {"note": 7}),
        (EntryKind.SAID_JUDGED, {"verdict": "maybe", "reason": None}),
    ],
)
def test_a_body_that_no_view_could_read_is_refused(
    desk: Desk, kind: EntryKind, body: dict[str, Json]
) -> None:
    claim = desk.store.reviewed_claims()[0].claim.id
    head = desk.store.head()
    with pytest.raises((ValueError, StoreError)):
        desk.append(kind, {"claims": [claim], **body})
    assert desk.store.head() == head


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (EntryKind.EVIDENCE_REMOVED, {"evidence": "f" * 32}),
        (
            EntryKind.EVIDENCE_GIVEN,
            {"evidence": interchange.evidence_to_json(RELEASE), "replaces": "f" * 32},
        ),
    ],
)
def test_evidence_that_the_ledger_does_not_have_is_not_named(
    desk: Desk, kind: EntryKind, body: dict[str, Json]
) -> None:
    claim = desk.store.reviewed_claims()[0].claim.id
    with pytest.raises(NotFoundError, match="evidence"):
        desk.append(kind, {"claims": [claim], **body})


def test_the_tags_of_the_store_are_counted_the_most_used_first(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    first, second, *_ = four_claims(desk)
    for claims, added, removed in (
        ([first, second], ["toll", "flood"], []),
        ([first], ["army"], ["toll"]),
        ([second], ["gone"], []),
        ([second], [], ["gone"]),
    ):
        listed: dict[str, Json] = {"claims": [*claims], "added": [*added], "removed": [*removed]}
        desk.append(EntryKind.TAGGED, listed)
    assert list(desk.store.tags().items()) == [("flood", 2), ("army", 1), ("toll", 1)]
