"""`import`, `verdicts` and `past` from the command line."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from program import Run

from workbench.cli.importing import progress_line
from workbench.pipeline import Importing, Stage
from workbench.store.duck import DuckStore

REVIEW = {
    "@type": "ClaimReview",
    "claimReviewed": "The harbour lost £3.4 million.",
    "author": {"name": "Port Facts"},
    "reviewRating": {"alternateName": "Half true"},
}


def test_several_files_of_any_kind_go_in_by_their_content(run: Run, tmp_path: Path) -> None:
    (tmp_path / "table.dat").write_text("claim\trating\nThe bridge fell.\tTall tale\n")
    (tmp_path / "page.txt").write_text(
        f'<html><script type="application/ld+json">{json.dumps(REVIEW)}</script></html>'
    )
    done = run("import", "table.dat", "page.txt", "-", "--json", stdin=b'{"claim": "It rained."}\n')
    counted = json.loads(done.stdout)

    assert done.returncode == 0
    assert (counted["new"], counted["bad"]) == (3, 0)
    assert counted["unmapped"] == [
        {"rating": "Tall tale", "count": 1},
        {"rating": "Half true", "count": 1},
    ]


def test_the_summary_says_what_was_new_corrected_unchanged_and_bad(
    run: Run, tmp_path: Path
) -> None:
    list_ = tmp_path / "list.csv"
    list_.write_text("id,claim,rating\n1,The bridge fell.,True\n2,The tower stands.,Mixture\n")
    first = run("import", "list.csv")
    list_.write_text(
        "id,claim,rating,date\n1,The bridge fell.,False,\n2,The tower stands.,Mixture,\n"
        "3,It rained.,,someday\n"
    )
    second = run("import", "list.csv")
    kept = json.loads(run("past", "1", "--json").stdout)
    shown = run("past", "1")

    assert first.stdout == (
        "list.csv: 2 past claims new, 0 corrected, 0 unchanged, 0 bad rows.\n"
        "1 row with a rating that stands for no verdict of ours: “Mixture” 1. "
        "workbench verdicts prints the table in force.\n"
    )
    assert second.returncode == 0
    assert second.stdout.startswith(
        "list.csv: 0 past claims new, 1 corrected, 1 unchanged, 1 bad row.\n"
    )
    assert second.stderr == (
        "list.csv, line 4: “someday” is not a date; dates are written 2012-03-01\n"
    )
    assert [(version["verdict"], version["rating"]) for version in kept] == [
        ("disputed", "False"),
        ("verified", "True"),
    ]
    assert shown.stdout.index("disputed") < shown.stdout.index("verified")


def test_a_file_without_a_good_row_ends_with_1_and_the_others_go_in(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "good.csv").write_text("claim\nThe bridge fell.\n")
    (tmp_path / "bad.csv").write_text("claim,date\nIt rained.,someday\n")
    (tmp_path / "none.csv").write_text("colour\nred\n")
    bad = run("import", "bad.csv", "good.csv", "--json")
    none = run("import", "none.csv", "gone.csv", "good.csv", "--json")

    assert (bad.returncode, json.loads(bad.stdout)["new"]) == (1, 1)
    assert (none.returncode, json.loads(none.stdout)["unchanged"]) == (1, 1)
    assert [each["file"] for each in json.loads(none.stdout)["refused"]] == ["none.csv", "gone.csv"]
    assert "Traceback" not in none.stderr
    assert run("import").returncode == 2
    assert run("import", "-", "-").returncode == 2


def test_a_record_of_a_feed_is_named_by_its_number(run: Run, tmp_path: Path) -> None:
    (tmp_path / "feed.json").write_text(json.dumps([REVIEW, {"@type": "ClaimReview"}]))
    done = run("import", "feed.json")

    assert done.returncode == 0
    assert done.stderr == "feed.json, record 2 (line 1): there is no claim in it\n"


def test_a_table_of_verdicts_can_be_seen_and_changed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("id,claim,rating\n1,The bridge fell.,Mixture\n")
    run("import", "list.csv")
    (tmp_path / "workbench.toml").write_text('[verdicts]\nmixture = "disputed"\n"True" = ""\n')
    rows = {row["rating"]: row for row in json.loads(run("verdicts", "--json").stdout)}
    again = json.loads(run("import", "list.csv", "--json").stdout)
    printed = run("verdicts")

    assert rows["mixture"] == {
        "rating": "mixture",
        "verdict": "disputed",
        "from": "workbench.toml",
    }
    assert rows["true"]["verdict"] is None
    assert rows["pants on fire"]["from"] == "PolitiFact"
    assert (again["corrected"], again["unmapped"]) == (1, [])
    assert "pants on fire" in printed.stdout
    (tmp_path / "workbench.toml").write_text('[verdicts]\nmixture = "wrong"\n')
    assert run("verdicts").returncode == 2
    assert run("import", "list.csv").returncode == 2


def test_another_store_comes_in_and_is_named(
    run: Run, sample_store: DuckStore, tmp_path: Path
) -> None:
    claim = sample_store.reviewed_claims()[0].claim
    run("mark", claim.id, "disputed", "--reason", "no source", "--by", "noor")
    run("--store", "ours.duckdb", "import", sample_store.path)
    again = run("--store", "ours.duckdb", "import", sample_store.path, "--json")
    found = run("--store", "ours.duckdb", "search", claim.text, "--json")
    shown = run("--store", "ours.duckdb", "search", claim.text)

    match = json.loads(found.stdout)[0]
    origin = f"{tmp_path.name}/claims.duckdb"
    assert json.loads(again.stdout)["new"] == 0
    assert (match["claim"], match["verdict"], match["reason"]) == (
        claim.text,
        "disputed",
        "no source",
    )
    assert (match["analyst"], match["origin"]) == ("noor", origin)
    assert "from another store" in " ".join(shown.stdout.split())


def test_a_store_is_not_imported_into_itself(run: Run, sample_store: DuckStore) -> None:
    head = sample_store.head()
    refused = run("import", "claims.duckdb")

    assert refused.returncode == 1
    assert refused.stderr.startswith("claims.duckdb is the store that")
    assert sample_store.head() == head


def test_known_rows_are_passed_over_without_a_model(
    sample_store: DuckStore, fixtures: Path
) -> None:
    code = (
        "import sys; from workbench.cli import main; main(sys.argv[1:]); "
        "print([n for n in ('torch', 'onnxruntime', 'spacy') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "import", str(fixtures / "past-claims.csv")],
        cwd=sample_store.path.parent,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines()[-1] == "[]"


def test_an_interrupted_import_keeps_whole_batches_and_says_so(tmp_path: Path) -> None:
    list_ = tmp_path / "list.csv"
    rows = (f"The bridge number {n} fell into river {n}." for n in range(20_000))
    list_.write_text("claim\n" + "\n".join(rows), encoding="utf-8")
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "workbench", "import", "list.csv"],
        cwd=tmp_path,
        stderr=theirs,
        stdout=subprocess.DEVNULL,
        # A job that a shell put in the background ignores ctrl+c, and so would what it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - only that
    )
    os.close(theirs)
    seen = b""
    while b" 500 kept" not in seen:
        seen += os.read(ours, 4096)
    child.send_signal(signal.SIGINT)
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:  # the other end of a terminal is closed
        pass
    os.close(ours)

    kept = DuckStore(tmp_path / "claims.duckdb").entries()
    assert child.wait() == 130
    assert b"rows read" in seen
    assert f"{500 * len(kept):,} past claims are kept; the same import again".encode() in seen
    assert b"Traceback" not in seen


@pytest.mark.parametrize(
    ("step", "seconds", "share", "line"),
    [
        (
            Importing(Stage.READING, 5000, 0, 0, 0),
            9,
            0.5,
            "reading; 5,000 rows read, 0 encoded, 0 kept",
        ),
        (
            Importing(Stage.ENCODING, 5000, 1200, 1000, 1000),
            10,
            0.5,
            "encoding; 5,000 rows read, 1,200 encoded, 1,000 kept; 100 a second, 1 min 30 s left",
        ),
        (
            Importing(Stage.STORING, 5000, 1200, 1000, 1000),
            10,
            None,
            "storing; 5,000 rows read, 1,200 encoded, 1,000 kept; 100 a second",
        ),
    ],
)
def test_progress_tells_rows_rate_and_time_left(
    step: Importing, seconds: float, share: float | None, line: str
) -> None:
    assert progress_line(step, seconds=seconds, share=share) == line
