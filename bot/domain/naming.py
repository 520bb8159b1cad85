"""Finding somebody by a few letters of the name, in either script."""

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz

from bot.domain.romanise import fold
from bot.domain.text import words

_LEAST = 70  # of 100: below it nobody would call it the same name
_MOST = 6  # that one can choose among at a glance


def find_by_name(typed: str, spellings: Mapping[str, Iterable[str]]) -> list[str]:
    """Give the keys of those whose spellings are like what was typed, the likest first, at most six."""
    sought = _keys(typed)
    if not sought:
        return []
    scores = {
        key: max((_likeness(sought, _keys(each)) for each in names), default=0.0)
        for key, names in spellings.items()
    }
    found = [key for key, score in scores.items() if score >= _LEAST]
    return sorted(found, key=lambda key: (-scores[key], key))[:_MOST]


def _keys(name: str) -> list[str]:
    """Give how the words of a name sound, so that the scripts meet."""
    return [fold(word) for word in words(name)]


def _likeness(sought: list[str], name: list[str]) -> float:
    """Give how well each word that was typed is a word of the name, or the beginning of one; 0..100."""
    if not name:
        return 0.0
    best = [
        max(100.0 if word.startswith(each) else fuzz.ratio(each, word) for word in name) for each in sought
    ]
    return sum(best) / len(best)
