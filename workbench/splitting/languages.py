"""Which language an article is written in.

English is told by its commonest words, which costs nothing; anything else by py3langid, a naive
Bayes classifier over byte sequences (Lui and Baldwin, langid.py, ACL 2012): 139 languages in 5 MB,
0.6 s to load. lingua is a little surer of single lines, but takes 96 MB, 8 s and 1.1 GB.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH: Final = "en"
LOOKED_AT: Final = 20_000
"""Code points from the start of a text that are looked at."""
COMMON: Final = frozenset(
    "the of and to a in that is was for on with said as by at from it has have be were not are he"  # noqa: SIM905 - one word list
    " his they which their will this an been had who after would".split()
)
ENOUGH: Final = 0.2
"""Share of common English words from which a text is English: news has 0.22 to 0.5 of them, and
other languages that share some of their letters (`in`, `was`, `on`, `had`) less than 0.1."""
NO_OTHER: Final = (ENGLISH, "pcm", "zxx")
"""English, Nigerian Pidgin, which English headlines are taken for, and no language at all."""
DOUBTFUL: Final = 0.1
"""Probability of these from which no other language is believed."""
WORD: Final = re.compile(r"[^\W\d_]+")
LETTERS: Final = 30
"""A text of fewer letters, counted in UTF-8, gives no hint of its language."""

NAMES: Final = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian",
    "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech",
    "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "ha": "Hausa",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "ig": "Igbo", "is": "Icelandic", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean",
    "ku": "Kurdish", "ky": "Kyrgyz", "la": "Latin", "lb": "Luxembourgish", "lo": "Lao",
    "lt": "Lithuanian", "lv": "Latvian", "mg": "Malagasy", "mk": "Macedonian", "ml": "Malayalam",
    "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "my": "Burmese",
    "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "pa": "Punjabi",
    "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "rw": "Kinyarwanda", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "so": "Somali",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil",
    "te": "Telugu", "tg": "Tajik", "th": "Thai", "tk": "Turkmen", "tl": "Tagalog",
    "tr": "Turkish", "ug": "Uyghur", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek",
    "vi": "Vietnamese", "wuu": "Wu Chinese", "xh": "Xhosa", "yo": "Yoruba", "yue": "Cantonese",
    "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip
"""The larger languages by their tags."""


def language_of(text: str) -> str:
    """Return the language of a text, a BCP 47 tag; `en` where none is sure, as for a short line."""
    words = [word.casefold() for word in WORD.findall(text[:LOOKED_AT])]
    if len("".join(words).encode("utf-8", "replace")) < LETTERS:
        return ENGLISH
    if sum(word in COMMON for word in words) >= ENOUGH * len(words):
        return ENGLISH
    ranked = dict(_identifier().rank(text[:LOOKED_AT]))
    if sum(ranked[tag] for tag in NO_OTHER) > DOUBTFUL:
        return ENGLISH
    return str(max(ranked, key=lambda tag: float(ranked[tag])))


def primary(tag: str) -> str:
    """Return the language of a tag without its script and region: `pt` of `pt-BR`."""
    return tag.partition("-")[0].casefold()


def name_of(tag: str) -> str:
    """Return a language's name in English; its tag where the name is not known."""
    return NAMES.get(primary(tag), tag)


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # ~0.6 s with its model

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
