"""What searching reads: the vectors as one matrix and the terms by term, one row a claim.

Both are derived from the store and kept in a folder beside it, follow it by themselves, and are
made again where they do not fit: lost, damaged, of another store, or of a later time than a store
that was put back. Where the folder cannot be written they are held in memory.
"""

import hashlib
import zlib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
from numpy.typing import NDArray

from workbench.model import Head
from workbench.store import ledger, vectors, waiting, words
from workbench.store.derived import LOCK, DerivedFile, Sheet
from workbench.store.findings import Findings, Searched, ShownRows
from workbench.store.row_hashes import RowHashes
from workbench.store.search_protocol import Mask, Vectors
from workbench.store.words import Postings, WordTable, counted

CHUNK: Final = 20_000
"""Claims whose vectors are brought in while the store is open once, so that nobody waits long."""
SORTED_AGAIN: Final = 5_000
"""So many new claims, and an eighth of those before, and the terms are sorted again."""


_LOCKS: Final = frozenset({LOCK, waiting.NAME})
"""Files of the folder that are not derived from the store."""


class Index:
    """The matrix of one model and the terms, as far as they follow a store."""

    def __init__(self, store: Path, model: str) -> None:
        folder = store.with_name(f"{store.name}.index")
        self._vectors = VectorRows(folder, model)
        self._words = WordRows(folder)
        self.findings = Findings(DerivedFile(folder, f"findings-{_name(model)}"))
        """What was worked out from what was found."""
        self.shown = ShownRows(DerivedFile(folder, "shown"))
        """What reports show of past claims."""
        self._hashes: tuple[Head, RowHashes] | None = None
        self._head: Head | None = None
        self._claims = 0
        self.in_force: Mask | None = None
        """Which rows are still what their claims read; None where all are."""

    @property
    def matrix(self) -> Vectors:
        """Row n is the vector of claim n, of zeros where the model made none."""
        return self._vectors.matrix

    @property
    def unencoded(self) -> int:
        """How many rows that may be found the model made no vector for."""
        if not self._vectors.without:
            return 0
        there = self.matrix.any(axis=1)  # read where some lack one only: all of the matrix
        return int(np.count_nonzero(~there if self.in_force is None else self.in_force & ~there))

    def searched(self, con: duckdb.DuckDBPyConnection, rules: str) -> Searched:
        """Return what findings are told of, in the store that is open and was followed."""
        every = np.ones(self._claims, dtype=np.bool_)
        findable = every if self.in_force is None else self.in_force
        head = ledger.head(con)
        if self._hashes is None or self._hashes[0] != head:
            self._hashes = head, RowHashes.read(con, findable)
        crc32 = self._vectors.crc32
        return Searched(con, head, rules, findable, counted(self._claims), crc32, self._hashes[1])

    @property
    def words(self) -> WordTable:
        """The terms of all claims."""
        return self._words.table

    def follow(self, con: duckdb.DuckDBPyConnection) -> bool:
        """Come nearer to what the open store holds; False where it has to be opened again."""
        head = ledger.head(con)
        if head != self._head:
            if self._head is not None and not ledger.has(con, self._head):
                self._vectors.forget()  # another store took its place
                self._words.forget()
            self._claims = vectors.claim_count(con)
            if not self._vectors.follow(con, self._claims):
                self._head = None
                return False
            self._words.follow(con, self._claims)
            self.in_force = vectors.in_force(con, self._claims)
            self._head = head
        return True


def followed(store: Path, model: str) -> Head | None:
    """Return up to where the kept vectors of a model follow a store; None where none are kept."""
    sheet = _vectors_file(store.with_name(f"{store.name}.index"), model).read()
    made = None if sheet is None else Reflected.of(sheet)
    return None if made is None else Head(made.number, made.sha256)


def fits(store: Path, con: duckdb.DuckDBPyConnection) -> bool:
    """Read all that is kept beside a store through; False where some of it has to be made anew.

    True where none is kept, and where it cannot be written.
    """
    folder = store.with_name(f"{store.name}.index")
    if not folder.is_dir():
        return not folder.exists()
    with DerivedFile(folder, "words").locked() as writable:
        names = {file.stem for file in folder.iterdir() if file.name not in _LOCKS}
        sheets = [DerivedFile(folder, name).read(through=True) for name in names]
        left = any(file.suffix == ".new" for file in folder.iterdir())
        return not writable or (not left and all(_is_of(con, sheet) for sheet in sheets))


def forget(store: Path) -> None:
    """Delete what is kept beside a store; OSError as it comes."""
    folder = store.with_name(f"{store.name}.index")
    if folder.is_symlink() or not folder.is_dir():  # what a link leads to is somebody else's
        folder.unlink(missing_ok=True)
        return
    with DerivedFile(folder, "words").locked():
        for file in folder.iterdir():
            if file.name not in _LOCKS:
                file.unlink()


def _is_of(con: duckdb.DuckDBPyConnection, sheet: Sheet | None) -> bool:
    """Tell whether what a sheet speaks of was made from this store."""
    match dict(sheet.facts) if sheet else {}:
        case {"claims": 0}:
            return True
        case {"number": int(number), "sha256": str(sha256)}:
            return ledger.has(con, Head(number, sha256))
    return False


def _vectors_file(folder: Path, model: str) -> DerivedFile:
    return DerivedFile(folder, f"vectors-{_name(model)}")


def _name(model: str) -> str:
    return hashlib.sha256(model.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Reflected:
    """What a file of vectors holds, and up to where in the ledger."""

    model: str
    dimensions: int
    claims: int
    without: int
    """Claims whose text has no vector of this model."""
    vectors: int
    """Vectors of this model that the store had, whichever text they were for."""
    number: int
    """Of the ledger's newest entry."""
    sha256: str
    """Of that entry."""

    @classmethod
    def of(cls, sheet: Sheet) -> "Reflected | None":
        """Read a sheet's facts; None where they are not these, or do not fit its size."""
        try:
            made = cls(**sheet.facts)  # type: ignore[arg-type]  # sealed by the sheet
        except TypeError:
            return None
        return made if made.claims * made.dimensions * 4 == sheet.size else None


class VectorRows:
    """The vectors that one model made: float32, in the order of the claims' numbers."""

    def __init__(self, folder: Path, model: str) -> None:
        self._file = _vectors_file(folder, model)
        self._model = model
        self.forget()

    def forget(self) -> None:
        """Start from the file, or from nothing."""
        self.matrix: Vectors = np.empty((0, 0), dtype=np.float32)
        self._made: Reflected | None = None
        self._crc32: int | None = 0

    def crc32(self, rows: int) -> int:
        """Return that of the first so many rows."""
        if rows < len(self.matrix):
            return zlib.crc32(_bytes(self.matrix[:rows]))
        if self._crc32 is None:
            self._crc32 = zlib.crc32(_bytes(self.matrix))
        return self._crc32

    @property
    def without(self) -> int:
        """How many claims have no vector of the model, those out of force among them."""
        return 0 if self._made is None else self._made.without

    def follow(self, con: duckdb.DuckDBPyConnection, claims: int) -> bool:
        """Take in at most `CHUNK` claims; tell whether that is all of them."""
        if self._made is None or self._made.claims != claims or self._has_late(con, self._made):
            if claims == 0:
                self.forget()
                return True
            with self._file.locked() as writable:
                if not writable or not self._is_followed_in_file(con, claims):
                    self._follow_in_memory(con, claims)
        return self._made is not None and self._made.claims == claims

    def _is_followed_in_file(self, con: duckdb.DuckDBPyConnection, claims: int) -> bool:
        """Tell whether the file could be brought up: on a full disk it cannot, and is left."""
        try:
            self._follow_in_file(con, claims)
        except OSError:
            return False
        return True

    def _follow_in_file(self, con: duckdb.DuckDBPyConnection, claims: int) -> None:
        sheet = self._file.read()
        made = self._fitting(con, sheet)
        if sheet is None or made is None:
            made = self._nothing()
            sheet = self._file.replace(memoryview(b""), asdict(made))
        if made.claims < claims:
            rows, further = self._next(con, made, claims)
            if further.dimensions != made.dimensions:
                sheet = self._file.replace(_bytes(rows), asdict(further))
            else:
                sheet = self._file.append(sheet, _bytes(rows), asdict(further))
            made = further
        self._map(sheet, made)

    def _follow_in_memory(self, con: duckdb.DuckDBPyConnection, claims: int) -> None:
        if self._made is None:
            sheet = self._file.read()
            made = self._fitting(con, sheet)
            if sheet is not None and made is not None:
                self._map(sheet, made)
        made = self._made
        if made is None or made.claims > claims or self._has_late(con, made):
            self.forget()
            made = self._nothing()
        if made.claims < claims:
            rows, self._made = self._next(con, made, claims)
            kept = [self.matrix] if len(self.matrix) == made.claims and made.dimensions else []
            self.matrix = np.concatenate([*kept, rows])
            self._crc32 = None

    def _fitting(self, con: duckdb.DuckDBPyConnection, sheet: Sheet | None) -> Reflected | None:
        """Return what the file holds where all of it is in this store, and nothing amiss."""
        made = None if sheet is None else Reflected.of(sheet)
        if made is None or made.model != self._model:
            return None
        if made.claims and not ledger.has(con, Head(made.number, made.sha256)):
            return None
        return None if self._has_late(con, made) else made

    def _has_late(self, con: duckdb.DuckDBPyConnection, made: Reflected) -> bool:
        """Tell whether claims that had no vector of this model have got one since."""
        if not made.without:
            return False
        if vectors.count(con, model=self._model) == made.vectors:
            return False
        having = vectors.having(con, made.claims, model=self._model)
        return having != made.claims - made.without

    def _nothing(self) -> Reflected:
        return Reflected(self._model, 0, 0, 0, 0, 0, "")

    def _next(
        self, con: duckdb.DuckDBPyConnection, made: Reflected, claims: int
    ) -> tuple[Vectors, Reflected]:
        """Return further rows; those before them too where they had no dimensions yet."""
        end = min(claims, made.claims + CHUNK)
        numbers, found = vectors.of_claims(con, made.claims, end, model=self._model)
        dimensions = made.dimensions or found.shape[1]
        first = made.claims if dimensions == made.dimensions else 0
        rows = np.zeros((end - first, dimensions), dtype=np.float32)
        if len(numbers):
            if found.shape[1] != dimensions:
                raise vectors.unequal(self._model)
            rows[numbers - first] = found
        head = ledger.head(con)
        further = replace(
            made,
            dimensions=dimensions,
            claims=end,
            without=made.without + (end - made.claims) - len(numbers),
            vectors=vectors.count(con, model=self._model),
            number=head.number,
            sha256=head.sha256,
        )
        return rows, further

    def _map(self, sheet: Sheet, made: Reflected) -> None:
        values = np.frombuffer(self._file.mapped(sheet), dtype="<f4")
        self.matrix = values.reshape(made.claims, made.dimensions)
        self._crc32 = sheet.crc32
        self._made = made


class WordRows:
    """The terms of all claims: most of them sorted and mapped, the newest in memory."""

    def __init__(self, folder: Path) -> None:
        self._file = DerivedFile(folder, "words")
        self.forget()

    def forget(self) -> None:
        """Start from the file, or from nothing."""
        self._sorted: WordTable | None = None
        self.table = WordTable(np.empty(0, dtype=np.int32), ())

    def follow(self, con: duckdb.DuckDBPyConnection, claims: int) -> None:
        """Take in the terms of all claims."""
        if len(self.table.lengths) == claims and self.table.runs:
            return
        if self._sorted is None and claims:
            self._sorted = self._read(con)
        kept = self._sorted
        if kept is None or claims - len(kept.lengths) > max(SORTED_AGAIN, len(kept.lengths) // 8):
            kept = self._sort(con, claims)
        known = len(kept.lengths)
        self._sorted = self.table = kept
        if known < claims:
            lengths = np.concatenate([kept.lengths, words.lengths(con, known, claims)])
            newest = Postings.of(words.occurrences(con, known, claims))
            self.table = WordTable(lengths, (*kept.runs, newest))

    def _read(self, con: duckdb.DuckDBPyConnection) -> WordTable | None:
        with self._file.locked():
            sheet = self._file.read()
            if sheet is None:
                return None
            match dict(sheet.facts):
                case {
                    "claims": int(claims),
                    "terms": int(terms),
                    "number": int(number),
                    "sha256": str(sha256),
                } if ledger.has(con, Head(number, sha256)):
                    return _laid_out(self._file.mapped(sheet), claims, terms)
            return None

    def _sort(self, con: duckdb.DuckDBPyConnection, claims: int) -> WordTable:
        """Sort all terms; into the file where there are so many that it pays."""
        postings = Postings.of(words.occurrences(con, 0, claims))
        table = WordTable(words.lengths(con, 0, claims), (postings,))
        if claims <= SORTED_AGAIN:
            return table
        head = ledger.head(con)
        terms = len(postings.ends) - 1
        parts: list[NDArray[np.integer]] = [postings.ends, table.lengths]
        data = b"".join(map(_bytes, [*parts, postings.claims, postings.counts]))
        with self._file.locked() as writable:
            if not writable:
                return table
            try:
                sheet = self._file.replace(
                    memoryview(data),
                    {
                        "claims": claims,
                        "terms": terms,
                        "number": head.number,
                        "sha256": head.sha256,
                    },
                )
                return _laid_out(self._file.mapped(sheet), claims, terms)
            except OSError:  # a full disk
                return table


def _laid_out(data: memoryview, claims: int, terms: int) -> WordTable:
    """Read ends, lengths, claims and counts, one behind the other."""
    ends = np.frombuffer(data, dtype="<i8", count=terms + 1)
    lengths = np.frombuffer(data, dtype="<i4", count=claims, offset=ends.nbytes)
    offset = ends.nbytes + lengths.nbytes
    numbers, counts = np.frombuffer(data, dtype="<i4", offset=offset).reshape(2, -1)
    return WordTable(lengths, (Postings(ends, numbers, counts),))


def _bytes(values: NDArray[np.generic]) -> memoryview:
    if not values.size:
        return memoryview(b"")
    return np.ascontiguousarray(values).data.cast("B")
