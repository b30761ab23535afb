"""Reports from the command line: what is chosen, in which form, and where it goes."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from program import Run

from workbench.model import Status
from workbench.store.duck import DuckStore


@pytest.fixture
def decided(run: Run, sample_store: DuckStore) -> tuple[str, str]:
    """Return the ids of a disputed and of a verified claim of the sample."""
    first, second = [one.claim.id for one in sample_store.reviewed_claims()[:2]]
    run("mark", first, "disputed", "--reason", "Not so.", "--by", "rana")
    run("mark", second, "verified", "--by", "amos")
    return first, second


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("r.md", b"# Claim status report"),
        ("r.html", b"<!doctype html>"),
        ("r.pdf", b"%PDF-"),
        ("r.docx", b"PK"),
        ("r.csv", b"\xef\xbb\xbfrow,"),
        ("r.json", b"{"),
        ("r.jsonl", b'{"about"'),
    ],
)
def test_the_ending_of_the_file_says_the_form(
    run: Run, sample_store: DuckStore, tmp_path: Path, name: str, begins: bytes
) -> None:
    done = run("report", "-o", name)

    assert done.returncode == 0
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert f"Wrote {name}: {len(sample_store.reviewed_claims())} claims." in done.stderr


def kept_findings(folder: Path) -> bytes:
    """Return what is kept of past claims that were found."""
    (file,) = (folder / "claims.duckdb.index").glob("findings-*.bin")
    return file.read_bytes()


def test_past_claims_are_found_when_claims_come_in(
    run: Run, tmp_path: Path, fixtures: Path
) -> None:
    run("add", fixtures / "river-flood.txt")
    run("import", fixtures / "past-claims.csv")
    run("add", fixtures / "bab-amr.txt")
    other = tmp_path / "other.duckdb"
    run("--store", other, "add", fixtures / "factory-prices.txt")
    run("merge", other)
    before = kept_findings(tmp_path)

    told = run("report", "--format", "jsonl").stdout

    assert '"past_claim"' in told
    assert kept_findings(tmp_path) == before
    whole = run("report", "--format", "json", "--whole").stdout
    (tmp_path / "whole.json").write_text(whole, encoding="utf-8")
    copy = tmp_path / "copy"
    copy.mkdir()
    run("--store", copy / "claims.duckdb", "import", "whole.json")
    before = kept_findings(copy)
    run("--store", copy / "claims.duckdb", "report", "--format", "jsonl")
    assert kept_findings(copy) == before


def test_only_claims_that_fit_the_filter_are_in_the_report(
    run: Run, decided: tuple[str, str]
) -> None:
    report = json.loads(run("report", "--format", "json", "--filter", "by:rana is:dis").stdout)

    assert [one["id"] for one in report["articles"][0]["claims"]] == [decided[0]]
    assert report["about"]["filter"] == "claims that fit “by:rana is:dis”"
    assert report["about"]["excluded"] == report["about"]["tally"]["total"] - 1


def test_a_filter_that_no_claim_can_fit_is_refused(run: Run) -> None:
    done = run("report", "--filter", "is:nonsense")

    assert done.returncode == 2
    assert "Nothing after “is:” begins with “nonsense”" in done.stderr


def test_what_changed_since_an_earlier_report_is_reported(
    run: Run, decided: tuple[str, str], sample_store: DuckStore
) -> None:
    run("report", "-o", "earlier.json")
    run("mark", decided[1], "unconfirmed", "--by", "amos")

    since = json.loads(run("report", "--format", "json", "--since", "earlier.json").stdout)
    everything = json.loads(run("report", "--format", "json", "--since", "2012-03-01").stdout)
    nothing = run("report", "--format", "jsonl", "--since", "2999-01-01").stdout

    assert [one["id"] for one in since["articles"][0]["claims"]] == [decided[1]]
    assert everything["about"]["shown"] == len(sample_store.reviewed_claims())
    assert len(nothing.splitlines()) == 1


def test_a_since_that_is_neither_time_nor_report_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text("[1]")

    assert "no time, and no report" in run("report", "--since", "yesterday").stderr
    assert "no time, and no report" in run("report", "--since", "list.json").stderr


@pytest.mark.usefixtures("decided")
def test_a_script_can_fail_on_a_status(run: Run) -> None:
    failing = run("report", "--filter", "by:rana", "--fail-on", "disputed,unreviewed")
    passing = run("report", "--filter", "by:amos", "--fail-on", "disputed,unreviewed")
    wrong = run("report", "--fail-on", "doubtful")

    assert (failing.returncode, passing.returncode, wrong.returncode) == (1, 0, 2)
    assert "The report holds claims that are disputed." in failing.stderr
    assert all(status in wrong.stderr for status in Status)


@pytest.mark.usefixtures("decided")
def test_a_template_of_ones_own_is_filled_in(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ours.md.j2").write_text("{{ report.about.tally.disputed }} disputed\n")

    assert run("report", "--template", "ours.md.j2").stdout == "1 disputed\n"
    assert "cannot be read" in run("report", "--template", "theirs.j2").stderr
    both = run("report", "--template", "ours.md.j2", "--format", "md")
    assert both.returncode == 2


@pytest.mark.usefixtures("sample_store")
def test_a_report_is_not_written_over_unless_that_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.html").write_text("mine")

    refused = run("report", "-o", "r.html")
    kept = (tmp_path / "r.html").read_text()
    forced = run("report", "-o", "r.html", "--force")

    assert (refused.returncode, kept, forced.returncode) == (1, "mine", 0)
    assert (tmp_path / "r.html").read_text() != "mine"


def test_a_watched_report_is_written_again_when_something_is_decided(
    run: Run, sample_store: DuckStore, tmp_path: Path
) -> None:
    claim = sample_store.reviewed_claims()[0].claim.id
    command = [sys.executable, "-m", "workbench", "report", "-o", "r.jsonl", "--watch"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as watching:
        assert watching.stderr is not None
        assert "Wrote r.jsonl" in watching.stderr.readline()
        run("mark", claim, "disputed")
        assert "Wrote r.jsonl" in watching.stderr.readline()
        watching.terminate()

    lines = (tmp_path / "r.jsonl").read_text().splitlines()
    statuses = [json.loads(line)["claim"]["status"] for line in lines[1:]]
    assert statuses[0] == "disputed"


def test_watching_needs_a_file(run: Run) -> None:
    assert run("report", "--watch").returncode == 2


def test_cells_that_a_spreadsheet_would_run_are_harmless(run: Run, tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text("=2+5 people were killed in Sule on Thursday, he said.")
    run("add", "evil.txt")
    run("report", "-o", "r.csv")

    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}]
