"""Dates of a claim: resolved against publication, beside the words."""

import datetime as dt

from workbench.model import Article
from workbench.splitting import split

TEXT = "The minister resigned on Thursday. The bridge was closed in 2009."


def test_a_weekday_names_the_day_before_publication() -> None:
    article = Article.of(TEXT, title="", published=dt.date(2012, 3, 2))
    claims = split(article).claims

    dates = [(date.text, date.value) for claim in claims for date in claim.dates]
    assert dates == [("Thursday", "2012-03-01"), ("2009", "2009")]
    for claim in claims:
        assert "2012-03-01" not in claim.text
        assert all(article.quote([date.span]) == date.text for date in claim.dates)


def test_a_weekday_names_no_day_where_publication_is_unknown() -> None:
    claims = split(Article.of(TEXT, title="")).claims

    assert [date.value for claim in claims for date in claim.dates] == [None, "2009"]
