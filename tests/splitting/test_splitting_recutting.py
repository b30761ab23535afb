"""The claim under chosen words: its text, brackets, figures, dates, speaker and rank."""

import datetime as dt

import pytest

from workbench.model import Article, Bracket, Checkability, Claim, Manner, Span
from workbench.splitting import split
from workbench.splitting.recutting import recut, trimmed

TEXT = (
    "The old bridge at Tell Shar was opened on Thursday, Samir Haddad said. It could carry "
    "about 1,200 tonnes, he added. Nobody counted the drowned cattle."
)
ARTICLE = Article.of(TEXT, title="Bridge", published=dt.date(2012, 3, 1))


def span(quote: str, article: Article = ARTICLE) -> Span:
    start = article.text.index(quote)
    return Span(start, start + len(quote))


def parent(quote: str, text: str, bracket: str | None = None) -> Claim:
    """Return a claim by Samir Haddad; its bracket stands for words of the article."""
    brackets: tuple[Bracket, ...] = ()
    if bracket is not None:
        at = text.index(f"[{bracket}]")
        brackets = (Bracket(Span(at, at + len(bracket) + 2), span(bracket)),)
    return Claim(
        "0" * 16,
        ARTICLE.id,
        (span(quote),),
        text,
        speaker="Samir Haddad",
        speaker_span=span("Samir Haddad"),
        cue="said",
        manner=Manner.SAID,
        checkability=Checkability(0.7, ("figure", "event")),
        brackets=brackets,
    )


CARRY = parent(
    "could carry about 1,200 tonnes",
    "[The old bridge at Tell Shar] could carry about 1,200 tonnes",
    "The old bridge at Tell Shar",
)


def cut(quote: str, of: Claim) -> Claim:
    found = recut(ARTICLE, [span(quote)], of=[of])
    assert found is not None
    return found


def test_a_bracket_stays_while_its_place_is_inside() -> None:
    narrowed = cut("could carry about 1,200", CARRY)
    assert narrowed.text == "[The old bridge at Tell Shar] could carry about 1,200"
    (bracket,) = narrowed.brackets
    assert (
        narrowed.text[bracket.at.start : bracket.at.end] == f"[{ARTICLE.quote([bracket.source])}]"
    )
    assert cut("carry about 1,200 tonnes", CARRY).brackets == ()


def test_a_bracket_that_replaces_a_word_of_the_span_goes_on_replacing_it() -> None:
    own = parent(
        "It could carry", "[The old bridge at Tell Shar] could carry", "The old bridge at Tell Shar"
    )
    assert cut("It could", own).text == "[The old bridge at Tell Shar] could"


def test_a_bracket_right_behind_the_words_that_it_repeats_goes() -> None:
    own = parent(
        "was opened", "[The old bridge at Tell Shar] was opened", "The old bridge at Tell Shar"
    )
    assert cut("The old bridge at Tell Shar was opened", own).text == (
        "The old bridge at Tell Shar was opened"
    )


def test_narrowing_keeps_the_speaker_and_a_figure_that_an_edge_cuts() -> None:
    narrowed = cut("1,200 tonnes", CARRY)
    assert (narrowed.speaker, narrowed.cue, narrowed.manner) == ("Samir Haddad", "said", "said")
    assert [(one.text, one.value, one.hedge) for one in narrowed.figures] == [
        ("1,200 tonnes", 1200, None)
    ]
    assert narrowed.checkability == Checkability(0.7, ("figure", "event"))


def test_a_rank_loses_a_figure_that_was_cut_off() -> None:
    assert cut("could carry", CARRY).checkability == Checkability(0.5, ("event",))


def test_the_same_words_have_the_same_id_and_are_the_claim_that_they_were() -> None:
    assert cut("could carry", CARRY).id == cut("could carry", CARRY).id
    assert cut("could carry about 1,200 tonnes", CARRY) is CARRY


@pytest.mark.parametrize(
    ("given", "quote"),
    [
        ("ridge at Tell Sha", "bridge at Tell Shar"),
        (" on Thursday, ", "on Thursday"),
        (". Nobody counted the drowned cattle.", "Nobody counted the drowned cattle"),
    ],
)
def test_words_are_taken_whole_without_punctuation_at_the_edges(given: str, quote: str) -> None:
    assert [ARTICLE.quote([one]) for one in trimmed(ARTICLE, [span(given)])] == [quote]


def test_spans_that_overlap_are_one_and_those_without_a_word_are_none() -> None:
    assert trimmed(ARTICLE, [span("old bridge at"), span("at Tell")]) == (
        span("old bridge at Tell"),
    )
    assert trimmed(ARTICLE, [span(". ")]) == ()
    assert recut(ARTICLE, [span(". ")]) is None


def test_a_quotation_is_closed_where_its_other_mark_is_inside() -> None:
    article = Article.of("He said: “We ran” and left.", title="Left")
    assert trimmed(article, [span("We ran” and left", article)]) == (
        span("“We ran” and left", article),
    )


def test_letters_without_spaces_are_not_widened() -> None:
    article = Article.of("大橋は再び開通した。", title="橋")
    assert trimmed(article, [Span(0, 2)]) == (Span(0, 2),)


def test_a_claim_cut_anew_is_parsed_as_any_claim_is() -> None:
    for claim in split(ARTICLE).claims:
        anew = recut(ARTICLE, claim.spans)
        assert anew is not None
        assert (anew.id, anew.figures, anew.dates) == (claim.id, claim.figures, claim.dates)
        assert (anew.speaker, anew.cue, anew.manner) == (claim.speaker, claim.cue, claim.manner)
        assert anew.checkability == claim.checkability


def test_words_that_tell_who_says_them_are_the_articles_own() -> None:
    told = recut(
        ARTICLE, [span("The old bridge at Tell Shar was opened on Thursday, Samir Haddad said")]
    )
    assert told is not None
    assert (told.speaker, told.manner) == (None, Manner.ASSERTED)


def test_another_language_is_cut_without_a_parse() -> None:
    article = Article.of(
        "Die alte Brücke wurde am Donnerstag wieder geöffnet. Etwa 4.000 Menschen brauchen sie, "
        "sagte der Ingenieur den Reportern.",
        title="Brücke",
    )
    found = recut(article, [span("4.000 Menschen", article)])
    assert found is not None
    assert [one.value for one in found.figures] == [4000]
    assert (found.text, found.speaker) == ("4.000 Menschen", None)
