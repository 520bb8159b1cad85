"""The words of all briefs, and which of them a reader may have meant by a misspelt one."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from typing import Self

from rapidfuzz import fuzz, process

from bot.domain.romanise import fold, skeleton

SAME_CONSONANTS = 0.9  # a word whose consonants agree: vowels are what spellings in another script differ in
LEAST_CONSONANTS = 3
LEAST_LIKENESS = 55.0  # of keys whose consonants agree, else "war" would be "year"
LEAST_RATIO = 74.0  # one wrong letter in four, two in eight
SHORTEST_FUZZY = 4  # letters; shorter words are too near to everything
SWAPPED = 0.93  # two neighbouring letters in each other's place: the commonest slip of the finger
MOST_ALIKE = 8


class Vocabulary:
    """Folded keys, found by likeness, and the Latin words that they come from.

    A key forgets what spellings of a sound disagree on, and a slip of the finger (`puase`) is seen better before it does.
    Only words with the same first letter are looked at: people rarely miss that.
    """

    def __init__(self, keys: Iterable[str] = (), spellings: Iterable[str] = ()) -> None:
        self._keys: list[str] = sorted(set(keys))
        self._spelt: set[str] = set()
        self._skeletons: dict[str, list[str]] = defaultdict(list)
        self._buckets: dict[str, list[str]] = defaultdict(list)
        self._spellings: dict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            self._file(key)
        for word in spellings:
            self.spell(word)

    def with_words(self, keys: Collection[str], spellings: Collection[str]) -> Self:
        """Give a vocabulary that has some more words; this one stays as it is, since others may be reading it."""
        more = copy(self)
        more._keys, more._spelt = list(self._keys), set(self._spelt)
        bones = [skeleton(key) for key in keys]
        more._skeletons = _own(self._skeletons, bones)
        more._buckets = _own(self._buckets, (consonants[:1] for consonants in bones))
        more._spellings = _own(self._spellings, (word[0] for word in spellings))
        for key in keys:
            more._add(key)
        for word in spellings:
            more.spell(word)
        return more

    def _add(self, key: str) -> None:
        at = bisect_left(self._keys, key)
        if self._keys[at : at + 1] != [key]:
            self._keys.insert(at, key)
            self._file(key)

    def spell(self, word: str) -> None:
        """Take a word in Latin letters that may be new."""
        if word not in self._spelt:
            self._spelt.add(word)
            if len(word) >= SHORTEST_FUZZY:
                self._spellings[word[0]].append(word)

    def _file(self, key: str) -> None:
        bones = skeleton(key)
        self._skeletons[bones].append(key)
        if len(key) >= SHORTEST_FUZZY:
            self._buckets[bones[:1]].append(key)

    def near(self, key: str, word: str = "") -> dict[str, float]:
        """Give the keys that `key`, or `word` as it was typed, may be meant for, with a likeness below 1; without `key`."""
        bones = skeleton(key)
        found: dict[str, float] = {}
        if len(key) >= SHORTEST_FUZZY:
            found.update(_alike(key, self._buckets.get(bones[:1], ())))
        if len(word) >= SHORTEST_FUZZY:
            for other, likeness in _alike(word, self._spellings.get(word[0], ())):
                found[fold(other)] = max(likeness, found.get(fold(other), 0))
        if len(bones) >= LEAST_CONSONANTS:
            for other in self._skeletons.get(bones, ()):
                ratio = fuzz.ratio(key, other, score_cutoff=LEAST_LIKENESS)
                if ratio:
                    likeness = SAME_CONSONANTS * (0.6 + 0.4 * ratio / 100)
                    found[other] = max(found.get(other, 0), likeness)
        found.pop(key, None)
        return found

    def beginning(self, prefix: str) -> list[str]:
        """Give the keys that begin with `prefix`, in order."""
        first = bisect_left(self._keys, prefix)
        last = bisect_left(self._keys, prefix + "\uffff")
        return self._keys[first:last]


def _own(table: Mapping[str, list[str]], names: Iterable[str]) -> defaultdict[str, list[str]]:
    """Give a copy in which the lists of some names may be added to."""
    return defaultdict(list, {**table, **{name: list(table[name]) for name in set(names) & table.keys()}})


def _alike(word: str, others: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Give those of `others` that are like `word`, in 0.6..0.95: one wrong letter counts little, two count more."""
    for other, ratio, _ in process.extract(
        word, others, scorer=fuzz.ratio, processor=None, score_cutoff=LEAST_RATIO, limit=MOST_ALIKE
    ):
        if _swapped(word, other):
            yield other, SWAPPED
        else:
            yield other, 0.6 + 0.35 * (ratio - LEAST_RATIO) / (100 - LEAST_RATIO)


def _swapped(word: str, other: str) -> bool:
    """Say whether two words are the same but for two neighbouring letters in each other's place."""
    at = next((at for at, (ours, theirs) in enumerate(zip(word, other, strict=False)) if ours != theirs), 0)
    return word[:at] + word[at : at + 2][::-1] + word[at + 2 :] == other != word
