"""The ledger's chain: anyone can recompute it, and what was altered is named."""

import hashlib
import json
from pathlib import Path

import duckdb
import numpy as np
import pytest
import rfc8785
from store_values import MODEL, Desk, desk_at, four_claims, past, rich_article

from workbench import interchange
from workbench.model import EntryKind, Head, Json, Verdict
from workbench.store import DuckStore
from workbench.store.ledger import sha256_of
from workbench.store.rows import past_claim_content


def by_hand(store: DuckStore, sql: str) -> None:
    with duckdb.connect(store.path) as con:
        con.execute(sql)


def test_an_empty_ledger_has_a_head_of_zeros(tmp_path: Path) -> None:
    assert desk_at(tmp_path).store.head() == Head(0, "0" * 64)


def test_append_returns_the_new_head(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    body: dict[str, Json] = {"claims": [claim], "reason": "x"}
    head = desk.store.append([desk.entry(EntryKind.NOTED, body) for _ in range(3)])
    assert head == desk.store.head()
    assert head.number == 4
    assert desk.store.append([]) == head


def test_anyone_can_recompute_the_chain(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    desk.decide([claim], Verdict.DISPUTED, "€ 4.000")
    desk.undo(desk.note([claim], "x"))
    previous = "0" * 64
    for number, entry in enumerate(desk.store.entries(), start=1):
        content: dict[str, Json] = {
            "number": number,
            "id": entry.id,
            "at": entry.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "analyst": entry.analyst,
            "kind": entry.kind.value,
            "body": dict(entry.body),
            "previous": previous,
        }
        previous = hashlib.sha256(rfc8785.dumps(content)).hexdigest()
    assert desk.store.head() == Head(4, previous)
    assert desk.store.broken_at() is None


def test_an_articles_entry_answers_for_its_rows(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    article, splitting = rich_article()
    desk.add(article, splitting)
    body = desk.store.entries()[0].body
    content: dict[str, Json] = {
        "article": {
            "id": article.id,
            "title": "It fell",
            "url": None,
            "publisher": None,
            "published": None,
        },
        "claims": [interchange.claim_to_json(one, article) for one in splitting.claims],
        "left_out": [interchange.left_out_to_json(one, article) for one in splitting.left_out],
    }
    assert body["title"] == "It fell"
    assert (body["article"], body["claim_count"], body["left_out_count"]) == (article.id, 1, 2)
    assert body["content_sha256"] == hashlib.sha256(rfc8785.dumps(content)).hexdigest()


def test_an_imports_entry_counts_what_was_new(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(1, "Once.")])
    desk.bring_in([past(1, "Once."), past(2, "Twice."), past(3, "Thrice.")])
    first, second = desk.store.entries()
    assert (first.body["claim_count"], second.body["claim_count"]) == (1, 2)
    assert first.body["content_sha256"] != second.body["content_sha256"]


def test_an_imports_entry_answers_for_its_rows(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(2, "Rain fell."), past(1, "It fell and fell.", title="T")])
    body = desk.store.entries()[0].body
    with duckdb.connect(desk.store.path, read_only=True) as con:
        ids = [id_ for (id_,) in con.execute("select id from past_claims").fetchall()]
        postings = con.execute(
            """
            select searchable.claim_id, terms.term, occurrences.count
            from occurrences
            join terms
              on terms.number = occurrences.term
            join searchable
              on searchable.number = occurrences.claim
            """
        ).fetchall()
        kept = con.execute("select text_sha256, vector, entry from vectors").fetchall()
    content: list[Json] = [past_claim_content(one) for one in desk.store.past_claims(sorted(ids))]
    assert body["content_sha256"] == sha256_of(content)
    terms: dict[str, Json] = {}
    for id_ in ids:
        terms[id_] = {term: count for claim_id, term, count in postings if claim_id == id_}
    assert body["terms_sha256"] == sha256_of(terms)
    digest = hashlib.sha256()
    for key, vector, entry in sorted(kept):
        assert entry == 1
        digest.update(key.encode("ascii") + np.array(vector, dtype="<f4").tobytes())
    assert body["vectors_sha256"] == digest.hexdigest()
    assert body["model"] == MODEL


ALTERATIONS = {
    "the analyst": "update ledger set analyst = 'Someone else' where number = 3",
    "the time": "update ledger set at_utc = at_utc + interval 1 microsecond where number = 3",
    "the id": "update ledger set id = 'f' where number = 3",
    "the kind": "update ledger set kind = 'noted' where number = 3",
    "the verdict": (
        "update ledger set body = replace(body, 'disputed', 'verified') where number = 3"
    ),
    "a space in the body": "update ledger set body = body || ' ' where number = 3",
    "a key given twice": (
        "update ledger set body = replace(body, '{', '{\"verdict\":\"verified\",') where number = 3"
    ),
    "a body that is no JSON": "update ledger set body = 'gone' where number = 3",
    "the hash": "update ledger set sha256 = repeat('0', 64) where number = 3",
    "the hash before": "update ledger set previous = repeat('0', 64) where number = 3",
    "a row dropped": "delete from ledger where number = 3",
    "a row put in twice": "insert into ledger select * from ledger where number = 2",
    "a row put in between": (
        "update ledger set number = number + 1 where number > 2;"
        "insert into ledger select 3, 'f', at_utc, analyst, kind, body, previous, sha256, moment "
        "from ledger where number = 2"
    ),
    "two rows swapped": (
        "update ledger set number = case number when 3 then 4 else 3 end where number in (3, 4)"
    ),
}


@pytest.mark.parametrize("sql", ALTERATIONS.values(), ids=ALTERATIONS.keys())
def test_the_first_entry_that_does_not_hold_is_named(tmp_path: Path, sql: str) -> None:
    desk = ledger_of_five(desk_at(tmp_path))
    assert desk.store.broken_at() is None
    by_hand(desk.store, sql)
    assert desk.store.broken_at() == 3


def test_an_altered_row_with_its_own_hash_made_good_breaks_the_next(tmp_path: Path) -> None:
    desk = ledger_of_five(desk_at(tmp_path))
    with duckdb.connect(desk.store.path) as con:
        ((id_, at, previous, body),) = con.execute(
            "select id, at_utc, previous, body from ledger where number = 3"
        ).fetchall()
        content: dict[str, Json] = {
            "number": 3,
            "id": id_,
            "at": f"{at.isoformat(timespec='microseconds')}Z",
            "analyst": "Someone else",
            "kind": "decided",
            "body": json.loads(body),
            "previous": previous,
        }
        sha256 = hashlib.sha256(rfc8785.dumps(content)).hexdigest()
        con.execute(
            "update ledger set analyst = 'Someone else', sha256 = ? where number = 3", [sha256]
        )
    assert desk.store.broken_at() == 4


def test_a_dropped_first_entry_is_named(tmp_path: Path) -> None:
    desk = ledger_of_five(desk_at(tmp_path))
    by_hand(desk.store, "delete from ledger where number = 1")
    assert desk.store.broken_at() == 1


def ledger_of_five(desk: Desk) -> Desk:
    """Return the desk after an article, three decisions and an undo."""
    claims = four_claims(desk)
    desk.decide([claims[0]], Verdict.VERIFIED)
    entry = desk.decide([claims[1]], Verdict.DISPUTED, "a")
    desk.decide([claims[2]], Verdict.UNCONFIRMED)
    desk.undo(entry)
    return desk
