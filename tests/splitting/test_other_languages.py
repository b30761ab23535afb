import pytest

from workbench.model import Article, FigureKind, LeftOutReason, name_of
from workbench.splitting import language_of, split

GERMAN = (
    "Brand in der Altstadt\n\n"
    "Der Bürgermeister sagte am 3. März: „Es ist schlimm. Wir helfen.“ "
    "Dr. Müller kam z. B. erst um 9 Uhr. Rund 4.000 Menschen flohen, 1,5 % blieben. "
    "War es Brandstiftung?\n\n"
    "Foto: Agentur"
)
LANGUAGES = {
    "de": "Der Bürgermeister sagte am Dienstag, 12 Menschen seien verletzt worden.",
    "fr": "Le maire a déclaré mardi que 12 personnes avaient été blessées.",
    "es": "El alcalde dijo el martes que 12 personas resultaron heridas.",
    "ru": "Мэр заявил во вторник, что 12 человек пострадали при пожаре.",
    "ar": "قال رئيس البلدية يوم الثلاثاء إن 12 شخصا أصيبوا في الحريق.",
    "he": "ראש העיר אמר ביום שלישי כי 12 בני אדם נפצעו בשריפה.",
    "zh": "市长周二表示，火灾造成12人受伤。",
    "ja": "市長は火曜日、火災で12人が負傷したと述べた。",
    "hi": "मेयर ने मंगलवार को कहा कि आग में 12 लोग घायल हुए।",
    "en": "The mayor said on Tuesday that 12 people were hurt.",
}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_sentence_tells_its_language_and_the_twelve_in_it(tag: str) -> None:
    text = LANGUAGES[tag]

    splitting = split(Article.of(text, title="News"))

    assert language_of(text) == tag
    assert len(splitting.claims) == 1
    assert [figure.value for figure in splitting.claims[0].figures][:1] == [12]


@pytest.mark.parametrize("text", ["", "12.5", "Homs", "Mayor quits", "!!! ???", "Fire\n\nHe left."])
def test_a_text_too_short_to_tell_is_taken_for_english(text: str) -> None:
    assert language_of(text) == "en"


def test_sentences_are_not_cut_at_ordinals_initials_and_quotations() -> None:
    splitting = split(Article.of(GERMAN, title="Brand"))

    assert [claim.text for claim in splitting.claims] == [
        "Der Bürgermeister sagte am 3. März: „Es ist schlimm. Wir helfen.“",
        "Dr. Müller kam z. B. erst um 9 Uhr.",
        "Rund 4.000 Menschen flohen, 1,5 % blieben.",
    ]


def test_what_is_no_statement_is_left_out_with_its_reason() -> None:
    article = Article.of(GERMAN, title="Brand")

    left_out = [(article.quote(one.spans), one.reason) for one in split(article).left_out]

    assert left_out == [
        ("Brand in der Altstadt", LeftOutReason.HEADLINE),
        ("War es Brandstiftung?", LeftOutReason.QUESTION),
        ("Foto: Agentur", LeftOutReason.CAPTION),
    ]


def test_points_and_commas_mean_in_numbers_what_they_mean_in_the_language() -> None:
    german = split(Article.of(GERMAN, title="Brand")).claims[-1]
    hindi = split(Article.of("मेयर ने मंगलवार को कहा कि 4,000.5 लोग घायल हुए।", title="आग")).claims[0]

    assert [(figure.value, figure.kind) for figure in german.figures] == [
        (4000, FigureKind.COUNT),
        (1.5, FigureKind.PERCENT),
    ]
    assert [figure.value for figure in hindi.figures] == [4000.5]


def test_digits_of_any_script_have_their_value_and_their_place() -> None:
    article = Article.of("شهردار روز سه‌شنبه گفت که ۱۲ نفر در آتش‌سوزی زخمی شدند.", title="آتش")

    (figure,) = split(article).claims[0].figures

    assert figure.value == 12
    assert article.quote([figure.span]) == figure.text == "۱۲"


def test_claims_are_the_articles_own_letters() -> None:
    article = Article.of(GERMAN, title="Brand")

    for claim in split(article).claims:
        assert article.quote(claim.spans) == claim.text


def test_a_language_has_a_name_where_we_know_it() -> None:
    assert name_of("pt-BR") == "Portuguese"
    assert name_of("tlh") == "tlh"
