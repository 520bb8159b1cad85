"""A collection of a few hundred briefs in memory: for each name the briefs that hold it, all of them looked at."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from bot.domain.contents import Contents, Reader
from bot.domain.holdings import Sought, Table
from bot.domain.lexicon import Lexicon
from bot.domain.models import Brief, Language, Library, newest_first
from bot.domain.vocabulary import Vocabulary

_NONE: Mapping[int, float] = {}


class Postings:
    """Briefs by number, and for each key, pair of words, concept and word the briefs that hold it, with its weight there."""

    def __init__(self, library: Library, lexicon: Lexicon) -> None:
        self._reader = Reader(library.people, library.topics, lexicon)
        self._tables: dict[Table, dict[str, dict[int, float]]] = {
            "keys": defaultdict(dict),
            "pairs": defaultdict(dict),
            "concepts": defaultdict(dict),
            "words": defaultdict(dict),
        }
        self.briefs: Mapping[str, Brief] = library.briefs
        self._ids: dict[int, str] = {}
        self._contents: dict[int, Contents] = {}
        self._numbers: dict[str, int] = {}
        self._languages: Counter[tuple[str, Language]] = Counter()
        self._next = 0
        spellings: dict[str, None] = {}  # in their order
        for brief in self.briefs.values():
            spellings.update(dict.fromkeys(self._take(brief).spellings))
        self.vocabulary = Vocabulary(self._tables["keys"], spellings)

    @property
    def size(self) -> int:
        """How many briefs there are."""
        return len(self.briefs)

    def put(self, brief: Brief) -> None:
        """Add a brief, or take it in place of the one with its id."""
        self.remove(brief.id)
        briefs = sorted({**self.briefs, brief.id: brief}.values(), key=newest_first)
        self.briefs = {brief.id: brief for brief in briefs}
        contents = self._take(brief)
        for key in contents.keys:
            self.vocabulary.add(key)
        for word in contents.spellings:
            self.vocabulary.spell(word)

    def _take(self, brief: Brief) -> Contents:
        number, contents = self._next, self._reader.read(brief)
        self._next += 1
        self._ids[number], self._contents[number], self._numbers[brief.id] = brief.id, contents, number
        for table, weights in _tables(contents).items():
            for name, weight in weights.items():
                self._tables[table][name][number] = weight
        self._languages.update(contents.languages)
        return contents

    def remove(self, key: str) -> None:
        """Take a brief out, if it is there; its words stay known to the vocabulary, where they lead to nothing."""
        number = self._numbers.pop(key, None)
        if number is None:
            return
        del self._ids[number]
        self.briefs = {other: brief for other, brief in self.briefs.items() if other != key}
        contents = self._contents.pop(number)
        for table, weights in _tables(contents).items():
            for name in weights:
                holders = self._tables[table][name]
                del holders[number]
                if not holders:
                    del self._tables[table][name]
        self._languages.subtract(contents.languages)

    def count(self, table: Table, name: str) -> int:
        """Give how many briefs hold a name."""
        return len(self._tables[table].get(name, _NONE))

    def hold(self, table: Table, name: str, words: Sequence[str]) -> bool:
        """Say whether some brief holds a name and one of some words."""
        found = self.weights(table, name).keys()
        return any(not found.isdisjoint(self.weights("words", word)) for word in words)

    def languages(self, key: str) -> set[Language]:
        """Give the languages in whose letters a key is written in some brief."""
        both: tuple[Language, ...] = ("bn", "en")
        return {language for language in both if self._languages[key, language] > 0}

    def view(self, sought: Sequence[Sought]) -> "Postings":  # noqa: ARG002 - all are looked at
        """Give all the briefs."""
        return self

    def weights(self, table: Table, name: str) -> Mapping[int, float]:
        """Give the briefs that hold a name, each with its weight there."""
        return self._tables[table].get(name, _NONE)

    def spread(self, sought: Sought, held: Mapping[int, float]) -> float:  # noqa: ARG002 - they are all there
        """Give how many briefs hold a unit, those that hold it less well for less."""
        return sum(likeness**4 for likeness in held.values())

    def titles(self, number: int) -> tuple[frozenset[str], ...]:
        """Give the subjects of a brief's titles."""
        return self._contents[number].titles

    def topic(self, number: int) -> frozenset[str]:
        """Give the subjects of the name of a brief's topic."""
        return self._contents[number].topic

    def brief(self, number: int) -> Brief:
        """Give a brief."""
        return self.briefs[self._ids[number]]

    def in_topic(self, topic: str) -> Sequence[Brief]:
        """Give the briefs of a topic, newest first."""
        return [brief for brief in self.briefs.values() if brief.topic == topic]

    def newest(self) -> Sequence[Brief]:
        """Give the briefs, newest first."""
        return tuple(self.briefs.values())


def _tables(contents: Contents) -> dict[Table, Mapping[str, float]]:
    return {
        "keys": contents.keys,
        "pairs": contents.pairs,
        "concepts": contents.concepts,
        "words": dict.fromkeys(contents.words, 1.0),
    }
