"""The workbench as other programs use it."""

import datetime as dt
from pathlib import Path

import pytest

import workbench
from workbench import Status, Verdict, Workbench, WorkbenchError

FIRE = "The ministry said on Thursday that 12 people were killed in the fire in Sule."


def test_add_search_decide_and_report_in_a_few_lines(tmp_path: Path) -> None:
    bench = Workbench(tmp_path / "claims.duckdb", analyst="rana")
    article = bench.add_text(FIRE, title="Fire", published=dt.date(2012, 3, 1))

    (claim,) = bench.claims(article)
    entry = bench.decide(claim, "disputed", reason="The hospital counted 9.", confidence="high")
    (found,) = bench.search("a dozen people died in the Sule fire")
    report = bench.report("html", article=article).decode()

    assert (entry.analyst, found.past.verdict) == ("rana", Verdict.DISPUTED)
    assert "The hospital counted 9." in report
    assert [one.status for one in bench.claims()] == [Status.DISPUTED]
    assert bench.articles()[0].tally.disputed == 1


def test_a_file_becomes_articles(tmp_path: Path, fixtures: Path) -> None:
    bench = Workbench(tmp_path / "claims.duckdb")

    (article,) = bench.add(fixtures / "bab-amr.txt")

    assert len(bench.claims(article)) > 20
    assert bench.add(fixtures / "bab-amr.txt") == (article,)
    assert len(bench.articles()) == 1


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="nowhere"):
        Workbench(tmp_path / "claims.duckdb").add(tmp_path / "nowhere.txt")


def test_a_report_holds_what_was_asked_for(tmp_path: Path) -> None:
    bench = Workbench(tmp_path / "claims.duckdb")
    bench.add_text(FIRE, title="Fire")

    report = bench.report("md", query="speaker:nobody").decode()

    assert "claims that fit “speaker:nobody”" in report
    assert "No claim passed the filter" in report


def test_past_claims_are_found_when_claims_come_in(tmp_path: Path, fixtures: Path) -> None:
    bench = Workbench(tmp_path / "claims.duckdb", analyst="noor")
    bench.add(fixtures / "bab-amr.txt")
    bench.add_text("About 5,500 people remain in Bab Amr.", title="Another")
    (file,) = (tmp_path / "claims.duckdb.index").glob("findings-*.bin")
    before = file.read_bytes()
    assert b'"past_claim"' in bench.report("jsonl")
    assert file.read_bytes() == before


def test_the_package_has_nothing_else() -> None:
    assert all(getattr(workbench, name) for name in workbench.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = workbench.nothing
