"""Text of others inside Markdown: it shows letter for letter and does nothing.

What CommonMark and GitHub's dialect read as markup is escaped; `<`, `>` and `&` as HTML entities,
for renderers that pass HTML through and know fewer backslash escapes. A line of the original
stays a line; runs of white space become one space, as Markdown would show them anyway.
"""

import re

from workbench.visible import one_line

MARKUP = re.compile(
    r"""
    [\\`*_\[\]|~$]            # emphasis, code, links, tables, strikethrough, formulas
    | (?<!\S)\#               # headings, and what closes them
    | :(?=//)                 # bare addresses, which GitHub makes links
    | (?<=\bwww)\.
    | @(?=\w)                 # addresses of mail, mentions
    """,
    re.VERBOSE,
)
ENTITY = re.compile(r"&(?=#?\w+;)")
LINE_START = re.compile(r"^(?:[-+=:]|\d{1,9}(?=[.)](?:\s|$)))")
LINK = re.compile(r"https?://[!-;=?-~\u00a1-\ud7ff]+", re.IGNORECASE)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")


def escaped(text: str) -> str:
    """Return the text on one line for the inside of a Markdown line."""
    plain = ENTITY.sub("&amp;", one_line(text))
    plain = MARKUP.sub(lambda found: f"\\{found[0]}", plain)
    return plain.replace("<", "&lt;").replace(">", "&gt;")


def escaped_line(text: str) -> str:
    """Return the text on one line for a Markdown line of its own."""
    return LINE_START.sub(_unlisted, escaped(text))


def quotation(text: str) -> list[str]:
    """Return the text as the lines of a block quotation, its own line breaks kept."""
    lines = [escaped_line(line) for line in text.splitlines()]
    return [f"> {line}" if line else ">" for line in lines] or [">"]


def address(url: str) -> str:
    """Return a web address as a link; anything else as text."""
    if LINK.fullmatch(url) and not INVISIBLE.search(url):
        return f"<{url}>"
    return escaped(url)


def code(text: str) -> str:
    """Return an id or a hash as code, where it is one; else as text."""
    return f"`{text}`" if re.fullmatch(r"[\w-]+", text, re.ASCII) else escaped(text)


def _unlisted(found: re.Match[str]) -> str:
    start = found[0]
    return f"{start}\\" if start.isdigit() else f"\\{start}"
