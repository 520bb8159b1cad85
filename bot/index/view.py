"""The few briefs that an archive found for one question, looked at closely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Protocol, Self

from bot.domain.holdings import Lookup, Sought, Table
from bot.domain.lexicon import GENERAL
from bot.domain.models import Brief
from bot.domain.postings import Postings
from bot.index.rows import Packed, hash_of

TYPICAL = 0.8  # the weight of a name in a brief that holds it
GENERAL_BOOST = 0.35  # of what could be in any news


class Collection(Protocol):
    """What a view asks of its archive."""

    @property
    def size(self) -> int:
        """How many briefs there are."""

    def count(self, table: Table, name: str) -> int:
        """Give how many briefs hold a name."""

    def brief_at(self, number: int) -> Brief:
        """Give the brief on disk with a number."""


class ArchiveView:
    """The briefs that were found for one question, those in memory by negative numbers."""

    def __init__(
        self,
        archive: Collection,
        looked_at: Mapping[int, Packed],
        recent: Postings,
    ) -> None:
        self._archive = archive
        self._looked_at = looked_at
        self._recent = recent
        self._subjects: dict[int, list[frozenset[str]]] = {}

    def sifted(self, sought: Sequence[Sought], most: int) -> "ArchiveView":
        """Give a view of those briefs on disk that hold most of what is sought, by a quicker sum than the matcher's."""
        asked = [(self._rarity(one), _Hashed.of(one)) for one in sought]
        masses = dict.fromkeys(self._looked_at, 0.0)
        for rarity, names in asked:
            for number, packed in self._looked_at.items():
                masses[number] += rarity * names.held(packed)
        best = sorted(masses, key=lambda number: -masses[number])[:most]
        return ArchiveView(self._archive, {number: self._looked_at[number] for number in best}, self._recent)

    def _rarity(self, sought: Sought) -> float:
        """Give what a unit tells: the fewer briefs hold it, the more."""
        rarity = log((self._archive.size + 1) / (min(self._estimate(sought), self._archive.size) + 0.5))
        return rarity * (GENERAL_BOOST if is_general(sought) else 1.0)

    def weights(self, table: Table, name: str) -> Mapping[int, float]:
        """Give the briefs in view that hold a name, each with its weight there."""
        wanted = hash_of(table, name)
        found = {~number: weight for number, weight in self._recent.weights(table, name).items()}
        for number, packed in self._looked_at.items():
            weight = packed.weight(wanted)
            if weight:
                found[number] = weight
        return found

    def spread(self, sought: Sought, held: Mapping[int, float]) -> float:
        """Give about how many briefs hold a unit, from how many hold its names; for very few, those in view are all."""
        seen = sum(likeness**4 for likeness in held.values())
        return max(seen, self._estimate(sought))

    def _estimate(self, sought: Sought) -> float:
        words = sum(self._archive.count("words", word) for word in sought.written or ())
        direct = max(
            (self._holders(found, words if found.very else None) for found in sought.direct), default=0.0
        )
        meant = max(map(self._holders, sought.meant), default=0.0)
        parts = sum(self._estimate(part) for part in sought.parts) / max(1, len(sought.parts)) ** 4
        return max(direct, meant, parts)

    def _holders(self, lookup: Lookup, most: int | None = None) -> float:
        holders = self._archive.count(lookup.table, lookup.name)
        return (holders if most is None else min(holders, most)) * (TYPICAL * lookup.sureness) ** 4

    def titles(self, number: int) -> Sequence[frozenset[str]]:
        """Give the subjects of a brief's titles."""
        return self._recent.titles(~number) if number < 0 else self._subjects_of(number)[1:]

    def topic(self, number: int) -> frozenset[str]:
        """Give the subjects of the name of a brief's topic."""
        return self._recent.topic(~number) if number < 0 else self._subjects_of(number)[0]

    def _subjects_of(self, number: int) -> list[frozenset[str]]:
        if number not in self._subjects:
            self._subjects[number] = self._looked_at[number].subjects()
        return self._subjects[number]

    def brief(self, number: int) -> Brief:
        """Give a brief."""
        return self._recent.brief(~number) if number < 0 else self._archive.brief_at(number)


@dataclass(frozen=True)
class _Hashed:
    """What a unit is looked up by, as packed contents have it."""

    names: tuple[tuple[int, float], ...]
    parts: tuple["_Hashed", ...]

    @classmethod
    def of(cls, sought: Sought) -> Self:
        """Give the hashes of a unit's lookups with their sureness."""
        lookups = (*sought.direct, *sought.meant)
        names = tuple((hash_of(found.table, found.name), found.sureness) for found in lookups)
        return cls(names, tuple(map(cls.of, sought.parts)))

    def held(self, packed: Packed) -> float:
        """Give how far a brief holds the unit, 0..1."""
        whole = packed.likeness(self.names)
        if not self.parts:
            return whole
        return max(whole, sum(part.held(packed) for part in self.parts) / len(self.parts))


def is_general(sought: Sought) -> bool:
    """Say whether a unit could be in any news, by all that it names."""
    return bool(sought.concepts) and all(name.startswith(GENERAL) for name in sought.concepts)
