import pytest

from workbench.model import FurnitureKind
from workbench.reading.wording import kind_by_marks, kind_by_words


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Additional reporting by the foreign desk", FurnitureKind.CREDIT),
        ("With reporting from Ann Bell in Carden", FurnitureKind.CREDIT),
        ("Photograph: Bea Lund/Quay Pictures", FurnitureKind.CREDIT),
        ("By Ann Bell and Carl Dietz", FurnitureKind.CREDIT),
        ("Ann Bell contributed reporting to this story.", FurnitureKind.CREDIT),
        ("The ferry at the quay on Monday. Photo: B. Lund", FurnitureKind.CAPTION),
        ("The governor at a school (Wire Photo/Lee Orr)", FurnitureKind.CAPTION),
        ("© 2025 The Courier", FurnitureKind.COPYRIGHT),
        ("This material may not be published or broadcast.", FurnitureKind.COPYRIGHT),
        ("Reuse this content", FurnitureKind.COPYRIGHT),
        ("Get an alert when we publish a new story on the flood", FurnitureKind.SIGN_UP),
        ("Already a subscriber? Log in", FurnitureKind.SIGN_UP),
        ("Follow this topic", FurnitureKind.SIGN_UP),
        ("Share this article on your favourite network", FurnitureKind.SHARE),
        ("Copy link", FurnitureKind.SHARE),
        ("READ MORE: Ferry catches fire", FurnitureKind.RELATED),
        ("You may also like", FurnitureKind.RELATED),
        ("12 Comments", FurnitureKind.COMMENTS),
        ("Join the conversation", FurnitureKind.COMMENTS),
        ("Advertisement", FurnitureKind.ADVERTISEMENT),
        ("Story continues below", FurnitureKind.ADVERTISEMENT),
        ("We use cookies to measure what you read.", FurnitureKind.COOKIES),
        ("Tags: schools, floods", FurnitureKind.NAVIGATION),
        ("4 min read", FurnitureKind.NAVIGATION),
        ("Last updated on 3 May 2025", FurnitureKind.OTHER),
    ],
)
def test_furniture_is_known_by_its_first_words(line: str, kind: FurnitureKind) -> None:
    assert kind_by_words(line) is kind


@pytest.mark.parametrize(
    "line",
    [
        "By noon on Monday the river had risen by three metres.",
        "Related cases were reported in two towns. The police are looking for a man.",
        "Sources close to the minister said that she would resign.",
        "Reporting to parliament, the minister named 12 towns.",
        "Images of the flood were shown on state television on Monday.",
        "Comments by the minister drew criticism from three parties.",
        "More than 6,500 people were evacuated on Sunday.",
        "Follow-up talks were held in Geneva on 3 May.",
        "Shares of the company fell by 12 per cent.",
        "Latest news of the flood reached the capital by telegraph. It was late.",
        "Registered voters numbered 4 million.",
        "The newspaper published a photograph of the minister by a river.",
        "Get out of the town, the mayor told its 4,000 people.",
        "Published figures put the toll at 23. The ministry gave 31.",
    ],
)
def test_a_sentence_that_begins_like_furniture_is_none(line: str) -> None:
    assert kind_by_words(line) is None


def test_a_long_paragraph_is_text_however_it_begins() -> None:
    assert kind_by_words("Photo: " + "the river rose and fell, " * 20) is None


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("share-tools", FurnitureKind.SHARE),
        ("articleSocialBar", FurnitureKind.SHARE),
        ("newsletter_signup box", FurnitureKind.SIGN_UP),
        ("most-read", FurnitureKind.RELATED),
        ("wp-caption-text", FurnitureKind.CAPTION),
        ("ad-slot", FurnitureKind.ADVERTISEMENT),
        ("adventure-story", None),
        ("navy-blue", None),
        ("story-body shared-styles", None),
    ],
)
def test_elements_are_known_by_whole_words_of_their_names(
    names: str, kind: FurnitureKind | None
) -> None:
    assert kind_by_marks(names) is kind
