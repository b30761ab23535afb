"""What was found for a report once is kept, and gives the same bytes as what is found anew."""

import datetime as dt
import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_values import MODEL, Desk, article_of, past, vectors
from two_stores import merge, narrowed

from workbench import pipeline, reporting
from workbench.model import EntryKind, Match, ReviewedClaim, Status, Thresholds, Verdict
from workbench.pipeline import LinkedClaims, MatchRules, reported_matches
from workbench.pipeline.status_report import EVERY_CLAIM, Chosen
from workbench.store import DuckStore, finding_blocks, findings
from workbench.store.protocol import Encoded
from workbench.store.searching import DuckSearching

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
    work = pipeline.stream_report(
        linked._store,
        BytesIO(),
        form=reporting.STREAMED[form],
        chosen=chosen,
        made_at=START,
        made_by="mara",
        similar=linked,
    )
    while True:
        try:
            next(work)
        except StopIteration as end:
            return b"".join(end.value[1])


def reports(
    store: DuckStore, *, day: int = 0, forms: Sequence[reporting.ReportFormat] = (LINES, SHEET)
) -> tuple[bytes, ...]:
    return tuple(report_in(form, Linked(store, day=day)) for form in forms)


def reports_made_anew(
    store: DuckStore, *, day: int = 0, forms: Sequence[reporting.ReportFormat] = (LINES, SHEET)
) -> tuple[bytes, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DuckSearching, "findings", lambda *_: {})
        patch.setattr(DuckSearching, "keep_findings", lambda *_, **__: None)
        return reports(store, day=day, forms=forms)


def text_of(number: int) -> str:
    return f"About {number % 7 * 100} people left on {1 + number % 5} May, place {number}."


def filled(folder: Path) -> Desk:
    """Return a desk with two articles of three claims and four past claims."""
    path = folder / "claims.duckdb"
    path.write_bytes(_filled())
    return Desk(DuckStore(path), numbers=itertools.count(100))


@cache
def _filled() -> bytes:
    with TemporaryDirectory() as folder:
        desk = Desk(DuckStore(Path(folder) / "claims.duckdb"))
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
        narrowed(desk, claims[n % len(claims)].quote.partition(",")[0], number=0xABC0 + n)


def merge_in(desk: Desk, n: int) -> None:
    with TemporaryDirectory() as folder:
        other = Desk(DuckStore(Path(folder) / "b.duckdb"), "Ilse", itertools.count(10**6 * (n + 1)))
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


@settings(max_examples=2)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 40)), min_size=5, max_size=7))
def test_what_is_kept_gives_the_same_bytes_whatever_was_done(
    acts: list[tuple[Callable[[Desk, int], object], int]],
) -> None:
    with TemporaryDirectory() as folder:
        desk = filled(Path(folder))
        reports(desk.store)
        for at, (act, number) in enumerate(acts):
            act(desk, number)
            day = 20 * at
            told = report_in(LINES, Linked(desk.store, day=day))
            assert told == reports_made_anew(desk.store, day=day, forms=(LINES,))[0]
        assert reports(desk.store) == reports_made_anew(desk.store)


def test_nothing_is_searched_for_twice(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    first, again, elsewhere = (Linked(desk.store) for _ in range(3))
    told = report_in(LINES, first)
    assert report_in(LINES, again) == told
    assert b'"past_claim"' in told
    assert report_in(SHEET, Linked(desk.store)) == reports_made_anew(desk.store)[1]
    assert report_in(LINES, Linked(DuckStore(desk.store.path))) == told
    report_in(LINES, elsewhere, Chosen(query="has:match"))
    assert (first.searched, again.searched, elsewhere.searched) == (6, 0, 0)


@pytest.mark.parametrize("act", [decide, rename, lambda desk, _: desk.note(claim_ids(desk), "?")])
def test_what_analysts_do_asks_for_no_search(
    act: Callable[[Desk, int], object], tmp_path: Path
) -> None:
    desk = filled(tmp_path)
    reports(desk.store)
    if act is rename:
        desk.append(
            EntryKind.ARTICLE_RENAMED,
            {"article": desk.store.articles()[0].article.id, "title": "Another"},
        )
    else:
        act(desk, 1)
    linked = Linked(desk.store)
    told = report_in(LINES, linked)
    assert linked.searched == 0
    assert told == reports_made_anew(desk.store)[0]


def test_a_claim_with_answers_is_searched_for_each_time(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    reports(desk.store)
    answer(desk, 1)
    linked = Linked(desk.store)
    assert report_in(LINES, linked) == reports_made_anew(desk.store)[0]
    assert linked.searched == 1


def test_who_reviews_blind_is_told_nothing_that_is_kept(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    desk.decide(claim_ids(desk), Verdict.VERIFIED, by="Omar")
    assert b'"verified"' in report_in(LINES, Linked(desk.store))
    blind = Linked(desk.store, seen_by="Ilse")
    report_in(LINES, blind)
    assert blind.searched == 6


def test_other_rules_and_other_code_find_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = filled(tmp_path)
    reports(desk.store)
    strict = Linked(desk.store, rules=MatchRules(Thresholds(0.3, 0.6)))
    report_in(LINES, strict)
    monkeypatch.setattr(reported_matches, "_code", lambda: "another")
    coded = Linked(desk.store, rules=MatchRules(Thresholds(0.3, 0.6)))
    report_in(LINES, coded)
    assert (strict.searched, coded.searched) == (6, 6)


def test_a_verdict_gets_stale_by_itself(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    desk.decide(claim_ids(desk), Verdict.VERIFIED)
    (fresh, _), linked = reports(desk.store), Linked(desk.store, day=400)
    later = report_in(LINES, linked)
    assert (b'"stale":true' in fresh, b'"stale":true' in later, linked.searched) == (False, True, 0)
    assert reports(desk.store)[0] == fresh


def test_vectors_that_come_later_are_searched_by(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    texts = [one.claim.text for one in desk.store.reviewed_claims()]
    article, splitting = article_of(["About 3 people left."], title="Late")
    nothing = Encoded(MODEL, (), vectors([]))
    desk.store.add_article(
        article, splitting, terms={}, encoded=nothing, entry=desk.entry(EntryKind.ARTICLE_ADDED, {})
    )
    reports(desk.store)
    late = tuple(claim.text for claim in splitting.claims)
    encoded = Encoded(MODEL, late, vectors(texts[:1]))  # as near as can be to another's
    desk.store.add_vectors(encoded, entry=desk.entry(EntryKind.REINDEXED, {}))
    assert reports(desk.store) == reports_made_anew(desk.store)


def findings_file(desk: Desk) -> Path:
    (file,) = desk.store.path.with_name("claims.duckdb.index").glob("findings-*.bin")
    return file


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 255
    file.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [flip, Path.unlink, lambda file: file.write_bytes(b""), lambda file: os.truncate(file, 40)],
)
def test_a_damaged_file_is_made_anew(damage: Callable[[Path], object], tmp_path: Path) -> None:
    desk = filled(tmp_path)
    told = reports(desk.store)
    damage(findings_file(desk))
    linked = Linked(DuckStore(desk.store.path))
    assert report_in(LINES, linked) == told[0]
    assert linked.searched == 6
    assert reports(DuckStore(desk.store.path)) == told


def test_a_store_that_is_put_back_is_not_told_by_what_came_later(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    before = desk.store.path.read_bytes()
    correct_past(desk, 3)
    reports(desk.store)
    desk.store.path.write_bytes(before)
    store = DuckStore(desk.store.path)
    assert reports(store) == reports_made_anew(store)


def test_where_nothing_can_be_written_it_is_found_each_time(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    desk.store.path.with_name("claims.duckdb.index").write_text("a file where the folder should be")
    assert reports(desk.store) == reports_made_anew(desk.store)


def test_a_file_with_much_that_counts_no_more_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "BLOCKS", 2)
    monkeypatch.setattr(findings, "MOVED", 4)
    monkeypatch.setattr(finding_blocks, "TOGETHER", 2)
    monkeypatch.setattr(findings, "TOGETHER", 2)
    desk = filled(tmp_path)
    reports(desk.store)
    first = findings_file(desk).stat().st_ino
    for number in range(3):
        decide(desk, number)
        reports(desk.store, forms=[LINES])
    assert findings_file(desk).stat().st_ino != first
    assert reports(desk.store) == reports_made_anew(desk.store)
    linked = Linked(DuckStore(desk.store.path))
    report_in(LINES, linked)
    assert linked.searched == 0


def test_two_windows_keep_side_by_side(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    here, there = desk.store, DuckStore(desk.store.path)
    first, second = (Chosen(articles=(one.article.id,)) for one in here.articles())
    report_in(LINES, Linked(here), first)
    report_in(LINES, Linked(there), second)
    linked = Linked(here)
    assert report_in(LINES, linked) == reports_made_anew(here)[0]
    assert linked.searched == 0


KILLED = """
import os, signal, sys
from pathlib import Path
from workbench.store import derived
from test_store_findings import LINES, DuckStore, Linked, report_in

def killed(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[2] == "sheet":
    derived.DerivedFile._write_sheet = killed
else:
    derived.os.fsync = killed
report_in(LINES, Linked(DuckStore(Path(sys.argv[1]))))
"""


@pytest.mark.parametrize("moment", ["sheet", "bytes"])
def test_a_process_killed_while_it_keeps_leaves_what_the_next_one_mends(
    moment: str, tmp_path: Path
) -> None:
    desk = filled(tmp_path)
    first, _ = (Chosen(articles=(one.article.id,)) for one in desk.store.articles())
    report_in(LINES, Linked(desk.store), first)
    paths = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-c", KILLED, str(desk.store.path), moment]
    done = subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": paths})
    linked = Linked(DuckStore(desk.store.path))
    assert done.returncode == -signal.SIGKILL
    assert report_in(LINES, linked) == reports_made_anew(desk.store)[0]
    assert linked.searched == 3


def test_an_answered_claim_is_told_alone_as_among_others(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    for number in range(4):
        body = {"claim": claim_ids(desk)[0], "past": f"past{number:012x}", "answer": "accepted"}
        desk.append(EntryKind.LINKED, dict(body))
    linked, claims = Linked(desk.store), desk.store.reviewed_claims()
    alone = tuple(linked.to_claim(one, limit=2) for one in claims)
    assert linked.to_claims(claims, limit=2) == alone
    assert {one.status for one in claims} == {Status.UNREVIEWED}
