"""Two people of one surname: George Bush and Jeb Bush are two, William and Bill Clinton one.

What stands before a surname tells people apart only where both texts have it: Mr Bush, Governor
Bush and Bush may be either. Initials, short forms and the pet names of `_NICKNAMES` agree with the
names that they stand for.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from workbench.matching.inflection import spelt_out
from workbench.matching.spelling import spelling

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BEFORE_IT = re.compile(r"^.*(?:(?<=[a-z]{3})\.|['’]s?| (?:of|the|for|and)) ")
"""A sentence or a phrase that ends before a name, its capitals in one row with it."""
_AFTER = frozenset({"Jr", "Sr", "II", "III", "IV"})
_TITLES: Final = frozenset(
    """
    mr mrs ms miss mister dr doctor prof professor sir dame lord lady king queen prince princess
    duke duchess count baron emperor sheikh sheik sultan emir imam ayatollah mullah pope cardinal
    archbishop bishop father sister brother reverend rev rabbi saint st president presidents vice
    prime minister premier chancellor secretary sec undersecretary treasurer senator sen congressman
    congresswoman representative rep governor gov mayor councilman councilwoman councillor delegate
    speaker leader whip deputy assistant acting former ex late interim chief chairman chairwoman
    chair director manager executive officer spokesman spokeswoman spokesperson ambassador envoy
    consul commissioner inspector superintendent detective sheriff marshal constable trooper agent
    general gen colonel col major maj captain capt lieutenant lt sergeant sgt corporal cpl private
    pvt pfc spc airman admiral adm commander cmdr commodore coach judge justice attorney prosecutor
    counsel solicitor economist analyst author actor actress singer candidate incumbent nominee
    dictator strongman democrat democratic republican gop conservative liberal labour tory teen
    teenager widow mother hurricane typhoon cyclone tropical storm
    """.split()  # noqa: SIM905 - a table of words
)
"""After these, and what stands before them, a name begins; a storm has no given name either."""
_NICKNAMES: Final = (
    "abraham abe abram",
    "albert al bert",
    "alexander alexandra alex sasha sandy alec",
    "alfred al fred",
    "andrew andy drew",
    "anthony antony anton tony",
    "arthur art",
    "barbara barb babs",
    "benjamin ben benny",
    "bernard bernie",
    "catherine katherine kathryn cathy kathy kate katie kitty",
    "charles charlie chuck",
    "christopher christine christina chris kit",
    "daniel dan danny",
    "david dave",
    "deborah debra debbie deb",
    "dmitry dmitri dima",
    "donald don donny",
    "dorothy dot dottie dolly",
    "edward edwin edmund ed eddie ted ned",
    "elizabeth liz lizzie beth betty betsy eliza",
    "ernest ernie",
    "eugene gene",
    "evgeny yevgeny eugene",
    "francis frances frank fran",
    "frederick fred freddie",
    "gerald jerry gerry",
    "gregory greg",
    "harold harry hal",
    "henry harry hank",
    "ivan vanya",
    "jacob jake jack",
    "james jim jimmy jamie",
    "jeffrey geoffrey jeff geoff",
    "jennifer jen jenny",
    "john jon jack johnny",
    "jonathan jon johnny",
    "joseph joe joey",
    "judith judy",
    "kenneth ken kenny",
    "lawrence laurence larry",
    "leonard leo len lenny",
    "margaret maggie meg peggy margie",
    "martin marty",
    "matthew matt",
    "michael mike mick mickey misha",
    "mikhail misha",
    "nancy nan",
    "nicholas nick nicky",
    "pamela pam",
    "patrick patricia pat patty paddy",
    "peter pete",
    "philip phil",
    "raymond ray",
    "rebecca becky",
    "richard dick rick ricky rich",
    "robert bob bobby rob robbie bert",
    "ronald ron ronnie",
    "rudolph rudy",
    "samuel samantha sam",
    "stephen steven steve",
    "susan sue suzanne",
    "theodore ted teddy",
    "thomas tom tommy",
    "timothy tim",
    "victoria vicky tori",
    "vincent vince",
    "vladimir volodymyr vova",
    "walter walt wally",
    "william bill billy will willy",
)
"""Given names that one person may go by."""
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
    for word in words[:-1]:
        if word.casefold() in _TITLES:
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
    table = _by_name()
    return not table.get(one, frozenset()).isdisjoint(table.get(other, frozenset()))


@cache
def _by_name() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(_NICKNAMES):
        for name in group.split():
            found.setdefault(name, set()).add(number)
    return {name: frozenset(groups) for name, groups in found.items()}
