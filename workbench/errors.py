"""Everything that can go wrong, as sentences for the analyst.

WorkbenchError           exit code 1: the work failed
├── ReadingError         a source is missing, empty or not text
├── NotFoundError        no article or claim by that id
├── ImportRefusedError   a list of past claims cannot be read
├── ModelError           a model's files are missing or are not the ones expected
├── SettingsError        exit code 2: a flag, variable or line of workbench.toml is wrong
└── StoreError           the store cannot be used
    ├── NotAStoreError   the file is no DuckDB database, or no store of ours
    ├── NewerStoreError  the store was made by a later version
    ├── DamagedLogError  the write-ahead log is damaged, or is another store's
    └── StoreBusyError   exit code 3: another process keeps the file held
"""


class WorkbenchError(Exception):
    """What went wrong, in one sentence, and in a second one what to do about it."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class ReadingError(WorkbenchError):
    """A source is missing, empty or not text."""


class NotFoundError(WorkbenchError):
    """No article or claim goes by that id."""


class ImportRefusedError(WorkbenchError):
    """A list of past claims cannot be read."""


class ModelError(WorkbenchError):
    """A model's files are missing or are not the ones expected."""


class SettingsError(WorkbenchError):
    """A flag, an environment variable or a line of workbench.toml is wrong."""

    exit_code = 2


class StoreError(WorkbenchError):
    """The store cannot be used."""


class NotAStoreError(StoreError):
    """The file is no DuckDB database, or no store of this program."""


class NewerStoreError(StoreError):
    """The store was made by a later version of this program."""


class DamagedLogError(StoreError):
    """What lies in the store's write-ahead log cannot be taken in."""

    def __init__(self, message: str, hint: str = "", *, at: int | None = None) -> None:
        """`at` is the byte up to which the log is whole; None where it is another store's."""
        super().__init__(message, hint)
        self.at = at


class StoreBusyError(StoreError):
    """Another process keeps the store's file held."""

    exit_code = 3
