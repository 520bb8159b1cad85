"""What search asks of a collection of briefs, whatever keeps it: a few in memory, or very many in an engine.

A brief goes by a number there. First it is settled what a unit of the question is looked up by (`Sought`); then a collection
gives a `View`: the briefs worth a closer look, with the weights that names have in them.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal, Protocol, Self

from bot.domain.analysis import Unit
from bot.domain.lexicon import Lexicon
from bot.domain.models import Brief, Language, Library

Table = Literal["keys", "pairs", "concepts", "words"]


@dataclass(frozen=True)
class Lookup:
    """A name to look up, how far finding it stands for the unit, and what to say that it was found by.

    A `very` one counts only in briefs that hold the unit's very word too; `spelt` says how surely it was meant.
    """

    table: Table
    name: str
    sureness: float
    by: str
    very: bool = False
    spelt: float = 1.0


@dataclass(frozen=True)
class Sought:
    """What a unit is looked up by.

    Briefs found by `direct` alone count less where others hold one of `written`, the unit's very word; `None` there
    asks for no such care. A phrase may also be met by its `parts`, `meant` are what it may mean.
    `begun` says that it may be only half typed.
    """

    unit: Unit
    concepts: Mapping[str, float]
    known: bool
    direct: tuple[Lookup, ...]
    written: tuple[str, ...] | None = None
    meant: tuple[Lookup, ...] = ()
    parts: tuple["Sought", ...] = ()
    begun: bool = False

    def lookups(self) -> tuple[Lookup, ...]:
        """Give all lookups, those of the parts too."""
        return (*self.direct, *self.meant, *(found for part in self.parts for found in part.lookups()))


class Spellings(Protocol):
    """The words of a collection."""

    def near(self, key: str, word: str = "") -> dict[str, float]:
        """Give the keys that `key`, or `word` as it was typed, may be meant for, with a likeness below 1; without `key`."""

    def beginning(self, prefix: str) -> list[str]:
        """Give keys that begin with `prefix`."""


class View(Protocol):
    """The briefs of a collection that are looked at for one question."""

    def weights(self, table: Table, name: str) -> Mapping[int, float]:
        """Give the briefs that hold a name, each with its weight there."""

    def spread(self, sought: Sought, held: Mapping[int, float]) -> float:
        """Give how many briefs of the whole collection hold a unit, those that hold it less well for less."""

    def titles(self, number: int) -> Sequence[AbstractSet[str]]:
        """Give the subjects of a brief's titles."""

    def topic(self, number: int) -> AbstractSet[str]:
        """Give the subjects of the name of a brief's topic."""

    def brief(self, number: int) -> Brief:
        """Give a brief."""


class Holdings(Protocol):
    """A collection of briefs as it was at one moment: a change gives another, so that a search needs no lock."""

    @property
    def size(self) -> int:
        """How many there are."""

    @property
    def briefs(self) -> Mapping[str, Brief]:
        """The briefs by id, newest first, as they are now."""

    @property
    def vocabulary(self) -> Spellings:
        """Their words."""

    def count(self, table: Table, name: str) -> int:
        """Give how many briefs hold a name."""

    def hold(self, table: Table, name: str, words: Sequence[str]) -> bool:
        """Say whether some brief holds a name and one of some words."""

    def languages(self, key: str) -> set[Language]:
        """Give the languages in whose letters a key is written there."""

    def view(self, sought: Sequence[Sought]) -> View:
        """Give the briefs that hold what is sought."""

    def in_topic(self, topic: str) -> Sequence[Brief]:
        """Give the briefs of a topic, newest first; of very many the newest."""

    def newest(self) -> Sequence[Brief]:
        """Give the briefs, newest first; of very many the newest."""

    def topics(self) -> AbstractSet[str]:
        """Give the topics that have a brief."""

    def with_brief(self, brief: Brief) -> Self:
        """Give the collection with a brief added, or in place of the one with its id."""

    def without(self, key: str) -> Self:
        """Give the collection without a brief."""

    def knowing(self, library: Library, lexicon: Lexicon) -> Self:
        """Give the collection with a library's people and topics; very many briefs stay as they were read."""
