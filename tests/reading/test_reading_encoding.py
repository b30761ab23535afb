import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import ReadingError
from workbench.reading.encoding import decode

WESTERN = (
    "Le ministre a déclaré que « près de 4 000 personnes » étaient restées à Homs.",
    "Été difficile à Besançon",
    "„Wir wissen nichts“, erklärte Müller – über 300 Menschen hätten die Straße überquert.",
    "Größe: 12 m²",
    "He’s late.",
    "It cost £40m, not €40m, the mayor’s “office” said.",
    "¿Cuántos años tiene el señor Núñez?",
)
SENTENCE = "The café’s owner said “about 4,000” – not 40,000 – stayed."
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufeff")
    .filter(lambda letter: letter in "\t\n\f\x1b" or not "\0" <= letter < " ")
    .filter(lambda letter: letter != "\x7f")
)


@pytest.mark.parametrize("text", WESTERN)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_western_text_is_read_letter_for_letter(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), name="It") == text


@pytest.mark.parametrize("text", ["Besançon, où l'été", "Straße", "It cost £5", "señor"])
def test_latin_1_is_read_letter_for_letter(text: str) -> None:
    assert decode(text.encode("latin-1"), name="It") == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf_16_is_read_in_either_byte_order(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"

    assert decode(mark + SENTENCE.encode(encoding), name="It") == SENTENCE


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Министр заявил, что в городе остаются четыре тысячи человек."),
        ("koi8-r", "Министр заявил, что в городе остаются четыре тысячи человек."),
        ("cp1253", "Ο υπουργός δήλωσε ότι τέσσερις χιλιάδες παραμένουν."),
        ("cp1250", "Minister powiedział, że zostało około 4 000 osób."),
        ("shift_jis", "大臣は、約四千人が街に残っていると述べた。"),
    ],
)
def test_another_script_in_a_code_page_is_refused_not_mangled(encoding: str, text: str) -> None:
    with pytest.raises(ReadingError, match=r"^It is neither UTF-8 nor Western European"):
        decode(text.encode(encoding), name="It")


@pytest.mark.parametrize("text", ["Министр заявил", "大臣は、約四千人", "قال الوزير", "שלום"])
def test_any_script_in_utf_8_is_read(text: str) -> None:
    assert decode(text.encode(), name="It") == text


def test_utf_8_cut_off_inside_a_character_is_called_damaged() -> None:
    data = "“Été” – à Besançon: “é".encode()[:-1]

    with pytest.raises(ReadingError, match=r"is UTF-8 and is damaged at byte 33"):
        decode(data, name="It")


def test_a_lone_surrogate_in_utf_8_is_refused() -> None:
    data = "half \ud800 a character".encode("utf-8", "surrogatepass")

    with pytest.raises(ReadingError, match="damaged at byte 5"):
        decode(data, name="It")


def test_a_lone_surrogate_in_utf_16_is_refused() -> None:
    data = codecs.BOM_UTF16_LE + "a \ud800 b".encode("utf-16-le", "surrogatepass")

    with pytest.raises(ReadingError, match="marked as UTF-16 and is damaged at byte 6"):
        decode(data, name="It")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\x00", "a JPEG picture"),
        (b"{\\rtf1\\ansi hello}", "a Rich Text document"),
        (b"\x9a\xf0\x11\x07\x7c\x2a\x99\x01DUCK@\x00", "a DuckDB database"),
        (b"SQLite format 3\x00", "an SQLite database"),
    ],
)
def test_a_file_of_another_kind_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(ReadingError, match=rf"^It is not a text file: it is {kind}"):
        decode(data, name="It")


@pytest.mark.parametrize(
    "data",
    [b"one NUL \0 is enough", b"\x01\x02\x03\x04abc", bytes(range(256)), b"h\0e\0l\0l\0o\0"],
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(ReadingError, match=r"^It is not a text file\.") as caught:
        decode(data, name="It")
    assert caught.value.hint


def test_line_ends_become_line_feeds() -> None:
    assert decode(b"a\r\nb\rc\nd\n\r\ne\r\r\nf", name="It") == "a\nb\nc\nd\n\ne\n\nf"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_line_ends_of_utf_16_become_line_feeds(encoding: str) -> None:
    assert decode("\ufeffa\r\nb\rc".encode(encoding), name="It") == "a\nb\nc"


def test_only_one_byte_order_mark_is_dropped() -> None:
    assert decode("\ufeff\ufeffa\ufeff".encode(), name="It") == "\ufeffa\ufeff"


@given(TEXTS)
def test_utf_8_without_carriage_returns_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode(), name="It") == text


@given(TEXTS, st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_marked_encodings_come_back_as_they_were(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), name="It") == text


@given(st.text(st.characters(codec="cp1252", min_codepoint=32).filter(lambda c: c != "\x7f")))
def test_windows_1252_beside_enough_ascii_comes_back_or_is_refused(text: str) -> None:
    whole = f"‘{'plain words ' * 20}{text}"
    data = whole.encode("cp1252")
    try:
        read = decode(data, name="It")
    except ReadingError:
        read = whole
    assert read == whole


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_reading_error(data: bytes) -> None:
    try:
        text = decode(data, name="It")
    except ReadingError:
        return
    assert text.encode().decode() == text
    assert "\0" not in text
    assert "\r" not in text
