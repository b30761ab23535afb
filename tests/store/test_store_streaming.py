"""Reports made article by article: the same bytes as when they are made whole."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from program import Run
from store_values import Desk, article_of

from workbench import pipeline, reporting
from workbench.errors import StoreBusyError
from workbench.model import EntryKind, RecutAct, ReportHead, Verdict
from workbench.pipeline import Chosen, LinkedClaims, status_report
from workbench.review.recutting import Cut
from workbench.review.telling import by_claim, told
from workbench.store.duck import DuckStore
from workbench.store.protocol import Store

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def busy(sample_store: DuckStore) -> DuckStore:
    """Return a store of three articles at which two analysts did all sorts of things."""
    desk = Desk(sample_store, numbers=count(5_000))
    first, second, third = [one.claim.id for one in sample_store.reviewed_claims()[:3]]
    article = sample_store.articles()[0].article
    for title in ("Elsewhere", "Nowhere"):
        desk.add(*article_of([f"{title}, a bridge fell.", f"{title}, it rained."], title=title))
    undone = desk.decide([first, second], Verdict.DISPUTED, "=no", by="omar")
    desk.decide([first], Verdict.VERIFIED)
    desk.undo(undone)
    desk.redo(undone)
    desk.note([third], "ask")
    desk.append(EntryKind.LINKED, {"claim": first, "past": second, "answer": "rejected"})
    desk.append(EntryKind.ARTICLE_RENAMED, {"article": article.id, "title": "[another]"})
    session = pipeline.session_of(sample_store, article, analyst="omar")
    by = pipeline.Context("omar", lambda: NOW, lambda: "c" * 32)
    pipeline.recut(session, Cut(RecutAct.WITHDRAWN, (third,)), store=sample_store, context=by)
    return sample_store


def streamed(
    store: Store, form: reporting.ReportFormat, similar: LinkedClaims | None, chosen: Chosen
) -> tuple[ReportHead, bytes]:
    work = pipeline.stream_report(
        store,
        BytesIO(),
        form=reporting.STREAMED[form],
        chosen=chosen,
        made_at=NOW,
        made_by="mara",
        similar=similar,
    )
    while True:
        try:
            next(work)
        except StopIteration as end:
            about, content = end.value
            return about, b"".join(content)


@pytest.mark.parametrize("chosen", [Chosen(), Chosen(query="by:omar", since=3)])
@pytest.mark.parametrize("form", reporting.STREAMED)
def test_a_streamed_report_is_the_same_as_one_that_is_made_whole(
    busy: DuckStore,
    form: reporting.ReportFormat,
    chosen: Chosen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    similar = LinkedClaims(busy, clock=lambda: NOW)
    made = pipeline.report(busy, chosen=chosen, made_at=NOW, made_by="mara", similar=similar)
    monkeypatch.setattr(status_report, "HELD", 1)
    monkeypatch.setattr(status_report, "SEARCHED", 1)  # so that nothing is looked for together

    about, content = streamed(busy, form, similar, chosen)

    assert content == reporting.render(made, form)
    assert about == made.about


def test_its_progress_counts_the_claims_of_the_articles_that_are_chosen(busy: DuckStore) -> None:
    ids = [one.article.id for one in busy.articles()]
    form = reporting.STREAMED[reporting.ReportFormat.JSON_LINES]
    chosen = Chosen(articles=(ids[0][:9], ids[1], ids[0]))

    told = [
        (step.done, step.total)
        for step in pipeline.stream_report(
            busy, BytesIO(), form=form, chosen=chosen, made_at=NOW, made_by="mara"
        )
    ]

    assert told == [(2, 4), (4, 4)]


def test_several_articles_read_at_once_are_as_each_alone(busy: DuckStore) -> None:
    articles = [one.article for one in busy.articles()]

    found = busy.article_reviews([one.id for one in reversed(articles)] + ["none"])

    assert [one.article for one in found] == articles[::-1]
    for one in found:
        assert one.claims == busy.reviewed_claims(one.article.id)
        assert one.entries == busy.entries(one.article.id)
        assert one.left_out == busy.left_out(one.article.id)
        assert one.furniture == busy.furniture(one.article.id)


def test_a_history_is_told_from_the_entries_about_its_claim(busy: DuckStore) -> None:
    (review, *_) = busy.article_reviews([busy.articles()[-1].article.id])
    about = by_claim(review.entries)

    for one in review.claims:
        id_ = one.claim.id
        assert told(about(id_), id_) == told(review.entries, id_)


class Meddling:
    """A form during which another window writes, so many times."""

    def __init__(self, store: DuckStore, times: Iterator[int]) -> None:
        self.desk = Desk(store, numbers=count(9_000 + store.head().number))
        self.times = times

    def form(self) -> reporting.structured.JsonLines:
        if next(self.times, None) is not None:
            claim = self.desk.store.reviewed_claims()[0].claim.id
            self.desk.note([claim], "meanwhile")
        return reporting.structured.JsonLines()


def meddled(store: DuckStore, times: int) -> tuple[ReportHead, bytes]:
    meddling = Meddling(store, iter(range(times)))
    work = pipeline.stream_report(store, BytesIO(), form=meddling.form, made_at=NOW, made_by="mara")
    while True:
        try:
            next(work)
        except StopIteration as end:
            about, content = end.value
            return about, b"".join(content)


def test_a_report_is_gathered_anew_where_others_write_meanwhile(sample_store: DuckStore) -> None:
    about, content = meddled(sample_store, 2)

    assert about.head == sample_store.head()
    assert len(content.splitlines()) == about.shown + 1
    with pytest.raises(StoreBusyError, match="again and again"):
        meddled(sample_store, 99)


def test_past_claims_are_left_out_where_that_is_asked(
    run: Run, sample_store: DuckStore, tmp_path: Path
) -> None:
    done = run("report", "--no-matches", "-o", "r.jsonl")
    refused = run("report", "--no-matches", "--filter", "has:match")

    text = (tmp_path / "r.jsonl").read_text(encoding="utf-8")
    assert done.returncode == 0
    assert len(text.splitlines()) == len(sample_store.reviewed_claims()) + 1
    assert '"past_claim"' not in text
    assert (refused.returncode, "--no-matches leaves out" in refused.stderr) == (2, True)
