"""Tags as an analyst types them: one line, spaces or commas between."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from workbench.errors import WorkbenchError

LONGEST = 40
_BETWEEN = re.compile(r"[\s,;]+")
_MARKS = "#+-"


def tags_in(line: str) -> tuple[str, ...]:
    """Return the tags of a line, each once and in order: `Flood, #toll` gives flood and toll.

    Small letters, so that no tag stands twice. WorkbenchError where one is too long, or holds what
    nobody could see.
    """
    found = (tag_of(word) for word in _BETWEEN.split(line))
    return tuple(dict.fromkeys(tag for tag in found if tag))


def tag_of(word: str) -> str:
    """Return a word as a tag; empty for one that is only a mark. Raises as `tags_in` does."""
    tag = unicodedata.normalize("NFC", word.strip().lstrip(_MARKS)).casefold()
    if len(tag) > LONGEST:
        message = f"A tag has at most {LONGEST} letters; “{tag[:12]}…” has {len(tag):,}."
        raise WorkbenchError(message, "Write it as a note.")
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in tag):
        message = "A tag is letters, digits and signs that can be seen."
        raise WorkbenchError(message, "Type it anew.")
    return tag


def common_tags(several: Sequence[Iterable[str]]) -> tuple[str, ...]:
    """Return the tags that stand on each of several claims, in alphabetical order."""
    sets = [set(tags) for tags in several]
    return tuple(sorted(set.intersection(*sets))) if sets else ()
