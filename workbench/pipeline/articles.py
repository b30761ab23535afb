"""What an analyst does to an article as a whole: corrected, or taken out of the store."""

from collections.abc import Mapping

from workbench.errors import ReadingError
from workbench.model import (
    ENGLISH,
    Article,
    Entry,
    EntryKind,
    Json,
    language_named,
    language_tag,
    name_of,
    primary,
)
from workbench.pipeline.progress import Context
from workbench.store.protocol import Store

WORDS = {"url": "address", "published": "date"}
LANGUAGE_CODES = "Codes are short: en for English, de for German, pt-BR for Portuguese in Brazil."


def correct_article(
    article_id: str, given: Mapping[str, str], *, store: Store, context: Context
) -> Entry:
    """Correct what an article says of itself by what was typed, as `corrections` reads it.

    NotFoundError for no such article or several; the first letters of its id do.
    """
    article = store.article(article_id)
    entry = context.entry(EntryKind.ARTICLE_RENAMED, article=article.id, **corrections(given))
    store.append([entry])
    return entry


def corrections(given: Mapping[str, str]) -> dict[str, Json]:
    """Return title, author, publisher, published, url or language as an entry corrects them by.

    At least one is given. ReadingError for what is not text, or holds none, for an address that is
    none of the web, for what is no day and for what is no language code.
    """
    from workbench.reading.blocks import day, web_address
    from workbench.reading.plain_text import heading_of, refuse_surrogates

    found: dict[str, Json] = {}
    for name, words in given.items():
        refuse_surrogates(name, words)
        line = heading_of(words)
        if not line:
            message = f"The {WORDS.get(name, name)} is empty."
            raise ReadingError(message, "Type some letters.")
        if name == "url" and web_address(line) is None:
            message = f"{line} is no address of the web."
            raise ReadingError(message, "It begins with http:// or https://.")
        if name == "published" and day(line) is None:
            message = f"“{line}” is no day."
            raise ReadingError(message, "Write it as 2012-03-01.")
        found[name] = language_code(line) if name == "language" else line
    return found


def language_code(words: str) -> str:
    """Return a language code as BCP 47 spells it; ReadingError for what is none."""
    from workbench.reading.plain_text import heading_of

    if tag := language_tag(words):
        return tag
    message = f"“{heading_of(words)}” is no language code."
    named = language_named(words)
    hint = f"The code of {name_of(named)} is {named}." if named else LANGUAGE_CODES
    raise ReadingError(message, hint)


def cut_otherwise(article: Article, *, store: Store) -> str | None:
    """Return the language that an article was split as, where that of now is split otherwise.

    English is parsed; articles in all other languages are split by their sentences.
    """
    from workbench.splitting import language_of

    added = next(one for one in store.entries(article.id) if one.kind is EntryKind.ARTICLE_ADDED)
    original = added.body.get("original")
    told = original.get("language") if isinstance(original, dict) else None
    then = str(told or language_of(article.text))
    now = article.language or then
    return then if (primary(then) == ENGLISH) != (primary(now) == ENGLISH) else None


def remove_article(article_id: str, *, store: Store, context: Context) -> Entry:
    """Take an article out: it is listed no more, its claims are neither found nor counted.

    The ledger keeps everything, and undoing the entry puts the article back. NotFoundError for no
    such article, or several.
    """
    article = store.article(article_id)
    entry = context.entry(EntryKind.ARTICLE_REMOVED, article=article.id)
    store.append([entry])
    return entry
