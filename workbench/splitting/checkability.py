"""Whether a clause can be checked, how much that is worth, and the reasons in words.

What is no claim follows the gold guidelines: opinion, forecast, question, hypothesis, wish, order,
general truth. A clause is judged by its head verb, that verb's auxiliaries and its complement.
"""

from collections.abc import Set as AbstractSet
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
SHORTEST = 2
"""Words: a subject and a verb."""
EMPTY = frozenset({"say", "tell", "quote", "go", "do", "be", "continue", "add"})
SLIGHT = frozenset({"PRP", "MD", "VB", "VBD", "VBZ", "VBP", "VBN", "VBG", "RP", "RB", "TO"})
"""With a verb that is EMPTY, words of these tags alone state nothing: `he is quoted`, `they do`."""
BE = frozenset({"be", "’s", "'s", "’"})
COPULAS = BE | {"become", "get", "remain", "stay"}


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
    if clause.kind is Kind.REPORTING or _goes_on(tree, clause.head):
        return LeftOutReason.REPORTING
    if clause.kind in {Kind.APPOSITION, Kind.ABSOLUTE, Kind.DETAIL, Kind.SHARE}:
        return None
    if _is_fragment(tree, clause):
        return LeftOutReason.NO_STATEMENT
    if any(tree[i].text == "?" for i in range(head, tree[head].right + 1)):
        return LeftOutReason.QUESTION
    word = tree[head]
    view = _View(tree, clause, voice, word, tuple(tree[c] for c in word.children))
    return view.unreal() or view.forecast() or view.judgement() or view.order()


def _goes_on(tree: Tree, head: int) -> bool:
    """Whether a verb only leads to one of speech: `went on to say`."""
    if tree[head].lemma != "go":
        return False
    below = [tree[c] for c in tree[head].children]
    return any(w.dep == "xcomp" and w.lemma in rules().content_verbs | {"tell"} for w in below)


def _is_fragment(tree: Tree, clause: Clause) -> bool:
    """Whether a clause states nothing: no verb, a bare participle, or fewer than two words."""
    head = clause.head
    words = [i for i in clause.words if not tree[i].is_punct]
    if len(words) < SHORTEST:
        return True
    if not any(tree.is_verb(i) for i in words):
        return tree[head].tag != "JJ" or clause.kind is not Kind.PARTICIPIAL
    if tree[head].lemma in EMPTY and all(tree[i].tag in SLIGHT for i in words):
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

    head: Word
    below: tuple[Word, ...]
    """What hangs on the head, in order."""

    @property
    def modals(self) -> set[str]:
        """The modals of the head, or the one that it shares with the verb before it."""
        own = {word.lower for word in self.below if word.tag == "MD"}
        event = self.clause.event
        if not own and event is not None and self.tree[event[1]].tag == "MD":
            own = {self.tree[event[1]].lower}
        if self.head.lower == "going" and any(
            w.dep == "xcomp" and w.tag == "VB" for w in self.below
        ):
            own = own | {"will"}
        return own

    @property
    def spoken(self) -> bool:
        return self.voice.spoken or self.voice.quoted

    def has_figure(self) -> bool:
        words = [self.tree[i] for i in self.clause.words]
        return any(word.tag == "CD" and word.lower != "one" for word in words)

    def conditional(self) -> bool:
        """Whether the clause holds only if another does."""
        return any(
            word.dep == "advcl"
            and any(self.tree[c].lower in {"if", "unless", "once"} for c in word.children)
            for word in self.below
        )

    def unreal(self) -> LeftOutReason | None:
        """Tell what is only asked or supposed, or given as an example."""
        if self.asked() or self.supposed():
            return LeftOutReason.HYPOTHESIS
        timeless = self.conditional() and self.head.tag in {"VBZ", "VBP"}
        timeless = self.voice.quoted and (timeless or self.generic())
        if timeless or (self.spoken and self.exemplary()):
            return LeftOutReason.GENERAL
        return None

    def asked(self) -> bool:
        """Whether the clause opens with `whether` or `if`, or says that something is unknown."""
        opens = any(
            w.lower in {"whether", "if", "unless"} and w.dep in {"mark", "advmod"}
            for w in self.below
        )
        contains = any(self.tree[c].lower == "whether" for w in self.below for c in w.children)
        return opens or (contains and self.head.lemma in BE)

    def supposed(self) -> bool:
        """Whether the clause tells what would be, or would have been."""
        perfect = any(w.lower in {"have", "’ve", "'ve"} and w.dep == "aux" for w in self.below)
        unreal = self.modals & {"would", "could", "should"}
        return bool(
            (perfect and unreal)
            or (self.conditional() and self.modals & {"would", "could", "might", "'d", "’d"})
        )

    def generic(self) -> bool:
        """Whether the clause tells of a kind, not of one of it: `governments come and go`.

        The simple present of a bare plural or `a` (Carlson and Pelletier 1995), with no name or
        figure.
        """
        subject = self.tree.subject(self.clause.head)
        if subject is None or subject.tag not in {"NN", "NNS"} or self._is_named():
            return False
        if self.head.tag not in {"VBZ", "VBP"} or any(w.dep == "aux" for w in self.below):
            return False
        before = {self.tree[c].lower for c in subject.children if self.tree[c].dep != "amod"}
        bare = subject.tag == "NNS" and not before
        return bare or (subject.tag == "NN" and before == {"a"}) or before == {"an"}

    def exemplary(self) -> bool:
        """Whether the clause says `for example`."""
        return any(
            w.lower == "for" and [self.tree[c].lower for c in w.children] == ["example"]
            for w in self.below
        )

    def forecast(self) -> LeftOutReason | None:
        """Tell what is said of the future; a plan or decision stays, and what is counted."""
        infinitive = any(w.dep in {"xcomp", "ccomp"} and w.tag == "VB" for w in self.below)
        perfect = any(w.lower in {"had", "have", "has"} for w in self.below)
        passive = any(w.dep == "auxpass" for w in self.below)
        expected = self.head.lemma == "expect" and (infinitive or passive) and not perfect
        if expected and not self.scheduled():
            return LeftOutReason.PREDICTION
        likely = any(w.dep == "acomp" and w.lower in rules().forecasting for w in self.below)
        if likely and self.head.lemma in BE:
            return LeftOutReason.PREDICTION
        future = self.modals & (FUTURE | ({"would"} if self.spoken else set()))
        if not future:
            return None
        own = self.voice.quoted and self.subject_is({"i", "we"})
        own = own or ("would" in future and not self.voice.quoted and self._in_marks(self.head.i))
        named = not self.spoken and any(self.tree[i].tag in PROPER for i in self.clause.words)
        planned = named or not (self.voice.quoted or self.changes(self.head))
        vague = self.conditional() or not (self.has_figure() or planned)
        return LeftOutReason.PREDICTION if vague or own else None

    def scheduled(self) -> bool:
        """Whether what is expected is somebody's doing: `is expected to sign`, not `to rise`."""
        done = [w for w in self.below if w.dep in {"xcomp", "ccomp"} and w.tag == "VB"]
        passive = [w for w in self.below if w.dep in {"xcomp", "ccomp"} and w.tag == "VBN"]
        return bool(passive) or (bool(done) and not any(map(self.changes, done)))

    def changes(self, verb: Word) -> bool:
        """Whether a verb tells of a change that nobody can decide on: `rise`, `become`."""
        deeper = [self.tree[c] for c in verb.children if self.tree[c].dep == "xcomp"]
        return any(w.lemma in rules().changing for w in deeper or [verb])

    def subject_is(self, words: AbstractSet[str]) -> bool:
        """Whether the clause's own subject is one of these words."""
        subject = self.tree.subject(self.clause.head)
        return subject is not None and subject.lower in words

    def judgement(self) -> LeftOutReason | None:
        """Tell what is a view: duty, worth, belief, and what `I` am or feel."""
        if self._is_view():
            return LeftOutReason.OPINION
        if not self.spoken:
            return None
        is_view = self._is_spoken_view() or (self.voice.quoted and self._is_quoted_view())
        return LeftOutReason.OPINION if is_view else None

    def _is_view(self) -> bool:
        """Whether a clause is a view in anybody's voice."""
        lemma = self.head.lemma
        adjective = any(w.dep == "acomp" for w in self.below)
        names = [w.lower for w in self.below if w.dep == "attr" and w.tag == "NN"]
        return (
            (adjective and not self.has_figure() and is_expletive(self.tree, self.clause))
            or (lemma in BE and bool(set(names) & rules().opinion_nouns))
            or (lemma in rules().seeming and adjective)
        )

    def _is_spoken_view(self) -> bool:
        """Whether a clause is a view where someone other than the article says it."""
        lemma = self.head.lemma
        complements = self._complements()
        return (
            bool(self.modals & DUTY)
            or lemma in rules().wishing
            or self._needs()
            or self._is_scare_quoted()
            or self._argues()
            or (self.subject_is({"i", "we"}) and lemma in rules().opinion_verbs)
            or (lemma in COPULAS and self._values(complements))
            or self.head.lower in rules().opinion_adjectives
        )

    def _needs(self) -> bool:
        """Whether a quotation says what somebody must have or do: `we have to`, `they need`."""
        have = self.head.lemma == "have"
        if have and any(w.dep == "dobj" and w.lower in {"right", "choice"} for w in self.below):
            return True
        must = have and any(w.dep == "xcomp" for w in self.below)
        must = must or (self.head.lemma == "afford" and any(w.dep == "neg" for w in self.below))
        present = self.head.tag in {"VBP", "VBZ", "VB"}
        return self.voice.quoted and present and (must or self.head.lemma == "need")

    def _in_marks(self, i: int) -> bool:
        """Whether a word stands in quotation marks that open inside the clause's sentence."""
        marks = [self.tree[j].text for j in range(self.clause.words[0], i)]
        return marks.count('"') % 2 == 1 or marks.count("“") > marks.count("”")

    def _is_scare_quoted(self) -> bool:
        """Whether what something is said to be is the speaker's own word: `is “inevitable”`.

        A place in an order (`“the first of its kind”`), a figure and what others feel (`“worried”
        about the dam`) can be looked up.
        """
        told = self.has_figure() or self.subject_is({"there"})
        if self.voice.quoted or self.head.lemma not in BE or told:
            return False
        return any(
            w.dep in {"acomp", "attr"}
            and w.i > self.head.i
            and self._in_marks(w.i)
            and not any(self.tree[c].lower in {"the", "about", "at"} for c in w.children)
            for w in self.below
        )

    def _argues(self) -> bool:
        """Whether somebody compares, tells an aim, finds a reason or sends sympathy.

        `It is like a war`, `our aim is to stay`, `they have no excuse`, `our thoughts are with`.
        """
        lemma = self.head.lemma
        subject = self.tree.subject(self.clause.head)
        if subject is not None and subject.lemma.lower() in rules().sympathy:
            return True
        compares = any(w.dep == "prep" and w.lower == "like" for w in self.below)
        purpose = subject is not None and subject.lemma.lower() in rules().purposes
        meant = purpose and any(w.dep == "xcomp" and w.tag == "VB" for w in self.below)
        if lemma in BE and (compares or meant):
            return True
        return lemma == "have" and any(
            w.dep == "dobj" and w.lemma.lower() in rules().arguments for w in self.below
        )

    def _values(self, complements: list[Word]) -> bool:
        """Whether what something is said to be is a value: `important`, `a “great” man`."""
        return (
            any(w.lower in rules().opinion_adjectives for w in complements)
            or (self.subject_is({"it"}) and any(w.dep == "ccomp" for w in self.below))
            or (self._praises(complements) and not self.has_figure())
        )

    def _is_quoted_view(self) -> bool:
        """Whether a clause is a view where it stands in quotation marks."""
        present = self.head.tag in {"VBP", "VB"} and not self.modals
        return (
            self.subject_is({"you"})
            or any(w.dep == "advmod" and w.lower in rules().stance for w in self.below)
            or (self.subject_is({"i"}) and present)
            or (self.subject_is({"we"}) and self._is_state() and not self._is_named())
            or (self._praises(self._complements()) and not self.has_figure())
        )

    def _is_state(self) -> bool:
        """Whether somebody says how they are: `we are the same`, `we are not surprised`."""
        told = any(w.dep in {"acomp", "attr"} for w in self.below)
        return self.head.lower in {"are", "’re", "'re"} and told

    def _is_named(self) -> bool:
        return any(self.tree[i].tag in {"CD", *PROPER} for i in self.clause.words)

    def _complements(self) -> list[Word]:
        """Return what the head says of its subject or object, through `is getting to be` too."""
        deeper = [
            self.tree[c]
            for w in self.below
            if w.dep == "xcomp" and w.lemma in BE and self.head.lemma in COPULAS
            for c in w.children
        ]
        found = (*self.below, *deeper)
        return [w for w in found if w.dep in {"acomp", "attr", "dobj", "oprd"}]

    def _praises(self, complements: list[Word]) -> bool:
        """Whether an object is called good or bad, and nothing in the clause counts or names."""
        return any(
            self.tree[c].lower in rules().opinion_adjectives
            for word in complements
            if word.tag in NOUNS or word.lower == "one"
            for c in word.children
            if self.tree[c].dep == "amod"
        )

    def order(self) -> LeftOutReason | None:
        """Tell what asks the reader to do something."""
        bare = self.head.tag == "VB" and self.tree.subject(self.clause.head) is None
        bare = bare and not any(w.tag in {"MD", "VBZ", "VBD"} for w in self.below)
        main = self.clause.kind in {Kind.MAIN, Kind.COORDINATE}
        if bare and main and self.clause.event is None:
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
