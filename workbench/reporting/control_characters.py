"""Control characters of article text, made visible: a report never steers a terminal.

C0 controls become their pictures (ESC `␛`, NUL `␀`, DEL `␡`), C1 controls and the marks that turn
the direction of everything after them (U+202A–U+202E, U+2066–U+2069) become `‹U+009B›`. Tab and
line feed stay, as do the marks that names in right-to-left scripts need (U+200E, U+200F).
The JSON form keeps every character as it is, escaped.
"""

import re

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
SPACE = re.compile("[ \t\n\v\f\r\x85\u2028\u2029]+")
PICTURES = 0x2400
PICTURE_OF_DELETE = "␡"


def visible(text: str) -> str:
    """Return the text with each character that steers a terminal replaced by a visible one."""
    return STEERING.sub(_picture, text)


def on_one_line(text: str) -> str:
    """Return the text made visible on one line, each run of breaks, tabs and spaces one space."""
    return visible(SPACE.sub(" ", text)).strip()


def _picture(found: re.Match[str]) -> str:
    letter = found[0]
    if letter == "\x7f":
        return PICTURE_OF_DELETE
    return chr(PICTURES + ord(letter)) if letter < " " else f"‹U+{ord(letter):04X}›"
