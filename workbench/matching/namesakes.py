"""Two people of one surname: George Bush and Jeb Bush are two, William and Bill Clinton one.

What stands before a surname tells people apart only where both texts have it: Mr Bush, Governor
Bush and Bush may be either. Initials, short forms and the pet names of `namesakes.toml` agree with
the names that they stand for.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from workbench.matching.inflection import spelt_out
from workbench.matching.spelling import spelling

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BEFORE_IT = re.compile(r"^.*(?:(?<=[a-z]{3})\.|['’]s?| (?:of|the|for|and)) ")
"""A sentence or a phrase that ends before a name, its capitals in one row with it."""
_AFTER = frozenset({"Jr", "Sr", "II", "III", "IV"})
_SHORT_FORM = 3
"""Letters of which a given name begins as another does: Alex, Ben and Tom are short forms."""


def agree(one: str, other: str) -> bool | None:
    """Tell whether two names of one surname are one person's by what stands before it.

    None where that is open: they have no surname in common, one has nothing before it but a title,
    or only a part of it agrees.
    """
    (given, surname), (other_given, other_surname) = _parts(one), _parts(other)
    if not given or not other_given or surname != other_surname:
        return None
    fewer, more = sorted((given, other_given), key=len)
    agreeing = sum(any(_alike(mine, yours) for yours in more) for mine in fewer)
    return None if 0 < agreeing < len(fewer) else agreeing > 0


def _parts(name: str) -> tuple[Sequence[str], str]:
    """Return the given names, initials among them, and the surname, folded."""
    found = _WORD.findall(_BEFORE_IT.sub("", spelt_out(name)))
    words = [word for word in found if word[0].isupper()]
    while words and words[-1] in _AFTER:
        words.pop()
    if not words or re.search(r"\d", words[-1]):
        return (), ""
    given: list[str] = []
    titles = _table().titles
    for word in words[:-1]:
        if word.casefold() in titles:
            given.clear()
        elif len(word) == 1 or not word.isupper():  # not a body: the FBI’s Mueller
            given += word.casefold().split("-")
    return given, spelling(words[-1].removesuffix("'s").removesuffix("’s"))


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) == 1 or len(short) >= _SHORT_FORM:
        return long.startswith(short) or spelling(one) == spelling(other) or _are_pet(one, other)
    return one == other or _are_pet(one, other)


def _are_pet(one: str, other: str) -> bool:
    groups = _table().groups
    return not groups.get(one, frozenset()).isdisjoint(groups.get(other, frozenset()))


@dataclass(frozen=True, slots=True)
class _Table:
    """The words of `namesakes.toml`."""

    titles: frozenset[str]
    groups: Mapping[str, frozenset[int]]
    """The numbers of the groups that a given name is in."""


@cache
def _table() -> _Table:
    written = (files("workbench.matching") / "namesakes.toml").read_text(encoding="utf-8")
    told = tomllib.loads(written)
    groups: dict[str, frozenset[int]] = {}
    for number, group in enumerate(told["given_names"]):
        for name in group.split():
            groups[name] = groups.get(name, frozenset()) | {number}
    return _Table(frozenset(told["titles"].split()), groups)
