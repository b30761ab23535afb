"""JSON that is larger than memory should hold: its records, one at a time."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NoReturn, TextIO

CHUNK: Final = 1 << 20
"""Characters read at a time."""
CUT: Final = 16
"""A fault so near the end of what was read may come from the cut: `tru`, `\\u00e`."""
STREAMED: Final = frozenset({"dataFeedElement", "itemListElement"})
"""Keys of a document whose list is read element by element."""


class Record(dict[str, object]):
    """A JSON object that knows which of its keys stand in it twice; the first value is kept."""

    def __init__(self, pairs: Sequence[tuple[str, object]] = ()) -> None:
        super().__init__(reversed(pairs))
        self.twice: frozenset[str] = frozenset()
        if len(self) != len(pairs):
            counts = Counter(key for key, _ in pairs)
            self.twice = frozenset(key for key, count in counts.items() if count > 1)


def _refuse(constant: str) -> NoReturn:
    message = f"{constant} is no JSON"
    raise ValueError(message)


DECODER: Final = json.JSONDecoder(object_pairs_hook=Record, parse_constant=_refuse)


def value_of(text: str) -> object:
    """Return the one value of a text; ValueError where it is none or is nested too deeply."""
    try:
        return DECODER.decode(text)
    except RecursionError as error:
        message = "it is nested too deeply"
        raise ValueError(message) from error


def records_of(stream: TextIO) -> Iterator[tuple[int, object]]:
    """Return the records of the JSON documents in a text, each with the line that it begins in.

    A record is an element of a list, of a document's `dataFeedElement` or `itemListElement`, or
    else a document. Raises ValueError at the first fault: what follows cannot be told apart.
    """
    text = _Text(stream)
    while start := text.next():
        if start == "[":
            yield from text.elements()
        elif start == "{":
            yield from text.document()
        else:
            yield text.line, text.value()


class _Text:
    """A text with a place in it; what lies before the place is let go."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._held = ""
        self._at = 0
        self._counted = 0
        self._line = 1

    @property
    def line(self) -> int:
        """The line of the place, from 1."""
        self._line += self._held.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def next(self) -> str:
        """Go to the next character that is no white space, and return it; `""` at the end."""
        while True:
            while self._at < len(self._held) and self._held[self._at] in " \t\r\n\ufeff":
                self._at += 1
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._read_on():
                return ""

    def value(self) -> object:
        """Return the value at the place; ValueError for what is none."""
        self.next()
        while True:
            try:
                value, end = DECODER.raw_decode(self._held, self._at)
            except json.JSONDecodeError as error:
                whole = "Unterminated" not in error.msg and error.pos < len(self._held) - CUT
                if whole or not self._read_on():
                    raise
                continue
            except RecursionError as error:
                message = "it is nested too deeply"
                raise ValueError(message) from error
            if end < len(self._held) or not self._read_on():  # else a number may go on
                self._at = end
                return value

    def elements(self) -> Iterator[tuple[int, object]]:
        """Return the elements of the list at the place, each with its line."""
        self._take("[")
        if self._took("]"):
            return
        while True:
            self.next()
            yield self.line, self.value()
            if self._took("]"):
                return
            self._take(",")

    def document(self) -> Iterator[tuple[int, object]]:
        """Return the elements of the streamed lists of the object at the place, then the rest."""
        line, rest = self.line, []
        self._take("{")
        ended = self._took("}")
        while not ended:
            key = self.value()
            if not isinstance(key, str):
                message = "a key of it is not text"
                raise TypeError(message)
            self._take(":")
            if key in STREAMED and self.next() == "[":
                yield from self.elements()
            else:
                rest.append((key, self.value()))
            ended = self._took("}")
            if not ended:
                self._take(",")
        yield line, Record(rest)

    def _took(self, character: str) -> bool:
        if self.next() != character:
            return False
        self._at += 1
        return True

    def _take(self, character: str) -> None:
        if not self._took(character):
            message = f"a “{character}” is missing"
            raise ValueError(message)

    def _read_on(self) -> bool:
        """Read as much again as is held; False at the end."""
        more = self._stream.read(max(CHUNK, len(self._held) - self._at))
        self._line = self.line
        self._held = self._held[self._at :] + more
        self._at = self._counted = 0
        return bool(more)
