"""`add` with sources of all kinds, and what is done to articles as a whole."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from program import Run

from workbench.cli.intake import progress_line
from workbench.pipeline import Adding, Stage
from workbench.store.duck import DuckStore

GERMAN = "Der Bürgermeister sagte am Dienstag, 12 Menschen seien verletzt worden."
HOSTILE = "Rain\n\nIt rained in Homs. \x1b]0;gone\x07[/bold] \u202eevil"


def test_a_folder_goes_in_but_for_what_fails_and_once(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("Rain fell in Homs on 3 March.")
    (folder / "b.txt").write_text("")
    (folder / "c.txt").write_text(GERMAN)
    (folder / ".c.txt").write_text("hidden")

    added = run("add", folder)
    again = run("add", folder, "--json")

    assert added.returncode == again.returncode == 1
    assert "3 files (3 .txt); 1 passed over, hidden or no file" in added.stderr
    assert "1 could not be added; the others are in the store." in added.stderr
    assert "Traceback" not in added.stderr
    assert "It is in German, and was split by its sentences." in added.stdout
    assert "2 new articles with 2 claims, 0 known already." in added.stdout
    done = json.loads(again.stdout)
    assert (done["new"], done["passed_over"]) == (0, 2)
    assert [Path(one["source"]).name for one in done["failed"]] == ["b.txt"]
    assert "empty" in done["failed"][0]["reason"]


def test_a_version_is_said_with_what_was_decided_of_its_claims(
    run: Run, sample_store: DuckStore, fixtures: Path
) -> None:
    claim = next(one.claim for one in sample_store.reviewed_claims() if "retreat" in one.claim.text)
    run("mark", claim.id, "verified", "--reason", "two sources")
    text = (fixtures / "bab-amr.txt").read_text(encoding="utf-8")
    changed = text.replace("4,000", "40,000")

    added = run("add", "-", "--publisher", "The Other", stdin=changed.encode())
    listed = json.loads(run("articles", "--json").stdout)

    assert "It is a version of “" in added.stdout
    assert "Decided there: 1 claim of it." in added.stdout
    old, new = listed[1]["id"], listed[0]["id"]
    assert listed[0]["repeats"][0]["article"] == old
    ((earlier,),) = listed[0]["decided_before"].values()
    assert (earlier["claim"], earlier["verdict"]) == (claim.id, "verified")
    assert earlier["reason"] == "two sources"
    assert listed[0]["original"]["media_type"] == "text/plain"
    assert listed[0]["verified"] == 0
    changes = json.loads(run("changes", old, new, "--json").stdout)
    assert "changed figure" in {one["change"] for one in changes}
    assert "40,000" in run("changes", old[:8], new[:8]).stdout


def test_an_article_is_renamed_removed_and_brought_back(run: Run, sample_store: DuckStore) -> None:
    article = sample_store.articles()[0].article

    renamed = run("rename", article.id[:8], "Another\ttitle \x1b[31m")
    removed = run("remove", article.id[:8])
    gone = run("list", "--article", article.id)
    found = run("search", "tactical retreat", "--json")
    undone = run("undo")

    assert "is now “Another title" in renamed.stdout
    assert "\x1b" not in renamed.stdout
    assert "was taken out" in removed.stdout
    assert gone.returncode == 1
    assert json.loads(found.stdout)
    assert article.id not in found.stdout
    assert "is back" in undone.stdout
    assert len(json.loads(run("list", "--json").stdout)) > 20
    assert "has its former title again" in run("undo").stdout
    nothing = run("undo")
    assert nothing.returncode == 1
    assert "There is nothing of yours to undo." in nothing.stderr
    assert sample_store.article(article.id) == article


def test_what_a_page_says_of_itself_is_shown_and_corrected(run: Run, fixtures: Path) -> None:
    added = run("add", fixtures / "pages" / "ferry.html")
    (one,) = json.loads(run("articles", "--json").stdout)

    corrected = run(
        *("rename", one["id"], "--publisher", "The Quay", "--published", "2025-04-17"),
        *("--author", "A. Writer", "--language", "cy_gb"),
    )
    named = run("rename", one["id"], "--language", "Welsh")
    none = run("rename", one["id"], "--language", "the first")
    wrong = run("rename", one["id"], "--url", "javascript:alert(1)")
    idle = run("rename", one["id"])

    assert "The Nadir Courier · 2025-04-16" in " ".join(added.stdout.split())
    assert "A. Writer · The Quay · 2025-04-17" in corrected.stdout
    assert "stay as they were cut: English, by its clauses." in corrected.stdout
    (now,) = json.loads(run("articles", "--json").stdout)
    expected = {"publisher": "The Quay", "published": "2025-04-17", "author": "A. Writer"}
    assert now == one | expected | {"language": "cy-GB"}
    assert (wrong.returncode, idle.returncode, named.returncode) == (1, 2, 1)
    assert "The code of Welsh is cy." in named.stderr
    assert "“the first” is no language code.\nCodes are short" in none.stderr
    assert "no address of the web" in wrong.stderr
    report = run("report").stdout
    assert "**Author:** A. Writer\n  - **Publisher:** The Quay" in report
    assert "**Language:** Welsh" in report
    assert "stands as before" in run("undo").stdout
    assert json.loads(run("articles", "--json").stdout) == [one]


def test_a_text_that_is_told_wrongly_is_split_as_the_language_that_is_given(run: Run) -> None:
    text = "Snø falt, sa Nadia Saleh. The dam, which broke in May, killed 12.".encode()

    told = run("claims", "-", "--language", "no", stdin=text)
    run("add", "-", "--language", "no", stdin=text)
    (one,) = json.loads(run("articles", "--json").stdout)
    listed = json.loads(run("list", "--json").stdout)
    again = run("rename", one["id"], "--language", "en")

    assert "2 claims" in told.stdout
    assert one["language"] == "no"
    assert [claim["quote"] for claim in listed] == text.decode().replace(". ", ".\n").split("\n")
    assert "Its claims stay as they were cut: Norwegian, by its sentences." in again.stdout
    assert "add --language CODE SOURCE" in again.stdout.replace("\n", " ")


def test_the_undo_is_of_ones_own(process: Run, sample_store: DuckStore) -> None:
    article = sample_store.articles()[0].article
    process("remove", article.id, WORKBENCH_ANALYST="noor")

    assert process("undo").returncode == 1
    assert process("undo", WORKBENCH_ANALYST="noor").returncode == 0


@pytest.mark.parametrize(
    ("flags", "variable", "file"),
    [(["--offline"], "", ""), ([], "1", ""), ([], "", "offline = true\n")],
)
def test_offline_nothing_is_fetched(
    run: Run, tmp_path: Path, flags: list[str], variable: str, file: str
) -> None:
    (tmp_path / "workbench.toml").write_text(file)

    refused = run(*flags, "add", "https://news.example/1", WORKBENCH_OFFLINE=variable)

    assert refused.returncode == 1
    assert refused.stderr.startswith("https://news.example/1 was not fetched: this program is set")


def test_this_machine_is_not_fetched_from(run: Run) -> None:
    refused = run("add", "http://localhost:1/", "file:///etc/passwd")

    assert refused.returncode == 1
    assert "localhost is refused" in refused.stderr
    assert "file: addresses are not fetched" in refused.stderr


def test_no_source_and_one_title_for_several_are_matters_of_usage(run: Run) -> None:
    assert run("add").returncode == 2
    several = run("add", "a.txt", "b.txt", "--title", "Both")
    assert several.returncode == 2
    assert "several" in several.stderr


def test_hostile_names_and_titles_are_shown_safely(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a\nb\x1b[31m.txt").write_text(HOSTILE)
    (tmp_path / "c\nd\x1b[31m.txt").write_text("")

    added = run("add", tmp_path)
    listed = run("articles")

    assert added.returncode == 1
    for text in (added.stdout, added.stderr, listed.stdout):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert len([line for line in added.stderr.splitlines() if "is empty" in line]) == 1


@pytest.mark.parametrize(
    ("step", "seconds", "line"),
    [
        (Adding(Stage.SPLITTING, 0, 200, 0, 0, 0), 0.5, "splitting; 0 of 200, 0 claims …"),
        (Adding(Stage.FETCHING, 1, 1, 0, 0, 0), 9.0, "fetching; 1 of 1, 0 claims …"),
        (
            Adding(Stage.STORING, 50, 200, 49, 1_234, 1),
            25.0,
            "storing; 50 of 200, 1,234 claims, 1 failed; 2.0 a second, 1 min 15 s left",
        ),
    ],
)
def test_progress_says_how_far_how_fast_and_how_long(
    step: Adding, seconds: float, line: str
) -> None:
    assert progress_line(step, seconds=seconds) == line


def test_ctrl_c_keeps_what_was_finished_and_says_how_to_go_on(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(300):
        text = f"Rain fell in town {number} on 3 March. The mayor of {number} fled to Homs."
        (folder / f"{number}.txt").write_text(text)
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "workbench", "add", "news"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=child,
        # What nohup started ignores the signal, and its children with it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - only that
    )
    os.close(child)
    shown = b""
    while not re.search(rb"[1-9]\d* of 300", shown):
        shown += os.read(parent, 4096)
    process.send_signal(signal.SIGINT)
    try:
        while True:
            shown += os.read(parent, 4096)
    except OSError:  # the other end is closed
        pass
    os.close(parent)

    assert process.wait() == 130
    said = re.search(rb"(\d+) new articles are kept; the same command again goes on", shown)
    assert said
    store = DuckStore(tmp_path / "claims.duckdb")
    assert len(store.articles()) >= int(said[1]) > 0
    assert b"Traceback" not in shown
