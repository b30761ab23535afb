"""Another store merged into this one: its articles, past claims, vectors and every ledger entry.

What came is what the other store holds and this one does not: rows by their keys, entries by their
ids. Entries keep their ids, times, analysts and moments and are chained anew, so that whichever
way two stores are merged, the same stands in both. The other store is read from a copy, checked as
a stranger's, and taken as a whole or not at all, in one transaction.
"""

import tempfile
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb

from workbench.errors import StoreError
from workbench.model import Entry, EntryKind, Head, Json
from workbench.store import checking, ledger, split_otherwise, vectors, words
from workbench.store.file import StoreFile
from workbench.store.protocol import Merged, MergeStage, Merging

if TYPE_CHECKING:
    import pyarrow as pa

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "article_rows": ("id",),
    "shingles": ("article_id", "shingle"),
    "claim_rows": ("id",),
}
"""The tables whose rows come in as they are, and what tells one row of theirs from another."""
WITH_ARTICLES: Final = ("arrivals", "furniture", "left_out")
"""The tables whose rows come in with an article that is not here; the entry that took in one that
is here speaks of rows of its own."""
VECTOR_KEYS: Final = ("text_sha256", "model")
OTHERWISE: Final = frozenset(
    {
        *("ledger", "acts", "turns", "past_claim_versions", "superseded", "retired"),
        *("searchable", "terms", "occurrences", "vectors", "workbench_migrations"),
    }
)
"""The tables whose rows follow from others, or are numbered here."""
PIECE = 5_000
"""Rows brought in between two words of progress."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """An entry of the other store."""

    number: int
    """There."""
    entry: Entry
    moment: int


def merge(
    file: StoreFile, other: Path, *, entry: Entry, models: Collection[str], dry_run: bool = False
) -> Generator[Merging, None, Merged]:
    """Bring in what another store holds; one entry, which `entry` begins, says what came.

    Of vectors, those of models whose vectors are here, and of `models`. Nothing is written where
    nothing is new, or in a dry run. StoreError, and nothing changed, where the other store is not
    sound; its file is never changed.
    """
    yield Merging(MergeStage.COPYING, 0, 1)
    with _copied(other, file) as copy, copy.reading() as theirs:
        yield Merging(MergeStage.CHECKING, 0, 1)
        arriving = _entries(theirs)
        checking.refuse_unsound(theirs, [(one.entry, one.moment) for one in arriving])
        opened = file.reading if dry_run else file.writing
        with opened() as con:
            bringing = _Bringing(con, theirs, arriving, models=models)
            found = bringing.found()
            if dry_run or found == Merged():
                return found
            yield from bringing.write()
            said = _said(theirs, bringing)
            said["vectors_sha256"] = vectors.brought_sha256(con, bringing.number)
            beside = split_otherwise.claims(con, bringing.numbers)
            said["claims_sha256"] = split_otherwise.sha256(con, beside)
            ledger.append(con, [replace(entry, body={**entry.body, **said})])
        return found


@contextmanager
def _copied(other: Path, ours: StoreFile) -> Iterator[StoreFile]:
    """Give a copy of the other store: it can be brought up to this version and read in peace."""
    file = StoreFile(other, wait=ours.wait)
    if file.file == ours.file or (
        ours.file.exists() and other.exists() and other.samefile(ours.file)
    ):
        message = f"{other} is the store that it would be merged into."
        raise StoreError(message, "Name another store.")
    with tempfile.TemporaryDirectory(prefix="workbench.") as folder:
        copy = Path(folder) / other.name
        file.copy_to(copy)
        yield StoreFile(copy, wait=ours.wait)


def _entries(theirs: duckdb.DuckDBPyConnection) -> list[Arriving]:
    found = theirs.execute(
        "select number, id, at_utc, analyst, kind, body, moment from ledger order by number"
    ).fetchall()
    return [Arriving(number, ledger.entry_of(tuple(row)), moment) for number, *row, moment in found]


def _said(theirs: duckdb.DuckDBPyConnection, bringing: "_Bringing") -> dict[str, Json]:
    head: Head = ledger.head(theirs)
    listed: list[Json] = [[one.entry.id, str(one.moment)] for one in bringing.news]
    return {
        "head": head.sha256,
        "number": head.number,
        **bringing.found().counts,
        "entries_sha256": ledger.sha256_of(listed),
    }


class _Bringing:
    """What one open store is to get from another one."""

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        theirs: duckdb.DuckDBPyConnection,
        arriving: Sequence[Arriving],
        *,
        models: Collection[str],
    ) -> None:
        self._con, self._theirs = con, theirs
        known = checking.known_entries(con, [one.entry for one in arriving])
        self.news = [one for one in arriving if one.entry.id not in known]
        first = ledger.head(con).number + 1
        fresh = {one.entry.id: number for number, one in enumerate(self.news, first)}
        self.number = first + len(self.news)
        """Of the entry that is to say what came."""
        self.numbers = range(first, self.number)
        """Of the entries that come."""
        self._numbers = {one.number: (known | fresh)[one.entry.id] for one in arriving}
        self._tables = {name: self._missing(name, keys) for name, keys in KEYS.items()}
        self._tables |= {name: self._of_new_articles(name) for name in WITH_ARTICLES}
        self._versions = self._missing_versions(set(fresh))
        self._vectors = self._missing_vectors(models)

    def found(self) -> Merged:
        """Return how much is new."""
        new = Merged(
            entries=len(self.news),
            articles=len(self._tables["article_rows"]),
            claims=len(self._tables["claim_rows"]),
            past_claims=len(set(self._versions.column("id").to_pylist())),
            vectors=len(self._vectors),
        )
        rows = any(len(table) for table in (*self._tables.values(), self._versions, self._vectors))
        only_told = all(one.entry.kind is EntryKind.MERGED for one in self.news)
        return new if rows or not only_told else Merged()

    def write(self) -> Generator[Merging, None, None]:
        """Write all of it, the entries first."""
        yield Merging(MergeStage.ENTRIES, 0, len(self.news))
        ledger.append_merged(self._con, [(one.entry, one.moment) for one in self.news])
        for name, table in self._tables.items():
            self._insert(name, table)
        self._insert("past_claim_versions", self._versions)
        self._supersede()
        yield from self._write_words()
        yield from self._write_vectors()

    # What is missing

    def _missing(self, name: str, keys: Sequence[str]) -> "pa.Table":
        """Return the rows of a table of theirs whose keys are not in ours."""
        kept = set(_keys(self._con.table(name), keys))
        places = [
            place
            for place, key in enumerate(_keys(self._theirs.table(name), keys))
            if key not in kept
        ]
        table = self._theirs.table(name).to_arrow_table()
        return table.take(places) if places else table.slice(0, 0)

    def _of_new_articles(self, name: str) -> "pa.Table":
        """Return the rows of a table of theirs that belong to articles which are not in ours."""
        sql = "select * from " + name + " where article_id in (select unnest(?::text[]))"  # noqa: S608 - our names
        new = self._tables["article_rows"].column("id").to_pylist()
        return self._theirs.sql(sql, params=[new]).to_arrow_table()

    def _missing_versions(self, fresh: set[str]) -> "pa.Table":
        """Return the versions of past claims that entries brought in which are not here."""
        return self._theirs.sql(
            """
            select past_claim_versions.*
            from past_claim_versions
            join ledger
              on ledger.number = past_claim_versions.entry
            where ledger.id in (select unnest(?::text[]))
            """,
            params=[sorted(fresh)],
        ).to_arrow_table()

    def _missing_vectors(self, models: Collection[str]) -> "pa.Table":
        """Return the keys of vectors that are not here, of models that are at home here."""
        at_home = self._con.execute("select distinct model from vectors").fetchall()
        theirs = self._theirs.sql(
            "select text_sha256, model from vectors where model in (select unnest(?::text[]))",
            params=[[*models, *(name for (name,) in at_home)]],
        ).to_arrow_table()
        kept = set(_keys(self._con.table("vectors"), VECTOR_KEYS))
        found = zip(*(theirs.column(key).to_pylist() for key in VECTOR_KEYS), strict=True)
        places = [place for place, key in enumerate(found) if key not in kept]
        return theirs.take(places) if places else theirs.slice(0, 0)

    # Writing it

    def _insert(self, name: str, table: "pa.Table") -> None:
        """Insert rows of theirs; what they say of entries by number is said in our numbers."""
        import pyarrow as pa  # ~0.15 s, and reading commands do not need it

        if not len(table):
            return
        if "entry" in table.column_names:
            ours = [self._numbers[number] for number in table.column("entry").to_pylist()]
            place = table.column_names.index("entry")
            table = table.set_column(place, "entry", pa.array(ours, pa.int64()))
        columns = self._con.table(name).columns
        self._con.from_arrow(table.select(columns)).insert_into(name)

    def _supersede(self) -> None:
        """Let the version with the greatest moment of each past claim be the one in force."""
        ids = sorted(set(self._versions.column("id").to_pylist()))
        self._con.execute(
            """
            insert into superseded (past_id, entry, by_entry)
            select id, entry, newest
            from (
              select
                past_claims.id,
                past_claims.entry,
                first_value(past_claims.entry) over (
                  partition by past_claims.id order by ledger.moment desc
                ) as newest
              from past_claims
              join ledger
                on ledger.number = past_claims.entry
              where past_claims.id in (select unnest(?::text[]))
            ) as ranked
            where entry <> newest
            """,
            [ids],
        )

    def _write_words(self) -> Generator[Merging, None, None]:
        """Make searchable what is new, and past claims that read otherwise now."""
        wanted = self._unsearchable()
        first = vectors.claim_count(self._con)
        for start in range(0, len(wanted), PIECE):
            yield Merging(MergeStage.WORDS, start, len(wanted))
            piece = wanted[start : start + PIECE]
            numbered = {theirs: number for number, theirs in enumerate(piece, first + start)}
            self._insert_searchable(numbered)
            words.keep(self._con, _terms(self._theirs, numbered))

    def _unsearchable(self) -> list[int]:
        """Return their numbers of texts that cannot be searched here, in order; retire our former.

        A past claim that is in force here in a version of theirs is searched by their text.
        """
        made = self._tables["claim_rows"].column("id").to_pylist()
        past = sorted(set(self._versions.column("id").to_pylist()))
        theirs = self._theirs.execute(
            """
            select searchable.number, searchable.claim_id, searchable.text_sha256
            from searchable
            anti join retired
              on retired.number = searchable.number
            where searchable.claim_id in (select unnest(?::text[]))
            order by searchable.number
            """,
            [[*made, *past]],
        ).fetchall()
        in_force = dict(
            self._con.execute(
                "select id, text_sha256 from past_claims where id in (select unnest(?::text[]))",
                [past],
            ).fetchall()
        )
        ours = dict(
            self._con.execute(
                """
                select searchable.claim_id, searchable.text_sha256
                from searchable
                anti join retired
                  on retired.number = searchable.number
                where searchable.claim_id in (select unnest(?::text[]))
                """,
                [[*made, *past]],
            ).fetchall()
        )
        found = [
            (number, id_)
            for number, id_, text in theirs
            if ours.get(id_) != text and in_force.get(id_, text) == text
        ]
        self._retire([id_ for _, id_ in found if id_ in ours])
        return [number for number, _ in found]

    def _retire(self, ids: Sequence[str]) -> None:
        self._con.execute(
            """
            insert into retired (number, entry)
            select searchable.number, ?
            from searchable
            anti join retired
              on retired.number = searchable.number
            where searchable.claim_id in (select unnest(?::text[]))
            """,
            [ledger.head(self._con).number, list(ids)],
        )

    def _insert_searchable(self, numbered: Mapping[int, int]) -> None:
        import pyarrow as pa  # ~0.15 s, and reading commands do not need it

        table = self._theirs.sql(
            """
            select *
            from searchable
            where number in (select unnest(?::integer[]))
            order by number
            """,
            params=[list(numbered)],
        ).to_arrow_table()
        ours = [numbered[number] for number in table.column("number").to_pylist()]
        place = table.column_names.index("number")
        self._insert("searchable", table.set_column(place, "number", pa.array(ours, pa.int32())))

    def _write_vectors(self) -> Generator[Merging, None, None]:
        import pyarrow as pa  # as above

        wanted, columns = self._vectors, self._con.table("vectors").columns
        for start in range(0, len(wanted), PIECE):
            yield Merging(MergeStage.VECTORS, start, len(wanted))
            self._theirs.register("wanted", wanted.slice(start, PIECE))
            table = self._theirs.sql(
                """
                select vectors.*
                from vectors
                semi join wanted
                  on wanted.text_sha256 = vectors.text_sha256
                  and wanted.model = vectors.model
                """
            ).to_arrow_table()
            self._theirs.unregister("wanted")
            checking.refuse_unsound_vectors(self._con, table)
            # The hashes of their entries are over all that they kept there: what came is ours.
            place = table.column_names.index("entry")
            ours = pa.array([self.number] * len(table), pa.int64())
            table = table.set_column(place, "entry", ours).select(columns)
            self._con.from_arrow(table).insert_into("vectors")


def _keys(table: duckdb.DuckDBPyRelation, keys: Sequence[str]) -> list[tuple[object, ...]]:
    return table.project(", ".join(keys)).fetchall()


def _terms(
    theirs: duckdb.DuckDBPyConnection, numbered: Mapping[int, int]
) -> dict[int, dict[str, int]]:
    """Return the words of texts of theirs, by our numbers."""
    found = theirs.execute(
        """
        select occurrences.claim, terms.term, occurrences.count
        from occurrences
        join terms
          on terms.number = occurrences.term
        where occurrences.claim in (select unnest(?::integer[]))
        """,
        [list(numbered)],
    ).fetchall()
    by_claim: dict[int, dict[str, int]] = {number: {} for number in numbered.values()}
    for claim, term, count in found:
        by_claim[numbered[claim]][term] = count
    return by_claim
