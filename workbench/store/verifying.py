"""The store looked through from end to end: the chain, and every row against what it rests on.

Each entry carries the hash of the one before; it also carries the hashes of what came in with it.
So a row that was altered, dropped, put in or moved by hand disagrees with an entry, and an entry
that was, with the next one. Only the newest entries can be cut off unseen: a head that was kept
elsewhere, as in a report, shows that too.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence

import duckdb

from workbench.interchange import claim_to_json
from workbench.model import Article, Entry, EntryKind, Json
from workbench.store import acts, arriving, bodies, derivations, ledger, rows, split_otherwise
from workbench.store.kept_files import KeptFiles
from workbench.store.migrations import made_otherwise, shipped
from workbench.store.protocol import Derived, Fault

_NOT_MADE: tuple[int | None, Json] = (None, None)


def faults(con: duckdb.DuckDBPyConnection, kept: KeptFiles, derived: Derived) -> Iterator[Fault]:
    """Yield what does not hold, the ledger's own faults first."""
    broken = ledger.broken_at(con)
    if broken is not None:
        yield Fault(
            "The chain breaks here: an entry was altered, dropped, put in or moved.", broken
        )
    entries = _entries(con)
    checks = {
        "moments": _moments(con, entries),
        "acts": _acts(con),
        "schema": _schema(con),
        "articles": _articles(con, entries),
        "re-cut claims": _recut(con, entries),
        "past claims": _past_claims(con, entries),
        "words and vectors": derivations.faults(
            con, entries, brought=brought(entries), derived=derived
        ),
        "kept files": _files(entries, kept),
    }
    for name, found in checks.items():
        try:
            yield from found
        except (KeyError, TypeError, ValueError) as error:
            yield Fault(f"Among the {name} is what this program did not write: {error}.")


def _entries(con: duckdb.DuckDBPyConnection) -> dict[int, Entry]:
    """Return the entries that can be read, by their numbers."""
    found = {}
    for number, *row in con.execute(
        "select number, id, at_utc, analyst, kind, body from ledger order by number"
    ).fetchall():
        try:
            found[number] = ledger.entry_of(tuple(row))
        except ValueError:  # the chain has told of it
            continue
    return found


def _moments(con: duckdb.DuckDBPyConnection, entries: Mapping[int, Entry]) -> Iterator[Fault]:
    """Recompute in which order entries count; of merged ones it is in the entry that says so."""
    moments = dict(con.execute("select number, moment from ledger").fetchall())
    merged = _merged(entries)
    before = 0
    for number, entry in entries.items():
        moment = moments.get(number)
        if number not in merged and moment != max(
            ledger.least_moment(entry.at, entry.id), before + 1
        ):
            yield Fault("The entry does not count where its time puts it.", number)
        before = max(before, moment or 0)
    for number, came in brought(entries).items():
        told: list[Json] = [[entries[one].id, str(moments[one])] for one in came if one in entries]
        if ledger.sha256_of(told) != entries[number].body.get("entries_sha256"):
            yield Fault("The entries that were merged are not those that came.", number)


def _acts(con: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    """Compare what is kept of what entries say of claims with the entries."""
    if (number := acts.first_otherwise(con)) is not None:
        words = "What is kept of what entries say of claims is not what they say"
        yield Fault(f"{words}; `workbench doctor --repair` makes it anew.", number)


def _merged(entries: Mapping[int, Entry]) -> frozenset[int]:
    """Return the numbers of the entries that came from other stores."""
    return frozenset(one for came in brought(entries).values() for one in came)


def brought(entries: Mapping[int, Entry]) -> dict[int, range]:
    """Return which entries each merge into this store brought in, by the number of its entry.

    The entry of a merge that came from another store itself speaks of that store's numbers.
    """
    found: dict[int, range] = {}
    for number in sorted(entries, reverse=True):
        entry = entries[number]
        count = entry.body.get("entry_count")
        came = any(number in numbers for numbers in found.values())
        if entry.kind is EntryKind.MERGED and isinstance(count, int) and not came:
            found[number] = range(number - count, number)
    return found


def _schema(con: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    told = con.execute(
        "select number, name, sha256 from workbench_migrations order by number"
    ).fetchall()
    if told != [(one.number, one.name, one.sha256) for one in shipped()]:
        yield Fault("The store’s schema is not the one that this program makes.")
    for name in made_otherwise(con):
        yield Fault(f"The {name} is not as this program makes it.")


def _articles(con: duckdb.DuckDBPyConnection, entries: Mapping[int, Entry]) -> Iterator[Fault]:
    """Compare articles, the claims they came with and what was left out with their entries."""
    beside = yield from _split_otherwise(con, entries)
    claims = _by(con, "select * from claim_rows where made_by is null order by place")
    claims = {id_: [one for one in of if one["id"] not in beside] for id_, of in claims.items()}
    left_out = _by(con, "select * from left_out order by place")
    arrivals = _by(con, "select * from arrivals order by entry")
    furniture = _by(con, "select * from furniture order by place")
    seen: set[int] = set()
    for row in rows.fetched(con, "select * from article_rows order by entry"):
        id_, number = row["id"], row["entry"]
        entry = entries.get(number)
        told = entry.body if entry and entry.kind is EntryKind.ARTICLE_ADDED else {}
        article = rows.article_of(row)
        named = f"The article “{article.title}” ({id_[:8]})"
        if number in seen or told.get("article") != id_:
            yield Fault(f"{named} is in the store, and no entry says that it came in.")
            continue
        seen.add(number)
        if Article.of(article.text, title=article.title).id != id_:
            yield Fault(f"{named} does not read as it did.", number)
        yield from _filed(claims.get(id_, ()), number)
        around = arriving.furniture_holds(furniture.pop(id_, ()), told)
        if not _is_content(article, claims.pop(id_, ()), left_out.pop(id_, ()), told) or not around:
            yield Fault(f"{named}, its claims or what was left out were altered.", number)
        arrived = arrivals.pop(id_, ())
        originals = [rows.arrival_content(rows.arrival_of(one)) for one in arrived]
        if originals != ([told["original"]] if "original" in told else []) or any(
            one["entry"] != number for one in arrived
        ):
            yield Fault(f"{named} did not come from what its entry says.", number)
    for id_ in {**claims, **left_out, **arrivals, **furniture}:
        yield Fault(f"Rows of an article {id_[:8]} are in the store, and it is not.")
    for number, entry in entries.items():
        if (
            entry.kind is EntryKind.ARTICLE_ADDED
            and number not in seen
            and _is_only(number, entry, entries)
        ):
            yield Fault("The article that came in here is gone.", number)


def _split_otherwise(
    con: duckdb.DuckDBPyConnection, entries: Mapping[int, Entry]
) -> Generator[Fault, None, set[str]]:
    """Compare claims that stand beside an article's own with the merges that brought them."""
    ids: set[str] = set()
    for number, numbers in brought(entries).items():
        told = entries[number].body.get("claims_sha256")
        if told is None:  # merges before there was this hash
            continue
        found = split_otherwise.claims(con, numbers)
        ids.update(row["id"] for row in found)
        yield from _filed(found, number)
        try:
            same = split_otherwise.sha256(con, found) == told
        except (KeyError, TypeError, ValueError):  # a cell that holds no value any more
            same = False
        if not same:
            yield Fault("The claims that came in here beside others were altered.", number)
    return ids


def _is_only(number: int, entry: Entry, entries: Mapping[int, Entry]) -> bool:
    """Tell whether no earlier entry took the same article in, as after a merge."""
    article = entry.body.get("article")
    return not any(
        other.kind is EntryKind.ARTICLE_ADDED and other.body.get("article") == article
        for place, other in entries.items()
        if place != number
    )


def _is_content(
    article: Article,
    claims: Sequence[rows.Row],
    left_out: Sequence[rows.Row],
    told: Mapping[str, Json],
) -> bool:
    try:
        out = [rows.left_out_of(one) for one in left_out]
        content = rows.article_content(article, [rows.claim_of(one) for one in claims], out)
    except (KeyError, TypeError, ValueError):  # a cell that holds no value any more
        return False
    places = [one["place"] for one in claims], [one["place"] for one in left_out]
    in_order = all(found == list(range(len(found))) for found in places)
    return in_order and ledger.sha256_of(content) == told.get("content_sha256")


def _filed(claims: Sequence[rows.Row], number: int | None) -> Iterator[Fault]:
    for row in claims:
        if rows.text_sha256(row["text"]) != row["text_sha256"]:
            yield Fault(f"The claim {row['id']} is not filed under its text.", number)


def _recut(con: duckdb.DuckDBPyConnection, entries: Mapping[int, Entry]) -> Iterator[Fault]:
    """Compare claims that analysts made with the entries that made them."""
    made: dict[str, tuple[int | None, Json]] = {}
    by_id = {entry.id: number for number, entry in entries.items()}
    for number, entry in entries.items():
        claims = entry.body.get("made")
        if entry.kind is EntryKind.RECUT and isinstance(claims, list):
            for claim in claims:
                if isinstance(claim, dict):
                    made.setdefault(str(claim.get("id")), (number, claim))
    own = _ids(con, "select id from claim_rows where made_by is null")
    found = rows.fetched(con, "select * from article_rows")
    articles = {row["id"]: rows.article_of(row) for row in found}
    for row in rows.fetched(con, "select * from claim_rows where made_by is not null"):
        made_at, told = made.pop(row["id"], _NOT_MADE)
        article = articles.get(row["article_id"])
        try:
            same = article is not None and claim_to_json(rows.claim_of(row), article) == told
        except (KeyError, TypeError, ValueError):
            same = False
        if not same or by_id.get(row["made_by"]) is None:
            yield Fault(f"The claim {row['id']} is not what an analyst made.", made_at)
        yield from _filed([row], made_at)
    for id_, (made_at, _) in made.items():
        if id_ not in own:
            yield Fault(f"The claim {id_} that was made here is gone.", made_at)


def _past_claims(con: duckdb.DuckDBPyConnection, entries: Mapping[int, Entry]) -> Iterator[Fault]:
    """Compare past claims, version by version, with the entries that they came in by."""
    versions: dict[int, list[rows.Row]] = {}
    for row in rows.fetched(con, "select *, null as decided from past_claim_versions order by id"):
        versions.setdefault(row["entry"], []).append(row)
    merged = _merged(entries)
    for number, entry in entries.items():
        if entry.kind is not EntryKind.PAST_CLAIMS_IMPORTED:
            continue
        found = versions.pop(number, [])
        if number in merged and len(found) != entry.body.get("claim_count"):
            continue  # some were here already, and stayed
        content: list[Json] = [rows.past_claim_content(rows.past_claim_of(row)) for row in found]
        if ledger.sha256_of(content) != entry.body.get("content_sha256"):
            yield Fault("The past claims that came in here were altered.", number)
        if any(rows.text_sha256(row["text"]) != row["text_sha256"] for row in found):
            yield Fault("A past claim that came in here is not filed under its text.", number)
    for number in versions:
        yield Fault("Past claims are in the store, and no entry says that they came in.", number)
    yield from _superseded(con)


def _superseded(con: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    """Find past claims of which another version than the newest is in force."""
    found = con.execute(
        """
        select id, count(*) filter (where not is_old), arg_max(entry, moment)
        from (
          select
            past_claim_versions.id,
            past_claim_versions.entry,
            ledger.moment,
            superseded.past_id is not null as is_old
          from past_claim_versions
          join ledger
            on ledger.number = past_claim_versions.entry
          left join superseded
            on superseded.past_id = past_claim_versions.id
            and superseded.entry = past_claim_versions.entry
        ) as versions
        group by id
        having count(*) filter (where not is_old) <> 1
          or bool_or(is_old and moment = (
            select max(others.moment)
            from ledger as others
            join past_claim_versions as other_versions
              on other_versions.entry = others.number
            where other_versions.id = versions.id
          ))
        """
    ).fetchall()
    for id_, _, entry in found:
        yield Fault(f"Not the newest version of the past claim {id_} is in force.", entry)
    strange = con.execute(
        """
        select past_id
        from superseded
        where not exists (
          from past_claim_versions
          where id = superseded.past_id and entry = superseded.entry
        )
          or not exists (
          from past_claim_versions
          where id = superseded.past_id and entry = superseded.by_entry
        )
        """
    ).fetchall()
    for (id_,) in strange:
        yield Fault(f"What supersedes a version of the past claim {id_} is not what came in.")


def _files(entries: Mapping[int, Entry], kept: KeptFiles) -> Iterator[Fault]:
    """Look for every file that an entry says is kept."""
    for number, entry in entries.items():
        sha256 = bodies.file_named(entry)
        if sha256 is not None and not kept.is_whole(sha256):
            yield Fault(f"The kept file {sha256[:12]}… is gone or altered.", number)


def _ids(con: duckdb.DuckDBPyConnection, sql: str) -> set[str]:
    return {id_ for (id_,) in con.execute(sql).fetchall()}


def _by(con: duckdb.DuckDBPyConnection, sql: str) -> dict[str, list[rows.Row]]:
    found: dict[str, list[rows.Row]] = {}
    for row in rows.fetched(con, sql):
        found.setdefault(row["article_id"], []).append(row)
    return found
