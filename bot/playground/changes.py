"""Waiting for something to become true, woken by whoever changes it."""

import asyncio
from collections.abc import Callable


class Changes:
    """Wakes those who wait, each time that something has changed; cheap while nobody waits."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []
        self.closed = False

    def notify(self) -> None:
        """Wake everyone who waits, to look again."""
        waiting, self._waiting = self._waiting, []
        for waiter in waiting:
            if not waiter.done():
                waiter.set_result(None)

    def close(self) -> None:
        """Wake everyone for good: nothing will change any more."""
        self.closed = True
        self.notify()

    async def until(self, true: Callable[[], bool], within: float) -> bool:
        """Wait until `true()` holds and give True; give False after `within` seconds, or when closed."""
        deadline = asyncio.get_running_loop().time() + within
        while not true():
            if self.closed:
                return False
            waiter = asyncio.get_running_loop().create_future()
            self._waiting.append(waiter)
            try:
                async with asyncio.timeout_at(deadline):
                    await waiter
            except TimeoutError:
                return true()
        return True
