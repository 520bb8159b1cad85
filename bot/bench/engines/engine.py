"""What every search that is measured can do."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

# What a match in each field weighs, where an engine can weigh fields.
TITLE, KEYWORDS, TEXT = 2.0, 2.0, 1.0


@dataclass(frozen=True)
class Reply:
    """The best brief's id, None where nothing was found, its score, and how many seconds it took.

    `answered` says whether the engine decided to answer; None where it leaves that to a threshold.
    """

    best: str | None
    score: float
    seconds: float
    answered: bool | None = None


@dataclass(frozen=True)
class Upkeep:
    """What news costs, in seconds.

    How long a new, a changed or a retracted brief takes, the median and the most; how long writing them to an archive
    takes, None where there is none; and how late an event loop was at most while questions were answered beside it.
    """

    median: float
    most: float
    settle: float | None
    late: float


class Engine(Protocol):
    """A search that can be asked."""

    def ask(self, question: str) -> Reply:
        """Give the best brief for a question."""

    def memory(self) -> int | None:
        """Give the bytes that it holds outside this process, None where it holds all inside."""


class InProcess:
    """An engine whose memory is this process's growth."""

    def memory(self) -> int | None:
        """Leave it to the growth of the process."""
        return None


def timed(search: Callable[[], tuple[str | None, float]]) -> Reply:
    """Run a search and time it."""
    start = perf_counter()
    best, score = search()
    return Reply(best, score, perf_counter() - start)
