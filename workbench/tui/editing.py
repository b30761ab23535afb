"""A claim's note in the analyst's own editor."""

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import WorkbenchError

CUT = "------------------------ >8 ------------------------"
ABOUT = "The note ends above this line; what follows is not kept."


def editor(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Return the command that $VISUAL, else $EDITOR, names; WorkbenchError where neither does."""
    named = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        command = shlex.split(named)
    except ValueError as error:
        message = f"The editor “{named}” cannot be read: {error}."
        raise WorkbenchError(message, "Correct $VISUAL or $EDITOR.") from error
    if not command:
        message = "No editor is named."
        raise WorkbenchError(message, "Set VISUAL or EDITOR, as in EDITOR=nano, and begin again.")
    return command


def edited(note: str, about: str, *, command: list[str], kept: Path) -> str:
    """Return a note as the editor left it; `about` is shown below it.

    WorkbenchError where the editor is missing or failed; what was written is in `kept` then.
    """
    with tempfile.TemporaryDirectory(prefix="workbench-note-") as folder:
        file = Path(folder) / "note.md"
        begun = f"{note}\n\n{CUT}\n{ABOUT}\n\n{about}\n"
        try:
            file.write_text(begun, encoding="utf-8")
            with _interrupts_for_the_editor():
                code = subprocess.run([*command, str(file)], check=False).returncode  # noqa: S603 - the analyst's editor
            written = file.read_bytes()
        except OSError as error:
            message = f"The editor “{shlex.join(command)}” did not run: {error.strerror}."
            raise WorkbenchError(message, "The note is as it was.") from error
    text = written.decode("utf-8", errors="replace")
    if code == 0 and "\ufffd" not in text.replace(begun, ""):
        return text.partition(CUT)[0].strip()
    why = f"ended with {code}" if code else "left text that is not UTF-8"
    message = f"The editor “{shlex.join(command)}” {why}; the note is as it was."
    raise WorkbenchError(message, _rescued(written, kept) if text != begun else "")


@contextmanager
def _interrupts_for_the_editor() -> Iterator[None]:
    """Leave Ctrl+C to the editor, which shares the terminal; it takes the signal as it is used."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _rescued(written: bytes, kept: Path) -> str:
    """Keep what was written all the same, and say where."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(written)
    except OSError as error:
        return f"What you wrote could not be kept in {kept}: {error.strerror}."
    return f"What you wrote is in {kept}."
