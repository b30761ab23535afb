"""Running the program as an analyst does: arguments and input in, output and exit code out."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, Protocol
from unittest import mock

from workbench.cli import main

Done = subprocess.CompletedProcess[str]

ANALYST = {"WORKBENCH_ANALYST": "mara"}


class Run(Protocol):
    """Run `workbench …` in the test's own folder; names are variables of the environment."""

    def __call__(self, *arguments: str | Path, stdin: bytes = b"", **environment: str) -> Done: ...


def as_a_process(
    arguments: list[str], *, folder: Path, stdin: bytes, environment: Mapping[str, str]
) -> Done:
    """Run the program in a process of its own: the real thing, for a second and more."""
    done = subprocess.run(
        [sys.executable, "-m", "workbench", *arguments],
        cwd=folder,
        env={**os.environ, **ANALYST, **environment},
        input=stdin,
        capture_output=True,
        check=False,
    )
    return Done(arguments, done.returncode, done.stdout.decode(), done.stderr.decode())


def in_this_process(
    arguments: list[str], *, folder: Path, stdin: bytes, environment: Mapping[str, str]
) -> Done:
    """Run the program here, where everything is imported, and leave the process as it was."""
    with (
        chdir(folder),
        mock.patch.dict(os.environ, {**ANALYST, **environment}),
        mock.patch.object(sys, "stdin", TextIOWrapper(BytesIO(stdin), encoding="utf-8")),
        TemporaryFile() as out,
        TemporaryFile() as err,
    ):
        with _written_to("stdout", out), _written_to("stderr", err):
            code = main(arguments)
        return Done(arguments, code, *(file.read().decode() for file in (out, err)))


@contextmanager
def _written_to(stream: str, file: BinaryIO) -> Iterator[None]:
    """Let a standard stream be a file, which has a number as the program expects it."""
    with (
        os.fdopen(os.dup(file.fileno()), "w", encoding="utf-8") as writer,
        mock.patch.object(sys, stream, writer),
    ):
        yield
    file.seek(0)
