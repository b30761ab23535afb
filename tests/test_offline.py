"""Nothing leaves the machine: the main job with every socket forbidden."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

FORBID = """
import json, sys

FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")

def watch(event, arguments):
    if event in FORBIDDEN:
        print("CONNECTION", event, arguments, file=sys.stderr, flush=True)
        raise RuntimeError(f"{event} is forbidden here")

sys.addaudithook(watch)
from workbench.cli import main
for arguments in json.loads(sys.argv[1]):
    if code := main(arguments):
        sys.exit(f"{arguments} ended with {code}")
"""


def job(
    folder: Path, *steps: tuple[str | Path, ...], before: Sequence[str], **variables: str
) -> "subprocess.CompletedProcess[str]":
    """Do all steps in one process, told about the net by nothing but these variables."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    given = json.dumps([list(map(str, step)) for step in steps])
    return subprocess.run(
        [*before, sys.executable, "-c", FORBID, given],
        cwd=folder,
        env=own | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_hook_sees_a_connection(tmp_path: Path) -> None:
    attempt = FORBID.replace("from workbench.cli import main", "import socket").replace(
        "main(arguments)", "socket.create_connection(('127.0.0.1', 9))"
    )
    done = subprocess.run(
        [sys.executable, "-c", attempt, "[[]]"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "CONNECTION socket.getaddrinfo" in done.stderr


def test_the_whole_job_opens_no_connection(tmp_path: Path, fixtures: Path) -> None:
    done = job(
        tmp_path,
        ("add", fixtures / "bab-amr.txt"),
        ("import", fixtures / "past-claims.csv"),
        ("search", "about 4,000 people are still in Baba Amr"),
        ("review",),
        ("report", "-o", "status.md"),
        before=(),
    )
    assert done.returncode == 0, done.stderr
    assert "CONNECTION" not in done.stderr


def test_the_whole_job_works_where_there_is_no_network_interface(
    tmp_path: Path, fixtures: Path
) -> None:
    # Where the system makes no namespaces, the hook that stands in each step is what is left.
    without = ("unshare", "--map-root-user", "--net")
    tried = shutil.which("unshare") and subprocess.run(
        [*without, "true"], check=False, capture_output=True
    )
    done = job(
        tmp_path,
        ("add", fixtures / "bab-amr.txt"),
        ("import", fixtures / "past-claims.csv"),
        ("search", "about 4,000 people are still in Baba Amr"),
        ("report", "-o", "status.md"),
        ("verify",),
        before=without if tried and not tried.returncode else (),
        HF_HUB_OFFLINE="1",
    )
    assert done.returncode == 0, done.stderr
    assert "CONNECTION" not in done.stderr
    assert (tmp_path / "status.md").stat().st_size > 1000
