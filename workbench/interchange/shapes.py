"""What every reader of JSON values needs."""

import datetime as dt
from collections.abc import Mapping

from workbench.model import Json


def as_list(value: Json) -> list[Json]:
    """Return a list as one; TypeError for anything else."""
    if not isinstance(value, list):
        message = f"not a list: {value!r}"
        raise TypeError(message)
    return value


def as_object(value: Json) -> Mapping[str, Json]:
    """Return an object as one; TypeError for anything else."""
    if not isinstance(value, dict):
        message = f"not an object: {value!r}"
        raise TypeError(message)
    return value


def day_to_json(day: dt.date | None) -> str | None:
    """Return a day in the form of ISO 8601."""
    return None if day is None else day.isoformat()


def as_text(value: Json) -> str:
    """Return a text as one; TypeError for anything else."""
    if not isinstance(value, str):
        message = f"not a text: {value!r}"
        raise TypeError(message)
    return value


def as_text_or_none(value: Json) -> str | None:
    """Return a text or nothing as such; TypeError for anything else."""
    return None if value is None else as_text(value)
