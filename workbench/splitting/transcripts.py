"""Find the turns of a conversation that is printed like a play, `ROE: No.`."""

import re
from collections import Counter
from collections.abc import Sequence

from workbench.model import Span
from workbench.splitting.parse import Paragraph

LABEL = re.compile(r"[\"“]?((?:[^\W\d_][\w.’'-]*)(?: [^\W\d_][\w.’'-]*){0,3}) ?:\s+(?=\S)")
TURNS = 2
"""How often a label has to open a paragraph, and how many such labels there have to be."""


def turns(paragraphs: Sequence[Paragraph]) -> dict[int, tuple[Span, Span, Span]]:
    """Return by paragraph the speaker's name, the colon and what is said, of each turn.

    One label alone is no conversation: `Note:` or `Update:` may open several paragraphs.
    """
    opened = {}
    for number, paragraph in enumerate(paragraphs):
        label = LABEL.match(paragraph.doc.text)
        if label is not None and label[1][0].isupper():
            opened[number] = label
    counts = Counter(label[1] for label in opened.values())
    speakers = {label for label, count in counts.items() if count >= TURNS}
    if len(speakers) < TURNS:
        return {}
    found = {}
    for number, label in opened.items():
        if label[1] in speakers:
            start, end = paragraphs[number].span.start, paragraphs[number].span.end
            colon = start + label[0].rindex(":")
            name = Span(start + label.start(1), start + label.end(1))
            found[number] = (name, Span(colon, colon + 1), Span(start + label.end(), end))
    return found
