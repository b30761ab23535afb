from pathlib import Path

import pytest

from workbench.splitting.lemmas import BY_FORM, Lemmas
from workbench.splitting.parse import language

FIXTURES = Path(__file__).parents[2] / "fixtures"


def test_every_word_gets_the_lemma_tag_and_relation_that_the_model_gives_it() -> None:
    nlp = language()
    lemmas = Lemmas(nlp)
    lines = (FIXTURES / "bab-amr.txt").read_text(encoding="utf-8").splitlines()
    for line in [*lines, "He  isn't one of the women;\tthey did.", " ", ""]:
        ours = lemmas.add(nlp(line, disable=BY_FORM))
        assert [(word.lemma_, word.tag_, word.dep_, word.head.i) for word in ours] == [
            (word.lemma_, word.tag_, word.dep_, word.head.i) for word in nlp(line)
        ]


@pytest.mark.parametrize(
    ("sentence", "lemma"),
    [
        ("She hopes that it rains.", "hope"),
        ("He hopped home.", "hop"),
        ("They hated it.", "hate"),
        ("The court fined him.", "fine"),
        ("He fixed it.", "fix"),
    ],
)
def test_a_short_verb_without_its_consonant_doubled_ends_in_e(sentence: str, lemma: str) -> None:
    nlp = language()
    words = Lemmas(nlp).add(nlp(sentence, disable=BY_FORM))
    assert lemma in {word.lemma_ for word in words}
