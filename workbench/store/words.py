"""Ranking by words: BM25 in plain SQL over the postings of claims and past claims.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), with
k1 = 1.2 and b = 0.75; the inverse document frequency has 1 added inside the logarithm, as in
Lucene, so that a word in most claims counts little, never against.
"""

from collections.abc import Iterable, Mapping, Sequence

import duckdb

from workbench.store.rows import storable

K1 = 1.2
B = 0.75


def keep(con: duckdb.DuckDBPyConnection, terms: Mapping[str, Mapping[str, int]]) -> None:
    """Keep the words of claims, given as claim id → term → count."""
    import pyarrow as pa  # ~0.15 s, and reading commands do not need it

    postings = [
        (term, claim_id, count)
        for claim_id, counts in terms.items()
        for term, count in counts.items()
    ]
    if postings:
        words, claim_ids, counts = zip(*postings, strict=True)
        con.register("incoming", pa.table({"t": words, "c": claim_ids, "n": counts}))
        con.execute("insert into postings (term, claim_id, count) select t, c, n from incoming")
        con.unregister("incoming")
    if terms:
        lengths = [sum(counts.values()) for counts in terms.values()]
        con.register("incoming", pa.table({"c": list(terms), "n": lengths}))
        con.execute("insert into lengths (claim_id, length) select c, n from incoming")
        con.unregister("incoming")


def rank(
    con: duckdb.DuckDBPyConnection, queries: Sequence[Iterable[str]], *, limit: int
) -> tuple[tuple[tuple[str, float], ...], ...]:
    """Return for each query (id, score) of the claims that hold any of its terms, best first.

    Ties go by id.
    """
    asked = [
        (query, term)
        for query, terms in enumerate(queries)
        for term in sorted({storable(term) for term in terms})
    ]
    rankings: list[list[tuple[str, float]]] = [[] for _ in queries]
    if not asked:
        return tuple(map(tuple, rankings))
    rows = con.execute(
        """
        with asked as (
          select unnest(?::integer[]) as query, unnest(?::text[]) as term
        ),
        matched as (
          select postings.term, postings.claim_id, postings.count, lengths.length
          from postings
          join lengths
            on lengths.claim_id = postings.claim_id
          where postings.term in (select term from asked)
        ),
        corpus as (
          select count(*) as claims, avg(length) as mean_length
          from lengths
        ),
        weights as (
          select
            matched.term,
            ln(1 + (max(corpus.claims) - count(*) + 0.5) / (count(*) + 0.5)) as weight
          from matched
          cross join corpus
          group by matched.term
        ),
        scored as (
          select
            asked.query,
            matched.claim_id,
            sum(
              weights.weight * matched.count * (? + 1)
              / (matched.count + ? * (1 - ? + ? * matched.length / corpus.mean_length))
            ) as score
          from asked
          join matched
            on matched.term = asked.term
          join weights
            on weights.term = matched.term
          cross join corpus
          group by asked.query, matched.claim_id
        ),
        placed as (
          select
            *,
            row_number() over (partition by query order by score desc, claim_id) as place
          from scored
        )
        select query, claim_id, score
        from placed
        where place <= ?
        order by query, place
        """,
        [[query for query, _ in asked], [term for _, term in asked], K1, K1, B, B, limit],
    ).fetchall()
    for query, claim_id, score in rows:
        rankings[query].append((claim_id, float(score)))
    return tuple(map(tuple, rankings))
