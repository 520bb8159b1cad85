"""How far the briefs of a desk have come: the versions that it has, as the store numbers them."""

from asyncio import Lock
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.briefing import Recorded, mentioned
from bot.domain.postings import Postings
from bot.domain.search import Index
from bot.store.versions import Version

_MOST_KEPT = 256  # answers for cursors and keyword filters; all who got the last briefing share one


@dataclass
class News:
    """The recorded versions, and what was worked out of them, which holds until there is another.

    `latest` is the running number of the newest version that the desk has, -1 before the store was asked; `looked` is when
    it was asked last.
    """

    recorded: dict[str, Recorded] = field(default_factory=dict)
    latest: int = -1
    looked: datetime | None = None
    changing: Lock = field(default_factory=Lock)
    _after: dict[int, Mapping[str, Recorded]] = field(default_factory=dict)
    _mentioned: dict[tuple[int | None, str], frozenset[str]] = field(default_factory=dict)

    def begin(self, recorded: Mapping[str, Recorded]) -> None:
        """Take over what the store has recorded."""
        self.recorded = dict(recorded)
        self.latest = max((each.last for each in recorded.values()), default=0)

    def add(self, versions: Sequence[Version]) -> None:
        """Take in newer versions, oldest first."""
        if not versions:
            return
        recorded = dict(self.recorded)  # another one, and so below: who holds the old one goes on with that
        for new in versions:
            before = recorded.get(new.id)
            first, told = (before.first, before.told) if before else (new.number, new.number)
            recorded[new.id] = Recorded(new.version, first, new.number, new.number if new.told else told)
        self.recorded, self.latest = recorded, versions[-1].number
        self._after, self._mentioned = {}, {}

    def version(self, brief: str) -> int:
        """Give the version of a brief that the desk has; 0 where none is recorded."""
        known = self.recorded.get(brief)
        return known.version if known else 0

    def after(self, cursor: int | None) -> Mapping[str, Recorded]:
        """Give how far those briefs have come that readers are told something of after a running number."""
        if cursor is None:
            return self.recorded
        kept = self._after
        if cursor not in kept:
            _make_room(kept)
            kept[cursor] = {key: each for key, each in self.recorded.items() if each.told > cursor}
        return kept[cursor]

    def mentioned(self, index: Index, words: str, cursor: int | None = None) -> frozenset[str]:
        """Give the ids of the briefs that a keyword filter finds, of all or of what came after a running number."""
        kept = self._mentioned
        if (cursor, words) not in kept:
            _make_room(kept)
            some = None
            if cursor is not None:
                briefs = {key: brief for key in self.after(cursor) if (brief := index.published(key))}
                some = Postings(replace(index.library, briefs=briefs), index.lexicon)
            kept[cursor, words] = mentioned(index, words, some)
        return kept[cursor, words]


def _make_room(
    kept: dict[int, Mapping[str, Recorded]] | dict[tuple[int | None, str], frozenset[str]],
) -> None:
    if len(kept) >= _MOST_KEPT:
        kept.clear()
