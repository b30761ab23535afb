"""Whether a clause can be checked, how much that is worth, and the reasons in words."""

from workbench.model import Checkability, Figure, LeftOutReason
from workbench.splitting.clauses import Clause, Kind
from workbench.splitting.rules import rules
from workbench.splitting.sentences import Part, Sentence
from workbench.splitting.syntax import PROPER, Tree

PARTS = {
    Part.HEADLINE: LeftOutReason.HEADLINE,
    Part.DATE_LINE: LeftOutReason.DATE_LINE,
    Part.CAPTION: LeftOutReason.CAPTION,
    Part.FURNITURE: LeftOutReason.FURNITURE,
}


def objection(sentence: Sentence, clause: Clause) -> LeftOutReason | None:
    """Say why a clause is no claim; None where it is one."""
    tree, head = sentence.tree, clause.head
    if reason := PARTS.get(sentence.part):
        return reason
    if clause.kind is Kind.REPORTING:
        return LeftOutReason.REPORTING
    if clause.kind in {Kind.APPOSITION, Kind.ABSOLUTE}:
        return None
    if not tree.is_verb(head) and not any(tree.is_verb(i) for i in clause.words):
        return LeftOutReason.NO_STATEMENT
    if any(tree[i].text == "?" for i in range(head, tree[head].right + 1)):
        return LeftOutReason.QUESTION
    return _mood(tree, clause)


def _mood(tree: Tree, clause: Clause) -> LeftOutReason | None:
    """Say what a statement is that tells of no fact: wish, forecast, opinion, order."""
    head = clause.head
    below = [tree[c] for c in tree[head].children]
    modals = {word.lower for word in below if word.tag == "MD"}
    marks = {word.lower for word in below if word.dep in {"mark", "advmod"}}
    subject = tree.subject(head)
    spoken = clause.voice is not None
    figure = any(tree[i].tag == "CD" for i in clause.words)
    if marks & {"whether"}:
        return LeftOutReason.HYPOTHESIS
    if "would" in modals and any(w.lower == "have" and w.dep == "aux" for w in below):
        return LeftOutReason.HYPOTHESIS
    conditional = any(
        w.dep == "advcl" and any(tree[c].lower in {"if", "unless"} for c in w.children)
        for w in below
    )
    if spoken and modals & {"will", "'ll", "’ll", "would", "shall"} and (conditional or not figure):
        return LeftOutReason.PREDICTION
    if modals & {"will", "'ll", "’ll", "shall"} and not figure:
        return LeftOutReason.PREDICTION
    if spoken and modals & {"should", "must", "ought"}:
        return LeftOutReason.OPINION
    if spoken and tree[head].lemma == "deserve":
        return LeftOutReason.OPINION
    if tree[head].lemma in {"be", "’s", "'s", "’"}:
        complement = [w for w in below if w.dep in {"acomp", "attr"}]
        if spoken and any(w.lower in rules().opinion_adjectives for w in complement):
            return LeftOutReason.OPINION
        if subject and subject.lower == "it" and any(w.dep == "ccomp" for w in below):
            return LeftOutReason.OPINION
    if subject is None and tree[head].tag == "VB" and clause.subject is None:
        return LeftOutReason.INSTRUCTION
    first = subject is not None and subject.lower in {"i", "we"}
    if spoken and first and tree[head].lemma in rules().opinion_verbs:
        return LeftOutReason.OPINION
    return None


def assess(tree: Tree, clause: Clause, figures: tuple[Figure, ...]) -> Checkability:
    """Score a claim for ordering, with the reasons."""
    score, reasons = 0.4, []
    if figures or any(tree[i].tag == "CD" for i in clause.words):
        score += 0.25
        reasons.append("figure")
    if any(tree[i].tag in PROPER for i in clause.words):
        score += 0.15
        reasons.append("named actor or place")
    if tree[clause.head].tag in {"VBD", "VBN"}:
        score += 0.15
        reasons.append("event")
    return Checkability(round(min(score, 1.0), 2), tuple(reasons))
