"""The few briefs that an archive found for one question, looked at closely."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.domain.holdings import Lookup, Sought, Table
from bot.domain.models import Brief
from bot.domain.postings import Postings
from bot.index.rows import Packed, hash_of

TYPICAL = 0.8  # the weight of a name in a brief that holds it


class Collection(Protocol):
    """What a view asks of its archive."""

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
        self._subjects = {number: packed.subjects() for number, packed in looked_at.items()}

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
        return self._recent.titles(~number) if number < 0 else self._subjects[number][1:]

    def topic(self, number: int) -> frozenset[str]:
        """Give the subjects of the name of a brief's topic."""
        return self._recent.topic(~number) if number < 0 else self._subjects[number][0]

    def brief(self, number: int) -> Brief:
        """Give a brief."""
        return self._recent.brief(~number) if number < 0 else self._archive.brief_at(number)
