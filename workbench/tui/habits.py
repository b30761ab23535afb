"""An analyst's habits: the order of the list, saved filters by name, the theme.

Kept in a file of the user's own and not in the store: they are nobody's finding, nothing rests on
them, they go along from store to store, and two analysts of one store have each their own.
"""

import json
import re
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.review.order import Order
from workbench.tui.places import Places
from workbench.writing import write_atomically

LONGEST_NAME = 40
_NAME = re.compile(r"[\w -]+")
"""What the palette, which reads brackets as markup, shows as it stands."""


def habits_path() -> Path:
    """Return where this user's habits are kept."""
    from platformdirs import user_config_path

    return user_config_path("claim-workbench") / "habits.json"


class Habits:
    """What is remembered from one review to the next."""

    def __init__(self, path: Path) -> None:
        """Read the file; one that does not exist yet is an empty one."""
        self._path = path
        self.places = Places(path.with_name("places.json"))
        """Where the reviews of this user were left."""
        self.order = Order.ARTICLE
        self.theme: str | None = None
        """The theme that was chosen last on the screen."""
        self.filters: dict[str, str] = {}
        """What was typed, by the name that it was saved under."""
        self.problem = ""
        """Why the file could not be read; it is left alone then."""
        try:
            self._read(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            pass
        except (OSError, ValueError, TypeError) as error:
            self.problem = f"Saved filters and the order are not known: {path} ({error})."

    def beside(self, name: str) -> Path:
        """Return the path of another file of this user's."""
        return self._path.absolute().with_name(name)

    def remember_order(self, order: Order) -> None:
        """Begin the next review in this order; WorkbenchError where that cannot be kept."""
        self.order = order
        self._write()

    def remember_theme(self, theme: str) -> None:
        """Begin the next review with this theme; WorkbenchError where that cannot be kept."""
        self.theme = theme
        self._write()

    def save_filter(self, name: str, query: str) -> None:
        """Keep a filter; one of the same name is replaced. WorkbenchError where it cannot be."""
        name = " ".join(name.split())
        if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
            message = f"A name has letters, digits, spaces or - and at most {LONGEST_NAME} of them."
            raise WorkbenchError(message)
        self.filters = dict(sorted({**self.filters, name: query}.items()))
        self._write()

    def remove_filter(self, name: str) -> None:
        """Forget a filter; WorkbenchError where that cannot be kept."""
        self.filters = {other: query for other, query in self.filters.items() if other != name}
        self._write()

    def _read(self, content: object) -> None:
        match content:
            case {"order": str() as order, "filters": dict() as filters, **others}:
                self.order = Order(order)
                self.theme = _text(others.get("theme"))
                self.filters = {
                    name: query
                    for name, query in filters.items()
                    if isinstance(query, str) and _NAME.fullmatch(name)
                }
            case _:
                message = "it is no list of habits"
                raise ValueError(message)

    def _write(self) -> None:
        if self.problem:
            raise WorkbenchError(self.problem, "Correct that file or move it away.")
        content = {"order": self.order.value, "theme": self.theme, "filters": self.filters}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"{self._path.parent} cannot be made: {error.strerror}."
            raise WorkbenchError(message) from error
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        write_atomically(self._path, text, overwrite=True)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
