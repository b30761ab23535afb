"""What `left` says of people: that they went, that they remain, or neither.

Told by the construction it stands in (Huddleston and Pullum, 2002: The Cambridge Grammar of the
English Language, 16.9, on what is left): `they left the town`, `4,000 are left`, `it left 12 dead`.
"""

import re

_UP_TO = r"(?:(?!\b(?:who|that|which|left|ha[sd]|have)\b)(?:[^,.;:!?]|[,.](?=\d))){1,60}?"
"""What may stand between two parts of a construction, no relative clause among it."""
_ENDS = r"(?=\s*(?:$|[.,;:!?)]|(?:in|inside|at|there|alive|standing|to\s\w+)\b))"
_TIMES = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_REMAINING = (
    (
        r"\b(?:is|are|was|were|be|been|being|['’]s|['’]re)\b(?:\s(?:now|only|still|just|all|not|\w+ly))*"
        r"\sleft(?!\s(?:by|with)\b)"
    ),
    rf"\bthere(?:['’]s|\s(?:\w+\s)?(?:is|are|was|were|be|remain(?:s|ed)?))\b{_UP_TO}\sleft",
    (
        r"\b(?:has|have|had|having|with)\s(?=[$£€]?\d|(?:a|an|about|any|around|at|fewer|few|half|hundreds|just|less"
        r"|many|more|nearly|no|only|over|some|the|thousands|two|three|four|five|six|seven|eight|nine|ten)\b)"
        rf"{_UP_TO}\sleft{_ENDS}"
    ),
    (
        r"(?<!\bhas\s)(?<!\bhad\s)(?<!\bhave\s)\bleft\s(?:in|inside)\s(?:the\s)?"
        r"(?:(?:area|building|camp|city|country|district|hospital|neighbou?rhood|school|town|village)\b"
        rf"|(?!{_TIMES})(?-i:[A-Z]))"
    ),
    rf"\d\s{_UP_TO}\sleft\s(?:alive|standing|behind)(?=\s*(?:$|[.,;:!?)]|in\b|inside\b|at\b))",
)
"""`are left`, `there are 4,000 left`, `has 4,000 people left`, `people left in Bab Amr`, `4,000
people left behind`: who goes leaves a place, not in it."""
_NEITHER = (
    (
        rf"\b(?:leav(?:e|es|ing)|left)\b{_UP_TO}\b(?:dead|displaced|homeless|injured|missing|orphaned"
        r"|paralysed|paralyzed|stranded|trapped|wounded|in\sruins|in\sthe\sdark)\b"
    ),
    r"\b(?:centre|center|far|hard|his|her|its|on|the|their|to)[\s-]left\b",
    r"\bleft(?:-|\s(?:wing|winger|wingers|hand|side|leg|arm|eye|foot|shoulder|bank)\b)",
)
"""What an attack left behind it, and the side."""
_SENSES = tuple(
    (re.compile(pattern, re.IGNORECASE), word)
    for patterns, word in ((_NEITHER, ""), (_REMAINING, "remain"))
    for pattern in patterns
)
_LEFT = re.compile(r"\b(?:leav(?:e|es|ing)|left)\b", re.IGNORECASE)


def senses_of_left(text: str) -> dict[int, str]:
    """Return, by place, the forms of `leave` that do not say that someone went.

    `remain` for what is left over, nothing where it tells of neither.
    """
    found: dict[int, str] = {}
    if not _LEFT.search(text):
        return found
    for pattern, word in _SENSES:
        for match in pattern.finditer(text):
            for left in _LEFT.finditer(text, match.start(), match.end()):
                found.setdefault(left.start(), word)
    return found
