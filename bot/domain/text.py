"""Text as search sees it: one spelling for what readers type in many, and words that keep their vowel signs."""

from functools import lru_cache
from typing import Literal
from unicodedata import normalize

import regex

Script = Literal["bengali", "latin", "mixed"]

# Bengali letters carry their vowels as marks (\p{M}); Python's \w would cut words at each of them.
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_GRAPHEME = regex.compile(r"\X")
# Joiners, soft hyphens, direction marks and chandrabindu carry no sense for search.
_INVISIBLE = regex.compile(r"[\p{Cf}\u0981]")
_LATIN_MARK = regex.compile(r"(?<=\p{Latin}\p{M}*)[\u0300-\u036F]")
_ABBREVIATION = regex.compile(r"\b(?:\p{Latin}\.){2,}")
_POSSESSIVE = regex.compile(r"(?<=\p{L})['\u2019\u02BC]s\b")
_APOSTROPHE = regex.compile(r"(?<=[\p{L}\p{M}])['\u2019\u02BC](?=\p{L})")
_DECIMAL = regex.compile(r"(?<=\p{N})[.,](?=\p{N})")
# A full stop after a capital is an abbreviation's, and Bengali has its own.
_SENTENCE_END = regex.compile(r"(?<=(?:[।?!]|[\p{Ll}\p{N}”)%][.])[”’]?)\s+(?!\p{Ll})")
_BENGALI = regex.compile(r"\p{Bengali}")
_LATIN = regex.compile(r"\p{Latin}")
_DIGITS = str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")


def normalise(text: str) -> str:
    """Give `text` with one spelling for each word: composed, case folded, digits Western, joiners and accents gone."""
    text = _INVISIBLE.sub("", normalize("NFKC", text)).casefold().translate(_DIGITS)
    # Accents are taken off Latin letters alone: in Bengali, marks are vowels.
    text = normalize("NFC", _LATIN_MARK.sub("", normalize("NFD", text)))
    text = _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), text)
    return _DECIMAL.sub("", _APOSTROPHE.sub("", _POSSESSIVE.sub("", text)))


def words(text: str) -> tuple[str, ...]:
    """Give the normalised words of `text`, in order."""
    return tuple(_WORD.findall(normalise(text)))


def sentences(text: str) -> list[str]:
    """Give the sentences of an editor's text, Bengali or English, in order."""
    return _SENTENCE_END.split(text)


def graphemes(text: str) -> list[str]:
    """Give what a reader sees as the characters of `text`; joined they are `text` again."""
    return _GRAPHEME.findall(text)


@lru_cache(maxsize=65_536)
def is_bengali(word: str) -> bool:
    """Say whether a word is written in Bengali letters."""
    return _BENGALI.search(word) is not None


def script(text: str) -> Script | None:
    """Say in which script the letters of `text` are; None where it has neither Bengali nor Latin letters."""
    bengali, latin = _BENGALI.search(text) is not None, _LATIN.search(text) is not None
    if bengali and latin:
        return "mixed"
    if bengali:
        return "bengali"
    return "latin" if latin else None
