"""What a scenario is."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.bench.push.databases import NAMES, Name
from bot.bench.push.findings import Finding
from bot.bench.push.stage import Stage

Play = Callable[[Stage, "Size"], Awaitable[Sequence[Finding]]]


@dataclass(frozen=True)
class Size:
    """How large a scenario is: whole, or short enough for a test suite."""

    short: bool

    def of(self, whole: int, short: int) -> int:
        """Give the number for this size."""
        return short if self.short else whole


@dataclass(frozen=True)
class Scenario:
    """Something that goes wrong, or just on, and the databases on which it can; with `own_server`, it crashes PostgreSQL."""

    name: str
    title: str
    play: Play
    databases: Sequence[Name] = NAMES
    in_short: bool = True
    own_server: bool = False
