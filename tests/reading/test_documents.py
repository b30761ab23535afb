from datetime import date

import pytest

from workbench.errors import ReadingError
from workbench.reading import corrected, read

STORY = "Bridge closed\n\nThe mayor said 12 people were hurt.\n"


def test_what_an_analyst_knows_better_stands_over_what_the_source_says() -> None:
    document = read(STORY.encode(), name="It", address="https://a.example/1").documents[0]

    better = corrected(
        document, title="Ours", author="A. Writer", publisher="Paper", published=date(2012, 3, 1)
    )

    assert better.article.title == "Ours"
    assert better.article.url == "https://a.example/1"
    assert better.author == "A. Writer"
    assert better.article.id == document.article.id


@pytest.mark.parametrize(("encoding", "notes"), [("cp1252", 1), ("utf-8", 0), ("utf-16", 0)])
def test_an_encoding_that_is_taken_for_granted_is_told(encoding: str, notes: int) -> None:
    found = read("Un café a brûlé à Évreux.".encode(encoding), name="It").notes

    assert len(found) == notes
    assert all("Windows-1252" in note for note in found)


def test_half_a_character_in_a_correction_is_refused() -> None:
    document = read(STORY.encode(), name="It").documents[0]

    with pytest.raises(ReadingError, match="author"):
        corrected(document, author="\ud800")
