"""What nouns add to a statement: appositions, ranks and measures, counted things, `with` phrases.

Each rule looks at one word of a tree; `first` is where its sentence begins.
"""

import re

from workbench.splitting.repair import TIMES
from workbench.splitting.syntax import NOUNS, PROPER, Tree

RANKABLE = NOUNS | {"CD", "JJS"}
"""`the fastest pace`, `three more than last year`, `the most in its history`."""
ORDINAL = re.compile(
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|\d+(?:st|nd|rd|th)"
)
SHORTEST = 3
"""Words that carry content in a participle clause or addition with a fact of its own."""
SEPARATORS = frozenset({",", ";", "–", "—", "-", "--", "(", ":"})


def after_comma(tree: Tree, i: int, first: int) -> bool:
    """Whether the words below begin after a comma, a dash or a bracket."""
    left = tree[i].left
    if left > first + 1 and tree[left - 1].text in {"”", '"', "’"}:
        left -= 1
    return left > first and tree[left - 1].text in SEPARATORS


def is_apposition(tree: Tree, i: int, first: int) -> bool:
    """Whether a noun describes a name, or names an office: `the mayor of X, Jane Roe`."""
    word, head = tree[i], tree[tree[i].head]
    if head.i > i or word.tag not in NOUNS or head.tag not in NOUNS:
        return False
    if not after_comma(tree, i, first) or tree[word.left - 1].text == "(":
        return False
    if word.lower in TIMES or head.lower in TIMES:
        return False
    if head.tag in PROPER:
        return word.tag in {"NN", "NNS"} or any(
            tree[c].dep in {"det", "poss", "amod", "nummod", "relcl", "acl"} for c in word.children
        )
    titled = any(tree[c].dep in {"poss", "prep"} for c in head.children)
    return word.tag in PROPER and head.tag == "NN" and titled


def is_share(tree: Tree, i: int, first: int) -> bool:
    """Whether a coordinated thing has a number of its own: `33 deaths and 7,900 cases`.

    Behind one that has, `a` and `an` count too: `nine officers and a guard`.
    """
    top = i
    chain = [i]
    while tree[top].dep == "conj":
        top = tree[top].head
        chain.append(top)
    if tree[top].dep not in {"dobj", "attr"} or not tree.is_verb(tree[top].head):
        return False
    later = [j for j in range(i, tree[top].right + 1) if tree[j].dep == "conj"]
    if _as_well_as(tree, i, first):
        return True
    if any(tree[j].tag not in NOUNS | {"JJ"} for j in chain) or any(
        tree[c].lower in {"or", "nor"} for j in chain for c in tree[j].children
    ):
        return False
    chain += [j for j in later if tree[j].head in chain and j not in chain]
    single = {j for j in chain if any(tree[c].lower in {"a", "an"} for c in tree[j].children)}
    return _counted(tree, top) and all(j in single or _counted(tree, j) for j in chain)


def _as_well_as(tree: Tree, i: int, first: int) -> bool:
    """Whether `, as well as` adds a thing that is described on its own."""
    before = tree[i].left - 3
    return (
        before > first
        and [tree[j].lower for j in range(before, before + 3)] == ["as", "well", "as"]
        and tree[before - 1].text == ","
        and any(tree[c].dep in {"prep", "nummod", "acl", "relcl"} for c in tree[i].children)
    )


def _counted(tree: Tree, i: int) -> bool:
    """Whether a noun has a number of its own that is no year, age or `one`."""
    if ORDINAL.fullmatch(tree[i].lower):
        return True
    return any(
        (tree[c].dep == "nummod" and tree[c].lower != "one" and tree[i].lemma not in TIMES)
        or ORDINAL.fullmatch(tree[c].lower)
        for c in tree[i].children
    )


def is_detail(tree: Tree, i: int, first: int) -> bool:
    """Tell a rank or measure after a comma from a time or a list."""
    word = tree[i]
    if word.tag not in RANKABLE or word.head > i or not after_comma(tree, i, first):
        return False
    if word.lemma in TIMES or tree[word.head].tag in PROPER:
        return False
    if any(tree[c].dep in {"conj", "cc"} for c in word.children):
        return False
    below = [tree[c] for c in word.children]
    if _sums_up(tree, i):
        return True
    if word.tag == "CD":
        ranked = any(w.tag == "JJR" for w in below)
    else:
        ranked = word.tag == "JJS" or any(
            w.tag in {"JJS", "RBS"} or w.lower in {"first", "second", "third", "twice"}
            for w in below
        )
    follows = tree[min(word.right + 1, len(tree) - 1)].text
    return ranked and follows in {",", ".", ";", "”", '"'}


def is_closing(tree: Tree, i: int, first: int) -> bool:
    """Whether `, with` adds what went along at a sentence's end: `, with two judges against`."""
    closed = tree[min(tree[i].right + 1, len(tree) - 1)].text in {".", ";"}
    return (
        i > first
        and closed
        and after_comma(tree, i, first)
        and any(tree[c].dep == "pobj" and tree[c].tag in NOUNS for c in tree[i].children)
        and sum(weighs(tree, j) for j in tree.below(i)) >= SHORTEST
    )


def _sums_up(tree: Tree, i: int) -> bool:
    """Whether a noun with a clause of its own says what a statement was: `…, a step that cost 5`.

    The same noun again (`a bond, a bond that lasts`) only goes on.
    """
    word = tree[i]
    below = [tree[c] for c in word.children]
    told = any(w.dep == "relcl" or (w.dep == "acl" and w.tag in {"VBN", "VBG"}) for w in below)
    named = word.lower == "something" or any(w.lower in {"a", "an", "the"} for w in below)
    return told and named and tree[word.head].lemma != word.lemma


def is_absolute(tree: Tree, i: int, first: int) -> bool:
    """Whether a `with` phrase tells of a fact of its own: `with the bridge closed`."""
    if i == first:
        verbs = [j for j in range(i, tree[i].right + 1) if tree[j].dep in {"acl", "pcomp"}]
        closed = tree[min(tree[i].right + 1, len(tree) - 1)].text == ","
        return closed and any(tree[j].tag == "VBG" for j in verbs)
    if not after_comma(tree, i, first):
        return False
    for child in tree[i].children:
        noun = tree[child]
        if noun.dep == "pobj" and noun.tag in NOUNS:
            below = [tree[c] for c in noun.children]
            if any(b.dep == "acl" and b.i > child and b.tag in {"VBG", "VBN"} for b in below):
                return True
            if any(b.tag == "JJS" for b in below):
                return True
    return False


def weighs(tree: Tree, i: int) -> bool:
    """Whether a word carries content: not punctuation and no function word."""
    return not tree[i].is_punct and tree[i].tag not in {
        "DT", "IN", "TO", "CC", "PRP", "PRP$", "WDT", "WP", "POS", "EX",
    }  # fmt: skip
