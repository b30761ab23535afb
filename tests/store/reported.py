"""What tests of kept findings share: a filled desk, reports of it, and acts that change it."""

import datetime as dt
import itertools
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from store_values import MODEL, Desk, article_of, past
from test_store_streaming import streamed
from two_stores import merge, narrowed

from workbench import pipeline, reporting
from workbench.matching.words import terms
from workbench.model import EntryKind, Match, ReviewedClaim, Thresholds, Verdict
from workbench.pipeline import LinkedClaims, MatchRules
from workbench.pipeline.status_report import EVERY_CLAIM, Chosen
from workbench.store import DuckStore
from workbench.store.kept import DuckKept

RULES = MatchRules(Thresholds(0.1, 0.6), stale_after_days=100)
START = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)
LINES, SHEET = reporting.ReportFormat.JSON_LINES, reporting.ReportFormat.CSV


class Linked(LinkedClaims):
    """What finds past claims, and counts the claims that it searched for."""

    def __init__(
        self,
        store: DuckStore,
        *,
        day: int = 0,
        rules: MatchRules = RULES,
        seen_by: str | None = None,
    ) -> None:
        at = START + dt.timedelta(days=day)
        super().__init__(store, clock=lambda: at, model=MODEL, rules=rules, seen_by=seen_by)
        self.searched = 0

    def to_claims(
        self,
        reviewed: Sequence[ReviewedClaim],
        *,
        limit: int = 5,
        wanted: pipeline.Wanted | None = None,
    ) -> tuple[tuple[Match, ...], ...]:
        self.searched += len(reviewed)
        return super().to_claims(reviewed, limit=limit, wanted=wanted)


def report_in(
    form: reporting.ReportFormat, linked: LinkedClaims, chosen: Chosen = EVERY_CLAIM
) -> bytes:
    return streamed(linked._store, form, linked, chosen)[1]


def reports(
    store: DuckStore, *, day: int = 0, forms: Sequence[reporting.ReportFormat] = (LINES, SHEET)
) -> tuple[bytes, ...]:
    return tuple(report_in(form, Linked(store, day=day)) for form in forms)


def reports_made_anew(
    store: DuckStore, *, day: int = 0, forms: Sequence[reporting.ReportFormat] = (LINES, SHEET)
) -> tuple[bytes, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DuckKept, "findings", lambda *_: {})
        patch.setattr(DuckKept, "keep_findings", lambda *_, **__: True)
        patch.setattr(DuckKept, "not_shown", lambda *_: ())
        return reports(store, day=day, forms=forms)


def text_of(number: int) -> str:
    return f"About {number % 7 * 100} people left on {1 + number % 5} May, place {number}."


def filled(folder: Path) -> Desk:
    """Return a desk with two articles of three claims and four past claims."""
    path = folder / "claims.duckdb"
    path.write_bytes(_filled())
    return _desk(path, numbers=itertools.count(100))


def _desk(path: Path, *, numbers: "itertools.count[int]", analyst: str = "Noor") -> Desk:
    """Return a desk that keeps the words that searches ask for."""
    return Desk(DuckStore(path), analyst, numbers, terms)


@cache
def _filled() -> bytes:
    with TemporaryDirectory() as folder:
        desk = _desk(Path(folder) / "claims.duckdb", numbers=itertools.count(1))
        for first in (0, 3):
            desk.add(*article_of(list(map(text_of, range(first, first + 3))), title=f"No. {first}"))
        desk.bring_in([past(n, text_of(50 + n), verdict=Verdict.DISPUTED) for n in range(4)])
        return desk.store.path.read_bytes()


def claim_ids(desk: Desk) -> list[str]:
    return sorted(one.claim.id for one in desk.store.reviewed_claims())


def decide(desk: Desk, n: int) -> None:
    ids = claim_ids(desk)
    desk.decide([ids[n % len(ids)]], list(Verdict)[n % 3], f"why {n}", by=("Noor", "Omar")[n % 2])


def undo(desk: Desk, n: int) -> None:
    acts = [
        one.id
        for one in desk.store.entries()
        if one.kind
        in {EntryKind.DECIDED, EntryKind.LINKED, EntryKind.RECUT, EntryKind.ARTICLE_REMOVED}
    ]
    turned = {str(one.body.get("entry")) for one in desk.store.entries()}
    if left := [one for one in acts if one not in turned]:
        desk.undo(left[n % len(left)])


def answer(desk: Desk, n: int) -> None:
    ids = claim_ids(desk)
    answered = ("accepted", "rejected")[n % 2]
    body = {"claim": ids[n % len(ids)], "past": f"past{n % 4:012x}", "answer": answered}
    desk.append(EntryKind.LINKED, dict(body))


def correct_past(desk: Desk, n: int) -> None:
    said = text_of(50 + n % 4) if n % 2 else f"{text_of(50 + n % 4)} And {n} more."
    desk.bring_in([past(n % 4, said, speaker=f"Speaker {n}", title=f"Title {n}")])


def rename(desk: Desk, n: int) -> None:
    articles = desk.store.articles()
    named = articles[n % len(articles)].article.id
    body = {"article": named, "title": f"Title {n}", "published": f"2011-0{1 + n % 9}-11"}
    desk.append(EntryKind.ARTICLE_RENAMED, dict(body))


def remove(desk: Desk, n: int) -> None:
    articles = desk.store.articles()
    if len(articles) > 1:
        desk.append(EntryKind.ARTICLE_REMOVED, {"article": articles[n % len(articles)].article.id})


def recut(desk: Desk, n: int) -> None:
    claims = [one for one in desk.store.reviewed_claims() if "people left" in one.quote]
    if claims:
        number = 0xABC0 + 16 * desk.store.head().number  # of claims that nobody made yet
        narrowed(desk, claims[n % len(claims)].quote.partition(",")[0], number=number)


def merge_in(desk: Desk, n: int) -> None:
    with TemporaryDirectory() as folder:
        numbers = itertools.count(10**6 * (n + 1))
        other = _desk(Path(folder) / "b.duckdb", numbers=numbers, analyst="Ilse")
        other.add(*article_of([text_of(200 + n), text_of(300 + n)], title=f"Elsewhere {n}"))
        other.decide(claim_ids(other)[:1], Verdict.VERIFIED, by="Ilse")
        merge(desk, other)


ACTS: tuple[Callable[[Desk, int], object], ...] = (
    decide,
    undo,
    answer,
    correct_past,
    rename,
    remove,
    recut,
    merge_in,
    lambda desk, n: desk.add(*article_of([text_of(90 + n), text_of(80 + n)], title=f"New {n}")),
    lambda desk, n: desk.bring_in([past(1_000 + n, text_of(n))]),
)
