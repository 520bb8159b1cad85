"""What a scenario found: each promise, what was measured, and whether it was kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

IN_FLIGHT = 10  # what a hard kill may send twice


@dataclass(frozen=True)
class Finding:
    """A promise and what was measured; `timed` ones depend on the machine."""

    promise: str
    measured: str
    kept: bool
    timed: bool = False


def missed(wanted: Iterable[int], got: Mapping[int, int]) -> Finding:
    """Hold that everybody got it."""
    chats = list(wanted)
    absent = sum(not got.get(chat) for chat in chats)
    return Finding("0 recipients missed", f"{absent} of {len(chats):,}", absent == 0)


def twice(got: Mapping[int, int]) -> Finding:
    """Hold that nobody got it twice."""
    more = sum(times - 1 for times in got.values())
    return Finding("0 sent twice", f"{more}", more == 0)


def twice_by_kills(by_kill: Sequence[int], others: int = 0) -> Finding:
    """Hold that only what was in flight at a hard kill was sent twice."""
    most = max(by_kill, default=0)
    told = f"{sum(by_kill)} in {len(by_kill)} kills, {most} at most at one; {others} besides"
    return Finding("sent twice at a kill: 10 at most", told, most <= IN_FLIGHT and others == 0)


def busiest_second(moments: Sequence[float]) -> int:
    """Give the most that any second holds."""
    times = sorted(moments)
    most = first = 0
    for last, time in enumerate(times):
        while times[first] <= time - 1:
            first += 1
        most = max(most, last - first + 1)
    return most


def sustained(moments: Sequence[float]) -> float:
    """Give how many there were a second."""
    return (len(moments) - 1) / (max(moments) - min(moments))


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value that a share of all does not exceed."""
    return sorted(values)[ceil(share * len(values)) - 1]
