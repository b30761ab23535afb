"""Writing a file so that a kill leaves the old one or the new one, never half of either."""

import os
import tempfile
from pathlib import Path

from workbench.errors import WorkbenchError


def write_atomically(path: Path, text: str, *, overwrite: bool = False) -> None:
    """Write the text in UTF-8; WorkbenchError where the file exists or cannot be written."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}."
        raise WorkbenchError(message, "Choose another folder with -o.") from error
    try:
        with open(descriptor, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 - a descriptor
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if overwrite:
            os.replace(name, path)  # noqa: PTH105 - both names are strings here
        else:
            os.link(name, path)  # fails where the file exists, which a replace would not
    except FileExistsError as error:
        message = f"{path} exists already."
        raise WorkbenchError(message, "Name another file, or use --force.") from error
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}."
        raise WorkbenchError(message, "Choose another folder with -o.") from error
    finally:
        Path(name).unlink(missing_ok=True)
