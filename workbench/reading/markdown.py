"""Markdown: markdown-it-py → HTML → blocks.

Weighed against mistune 3: both read CommonMark; markdown-it-py is here anyway,
as Textual needs it.
"""

from workbench.reading.blocks import Block, Found, day
from workbench.reading.encoding import decode
from workbench.reading.sniffing import MARKDOWN
from workbench.reading.web_page import blocks_of
from workbench.reading.word_document import heading

FENCE = "---"
MOST_FIELDS = 60
"""Lines of front matter."""


def read(data: bytes, *, name: str) -> Found:
    """Return the article of a Markdown text, marks of emphasis and addresses of links gone."""
    from markdown_it import MarkdownIt  # ~40 ms

    text = decode(data, name=name)
    fields, body = front_matter(text)
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    blocks: tuple[Block, ...] = blocks_of(parser.render(body), name=name) if body.strip() else ()
    return Found(
        blocks=blocks,
        media_type=MARKDOWN,
        title=fields.get("title") or heading(list(blocks)),
        author=fields.get("author"),
        publisher=fields.get("publisher"),
        published=day(fields.get("date") or fields.get("published")),
        address=fields.get("url"),
        language=fields.get("lang") or fields.get("language"),
    )


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the `key: value` lines between two lines of dashes at the start, and the rest."""
    lines = text.split("\n", MOST_FIELDS + 2)
    if lines[0].strip() != FENCE:
        return {}, text
    ends = [number for number, line in enumerate(lines[1:-1], 1) if line.strip() == FENCE]
    if not ends:
        return {}, text
    pairs = (line.partition(":") for line in lines[1 : ends[0]])
    fields = {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs}
    return fields, "\n".join(lines[ends[0] + 1 :])
