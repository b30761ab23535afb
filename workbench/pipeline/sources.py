"""What an analyst names on the command line → the sources to read, in order."""

import glob
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from workbench.errors import ReadingError, WorkbenchError

STANDARD_INPUT: Final = "-"
STANDARD_INPUT_NAME: Final = "standard input"
WILD: Final = re.compile(r"[*?[]")
ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)
SCHEME: Final = re.compile(
    r"([a-z][a-z0-9+.-]+)://|(data|file|ftp|javascript|mailto):", re.IGNORECASE
)
LONGEST_LIST: Final = 10_000_000
"""Bytes of a list of sources: some 100,000 of them."""
WITHOUT_SUFFIX: Final = "without suffix"


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles are to be read from: one of path, address and data."""

    name: str
    """What it is called in sentences, and in the ledger."""
    path: Path | None = None
    address: str | None = None
    data: bytes | None = None
    """What standard input held, or an address answered."""


@dataclass(frozen=True, slots=True)
class NotAdded:
    """A source, or an article of one, that did not get into the store, and why."""

    source: str
    reason: str
    hint: str = ""
    exit_code: int = WorkbenchError.exit_code

    @classmethod
    def of(cls, source: str, error: WorkbenchError) -> "NotAdded":
        """Return what an error says of a source."""
        return cls(source, error.message, error.hint, error.exit_code)


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder was found to hold."""

    name: str
    kinds: Mapping[str, int]
    """How many files by suffix, the most frequent first."""
    passed_over: int
    """Hidden files and folders, and what is no file: pipes, devices, links to nothing."""


@dataclass(slots=True)
class Found:
    """What the arguments come to."""

    sources: list[Source] = field(default_factory=list)
    folders: list[Folder] = field(default_factory=list)
    failed: list[NotAdded] = field(default_factory=list)


def find_sources(
    named: Sequence[str],
    *,
    lists: Iterable[Path] = (),
    standard_input: Callable[[], bytes],
    store: Path,
) -> Found:
    """Return the sources behind files, folders, globs, addresses and `-`, each once.

    Relative paths, in a list too, start from the working directory. The store and what lies beside
    it is no source. What cannot be found is listed, and the rest goes on.
    """
    found = Found()
    for argument in (*named, *_listed(lists, found)):
        try:
            if argument == STANDARD_INPUT:
                if not any(source.data is not None for source in found.sources):
                    data = standard_input()
                    found.sources.append(Source(STANDARD_INPUT_NAME, data=data))
            elif ADDRESS.match(argument):
                found.sources.append(Source(argument, address=argument))
            else:
                found.sources.extend(_in_files(argument, found, store))
        except WorkbenchError as error:
            found.failed.append(NotAdded.of(argument, error))
    found.sources = list(
        {(source.path or source.name): source for source in found.sources}.values()
    )
    return found


def _listed(lists: Iterable[Path], found: Found) -> Iterator[str]:
    """Yield the lines of lists; blank ones and those that begin with # stand for nothing."""
    from workbench.reading.source import bytes_of_path

    for path in lists:
        try:
            text = bytes_of_path(path, limit=LONGEST_LIST).decode("utf-8-sig")
        except ReadingError as error:
            found.failed.append(NotAdded.of(str(path), error))
            continue
        except UnicodeDecodeError:
            reason = f"{path} is not UTF-8."
            found.failed.append(NotAdded(str(path), reason, "Save the list as UTF-8."))
            continue
        lines = (line.strip() for line in text.splitlines())
        yield from (line for line in lines if line and not line.startswith("#"))


def _in_files(argument: str, found: Found, store: Path) -> Iterator[Source]:
    path = Path(argument).expanduser()
    if _is_folder(path):
        yield from _in_folder(path, found, store)
    elif not os.path.lexists(path) and (scheme := SCHEME.match(argument)):
        message = f"{scheme[1] or scheme[2]}: addresses are not fetched."
        raise ReadingError(message, "Name a file, or an http or https address.")
    elif WILD.search(argument) and not os.path.lexists(path):
        matched = [Path(one) for one in sorted(glob.glob(str(path), recursive=True))]  # noqa: PTH207 - Path.glob takes no absolute pattern
        files = [one for one in matched if one.is_file() and not _is_stores(one, store)]
        if not files:
            message = f"No file fits {argument}."
            raise ReadingError(message, "Check the pattern, and put it in quotation marks.")
        yield from map(_source, files)
    else:
        yield _source(path)


def _in_folder(folder: Path, found: Found, store: Path) -> Iterator[Source]:
    """Yield the files below a folder in order of their names; links to folders are not followed."""
    passed_over = 0
    kinds: Counter[str] = Counter()
    for at, folders, files in os.walk(folder):
        passed_over += sum(name.startswith(".") for name in (*folders, *files))
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not _is_stores(Path(at, name), store)
        )
        for name in sorted(files):
            path = Path(at, name)
            if name.startswith(".") or _is_stores(path, store):
                continue
            if not path.is_file():  # reading a pipe would wait for whoever writes
                passed_over += 1
                continue
            kinds[path.suffix.lower() or WITHOUT_SUFFIX] += 1
            yield _source(path)
    found.folders.append(Folder(str(folder), dict(kinds.most_common()), passed_over))
    if not kinds:
        message = f"{folder} holds no files to read."
        hint = "Files whose names begin with a point are passed over." if passed_over else ""
        raise ReadingError(message, hint)


def _source(path: Path) -> Source:
    from workbench.reading.source import shown

    return Source(shown(path), path=path)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except ValueError:  # a NUL in the path
        return False


def _is_stores(path: Path, store: Path) -> bool:
    """Tell the store's file and the files and folders beside it, which begin with its name."""
    name = store.name
    if path.name != name and not path.name.startswith(f"{name}."):
        return False
    return os.path.realpath(path.parent) == os.path.realpath(store.parent)
