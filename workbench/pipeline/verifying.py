"""The store looked through, and a report held against it."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from workbench.errors import ReadingError
from workbench.matching.shingles import kept_shingles
from workbench.matching.words import terms
from workbench.model import Head
from workbench.store.protocol import Derived, Fault, Store

HEAD = re.compile(r"([\d,]+) entr(?:y|ies),? the newest with SHA-256\W*(?:<code>)?([0-9a-f]{64})")
"""How reports to read give the ledger that they were made over."""


def verify(store: Store) -> tuple[Fault, ...]:
    """Return what does not hold in a store; nothing where all does.

    No entry answers for the files that were made from the store to search it, and past claims in
    reports come from there: they are deleted, and made anew from what was looked through.
    """
    store.forget_index()
    return store.faults(Derived(terms, kept_shingles))


def verify_report(store: Store, path: Path) -> tuple[Fault, ...]:
    """Return what a report says that the store does not hold; nothing where it holds all.

    Of a report in JSON or JSON lines, every claim is compared; of one in Markdown, HTML or CSV the
    ledger's head, before which nothing can have changed. ReadingError for what is no report.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path} cannot be read as a report: {error}."
        raise ReadingError(message, "Reports in Markdown, HTML, CSV and JSON can be.") from error
    about, claims = _told(text)
    if about is None:
        message = f"{path} does not say over which ledger it was made."
        raise ReadingError(message, "Name a report that this program wrote, as it was written.")
    if not store.holds(about):
        words = f"The ledger does not hold entry {about.number:,} as the report was made over it."
        return (Fault(words, about.number),)
    return tuple(_compared(store, claims))


def _told(report: str) -> tuple[Head | None, list[Mapping[str, object]]]:
    """Return the head that a report carries, and its claims where they can be read."""
    try:
        values = [json.loads(report)]
    except ValueError:
        try:
            values = [json.loads(line) for line in report.splitlines() if line.strip()]
        except ValueError:
            return _head_in(report), []
    try:
        ledger = values[0]["about"]["ledger"]
        head = Head(int(ledger["entries"]), str(ledger["head"]))
        claims = [claim for one in values[0].get("articles", ()) for claim in one["claims"]]
        return head, claims + [line["claim"] for line in values[1:]]
    except (AttributeError, KeyError, TypeError, ValueError):
        return None, []


def _head_in(report: str) -> Head | None:
    if found := HEAD.search(report):
        return Head(int(found[1].replace(",", "")), found[2])
    entries = re.search(r"^ledger entries,,?'?(\d+)", report, re.MULTILINE)
    head = re.search(r"^ledger head,,?'?([0-9a-f]{64})", report, re.MULTILINE)
    return Head(int(entries[1]), head[1]) if entries and head else None


def _compared(store: Store, claims: list[Mapping[str, object]]) -> Iterator[Fault]:
    """Compare the claims of a report with the store's, as they were at the report's time."""
    kept = {one.claim.id: one for one in store.reviewed_claims()}
    entries = {entry.id: entry for entry in store.entries()}
    for told in claims:
        id_ = str(told.get("id"))
        one = kept.get(id_)
        if one is None and not _was_known(store, id_):
            yield Fault(f"The report has a claim {id_}, and the store has none.")
            continue
        if one is not None and (told.get("text"), told.get("quote")) != (one.claim.text, one.quote):
            yield Fault(f"The claim {id_} reads otherwise in the report.")
        decision = told.get("decision")
        if isinstance(decision, dict):
            entry = entries.get(str(decision.get("entry")))
            body = entry.body if entry is not None else {}
            if (body.get("verdict"), body.get("reason"), entry and entry.analyst) != (
                decision.get("verdict"),
                decision.get("reason"),
                decision.get("analyst"),
            ):
                yield Fault(f"The verdict on {id_} is not what the ledger says.")


def _was_known(store: Store, claim_id: str) -> bool:
    """Tell whether a claim is in the ledger, though it may be out of force now."""
    return bool(store.entries_about(claim_id))
