"""`workbench merge` and `workbench agreement`."""

import json
import shutil
from pathlib import Path

import pytest
from program import Run

from workbench.model import Status
from workbench.store.duck import DuckStore


@pytest.fixture
def two_stores(run: Run, sample_store: DuckStore, tmp_path: Path) -> tuple[DuckStore, DuckStore]:
    """Two copies of the sample, in which two analysts judge the first claim differently."""
    other = tmp_path / "other.duckdb"
    shutil.copy(sample_store.path, other)
    claim = sample_store.reviewed_claims()[0].claim.id
    assert run("mark", claim, "verified").returncode == 0
    assert run("--store", other, "mark", claim, "disputed", "--by", "omar").returncode == 0
    return sample_store, DuckStore(other)


def test_another_store_comes_in_once_with_its_files(
    run: Run, two_stores: tuple[DuckStore, DuckStore], tmp_path: Path
) -> None:
    here, _ = two_stores
    (tmp_path / "release.txt").write_text("what they said")
    evidence = ("--add", "a release", "--stance", "supports", "--file", "release.txt")
    claim = here.reviewed_claims()[0].claim.id
    given = run("--store", "other.duckdb", "evidence", claim, *evidence)
    assert given.returncode == 0, given.stderr

    dry = run("merge", "other.duckdb", "--dry-run")
    assert dry.stdout == (
        "From other.duckdb, 0 articles, 0 claims, 0 past claims, 2 ledger entries and 0 vectors "
        "would come in.\n"
    )
    assert here.reviewed_claims()[0].status is Status.VERIFIED
    merged = json.loads(run("merge", "other.duckdb", "--json").stdout)

    assert merged == {
        "dry_run": False,
        "entries": 2,
        "articles": 0,
        "claims": 0,
        "past_claims": 0,
        "vectors": 0,
    }
    assert here.reviewed_claims()[0].status is Status.DISAGREEMENT
    kept = sorted(path.name for path in (tmp_path / "claims.duckdb.files").iterdir())
    assert kept == sorted(path.name for path in (tmp_path / "other.duckdb.files").iterdir())
    assert run("merge", "other.duckdb").stdout == "Nothing in other.duckdb is new.\n"
    listed = run("list", "--status", "disagreement").stdout
    assert "≠ disagreement" in listed
    assert "1 claim: 0 verified, 0 disputed, 0 unconfirmed, 1 disagreement, 0 unreviewed" in listed


def test_what_cannot_be_merged_is_a_sentence(process: Run, sample_store: DuckStore) -> None:
    assert sample_store.path.exists()
    done = process("merge", "none.duckdb")

    assert done.returncode == 1
    assert done.stderr == "There is no file none.duckdb.\nCheck the path and its spelling.\n"
    done = process("merge", "claims.duckdb")
    assert done.stderr.startswith("claims.duckdb is the store that it would be merged into.")


def test_agreement_is_printed_for_people_and_programs(
    run: Run, two_stores: tuple[DuckStore, DuckStore]
) -> None:
    here, _ = two_stores
    nothing = run("agreement")
    assert nothing.stdout.startswith("No claim was judged by two analysts or more")
    run("merge", "other.duckdb")
    claim = here.reviewed_claims()[1].claim.id
    for analyst in ("mara", "omar"):
        run("mark", claim, "verified", "--by", analyst)

    printed = run("agreement").stdout
    assert "2 claims judged by two or more of 2 analysts: 50 % of every two verdicts" in printed
    assert "Fewer than 20 claims" in printed
    assert "blind is not known" in printed
    article = here.articles()[0].article.id
    done = run("agreement", article[:8], "--json")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["pairs"] == [
        {"first": "mara", "second": "omar", "claims": 2, "per_cent": 50.0, "kappa": 0.0}
    ]
    assert (figures["claims"], figures["alpha"], figures["few"]) == (2, 0.0, True)


def test_one_who_reviews_blind_is_told_nothing_of_others(run: Run, sample_store: DuckStore) -> None:
    claim = sample_store.reviewed_claims()[0].claim
    run("mark", claim.id, "disputed", "--reason", "a secret", "--by", "omar")

    for arguments in (("list", "--json"), ("overview",), ("articles", "--json"), ("review",)):
        seen = run(*arguments, WORKBENCH_BLIND="1")
        assert seen.returncode == 0, seen.stderr
        assert "secret" not in seen.stdout
        assert run("--blind", *arguments).stdout == seen.stdout
        assert run(*arguments).stdout != seen.stdout
        assert run("--no-blind", *arguments, WORKBENCH_BLIND="1").stdout == run(*arguments).stdout
    assert "secret" not in run("--blind", "history", claim.id).stdout
    assert "secret" in run("history", claim.id).stdout
    refused = run("--blind", "report")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("The report shows what is hidden while you review blind.")
    run("mark", claim.id, "verified")
    assert "secret" in run("--blind", "list", "--json").stdout
