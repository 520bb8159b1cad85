"""The words of all briefs, and which of them a reader may have meant by a misspelt one."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from bot.domain.romanise import skeleton

SAME_CONSONANTS = 0.9  # a word whose consonants agree: vowels are what spellings in another script differ in
LEAST_CONSONANTS = 3
LEAST_LIKENESS = 55.0  # of keys whose consonants agree, else "war" would be "year"
LEAST_RATIO = 74.0  # one wrong letter in four, two in eight
SHORTEST_FUZZY = 4  # letters; shorter words are too near to everything


class Vocabulary:
    """Folded keys, found by likeness. `near` looks only among keys with the same first consonant, as people rarely miss that."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = sorted(set(keys))
        self._known = frozenset(self._keys)
        self._skeletons: dict[str, list[str]] = defaultdict(list)
        self._buckets: dict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            bones = skeleton(key)
            self._skeletons[bones].append(key)
            if len(key) >= SHORTEST_FUZZY:
                self._buckets[bones[:1]].append(key)

    def __contains__(self, key: str) -> bool:
        return key in self._known

    def near(self, key: str) -> dict[str, float]:
        """Give the keys that `key` may be meant for, with a likeness below 1; without `key` itself."""
        bones = skeleton(key)
        found: dict[str, float] = {}
        if len(key) >= SHORTEST_FUZZY:
            hits = process.extract(
                key,
                self._buckets.get(bones[:1], ()),
                scorer=fuzz.ratio,
                score_cutoff=LEAST_RATIO,
                limit=8,
                processor=None,
            )
            found = {other: _likeness(ratio) for other, ratio, _ in hits}
        if len(bones) >= LEAST_CONSONANTS:
            for other in self._skeletons.get(bones, ()):
                ratio = fuzz.ratio(key, other, score_cutoff=LEAST_LIKENESS)
                if ratio:
                    likeness = SAME_CONSONANTS * (0.8 + 0.2 * ratio / 100)
                    found[other] = max(found.get(other, 0), likeness)
        found.pop(key, None)
        return found

    def beginning(self, prefix: str) -> list[str]:
        """Give the keys that begin with `prefix`, in order."""
        first = bisect_left(self._keys, prefix)
        last = bisect_left(self._keys, prefix + "\uffff")
        return self._keys[first:last]


def _likeness(ratio: float) -> float:
    """Give a likeness in 0..0.9 for a ratio at or above the least: a single wrong letter counts little, two count much."""
    return 0.5 + 0.4 * (ratio - LEAST_RATIO) / (100 - LEAST_RATIO)
