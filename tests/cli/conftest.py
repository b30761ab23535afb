"""Running the program as an analyst does: another process, its output, its exit code."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `workbench …` in the test's own folder."""

    def workbench(
        *arguments: str | Path, stdin: bytes = b"", **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            [sys.executable, "-m", "workbench", *map(str, arguments)],
            cwd=tmp_path,
            env=os.environ | {"WORKBENCH_ANALYST": "mara"} | environment,
            input=stdin,
            capture_output=True,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return workbench
