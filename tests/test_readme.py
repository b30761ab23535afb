"""The README's promises: its commands run as written, its tables are those of the program."""

import re
import shlex
import shutil
from pathlib import Path

from program import Run

from workbench.cli import workbench
from workbench.tui.keymap import DEFAULT

README = Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def commands() -> list[list[str]]:
    text = README.read_text(encoding="utf-8")
    lines = [line for block in BLOCK.findall(text) for line in block.splitlines()]
    return [shlex.split(line) for line in lines]


def test_every_command_of_the_readme_runs_as_written(
    run: Run, tmp_path: Path, fixtures: Path
) -> None:
    shutil.copytree(fixtures, tmp_path / "fixtures")
    ran = 0
    for program, *arguments in commands():
        if program != "workbench":
            continue
        done = run(*arguments)
        assert done.returncode == 0, (arguments, done.stderr)
        ran += 1
    assert ran >= 8
    assert (tmp_path / "status.md").read_text(encoding="utf-8").startswith("# ")


def test_the_other_commands_are_the_two_of_the_makefile() -> None:
    others = [command for command in commands() if command[0] != "workbench"]
    assert others == [["make", "run"], ["make", "test"]]


def test_the_key_table_is_the_action_registrys() -> None:
    assert DEFAULT.table() in README.read_text(encoding="utf-8")


def test_every_command_has_help(run: Run) -> None:
    listed = re.findall(
        r"^  ([a-z]+)  +\S", run("--help").stdout.split("Commands:")[1], re.MULTILINE
    )
    assert set(listed) == set(workbench.commands)
    for command in listed:
        assert f"Usage: workbench {command}" in run(command, "--help").stdout
