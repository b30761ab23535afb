"""The settings, each from the first that gives it: flag, environment, workbench.toml, default."""

import getpass
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from workbench.errors import SettingsError

FILE = "workbench.toml"
STORE = "claims.duckdb"
THEME = "textual-dark"
VERDICTS = "verdicts"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an analyst can set."""

    store: Path
    """The file that keeps everything; relative to the working directory. `WORKBENCH_STORE`."""
    analyst: str
    """The name that decisions carry; the login name where nothing is set. `WORKBENCH_ANALYST`."""
    theme: str
    """The screen's colours: the name of a Textual theme. `WORKBENCH_THEME`."""
    model: str | None
    """The sentence model: a folder or an installed package; None for the one that comes with the
    program. `WORKBENCH_MODEL`."""
    verdicts: Mapping[str, str] = field(default_factory=dict)
    """What other publishers' ratings come to, on top of the table that comes with the program:
    a rating → one of our verdicts, or nothing. Only workbench.toml has it, as `[verdicts]`."""


def load_settings(
    flags: Mapping[str, str | None],
    *,
    environment: Mapping[str, str] = os.environ,
    folder: Path | None = None,
) -> Settings:
    """Return the settings; SettingsError where workbench.toml is wrong."""
    given, verdicts = _file_settings((folder or Path.cwd()) / FILE)
    names = _names()
    given |= {
        name: value for name in names if (value := environment.get(f"WORKBENCH_{name.upper()}"))
    }
    given |= {name: value for name in names if (value := flags.get(name))}
    return Settings(
        store=Path(given.get("store", STORE)).expanduser(),
        analyst=given.get("analyst") or _login_name(),
        theme=given.get("theme", THEME),
        model=given.get("model"),
        verdicts=verdicts,
    )


def _names() -> list[str]:
    """Return the settings that are one text each."""
    return [each.name for each in fields(Settings) if each.name != VERDICTS]


def _file_settings(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return the file's settings and its table of verdicts."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path.name} cannot be read: {error}."
        raise SettingsError(message, "Correct the line or move the file away.") from error
    verdicts = _file_verdicts(path, content.pop(VERDICTS, {}))
    names = _names()
    for name, value in content.items():
        if name not in names:
            message = f"{path.name} sets “{name}”, which is no setting."
            raise SettingsError(message, f"Settings are: {', '.join(names)}, [{VERDICTS}].")
        if not isinstance(value, str) or not value:
            message = f"{path.name} sets “{name}” to something that is no text."
            raise SettingsError(message, f'Write it as {name} = "…".')
    return content, verdicts


def _file_verdicts(path: Path, table: object) -> dict[str, str]:
    hint = f'Write a table [{VERDICTS}] with lines like "Mostly false" = "disputed".'
    if not isinstance(table, dict):
        message = f"{path.name} sets “{VERDICTS}” to something that is no table."
        raise SettingsError(message, hint)
    for rating, verdict in table.items():
        if not rating.strip() or not isinstance(verdict, str):
            message = f"{path.name} sets the rating “{rating}” to something that is no text."
            raise SettingsError(message, hint)
    return table


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user, as in some containers
        return "analyst"
