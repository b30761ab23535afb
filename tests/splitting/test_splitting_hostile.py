"""Whatever text comes in, the claims keep their promises."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from workbench.model import Article, Claim, Splitting
from workbench.splitting import split

PIECES = [
    "The river rose three metres on Monday", "Anna Berg said", "he said",
    "according to the ministry", "“It is over", "” ", '"', "'", "‘", "’", "«", "»", "….", "...",
    " [...] ", "[sic]", "[1]", "[/", "[link=http://x]", "(", ")", "{", "U.S. ", "Mr. ", "e.g. ",
    "4,000", "€3.2m", "10%", "9.42pm", ", which was closed", ", killing 12",
    ", the mayor of Oslund,", " and refused to leave", " because it failed", " – ", " — ", "; ",
    ": ", ".", "!", "?", "\n", "\n\n", "\r\n", "\t", " ", "\u200b", "\u200f", "\u202e", "\ufeff",
    "\u00a0", "\u2028", "😀", "👩‍👩‍👧", "e\u0301", "\x1b[31m", "\x07",
    "ALL CAPITALS SAID THE MINISTRY", "שלום", "مرحبا", "Monday, May 18, 2015", "that that that",
    "who whom whose which", "of of of", "is is is", "it it", "This", "Copyright 2019", "a" * 300,
]  # fmt: skip


def outside_brackets(claim: Claim) -> str:
    kept, end = "", 0
    for bracket in claim.brackets:
        kept += claim.text[end : bracket.at.start]
        end = bracket.at.end
    return kept + claim.text[end:]


def check(article: Article, splitting: Splitting) -> None:
    letters = article.text
    spans = [claim.spans for claim in splitting.claims]
    assert len(spans) == len(set(spans))
    for claim in splitting.claims:
        assert all(0 <= s.start < s.end <= len(letters) for s in claim.spans)
        words = " ".join(letters[s.start : s.end] for s in claim.spans).split()
        assert outside_brackets(claim).split() == words
        for bracket in claim.brackets:
            inside = claim.text[bracket.at.start + 1 : bracket.at.end - 1]
            assert inside == letters[bracket.source.start : bracket.source.end]
    for item in splitting.left_out:
        assert all(0 <= s.start < s.end <= len(letters) for s in item.spans)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@example("“” “”.")
@example("[")
@example("\u200b")
def test_pieces_of_news_in_any_order_are_split_truly(text: str) -> None:
    article = Article.of(text, title="A title")
    check(article, split(article))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_is_split_truly(text: str) -> None:
    article = Article.of(text, title="A title")
    check(article, split(article))
