"""Readers in a process of their own: what a source makes them do ends there.

A parser of a rich format can hang, take all memory or crash the interpreter over a file made for
that. One child reads the sources of this process one after the other; where it breaks a bound it
is ended, the source is refused with a sentence, and the next source gets a new child.
"""

import atexit
import datetime as dt
import json
import os
import subprocess
import sys
import threading
from typing import IO

from workbench.errors import ReadingError
from workbench.model import Article, Document, Furniture, FurnitureKind, Reading, Span

SECONDS = 20.0
"""For one source, starting the child included."""
MEMORY = 2 << 30
"""Bytes of address space of the child."""
SOURCES = 200
"""Read by one child, then another takes over: what a library leaks stays small."""
LENGTH = 8
"""Bytes of the number before each message."""
COPY_THE_TEXT = "Copy the article's text, and add that."


class _Child:
    """A process that reads sources."""

    def __init__(self) -> None:
        # -P and this path: nothing is imported from the folder that the analyst works in
        path = os.pathsep.join(entry for entry in sys.path if entry)
        self.owner = os.getpid()
        self.left = SOURCES
        self.process = subprocess.Popen(  # noqa: S603 - this interpreter, no word of a source
            [sys.executable, "-P", "-m", "workbench.reading.child", str(MEMORY)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,  # ctrl+c is for the program, which closes the child's input
        )

    def answer(self, request: dict[str, str | None], data: bytes, *, seconds: float) -> bytes:
        """Return what the child says of a source; nothing where it ended, or was ended."""
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None  # noqa: S101 - both are pipes
        assert stdout is not None  # noqa: S101
        timer = threading.Timer(seconds, self.process.kill)
        timer.start()
        try:
            send(stdin, json.dumps(request).encode())
            send(stdin, data)
            return received(stdout)
        except (BrokenPipeError, EOFError):
            return b""
        finally:
            timer.cancel()
            self.left -= 1

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


_lock = threading.Lock()
_children: list[_Child] = []
"""The one child, or none."""


def read(
    data: bytes, *, name: str, address: str | None = None, seconds: float = SECONDS
) -> Reading:
    """Return the articles of a source, as `formats.read` does, within bounds.

    Raises ReadingError as `formats.read`, and where a bound is broken.
    """
    request = {"name": name, "address": address}
    with _lock:
        child = _child()
        answer = child.answer(request, data, seconds=seconds)
        if not answer or child.left == 0:
            _children.clear()
            child.end()
    if not answer:
        message = f"{name} cannot be read within {seconds:.0f} seconds and 2 GB of memory."
        raise ReadingError(message, COPY_THE_TEXT)
    said = json.loads(answer)
    if "error" in said:
        raise ReadingError(*said["error"])
    return _reading(said)


def _child() -> _Child:
    """Return this process's child; one that it inherited through a fork is its parent's.

    One that ended while nothing was read costs no source.
    """
    if _children and (_children[0].owner != os.getpid() or _children[0].process.poll() is not None):
        _children.clear()
    if not _children:
        _children.append(_Child())
    return _children[0]


@atexit.register
def _end() -> None:
    if _children and _children[0].owner == os.getpid():
        _children.pop().end()


def send(stream: IO[bytes], message: bytes) -> None:
    """Write a message with its length before it."""
    stream.write(len(message).to_bytes(LENGTH, "big"))
    stream.write(message)
    stream.flush()


def received(stream: IO[bytes]) -> bytes:
    """Return the next message; EOFError where the other end is gone."""
    length = int.from_bytes(_exactly(stream, LENGTH), "big")
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data


def said_of(reading: Reading) -> dict[str, object]:
    """Return a reading as JSON values."""
    return {
        "media_type": reading.media_type,
        "notes": reading.notes,
        "documents": [
            {
                "text": document.article.text,
                "title": document.article.title,
                "url": document.article.url,
                "publisher": document.article.publisher,
                "published": published.isoformat() if published else None,
                "media_type": document.media_type,
                "author": document.author,
                "language": document.language,
                "furniture": [
                    [item.text, item.kind, item.span and [item.span.start, item.span.end]]
                    for item in document.furniture
                ],
            }
            for document in reading.documents
            for published in [document.article.published]
        ],
    }


def _reading(said: dict[str, object]) -> Reading:
    documents = said["documents"]
    assert isinstance(documents, list)  # noqa: S101 - `said_of` makes it one
    return Reading(
        tuple(
            Document(
                Article.of(
                    document["text"],
                    title=document["title"],
                    url=document["url"],
                    publisher=document["publisher"],
                    published=dt.date.fromisoformat(published) if published else None,
                ),
                document["media_type"],
                document["author"],
                document["language"],
                tuple(
                    Furniture(text, FurnitureKind(kind), Span(*span) if span else None)
                    for text, kind, span in document["furniture"]
                ),
            )
            for document in documents
            for published in [document["published"]]
        ),
        str(said["media_type"]),
        tuple(map(str, said["notes"])) if isinstance(said["notes"], list) else (),
    )
