"""What `split` promises of every claim: words, brackets, ids, order, coverage."""

import hashlib
import re
from pathlib import Path

import pytest

from workbench.model import Article, Claim, LeftOutReason, Span, Splitting
from workbench.splitting import split
from workbench.splitting.coverage import unaccounted

FIXTURES = Path(__file__).parents[2] / "fixtures"
TEXTS = sorted(path.name for path in FIXTURES.glob("*.txt"))


def read(text: str) -> Splitting:
    return split(Article.of(text, title="A title"))


def texts_of(splitting: Splitting) -> list[str]:
    return [claim.text for claim in splitting.claims]


def outside_brackets(claim: Claim) -> str:
    kept, end = "", 0
    for bracket in claim.brackets:
        kept += claim.text[end : bracket.at.start]
        end = bracket.at.end
    return kept + claim.text[end:]


def check(article: Article, splitting: Splitting) -> None:
    """Fail where a claim breaks a promise of the model."""
    letters = article.text
    seen = set()
    for claim in splitting.claims:
        assert claim.spans
        assert claim.spans not in seen
        seen.add(claim.spans)
        assert all(0 <= s.start < s.end <= len(letters) for s in claim.spans)
        assert list(claim.spans) == sorted(claim.spans)
        words = " ".join(letters[s.start : s.end] for s in claim.spans).split()
        assert outside_brackets(claim).split() == words
        for bracket in claim.brackets:
            inside = claim.text[bracket.at.start + 1 : bracket.at.end - 1]
            assert claim.text[bracket.at.start] == "["
            assert claim.text[bracket.at.end - 1] == "]"
            assert inside == letters[bracket.source.start : bracket.source.end]
        if claim.speaker_span is not None:
            span = claim.speaker_span
            assert claim.speaker == letters[span.start : span.end]
        for figure in claim.figures:
            assert letters[figure.span.start : figure.span.end] == figure.text
        assert 0.0 <= claim.checkability.score <= 1.0
    for item in splitting.left_out:
        assert item.spans
        assert all(0 <= s.start < s.end <= len(letters) for s in item.spans)


@pytest.mark.parametrize("name", TEXTS)
def test_every_word_of_every_fixture_claim_leads_back_to_the_article(name: str) -> None:
    article = Article.of((FIXTURES / name).read_text(encoding="utf-8"), title=name)
    check(article, split(article))


@pytest.mark.parametrize("name", TEXTS)
def test_every_figure_name_and_quotation_of_a_fixture_is_accounted_for(name: str) -> None:
    article = Article.of((FIXTURES / name).read_text(encoding="utf-8"), title=name)
    missing = unaccounted(article, split(article))
    assert [article.text[span.start : span.end] for span in missing] == []


def test_the_same_text_gives_the_same_claims_with_the_same_ids() -> None:
    text = "Rain fell on Monday. The river rose three metres and flooded two villages."
    assert read(text) == read(text)


def test_a_claim_id_is_the_hash_of_article_and_spans() -> None:
    article = Article.of("The river rose three metres on Monday.", title="A title")
    claim = split(article).claims[0]
    form = article.id + "".join(f" {span.start}-{span.end}" for span in claim.spans)
    assert claim.id == hashlib.sha256(form.encode("ascii")).hexdigest()[:16]


def test_coordinated_verbs_are_two_claims_and_share_their_subject() -> None:
    found = texts_of(read("About 4,000 people remain in the town and refuse to leave their homes."))
    assert found == [
        "About 4,000 people remain in the town",
        "[About 4,000 people] refuse to leave their homes",
    ]


def test_what_was_said_is_the_claim_and_who_said_it_its_speaker() -> None:
    splitting = read("The ministry said 23 people had died in the flood.")
    (claim,) = splitting.claims
    assert claim.text == "23 people had died in the flood"
    assert claim.speaker == "The ministry"
    assert LeftOutReason.REPORTING in {item.reason for item in splitting.left_out}


def test_a_relative_clause_behind_a_comma_is_a_claim_of_its_own() -> None:
    found = texts_of(read("The mayor of Oslund, who took office in March, resigned on Monday."))
    assert found[0] == "The mayor of Oslund took office in March"


def test_a_short_interruption_is_taken_out_of_the_statement_around_it() -> None:
    article = (
        "The mayor, who fled, had ordered the police of Oslund to arrest 14 members of council."
    )
    assert "The mayor had ordered the police of Oslund to arrest 14 members of council" in texts_of(
        read(article)
    )


def test_an_apposition_is_a_claim_of_its_own() -> None:
    found = texts_of(read("Anna Berg, the mayor of Oslund, resigned on Monday."))
    assert "Anna Berg, the mayor of Oslund" in found


def test_a_participle_of_consequence_takes_the_whole_event_for_its_subject() -> None:
    found = texts_of(read("A crane fell into the market hall, killing 12 people."))
    assert "[A crane fell into the market hall] killing 12 people" in found


def test_counted_things_that_share_a_verb_are_told_apart() -> None:
    found = texts_of(read("Norland has had 33 deaths and 7,900 cases."))
    assert found == ["Norland has had 33 deaths", "[Norland has had] 7,900 cases"]


def test_a_pronoun_is_resolved_to_the_subject_before() -> None:
    found = texts_of(read("The Security Council rebuked Norland. It called for talks in Oslund."))
    assert "[The Security Council] called for talks in Oslund" in found


def test_a_public_act_is_a_claim_in_the_articles_own_voice() -> None:
    (claim,) = read("The court ordered the company to pay 3 million euros.").claims
    assert claim.speaker is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Anna Berg said: “It is important that the talks succeed.”", LeftOutReason.OPINION),
        ("Anna Berg said the talks will fail.", LeftOutReason.PREDICTION),
        ("Did the talks fail in March?", LeftOutReason.QUESTION),
        ("If the dyke gave way, the town would be flooded.", LeftOutReason.HYPOTHESIS),
        ("The first meeting was held.\n\nMonday, May 18, 2015", LeftOutReason.DATE_LINE),
        ("The meeting was held.\n\nCopyright The Daily 2019. All rights reserved.",
         LeftOutReason.FURNITURE),
    ],
)  # fmt: skip
def test_what_is_no_claim_is_left_out_with_its_reason(text: str, reason: LeftOutReason) -> None:
    assert reason in {item.reason for item in read(text).left_out}


def test_furniture_amid_an_article_takes_no_paragraph_with_it() -> None:
    splitting = read(
        "The river flooded two towns.\n\nPhoto: M. Tarn\n\nThe police closed a bridge on Monday."
        "\n\nThe mayor resigned on Tuesday.\n\nWe use cookies to count readers."
        "\n\nSign up for our newsletter\n\nIt comes every day."
    )
    assert texts_of(splitting) == [
        "The river flooded two towns",
        "The police closed a bridge on Monday",
        "The mayor resigned on Tuesday",
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "TARN —",
        "TARN (Newsline) -",
        "(Newsline) –",
        "UPPER TARN, N.Y., Sept. 26 (NLN) —",
        "TARN, 3 March 2012 –",
        "Sule, Norland —",
        "Sule (Newsline) --",
    ],
)
def test_where_a_report_was_filed_is_in_no_claim(opening: str) -> None:
    splitting = read(f"{opening} The river flooded two towns.\n\nThe mayor resigned on Tuesday.")
    assert texts_of(splitting)[0] == "The river flooded two towns"
    (left_out,) = [one for one in splitting.left_out if one.reason is LeftOutReason.DATE_LINE]
    assert left_out.spans[0].start == 0


@pytest.mark.parametrize(
    "text",
    [
        "NATO – an alliance of 30 states – sent four ships.",
        "March 3, 2012 — The river flooded two towns.",
        "Oslo-based Berg Steel closed two mills in March.",
    ],
)
def test_words_before_a_dash_stay_where_they_are_no_date_line(text: str) -> None:
    assert LeftOutReason.DATE_LINE not in {one.reason for one in read(text).left_out}


def test_a_headline_is_left_out() -> None:
    splitting = read("River floods two towns\n\nThe river flooded two towns on Monday.")
    assert texts_of(splitting) == ["The river flooded two towns on Monday"]
    assert splitting.left_out[0].reason is LeftOutReason.HEADLINE


def test_a_sentence_does_not_end_at_an_abbreviation() -> None:
    found = texts_of(read("Dr. Berg of the U.S. Geological Survey arrived at 9 a.m. on Monday."))
    assert found == ["Dr. Berg of the U.S. Geological Survey arrived at 9 a.m. on Monday"]


def test_a_hyphenated_word_is_never_cut() -> None:
    found = " ".join(texts_of(read("Ms Amos, the UN’s relief co-ordinator, arrived on Monday.")))
    assert not re.search(r"\bco(?!-ordinator)\b", found)


def test_an_empty_article_has_no_claims() -> None:
    assert read("") == Splitting((), ())


def test_a_line_longer_than_the_parser_holds_is_read_in_parts() -> None:
    sentence = "The river rose three metres on Monday and flooded two villages. "
    article = Article.of(sentence * 300, title="A title")
    splitting = split(article)
    check(article, splitting)
    assert len(splitting.claims) == 600


def test_the_checkability_of_a_counted_event_is_above_that_of_a_description() -> None:
    splitting = read("Anna Berg, the mayor of Oslund, dismissed 14 officers on Monday.")
    by_text = {claim.text: claim.checkability for claim in splitting.claims}
    event = next(value for text, value in by_text.items() if "dismissed" in text)
    description = by_text["Anna Berg, the mayor of Oslund"]
    assert event.score > description.score
    assert "figure" in event.reasons


def test_unaccounted_names_what_nothing_holds() -> None:
    article = Article.of("Anna Berg left Oslund with 14 officers.", title="A title")
    found = unaccounted(article, Splitting((), ()))
    assert [article.text[span.start : span.end] for span in found] == [
        "Anna Berg",
        "Oslund",
        "14 officers",
    ]
    assert found[0] == Span(0, 9)


def test_since_when_stays_with_what_has_held_since() -> None:
    found = texts_of(read("Norland has had no telephone line since the flood began in March."))
    assert found == ["Norland has had no telephone line since the flood began in March"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hale met the king in 1977, during which the king apologised for the flood.",
            ["Hale met the king in 1977", "during which the king apologised for the flood"],
        ),
        (
            "Delegates met in Norland, whose fleet left the port on Monday.",
            ["Delegates met in Norland", "Norland whose fleet left the port on Monday"],
        ),
        (
            "A winning lottery ticket, worth approximately £56,008,113, has been claimed.",
            ["[A winning lottery ticket] worth approximately £56,008,113"],
        ),
        (
            "Hale wrote for the Daily Post, before moving on to the Norland Times in March.",
            ["Hale wrote for the Daily Post", "[Hale] moving on to the Norland Times in March"],
        ),
        (
            "The council proposed the new rules, then sent them to the ministry, and will vote.",
            ["[The council] then sent them to the ministry"],
        ),
        (
            "Roe won the award with 10 votes, three more than Karl Brandt.",
            ["[Roe won the award with 10 votes] three more than Karl Brandt"],
        ),
        (
            "The race ended in the harbour, with the crew hurt by a wave.",
            ["The race ended in the harbour", "the crew hurt by a wave"],
        ),
        (
            "The plan was adopted in June, with only Norland and Sudland in opposition.",
            ["[The plan was adopted in June] with only Norland and Sudland in opposition"],
        ),
        (
            "Although 12 ships are waiting outside, including two tankers, the council met.",
            ["[12 ships are waiting outside] including two tankers"],
        ),
        (
            "The council sold the mill in June, a step that the miners had opposed for years.",
            ["[The council sold the mill in June] a step that the miners had opposed for years"],
        ),
        (
            "Vera Holm is the third winner from Norland and the second from Oslund.",
            ["Vera Holm is the third winner from Norland", "[Vera Holm is] the second from Oslund"],
        ),
        (
            "The blast killed nine officers, 13 miners and a guard.",
            ["The blast killed nine officers", "13 miners", "[The blast killed] a guard"],
        ),
        (
            "The mine dates to 1910 when Karl Brandt bought the valley.",
            ["The mine dates to 1910", "1910 when Karl Brandt bought the valley"],
        ),
        (
            "Karl Brandt opened the mine in 1984, having since become the largest owner there.",
            ["[Karl Brandt] having since become the largest owner there"],
        ),
        (
            "Karl Brandt left the mine, after taking his son to school in Oslund.",
            ["[Karl Brandt] taking his son to school in Oslund"],
        ),
    ],
)
def test_a_clause_with_a_fact_of_its_own_is_a_claim(text: str, expected: list[str]) -> None:
    found = texts_of(read(text))
    assert all(any(claim.endswith(words) for claim in found) for words in expected), found


def test_single_marks_are_quotation_marks_too() -> None:
    found = read("Jane Roe said: 'It is a bad plan. We have not signed the treaty.'")
    assert texts_of(found) == ["[Jane Roe] We have not signed the treaty"]


def test_it_stands_for_nothing_where_something_is_known_or_rumoured() -> None:
    found = read("The crew left. It is known that five of them are ill.")
    assert texts_of(found) == ["The crew left", "five of them are ill"]


def test_who_announces_what_they_will_do_does_something() -> None:
    found = read("Jane Roe met Karl Brandt. She announced that she would leave the party in May.")
    assert texts_of(found)[-1] == "[Jane Roe] announced that she would leave the party in May"
    assert found.claims[-1].speaker is None


@pytest.mark.parametrize(
    "text",
    [
        "The court has only charged or convicted nine men.",
        "Roe became a knight after being honoured in 1993.",
        "The ship left Allen, Norland near Dalby on Monday.",
    ],
)
def test_what_says_too_little_alone_stays_with_its_statement(text: str) -> None:
    assert texts_of(read(text)) == [text.rstrip(".")]
