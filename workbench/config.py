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
VERDICTS = "verdicts"
KEYS = "keys"
MATCHING = "matching"
STALE = "stale_after_days"
STALE_AFTER_DAYS = 365
OFFLINE = "offline"
BLIND = "blind"
NO = frozenset({"", "0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What an analyst can set."""

    store: Path
    """The file that keeps everything; relative to the working directory. `WORKBENCH_STORE`."""
    analyst: str
    """The name that decisions carry; the login name where nothing is set. `WORKBENCH_ANALYST`."""
    theme: str | None
    """The screen's colours: the name of a Textual theme; None for those that were chosen last on
    the screen. `WORKBENCH_THEME`."""
    model: str | None
    """The sentence model: a folder or an installed package; None for the one that comes with the
    program. `WORKBENCH_MODEL`."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """An action of the review screen → its keys, with commas between. Only workbench.toml has
    it, as `[keys]`."""
    verdicts: Mapping[str, str] = field(default_factory=dict)
    """What other publishers' ratings come to, on top of the table that comes with the program:
    a rating → one of our verdicts, or nothing. Only workbench.toml has it, as `[verdicts]`."""
    suggest: float | None = None
    """From which cosine on a past claim is suggested; None for what was measured with the packaged
    model. Only workbench.toml has it and `match`, under `[matching]`."""
    match: float | None = None
    """From which cosine on a past claim is called a match."""
    stale_after_days: int = STALE_AFTER_DAYS
    """After how many days a past verdict is marked stale. Only workbench.toml has it."""
    offline: bool = False
    """Whether no address may be fetched, typed or not. `WORKBENCH_OFFLINE`."""
    blind: bool = False
    """Whether what others made of a claim is hidden until the analyst gave it a verdict.
    `WORKBENCH_BLIND`."""

    @property
    def seen_by(self) -> str | None:
        """The analyst, where they review blind."""
        return self.analyst if self.blind else None


def load_settings(
    flags: Mapping[str, str | None],
    *,
    environment: Mapping[str, str] = os.environ,
    folder: Path | None = None,
) -> Settings:
    """Return the settings; SettingsError where workbench.toml is wrong."""
    path = (folder or Path.cwd()) / FILE
    content = _file_content(path)
    keys = _file_keys(path, content.pop(KEYS, {}))
    verdicts = _file_verdicts(path, content.pop(VERDICTS, {}))
    matching = _file_matching(path, content.pop(MATCHING, {}))
    stale_after_days = _file_days(path, content.pop(STALE, STALE_AFTER_DAYS))
    offline = _file_switch(path, OFFLINE, content.pop(OFFLINE, False))
    blind = _file_switch(path, BLIND, content.pop(BLIND, False))
    given, names = _file_texts(path, content), _names()
    given |= {
        name: value for name in names if (value := environment.get(f"WORKBENCH_{name.upper()}"))
    }
    given |= {name: value for name in names if (value := flags.get(name))}
    said = ((environment, f"WORKBENCH_{OFFLINE.upper()}"), (flags, OFFLINE))
    return Settings(
        store=Path(given.get("store", STORE)).expanduser(),
        analyst=given.get("analyst") or _login_name(),
        theme=given.get("theme"),
        model=given.get("model"),
        keys=keys,
        verdicts=verdicts,
        suggest=matching.get("suggest"),
        match=matching.get("match"),
        stale_after_days=stale_after_days,
        offline=offline or any(_is_yes(where.get(key)) for where, key in said),
        blind=_first_said(flags.get(BLIND), environment.get(f"WORKBENCH_{BLIND.upper()}"), blind),
    )


def _names() -> list[str]:
    """Return the settings that are one text each."""
    others = {KEYS, VERDICTS, "suggest", "match", STALE, OFFLINE, BLIND}
    return [each.name for each in fields(Settings) if each.name not in others]


def _file_content(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path.name} cannot be read: {error}."
        raise SettingsError(message, "Correct the line or move the file away.") from error


def _file_texts(path: Path, content: Mapping[str, object]) -> dict[str, str]:
    """Return the settings of the file that are one text each."""
    names = _names()
    texts: dict[str, str] = {}
    for name, value in content.items():
        if name not in names:
            message = f"{path.name} sets “{name}”, which is no setting."
            tables = f"{STALE}, {OFFLINE}, {BLIND}, [{KEYS}], [{VERDICTS}], [{MATCHING}]"
            raise SettingsError(message, f"Settings are: {', '.join(names)}, {tables}.")
        if not isinstance(value, str) or not value:
            message = f"{path.name} sets “{name}” to something that is no text."
            raise SettingsError(message, f'Write it as {name} = "…".')
        texts[name] = value
    return texts


def _file_matching(path: Path, table: object) -> dict[str, float]:
    """Return the thresholds of the file, from 0 to 1, the lower one first."""
    hint = (
        f"Write a table [{MATCHING}] with the lines suggest = 0.5 and match = 0.7, or one of them."
    )
    if not isinstance(table, dict) or not set(table) <= {"suggest", "match"}:
        message = f"{path.name} sets “{MATCHING}” to something that is no table of thresholds."
        raise SettingsError(message, hint)
    for name, value in table.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            message = f"{path.name} sets the threshold “{name}” to something not from 0 to 1."
            raise SettingsError(message, hint)
    return {name: float(value) for name, value in table.items()}


def _file_days(path: Path, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        message = f"{path.name} sets “{STALE}” to something that is no number of days."
        raise SettingsError(message, f"Write it as {STALE} = {STALE_AFTER_DAYS}.")
    return value


def _file_switch(path: Path, name: str, value: object) -> bool:
    if not isinstance(value, bool):
        message = f"{path.name} sets “{name}” to something that is neither true nor false."
        raise SettingsError(message, f"Write it as {name} = true.")
    return value


def _first_said(flag: str | None, variable: str | None, line: bool) -> bool:  # noqa: FBT001 - a line of the file
    """Return what the flag says, else the variable, else the file."""
    said = variable if flag is None else flag
    return line if said is None else _is_yes(said)


def _is_yes(value: str | None) -> bool:
    return value is not None and value.strip().casefold() not in NO


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


def _file_keys(path: Path, table: object) -> dict[str, str]:
    """Return which action has which keys; the screen knows whether there are such."""
    hint = f'Write a table [{KEYS}] with lines like next = "j,down".'
    if not isinstance(table, dict):
        message = f"{path.name} sets “{KEYS}” to something that is no table."
        raise SettingsError(message, hint)
    for action, keys in table.items():
        if not isinstance(keys, str):
            message = f"{path.name} sets the keys of “{action}” to something that is no text."
            raise SettingsError(message, hint)
    return table


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user, as in some containers
        return "analyst"
