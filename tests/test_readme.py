"""The README's promises: its commands run as written, its tables are those of the program."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from workbench.tui.keymap import DEFAULT

README = Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def commands() -> list[list[str]]:
    text = README.read_text(encoding="utf-8")
    lines = [line for block in BLOCK.findall(text) for line in block.splitlines()]
    return [shlex.split(line) for line in lines]


def test_every_command_of_the_readme_runs_as_written(tmp_path: Path, fixtures: Path) -> None:
    shutil.copytree(fixtures, tmp_path / "fixtures")
    ran = 0
    for program, *arguments in commands():
        if program != "workbench":
            continue
        done = subprocess.run(
            [sys.executable, "-m", "workbench", *arguments],
            cwd=tmp_path,
            env=os.environ | {"WORKBENCH_ANALYST": "mara"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (arguments, done.stderr)
        ran += 1
    assert ran >= 8
    assert (tmp_path / "status.md").read_text(encoding="utf-8").startswith("# ")


def test_the_other_commands_are_the_two_of_the_makefile() -> None:
    others = [command for command in commands() if command[0] != "workbench"]
    assert others == [["make", "run"], ["make", "test"]]


def test_the_key_table_is_the_action_registrys() -> None:
    assert DEFAULT.table() in README.read_text(encoding="utf-8")


def test_every_command_has_help() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "--help"], capture_output=True, text=True, check=True
    )
    listed = re.findall(r"^  ([a-z]+)  +\S", done.stdout.split("Commands:")[1], re.MULTILINE)
    assert {"add", "claims", "import", "list", "mark", "report", "review", "search"} <= set(listed)
    for command in listed:
        help_text = subprocess.run(
            [sys.executable, "-m", "workbench", command, "--help"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert "Usage: workbench" in help_text
