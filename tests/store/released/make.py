"""Make the store of a released version by that version's own program, as far as it has commands.

    PYTHONPATH=CHECKOUT python tests/store/released/make.py CHECKOUT OUT

CHECKOUT is a clone at the release's commit; OUT.duckdb.gz is the store, OUT.json its ledger's head
and the claims as they stood, in that version's words. The releases, by their newest schema:

    001 deda53b    004 6a57892    008 64b51ca    009 1028081

Where a later version is released, add its two files with a line here; those that are kept are
never made again.
"""

import contextlib
import datetime as dt
import gzip
import json
import os
import sys
import tempfile
from pathlib import Path

from workbench.cli import main
from workbench.model import Entry, EntryKind
from workbench.store import DuckStore

PAST = (
    "id,claim,verdict,date,publisher\n"
    "p1,The river Orsa burst its banks and 12 people drowned,{},2012-03-02,The Desk\n"
    "p2,Nobody was hurt in Serravel,verified,2012-03-03,The Desk\n"
)
STORE = Path("claims.duckdb")


def make(checkout: Path, out: Path) -> None:
    """Work in an empty folder as an analyst would, and put away what came of it."""
    os.environ["WORKBENCH_ANALYST"] = "mara"
    article = (checkout / "fixtures" / "river-flood.txt").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("flood.txt").write_text(article, encoding="utf-8")
        Path("list.csv").write_text(PAST.format("disputed"), encoding="utf-8")
        Path("corrected.csv").write_text(PAST.format("unconfirmed"), encoding="utf-8")
        sys.stderr.writelines(f"{one}\n" for one in work())
        store = DuckStore(STORE)
        head = store.head()
        found = {
            "head": [head.number, head.sha256],
            "claims": {one.claim.id: stands(one) for one in store.reviewed_claims()},
        }
        out.with_suffix(".json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        packed = gzip.compress(STORE.read_bytes(), mtime=0)
        out.with_suffix(".duckdb.gz").write_bytes(packed)


def stands(one: object) -> list[object]:
    """Return a claim's text, verdict, reason and analyst."""
    decision = one.decision  # type: ignore[attr-defined]  # of whichever version
    said = [decision.verdict.value, decision.reason, decision.analyst] if decision else [None] * 3
    return [one.claim.text, *said]  # type: ignore[attr-defined]  # as above


def work() -> list[str]:
    """Do what there are commands for, and return what this version did not do."""
    run("add", "flood.txt", "--published", "2012-03-01")
    claims = [one.claim.id for one in DuckStore(STORE).reviewed_claims()]
    left = [
        *run("import", "list.csv"),
        *run("import", "corrected.csv"),
        *run("mark", claims[0], "disputed", "--reason", "The harbour office counts three."),
        *run("mark", claims[1], "verified", "--reason", "Two papers."),
        *run("mark", claims[2], "unconfirmed", "--by", "ilse"),
    ]
    turn(EntryKind.UNDONE)
    left += run("mark", claims[3], "disputed", "--reason", "No.")
    turn(EntryKind.UNDONE)
    turn(EntryKind.REDONE)
    return [
        *left,
        *run("link", claims[0], "p1", "--accept"),
        *run("link", claims[1], "p2", "--reject"),
        *run("evidence", claims[0], "--add", "Harbour office", "--stance", "refutes"),
        *run("tag", claims[1], "water"),
        *run("note", claims[2], "Ask the mayor."),
        *run("mark", claims[4], "verified"),
        *run("mark", claims[4], "disputed", "--by", "ilse"),
        *run("recut", claims[5], "--withdraw", "--reason", "It is a forecast."),
        *run("rename", DuckStore(STORE).articles()[0].article.id, "The flood at Serravel"),
    ]


def turn(kind: EntryKind) -> None:
    """Take back, or put back, the newest verdict."""
    store = DuckStore(STORE)
    given = [one for one in store.entries() if one.kind is EntryKind.DECIDED][-1]
    at = dt.datetime.now(dt.UTC)
    id_ = f"{len(store.entries()):032x}"
    store.append([Entry(id_, at, "mara", kind, {"entry": given.id})])


def run(*arguments: str) -> list[str]:
    """Run a command; return what was wanted where this version cannot do it."""
    return [f"not done: {' '.join(arguments)}"] if main(list(arguments)) else []


if __name__ == "__main__":
    make(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
