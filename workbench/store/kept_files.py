"""Files kept beside the store: evidence, and the originals of articles, each under its hash.

They lie in one folder, `claims.duckdb.files/`, read-only and named by the SHA-256 of their bytes:
the same file is kept once, and whoever has the ledger can tell whether one was altered.
"""

import errno
import fcntl
import hashlib
import io
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from workbench.errors import NotFoundError, StoreError
from workbench.model import KeptFile

LARGEST = 100_000_000
"""Bytes of the largest file that is kept."""
FOLDER = ".files"
"""What the folder's name adds to the store's."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DRAFT = re.compile(r"\.[0-9a-f]{32}")
_PIECE = 1 << 20


class KeptFiles:
    """The folder of kept files beside a store; it is made by the first file."""

    def __init__(self, store: Path) -> None:
        real = Path(os.path.realpath(store))
        self.folder = real.with_name(real.name + FOLDER)

    def keep(self, path: Path, *, limit: int = LARGEST) -> KeptFile:
        """Copy a file in, whole or not at all, and return what it is kept as.

        StoreError with a sentence where it is missing, no file, empty, too large, or where it
        cannot be read or written.
        """
        try:
            source = path.expanduser()
            if not source.is_file():  # a named pipe would be waited for
                raise _no_file(path, source)
            with source.open("rb") as file:
                return self._keep(file, name=source.name, limit=limit)
        except (OSError, RuntimeError, ValueError) as error:  # no home folder; a NUL in the path
            message = f"{path} cannot be read: {getattr(error, 'strerror', None) or error}."
            raise StoreError(message, "Choose another file.") from error

    def keep_bytes(self, content: bytes, *, name: str, limit: int = LARGEST) -> KeptFile:
        """Keep bytes that were read already, as `keep` does; `name` is what the file was called."""
        return self._keep(io.BytesIO(content), name=name, limit=limit)

    def path_of(self, sha256: str) -> Path:
        """Return where the file of that hash lies, or would; NotFoundError for no hash at all.

        A store may come from a stranger: what is no hash could name any file of this machine.
        """
        if not _SHA256.fullmatch(sha256):
            message = "What stands there as a file's SHA-256 is none."
            raise NotFoundError(message)
        return self.folder / sha256

    def names(self) -> tuple[str, ...]:
        """Return the hashes that files are named by, in order; drafts are none."""
        if not self.folder.is_dir():
            return ()
        return tuple(
            sorted(one.name for one in self.folder.iterdir() if _SHA256.fullmatch(one.name))
        )

    def is_whole(self, sha256: str) -> bool:
        """Tell whether the file is there with the bytes of its hash."""
        try:
            with self.path_of(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except (NotFoundError, OSError):
            return False

    def drop_drafts(self) -> int:
        """Delete what killed processes left half kept; nothing while anybody keeps a file."""
        if not self.folder.is_dir():
            return 0
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            drafts = [one for one in self.folder.iterdir() if _DRAFT.fullmatch(one.name)]
            for draft in drafts:
                draft.unlink()
        except OSError:  # a file is being kept, or the file system knows no locks
            return 0
        finally:
            os.close(handle)
        return len(drafts)

    def _keep(self, source: BinaryIO, *, name: str, limit: int) -> KeptFile:
        draft = self.folder / f".{uuid.uuid4().hex}"
        try:
            self.folder.mkdir(exist_ok=True)
            with _in_use(self.folder):
                sha256, size = _copy(source, draft, name=name, limit=limit)
                if not self.is_whole(sha256):  # a damaged one gives way to its original
                    draft.chmod(0o444)
                    draft.replace(self.folder / sha256)
                    _sync(self.folder)
        except OSError as error:
            message = f"{name} was not kept: {error.strerror}."
            raise StoreError(message, f"It is kept in {self.folder}.") from error
        finally:
            _remove(draft)
        return KeptFile(name, sha256, size)


@contextmanager
def _in_use(folder: Path) -> Iterator[None]:
    """Let others see that a draft in the folder is at work, where the file system has locks."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def _copy(source: BinaryIO, draft: Path, *, name: str, limit: int) -> tuple[str, int]:
    """Write a draft to the disk and return its SHA-256 and its size."""
    digest, size = hashlib.sha256(), 0
    with draft.open("xb") as file:
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > limit:
                message = f"{name} is larger than {limit / 1_000_000:,.0f} MB, and was not kept."
                raise StoreError(message, "Keep it elsewhere, and give its address.")
            digest.update(piece)
            file.write(piece)
        if not size:
            message = f"{name} is empty, and was not kept."
            raise StoreError(message, "Name a file that holds something.")
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _sync(folder: Path) -> None:
    """Write the folder's new name to the disk, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folder
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)


def _remove(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError:  # the folder is gone or no folder: there is no draft either
        return


def _no_file(path: Path, source: Path) -> StoreError:
    if source.is_dir():
        return StoreError(f"{path} is a folder.", "Name one file.")
    if source.exists():
        return StoreError(f"{path} is not a file.", "Name one file.")
    return StoreError(f"There is no file {path}.", "Check the path and its spelling.")
