"""Take from the parse the words that a cue reports, as runs of a paragraph's words."""

from typing import TYPE_CHECKING

from workbench.splitting.cues import cues
from workbench.splitting.passage import Run

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
EDGES = frozenset(",;:—–-.?!―…") | {"--", " ", "\u00a0", "..."}
QUESTIONS = frozenset({"WP", "WRB", "WDT", "WP$"})
OBJECTS = frozenset({"dobj", "prep", "xcomp", "ccomp", "oprd", "acomp", "attr", "dative"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
SUBJECT_TAGS = frozenset({"EX", "PRP", "PRP$", "DT", "NN", "NNS", "NNP"})
ENDS = frozenset({"conj", "advcl", "parataxis"})
WHOLE = frozenset({"ROOT", "relcl", "parataxis"})
BOUNDS = frozenset(',.;:!?—–"“”‘’«»') | {"''", "``", "--"}
CONTRAST = frozenset({"while", "although", "though", "whereas", "as", "after", "before", "since"})


def reported(verb: "Token", group: Run, *, pronoun: bool) -> list[Run]:
    """Return what the verb reports: the clause that is its object, or the clause it interrupts.

    `group` is the cue with the source beside it; `pronoun` says that the source is one.
    """
    doc = verb.doc
    clause = object_clause(verb)
    bracketed = _bracketed(verb, group)
    if bracketed:
        runs = bracketed
    elif clause is None:
        runs = _interrupted(verb) or _after_that(verb, group) or _astray(verb, group)
    elif clause.i > verb.i:
        runs = [(_start(verb, clause, group), _end(verb, clause))]
        if pronoun and not _says_that(verb, clause):
            runs = _fronted(verb, group) + runs
    else:
        runs = _before(verb, clause, group)
    return _kept(doc, runs)


def _bracketed(verb: "Token", group: Run) -> list[Run]:
    """Return the sentence around a cue between commas that nothing but a verb or "that" follows.

    "The old part, he told reporters, is closed"; "If it fails, she argues, there are others".
    The parse of such sentences is seldom right, the commas are.
    """
    doc = verb.doc
    before = group[0] - 1
    if before < 1 or doc[before].text != "," or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return []
    after = next((i for i in range(group[1] + 1, len(doc)) if doc[i].text in BOUNDS), None)
    if after is None or after + 1 >= len(doc) or doc[after].text != "," or after > group[1] + 8:
        return []
    if any(doc[i].tag_ in FINITE for i in range(group[1] + 1, after)):
        return []
    sentence = verb.sent
    begun = doc[sentence.start].tag_ == "IN" and any(
        doc[i].tag_ in FINITE for i in range(sentence.start, before)
    )
    follows = doc[after + 1]
    opens = follows.tag_ in FINITE or follows.lower_ == "that"
    if not opens and not (begun and follows.tag_ in SUBJECT_TAGS):
        return []
    rest = (after + 1, sentence.end - 1)
    if doc[before - 1].tag_ in QUESTIONS or doc[before - 1].dep_ == "cc":
        return [rest]  # "the miners who, it said, were"
    return [(sentence.start, before - 1), rest]


def object_clause(verb: "Token") -> "Token | None":
    """Return the head of the statement that is the verb's object."""
    for child in verb.children:
        if child.dep_ != "ccomp" or _question(child, verb):
            continue
        if not finite(child):
            continue
        if child.i > verb.i and _nouns_own(verb, child.left_edge.i):
            continue
        return child
    return None


def finite(clause: "Token") -> bool:
    """Tell whether a clause is a statement: it has a finite verb or opens with "that"."""
    return clause.tag_ in FINITE or any(
        (child.dep_ in {"aux", "auxpass", "cop"} and child.tag_ in FINITE)
        or (child.dep_ == "mark" and child.lower_ == "that")
        for child in clause.children
    )


def _nouns_own(verb: "Token", first: int) -> bool:
    """Tell whether a clause is the content of the noun before it: "believed his claim that …"."""
    noun = verb.doc[first - 1]
    that = verb.doc[first].lower_ == "that"
    return that and noun.i > verb.i and noun.lemma_.lower() in cues().nouns


def _question(clause: "Token", verb: "Token") -> bool:
    """Tell whether a clause asks: "said when …"; not so "a battle which he says took place"."""
    first = clause.left_edge
    relative = first.i < verb.i < clause.i
    fronted = first.head != clause and first.head.dep_ == "advcl"  # "said when it rains, …"
    asks = first.tag_ in QUESTIONS and first.lower_ != "that"
    return (asks and not relative and not fronted) or any(
        child.dep_ == "mark" and child.lower_ in {"whether", "if"} for child in clause.children
    )


def _says_that(verb: "Token", clause: "Token") -> bool:
    return any(verb.doc[i].lower_ == "that" for i in range(verb.i + 1, clause.i))


def _start(verb: "Token", clause: "Token", group: Run) -> int:
    """Return where a clause after the cue starts, "that" left out."""
    doc = verb.doc
    first = max(clause.left_edge.i, group[1] + 1)
    if verb.lemma_.lower() not in cues().addressed or not finite(clause):
        things = [child.left_edge.i for child in verb.rights if child.dep_ == "dobj"]
        first = min([first, *(thing for thing in things if group[1] < thing)])
    for i in range(group[1] + 1, clause.i):
        if doc[i].lower_ == "that" and doc[i].tag_ == "IN":
            return i + 1
    return first


def _end(verb: "Token", clause: "Token") -> int:
    """Return where what is said ends: the clause, and what the parser hung on the cue after it."""
    end = clause.right_edge.i
    for child in verb.rights:
        if child.i <= clause.i or child.dep_ in {"punct", "cc"}:
            continue
        if _apart(child, verb):
            break
        end = max(end, child.right_edge.i)
    return _before_according(verb.doc, clause.i, end)


def _before_according(doc: "Doc", first: int, last: int) -> int:
    """Return the last word before ", according to X" where that closes the run."""
    for i in range(first + 2, last + 1):
        closing = doc[i].lower_ == "according" and doc[i].right_edge.i >= last
        if closing and doc[i - 1].text == ",":
            return i - 2
    return last


def _apart(child: "Token", verb: "Token") -> bool:
    """Tell whether what hangs on the cue after its clause is the article's, not the speaker's."""
    if child.dep_ == "conj":
        subject = any(word.dep_ in {"nsubj", "nsubjpass", "expl"} for word in child.children)
        if subject:
            return child.lemma_.lower() in cues().verbs and object_clause(child) is not None
        return child.tag_ == verb.tag_ and not any(
            word.dep_ in {"aux", "auxpass"} for word in child.children
        )
    if child.dep_ == "advcl":
        return child.tag_ == "VBG" or any(
            word.dep_ == "mark" and word.lower_ in CONTRAST for word in child.children
        )
    return child.dep_ == "prep" and child.lower_ == "according"


def _fronted(verb: "Token", group: Run) -> list[Run]:
    """Return the clause before "she said …" that belongs to what she said."""
    for child in verb.lefts:
        if child.dep_ == "advcl" and child.right_edge.i < group[0] and finite(child):
            return [(child.left_edge.i, child.right_edge.i)]
    return []


def _before(verb: "Token", clause: "Token", group: Run) -> list[Run]:
    """Return a clause that stands before the cue, and its rest where the cue interrupts it."""
    doc = verb.doc
    start = verb.left_edge.i
    while doc[start].dep_ in {"cc", "punct"} and start < group[0] and doc[start].text.isalpha():
        start += 1
    runs = [(start, group[0] - 1)]
    rest = [word.i for word in clause.subtree if word.i > group[1]]
    if rest:
        runs.append((rest[0], rest[-1]))
    return runs


def _interrupted(verb: "Token") -> list[Run]:
    """Return the runs of the clause around the cue: "The talks, he said, had failed"."""
    doc = verb.doc
    first, last = verb.left_edge.i, verb.right_edge.i
    told = finite(verb) or any(child.dep_ == "agent" for child in verb.children)
    if verb.dep_ == "advcl" and not (doc[first].lower_ in {"as", "like"} and told):
        return []
    if verb.dep_ not in {"parataxis", "advcl"} or verb.head == verb:
        return []
    if verb.tag_ == "VBG":
        return []
    host = verb.head
    return [(host.left_edge.i, first - 1), (last + 1, host.right_edge.i)]


def _after_that(verb: "Token", group: Run) -> list[Run]:
    """Return the clause after a "that" which the parser hung on the word before it."""
    doc = verb.doc
    limit = min(verb.right_edge.i, group[1] + 20)
    for i in range(group[1] + 1, limit + 1):
        word = doc[i]
        if word.tag_ in FINITE or _nouns_own(verb, i):
            return []
        if word.lower_ == "that" and word.dep_ in {"mark", "advmod"} and word.head.i > i:
            return [(i + 1, word.head.right_edge.i)]
    return []


def _astray(verb: "Token", group: Run) -> list[Run]:
    """Return a clause after the cue that the parser took for one beside it, with no "and".

    "They estimated by 2050, rising numbers would double demand": `double` hangs on `estimated`.
    """
    if any(child.dep_ in {"ccomp", "xcomp"} for child in verb.rights):
        return []
    for child in verb.rights:
        if child.dep_ == "cc":
            return []
        if child.dep_ == "conj" and finite(child):
            between = verb.doc[group[1] + 1 : child.left_edge.i]
            subject = any(word.dep_ in SUBJECTS for word in child.lefts)
            if not subject and between and between[-1].text == ",":
                return []  # "she wrote plays, produced films"
            joined = any(word.text in {";", "—", "–"} for word in between)
            return [] if joined else [(group[1] + 1, child.right_edge.i)]
    return []


def rest_of_sentence(token: "Token", group: Run) -> list[Run]:
    """Return the clause that "according to X" qualifies, without that phrase."""
    doc, host = token.doc, token.head
    if host == token:
        return _after_comma(token)
    bounds = WHOLE if _closes(group, token) else WHOLE | {"ccomp", "advcl"}
    while host.dep_ not in bounds and host.head != host:
        host = host.head
    first, last = host.left_edge.i, host.right_edge.i
    runs = []
    if group[0] > first and doc[group[0] - 1].dep_ != "cc":
        runs.append((first, group[0] - 1))
    begin = group[1] + 1
    for child in host.lefts:
        if (
            child.dep_ == "advcl"
            and child.tag_ == "VBG"
            and begin <= child.left_edge.i <= begin + 1
        ):
            begin = child.right_edge.i + 1
    if begin <= last:
        runs.append((begin, last))
    return _kept(doc, runs)


def _closes(group: Run, token: "Token") -> bool:
    """Tell whether ", according to X" ends its sentence: it then qualifies all of it."""
    doc = token.doc
    after = doc[group[1] + 1 : token.sent.end]
    return doc[group[0] - 1].text == "," and all(word.is_punct for word in after)


def _after_comma(token: "Token") -> list[Run]:
    """Return what follows "According to X," where the parser has taken it into the phrase."""
    for i in range(token.i + 2, token.sent.end - 1):
        if token.doc[i].text == ",":
            return [trimmed(token.doc, (i + 1, token.sent.end - 1))]
    return []


def _joins(verb: "Token", part: "Token") -> bool:
    """Tell whether a verb goes on a part like it: "wants to build … and open"."""
    return verb.dep_ == "conj" and verb.tag_ == part.tag_ and verb.tag_ in {"VB", "VBG"}


def object_of_attitude(verb: "Token", cue: Run) -> tuple[Run, Run | None]:
    """Return the cue, widened by a preposition that belongs to it, and what the stance is on."""
    parts: list[Token] = []
    for child in verb.rights:
        if child.dep_ in OBJECTS or (parts and _joins(child, parts[-1])):
            parts.append(child)
        elif (
            child.dep_ in ENDS
            or child.text in {";", "—"}
            or (
                child.text == "," and not (parts and any(_joins(c, parts[-1]) for c in verb.rights))
            )
        ):
            break
    if not parts:
        return cue, None
    first = max(parts[0].left_edge.i, cue[1] + 1)
    if parts[0].dep_ == "prep" and parts[0].i == cue[1] + 1:
        cue = (cue[0], parts[0].i)
        first = parts[0].i + 1
    run = trimmed(verb.doc, (first, parts[-1].right_edge.i))
    return cue, run if run[0] <= run[1] else None


def heard(noun: "Token", *, statement: bool) -> Run | None:
    """Return the that-clause of a noun, or with `statement` off its infinitive or "of" phrase."""
    for child in noun.rights:
        if child.dep_ not in {"acl", "ccomp", "relcl", "prep"}:
            continue
        that = any(word.dep_ == "mark" and word.lower_ == "that" for word in child.children)
        if statement and that and finite(child):
            first = next(word.i for word in child.children if word.lower_ == "that") + 1
            return trimmed(noun.doc, (first, child.right_edge.i))
        if not statement and child.dep_ != "relcl":
            first = child.i + 1 if child.dep_ == "prep" else child.left_edge.i
            run = trimmed(noun.doc, (first, child.right_edge.i))
            return run if run[0] <= run[1] else None
    return None


def _kept(doc: "Doc", runs: list[Run]) -> list[Run]:
    """Return the runs without punctuation at their ends; what is nothing else is left out."""
    kept = [trimmed(doc, run) for run in runs]
    words = [(a, b) for a, b in kept if any(map(str.isalnum, doc[a : b + 1].text))]
    return [] if all(a == b and doc[a].tag_ == "PRP" for a, b in words) else words


def trimmed(doc: "Doc", run: Run) -> Run:
    """Leave out the punctuation at both ends, quotation marks and brackets apart."""
    first, last = run
    while first <= last and doc[first].text in EDGES:
        first += 1
    while last >= first and doc[last].text in EDGES:
        last -= 1
    return first, last
