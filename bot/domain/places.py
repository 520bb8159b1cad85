"""Which time zone somebody means who names a place, in any script and spelt as they hear it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.romanise import fold, romanise
from bot.domain.text import words
from bot.domain.vocabulary import Vocabulary

# One wrong letter in a name of six; below it, অস্ত্র (arms) would be Austria.
_SURE = 0.84
_LEAD = 0.08  # by which a guess must be better than the next one
_LEAST = 0.72
_MOST_WORDS = 5  # "Ho Chi Minh City"; more is a sentence


@dataclass(frozen=True)
class Guess:
    """A time zone that a name may mean, and how surely: 1 where it is the very name."""

    zone: str
    likeness: float


class Places:
    """The names of cities and of countries, each with the time zone that it means."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._zones: dict[str, set[str]] = defaultdict(set)
        spellings: list[str] = []
        for name, zone in names:
            spelt = _together(name)
            self._zones[fold(spelt)].add(zone)
            spellings.append(romanise(spelt))
        self._names = Vocabulary(self._zones, spellings)

    def find(self, text: str, most: int = 4) -> tuple[Guess, ...]:
        """Give the time zones that a text may mean, the likeliest first; none where it names no place at all.

        What follows a comma, as in "Dhaka, Bangladesh", may be left out.
        """
        found = (self._find(name, most) for name in dict.fromkeys((text, text.partition(",")[0])))
        return max(found, key=lambda guesses: guesses[0].likeness if guesses else 0)

    def _find(self, text: str, most: int) -> tuple[Guess, ...]:
        spelt = _together(text)
        if not spelt or len(words(text)) > _MOST_WORDS:
            return ()
        key = fold(spelt)
        near = self._names.near(key, romanise(spelt)) | ({key: 1.0} if key in self._zones else {})
        likeness: dict[str, float] = {}
        for name, like in near.items():
            for zone in self._zones.get(name, ()):
                likeness[zone] = max(like, likeness.get(zone, 0))
        guesses = (Guess(zone, like) for zone, like in likeness.items() if like >= _LEAST)
        return tuple(sorted(guesses, key=lambda guess: (-guess.likeness, guess.zone))[:most])


def is_sure(guesses: tuple[Guess, ...]) -> bool:
    """Say whether the first guess needs no asking."""
    if not guesses or guesses[0].likeness < _SURE:
        return False
    return len(guesses) == 1 or guesses[0].likeness - guesses[1].likeness >= _LEAD


def _together(name: str) -> str:
    """Give a name's words as one, since people write নিউ ইয়র্ক and নিউইয়র্ক."""
    return "".join(words(name))
