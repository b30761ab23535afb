"""Tells numbers that belong to a name: `post 542`, `F-16`, `Formula 1`, `5G`."""

from collections.abc import Sequence

from workbench.splitting.counted import counted_at, is_plural, unit_near
from workbench.splitting.numerals import WORDS, Numeral, Token, hyphenated
from workbench.splitting.quantity import capital_at, opens_sentence, word_at

_NAMES = frozenset(WORDS["not_counted"]["names_before"])
_WORDS_TOO = frozenset(WORDS["not_counted"]["names_or_words"])
_ABBREVIATED = frozenset(WORDS["not_counted"]["abbreviated"])
_PREFIXES = frozenset({"mid", "pre", "post", "sub", "some"})
_GLUE = frozenset("#_/@=&.\\")


def is_in_a_name(line: Sequence[Token], at: int, numeral: Numeral) -> bool:
    """Tell whether a number without a unit belongs to a name."""
    if not numeral.in_digits:
        return _is_title(line, at, numeral)
    if at == 0:
        return False
    before = line[at - 1]
    if before.text == "." and word_at(line, at - 2) in _ABBREVIATED:
        return True
    if before.kind != "word" or not line[at].text.isdecimal() or numeral.end != at + 1:
        return False
    followed = counted_at(line, numeral.end, single=numeral.value == 1).unit is not None
    if before.lower in _NAMES:
        return not (followed and before.lower in _WORDS_TOO)
    inside = before.text[0].isupper() and not opens_sentence(line, at - 1)
    return inside and not followed and not capital_at(line, numeral.end)


def is_glued(line: Sequence[Token], at: int, numeral: Numeral) -> bool:
    """Tell whether letters or marks touch the digits: `F-16`, `MH17`, `#12`, `TMA-09M`."""
    if not numeral.in_digits or at == 0 or not line[at].glued:
        return False
    before = line[at - 1]
    if hyphenated(before) and at > 1 and line[at - 2].kind == "word":
        return line[at - 2].lower not in _PREFIXES
    return before.kind == "word" or before.text in _GLUE


def goes_on_glued(line: Sequence[Token], numeral: Numeral) -> bool:
    """Tell whether letters follow the digits that are no unit: `5G`, `737s`."""
    if not numeral.in_digits or numeral.end >= len(line):
        return False
    after = line[numeral.end]
    return after.glued and (after.kind == "word" or after.text in _GLUE - {"."})


def _is_title(line: Sequence[Token], at: int, numeral: Numeral) -> bool:
    """Tell whether a number word has a capital of its own: `Group of Seven`."""
    if not line[at].text[0].isupper() or opens_sentence(line, at):
        return False
    headline = capital_at(line, at - 1) and word_at(line, at - 1) not in {"of", "the", "big"}
    return not headline and not is_plural(word_at(line, numeral.end))


def names_end(line: Sequence[Token], end: int) -> int:
    """Step over the rest of `542 and 543`, `250, 251 and 252`."""
    while (
        end + 1 < len(line)
        and line[end].lower in {"and", ",", "or", "to", "-", "–"}
        and (
            line[end + 1].kind == "digits"
            and line[end + 1].text.isdecimal()
            and counted_at(line, end + 2, single=False).unit is None
            and unit_near(line, end + 2, WORDS["percent"], in_digits=True) is None
        )
    ):
        end += 2
    return end
