"""What was found in a source: its articles, and what of them is furniture."""

from dataclasses import dataclass
from enum import StrEnum

from workbench.model.claims import Article, LeftOut, LeftOutReason, Span


class FurnitureKind(StrEnum):
    """What stands around an article and is no part of it."""

    NAVIGATION = "navigation"
    COOKIES = "cookie notice"
    SIGN_UP = "sign-up"
    SHARE = "share links"
    RELATED = "related stories"
    COMMENTS = "comments"
    ADVERTISEMENT = "advertisement"
    COPYRIGHT = "copyright"
    CREDIT = "credit"
    CAPTION = "caption"
    RUNNING_HEAD = "running head"
    PAGE_NUMBER = "page number"
    NOTE = "note"
    QUOTED_MAIL = "quoted mail"
    HEADING = "heading"
    OTHER = "page furniture"


@dataclass(frozen=True, slots=True)
class Furniture:
    """A piece of a source that is no part of its article, and why."""

    text: str
    kind: FurnitureKind
    span: Span | None = None
    """Where it stands in the article's text; None where it was taken out of it."""

    @property
    def reason(self) -> LeftOutReason:
        """The word for it among the reasons of what was left out."""
        match self.kind:
            case FurnitureKind.CAPTION:
                return LeftOutReason.CAPTION
            case FurnitureKind.HEADING:
                return LeftOutReason.HEADLINE
        return LeftOutReason.FURNITURE

    @property
    def words(self) -> str:
        """The reason with what it is: `furniture: navigation`, `caption`."""
        reason, kind = self.reason.value, self.kind.value
        return reason if kind.endswith(reason) else f"{reason}: {kind}"


@dataclass(frozen=True, slots=True)
class Document:
    """An article as a source holds it, and what the source says about it."""

    article: Article
    media_type: str
    """Of the part it was read from, found by its content: `text/html` in a `message/rfc822`."""
    author: str | None = None
    language: str | None = None
    """As the source states it: a BCP 47 tag (`en`, `pt-BR`); None where it does not."""
    furniture: tuple[Furniture, ...] = ()
    """In the source's order."""

    @property
    def taken_out(self) -> tuple[Furniture, ...]:
        """The furniture that is not in the article's text."""
        return tuple(item for item in self.furniture if item.span is None)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The furniture that stands in the article's text: no claim may come from it."""
        return tuple(LeftOut((item.span,), item.reason) for item in self.furniture if item.span)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source holds: one article, or several in a feed, an e-mail or a web archive."""

    documents: tuple[Document, ...]
    """At least one."""
    media_type: str
    """Of the whole source, found by its content."""
    notes: tuple[str, ...] = ()
    """Sentences on what was passed over: pages without text, attachments that are no article."""
