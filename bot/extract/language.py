"""Which of Barta's two languages an article is in, if either."""

from typing import Final

import regex

from bot.domain.models import Language

_BENGALI: Final = regex.compile(r"\p{Bengali}")
_LATIN: Final = regex.compile(r"\p{Latin}")
_LETTER: Final = regex.compile(r"\p{L}")
_WORD: Final = regex.compile(r"[\p{L}\p{M}]+")
# The letters of Bengali script by which Assamese and Bengali write r; neither has the other's.
_ASSAMESE_R, _BENGALI_R = "ৰ", "র"
# Words that make up 23 to 31 of 100 in the English articles of the tests, and at most 3 in other languages of Latin letters.
_ENGLISH_WORDS: Final = (
    "the of and to that for was with is by from he she said but not are has had will his her they this who it"
)
_ENGLISH: Final = frozenset(_ENGLISH_WORDS.split())
_LEAST_SHARE: Final = 0.1
_FEW: Final = 20  # words that may all be names


def language_of(text: str) -> Language | None:
    """Say which language a text is in, by most of its letters; None where that is neither Bengali nor English."""
    bengali, latin = len(_BENGALI.findall(text)), len(_LATIN.findall(text))
    others = len(_LETTER.findall(_LATIN.sub("", _BENGALI.sub("", text))))
    if others > max(bengali, latin) or bengali == latin == 0:
        return None
    if bengali >= latin:
        return "bn" if text.count(_ASSAMESE_R) <= text.count(_BENGALI_R) else None
    said = [word.casefold() for word in _WORD.findall(text)]
    english = sum(word in _ENGLISH for word in said)
    return "en" if len(said) < _FEW or english >= _LEAST_SHARE * len(said) else None
