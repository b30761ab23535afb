import datetime as dt
from pathlib import Path

import pytest

from workbench.errors import ReadingError
from workbench.model import FurnitureKind
from workbench.reading.formats import read

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Valley Wire</title><language>en-us</language>
<item><title>Snow &amp;amp; ice</title><link>https://wire.example.net/snow</link>
<dc:creator>Dana Pell</dc:creator><pubDate>Fri, 08 Nov 2024 14:05:00 GMT</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>Three roads are closed.</p>
<p>Read more at our site</p>]]></content:encoded>
</item>
<item><title>Only a title</title></item>
<item><title>Fair</title>
<description>About 40,000 people &lt;b&gt;came&lt;/b&gt;.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le Fil</title>
<entry><title>Neige</title><link href="https://fil.example.net/neige"/>
<author><name>D. Pell</name></author><updated>2024-11-08T14:05:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Trois routes sont
fermées.</p></div></content></entry></feed>"""


def test_each_entry_with_a_text_is_an_article() -> None:
    found = read(RSS.encode(), name="It")

    assert [d.article.title for d in found.documents] == ["Snow & ice", "Fair"]
    assert found.media_type == "application/rss+xml"
    assert found.notes == ("1 entry of It holds no text.",)


def test_an_entry_says_who_published_it_when_and_where() -> None:
    first = read(RSS.encode(), name="It").documents[0]

    assert first.article.publisher == "Valley Wire"
    assert first.article.published == dt.date(2024, 11, 8)
    assert first.article.url == "https://wire.example.net/snow"
    assert (first.author, first.language) == ("Dana Pell", "en-US")


@pytest.mark.parametrize(
    ("stated", "author"),
    [("dana@wire.example (Dana Pell)", "Dana Pell"), ("dana@wire.example", "dana@wire.example")],
)
def test_an_address_of_mail_before_a_name_is_no_author(stated: str, author: str) -> None:
    feed = RSS.replace("<dc:creator>Dana Pell</dc:creator>", f"<author>{stated}</author>")

    assert read(feed.encode(), name="It").documents[0].author == author


def test_the_full_text_of_an_entry_is_taken_before_its_summary() -> None:
    first = read(RSS.encode(), name="It").documents[0]

    assert first.article.text.startswith("Snow & ice\n\nThree roads are closed.")
    assert "Short." not in first.article.text
    assert first.furniture[-1].kind is FurnitureKind.RELATED


def test_markup_of_a_summary_is_gone() -> None:
    second = read(RSS.encode(), name="It").documents[1]

    assert second.article.text == "Fair\n\nAbout 40,000 people came."


def test_an_atom_feed_is_read() -> None:
    found = read(ATOM.encode(), name="It")

    assert found.media_type == "application/atom+xml"
    assert found.documents[0].article.text == "Neige\n\nTrois routes sont fermées."
    assert found.documents[0].language == "fr"
    assert found.documents[0].article.url == "https://fil.example.net/neige"


def test_a_feed_of_titles_is_refused() -> None:
    feed = b"<rss version='2.0'><channel><item><title>A</title></item></channel></rss>"

    with pytest.raises(ReadingError, match="without a text") as refused:
        read(feed, name="It")

    assert "in a browser" in refused.value.hint


def test_an_ill_formed_feed_is_read_as_far_as_it_goes() -> None:
    feed = RSS[: RSS.index("</channel>")].replace("<b&gt;", "<b>")

    assert len(read(feed.encode(), name="It").documents) == 2


def test_an_entity_of_another_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a secret")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    feed = RSS.replace("?>", f"?>{doctype}", 1).replace("About", "&x; About")

    assert all("secret" not in d.article.text for d in read(feed.encode(), name="It").documents)


def test_half_a_character_is_refused_or_replaced() -> None:
    feed = RSS.replace("About", "&#xD800; About")

    with pytest.raises(ReadingError, match="damaged"):
        read(feed.encode(), name="It")
