"""Past claims of claims that came in, found and kept before anyone asks for a report."""

from collections.abc import Generator, Iterable
from typing import Final

from workbench.pipeline.linked import LinkedClaims
from workbench.pipeline.newcomers import PRODUCTS
from workbench.pipeline.progress import Progress, Stage
from workbench.pipeline.reported_matches import ReportedMatches
from workbench.store.protocol import Store

TOGETHER: Final = 500
"""Claims that are searched for while the store is open once, at most."""


def find_ahead(
    store: Store, linked: LinkedClaims, *, articles: Iterable[str] = ()
) -> Generator[Progress, None, int]:
    """Find and keep the past claims of articles' claims, and of those that newcomers belong beside.

    Returns of how many claims; of those of which something is kept already, none. A report finds
    what is kept; what is not, where this was ended early, it searches for.
    """
    reported = ReportedMatches(store, linked, as_json=True)
    over = yield from reported.admit()
    with store.searching(model=linked.model) as searching:
        of_each = searching.rows_of_articles([*articles])
        new = {row for rows in of_each.values() for row in rows.values()}
        kept, findable = searching.kept(reported.rules), searching.fitting()
        missing = (new | over).union(kept.lapsed().tolist()).difference(kept.found().tolist())
        rows = sorted(row for row in missing if findable is None or findable[row])
        together = max(1, min(TOGETHER, PRODUCTS // max(len(searching.matrix), 1)))
    done = 0
    while rows:
        yield Progress(Stage.COMPARING, done, done + len(rows))
        over = yield from reported.admit()  # who came in meanwhile from another window
        rows = sorted(over.union(rows))
        reported.find(rows[:together])
        done += len(rows[:together])
        rows = rows[together:]
    return done
