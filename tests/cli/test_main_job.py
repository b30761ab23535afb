"""The main job from the command line, its steps in processes of their own."""

import json
from pathlib import Path

import duckdb
from program import Run

from workbench.store.duck import DuckStore


def test_an_article_goes_in_and_its_claims_are_listed(process: Run, fixtures: Path) -> None:
    added = process("add", fixtures / "bab-amr.txt", "--published", "2012-03-01", "--json")
    listed = process("list", "--json")

    assert added.returncode == 0
    assert json.loads(added.stdout)["claims"] == len(json.loads(listed.stdout)) > 20
    assert {claim["status"] for claim in json.loads(listed.stdout)} == {"unreviewed"}


def test_the_same_text_twice_is_one_article(
    run: Run, sample_store: DuckStore, fixtures: Path
) -> None:
    again = run("add", fixtures / "bab-amr.txt")

    assert again.returncode == 0
    assert again.stdout.startswith("Already in the store, and left as it was: ")
    assert len(sample_store.articles()) == 1


def test_standard_input_becomes_an_article_with_the_title_given(run: Run) -> None:
    text = b"The ministry said 12 people were killed in the fire."
    added = run("add", "-", "--title", "Fire", "--json", stdin=text)

    assert json.loads(added.stdout)["articles"][0]["title"] == "Fire"
    assert json.loads(added.stdout)["claims"] == 1


def test_a_second_import_adds_nothing_twice(
    process: Run, sample_store: DuckStore, fixtures: Path
) -> None:
    head = sample_store.head()
    again = process("import", fixtures / "past-claims.csv", "--json")

    assert json.loads(again.stdout)["new"] == 0
    assert sample_store.head() == head


def test_a_rewording_finds_the_past_claim_and_its_other_figure(
    process: Run, sample_store: DuckStore
) -> None:
    found = process("search", "about 4,000 people are still in Baba Amr", "--json")

    matches = json.loads(found.stdout)
    differing = [item for match in matches for item in match["differences"]]
    assert found.returncode == 0
    assert any("4,000" in match["claim"] for match in matches[:3])
    assert {"kind": "figure", "ours": "4,000", "theirs": "40,000"} in [
        {"kind": item["kind"], "ours": item["ours"][-5:], "theirs": item["theirs"][:6]}
        for item in differing
    ]
    assert sample_store.articles()


def test_a_verdict_given_on_the_command_line_is_listed_and_reported(
    process: Run, sample_store: DuckStore
) -> None:
    claim = sample_store.reviewed_claims()[0].claim
    marked = process("mark", claim.id[:10], "disputed", "--reason", "no source", "--by", "noor")
    listed = json.loads(process("list", "--status", "disputed", "--json").stdout)
    report = process("report", "--format", "json")

    assert marked.returncode == 0
    assert [(item["id"], item["reason"], item["analyst"]) for item in listed] == [
        (claim.id, "no source", "noor")
    ]
    assert report.returncode == 0
    assert '"no source"' in report.stdout


def test_a_review_without_a_terminal_prints_the_claims(
    process: Run, sample_store: DuckStore
) -> None:
    printed = process("review")

    claims = sample_store.reviewed_claims()
    assert printed.returncode == 0
    assert printed.stdout.count("· unreviewed") == len(claims)


def test_a_report_does_not_replace_a_file_unless_forced(
    run: Run, sample_store: DuckStore, tmp_path: Path
) -> None:
    assert run("report", "-o", "status.md").returncode == 0
    before = (tmp_path / "status.md").read_text()
    refused = run("report", "-o", "status.md", "--format", "csv")

    assert refused.returncode == 1
    assert refused.stderr.startswith("status.md exists already.")
    assert (tmp_path / "status.md").read_text() == before
    assert run("report", "-o", "status.md", "--format", "csv", "--force").returncode == 0
    assert (tmp_path / "status.md").read_text() != before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert sample_store.path.exists()


def test_the_place_of_the_store_is_printed_as_it_is(run: Run) -> None:
    name = "a  folder with " + "many " * 30 + "letters.duckdb"

    assert run("--store", name, "where").stdout.endswith(f"/{name}\n")


def test_where_prints_the_store_that_flag_and_variable_name(run: Run, tmp_path: Path) -> None:
    assert run("where").stdout.strip() == str(tmp_path / "claims.duckdb")
    assert run("where", WORKBENCH_STORE="a.duckdb").stdout.strip() == str(tmp_path / "a.duckdb")
    assert run("--store", "b.duckdb", "where", WORKBENCH_STORE="a.duckdb").stdout.strip() == str(
        tmp_path / "b.duckdb"
    )
    assert not (tmp_path / "claims.duckdb").exists()


def test_claims_prints_json_lines_and_stores_nothing(
    run: Run, process: Run, fixtures: Path, tmp_path: Path
) -> None:
    first = process("claims", fixtures / "bab-amr.txt", "--jsonl")
    second = run("claims", fixtures / "bab-amr.txt", "--jsonl")

    article = (fixtures / "bab-amr.txt").read_text(encoding="utf-8")
    claims = [json.loads(line) for line in first.stdout.splitlines()]
    assert first.stdout == second.stdout
    assert {
        "id", "spans", "quote", "text", "speaker", "manner", "figures", "checkability", "brackets"
    } <= set(claims[0])  # fmt: skip
    for claim in claims:
        assert claim["quote"] == " … ".join(article[start:end] for start, end in claim["spans"])
        for bracket in claim["brackets"]:
            assert article[slice(*bracket["source"])] == bracket["text"]
    assert list(tmp_path.iterdir()) == []


def test_left_out_statements_are_printed_with_their_reasons(run: Run, fixtures: Path) -> None:
    left_out = run("claims", fixtures / "bab-amr.txt", "--left-out", "--jsonl")

    reasons = {json.loads(line)["reason"] for line in left_out.stdout.splitlines()}
    assert {"furniture", "prediction", "opinion"} <= reasons


def test_the_store_opens_with_duckdb_alone(sample_store: DuckStore) -> None:
    with duckdb.connect(str(sample_store.path), read_only=True) as connection:
        counted = connection.execute("select count(*) from claims").fetchone()

    assert counted == (len(sample_store.reviewed_claims()),)
