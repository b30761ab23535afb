"""The structured data of a web page: the scripts that hold JSON-LD."""

import re
from collections.abc import Iterator

SCRIPT = re.compile(r"<script\b([^<>]*)>", re.IGNORECASE)
END = re.compile(r"</script", re.IGNORECASE)
TYPE = re.compile(r"""\btype\s*=\s*["']?\s*application/ld\+json\b""", re.IGNORECASE)


def scripts_of(page: str) -> Iterator[tuple[int, str]]:
    """Return each JSON-LD script of an HTML page with the line it begins in, from 1.

    The page is looked through once, whatever it holds; html.parser takes quadratic time over pages
    made for that.
    """
    at, counted, line = 0, 0, 1
    while tag := SCRIPT.search(page, at):
        end = END.search(page, tag.end())
        stop = end.start() if end else len(page)
        if TYPE.search(tag[1]):
            line += page.count("\n", counted, tag.end())
            counted = tag.end()
            yield line, _bare(page[tag.end() : stop])
        at = stop


def _bare(script: str) -> str:
    """Return a script without the comment or CDATA marks that some systems put around it."""
    script = script.strip()
    for start, end in (("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>")):
        if script.startswith(start):
            script = script.removeprefix(start).removesuffix(end).strip()
    return script
