"""Text that an article brings, made safe to show: what would act on a terminal becomes a sign.

Escape sequences begin with a control character, so a text without controls can move no cursor, set
no title and answer no query. Bidirectional overrides reorder what a reader sees (CVE-2021-42574),
so they are shown as well; the marks that Arabic and Hebrew need stay.
"""

import re

STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that act on a terminal or turn the direction of all that follows."""
_LAST_C0 = 0x1F
_SPACE = re.compile("[ \t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_PICTURES = 0x2400
_DELETE = 0x7F


def visible(text: str) -> str:
    """Return the text with each control character but tab and line feed replaced by a sign."""
    return STEERING.sub(_sign, text)


def one_line(text: str) -> str:
    """Return the text on one line: each run of breaks, tabs and spaces one space."""
    return visible(_SPACE.sub(" ", text)).strip()


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code <= _LAST_C0:
        return chr(_PICTURES + code)
    if code == _DELETE:
        return "␡"
    return f"⟨U+{code:04X}⟩"
