"""A push before it goes: whom it would reach, and what the next slots would send."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.delivery import Push
from bot.domain.models import Brief


@dataclass(frozen=True)
class Reach:
    """How many chats follow a brief's topic: who gets it at once, who when their quiet hours end, and who not."""

    at_once: int = 0
    later: int = 0
    paused: int = 0
    filtered: int = 0

    @property
    def total(self) -> int:
        """All who get it."""
        return self.at_once + self.later


@dataclass(frozen=True)
class Preview:
    """A brief that may be pushed, its version (0 where readers do not have it as it is here), and whom it reaches.

    `push` is the one by which this version was sent already.
    """

    brief: Brief
    version: int
    reach: Reach
    push: Push | None


@dataclass(frozen=True)
class Forecast:
    """What the next slot in a time zone would send, and when that is due, in UTC.

    `chats` get a briefing, `briefs` how many of them get each brief; `told_nothing` are told that there is nothing new,
    `without` get nothing for that reason, `paused` none because they paused.
    """

    due: datetime
    zone: str
    chats: int
    briefs: Mapping[str, int]
    told_nothing: int
    without: int
    paused: int
