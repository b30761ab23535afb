"""Copying: by the terminal's clipboard where it can be had, and into a file in any case.

No terminal answers to OSC 52, so whether it took a text is not known: the file is written each
time, and said. tmux as it is delivered drops OSC 52 of the programs in it (`set-clipboard
external`); it is asked itself, and hands on to the terminal around it.
"""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from textual.app import App

from workbench.errors import WorkbenchError
from workbench.visible import visible
from workbench.writing import write_atomically

TMUX_SECONDS = 2.0


def copied(
    app: App[object], text: str, *, file: Path, environment: Mapping[str, str] = os.environ
) -> str:
    """Copy a text, made safe to paste into a terminal, and return in words where it is now."""
    text = visible(text)
    if environment.get("TMUX") and _given_to_tmux(text):
        clipboard = "in the buffer of tmux, and in the clipboard where the terminal takes it"
    else:
        app.copy_to_clipboard(text)
        clipboard = "in the clipboard where the terminal takes it"
    try:
        _keep(text, file)
    except WorkbenchError as error:
        return f"Copied: {clipboard}. {error.message}"
    return f"Copied: {clipboard}; else in {file}"


def _keep(text: str, file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
    except OSError as error:
        message = f"{file} cannot be written: {error.strerror}."
        raise WorkbenchError(message) from error
    write_atomically(file, text, overwrite=True)


def _given_to_tmux(text: str) -> bool:
    """Hand a text to tmux, also for the terminal around it (-w, from tmux 3.2 on)."""
    for command in (["tmux", "load-buffer", "-w", "-"], ["tmux", "load-buffer", "-"]):
        try:
            done = subprocess.run(  # noqa: S603 - the program's own words
                command,
                input=text.encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=TMUX_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        if done.returncode == 0:
            return True
    return False
