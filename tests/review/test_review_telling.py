"""The history of a claim, line by line."""

import datetime as dt

from review_values import IDS, NOON, decided, noted, redone, stamp, undone

from workbench.model import Entry, EntryKind, Json, Verdict
from workbench.review.telling import Told, told

CLAIM = IDS[0]


def linked(number: int, claim: str, past: str, answer: str = "accepted") -> Entry:
    body: dict[str, Json] = {"claim": claim, "past": past, "answer": answer}
    given = stamp(number)
    return Entry(given.entry_id, given.at, "rana", EntryKind.LINKED, body)


def words(*entries: Entry, of: str = CLAIM) -> list[str]:
    return [one.words for one in told(entries, of)]


def test_each_line_says_who_when_and_what() -> None:
    entry = decided(3, CLAIM, verdict=Verdict.DISPUTED, reason="it was 400", analyst="omar")

    assert told([entry], CLAIM) == (
        Told(NOON + dt.timedelta(minutes=3), "omar", "disputed: it was 400"),
    )


def test_how_it_came_in_is_told() -> None:
    at = stamp(1)
    added = Entry(at.entry_id, at.at, "rana", EntryKind.ARTICLE_ADDED, {})
    imported = Entry(at.entry_id, at.at, "rana", EntryKind.PAST_CLAIMS_IMPORTED, {})

    assert words(added) == ["taken in with its article"]
    assert words(imported) == ["imported"]


def test_a_note_is_told_and_its_taking_off() -> None:
    assert words(noted(1, CLAIM, "ask the UN"), noted(2, CLAIM, None)) == [
        "noted: ask the UN",
        "took the noted reason off",
    ]


def test_what_was_taken_back_is_marked_and_the_taking_back_told() -> None:
    first = decided(1, CLAIM)
    back, again = undone(2, first), redone(3, first)

    assert [(one.words, one.taken_back) for one in told([first, back], CLAIM)] == [
        ("verified", True),
        ("took back: verified", False),
    ]
    assert [(one.words, one.taken_back) for one in told([first, back, again], CLAIM)] == [
        ("verified", False),
        ("took back: verified", False),
        ("restored: verified", False),
    ]


def test_a_link_is_told_from_both_ends() -> None:
    entry = linked(1, CLAIM, "past-one", "rejected")

    assert words(entry) == ["rejected a past claim beside it"]
    assert words(entry, of="past-one") == ["rejected it beside another claim"]
