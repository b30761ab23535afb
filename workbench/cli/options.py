"""Options that several commands share."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def by(who: str) -> Callable[[Command], Command]:
    """Return the option that names the analyst; `who` is its help: `Who decides.`."""
    words = f"{who}  [default: WORKBENCH_ANALYST, or the login name]"
    return click.option("--by", "analyst", metavar="NAME", help=words)
