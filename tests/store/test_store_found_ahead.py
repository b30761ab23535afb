"""Past claims found when claims come in: no report searches for them, and all say the same."""

import itertools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reported import ACTS, LINES, Linked, decide, filled, report_in, reports_made_anew, text_of
from store_values import MODEL, Desk, article_of, past, vectors

from workbench.model import EntryKind, Match, ReviewedClaim
from workbench.pipeline import Wanted, find_ahead, newcomers
from workbench.store import DuckStore
from workbench.store.protocol import Encoded

MANY = 40
"""With the six claims there are, more are needed before words are counted anew."""


def desk_among_many(folder: Path, many: int = MANY) -> Desk:
    desk = filled(folder)
    desk.bring_in([past(100 + n, text_of(500 + n)) for n in range(many)])
    return desk


def ahead(desk: Desk, articles: Iterable[str] | None = None) -> int:
    """Find ahead for some articles, or for all, and return for how many claims."""
    if articles is None:
        articles = desk.store.known().articles
    work = find_ahead(desk.store, Linked(desk.store), articles=articles)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return int(end.value)


def add(desk: Desk, *numbers: int) -> str:
    article, splitting = article_of(list(map(text_of, numbers)), title=f"New {numbers}")
    desk.add(article, splitting)
    return article.id


def searched_by_report(desk: Desk) -> int:
    """Return for how many claims a report searches, which says what one says that finds anew."""
    linked = Linked(DuckStore(desk.store.path))
    assert report_in(LINES, linked) == reports_made_anew(desk.store, forms=[LINES])[0]
    return linked.searched


@settings(max_examples=2)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 40)), min_size=3, max_size=6))
def test_whatever_is_done_what_was_found_ahead_is_what_is_found(
    acts: list[tuple[Callable[[Desk, int], object], int]],
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(newcomers, "PRODUCTS", 100)  # two newcomers at a time
        desk = desk_among_many(Path(folder))
        ahead(desk)
        for act, number in acts:
            before = desk.store.known().articles
            act(desk, number)
            ahead(desk, desk.store.known().articles - before)
            searched_by_report(desk)


def test_a_report_searches_for_nothing_when_articles_were_found_ahead(tmp_path: Path) -> None:
    desk = desk_among_many(tmp_path)
    assert ahead(desk) == 6
    assert searched_by_report(desk) == 0
    assert ahead(desk) == 0
    assert ahead(desk, [add(desk, 700, 701)]) >= 2
    assert searched_by_report(desk) == 0
    desk.bring_in([past(300 + n, text_of(800 + n)) for n in range(3)])
    ahead(desk, [])
    assert searched_by_report(desk) == 0


def test_a_newcomer_has_only_those_searched_for_that_it_belongs_beside(tmp_path: Path) -> None:
    desk = desk_among_many(tmp_path)
    ahead(desk)
    (claim, *_) = desk.store.reviewed_claims()
    like = past(900, claim.claim.text)
    desk.bring_in([like])
    assert 1 <= searched_by_report(desk) < 6
    assert like.id in {match.past.id for match in Linked(desk.store).to_claim(claim)}
    far = past(901, "Nothing of the kind at all.")
    opposite = -vectors([claim.claim.text])
    desk.store.add_past_claims(
        [far],
        terms={far.id: {"nothing": 1}},
        encoded=Encoded(MODEL, (far.text,), opposite),
        entry=desk.entry(EntryKind.PAST_CLAIMS_IMPORTED, {"source": "a list"}),
    )
    assert searched_by_report(desk) < 6


def test_what_was_taken_out_of_force_and_came_back_is_weighed_again(tmp_path: Path) -> None:
    desk = desk_among_many(tmp_path)
    id_ = add(desk, 700, 701, 702)
    ahead(desk)
    removed = desk.append(EntryKind.ARTICLE_REMOVED, {"article": id_})
    ahead(desk, [])
    searched_by_report(desk)
    desk.undo(removed)
    searched_by_report(desk)


def test_when_words_are_counted_anew_all_that_was_kept_is_found_ahead_again(
    tmp_path: Path,
) -> None:
    desk = desk_among_many(tmp_path)
    ahead(desk)
    desk.bring_in([past(300 + n, text_of(800 + n)) for n in range(MANY)])
    assert ahead(desk, []) == 6
    assert searched_by_report(desk) == 0


def test_vectors_that_come_late_have_all_found_ahead_again(tmp_path: Path) -> None:
    desk = desk_among_many(tmp_path)
    late = past(900, text_of(900))
    desk.store.add_past_claims(
        [late],
        terms={late.id: {"people": 1}},
        encoded=Encoded(MODEL, (), vectors([])),
        entry=desk.entry(EntryKind.PAST_CLAIMS_IMPORTED, {"source": "a list"}),
    )
    ahead(desk)
    encoded = Encoded(MODEL, (late.text,), vectors([desk.store.reviewed_claims()[0].claim.text]))
    desk.store.add_vectors(encoded, entry=desk.entry(EntryKind.REINDEXED, {}))
    assert ahead(desk, []) == 6
    assert searched_by_report(desk) == 0


def test_ended_early_it_leaves_the_rest_to_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.pipeline.finding_ahead.TOGETHER", 2)
    desk = desk_among_many(tmp_path)
    work = find_ahead(desk.store, Linked(desk.store), articles=desk.store.known().articles)
    steps = list(itertools.islice(work, 3))
    work.close()
    assert [(step.done, step.total) for step in steps] == [(0, 6), (2, 6), (4, 6)]
    assert searched_by_report(desk) == 2


def test_what_another_window_brings_in_meanwhile_is_found_ahead_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.pipeline.finding_ahead.TOGETHER", 2)
    monkeypatch.setattr(newcomers, "PRODUCTS", 1)
    desk = desk_among_many(tmp_path)
    ahead(desk)
    id_ = add(desk, *range(700, 706))
    work = find_ahead(desk.store, Linked(desk.store), articles=[id_])
    for number, _ in enumerate(work):
        if number < 3:
            desk.bring_in([past(300 + number, text_of(700 + number))])
    assert searched_by_report(desk) == 0


class Interrupted(Linked):
    """What finds past claims, while a colleague decides once."""

    desk: Desk | None = None

    def to_claims(
        self,
        reviewed: Sequence[ReviewedClaim],
        *,
        limit: int = 5,
        wanted: Wanted | None = None,
    ) -> tuple[tuple[Match, ...], ...]:
        found = super().to_claims(reviewed, limit=limit, wanted=wanted)
        desk, self.desk = self.desk, None
        if desk is not None:
            decide(desk, 1)
        return found


def test_what_others_decide_while_it_searches_keeps_nothing_from_being_kept(
    tmp_path: Path,
) -> None:
    desk = desk_among_many(tmp_path)
    linked = Interrupted(desk.store)
    linked.desk = desk
    for _ in find_ahead(desk.store, linked, articles=desk.store.known().articles):
        pass
    assert linked.desk is None
    assert searched_by_report(desk) == 0


def test_where_nothing_can_be_written_it_ends_and_reports_find_anew(tmp_path: Path) -> None:
    desk = desk_among_many(tmp_path)
    desk.store.path.with_name("claims.duckdb.index").write_text("a file where the folder should be")
    ahead(desk)
    desk.bring_in([past(900, text_of(900))])
    ahead(desk, [])
    assert searched_by_report(desk) == 6
