"""Whether a clause can be checked, how much that is worth, and the reasons in words.

What is no claim follows the gold guidelines: opinion, forecast, question, hypothesis, wish, order,
general truth. A clause is judged by its head verb, that verb's auxiliaries and its complement.
"""

from collections.abc import Set
from dataclasses import dataclass

from workbench.model import Checkability, Figure, LeftOutReason, Manner
from workbench.splitting.clauses import Clause
from workbench.splitting.joints import Kind
from workbench.splitting.references import is_expletive
from workbench.splitting.repair import TIMES
from workbench.splitting.rules import rules
from workbench.splitting.sentences import Part, Sentence
from workbench.splitting.syntax import NOUNS, PROPER, Tree, Word

PARTS = {
    Part.HEADLINE: LeftOutReason.HEADLINE,
    Part.DATE_LINE: LeftOutReason.DATE_LINE,
    Part.CAPTION: LeftOutReason.CAPTION,
    Part.FURNITURE: LeftOutReason.FURNITURE,
}
FUTURE = frozenset({"will", "'ll", "’ll", "wo", "shall"})
DUTY = frozenset({"should", "must", "ought"})
POSSIBLE = frozenset({"could", "might"})
DEICTIC = frozenset({"it", "this", "that", "these", "those"})
BE = frozenset({"be", "’s", "'s", "’"})


@dataclass(frozen=True, slots=True)
class Voice:
    """How a clause is said."""

    spoken: bool
    """Whether someone other than the article says it."""
    quoted: bool
    """Whether it stands in quotation marks."""
    manner: Manner


def objection(sentence: Sentence, clause: Clause, voice: Voice) -> LeftOutReason | None:
    """Say why a clause is no claim; None where it is one."""
    tree, head = sentence.tree, clause.head
    if reason := PARTS.get(sentence.part):
        return reason
    if clause.kind is Kind.REPORTING:
        return LeftOutReason.REPORTING
    if clause.kind in {Kind.APPOSITION, Kind.ABSOLUTE, Kind.DETAIL, Kind.SHARE}:
        return None
    if _is_fragment(tree, clause):
        return LeftOutReason.NO_STATEMENT
    if any(tree[i].text == "?" for i in range(head, tree[head].right + 1)):
        return LeftOutReason.QUESTION
    view = _View(tree, clause, voice)
    return view.unreal() or view.forecast() or view.judgement() or view.order()


def _is_fragment(tree: Tree, clause: Clause) -> bool:
    """Whether a clause states nothing: no verb, a bare participle, or fewer than two words."""
    head = clause.head
    words = [i for i in clause.words if not tree[i].is_punct]
    if not any(tree.is_verb(i) for i in words) or len(words) < 2:  # noqa: PLR2004 - subject and verb
        return True
    bare = tree[head].tag == "VBN" and not tree.is_finite(head)
    return (
        bare and clause.kind is Kind.MAIN and not tree.children(head, frozenset({"aux", "auxpass"}))
    )


@dataclass(frozen=True, slots=True)
class _View:
    """A clause, seen for its mood."""

    tree: Tree
    clause: Clause
    voice: Voice

    @property
    def head(self) -> Word:
        return self.tree[self.clause.head]

    @property
    def below(self) -> list[Word]:
        return [self.tree[c] for c in self.head.children]

    @property
    def modals(self) -> set[str]:
        return {word.lower for word in self.below if word.tag == "MD"}

    @property
    def spoken(self) -> bool:
        return self.voice.spoken or self.voice.quoted

    def has_figure(self) -> bool:
        return any(self.tree[i].tag == "CD" for i in self.clause.words)

    def conditional(self) -> bool:
        """Whether the clause holds only if another does."""
        return any(
            word.dep == "advcl"
            and any(self.tree[c].lower in {"if", "unless", "once"} for c in word.children)
            for word in self.below
        )

    def unreal(self) -> LeftOutReason | None:
        """Tell what is only asked or supposed."""
        if any(w.lower in {"whether"} and w.dep in {"mark", "advmod"} for w in self.below):
            return LeftOutReason.HYPOTHESIS
        if any(w.lower in {"if", "unless"} and w.dep == "mark" for w in self.below):
            return LeftOutReason.HYPOTHESIS
        perfect = any(w.lower in {"have", "’ve", "'ve"} and w.dep == "aux" for w in self.below)
        if perfect and self.modals & {"would", "could", "should"}:
            return LeftOutReason.HYPOTHESIS
        if self.conditional() and self.modals & {"would", "could", "might", "'d", "’d"}:
            return LeftOutReason.HYPOTHESIS
        if self.voice.quoted and self.conditional() and self.head.tag in {"VBZ", "VBP"}:
            return LeftOutReason.GENERAL
        if self.spoken and any(
            w.lower == "for" and [self.tree[c].lower for c in w.children] == ["example"]
            for w in self.below
        ):
            return LeftOutReason.GENERAL
        if any(self.tree[c].lower == "whether" for w in self.below for c in w.children) and (
            self.head.lemma in BE
        ):
            return LeftOutReason.HYPOTHESIS
        return None

    def forecast(self) -> LeftOutReason | None:
        """Tell what is said of the future; a counted one stays, and a named body's plan."""
        infinitive = any(w.dep in {"xcomp", "ccomp"} and w.tag == "VB" for w in self.below)
        perfect = any(w.lower in {"had", "have", "has"} for w in self.below)
        passive = any(w.dep == "auxpass" for w in self.below)
        if self.head.lemma == "expect" and (infinitive or passive) and not perfect:
            return LeftOutReason.PREDICTION
        likely = any(w.dep == "acomp" and w.lower in rules().forecasting for w in self.below)
        if likely and self.head.lemma in BE:
            return LeftOutReason.PREDICTION
        future = self.modals & (FUTURE | ({"would"} if self.spoken else set()))
        if not future:
            return None
        named = not self.spoken and any(self.tree[i].tag in PROPER for i in self.clause.words)
        if self.conditional() or not (self.has_figure() or named):
            return LeftOutReason.PREDICTION
        if self.voice.quoted and self.subject_is({"i", "we"}):
            return LeftOutReason.PREDICTION
        return None

    def subject_is(self, words: Set[str]) -> bool:
        subject = self.tree.subject(self.clause.head)
        return subject is not None and subject.lower in words

    def judgement(self) -> LeftOutReason | None:
        """Tell what is a view: duty, worth, belief, and what `I` am or feel."""
        tree, lemma = self.tree, self.head.lemma
        adjective = any(w.dep == "acomp" for w in self.below)
        if adjective and not self.has_figure() and is_expletive(tree, self.clause):
            return LeftOutReason.OPINION
        called = [w for w in self.below if w.dep == "attr" and w.tag == "NN"]
        if lemma in BE and any(w.lower in rules().opinion_nouns for w in called):
            return LeftOutReason.OPINION
        if lemma in rules().seeming and adjective:
            return LeftOutReason.OPINION
        if lemma in rules().describing and self._described():
            return LeftOutReason.OPINION
        if not self.spoken:
            return None
        named = any(tree[i].tag in {"CD", *PROPER} for i in self.clause.words)
        if self.voice.quoted and lemma in BE and not named and self.subject_is(DEICTIC):
            return LeftOutReason.OPINION
        if self.modals & DUTY or lemma == "deserve":
            return LeftOutReason.OPINION
        if self.voice.quoted and self.modals & POSSIBLE and not self.has_figure():
            return LeftOutReason.HYPOTHESIS
        complements = [w for w in self.below if w.dep in {"acomp", "attr", "dobj", "oprd"}]
        if lemma in BE and any(w.lower in rules().opinion_adjectives for w in complements):
            return LeftOutReason.OPINION
        if self.subject_is({"it"}) and lemma in BE and any(w.dep == "ccomp" for w in self.below):
            return LeftOutReason.OPINION
        praised = self._praises(complements) and not self.has_figure()
        if praised and (self.voice.quoted or lemma in BE):
            return LeftOutReason.OPINION
        if lemma in BE and any(self._in_marks(w) for w in complements if w.dep == "acomp"):
            return LeftOutReason.OPINION
        if self.voice.quoted and self.subject_is({"you"}):
            return LeftOutReason.OPINION
        if self.subject_is({"i", "we"}) and lemma in rules().opinion_verbs:
            return LeftOutReason.OPINION
        present = self.head.tag in {"VBP", "VB"} and not self.modals
        if self.voice.quoted and self.subject_is({"i"}) and present:
            return LeftOutReason.OPINION
        if (
            self.voice.manner is Manner.BELIEVED
            and self.head.tag in {"VBZ", "VBP"}
            and not self.modals
            and not named
        ):
            return LeftOutReason.OPINION
        return None

    def _described(self) -> bool:
        """Whether a word of praise or blame stands in quotation marks: `branded it “brilliant”`."""
        tree = self.tree
        inside = False
        for i in self.clause.words:
            if tree[i].text in {"“", '"', "”"}:
                inside = not inside
            elif inside and tree[i].lower in rules().opinion_adjectives:
                return True
        return False

    def _in_marks(self, word: Word) -> bool:
        """Whether a word's phrase opens with a quotation mark: an adjective somebody chose."""
        left = word.left
        return self.tree[left].text in {"“", '"'} or (
            left > 0 and self.tree[left - 1].text in {"“", '"'}
        )

    def _praises(self, complements: list[Word]) -> bool:
        """Whether an object is called good or bad, and nothing in the clause counts or names."""
        return any(
            self.tree[c].lower in rules().opinion_adjectives
            for word in complements
            if word.tag in NOUNS
            for c in word.children
            if self.tree[c].dep == "amod"
        )

    def order(self) -> LeftOutReason | None:
        """Tell what asks the reader to do something."""
        subject = self.tree.subject(self.clause.head)
        if subject is None and self.head.tag == "VB" and self.clause.subject is None:
            return LeftOutReason.INSTRUCTION
        return None


def assess(tree: Tree, clause: Clause, figures: tuple[Figure, ...], voice: Voice) -> Checkability:
    """Score a claim for ordering, with the reasons.

    The weights put what a reader can look up first: a figure, a name, a dated event. They were set
    by hand and are judged by mean average precision against article order (`benchmarks/`).
    """
    score, reasons = 0.35, []
    head = tree[clause.head]
    words = [tree[i] for i in clause.words]
    if figures or any(word.tag == "CD" for word in words):
        score += 0.2
        reasons.append("figure")
    if any(word.tag in PROPER for word in words):
        score += 0.1
        reasons.append("named actor or place")
    if any(word.lower in TIMES for word in words):
        score += 0.05
        reasons.append("time")
    past = head.tag in {"VBD", "VBN"} or any(
        tree[c].lower in {"has", "have", "had"} for c in head.children
    )
    if clause.kind is Kind.APPOSITION:
        score -= 0.1
        reasons.append("description")
    elif past:
        score += 0.15
        reasons.append("event")
    if head.lemma in rules().act_verbs:
        score += 0.1
        reasons.append("public act")
    if voice.quoted:
        score -= 0.05
        reasons.append("quoted")
    if any(tree[c].tag == "MD" for c in head.children):
        score -= 0.1
        reasons.append("possible or planned")
    if any(word.lower in rules().opinion_adjectives for word in words):
        score -= 0.1
        reasons.append("judgement")
    return Checkability(round(min(max(score, 0.0), 1.0), 2), tuple(reasons))
