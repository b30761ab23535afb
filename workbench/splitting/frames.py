"""Who does what to whom in a text, from its dependency parse."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from workbench.model import Frame
from workbench.splitting.parse import LONGEST, language

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_OBJECTS = frozenset({"dobj", "attr", "oprd"})
_OF_A_NAME = frozenset({"compound", "amod", "nmod", "poss", "flat"})


def frames_in(texts: Sequence[str]) -> tuple[tuple[Frame, ...], ...]:
    """Return the frames of each text, one for each verb that has a doer or something done to.

    Costs a parse: about 3 ms for a sentence, and 1 to 2.5 s before the first one.
    """
    plain = (text[:LONGEST].replace("[", "").replace("]", "") for text in texts)
    return tuple(tuple(_frames(doc)) for doc in language().pipe(plain))


def _frames(doc: "Doc") -> Iterator[Frame]:
    for token in doc:
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}:
            doers, done_to = _doers(token), _done_to(token)
            if doers or done_to:
                yield Frame(token.lemma_.casefold(), doers, done_to)


def _doers(verb: "Token") -> tuple[str, ...]:
    """Return the words of the subject, or of what a passive names with `by`."""
    if _is_passive(verb):
        agents = (token for token in verb.children if token.dep_ == "agent")
        return _words(noun for agent in agents for noun in agent.children)
    own = [token for token in verb.children if token.dep_ in _SUBJECTS]
    if not own and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        passive = _is_passive(verb.head)
        return _done_to(verb.head) if passive else _doers(verb.head)
    return _words(own)


def _done_to(verb: "Token") -> tuple[str, ...]:
    """Return the words of the object, or of a passive's subject."""
    if not _is_passive(verb):
        return _words(token for token in verb.children if token.dep_ in _OBJECTS)
    own = [token for token in verb.children if token.dep_ in _PASSIVE_SUBJECTS]
    if not own and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return _done_to(verb.head) if _is_passive(verb.head) else _doers(verb.head)
    return _words(own)


def _is_passive(verb: "Token") -> bool:
    return any(token.dep_ in _PASSIVE_SUBJECTS | {"auxpass", "agent"} for token in verb.children)


def _words(nouns: "Iterator[Token] | Sequence[Token]") -> tuple[str, ...]:
    """Return the nouns with what stands in their names; capitals are kept for names alone."""
    found: dict[str, None] = {}
    for noun in nouns:
        for head in (noun, *noun.conjuncts):
            for token in (*head.lefts, head):
                part = token is head or token.dep_ in _OF_A_NAME
                if part and token.is_alpha and not token.is_stop and token.pos_ != "PRON":
                    found[token.text if token.pos_ == "PROPN" else token.lemma_.casefold()] = None
            for of in head.children:
                if of.dep_ == "prep" and of.lower_ == "of":
                    found |= dict.fromkeys(
                        _words([token for token in of.children if token.dep_ == "pobj"])
                    )
    return tuple(found)
