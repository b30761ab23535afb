"""Writing a file so that a kill leaves the old one or the new one, never half of either."""

import os
import uuid
from collections.abc import Iterable
from pathlib import Path

from workbench.errors import WorkbenchError


def write_atomically(
    path: Path, content: str | bytes | Iterable[bytes], *, overwrite: bool = False
) -> None:
    """Write bytes, or text in UTF-8, line ends as given; a link keeps pointing where it points.

    Bytes may come piece by piece.

    WorkbenchError where the file exists and is not to be replaced, or cannot be written.
    """
    target = path.resolve()
    draft = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    try:
        if target.is_dir():
            message = f"{path} is a folder."
            raise WorkbenchError(message, "Name a file in it.")
        with draft.open("xb") as file:
            for piece in _pieces(content):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if overwrite and target.exists():
            draft.chmod(target.stat().st_mode & 0o777)
        elif not overwrite:
            _take_name(draft, target)
        draft.replace(target)
    except FileExistsError as error:
        message = f"{path} exists already."
        raise WorkbenchError(message, "Name another file, or use --force.") from error
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}."
        raise WorkbenchError(message, "Choose another place with -o.") from error
    finally:
        draft.unlink(missing_ok=True)


def _pieces(content: str | bytes | Iterable[bytes]) -> Iterable[bytes]:
    if isinstance(content, str):
        return (content.encode("utf-8"),)
    return (content,) if isinstance(content, bytes) else content


def _take_name(draft: Path, target: Path) -> None:
    """Make the target, or raise FileExistsError: a replacement alone would not notice."""
    try:
        target.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # exFAT and some network folders have no links
        target.open("x").close()
