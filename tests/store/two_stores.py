"""Two desks whose stores are merged, and what stands in a store after it."""

import itertools
import shutil
from pathlib import Path

from store_values import (
    MENU,
    MODEL,
    SHARE,
    Desk,
    article_of,
    four_claims,
    holding,
    new,
    past,
)

from workbench import interchange
from workbench.model import Claim, EntryKind, RecutAct, Span, Verdict
from workbench.store import DuckStore
from workbench.store.protocol import Merged


def two_desks(folder: Path) -> tuple[Desk, Desk]:
    """Return two desks with a copy of one store each, an article of four claims in it."""
    first = Desk(DuckStore(folder / "a.duckdb"))
    four_claims(first)
    shutil.copy(first.store.path, folder / "b.duckdb")
    first.numbers = itertools.count(1_000)
    return first, Desk(DuckStore(folder / "b.duckdb"), "Ilse", itertools.count(2_000))


def merge(into: Desk, other: Desk | Path, *, dry_run: bool = False) -> Merged:
    path = other if isinstance(other, Path) else other.store.path
    entry = into.entry(EntryKind.MERGED, {"store": path.name})
    work = into.store.merge(path, entry=entry, models=[MODEL], dry_run=dry_run)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # StopIteration.value is untyped


def standing(store: DuckStore) -> object:
    """Return all that stands in a store, whichever way it came."""
    return (
        sorted((one for one in store.reviewed_claims()), key=lambda one: one.claim.id),
        {one.article.id: (one.article, one.tally) for one in store.articles()},
        {id_: store.left_out(id_) for id_ in {one.article.id for one in store.articles()}},
        [one for one in store.entries() if one.kind is not EntryKind.MERGED],
    )


def found_by(store: DuckStore, word: str) -> set[str]:
    """Return the ids of what the word finds and is still what it reads."""
    with store.searching(model=MODEL) as searching:
        return set(searching.ids(holding(searching, [word], searching.fitting())))


def claims_of(desk: Desk) -> list[str]:
    return [one.claim.id for one in desk.store.reviewed_claims()]


def narrowed(desk: Desk, words: str, *, number: int) -> Claim:
    """Narrow the claim that holds these words to them, and return what it became."""
    taken = next(one.claim for one in desk.store.reviewed_claims() if words in one.quote)
    article = desk.store.article(taken.article_id)
    start = article.text.index(words)
    claim = Claim(f"{number:016x}", article.id, (Span(start, start + len(words)),), words)
    body = interchange.recut_body(article, RecutAct.NARROWED, taken=[taken.id], made=[claim])
    entry = desk.entry(EntryKind.RECUT, body, by=desk.analyst)
    desk.store.append([entry], terms={claim.id: desk.words_of(words)})
    return claim


def every_kind(folder: Path) -> Desk:
    """Return a desk whose store got rows of every table by a merge."""
    here, there = two_desks(folder)
    made = article_of(["The dyke held.", "It rained."], title="Dyke")
    there.store.add_articles([new(there, made, furniture=(MENU, SHARE))])
    there.bring_in([past(1, "A dam fell.", verdict=Verdict.DISPUTED)])
    there.bring_in([past(1, "A dam broke.", verdict=Verdict.VERIFIED)])
    narrowed(there, "hid", number=12)
    there.decide(claims_of(there)[:1], Verdict.VERIFIED, by="Ilse")
    merge(here, there)
    return here
