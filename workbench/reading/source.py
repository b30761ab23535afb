"""Bytes of a file or a stream: the one place of this room that opens anything."""

import os
import tempfile
from pathlib import Path
from typing import BinaryIO, cast

from workbench.errors import ReadingError

MAX_ARTICLE_BYTES = 20_000_000
"""Some thirty novels: no article, and still split and encoded in bounded memory."""
MAX_SOURCE_BYTES = 50_000_000
"""A saved page or a PDF with its pictures; its text is held to the limit of an article."""
MAX_LIST_BYTES = 200_000_000
"""About half a million past claims."""
PIECE = 1 << 20
"""Bytes copied at a time."""


def bytes_of_path(path: Path, *, limit: int) -> bytes:
    """Return the file's bytes; ReadingError where it is missing, a folder, locked or too large."""
    with opened(path) as stream:
        return bytes_of_stream(stream, name=shown(path), limit=limit)


def opened(path: Path) -> BinaryIO:
    """Open a file; ReadingError where it is missing, a folder or locked."""
    name = shown(path)
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        message = f"{name} does not exist."
        raise ReadingError(message, "Check the path and its spelling.") from error
    except IsADirectoryError as error:
        message = f"{name} is a folder."
        raise ReadingError(message, "Name the files in it.") from error
    except PermissionError as error:
        message = f"{name} may not be read by this user."
        raise ReadingError(message, "Change its permissions, or copy it.") from error
    except OSError as error:
        message = f"{name} cannot be opened ({error.strerror or error})."
        raise ReadingError(message) from error
    except ValueError as error:  # a NUL in the path
        message = f"{name!r} is not a path."
        raise ReadingError(message) from error


def bytes_of_stream(stream: BinaryIO, *, name: str, limit: int) -> bytes:
    """Return all the stream's bytes; ReadingError where it fails or holds more than `limit`."""
    parts: list[bytes] = []
    room = limit + 1
    try:
        while room > 0 and (part := stream.read(room)):
            parts.append(part)
            room -= len(part)
    except OSError as error:
        message = f"{name} cannot be read ({error.strerror or error})."
        raise ReadingError(message) from error
    data = b"".join(parts)
    refuse_too_large(data, name=name, limit=limit)
    return data


def seekable(stream: BinaryIO, *, name: str, limit: int) -> BinaryIO:
    """Return a stream that can be read twice: itself, or a copy on disk of what it holds.

    ReadingError where it fails or holds more than `limit`.
    """
    if stream.seekable():
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        _refuse_size(size, name=name, limit=limit)
        return stream
    copy = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - its reader closes it
    while part := stream.read(PIECE):
        copy.write(part)
        _refuse_size(copy.tell(), name=name, limit=limit)
    copy.seek(0)
    return copy


def refuse_too_large(data: bytes, *, name: str, limit: int) -> None:
    """Raise ReadingError where there are more bytes than `limit`."""
    _refuse_size(len(data), name=name, limit=limit)


def _refuse_size(size: int, *, name: str, limit: int) -> None:
    if size > limit:
        message = f"{name} is larger than {limit // 1_000_000} MB."
        raise ReadingError(message, "Split it, and add the parts.")


def shown(path: Path) -> str:
    """Return the path as a sentence can print it: bytes that are no UTF-8 as escapes."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")
