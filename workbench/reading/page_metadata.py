"""What a page says of its article in JSON-LD (https://schema.org/NewsArticle).

Read with the same looseness as ClaimReview is: references by `@id`, lists or single values, several
types. trafilatura's metadata (OpenGraph, meta and time elements, the page's own words) stand where
this says nothing; extruct, weighed for both, brings RDFa and microdata that no news page relies on.
"""

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.reading.blocks import day, web_address
from workbench.reading.claim_review import Nodes, names_of, objects_in, types_of, words_of
from workbench.reading.pages import scripts_of

ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$")
LONGEST_SCRIPT = 1_000_000
"""Letters; longer ones hold a shop, not an article."""
MOST_SCRIPTS = 50


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page says of its article; None for what it does not say."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    address: str | None = None
    language: str | None = None


def stated_in(page: str) -> Stated:
    """Return what the first article in a page's JSON-LD says of itself."""
    objects: list[Mapping[str, object]] = []
    for number, (_, script) in enumerate(scripts_of(page)):
        if number < MOST_SCRIPTS and len(script) <= LONGEST_SCRIPT:
            objects += _objects(script)
    article = next((item for item in objects if any(map(ARTICLE.search, types_of(item)))), None)
    return _stated(article, Nodes.of(objects)) if article else Stated()


def _objects(script: str) -> list[Mapping[str, object]]:
    """Return the objects anywhere in a script; none where it is broken."""
    try:
        return list(objects_in(json.loads(script, strict=False)))
    except (ValueError, RecursionError):
        return []


def _stated(article: Mapping[str, object], nodes: Nodes) -> Stated:
    days = (day(words_of(article.get(key))) for key in ("datePublished", "dateCreated"))
    places = (article.get("mainEntityOfPage"), article.get("url"), article.get("@id"))
    named = (
        item.get("@id", item.get("url")) if isinstance(item, dict) else item for item in places
    )
    return Stated(
        title=words_of(article.get("headline")) or words_of(article.get("name")),
        author=names_of([article.get("author")], nodes),
        publisher=names_of([article.get("publisher")], nodes),
        published=next(filter(None, days), None),
        address=next(filter(None, (web_address(words_of(item)) for item in named)), None),
        language=words_of(article.get("inLanguage")),
    )
