"""The columns, or keys, of a list, by the names that publishers give to them."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

ALIASES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "id": ("id", "claim id", "vclaim id"),
        "claim": ("claim", "claim reviewed", "vclaim", "claim text", "statement", "text"),
        "verdict": ("verdict",),
        "rating": ("rating", "textual rating", "label"),
        "date": ("date", "date published", "review date", "published"),
        "publisher": ("publisher", "publisher name", "organization", "organisation"),
        "address": ("address", "url", "review url", "link"),
        "title": ("title", "headline", "review title"),
        "speaker": ("speaker", "claimant"),
        "reason": ("reason", "explanation", "rating explanation"),
    }
)
"""A field → its names; where a list has several of them, the first stands for the field."""

BREAKS = re.compile(r"[\s_-]+")


def plain(name: str) -> str:
    """Return the form in which names are compared: `vclaim_id` and `vClaim ID` are one."""
    return BREAKS.sub("", name).casefold()


_FIELDS: Final = {
    plain(name): (field, place)
    for field, names in ALIASES.items()
    for place, name in enumerate(names)
}


def columns_of_fields(names: Iterable[str]) -> dict[str, str]:
    """Return for each field that a list has the name of its column there."""
    found: dict[str, tuple[int, str]] = {}
    for name in names:
        field, place = _FIELDS.get(plain(name), ("", 0))
        if field and (field not in found or place < found[field][0]):
            found[field] = (place, name)
    return {field: name for field, (_, name) in found.items()}
