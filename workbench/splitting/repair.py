"""Attachments that the parser gets wrong in news text, put right where the words betray it.

The small English model takes the subject of a content without `that` for the object of its cue
(`found reduction of yields exceeded 10%`), and hangs a verb on the noun beside it. The order of
the words shows both. Each rule was kept for what it did on several sets of annotated articles, or
on Wikinews text, read by eye.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.splitting.rules import rules

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PICTURED = frozenset({"pictured", "seen", "shown", "photographed", "depicted", "taken"})
"""Participles of captions."""
TIMES = frozenset(
    "second minute hour day night week weekend month year decade century time morning afternoon"  # noqa: SIM905 - one word list
    " evening noon midnight today yesterday tomorrow percent % monday tuesday wednesday thursday"
    " friday saturday sunday january february march april may june july august september october"
    " november december season term way mile miles metre meter km per".split()
)


def repair(doc: "Doc") -> "Doc":
    """Put right what can be recognised, in place, and return the parse."""
    for token in doc:
        for rule in RULES.get(token.dep_, ()):
            rule(token)
    return doc


def _beside_noun(verb: "Token") -> None:
    """Coordinate `accuses` in `denies claims and accuses others` with the verb, not the noun."""
    noun = verb.head
    if verb.dep_ != "conj" or _is_verb(noun) or not noun.i < verb.i or not _is_verb(verb):
        return
    if not _has_tense(verb):
        return
    conjunction = next((c for c in noun.children if c.lower_ == "and" and c.i < verb.i), None)
    if conjunction is None or any(child.dep_ in SUBJECTS for child in verb.children):
        return
    if not any(child.dep_ in {"dobj", "prep", "agent", "auxpass"} for child in verb.children):
        return
    above = noun
    while above.head != above and not (_is_verb(above) and _has_tense(above)):
        above = above.head
    if _is_verb(above) and _has_tense(above) and above.i < noun.i:
        verb.head = conjunction.head = above
        for child in noun.children:
            if child.i > verb.i and child.dep_ == "prep":
                child.head = verb


def _lost_subject(verb: "Token") -> None:
    """Give a finite verb without a subject the object that stands between it and the verb above."""
    above = verb.head
    if not above.i < verb.i or verb.tag_ not in {"VBD", "VBZ", "VBP", "MD"} or not _is_verb(above):
        return
    if any(child.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for child in verb.children):
        return
    between = [child for child in above.children if above.i < child.i < verb.i]
    if verb.dep_ == "conj" and any(child.dep_ == "cc" or child.text == "," for child in between):
        return
    objects = [child for child in between if child.dep_ == "dobj"]
    if above.lemma_ not in rules().content_verbs:
        return
    if not objects or any(child.dep_ == "mark" for child in verb.children):
        return
    subject = objects[-1]
    if any(token.dep_ == "cc" for token in verb.doc[subject.i : verb.i]):
        return
    for child in between:
        if child.i > subject.i and child.dep_ in {"prep", "punct", "advmod", "npadvmod"}:
            child.head = verb if child.dep_ != "prep" else subject
    subject.head, subject.dep_ = verb, "nsubj"
    verb.dep_ = "ccomp"


def _reduced_relative(verb: "Token") -> None:
    """Read `after a woman returning from there became ill`: the last verb has the subject."""
    above = verb.head
    if verb.dep_ != "conj" or not above.i < verb.i or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return
    between = verb.doc[above.i + 1 : verb.i]
    if any(child.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for child in verb.children):
        return
    if any(token.head == above and token.dep_ == "cc" for token in between):
        return
    for participle in between:
        if participle.dep_ != "advcl" or participle.tag_ not in {"VBG", "VBN"}:
            continue
        if any(child.dep_ in {"aux", "auxpass"} for child in participle.children):
            continue
        mark = next((c for c in participle.children if c.dep_ == "mark"), None)
        subject = next((c for c in participle.children if c.dep_ == "nsubj"), None)
        if mark is None or subject is None or not mark.i < subject.i < participle.i:
            continue
        subject.head, subject.dep_ = verb, "nsubj"
        mark.head = verb
        participle.head, participle.dep_ = subject, "acl"
        verb.head, verb.dep_ = above, "advcl"
        return


def _bare_participle(verb: "Token") -> None:
    """Read `novels themed around war` as one phrase where nothing coordinates the two verbs."""
    noun = verb.nbor(-1) if verb.i else verb
    if verb.dep_ != "conj" or verb.tag_ not in {"VBD", "VBN"} or not verb.head.i < noun.i:
        return
    if noun.tag_ not in {"NN", "NNS", "NNP", "NNPS"} or not _is_verb(verb.head):
        return
    if any(child.dep_ in {"nsubj", "nsubjpass", "dobj", "aux"} for child in verb.children):
        return
    between = verb.doc[verb.head.i + 1 : verb.i]
    if any(token.dep_ == "cc" or token.text == "," for token in between):
        return
    if any(child.dep_ in {"prep", "agent"} for child in verb.children):
        verb.head, verb.dep_ = noun, "acl"


def _lost_root(verb: "Token") -> None:
    """Make `The book, his first, sold a million copies` a sentence.

    No verb in it carries tense, it ends in a full stop, and what looks like a participle has an
    object, or stands behind an apposition that a comma closes.
    """
    noun = verb.sent.root
    if noun.tag_ not in NOUNS or verb.tag_ not in {"VBN", "VBD"} or verb.lower_ in PICTURED:
        return
    if verb.doc[verb.left_edge.i - 1].text != "," or verb.sent[-1].text not in {".", "”", '"'}:
        return
    if verb.head != noun and not (verb.head.dep_ == "appos" and verb.head.head == noun):
        return
    closed = any(child.dep_ == "appos" and child.i < verb.i for child in noun.children)
    if not closed and not any(child.dep_ == "dobj" for child in verb.children):
        return
    if any(token.tag_ in {"VBZ", "VBP", "MD"} or token.dep_ == "nsubj" for token in verb.sent):
        return
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    noun.head, noun.dep_ = verb, "nsubj"


def _tense(verb: "Token") -> None:
    """Read `Storms swept across Texas.` as past tense: a participle has no subject of its own."""
    if verb.tag_ != "VBN" or verb.sent[-1].text not in {".", "”", '"'}:
        return
    if any(child.dep_ in {"aux", "auxpass", "agent"} for child in verb.children):
        return
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None:
        return
    first = subject.left_edge
    if first.i == verb.sent.start or first.nbor(-1).tag_ != "IN":
        verb.tag_ = "VBD"


def _going_on(verb: "Token") -> None:
    """Read `went on to say` as one verb that leads to another, not as one done in order to."""
    to = verb.nbor(-1) if verb.i > 1 else verb
    above = verb.head
    if to.lower_ == "to" and to.head == verb and above.lemma_ == "go" and to.nbor(-1).text == "on":
        verb.dep_ = "xcomp"


def _interrupted_subject(verb: "Token") -> None:
    """Read `The ship, renamed the Hope, left port`: the subject is the last verb's."""
    main = verb.head
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or verb.tag_ not in {"VBD", "VBN"} or not subject.i < verb.i < main.i:
        return
    if any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in main.children):
        return
    if verb.nbor(-1).text == "," and main.doc[main.left_edge.i : main.i] and _is_verb(main):
        subject.head = main
        verb.head, verb.dep_ = subject, "acl"


def _closing_cue(verb: "Token") -> None:
    """Give `…, the hospital said on Monday` at a sentence's end back to the whole sentence."""
    root = verb.sent.root
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or verb.lemma_ not in rules().content_verbs or root.i > verb.i:
        return
    if verb.doc[verb.left_edge.i - 1].text != "," or subject.left_edge.i != verb.left_edge.i:
        return
    if subject.tag_ in {"WDT", "WP"} or verb.right_edge.i < verb.sent.end - 3:
        return
    if not any(child.dep_ in {"ccomp", "dobj"} for child in verb.children):
        verb.head, verb.dep_ = root, "parataxis"


def _inverted_cue(verb: "Token") -> None:
    """Read `…, reported the Gazette.` at a sentence's end: what follows the cue says it."""
    name = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if verb.lemma_ not in rules().content_verbs or verb.tag_ not in {"VBD", "VBZ"} or name is None:
        return
    if not verb.i or verb.nbor(-1).text != "," or next(verb.lefts, None) is not None:
        return
    if name.left_edge.i == verb.i + 1 and verb.right_edge.i >= verb.sent.end - 2:
        name.dep_, verb.dep_ = "nsubj", "parataxis"


def _is_verb(token: "Token") -> bool:
    return token.tag_.startswith("VB")


def _has_tense(verb: "Token") -> bool:
    tensed = (verb, *(child for child in verb.children if child.dep_ in {"aux", "auxpass"}))
    return any(token.tag_ in {"VBZ", "VBD", "VBP", "MD"} for token in tensed)


RULES: dict[str, tuple[Callable[["Token"], None], ...]] = {
    "ROOT": (_tense,),
    "acl": (_lost_root,),
    "parataxis": (_interrupted_subject,),
    "conj": (
        _inverted_cue,
        _beside_noun,
        _lost_subject,
        _reduced_relative,
        _bare_participle,
    ),
    "ccomp": (_lost_subject,),
    "relcl": (_closing_cue,),
    "advcl": (_going_on,),
}
"""By the relation of the word that each looks at."""
