"""Time the search for similar past claims in a large store, beside plainer ways in the same run.

    python benchmarks/searching.py [CLAIMS ...] [--queries N]

Each size (100,000 and 1,000,000 unless given) is made in a temporary folder: an article of 200
claims through the store's own writing, which are searched by, and past claims straight into the
tables. Both are synthetic, as the sentence model would take an hour over so many: a text is twelve
words, common and rare ones as in news without its stop words (the commonest in one claim of
twenty), and its vector is that of one of 512 encoded texts, moved in a random direction (cosine of
two of a family about .9).

matches   `SimilarClaims.to_claim`: open the store, rank by words and by vectors, join, read the
          best past claims, work out the differences
product   of the vector with the matrix in memory, which no exact search can save
DuckDB    the ten nearest by `array_inner_product … order by … limit 10`, the file held open

recall@10 of the search by vectors against DuckDB's ten. Resident: the most memory of a process that
only searches, mapped pages included. Processor time counts both cores, and nobody else's work.
"""

import argparse
import datetime as dt
import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from workbench.matching.encoder import packaged_encoder
from workbench.matching.nearest import SLACK, first, reaching
from workbench.matching.sentence_model import PACKAGED_MODEL
from workbench.matching.words import terms
from workbench.model import Article, Claim, Entry, EntryKind, Span, Splitting
from workbench.pipeline import SimilarClaims
from workbench.store import DuckStore
from workbench.store.protocol import Encoded

SIZES = (100_000, 1_000_000)
BATCH = 50_000
QUERIES = 200
ENCODED = 512
MOVED = 0.33
"""Length of the random step away from a vector of length 1."""
NOW = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)

VOCABULARY = 200_000
WORDS_OF_A_CLAIM = 12
SHIFT = 20
"""Word r comes about as often as 1 / (r + SHIFT): Mandelbrot's form of Zipf's law."""

Matrix = NDArray[np.float32]


class Maker:
    """Makes texts and vectors, the same in each run."""

    def __init__(self) -> None:
        self._random = np.random.default_rng(7)
        shares = 1 / (np.arange(VOCABULARY) + SHIFT)
        self._shares = np.cumsum(shares / shares.sum())
        self._families = packaged_encoder().encode(
            [" ".join(word_of(word) for word in row) for row in self.words(ENCODED)]
        )

    def words(self, claims: int) -> NDArray[np.int64]:
        """Return the words of claims: shape (claims, words)."""
        drawn = self._random.random((claims, WORDS_OF_A_CLAIM))
        return np.minimum(np.searchsorted(self._shares, drawn), VOCABULARY - 1)

    def vectors(self, claims: int) -> Matrix:
        """Return vectors near those of encoded texts."""
        near = self._families[self._random.integers(ENCODED, size=claims)]
        steps = self._random.standard_normal(near.shape, dtype=np.float32)
        steps *= MOVED / np.linalg.norm(steps, axis=1, keepdims=True)
        rows = near + steps
        made: Matrix = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return made


def word_of(number: int) -> str:
    """Return a word that is its own stem."""
    return f"w{number}"


def main() -> None:
    """Fill stores of the sizes asked for and print the medians of each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("claims", nargs="*", type=int, default=SIZES)
    parser.add_argument("--queries", type=int, default=QUERIES)
    parser.add_argument("--search", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.search:
        _search_alone(DuckStore(arguments.search))
        return
    for claims in arguments.claims:
        with tempfile.TemporaryDirectory() as folder:
            store = DuckStore(Path(folder) / "claims.duckdb")
            seconds = _timed(lambda: _fill(store, claims))  # noqa: B023 - called at once
            size = store.path.stat().st_size / 1e6
            print(f"\n{claims:,} claims: written in {seconds:.0f} s, {size:,.0f} MB")
            _measure(store, arguments.queries)


def _fill(store: DuckStore, claims: int) -> None:
    maker = Maker()
    _add_article(store, maker)
    entry = Entry("e" * 32, NOW, "bench", EntryKind.PAST_CLAIMS_IMPORTED, {})
    number = store.append([entry]).number
    with duckdb.connect(store.path) as con:
        _number_words(con)
        for first in range(QUERIES, claims, BATCH):
            _add_past_claims(con, maker, range(first, min(first + BATCH, claims)), number)


def _add_article(store: DuckStore, maker: Maker) -> None:
    texts = [" ".join(map(word_of, row)) for row in maker.words(QUERIES).tolist()]
    article = Article.of("\n".join(texts), title="An article")
    whole = Span(0, len(article.text))
    claims = tuple(
        Claim(f"{row:016x}", article.id, (whole,), text) for row, text in enumerate(texts)
    )
    store.add_article(
        article,
        Splitting(claims, ()),
        terms={claim.id: terms(claim.text) for claim in claims},
        encoded=Encoded(PACKAGED_MODEL, tuple(texts), maker.vectors(QUERIES)),
        entry=Entry("a" * 32, NOW, "bench", EntryKind.ARTICLE_ADDED, {}),
    )


def _number_words(con: duckdb.DuckDBPyConnection) -> None:
    """Give the words that the article lacks their numbers, and keep all numbers by word."""
    con.execute(
        f"""
        insert into terms
        select (select max(number) from terms) + row_number() over (), 'w' || range
        from range({VOCABULARY})
        where 'w' || range not in (select term from terms)
        """  # noqa: S608 - a number of this file
    )


def _add_past_claims(con: duckdb.DuckDBPyConnection, maker: Maker, rows: range, entry: int) -> None:
    words, matrix = maker.words(len(rows)), maker.vectors(len(rows))
    texts = [" ".join(map(word_of, row)) for row in words.tolist()]
    ends = np.arange(len(rows) + 1, dtype=np.int32) * matrix.shape[1]
    claims = pa.table(
        {
            "number": np.arange(rows.start, rows.stop),
            "id": [f"p{row:08x}" for row in rows],
            "text": texts,
            "sha256": [hashlib.sha256(text.encode()).hexdigest() for text in texts],
            "vector": pa.ListArray.from_arrays(pa.array(ends), pa.array(matrix.ravel())),
        }
    )
    tokens = pa.table({"claim": np.repeat(claims["number"], words.shape[1]), "word": words.ravel()})
    con.register("made", claims)
    con.register("tokens", tokens)
    for statement in FILLING:
        con.execute(statement, [entry] if "?" in statement else [])


FILLING = (
    """
    insert into past_claim_versions by name
    select id, text, sha256 as text_sha256, '[]' as figures, ?::bigint as entry
    from made
    """,
    f"""
    insert into searchable by name
    select
      number,
      id as claim_id,
      sha256 as text_sha256,
      {WORDS_OF_A_CLAIM} as length,
      ?::bigint as entry
    from made
    """,  # noqa: S608 - a number of this file
    f"""
    insert into vectors by name
    select sha256 as text_sha256, '{PACKAGED_MODEL}' as model, vector, ?::bigint as entry
    from made
    """,  # noqa: S608 - a constant of the program
    """
    insert into occurrences (term, claim, count)
    select terms.number, tokens.claim, count(*)
    from tokens
    join terms
      on terms.term = 'w' || tokens.word
    group by terms.number, tokens.claim
    order by tokens.claim
    """,
)


def _measure(store: DuckStore, queries: int) -> None:
    asked = [one.claim for one in store.reviewed_claims()][:queries]
    similar = SimilarClaims(store)
    print(f"index made in {_timed(lambda: similar.to_claim(asked[0])):.1f} s", flush=True)
    command = [sys.executable, __file__, "--search", str(store.path)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603 - this file
    with store.searching(model=PACKAGED_MODEL) as searching:
        matrix = searching.matrix
        rows = searching.rows_of_articles([asked[0].article_id])[asked[0].article_id]
        ids = searching.ids(range(len(matrix)))
    taken: dict[str, list[float]] = {"matches": [], "product": [], "DuckDB": []}
    processor = []
    recalls = []
    for claim in asked:
        vector = matrix[rows[claim.id]]
        before = time.process_time()
        taken["matches"].append(_timed(lambda: similar.to_claim(claim)))  # noqa: B023 - called at once
        processor.append(time.process_time() - before)
        taken["product"].append(_timed(lambda: matrix @ vector))  # noqa: B023
        exact, seconds = _by_duckdb(store.path, vector)
        taken["DuckDB"].append(seconds)
        found, rough = reaching(vector, matrix, floor=-1.0)
        near = found[first(rough, 10, slack=SLACK)].tolist()
        recalls.append(len({ids[row] for row in near} & exact) / 10)
    print(f"{'':10}{'median ms':>10}{'p95 ms':>10}")
    for name, times in taken.items():
        middle, slow = statistics.median(times), float(np.quantile(times, 0.95))
        print(f"{name:10}{middle * 1e3:10.1f}{slow * 1e3:10.1f}")
    print(f"processor time of matches: median {statistics.median(processor) * 1e3:.1f} ms")
    print(f"recall@10 {statistics.fmean(recalls):.4f} over {len(asked)} queries")
    print(f"first look-up of a process {told['first'] * 1e3:.0f} ms", end="; ")
    print(f"resident {told['resident'] / 1e9:.2f} GB")


def _by_duckdb(path: Path, vector: Matrix) -> tuple[set[str], float]:
    """Return the ids of the ten nearest, and the seconds without opening."""
    with duckdb.connect(path, read_only=True) as con:
        start = time.perf_counter()
        found = con.execute(
            """
            select searchable.claim_id
            from (
              select
                text_sha256,
                array_inner_product(vector::float[384], ?::float[384]) as cosine
              from vectors
              order by cosine desc
              limit 10
            ) as best
            join searchable
              on searchable.text_sha256 = best.text_sha256
            """,
            [vector.tolist()],
        ).fetchall()
        return {id_ for (id_,) in found}, time.perf_counter() - start


def _search_alone(store: DuckStore) -> None:
    """Search as a new process does, and print what it took."""
    asked = [one.claim for one in store.reviewed_claims()]
    similar = SimilarClaims(store)
    first = _timed(lambda: similar.to_claim(asked[0]))
    for claim in asked[:20]:
        similar.to_claim(claim)
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    # Not getrusage: what the parent had at the fork counts there.
    resident = int(next(line for line in status.splitlines() if "VmHWM" in line).split()[1]) * 1024
    print(json.dumps({"first": first, "resident": resident}))


def _timed(operation: Callable[[], object]) -> float:
    start = time.perf_counter()
    operation()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
