"""Nothing leaves the machine: the main job with every socket forbidden."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

FORBID = """
import sys

FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")

def watch(event, arguments):
    if event in FORBIDDEN:
        print("CONNECTION", event, arguments, file=sys.stderr, flush=True)
        raise RuntimeError(f"{event} is forbidden here")

sys.addaudithook(watch)
from workbench.cli import main
sys.exit(main(sys.argv[1:]))
"""


def offline(folder: Path, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    return subprocess.run(
        [sys.executable, "-c", FORBID, *map(str, arguments)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_hook_sees_a_connection(tmp_path: Path) -> None:
    attempt = FORBID.replace("from workbench.cli import main", "import socket").replace(
        "main(sys.argv[1:])", "socket.create_connection(('127.0.0.1', 9))"
    )
    done = subprocess.run(
        [sys.executable, "-c", attempt], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "CONNECTION socket.getaddrinfo" in done.stderr


def test_the_whole_job_opens_no_connection(tmp_path: Path, fixtures: Path) -> None:
    for arguments in (
        ("add", fixtures / "bab-amr.txt"),
        ("import", fixtures / "past-claims.csv"),
        ("search", "about 4,000 people are still in Baba Amr"),
        ("review",),
        ("report", "-o", "status.md"),
    ):
        done = offline(tmp_path, *arguments)
        assert done.returncode == 0, done.stderr
        assert "CONNECTION" not in done.stderr


def job(folder: Path, fixtures: Path, *before: str) -> None:
    """Run the whole job, each step behind `before`, told by nothing but the hub's own variable."""
    environment = os.environ | {"HF_HUB_OFFLINE": "1"}
    for arguments in (
        ("add", fixtures / "bab-amr.txt"),
        ("import", fixtures / "past-claims.csv"),
        ("search", "about 4,000 people are still in Baba Amr"),
        ("report", "-o", "status.md"),
        ("verify",),
    ):
        done = subprocess.run(
            [*before, sys.executable, "-c", FORBID, *map(str, arguments)],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
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
    job(tmp_path, fixtures, *(without if tried and not tried.returncode else ()))
    assert (tmp_path / "status.md").stat().st_size > 1000
