"""Where the whole store stands, as the store tells it."""

from pathlib import Path

from store_values import Desk, desk_at, four_claims

from workbench.model import Tally, Verdict
from workbench.store import DuckStore


def test_an_empty_store_has_no_figures(tmp_path: Path) -> None:
    found = DuckStore(tmp_path / "none.duckdb").overview()

    assert (found.articles, found.speakers, found.days) == ((), (), ())
    assert found.tally == Tally()
    assert found.publishers == ()


def test_every_claim_is_counted_once_for_its_speaker_and_publisher(tmp_path: Path) -> None:
    desk, claims = decided_desk(tmp_path)

    found = desk.store.overview()

    assert found.tally == Tally(verified=2, disputed=1, unreviewed=1)
    assert found.tally.total == len(claims)
    assert sum((one.tally for one in found.speakers), Tally()) == found.tally
    assert sum((tally for _, tally in found.publishers), Tally()) == found.tally
    assert found.open_articles == 1


def test_decisions_count_on_their_day_and_not_when_they_were_taken_back(tmp_path: Path) -> None:
    desk, claims = decided_desk(tmp_path)
    desk.undo(desk.decide(claims[3:], Verdict.UNCONFIRMED))

    (day,) = desk.store.overview().days

    assert day.tally == Tally(verified=2, disputed=1)


def test_only_so_many_speakers_are_named(tmp_path: Path) -> None:
    desk, _ = decided_desk(tmp_path)

    assert len(desk.store.overview(speakers=0).speakers) == 0
    assert len(desk.store.overview(speakers=1).speakers) == 1


def decided_desk(folder: Path) -> tuple[Desk, tuple[str, ...]]:
    """Return a desk with four claims, three of them decided by two entries."""
    desk = desk_at(folder)
    claims = four_claims(desk)
    desk.decide(claims[:2], Verdict.VERIFIED)
    desk.decide(claims[2:3], Verdict.DISPUTED)
    return desk, claims
