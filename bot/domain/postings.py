"""A collection of a few hundred briefs in memory: for each name the briefs that hold it, all of them looked at."""

from collections import Counter
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import Self

from bot.domain.contents import Contents, Reader
from bot.domain.holdings import Sought, Table
from bot.domain.lexicon import Lexicon
from bot.domain.models import Brief, Language, Library, newest_first
from bot.domain.vocabulary import Vocabulary

_NONE: Mapping[int, float] = {}


class Postings:
    """Briefs by number, and for each key, pair of words, concept and word the briefs that hold it, with its weight there.

    Made once, it stays as it is: a change gives another, which shares with it what is the same.
    """

    def __init__(self, library: Library, lexicon: Lexicon) -> None:
        self._reader = Reader(library.people, library.topics, lexicon)
        self._next = 0
        self._clear()
        self.briefs: Mapping[str, Brief] = library.briefs
        spellings: dict[str, None] = {}  # in their order
        for brief in self.briefs.values():
            contents = self._reader.read(brief)
            self._take(brief, contents)
            spellings.update(dict.fromkeys(contents.spellings))
        self.vocabulary = Vocabulary(self._tables["keys"], spellings)

    def _clear(self) -> None:
        self.briefs = {}
        self._tables: dict[Table, dict[str, dict[int, float]]] = {
            "keys": {},
            "pairs": {},
            "concepts": {},
            "words": {},
        }
        self._ids: dict[int, str] = {}
        self._contents: dict[int, Contents] = {}
        self._numbers: dict[str, int] = {}
        self._languages: Counter[tuple[str, Language]] = Counter()

    @property
    def size(self) -> int:
        """How many briefs there are."""
        return len(self.briefs)

    def with_brief(self, brief: Brief) -> Self:
        """Give the collection with a brief added, or in place of the one with its id."""
        contents = self._reader.read(brief)
        more = self.without(brief.id)._copy(contents)
        more._take(brief, contents)
        more.briefs = {each.id: each for each in sorted((*more.briefs.values(), brief), key=newest_first)}
        more.vocabulary = self.vocabulary.with_words(contents.keys, contents.spellings)
        return more

    def without(self, key: str) -> Self:
        """Give the collection without a brief; its words stay known to the vocabulary, where they lead to nothing."""
        if key not in self._numbers:
            return self
        number = self._numbers[key]
        fewer = self._copy(self._contents[number])
        fewer.briefs = {other: brief for other, brief in self.briefs.items() if other != key}
        fewer._drop(key, number)
        return fewer

    def emptied(self) -> Self:
        """Give the collection without any brief; their words stay known to the vocabulary."""
        none = copy(self)
        none._clear()
        return none

    def knowing(self, library: Library, lexicon: Lexicon) -> Self:
        """Give the collection read anew, with a library's people and topics."""
        return type(self)(replace(library, briefs=self.briefs), lexicon)

    def read_by(self, reader: Reader) -> Self:
        """Give the collection in which a reader reads what comes; what is there stays as it was read."""
        other = copy(self)
        other._reader = reader
        return other

    def _copy(self, contents: Contents) -> Self:
        """Give a copy of which all may be changed that has to do with a brief's contents."""
        other = copy(self)
        other._tables = {table: dict(names) for table, names in self._tables.items()}
        other._ids, other._contents = dict(self._ids), dict(self._contents)
        other._numbers, other._languages = dict(self._numbers), self._languages.copy()
        for table, weights in _tables(contents).items():
            names = other._tables[table]
            names.update((name, dict(names[name])) for name in weights.keys() & names.keys())
        return other

    def _take(self, brief: Brief, contents: Contents) -> None:
        number, self._next = self._next, self._next + 1
        self._ids[number], self._contents[number], self._numbers[brief.id] = brief.id, contents, number
        for table, weights in _tables(contents).items():
            for name, weight in weights.items():
                self._tables[table].setdefault(name, {})[number] = weight
        self._languages.update(contents.languages)

    def _drop(self, key: str, number: int) -> None:
        contents = self._contents.pop(number)
        del self._ids[number], self._numbers[key]
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

    def topics(self) -> set[str]:
        """Give the topics that have a brief."""
        return {brief.topic for brief in self.briefs.values()}

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
