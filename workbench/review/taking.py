"""What an analyst takes along of a claim: its text with the verdict, its quote, its addresses."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from workbench.model import Article, Match, ReviewedClaim


@dataclass(frozen=True, slots=True)
class Source:
    """An address, and what it is the address of."""

    what: str
    """`the article`, `the past claim`, `evidence`."""
    title: str
    address: str


def claim_to_copy(claim: ReviewedClaim, article: Article) -> str:
    """Return a claim as one passes it on: its text, who says it, where, and how it stands."""
    decision = claim.decision
    standing = f"{claim.status.glyph} {claim.status}"
    if decision is not None:
        sure = f", {decision.confidence} confidence" if decision.confidence else ""
        standing += f"{sure} ({decision.analyst}, {decision.at:%-d %b %Y})"
        standing += f": {decision.reason}" if decision.reason else ""
    speaker = claim.claim.speaker
    said = f"{speaker} ({claim.claim.manner})" if speaker else "the article itself"
    return "\n".join([f"“{_line(claim.claim.text)}”", standing, said, _from(article)]) + "\n"


def quote_to_copy(claim: ReviewedClaim, article: Article) -> str:
    """Return the article's words under a claim, with where they stand in it.

    Places are code points of the article's text, whose SHA-256 tells whether it is the same text.
    """
    places = ", ".join(f"{span.start}–{span.end}" for span in claim.claim.spans)
    where = f"characters {places} of the text with SHA-256 {article.id}"
    return "\n".join([f"“{claim.quote}”", _from(article), where]) + "\n"


def sources(claim: ReviewedClaim | None, article: Article, match: Match | None) -> list[Source]:
    """Return the addresses that can be opened: the article's, evidence's, the past claim's.

    Each address once; what is no address of the web is left out.
    """
    found = [Source("the article", article.title, article.url or "")]
    pieces = [given.evidence for given in claim.evidence] if claim else []
    found += [Source("evidence", piece.source, piece.address or "") for piece in pieces]
    if match is not None:
        found.append(Source("the past claim", match.past.text, match.past.address or ""))
    once: dict[str, Source] = {}
    for source in found:
        if is_web_address(source.address):
            once.setdefault(source.address, source)
    return list(once.values())


def is_web_address(address: str) -> bool:
    """Tell whether a browser may be handed an address: http or https, and nothing that hides."""
    if not address.isprintable() or any(letter.isspace() for letter in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:  # as with brackets that do not close
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _from(article: Article) -> str:
    day = f"{article.published:%-d %b %Y}" if article.published else None
    parts = (_line(article.title), article.publisher, day, article.url)
    return " · ".join(part for part in parts if part)


def _line(text: str) -> str:
    return " ".join(text.split())
