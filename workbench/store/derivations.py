"""What the store derives from texts, compared with what entries say, or with what is made now."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import duckdb

from workbench.model import Entry, EntryKind, Json
from workbench.store import ledger, rows, vectors
from workbench.store.protocol import Derived, Fault


def faults(
    con: duckdb.DuckDBPyConnection,
    entries: Mapping[int, Entry],
    *,
    brought: Mapping[int, range],
    derived: Derived,
) -> Iterator[Fault]:
    """Yield what does not hold of vectors, words and shingles.

    `brought` says which entries each merge brought in.
    """
    yield from _twice(con)
    yield from vector_faults(con, entries, brought)
    yield from _words(con, entries, derived)
    yield from _shingles(con, derived)


_UNIQUE = (
    ("terms", "select number from terms group by all having count(*) > 1"),
    ("terms", "select term from terms group by all having count(*) > 1"),
    ("words", "select term, claim from occurrences group by all having count(*) > 1"),
    ("numbers", "select number from searchable group by all having count(*) > 1"),
    ("numbers out of use", "select number from retired group by all having count(*) > 1"),
    ("numbers out of use", "select number from retired anti join searchable using (number)"),
    ("older versions", "select past_id, entry from superseded group by all having count(*) > 1"),
    ("runs of words", "select * from shingles group by all having count(*) > 1"),
    ("vectors", "select text_sha256, model from vectors group by all having count(*) > 1"),
    (
        "numbers",
        """
        select searchable.number
        from searchable
        anti join (
          select claim_rows.id, coalesce(makers.number, article_rows.entry) as entry
          from claim_rows
          join article_rows
            on article_rows.id = claim_rows.article_id
          left join ledger as makers
            on makers.id = claim_rows.made_by
          union all
          select claim_rows.id, added.number
          from claim_rows
          join (
            select
              number,
              case when json_valid(body) then body::json ->> 'article' end as article_id
            from ledger
            where kind = 'article added'
          ) as added
            on added.article_id = claim_rows.article_id
          where claim_rows.made_by is null
          union all
          select id, entry
          from past_claim_versions
        ) as came_in
          on came_in.id = searchable.claim_id
          and came_in.entry = searchable.entry
        """,
    ),
    ("arrivals", "select article_id, entry from arrivals group by all having count(*) > 1"),
)
"""What stands once in a store, and what finds it standing twice, or out of place."""


def _twice(con: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    for name, sql in _UNIQUE:
        if con.execute(sql).fetchall():
            yield Fault(f"Among the {name} is a row that this program did not write.")


def vector_faults(
    con: duckdb.DuckDBPyConnection, entries: Mapping[int, Entry], brought: Mapping[int, range]
) -> Iterator[Fault]:
    """Compare vectors with the hash that their entry carries.

    Those that a merge brought in are its own entry's, and none are kept of the entries that came
    with it: their hashes are over what the other store held. A store that was restored has them
    where they were. Merges before there was this hash said nothing of vectors.
    """
    untold = {
        one
        for number, came in brought.items()
        if "vectors_sha256" not in entries[number].body
        for one in came
    }
    kept = _kept(con, entries)
    for number, (digest, _, is_of_model) in kept.items():
        told = entries[number].body.get("vectors_sha256") if number in entries else None
        if number in untold:
            continue
        if told is None:
            words = "Vectors are in the store, and no entry says that they were made."
            yield Fault(words, number)
        elif digest != told or not is_of_model:
            yield Fault("The vectors that were made here were altered.", number)
    came = {one for numbers in brought.values() for one in numbers}
    for number, entry in entries.items():
        told = entry.body.get("vectors_sha256", _OF_NONE)
        if number not in kept and number not in came and told != _OF_NONE:
            yield Fault("The vectors that were made here are gone.", number)
    for number, numbers in brought.items():
        body = entries[number].body
        count = sum(kept[one].found for one in (number, *numbers) if one in kept)
        if "vectors_sha256" in body and count != body.get("vector_count"):
            yield Fault("The vectors that came in here are not those that are kept.", number)


class _Kept(NamedTuple):
    """The vectors that are filed under one entry."""

    sha256: str
    found: int
    is_of_model: bool
    """Whether all are of the model that the entry names."""


_OF_NONE = hashlib.sha256().hexdigest()


def _kept(con: duckdb.DuckDBPyConnection, entries: Mapping[int, Entry]) -> dict[int, _Kept]:
    """Return what is kept under each entry, known or not."""
    reader = con.execute(
        "select entry, text_sha256, vector, model from vectors order by entry, model, text_sha256"
    )
    digests: dict[int, hashlib._Hash] = {}
    counts: Counter[int] = Counter()
    strange: set[int] = set()
    while batch := reader.fetchmany(5000):
        for number, key, vector, model in batch:
            entry = entries.get(number)
            several = entry is not None and entry.kind is EntryKind.MERGED
            digest = digests.setdefault(number, hashlib.sha256())
            vectors.take_in(digest, key, vector, model=model if several else "")
            counts[number] += 1
            if entry is not None and entry.body.get("model", model) != model:
                strange.add(number)
    return {
        number: _Kept(digest.hexdigest(), counts[number], number not in strange)
        for number, digest in digests.items()
    }


def _words(
    con: duckdb.DuckDBPyConnection, entries: Mapping[int, Entry], derived: Derived
) -> Iterator[Fault]:
    """Compare what texts are found by with their entries, or with what is made of them now."""
    texts = dict(
        con.execute(
            """
            select id, text from claim_rows
            union all
            select id, text from past_claims
            """
        ).fetchall()
    )
    retired = {number for (number,) in con.execute("select number from retired").fetchall()}
    counted = _counted(con)
    findable: set[str] = set()
    wrong: list[tuple[str, int]] = []
    groups: dict[int, dict[str, dict[str, int]]] = {}
    for number, id_, key, length, entry in con.execute(
        "select number, claim_id, text_sha256, length, entry from searchable order by number"
    ).fetchall():
        terms = counted.pop(number, {})
        groups.setdefault(entry, {})[id_] = terms
        if number in retired:  # and found no more
            if length != sum(terms.values()):
                wrong.append((id_, entry))
            continue
        text = texts.get(id_)
        if text is None or rows.text_sha256(text) != key or id_ in findable:
            yield Fault(f"What {id_} is found by is not of its text.", entry)
        elif length != sum(terms.values()) or terms != dict(derived.terms(text)):
            wrong.append((id_, entry))
        findable.add(id_)
    tied = {number for number, found in groups.items() if _is_tied(found, entries.get(number))}
    for id_, entry in wrong:
        if entry not in tied:
            yield Fault(f"The words that {id_} is found by are not its own.", entry)
    for id_ in sorted(texts.keys() - findable):
        yield Fault(f"Nothing finds {id_}.")
    if counted:
        yield Fault("Words are kept for texts that are not in the store.")


def _counted(con: duckdb.DuckDBPyConnection) -> dict[int, dict[str, int]]:
    """Return how often each word is in each searchable text, by its number."""
    counted: dict[int, dict[str, int]] = {}
    for claim, term, count in con.execute(
        "select claim, term, count from (select occurrences.claim, terms.term, occurrences.count "
        "from occurrences left join terms on terms.number = occurrences.term) as found"
    ).fetchall():
        counted.setdefault(claim, {})[str(term)] = count
    return counted


def _is_tied(found: Mapping[str, Mapping[str, int]], entry: Entry | None) -> bool:
    as_json: dict[str, Json] = {id_: dict(counts) for id_, counts in found.items()}
    return entry is not None and ledger.sha256_of(as_json) == entry.body.get("terms_sha256")


def _shingles(con: duckdb.DuckDBPyConnection, derived: Derived) -> Iterator[Fault]:
    kept: dict[str, set[int]] = {}
    for id_, shingle in con.execute("select article_id, shingle from shingles").fetchall():
        kept.setdefault(id_, set()).add(shingle)
    for id_, text in con.execute("select id, text from article_rows").fetchall():
        found = kept.pop(id_, None)
        if found is not None and found != set(derived.shingles(text)):
            yield Fault(f"What the article {id_[:8]} is compared by is not of its text.")
    if kept:
        yield Fault("Articles are compared that are not in the store.")
