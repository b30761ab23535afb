"""Lemmas, each form looked up once.

The model's attribute ruler matches 179 patterns against every word, which takes a third of the time
of a parse. All but seven of them look at one word with its tag and relation, so what ruler and
lemmatizer say of a form holds wherever it stands again; those seven are spoken contractions.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.tokens import Doc

Form: TypeAlias = tuple[int, int, int]
"""A word, its tag and its relation, by spaCy's numbers."""
BY_FORM = ("attribute_ruler", "lemmatizer")
"""The components whose work is done here."""
FORMS = 50_000
"""Forms that are kept: some 20 MB where an archive has so many."""
SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
UNDOUBLED = re.compile(r"ed|es|ing")
INFLECTED = frozenset({"VBD", "VBG", "VBN", "VBZ"})
"""A short verb doubles its consonant: `hoped` is of `hope`, where the lemmatizer says `hop`."""


class Lemmas:
    """Gives the words of a parse their lemmas, as the model's own components would."""

    def __init__(self, nlp: "Language") -> None:
        self._nlp = nlp
        self._looked_up: Callable[[Form], Form] = lru_cache(FORMS)(self._look_up)

    def add(self, doc: "Doc") -> "Doc":
        """Set lemmas, and tag and relation where the ruler changes them, in place."""
        if not len(doc):
            return doc
        before = doc.to_array(["ORTH", "TAG", "DEP"])
        found = [self._looked_up((word, tag, dep)) for word, tag, dep in before.tolist()]
        after = np.array(found, dtype=np.uint64)
        if np.array_equal(after[:, 1:], before[:, 1:]):
            return doc.from_array(["LEMMA"], after[:, :1])  # type: ignore[arg-type]  # one column
        return doc.from_array(["LEMMA", "TAG", "DEP"], after)  # type: ignore[arg-type]  # numpy's

    def _look_up(self, form: Form) -> Form:
        """Return lemma, tag and relation of a form."""
        from spacy.tokens import Doc

        word, tag, dep = (self._nlp.vocab.strings[number] for number in form)
        doc = Doc(self._nlp.vocab, words=[word], tags=[tag], heads=[0], deps=[dep])
        for name in BY_FORM:
            doc = self._nlp.get_pipe(name)(doc)
        short = SHORT.fullmatch(doc[0].lemma_)
        if short and tag in INFLECTED and UNDOUBLED.fullmatch(doc[0].text.lower(), short.end()):
            doc[0].lemma_ += "e"
        return doc[0].lemma, doc[0].tag, doc[0].dep
