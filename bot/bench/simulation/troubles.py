"""When the store was away, for all or for one process, and when the clock was set."""

from asyncio import AbstractEventLoop


class Troubles:
    """What was in trouble until when, in the loop's time."""

    def __init__(self, loop: AbstractEventLoop) -> None:
        self._loop = loop
        self._away_since = self._away_until = self.clock_set = -1e9
        self._cut_off: dict[object, tuple[float, float]] = {}

    def store_is_away(self, process: object) -> float:
        """Give for how many seconds the store has been away for a process; 0 where it is there."""
        time = self._loop.time()
        since, until = self._cut_off.get(process, (-1e9, -1e9))
        if time < until:
            return max(time - since, 1e-9)
        return max(time - self._away_since, 1e-9) if time < self._away_until else 0.0

    def take_store_away(self, seconds: float) -> None:
        """Let the store fail for everybody."""
        self._away_since, self._away_until = self._loop.time(), self._loop.time() + seconds

    def cut_off(self, process: object, seconds: float) -> None:
        """Let the store fail for one process."""
        self._cut_off[process] = (self._loop.time(), self._loop.time() + seconds)

    def was_cut_off(self, process: object, least: float) -> bool:
        """Say whether a process has been without the store, alone, for long enough to be taken for dead, or is just back."""
        since, until = self._cut_off.get(process, (-1e9, -1e9))
        time = self._loop.time()
        if (
            since < self.clock_set < until + 1
        ):  # its leases look as if they had ended, and it cannot renew them
            return time < until + 30
        return until - since >= least and since + least <= time < until + 30

    def is_calm(self, seconds: float) -> bool:
        """Say whether neither store nor clock nor network was in trouble for some seconds."""
        cut = max((until for _, until in self._cut_off.values()), default=-1e9)
        return self._loop.time() - seconds > max(self._away_until, self.clock_set, cut)
